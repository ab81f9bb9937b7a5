//! The words of `casus article`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(super) const ARTICLE_EXAMPLES: &str = "\
Examples:
  casus article page.html
  casus article pages/*.html > articles.jsonl
  curl -s https://example.org/statement | casus article --format text

One page gives one JSON object; of several each gives a line that begins with its path. What stands around an article is
left out: menus, cookie walls, links to others, comments, labels of pictures.";

#[derive(Debug, Args)]
pub(crate) struct Article {
    /// Saved pages; `-`, or none when a page is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How articles are written.
    #[arg(long, value_enum, default_value_t = ArticleFormat::Json)]
    pub(crate) format: ArticleFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ArticleFormat {
    /// One JSON object a page, one line each.
    Json,
    /// The text, with what the page says of it above.
    Text,
}
