//! What does the ledger remember of a dossier's documents?
//!
//! One way a document is read and recorded; the other way what was known at an instant comes back, ready for the page.

use casus_claim::{Reading, Registry};
use casus_ledger::{Decided, Decision, Error, Incoming, Ingested, Known, Ledger, Period, ReaderKind};
use casus_text::{ContentId, Source};
use jiff::Timestamp;

use crate::World;
use crate::readings::{ReadDocument, Reader};
use crate::written;

/// So many digits tell two lists of actors apart.
const REGISTRY_LEN_CHARS: usize = 8;

/// A document with its bytes and what was read out of it.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The bytes as they arrived.
    pub bytes: Vec<u8>,
    /// The text they decode to, with what is known of it.
    pub source: Source,
    /// What the rules of Casus read with the dossier's actors.
    pub reading: Reading,
}

/// Returns the reader that the rules of Casus are with the actors of a dossier.
///
/// Other actors give other readings, so a document is read anew once its dossier names others.
pub fn rules(registry: &Registry) -> casus_ledger::Reader {
    let version = env!("CARGO_PKG_VERSION");
    if registry.actors.is_empty() {
        return casus_ledger::Reader::rules(format!("casus {version}"));
    }
    let digits = ContentId::of(&written(registry)).to_string();
    casus_ledger::Reader::rules(format!("casus {version} with actors {}", &digits[..REGISTRY_LEN_CHARS]))
}

/// Records a document with what the rules of Casus read out of it.
pub fn ingest(
    world: &impl World,
    ledger: &mut Ledger,
    arrived: &Arrived,
    registry: &Registry,
) -> Result<Ingested, Error> {
    let Arrived { bytes, source, reading } = arrived;
    ledger.ingest(&Incoming { bytes, source, reader: &rules(registry), reading }, world.now())
}

/// What a ledger remembers of a dossier.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The documents with what was read out of them.
    pub documents: Vec<ReadDocument>,
    /// What people decided, in their order.
    pub decisions: Vec<Decided>,
    /// How many documents were published too early to be asked for, and how many too late.
    pub left_out: [usize; 2],
}

impl Remembered {
    /// Returns the decisions that nobody has undone, in their order.
    pub(crate) fn in_force(&self) -> Vec<Decision> {
        let decided = self.decisions.iter().filter(|decided| decided.is_in_force());
        decided.map(|decided| decided.decision.clone()).collect()
    }
}

impl From<Vec<ReadDocument>> for Remembered {
    /// Takes documents on which nobody has decided anything.
    fn from(documents: Vec<ReadDocument>) -> Self {
        Self { documents, ..Self::default() }
    }
}

/// Returns what had been recorded by an instant of the documents of a period, each in its version of that instant;
/// `None` asks for all.
pub fn known(
    ledger: &Ledger,
    period: &Period,
    instant: Option<Timestamp>,
    registry: &Registry,
) -> Result<Remembered, Error> {
    let (decisions, rules) = (ledger.decisions(instant)?, rules(registry));
    let known = present(ledger.known_in(period, instant)?);
    let known = written::settle(ledger, instant, &decisions, known)?;
    let documents = known.into_iter().map(|known| document(known, &rules)).collect();
    let count = |period: Period| ledger.count_in(&period, instant);
    let earlier = period.from.and_then(|day| day.yesterday().ok()).map(|day| Period { from: None, to: Some(day) });
    let later = period.to.and_then(|day| day.tomorrow().ok()).map(|day| Period { from: Some(day), to: None });
    let left_out = [earlier.map_or(Ok(0), count)?, later.map_or(Ok(0), count)?];
    Ok(Remembered { documents, decisions, left_out })
}

/// Leaves out documents that others replaced.
pub(crate) fn present(mut known: Vec<Known>) -> Vec<Known> {
    known.retain(|known| known.replaced_by.is_none());
    known
}

fn document(known: Known, rules: &casus_ledger::Reader) -> ReadDocument {
    let (own, others): (Vec<_>, Vec<_>) =
        known.readings.into_iter().partition(|(reader, _)| reader.kind == ReaderKind::Rules);
    // Of several sets of rules the one that goes with the dossier as it stands is heard, and else the last.
    let own = match own.iter().position(|(reader, _)| reader == rules) {
        Some(place) => own.into_iter().nth(place),
        None => own.into_iter().next_back(),
    };
    let own = own.map(|(_, reading)| (Reader::Rules, reading));
    let others = others.into_iter().map(|(reader, reading)| (Reader::Other(name(&reader)), reading));
    let earlier = known.version_of.map(|_| "An earlier version at the same address had other words.".to_owned());
    ReadDocument {
        ids: vec![known.document],
        source: known.source,
        readings: own.into_iter().chain(others).collect(),
        remarks: earlier.into_iter().collect(),
    }
}

fn name(reader: &casus_ledger::Reader) -> String {
    match reader.kind {
        ReaderKind::Model => format!("the model {}", reader.name),
        ReaderKind::Rules | ReaderKind::Person => reader.name.clone(),
    }
}

/// Writes down all that a registry says, each part with its length before it so that no two are written alike.
fn written(registry: &Registry) -> String {
    let mut text = String::new();
    let mut add = |part: &str| text.push_str(&format!("{}:{part}\n", part.len()));
    for actor in &registry.actors {
        add(&actor.name);
        add(actor.kind.word());
        add(&actor.aliases.len().to_string());
        actor.aliases.iter().for_each(|alias| add(alias));
        for office in &actor.offices {
            add(&office.title);
            add(&office.of);
            add(&office.from.map_or(String::new(), |day| day.to_string()));
            add(&office.to.map_or(String::new(), |day| day.to_string()));
        }
        add("");
    }
    text
}
