//! Does a verb that may tell of an event have what it needs, and is it meant so: `met in Rivermouth`, not `met its goals`?

use casus_claim::{EntityId, EntityKind, EventStatus, EventType};
use casus_syntax::Pos;

use super::near::Sight;
use super::weight::Details;
use super::words::{EventWord, Sign};
use crate::passage::Passage;

/// What a verb may ask for.
const NEEDS: [&str; 14] = [
    "who",
    "partner",
    "with",
    "human",
    "place",
    "body",
    "decider",
    "detail",
    "told",
    "spoken",
    "armed",
    "rung",
    "time",
    "traveller",
];

impl Details<'_> {
    /// Returns whether a verb has what its line of the table asks for.
    pub(super) fn verb_tells(&self, word: &EventWord) -> bool {
        !self.has_another_sense(word) && NEEDS.iter().all(|need| !word.needs(need) || self.fits(need))
    }

    fn fits(&self, need: &str) -> bool {
        let Sight { passage, candidate, .. } = self.sight;
        let (has_time, has_place) = (self.time.is_some(), self.place.is_some());
        let company = self.company;
        let count = company.count();
        match need {
            "who" => count > 0,
            "partner" => count > 1 || count == 1 && (company.is_several || self.is_placed()),
            "with" | "human" => company.has_partner && count > 1,
            "place" => has_place,
            "body" => company.all.iter().any(|id| self.is_official(*id)) || !company.described.is_empty(),
            "decider" => self.is_decider(),
            "detail" => count > 0 || self.is_placed(),
            "told" => self.is_placed() || candidate.kind == EventType::Attack && count > 1,
            "time" => has_time,
            "traveller" => company.all.iter().any(|id| self.travels(*id)) || !company.described.is_empty(),
            "rung" => is_rung(passage, candidate.head),
            "spoken" => count > 1 && (company.has_partner || has_time && !has_place),
            "armed" => company.has_partner && count > 1 || is_armed(passage, candidate.head, has_time),
            _ => true,
        }
    }

    /// Returns whether somebody can be on the way himself.
    fn travels(&self, id: EntityId) -> bool {
        let Sight { passage, cast, candidate, .. } = self.sight;
        let entity = cast.entity(id);
        // A last name alone may be anybody's.
        let is_tagged = || {
            let subject = passage.subject_of(candidate.head).map(|at| &passage.words[at]);
            subject.is_some_and(|word| word.ent == "PERSON" || word.lemma == "mission" || Sign::BodyOf.is(word.lemma))
        };
        matches!(entity.kind, EntityKind::Person | EntityKind::Group) || is_tagged()
    }

    /// Returns whether somebody is a body, or a person who acts for one.
    fn is_official(&self, id: EntityId) -> bool {
        let entity = self.sight.cast.entity(id);
        entity.kind != EntityKind::Person || !entity.offices.is_empty()
    }

    /// Returns whether the verb means something else with what stands around it.
    fn has_another_sense(&self, word: &EventWord) -> bool {
        let Sight { passage, cast, candidate, .. } = self.sight;
        let head = &passage.words[candidate.head];
        let count = self.company.count();
        match candidate.kind {
            // Persons are attacked in words.
            EventType::Attack => self.company.all.iter().any(|id| cast.entity(*id).kind == EntityKind::Person),
            // `ruled out`, `signed up` are other verbs.
            EventType::Decision | EventType::Signing => {
                !word.is_phrase() && passage.child(candidate.head, &["prt"]).is_some()
            }
            EventType::Meeting => {
                // `assembled a team`: what is gathered is no meeting.
                let has_thing = passage.child(candidate.head, &["dobj"]).is_some() && !self.company.has_partner;
                let takes_thing = word.takes("place")
                    || word.needs("with")
                    || passage.has_beside(candidate.head, "other")
                    || count > 1 && head.lemma == "negotiate";
                // Who `needs to come together` has not yet planned it.
                let is_hoped = self.status == EventStatus::Planned && !self.is_placed() && count < 2;
                // `is going to provide it`
                let is_future = head.lemma == "go" && passage.child(candidate.head, &["xcomp"]).is_some();
                has_thing && !takes_thing || is_hoped || is_future
            }
            // `speaking to the channel, she …`
            EventType::Call => head.lemma == "speak" && head.dep == "advcl",
            _ => false,
        }
    }

    /// Returns whether those who act are a body whose acts are decisions.
    fn is_decider(&self) -> bool {
        let Sight { passage, cast, candidate, .. } = self.sight;
        let is_body = |id: &EntityId| {
            let entity = cast.entity(*id);
            let decides = |word: &str| Sign::Decider.is(&word.to_lowercase());
            entity.kind != EntityKind::Person && entity.name.split(' ').any(decides)
        };
        let decides = |at: usize| {
            let word = &passage.words[at];
            Sign::Decider.is(&word.lemma.to_lowercase()) || Sign::Deciders.is(&word.lower())
        };
        let subject = candidate.verb.and_then(|verb| passage.subject_of(verb));
        self.company.all.iter().any(is_body) || self.company.count() > 0 && subject.is_some_and(decides)
    }
}

/// Returns whether somebody is called up, and neither called something nor called on.
fn is_rung(passage: &Passage<'_>, verb: usize) -> bool {
    let spoils = |child: usize| {
        let word = &passage.words[child];
        matches!(word.dep, "oprd" | "ccomp" | "attr" | "acomp")
            || word.dep == "prep" && word.is_any(&["on", "for"]) && word.head + 1 == child
    };
    let object = passage.visited(verb);
    let is_person =
        |at: usize| passage.words[at].pos == Pos::Propn || passage.words[at].is_any(&["him", "her", "them", "me"]);
    object.is_some_and(is_person) && !passage.children(verb).any(spoils)
}

/// Returns whether what hits is a weapon: `a missile hit`, `was hit by a drone`, and `was hit on Monday` without a word
/// of what hit it.
fn is_armed(passage: &Passage<'_>, verb: usize, has_time: bool) -> bool {
    let is_weapon = |at: usize| Sign::Weapon.is(passage.words[at].lemma);
    let agent = passage.child(verb, &["agent"]).and_then(|by| passage.child(by, &["pobj"]));
    let is_passive = passage.child(verb, &["auxpass"]).is_some();
    match agent {
        Some(agent) => is_weapon(agent),
        None if is_passive => has_time,
        None => passage.subject_of(verb).is_some_and(|at| is_weapon(at) || Sign::Armed.is(passage.words[at].lemma)),
    }
}
