//! The words of the commands that look after a ledger: `casus verify`, `backup`, `restore` and `redact`.

use std::path::PathBuf;

use clap::Args;

use super::{AnswerFormat, DossierFolder};

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// How the findings are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// The file to write, as in `straits.casus.gz`.
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The file that `casus backup` wrote.
    #[arg(value_name = "IN")]
    pub(crate) archive: PathBuf,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
}

#[derive(Debug, Args)]
pub(crate) struct Redact {
    /// The document: its path or url, or its id or the first eight digits of it.
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: String,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Why it is taken out; this stays in the ledger.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    pub(crate) reason: String,
    /// Who decides so.
    #[arg(long, value_name = "NAME", value_parser = said)]
    pub(crate) by: String,
    /// Do so without asking once more.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Takes a name or a reason, in which something must be said.
fn said(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("nothing is said".to_owned()) } else { Ok(text.to_owned()) }
}
