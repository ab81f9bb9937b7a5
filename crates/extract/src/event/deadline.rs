//! By when must something be done? Days behind `by` in what must be, and the days on which a mandate or a truce ends.

use casus_claim::{EntityId, EventType};
use casus_syntax::Pos;

use super::candidate::Candidate;
use super::words::Sign;
use crate::passage::Passage;
use crate::time::SeenTime;

/// A day hangs on so many words at most before it comes to its verb.
const STEPS_MAX: usize = 6;

/// A day by which something must be done.
pub(super) struct Deadline<'t> {
    pub at: Candidate,
    pub time: &'t SeenTime,
    /// Who must.
    pub who: Vec<EntityId>,
}

/// Returns the days of a sentence by which something must be done.
pub(super) fn deadlines<'t>(passage: &Passage<'_>, times: &'t [SeenTime]) -> Vec<Deadline<'t>> {
    times.iter().filter_map(|time| deadline(passage, time)).collect()
}

fn deadline<'t>(passage: &Passage<'_>, time: &'t SeenTime) -> Option<Deadline<'t>> {
    let is_day = time.time.start().is_some() && time.time.start() == time.time.end();
    let first = passage.word_from(time.span.start_bytes());
    let is_by = |at: usize| passage.words.get(at).is_some_and(|word| word.is_any(&["by", "before"]));
    // In `by noon on Friday` the hour stands between.
    let is_by = is_by(first) || (1..=3).any(|back| first.checked_sub(back).is_some_and(is_by));
    let verb = passage.verb_above(first)?;
    let is_due = is_by && is_day && passage.is_duty(verb);
    let is_end = is_day && !is_by && passage.lapses(verb);
    let is_until = first > 0 && (passage.words[first - 1].is("until") || passage.words[first].is("until"));
    let is_granted = is_until && is_day && Sign::Grants.is(passage.words[verb].lemma);
    let is_payable = is_day && passage.is_payable(verb);
    if !is_due && !is_end && !is_granted && !is_payable {
        return None;
    }
    let subject = passage.subject_of(verb).filter(|_| is_due && passage.child(verb, &["auxpass"]).is_none());
    let who = subject.map(|subject| passage.actors_of(subject)).unwrap_or_default();
    Some(Deadline { at: Candidate::deadline(verb), time, who })
}

impl Candidate {
    fn deadline(verb: usize) -> Self {
        Self {
            word: None,
            kind: EventType::Deadline,
            head: verb,
            is_verb: true,
            verb: Some(verb),
            tells: None,
            is_object: false,
            behind: None,
            medium: None,
            clauses: Vec::new(),
            attends: false,
        }
    }
}

impl Passage<'_> {
    /// Returns the verb that a word hangs on.
    fn verb_above(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            // A time may begin inside the last word.
            let head = self.words.get(at)?.head;
            if self.is_verbal(at) {
                return Some(at);
            }
            if head == at {
                return None;
            }
            at = head;
        }
        None
    }

    /// Returns whether a verb tells what must be done, or what follows if it is not.
    fn is_duty(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..STEPS_MAX {
            let must = |child: usize| {
                let word = &self.words[child];
                word.dep == "aux" && word.is_any(&["must", "should", "shall"])
                    || word.dep == "mark" && word.is_any(&["unless", "if"])
            };
            if self.children(at).any(must) {
                return true;
            }
            let word = &self.words[at];
            let is_to = self.child(at, &["aux"]).is_some_and(|aux| self.words[aux].tag == "TO");
            if is_to
                && word.dep == "xcomp"
                && self.words[word.head].is_any(&["has", "have", "is", "are", "need", "needs", "had"])
            {
                return true;
            }
            if word.head == at || !matches!(word.dep, "xcomp" | "conj" | "aux" | "acomp") {
                return false;
            }
            at = word.head;
        }
        false
    }

    /// Returns whether something, and no event, is said to be due: `payment is due on 30 June`.
    fn is_payable(&self, verb: usize) -> bool {
        let due =
            self.child(verb, &["acomp"]).filter(|due| self.words[*due].is("due") && self.words[verb].lemma == "be");
        let is_thing = |subject: usize| self.words[subject].pos == Pos::Noun && !self.is_event_noun(subject);
        let subject = self.child(verb, &["nsubj"]);
        due.is_some_and(|due| self.child(due, &["xcomp"]).is_none()) && subject.is_some_and(is_thing)
    }

    /// Returns whether a verb tells that a mandate, a truce or the like comes to its end.
    fn lapses(&self, verb: usize) -> bool {
        let subject = self.child(verb, &["nsubj"]).map(|subject| self.words[subject].lemma.to_lowercase());
        subject.is_some_and(|subject| Sign::Term.is(&subject)) && self.is_phrase(verb, Sign::Lapse)
    }
}
