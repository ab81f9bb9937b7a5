//! Does a ledger say what a plain list says?
//!
//! The model keeps every deed in a list with its instant, and works out what was known by going through the list from
//! the start: no table, no index, no query. Each document comes in under a url of its own, so the rules for addresses
//! stay out of it.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::references;
use casus_text::{DateOrigin, Origin, Published};
use fastrand::Rng;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::past::check;
use super::{Sample, Store, at, check_whole, sample};
use crate::{Decision, DecisionId, DocumentId, Ledger, Person, Reader, Review, State};

#[derive(Clone, Debug)]
enum Deed {
    /// An address gives a text, published on a day of May or undated, read by a version of the rules.
    Ingest { address: u8, text: u8, day: Option<i8>, rules: u8 },
    /// A person reads what an address gives.
    Read { address: u8, seed: u64 },
    /// A person decides on the first entry of what an address gives.
    Decide { address: u8, is_right: bool },
    /// A person undoes their last decision that still counts.
    Undo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let ingest = (0..3u8, 0..3u8, proptest::option::of(1..4i8), 0..2u8)
        .prop_map(|(address, text, day, rules)| Deed::Ingest { address, text, day, rules });
    prop_oneof![
        8 => ingest,
        2 => (0..3u8, 0..3u64).prop_map(|(address, seed)| Deed::Read { address, seed }),
        4 => (0..3u8, any::<bool>()).prop_map(|(address, is_right)| Deed::Decide { address, is_right }),
        2 => Just(Deed::Undo),
    ]
}

fn sample_of(address: u8, text: u8, day: Option<i8>) -> Sample {
    let published = day.map(|day| Published { day: date(2031, 5, day), origin: DateOrigin::Given });
    let url = Some(format!("https://heron.example/{address}"));
    Sample::new(
        &format!("Norland will send {text} ferries once the dykes hold, says {address}."),
        Origin { path: format!("{address}.txt"), url, published, ..Origin::default() },
    )
}

/// What one can see of a document.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    day: Option<i8>,
    is_present: bool,
    readers: BTreeSet<String>,
    /// How its first entry stands.
    state: &'static str,
}

/// The texts of all addresses, each with what is seen of it.
type Sight = BTreeMap<(u8, u8), Seen>;

/// A list of deeds, with the instants at which they were done.
#[derive(Default)]
struct Model {
    done: Vec<(Timestamp, Deed)>,
}

/// What the list comes to.
#[derive(Default)]
struct World {
    seen: Sight,
    /// The text that each address gives.
    gives: BTreeMap<u8, u8>,
    /// What was decided on which text, and whether it counts still.
    decided: Vec<((u8, u8), bool, bool)>,
}

impl Model {
    fn world(&self, instant: Timestamp) -> World {
        let mut world = World::default();
        self.done.iter().filter(|(then, _)| *then <= instant).for_each(|(_, deed)| world.add(deed));
        world
    }
}

impl World {
    fn add(&mut self, deed: &Deed) {
        match *deed {
            Deed::Ingest { address, text, day, rules } => {
                self.gives.insert(address, text);
                self.seen
                    .iter_mut()
                    .filter(|((of, _), _)| *of == address)
                    .for_each(|(_, seen)| seen.is_present = false);
                let fresh = Seen { day, is_present: true, readers: BTreeSet::new(), state: "read" };
                let seen = self.seen.entry((address, text)).or_insert(fresh);
                (seen.day, seen.is_present) = (day, true);
                seen.readers.insert(format!("casus 0.{rules}.0 rules"));
            }
            Deed::Read { address, seed } => {
                let Some(&text) = self.gives.get(&address) else { return };
                self.seen.get_mut(&(address, text)).expect("it came in").readers.insert(format!("Ada Vale {seed}"));
            }
            Deed::Decide { address, is_right } => {
                let Some(&text) = self.gives.get(&address) else { return };
                self.decided.push(((address, text), is_right, true));
                self.judge((address, text));
            }
            Deed::Undo => {
                let Some(last) = self.decided.iter_mut().rev().find(|(_, _, counts)| *counts) else { return };
                last.2 = false;
                let key = last.0;
                self.judge(key);
            }
        }
    }

    fn judge(&mut self, key: (u8, u8)) {
        let last = self.decided.iter().rev().find(|(of, _, counts)| *of == key && *counts);
        let state = match last {
            Some((_, true, _)) => "accepted",
            Some((_, false, _)) => "rejected",
            None => "read",
        };
        self.seen.get_mut(&key).expect("it came in").state = state;
    }
}

/// Does a deed to the ledger, and returns the instant under which it was recorded.
fn done(ledger: &mut Ledger, deed: &Deed, now: Timestamp) {
    let person = Person { name: "Ada Vale", note: None };
    match *deed {
        Deed::Ingest { address, text, day, rules } => {
            sample_of(address, text, day).ingest(ledger, &Reader::rules(format!("casus 0.{rules}.0 rules")), now);
        }
        Deed::Read { address, seed } => {
            let Some((document, sample)) = given(ledger, address) else { return };
            let reading = sample::reading(&mut Rng::with_seed(seed), &sample.source);
            let reader = Reader::person(format!("Ada Vale {seed}"));
            ledger.add_reading(&document, (&reader, &reading), now).expect("the ledger takes it");
        }
        Deed::Decide { address, is_right } => {
            let Some((_, sample)) = given(ledger, address) else { return };
            let entry = references(&sample.reading)[0];
            let decision = if is_right { Decision::Accept(entry) } else { Decision::Reject(entry) };
            ledger.decide(person, &[decision], now).expect("the entry is there");
        }
        Deed::Undo => {
            let all = ledger.decisions(None).expect("the ledger can be read");
            let counts = |it: &&crate::Decided| it.is_in_force() && !matches!(it.decision, Decision::Undo(_));
            let Some(last) = all.iter().rev().find(counts) else { return };
            let id: DecisionId = last.id;
            ledger.decide(person, &[Decision::Undo(id)], now).expect("it counts still");
        }
    }
}

/// Returns the document that an address gives now, with what it was made from.
fn given(ledger: &Ledger, address: u8) -> Option<(DocumentId, Sample)> {
    let all = super::known(ledger, None);
    let known = all
        .into_iter()
        .find(|known| known.replaced_by.is_none() && known.source.origin().path == format!("{address}.txt"))?;
    let text = number_in(known.source.text(), 3);
    Some((known.document, sample_of(address, text, None)))
}

/// Returns the number at a place among the words of a text.
fn number_in(text: &str, place: usize) -> u8 {
    text.split([' ', '.']).nth(place).and_then(|word| word.parse().ok()).expect("the word is a number")
}

fn seen(ledger: &Ledger, instant: Timestamp) -> Sight {
    let review = Review::of(&ledger.decisions(Some(instant)).expect("the ledger can be read"));
    let of = |known: &crate::Known| {
        let text = known.source.text();
        let (address, text) = (number_in(text, 10), number_in(text, 3));
        let entry = references(&sample_of(address, text, None).reading)[0];
        let state: State = review.entry(entry).state;
        let day = known.source.published().map(|day| day.day());
        let readers = known.readings.iter().map(|(reader, _)| reader.name.clone()).collect();
        ((address, text), Seen { day, is_present: known.replaced_by.is_none(), readers, state: state.word() })
    };
    super::known(ledger, Some(instant)).iter().map(of).collect()
}

#[test]
fn a_ledger_says_what_a_plain_list_says() {
    check(proptest::collection::vec((1..4i64, deed()), 1..16), |store: &Store, log| {
        let (mut ledger, mut model, mut now) = (store.ledger(), Model::default(), 0);
        for (seconds, deed) in log {
            now += seconds;
            done(&mut ledger, &deed, at(now));
            model.done.push((at(now), deed));
        }
        for second in 0..=now {
            assert_eq!(seen(&ledger, at(second)), model.world(at(second)).seen, "at second {second}");
        }
        check_whole(&ledger);
    });
}
