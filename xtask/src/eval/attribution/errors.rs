//! What goes wrong, and how often? Each error by its kind, worked out from the spans and the words under them.
//!
//! Attributions of both sides are paired by their cues, or where no cues meet by their contents. One of the gold without
//! a partner is missed, one of casus without a partner is false; of a pair each role with other pieces is one error.

use std::collections::BTreeMap;

use super::score::{Attribution, Document, ROLES, Role, Span, common};
use super::words::{CueKinds, Word, naming, opening, whole, within};

/// An error of one kind in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document, by its place in the list.
    pub document: usize,
    /// What people marked.
    pub gold: Vec<Span>,
    /// What casus marked.
    pub seen: Vec<Span>,
}

/// What is wrong, and in which part: “content” and “goes on too long, from a preposition”.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// “attribution”, or the name of a role.
    pub part: &'static str,
    /// What is wrong.
    pub what: String,
}

/// Returns every kind of error with its places, the most frequent first.
pub fn errors(documents: &[Document], words: &[Vec<Word>]) -> Vec<(Kind, Vec<Place>)> {
    let cues = CueKinds::read();
    let mut kinds: BTreeMap<Kind, Vec<Place>> = BTreeMap::new();
    for (number, (document, words)) in documents.iter().zip(words).enumerate() {
        let mut judge = Judge { number, document, words, cues: &cues, kinds: &mut kinds };
        judge.document();
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    kinds
}

struct Judge<'a> {
    number: usize,
    document: &'a Document,
    words: &'a [Word],
    cues: &'a CueKinds,
    kinds: &'a mut BTreeMap<Kind, Vec<Place>>,
}

/// An attribution as its pieces, role by role.
type Pieces = [Vec<Span>; 3];

impl Judge<'_> {
    fn document(&mut self) {
        let pieces = |attribution: &Attribution| ROLES.map(|role| attribution.pieces(role, &self.document.text));
        let gold: Vec<Pieces> = self.document.gold.iter().map(pieces).collect();
        let seen: Vec<Pieces> = self.document.seen.iter().map(pieces).collect();
        let pairs = pairs(&gold, &seen);
        for &(gold_at, seen_at) in &pairs {
            for (place, role) in ROLES.into_iter().enumerate() {
                self.role(role, &gold[gold_at][place], &seen[seen_at][place]);
            }
        }
        let lone = |count: usize, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..count).filter(|&at| !taken(at)).collect()
        };
        for at in lone(gold.len(), &|at| pairs.iter().any(|pair| pair.0 == at)) {
            self.alone("missed", &gold[at], true);
        }
        for at in lone(seen.len(), &|at| pairs.iter().any(|pair| pair.1 == at)) {
            self.alone("false", &seen[at], false);
        }
    }

    /// Tells an attribution that only one side has.
    fn alone(&mut self, how: &str, [source, cue, content]: &Pieces, is_gold: bool) {
        if cue.is_empty() && content.is_empty() {
            return;
        }
        let words = cue.iter().flat_map(|&piece| within(self.words, piece)).cloned().collect::<Vec<_>>();
        let unnamed = if source.is_empty() { ", nobody named" } else { "" };
        let what = format!("{how}: the cue is {}{unnamed}", self.cues.of(&words));
        let all: Vec<Span> = cue.iter().chain(content).copied().collect();
        let (gold, seen) = if is_gold { (all, Vec::new()) } else { (Vec::new(), all) };
        self.tell("attribution", what, gold, seen);
    }

    /// Tells what is wrong with a role of a pair, if anything is.
    fn role(&mut self, role: Role, gold: &[Span], seen: &[Span]) {
        if gold == seen {
            return;
        }
        let named = |pieces: &[Span]| {
            naming(&pieces.iter().flat_map(|&piece| within(self.words, piece)).cloned().collect::<Vec<_>>())
        };
        let meet = gold.iter().any(|&a| seen.iter().any(|&b| common(a, b) > 0));
        let what = match (gold, seen) {
            (_, []) if role == Role::Source => format!("missed: it is {}", named(gold)),
            ([], _) if role == Role::Source => format!("given where nobody is named: {}", named(seen)),
            (_, []) => "missed".to_owned(),
            ([], _) => "given where there is none".to_owned(),
            _ if !meet && role == Role::Source => format!("somebody else: it is {}", named(gold)),
            _ if !meet => "other words".to_owned(),
            _ => self.pieces(gold, seen),
        };
        self.tell(role.word(), what, gold.to_vec(), seen.to_vec());
    }

    /// Tells how pieces differ that meet somewhere.
    fn pieces(&self, gold: &[Span], seen: &[Span]) -> String {
        if gold.len() > seen.len() {
            let is_covered = gold.iter().all(|&a| seen.iter().any(|&b| common(a, b) == a.1 - a.0));
            return if is_covered { "pieces read as one".to_owned() } else { "a piece is lost".to_owned() };
        }
        if seen.len() > gold.len() {
            return "one piece too many".to_owned();
        }
        match gold.iter().zip(seen).find(|(gold, seen)| gold != seen) {
            Some((&gold, &seen)) => self.ends(gold, seen),
            None => "other words".to_owned(),
        }
    }

    /// Tells how two spans differ at their ends.
    fn ends(&self, gold: Span, seen: Span) -> String {
        let mut what = Vec::new();
        if seen.0 < gold.0 {
            what.push(format!("begins too early, with {}", self.part((seen.0, gold.0.min(seen.1)))));
        }
        if seen.0 > gold.0 {
            what.push(format!("begins too late, without {}", self.part((gold.0, seen.0.min(gold.1)))));
        }
        if seen.1 > gold.1 {
            what.push(format!("ends too late, with {}", self.part((gold.1.max(seen.0), seen.1))));
        }
        if seen.1 < gold.1 {
            what.push(format!("ends too early, without {}", self.part((seen.1.max(gold.0), gold.1))));
        }
        if what.len() > 1 { "begins and ends elsewhere".to_owned() } else { what.concat() }
    }

    /// Names the words that one side has and the other has not, by the first of them.
    fn part(&self, span: Span) -> String {
        let words = whole(self.words, span);
        if words.iter().skip(1).any(|word| word.begins_sentence)
            || words.first().is_some_and(|word| word.begins_sentence && words.len() > 1)
        {
            return "another sentence".to_owned();
        }
        opening(&words)
    }

    fn tell(&mut self, part: &'static str, what: String, gold: Vec<Span>, seen: Vec<Span>) {
        let place = Place { document: self.number, gold, seen };
        self.kinds.entry(Kind { part, what }).or_default().push(place);
    }
}

/// Pairs the attributions of both sides, each at most once, those that share most first.
fn pairs(gold: &[Pieces], seen: &[Pieces]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (gold_at, gold) in gold.iter().enumerate() {
        for (seen_at, seen) in seen.iter().enumerate() {
            let [source, cue, content] = [0, 1, 2].map(|role| shared(&gold[role], &seen[role]));
            let is_content = content > 0 && 3 * content >= 2 * length(&gold[2]).max(length(&seen[2]));
            if cue > 0 || is_content {
                all.push((cue > 0, content + source, cue, gold_at, seen_at));
            }
        }
    }
    all.sort_by_key(|&(has_cue, rest, cue, gold_at, seen_at)| {
        (std::cmp::Reverse((has_cue, cue, rest)), gold_at, seen_at)
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (.., gold_at, seen_at) in all {
        if pairs.iter().all(|pair| pair.0 != gold_at && pair.1 != seen_at) {
            pairs.push((gold_at, seen_at));
        }
    }
    pairs
}

fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter().map(|&a| b.iter().map(|&b| common(a, b)).sum::<usize>()).sum()
}

fn length(pieces: &[Span]) -> usize {
    pieces.iter().map(|piece| piece.1 - piece.0).sum()
}

#[cfg(test)]
mod tests;
