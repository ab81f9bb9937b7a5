//! Where does somebody stand?
//!
//! In go a sentence, whom it names and who says what in it; out come positions. Words that show a stance stand in
//! `data/stances.tsv` with what they take; each way in which English builds them into a sentence has a file of its own
//! here, which says who holds the stance and what it is on.

mod attitude;
mod complement;
mod duty;
mod holder;
mod mood;
mod noun;
mod small_words;
mod state;
mod verb;
mod verdict;

use casus_claim::{Actors, Position, Stance};
use casus_text::Span;

use crate::cast::Cast;
use crate::passage::Passage;
use crate::reason::because;
use crate::statement::Report;
use crate::trace::Row;
use crate::word::Kind;
#[cfg(any(test, feature = "learn"))]
pub(crate) use attitude::examples;
use attitude::{Part, Takes, attitudes};

/// A position with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenPosition {
    pub trigger: Span,
    pub position: Position,
    /// The rule by which it was read.
    pub row: Row,
}

/// What a sentence is read with.
struct Hearing<'a, 'p> {
    passage: &'a Passage<'p>,
    cast: &'a Cast,
    reports: &'a [Report],
}

/// A stance that a word shows.
#[derive(Clone, Debug)]
struct Candidate {
    at: usize,
    holder: Actors,
    stance: Stance,
    content: Span,
    /// By which rule it was found, and where its content was.
    rule: (&'static str, Takes),
}

/// Returns the positions of a sentence in order.
pub(crate) fn positions(passage: &Passage<'_>, cast: &Cast, reports: &[Report]) -> Vec<SeenPosition> {
    let hearing = Hearing { passage, cast, reports };
    let mut candidates: Vec<Candidate> = Vec::new();
    for at in 0..passage.words.len() {
        for candidate in hearing.at_word(at) {
            if !candidates.iter().any(|known| known.says_more_than(&candidate)) {
                candidates.push(candidate);
            }
        }
        let echo = hearing.echo(at, &candidates);
        candidates.extend(echo);
    }
    candidates.into_iter().map(|candidate| hearing.position(candidate)).collect()
}

impl Candidate {
    /// Returns whether another adds nothing to it: the same holder and stance, by the same word or on the same thing.
    fn says_more_than(&self, other: &Self) -> bool {
        let is_same = self.holder == other.holder && self.stance == other.stance;
        let is_word = self.at == other.at && self.rule.0 != "echo";
        is_word || is_same && (self.content.contains(other.content) || other.content.contains(self.content))
    }
}

impl Hearing<'_, '_> {
    /// Returns the stances that a word shows.
    fn at_word(&self, at: usize) -> Vec<Candidate> {
        let word = &self.passage.words[at];
        if word.kind != Kind::Word {
            return Vec::new();
        }
        let lower = word.lower();
        let by_lemma = attitudes(word.lemma).iter().filter(|attitude| attitude.part != Part::State);
        let by_form = attitudes(&lower).iter().filter(|attitude| attitude.part == Part::State);
        let by_table = by_lemma.chain(by_form).filter_map(|attitude| match attitude.part {
            Part::Verb => verb::by_verb(self, attitude, at),
            Part::Affect => verb::by_affect(self, attitude, at),
            Part::State => state::by_state(self, attitude, at),
            Part::Noun => noun::by_noun(self, attitude, at),
            Part::Agent => state::by_agent(self, attitude, at),
            Part::Verdict => None,
        });
        // `Thank you` is a courtesy.
        let is_courtesy =
            |candidate: &Candidate| self.passage.source.slice(candidate.content).eq_ignore_ascii_case("you");
        let first = by_table.into_iter().find(|candidate| !is_courtesy(candidate));
        let others = [verdict::by_name, verdict::by_copula, duty::by_modal, duty::by_order];
        first.into_iter().chain(others.iter().filter_map(|read| read(self, at))).collect()
    }

    /// Returns whether somebody, or the state or body that he speaks for, does what a clause tells.
    fn is_own_deed(&self, holder: &Actors, clause: Span) -> bool {
        let Some(top) = self.passage.top(clause) else { return false };
        let Some(subject) = self.passage.subject_of(top) else { return false };
        let is_meant =
            self.passage.children(top).any(|child| self.passage.words[child].is_any(&["will", "would", "’ll"]));
        let is_inside = clause.contains(self.passage.words[subject].span);
        let doers = self.passage.actors_of(subject);
        let own = holder.ids().iter().flat_map(|id| [Some(*id), self.cast.body_of(*id)]).flatten();
        is_meant && is_inside && own.into_iter().any(|id| doers.contains(&id))
    }

    /// Returns whether a verb is in the passive, by its own helper or that of the verb it is joined to.
    fn is_passive(&self, at: usize) -> bool {
        let word = &self.passage.words[at];
        let is_own = self.passage.child(at, &["auxpass"]).is_some();
        let is_joined = word.tag == "VBN"
            && word.dep == "conj"
            && self.passage.child(at, &["aux", "nsubj"]).is_none()
            && self.passage.child(word.head, &["auxpass"]).is_some();
        is_own || is_joined
    }

    /// Reads `…, and so does Callow`: it stands where the one before stands.
    fn echo(&self, at: usize, before: &[Candidate]) -> Option<Candidate> {
        let words = &self.passage.words;
        let helper =
            words.get(at + 1).filter(|next| words[at].is("so") && matches!(next.lemma, "do" | "be" | "have"))?;
        let subject = self.passage.child(at + 1, &["nsubj"]).filter(|subject| *subject > at);
        let next = || (at + 2 < words.len() && helper.head != at + 2).then_some(at + 2);
        let holder = self.passage.held_by(self.cast, subject.or_else(next)?)?;
        let last = before.last().filter(|last| last.at < at)?;
        Some(Candidate { at, holder, rule: ("echo", last.rule.1), ..last.clone() })
    }

    fn position(&self, candidate: Candidate) -> SeenPosition {
        let passage = self.passage;
        let word = &passage.words[candidate.at];
        let (trigger, because) = (word.span, because(passage, word.span));
        let Candidate { holder, stance, content, rule: (rule, takes), .. } = candidate;
        let row = match rule {
            "modal" | "order" | "echo" => Row::bare(rule),
            _ => Row::of(rule, "stances.tsv", format!("{} {takes}", word.lemma)),
        };
        SeenPosition { trigger, position: Position { holder, stance, content: passage.quote(content), because }, row }
    }
}
