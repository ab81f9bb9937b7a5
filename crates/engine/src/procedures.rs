//! Who can make the propositions of a dossier true, and by what vote?
//!
//! In go the documents of a dossier that declares procedures; out comes [`WhoDecides`]: for each proposition its procedures
//! with what follows from them, what documents say of whose say it is, and who has said yes and no. A document's word on
//! whose say it is stays beside what the dossier declares, and neither goes before the other.

use std::collections::BTreeSet;

use casus_claim::{AuthorityClaim, PropositionId};
use casus_reason::common_ground::{Acceptance, Answer};
use casus_reason::phrases::Phrases;
use casus_reason::procedure::{Analysis, Rule, Said, Unsolved, Vote, analyse};
use casus_text::Source;

use crate::Error;
use crate::common_ground::Cell;
use crate::dossier::{Ballot, Dossier};
use crate::mappings::accepted;
use crate::memory::Remembered;
use crate::page::AuthorityLine;
use crate::pipeline::{Question, gather, in_order};
use crate::positions::authority;
use crate::said::{Saying, sayings};

/// So many coalitions of a kind are listed.
const LISTED_MAX: usize = 5;

/// Who decides what, by a dossier and its documents.
#[derive(Clone, Debug)]
pub struct WhoDecides {
    /// The documents, each once.
    pub documents: Vec<Source>,
    /// The propositions that have a procedure, or of which a document says whose say they are, in the order of the file.
    pub decisions: Vec<Decision>,
    /// What documents say of a say in something that no proposition means.
    pub left: Vec<AuthorityLine>,
}

/// A proposition and who decides it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its name.
    pub id: PropositionId,
    /// The words to show for it.
    pub label: String,
    /// Its procedures: those of the dossier, and at the end the one that documents give, where they do.
    pub procedures: Vec<Procedure>,
    /// What documents say of whose say it is.
    pub authorities: Vec<AuthorityLine>,
    /// Who has said what of it, by name.
    pub said: Vec<(String, Cell)>,
}

/// A procedure by which a proposition is decided.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// Its name in the dossier; `None` where it is what documents say.
    pub id: Option<String>,
    /// The words to show for it.
    pub label: String,
    /// Who must say yes.
    pub ballot: Ballot,
    /// The names of the voters, in the order in which an analysis counts them.
    pub voters: Vec<String>,
    /// Who has said yes and who no; one whose word is contested, open, on a condition or not stated has said neither.
    pub said: Said,
    /// What follows while nobody has spoken.
    pub beforehand: Result<Analysis, Unsolved>,
    /// What follows from what was said.
    pub now: Result<Analysis, Unsolved>,
}

/// Finds out who decides the propositions of a dossier, by what had been published in the days that are asked about.
pub fn who_decides(
    dossier: &Dossier,
    remembered: impl Into<Remembered>,
    question: &Question,
) -> Result<WhoDecides, Error> {
    let remembered = in_order(remembered.into(), &question.period());
    let dossier = &dossier.clone().with_accepted(accepted(&remembered.decisions));
    let facts = gather(remembered, dossier, question)?;
    let meant = Meant::of(dossier);
    let sayings: Vec<(Saying, BTreeSet<usize>)> = sayings(&facts, &dossier.known_terms())
        .into_iter()
        .map(|saying| {
            let places = meant.by(&saying.about);
            (saying, places)
        })
        .collect();
    let (mut matched, mut left) = (vec![Vec::new(); dossier.propositions.len()], Vec::new());
    for line in facts.lines() {
        let Some(authority) = authority(&facts, line) else { continue };
        let places = meant.by(&authority.over);
        places.iter().for_each(|&at| matched[at].push(authority.clone()));
        if places.is_empty() {
            left.push(authority);
        }
    }
    let decisions = dossier.propositions.iter().zip(matched).enumerate();
    let decisions = decisions.map(|(at, (known, authorities))| {
        let said = said(at, &sayings);
        let declared = dossier.procedures.iter().filter(|rule| rule.decides.contains(&known.id));
        let declared = declared.map(|rule| (Some(rule.id.clone()), rule.label.clone(), rule.ballot.clone()));
        let told = of_documents(&authorities).map(|ballot| (None, "What documents say".to_owned(), ballot));
        let procedures = declared.chain(told).map(|(id, label, ballot)| Procedure::of((id, label), ballot, &said));
        let procedures = procedures.collect();
        Decision { id: known.id.clone(), label: known.label.clone(), procedures, authorities, said }
    });
    let decisions = decisions.filter(|it| !it.procedures.is_empty() || !it.authorities.is_empty()).collect();
    Ok(WhoDecides { documents: facts.documents.into_iter().map(|(source, _)| source).collect(), decisions, left })
}

/// The phrases by which a proposition, counted from 0, is meant: its own and those of its procedures.
struct Meant<'d> {
    declared: Vec<(&'d str, usize)>,
    phrases: Phrases<'d, ()>,
}

impl<'d> Meant<'d> {
    fn of(dossier: &'d Dossier) -> Self {
        let declared = dossier.propositions.iter().enumerate().flat_map(|(at, known)| {
            let of_procedures = dossier.procedures.iter().filter(|rule| rule.decides.contains(&known.id));
            let phrases = known.phrases.iter().chain(of_procedures.flat_map(|rule| &rule.phrases));
            phrases.map(move |phrase| (phrase.as_str(), at))
        });
        let declared: Vec<(&str, usize)> = declared.collect();
        let phrases = Phrases::of(declared.iter().map(|(phrase, _)| (*phrase, ())));
        Self { declared, phrases }
    }

    /// Returns the propositions that words mean; one phrase may stand for several, where one procedure decides them.
    fn by(&self, words: &str) -> BTreeSet<usize> {
        let heard: BTreeSet<&str> = self.phrases.heard(words).into_iter().map(|found| found.phrase).collect();
        self.declared.iter().filter(|(phrase, _)| heard.contains(phrase)).map(|(_, at)| *at).collect()
    }
}

/// Returns what was said of a proposition, by actor.
fn said(at: usize, sayings: &[(Saying, BTreeSet<usize>)]) -> Vec<(String, Cell)> {
    let of: Vec<&Saying> =
        sayings.iter().filter(|(_, places)| places.contains(&at)).map(|(saying, _)| saying).collect();
    let actors: BTreeSet<&String> = of.iter().map(|saying| &saying.actor).collect();
    let cell = |actor: &String| Cell::of(of.iter().copied().filter(|saying| saying.actor == *actor).cloned());
    actors.into_iter().map(|actor| (actor.clone(), cell(actor))).collect()
}

/// Returns the ballot in which everybody says yes who decides or must consent by some document that is sure of it.
fn of_documents(authorities: &[AuthorityLine]) -> Option<Ballot> {
    let has_say = |authority: &&AuthorityLine| authority.is_sure && authority.claim != AuthorityClaim::Denied;
    let has_say = authorities.iter().filter(has_say);
    let holders: BTreeSet<&String> = has_say.flat_map(|authority| &authority.holder).collect();
    let of: Vec<Ballot> = holders.into_iter().map(|holder| Ballot::Consent(holder.clone())).collect();
    (!of.is_empty()).then_some(Ballot::All(of))
}

impl Procedure {
    fn of((id, label): (Option<String>, String), ballot: Ballot, said: &[(String, Cell)]) -> Self {
        let mut voters = Voters::default();
        let rule = voters.rule(&ballot);
        let voters = voters.names;
        let who = |is_one: &dyn Fn(&Cell, Acceptance) -> bool| {
            let plain = said.iter().filter(
                |(_, cell)| matches!(cell.answer(), Some(Answer::Plain(acceptance)) if is_one(cell, *acceptance)),
            );
            plain.filter_map(|(actor, _)| voters.iter().position(|voter| is_name(voter, actor))).collect()
        };
        let said = Said {
            // Whoever says yes if something else holds has not said yes.
            yes: who(&|cell, acceptance| acceptance >= Acceptance::Accepts && !cell.is_conditional()),
            no: who(&|_, acceptance| acceptance == Acceptance::Rejects),
        };
        let beforehand = analyse(&rule, &Said::default(), LISTED_MAX);
        let has_word = !said.yes.is_empty() || !said.no.is_empty();
        let now = if has_word { analyse(&rule, &said, LISTED_MAX) } else { beforehand.clone() };
        Self { id, label, ballot, voters, said, beforehand, now }
    }
}

/// The voters of a ballot, numbered as they come.
#[derive(Default)]
struct Voters {
    names: Vec<String>,
}

impl Voters {
    fn rule(&mut self, ballot: &Ballot) -> Rule {
        match ballot {
            Ballot::Consent(name) => Rule::Consent(self.voter(name)),
            Ballot::All(of) => Rule::All(self.each(of)),
            Ballot::Any(of) => Rule::Any(self.each(of)),
            Ballot::AtLeast { count, of } => Rule::AtLeast { count: *count, of: self.each(of) },
            Ballot::Vote { members, terms } => {
                let members: Vec<_> = members.iter().map(|member| (self.voter(&member.name), member.weight)).collect();
                Rule::Vote(Vote::new(&members, terms).expect("the file was refused otherwise"))
            }
        }
    }

    fn each(&mut self, of: &[Ballot]) -> Vec<Rule> {
        of.iter().map(|ballot| self.rule(ballot)).collect()
    }

    /// Returns the number of a voter.
    fn voter(&mut self, name: &str) -> usize {
        self.names.iter().position(|other| is_name(other, name)).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }
}

fn is_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
