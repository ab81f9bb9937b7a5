//! Are entries found by their words, and only those that count?

use std::collections::BTreeSet;

use casus_claim::{Reading, references};
use casus_text::{DateOrigin, Origin, Published, Source};
use fastrand::Rng;
use jiff::civil::date;

use super::{Sample, at, known, on_each, rules, sample};
use crate::search::indexed;
use crate::{Hit, Ledger, Search};

const WORDS: [&str; 8] = ["Norland", "ferries", "dykes", "Ünïon", "pledge", "pledged", "€400", "Korn's"];

/// Returns documents at four addresses, some of them in two versions, whose records quote stretches of words.
fn documents(rng: &mut Rng) -> Vec<Sample> {
    let document = |number: u8| {
        let text: Vec<&str> = (0..rng.usize(3..40)).map(|_| WORDS[rng.usize(0..WORDS.len())]).collect();
        let published = Some(Published { day: date(2031, 5, 1 + rng.i8(0..9)), origin: DateOrigin::Given });
        let path = format!("{}.txt", number % 4);
        let publisher = rng.bool().then(|| "The Heron".to_owned());
        let origin = Origin { path, published, publisher, ..Origin::default() };
        let source = Source::new(text.join(" "), origin);
        Sample { reading: sample::reading(rng, &source), source }
    };
    (0..6).map(document).collect()
}

fn search(words: &str) -> Search {
    Search { words: words.to_owned(), limit: 1000, ..Search::default() }
}

fn found(ledger: &Ledger, search: &Search) -> BTreeSet<String> {
    let hits = ledger.search(search, None).expect("it can be answered");
    hits.iter().map(|hit: &Hit| hit.reference.whole().to_owned()).collect()
}

/// Goes through everything that counts, and returns what passes.
fn scanned(ledger: &Ledger, passes: impl Fn(&Source, &BTreeSet<String>) -> bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for document in known(ledger, None).into_iter().filter(|document| document.replaced_by.is_none()) {
        for (_, reading) in &document.readings {
            let each = reading.records().iter().zip(references(reading));
            let of = |record: &casus_claim::Record, reading: &Reading| indexed(reading, record);
            let passing = each.filter(|(record, _)| passes(&document.source, &of(record, reading)));
            all.extend(passing.map(|(_, reference)| reference.whole().to_owned()));
        }
    }
    all
}

#[test]
fn the_index_finds_what_a_look_at_everything_finds() {
    on_each(|store| {
        for seed in 0..6 {
            let mut rng = Rng::with_seed(seed);
            let mut ledger = store.ledger();
            for (document, second) in documents(&mut rng).iter().zip(0..) {
                document.ingest(&mut ledger, &rules(), at(second));
            }
            let check = |search: Search, passes: &dyn Fn(&Source, &BTreeSet<String>) -> bool| {
                assert_eq!(found(&ledger, &search), scanned(&ledger, passes), "seed {seed}: {search:?}");
            };
            let has = |word: &'static str| move |_: &Source, words: &BTreeSet<String>| words.contains(word);
            check(search("NORLAND"), &has("norland"));
            check(search("ünïon"), &has("ünïon"));
            check(search("€400,"), &has("400"));
            check(search("pledge"), &has("pledge"));
            check(search("pledg*"), &|_, words| words.iter().any(|word| word.starts_with("pledg")));
            check(search("korn's"), &|_, words| words.contains("korn") && words.contains("s"));
            check(search("ferries dykes"), &|_, words| words.contains("ferries") && words.contains("dykes"));
            let kind = Search { kind: Some("commitment".to_owned()), ..search("") };
            check(kind.clone(), &has("kind_commitment"));
            let status = Some(casus_claim::Status::Pledged);
            check(Search { status, ..search("") }, &has("status_pledged"));
            check(Search { actor: Some("ada vale 0".to_owned()), ..search("") }, &has("actor_ada_vale_0"));
            let day = Some(date(2031, 5, 4));
            check(Search { from: day, ..kind.clone() }, &|source, words| {
                words.contains("kind_commitment") && source.published() >= day
            });
            check(Search { to: day, ..kind.clone() }, &|source, words| {
                words.contains("kind_commitment") && source.published() <= day
            });
            check(Search { source: Some("hERON".to_owned()), ..kind }, &|source, words| {
                words.contains("kind_commitment") && source.origin().publisher.is_some()
            });
        }
    });
}

#[test]
fn what_nobody_could_mean_is_borne_or_refused_in_words() {
    on_each(|store| {
        let mut ledger = store.ledger();
        Sample::at_path("Norland pledged ferries.", "a.txt").ingest(&mut ledger, &rules(), at(0));
        for words in ["'", "\"", "a AND", "NEAR(", "a:b", "*", "\\", "' & |", "(((", "%_!"] {
            let _ = ledger.search(&search(words), None);
            let odd = Search { source: Some(words.to_owned()), ..search("norland") };
            ledger.search(&odd, None).expect("it can be answered");
            let odd = Search { actor: Some(words.to_owned()), ..search("norland") };
            ledger.search(&odd, None).expect("it can be answered");
        }
        let refusal = "nothing is looked for: give a word, an actor, a kind or a status";
        assert_eq!(ledger.search(&search(" ' "), None).unwrap_err().to_string(), refusal);
        let nothing = ledger.search(&search("norland"), Some(at(-1))).expect("it can be answered");
        assert_eq!(nothing, [], "it was not recorded yet");
    });
}
