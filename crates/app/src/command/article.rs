//! The words of `casus article`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(super) const ARTICLE_EXAMPLES: &str = "\
Examples:
  casus article page.html
  casus article pages/*.html > articles.jsonl
  casus article https://example.org/statement --format text
  curl -s https://example.org/statement | casus article

One page gives one JSON object; of several each gives a line that begins with its path. What stands around an article is
left out: menus, cookie walls, links to others, comments, labels of pictures. An address is fetched as `casus watch`
does it: as robots.txt asks, within limits, and from the open network alone.";

#[derive(Debug, Args)]
pub(crate) struct Article {
    /// Saved pages or addresses; `-`, or none when a page is piped in, is standard input.
    #[arg(value_name = "FILE|URL")]
    pub(crate) files: Vec<PathBuf>,
    /// A host, as in `press.local` or `press.local:8080`, that may be asked although it lies in a private network.
    #[arg(long, value_name = "HOST")]
    pub(crate) allow: Vec<String>,
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
