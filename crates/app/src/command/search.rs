//! The words of `casus search`.

use casus_claim::Status;
use casus_engine::ledger::Search as Sought;
use clap::Args;
use clap::builder::PossibleValuesParser;
use jiff::Timestamp;
use jiff::civil::Date;

use super::values::{day, instant};
use super::{AnswerFormat, DossierFolder};

/// The kinds of records, as they stand on the wire.
const KINDS: [&str; 6] = ["statement", "commitment", "position", "event", "figure", "authority"];

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words of the sentence, all of which must be there; one that ends in `*` stands for all that begin so.
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Only entries about somebody of this name.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Only records of this kind.
    #[arg(long, value_parser = PossibleValuesParser::new(KINDS))]
    kind: Option<String>,
    /// Only commitments of this strength.
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    /// Only documents published on this day or later.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    /// Only documents published on this day or earlier.
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Date>,
    /// Only documents whose publisher, path or url has this in it.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Show the world on this day: the same as `--to`.
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Date>,
    /// Ask the ledger as it was at this instant, or at the end of this day in UTC.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) known_at: Option<Timestamp>,
    /// So many entries at most.
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

impl Search {
    /// Returns what is looked for, and one more than is wanted, so that it is seen whether there are more.
    pub(crate) fn sought(&self) -> Sought {
        Sought {
            words: self.words.join(" "),
            actor: self.actor.clone(),
            kind: self.kind.clone(),
            status: self.status,
            from: self.from,
            to: [self.to, self.as_of].into_iter().flatten().min(),
            source: self.source.clone(),
            limit: self.limit as usize + 1,
        }
    }
}

fn status(text: &str) -> Result<Status, String> {
    let words: Vec<String> = Status::ALL.iter().map(|status| format!("`{status}`")).collect();
    Status::from_word(text).ok_or_else(|| format!("`{text}` is no strength; there are {}", words.join(", ")))
}
