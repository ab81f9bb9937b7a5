//! What is done to the ledger, step by step, and how does it look after so many?
//!
//! Each document takes three steps, and each step one act: the document comes in, a person decides on its first entry,
//! and a person writes an entry in its place. So the number of acts says how many steps were done.

use casus_claim::{Amount, Claim, Confidence, Figure, Reading, Record, RecordId, Unit, references};
use casus_ledger::{Decision, Error, Incoming, Ledger, Person, Reader, Subject};
use casus_text::{Origin, Source};
use fastrand::Rng;
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::sample;

/// The person who decides.
const ADA: Person<'_> = Person { name: "Ada Vale", note: Some("as the minutes say") };
/// How many steps a document takes.
const PER_DOCUMENT: usize = 3;

/// Does a step.
pub fn done(ledger: &mut Ledger, step: usize) -> Result<(), Error> {
    let Sample { source, reading, corrected } = Sample::of(step / PER_DOCUMENT);
    let now = Timestamp::from_second(1_935_000_000 + step as i64).expect("the instant is in range");
    let bytes = source.text().as_bytes();
    let incoming = Incoming { bytes, source: &source, reader: &rules(), reading: &reading };
    if step.is_multiple_of(PER_DOCUMENT) {
        return ledger.ingest(&incoming, now).map(drop);
    }
    let entry = references(&reading)[0];
    if step % PER_DOCUMENT == 1 {
        return ledger.decide(ADA, &[decision(step / PER_DOCUMENT)], now).map(drop);
    }
    // What is there changes nothing, and says which document it is.
    let document = ledger.ingest(&incoming, now)?.document;
    ledger.correct(ADA, &document, (Some(entry), &corrected), now).map(drop)
}

/// Returns how many steps a ledger holds.
pub fn held(ledger: &Ledger) -> usize {
    let documents = ledger.known_at(None).expect("the ledger can be read").len();
    documents + ledger.decisions(None).expect("the ledger can be read").len()
}

/// Checks that the ledger holds the first steps, each in whole, and nothing else; returns how many.
pub fn check(ledger: &Ledger) -> usize {
    assert_eq!(ledger.verify().expect("the ledger can be asked").findings, []);
    let held = held(ledger);
    let known = ledger.known_at(None).expect("the ledger can be read");
    assert_eq!(known.len(), held.div_ceil(PER_DOCUMENT));
    for (number, known) in known.iter().enumerate() {
        let Sample { source, reading, corrected } = Sample::of(number);
        assert_eq!(known.source.origin(), source.origin());
        assert!(known.source.text() == source.text(), "document {number} has another text");
        let is_corrected = held >= number * PER_DOCUMENT + PER_DOCUMENT;
        let by_ada = is_corrected.then(|| (Reader::person(ADA.name), corrected));
        let expected: Vec<_> = std::iter::once((rules(), reading)).chain(by_ada).collect();
        assert_eq!(known.readings, expected, "of document {number}");
        let original = ledger.original(&known.document).expect("the bytes fit their hash");
        assert!(original.as_deref() == Some(source.text().as_bytes()), "document {number} has other bytes");
    }
    let decisions = ledger.decisions(None).expect("the ledger can be read");
    let made: Vec<Decision> = decisions.into_iter().map(|decided| decided.decision).collect();
    let steps = (0..held).filter(|step| step % PER_DOCUMENT > 0);
    let expected = steps.map(|step| match step % PER_DOCUMENT {
        1 => decision(step / PER_DOCUMENT),
        _ => {
            let Sample { reading, corrected, .. } = Sample::of(step / PER_DOCUMENT);
            Decision::Amend { entry: references(&reading)[0], by: references(&corrected)[0] }
        }
    });
    assert_eq!(made, expected.collect::<Vec<_>>());
    held
}

/// Returns what a person decides on the first entry of a document.
fn decision(number: usize) -> Decision {
    let entry = references(&Sample::of(number).reading)[0];
    match number % 3 {
        0 => Decision::Accept(entry),
        1 => Decision::Reject(entry),
        _ => Decision::Note(Subject::Entry(entry)),
    }
}

pub fn rules() -> Reader {
    Reader::rules("casus 0.1.0 rules")
}

/// A document, what is read out of it, and the entry that a person writes in the place of its first.
struct Sample {
    source: Source,
    reading: Reading,
    corrected: Reading,
}

impl Sample {
    fn of(number: usize) -> Self {
        // Every seventh document is larger than the cache of the database, which then writes before it commits.
        let repeats = if number % 7 == 6 { 25_000 } else { 1 + number * 37 % 400 };
        let text = format!("Norland will send {number} ferries once the dykes hold. ").repeat(repeats);
        // Paths sort as their numbers do.
        let source = Source::new(text, Origin { path: format!("{number:06}.txt"), ..Origin::default() });
        let readings = |from: u64| (from..).map(|seed| sample::reading(&mut Rng::with_seed(seed), &source));
        let has_any = |reading: &Reading| !reading.records().is_empty();
        let reading = readings(number as u64).find(has_any).expect("one of many has a record");
        let corrected = counted(&source, number);
        Self { reading, corrected, source }
    }
}

/// Returns a reading of one record: that the document counts so many ferries.
fn counted(source: &Source, number: usize) -> Reading {
    let amount = Amount {
        value: Decimal::from(number),
        high: None,
        unit: Unit::Noun("ferries".to_owned()),
        is_approximate: false,
    };
    let record = Record {
        id: RecordId(0),
        quote: source.quote(source.span(0, "Norland will send".len()).expect("the text begins so")),
        attributed_to: Vec::new(),
        time: None,
        confidence: Confidence::new(1.0).expect("it is a share"),
        claim: Claim::Figure(Figure { of: "ferries".to_owned(), amount }),
    };
    Reading::new(source.id(), Vec::new(), vec![record], Vec::new(), Vec::new())
}
