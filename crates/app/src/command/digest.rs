//! The words of `casus digest`.

use std::path::PathBuf;

use casus_engine::THRESHOLD;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::diff::moment;
use super::values::{day, instant, share};
use super::{Asked, DossierFolder, Moment};

pub(super) const DIGEST_EXAMPLES: &str = "\
Examples:
  casus digest --dossier straits --from 2031-05-02
  casus digest --dossier straits --from 2031-05-02 --to 2031-05-09 --format pdf --out week.pdf
  casus digest --dossier straits --recorded --from 2031-05-02T18:00:00Z --to 2031-05-09 --format html --out week.html

Days are of the world: what had been published by the end of each. With `--recorded` they are of the ledger: what had been
recorded by then, whenever it was published. Each line names by numbers the sentences that it rests on; they stand at the
end, with who published them, when and where.";

#[derive(Debug, Args)]
pub(crate) struct AskedDigest {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// The day before which everything is known already; with `--recorded` an instant of the ledger.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    pub(crate) from: Moment,
    /// The day up to which is told what is different, today unless given; with `--recorded` an instant of the ledger.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    pub(crate) to: Option<Moment>,
    /// Show how things stand on this day; on the day of `--to` unless given.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// Leave out what was published before this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant, conflicts_with = "recorded")]
    pub(crate) known_at: Option<Timestamp>,
    /// Compare what the ledger had recorded by two instants, and not what had been published by two days.
    #[arg(long)]
    pub(crate) recorded: bool,
    /// Leave out what is less sure than this, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = DigestFormat::Text)]
    pub(crate) format: DigestFormat,
    /// Write it to a file and not to standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

impl AskedDigest {
    /// Returns what is asked of the dossier at the later of two moments.
    pub(crate) fn asked(&self, to: &Moment) -> Asked {
        let known_at = if self.recorded { Some(to.instant) } else { self.known_at };
        let day = jiff::tz::Offset::UTC.to_datetime(to.instant).date();
        let asked = Asked::of(self.dossier.clone(), Some(self.as_of.unwrap_or(day)), known_at);
        Asked { since: self.since, min_confidence: self.min_confidence, ..asked }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DigestFormat {
    /// Styled text for a terminal.
    Text,
    /// Markdown, with footnotes.
    Md,
    /// One HTML file that needs nothing else.
    Html,
    /// A PDF file, for paper and for files.
    Pdf,
    /// One JSON object.
    Json,
}
