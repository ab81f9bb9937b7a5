//! Which time and which place belong to an event? The nearest in the tree, where clauses keep apart.

use casus_claim::{EntityId, EntityKind, EventType};
use casus_syntax::Pos;

use super::candidate::Candidate;
use super::words::Sign;
use crate::cast::{Cast, Mention};
use crate::lexicon::LEXICON;
use crate::passage::Passage;
use crate::time::SeenTime;
use crate::word::Word;

/// What is further away belongs to something else.
const TIME_STEPS_MAX: usize = 7;
const PLACE_STEPS_MAX: usize = 4;

/// One goes where the verb's own preposition says.
const WAY_STEPS_MAX: usize = 3;

/// What stands right behind a noun is as near as what hangs on it.
const BESIDE_STEPS: usize = 2;

/// A word hangs on so many others at most.
const DEPTH_MAX: usize = 40;

/// Returns how far the link of a word to its head leads away from an event.
fn weight(word: &Word<'_>) -> usize {
    match word.dep {
        "conj" if !matches!(word.pos, Pos::Verb | Pos::Aux) => 1,
        "conj" | "ccomp" | "advcl" | "parataxis" | "csubj" => 4,
        "relcl" | "acl" | "appos" => 2,
        // What is in a thing spoken of is not where one meets: `talks on the war in Norland`.
        "pobj" if word.pos == Pos::Noun && word.ent.is_empty() => 2,
        _ => 1,
    }
}

/// Returns whether a name may be that of a town that no table knows: one word that no body is called by.
pub(super) fn is_unknown_town(name: &str) -> bool {
    let is_acronym = name.chars().filter(|c| c.is_uppercase()).count() > 1;
    !name.contains(' ') && !is_acronym && LEXICON.name(name).is_none() && !LEXICON.is_organisation_head(name)
}

/// Returns how far the words above an event stand from it.
fn upward(passage: &Passage<'_>, core: &[usize]) -> Vec<Option<usize>> {
    let mut steps = vec![None; passage.words.len()];
    for start in core {
        let (mut at, mut cost) = (*start, 0);
        for _ in 0..DEPTH_MAX {
            if core.contains(&at) {
                cost = 0;
            }
            steps[at] = Some(steps[at].map_or(cost, |known: usize| known.min(cost)));
            let head = passage.words[at].head;
            if head == at {
                break;
            }
            // What stands above is less near than what hangs below.
            cost += 1 + weight(&passage.words[at]);
            at = head;
        }
    }
    steps
}

/// Words that may tell of an event, and how near to it every word of their sentence stands.
pub(super) struct Sight<'a> {
    pub passage: &'a Passage<'a>,
    pub cast: &'a Cast,
    pub candidate: &'a Candidate,
    steps: Vec<Option<usize>>,
}

impl<'a> Sight<'a> {
    pub fn new(passage: &'a Passage<'a>, cast: &'a Cast, candidate: &'a Candidate) -> Self {
        let core = candidate.core(passage);
        let mut steps = upward(passage, &core);
        for at in 0..passage.words.len() {
            let mut path = Vec::new();
            let mut here = at;
            while steps[here].is_none() && passage.words[here].head != here && path.len() < DEPTH_MAX {
                path.push(here);
                here = passage.words[here].head;
            }
            let Some(mut cost) = steps[here] else { continue };
            for below in path.into_iter().rev() {
                let word = &passage.words[below];
                // `the summit held in Rivermouth` tells where the summit is.
                let is_own = core.contains(&word.head) && matches!(word.dep, "relcl" | "acl");
                cost += if is_own { 1 } else { weight(word) };
                steps[below] = Some(cost);
            }
        }
        Self { passage, cast, candidate, steps }
    }

    /// Returns how far a word stands from the event in the tree.
    pub fn steps(&self, to: usize) -> Option<usize> {
        self.steps[to]
    }

    /// Returns the time of an event, with how far it stands from it.
    pub fn time<'t>(&self, times: &'t [SeenTime]) -> Option<(&'t SeenTime, usize)> {
        let passage = self.passage;
        let near = times.iter().filter(|time| !self.is_stale(time)).filter_map(|time| {
            let at = passage.word_from(time.span.start_bytes());
            let end = passage.word_from(time.span.end_bytes());
            let steps = (at..end.max(at + 1)).filter(|at| *at < passage.words.len());
            let steps = steps.filter_map(|at| self.steps(at)).min();
            let beside = self.is_right_behind(at).then_some(BESIDE_STEPS);
            let steps = steps.into_iter().chain(beside).min()?;
            Some((time, steps, at.abs_diff(self.candidate.head)))
        });
        let best =
            near.filter(|(_, steps, _)| *steps <= TIME_STEPS_MAX).min_by_key(|(_, steps, gap)| (*steps, *gap))?;
        Some((best.0, best.1))
    }

    /// Returns whether only names and prepositions stand between a noun and a time: `the meeting in Rivermouth on Friday`,
    /// wherever the parser has hung it.
    fn is_right_behind(&self, time: usize) -> bool {
        const WORDS_MAX: usize = 6;
        let first = self.candidate.head + 1;
        let is_small = |word: &Word<'_>| matches!(word.pos, Pos::Adp | Pos::Propn | Pos::Det);
        !self.candidate.is_verb
            && (first..first + WORDS_MAX).contains(&time)
            && self.passage.words[first..time].iter().all(is_small)
    }

    /// Returns whether a time is no time of a thing held: `until Friday`, `since May`.
    fn is_stale(&self, time: &SeenTime) -> bool {
        let at = self.passage.word_from(time.span.start_bytes());
        let is = |at: usize| self.passage.words.get(at).is_some_and(|word| Sign::Stale.is(&word.lower()));
        self.candidate.kind != EventType::Deadline && (is(at) || at > 0 && is(at - 1))
    }

    /// Returns where the event is.
    pub fn place(&self) -> Option<EntityId> {
        let candidate = self.candidate;
        let places = self.passage.mentions.iter().filter_map(|mention| {
            let id = self.located(mention)?;
            let at = self.passage.head_of(mention)?;
            let steps = self.steps(at)?;
            let gap = at.abs_diff(candidate.head) + if at < candidate.head { 3 } else { 0 };
            Some((id, steps, gap))
        });
        // `met on the sidelines of the assembly in Rivermouth`
        let is_way = candidate.is_verb && candidate.is_journey(self.passage);
        let steps_max = |id: EntityId| match self.cast.entity(id).kind {
            _ if is_way => WAY_STEPS_MAX,
            EntityKind::Place if candidate.is_verb && candidate.kind == EventType::Meeting => PLACE_STEPS_MAX + 3,
            EntityKind::Place => PLACE_STEPS_MAX + 1,
            _ => PLACE_STEPS_MAX,
        };
        let near = places.filter(|(id, steps, _)| *steps <= steps_max(*id));
        near.min_by_key(|(_, steps, gap)| (*steps, *gap)).map(|(id, _, _)| id)
    }

    /// Returns the place that a mention names for an event: behind a preposition, or as what is visited.
    fn located(&self, mention: &Mention) -> Option<EntityId> {
        let Self { passage, cast, .. } = self;
        if passage.is_possessor(mention) {
            return None;
        }
        let (first, _) = passage.words_of(mention);
        let head = passage.head_of(mention)?;
        let [id] = passage.bearers(mention)[..] else { return None };
        let the = first > 0 && passage.words[first - 1].is("the");
        let before = first.checked_sub(if the { 2 } else { 1 }).map(|at| passage.words[at].lower()).unwrap_or_default();
        let place = Named { id, kind: cast.entity(id).kind, name: &cast.entity(id).name, head, before: &before };
        let is_here = self.is_behind_preposition(&place) || self.is_before_noun(&place) || self.is_struck(&place);
        is_here.then_some(place.id)
    }

    /// Returns whether a name stands where a place would: `met in Rivermouth`, `visited Norland`.
    fn is_behind_preposition(&self, place: &Named<'_>) -> bool {
        let Self { passage, candidate, .. } = self;
        let is_attack = candidate.is_verb && candidate.kind == EventType::Attack;
        let is_visited = passage.visited(candidate.head) == Some(place.head)
            && (candidate.takes_place(passage) || is_attack && place.kind == EntityKind::Place);
        let is_at = matches!(place.before, "in" | "at");
        let is_way = candidate.is_journey(passage);
        let is_firm = is_at || matches!(place.before, "near" | "outside") || is_visited || is_way;
        let is_land = self.is_land(place);
        let is_place = match place.kind {
            EntityKind::Place => true,
            EntityKind::State => is_firm,
            EntityKind::Organisation => {
                let is_there = is_at || is_visited || is_way && place.before == "to";
                is_firm && (is_land || is_there && is_unknown_town(place.name))
            }
            EntityKind::Person => is_firm && is_land,
            _ => false,
        };
        (Sign::PlacePreposition.is(place.before) || is_visited) && is_place
    }

    /// Returns whether a name stands before the noun: `the Rivermouth summit`.
    fn is_before_noun(&self, place: &Named<'_>) -> bool {
        let Self { passage, candidate, .. } = self;
        let word = &passage.words[place.head];
        let is_compound = word.dep == "compound" && word.head == candidate.head && !candidate.is_verb;
        let is_talk = passage.words[candidate.head].is_any(&["summit", "talks", "conference"]);
        let is_town = match place.kind {
            EntityKind::Place => true,
            EntityKind::Organisation => word.ent == "GPE" || is_talk && is_unknown_town(place.name),
            _ => false,
        };
        is_compound && is_town
    }

    /// Returns whether a name is what is struck: `the shelling of Rivermouth`.
    fn is_struck(&self, place: &Named<'_>) -> bool {
        let is_what = self.candidate.kind == EventType::Attack && matches!(place.before, "of" | "on");
        is_what && (self.is_land(place) || place.kind == EntityKind::Place)
    }

    fn is_land(&self, place: &Named<'_>) -> bool {
        matches!(self.passage.words[place.head].ent, "GPE" | "LOC" | "FAC")
    }
}

/// A name that may be that of a place, with the word before it.
struct Named<'a> {
    id: EntityId,
    kind: EntityKind,
    name: &'a str,
    head: usize,
    before: &'a str,
}

impl Passage<'_> {
    /// Returns the word of a mention on which its others depend.
    pub(super) fn head_of(&self, mention: &Mention) -> Option<usize> {
        let (start, end) = self.words_of(mention);
        let is_top = |at: &usize| {
            let head = self.words[*at].head;
            head == *at || head < start || head >= end
        };
        (start..end).rev().find(is_top)
    }

    /// Returns the head of what a verb's object or its subject in the passive is.
    pub(super) fn visited(&self, verb: usize) -> Option<usize> {
        self.child(verb, &["dobj", "nsubjpass"])
    }
}
