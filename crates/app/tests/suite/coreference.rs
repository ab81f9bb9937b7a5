//! Does the reader know who is who in the documents of `suite/coreference` at least as well as it is recorded to?
//!
//! B³ and LEA are worked out here, so that no Python is needed; `cargo xtask eval coreference` has them from others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use casus_engine::intake::{self as intake, Given, Item};

use crate::annotated::{Annotated, Marked, aligned, parse};
use crate::extract;

/// The mentions of one entity.
type Chain = BTreeSet<(usize, usize)>;

/// What a measure adds up over documents: the part that is right and the whole, of precision and of recall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    precise: (f64, f64),
    recalled: (f64, f64),
}

impl Sums {
    fn add(&mut self, measure: impl Fn(&[Chain], &[Chain]) -> (f64, f64), key: &[Chain], response: &[Chain]) {
        let both = [(&mut self.precise, response, key), (&mut self.recalled, key, response)];
        for (sum, chains, others) in both {
            let (right, whole) = measure(chains, others);
            *sum = (sum.0 + right, sum.1 + whole);
        }
    }

    /// Returns F1 in percent.
    fn f1(&self) -> f64 {
        let (precision, recall) = (self.precise.0 / self.precise.1, self.recalled.0 / self.recalled.1);
        if precision + recall > 0.0 { 200.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// B³: for each mention, how much of its chain is in the other chain that holds it.
fn b_cubed(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let right = |chain: &Chain| {
        let shared = others.iter().map(|other| chain.intersection(other).count());
        shared.map(|shared| (shared * shared) as f64).sum::<f64>() / chain.len() as f64
    };
    (chains.iter().map(right).sum(), chains.iter().map(|chain| chain.len() as f64).sum())
}

/// LEA: for each chain, as important as it is long, how many of its links the other chains have.
fn lea(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let links = |mentions: usize| (mentions * mentions.saturating_sub(1) / 2) as f64;
    let right = |chain: &Chain| {
        let shared = others.iter().map(|other| links(chain.intersection(other).count()));
        chain.len() as f64 * shared.sum::<f64>() / links(chain.len())
    };
    (chains.iter().map(right).sum(), chains.iter().map(|chain| chain.len() as f64).sum())
}

/// Returns the chains of two mentions and more.
fn chains(mentions: &[Marked]) -> Vec<Chain> {
    let mut chains: BTreeMap<&str, Chain> = BTreeMap::new();
    for mention in mentions {
        chains.entry(&mention.entity).or_default().insert((mention.start, mention.end));
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// Returns the mentions that the reader finds in a document.
fn read(document: &Annotated) -> Vec<Marked> {
    let published = document.published.parse().expect("a document has a day of publication");
    let item = Item { path: "document".to_owned(), bytes: document.text.clone().into(), ..Item::default() };
    let given = Given { published: Some(published) };
    let source = intake::document(&item, given).expect("it is text").source;
    assert_eq!(source.text(), document.text, "what arrives is what was marked");
    let reading = extract(&source);
    let mentions = reading.entities().iter().flat_map(|entity| entity.mentions.iter().map(move |span| (entity, *span)));
    let marked = mentions.map(|(entity, span)| Marked {
        start: span.start_bytes(),
        end: span.end_bytes(),
        entity: format!("e{}", entity.id.0),
    });
    marked.collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/coreference")
}

fn documents() -> Vec<Annotated> {
    let entries = std::fs::read_dir(folder()).expect("the folder is part of the suite");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let document = |path: &PathBuf| {
        let file = std::fs::read_to_string(path).expect("a document can be read");
        parse(&file).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
    };
    paths.iter().map(document).collect()
}

#[test]
fn who_is_who_is_known_as_well_as_before() {
    let mut sums: BTreeMap<&str, [Sums; 2]> = BTreeMap::new();
    let documents = documents();
    for document in &documents {
        let key = chains(&document.mentions);
        let response = chains(&aligned(document, &read(document)));
        let [b, l] = sums.entry(&document.half).or_default();
        b.add(b_cubed, &key, &response);
        l.add(lea, &key, &response);
    }
    let row = |(half, [b, l]): (&&str, &[Sums; 2])| format!("{half}\t{:.1}\t{:.1}\n", b.f1(), l.f1());
    let now: String = std::iter::once("half\tB³\tLEA\n".to_owned()).chain(sums.iter().map(row)).collect();
    let path = folder().join("scores.tsv");
    if std::env::var_os("CASUS_BLESS").is_some_and(|value| value == "1") {
        return std::fs::write(&path, now).expect("the scores can be written");
    }
    let recorded = std::fs::read_to_string(&path).unwrap_or_default();
    let figures =
        |table: &str| -> Vec<f64> { table.split(['\t', '\n']).filter_map(|cell| cell.parse().ok()).collect() };
    let (was, is) = (figures(&recorded), figures(&now));
    let holds = was.len() == is.len() && was.iter().zip(&is).all(|(was, is)| is >= was);
    assert!(holds, "recorded:\n{recorded}now:\n{now}hint: if the change is meant, run `cargo xtask bless`");
}

/// The example with which Moosavi and Strube (2016) explain LEA, worked out by hand: (1 + 4/6) / 7 and (2 + 4/6) / 8;
/// B³ on the same is (5/3 + 5/4) / 7 and (2 + 1 + 1) / 8.
#[test]
fn the_measures_are_what_they_are_defined_to_be() {
    let chain = |letters: &str| letters.bytes().map(|letter| (usize::from(letter), usize::from(letter) + 1)).collect();
    let (key, response) = ([chain("abc"), chain("defg")], [chain("ab"), chain("cd"), chain("fghi")]);
    let share = |(right, whole): (f64, f64)| (100.0 * right / whole).round();
    assert_eq!((share(lea(&key, &response)), share(lea(&response, &key))), (24.0, 33.0));
    assert_eq!((share(b_cubed(&key, &response)), share(b_cubed(&response, &key))), (42.0, 50.0));
}
