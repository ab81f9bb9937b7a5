//! How many of the spans are right? The measures that `measure.py` beside the corpora takes, to the letter.
//!
//! Each role of a document gives a set of spans, without the white space and marks at their ends; a role in several
//! pieces gives a span a piece. A span is exact when the other side has the same, and overlaps when one of the other side
//! shares at least half of the shorter of the two.

use std::collections::BTreeSet;

use serde::Deserialize;

/// `[start, end)` in code points.
pub type Span = (usize, usize);

/// The roles of an attribution, in the order in which they are told.
pub const ROLES: [Role; 3] = [Role::Source, Role::Cue, Role::Content];

/// A part of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that attribute it.
    Cue,
    /// What is attributed.
    Content,
}

impl Role {
    /// Returns its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
        }
    }
}

/// An attribution on the wire.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attribution {
    source: Option<Vec<Span>>,
    cue: Option<Vec<Span>>,
    content: Option<Vec<Span>>,
}

impl Attribution {
    /// Returns the pieces of a role without what does not count at their ends, in order, and none twice.
    pub fn pieces(&self, role: Role, text: &[char]) -> Vec<Span> {
        let pieces = match role {
            Role::Source => &self.source,
            Role::Cue => &self.cue,
            Role::Content => &self.content,
        };
        let all: BTreeSet<Span> = pieces.iter().flatten().filter_map(|&piece| trimmed(piece, text)).collect();
        all.into_iter().collect()
    }
}

/// A text with what people found in it and what casus did.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: Vec<char>,
    /// What people wrote down.
    pub gold: Vec<Attribution>,
    /// What casus gave.
    pub seen: Vec<Attribution>,
}

/// How many spans of a role there are, and how many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The spans of the gold.
    pub gold: usize,
    /// The spans of casus.
    pub seen: usize,
    /// Those that both have.
    pub exact: usize,
    /// Spans of the gold that one of casus overlaps.
    pub gold_found: usize,
    /// Spans of casus that one of the gold overlaps.
    pub seen_found: usize,
}

impl Count {
    /// Counts the spans of a role in all documents.
    pub fn of(documents: &[Document], role: Role) -> Self {
        let mut count = Self::default();
        for document in documents {
            let spans = |all: &[Attribution]| -> BTreeSet<Span> {
                all.iter().flat_map(|attribution| attribution.pieces(role, &document.text)).collect()
            };
            let (gold, seen) = (spans(&document.gold), spans(&document.seen));
            count.gold += gold.len();
            count.seen += seen.len();
            count.exact += gold.intersection(&seen).count();
            count.gold_found += found(&gold, &seen);
            count.seen_found += found(&seen, &gold);
        }
        count
    }

    /// Returns the F1 of exact spans, in percent.
    pub fn exact_f1(self) -> f64 {
        f1(share(self.exact, self.seen), share(self.exact, self.gold))
    }

    /// Returns the F1 of overlapping spans, in percent.
    pub fn overlap_f1(self) -> f64 {
        f1(share(self.seen_found, self.seen), share(self.gold_found, self.gold))
    }

    /// Returns the precision and the recall of exact spans, in percent.
    pub fn exact_shares(self) -> (f64, f64) {
        (100.0 * share(self.exact, self.seen), 100.0 * share(self.exact, self.gold))
    }
}

/// Returns how many code points two spans share.
pub fn common(a: Span, b: Span) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Counts the spans of one side that the other overlaps by half of the shorter.
fn found(these: &BTreeSet<Span>, others: &BTreeSet<Span>) -> usize {
    let overlaps = |a: &Span, b: &Span| 2 * common(*a, *b) >= (a.1 - a.0).min(b.1 - b.0);
    these.iter().filter(|this| others.iter().any(|other| overlaps(this, other))).count()
}

/// Returns a span without the white space and marks at its ends; none where nothing is left or it leaves the text.
fn trimmed((start, end): Span, text: &[char]) -> Option<Span> {
    let counts = |letter: &char| !" \n\t“”\"‘’',.;:".contains(*letter);
    let words = text.get(start..end.min(text.len()))?;
    let first = words.iter().position(counts)?;
    let last = words.iter().rposition(counts)?;
    Some((start + first, start + last + 1))
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 200.0 * precision * recall / sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We will pay,” Ann Berg said, “and soon.” Norland hopes it holds.";

    fn attributions(json: &str) -> Vec<Attribution> {
        serde_json::from_str(json).expect("these are attributions")
    }

    fn check(gold: &str, seen: &str, expect: [(Count, &str); 3]) {
        let document = Document { text: TEXT.chars().collect(), gold: attributions(gold), seen: attributions(seen) };
        for (role, (count, figures)) in ROLES.into_iter().zip(expect) {
            let found = Count::of(std::slice::from_ref(&document), role);
            assert_eq!(found, count, "{role:?}");
            assert_eq!(format!("{:.1} {:.1}", found.exact_f1(), found.overlap_f1()), figures, "{role:?}");
        }
    }

    fn count(gold: usize, seen: usize, exact: usize, gold_found: usize, seen_found: usize) -> Count {
        Count { gold, seen, exact, gold_found, seen_found }
    }

    /// What `measure.py attribution` says of the same lines.
    #[test]
    fn exact_and_overlapping_spans_are_counted() {
        check(
            r#"[{"source": [[15, 23]], "cue": [[24, 28]], "content": [[0, 14], [30, 41]]},
                {"source": [[42, 49]], "cue": [[50, 55]], "content": [[56, 64]]}]"#,
            r#"[{"source": [[19, 23]], "cue": [[24, 29]], "content": [[1, 12], [31, 40], [56, 58]]},
                {"source": [], "cue": null, "content": [[60, 60]]}]"#,
            [
                (count(2, 1, 0, 1, 1), "0.0 66.7"),
                (count(2, 1, 1, 1, 1), "66.7 66.7"),
                (count(3, 3, 2, 3, 3), "66.7 100.0"),
            ],
        );
    }

    #[test]
    fn a_span_counts_once_however_many_attributions_have_it() {
        let twice = r#"[{"source": [[15, 23]]}, {"source": [[15, 23]]}]"#;
        check(
            twice,
            "[]",
            [(count(1, 0, 0, 0, 0), "0.0 0.0"), (count(0, 0, 0, 0, 0), "0.0 0.0"), (count(0, 0, 0, 0, 0), "0.0 0.0")],
        );
        check(
            twice,
            twice,
            [
                (count(1, 1, 1, 1, 1), "100.0 100.0"),
                (count(0, 0, 0, 0, 0), "0.0 0.0"),
                (count(0, 0, 0, 0, 0), "0.0 0.0"),
            ],
        );
    }

    #[test]
    fn marks_and_white_space_at_the_ends_do_not_count() {
        let text: Vec<char> = TEXT.chars().collect();
        assert_eq!(trimmed((0, 14), &text), Some((1, 12)));
        assert_eq!(trimmed((28, 31), &text), None);
        assert_eq!(trimmed((60, 900), &text), Some((60, 64)));
        assert_eq!(trimmed((900, 901), &text), None);
    }
}
