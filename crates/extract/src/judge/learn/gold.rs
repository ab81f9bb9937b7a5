//! When is a case what people took? When it names one of their actors and much the same words.

use std::collections::{BTreeMap, BTreeSet};

use casus_text::Span;

use super::super::Case;

/// A record that people took from a document.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The kind of record: `commitment`, `position`, …
    pub kind: String,
    /// Where its evidence stands; none where it is the whole text.
    pub span: Option<Span>,
    /// The names of its debtors or holders; `a|b` where each of two names will do, `*` where any will.
    pub actors: Vec<String>,
    /// The words for what is promised or wanted; `*` where any will do.
    pub words: String,
    /// The stance or the type, where the kind has one.
    pub value: String,
    /// Whether a fair reader could leave it.
    pub is_optional: bool,
}

/// The kind of record that is judged.
pub(super) const JUDGED: &str = "commitment";

/// A case shares at least so much of its words with those that people took, as an F1 of tokens.
const SHARE_MIN: f64 = 0.3;

/// Returns whether a case is a record that people took.
pub(super) fn is_right(taken: &Taken, names: &[String], words: &str, case: &Case) -> bool {
    fit(taken, names, words, case) > 0.0
}

/// Returns whether people took the like of a case, whoever acts in it.
pub(super) fn says_it(taken: &Taken, words: &str, case: &Case) -> bool {
    share(taken, words, case) > 0.0
}

/// Returns how well a case fits a record that people took, 0 where it does not.
pub(super) fn fit(taken: &Taken, names: &[String], words: &str, case: &Case) -> f64 {
    if shares_a_name(&taken.actors, names) { share(taken, words, case) } else { 0.0 }
}

/// Returns how well the words of a case fit those that people took, 0 where they do not.
pub(super) fn share(taken: &Taken, words: &str, case: &Case) -> f64 {
    if taken.kind != JUDGED || taken.span.is_some_and(|span| !span.overlaps(case.said)) {
        return 0.0;
    }
    let share = if taken.words == ANY { 1.0 } else { token_f1(&taken.words, words) };
    if share >= SHARE_MIN { share } else { 0.0 }
}

/// A record that people took and one of ours, and how well they fit.
pub(super) struct Pair {
    /// Whether a fair reader could leave it.
    pub is_optional: bool,
    pub fit: f64,
    /// The index of theirs.
    pub taken: usize,
    /// The index of ours.
    pub told: usize,
}

/// Returns the pairs that fit when the best are made first and nothing is paired twice; what a fair reader could leave is
/// paired last.
pub(super) fn matched(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.retain(|pair| pair.fit > 0.0);
    pairs.sort_by(|one, other| one.is_optional.cmp(&other.is_optional).then(other.fit.total_cmp(&one.fit)));
    let (mut taken, mut told) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|pair| {
        let is_free = !taken.contains(&pair.taken) && !told.contains(&pair.told);
        is_free && taken.insert(pair.taken) && told.insert(pair.told)
    });
    pairs
}

/// Returns the share of the shorter span that both cover.
pub(super) fn overlap(one: Span, other: Span) -> f64 {
    one.shared_bytes(other) as f64 / one.len_bytes().min(other.len_bytes()).max(1) as f64
}

/// Stands for any name and any words.
pub(super) const ANY: &str = "*";

pub(super) fn shares_a_name(taken: &[String], names: &[String]) -> bool {
    if taken.iter().any(|name| name == ANY) {
        return true;
    }
    let is_one_of =
        |name: &String| taken.iter().flat_map(|names| names.split('|')).any(|known| fold(known) == fold(name));
    names.iter().any(is_one_of)
}

fn fold(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = ["the ", "an ", "a "].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower);
    let words = bare.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn token_f1(one: &str, other: &str) -> f64 {
    let (one, other) = (tokens(one), tokens(other));
    let common: usize = one.iter().map(|(token, count)| count.min(other.get(token).unwrap_or(&0))).sum();
    let total: usize = one.values().chain(other.values()).sum();
    if total == 0 { 0.0 } else { 2.0 * common as f64 / total as f64 }
}

fn tokens(text: &str) -> BTreeMap<String, usize> {
    let lower = text.to_lowercase();
    let mut tokens = BTreeMap::new();
    for token in lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|token| !token.is_empty()) {
        *tokens.entry(token.to_owned()).or_default() += 1;
    }
    tokens
}
