//! Is what lies in the rows checked against the text, even where its hash fits?

use casus_claim::{Entity, EntityId, EntityKind, Reading};
use casus_text::{Origin, Source};
use fastrand::Rng;
use proptest::prelude::*;

use super::{Sample, at, rules, sample};
use crate::database::Fault;
use crate::stored::{StoredReading, rebuild};
use crate::{Incoming, Ledger};

/// A text with a position on it, as it is stored.
fn stored() -> (Source, StoredReading) {
    let source = Source::new("Norland backs the “Accord”.".to_owned(), Origin::default());
    let is_position = |reading: &Reading| {
        let [record] = reading.records() else { return false };
        record.claim.kind() == "position" && record.time.as_ref().is_some_and(|time| time.end().is_some())
    };
    let readings = (0..).map(|seed| sample::reading(&mut Rng::with_seed(seed), &source));
    let reading = readings.into_iter().find(is_position).expect("one of many is a single position");
    (source.clone(), StoredReading::of(&reading))
}

/// Spoils the one record, and holds what building it again says against the message.
fn check(spoil: impl FnOnce(&mut StoredReading), message: &str) {
    let (source, mut stored) = stored();
    rebuild(&source, &stored).expect("it is whole as it is");
    let before = stored.clone();
    spoil(&mut stored);
    assert_ne!(stored, before, "nothing was spoilt");
    match rebuild(&source, &stored) {
        Err(Fault::Corrupt(what)) => assert_eq!(what, message),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_the_text_is_named_with_its_record() {
    check(|it| it.records[0].quote.span = [0, 900], "record `r1`: bytes 0 to 900 are no words of its text");
    check(|it| it.records[0].quote.span = [9, 3], "record `r1`: bytes 9 to 3 are no words of its text");
    check(|it| it.records[0].quote.span = [0, 19], "record `r1`: bytes 0 to 19 are no words of its text");
    let misquoted = |it: &mut StoredReading| it.records[0].quote.text = "Norland rues".to_owned();
    check(misquoted, "record `r1`: `Norland rues` does not stand in its text");
    check(|it| it.records[0].confidence = 7.5, "record `r1`: `7.5` cannot be understood");
    check(|it| it.records[0].kind = "event".to_owned(), "record `r1`: a `position` is stored as a `event`");
    let nobody = |it: &mut StoredReading| it.entities = "[]".to_owned();
    check(nobody, "record `r1`: there is no entity `e2`");
    let noted = r#"[{"kind": "rumour", "span": null, "sentence": ""}]"#;
    check(|it| it.notes = noted.to_owned(), "`rumour` cannot be understood");
    check(|it| it.sentences = "[[0, 99]]".to_owned(), "bytes 0 to 99 are no words of its text");
    let reversed = |it: &mut StoredReading| {
        let time = it.records[0].time.as_mut().expect("it has days");
        (time.text, time.end) = ("May".to_owned(), Some("0001-01-01".to_owned()));
    };
    check(reversed, "record `r1`: the days of `May` are out of order");
}

proptest! {
    /// Whatever a row says, reading it back gives a reading or a fault.
    #[test]
    fn any_harm_to_the_json_is_borne(seed: u64, at in any::<prop::sample::Index>(), byte in " -~") {
        let mut rng = Rng::with_seed(seed);
        let source = Source::new(sample::text(&mut rng), Origin::default());
        let mut stored = StoredReading::of(&sample::reading(&mut rng, &source));
        let fields = stored.records.iter_mut().map(|record| &mut record.body);
        for field in fields.chain([&mut stored.entities, &mut stored.notes, &mut stored.sentences]) {
            let mut chars: Vec<char> = field.chars().collect();
            let place = at.index(chars.len());
            chars[place] = byte.chars().next().expect("there is one");
            *field = chars.into_iter().collect();
        }
        let _ = rebuild(&source, &stored);
    }
}

#[test]
fn a_reading_that_would_not_come_back_is_refused_before_it_is_stored() {
    let long = Source::new("Norland backs the Accord.".to_owned(), Origin::default());
    let source = Source::new("Short.".to_owned(), Origin { path: "a.txt".to_owned(), ..Origin::default() });
    let stray = Entity {
        id: EntityId(0),
        kind: EntityKind::State,
        name: "Norland".to_owned(),
        aliases: Vec::new(),
        mentions: vec![long.whole()],
        offices: Vec::new(),
        roles: Vec::new(),
    };
    let reading = Reading::new(source.id(), vec![stray], Vec::new(), Vec::new(), Vec::new());
    let mut ledger = Ledger::in_memory().unwrap();
    let incoming = Incoming { bytes: b"Short.", source: &source, reader: &rules(), reading: &reading };
    let error = ledger.ingest(&incoming, at(0)).unwrap_err();
    let message = "a reading of `a.txt` cannot be stored: bytes 0 to 25 are no words of its text";
    assert_eq!(error.to_string(), message);
    assert!(ledger.known_at(None).unwrap().is_empty());
    Sample::at_path("Short.", "a.txt").change(&mut ledger, at(0));
}
