//! Which assertions of two documents answer one question in two ways, whatever words stand around them?
//!
//! In go documents with their readings; out come contradictions. A sentence is read into [`Assertion`]s: a frame of
//! `data/frames.txt`, which is a question with one answer within an affair (“how many states came”, “who led the delegation
//! of Norland”, “will Lorne send troops”), of whom it is asked, on which day or in which year, and the answer.
//!
//! **The same thing**: one frame, one subject, groups of words that scope the answer, a day that may be one, and two
//! documents of one affair: so much is kin in what stands around both assertions, a name among it.
//!
//! **A clash**: answers of one type that cannot both hold.
//!
//! **Excused**: a class of words on one side alone that the frame sets apart, such as what is expected; a document that
//! knows both answers; two people who each say their own.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{EntityKind, Term};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::kin::Topic;
use super::retold::are_set_apart;
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_has_spoken};
use super::words::Word;
use super::{Contradiction, list, one_line, places, said};
use frame::{Asked, FRAMES, Frame, Subject};
use name::{Name, share};
use told::Told;
use value::Value;

mod beginning;
mod clause;
mod day;
mod frame;
mod name;
mod number;
mod person;
mod phrase;
mod place;
mod quote;
mod stance;
mod told;
mod value;

/// So many rarest names around an assertion are looked up.
const RAREST: usize = 16;
/// Documents so far apart may tell of one day where only one of them says of which.
const UNDATED_DAYS_MAX: i32 = 3;
/// So much must be kin in two documents of one affair, each name that both have counted as one.
const AFFAIR_MIN: f64 = 1.5;
/// So much in documents of two days.
const AFFAIR_NEAR_MIN: f64 = 1.0;
/// So many days are near.
const AFFAIR_NEAR_DAYS: i32 = 2;
/// So much more must be kin around two assertions where no name is the same.
const UNNAMED_MORE: f64 = 1.0;
/// And so near must the documents be.
const UNNAMED_DAYS_MAX: i32 = 3;

/// Two documents and of whom they assert something.
type Matter = (usize, usize, BTreeSet<String>);
/// Whether both stand in the text and not in a headline, and how much is the same around them.
type Rank = (bool, i64);

/// Something asserted by a sentence.
pub(super) struct Assertion<'t> {
    /// The place of the document among those that are read.
    document: usize,
    /// The place of the sentence.
    at: usize,
    text: &'t Text<'t>,
    /// Of whom, where the frame asks it of somebody.
    subject: Vec<Name>,
    value: Value,
    /// What scopes the answer, by group.
    scope: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// The classes that must stand on both sides or on neither.
    apart: BTreeSet<&'static str>,
    day: Option<(Date, Date)>,
    years: BTreeSet<i16>,
    scopes: BTreeSet<String>,
    /// How many points a plan has that is named by them.
    points: BTreeSet<String>,
    topic: Topic,
    /// The other numbers around it.
    figures: BTreeSet<Decimal>,
    names: Vec<Name>,
    keys: BTreeSet<String>,
}

impl<'t> Assertion<'t> {
    fn sentence(&self) -> &'t Sentence<'t> {
        &self.text.sentences[self.at]
    }

    /// Returns whether it stands in a headline, which has no stop.
    fn is_title(&self) -> bool {
        !self.text.source.slice(self.sentence().span).trim_end().ends_with(['.', '!', '?', '”', '"'])
    }
}

/// Finds assertions that cannot all hold.
pub(super) fn find(texts: &[Text<'_>], terms: &[Term]) -> Vec<Contradiction> {
    let told: Vec<Told<'_>> = texts.iter().map(|text| Told::of(text, terms)).collect();
    let mut found = quote::find(&told);
    found.extend(beginning::find(&told));
    for frame in FRAMES.iter() {
        let mut all: Vec<Assertion<'_>> = Vec::new();
        for (document, told) in told.iter().enumerate() {
            all.extend((0..told.len()).flat_map(|at| read(frame, told, document, at)));
        }
        found.extend(clashing(frame, &told, &all));
    }
    // What is found by a question is not told again.
    let known: BTreeSet<_> = found.iter().map(places).collect();
    found.extend(clause::find(&told).into_iter().filter(|one| !known.contains(&places(one))));
    found
}

/// Reads what a sentence asserts in one frame.
fn read<'t>(frame: &Frame, told: &Told<'t>, document: usize, at: usize) -> Vec<Assertion<'t>> {
    let phrases = told.phrases(at);
    let is_asked = frame.need.iter().chain(&frame.near).all(|list| list.iter().any(|class| phrases.has(class)))
        && frame.beside.iter().all(|list| list.iter().any(|class| told.has_beside(class, at)))
        && !frame.never.iter().any(|class| phrases.has(class));
    if !is_asked {
        return Vec::new();
    }
    let answers = match &frame.asked {
        Asked::Number(units) => number::answers(frame, units, told, at),
        Asked::Person => person::answers(frame, told, at),
        Asked::Side { yes, no } => stance::answers(frame, (yes, no), told, at),
        Asked::Day => day::answers(frame, told, at),
        Asked::Place => place::answers(frame, told, at),
        Asked::Named(class) => place::named(class, told, at),
        Asked::Members => place::members(told, at),
    };
    answers.into_iter().filter_map(|answer| assertion(frame, told, (document, at), answer)).collect()
}

/// An answer with the subject and the words that stand by it.
struct Answer {
    value: Value,
    subject: Vec<Name>,
    /// The words by it, in which what scopes it stands.
    near: std::ops::Range<usize>,
    /// Those of them in which that is looked for first.
    behind: std::ops::Range<usize>,
}

fn assertion<'t>(
    frame: &Frame,
    told: &Told<'t>,
    (document, at): (usize, usize),
    answer: Answer,
) -> Option<Assertion<'t>> {
    let phrases = told.phrases(at);
    let groups = frame.key.iter().chain(&frame.must);
    let scope: BTreeMap<&str, BTreeSet<&str>> = groups
        .map(|&group| {
            let stretches = [answer.behind.clone(), answer.near.clone(), 0..told.words(at).len()];
            let told = stretches.iter().map(|stretch| phrases.of_group(group, stretch));
            (group, told.into_iter().find(|told| !told.is_empty()).unwrap_or_default())
        })
        .collect();
    let is_whole = frame.must.iter().all(|group| !scope[group].is_empty())
        && frame.near.iter().all(|list| list.iter().any(|class| phrases.has_in(class, &answer.near)))
        && !frame.nor.iter().any(|class| phrases.has_in(class, &answer.near))
        && (frame.subject == Subject::None || !answer.subject.is_empty());
    if !is_whole {
        return None;
    }
    let apart = frame.apart.iter().copied().filter(|class| phrases.has(class)).collect();
    let names = told.names_around(at);
    let of: Vec<&Name> =
        if answer.subject.is_empty() { names.iter().collect() } else { answer.subject.iter().collect() };
    let topic = told.topic_around(at);
    let mut keys: BTreeSet<String> = of.into_iter().flat_map(|name| name.stems.iter().cloned()).collect();
    if frame.subject == Subject::None {
        keys.extend(topic.sets());
    }
    Some(Assertion {
        document,
        at,
        text: told.text,
        day: day::of(told, at),
        years: day::years(told, at),
        scopes: told.scopes(at),
        points: told.points_around(at),
        figures: told.figures_around(at, &answer.value),
        topic,
        subject: answer.subject,
        value: answer.value,
        scope,
        apart,
        names,
        keys,
    })
}

/// Lists pairs that clash, for two documents and a subject the one that has most in common.
fn clashing(frame: &Frame, told: &[Told<'_>], all: &[Assertion<'_>]) -> Vec<Contradiction> {
    let tellings = Tellings::of(all.iter().map(|one| (one.text.published(), &one.keys)));
    let mut best: BTreeMap<Matter, (Rank, Contradiction)> = BTreeMap::new();
    for (n, one) in all.iter().enumerate() {
        let around = Around { day: one.text.published(), days: frame.days_max };
        let near: BTreeSet<usize> = tellings.beside(&one.keys, RAREST, around).filter(|&other| other > n).collect();
        for other in near.into_iter().map(|other| &all[other]) {
            // Whether the answers clash is soon seen, and most do not.
            if one.value.clashes(&other.value, frame)
                && is_one_question(frame, told, one, other)
                && !knows_both(told, all, (one, other), frame)
            {
                let subject = one.subject.iter().map(Name::key).collect();
                let is_text = !one.is_title() && !other.is_title();
                let rank = (is_text, (link(one, other).1 * 2.0) as i64);
                let known = best.get(&(one.document, other.document, BTreeSet::clone(&subject)));
                if known.is_none_or(|(known, _)| *known < rank) {
                    best.insert((one.document, other.document, subject), (rank, contradiction(frame, one, other)));
                }
            }
        }
    }
    best.into_values().map(|(_, one)| one).collect()
}

/// Returns whether two assertions answer one question.
fn is_one_question(frame: &Frame, told: &[Told<'_>], one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    one.document != other.document
        && days_between(one.text, other.text).is_some_and(|days| days <= frame.days_max)
        && is_one_subject(frame, one, other)
        && is_one_scope(frame, one, other)
        && one.apart == other.apart
        && (!frame.is_of_day || may_be_of_one_day(frame, one, other))
        && is_one_time(frame, one, other)
        && is_of_one_plan(frame, one, other)
        && is_linked(frame, one, other)
        && is_one_affair(&told[one.document], &told[other.document])
        && !(frame.is_own && (are_of_others(told, one, other) || begin_with_others(told, one, other)))
        && !are_on_other_things(frame, one, other)
        && (speaks_for_itself(frame) || !are_told_apart(frame, one, other))
        && !(frame.asked == Asked::Person && frame.subject == Subject::None && person::are_elsewhere(told, one, other))
}

/// Returns whether two people each say their own, or other words before the same ones set two sentences apart.
fn are_told_apart(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    is_view(frame) && each_has_spoken((one.text, one.sentence()), (other.text, other.sentence()))
        || !frame.is_loose && are_set_apart((one.text, &one.sentence().words), (other.text, &other.sentence().words))
}

/// Returns whether two can have their own answer: a number, or what a text means.
fn is_view(frame: &Frame) -> bool {
    matches!(frame.asked, Asked::Number(_) | Asked::Side { .. })
}

/// Returns whether each sentence names a state that the other document does not.
fn are_of_others(told: &[Told<'_>], one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let is_other = |one: &Assertion<'_>, other: &Assertion<'_>| {
        let words = &one.sentence().words;
        let is_actor = |name: &&Name| match name.kind {
            Some(EntityKind::State) => !is_of_town(name, words),
            Some(EntityKind::Place) => name.words.start == 0,
            _ => false,
        };
        let states = told[one.document].names(one.at).iter().filter(is_actor);
        let theirs = told[other.document].all_names();
        states.into_iter().any(|state| !share(std::slice::from_ref(state), theirs))
    };
    is_other(one, other) && is_other(other, one)
}

/// Returns whether each sentence begins with a name of its own, of somebody who does something there: not the same one.
fn begin_with_others(told: &[Told<'_>], one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let first = |of: &Assertion<'_>| {
        let names = told[of.document].names(of.at).iter();
        names.clone().find(|name| name.words.start == 0 && name.kind != Some(EntityKind::Person))
    };
    let (Some(ours), Some(theirs)) = (first(one), first(other)) else { return false };
    let of_other = told[other.document].names(other.at);
    let of_one = told[one.document].names(one.at);
    !share(std::slice::from_ref(ours), of_other) && !share(std::slice::from_ref(theirs), of_one)
}

/// Returns whether a name only says in which state a town lies: `in the Norlandic city`.
fn is_of_town(name: &Name, words: &[Word<'_>]) -> bool {
    let before: Vec<&str> =
        words[name.words.start.saturating_sub(2)..name.words.start].iter().map(|word| word.lower.as_str()).collect();
    matches!(before[..], ["in" | "at", "the"])
}

/// Returns whether a rule is of other things on each side: to decide on fees, to decide on members.
fn are_on_other_things(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let shared: BTreeSet<String> = &one.topic.sets() & &other.topic.sets();
    let is_bound = |one: &Assertion<'_>| {
        let words = &one.sentence().words;
        (0..words.len()).filter(|&at| matches!(words[at].lower.as_str(), "on" | "over" | "about")).any(|at| {
            let behind = Topic::of(&words[at + 1..words.len().min(at + 4)], at + 1);
            behind.weight() > 0.0 && behind.sets().is_disjoint(&shared)
        })
    };
    frame.is_rule && is_bound(one) && is_bound(other)
}

/// Returns whether it does not matter who says it: what a state will do, two who speak of it can tell.
fn speaks_for_itself(frame: &Frame) -> bool {
    matches!(frame.asked, Asked::Side { .. }) && frame.subject == Subject::Actor
}

/// Returns whether something is asserted of the same: each has somebody of the other, and none has more.
fn is_one_subject(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let (ours, theirs) = (&one.subject, &other.subject);
    match (frame.subject, &frame.asked) {
        (Subject::None, _) => true,
        // Of several who are ready, each is.
        (_, Asked::Side { .. }) => share(ours, theirs),
        _ => ours.len() == theirs.len() && ours.iter().all(|name| share(std::slice::from_ref(name), theirs)),
    }
}

fn is_one_scope(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let may_be_one = |group: &&str| {
        let (ours, theirs) = (&one.scope[*group], &other.scope[*group]);
        ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(theirs)
    };
    frame.key.iter().chain(&frame.must).all(may_be_one)
}

/// Returns whether both may be of one day: what each says, or else when they are published.
fn may_be_of_one_day(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let days = days_between(one.text, other.text);
    // What lasts for two days is told of either.
    let slack = i32::from(frame.is_of_days);
    match (one.day, other.day) {
        (Some(ours), Some(theirs)) => {
            // `On Friday`, written on a Friday, is that day or the one a week before.
            let is_week = (ours.0 - theirs.0).get_days().abs() == 7 && days.is_some_and(|days| days <= 2);
            (ours.0 - theirs.1).get_days() <= slack && (theirs.0 - ours.1).get_days() <= slack || is_week
        }
        (Some(day), None) | (None, Some(day)) if !one.scopes.is_empty() || !other.scopes.is_empty() => {
            let month = format!("month {}", day.0.month());
            one.scopes.contains(&month) || other.scopes.contains(&month)
        }
        // Of one month, where both name it.
        _ if !one.scopes.is_disjoint(&other.scopes) => true,
        _ => days.is_some_and(|days| days <= UNDATED_DAYS_MAX),
    }
}

/// Returns whether nothing says that both are of other years or months.
fn is_one_time(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let of_year = one.years.is_empty() || other.years.is_empty() || !one.years.is_disjoint(&other.years);
    let known = !frame.is_of_year || !one.years.is_empty() && !other.years.is_empty();
    let of_month = one.scopes.is_empty() || other.scopes.is_empty() || !one.scopes.is_disjoint(&other.scopes);
    let are_same = !frame.is_of_years || one.years.is_empty() || other.years.is_empty() || one.years == other.years;
    of_year && known && are_same && (of_month || frame.is_of_year)
}

/// Returns whether no plans of other numbers of points are meant.
fn is_of_one_plan(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    !frame.is_of_plan || one.points.is_empty() || other.points.is_empty() || !one.points.is_disjoint(&other.points)
}

/// Returns how many names and figures around two assertions are the same, and how much is kin with them.
fn link(one: &Assertion<'_>, other: &Assertion<'_>) -> (usize, f64) {
    let named = name::shared(&one.names, &other.names);
    let figures = one.figures.intersection(&other.figures).count();
    (named + figures, (named + figures) as f64 + one.topic.shared(&other.topic).plain)
}

/// Returns whether so much around both is the same that nothing else can be meant.
fn is_linked(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> bool {
    let (named, all) = link(one, other);
    let is_near =
        frame.asked == Asked::Day || days_between(one.text, other.text).is_some_and(|days| days <= UNNAMED_DAYS_MAX);
    if named > 0 { all >= frame.link_min } else { is_near && all >= frame.link_min + UNNAMED_MORE }
}

/// Returns whether two documents speak of one affair: so much is the same in all that they tell.
fn is_one_affair(one: &Told<'_>, other: &Told<'_>) -> bool {
    let is_near = days_between(one.text, other.text).is_some_and(|days| days <= AFFAIR_NEAR_DAYS);
    let least = if is_near { AFFAIR_NEAR_MIN } else { AFFAIR_MIN };
    name::shared(one.all_names(), other.all_names()) as f64 + one.topic().shared(other.topic()).plain >= least
}

/// Returns whether one of the documents gives the other answer as well.
fn knows_both(
    told: &[Told<'_>],
    all: &[Assertion<'_>],
    (one, other): (&Assertion<'_>, &Assertion<'_>),
    frame: &Frame,
) -> bool {
    let gives = |asserting: &Assertion<'_>, value: &Value| {
        all.iter().any(|own| {
            own.document == asserting.document
                && is_one_subject(frame, own, asserting)
                && is_one_scope(frame, own, asserting)
                && !own.value.clashes(value, frame)
        })
    };
    let stands = || one.value.stands_in(&told[other.document]) || other.value.stands_in(&told[one.document]);
    // Whose number it is, is known where it is asked of somebody.
    let is_whose = frame.subject == Subject::Actor && matches!(frame.asked, Asked::Number(_));
    gives(other, &one.value) || gives(one, &other.value) || !frame.knows_both && !is_whose && stands()
}

fn contradiction(frame: &Frame, one: &Assertion<'_>, other: &Assertion<'_>) -> Contradiction {
    let sides = [one, other].map(|one| said(one.text, one.text.sentences[one.at].span)).into();
    let of: Vec<String> = one.subject.iter().map(|name| name.text.clone()).collect();
    let told = one_line(one.text.source.slice(one.sentence().span));
    let about =
        if of.is_empty() { format!("{}: {told}", frame.name) } else { format!("{}: {}", frame.name, list(&of)) };
    Contradiction { kind: frame.kind, about, why: Value::why(&one.value, &other.value), sides }
}
