//! What does one record tell, as far as it can be held against another?
//!
//! In go the records of the documents; out come [`Telling`]s: who, the content words without verbs of giving, who and what
//! is named, for whom, how much. What two tellings have in all of this is one [`Shape`], and tellings of one shape are
//! one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{
    Amount, Atom, Category, Claim, Condition, EntityId, EntityKind, EventType, KnownOffice, Record, Reference, Term,
};
use casus_text::Span;
use jiff::civil::Date;

use crate::contradiction::one_line;
use crate::contradiction::text::Text;
use crate::contradiction::words::{is_of, is_time, stem, telling_of, words};

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

/// Somebody by kind and name.
pub(super) type Actor<'t> = (EntityKind, &'t str);

/// What tellings of one thing in the same words have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape<'t> {
    pub(super) kind: ThreadKind,
    pub(super) actors: BTreeSet<Actor<'t>>,
    /// For or toward whom, or where an event takes place.
    pub(super) others: BTreeSet<Actor<'t>>,
    /// The content words, with the stems of the names.
    pub(super) words: BTreeSet<String>,
    /// Who and what else is named in them.
    pub(super) names: BTreeSet<&'t str>,
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
    offices: &Offices<'_>,
) -> Vec<Telling<'t>> {
    let joined: BTreeSet<Reference> = settled.joined.iter().flat_map(|&(one, other)| [one, other]).collect();
    let mut all = Vec::new();
    for text in texts {
        let Report { references, voice, .. } = report(text.number);
        let from = all.len();
        for (place, record) in text.reading.records().iter().enumerate() {
            let reference = references[place];
            let is_sure = record.confidence.share() >= settled.confidence_min || joined.contains(&reference);
            if let Some(shape) = shape(text, record).filter(|_| is_sure) {
                let is_own = is_own(text, record, &shape.actors, offices);
                all.push(Telling { text, place, record, reference, voice, is_own, shape });
            }
        }
        mark_rivals(&mut all[from..]);
    }
    all
}

fn but_amount<'t>(shape: &Shape<'t>) -> Shape<'t> {
    Shape { amount_told: None, ..shape.clone() }
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

fn shape<'t>(text: &Text<'t>, record: &'t Record) -> Option<Shape<'t>> {
    match &record.claim {
        Claim::Commitment(commitment) => {
            let consequent = &commitment.consequent;
            let actors = actors(text, commitment.debtor.ids());
            let mut shape = worded(text, ThreadKind::Commitment, actors, consequent.quote.span(), &consequent.theme);
            shape.others = self::actors(text, &commitment.creditor);
            shape.category = Some(consequent.category);
            shape.amount_told = consequent.amount.as_ref().map(written);
            shape.unit = consequent.amount.as_ref().map(|amount| (amount.unit.kind(), stem(amount.unit.word())));
            Some(shape)
        }
        Claim::Position(position) => {
            let actors = actors(text, position.holder.ids());
            Some(worded(text, ThreadKind::Position, actors, position.content.span(), &[]))
        }
        Claim::Event(event) if event.kind != EventType::Deadline => {
            let actors = actors(text, &event.participants);
            let mut shape = worded(text, ThreadKind::Event, actors, record.quote.span(), &[]);
            shape.others = self::actors(text, event.place.as_slice());
            shape.event = Some(event.kind);
            shape.days = record.time.as_ref().and_then(|time| Some((time.start()?, time.end()?)));
            (!shape.actors.is_empty()).then_some(shape)
        }
        _ => None,
    }
}

fn actors<'t>(text: &Text<'t>, ids: &[EntityId]) -> BTreeSet<Actor<'t>> {
    // Readers take one name now for a state and now for an organisation.
    let kind = |kind| if kind == EntityKind::Organisation { EntityKind::State } else { kind };
    ids.iter().map(|&id| text.entity(id)).map(|entity| (kind(entity.kind), entity.name.as_str())).collect()
}

/// Returns the shape that the words of a stretch have; a theme goes before words that are only cut to their stems.
fn worded<'t>(
    text: &Text<'t>,
    kind: ThreadKind,
    actors: BTreeSet<Actor<'t>>,
    span: Span,
    theme: &[String],
) -> Shape<'t> {
    let is_actor = |name: &str| actors.iter().any(|(_, actor)| *actor == name);
    let sentence = text.sentence_at(span.start_bytes());
    let named = sentence.iter().flat_map(|sentence| &sentence.named).filter(|(mention, _)| span.contains(*mention));
    let names: BTreeSet<&str> = named
        .filter(|(_, entity)| entity.kind != EntityKind::Group && !is_actor(&entity.name))
        .map(|(_, entity)| entity.name.as_str())
        .collect();
    let of_actors: BTreeSet<String> = actors.iter().flat_map(|(_, name)| telling_of(name)).collect();
    let bare = if theme.is_empty() { text.telling(span) } else { theme.iter().map(|word| stem(word)).collect() };
    let of_names = names.iter().flat_map(|name| telling_of(name));
    let words = bare.into_iter().filter(|word| !is_in("deed", word)).chain(of_names);
    let written = words_of(text, span);
    Shape {
        kind,
        words: words.filter(|word| !of_actors.contains(word)).collect(),
        actors,
        others: BTreeSet::new(),
        names,
        apart: written.into_iter().filter(|word| is_of("apart", word) || is_in("apart", &stem(word))).collect(),
        category: None,
        unit: None,
        event: None,
        days: None,
        amount_told: None,
        is_rivalled: false,
    }
}

fn words_of(text: &Text<'_>, span: Span) -> BTreeSet<String> {
    words(text.source, span).into_iter().filter(|word| !is_time(word)).map(|word| word.lower).collect()
}

impl Telling<'_> {
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

/// Returns whether an actor of a record speaks, or somebody in an office of it, or publishes the document.
fn is_own(text: &Text<'_>, record: &Record, actors: &BTreeSet<Actor<'_>>, offices: &Offices<'_>) -> bool {
    let is_actor = |name: &str| actors.iter().any(|(_, actor)| *actor == name);
    let speaks = |&id: &EntityId| offices.speaks_for(text, id).into_iter().any(is_actor);
    let says = |other: &Record| match &other.claim {
        Claim::Statement(statement) => {
            statement.content.span().overlaps(record.quote.span()) && statement.speaker.ids().iter().any(speaks)
        }
        _ => false,
    };
    record.attributed_to.iter().any(speaks)
        || text.source.origin().publisher.as_deref().is_some_and(is_actor)
        || text.records_in(record.quote.span()).any(says)
}

/// Who held which office when, by person.
pub(super) struct Offices<'t> {
    by_person: BTreeMap<&'t str, Vec<&'t KnownOffice>>,
}

impl<'t> Offices<'t> {
    /// Takes terms.
    pub(super) fn of(terms: &'t [Term]) -> Self {
        let mut by_person: BTreeMap<&str, Vec<&KnownOffice>> = BTreeMap::new();
        terms.iter().for_each(|term| by_person.entry(&term.person).or_default().push(&term.office));
        Self { by_person }
    }

    /// Returns for whom a speaker speaks on the day of a document: for themselves, and for those whose office they hold.
    pub(super) fn speaks_for<'n>(&'n self, text: &Text<'n>, id: EntityId) -> Vec<&'n str> {
        let entity = text.entity(id);
        let served = entity.offices.iter().filter_map(|office| office.of.as_deref());
        let is_held = |office: &&&KnownOffice| {
            let day = text.published();
            day.is_none_or(|day| office.from.is_none_or(|from| from <= day) && office.to.is_none_or(|to| day <= to))
        };
        let known = self.by_person.get(entity.name.as_str()).into_iter().flatten().filter(is_held);
        [entity.name.as_str()].into_iter().chain(served).chain(known.map(|office| office.of.as_str())).collect()
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
