//! The words of `casus dating`.

use std::path::PathBuf;

use casus_engine::ledger::Location;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::AnswerFormat;
use super::values::{day, instant, ledger};

/// `casus dating --help` shows these.
pub(super) const DATING_EXAMPLES: &str = "\
Examples:
  casus dating --dossier straits
  casus dating monday.txt letter.txt --format json
  casus dating --dossier straits --as-of 2031-05-02

Each undated document is told with the days between which it was written, as far as reasons tell: what it reports as past or as
still to come and others date, the same text with a day, words and numbers that others date, days and offices in it, and days of
the week. Nothing takes these for its day until a person confirms one.";

/// What is asked about the days of undated documents.
#[derive(Debug, Args)]
pub(crate) struct AskedDating {
    /// Documents, folders or archives of them; `-`, or none when something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder of the dossier, instead of documents.
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    pub(crate) dossier: Option<PathBuf>,
    /// Where its ledger lies, if not in the folder.
    #[arg(long, value_name = "LEDGER", requires = "dossier", value_parser = ledger)]
    pub(crate) ledger: Option<Location>,
    /// Show the world on this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant, requires = "dossier", conflicts_with = "files")]
    pub(crate) known_at: Option<Timestamp>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
