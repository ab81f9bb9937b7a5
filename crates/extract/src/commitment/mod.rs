//! Who undertakes what? Commitments with their strength and their conditions.
//!
//! Patterns, trees and lists *propose*: each proposal is a deed with a strength, and there are often several for one
//! deed. [`debtors`](debtor::debtors) adds who might owe it. The judge weighs each pair by what [`sight`] sees of it, and
//! the likeliest pairs that do not stand in each other's way are commitments.

mod company;
mod debtor;
mod deed;
mod listing;
mod make;
mod principal;
mod sight;
mod standing;
mod strength;
mod wait;
mod worded;

use casus_claim::{Actors, Atom, Commitment, Condition, EntityId, Reach, Status, Time};
use casus_text::Span;

use crate::cast::Cast;
use crate::condition::SeenCondition;
use crate::figure::SeenAmount;
use crate::judge::{Case, Choice, Likelihood, Tribunal};
use crate::passage::Passage;
use crate::reason::because;
use crate::stage::stage;
use crate::statement::Report;
use crate::term::term;
use crate::time::SeenTime;
use crate::trace::{Row, Trace};
use sight::Sight;

pub(crate) use company::Company;
use make::{consequent, creditors, days, due, reach};
pub(crate) use wait::bind;

/// A commitment with its place in the sentence.
#[derive(Clone, Debug)]
pub(crate) struct SeenCommitment {
    /// The words that show it.
    pub trigger: Span,
    pub commitment: Commitment,
    pub time: Option<Time>,
    /// How likely it is that a careful reader would take it so.
    pub likelihood: Likelihood,
    pub trace: Trace,
}

/// What else was read in the sentence and before it.
pub(crate) struct Surroundings<'a> {
    pub reports: &'a [Report],
    pub conditions: &'a [SeenCondition],
    pub amounts: &'a [SeenAmount],
    pub times: &'a [SeenTime],
    pub published: Option<jiff::civil::Date>,
    /// Whether a sentence that announces something stands before, so that a bare `Callow: €3 million` is a promise.
    pub is_listed: bool,
    /// Whose words the text is.
    pub authors: &'a [EntityId],
    /// Who owes what the last commitment before this sentence promises.
    pub before: &'a [EntityId],
    /// Whom the text has named.
    pub company: &'a Company,
    /// What a line that ends in a colon says of the lines under it.
    pub lead: Option<&'a Lead>,
}

impl Surroundings<'_> {
    /// Returns whether words stand in what something waits on.
    fn is_in_condition(&self, span: Span) -> bool {
        self.conditions.iter().any(|condition| condition.span.contains(span))
    }
}

/// What a line that ends in a colon says of the lines under it: `Callow has offered:`.
#[derive(Clone, Debug)]
pub(crate) struct Lead {
    pub debtor: Vec<EntityId>,
    pub status: Status,
}

/// Returns what a line says of the lines of the list under it, where it ends in a colon.
pub(crate) fn lead(passage: &Passage<'_>, cast: &Cast) -> Option<Lead> {
    // `Callow is prepared` – `• to sell its shares`: the lines go on with the sentence.
    let is_lead = !passage.text().trim_end().ends_with(['.', '!', '?', ';', ',', '”', '"', ')']);
    let root = (0..passage.words.len()).find(|at| is_lead && passage.words[*at].head == *at)?;
    let mut verbs = passage.conjuncts(root).into_iter().rev();
    let status = verbs.find_map(|verb| strength::of_operator(passage, verb)).unwrap_or(Status::Pledged);
    let subject = passage.subject_of(root).map(|subject| passage.actors_of(subject)).unwrap_or_default();
    let named = || passage.mentions.first().map(|mention| passage.bearers(mention)).unwrap_or_default();
    let debtor = if subject.is_empty() { named() } else { subject };
    let debtor = cast.actors(&debtor).map(|actors| actors.ids().to_vec()).unwrap_or_default();
    Some(Lead { debtor, status })
}

/// By which rule a proposal was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A pattern of `data/commitments.tsv`, by its first words.
    Pattern(&'static str),
    /// A verb with the words that say how far somebody has gone.
    Deed,
    /// A line of a list.
    Line,
    /// What stands behind another: `Callow €3 million, Dunmere €2 million`.
    Ellipsis,
    /// A sentence whose verb is the waiting itself: `the loan hinges on a clean audit`.
    Waiting,
}

impl Rule {
    /// Returns the rule with its table.
    fn row(self) -> Row {
        match self {
            Self::Pattern(pattern) => Row::of("pattern", "commitments.tsv", pattern),
            rule => Row::bare(rule.words()),
        }
    }

    /// Returns the rule in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pattern(pattern) => pattern,
            Self::Deed => "verb",
            Self::Line => "line",
            Self::Ellipsis => "ellipsis",
            Self::Waiting => "waiting",
        }
    }
}

/// Something that may be a commitment.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    /// The words that show it.
    pub trigger: Span,
    /// What is to be done.
    pub object: Span,
    pub status: Status,
    pub rule: Rule,
    /// Whom the sentence names for it.
    pub named: Option<Actors>,
    /// Whether what is to be done stands before its verb, in a relative clause.
    pub is_relative: bool,
    /// What it waits on, where that is told by its own verb.
    pub waits: Option<Condition<Atom>>,
}

/// How likely it is that a rule over many promises is taken so, as measured on the open training set.
const RULE_LIKELIHOOD: f64 = 0.6;

/// Returns the commitments of a sentence in order, and the places where one is worded but nobody is named for it.
pub(crate) fn commitments(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
    tribunal: &mut Tribunal<'_>,
) -> (Vec<SeenCommitment>, Vec<Span>) {
    let (mut proposals, mut orphans) = worded::worded(passage, cast, around);
    proposals.extend(listing::listed(passage, cast, around));
    proposals.extend(wait::waiting(passage, cast));
    proposals.extend(deed::deeds(passage, cast, around));
    let elided = listing::elided(passage, cast, around, &proposals);
    proposals.extend(elided);
    // A rule over many promises is laid down once and told by its words; no judge has heard enough of them.
    let is_rule = |proposal: &Proposal| {
        proposal.rule == Rule::Waiting && reach(passage.source.slice(proposal.object)) == Reach::General
    };
    let (rules, proposals): (Vec<_>, Vec<_>) = proposals.into_iter().partition(is_rule);
    let cases = cases(passage, cast, around, &proposals);
    let verdicts = tribunal.choose(&cases);
    let traced = |proposal: &Proposal, how: &'static str| Trace {
        actor: Some(how),
        ..proposal.rule.row().trace(passage, proposal.trigger, proposal.status.word())
    };
    let taken = verdicts.into_iter().map(|verdict| {
        let case = &cases[verdict.case];
        let (choice, proposal) = (&case.options[verdict.option], &proposals[case.proposal]);
        let trace = traced(proposal, choice.how);
        commitment(passage, cast, around, proposal, choice.actors.clone(), (verdict.likelihood, trace))
    });
    let mut seen: Vec<SeenCommitment> = taken.collect();
    let laid_down = rules.iter().filter_map(|rule| {
        let debtor = debtor::debtors(&Sight::new(passage, around, rule), cast, around).into_iter().next()?;
        let how = debtor.how.word();
        let trace = traced(rule, how);
        let likelihood = Likelihood { share: RULE_LIKELIHOOD, what: 0.0, who: 0.0, how };
        Some(commitment(passage, cast, around, rule, debtor.actors, (likelihood, trace)))
    });
    seen.extend(laid_down);
    seen.sort_by_key(|seen| (seen.trigger, seen.commitment.consequent.quote.span()));
    orphans.retain(|orphan| !seen.iter().any(|seen| seen.trigger.overlaps(*orphan)));
    wait::attach(passage, &mut seen, around.conditions);
    (seen, orphans)
}

/// Returns each proposal with those who might owe it.
fn cases(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>, proposals: &[Proposal]) -> Vec<Case> {
    let case = |(place, proposal): (usize, &Proposal)| {
        let sight = Sight::new(passage, around, proposal);
        let debtors = debtor::debtors(&sight, cast, around);
        let first = debtors.first()?;
        let features = sight.of_deed(cast, &first.actors, first.how);
        let options = debtors.iter().map(|debtor| Choice {
            actors: debtor.actors.clone(),
            how: debtor.how.word(),
            features: sight.of_debtor(cast, around, debtor),
        });
        let options = options.collect();
        Some(Case { proposal: place, said: proposal.object, features, options })
    };
    proposals.iter().enumerate().filter_map(case).collect()
}

fn commitment(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
    proposal: &Proposal,
    debtor: Actors,
    (likelihood, trace): (Likelihood, Trace),
) -> SeenCommitment {
    let object = proposal.object;
    let consequent = consequent(passage, around, object);
    let term = term(passage, proposal.trigger, object, days(around));
    // How long something is to hold is not when it is due.
    let is_term = |time: &Time| term.as_ref().is_some_and(|term| term.text().contains(time.text()));
    let time = due(passage, around, object, proposal.status).filter(|time| !is_term(time));
    let commitment = Commitment {
        creditor: creditors(passage, cast, proposal.trigger, object, debtor.ids()),
        debtor,
        reach: reach(consequent.quote.text()),
        antecedent: proposal.waits.clone(),
        status: proposal.status,
        stage: stage(passage, proposal.trigger, proposal.status),
        term,
        because: because(passage, proposal.trigger),
        consequent,
    };
    SeenCommitment { trigger: proposal.trigger, time, commitment, likelihood, trace }
}
