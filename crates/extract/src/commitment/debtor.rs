//! Who might owe it? Those whom the sentence names for a deed, and where it names none, those whom the text makes clear.

use casus_claim::{Actors, Category, EntityId, EntityKind};
use casus_syntax::Pos;

use super::deed::{heads_line, is_passive};
use super::make::{creditors, head_of};
use super::principal::{body_of, is_arm, is_force, is_personal, owner_of_arm};
use super::sight::Sight;
use super::{Lead, Proposal, Rule, Surroundings};
use crate::cast::{Cast, Mention, Who};
use crate::confidence::WE;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::theme::adjective_states;
use crate::tree::SUBJECTS;

/// How somebody comes to be taken for the debtor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The sentence names him with the words of the pattern.
    Named,
    /// He is the subject of the verb.
    Subject,
    /// `by Callow`.
    Agent,
    /// It is the state or body for which a person who is named speaks.
    BodyOf,
    /// What is done is done with something of his: `Callow's second tranche`.
    Owner,
    /// He reports it.
    Speaker,
    /// It is the state or body of whoever reports it.
    SpeakerBody,
    /// He says `we` here.
    Voice,
    /// He owes what was promised before.
    Before,
    /// The text is his.
    Author,
    /// The line above the list names him.
    Lead,
    /// The text has named him most.
    Topic,
    /// The sentence names him as somebody who does something else.
    NearbySubject,
    /// The sentence names him anyhow.
    Nearby,
    /// The whole text names him most.
    Main,
    /// The sentence before is about him.
    SubjectBefore,
    /// He owes most of what was promised so far.
    Most,
}

impl How {
    /// Returns the way in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Subject => "subject",
            Self::Agent => "agent",
            Self::BodyOf => "body",
            Self::Owner => "owner",
            Self::Speaker => "speaker",
            Self::SpeakerBody => "speaker's body",
            Self::Voice => "we",
            Self::Before => "before",
            Self::Author => "author",
            Self::Lead => "lead",
            Self::Topic => "topic",
            Self::NearbySubject => "another subject",
            Self::Nearby => "nearby",
            Self::Main => "main",
            Self::SubjectBefore => "subject before",
            Self::Most => "owes most",
        }
    }

    /// Returns the number of the way, for what is learned of it.
    pub fn key(self) -> u32 {
        self as u32 + 1
    }
}

/// Somebody who might owe a deed.
#[derive(Clone, Debug)]
pub(super) struct Debtor {
    pub actors: Actors,
    /// How he was found first.
    pub how: How,
    /// In which ways else he, or one of several, was found.
    pub also: Vec<How>,
}

/// Returns those who might owe a deed, each once.
pub(super) fn debtors(sight: &Sight<'_>, cast: &Cast, around: &Surroundings<'_>) -> Vec<Debtor> {
    let Sight { passage, proposal, category, .. } = *sight;
    let verb = verb_of(passage, proposal);
    let mut found = Found {
        cast,
        is_of_state: is_of_state(category),
        is_personal: verb.is_some_and(|verb| is_personal(passage, verb)),
        recipients: Vec::new(),
        all: Vec::new(),
        takes: Vec::new(),
    };
    // `Our soldiers will stay` is a promise of whom they serve.
    let subject = verb.filter(|verb| !is_passive(passage, *verb)).and_then(|verb| passage.subject_of(verb));
    if let Some(owner) = subject.and_then(|subject| owner_of_arm(passage, cast, subject)) {
        found.take(&owner, How::BodyOf);
        return found.debtors();
    }
    let named = proposal.named.as_ref().filter(|_| !is_received(passage, proposal));
    if let Some(named) = named {
        found.take(named.ids(), How::Named);
        found.bodies(named.ids(), How::BodyOf);
        if matches!(proposal.rule, Rule::Line | Rule::Ellipsis) {
            return found.debtors();
        }
    }
    if let Some(lead) = leading(passage, around, verb).filter(|_| proposal.named.is_none()) {
        found.take(&lead.debtor, How::Lead);
        if found.is_plain() {
            return found.debtors();
        }
    }
    if let Some(verb) = verb.filter(|_| proposal.named.is_none()) {
        if is_passive(passage, verb) {
            let by = passage.child(verb, &["agent"]).and_then(|by| passage.child(by, &["pobj"]));
            found.take(&by.map(|by| passage.actors_of(by)).unwrap_or_default(), How::Agent);
        } else if let Some(subject) = passage.subject_of(verb).filter(|_| !is_received(passage, proposal)) {
            let actors = passage.actors_of(subject);
            found.take(&actors, How::Subject);
            found.bodies(&actors, How::BodyOf);
        }
    }
    if !found.is_plain() || verb.is_some_and(|verb| has_pronoun(passage, verb)) {
        made_clear(passage, around, proposal, &mut found);
    }
    found.without_we().debtors()
}

/// Returns whether the subject of a verb is given something, so that it is owed by somebody else: `is to receive a quarter`.
fn is_received(passage: &Passage<'_>, proposal: &Proposal) -> bool {
    let receives = |at: usize| passage.words.get(at).is_some_and(|word| LEXICON.is(Class::Receiving, word.lemma));
    receives(passage.word_from(proposal.trigger.end_bytes())) || passage.top(proposal.trigger).is_some_and(receives)
}

/// Returns the lead of a list where a line under it goes on with a verb: `we shall` – `(a) raise our contribution`.
pub(super) fn leading<'a>(passage: &Passage<'_>, around: &Surroundings<'a>, verb: Option<usize>) -> Option<&'a Lead> {
    let goes_on = |verb: usize| heads_line(passage, verb) && passage.child(verb, &SUBJECTS).is_none();
    around.lead.filter(|_| verb.is_some_and(goes_on))
}

/// Returns whether a deed is one that states and bodies do: to send soldiers, to pay for a loan, to lift sanctions.
fn is_of_state(category: Category) -> bool {
    !matches!(category, Category::Diplomacy | Category::Other | Category::Concession | Category::Climate)
}

/// Returns whether the subject of a verb is a pronoun, which may mean somebody else than was found.
fn has_pronoun(passage: &Passage<'_>, verb: usize) -> bool {
    let Some(subject) = passage.subject_of(verb) else { return false };
    let word = &passage.words[subject];
    // Of `it`, `he` and `she` it is known well enough whom they mean.
    let is_known = word.is_any(&["it", "he", "she", "i"]) || matches!(word.tag, "WDT" | "WP");
    matches!(word.pos, Pos::Pron | Pos::Det) && !is_known
}

/// Returns the verb of a proposal.
pub(super) fn verb_of(passage: &Passage<'_>, proposal: &Proposal) -> Option<usize> {
    match proposal.rule {
        Rule::Deed => passage.top(proposal.trigger),
        _ => passage.top(proposal.object).or_else(|| passage.top(proposal.trigger)),
    }
}

/// Takes those whom the sentence does not name for it.
fn made_clear(passage: &Passage<'_>, around: &Surroundings<'_>, proposal: &Proposal, found: &mut Found<'_>) {
    let cast = found.cast;
    found.recipients = creditors(passage, cast, proposal.trigger, proposal.object, &[]);
    let owners = passage.mentions_in(proposal.object).filter(|mention| passage.is_possessor(mention));
    let owners: Vec<EntityId> = owners.take(1).flat_map(|mention| passage.bearers(mention)).collect();
    found.take(&owners, How::Owner);
    found.bodies(&owners, How::BodyOf);
    found.take(&adjective_states(passage, cast, proposal.object), How::Owner);
    let report = around.reports.iter().filter(|report| report.content.contains(proposal.trigger));
    if let Some(report) = report.min_by_key(|report| report.content.len_bytes()) {
        found.take(report.speaker.ids(), How::Speaker);
        found.bodies(report.speaker.ids(), How::SpeakerBody);
    }
    if passage.mentions.iter().any(|mention| mention.who == Who::Speaker) {
        found.take(&passage.speaker, How::Voice);
    }
    if let Some(lead) = around.lead {
        found.take(&lead.debtor, How::Lead);
    }
    found.take(around.before, How::Before);
    found.bodies(&passage.voice, How::SpeakerBody);
    found.take(around.authors, How::Author);
    found.take(around.company.most.as_slice(), How::Most);
    found.take(around.company.topic.as_slice(), How::Topic);
    found.take(&around.company.subject, How::SubjectBefore);
    found.take(around.company.main(cast).as_slice(), How::Main);
    nearby(passage, around, proposal, found);
}

/// Takes the nearest few whom the sentence names anyhow.
fn nearby(passage: &Passage<'_>, around: &Surroundings<'_>, proposal: &Proposal, found: &mut Found<'_>) {
    const NEAR_MAX: usize = 3;
    let trigger = proposal.trigger.start_bytes();
    // Who is named in a condition only is the one who is to fulfil it.
    let is_near = |mention: &&Mention| {
        mention.who != Who::Speaker && !around.is_in_condition(mention.span) && !is_done_to(passage, mention)
    };
    let mut near: Vec<&Mention> = passage.mentions.iter().filter(is_near).collect();
    near.sort_by_key(|mention| mention.span.start_bytes().abs_diff(trigger));
    for mention in near.into_iter().take(NEAR_MAX) {
        let head = passage.words_of(mention).1.saturating_sub(1);
        let how = if SUBJECTS.contains(&passage.words[head].dep) { How::NearbySubject } else { How::Nearby };
        found.take(&passage.bearers(mention), how);
    }
}

/// Returns whether something is done to, for or at whoever is named: `sold | to Callow`, `the line | through Dunmere`.
fn is_done_to(passage: &Passage<'_>, mention: &Mention) -> bool {
    let word = &passage.words[head_of(passage, mention)];
    let over = &passage.words[word.head];
    match word.dep {
        "dobj" | "dative" => true,
        "pobj" => over.pos == Pos::Adp && !over.is_any(&["of", "by", "from"]),
        _ => false,
    }
}

struct Found<'a> {
    cast: &'a Cast,
    /// Whether what is to be done is what states and bodies do, and no person of himself.
    is_of_state: bool,
    /// Whether it is what somebody does himself.
    is_personal: bool,
    /// Those to or for whom it is to be done, once it is asked who might owe it unsaid.
    recipients: Vec<EntityId>,
    all: Vec<(Actors, How)>,
    /// Everybody as he was found, also again.
    takes: Vec<(Vec<EntityId>, How)>,
}

impl Found<'_> {
    /// Returns whether somebody was found by whom nobody else can be meant.
    fn is_plain(&self) -> bool {
        let is_named = |id: &EntityId| {
            let entity = self.cast.entity(*id);
            let mut words = entity.name.split(' ').map(str::to_lowercase);
            let is_vague = entity.kind == EntityKind::Group
                && words.any(|word| LEXICON.is(Class::Personnel, &word) || LEXICON.is(Class::Unnamed, &word));
            entity.name != WE && !is_vague
        };
        self.all.first().is_some_and(|(actors, _)| actors.ids().iter().all(is_named))
    }

    fn take(&mut self, ids: &[EntityId], how: How) {
        let Some(actors) = self.cast.actors(ids) else { return };
        // Who is sent does not send himself.
        let is_sent = |id: &EntityId| {
            let entity = self.cast.entity(*id);
            let mut words = entity.name.split(' ');
            entity.kind == EntityKind::Group && words.any(|word| LEXICON.is(Class::Personnel, &word.to_lowercase()))
        };
        let is_stated = matches!(how, How::Named | How::Subject | How::Agent);
        // Nor does anybody owe himself what the sentence does not say that he does.
        let is_recipient = matches!(how, How::Before | How::Most | How::Topic | How::Main | How::SubjectBefore)
            && actors.ids().iter().all(|id| self.recipients.contains(id));
        if is_recipient || !is_stated && actors.ids().iter().all(is_sent) {
            return;
        }
        self.takes.push((actors.ids().to_vec(), how));
        if !self.all.iter().any(|(known, _)| *known == actors) {
            self.all.push((actors, how));
        }
    }

    /// Returns all who were found, each with the other ways in which he was.
    fn debtors(self) -> Vec<Debtor> {
        let Self { all, takes, .. } = self;
        let debtor = |(actors, how): (Actors, How)| {
            let is_he = |ids: &[EntityId]| ids.iter().any(|id| actors.ids().contains(id));
            let also = takes.iter().filter(|(ids, other)| *other != how && is_he(ids)).map(|(_, other)| *other);
            Debtor { also: also.collect(), actors, how }
        };
        all.into_iter().map(debtor).collect()
    }

    /// Returns all who were found, `we` only where it could be nobody else.
    fn without_we(mut self) -> Self {
        let is_we = |actors: &Actors| actors.ids().iter().all(|id| self.cast.entity(*id).name == WE);
        if self.all.iter().any(|(actors, _)| !is_we(actors)) {
            self.all.retain(|(actors, _)| !is_we(actors));
        }
        self
    }

    /// Takes the states and bodies for which persons and parts of states act; of what only those do, the persons owe
    /// nothing, and what a part of a state does, the state owes.
    fn bodies(&mut self, ids: &[EntityId], how: How) {
        let bodies: Vec<EntityId> = ids.iter().filter_map(|id| body_of(self.cast, *id)).collect();
        let is_arm = ids.iter().all(|id| is_arm(self.cast, *id) && (!self.is_personal || is_force(self.cast, *id)));
        if (self.is_of_state || is_arm) && bodies.len() == ids.len() {
            self.all.retain(|(actors, _)| actors.ids() != ids);
        }
        self.take(&bodies, how);
    }
}
