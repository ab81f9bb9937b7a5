//! The words of `casus review`.

use std::path::PathBuf;

use casus_claim::{EntityKind, PropositionId};
use casus_engine::ledger::{DecisionId, Grade, Location};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;

use super::AnswerFormat;
use super::examples::*;
use super::values::{day, decision, entity_kind, field, grade, instant, ledger, record_kind};

#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) by: Reviewing,
    #[command(subcommand)]
    pub(crate) action: Option<ReviewAction>,
}

/// In which dossier somebody decides, and who.
#[derive(Debug, Args)]
pub(crate) struct Reviewing {
    /// The folder of the dossier; needed.
    #[arg(long = "dossier", value_name = "DIR", global = true)]
    pub(crate) folder: Option<PathBuf>,
    /// Where its ledger lies, if not in the folder.
    #[arg(long, value_name = "LEDGER", value_parser = ledger, global = true)]
    pub(crate) ledger: Option<Location>,
    /// Who decides; the variable `CASUS_REVIEWER`, unless given.
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) by: Option<String>,
    /// A remark that stands with the decision.
    #[arg(long, value_name = "TEXT", global = true)]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReviewAction {
    /// List the entries that nobody has decided on, what matters most first.
    Queue(ReviewQueue),
    /// Say that entries say what their words say.
    Accept(References),
    /// Say that entries do not say what their words say.
    Reject(References),
    /// Correct an entry: the old one stays and counts no longer.
    #[command(after_help = AMEND_EXAMPLES)]
    Amend(Amend),
    /// Add an entry that was missed, by its words in a document.
    #[command(after_help = ADD_EXAMPLES)]
    Add(Add),
    /// Say something about an entry or a document.
    #[command(name = "note")]
    Remark(Remark),
    /// Say that two names mean one actor.
    Merge(Names),
    /// Say that two names mean two actors.
    Split(Names),
    /// Say that two entries tell the same promise, position, event or plan.
    Join(Pair),
    /// Say that two entries tell different ones.
    Part(Pair),
    /// Say which proposition of the dossier a phrase means.
    Map(Mapping),
    /// Say when a document was published; it is read again with that day.
    Date(Dating),
    /// Say how far a publisher or an entry is to be trusted.
    Grade(Grading),
    /// Undo a decision: the last one that you made, unless another is named.
    Undo(Undo),
    /// List who decided what, and what was undone.
    Log(ReviewLog),
}

#[derive(Debug, Args)]
pub(crate) struct ReviewQueue {
    /// List so many at most.
    #[arg(long, value_name = "COUNT")]
    pub(crate) limit: Option<usize>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct References {
    /// The references of entries, or their first digits.
    #[arg(value_name = "REF", required = true)]
    pub(crate) references: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Amend {
    /// The reference of the entry, or its first digits.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// What is to be otherwise.
    #[arg(value_name = "FIELD=VALUE", required = true, value_parser = field)]
    pub(crate) fields: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The document: its path, or its id.
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) document: String,
    /// What is said: statement, commitment, position, event, figure or authority.
    #[arg(long, value_name = "KIND", value_parser = record_kind)]
    pub(crate) kind: &'static str,
    /// The words of the document that say it.
    #[arg(long, value_name = "WORDS")]
    pub(crate) words: String,
    /// What they say.
    #[arg(value_name = "FIELD=VALUE", required = true, value_parser = field)]
    pub(crate) fields: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct Remark {
    /// An entry by its reference, or a document by its path or id.
    #[arg(value_name = "REF|DOCUMENT")]
    pub(crate) subject: String,
    /// What is to be said.
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,
}

#[derive(Debug, Args)]
pub(crate) struct Names {
    /// One name, as an entity of the dossier has it.
    #[arg(value_name = "NAME")]
    pub(crate) one: String,
    /// The other.
    #[arg(value_name = "NAME")]
    pub(crate) other: String,
    /// What they are, where a name has several kinds.
    #[arg(long, value_name = "KIND", value_parser = entity_kind)]
    pub(crate) kind: Option<EntityKind>,
    /// Mean them in one document only.
    #[arg(long = "in", value_name = "DOCUMENT")]
    pub(crate) document: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Pair {
    /// The reference of one entry, or its first digits.
    #[arg(value_name = "REF")]
    pub(crate) one: String,
    /// The reference of the other.
    #[arg(value_name = "REF")]
    pub(crate) other: String,
}

#[derive(Debug, Args)]
pub(crate) struct Mapping {
    /// The phrase, as a condition words it.
    #[arg(value_name = "PHRASE")]
    pub(crate) phrase: String,
    /// The id of a proposition in `dossier.toml`.
    #[arg(value_name = "PROPOSITION", value_parser = |text: &str| Ok::<_, String>(PropositionId(text.to_owned())))]
    pub(crate) proposition: PropositionId,
}

#[derive(Debug, Args)]
pub(crate) struct Dating {
    /// The document: its path, or its id.
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: String,
    /// The day it was published.
    #[arg(value_name = "DAY", value_parser = day)]
    pub(crate) day: Date,
    /// Also when the document has a day already.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Grading {
    /// A publisher by its name, or an entry by its reference.
    #[arg(value_name = "PUBLISHER|REF")]
    pub(crate) subject: String,
    /// A letter from A to F for the source, a digit from 1 to 6 for what it says, or both.
    #[arg(value_name = "GRADE", value_parser = grade)]
    pub(crate) grade: Grade,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The number of a decision, as `casus review log` shows it.
    #[arg(value_name = "DECISION", value_parser = decision)]
    pub(crate) decision: Option<DecisionId>,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewLog {
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) known_at: Option<Timestamp>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
