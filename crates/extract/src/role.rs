//! What is an actor in something? Its host, its mediator, one of its members.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::{EntityId, Role};
use casus_syntax::Pos;

use crate::cast::Cast;
use crate::lexicon::{cell, rows};
use crate::lookup::Lookup;
use crate::passage::Passage;
use crate::word::phrase;

/// A word that gives a role.
#[derive(Clone, Copy, Debug)]
struct Giver {
    word: &'static str,
    role: &'static str,
    /// The preposition that it needs.
    link: Option<&'static str>,
}

struct Table {
    nouns: Lookup<Giver>,
    verbs: Lookup<Giver>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut nouns, mut verbs) = (BTreeMap::new(), BTreeMap::new());
    for row in rows(include_str!("../data/roles.tsv")) {
        let role = row[0];
        let words = |column| cell(&row, column).split('|').filter(|word: &&str| *word != "-").collect::<Vec<_>>();
        for noun in words(1) {
            let (noun, link) = noun.split_once('(').map_or((noun, None), |(noun, link)| (noun, link.strip_suffix(')')));
            nouns.insert(noun, Giver { word: noun, role, link });
        }
        for verb in words(2) {
            let (verb, link) = verb.split_once(' ').map_or((verb, None), |(verb, link)| (verb, Some(link)));
            verbs.insert(verb, Giver { word: verb, role, link });
        }
    }
    Table { nouns: nouns.into_iter().collect(), verbs: verbs.into_iter().collect() }
});

/// Returns the roles that a sentence gives to actors, in order.
pub(crate) fn roles(passage: &Passage<'_>, cast: &Cast) -> Vec<(EntityId, Role)> {
    let seeker = Seeker { passage, cast };
    (0..passage.words.len()).flat_map(|at| seeker.at(at)).collect()
}

struct Seeker<'s, 'a> {
    passage: &'s Passage<'a>,
    cast: &'s Cast,
}

/// Who is meant, what it is a role in, and the role.
type Given = (Vec<EntityId>, (String, String));

/// What leads from the noun of a role to what it is a role in.
const LINKS: &[&str] = &["of", "to", "for", "in", "at"];

/// Verbs whose subject is what they name with `as`.
const ACTING: &[&str] = &["act", "serve", "work", "remain", "continue", "function", "step"];

/// Verbs whose object is what they name with `as`.
const NAMING: &[&str] = &["name", "appoint", "choose", "elect", "recognise", "recognize", "confirm", "designate"];

impl Seeker<'_, '_> {
    fn at(&self, at: usize) -> Vec<(EntityId, Role)> {
        let lemma = self.passage.words[at].lemma.to_lowercase();
        let given = match self.passage.words[at].pos {
            Pos::Verb => TABLE.verbs.get(lemma.as_str()).and_then(|giver| self.by_verb(at, *giver)),
            Pos::Noun | Pos::Propn => self.noun(at, &lemma).and_then(|giver| self.by_noun(at, giver)),
            _ => None,
        };
        let Some((who, of)) = given else { return Vec::new() };
        let (of, role) = of;
        let is_actor = |id: &EntityId| self.cast.entity(*id).kind.is_actor() && self.cast.entity(*id).name != of;
        if of.to_lowercase().contains(&role) {
            return Vec::new();
        }
        let who: Vec<EntityId> = who.into_iter().filter(is_actor).collect();
        let role = Role { role: format!("{}{role}", self.prefix(at)), of };
        who.into_iter().map(|id| (id, role.clone())).collect()
    }

    /// Returns the giver that a noun is, alone or with the noun before it: `lead nation`.
    fn noun(&self, at: usize, lemma: &str) -> Option<Giver> {
        let before = at.checked_sub(1).map(|before| self.passage.words[before].lower());
        let pair = before.and_then(|before| TABLE.nouns.get(format!("{before} {lemma}").as_str()));
        pair.or_else(|| TABLE.nouns.get(lemma)).copied()
    }

    /// Returns `co-` where it stands before a word.
    fn prefix(&self, at: usize) -> &'static str {
        let words = &self.passage.words;
        let is_joined = at >= 2 && matches!(words[at - 1].text, "-" | "‑") && words[at - 2].is("co");
        if is_joined || words[at].lower().starts_with("co-") { "co-" } else { "" }
    }

    /// Reads `Callow will host the talks`, `talks hosted by Callow`.
    fn by_verb(&self, verb: usize, giver: Giver) -> Option<Given> {
        let passage = self.passage;
        let word = &passage.words[verb];
        let is_denied = passage.child(verb, &["neg"]).is_some();
        let leads =
            word.dep == "xcomp" && !matches!(passage.words[word.head].lemma, "agree" | "continue" | "be" | "go");
        let is_weighed = passage
            .children(verb)
            .any(|child| passage.words[child].is_any(&["may", "might", "could", "can", "would", "should", "must"]));
        if is_denied || leads || is_weighed {
            return None;
        }
        let object = match giver.link {
            Some(link) => {
                let link = passage.children(verb).find(|child| *child > verb && passage.words[*child].is(link))?;
                passage.child(link, &["pobj"])
            }
            None => self.object(verb).or_else(|| self.dispute(verb)),
        };
        let agent = passage.child(verb, &["agent"]).and_then(|by| passage.child(by, &["pobj"]));
        let (who, of) = match agent {
            Some(agent) => {
                let reduced = (word.dep == "acl").then_some(word.head);
                (agent, passage.child(verb, &["nsubjpass"]).or(reduced)?)
            }
            None if word.tag == "VBN" && word.dep == "acl" => return None,
            None => (passage.subject_of(verb)?, object?),
        };
        Some((passage.actors_of(who), (self.name(of)?, giver.role.to_owned())))
    }

    /// Reads `Callow mediated in the dispute`, but not where it did.
    fn dispute(&self, verb: usize) -> Option<usize> {
        let passage = self.passage;
        let link = passage.children(verb).find(|child| *child > verb && passage.words[*child].is("in"))?;
        let object = passage.child(link, &["pobj"])?;
        let is_mediated = passage.words[verb].lemma == "mediate";
        (is_mediated && passage.words[object].pos == Pos::Noun && passage.words[object].ent.is_empty())
            .then_some(object)
    }

    /// Returns the object of a verb; in `talks that Callow hosted` the noun before.
    fn object(&self, verb: usize) -> Option<usize> {
        let passage = self.passage;
        let own = passage.child(verb, &["dobj"]);
        let is_relative = |object: usize| matches!(passage.words[object].tag, "WDT" | "WP");
        match own {
            Some(object) if !is_relative(object) => Some(object),
            _ if passage.words[verb].dep == "relcl" => {
                let subject = passage.child(verb, &["nsubj"]).filter(|subject| !is_relative(*subject));
                subject.map(|_| passage.words[verb].head)
            }
            _ => None,
        }
    }

    /// Reads `Callow, host of the talks`, `Callow is the host of the talks`, `the talks' mediator, Ada Korn`.
    fn by_noun(&self, noun: usize, giver: Giver) -> Option<Given> {
        let who = self.bearer(noun).filter(|who| !who.is_empty())?;
        let role = self.words_for(noun, giver);
        let of = self.of(noun, giver).or_else(|| self.occasion(noun))?;
        Some((who, (of, role)))
    }

    /// Returns the role in the words of the text.
    fn words_for(&self, noun: usize, giver: Giver) -> String {
        let lemma = self.passage.words[noun].lemma.to_lowercase();
        let is_pair = giver.word.contains(' ');
        if is_pair { giver.word.to_owned() } else { lemma.trim_start_matches("co-").to_owned() }
    }

    /// Returns whom a noun of a role is said of.
    fn bearer(&self, noun: usize) -> Option<Vec<EntityId>> {
        let passage = self.passage;
        let word = &passage.words[noun];
        let head = word.head;
        let named = passage.child(noun, &["appos"]).filter(|at| !passage.actors_of(*at).is_empty());
        match word.dep {
            "appos" => Some(passage.actors_of(head)),
            "compound" | "nmod" if passage.words[head].pos == Pos::Propn && head > noun => {
                Some(passage.actors_of(head))
            }
            _ if named.is_some() => named.map(|named| passage.actors_of(named)),
            "attr" if passage.child(head, &["neg"]).is_none() => {
                passage.subject_of(head).map(|who| passage.actors_of(who))
            }
            "pobj" if passage.words[head].is("as") => self.named_as(head),
            "pobj" if passage.words[head].is_any(&["between", "with"]) => None,
            _ => self.named_before(noun),
        }
    }

    /// Returns those named right before a comma and a role, though the parser sees no apposition: `Callow and Dunmere,
    /// | co-chairs of the council,`.
    fn named_before(&self, noun: usize) -> Option<Vec<EntityId>> {
        let passage = self.passage;
        // The parser's `co`, `-` and `chairs` may stand apart, or be one word.
        let is_apart = |before: usize| passage.words[before].text != "," && self.prefix(noun) == "co-";
        let is_one = passage.words[noun].text.contains(['-', '‑']);
        let first = match noun.checked_sub(1).filter(|before| !is_one && is_apart(*before)) {
            Some(before) => before.checked_sub(1)?,
            None => noun,
        };
        let mut at = first.checked_sub(2).filter(|at| passage.words[at + 1].text == ",")?;
        let is_of = passage.words.get(noun + 1).is_some_and(|next| next.is("of"));
        passage.mention_at(at).filter(|_| is_of)?;
        while passage.words[noun].tag == "NNS" && passage.words[at].dep == "conj" && passage.words[at].head < at {
            at = passage.words[at].head;
        }
        Some(passage.actors_of(at))
    }

    /// Reads `Callow acts as mediator`, `the council named Callow as host`.
    fn named_as(&self, link: usize) -> Option<Vec<EntityId>> {
        let passage = self.passage;
        // The parser may hang `as host` on the one who is named so.
        let named =
            Some(passage.words[link].head).filter(|at| matches!(passage.words[*at].pos, Pos::Noun | Pos::Propn));
        let verb = passage.words[named.unwrap_or(link)].head;
        let lemma = passage.words[verb].lemma;
        let is_with = named.is_some_and(|named| passage.words[passage.words[named].head].is("with"));
        if is_with {
            return named.map(|named| passage.actors_of(named));
        }
        let who = if ACTING.contains(&lemma) {
            passage.subject_of(verb)
        } else if NAMING.contains(&lemma) {
            named.or_else(|| passage.child(verb, &["dobj", "nsubjpass", "oprd"]))
        } else {
            None
        };
        who.map(|who| passage.actors_of(who))
    }

    /// Returns what goes on with somebody in a role: `talks began with Callow as mediator`.
    fn occasion(&self, noun: usize) -> Option<String> {
        let passage = self.passage;
        let link = Some(passage.words[noun].head).filter(|link| passage.words[*link].is("as"))?;
        let mut at = passage.words[link].head;
        while matches!(passage.words[at].dep, "pobj" | "prep" | "pcomp") && passage.words[at].head != at {
            let is_with = passage.words[at].is("with");
            at = passage.words[at].head;
            if is_with && passage.is_verbal(at) {
                return self.name(passage.subject_of(at)?);
            }
        }
        None
    }

    /// Returns what a noun is a role in.
    fn of(&self, noun: usize, giver: Giver) -> Option<String> {
        let passage = self.passage;
        let is_link = |child: &usize| {
            let word = &passage.words[*child];
            *child > noun && word.dep == "prep" && giver.link.map_or(word.is_any(LINKS), |link| word.is(link))
        };
        let links = passage.children(noun).filter(is_link);
        let mut objects = links.filter_map(|link| passage.child(link, &["pobj"]));
        let owner = || passage.child(noun, &["poss"]).filter(|_| giver.link.is_none());
        let next = || passage.child(noun + 1, &["pobj"]).filter(|_| passage.words[noun + 1].is("of"));
        let behind = || (noun + 1 < passage.words.len()).then(next).flatten();
        let own = objects.find_map(|object| self.name(object));
        own.or_else(|| self.name(owner()?)).or_else(|| self.name(behind()?))
    }

    /// Returns the name of what a noun phrase means, or its words without the article.
    fn name(&self, noun: usize) -> Option<String> {
        let passage = self.passage;
        let known = passage.mention_at(noun).map(|mention| passage.bearers(mention)).unwrap_or_default();
        if let [one] = known[..] {
            return Some(self.cast.entity(one).name.clone());
        }
        let word = &passage.words[noun];
        if !matches!(word.pos, Pos::Noun | Pos::Propn) {
            return None;
        }
        let first = (word.edges.0..=noun).find(|at| !matches!(passage.words[*at].tag, "DT" | "PRP$" | "CD"))?;
        let tail = passage.children(noun).find(|child| *child == noun + 1 && passage.words[*child].is("of"));
        let last = tail.map_or(noun, |tail| passage.words[tail].edges.1.min(noun + TAIL_WORDS_MAX));
        Some(phrase(&passage.words[first..=last]))
    }
}

/// What follows a noun with `of` and belongs to its name has so many words at most.
const TAIL_WORDS_MAX: usize = 6;
