//! The words of `casus diff`.

use casus_engine::THRESHOLD;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::threads::asked;
use super::values::{day, instant, share};
use super::{Asked, DossierFolder};

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) states: States,
    /// The day up to which is told what is different; with `--recorded` an instant of the ledger.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    pub(crate) to: Moment,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// Which states of a dossier are compared; the later one is named beside them.
#[derive(Debug, Args)]
pub(crate) struct States {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// The day before which everything is known already; with `--recorded` an instant of the ledger.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    pub(crate) from: Moment,
    /// Leave out what was published before this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant, conflicts_with = "recorded")]
    pub(crate) known_at: Option<Timestamp>,
    /// Compare what the ledger had recorded by two instants, and not what had been published by two days.
    #[arg(long)]
    pub(crate) recorded: bool,
    /// Leave out records that are less sure than this, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
}

impl States {
    /// Returns what is asked of the dossier, which is taken as it was at the later instant.
    pub(crate) fn asked(&self, to: &Moment) -> Asked {
        let known_at = if self.recorded { Some(to.instant) } else { self.known_at };
        asked(&self.dossier, self.since, known_at, self.min_confidence)
    }
}

/// A day or an instant, as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    /// As it was written.
    pub(crate) text: String,
    /// The day; nothing where an instant within one is meant.
    pub(crate) day: Option<Date>,
    /// The instant: that of a day is its last in UTC.
    pub(crate) instant: Timestamp,
}

pub(super) fn moment(text: &str) -> Result<Moment, String> {
    Ok(Moment { text: text.to_owned(), day: day(text).ok(), instant: instant(text)? })
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Styled text for a terminal.
    Text,
    /// Markdown.
    Md,
    /// One JSON object.
    Json,
}
