//! Do the words tell of an event at all, or only speak of such things: `talks are needed`?

use casus_claim::{EntityId, EventStatus, EventType};

use super::Telling;
use super::near::Sight;
use super::who::Company;
use super::words::{EventWord, Sign, Tells};

/// What is known of an event that may be one.
pub(super) struct Details<'a> {
    pub sight: &'a Sight<'a>,
    pub company: &'a Company,
    /// How far its time stands from it in the tree.
    pub time: Option<usize>,
    pub place: Option<EntityId>,
    pub status: EventStatus,
}

/// A noun tells of an event from so much weight on.
const WEIGHT_MIN: i32 = 2;

/// A time that stands nearer is the event's own.
const OWN_STEPS_MAX: usize = 3;

/// Returns how the words tell of an event; none where they tell of none.
pub(super) fn telling(details: &Details<'_>) -> Option<Telling> {
    let candidate = details.sight.candidate;
    if details.is_loose_act() || details.is_vague() {
        return None;
    }
    let count = details.company.count();
    if candidate.attends {
        return (count > 0).then_some(Telling::Attendance);
    }
    if candidate.is_verb && candidate.medium.is_some() {
        let speaks = count > 1 || count == 1 && (details.company.has_hearer || details.company.is_several);
        let tells = || candidate.word.is_some_and(|word| details.verb_tells(word));
        return (speaks || tells()).then_some(Telling::Anew);
    }
    if candidate.is_verb && candidate.kind == EventType::Deployment {
        let tells = details.is_placed() && (count > 0 || candidate.word.is_some());
        return tells.then_some(Telling::Anew);
    }
    let word = candidate.word?;
    if candidate.is_verb {
        // Who voted how belongs to what was adopted.
        let is_bare_vote = details.lemma() == "vote" && details.time.is_none();
        let telling = if is_bare_vote { Telling::Perhaps } else { Telling::Anew };
        return details.verb_tells(word).then_some(telling);
    }
    details.noun_tells(word)
}

impl Details<'_> {
    /// Returns the base form of the word that tells of it.
    pub fn lemma(&self) -> &str {
        self.sight.passage.words[self.sight.candidate.head].lemma
    }

    /// Returns whether a day or a place is told.
    pub fn is_placed(&self) -> bool {
        self.time.is_some() || self.place.is_some()
    }

    /// Returns whether a formal act is neither done nor on the day's order.
    fn is_loose_act(&self) -> bool {
        let candidate = self.sight.candidate;
        let words = &self.sight.passage.words;
        if !matches!(candidate.kind, EventType::Decision | EventType::Signing) {
            return false;
        }
        // Who decides to ban has decided, and not planned a ban.
        let head = &words[candidate.head];
        let is_decided = head.dep == "xcomp" && matches!(words[head.head].lemma, "decide" | "agree" | "vote");
        let is_measure = candidate.kind == EventType::Decision && candidate.word.is_some_and(|word| word.needs("time"));
        let is_loose = match self.status {
            EventStatus::Possible => true,
            EventStatus::Planned if self.lemma() == "vote" => false,
            EventStatus::Planned => self.time.is_none() || is_measure && candidate.is_verb,
            _ => false,
        };
        is_decided || is_loose
    }

    /// Returns whether it may be, and nothing is told of when or where.
    fn is_vague(&self) -> bool {
        let is_force = matches!(self.sight.candidate.kind, EventType::Attack | EventType::Deployment);
        // `potential talks with Norland` are some of their own.
        let is_told = !self.company.own.is_empty() && self.is_maybe();
        self.status == EventStatus::Possible && (is_force || !self.is_placed() && !is_told)
    }

    /// Returns whether the words before a noun say that it may be.
    fn is_maybe(&self) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        passage
            .children(candidate.head)
            .any(|child| child < candidate.head && Sign::Maybe.is(&passage.words[child].lower()))
    }

    /// Returns how a noun tells of an event, by the weight of what stands around it.
    fn noun_tells(&self, word: &EventWord) -> Option<Telling> {
        let candidate = self.sight.candidate;
        if self.is_only_spoken_of(word) {
            return None;
        }
        if !word.needs("firm") {
            return Some(Telling::Anew);
        }
        let is_definite = self.is_definite();
        // `the call` is one told before.
        if candidate.kind == EventType::Call && self.company.own.is_empty() && is_definite {
            return Some(Telling::Again);
        }
        let weight = self.weight();
        let is_settled = self.is_near() || self.place.is_some();
        if is_definite && !is_settled && !self.is_marked() {
            let is_news = self.company.count() > 0 || self.time.is_some() || self.status == EventStatus::Cancelled;
            let is_told = weight >= WEIGHT_MIN && is_news;
            return Some(if is_told { Telling::Perhaps } else { Telling::Again });
        }
        (weight >= WEIGHT_MIN || is_settled).then_some(Telling::Anew)
    }

    fn is_near(&self) -> bool {
        self.time.is_some_and(|steps| steps <= OWN_STEPS_MAX)
    }

    /// Returns whether a noun lacks what its line of the table asks for.
    fn is_only_spoken_of(&self, word: &EventWord) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        let is_settled = self.is_near() || self.place.is_some();
        // Four people died in an attack.
        let does_harm = candidate.verb.is_some_and(|verb| Sign::Harms.is(passage.words[verb].lemma));
        let is_bare = !is_settled && self.company.own.is_empty() && !does_harm;
        // `conversations`, `elections` are spoken of, and told where they have a day, a place or a number.
        let is_number = |child: usize| passage.words[child].dep == "nummod";
        let is_carried = matches!(candidate.tells, Some(Tells::Told | Tells::Cancelled)) && self.company.count() > 0;
        // `Korn's meetings with Lund`
        let is_owned = self.company.own.len() > 1 && passage.child(candidate.head, &["poss", "nmod"]).is_some();
        let is_detailed = is_owned || is_carried || is_settled || passage.children(candidate.head).any(is_number);
        let is_plural = matches!(passage.words[candidate.head].tag, "NNS" | "NNPS");
        let is_loose = is_plural && !word.needs("plural") && !is_detailed;
        let is_alone = word.needs("own") && self.company.own.is_empty();
        is_alone || word.needs("time") && !self.is_near() || word.needs("detail") && is_bare || is_loose
    }

    fn is_definite(&self) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        let determiner = passage.child(candidate.head, &["det", "poss"]);
        determiner.is_some_and(|at| passage.words[at].is_any(&["the", "this", "these", "those", "their", "its"]))
    }

    /// Returns whether a noun is one of a row: `the next round`, `their first meeting`.
    fn is_marked(&self) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        passage.children(candidate.head).filter(|child| *child < candidate.head).any(|child| {
            let word = passage.words[child].lower();
            Sign::Next.is(&word) || Sign::Past.is(&word)
        })
    }

    /// Returns whether a noun is one of a row, or counted.
    pub fn is_in_row(&self) -> bool {
        self.is_marked() || self.sight.passage.child(self.sight.candidate.head, &["nummod"]).is_some()
    }

    /// Returns how much stands around a noun that makes it one event.
    fn weight(&self) -> i32 {
        let Sight { passage, candidate, .. } = self.sight;
        let own = self.company.own.len().min(2);
        let signs = [self.is_near(), self.place.is_some(), self.is_marked() || self.is_maybe()];
        let anew = own + signs.into_iter().filter(|sign| *sign).count();
        let is_setting = || candidate.behind.is_some_and(|at| Sign::Setting.is(&passage.words[at].lower()));
        let carried = match candidate.tells {
            Some(Tells::Possible) => 0,
            // `the talks were difficult` tells how they were.
            Some(_) if self.is_being() && !self.is_placed() => 0,
            Some(_) => 2,
            None => usize::from(is_setting()),
        };
        let is_brought = self.company.count() > self.company.own.len();
        let has_loose_time = self.time.is_some() && !self.is_near();
        let brought = usize::from(is_brought && has_loose_time) + usize::from(is_brought && candidate.tells.is_some());
        i32::try_from(anew + carried + brought).unwrap_or(i32::MAX)
    }

    /// Returns whether the verb of a noun only says how it is with it.
    fn is_being(&self) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        let is_being = |verb: usize| passage.words[verb].lemma == "be" && passage.state(verb).is_none();
        !candidate.is_object && candidate.verb.is_some_and(is_being)
    }
}
