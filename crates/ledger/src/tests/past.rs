//! Does the past stay as it was?

use std::collections::BTreeSet;

use casus_claim::references;
use casus_text::{DateOrigin, Published, Source};
use fastrand::Rng;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Sample, Store, at, check_whole, known, on_each, rules, sample, shown};
use crate::{Decision, DecisionId, Known, Ledger, Person, Reader, Subject};

/// Something that somebody does with a ledger.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// A document comes in.
    Ingest { path: u8, url: Option<u8>, text: u8, day: Option<i8>, rules: u8 },
    /// Somebody reads a document that is there.
    Read { document: usize, seed: u64, person: bool },
    /// Somebody decides on an entry that is there, or undoes what was decided.
    Decide { document: usize, entry: usize, what: u8 },
    /// The file of the dossier says something.
    Dossier { text: u8 },
}

fn deed() -> impl Strategy<Value = Deed> {
    // Few names and texts, so that documents meet.
    let ingest = (0..4u8, proptest::option::of(0..3u8), 0..4u8, proptest::option::of(1..4i8), 0..2u8)
        .prop_map(|(path, url, text, day, rules)| Deed::Ingest { path, url, text, day, rules });
    let read =
        (0..9usize, 0..3u64, any::<bool>()).prop_map(|(document, seed, person)| Deed::Read { document, seed, person });
    let decide =
        (0..9usize, 0..5usize, 0..4u8).prop_map(|(document, entry, what)| Deed::Decide { document, entry, what });
    let dossier = (0..3u8).prop_map(|text| Deed::Dossier { text });
    prop_oneof![6 => ingest, 2 => read, 3 => decide, 1 => dossier]
}

pub(super) fn log() -> impl Strategy<Value = Vec<(i64, Deed)>> {
    let steps = proptest::collection::vec((1..4i64, deed()), 1..14);
    steps.prop_map(|steps| {
        let mut now = 0;
        let timed = steps.into_iter().map(|(seconds, deed)| {
            now += seconds;
            (now, deed)
        });
        timed.collect()
    })
}

fn done(ledger: &mut Ledger, (now, deed): &(i64, Deed)) {
    match deed {
        Deed::Ingest { path, url, text, day, rules } => {
            let published = day.map(|day| Published { day: date(2031, 5, day), origin: DateOrigin::Given });
            let origin = casus_text::Origin {
                path: format!("{path}.txt"),
                url: url.map(|url| format!("https://heron.example/{url}")),
                published,
                ..Default::default()
            };
            let reader = Reader::rules(format!("casus 0.{rules}.0 rules"));
            Sample::new(&format!("Text {text} of Norland."), origin).ingest(ledger, &reader, at(*now));
        }
        Deed::Read { document, seed, person } => {
            let all = known(ledger, None);
            let Some(it) = all.get(document % all.len().max(1)) else { return };
            let reading = sample::reading(&mut Rng::with_seed(*seed), &it.source);
            let reader = if *person { Reader::person("Ada Vale") } else { Reader::model("parrot 2") };
            ledger.add_reading(&it.document, (&reader, &reading), at(*now)).expect("the ledger takes it");
        }
        Deed::Decide { document, entry, what } => {
            let all = known(ledger, None);
            let Some(it) = all.get(document % all.len().max(1)) else { return };
            let Some(entry) = references(&it.readings[0].1).get(*entry).copied() else { return };
            let decision = match what {
                0 => Decision::Accept(entry),
                1 => Decision::Reject(entry),
                2 => Decision::Note(Subject::Document(it.document.clone())),
                _ => Decision::Undo(ledger.decisions(None).unwrap().last().map_or(DecisionId(0), |last| last.id)),
            };
            // To undo what is undone, or nothing, is refused and leaves no trace.
            let _ = ledger.decide(Person { name: "Ada Vale", note: Some("seen") }, &[decision], at(*now));
        }
        Deed::Dossier { text } => ledger.keep_dossier(&format!("[{text}]"), at(*now)).expect("the ledger takes it"),
    }
}

pub(super) fn replayed(store: &Store, log: &[(i64, Deed)]) -> Ledger {
    let mut ledger = store.ledger();
    log.iter().for_each(|step| done(&mut ledger, step));
    ledger
}

/// How many random logs are tried: a server takes its time to make the tables of each ledger.
fn cases(store: &Store) -> u32 {
    match store {
        Store::Memory => 48,
        Store::Server { .. } => 2,
    }
}

/// Every how manieth instant is looked at.
fn step(store: &Store) -> usize {
    match store {
        Store::Memory => 1,
        Store::Server { .. } => 5,
    }
}

/// Holds a property against random inputs, on each database.
pub(super) fn check<T: std::fmt::Debug>(inputs: impl Strategy<Value = T>, property: impl Fn(&Store, T)) {
    on_each(|store| {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(cases(store)));
        runner
            .run(&inputs, |input| {
                property(store, input);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{error}"));
    });
}

/// The model of the past is a ledger that never had a future.
#[test]
fn what_was_known_is_what_had_been_done_by_then() {
    check(log(), |store, log| {
        let whole = replayed(store, &log);
        let instants: BTreeSet<i64> = log.iter().flat_map(|(now, _)| [*now, now - 1]).collect();
        for now in instants.into_iter().step_by(step(store)) {
            let past: Vec<_> = log.iter().filter(|(then, _)| *then <= now).cloned().collect();
            assert_eq!(shown(&whole, Some(at(now))), shown(&replayed(store, &past), None));
        }
    });
}

#[test]
fn nothing_that_comes_later_shows_in_the_past() {
    check((log(), 0..14usize), |store, (log, split)| {
        let (past, future) = log.split_at(split.min(log.len()));
        let mut ledger = replayed(store, past);
        let then = past.last().map_or(-1, |(now, _)| *now);
        let before = shown(&ledger, Some(at(then)));
        future.iter().for_each(|step| done(&mut ledger, step));
        assert_eq!(shown(&ledger, Some(at(then))), before);
        check_whole(&ledger);
    });
}

/// Each document has an address of its own: where one replaces another, the order is what is told.
#[test]
fn the_order_of_arrival_does_not_show() {
    check((any::<u64>(), 1..9usize), |store, (seed, count)| {
        let mut rng = Rng::with_seed(seed);
        let mut samples: Vec<Sample> = (0..count)
            .map(|number| {
                let source = Source::new(sample::text(&mut rng), Default::default());
                let origin = sample::origin(&mut rng, &source, &format!("{number}.txt"));
                let source = source.with_origin(origin);
                Sample { reading: sample::reading(&mut rng, &source), source }
            })
            .collect();
        let shown_after = |samples: &[Sample]| {
            let mut ledger = store.ledger();
            samples.iter().for_each(|sample| {
                sample.ingest(&mut ledger, &rules(), at(0));
            });
            // Each act has an instant of its own, which tells the order and nothing else.
            let known = known(&ledger, None).into_iter().map(|known| Known { recorded_at: at(0), ..known });
            format!("{:#?}", known.collect::<Vec<_>>())
        };
        let straight = shown_after(&samples);
        rng.shuffle(&mut samples);
        assert_eq!(shown_after(&samples), straight);
    });
}
