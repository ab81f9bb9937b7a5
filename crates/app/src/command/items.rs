//! The words of `casus items`.

use std::path::PathBuf;

use clap::Args;

use super::AnswerFormat;

/// `casus items --help` shows these.
pub(super) const ITEMS_EXAMPLES: &str = "\
Examples:
  casus items crawl.warc.gz
  casus items archive.zip letters.mbox --format json | wc -l
  casus items feeds.opml

Each line is one document that the other commands would read: its path, by which a dossier knows it, its format, its length
and what is told of it. Of a list of feeds, the addresses are shown. Nothing is read for what it says, so this is quick.";

#[derive(Debug, Args)]
pub(crate) struct Items {
    /// Files, folders or archives; `-`, or none when something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How they are written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
