//! Which two belong together? Those named side by side, those that met, and whoever leads a body.

use casus_claim::{EntityId, EntityKind};
use casus_text::Span;

use super::place::{Place, Role};
use super::referent::Referent;
use super::settle::{Item, Open, Settling};
use super::table::TABLES;
use crate::mention::Target;
use crate::tree::children;
use crate::word::Kind;

impl Settling<'_, '_, '_> {
    /// Notes those that were named side by side, else those that met.
    pub fn note_pairs(&mut self) {
        self.note_lands();
        let mut pairs = Vec::new();
        for at in 0..self.open.len() {
            let Some(head) = self.actor_head(at) else { continue };
            let joined = self.scene.joined(head);
            // The last two of three are no pair.
            let [first, second] = joined[..] else { continue };
            if self.scene.words[head].dep == "conj" && first == head {
                continue;
            }
            let (first, second) = (self.meant_at(first), self.meant_at(second));
            if let (Some(first), Some(second)) = (first, second)
                && self.open[first].ids != self.open[second].ids
            {
                pairs.push((first, second, false));
                self.note_sides(first, second);
            }
        }
        if pairs.is_empty() {
            pairs.extend(self.met().map(|(first, second)| (first, second, true)));
        }
        for (first, second, has_met) in pairs {
            let span = self.open[first].span.cover(self.open[second].span);
            let ids = [self.open[first].ids[0], self.open[second].ids[0]];
            let place = Place { span, ..self.scene.place(self.open[first].span) };
            if has_met {
                self.note_sides(first, second);
                let pair = Referent { is_plural: true, has_met, ..Referent::new(ids.to_vec(), place) };
                self.cast.discourse.met(pair);
            } else {
                self.cast.discourse.mention(ids.to_vec(), place, None);
            }
        }
    }

    /// Notes the two lands of `Norlandic and Sudlandic negotiators`.
    fn note_lands(&mut self) {
        let words = self.scene.words;
        for at in (0..words.len()).filter(|at| matches!(words[*at].dep, "amod" | "compound" | "nmod")) {
            let Some(other) = children(words, at).find(|child| words[*child].dep == "conj") else { continue };
            if let (Some(first), Some(second)) =
                (self.cast.of_adjective(words[at].text), self.cast.of_adjective(words[other].text))
            {
                self.cast.side_by_side(first, second);
            }
        }
    }

    /// Notes that two stand side by side, or those for whom they speak.
    fn note_sides(&mut self, first: usize, second: usize) {
        let side = |at: usize| {
            let id = self.open[at].ids[0];
            let is_person = self.cast.is_human(id);
            if is_person { self.cast.body_of(id) } else { Some(id) }
        };
        if let (Some(first), Some(second)) = (side(first), side(second)) {
            self.cast.side_by_side(first, second);
        }
    }

    /// Notes who leads which body: `she has run the Delta Commission`.
    pub fn note_leaders(&mut self) {
        for at in 0..self.scene.words.len() {
            let word = &self.scene.words[at];
            if word.dep != "dobj" || !TABLES.is_leading(self.scene.words[word.head].lemma) {
                continue;
            }
            let leader = self.scene.leader(word.head).and_then(|subject| self.meant_by(Some(subject)));
            // `who runs the Northern Line consortium`.
            let name = || at.checked_sub(1).filter(|before| self.scene.words[*before].dep == "compound");
            let body = self.meant_by(Some(at)).or_else(|| self.meant_by(name()));
            if let (Some([leader]), Some([body])) = (leader.as_deref(), body.as_deref()) {
                self.cast.stands_for(*leader, *body);
            }
        }
    }

    /// Returns the head of a mention of one actor.
    fn actor_head(&self, at: usize) -> Option<usize> {
        let open = &self.open[at];
        let [id] = open.ids[..] else { return None };
        let is_actor = open.is_shown && self.cast.entity(id).kind.is_actor() && !self.cast.traits(id).is_plural;
        self.scene.head(open.span).filter(|_| is_actor)
    }

    fn meant_at(&self, word: usize) -> Option<usize> {
        let span = self.scene.words[word].span;
        (0..self.open.len()).find(|at| self.open[*at].span.overlaps(span) && self.actor_head(*at).is_some())
    }

    /// Returns the two that are named side by side in this sentence before some words.
    pub fn pair_here(&self, span: Span) -> Option<[EntityId; 2]> {
        let before = (0..self.open.len()).filter(|at| self.open[*at].span.end_bytes() <= span.start_bytes());
        let mut pairs = before.filter_map(|at| {
            let head = self.actor_head(at)?;
            let [first, second] = self.scene.joined(head)[..] else { return None };
            let (first, second) = (self.meant_at(first)?, self.meant_at(second)?);
            let is_state = |at: usize| !self.cast.is_human(self.open[at].ids[0]);
            (is_state(first) && is_state(second) && self.open[first].ids != self.open[second].ids)
                .then(|| [self.open[first].ids[0], self.open[second].ids[0]])
        });
        pairs.next()
    }

    /// Returns whoever owns what a word begins, where it is named right before: `Storm's` in `Storm's government`.
    pub fn owner_before(&self, start: usize, name: &str) -> Option<EntityId> {
        let mark = start.checked_sub(1).filter(|mark| self.scene.words[*mark].kind == Kind::Possessive)?;
        let end = self.scene.words[mark].span.start_bytes();
        let owner = self.open.iter().find(|open| open.span.end_bytes() == end && name.contains(' '))?;
        owner.ids.first().copied().filter(|_| owner.ids.len() == 1)
    }

    /// Returns the state or body whose name stands beside a description: `the owner, Harl Holding,`.
    pub fn apposed(&mut self, span: Span) -> Option<EntityId> {
        let words = self.scene.words;
        let head = self.scene.head(span)?;
        let is_definite = words[self.scene.range(span).start].is("the");
        let beside = children(words, head).find(|child| words[*child].dep == "appos" && *child > head)?;
        let is_name = |it: &Open| {
            let is_name = match &it.item {
                Some(Item::Sighting(Target::Name { kind, .. })) => kind.is_actor(),
                Some(_) => false,
                None => it.ids.len() == 1,
            };
            is_name && it.span.overlaps(words[beside].span)
        };
        let later = self.open.iter().position(is_name).filter(|_| is_definite)?;
        self.settle_one(later);
        let id = self.open[later].ids.first().copied()?;
        let is_body = matches!(self.cast.entity(id).kind, EntityKind::State | EntityKind::Organisation);
        is_body.then_some(id)
    }

    /// Returns two persons, or two states, of which one is a subject and the other goes with its verb.
    fn met(&self) -> Option<(usize, usize)> {
        let heads: Vec<(usize, usize)> =
            (0..self.open.len()).filter_map(|at| Some((at, self.actor_head(at)?))).collect();
        let kind = |at: usize| self.cast.entity(self.open[at].ids[0]).kind;
        let subject = heads.iter().find(|(_, head)| self.scene.role(*head) == Role::Subject)?;
        let verb = self.scene.verb(subject.1)?;
        let goes_with = |other: &&(usize, usize)| {
            let is_other = self.open[other.0].ids != self.open[subject.0].ids && kind(other.0) == kind(subject.0);
            let role = self.scene.role(other.1);
            is_other && self.scene.verb(other.1) == Some(verb) && !matches!(role, Role::Owner | Role::Subject)
        };
        let other = heads.iter().find(goes_with)?;
        let is_of_kind = matches!(kind(subject.0), EntityKind::Person | EntityKind::State);
        is_of_kind.then_some((subject.0, other.0))
    }
}
