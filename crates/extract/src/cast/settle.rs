//! How are the mentions of a sentence settled? Names as they come, then what points at them, quoted words last.

use casus_claim::{EntityId, EntityKind};
use casus_text::Span;

use super::place::{Place, Scene};
use super::pronoun::Asked;
use super::referent::Referent;
use super::table::{Noun, TABLES};
use super::{Cast, Mention, Who};
use crate::lexicon::{Gender, KnownSort, LEXICON, TitleKind};
use crate::mention::{Pronoun, SeenOffice, Sighting, Target};
use crate::owner::Whose;
use crate::spelling::fold;
use crate::tree::children;
use crate::word::{Word, phrase};

/// What is settled.
pub(super) enum Item {
    Sighting(Target),
    /// A pronoun inside a sighting, such as `its` of `its prime minister, Ada Korn`, or one that means the subject.
    Pronoun(Pronoun),
    /// `himself`, `themselves`.
    Reflexive(Pronoun),
    /// A noun after `the` that means what was named before, or nothing.
    Noun(String),
    /// `whose`: of whom its clause tells.
    Relative,
    /// `both`, `neither`, `the pair`.
    Pair,
    /// `neither side`, `either party`: the two of a noun.
    PairOf(String),
    /// `the former` and `the latter`.
    OneOfPair(usize),
}

/// Words of the sentence, with whom they mean once that is settled.
pub(super) struct Open {
    pub span: Span,
    pub item: Option<Item>,
    /// Whether the mention is one of those of the passage.
    pub is_shown: bool,
    pub ids: Vec<EntityId>,
    is_first_person: bool,
}

/// A sentence on the way from sightings to mentions.
pub(super) struct Settling<'c, 's, 'a> {
    pub cast: &'c mut Cast,
    pub scene: &'s Scene<'a>,
    pub open: Vec<Open>,
    sayer: Option<EntityId>,
}

impl<'c, 's, 'a> Settling<'c, 's, 'a> {
    pub fn new(cast: &'c mut Cast, scene: &'s Scene<'a>, sightings: Vec<Sighting>) -> Self {
        let taken: Vec<Span> = sightings.iter().map(|sighting| sighting.span).collect();
        let seen = sightings.into_iter().map(|sighting| open(sighting.span, Item::Sighting(sighting.points_at), true));
        let mut open: Vec<Open> = seen.collect();
        let mut settling = Self { cast, scene, open: Vec::new(), sayer: None };
        open.extend(settling.unseen(&taken));
        // What stands inside something is settled before it.
        open.sort_by_key(|open| (open.span.start_bytes(), open.span.end_bytes()));
        settling.open = open;
        settling
    }

    /// Settles all, and returns the mentions of the passage.
    pub fn settle(mut self) -> Vec<Mention> {
        let things = self.things();
        self.cast.discourse.turn(self.scene.sentence, things.into_iter());
        for at in 0..self.open.len() {
            if !self.waits(at) {
                self.settle_one(at);
            }
        }
        self.sayer = self.sayer();
        for at in 0..self.open.len() {
            self.settle_one(at);
        }
        self.note_pairs();
        self.note_leaders();
        self.remember_sayer();
        let shown = self.open.iter().filter(|open| open.is_shown);
        let mentions = shown.filter_map(|open| {
            let who = match open.ids[..] {
                _ if open.is_first_person => Who::Speaker,
                [id] => Who::Entity(id),
                [first, second] => Who::Pair(first, second),
                _ => return None,
            };
            Some(Mention { span: open.span, who })
        });
        mentions.collect()
    }

    /// Returns whether something quoted points at somebody who may be known once the speaker is.
    fn waits(&self, at: usize) -> bool {
        let open = &self.open[at];
        let is_quoted = self.scene.head(open.span).is_some_and(|head| self.scene.is_quoted(head));
        let is_name = match &open.item {
            Some(Item::Sighting(target)) => {
                matches!(target, Target::Name { .. } | Target::Person { .. } | Target::Group { .. })
            }
            _ => false,
        };
        is_quoted && !is_name
    }

    pub fn settle_one(&mut self, at: usize) {
        let Some(item) = self.open[at].item.take() else { return };
        let span = self.open[at].span;
        let place = self.scene.place(span);
        let mut by = None;
        let ids = match item {
            Item::Sighting(Target::Pronoun(pronoun)) | Item::Pronoun(pronoun) => {
                if matches!(pronoun, Pronoun::We | Pronoun::I) {
                    return self.first_person(at, pronoun);
                }
                by = Some(pronoun);
                self.pronoun(span, pronoun)
            }
            Item::Sighting(Target::Belonging(Pronoun::We | Pronoun::I)) => {
                self.open[at].is_first_person = true;
                return;
            }
            Item::Sighting(Target::Group { name, head }) => self.group(&name, &head, span, place),
            Item::Sighting(target) => self.sighting(target, span, place).into_iter().collect(),
            Item::Reflexive(pronoun) => {
                by = Some(pronoun);
                self.reflexive(span, pronoun)
            }
            Item::Relative => {
                let told_of = self.scene.head(span).and_then(|at| self.scene.told_of(at));
                self.meant_by(told_of).unwrap_or_default()
            }
            Item::Noun(noun) => self.cast.described(&noun, &noun, place).into_iter().collect(),
            Item::Pair => {
                let pair = self.cast.pair(None, place).or_else(|| self.cast.last_two(None, place));
                pair.map(Vec::from).unwrap_or_default()
            }
            Item::PairOf(noun) => {
                let pair = self.cast.sides(&noun).or_else(|| self.cast.pair(Some(&noun), place));
                pair.map(Vec::from).unwrap_or_default()
            }
            Item::OneOfPair(which) => self.cast.pair(None, place).map(|pair| vec![pair[which]]).unwrap_or_default(),
        };
        if ids.is_empty() {
            return;
        }
        for id in &ids {
            self.cast.entities[id.0 as usize].mentions.push(span);
        }
        self.cast.discourse.mention(ids.clone(), place, by);
        self.open[at].ids = ids;
    }

    fn first_person(&mut self, at: usize, pronoun: Pronoun) {
        self.open[at].is_first_person = true;
        let span = self.open[at].span;
        let persons = &mut self.cast.persons;
        let spans = if pronoun == Pronoun::I { &mut persons.singular } else { &mut persons.plural };
        spans.push(span);
    }

    fn pronoun(&mut self, span: Span, pronoun: Pronoun) -> Vec<EntityId> {
        let Some(at) = self.scene.head(span) else { return Vec::new() };
        // Who is announced by a clause that comes first is settled before it.
        if let Some(subject) = self.scene.announced(at) {
            let subject = self.scene.words[subject].span;
            let is_name =
                |item: &Option<Item>| matches!(item, Some(Item::Sighting(Target::Person { .. } | Target::Name { .. })));
            if let Some(later) = self.open.iter().position(|it| it.span.overlaps(subject) && is_name(&it.item)) {
                self.settle_one(later);
            }
        }
        let sayer = self.sayer.or(self.cast.floor);
        self.cast.pronoun(&Asked { scene: self.scene, at, pronoun, sayer })
    }

    /// Returns the subject of the clause of `himself`.
    fn reflexive(&mut self, span: Span, pronoun: Pronoun) -> Vec<EntityId> {
        let subject = self.scene.head(span).and_then(|at| self.scene.own_subject(at));
        self.meant_by(subject).unwrap_or_else(|| self.pronoun(span, pronoun))
    }

    /// Returns whom the mention means that holds a word.
    pub fn meant_by(&self, word: Option<usize>) -> Option<Vec<EntityId>> {
        let span = self.scene.words[word?].span;
        let meant = self.open.iter().find(|it| it.span.overlaps(span) && !it.ids.is_empty());
        meant.map(|it| it.ids.clone())
    }

    /// Returns whom a pronoun inside a sighting means.
    fn owner(&self, span: Span) -> Option<EntityId> {
        let inside = self.open.iter().filter(|open| open.span != span && span.contains(open.span));
        inside.filter_map(|open| open.ids.first().copied()).next()
    }

    fn sighting(&mut self, target: Target, span: Span, place: Place) -> Option<EntityId> {
        let owner = self.owner(span);
        let of_owner = |cast: &Cast, of: Option<String>| match of.as_deref() {
            Some(crate::mention::OF_PRONOUN) => owner.map(|owner| cast.entity(owner).name.clone()),
            _ => of,
        };
        let id = match target {
            Target::Belonging(_) => {
                let last = self.scene.range(span).end - 1;
                self.cast.belonging(owner?, self.scene.words[last].lemma)
            }
            Target::Pronoun(_) | Target::Group { .. } => return None,
            Target::Name { name, surface, kind } => {
                // `the Harl terminal` stands in Harl.
                let is_place = kind == EntityKind::Organisation && self.goes_on(span) && self.cast.is_place(&name);
                let kind = if is_place { EntityKind::Place } else { kind };
                let id = self.cast.name(&name, &surface, kind);
                self.take_nouns(id, span);
                if let Some(person) = self.person_of(span) {
                    self.cast.stands_for(person, id);
                }
                id
            }
            Target::Person { name, offices, gender } => {
                let id = self.cast.person(&name, gender);
                if let Some(called) = self.called(span, &name) {
                    self.cast.alias(id, &called);
                }
                self.cast.give_offices(id, offices, owner);
                self.note_owners(id, span);
                self.take_nouns(id, span);
                id
            }
            Target::Title { title, of, surface } => {
                let of = of_owner(self.cast, of);
                let known = LEXICON.title(&title.to_lowercase());
                let kind = known.map_or(TitleKind::Either, |known| known.kind);
                let whose = of.clone().map_or(Whose::Unsaid, Whose::Named);
                let office = SeenOffice { title: Some(title.clone()), of: of.clone(), whose, kind, usual: None };
                let id = match self.in_brackets(span) {
                    Some(id) => {
                        self.cast.give_offices(id, vec![office], owner);
                        id
                    }
                    None if of.is_none() => match self.apposed(span) {
                        Some(id) => id,
                        None => self.cast.title(&title, of, &surface, place),
                    },
                    None => self.cast.title(&title, of, &surface, place),
                };
                self.note_owners(id, span);
                id
            }
            Target::Ourselves { name, kind } => self.cast.ourselves(&name, kind),
            Target::Noun { .. } if self.goes_on(span) => return None,
            Target::Noun { noun, surface, .. } if noun == "side" && surface == "other side" => {
                self.cast.other_side().unwrap_or_else(|| self.cast.noun(&noun, None, &surface, place))
            }
            Target::Noun { of: None, .. } if let Some(id) = self.apposed(span) => id,
            Target::Noun { noun, of, surface } => {
                let id = self.cast.noun(&noun, of, &surface, place);
                self.note_owners(id, span);
                id
            }
        };
        Some(id)
    }

    /// Returns whether a noun only says of what kind another is: `the island` in `the island nation`.
    fn goes_on(&self, span: Span) -> bool {
        let last = self.scene.range(span).end - 1;
        let word = &self.scene.words[last];
        word.dep == "compound" && word.head > last
    }

    /// Returns the person whose name stands before `of` and another: `Chancellor Ada Korn of Norland`.
    fn person_of(&self, span: Span) -> Option<EntityId> {
        let before = |at: usize, word: &str| at.checked_sub(1).filter(|before| self.scene.words[*before].is(word));
        let start = self.scene.range(span).start;
        let of = before(before(start, "the").unwrap_or(start), "of")?;
        let before = self.scene.words[of.checked_sub(1)?].span.end_bytes();
        let person = self.open.iter().find(|it| it.span.end_bytes() == before)?;
        person.ids.first().copied()
    }

    /// Returns the person whose name stands in brackets behind a title: `The Foreign Secretary (Mr Jon Vale)`.
    fn in_brackets(&mut self, span: Span) -> Option<EntityId> {
        let after = self.scene.range(span).end;
        let (bracket, next) = (self.scene.words.get(after)?, self.scene.words.get(after + 1)?.span);
        let is_person = |it: &Open| {
            let is_person = matches!(it.item, Some(Item::Sighting(Target::Person { .. })));
            is_person && it.span.start_bytes() == next.start_bytes()
        };
        let later = self.open.iter().position(is_person).filter(|_| bracket.text == "(")?;
        self.settle_one(later);
        self.open[later].ids.first().copied()
    }

    /// Notes the state or body whose name stands inside a mention: Norland in `Norland's premier, Ada Korn`.
    fn note_owners(&mut self, id: EntityId, span: Span) {
        const WORDS_MAX: usize = 5;
        let range = self.scene.range(span);
        let mut start = range.start;
        while start < range.end {
            let mut ends = (start + 1..=range.end.min(start + WORDS_MAX)).rev();
            let named = |end: usize| self.owner_named(id, span, start..end);
            let Some((end, owner)) = ends.find_map(|end| Some((end, named(end)?))) else {
                start += 1;
                continue;
            };
            let inner = self.scene.words[start].span.cover(self.scene.words[end - 1].span);
            self.cast.entities[owner.0 as usize].mentions.push(inner);
            self.cast.discourse.mention(vec![owner], self.scene.place(inner), None);
            start = end;
        }
    }

    fn owner_named(&self, id: EntityId, span: Span, range: std::ops::Range<usize>) -> Option<EntityId> {
        let words = &self.scene.words[range];
        let is_name = words[0].is_capitalised() && words[0].tag.starts_with("NNP");
        let owner = is_name.then(|| self.cast.find(&phrase(words))).flatten()?;
        let is_whole = words[0].span.cover(words[words.len() - 1].span) == span;
        // What is only named in an office is nobody by itself: the peace whose commissioner he is.
        let entity = self.cast.entity(owner);
        let is_known = !entity.mentions.is_empty() || self.cast.body_of(id) == Some(owner);
        let is_other = owner != id || entity.kind == EntityKind::State;
        (is_other && entity.kind.is_actor() && is_known && !is_whole).then_some(owner)
    }

    /// Settles a description: two that were named, a group that was, or a new one.
    fn group(&mut self, name: &str, head: &str, span: Span, place: Place) -> Vec<EntityId> {
        let start = self.scene.range(span).start;
        let before = start.checked_sub(1).map(|before| &self.scene.words[before]);
        // `both` may stand outside of what it belongs to.
        let is_both = before.is_some_and(|before| before.is("both"));
        let first = if is_both { "both".into() } else { self.scene.words[start].lower() };
        let is_definite = matches!(&*first, "the" | "these" | "those");
        let is_plural = LEXICON.group_head(head).is_some();
        // `the eleven` are the eleven states, `seven of them` are some of those who were named.
        if head == "number" {
            return self.cast.counted(name, place).into_iter().collect();
        }
        if name.ends_with(" of them") && !self.cast.has_group(place) {
            return Vec::new();
        }
        // Some names are plurals: the United Nations.
        if let Some(known) = LEXICON.name(name).filter(|known| known.sort == KnownSort::Organisation) {
            return vec![self.cast.name(known.name, name, EntityKind::Organisation)];
        }
        // `each side`, `both camps`, `the two parties`
        let singular = LEXICON.group_head(head).unwrap_or(head);
        let is_each = matches!(&*first, "each" | "either") && !is_plural;
        let mut rest = name.split(' ').rev().skip(1);
        let is_bare = rest.all(|word| matches!(word.to_lowercase().as_str(), "two" | "both" | "each" | "either"));
        if matches!(singular, "side" | "party" | "camp")
            && is_bare
            && (is_each || is_plural && (is_definite || first == "both"))
            && let Some(pair) = self.cast.sides(head)
        {
            return pair.to_vec();
        }
        if let Some(owner) = self.owner_before(start, name)
            && matches!(head, "government" | "administration" | "cabinet")
        {
            return vec![self.cast.belonging(owner, head)];
        }
        if let Some(id) = self.apposed(span).filter(|_| !is_plural) {
            return vec![id];
        }
        let counts_two =
            is_both || name.split(' ').next().is_some_and(|word| matches!(word, "two" | "both" | "Both" | "Two"));
        let known = self.cast.find(name).filter(|id| self.cast.entity(*id).kind == EntityKind::Group);
        if let Some(id) = known.filter(|_| counts_two && is_definite) {
            return vec![id];
        }
        if counts_two && (is_definite || first == "both") {
            let here = self.pair_here(span);
            let pair = here.or_else(|| self.cast.pair(Some(head), place)).or_else(|| self.cast.sides(head));
            if let Some(pair) = pair.or_else(|| self.cast.last_two(Some(head), place)) {
                return pair.to_vec();
            }
        }
        let same = if is_definite && is_plural { self.cast.same_group(name, place) } else { None };
        let pair = if is_definite && is_plural && same.is_none() && !name.contains(' ') {
            self.cast.pair(Some(head), place)
        } else {
            None
        };
        if let Some(pair) = pair {
            return pair.to_vec();
        }
        let described = if is_definite && !is_plural { self.cast.described(head, name, place) } else { None };
        let is_person = TABLES.noun(head).is_some_and(|noun| noun.kind == EntityKind::Person);
        let epithet = || if is_definite && is_person && !is_plural { self.cast.epithet(place) } else { None };
        let known = same.or(described).or_else(epithet);
        let id = known.unwrap_or_else(|| self.new_group(name, head, is_plural));
        vec![id]
    }

    fn new_group(&mut self, name: &str, head: &str, is_plural: bool) -> EntityId {
        let id = self.cast.named(name, EntityKind::Group);
        let is_human = TABLES.noun(head).is_some_and(|noun| noun.kind == EntityKind::Person);
        let traits = self.cast.traits_mut(id);
        traits.is_plural |= is_plural || head.ends_with('s') && !head.ends_with("ss");
        traits.is_human |= is_human && !traits.is_plural;
        id
    }

    /// Returns what a person is called in a span that may hold a title, too: the first words there that are of the name.
    fn called(&self, span: Span, name: &str) -> Option<String> {
        let parts: Vec<String> = name.split(' ').map(fold).collect();
        let words = &self.scene.words[self.scene.range(span)];
        let is_of_name = |word: &&Word<'_>| parts.contains(&fold(word.text));
        let first = words.iter().position(|word| is_of_name(&word))?;
        let len = words[first..].iter().take_while(is_of_name).count();
        Some(phrase(&words[first..first + len]))
    }

    /// Takes the nouns by which the text calls somebody: before the name, beside it, and behind `is`.
    fn take_nouns(&mut self, id: EntityId, span: Span) {
        let words = self.scene.words;
        let is_person = self.cast.entity(id).kind == EntityKind::Person;
        let mut nouns: Vec<usize> = self.scene.range(span).collect();
        if let Some(head) = self.scene.head(span) {
            nouns.extend(children(words, head).filter(|child| words[*child].dep == "appos"));
            let above = words[head].head;
            if words[head].dep == "appos" {
                nouns.push(above);
            }
            if words[head].dep == "nsubj" && words[above].lemma == "be" {
                nouns.extend(children(words, above).filter(|child| words[*child].dep == "attr"));
            }
        }
        for noun in nouns {
            let lower = words[noun].lower();
            let shown = LEXICON.title(&lower).map_or(Gender::Unknown, |title| title.gender);
            let traits = self.cast.traits_mut(id);
            if traits.shown == Gender::Unknown {
                traits.shown = shown;
            }
            // Nobody is called a union who is its president.
            let is_called = |noun: &Noun| noun.kind == EntityKind::Person || !is_person;
            if TABLES.noun(&lower).is_some_and(is_called) {
                traits.nouns.insert(lower.into_owned());
            }
        }
    }

    /// Returns who says what is quoted in the sentence.
    fn sayer(&self) -> Option<EntityId> {
        let meant = self.meant_by(self.scene.sayer());
        meant.and_then(|ids| ids.first().copied()).or(self.cast.sayer)
    }

    fn remember_sayer(&mut self) {
        if self.scene.has_quotes() {
            self.cast.sayer = self.sayer;
        }
    }

    /// Returns the things of the sentence: nouns that no mention holds.
    fn things(&self) -> Vec<Referent> {
        let is_thing = |at: &usize| {
            let word = &self.scene.words[*at];
            matches!(word.tag, "NN" | "NNS")
                && matches!(word.dep, "nsubj" | "nsubjpass" | "dobj")
                && !self.open.iter().any(|open| open.span.overlaps(word.span))
        };
        let thing = |at: usize| {
            let word = &self.scene.words[at];
            let place = self.scene.place(word.span);
            let is_agent = LEXICON.is_agent(word.lemma) || TABLES.noun(word.lemma).is_some();
            Referent { is_plural: word.tag == "NNS", is_agent, ..Referent::new(Vec::new(), place) }
        };
        (0..self.scene.words.len()).filter(is_thing).map(thing).collect()
    }
}

pub(super) fn open(span: Span, item: Item, is_shown: bool) -> Open {
    Open { span, item: Some(item), is_shown, ids: Vec::new(), is_first_person: false }
}
