//! Who takes part in an event? Subjects, objects, those behind prepositions, owners, hosts and mediators.

use casus_claim::{EntityId, EntityKind, EventStatus, EventType};
use casus_text::Span;

use super::candidate::Candidate;
use super::near::{Sight, is_unknown_town};
use super::words::{Sign, Tells};
use crate::cast::{Cast, Mention};
use crate::lexicon::{KnownSort, LEXICON};
use crate::passage::Passage;
use crate::word::{Kind, Word};

/// Those who take part in an event.
#[derive(Default)]
pub(super) struct Company {
    pub all: Vec<EntityId>,
    /// Those of them who stand beside the noun: `talks with Norland`.
    pub own: Vec<EntityId>,
    /// Whether somebody is named behind a preposition.
    pub has_partner: bool,
    /// Whether those who do it are several.
    pub is_several: bool,
    /// Those whom nothing names but these words.
    pub described: Vec<Span>,
    /// The states whose adjectives alone name them.
    pub lands: Vec<&'static str>,
    /// Whether somebody is spoken to, be it by a pronoun that nobody can place.
    pub has_hearer: bool,
}

impl Company {
    pub fn count(&self) -> usize {
        self.all.len() + self.described.len() + self.lands.len()
    }
}

/// Who is meant by a noun.
enum Party {
    Known(EntityId),
    /// Somebody whom only these words describe.
    Described(Span),
    /// A state that only an adjective names.
    Land(&'static str),
}

/// What stands so far from an event at most brings somebody to it.
const STEPS_MAX: usize = 5;

/// A phrase names so many at most.
const HEADS_MAX: usize = 60;

/// Returns who takes part in an event.
pub(super) fn company(sight: &Sight<'_>, status: EventStatus) -> Company {
    let is_held = matches!(status, EventStatus::Held | EventStatus::Ongoing);
    let Sight { passage, cast, candidate, .. } = *sight;
    let finder = Finder { sight, passage, cast, candidate, is_held };
    let mut company = Company::default();
    if candidate.is_verb {
        finder.around_verb(&mut company)
    } else {
        finder.around_noun(&mut company)
    }
    if matches!(candidate.kind, EventType::Meeting | EventType::Call | EventType::Signing) {
        let more = finder.brought();
        finder.add(&mut company, more);
    }
    // They are told in the order of the sentence.
    let place = |id: &EntityId| {
        let is_one = |mention: &&Mention| passage.bearers(mention).contains(id);
        passage.mentions.iter().find(is_one).map_or(usize::MAX, |mention| mention.span.start_bytes())
    };
    company.all.sort_by_cached_key(place);
    company
}

struct Finder<'a> {
    sight: &'a Sight<'a>,
    passage: &'a Passage<'a>,
    cast: &'a Cast,
    candidate: &'a Candidate,
    is_held: bool,
}

impl Finder<'_> {
    fn add(&self, company: &mut Company, parties: Vec<Party>) -> usize {
        let before = company.count();
        for party in parties {
            match party {
                Party::Known(id) if !company.all.contains(&id) && self.cast.entity(id).kind.is_actor() => {
                    company.all.push(id);
                }
                Party::Described(span) if !company.described.contains(&span) => company.described.push(span),
                Party::Land(land) if !company.lands.contains(&land) => company.lands.push(land),
                _ => {}
            }
        }
        company.count() - before
    }

    fn takes(&self, role: &str) -> bool {
        self.candidate.word.is_none_or(|word| word.takes(role))
    }

    fn around_verb(&self, company: &mut Company) {
        let verb = self.candidate.head;
        let passage = self.passage;
        if self.takes("subject") {
            let subject = self.doer(verb);
            company.is_several = subject.is_some_and(|subject| self.is_several(subject));
            self.add(company, subject.map(|subject| self.named(subject)).unwrap_or_default());
        }
        let is_party = self.candidate.kind != EventType::Attack || company.count() > 0;
        if self.takes("object")
            && is_party
            && let Some(object) = passage.visited(verb)
        {
            company.has_partner |= self.add(company, self.named(object)) > 0;
        }
        company.has_hearer = passage.child(verb, &["dobj", "dative"]).is_some();
        company.has_partner |= self.takes("with") && self.add(company, self.behind(verb, "alongside")) > 0;
        for role in ["with", "to", "between"] {
            if self.takes(role) || self.candidate.medium.is_some() && role != "between" {
                company.has_partner |= self.add(company, self.behind(verb, role)) > 0;
            }
            if self.takes(&format!("object:{role}"))
                && self.candidate.word.is_some()
                && let Some(object) = passage.visited(verb)
            {
                self.add(company, self.behind(object, role));
            }
        }
    }

    fn around_noun(&self, company: &mut Company) {
        let passage = self.passage;
        let noun = self.candidate.head;
        let nested = passage.children(noun).filter(|child| passage.words[*child].is("of"));
        let nested = nested.filter_map(|link| passage.child(link, &["pobj"]));
        let nested: Vec<usize> = nested.filter(|inner| passage.is_event_noun(*inner)).collect();
        for head in std::iter::once(noun).chain(nested) {
            for role in ["of", "with", "between", "among", "by", "to", "in"] {
                if self.takes(role) || matches!(role, "between" | "with") {
                    self.add(company, self.behind(head, role));
                }
            }
            self.add(company, self.owners(head));
        }
        company.own.clone_from(&company.all);
        company.has_partner = company.count() > 0;
        for (verb, is_object) in &self.candidate.clauses {
            if *is_object && self.brings_subject(*verb) {
                let subject = self.doer(*verb).filter(|subject| *subject != noun);
                self.add(company, subject.map(|subject| self.named(subject)).unwrap_or_default());
            }
        }
        let Some(verb) = self.candidate.verb else { return };
        let carries = self.candidate.tells.is_some();
        if carries && self.candidate.is_object && self.brings_subject(verb) {
            let subject = self.doer(verb).filter(|subject| *subject != noun);
            company.is_several = subject.is_some_and(|subject| self.is_several(subject));
            self.add(company, subject.map(|subject| self.named(subject)).unwrap_or_default());
        }
        if carries && !self.candidate.is_object && Sign::Unites.is(passage.words[verb].lemma) {
            let object = passage.child(verb, &["dobj"]);
            self.add(company, object.map(|object| self.named(object)).unwrap_or_default());
        }
        if carries && self.candidate.kind != EventType::Attack {
            company.has_partner |= self.add(company, self.behind(verb, "with")) > 0;
        }
        if self.is_attended() {
            let subject = self.doer(verb);
            self.add(company, subject.map(|subject| self.named(subject)).unwrap_or_default());
        }
    }

    /// Returns whether the subject of a verb is at the event: `agreed at the summit`, `after talks with Norland said`.
    fn is_attended(&self) -> bool {
        let Some(behind) = self.candidate.behind else { return false };
        let words = &self.passage.words;
        let takes_part = matches!(self.candidate.kind, EventType::Meeting | EventType::Call);
        let is_near = words[words[behind].head].pos.as_str() == "VERB";
        let has_partner = self.passage.children(self.candidate.head).any(|child| words[child].is("with"));
        takes_part
            && self.is_held
            && is_near
            && self.candidate.tells.is_none()
            && (words[behind].is_any(&["at", "during"])
                || has_partner && words[behind].is_any(&["after", "in", "following"]))
    }

    /// Returns whether the subject of the verb that a noun goes with takes part.
    fn brings_subject(&self, verb: usize) -> bool {
        match self.candidate.tells {
            Some(Tells::Planned) => self.passage.words[verb].lemma == "plan",
            Some(Tells::Possible) => matches!(self.passage.words[verb].lemma, "propose" | "suggest" | "seek" | "offer"),
            _ => true,
        }
    }

    /// Returns who does what a verb says: its subject, or its agent in the passive.
    fn doer(&self, verb: usize) -> Option<usize> {
        let passage = self.passage;
        let is_passive = passage.child(verb, &["auxpass", "nsubjpass"]).is_some()
            || passage.words[verb].dep == "acl"
                && passage.words[verb].tag == "VBN"
                && passage.child(verb, &["nsubj"]).is_none();
        if is_passive {
            let agent = passage.child(verb, &["agent"])?;
            return passage.child(agent, &["pobj"]);
        }
        passage.subject_of(verb)
    }

    fn is_several(&self, subject: usize) -> bool {
        let word = &self.passage.words[subject];
        let is_body = |id: EntityId| matches!(self.cast.entity(id).kind, EntityKind::State | EntityKind::Organisation);
        matches!(word.tag, "NNS" | "NNPS")
            || self.passage.conjuncts(subject).len() > 1
            || word.is_any(&["they", "we", "both"])
            || self.passage.mention_at(subject).is_some_and(|it| self.passage.bearers(it).into_iter().any(is_body))
    }

    /// Returns whom a preposition on a word brings: `with Norland`, `with Norland listening in`.
    fn behind(&self, at: usize, preposition: &str) -> Vec<Party> {
        let passage = self.passage;
        let links = self.links(at).into_iter().filter(|link| passage.words[*link].is(preposition));
        let mut ids: Vec<Party> = Vec::new();
        for link in links {
            for child in passage.children(link) {
                match passage.words[child].dep {
                    // `spoke to reporters` is no call.
                    "pobj" if preposition == "to" && passage.words[child].tag == "NNS" => {}
                    "pobj" => ids.extend(self.named(child)),
                    "pcomp" => {
                        let subject = passage.child(child, &["nsubj"]);
                        ids.extend(subject.map(|subject| self.named(subject)).unwrap_or_default());
                    }
                    _ => {}
                }
            }
        }
        ids
    }

    /// Returns the prepositions that belong to a word, be they hung on another that does: `by telephone with Norland`.
    fn links(&self, at: usize) -> Vec<usize> {
        let passage = self.passage;
        let mut links = Vec::new();
        let mut open = vec![(at, 0)];
        while let Some((here, depth)) = open.pop() {
            for child in passage.children(here) {
                let word = &passage.words[child];
                let is_link = matches!(word.dep, "prep" | "agent" | "conj" | "dative") && word.pos.as_str() == "ADP";
                if is_link {
                    links.push(child);
                }
                // Behind the object, a time or a means what follows belongs to the verb.
                let goes_on = is_link && !word.is_any(&["with", "between", "of", "about", "to", "from"])
                    || matches!(word.dep, "pobj" | "npadvmod" | "advmod" | "xcomp")
                    || word.dep == "dobj" && !passage.is_event_noun(child) && self.candidate.kind != EventType::Signing;
                let is_own =
                    word.dep != "xcomp" || passage.words[child].lemma == passage.words[self.candidate.head].lemma;
                if goes_on && is_own && depth < STEPS_MAX {
                    open.push((child, depth + 1));
                }
            }
        }
        links.sort_unstable();
        links
    }

    /// Returns the owners of a noun, and those whose name stands before it: `Norland's visit`, `the Delta League summit`.
    fn owners(&self, noun: usize) -> Vec<Party> {
        let passage = self.passage;
        let mut ids = Vec::new();
        for child in passage.children(noun).filter(|child| *child < noun) {
            let word = &passage.words[child];
            let mention = passage.mention_at(child);
            if mention.is_some_and(|mention| mention.span.contains(passage.words[noun].span)) {
                continue;
            }
            let Some(mention) = mention else {
                let is_body = word.dep == "compound" && LEXICON.is_actor_noun(&word.lower());
                ids.extend(is_body.then(|| self.description(child)).flatten());
                continue;
            };
            let named = passage.bearers(mention);
            let fits = match word.dep {
                "poss" => word.ent != "DATE",
                // A city before a summit is where it is; a land's adjective tells who is at it.
                "amod" | "nmod" => true,
                "compound" => named.iter().all(|id| {
                    let entity = self.cast.entity(*id);
                    matches!(entity.kind, EntityKind::Organisation | EntityKind::Group)
                        && word.ent != "GPE"
                        && !is_unknown_town(&entity.name)
                        || entity.kind == EntityKind::State && entity.name.contains(word.text)
                }),
                _ => false,
            };
            if fits {
                ids.extend(named.into_iter().map(Party::Known));
            }
        }
        ids
    }

    /// Returns whom a noun phrase names, those joined and set beside it included.
    fn named(&self, head: usize) -> Vec<Party> {
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
    fn bearers(&self, at: usize) -> Vec<Party> {
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
        let is_sender = |party: &Party| !self.is_group(party) && !self.is_person(party);
        heads.flat_map(|head| self.named(head)).filter(is_sender).collect()
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
    fn description(&self, at: usize) -> Option<Party> {
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

    /// Returns who chairs, hosts or mediates: `under the chairmanship of Norland`, `hosted by Norland`.
    fn brought(&self) -> Vec<Party> {
        let passage = self.passage;
        let mut ids: Vec<Party> = Vec::new();
        for at in 0..passage.words.len() {
            let word = &passage.words[at];
            let is_company = Sign::Company.is(word.lemma) && word.dep == "pobj";
            let is_joined = word.dep == "conj" && self.candidate.verb == Some(word.head);
            let is_accompanied =
                word.tag == "VBN" && (word.dep == "acl" || is_joined) && Sign::Accompanied.is(word.lemma);
            if !is_company && !is_accompanied {
                continue;
            }
            if self.sight.steps(at).is_none_or(|steps| steps > STEPS_MAX) {
                continue;
            }
            let links = passage.children(at).filter(|child| {
                let link = &passage.words[*child];
                if is_company { link.is("of") } else { link.dep == "agent" }
            });
            let heads = links.filter_map(|link| passage.child(link, &["pobj"]));
            ids.extend(heads.flat_map(|head| self.named(head)));
        }
        ids
    }
}
