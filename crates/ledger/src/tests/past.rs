//! Does the past stay as it was?

use std::collections::BTreeSet;

use casus_text::{DateOrigin, Published, Source};
use fastrand::Rng;
use jiff::civil::date;
use proptest::prelude::*;

use super::{Sample, at, known, rules, sample, shown};
use crate::{Ledger, Reader};

/// Something that somebody does with a ledger.
#[derive(Clone, Debug)]
enum Deed {
    /// A document comes in.
    Ingest { path: u8, url: Option<u8>, text: u8, day: Option<i8>, rules: u8 },
    /// Somebody reads a document that is there.
    Read { document: usize, seed: u64, person: bool },
}

fn deed() -> impl Strategy<Value = Deed> {
    // Few names and texts, so that documents meet.
    let ingest = (0..4u8, proptest::option::of(0..3u8), 0..4u8, proptest::option::of(1..4i8), 0..2u8)
        .prop_map(|(path, url, text, day, rules)| Deed::Ingest { path, url, text, day, rules });
    let read =
        (0..9usize, 0..3u64, any::<bool>()).prop_map(|(document, seed, person)| Deed::Read { document, seed, person });
    prop_oneof![3 => ingest, 1 => read]
}

fn log() -> impl Strategy<Value = Vec<(i64, Deed)>> {
    let steps = proptest::collection::vec((0..3i64, deed()), 1..14);
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
    }
}

fn replayed(log: &[(i64, Deed)]) -> Ledger {
    let mut ledger = Ledger::in_memory().expect("memory can be had");
    log.iter().for_each(|step| done(&mut ledger, step));
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The model of the past is a ledger that never had a future.
    #[test]
    fn what_was_known_is_what_had_been_done_by_then(log in log()) {
        let whole = replayed(&log);
        let instants: BTreeSet<i64> = log.iter().flat_map(|(now, _)| [*now, now - 1]).collect();
        for now in instants {
            let past: Vec<_> = log.iter().filter(|(then, _)| *then <= now).cloned().collect();
            prop_assert_eq!(shown(&whole, Some(at(now))), shown(&replayed(&past), None));
        }
    }

    #[test]
    fn nothing_that_comes_later_shows_in_the_past(log in log(), split in 0..14usize) {
        let (past, future) = log.split_at(split.min(log.len()));
        let mut ledger = replayed(past);
        let then = past.last().map_or(-1, |(now, _)| *now);
        let before = shown(&ledger, Some(at(then)));
        for (later, deed) in future {
            done(&mut ledger, &(later + 1, deed.clone()));
        }
        prop_assert_eq!(shown(&ledger, Some(at(then))), before);
        ledger.verify().expect("the ledger is whole");
    }

    /// Each document has an address of its own: where one replaces another, the order is what is told.
    #[test]
    fn the_order_of_arrival_does_not_show(seed: u64, count in 1..9usize) {
        let mut rng = Rng::with_seed(seed);
        let mut samples: Vec<Sample> = (0..count).map(|number| {
            let source = Source::new(sample::text(&mut rng), Default::default());
            let origin = sample::origin(&mut rng, &source, &format!("{number}.txt"));
            let source = source.with_origin(origin);
            Sample { reading: sample::reading(&mut rng, &source), source }
        }).collect();
        let shown_after = |samples: &[Sample]| {
            let mut ledger = Ledger::in_memory().expect("memory can be had");
            samples.iter().for_each(|sample| { sample.ingest(&mut ledger, &rules(), at(0)); });
            shown(&ledger, None)
        };
        let straight = shown_after(&samples);
        rng.shuffle(&mut samples);
        prop_assert_eq!(shown_after(&samples), straight);
    }
}
