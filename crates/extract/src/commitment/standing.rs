//! How does somebody stand in a sentence and in the text before it? What is seen of whoever might owe a deed.

use super::debtor::Debtor;
use super::make::head_of;
use super::sight::{KEYS, Sight, kind};
use super::{Company, Surroundings};
use crate::cast::{Cast, Mention};
use crate::network::feature::{Features, Key, bucket, join, lower, text};
use crate::passage::Passage;
use crate::tree::{SUBJECTS, upward};

impl Sight<'_> {
    /// Returns what is seen of somebody who might owe the deed.
    pub(super) fn of_debtor(&self, cast: &Cast, around: &Surroundings<'_>, debtor: &Debtor) -> Vec<Key> {
        let passage = self.passage;
        let company = around.company;
        let mut f = Features::default();
        let entity = cast.entity(debtor.actors.ids()[0]);
        let (kind, how) = (kind(cast, &debtor.actors), debtor.how.key());
        let places = || passage.mentions.iter().filter(|mention| passage.bearers(mention).contains(&entity.id));
        let trigger = self.proposal.trigger.start_bytes();
        let nearest = places().min_by_key(|mention| mention.span.start_bytes().abs_diff(trigger));
        let called = nearest.map_or(0, |mention| called(passage, mention));
        let distance = nearest.map_or(99, |mention| bucket(mention.span.start_bytes().abs_diff(trigger) / 8));
        let recent = company.recent.iter().position(|id| *id == entity.id);
        let recent = recent.map_or(99, bucket);
        let place = bucket(company.place(&entity.name));
        let owes = bucket(Company::count(&company.owes, entity.id));
        let is_topic = Key::from(company.topic == Some(entity.id));
        let is_body = Key::from(cast.body_of(entity.id).is_some());
        let role = nearest.map_or(0, |mention| role(passage, mention));
        let is_aside = Key::from(nearest.is_some() && places().all(|mention| self.is_aside(around, mention)));
        let gets = bucket(Company::count(&company.gets, entity.id));
        let since = company.since(&debtor.actors).map_or(99, bucket);
        let kin = company.kin(&debtor.actors, &self.nouns).min(3) as Key;
        let is_akin = Key::from(company.owes_like(&debtor.actors, self.category));
        let wills = company.wills(&entity.name);
        for (name, value) in [
            ("how", how),
            ("kind", kind),
            ("count", bucket(debtor.actors.ids().len())),
            ("distance", distance),
            ("called", called),
            ("has-body", is_body),
            ("named", bucket(Company::count(&company.named, entity.id))),
            ("owes", owes),
            ("is-topic", is_topic),
            ("is-author", Key::from(around.authors.contains(&entity.id))),
            ("ago", recent),
            ("place", place),
            ("role", role),
            ("aside", is_aside),
            ("gets", gets),
            ("since", since),
            ("kin", kin),
            ("akin", is_akin),
            ("wills", wills),
            ("got", Key::from(company.got.contains(&entity.id))),
        ] {
            f.add(text(name), value);
        }
        for way in &debtor.also {
            f.add(text("way"), way.key());
            f.triple(text("how"), text("way"), how, way.key());
        }
        f.triple(text("how"), text("kind"), how, kind);
        f.triple(text("how"), text("called"), how, called);
        f.triple(text("how"), text("has-body"), how, is_body);
        f.triple(text("kind"), text("called"), kind, called);
        f.triple(text("how"), text("owes"), how, owes);
        f.triple(text("how"), text("is-topic"), how, is_topic);
        f.triple(text("how"), text("ago"), how, recent);
        f.triple(text("how"), text("place"), how, place);
        f.triple(text("kind"), text("place"), kind, place);
        f.triple(text("kind"), text("owes"), kind, owes);
        f.triple(text("kind"), text("is-topic"), kind, is_topic);
        f.triple(text("how"), text("role"), how, role);
        f.triple(text("how"), text("aside"), how, is_aside);
        f.triple(text("how"), text("since"), how, since);
        f.triple(text("how"), text("wills"), how, wills);
        f.triple(text("owes"), text("gets"), owes, gets);
        let keys = &*KEYS;
        let get = |with: usize| self.seen.get(with).copied().unwrap_or_default();
        let (how_key, kind_key) = (text("how"), text("kind"));
        keys.with_how.iter().for_each(|with| f.triple(how_key, keys.names[*with], how, get(*with)));
        keys.with_kind.iter().for_each(|with| f.triple(kind_key, keys.names[*with], kind, get(*with)));
        for sort in &self.sorts {
            f.triple(text("kind"), text("sort"), kind, *sort);
            f.triple(text("how"), text("sort"), how, *sort);
        }
        f.keys
    }

    /// Returns whether somebody is named in what the deed waits on, or in another clause that is set beside it.
    fn is_aside(&self, around: &Surroundings<'_>, mention: &Mention) -> bool {
        let passage = self.passage;
        let trigger = passage.word_from(self.proposal.trigger.start_bytes());
        let (first, _) = passage.words_of(mention);
        let is_in_condition = around.is_in_condition(mention.span);
        // Nothing hangs deeper than that.
        const DEPTH_MAX: usize = 30;
        let is_in_clause = upward(&passage.words, first).take(DEPTH_MAX).any(|at| {
            let word = &passage.words[at];
            word.dep == "advcl" && !(word.edges.0..=word.edges.1).contains(&trigger)
        });
        is_in_condition || is_in_clause
    }
}

/// Returns the words by which somebody is meant; names are one.
fn called(passage: &Passage<'_>, mention: &Mention) -> Key {
    let words = passage.source.slice(mention.span);
    if words.contains(char::is_uppercase) && words != "I" { 1 } else { lower(words) }
}

/// Returns what a name does in its clause: `nsubj`, `poss` of a subject, `pobj` under `for`.
fn role(passage: &Passage<'_>, mention: &Mention) -> Key {
    let at = passage.first_joined(head_of(passage, mention));
    let (word, over) = (&passage.words[at], &passage.words[passage.words[at].head]);
    let over = match word.dep {
        "pobj" => lower(over.lemma),
        "poss" | "compound" | "amod" | "nmod" if SUBJECTS.contains(&over.dep) => 1,
        "poss" | "compound" | "amod" | "nmod" => 2,
        _ => 0,
    };
    join(text(word.dep), over)
}
