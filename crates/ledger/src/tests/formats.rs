//! Do ledgers of earlier formats open, and say what they said?

use std::fmt::Write;
use std::fs;
use std::path::Path;

use casus_claim::references;
use casus_text::Origin;
use jiff::Timestamp;

use super::archive::place;
use super::store::Store;
use super::{Sample, at, check_whole, known, on_each};
use crate::{Decision, Known, Ledger, Person};

/// Where ledgers of earlier formats lie, each with what it knew in a file of the same name.
const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");

/// Lays open what was known at each instant of a file, in the way of that file.
fn said(ledger: &Ledger, recorded: &str) -> String {
    let mut said = recorded.lines().next().expect("the file begins with a remark").to_owned() + "\n";
    for instant in recorded.lines().filter_map(|line| line.strip_prefix("at ")) {
        writeln!(said, "at {instant}").unwrap();
        let instant: Timestamp = instant.parse().expect("the file holds instants");
        known(ledger, Some(instant)).iter().for_each(|it| told(&mut said, it));
    }
    said
}

fn told(said: &mut String, it: &Known) {
    let origin = it.source.origin();
    let or_none = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
    let day = it.source.published().map_or("-".to_owned(), |day| day.to_string());
    let is_present = if it.replaced_by.is_none() { "yes" } else { "no" };
    writeln!(
        said,
        "  document {} {} published={day} title={} publisher={} recorded={:.9} present={is_present}",
        it.document,
        origin.path,
        or_none(&origin.title),
        or_none(&origin.publisher),
        it.recorded_at
    )
    .unwrap();
    writeln!(said, "    text {}", it.source.text().replace('\n', "\\n")).unwrap();
    for (reader, reading) in &it.readings {
        writeln!(said, "    read by {} {}", reader.kind.word(), reader.name).unwrap();
        for (reference, record) in references(reading).iter().zip(reading.records()) {
            let quote = record.quote.text().replace('\n', "\\n");
            let (kind, share) = (record.claim.kind(), record.confidence.share());
            writeln!(said, "      {} {kind} {share:?} {quote}", reference.whole()).unwrap();
        }
    }
}

#[test]
fn a_ledger_of_the_second_format_is_brought_up_and_says_what_it_said() {
    let recorded = fs::read_to_string(Path::new(FORMATS).join("2.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2.casus");
    fs::copy(Path::new(FORMATS).join("2.casus"), &path).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(said(&ledger, &recorded), recorded);
    assert_eq!(ledger.decisions(None).unwrap().len(), 1);
    check_whole(&ledger);
}

#[test]
fn an_archive_of_the_second_format_is_restored_and_says_what_it_said() {
    let recorded = fs::read_to_string(Path::new(FORMATS).join("2.txt")).unwrap();
    let archive = fs::read(Path::new(FORMATS).join("2.casus.gz")).unwrap();
    on_each(|store| {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, _) = Ledger::restore(place(store, &folder), archive.as_slice(), |_| {}).unwrap();
        assert_eq!(said(&ledger, &recorded), recorded);
        check_whole(&ledger);
    });
}

#[test]
fn a_server_of_the_second_format_is_brought_up_and_takes_what_is_new() {
    on_each(|store| {
        let Store::Server { .. } = store else { return };
        let place = store.place_with(include_str!("../../schema/postgres/0002.sql"));
        let mut ledger = Ledger::open(place).unwrap();
        let origin = Origin { path: "a.txt".to_owned(), byline: Some("Ida Holm".to_owned()), ..Origin::default() };
        let sample = Sample::new("Norland will pay.", origin.clone());
        sample.change(&mut ledger, at(1));
        assert_eq!(*known(&ledger, None)[0].source.origin(), origin);
        check_whole(&ledger);
    });
}

#[test]
fn a_ledger_of_the_first_format_is_brought_up_and_says_what_it_said() {
    let recorded = fs::read_to_string(Path::new(FORMATS).join("1.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.casus");
    fs::copy(Path::new(FORMATS).join("1.casus"), &path).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(said(&ledger, &recorded), recorded);
    check_whole(&ledger);
    let entry = references(&known(&ledger, None)[0].readings[0].1)[0];
    let ada = Person { name: "Ada Vale", note: None };
    ledger.decide(ada, &[Decision::Accept(entry)], at(0)).unwrap();
    assert_eq!(ledger.decisions(None).unwrap().len(), 1);
    assert_eq!(said(&ledger, &recorded), recorded);
    check_whole(&ledger);
    let mut archive = Vec::new();
    ledger.backup(&mut archive).unwrap();
    // Two of its acts share an instant, as acts of the first format could.
    let (restored, _) = Ledger::restore(&folder.path().join("2.casus"), archive.as_slice(), |_| {}).unwrap();
    assert_eq!(said(&restored, &recorded), recorded);
    let document = known(&ledger, None)[0].document.clone();
    ledger.redact(&document, Person { note: Some("asked to"), ..ada }, at(1)).unwrap();
    check_whole(&ledger);
}
