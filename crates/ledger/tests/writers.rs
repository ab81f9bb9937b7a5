//! Do eight who write and four who read get along?
//!
//! Each has a connection of its own. Whoever writes adds documents of their own, decides on them, and adds versions at
//! an address that all of them share. They do so for two seconds; `CASUS_WRITERS_SECONDS=60` asks for a minute.

#[allow(dead_code)]
#[path = "../src/tests/sample.rs"]
mod sample;
#[allow(dead_code)]
#[path = "../src/tests/store.rs"]
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::thread;
use std::time::{Duration, Instant};

use casus_claim::{Reading, Reference, references};
use casus_ledger::{Change, Decision, DecisionId, DocumentId, Incoming, Known, Ledger, Location, Person, Reader};
use casus_text::{Origin, Source};
use fastrand::Rng;
use jiff::Timestamp;
use store::Store;

const WRITERS: usize = 8;
const READERS: usize = 4;
/// Every so many documents, a writer adds one at the address that all share.
const SHARED_EVERY: usize = 4;
/// The address that all share.
const SHARED: &str = "shared.txt";

/// What a writer was told to be in.
#[derive(Default)]
struct Told {
    documents: BTreeSet<DocumentId>,
    versions: BTreeSet<DocumentId>,
    decisions: BTreeMap<DecisionId, Reference>,
    longest: Duration,
}

/// What a reader saw.
#[derive(Default)]
struct Seen {
    looks: usize,
    longest: Duration,
}

fn sample(path: &str, writer: usize, number: usize) -> (Source, Reading) {
    let text = format!("Writer {writer} says in {number} that Norland will send ferries once the dykes hold. ");
    let source = Source::new(text.repeat(1 + number % 5), Origin { path: path.to_owned(), ..Origin::default() });
    let seed = (writer * 1_000_000 + number * 10) as u64;
    let readings = (seed..).map(|seed| sample::reading(&mut Rng::with_seed(seed), &source));
    let reading = readings.into_iter().find(|it| !it.records().is_empty()).expect("one of many has a record");
    (source, reading)
}

/// Returns what somebody read whose document begins with these words.
fn read_by(source: &Source) -> Reading {
    let numbers: Vec<usize> = source.text().split(' ').take(5).filter_map(|word| word.parse().ok()).collect();
    let [writer, number] = numbers[..] else { panic!("the text begins otherwise") };
    sample(&source.origin().path, writer, number).1
}

fn rules() -> Reader {
    Reader::rules("casus 0.1.0 rules")
}

/// Does something and notes how long it took.
fn timed<T>(longest: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *longest = start.elapsed().max(*longest);
    done
}

fn write(location: Location, writer: usize, until: Instant) -> Told {
    let mut told = Told::default();
    let mut ledger = timed(&mut told.longest, || Ledger::open(location).expect("a ledger in use opens"));
    let now = Timestamp::from_second(1_935_000_000).expect("the instant is in range");
    let name = format!("Writer {writer}");
    for number in 0.. {
        if Instant::now() > until {
            break;
        }
        let is_shared = number % SHARED_EVERY == 1;
        let path = if is_shared { SHARED.to_owned() } else { format!("{writer}-{number}.txt") };
        let (source, reading) = sample(&path, writer, number);
        let incoming =
            Incoming { bytes: source.text().as_bytes(), source: &source, reader: &rules(), reading: &reading };
        let ingested = timed(&mut told.longest, || ledger.ingest(&incoming, now)).expect("nobody gives up");
        assert_ne!(ingested.change, Change::Nothing, "each document is another");
        if is_shared { &mut told.versions } else { &mut told.documents }.insert(ingested.document);
        let entry = references(&reading)[0];
        let person = Person { name: &name, note: None };
        let decided = timed(&mut told.longest, || ledger.decide(person, &[Decision::Accept(entry)], now));
        let [id] = decided.expect("nobody gives up")[..] else { panic!("one was made") };
        told.decisions.insert(id, entry);
    }
    told
}

fn read(location: Location, until: Instant) -> Seen {
    let ledger = Ledger::open_read_only(location).expect("a ledger in use opens");
    let mut seen = Seen::default();
    let mut before = (0, 0);
    while Instant::now() < until {
        let decisions = ledger.decisions(None).expect("nobody gives up").len();
        let known = timed(&mut seen.longest, || ledger.known_at(None)).expect("nobody gives up");
        let now = (known.len(), decisions);
        assert!(now.0 >= before.0 && now.1 >= before.1, "something that was seen is gone: {before:?}, {now:?}");
        assert!(known.len() >= decisions, "a decision is seen, and what it is about is not");
        // Only what came since is looked at in full, so that looking does not get slower all the time.
        known.iter().rev().take(50).for_each(check_whole);
        before = now;
        seen.looks += 1;
    }
    seen
}

fn check_whole(known: &Known) {
    assert_eq!(known.readings, [(rules(), read_by(&known.source))], "of `{}`", known.source.origin().path);
}

/// Lets them all work on a ledger, and looks at what is there in the end.
fn check(name: &str, location: &Location) {
    drop(Ledger::create(location.clone()).expect("nothing is there"));
    let seconds = env::var("CASUS_WRITERS_SECONDS").map_or(2, |seconds| seconds.parse().expect("a number of seconds"));
    let until = Instant::now() + Duration::from_secs(seconds);
    let (told, seen): (Vec<Told>, Vec<Seen>) = thread::scope(|scope| {
        let writers: Vec<_> =
            (0..WRITERS).map(|writer| scope.spawn(move || write(location.clone(), writer, until))).collect();
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(|| read(location.clone(), until))).collect();
        let told = writers.into_iter().map(|writer| writer.join().expect("a writer is done")).collect();
        (told, readers.into_iter().map(|reader| reader.join().expect("a reader is done")).collect())
    });
    let ledger = Ledger::open_read_only(location.clone()).expect("the ledger is there");
    assert_eq!(ledger.verify().expect("the ledger can be asked").findings, []);
    let known = ledger.known_at(None).expect("the ledger can be read");
    known.iter().for_each(check_whole);
    let listed: BTreeSet<DocumentId> = known.iter().map(|it| it.document.clone()).collect();
    assert_eq!(listed.len(), known.len(), "a document is there twice");
    let of = |part: fn(&Told) -> &BTreeSet<DocumentId>| told.iter().flat_map(part).cloned().collect::<BTreeSet<_>>();
    let (documents, versions) = (of(|told| &told.documents), of(|told| &told.versions));
    assert_eq!(listed, documents.union(&versions).cloned().collect(), "an update is lost, or was never acknowledged");
    let present = known.iter().filter(|it| it.source.origin().path == SHARED && it.replaced_by.is_none()).count();
    assert_eq!(present, 1, "one version at an address is the present one");
    let decisions = ledger.decisions(None).expect("the ledger can be read");
    let made: BTreeMap<DecisionId, Decision> = decisions.into_iter().map(|it| (it.id, it.decision)).collect();
    let expected = told.iter().flat_map(|told| told.decisions.iter().map(|(id, it)| (*id, Decision::Accept(*it))));
    assert_eq!(made, expected.collect(), "a decision is lost, or was never acknowledged");
    let longest = told.iter().map(|it| it.longest).max().unwrap_or_default();
    let looked = seen.iter().map(|it| it.longest).max().unwrap_or_default();
    let fewest = told.iter().map(|it| it.decisions.len()).min().unwrap_or_default();
    println!(
        "{name}, {seconds} s: {} documents and {} versions with a decision each by {WRITERS} writers, the slowest of \
         them {fewest}; the longest wait of one {longest:.1?}; {} looks by {READERS} readers, the longest {looked:.1?}",
        documents.len(),
        versions.len(),
        seen.iter().map(|it| it.looks).sum::<usize>(),
    );
    assert!(fewest > 0, "somebody never had their turn");
}

#[test]
fn a_file_serves_eight_who_write_and_four_who_read() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    check("SQLite", &Location::from(&folder.path().join("ledger.casus")));
}

#[test]
fn a_server_serves_eight_who_write_and_four_who_read() {
    let Ok(url) = env::var(store::SERVER) else { return };
    store::note_server();
    check("PostgreSQL", &Store::Server { url, schemas: Default::default() }.place());
}
