//! Which words of a web page are its article, and what does the page say of them?
//!
//! In go the bytes of a page, what the server said of their characters and the address; out comes an [`Article`]. The text is
//! the article alone: without the title and the date above it, which have fields of their own, without what stands around
//! it, and without labels of pictures. Paragraphs and headings are parted by an empty line, and the items of a list and the rows
//! of a table stand on lines of their own.

mod blocks;
mod charset;
mod content;
mod date;
mod day;
mod language;
mod linked;
mod marks;
mod naming;
mod said;
mod tag;
mod tree;
mod trim;

use casus_text::DateOrigin;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::IntakeError;
use date::Dated;
use naming::Print;
use said::Said;
use tree::Tree;

/// How many bytes a page may have.
pub const PAGE_BYTES_MAX: u64 = 16 << 20;

/// What is known of a page besides its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageHints<'a> {
    /// The address it was found at.
    pub address: Option<&'a str>,
    /// The encoding that the header of the answer names.
    pub charset: Option<&'a str>,
}

/// The article of a page, and what the page says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its words, without its title.
    pub text: String,
    /// Its title, without the name of the site.
    pub title: Option<String>,
    /// The names of its authors, with commas between them.
    pub byline: Option<String>,
    /// The name of the house that publishes it.
    pub publisher: Option<String>,
    /// The tag of its language, such as `en` or `de-AT`.
    pub language: Option<String>,
    /// The address that the page gives itself.
    pub canonical: Option<String>,
    /// When it was published.
    pub published: Option<PageDate>,
}

/// When a page says that it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageDate {
    /// The day, as the page counts it.
    pub day: Date,
    /// The instant, where the page tells it.
    pub instant: Option<Timestamp>,
    /// Where the page says so.
    pub origin: DateOrigin,
}

/// Finds the article of a page.
pub fn article(bytes: &[u8], hints: PageHints<'_>) -> Result<Article, IntakeError> {
    let size_bytes = bytes.len() as u64;
    if size_bytes > PAGE_BYTES_MAX {
        return Err(IntakeError::TooLarge { size_bytes: Some(size_bytes), limit_bytes: PAGE_BYTES_MAX });
    }
    let page = charset::decoded(bytes, hints.charset);
    if page.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    let tree = Tree::of(&page);
    let said = Said::of(&tree);
    let found = content::found(&tree);
    let publisher = naming::publisher(&said);
    let print = Print { blocks: &found.printed, start: found.start() };
    let title = naming::title(&tree, &said, print, publisher.as_deref());
    let text = content::written(&trim::trimmed(found.article(title.node), title.words.as_deref()));
    if text.is_empty() {
        return Err(IntakeError::NoArticle);
    }
    let canonical = address(&said, hints.address);
    let language = language::language(&said, &text);
    let at = hints.address.or(canonical.as_deref());
    let order = language::digit_order(language.as_deref(), at);
    let dated = Dated { tree: &tree, said: &said, printed: &found.printed, headline: title.node, address: at, order };
    let published = date::published(dated);
    let byline = naming::byline(&tree, &said, print, publisher.as_deref(), title.node);
    Ok(Article { text, title: title.words, byline, publisher, language, canonical, published })
}

/// Returns the address that a page gives itself, in whole.
fn address(said: &Said<'_>, found_at: Option<&str>) -> Option<String> {
    let of_data = || said.linked.iter().find_map(|linked| linked.address.as_deref());
    let told = [said.canonical, said.meta("og:url"), of_data()];
    told.into_iter().flatten().find_map(|told| {
        let told = told.trim();
        let (scheme, rest) = found_at.and_then(|at| at.split_once("://")).unwrap_or(("https", ""));
        let host = rest.split('/').next().unwrap_or_default();
        match told {
            _ if told.starts_with("http://") || told.starts_with("https://") => Some(told.to_owned()),
            _ if told.starts_with("//") && told.len() > 2 => Some(format!("{scheme}:{told}")),
            _ if told.starts_with('/') && !host.is_empty() => Some(format!("{scheme}://{host}{told}")),
            _ => None,
        }
    })
}
