//! Was it held, does it go on, is it to come? What tense, mood and the words around say of an event, as of its document.

use casus_claim::{EventStatus, EventType};
use jiff::civil::Date;

use super::candidate::Candidate;
use super::tense::Tense;
use super::when::is_weekday;
use super::words::{Sign, Tells};
use crate::passage::Passage;
use crate::time::SeenTime;

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
    // `The two would meet in May`: what was to come, told back.
    let is_would = |verb: usize| passage.children(verb).any(|child| passage.words[child].is("would"));
    let is_ahead = || time.and_then(|seen| seen.time.start()).zip(published).is_some_and(|(start, day)| start > day);
    let is_told_back = worded == EventStatus::Possible && candidate.verb.is_some_and(is_would) && is_ahead();
    let worded = if is_told_back { EventStatus::Planned } else { worded };
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
    // `perhaps followed by further talks`
    let is_hedged = |verb: usize| {
        passage.children(verb).any(|child| {
            let word = &passage.words[child];
            word.dep == "advmod" && Sign::Hedge.is(&word.lower())
        })
    };
    let is_open = modified == Some(EventStatus::Planned) && candidate.verb.is_some_and(is_hedged);
    let modified = if is_open { Some(EventStatus::Possible) } else { modified };
    if passage.is_wanting(candidate.head) {
        return None;
    }
    if candidate.kind == EventType::Deadline {
        return Some(EventStatus::Planned);
    }
    let tense = candidate.verb.map(|verb| passage.tense(verb));
    let is_carried = candidate.tells.is_some();
    if let Some(status) = of_carrier(passage, candidate, tense, modified) {
        return status;
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

/// Returns what the verb that carries an event says of it besides its tense; nothing where it says no more.
fn of_carrier(
    passage: &Passage<'_>,
    candidate: &Candidate,
    tense: Option<Option<Tense>>,
    modified: Option<EventStatus>,
) -> Option<Option<EventStatus>> {
    let is_done = matches!(tense, Some(Some(Tense::Past | Tense::Present)));
    let is_denied = tense == Some(None);
    match candidate.tells? {
        Tells::Cancelled => Some(Some(if is_done { EventStatus::Cancelled } else { EventStatus::Planned })),
        Tells::Planned => Some((!is_denied).then_some(EventStatus::Planned)),
        Tells::Possible => Some(tense.flatten().map(|_| modified.unwrap_or(EventStatus::Possible))),
        Tells::Told => {
            let verb = candidate.verb?;
            if passage.is_called_off(verb) {
                return Some(Some(EventStatus::Cancelled));
            }
            passage.state(verb).map(|status| tense.flatten().map(|_| status))
        }
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
    // `the deadlock in the talks`, `progress in the talks`: they go on, whatever is said of it.
    if link.is("in") && Sign::Course.is(passage.words[link.head].lemma) && !passage.is_verbal(link.head) {
        return Some(EventStatus::Ongoing);
    }
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
    before.find_map(|word| match &*word {
        word if Sign::Maybe.is(word) => Some(EventStatus::Possible),
        word if Sign::Off.is(word) => Some(EventStatus::Cancelled),
        word if Sign::Next.is(word) => Some(EventStatus::Planned),
        word if Sign::Present.is(word) => Some(EventStatus::Ongoing),
        word if Sign::Past.is(word) => Some(EventStatus::Held),
        _ => None,
    })
}

impl Passage<'_> {
    /// Returns whether a noun is wanting: `no meeting`, `without talks`.
    pub(super) fn is_wanting(&self, noun: usize) -> bool {
        let is_needy = |at: usize| Sign::Needy.is(&self.words[at].lower());
        self.children(noun).any(|child| self.words[child].dep == "det" && is_needy(child))
            || self.words[noun].dep == "pobj" && is_needy(self.words[noun].head)
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
        self.children(verb).find_map(|child| match &*self.words[child].lower() {
            "possible" | "likely" | "conceivable" => Some(EventStatus::Possible),
            "over" => Some(EventStatus::Held),
            "under" | "underway" => Some(EventStatus::Ongoing),
            "off" => Some(EventStatus::Cancelled),
            _ => None,
        })
    }
}
