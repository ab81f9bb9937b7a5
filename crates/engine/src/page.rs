//! The page: everything that an analyst sees of one or more documents, in the order in which it is shown.
//!
//! It is one model for every face: the terminal and the HTML file are drawn from it and know nothing else. Each line
//! carries the [`Quote`]s it rests on, and a `source` number is a place in [`Page::documents`].

use std::sync::Arc;

use casus_claim::{
    Amount, AuthorityClaim, Category, Condition, EventStatus, EventType, Proposition, PropositionId, Reach, Stance,
    Status,
};
use casus_intake::Relay;
use casus_ledger::ContradictionKind;
use casus_ledger::thread::{ChangeKind, Step};
use casus_reason::{Lifecycle, Need, Reference, Rules, Truth, Verdict};
use casus_text::{Quote, Source, Span};
use jiff::civil::Date;

use crate::OpenEnd;

/// What an analyst sees of some documents under one scenario.
#[derive(Clone, Debug)]
pub struct Page {
    /// The dossier whose page this is; `None` for documents that belong to none.
    pub dossier: Option<About>,
    /// The documents, and what is odd about each.
    pub documents: Vec<Document>,
    /// What is due and what waits on what, in one or two sentences.
    pub answer: Vec<String>,
    /// The propositions that promises wait on, each with its value in the scenario.
    pub gates: Vec<Gate>,
    /// What is promised, offered, weighed, withheld, refused or taken back: strongest first.
    pub promises: Vec<Promise>,
    /// Rules over many promises, such as "any military support would require …".
    pub general_claims: Vec<GeneralClaim>,
    /// What the promises lead to.
    pub goals: Vec<Goal>,
    /// Money first, then other figures.
    pub figures: Vec<FigureLine>,
    /// Who stands where, by actor and subject.
    pub positions: Vec<PositionLine>,
    /// Who must say yes.
    pub authorities: Vec<AuthorityLine>,
    /// What is planned, possible or due.
    pub coming: Vec<ComingLine>,
    /// What cannot all be right.
    pub disagreements: Vec<Disagreement>,
    /// What holds between the propositions.
    pub rules: Rules,
    /// Lines whose confidence is below this are unsure, 0 to 1.
    pub threshold: f64,
}

/// What a dossier says of itself, and the day it is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is called.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The day whose world the page shows; `None` when no day is asked about.
    pub as_of: Option<Date>,
    /// How many documents were published after that day and are left out.
    pub left_out: usize,
    /// The first day of publication that is asked for; `None` when no day is.
    pub since: Option<Date>,
    /// How many documents were published before that day and are left out.
    pub earlier: usize,
}

/// The sentence or clause that a line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The document, counted from 0.
    pub source: usize,
    /// The words.
    pub quote: Quote,
    /// The speakers whom the document names for it.
    pub attributed_to: Vec<String>,
    /// Those of them whom the document describes and does not name, such as "a senior official".
    pub unnamed: Vec<String>,
    /// By which name the entry goes, unique on the page; `None` for words that are no entry, such as a dateline.
    pub reference: Option<String>,
    /// Who read it, where others did than the rules of Casus alone.
    pub read_by: Vec<String>,
    /// Who stands behind the entry; `None` while nobody has accepted or written it.
    pub vouched: Option<Vouched>,
}

/// A person who stands behind an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// How: `accepted` or `added`.
    pub state: &'static str,
    /// Who.
    pub by: String,
}

/// One document of the page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text and its origin.
    pub source: Source,
    /// How far people trust its publisher.
    pub grade: Option<casus_ledger::Grade>,
    /// What is odd: no date, a time that cannot be told, a day that cannot be.
    pub oddities: Vec<Oddity>,
    /// Every sentence, and whether it gave at least one line.
    pub sentences: Vec<Sentence>,
    /// The number of its voice: documents that relay one another have one.
    pub voice: usize,
    /// What it relays of another document of the page.
    pub relays: Option<Relay>,
    /// The agency that it names as where it is from.
    pub credit: Option<String>,
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Whether a record rests on it.
    pub gave_a_line: bool,
}

/// Something odd about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// One sentence that says what.
    pub sentence: String,
    /// Where, if it is somewhere.
    pub span: Option<Span>,
}

/// A proposition with its value: a gate that is open, shut or not known to be either.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The proposition.
    pub proposition: Proposition,
    /// Its value in the scenario, as set by the user.
    pub value: Truth,
    /// The phrases that were taken to mean it.
    pub evidence: Vec<Evidence>,
}

/// A commitment with its verdict.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The reference of its entry: unique on the page, printed wherever the promise is.
    pub reference: String,
    /// Who is to do it.
    pub debtor: Vec<String>,
    /// For or toward whom.
    pub creditor: Vec<String>,
    /// What is to be done, in the text's words.
    pub consequent: String,
    /// The field it belongs to.
    pub category: Category,
    /// How strong it is.
    pub status: Status,
    /// The money or number promised.
    pub amount: Option<Amount>,
    /// On which condition, in propositions.
    pub antecedent: Option<Condition<PropositionId>>,
    /// The same condition in the text's words; empty when unconditional.
    pub condition: String,
    /// The proposition that it would bring about; `None` for an unsure promise, on which no other verdict may rest.
    pub brings_about: Option<PropositionId>,
    /// What follows in the scenario; `None` where nothing is promised, as when it is refused.
    pub verdict: Option<Verdict>,
    /// Where it stands in its life; `None` where nothing is promised.
    pub lifecycle: Option<Lifecycle>,
    /// Why, in sentences.
    pub because: Vec<String>,
    /// The references of the promises on which the verdict rests.
    pub through: Vec<String>,
    /// General claims of the documents that would cover it if they are meant so, each with the verdict it would then
    /// have.
    pub covered_by: Vec<Cover>,
    /// When it is due, in the text's words and in days where they can be told.
    pub due: Option<String>,
    /// What no telling of it states.
    pub leaves_open: Vec<OpenEnd>,
    /// The evidence.
    pub evidence: Evidence,
    /// Where other documents tell the same promise.
    pub further: Vec<Evidence>,
    /// How it developed; `None` where it is told once.
    pub development: Option<Development>,
    /// How sure the reader is, 0 to 1.
    pub confidence: f64,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// How a promise developed from telling to telling.
#[derive(Clone, Debug)]
pub struct Development {
    /// How many independent voices tell it.
    pub voices: usize,
    /// The tellings in the order of their days, each with what changed.
    pub tellings: Arc<[Telling]>,
    /// The place of the telling that says how it stands at last.
    pub last: usize,
    /// The last change of its strength, or else the last change at all, with its day.
    pub trend: Option<(ChangeKind, Option<Date>)>,
    /// The promise of the page where its tellings are shown, by its reference; `None` where they are shown with this one.
    pub told_at: Option<String>,
}

impl Development {
    /// Returns the tellings that are shown with a promise: all, or none where another one shows them.
    pub fn shown(&self) -> &[Telling] {
        if self.told_at.is_none() { &self.tellings } else { &[] }
    }
}

/// One telling of a promise.
#[derive(Clone, Debug)]
pub struct Telling {
    /// What is told, and what changed; a change is held against another telling of the same development.
    pub step: Step,
    /// The evidence.
    pub evidence: Evidence,
}

/// How a general claim would change a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The reference of the general claim.
    pub claim: String,
    /// The verdict of the promise if the claim is meant to cover it.
    pub verdict_if_meant: Verdict,
}

/// A rule over many promises.
#[derive(Clone, Debug)]
pub struct GeneralClaim {
    /// The reference of its entry: unique on the page.
    pub reference: String,
    /// Which promises it speaks of, in the text's words.
    pub subject: String,
    /// What they would wait on.
    pub antecedent: Condition<PropositionId>,
    /// The same condition in the text's words.
    pub condition: String,
    /// The fields of the promises it speaks of.
    pub categories: Vec<Category>,
    /// Whether it is one promise or many; always general here.
    pub reach: Reach,
    /// The evidence.
    pub evidence: Evidence,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// Something that promises lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The words to show for it.
    pub label: String,
    /// The references of the promises that lead to it.
    pub promises: Vec<String>,
    /// What it takes and whether that is given; `None` for a field of promises, which stands for a goal that nobody
    /// has declared.
    pub test: Option<GoalTest>,
}

/// What a goal of the dossier takes, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalTest {
    /// Its name in the dossier.
    pub id: String,
    /// What it takes.
    pub needs: Condition<GoalNeed>,
    /// Whether it is reached in the scenario.
    pub value: Truth,
    /// What keeps it from being reached, in a phrase each; empty when it is reached.
    pub waits_on: Vec<String>,
}

/// A part of what a goal takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalNeed {
    /// A proposition is true.
    Proposition(PropositionId),
    /// So many of these promises are due.
    Promises {
        /// How many.
        at_least: usize,
        /// The references of those that count.
        among: Vec<String>,
        /// What is asked for, in words: "2 promises of troops, at least offered".
        words: String,
    },
    /// Promises of so much money are due.
    Money {
        /// How much, in its currency.
        at_least: Amount,
        /// The references of those that count, each with how much it comes to in whole units of the currency.
        among: Vec<(String, u64)>,
        /// What is asked for, in words.
        words: String,
    },
}

impl GoalTest {
    /// Returns what the goal takes, for the reasoner.
    pub fn goal(&self) -> casus_reason::Goal {
        self.needs.map(&mut GoalNeed::for_reason)
    }
}

impl GoalNeed {
    /// Returns what is asked for, for the reasoner; money in whole units of its currency.
    pub fn for_reason(&self) -> Need {
        let named = |reference: &String| Reference(reference.clone());
        match self {
            Self::Proposition(id) => Need::Proposition(id.clone()),
            Self::Promises { at_least, among, .. } => {
                Need::Due { at_least: *at_least, among: among.iter().map(named).collect() }
            }
            Self::Money { at_least, among, .. } => Need::Sum {
                at_least: at_least.value.trunc().try_into().unwrap_or(u64::MAX),
                of: among.iter().map(|(reference, size)| (named(reference), *size)).collect(),
            },
        }
    }
}

/// A figure.
#[derive(Clone, Debug)]
pub struct FigureLine {
    /// What is counted or measured.
    pub of: String,
    /// The number.
    pub amount: Amount,
    /// The evidence.
    pub evidence: Evidence,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// A position.
#[derive(Clone, Debug)]
pub struct PositionLine {
    /// Whose it is.
    pub holder: Vec<String>,
    /// The stance.
    pub stance: Stance,
    /// What it is on, in the text's words.
    pub content: String,
    /// The reason given.
    pub because: Option<String>,
    /// The evidence.
    pub evidence: Evidence,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// Somebody's say in something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityLine {
    /// Whose say it is.
    pub holder: Vec<String>,
    /// What kind of say.
    pub claim: AuthorityClaim,
    /// What is decided, in the text's words.
    pub over: String,
    /// The words for how it is decided.
    pub procedure: Option<String>,
    /// The evidence.
    pub evidence: Evidence,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// Something ahead.
#[derive(Clone, Debug)]
pub struct ComingLine {
    /// What it is; `None` for a promise that falls due.
    pub kind: Option<EventType>,
    /// What it is, in words.
    pub what: String,
    /// Who takes part or owes it.
    pub who: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// How likely, for an event.
    pub status: Option<EventStatus>,
    /// The time in the text's words.
    pub when: Option<String>,
    /// The first and last day, where they can be told.
    pub days: Option<(Date, Option<Date>)>,
    /// Whether its last day lies before the day that the page is asked about.
    pub is_past: bool,
    /// The evidence.
    pub evidence: Evidence,
    /// Whether the confidence reaches the threshold.
    pub is_sure: bool,
}

/// Two or more sentences that cannot all be right.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// In what they differ.
    pub kind: ContradictionKind,
    /// What they disagree about.
    pub about: String,
    /// Why they cannot all hold.
    pub why: String,
    /// The sentences.
    pub sides: Vec<Evidence>,
}
