//! The words of `casus common-ground`.

use casus_engine::THRESHOLD;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant, share};
use super::{Asked, DossierFolder};

/// `casus common-ground --help` shows these.
pub(super) const COMMON_GROUND_EXAMPLES: &str = "\
Examples:
  casus common-ground --dossier straits
  casus common-ground --dossier straits --as-of 2031-05-02 --format json
  casus common-ground --dossier straits --between 2031-05-02 2031-06-01
  casus common-ground --dossier straits --format html > ground.html

The issues and their options stand in `dossier.toml`. Each actor is told with where it stands on each option, by its latest word,
and with what it said before; what nobody has said is not stated. Two words of one day that disagree are contested, and both
are shown. The zone of agreement is what everybody who has spoken on the issue accepts or is open to.";

/// What is asked of what was said in a dossier, where no proposition is taken to be true or false.
#[derive(Debug, Args)]
pub(crate) struct AskedOfSaid {
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
    /// Leave out records that are less sure than this, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
    /// Count only what a person has accepted or written.
    #[arg(long)]
    pub(crate) accepted: bool,
}

impl AskedOfSaid {
    /// Returns what is asked of the dossier.
    pub(crate) fn asked(&self) -> Asked {
        let Self { since, min_confidence, accepted, .. } = *self;
        Asked { since, min_confidence, accepted, ..Asked::of(self.dossier.clone(), self.as_of, self.known_at) }
    }
}

/// What is asked about the common ground of a dossier.
#[derive(Debug, Args)]
pub(crate) struct CommonGround {
    #[command(flatten)]
    pub(crate) said: AskedOfSaid,
    /// Tell what changed between two days instead.
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], value_parser = day, conflicts_with = "as_of")]
    pub(crate) between: Option<Vec<Date>>,
    /// How it is written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<GroundFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroundFormat {
    /// Styled text for a terminal.
    Text,
    /// One JSON object.
    Json,
    /// Markdown.
    Md,
    /// One HTML file that needs nothing else.
    Html,
}
