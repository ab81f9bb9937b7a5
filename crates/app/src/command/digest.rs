//! The words of `casus digest`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::diff::moment;
use super::values::day;
use super::{Asked, Moment, States};

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
    pub(crate) states: States,
    /// The day up to which is told what is different, today unless given; with `--recorded` an instant of the ledger.
    #[arg(long, value_name = "DAY", value_parser = moment)]
    pub(crate) to: Option<Moment>,
    /// Show how things stand on this day; on the day of `--to` unless given.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_of: Option<Date>,
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
        let day = jiff::tz::Offset::UTC.to_datetime(to.instant).date();
        Asked { as_of: Some(self.as_of.unwrap_or(day)), ..self.states.asked(to) }
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
