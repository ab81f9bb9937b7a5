//! Who takes part in an event? Subjects, objects, those behind prepositions, owners, hosts and mediators.

use casus_claim::{EntityId, EntityKind, EventStatus, EventType};
use casus_text::Span;

use super::candidate::Candidate;
use super::near::{Sight, is_unknown_town};
use super::party::Party;
use super::words::{Sign, Tells};
use crate::cast::{Cast, Mention};
use crate::lexicon::LEXICON;
use crate::passage::Passage;

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

/// What stands so far from an event at most brings somebody to it.
const STEPS_MAX: usize = 5;

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

/// What looks for those who take part.
pub(super) struct Finder<'a> {
    sight: &'a Sight<'a>,
    pub passage: &'a Passage<'a>,
    pub cast: &'a Cast,
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
        self.around_carriers(company);
    }

    /// Takes those whom the verbs bring that carry the event of a noun.
    fn around_carriers(&self, company: &mut Company) {
        let passage = self.passage;
        let noun = self.candidate.head;
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
        let subject = passage.subject_of(verb)?;
        // `with Korn and Lund discussing the toll`: the parser has hung the verb on the last of them.
        let is_last = passage.words[verb].dep == "acl" && passage.words[subject].dep == "conj";
        let first = std::iter::successors(Some(subject), |at| {
            let word = &passage.words[*at];
            (matches!(word.dep, "conj" | "appos") && word.head < *at).then_some(word.head)
        });
        let first = first.take(STEPS_MAX).last().filter(|first| {
            let link = passage.words[*first].head;
            is_last && passage.words[*first].dep == "pobj" && passage.words[link].is("with")
        });
        first.or(Some(subject))
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
                    || word.dep == "dobj" && passage.words[here].lemma == "discuss"
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
            // `with Norland as facilitator`
            let helper = passage
                .child(at, &["pobj"])
                .filter(|helper| word.is("as") && Sign::Helper.is(passage.words[*helper].lemma));
            let beside = helper.map(|_| word.head).filter(|noun| passage.words[passage.words[*noun].head].is("with"));
            if !is_company && !is_accompanied && beside.is_none() {
                continue;
            }
            if self.sight.steps(at).is_none_or(|steps| steps > STEPS_MAX) {
                continue;
            }
            ids.extend(beside.into_iter().flat_map(|noun| self.named(noun)));
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
