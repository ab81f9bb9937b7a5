//! What does the ledger take, and what does it give back?

use casus_claim::references;
use casus_text::{DateOrigin, Origin, Published, Source};
use fastrand::Rng;
use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;

use super::{Sample, at, check_whole, known, on_each, rules, sample, shown};
use crate::{Change, Found, Ledger, Period, Reader};

const TEXT: &str = "Norland will send ferries once the dykes hold.";

proptest! {
    #[test]
    fn what_went_in_comes_out(seed: u64) {
        let mut rng = Rng::with_seed(seed);
        let source = Source::new(sample::text(&mut rng), Origin::default());
        let origin = sample::origin(&mut rng, &source, "a.txt");
        let source = source.with_origin(origin);
        let reading = sample::reading(&mut rng, &source);
        let mut ledger = Ledger::in_memory().expect("memory can be had");
        let ingested = Sample { source: source.clone(), reading: reading.clone() }.ingest(&mut ledger, &rules(), at(0));
        let known = known(&ledger, None);
        prop_assert_eq!(known.len(), 1);
        prop_assert_eq!(known[0].source.text(), source.text());
        prop_assert_eq!(known[0].source.origin(), source.origin());
        prop_assert_eq!(&known[0].readings, &vec![(rules(), reading)]);
        prop_assert_eq!(known[0].recorded_at, at(0));
        let original = ledger.original(&ingested.document).expect("the bytes fit their hash");
        prop_assert_eq!(original.as_deref(), Some(source.text().as_bytes()));
        check_whole(&ledger);
    }
}

#[test]
fn the_same_document_twice_changes_nothing() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let sample = Sample::at_path(TEXT, "a.txt");
        assert!(!ledger.has(TEXT.as_bytes(), &sample.source, &rules()).unwrap());
        assert_eq!(sample.change(&mut ledger, at(0)), Change::Document { recorded_at: at(0) });
        let before = shown(&ledger, None);
        assert!(ledger.has(TEXT.as_bytes(), &sample.source, &rules()).unwrap());
        assert_eq!(sample.change(&mut ledger, at(9)), Change::Nothing);
        assert_eq!(shown(&ledger, None), before);
        assert_eq!(ledger.last_recorded_at().unwrap(), Some(at(0)));
    });
}

#[test]
fn other_bytes_at_the_same_address_are_a_version() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let first = Sample::at_path(TEXT, "a.txt").ingest(&mut ledger, &rules(), at(0)).document;
        let second = Sample::at_path("Norland will not.", "a.txt").ingest(&mut ledger, &rules(), at(5));
        assert_eq!(second.change, Change::Version { of: first.clone(), recorded_at: at(5) });
        let versions = |instant| {
            let known = known(&ledger, instant);
            let version = |it: &crate::Known| (it.document.clone(), it.version_of.clone(), it.replaced_by.clone());
            known.iter().map(version).collect::<std::collections::BTreeSet<_>>()
        };
        let second = second.document;
        let both = [(first.clone(), None, Some(second.clone())), (second, Some(first.clone()), None)];
        assert_eq!(versions(None), both.into());
        assert_eq!(versions(Some(at(4))), [(first, None, None)].into());
    });
}

#[test]
fn bytes_that_come_back_are_the_present_version_again() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let (old, young) = (Sample::at_path(TEXT, "a.txt"), Sample::at_path("Norland will not.", "a.txt"));
        let first = old.ingest(&mut ledger, &rules(), at(0)).document;
        let second = young.ingest(&mut ledger, &rules(), at(1)).document;
        let third = old.ingest(&mut ledger, &rules(), at(2));
        assert_eq!(third.document, first);
        assert_eq!(third.change, Change::Version { of: second.clone(), recorded_at: at(2) });
        let replaced = |it: &crate::Known| (it.document.clone(), it.replaced_by.clone());
        let replaced: std::collections::BTreeMap<_, _> = known(&ledger, None).iter().map(replaced).collect();
        assert_eq!(replaced, [(first.clone(), None), (second, Some(first))].into());
    });
}

#[test]
fn another_day_for_the_same_bytes_is_added_and_read_again() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let undated = Sample::at_path(TEXT, "a.txt");
        undated.change(&mut ledger, at(0));
        let published = Some(Published { day: date(2031, 5, 2), origin: DateOrigin::Sidecar });
        let dated = Sample::new(TEXT, Origin { published, ..undated.source.origin().clone() });
        assert_eq!(dated.change(&mut ledger, at(1)), Change::Origin { recorded_at: at(1) });
        assert_eq!(dated.change(&mut ledger, at(2)), Change::Nothing);
        let days = |instant| known(&ledger, instant).iter().map(|it| it.source.published()).collect::<Vec<_>>();
        assert_eq!(days(None), [Some(date(2031, 5, 2))]);
        assert_eq!(days(Some(at(0))), [None]);
        assert_eq!(known(&ledger, None)[0].readings.len(), 1, "the rules' reading of the undated text is replaced");
    });
}

#[test]
fn the_address_is_the_url_or_else_the_path() {
    on_each(|store| {
        let origin = |path: &str, url: Option<&str>| Origin {
            path: path.to_owned(),
            url: url.map(str::to_owned),
            ..Origin::default()
        };
        let mut ledger = store.ledger();
        let mut change = |text: &str, path: &str, url: Option<&str>| {
            let change = Sample::new(text, origin(path, url)).change(&mut ledger, at(0));
            format!("{change:?}").split([' ', '{']).next().unwrap_or_default().to_owned()
        };
        assert_eq!(change("one", "a.txt", Some("https://heron.example/1")), "Document");
        assert_eq!(change("two", "b.txt", Some("https://heron.example/1")), "Version");
        assert_eq!(change("two", "b.txt", None), "Origin", "the sidecar is gone, the document is the same");
        assert_eq!(change("two", "b.txt", Some("https://heron.example/2")), "Document", "one path, two addresses");
        assert_eq!(change("six", "c.txt", None), "Document");
        assert_eq!(change("six", "c.txt", Some("https://heron.example/3")), "Origin", "a sidecar has come");
        assert_eq!(change("ten", "https://heron.example/3", None), "Version", "fetched by its address");
    });
}

#[test]
fn readers_stand_side_by_side() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let sample = Sample::at_path(TEXT, "a.txt");
        let document = sample.ingest(&mut ledger, &rules(), at(0)).document;
        let other = sample::reading(&mut Rng::with_seed(77), &sample.source);
        assert_ne!(other, sample.reading);
        let ada = Reader::person("Ada Vale");
        let mut add = |reader: &Reader, reading, now| {
            ledger.add_reading(&document, (reader, reading), at(now)).expect("the ledger takes it").change
        };
        assert_eq!(add(&rules(), &other, 1), Change::Nothing, "rules read a text one way");
        assert_eq!(add(&ada, &sample.reading, 2), Change::Reading { recorded_at: at(2) });
        assert_eq!(add(&ada, &sample.reading, 3), Change::Nothing);
        assert_eq!(add(&ada, &other, 4), Change::Reading { recorded_at: at(4) }, "a person may read on");
        let readers = |instant| {
            let known = known(&ledger, instant);
            known[0].readings.iter().map(|(reader, _)| reader.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(readers(None), ["casus 0.1.0 rules", "Ada Vale", "Ada Vale"]);
        assert_eq!(readers(Some(at(1))), ["casus 0.1.0 rules"]);
    });
}

#[test]
fn a_clock_that_was_set_back_does_not_change_the_past() {
    on_each(|store| {
        let mut ledger = store.ledger();
        Sample::at_path("one", "a.txt").change(&mut ledger, at(10));
        let before = shown(&ledger, Some(at(10)));
        let change = Sample::at_path("two", "b.txt").change(&mut ledger, at(3));
        let just_later = at(10) + SignedDuration::from_nanos(1);
        assert_eq!(change, Change::Document { recorded_at: just_later });
        assert_eq!(shown(&ledger, Some(at(10))), before);
    });
}

#[test]
fn an_entry_is_found_by_its_first_digits() {
    on_each(|store| {
        let mut ledger = store.ledger();
        let source = Source::new(TEXT.to_owned(), Origin { path: "a.txt".to_owned(), ..Origin::default() });
        let readings = (0..).map(|seed| sample::reading(&mut Rng::with_seed(seed), &source));
        let reading = readings.into_iter().find(|reading| reading.records().len() > 5).expect("one of many is long");
        let sample = Sample { source, reading };
        sample.ingest(&mut ledger, &rules(), at(5));
        let copy = Origin { path: "copy.txt".to_owned(), ..Origin::default() };
        Sample { source: sample.source.clone().with_origin(copy), ..sample.clone() }.ingest(
            &mut ledger,
            &rules(),
            at(6),
        );
        let all = references(&sample.reading);
        for (reference, record) in all.iter().zip(sample.reading.records()) {
            let Found::Entry(entry) = ledger.find(&reference.to_string().to_uppercase(), None).unwrap() else {
                panic!("`{reference}` leads to one entry");
            };
            assert_eq!(entry.reference, *reference);
            let paths: Vec<&str> = entry.occurrences.iter().map(|it| it.source.origin().path.as_str()).collect();
            assert_eq!(paths, ["a.txt", "copy.txt"]);
            assert!(entry.occurrences.iter().all(|it| it.record() == record));
            assert!(matches!(ledger.find(reference.whole(), Some(at(4))).unwrap(), Found::Nothing));
        }
        let mut listed = Vec::new();
        for digit in "0123456789abcdefghjkmnpqrstvwxyz".chars() {
            match ledger.find(&digit.to_string(), None).unwrap() {
                Found::Nothing => {}
                Found::Entry(entry) => listed.push(entry.reference),
                Found::Several(candidates) => listed.extend(candidates.into_iter().map(|it| it.reference)),
            }
        }
        assert_eq!(listed, std::collections::BTreeSet::from_iter(all).into_iter().collect::<Vec<_>>());
        for nonsense in ["", "u", "-", "%", "a~", "’", &"0".repeat(60)] {
            assert!(matches!(ledger.find(nonsense, None).unwrap(), Found::Nothing), "{nonsense:?}");
        }
    });
}

#[test]
fn documents_come_by_day_then_path_and_the_undated_last() {
    on_each(|store| {
        let mut ledger = store.ledger();
        for (day, path) in
            [(None, "a.txt"), (Some(3), "b.txt"), (Some(2), "z.txt"), (Some(3), "a.txt"), (Some(1), "m.txt")]
        {
            let published = day.map(|day| Published { day: date(2031, 5, day), origin: DateOrigin::Given });
            // One path serves two documents, which only their urls tell apart.
            let url = Some(format!("https://heron.example/{day:?}/{path}"));
            let origin = Origin { path: path.to_owned(), url, published, ..Origin::default() };
            Sample::new(&format!("{TEXT} {day:?}"), origin).change(&mut ledger, at(0));
        }
        let listed = known(&ledger, None);
        let listed: Vec<_> =
            listed.iter().map(|it| (it.source.published(), it.source.origin().path.as_str())).collect();
        let day = |day| Some(date(2031, 5, day));
        let expected = [(day(1), "m.txt"), (day(2), "z.txt"), (day(3), "a.txt"), (day(3), "b.txt"), (None, "a.txt")];
        assert_eq!(listed, expected);
    });
}

#[test]
fn a_period_gives_what_it_has_of_the_whole() {
    on_each(|store| {
        let mut ledger = store.ledger();
        for (number, second) in (0..9_i8).zip(0..) {
            let published =
                (number < 8).then(|| Published { day: date(2031, 5, 1 + number), origin: DateOrigin::Given });
            let path = format!("{}.txt", number % 6);
            let origin = Origin { path, published, ..Origin::default() };
            Sample::new(&format!("{TEXT} {number}"), origin).change(&mut ledger, at(second));
        }
        for (from, to) in [(None, Some(3)), (Some(2), None), (Some(2), Some(5)), (Some(9), None), (None, None)] {
            let day = |day: Option<i8>| day.map(|day| date(2031, 5, day));
            let period = Period { from: day(from), to: day(to) };
            for second in [2, 5, 9] {
                let whole = known(&ledger, Some(at(second))).into_iter().filter(|it| period.has(it.source.published()));
                let part = ledger.known_in(&period, Some(at(second))).expect("the ledger can be read");
                let whole: Vec<_> = whole.collect();
                assert_eq!(format!("{part:#?}"), format!("{whole:#?}"), "{period:?} at {second}");
                let counted = ledger.count_in(&period, Some(at(second))).expect("the ledger can be read");
                let present = whole.iter().filter(|it| it.replaced_by.is_none() && it.source.published().is_some());
                assert_eq!(counted, present.count(), "{period:?} at {second}");
            }
        }
    });
}
