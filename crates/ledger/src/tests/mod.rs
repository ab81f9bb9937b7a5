//! Does the ledger keep its word?

mod archive;
mod contradictions;
mod datings;
mod decisions;
mod faults;
mod formats;
mod harm;
mod keeping;
mod model;
mod past;
mod redact;
pub(crate) mod sample;
mod search;
pub(crate) mod store;
mod stored;

use casus_claim::Reading;
use casus_text::{Origin, Source};
use fastrand::Rng;
use jiff::Timestamp;

use store::Store;
pub(crate) use store::on_each;

use crate::{Change, Incoming, Ingested, Known, Ledger, Reader};

/// Returns an instant some seconds after the first.
fn at(second: i64) -> Timestamp {
    Timestamp::new(1_935_000_000 + second, 123_456_789).expect("the instant is in range")
}

fn rules() -> Reader {
    Reader::rules("casus 0.1.0 rules")
}

/// A document that came in as UTF-8, with something read out of it that hangs on the text and origin alone.
#[derive(Clone, Debug)]
struct Sample {
    source: Source,
    reading: Reading,
}

impl Sample {
    fn new(text: &str, origin: Origin) -> Self {
        let source = Source::new(text.to_owned(), origin);
        let mut rng = Rng::with_seed(text.bytes().map(u64::from).sum::<u64>() + source.origin().path.len() as u64);
        let reading = sample::reading(&mut rng, &source);
        Self { source, reading }
    }

    fn at_path(text: &str, path: &str) -> Self {
        Self::new(text, Origin { path: path.to_owned(), ..Origin::default() })
    }

    fn ingest(&self, ledger: &mut Ledger, reader: &Reader, now: Timestamp) -> Ingested {
        let bytes = self.source.text().as_bytes();
        let incoming = Incoming { bytes, source: &self.source, reader, reading: &self.reading };
        ledger.ingest(&incoming, now).expect("the ledger takes it")
    }

    fn change(&self, ledger: &mut Ledger, now: Timestamp) -> Change {
        self.ingest(ledger, &rules(), now).change
    }
}

/// Lays open everything that can be seen of the ledger at an instant, to be compared byte for byte.
fn shown(ledger: &Ledger, instant: Option<Timestamp>) -> String {
    let (decisions, dossier) = (ledger.decisions(instant), ledger.dossier(instant));
    format!(
        "{:#?} {:#?} {:?}",
        known(ledger, instant),
        decisions.expect("it can be read"),
        dossier.expect("it can be read")
    )
}

fn known(ledger: &Ledger, instant: Option<Timestamp>) -> Vec<Known> {
    ledger.known_at(instant).expect("the ledger can be read")
}

/// Makes sure that nothing is wrong with a ledger.
fn check_whole(ledger: &Ledger) {
    assert_eq!(ledger.verify().expect("the ledger can be asked").findings, []);
}
