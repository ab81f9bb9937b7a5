//! The words of `casus propositions`.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant};
use super::{AnswerFormat, DossierFolder};

/// `casus propositions --help` shows these.
pub(super) const PROPOSITIONS_EXAMPLES: &str = "\
Examples:
  casus propositions --dossier straits
  casus propositions --dossier straits --as-of 2031-05-02 --format json

Each proposition that the dossier declares is told with the phrases of documents that were taken to mean it, and how: a declared
phrase stands in them, a person accepted them, or their head and actors are those of a declared phrase. For what is left it is
told which declared propositions may be meant; nothing of that counts until a person accepts it.";

/// What is asked about the propositions of a dossier.
#[derive(Debug, Args)]
pub(crate) struct AskedPropositions {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Show the world on this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) known_at: Option<Timestamp>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
