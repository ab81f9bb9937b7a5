//! Which reports tell the same promise, position, event or plan, and how did it change from one to the next?
//!
//! In go documents with their readings, the references of their records and a number for the voice that each relays; out
//! come [`Thread`]s: the reports of one thing in the order of their days, each step with its quote and with what changed.
//! Who is who across documents is settled before, so an actor is its kind and the name by which it is shown.
//!
//! Two promises of one debtor are two, so precision comes first: where it is not plain that two reports tell the same,
//! they stay apart. What people decided goes before what the words say. The order in which documents come in is of no
//! account, and a report is only held against those that share an actor and a rare word with it.

mod actor;
mod change;
mod cluster;
mod difference;
mod double;
mod history;
mod likeness;
mod met;
mod part;
mod silence;
mod telling;
mod version;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Category, EventStatus, EventType, Reading, Reference, Stage, Stance, Status, Term, Time};
use casus_text::{Quote, Source};
use jiff::civil::Date;

pub use actor::is_leading;
pub use change::{Change, ChangeKind, ChangeValue};
pub use difference::{Difference, KnownReports, Move, MoveKind, Rest, difference};
pub use double::{Double, DoubleKind, doubles};
pub use part::Part;
pub use silence::Silence;
pub use version::Version;

use crate::contradiction::text::Text;
use actor::Who;
use telling::Telling;

/// A document as threads need it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The text, with its day and its publisher.
    pub source: &'a Source,
    /// What was read out of it.
    pub reading: &'a Reading,
    /// By which name each of its entities is shown, in the order of their ids: the same for the same one in all documents,
    /// and another for another one of the same name.
    pub names: &'a [String],
    /// By which name each record of the reading goes, in their order.
    pub references: &'a [Reference],
    /// Whose words it relays: documents that copy one another have the same voice.
    pub voice: usize,
}

/// What is settled before reports are held side by side.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settled<'a> {
    /// Entries that people took to tell the same.
    pub joined: &'a [(Reference, Reference)],
    /// Entries that people took to tell different things.
    pub parted: &'a [(Reference, Reference)],
    /// Who held which office when, by which somebody speaks for a state or a body besides what a document says.
    pub terms: &'a [Term],
    /// Records that are less sure than this are left out, unless somebody joined them to others.
    pub confidence_min: f64,
}

/// What a thread is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThreadKind {
    /// A promise, whatever its strength.
    Commitment,
    /// Where somebody stands on something.
    Position,
    /// Something that is held, goes on, is planned or may happen.
    Event,
    /// A plan or text in its versions.
    Plan,
}

impl ThreadKind {
    /// Every kind, in their order.
    pub const ALL: [Self; 4] = [Self::Commitment, Self::Position, Self::Event, Self::Plan];

    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Position => "position",
            Self::Event => "event",
            Self::Plan => "plan",
        }
    }
}

/// The reports of one thing, in the order of their days.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// What it is about.
    pub kind: ThreadKind,
    /// Who owes it, holds it or takes part in it, by name.
    pub actors: Vec<String>,
    /// What it is, in the words of the last report.
    pub about: String,
    /// The field that a promise belongs to.
    pub category: Option<Category>,
    /// The reports: undated ones first, never none.
    pub steps: Vec<Step>,
    /// Which voices each outlet relays: the publisher, or the path where no publisher is known.
    pub relays: BTreeMap<String, BTreeSet<usize>>,
    /// How it fell silent, if it did.
    pub silence: Option<Silence>,
}

impl Thread {
    /// Returns how many independent voices tell it.
    pub fn voices(&self) -> usize {
        self.steps.iter().map(|step| step.voice).collect::<BTreeSet<_>>().len()
    }

    /// Returns the step that tells it last, the strongest of the last day.
    pub fn last(&self) -> &Step {
        let last_day = self.steps.last().map(|step| step.day);
        let of_day = self.steps.iter().filter(|step| Some(step.day) == last_day);
        of_day.rev().max_by_key(|step| step.told.status().map(change::rank)).expect("a thread has a step")
    }

    /// Returns the last change of its strength, or else the last change at all, with the step that tells it.
    pub fn trend(&self) -> Option<(&Step, &Change)> {
        let all = || self.steps.iter().rev().flat_map(|step| step.changes.iter().map(move |change| (step, change)));
        all().find(|(_, change)| change.kind.is_of_strength()).or_else(|| all().next())
    }
}

/// A report of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The document, counted from 0 in the order given.
    pub document: usize,
    /// The place of the record in its reading.
    pub record: usize,
    /// By which name the record goes.
    pub reference: Reference,
    /// When the document was published.
    pub day: Option<Date>,
    /// Whose words the document relays.
    pub voice: usize,
    /// The evidence.
    pub quote: Quote,
    /// The speakers whom the document names for it.
    pub attributed_to: Vec<String>,
    /// Whether the actor itself is named for it, or somebody who speaks for it by their office.
    pub is_own: bool,
    /// When it is due, holds or happens.
    pub time: Option<Time>,
    /// Which part of a promise it tells, where it does not tell the whole.
    pub part: Option<Part>,
    /// What is told.
    pub told: Told,
    /// What changed since the steps of earlier days.
    pub changes: Vec<Change>,
}

impl Step {
    /// Returns whether something was done, but not the whole of what was promised.
    pub fn is_in_part(&self) -> bool {
        self.told.status() == Some(Status::Delivered) && self.part.is_some_and(|part| part != Part::Rest)
    }

    /// Returns the strength, stance, status or version in a word or two.
    pub fn state(&self) -> String {
        if self.is_in_part() { format!("{} in part", self.told.state()) } else { self.told.state() }
    }
}

/// What a step tells, by the kind of its thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A promise.
    Commitment {
        /// How strong it is.
        status: Status,
        /// What is to be done.
        wording: Quote,
        /// On which condition, in the words of the document.
        condition: Option<String>,
        /// How much.
        amount: Option<Amount>,
        /// How far it has come in law or money.
        stage: Option<Stage>,
        /// For or toward whom.
        creditor: Vec<String>,
    },
    /// A position.
    Position {
        /// The stance.
        stance: Stance,
        /// What it is on.
        wording: Quote,
    },
    /// An event.
    Event {
        /// What it is.
        what: EventType,
        /// Whether it has happened.
        status: EventStatus,
        /// Where.
        place: Option<String>,
    },
    /// A plan or text.
    Plan {
        /// Which version the words name.
        version: Version,
        /// The number that is given of it.
        amount: Option<Amount>,
    },
}

impl Told {
    /// Returns the strength of a promise.
    pub fn status(&self) -> Option<Status> {
        match self {
            Self::Commitment { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns the condition of a promise.
    pub fn condition(&self) -> Option<&str> {
        match self {
            Self::Commitment { condition, .. } => condition.as_deref(),
            _ => None,
        }
    }

    /// Returns the number that is told.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Commitment { amount, .. } | Self::Plan { amount, .. } => amount.as_ref(),
            _ => None,
        }
    }

    /// Returns the words for what is promised or stood for.
    pub fn wording(&self) -> Option<&Quote> {
        match self {
            Self::Commitment { wording, .. } | Self::Position { wording, .. } => Some(wording),
            _ => None,
        }
    }

    /// Returns the strength, stance, status or version in a word or two.
    pub fn state(&self) -> String {
        match self {
            Self::Commitment { status, .. } => status.word().to_owned(),
            Self::Position { stance, .. } => stance.word().to_owned(),
            Self::Event { status, .. } => status.word().to_owned(),
            Self::Plan { version, .. } => version.to_string(),
        }
    }
}

/// Puts reports of the same thing into threads.
///
/// The threads come in the order of their kinds, and within a kind in that of their first steps.
pub fn threads(reports: &[Report<'_>], settled: &Settled<'_>) -> Vec<Thread> {
    let order = order(reports);
    let number = |(rank, &place): (usize, &usize)| Text::of(rank, reports[place].source, reports[place].reading);
    let texts: Vec<Text<'_>> = order.iter().enumerate().map(number).collect();
    let who = Who::of(&texts, order.iter().map(|&place| reports[place].names).collect(), settled.terms);
    let tellings = telling::tellings(&texts, &|rank| reports[order[rank]], settled, &who);
    let clusters = cluster::clusters(&tellings, settled);
    let speech = silence::Speech::of(&texts, &who);
    let thread = |cluster: &Vec<usize>| history::thread(cluster.iter().map(|&at| &tellings[at]), &who, &order);
    let mut threads: Vec<Thread> = clusters.iter().map(thread).collect();
    threads.iter_mut().for_each(|thread| thread.silence = silence::of(thread, &speech, &order));
    threads.extend(version::threads(&texts, &|rank| reports[order[rank]], &order, settled.confidence_min));
    let key = |thread: &Thread| (thread.kind, thread.steps[0].day, thread.steps[0].reference, thread.about.clone());
    threads.sort_by_cached_key(key);
    threads
}

/// Returns the places of the reports in the order of their days, the undated first, then of what else sets them apart.
fn order(reports: &[Report<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_cached_key(|&place| {
        let Report { source, voice, .. } = reports[place];
        let origin = source.origin();
        let written = (origin.path.clone(), origin.url.clone(), origin.publisher.clone());
        (source.published(), source.id(), written, voice)
    });
    order
}

/// Returns the outlet of a document: its publisher, or its path.
fn outlet(source: &Source) -> String {
    let origin = source.origin();
    origin.publisher.clone().unwrap_or_else(|| origin.path.clone())
}

/// What the threads need of a report that is in its place.
fn step_of(telling: &Telling<'_>, order: &[usize]) -> Step {
    Step {
        document: order[telling.text.number],
        record: telling.place,
        reference: telling.reference,
        day: telling.text.published(),
        voice: telling.voice,
        quote: telling.record.quote.clone(),
        attributed_to: telling.attributed_to(),
        is_own: telling.is_own,
        time: telling.record.time.clone(),
        part: telling.shape.part,
        told: telling.told(),
        changes: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
