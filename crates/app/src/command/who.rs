//! The words of `casus who`.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant};
use super::{AnswerFormat, DossierFolder};

#[derive(Debug, Args)]
pub(crate) struct Who {
    /// Only those who go by this name, by a part of it or in another spelling.
    #[arg(value_name = "NAME", conflicts_with = "office")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Who held the office of this title on a day, instead.
    #[arg(long, value_name = "TITLE", requires_all = ["of", "as_of"])]
    pub(crate) office: Option<String>,
    /// The state or body whose office it is.
    #[arg(long, value_name = "NAME", requires = "office")]
    pub(crate) of: Option<String>,
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
