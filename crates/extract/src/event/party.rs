//! Whom does a noun phrase name? Names joined and set beside it, the lands of delegations, and those whom nothing names.

use casus_claim::{EntityId, EntityKind};
use casus_syntax::Pos;
use casus_text::Span;

use super::who::Finder;
use super::words::Sign;
use crate::lexicon::{KnownSort, LEXICON};
use crate::word::{Kind, Word};

/// Who is meant by a noun.
pub(super) enum Party {
    Known(EntityId),
    /// Somebody whom only these words describe.
    Described(Span),
    /// A state that only an adjective names.
    Land(&'static str),
}

/// A phrase names so many at most.
const HEADS_MAX: usize = 60;

impl Finder<'_> {
    /// Returns whom a noun phrase names, those joined and set beside it included.
    pub fn named(&self, head: usize) -> Vec<Party> {
        let passage = self.passage;
        let mut parties = Vec::new();
        let mut open = vec![head];
        let mut next = 0;
        while next < open.len() && next < HEADS_MAX {
            let at = open[next];
            next += 1;
            let own = self.bearers(at);
            let beside = passage.children(at).filter(|child| *child > at && passage.words[*child].dep == "appos");
            let beside: Vec<usize> = beside.collect();
            let listed: Vec<Party> = beside.iter().flat_map(|at| self.bearers(*at)).collect();
            // `the ministers, Korn and Lund` and `we, the ministers of Callow`: a list set beside a description is who
            // they are; of two persons the parser has only missed that they are joined.
            let is_described = own.iter().all(|party| self.is_group(party)) || passage.words[at].is_any(&["we", "us"]);
            let are_names = !listed.is_empty() && !listed.iter().any(|party| self.is_group(party));
            let are_persons = own.iter().any(|it| self.is_person(it)) && listed.iter().any(|it| self.is_person(it));
            if !(are_names && is_described) {
                parties.extend(own);
            }
            open.extend(passage.children(at).filter(|child| *child > at && passage.words[*child].dep == "conj"));
            // `the Halmar Pact (Callow, Dunmere and Estavel)`
            let is_list = beside.iter().any(|member| passage.conjuncts(*member).len() > 1);
            if are_names && is_list && !is_described && !are_persons {
                open.extend(&beside);
            }
            if are_names && (is_described || are_persons) {
                open.extend(&beside);
            }
            open.extend(self.before_and(at));
            open.extend(self.included(at));
            open.extend(self.joined_below(at));
            open.extend(self.made_up_of(at));
        }
        parties
    }

    /// Returns the persons whom the parser has joined to the land of another: `Korn for Callow and Lund for Dunmere`.
    fn joined_below(&self, at: usize) -> Vec<usize> {
        let passage = self.passage;
        let links = passage.children(at).filter(|child| passage.words[*child].is_any(&["for", "of", "from"]));
        let lands = links.filter_map(|link| passage.child(link, &["pobj"]));
        let joined = lands.flat_map(|land| passage.conjuncts(land).into_iter().skip(1));
        let is_pair = |other: &usize| {
            let is_person = |at: usize| self.bearers(at).iter().any(|party| self.is_person(party));
            is_person(at) && is_person(*other)
        };
        joined.filter(is_pair).collect()
    }

    fn is_group(&self, party: &Party) -> bool {
        match party {
            Party::Known(id) => self.cast.entity(*id).kind == EntityKind::Group,
            Party::Described(_) => true,
            Party::Land(_) => false,
        }
    }

    fn is_person(&self, party: &Party) -> bool {
        matches!(party, Party::Known(id) if self.cast.entity(*id).kind == EntityKind::Person)
    }

    /// Returns whom one noun names; a delegation is those who sent it.
    pub fn bearers(&self, at: usize) -> Vec<Party> {
        let passage = self.passage;
        let word = &passage.words[at];
        let own =
            passage.mention_at(at).filter(|it| !passage.is_possessor(it) || word.dep != "poss" && !word.is("its"));
        let own = own.map(|it| passage.bearers(it)).unwrap_or_default();
        let is_group = own.iter().all(|id| self.cast.entity(*id).kind == EntityKind::Group);
        let is_several = matches!(word.tag, "NNS" | "NNPS") || matches!(word.lemma, "delegation" | "side" | "team");
        let is_sent = is_group && is_several && Sign::BodyOf.is(word.lemma);
        if is_sent || Sign::HeadsOf.is(word.lemma) && matches!(word.tag, "NNS" | "NNPS") {
            let senders = self.senders(at);
            if senders.len() > 1 || is_sent && !senders.is_empty() {
                return senders;
            }
        }
        if is_group && (Sign::BodyOf.is(word.lemma) || Sign::HeadsOf.is(word.lemma)) {
            let lands = self.lands_before(at);
            if lands.len() > 1 {
                return lands;
            }
        }
        if !own.is_empty() {
            return own.into_iter().map(Party::Known).collect();
        }
        let is_agent = LEXICON.is_agent(word.lemma) || LEXICON.is_actor_noun(&word.lower());
        // `in-person` is no person.
        let is_compounded = at > 1 && passage.words[at - 1].tag == "HYPH" && passage.words[at - 2].tag == "IN";
        let is_agent = is_agent && !is_compounded;
        let is_titled = || Sign::HeadsOf.is(word.lemma) || LEXICON.title(word.lemma).is_some();
        let is_agent = is_agent || matches!(word.tag, "NN" | "NNS") && is_titled();
        if !is_agent && LEXICON.group_head(&word.lower()).is_none() || passage.mention_at(at).is_some() {
            return Vec::new();
        }
        let senders = self.senders(at);
        if senders.is_empty() { self.description(at).into_iter().collect() } else { senders }
    }

    /// Returns the states and bodies behind the `of` of those who come from them, or before them: `Norland's envoys`.
    fn senders(&self, at: usize) -> Vec<Party> {
        let passage = self.passage;
        let of = passage.children(at).filter(|child| passage.words[*child].is_any(&["of", "from"]));
        // `the delegations of Callow and of Dunmere`
        let links = of.flat_map(|link| passage.conjuncts(link));
        let heads = links.filter_map(|link| passage.child(link, &["pobj"]));
        let names = heads.flat_map(|head| passage.conjuncts(head));
        let names = names.filter(|name| passage.words[*name].pos == Pos::Propn);
        let mentions = names.filter_map(|name| passage.mention_at(name));
        let is_sender = |party: &Party| !self.is_group(party) && !self.is_person(party);
        mentions.flat_map(|mention| passage.bearers(mention)).map(Party::Known).filter(is_sender).collect()
    }

    /// Returns the states whose adjectives stand before those who come from them: `Norlandic and Dunmeric negotiators`.
    fn lands_before(&self, at: usize) -> Vec<Party> {
        let passage = self.passage;
        let before = (passage.words[at].edges.0..at).map(|before| passage.words[before].text);
        let known = before.filter_map(|word| LEXICON.name(word)).filter(|known| known.sort == KnownSort::Adjective);
        let mut lands: Vec<&str> = known.map(|known| known.name).collect();
        lands.dedup();
        lands.into_iter().map(|land| self.cast.find(land).map_or(Party::Land(land), Party::Known)).collect()
    }

    /// Returns the names that the parser has made parts of the last of a list: `Ada Korn and | Ivo Lund`.
    fn before_and(&self, at: usize) -> Vec<usize> {
        let passage = self.passage;
        let parts = passage
            .children(at)
            .filter(|child| *child < at && matches!(passage.words[*child].dep, "nmod" | "compound"));
        let is_listed = |part: &usize| {
            let Some(mention) = passage.mention_at(*part) else { return false };
            let after = passage.words_of(mention).1;
            after <= at && passage.words[after].is_any(&["and", ","]) && !passage.is_possessor(mention)
        };
        parts.filter(is_listed).collect()
    }

    /// Returns those whom a group counts among it: `30 leaders, including Korn and Lund`.
    fn included(&self, at: usize) -> Vec<usize> {
        let passage = self.passage;
        let links = passage.children(at).filter(|child| passage.words[*child].is("including"));
        links.filter_map(|link| passage.child(link, &["pobj"])).collect()
    }

    /// Returns the members of a group that is made up of them.
    fn made_up_of(&self, at: usize) -> Vec<usize> {
        let passage = self.passage;
        let made = passage.children(at).filter(|child| {
            let word = &passage.words[*child];
            word.dep == "acl" && matches!(word.lemma, "make" | "compose" | "consist" | "comprise")
        });
        let lists = made.flat_map(|verb| {
            let of = passage.children(verb).filter(|child| passage.words[*child].is("of"));
            of.filter_map(|link| passage.child(link, &["pobj"])).chain(passage.child(verb, &["dobj"]))
        });
        lists.collect()
    }

    /// Returns the words that describe somebody without a name: `40 observers` of `the 40 observers`.
    pub fn description(&self, at: usize) -> Option<Party> {
        let passage = self.passage;
        let is_loose =
            |word: &Word<'_>| matches!(word.dep, "det" | "poss" | "case" | "predet") || word.kind == Kind::Mark;
        let first =
            (passage.words[at].edges.0..=at).rev().take_while(|word| !is_loose(&passage.words[*word])).last()?;
        // `heads of state` are no heads.
        let of = passage.children(at).find(|child| passage.words[*child].is("of") && passage.words[at].lemma == "head");
        let last = of.map_or(at, |of| passage.words[of].edges.1);
        Some(Party::Described(passage.words[first].span.cover(passage.words[last].span)))
    }
}
