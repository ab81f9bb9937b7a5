//! The words of `casus copies` and `casus coverage`, and of all that documents or a dossier can be asked.

use std::path::PathBuf;

use casus_engine::ledger::Location;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant, ledger};
use super::{AnswerFormat, Asked, Documents, DossierFolder};

/// Documents, or a dossier on any day and as of any instant.
#[derive(Debug, Args)]
pub(crate) struct DocumentsOrDossier {
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// The folder of the dossier, instead of documents.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["files", "published"])]
    pub(crate) dossier: Option<PathBuf>,
    /// Where its ledger lies, if not in the folder.
    #[arg(long, value_name = "LEDGER", requires = "dossier", value_parser = ledger)]
    pub(crate) ledger: Option<Location>,
    /// Leave out what was published after this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant, requires = "dossier", conflicts_with = "files")]
    pub(crate) known_at: Option<Timestamp>,
}

impl DocumentsOrDossier {
    /// Returns what is asked of the dossier, if one is named.
    pub(crate) fn of_dossier(&self) -> Option<Asked> {
        let dossier = DossierFolder { folder: self.dossier.clone()?, ledger: self.ledger.clone() };
        Some(Asked::of(dossier, self.as_of, self.known_at))
    }
}

#[derive(Debug, Args)]
pub(crate) struct Copies {
    #[command(flatten)]
    pub(crate) asked: DocumentsOrDossier,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) asked: DocumentsOrDossier,
    /// How it is written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<CoverageFormat>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CoverageFormat {
    /// The running text with what gave nothing marked, and a list.
    Text,
    /// One JSON object a document, one line each.
    Json,
    /// One HTML file that needs nothing else.
    Html,
}
