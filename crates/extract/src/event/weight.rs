//! Do the words tell of an event at all, or only speak of such things: `talks are needed`?

use casus_claim::{EntityId, EntityKind, EventStatus, EventType};
use casus_syntax::Pos;

use super::Telling;
use super::candidate::Candidate;
use super::who::Company;
use super::words::{EventWord, Sign, Tells};
use crate::cast::Cast;
use crate::passage::Passage;

/// What is known of an event that may be one.
pub(super) struct Details<'a> {
    pub company: &'a Company,
    /// How far its time stands from it in the tree.
    pub time: Option<usize>,
    pub place: Option<EntityId>,
    pub status: EventStatus,
}

/// What a verb may ask for.
const NEEDS: [&str; 14] = [
    "who", "partner", "with", "human", "place", "body", "decider", "detail", "told", "ongoing", "spoken", "armed",
    "rung", "time",
];

/// A noun tells of an event from so much weight on.
const WEIGHT_MIN: i32 = 2;

/// A time that stands nearer is the event's own.
const OWN_STEPS_MAX: usize = 3;

/// Returns how the words tell of an event; none where they tell of none.
pub(super) fn telling(
    passage: &Passage<'_>,
    cast: &Cast,
    candidate: &Candidate,
    details: &Details<'_>,
) -> Option<Telling> {
    let is_act = matches!(candidate.kind, EventType::Decision | EventType::Signing);
    let is_vote = passage.words[candidate.head].lemma == "vote";
    // Who decides to ban has decided, and not planned a ban.
    let head = &passage.words[candidate.head];
    let above = &passage.words[head.head];
    if is_act && head.dep == "xcomp" && matches!(above.lemma, "decide" | "agree" | "vote") {
        return None;
    }
    let is_measure = candidate.kind == EventType::Decision && candidate.word.is_some_and(|word| word.needs("time"));
    let is_loose = match details.status {
        EventStatus::Possible => true,
        EventStatus::Planned => (details.time.is_none() || is_measure && candidate.is_verb) && !is_vote,
        _ => false,
    };
    if is_act && is_loose || candidate.kind == EventType::Attack && details.status == EventStatus::Possible {
        return None;
    }
    // What may be counts where it is told when or where.
    let is_vague = details.status == EventStatus::Possible && details.time.is_none() && details.place.is_none();
    if is_vague {
        return None;
    }
    if candidate.attends {
        return (details.company.count() > 0).then_some(Telling::Attendance);
    }
    if candidate.is_verb && candidate.medium.is_some() {
        let count = details.company.count();
        let speaks = count > 1 || count == 1 && (details.company.has_hearer || details.company.is_several);
        let tells = || candidate.word.is_some_and(|word| verb_tells(passage, cast, candidate, word, details));
        return (speaks || tells()).then_some(Telling::Anew);
    }
    let is_deployed = candidate.kind == EventType::Deployment && candidate.is_verb;
    if is_deployed {
        let is_placed = details.time.is_some() || details.place.is_some();
        let tells = is_placed && (details.company.count() > 0 || candidate.word.is_some());
        return (tells && details.status != EventStatus::Possible).then_some(Telling::Anew);
    }
    let word = candidate.word?;
    if candidate.is_verb {
        let tells = verb_tells(passage, cast, candidate, word, details);
        // Who voted how belongs to what was adopted.
        let telling = if is_vote && details.time.is_none() { Telling::Perhaps } else { Telling::Anew };
        return tells.then_some(telling);
    }
    noun_tells(passage, candidate, word, details)
}

/// Returns whether a verb has what its line of the table asks for.
fn verb_tells(
    passage: &Passage<'_>,
    cast: &Cast,
    candidate: &Candidate,
    word: &EventWord,
    details: &Details<'_>,
) -> bool {
    let Details { company, time, place, .. } = details;
    let (has_time, has_place) = (time.is_some(), place.is_some());
    let count = company.count();
    let is_body = |id: &EntityId| {
        let entity = cast.entity(*id);
        entity.kind != EntityKind::Person || !entity.offices.is_empty()
    };
    // Persons are attacked in words.
    let is_person = |id: &EntityId| cast.entity(*id).kind == EntityKind::Person;
    if candidate.kind == EventType::Attack && company.all.iter().any(is_person) {
        return false;
    }
    // `meet its promises`: what is met is nobody.
    let is_act = matches!(candidate.kind, EventType::Decision | EventType::Signing);
    // `ruled out`, `signed up` are other verbs.
    if is_act && !word.is_phrase() && passage.child(candidate.head, &["prt"]).is_some() {
        return false;
    }
    // `assembled a team`: what is gathered is no meeting.
    let has_thing = passage.child(candidate.head, &["dobj"]).is_some() && !company.has_partner;
    let is_gathering = candidate.kind == EventType::Meeting;
    let takes_thing = word.takes("place") || word.needs("with") || passage.has_beside(candidate.head, "other");
    let is_between = count > 1 && passage.words[candidate.head].lemma == "negotiate";
    if has_thing && is_gathering && !takes_thing && !is_between {
        return false;
    }
    // `speaking to the channel, she …` is no call, and who `needs to come together` has not yet planned it.
    let is_aside = passage.words[candidate.head].lemma == "speak" && passage.words[candidate.head].dep == "advcl";
    let is_hoped = candidate.kind == EventType::Meeting
        && details.status == EventStatus::Planned
        && !(has_time || has_place || count > 1);
    if is_aside || is_hoped {
        return false;
    }
    let fits = |need: &str| match need {
        "who" => count > 0,
        "partner" => count > 1 || count == 1 && (company.is_several || has_time || has_place),
        "with" | "human" => company.has_partner && count > 1,
        "place" => has_place,
        "body" => company.all.iter().any(is_body) || !company.described.is_empty(),
        "decider" => is_decider(passage, cast, candidate, company),
        "detail" => count > 0 || has_time || has_place,
        "told" => has_time || has_place || candidate.kind == EventType::Attack && count > 1,
        "time" => has_time,
        "rung" => is_rung(passage, candidate.head),
        "spoken" => count > 1 && (company.has_partner || has_time && !has_place),
        "armed" => company.has_partner && count > 1 || is_armed(passage, candidate.head, has_time),
        "ongoing" => details.status == EventStatus::Ongoing || has_time,
        _ => true,
    };
    NEEDS.iter().all(|need| !word.needs(need) || fits(need))
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

/// Returns whether those who act are a body whose acts are decisions.
fn is_decider(passage: &Passage<'_>, cast: &Cast, candidate: &Candidate, company: &Company) -> bool {
    let subject = candidate.verb.and_then(|verb| passage.subject_of(verb));
    let is_body = |id: &EntityId| {
        let entity = cast.entity(*id);
        entity.kind != EntityKind::Person && entity.name.split(' ').any(|word| Sign::Decider.is(&word.to_lowercase()))
    };
    let decides = |at: usize| {
        let word = &passage.words[at];
        Sign::Decider.is(&word.lemma.to_lowercase()) || Sign::Deciders.is(&word.lower())
    };
    company.all.iter().any(is_body) || company.count() > 0 && subject.is_some_and(decides)
}

/// Returns whether an attack is told by what it did: `four people died in an attack`.
fn does_harm(passage: &Passage<'_>, candidate: &Candidate) -> bool {
    candidate.verb.is_some_and(|verb| Sign::Harms.is(passage.words[verb].lemma))
}

/// Returns whether the verb of a noun only says how it is with it.
fn is_being(passage: &Passage<'_>, candidate: &Candidate) -> bool {
    candidate.verb.is_some_and(|verb| passage.words[verb].lemma == "be" && passage.state(verb).is_none())
        && !candidate.is_object
}

/// Returns how a noun tells of an event, by the weight of what stands around it.
fn noun_tells(
    passage: &Passage<'_>,
    candidate: &Candidate,
    word: &EventWord,
    details: &Details<'_>,
) -> Option<Telling> {
    let Details { company, time, place, .. } = details;
    let noun = candidate.head;
    let is_near = time.is_some_and(|steps| steps <= OWN_STEPS_MAX);
    let is_bare = !is_near && place.is_none() && company.own.is_empty() && !does_harm(passage, candidate);
    // `conversations`, `elections` are spoken of, and told where they have a day, a place or a number.
    let is_number = |child: usize| passage.words[child].dep == "nummod";
    let is_carried = matches!(candidate.tells, Some(Tells::Told | Tells::Cancelled)) && company.count() > 0;
    let is_loose = matches!(passage.words[noun].tag, "NNS" | "NNPS")
        && !is_carried
        && !word.needs("plural")
        && !(is_near || place.is_some() || passage.children(noun).any(is_number));
    if word.needs("time") && !is_near || word.needs("detail") && is_bare || is_loose {
        return None;
    }
    let determiner = passage.child(noun, &["det", "poss"]).map(|at| passage.words[at].lower());
    let is_definite =
        determiner.as_deref().is_some_and(|word| matches!(word, "the" | "this" | "these" | "those" | "their" | "its"));
    let is_marked = passage.children(noun).filter(|child| *child < noun).any(|child| {
        let word = passage.words[child].lower();
        Sign::Next.is(&word) || Sign::Past.is(&word)
    });
    let own = i32::from(!company.own.is_empty()) + i32::from(company.own.len() > 1);
    let anew = own + i32::from(is_near) + i32::from(place.is_some()) + i32::from(is_marked);
    let carried = match candidate.tells {
        Some(Tells::Possible) => 0,
        // `the talks were difficult` tells how they were.
        Some(_) if is_being(passage, candidate) && time.is_none() && place.is_none() => 0,
        Some(_) => 2,
        None => i32::from(candidate.behind.is_some_and(|at| Sign::Setting.is(&passage.words[at].lower()))),
    };
    let is_brought = company.count() > company.own.len();
    let weight = anew + carried + i32::from(time.is_some() && !is_near && is_brought);
    let weight = weight + i32::from(candidate.tells.is_some() && is_brought);
    if !word.needs("firm") {
        return Some(Telling::Anew);
    }
    // `the call` is one told before.
    let is_bare_call = candidate.kind == EventType::Call && company.own.is_empty() && is_definite;
    if is_bare_call {
        return Some(Telling::Again);
    }
    if is_definite && !is_near && place.is_none() && !is_marked {
        let is_off = details.status == EventStatus::Cancelled;
        let is_told = weight >= WEIGHT_MIN && (company.count() > 0 || time.is_some() || is_off);
        return Some(if is_told { Telling::Perhaps } else { Telling::Again });
    }
    let is_settled = is_near || place.is_some();
    (weight >= WEIGHT_MIN || is_settled).then_some(Telling::Anew)
}
