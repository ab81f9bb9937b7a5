//! The words of `casus stories`.

use clap::Args;
use jiff::civil::Date;

use super::values::day;
use super::{AnswerFormat, DocumentsOrDossier};

pub(super) const STORIES_EXAMPLES: &str = "\
Examples:
  casus stories archive/*.txt
  casus stories archive/*.txt --since 2031-05-02 --format json
  casus stories --dossier straits --format text

A story is what reports the same happening. Documents are put together by the names, numbers and rarer words that they share,
by the days that they name and by the time between them, and a copy is in the story of its original. Each document is told
with why it is there.";

#[derive(Debug, Args)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) asked: DocumentsOrDossier,
    /// Leave out stories in which nothing was published on this day or later.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
