//! Was it held, does it go on, is it to come? What tense, mood and the words around say of an event, as of its document.

use casus_claim::{EventStatus, EventType};
use jiff::civil::Date;

use super::candidate::Candidate;
use super::when::is_weekday;
use super::words::{Sign, Tells};
use crate::passage::Passage;
use crate::time::SeenTime;

/// A verb hangs on so many others at most.
const STEPS_MAX: usize = 8;

/// What the form of a verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    /// `are meeting`
    Ongoing,
    Ahead,
    Possible,
}

/// Returns the status of an event, and whether a past tense tells it; none where the sentence denies it, or only
/// supposes it.
pub(super) fn status(
    passage: &Passage<'_>,
    candidate: &Candidate,
    time: Option<&SeenTime>,
    published: Option<Date>,
) -> Option<(EventStatus, bool)> {
    let is_own = candidate.is_verb || candidate.tells == Some(Tells::Told);
    let tense = candidate.verb.filter(|_| is_own).and_then(|verb| passage.tense(verb));
    let worded = if candidate.is_verb { of_tense(tense?) } else { of_noun(passage, candidate)? };
    let is_there = candidate.behind.is_some_and(|at| passage.words[at].is_any(&["at", "during", "in", "on"]));
    let above = || candidate.verb.and_then(|verb| passage.tense(verb));
    let is_past =
        (tense == Some(Tense::Past) || is_there && above() == Some(Tense::Past)) && worded == EventStatus::Held;
    let tense = if is_past { Some(Tense::Past) } else { tense };
    Some((as_of(worded, tense, time, published), is_past))
}

fn of_tense(tense: Tense) -> EventStatus {
    match tense {
        Tense::Past | Tense::Present => EventStatus::Held,
        Tense::Ongoing => EventStatus::Ongoing,
        Tense::Ahead => EventStatus::Planned,
        Tense::Possible => EventStatus::Possible,
    }
}

/// Holds the words against the day of the document.
fn as_of(worded: EventStatus, tense: Option<Tense>, time: Option<&SeenTime>, published: Option<Date>) -> EventStatus {
    let Some((seen, day)) = time.zip(published) else { return worded };
    let is_after = seen.time.start().is_some_and(|start| start > day);
    let is_over = seen.time.end().is_some_and(|end| end < day);
    let is_span = seen.time.start() < seen.time.end();
    let is_present = matches!(tense, Some(Tense::Present | Tense::Ongoing));
    match worded {
        EventStatus::Held if is_after && tense != Some(Tense::Past) => EventStatus::Planned,
        // `The summit opens on Friday`: the present tells of the week to come.
        EventStatus::Held | EventStatus::Ongoing if is_present && is_over && is_weekday(seen) => EventStatus::Planned,
        EventStatus::Held if tense == Some(Tense::Present) && !is_over && is_span => EventStatus::Ongoing,
        EventStatus::Ongoing if is_after => EventStatus::Planned,
        EventStatus::Ongoing if is_over => EventStatus::Held,
        EventStatus::Planned if is_over && !is_weekday(seen) && tense.is_none() => EventStatus::Held,
        other => other,
    }
}

fn of_noun(passage: &Passage<'_>, candidate: &Candidate) -> Option<EventStatus> {
    let modified = modified(passage, candidate.head);
    if passage.is_wanting(candidate.head) {
        return None;
    }
    if candidate.kind == EventType::Deadline {
        return Some(EventStatus::Planned);
    }
    let tense = candidate.verb.map(|verb| passage.tense(verb));
    let is_carried = candidate.tells.is_some();
    match candidate.tells {
        Some(Tells::Cancelled) => {
            let is_done = matches!(tense, Some(Some(Tense::Past | Tense::Present)));
            return Some(if is_done { EventStatus::Cancelled } else { EventStatus::Planned });
        }
        Some(Tells::Planned) => {
            let is_denied = tense == Some(None);
            return (!is_denied).then_some(EventStatus::Planned);
        }
        Some(Tells::Possible) => {
            return tense.flatten().map(|_| modified.unwrap_or(EventStatus::Possible));
        }
        _ => {}
    }
    if let Some(verb) = candidate.verb.filter(|_| is_carried) {
        if passage.is_called_off(verb) {
            return Some(EventStatus::Cancelled);
        }
        if let Some(status) = passage.state(verb) {
            return tense.flatten().map(|_| status);
        }
    }
    if let Some(status) = modified.filter(|status| *status == EventStatus::Cancelled || !is_carried) {
        return Some(status);
    }
    if let Some(behind) = candidate.behind {
        return behind_preposition(passage, candidate, behind, tense);
    }
    match tense {
        Some(None) => None,
        Some(Some(Tense::Present | Tense::Possible)) if modified == Some(EventStatus::Planned) => modified,
        Some(Some(Tense::Present)) if is_carried && candidate.kind == EventType::Meeting => Some(EventStatus::Ongoing),
        Some(Some(tense)) if is_carried => Some(of_tense(tense)),
        Some(Some(Tense::Possible)) => Some(modified.unwrap_or(EventStatus::Possible)),
        _ => Some(modified.unwrap_or(EventStatus::Held)),
    }
}

/// Returns what a preposition before an event and the verb above say of it.
fn behind_preposition(
    passage: &Passage<'_>,
    candidate: &Candidate,
    behind: usize,
    tense: Option<Option<Tense>>,
) -> Option<EventStatus> {
    let link = &passage.words[behind];
    let is_ahead = link.is("before") || link.is("of") && passage.words[link.head].is("ahead") || link.is("until");
    if candidate.kind == EventType::Attack && tense != Some(Some(Tense::Possible)) {
        return Some(EventStatus::Held);
    }
    let is_there = link.is_any(&["at", "during", "in", "on", "for"]);
    match tense {
        Some(Some(Tense::Ahead)) if is_there || is_ahead => Some(EventStatus::Planned),
        Some(Some(Tense::Possible)) if !link.is_any(&["after", "since", "following"]) => Some(EventStatus::Possible),
        Some(Some(Tense::Present | Tense::Ongoing)) if is_ahead => Some(EventStatus::Planned),
        _ if is_ahead && candidate.kind != EventType::Attack => Some(EventStatus::Planned),
        // `prepares for a summit`, `calls for a summit`
        Some(Some(_)) if link.is("for") && Sign::Ahead.is(passage.words[link.head].lemma) => Some(EventStatus::Planned),
        Some(Some(_)) if link.is("for") && Sign::Open.is(passage.words[link.head].lemma) => Some(EventStatus::Possible),
        _ => Some(EventStatus::Held),
    }
}

/// Returns what the words before a noun say: `the next round`, `an ongoing visit`.
fn modified(passage: &Passage<'_>, noun: usize) -> Option<EventStatus> {
    let is_before = |child: &usize| *child < noun && matches!(passage.words[*child].dep, "amod" | "advmod" | "nmod");
    let mut before = passage.children(noun).filter(is_before).map(|child| passage.words[child].lower());
    before.find_map(|word| match word.as_str() {
        word if Sign::Off.is(word) => Some(EventStatus::Cancelled),
        word if Sign::Next.is(word) => Some(EventStatus::Planned),
        word if Sign::Present.is(word) => Some(EventStatus::Ongoing),
        word if Sign::Past.is(word) => Some(EventStatus::Held),
        _ => None,
    })
}

impl Passage<'_> {
    /// Returns whether a noun is wanting: `no meeting`, `without talks`.
    fn is_wanting(&self, noun: usize) -> bool {
        let is_needy = |at: usize| Sign::Needy.is(&self.words[at].lower());
        self.children(noun).any(|child| self.words[child].dep == "det" && is_needy(child))
            || self.words[noun].dep == "pobj" && is_needy(self.words[noun].head)
    }

    /// Returns what the form of a verb says, those included on which it hangs; none where it is denied or supposed.
    pub(super) fn tense(&self, verb: usize) -> Option<Tense> {
        let mut at = verb;
        for _ in 0..STEPS_MAX {
            if self.is_denied(at) || self.is_supposed(at) {
                return None;
            }
            if let Some(tense) = self.mood(at) {
                return Some(tense);
            }
            let word = &self.words[at];
            let head = word.head;
            let is_infinitive = self.child(at, &["aux"]).is_some_and(|aux| self.words[aux].tag == "TO");
            if is_infinitive || word.tag == "VB" && word.dep == "xcomp" {
                if head == at {
                    return None;
                }
                let lemma = self.words[head].lemma;
                // `the meeting, to be held in May`, `a plan to meet`
                if matches!(word.dep, "acl" | "relcl") {
                    return Some(if Sign::Open.is(lemma) { Tense::Possible } else { Tense::Ahead });
                }
                if Sign::Ahead.is(lemma) {
                    return self.tense(head).map(|above| if above == Tense::Possible { above } else { Tense::Ahead });
                }
                if Sign::Refused.is(lemma) {
                    return None;
                }
                if Sign::Open.is(lemma) {
                    return self.tense(head).map(|_| Tense::Possible);
                }
                if !Sign::Done.is(lemma) {
                    return None;
                }
                at = head;
                continue;
            }
            let above = &self.words[head];
            // `proposed that they meet`
            if word.dep == "ccomp" && matches!(word.tag, "VB" | "VBP") && Sign::Open.is(above.lemma) {
                return self.tense(head).map(|_| Tense::Possible);
            }
            // `looks forward to seeing her`
            if word.dep == "pcomp" && above.is("to") && self.words[above.head].lemma == "look" {
                return Some(Tense::Ahead);
            }
            if let Some(tense) = self.form(at) {
                return Some(tense);
            }
            if head == at {
                return (word.tag != "VB").then_some(Tense::Past);
            }
            let link = &self.words[head];
            if word.dep == "pcomp" && link.is_any(&["after", "following", "since", "upon"]) {
                return Some(Tense::Past);
            }
            if word.dep == "pcomp" && Sign::Notional.is(&link.lower()) {
                return Some(Tense::Possible);
            }
            at = head;
            while !self.is_verbal(at) && self.words[at].head != at {
                at = self.words[at].head;
            }
        }
        None
    }

    /// Returns whether a verb tells that what was to come will not be: `will not take place`.
    fn is_called_off(&self, verb: usize) -> bool {
        Sign::TakesPlace.is(self.words[verb].lemma) && self.is_denied(verb) && self.mood(verb) == Some(Tense::Ahead)
    }

    /// Returns what a verb of being says of an event: `is possible`, `is over`, `are under way`.
    pub(super) fn state(&self, verb: usize) -> Option<EventStatus> {
        if self.words[verb].lemma != "be" {
            return None;
        }
        self.children(verb).find_map(|child| match self.words[child].lower().as_str() {
            "possible" | "likely" | "conceivable" => Some(EventStatus::Possible),
            "over" => Some(EventStatus::Held),
            "under" | "underway" => Some(EventStatus::Ongoing),
            "off" => Some(EventStatus::Cancelled),
            _ => None,
        })
    }

    /// Returns what the auxiliaries of a verb say.
    fn mood(&self, at: usize) -> Option<Tense> {
        // `said that it would come and would stay`
        let first = std::iter::successors(Some(self.clause_of(at)), |at| {
            let word = &self.words[*at];
            (word.dep == "conj" && word.head < *at).then_some(word.head)
        });
        let clause = first.take(STEPS_MAX).last().unwrap_or(at);
        let is_reported = matches!(self.words[clause].dep, "ccomp" | "relcl" | "acl");
        self.children(at).filter(|child| self.words[*child].dep == "aux").find_map(|aux| {
            let word = self.words[aux].lower();
            match word.as_str() {
                "will" | "shall" | "'ll" | "’ll" | "wo" => Some(Tense::Ahead),
                "would" | "'d" | "’d" if is_reported => Some(Tense::Ahead),
                "may" | "might" | "could" | "can" | "would" | "'d" | "’d" | "should" | "must" => {
                    Some(Tense::Possible)
                }
                _ => None,
            }
        })
    }

    /// Returns what the form of a verb itself says.
    fn form(&self, at: usize) -> Option<Tense> {
        let helper = |words: &[&str]| {
            let is_helper = |child: &usize| matches!(self.words[*child].dep, "aux" | "auxpass");
            self.children(at).filter(is_helper).any(|child| self.words[child].is_any(words))
        };
        match self.words[at].tag {
            "VBD" => Some(Tense::Past),
            // A verb that the tagger has taken for a noun has the form of one in the plural.
            "VBZ" | "VBP" | "NNS" => Some(Tense::Present),
            "VBN" if helper(&["has", "have", "had", "'ve", "’ve", "having", "was", "were", "been"]) => {
                Some(Tense::Past)
            }
            "VBN" if helper(&["is", "are", "'s", "’s", "'re", "’re"]) => Some(Tense::Present),
            "VBN" if matches!(self.words[at].dep, "acl" | "ROOT") => Some(Tense::Past),
            "VBG" if helper(&["was", "were"]) => Some(Tense::Past),
            "VBG" if helper(&["is", "are", "'s", "’s", "'re", "’re", "'m", "been", "am"]) => Some(Tense::Ongoing),
            "VB" if helper(&["did"]) => Some(Tense::Past),
            "VB" if helper(&["do", "does"]) => Some(Tense::Present),
            _ => None,
        }
    }

    /// Returns whether a verb is denied.
    fn is_denied(&self, at: usize) -> bool {
        let is_none = |child: usize| {
            let word = &self.words[child];
            let subject = matches!(word.dep, "nsubj" | "nsubjpass");
            word.dep == "neg"
                || word.dep == "advmod" && word.is_any(&["never", "neither", "nor"])
                || word.dep == "preconj" && word.is("neither")
                || subject && (word.is_any(&["none", "neither", "nobody"]) || self.is_wanting(child))
        };
        self.children(at).any(is_none)
    }

    /// Returns whether a verb stands in a clause that only supposes it: `unless they sign`.
    fn is_supposed(&self, at: usize) -> bool {
        let is_mark = |child: usize| {
            let word = &self.words[child];
            let is_inverted = word.is("should") && word.dep == "aux" && self.words[at].dep == "advcl";
            is_inverted
                || matches!(word.dep, "mark" | "advmod") && !word.is("should") && Sign::Hypothetical.is(&word.lower())
        };
        // `if they agree and vote`
        let first = std::iter::successors(Some(at), |at| {
            let word = &self.words[*at];
            (word.dep == "conj" && word.head < *at).then_some(word.head)
        });
        let at = first.take(STEPS_MAX).last().unwrap_or(at);
        let head = &self.words[self.words[at].head];
        let is_proviso =
            matches!(self.words[at].dep, "ccomp" | "pcomp" | "advcl") && Sign::Hypothetical.is(&head.lower());
        is_proviso || self.children(at).any(is_mark) || self.is_awaited(at)
    }

    /// Returns whether a verb stands behind `as soon as`.
    fn is_awaited(&self, at: usize) -> bool {
        self.children(at)
            .filter(|child| self.words[*child].dep == "mark" && self.words[*child].is("as"))
            .any(|mark| mark >= 2 && self.words[mark - 1].is_any(&["soon", "long"]) && self.words[mark - 2].is("as"))
    }
}
