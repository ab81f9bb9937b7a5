//! Do the threads put together what people put together?
//!
//! Each set is documents about invented states and a list, made by hand, of the tellings that belong together. The
//! threads are held against the list with B-cubed, the mean over all tellings of how much of their thread belongs to
//! them and how much of what belongs to them is in their thread, and by pairs of tellings. Floors keep both from falling.

#[path = "../../../extract/tests/installed/mod.rs"]
mod installed;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use casus_claim::{Claim, Reading};
use casus_engine::intake::{Given, Item, document};
use casus_engine::ledger::thread::ThreadKind;
use casus_engine::{Chronicle, Dossier, ReadDocument, Remembered, THRESHOLD, Tracing, syntax};
use casus_text::Source;

/// A record by its document and its place there.
type Telling = (usize, usize);

/// How well threads fit a list.
#[derive(Clone, Copy, Debug)]
struct Fit {
    /// Of B-cubed.
    precision: f64,
    /// Of B-cubed.
    recall: f64,
    /// Of the pairs put together: how many there are, how many of them are right, and how many there should be.
    pairs: [usize; 3],
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/together").join(path)
}

/// Reads the documents of a folder in the order of their names.
fn read(folder: &Path, dossier: &Dossier) -> Vec<(Source, Reading)> {
    let entries = std::fs::read_dir(folder).expect("the folder of a set can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).expect("a document can be read");
        let sidecar = std::fs::read(path.with_extension("meta.json")).ok();
        let name = path.file_stem().expect("a document has a name").to_string_lossy().into_owned();
        let item = Item { path: name, bytes, sidecar, ..Item::default() };
        let source = document(&item, Given::default()).expect("a document is text").source;
        let reading = installed::with_reader(|reader| casus_engine::extract(&source, &dossier.registry, reader));
        (source, reading)
    };
    paths.iter().map(read).collect()
}

/// Returns the tellings of each line of a list, by the name of their thread and its kind.
fn listed(list: &str, documents: &[(Source, Reading)]) -> BTreeMap<Telling, (String, ThreadKind)> {
    let mut listed = BTreeMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let [thread, kind, path, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("`{line}` has no four columns")
        };
        let kind = ThreadKind::ALL.into_iter().find(|it| it.word() == kind).expect("a kind of thread");
        let document = documents.iter().position(|(source, _)| source.origin().path == path);
        let document = document.unwrap_or_else(|| panic!("no document is called `{path}`"));
        let records = documents[document].1.records().iter().enumerate();
        let told = records.filter(|(_, record)| match &record.claim {
            Claim::Commitment(it) => kind == ThreadKind::Commitment && it.consequent.quote.text().contains(words),
            Claim::Position(it) => kind == ThreadKind::Position && it.content.text().contains(words),
            Claim::Event(it) => words.split_once(": ").is_some_and(|(what, words)| {
                kind == ThreadKind::Event && it.kind.word() == what && record.quote.text().contains(words)
            }),
            _ => false,
        });
        let places: Vec<usize> = told.map(|(place, _)| place).collect();
        if places.is_empty() {
            println!("no record tells `{words}` in {path}");
        }
        listed.extend(places.into_iter().map(|place| ((document, place), (thread.to_owned(), kind))));
    }
    listed
}

/// Returns the threads of a set as sets of tellings, and the sets that the list makes of them.
fn sets(folder: &Path, list: &str, dossier: &Dossier) -> [Vec<BTreeSet<Telling>>; 2] {
    let documents = read(folder, dossier);
    let listed = listed(list, &documents);
    let place: BTreeMap<String, usize> =
        documents.iter().enumerate().map(|(n, (source, _))| (source.origin().path.clone(), n)).collect();
    let texts: Vec<String> = documents.iter().map(|(source, _)| source.origin().path.clone()).collect();
    let shown = |&(document, record): &Telling, documents: &[(Source, Reading)]| {
        let text = documents[document].1.records()[record].quote.text();
        format!("{}: {}", texts[document], text.chars().take(110).collect::<String>())
    };
    let read = documents.iter().cloned().map(ReadDocument::from).collect::<Vec<_>>();
    let chronicle = Chronicle::of(Remembered::from(read), Tracing::of(dossier, THRESHOLD));
    let threads = chronicle.threads();
    let of_thread = |thread: &casus_engine::ledger::thread::Thread| -> BTreeSet<Telling> {
        let step = |step: &casus_engine::ledger::thread::Step| {
            (place[&chronicle.source(step.document).origin().path], step.record)
        };
        thread.steps.iter().map(step).collect()
    };
    let is_record = |thread: &&casus_engine::ledger::thread::Thread| thread.kind != ThreadKind::Plan;
    let found: Vec<BTreeSet<Telling>> = threads.iter().filter(is_record).map(of_thread).collect();
    let mut by_name: BTreeMap<(String, ThreadKind), BTreeSet<Telling>> = BTreeMap::new();
    let mut alone = Vec::new();
    for telling in found.iter().flatten() {
        match listed.get(telling) {
            Some(name) => drop(by_name.entry(name.clone()).or_default().insert(*telling)),
            None => alone.push(BTreeSet::from([*telling])),
        }
    }
    let expected: Vec<BTreeSet<Telling>> = by_name.into_values().chain(alone).collect();
    for (one, other) in pairs(&found).difference(&pairs(&expected)) {
        println!("wrong:  {}\n        {}", shown(one, &documents), shown(other, &documents));
    }
    for (one, other) in pairs(&expected).difference(&pairs(&found)) {
        println!("missed: {}\n        {}", shown(one, &documents), shown(other, &documents));
    }
    [found, expected]
}

fn pairs(sets: &[BTreeSet<Telling>]) -> BTreeSet<(Telling, Telling)> {
    let of_set = |set: &BTreeSet<Telling>| -> Vec<(Telling, Telling)> {
        let all: Vec<Telling> = set.iter().copied().collect();
        all.iter().enumerate().flat_map(|(n, &one)| all[n + 1..].iter().map(move |&other| (one, other))).collect()
    };
    sets.iter().flat_map(of_set).collect()
}

fn fit([found, expected]: &[Vec<BTreeSet<Telling>>; 2]) -> Fit {
    let set_of = |sets: &[BTreeSet<Telling>], telling: &Telling| -> BTreeSet<Telling> {
        sets.iter().find(|set| set.contains(telling)).expect("each telling is in a set").clone()
    };
    let (mut precision, mut recall, mut count) = (0.0, 0.0, 0.0);
    for telling in found.iter().flatten() {
        let (ours, theirs) = (set_of(found, telling), set_of(expected, telling));
        let both = ours.intersection(&theirs).count() as f64;
        precision += both / ours.len() as f64;
        recall += both / theirs.len() as f64;
        count += 1.0;
    }
    let (ours, theirs) = (pairs(found), pairs(expected));
    let pairs = [ours.len(), ours.intersection(&theirs).count(), theirs.len()];
    Fit { precision: precision / count, recall: recall / count, pairs }
}

/// Checks that the threads of a set fit its list as well as this, in B-cubed and of pairs, precision first.
fn check(folder: &Path, list: &str, dossier: &Dossier, [precision, recall]: [f64; 2], [right, found]: [f64; 2]) {
    let fit = fit(&sets(folder, list, dossier));
    let [ours, both, theirs] = fit.pairs;
    let of_pairs = [both as f64 / ours.max(1) as f64, both as f64 / theirs as f64];
    println!(
        "B-cubed: precision {:.3}, recall {:.3}; pairs: {both} of {ours} right, {both} of {theirs} found",
        fit.precision, fit.recall
    );
    assert!(fit.precision >= precision && fit.recall >= recall, "B-cubed fell: {fit:?}");
    assert!(of_pairs[0] >= right && of_pairs[1] >= found, "the pairs fell: {of_pairs:?} {fit:?}");
}

fn check_here(set: &str, of_all: [f64; 2], of_pairs: [f64; 2]) {
    let list = std::fs::read_to_string(here(set).join("together.tsv")).expect("a set has a list");
    check(&here(set), &list, &Dossier::default(), of_all, of_pairs);
}

#[test]
fn the_tellings_of_the_canal_are_put_together() {
    check_here("canal", [0.99, 0.90], [1.0, 0.80]);
}

#[test]
fn the_tellings_of_the_grain_truce_are_put_together() {
    check_here("grain", [0.99, 0.88], [1.0, 0.80]);
}

#[test]
fn the_tellings_of_the_ridge_are_put_together() {
    check_here("ridge", [0.99, 0.90], [1.0, 0.70]);
}

#[test]
fn the_tellings_of_the_railway_are_put_together() {
    check_here("rail", [0.99, 0.80], [1.0, 0.52]);
}

#[test]
fn the_tellings_of_the_salt_road_are_put_together() {
    let folder = here("../../../../dossiers/salt-road");
    let toml = std::fs::read_to_string(folder.join("dossier.toml")).expect("the dossier has a file");
    let dossier = Dossier::parse(&toml).expect("the file is sound");
    check(&folder.join("documents"), include_str!("salt-road.tsv"), &dossier, [0.99, 0.88], [1.0, 0.5]);
}
