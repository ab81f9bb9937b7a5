//! Which two belong together? Those named side by side, those that met, and whoever leads a body.

use casus_claim::EntityKind;

use super::place::{Place, Role};
use super::referent::Referent;
use super::settle::Settling;
use super::table::TABLES;

impl Settling<'_, '_, '_> {
    /// Notes those that were named side by side, else those that met.
    pub fn note_pairs(&mut self) {
        let mut pairs = Vec::new();
        for at in 0..self.open.len() {
            let Some(head) = self.actor_head(at) else { continue };
            let joined = self.scene.joined(head);
            let [first, second] = joined[..] else { continue };
            let (first, second) = (self.meant_at(first), self.meant_at(second));
            if let (Some(first), Some(second)) = (first, second)
                && self.open[first].ids != self.open[second].ids
            {
                pairs.push((first, second, false));
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
                let pair = Referent { is_plural: true, has_met, ..Referent::new(ids.to_vec(), place) };
                self.cast.discourse.met(pair);
            } else {
                self.cast.discourse.mention(ids.to_vec(), place, None);
            }
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
