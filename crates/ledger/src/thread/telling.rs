//! What does one record tell, as far as it can be held against another?
//!
//! In go the records of the documents; out come [`Telling`]s: who, the content words without verbs of giving, who and what
//! is named, for whom, how much. What two tellings have in all of this is one [`Shape`], and tellings of one shape are
//! one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{
    Amount, Atom, Category, Claim, Commitment, Condition, Entity, EntityId, EntityKind, EventType, Record, Reference,
    Status, Unit,
};
use casus_text::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::contradiction::one_line;
use crate::contradiction::text::Text;
use crate::contradiction::words::{Word, is_of, is_time, stem, telling, telling_of, words};

use super::actor::{Actor, Who};
use super::part::{self, Part};
use super::{Report, Settled, ThreadKind, Told};

/// The classes of words of `data/thread_words.tsv`, by their stems.
static CLASSES: LazyLock<BTreeMap<&str, BTreeSet<String>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/thread_words.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut classes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (class, words) in lines.filter_map(|line| line.split_once('\t')) {
        classes.entry(class).or_default().extend(words.split_whitespace().map(stem));
    }
    classes
});

/// Returns whether a class of words has a stem.
pub(super) fn is_in(class: &str, stem: &str) -> bool {
    CLASSES.get(class).is_some_and(|stems| stems.contains(stem))
}

/// The word that stands for others of one meaning, by their stems (`data/thread_alike.txt`).
static ALIKE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let lines = include_str!("../../data/thread_alike.txt").lines().filter(|line| !line.starts_with('#'));
    let of_line = |line: &str| {
        let mut words = line.split_whitespace().map(stem);
        let first = words.next().unwrap_or_default();
        words.map(|word| (word, first.clone())).collect::<Vec<_>>()
    };
    lines.flat_map(of_line).collect()
});

/// Returns what a stem and others of its meaning have in common.
fn alike(stem: String) -> String {
    ALIKE.get(&stem).cloned().unwrap_or(stem)
}

/// What tellings of one thing in the same words have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape<'t> {
    pub(super) kind: ThreadKind,
    pub(super) actors: BTreeSet<Actor>,
    /// For whom they speak, and who is to do what they decide.
    pub(super) sides: BTreeSet<Actor>,
    /// For or toward whom, or where an event takes place.
    pub(super) others: BTreeSet<Actor>,
    /// The content words, with the stems of the names.
    pub(super) words: BTreeSet<String>,
    /// Who and what else is named in them.
    pub(super) names: BTreeSet<&'t str>,
    /// The words of each of these names.
    pub(super) names_in_words: BTreeSet<BTreeSet<String>>,
    /// Words that set a thing apart from another of its kind: second, additional, annual.
    pub(super) apart: BTreeSet<String>,
    pub(super) category: Option<Category>,
    /// What is counted, its kind first.
    pub(super) unit: Option<(&'static str, String)>,
    pub(super) event: Option<EventType>,
    /// The days of an event.
    pub(super) days: Option<(Date, Date)>,
    /// How much is told.
    pub(super) amount_told: Option<String>,
    /// The number of it.
    pub(super) value: Option<Decimal>,
    /// Whether a promise is told as done.
    pub(super) is_done: bool,
    /// Which part of a promise it tells.
    pub(super) part: Option<Part>,
    /// Whether the same document tells the same of another amount.
    pub(super) is_rivalled: bool,
}

/// A record made ready.
pub(super) struct Telling<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) place: usize,
    pub(super) record: &'t Record,
    pub(super) reference: Reference,
    pub(super) voice: usize,
    /// Whether an actor of it speaks itself.
    pub(super) is_own: bool,
    pub(super) shape: Shape<'t>,
}

/// Lists what the documents tell that can become a thread, in their order.
pub(super) fn tellings<'t>(
    texts: &'t [Text<'t>],
    report: &impl Fn(usize) -> Report<'t>,
    settled: &Settled<'_>,
    who: &Who<'t>,
) -> Vec<Telling<'t>> {
    let joined: BTreeSet<Reference> = settled.joined.iter().flat_map(|&(one, other)| [one, other]).collect();
    let mut all = Vec::new();
    for text in texts {
        let Report { references, voice, .. } = report(text.number);
        let from = all.len();
        for (place, record) in text.reading.records().iter().enumerate() {
            let reference = references[place];
            let is_sure = record.confidence.share() >= settled.confidence_min || joined.contains(&reference);
            if let Some(shape) = shape(text, record, who).filter(|_| is_sure) {
                let is_own = who.is_own(text, record);
                all.push(Telling { text, place, record, reference, voice, is_own, shape });
            }
        }
        mark_rivals(&mut all[from..]);
    }
    all
}

fn but_amount<'t>(shape: &Shape<'t>) -> Shape<'t> {
    Shape { amount_told: None, value: None, ..shape.clone() }
}

/// Marks tellings of one document that are alike but for how much is told: two promises, and not one told twice.
fn mark_rivals(tellings: &mut [Telling<'_>]) {
    let mut amounts: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for Telling { shape, .. } in tellings.iter() {
        amounts.entry(but_amount(shape)).or_default().extend(shape.amount_told.clone());
    }
    for Telling { shape, .. } in tellings {
        shape.is_rivalled = amounts.get(&but_amount(shape)).is_some_and(|amounts| amounts.len() > 1);
    }
}

/// Writes an amount so that equal ones are written alike.
pub(super) fn written(amount: &Amount) -> String {
    let high = amount.high.map_or(String::new(), |high| format!("-{}", high.normalize()));
    format!("{}{high} {}", amount.value.normalize(), amount.unit.word())
}

fn shape<'t>(text: &'t Text<'t>, record: &'t Record, who: &Who<'t>) -> Option<Shape<'t>> {
    match &record.claim {
        Claim::Commitment(commitment) => Some(of_promise(text, commitment, who)),
        Claim::Position(position) => {
            let holders = position.holder.ids();
            Some(worded(text, ThreadKind::Position, (who, holders), position.content.span(), &[]))
        }
        Claim::Event(event) if event.kind != EventType::Deadline => {
            let people = &event.participants;
            let mut shape = worded(text, ThreadKind::Event, (who, people), record.quote.span(), &[]);
            shape.others = who.others(text, event.place.as_slice());
            shape.event = Some(event.kind);
            shape.days = record.time.as_ref().and_then(|time| Some((time.start()?, time.end()?)));
            (!shape.actors.is_empty()).then_some(shape)
        }
        _ => None,
    }
}

fn of_promise<'t>(text: &'t Text<'t>, commitment: &'t Commitment, who: &Who<'t>) -> Shape<'t> {
    let consequent = &commitment.consequent;
    let span = consequent.quote.span();
    let mut shape = worded(text, ThreadKind::Commitment, (who, commitment.debtor.ids()), span, &consequent.theme);
    shape.others = who.others(text, &commitment.creditor);
    shape.category = Some(consequent.category);
    if let Some(amount) = &consequent.amount {
        shape.amount_told = Some(written(amount));
        shape.value = Some(amount.value);
        shape.unit = Some((amount.unit.kind(), unit(&amount.unit)));
    }
    shape.is_done = commitment.status == Status::Delivered;
    shape.part = part::named_in(&words(text.source, span), commitment.status);
    if shape.part.is_some() {
        let is_whole = |word: &String| ["part", "further", "rest"].iter().all(|class| !is_in(class, &stem(word)));
        shape.apart.retain(is_whole);
        shape.words.retain(is_whole);
    }
    let is_turned = |word: &Word<'_>| is_in("turned", &stem(&word.lower));
    if commitment.status != Status::Withdrawn && words(text.source, span).iter().any(is_turned) {
        shape.apart.insert("turned".to_owned());
    }
    if let Some((doer, id)) = doer(text, span) {
        shape.sides.extend(who.actors(text, &[id]));
        shape.names.remove(doer);
        let of_doer = telling_of(doer);
        shape.words.retain(|word| !of_doer.contains(word));
    }
    shape
}

/// Returns what is counted: of several words the last, so that “patrol boats” are boats.
fn unit(unit: &Unit) -> String {
    let word = unit.word();
    match unit {
        Unit::Noun(noun) => alike(stem(noun.split(' ').next_back().unwrap_or(noun))),
        _ => stem(word),
    }
}

/// Returns who is to do what is promised, where the words begin with them: “the European Union will borrow”.
fn doer<'t>(text: &'t Text<'t>, span: Span) -> Option<(&'t str, EntityId)> {
    let sentence = text.sentence_at(span.start_bytes())?;
    let first = sentence
        .words
        .iter()
        .find(|word| word.start_bytes >= span.start_bytes() && word.lower != "the" && word.lower != "that")?;
    let (mention, entity) = sentence
        .named
        .iter()
        .find(|(mention, _)| mention.start_bytes() <= first.start_bytes && first.end_bytes <= mention.end_bytes())?;
    let next = sentence.words.iter().find(|word| word.start_bytes >= mention.end_bytes())?;
    (entity.kind != EntityKind::Group && is_in("modal", &stem(&next.lower)))
        .then_some((entity.name.as_str(), entity.id))
}

/// Returns the shape that the words of a stretch have; a theme goes before words that are only cut to their stems.
fn worded<'t>(
    text: &'t Text<'t>,
    kind: ThreadKind,
    (who, ids): (&Who<'t>, &[EntityId]),
    span: Span,
    theme: &[String],
) -> Shape<'t> {
    let own: BTreeSet<&str> = text.names_of(ids);
    let named = named_in(text, span);
    let names = || named.iter().filter(|(_, entity)| !own.contains(entity.name.as_str()));
    let sides = if kind == ThreadKind::Event { BTreeSet::new() } else { who.sides(text, ids) };
    let own_or_side = own.iter().copied().chain(sides.iter().map(|(_, name)| name.as_str()));
    let of_own: BTreeSet<String> = own_or_side.flat_map(telling_of).collect();
    // A text that is named is what is promised, and no word for who or where.
    let who_or_where = names().filter(|(_, entity)| entity.kind != EntityKind::Instrument);
    let of_names: BTreeSet<BTreeSet<String>> = who_or_where.map(|(_, entity)| telling_of(&entity.name)).collect();
    let in_names: BTreeSet<&String> = of_names.iter().flatten().collect();
    let tells = |word: &String| !is_in("deed", word) && !is_in("light", word) && !of_own.contains(word);
    let themes: BTreeSet<String> = theme.iter().map(|word| stem(word)).filter(tells).map(alike).collect();
    // A theme that says nothing but who and where leaves the rest to the words.
    let bare = if themes.iter().all(|word| in_names.contains(word)) {
        words_beside(text, span, &named).filter(tells).map(alike).collect()
    } else {
        themes
    };
    let of_texts = names().filter(|(_, entity)| entity.kind == EntityKind::Instrument);
    let of_texts = of_texts.flat_map(|(_, entity)| telling_of(&entity.name)).map(alike);
    let words = bare.into_iter().chain(of_texts).chain(in_names.into_iter().cloned());
    let words = words.filter(|word| !of_own.contains(word));
    Shape {
        kind,
        words: words.collect(),
        actors: who.actors(text, ids),
        sides,
        others: BTreeSet::new(),
        names: names().map(|(_, entity)| entity.name.as_str()).collect(),
        names_in_words: of_names,
        apart: apart(&self::words(text.source, span)),
        category: None,
        unit: None,
        event: None,
        days: None,
        amount_told: None,
        value: None,
        is_done: false,
        part: None,
        is_rivalled: false,
    }
}

/// Lists who and what is named in a stretch, without names that are only a part of another one.
fn named_in<'t>(text: &'t Text<'t>, span: Span) -> Vec<(Span, &'t Entity)> {
    let sentence = text.sentence_at(span.start_bytes());
    let inside = sentence.iter().flat_map(|sentence| &sentence.named).filter(|(mention, _)| span.contains(*mention));
    let named: Vec<(Span, &Entity)> = inside.filter(|(_, entity)| entity.kind != EntityKind::Group).copied().collect();
    let is_part = |mention: &Span| named.iter().any(|(other, _)| other != mention && other.contains(*mention));
    named.iter().filter(|(mention, _)| !is_part(mention)).copied().collect()
}

/// Lists the stems of the telling words of a stretch beside the names in it.
fn words_beside<'t>(text: &'t Text<'t>, span: Span, named: &[(Span, &Entity)]) -> impl Iterator<Item = String> {
    let is_beside = |word: &Word<'_>| {
        let is_in = |mention: &Span| mention.start_bytes() <= word.start_bytes && word.end_bytes <= mention.end_bytes();
        !named.iter().any(|(mention, _)| is_in(mention))
    };
    let beside: Vec<Word<'_>> = words(text.source, span).into_iter().filter(is_beside).collect();
    telling(&beside).into_iter()
}

/// Returns the words that set a thing apart from another of its kind.
fn apart(words: &[Word<'_>]) -> BTreeSet<String> {
    let is_preposition = |word: &Word<'_>| is_in("before", &stem(&word.lower));
    // What the thing is for is told by its words; only another one of a kind is another one there too.
    let given = words.iter().take_while(|word| !is_preposition(word)).count();
    let sets_apart = |(at, word): &(usize, &Word<'_>)| {
        let next = words.get(at + 1);
        // “Last week” and “next year” say when, and “more than” how much.
        let is_of_time =
            next.is_some_and(|next| is_in("when", &stem(&next.lower)) || is_time(next) || next.lower == "than");
        let is_given = *at < given && (is_of("apart", &word.lower) || is_in("apart_given", &stem(&word.lower)));
        let is_anywhere = is_of("ordinal", &word.lower) || is_in("apart", &stem(&word.lower));
        !is_time(word) && !is_of_time && !is_in("when", &stem(&word.lower)) && (is_given || is_anywhere)
    };
    words.iter().enumerate().filter(sets_apart).map(|(_, word)| word.lower.clone()).collect()
}

impl<'t> Telling<'t> {
    /// Returns who owes it, holds it or takes part in it.
    pub(super) fn actors(&self) -> &'t [EntityId] {
        match &self.record.claim {
            Claim::Commitment(commitment) => commitment.debtor.ids(),
            Claim::Position(position) => position.holder.ids(),
            Claim::Event(event) => &event.participants,
            _ => &[],
        }
    }

    /// Returns the speakers whom the document names.
    pub(super) fn attributed_to(&self) -> Vec<String> {
        self.record.attributed_to.iter().map(|&id| self.text.entity(id).name.clone()).collect()
    }

    /// Returns what is told.
    pub(super) fn told(&self) -> Told {
        let names = |ids: &[EntityId]| ids.iter().map(|&id| self.text.entity(id).name.clone()).collect();
        match &self.record.claim {
            Claim::Commitment(commitment) => Told::Commitment {
                status: commitment.status,
                wording: commitment.consequent.quote.clone(),
                condition: commitment.antecedent.as_ref().map(condition),
                amount: commitment.consequent.amount.clone(),
                stage: commitment.stage,
                creditor: names(&commitment.creditor),
            },
            Claim::Position(position) => Told::Position { stance: position.stance, wording: position.content.clone() },
            Claim::Event(event) => {
                let place = event.place.map(|id| self.text.entity(id).name.clone());
                Told::Event { what: event.kind, status: event.status, place }
            }
            Claim::Statement(_) | Claim::Figure(_) | Claim::Authority(_) => {
                unreachable!("no telling is made of such a record")
            }
        }
    }
}

/// Writes a condition in the words of the document.
pub(super) fn condition(condition: &Condition<Atom>) -> String {
    let each =
        |parts: &[Condition<Atom>], between: &str| parts.iter().map(self::condition).collect::<Vec<_>>().join(between);
    match condition {
        Condition::Atom(atom) => one_line(atom.quote.text()),
        Condition::All(parts) => each(parts, " and "),
        Condition::Any(parts) => each(parts, " or "),
        Condition::Not(part) => format!("not: {}", self::condition(part)),
        Condition::AtLeast { count, of } => format!("at least {count} of: {}", each(of, ", ")),
    }
}
