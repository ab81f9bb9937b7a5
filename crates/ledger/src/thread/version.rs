//! Which versions of a plan or text do the documents speak of?
//!
//! In go documents; out come threads of plans whose names differ by words for a version or by a number of points: “the
//! 28-point peace plan”, “a revised draft”, “the 19-point version”. A step is a record whose words name the plan.
//!
//! **One plan**: the names are the same but for such words, and whoever is named as its owner is the same. A name that says
//! no more than “the plan” goes with the only plan of its document, or with the one that has as many points.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use casus_claim::{Claim, Record, Unit};
use casus_text::{Source, Span};

use crate::contradiction::text::Text;
use crate::contradiction::words::{Word, is_of, stem, telling};

use super::telling::is_in;
use super::{Report, Step, Thread, ThreadKind, Told, history};

/// So many words before its head belong to the name of a plan.
const BEFORE_WORDS_MAX: usize = 5;
/// A sentence gives at most so many records.
const SENTENCE_RECORDS_MAX: usize = 16;
/// The name of an owner behind it has so many words: “the plan of West Norland”.
const OWNER_WORDS_MAX: usize = 2;

/// Which version of a plan or text is meant, as far as its name says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Of how many points it is.
    pub points: Option<u32>,
    /// The words for a version, in lower case.
    pub words: BTreeSet<String>,
}

impl Version {
    /// Returns whether the name says which version it is.
    pub fn is_told(&self) -> bool {
        self.points.is_some() || !self.words.is_empty()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let points = self.points.map(|points| format!("{points}-point"));
        let parts: Vec<&str> = self.words.iter().map(String::as_str).chain(points.as_deref()).collect();
        f.pad(&if parts.is_empty() { "no version named".to_owned() } else { parts.join(" ") })
    }
}

/// A plan as a document names it.
struct Naming {
    span: Span,
    /// What tells it from other plans.
    base: BTreeSet<String>,
    version: Version,
    /// Its words without those for the version.
    name: String,
}

/// Puts the records that speak of plans in versions into threads.
pub(super) fn threads<'t>(
    texts: &'t [Text<'t>],
    report: &impl Fn(usize) -> Report<'t>,
    order: &[usize],
    confidence_min: f64,
) -> Vec<Thread> {
    let named: Vec<Vec<Naming>> = texts.iter().map(namings).collect();
    let plans = Plans::of(&named);
    let mut steps_of: BTreeMap<&BTreeSet<String>, Vec<(usize, Step)>> = BTreeMap::new();
    let mut name_of: BTreeMap<&BTreeSet<String>, &str> = BTreeMap::new();
    for (text, named) in texts.iter().zip(&named) {
        let report = report(text.number);
        let records = text.reading.records().iter().enumerate();
        for (place, record) in records.filter(|(_, record)| record.confidence.share() >= confidence_min) {
            for (plan, naming) in plans.spoken_of(named, record) {
                let steps = steps_of.entry(plan).or_default();
                add(steps, text.number, step(text, &report, (place, record), naming, order));
                let fullest = name_of.entry(plan).or_insert(&naming.name);
                if naming.name.len() > fullest.len() {
                    *fullest = &naming.name;
                }
            }
        }
    }
    steps_of.into_iter().filter_map(|(plan, steps)| thread(texts, name_of[plan], steps)).collect()
}

/// Adds a step, unless the same words gave one that tells as much.
fn add(steps: &mut Vec<(usize, Step)>, number: usize, step: Step) {
    let is_same = |(other, known): &&mut (usize, Step)| {
        *other == number && known.quote.span() == step.quote.span() && version(known) == version(&step)
    };
    match steps.iter_mut().rev().take(SENTENCE_RECORDS_MAX).find(is_same) {
        Some((_, known)) if known.told.amount().is_none() && step.told.amount().is_some() => *known = step,
        Some((_, known)) if step.told.amount().is_none() || known.told == step.told => {}
        _ => steps.push((number, step)),
    }
}

fn thread(texts: &[Text<'_>], name: &str, told: Vec<(usize, Step)>) -> Option<Thread> {
    let numbers: Vec<usize> = told.iter().map(|(number, _)| *number).collect();
    let mut steps: Vec<Step> = told.into_iter().map(|(_, step)| step).collect();
    let versions: BTreeSet<Version> = steps.iter().filter_map(version).filter(Version::is_told).collect();
    let documents: BTreeSet<usize> = numbers.iter().copied().collect();
    if versions.is_empty() || versions.len() < 2 && documents.len() < 2 {
        return None;
    }
    let sources: Vec<&Source> = numbers.iter().map(|&number| texts[number].source).collect();
    history::add_changes(&mut steps, &sources);
    let about = name.to_owned();
    let relays = history::relays(sources.iter().copied().zip(steps.iter().map(|step| step.voice)));
    Some(Thread { kind: ThreadKind::Plan, actors: Vec::new(), about, category: None, steps, relays, silence: None })
}

fn version(step: &Step) -> Option<Version> {
    match &step.told {
        Told::Plan { version, .. } => Some(version.clone()),
        _ => None,
    }
}

fn step(
    text: &Text<'_>,
    report: &Report<'_>,
    (place, record): (usize, &Record),
    naming: &Naming,
    order: &[usize],
) -> Step {
    let amount = match &record.claim {
        Claim::Figure(figure) => Some(figure.amount.clone()),
        Claim::Commitment(commitment) => commitment.consequent.amount.clone(),
        _ => None,
    };
    // The number of its points is told as the version.
    let amount = amount.filter(|amount| amount.unit != Unit::Noun("point".to_owned()));
    Step {
        document: order[text.number],
        record: place,
        reference: report.references[place],
        day: text.published(),
        voice: report.voice,
        quote: record.quote.clone(),
        attributed_to: record.attributed_to.iter().map(|&id| text.entity(id).name.clone()).collect(),
        is_own: false,
        time: record.time.clone(),
        part: None,
        told: Told::Plan { version: naming.version.clone(), amount },
        changes: Vec::new(),
    }
}

/// Lists the plans that a document names, in the order of its text: runs of words that end in a head such as “plan”.
fn namings(text: &Text<'_>) -> Vec<Naming> {
    let of_sentence = |words: &[Word<'_>]| -> Vec<Naming> {
        let heads = (0..words.len()).filter(|&at| is_in("plan", &stem(&words[at].lower)));
        heads.filter_map(|at| naming(text.source, words, at)).collect()
    };
    text.sentences.iter().flat_map(|sentence| of_sentence(&sentence.words)).collect()
}

fn naming(source: &Source, words: &[Word<'_>], head: usize) -> Option<Naming> {
    // A small word begins a noun phrase, and so does whatever stands before the name of an owner.
    let mut has_name = false;
    let is_of_name = |word: &&Word<'_>| {
        let goes_on = !is_of("stop", &word.lower) && (word.is_capital() || !has_name);
        has_name |= word.is_capital();
        goes_on
    };
    let first = head - words[..head].iter().rev().take(BEFORE_WORDS_MAX).take_while(is_of_name).count();
    let is_within = words.get(head + 1).is_some_and(|next| is_in("plan", &stem(&next.lower)));
    let run = &words[first..=head];
    let points = |pair: &[Word<'_>]| pair[1].lower.starts_with("point").then(|| pair[0].text.parse().ok())?;
    let of_version = |word: &&Word<'_>| is_in("version", &stem(&word.lower));
    let version = Version {
        points: run.windows(2).find_map(points),
        words: run.iter().filter(of_version).map(|word| word.lower.clone()).collect(),
    };
    let owner = words[head + 1..].iter().skip_while(|word| word.lower == "of").take(OWNER_WORDS_MAX);
    let owner = owner.take_while(|word| word.is_capital() && words[head + 1].lower == "of");
    let owner: Vec<&Word<'_>> = owner.collect();
    let is_bare = |word: &&Word<'_>| !of_version(word) && !word.is_number() && !word.lower.starts_with("point");
    let told = telling(run.iter().filter(|word| !of_version(word)).chain(owner.iter().copied()));
    let name = run.iter().filter(is_bare).map(|word| word.text).collect::<Vec<_>>().join(" ");
    let owner = owner.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    let name = if owner.is_empty() { name } else { format!("{name} of {owner}") };
    let base = told.into_iter().filter(|word| !is_in("bare", word) && *word != stem("point")).collect();
    let span = source.span(run[0].start_bytes, words[head].end_bytes)?;
    (!is_within).then_some(Naming { span, base, version, name })
}

/// The plans of all documents.
struct Plans {
    bases: BTreeSet<BTreeSet<String>>,
    /// The only plan that has so many points.
    by_points: BTreeMap<u32, Option<BTreeSet<String>>>,
}

impl Plans {
    fn of(named: &[Vec<Naming>]) -> Self {
        let bases: BTreeSet<BTreeSet<String>> = named.iter().flatten().map(|naming| naming.base.clone()).collect();
        let mut plans = Self { bases, by_points: BTreeMap::new() };
        for naming in named.iter().flatten().filter(|naming| !naming.base.is_empty()) {
            let Some(points) = naming.version.points else { continue };
            let base = Some(plans.fullest(&naming.base).clone());
            plans
                .by_points
                .entry(points)
                .and_modify(|known| {
                    if *known != base {
                        *known = None
                    }
                })
                .or_insert(base);
        }
        plans
    }

    /// Returns the plan whose name says all that a name says and more, if there is just one.
    fn fullest<'p>(&'p self, base: &'p BTreeSet<String>) -> &'p BTreeSet<String> {
        let above = |base: &BTreeSet<String>| -> Vec<&BTreeSet<String>> {
            self.bases.iter().filter(|other| base.is_subset(other) && *other != base).collect()
        };
        let mut fuller = above(base).into_iter().filter(|other| above(other).is_empty());
        match (base.is_empty(), fuller.next(), fuller.next()) {
            (false, Some(only), None) => only,
            _ => base,
        }
    }

    /// Returns the plans that a record speaks of, each with how it is named there: by its version, if it is anywhere.
    fn spoken_of<'p>(&'p self, named: &'p [Naming], record: &Record) -> Vec<(&'p BTreeSet<String>, &'p Naming)> {
        let of_document: BTreeSet<&BTreeSet<String>> =
            named.iter().filter(|naming| !naming.base.is_empty()).map(|naming| self.fullest(&naming.base)).collect();
        let plan = |naming: &'p Naming| match (naming.base.is_empty(), of_document.first()) {
            (false, _) => self.fullest(&naming.base),
            (true, Some(only)) if of_document.len() == 1 => *only,
            (true, _) => {
                let of_points = naming.version.points.and_then(|points| self.by_points.get(&points)?.as_ref());
                of_points.unwrap_or(&naming.base)
            }
        };
        let mut spoken: BTreeMap<(&BTreeSet<String>, &Version), &Naming> = BTreeMap::new();
        let has_points = named.iter().any(|naming| naming.base.is_empty() && naming.version.points.is_some());
        for naming in named.iter().filter(|naming| record.quote.span().contains(naming.span)) {
            // “A new plan” may be any plan.
            if !plan(naming).is_empty() || has_points {
                spoken.entry((plan(naming), &naming.version)).or_insert(naming);
            }
        }
        let has_version = |plan: &BTreeSet<String>| spoken.keys().any(|(of, version)| *of == plan && version.is_told());
        let told = spoken.iter().filter(|((plan, version), _)| version.is_told() || !has_version(plan));
        told.map(|((plan, _), naming)| (*plan, *naming)).collect()
    }
}
