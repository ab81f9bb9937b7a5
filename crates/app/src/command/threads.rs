//! The words of `casus threads`.

use std::path::PathBuf;

use casus_engine::THRESHOLD;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant, share};
use super::{Asked, DossierFolder};

#[derive(Debug, Args)]
pub(crate) struct Threads {
    /// The reference of an entry, or its first digits: show the thread that it belongs to.
    #[arg(value_name = "REF", conflicts_with_all = ["actor", "kind", "doubles"])]
    pub(crate) reference: Option<String>,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// List only the threads of this actor.
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// List only threads of this kind.
    #[arg(long, value_enum)]
    pub(crate) kind: Option<Kind>,
    /// List what is promised twice instead: one unit, vessel or sum in two promises.
    #[arg(long, conflicts_with_all = ["actor", "kind"])]
    pub(crate) doubles: bool,
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
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ThreadsFormat>,
    /// Write a page to a file as well: one file that needs nothing else.
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
}

impl Threads {
    /// Returns what is asked of the dossier.
    pub(crate) fn asked(&self) -> Asked {
        asked(&self.dossier, self.since, self.known_at, self.min_confidence)
    }
}

/// Returns a question about all that a dossier knew at an instant.
pub(super) fn asked(
    dossier: &DossierFolder,
    since: Option<Date>,
    known_at: Option<Timestamp>,
    min_confidence: f64,
) -> Asked {
    Asked { since, min_confidence, ..Asked::of(dossier.clone(), None, known_at) }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ThreadsFormat {
    /// Styled text for a terminal.
    Text,
    /// JSON for programs.
    Json,
    /// One HTML file that needs nothing else.
    Html,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// Promises.
    Commitment,
    /// Where somebody stands.
    Position,
    /// Meetings and whatever else happens.
    Event,
    /// Plans and texts in their versions.
    Plan,
}
