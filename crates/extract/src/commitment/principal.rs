//! For which state or body does somebody act? Officials act for theirs, and an army, a ministry or an envoy for its state.

use casus_claim::{EntityId, EntityKind};

use crate::cast::Cast;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::tree::upward;
use crate::word::Word;

/// Returns the state or body for which somebody acts, if it is another.
pub(super) fn body_of(cast: &Cast, id: EntityId) -> Option<EntityId> {
    match cast.entity(id).kind {
        EntityKind::Person => cast.body_of(id),
        EntityKind::State => None,
        _ => cast.body_of(id).or_else(|| state_of_part(cast, id)).filter(|body| *body != id),
    }
}

/// Returns whether somebody is only described, by what he does for a state: `the Norlandic navy`, `Norland's envoy`.
pub(super) fn is_arm(cast: &Cast, id: EntityId) -> bool {
    let entity = cast.entity(id);
    let is_named_so = || entity.name.split([' ', '-']).any(is_arm_word);
    match entity.kind {
        EntityKind::Person | EntityKind::State => false,
        _ => cast.body_of(id).is_some() || is_named_so(),
    }
}

/// Returns whether somebody is sent by his state wherever he goes: `the Norlandic army`.
pub(super) fn is_force(cast: &Cast, id: EntityId) -> bool {
    let is_force_word = |word: &str| LEXICON.is(Class::Force, &word.to_lowercase());
    cast.entity(id).name.split([' ', '-']).any(is_force_word)
}

fn is_arm_word(word: &str) -> bool {
    LEXICON.is(Class::StateArm, &word.to_lowercase())
}

/// Returns the state of which a body is a part: `the Callowan army`, `Callow's navy`, `the Ministry of Finance of Callow`.
fn state_of_part(cast: &Cast, id: EntityId) -> Option<EntityId> {
    let name = cast.entity(id).name.as_str();
    let is_part_word = |word: &str| {
        let lower = word.to_lowercase();
        LEXICON.is(Class::StateBody, &lower) || LEXICON.is(Class::StateSide, &lower) || is_arm_word(word)
    };
    let is_part = |words: &str| words.split(' ').any(is_part_word);
    let state = |name: &str| cast.find(name).filter(|owner| cast.entity(*owner).kind == EntityKind::State);
    if let Some((part, owner)) = name.rsplit_once(" of ") {
        let owner = owner.strip_prefix("the ").unwrap_or(owner);
        return state(owner).filter(|_| is_part(part));
    }
    if let Some((owner, part)) = name.split_once("'s ").or_else(|| name.split_once("’s ")) {
        // `Ada Korn's government` is her state's, or hers.
        let official = cast.find(owner).filter(|owner| cast.entity(*owner).kind == EntityKind::Person);
        let of_official = || official.and_then(|official| cast.body_of(official).or(Some(official)));
        return state(owner).or_else(of_official).filter(|_| is_part(part));
    }
    let words: Vec<&str> = name.split(' ').collect();
    let is_state = |id: &EntityId| cast.entity(*id).kind == EntityKind::State;
    let land = |(at, word): (usize, &&str)| Some((at, cast.of_adjective(word).filter(is_state)?));
    let (at, land) = words.iter().enumerate().find_map(land)?;
    words[at + 1..].iter().any(|word| is_part_word(word)).then_some(land)
}

/// Returns whose soldiers or ministry does something, where the words before tell it: `our soldiers`, `Norland's navy`.
pub(super) fn owner_of_arm(passage: &Passage<'_>, cast: &Cast, subject: usize) -> Option<Vec<EntityId>> {
    let is_noun = |word: &Word<'_>| word.tag.starts_with('N');
    let owner = passage.child(subject, &["poss"]).filter(|_| is_noun(&passage.words[subject]))?;
    let (word, lower) = (&passage.words[owner], passage.words[subject].lower());
    let is_arm = LEXICON.is(Class::StateArm, &lower);
    let is_land = matches!(&*lower, "country" | "nation" | "state" | "government" | "administration" | "ministry");
    if !is_arm && !is_land && !LEXICON.is(Class::Personnel, &lower) && !LEXICON.is(Class::Staff, &lower) {
        return None;
    }
    if word.is_any(&["our", "my"]) {
        let bodies = passage.speaker.iter().map(|id| cast.body_of(*id).unwrap_or(*id));
        let bodies: Vec<EntityId> = bodies.filter(|id| cast.entity(*id).kind != EntityKind::Person).collect();
        return Some(bodies).filter(|bodies| !bodies.is_empty());
    }
    // `whose country remains committed to …`: that of the minister who was named.
    if word.tag.starts_with("PRP") || word.tag == "WP$" {
        let whose = if word.tag == "WP$" { related(passage, subject) } else { Some(owner) };
        let officials = whose.map(|whose| passage.actors_of(whose)).unwrap_or_default();
        let bodies: Vec<EntityId> = officials.iter().filter_map(|id| cast.body_of(*id)).collect();
        return Some(bodies).filter(|bodies| is_land && !bodies.is_empty());
    }
    if !is_arm {
        return None;
    }
    let named = passage.mention_at(owner).map(|mention| passage.bearers(mention))?;
    let is_state = |id: &EntityId| cast.entity(*id).kind == EntityKind::State;
    Some(named).filter(|named| !named.is_empty() && named.iter().all(is_state))
}

/// Returns the noun of which a relative clause tells: the minister in `the minister, whose country will pay`.
fn related(passage: &Passage<'_>, subject: usize) -> Option<usize> {
    const STEPS_MAX: usize = 4;
    let clause = upward(&passage.words, subject).take(STEPS_MAX).find(|at| passage.words[*at].dep == "relcl")?;
    Some(passage.words[clause].head).filter(|noun| *noun != clause)
}

/// Returns whether a verb tells what a person does himself: to travel, to meet, to resign.
pub(super) fn is_personal(passage: &Passage<'_>, verb: usize) -> bool {
    LEXICON.is(Class::Personal, &passage.words[verb].lemma.to_lowercase())
}
