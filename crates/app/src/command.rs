//! The words of the command line.

mod article;
mod care;
mod common_ground;
mod copies;
mod dating;
mod diff;
mod digest;
mod examples;
mod fault_tree;
mod follows;
mod items;
mod models;
mod propositions;
mod review;
mod search;
mod stories;
mod threads;
pub(crate) mod values;
mod watch;
mod who;
mod who_decides;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use casus_claim::PropositionId;
use casus_engine::THRESHOLD;
use casus_engine::ledger::Location;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Timestamp;
use jiff::civil::Date;

use article::ARTICLE_EXAMPLES;
pub(crate) use article::{Article, ArticleFormat};
pub(crate) use care::{Backup, Redact, Restore, Verify};
use common_ground::COMMON_GROUND_EXAMPLES;
pub(crate) use common_ground::{CommonGround, GroundFormat};
pub(crate) use copies::{Copies, Coverage, CoverageFormat, DocumentsOrDossier};
pub(crate) use dating::AskedDating;
use dating::DATING_EXAMPLES;
pub(crate) use diff::{Diff, DiffFormat, Moment, States};
use digest::DIGEST_EXAMPLES;
pub(crate) use digest::{AskedDigest, DigestFormat};
use examples::*;
pub(crate) use fault_tree::FaultTree;
pub(crate) use follows::{Deadlocks, Goal, Spent, Why};
use items::ITEMS_EXAMPLES;
pub(crate) use items::Items;
pub(crate) use models::*;
pub(crate) use propositions::AskedPropositions;
use propositions::PROPOSITIONS_EXAMPLES;
pub(crate) use review::*;
pub(crate) use search::Search;
use stories::STORIES_EXAMPLES;
pub(crate) use stories::Stories;
pub(crate) use threads::{Kind, Threads, ThreadsFormat};
use values::{assignment, day, instant, ledger, reader, share};
use watch::WATCH_EXAMPLES;
pub(crate) use watch::Watch;
pub(crate) use who::Who;
use who_decides::WHO_DECIDES_EXAMPLES;
pub(crate) use who_decides::WhoDecides;

/// Reads the public record of a negotiation: who has promised what to whom, and on which conditions.
#[derive(Debug, Parser)]
#[command(name = "casus", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The present instant, for runs that are to give the same bytes again.
    #[arg(long, global = true, hide = true, value_name = "INSTANT", value_parser = instant)]
    pub(crate) now: Option<Timestamp>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lay out who has promised what, what is due, and what waits on what.
    #[command(after_help = READ_EXAMPLES)]
    Read(Read),
    /// Print what the documents say, record by record.
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(Extract),
    /// Show whom and what the documents speak of, and where.
    #[command(after_help = ENTITIES_EXAMPLES)]
    Entities(Entities),
    /// Show which words are attributed to whom, and by which words.
    #[command(after_help = ATTRIBUTIONS_EXAMPLES)]
    Attributions(Attributions),
    /// Print which times the documents speak of, and when they are.
    #[command(after_help = TIMES_EXAMPLES)]
    Times(Documents),
    /// Print which numbers the documents give, and of what.
    #[command(after_help = FIGURES_EXAMPLES)]
    Figures(Documents),
    /// List the documents that files, folders and archives hold.
    #[command(after_help = ITEMS_EXAMPLES)]
    Items(Items),
    /// Print the article of a web page, and what the page says of it.
    #[command(after_help = ARTICLE_EXAMPLES)]
    Article(Article),
    /// Make an empty dossier.
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Read documents into a dossier, or take in what somebody else read out of them.
    #[command(after_help = INGEST_EXAMPLES)]
    Ingest(Ingest),
    /// Lay out what a dossier knows, on any day and as of any instant.
    #[command(after_help = BRIEF_EXAMPLES)]
    Brief(Brief),
    /// List what cannot all be right in a dossier, or in some documents.
    #[command(after_help = CONTRADICTIONS_EXAMPLES)]
    Contradictions(Contradictions),
    /// Propose when undated documents were written, with the reasons.
    #[command(after_help = DATING_EXAMPLES)]
    Dating(AskedDating),
    /// Show which phrases of the documents mean which proposition of a dossier, and what the rest may mean.
    #[command(after_help = PROPOSITIONS_EXAMPLES)]
    Propositions(AskedPropositions),
    /// List which documents are copies of which, so that each voice counts once.
    #[command(after_help = COPIES_EXAMPLES)]
    Copies(Copies),
    /// List which documents report the same happening, and why each is in its story.
    #[command(after_help = STORIES_EXAMPLES)]
    Stories(Stories),
    /// Show which sentences gave a record and which gave none.
    #[command(after_help = COVERAGE_EXAMPLES)]
    Coverage(Coverage),
    /// Show what is left of the promises of a dossier when something is true or false.
    #[command(after_help = WHAT_IF_EXAMPLES)]
    WhatIf(WhatIf),
    /// Tell what suffices for a goal, what would sink it, who could move first and whose word weighs how much.
    #[command(after_help = GOAL_EXAMPLES)]
    Goal(Goal),
    /// Tell on what the verdict of a promise rests, and what would change it.
    #[command(after_help = WHY_EXAMPLES)]
    Why(Why),
    /// Find promises that wait for one another in a circle, and whose move would end it.
    #[command(after_help = DEADLOCKS_EXAMPLES)]
    Deadlocks(Deadlocks),
    /// Show where actors could meet on the issues of a dossier, and who would have to move.
    #[command(after_help = COMMON_GROUND_EXAMPLES)]
    CommonGround(CommonGround),
    /// Tell who can make the propositions of a dossier true, and by what vote.
    #[command(after_help = WHO_DECIDES_EXAMPLES)]
    WhoDecides(WhoDecides),
    /// Show how promises, positions, events and plans of a dossier developed from report to report.
    #[command(after_help = THREADS_EXAMPLES)]
    Threads(Threads),
    /// Tell what is different between two days, promise by promise.
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Tell what changed since the last digest and how things stand, with citations.
    #[command(after_help = DIGEST_EXAMPLES)]
    Digest(AskedDigest),
    /// Show one entry of a dossier with its sentence, its document and who read it.
    #[command(after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// Find entries of a dossier by their words, and by whom, what, when and where.
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(Search),
    /// Watch the sources of a dossier, and tell what develops.
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(Watch),
    /// Tell who is who in a dossier and why, or who held an office on a day.
    #[command(after_help = WHO_EXAMPLES)]
    Who(Who),
    /// Go through what was read: accept, reject, correct and add, with your name to it.
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(Review),
    /// Look for everything that is wrong with the ledger of a dossier.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Write the ledger of a dossier into one file, from which either database can be filled.
    #[command(after_help = BACKUP_EXAMPLES)]
    Backup(Backup),
    /// Make a dossier from the file of a backup.
    #[command(after_help = RESTORE_EXAMPLES)]
    Restore(Restore),
    /// Take a document out of a dossier for good, with a reason.
    #[command(after_help = REDACT_EXAMPLES)]
    Redact(Redact),
    /// Tell what would bring a system down: the minimal cut sets of a fault tree, its probability, and what matters most.
    #[command(name = "faulttree", after_help = FAULT_TREE_EXAMPLES)]
    FaultTree(FaultTree),
    /// Show how sentences are built: words, lemmas, trees and entities.
    #[command(after_help = SYNTAX_EXAMPLES)]
    Syntax(Syntax),
    /// Add, list and remove the models that sentences are read with.
    #[command(after_help = MODEL_EXAMPLES)]
    Model(Model),
    /// Print a script that completes the words of `casus` in a shell.
    #[command(after_help = "Example:\n  casus completions bash > ~/.local/share/bash-completion/completions/casus")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// The documents, and what the user says of them.
#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// Documents, folders or archives of them; `-`, or none when something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The day the documents were published, whatever they or their sidecars say.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) published: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// Write the page to a file as well: one file that needs nothing else.
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
    /// Take a proposition to be true or false, and show what follows.
    #[arg(long, value_name = "PROPOSITION=true|false", value_parser = assignment)]
    pub(crate) set: Vec<(PropositionId, bool)>,
    /// Set lines that are less sure than this apart, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// How records are written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
    /// Leave out records that are less sure than this, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    pub(crate) min_confidence: f64,
    /// Say of each record by which rule it was read.
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Entities {
    #[command(flatten)]
    pub(crate) documents: Documents,
    #[command(flatten)]
    pub(crate) view: MarkedView,
}

#[derive(Debug, Args)]
pub(crate) struct Attributions {
    /// Documents, folders or archives of them; `-`, or none when something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) view: MarkedView,
}

/// How documents with marked words are written.
#[derive(Debug, Args)]
pub(crate) struct MarkedView {
    /// How they are written.
    #[arg(long, value_enum, default_value_t = MarkedFormat::Json)]
    pub(crate) format: MarkedFormat,
    /// Write a page to a file as well: one file that needs nothing else.
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder, which is made if it is not there.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Where the ledger is to lie, if not in the folder: a file, or a database as in `postgres://ada@db.example/straits`.
    #[arg(long, value_name = "LEDGER", value_parser = ledger)]
    pub(crate) ledger: Option<Location>,
}

/// Which dossier is meant.
#[derive(Clone, Debug, Args)]
pub(crate) struct DossierFolder {
    /// The folder of the dossier.
    #[arg(long = "dossier", value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Where its ledger lies, if not in the folder: a file, or a database as in `postgres://ada@db.example/straits`.
    #[arg(long, value_name = "LEDGER", value_parser = ledger)]
    pub(crate) ledger: Option<Location>,
}

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// Take in what somebody else read, one document a line, as `casus extract` prints it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "published"])]
    pub(crate) readings: Option<PathBuf>,
    /// Who read it; begin with `model` for a language model. The name of the file, unless given.
    #[arg(long, value_name = "NAME", requires = "readings", value_parser = reader)]
    pub(crate) reader: Option<String>,
}

/// What is asked of a dossier.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Show the world on this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Leave out what was published before this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) known_at: Option<Timestamp>,
    /// Take a proposition to be true or false, and show what follows.
    #[arg(long, value_name = "PROPOSITION=true|false", value_parser = assignment)]
    pub(crate) set: Vec<(PropositionId, bool)>,
    /// Set lines that are less sure than this apart, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
    /// Count only what a person has accepted or written.
    #[arg(long)]
    pub(crate) accepted: bool,
}

impl Asked {
    /// Asks a dossier of which nothing is set and everything counts.
    pub(crate) fn of(dossier: DossierFolder, as_of: Option<Date>, known_at: Option<Timestamp>) -> Self {
        let (set, min_confidence, accepted) = (Vec::new(), THRESHOLD, false);
        Self { dossier, as_of, since: None, known_at, set, min_confidence, accepted }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// How the page is written.
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    /// Write the page to a file and not to standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Contradictions {
    #[command(flatten)]
    pub(crate) asked: DocumentsOrDossier,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Show what changed since this day, with what changed it, and not what changes beside the dossier with nothing set.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) from: Option<Date>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The reference of an entry, or its first digits.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Leave out what was published after this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) known_at: Option<Timestamp>,
    /// How the entry is written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PageFormat {
    /// Styled text for a terminal.
    Text,
    /// Markdown.
    Md,
    /// One JSON object.
    Json,
    /// One HTML file that needs nothing else.
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarkedFormat {
    /// One JSON object a document, one line each.
    Json,
    /// The running text with its marks, and a list.
    Text,
    /// One HTML file that needs nothing else.
    Html,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// Text for a person.
    Text,
    /// JSON.
    Json,
}

impl AnswerFormat {
    /// Returns the format that was asked for, or else text on a terminal and JSON elsewhere.
    pub(crate) fn or_default(asked: Option<Self>) -> Self {
        or_by_place(asked, Self::Text, Self::Json)
    }
}

/// Returns the format that was asked for, or else one for a terminal and another one elsewhere.
pub(crate) fn or_by_place<F>(asked: Option<F>, on_terminal: F, elsewhere: F) -> F {
    asked.unwrap_or(if io::stdout().is_terminal() { on_terminal } else { elsewhere })
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a document, one line each.
    Json,
    /// Passages with their evidence underlined, and the fields of each record.
    Text,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
