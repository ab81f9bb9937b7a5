//! In which groups are lines shown?
//!
//! Sure lines apart from unsure ones, promises by strength, positions by actor.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Condition, PropositionId, Status};
use casus_engine::page::{AuthorityLine, ComingLine, Evidence, FigureLine, GeneralClaim, Page, PositionLine, Promise};
use casus_text::Span;

use super::words;

/// A line that is either sure or not.
pub trait Line {
    /// Returns whether the confidence reaches the threshold.
    fn is_sure(&self) -> bool;
}

macro_rules! lines {
    ($($name:ty),+) => { $(impl Line for $name { fn is_sure(&self) -> bool { self.is_sure } })+ };
}
lines!(Promise, GeneralClaim, FigureLine, PositionLine, AuthorityLine, ComingLine);

/// Lines of one section, the sure ones apart.
pub struct Parted<'a, L> {
    /// Those that reach the threshold.
    pub sure: Vec<&'a L>,
    /// Those that do not.
    pub unsure: Vec<&'a L>,
}

/// Parts the sure lines of a section from the others, keeping their order.
pub fn parted<L: Line>(lines: &[L]) -> Parted<'_, L> {
    let (sure, unsure) = lines.iter().partition(|line| line.is_sure());
    Parted { sure, unsure }
}

/// Returns how a proposition bears on a condition, where the condition is not simply waiting for it: `if not` under a
/// negation, `or` where another would do as well.
pub fn bearing(condition: &Condition<PropositionId>, id: &PropositionId) -> Option<&'static str> {
    let inside = |parts: &[Condition<PropositionId>]| parts.iter().find_map(|part| bearing(part, id));
    let speaks_of_it = |part: &Condition<PropositionId>| part.atoms().contains(&id);
    match condition {
        Condition::Atom(_) => None,
        Condition::Not(part) => speaks_of_it(part).then_some("if not"),
        Condition::All(parts) => inside(parts),
        Condition::Any(parts) => inside(parts).or_else(|| parts.iter().any(speaks_of_it).then_some("or")),
        Condition::AtLeast { of, .. } => inside(of).or_else(|| of.iter().any(speaks_of_it).then_some("among others")),
    }
}

/// Groups promises by strength, strongest first.
pub fn by_strength<'a>(promises: &[&'a Promise]) -> Vec<(Status, Vec<&'a Promise>)> {
    let of = |status| promises.iter().copied().filter(|promise| promise.status == status).collect::<Vec<_>>();
    words::STRENGTHS.iter().map(|&status| (status, of(status))).filter(|(_, group)| !group.is_empty()).collect()
}

/// Groups positions by holder, in the order in which holders first come.
pub fn by_holder<'a>(positions: &[&'a PositionLine]) -> Vec<(String, Vec<&'a PositionLine>)> {
    let mut groups: Vec<(String, Vec<&PositionLine>)> = Vec::new();
    for &position in positions {
        let holder = words::names(&position.holder);
        match groups.iter_mut().find(|(name, _)| *name == holder) {
            Some((_, group)) => group.push(position),
            None => groups.push((holder, vec![position])),
        }
    }
    groups
}

/// Returns the places of the gates, those first on which most of the sure promises wait.
pub fn gates_by_weight(page: &Page) -> Vec<usize> {
    let mut weights: BTreeMap<&PropositionId, usize> = BTreeMap::new();
    for antecedent in
        page.promises.iter().filter(|promise| promise.is_sure).filter_map(|promise| promise.antecedent.as_ref())
    {
        let atoms: BTreeSet<_> = antecedent.atoms().into_iter().collect();
        atoms.into_iter().for_each(|id| *weights.entry(id).or_default() += 1);
    }
    let weight = |idx: usize| weights.get(&page.gates[idx].proposition.id).copied().unwrap_or(0);
    let mut places: Vec<_> = (0..page.gates.len()).collect();
    places.sort_by_key(|&idx| Reverse(weight(idx)));
    places
}

/// Returns the words to show for a proposition: its label, or its name when the page has no gate for it.
pub fn label(page: &Page, id: &PropositionId) -> String {
    let gate = page.gates.iter().find(|gate| gate.proposition.id == *id);
    gate.map_or_else(|| id.0.clone(), |gate| gate.proposition.label.clone())
}

/// More documents than this are summed up at the head of the page and listed further down, so that the answer stays
/// within sight.
const SOURCES_MAX: usize = 8;

/// Returns whether there are too many documents to list before the answer.
pub fn has_many_sources(page: &Page) -> bool {
    page.documents.len() > SOURCES_MAX
}

/// A sentence that gave no line.
pub struct Silent {
    /// The document, counted from 0.
    pub source: usize,
    /// The sentence, counted from 0.
    pub sentence: usize,
    /// Where it stands.
    pub span: Span,
}

/// Lists the sentences that gave no line, in the order of the documents.
pub fn silent(page: &Page) -> Vec<Silent> {
    let documents = page.documents.iter().enumerate();
    let each = documents.flat_map(|(source, document)| {
        let sentences = document.sentences.iter().enumerate().filter(|(_, sentence)| !sentence.gave_a_line);
        sentences.map(move |(idx, sentence)| Silent { source, sentence: idx, span: sentence.span })
    });
    each.collect()
}

/// Returns how many sentences the documents have.
pub fn sentence_count(page: &Page) -> usize {
    page.documents.iter().map(|document| document.sentences.len()).sum()
}

/// Lists all evidence of a page.
pub fn evidence(page: &Page) -> Vec<&Evidence> {
    let mut all: Vec<&Evidence> = page.gates.iter().flat_map(|gate| &gate.evidence).collect();
    all.extend(page.promises.iter().map(|line| &line.evidence));
    all.extend(page.general_claims.iter().map(|line| &line.evidence));
    all.extend(page.figures.iter().map(|line| &line.evidence));
    all.extend(page.positions.iter().map(|line| &line.evidence));
    all.extend(page.authorities.iter().map(|line| &line.evidence));
    all.extend(page.coming.iter().map(|line| &line.evidence));
    all.extend(page.disagreements.iter().flat_map(|disagreement| &disagreement.sides));
    all
}
