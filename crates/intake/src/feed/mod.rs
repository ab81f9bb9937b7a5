//! What does a feed announce?
//!
//! In go the bytes of a feed in RSS of any version, Atom or JSON Feed, and the address it came from; out come its title
//! and its entries in the order in which they stand. What an entry does not say is left open: nothing is made up for it,
//! and [`FeedEntry::key`] tells entries apart that have no id.

mod json;
mod markup;
mod outline;
mod xml;

use std::ops::Range;

use jiff::civil::Date;
use url::Url;

pub use outline::{Outline, outlines};

use crate::encoding::decode_any;
use crate::format::recognise;
use crate::fragment::Markup;
use crate::{Format, IntakeError, check_size};

/// How many entries a feed may have.
pub const ENTRIES_MAX: usize = 20_000;

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its title.
    pub title: Option<String>,
    /// The address of the page that it is the feed of.
    pub home: Option<String>,
    /// The language it says it is in.
    pub language: Option<String>,
    /// What it announces, in its order.
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// What the feed knows it by.
    pub id: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The address of the page it announces, made whole.
    pub address: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The day it was last changed.
    pub updated: Option<Date>,
    /// Its author.
    pub byline: Option<String>,
    /// Who published it first, where the feed passes on what others wrote.
    pub publisher: Option<String>,
    /// The language it says it is in.
    pub language: Option<String>,
    /// What is told of it.
    pub summary: Option<Markup>,
    /// Its whole text.
    pub content: Option<Markup>,
    /// Where it stands in the decoded text of the feed.
    pub place: Range<usize>,
}

impl FeedEntry {
    /// Returns what tells this entry from the others of its feed: its id, or else its address, or else its headline.
    pub fn key(&self) -> Option<&str> {
        self.id.as_deref().or(self.address.as_deref()).or(self.title.as_deref())
    }

    /// Returns its words: the whole text, or else what is told of it.
    pub fn text(&self) -> Option<String> {
        let words = [&self.content, &self.summary];
        words.into_iter().flatten().map(Markup::text).find(|text| !text.is_empty())
    }
}

/// Reads a feed that came from an address, against which its links are made whole.
pub fn feed(bytes: &[u8], address: Option<&str>) -> Result<Feed, IntakeError> {
    check_size(bytes.len() as u64)?;
    let format = recognise(bytes.get(..4096).unwrap_or(bytes), "", None);
    let text = if format == Format::JsonFeed {
        decode_any(bytes, None)?.text
    } else {
        crate::encoding::decode_xml(bytes, Format::Feed)?.text
    };
    read(&text, format, address)
}

/// Reads a feed from its text.
pub(crate) fn read(text: &str, format: Format, address: Option<&str>) -> Result<Feed, IntakeError> {
    let base = address.and_then(|address| Url::parse(address).ok());
    match format {
        Format::JsonFeed => json::feed(text, base.as_ref()),
        _ if text.trim_start().starts_with('{') => json::feed(text, base.as_ref()),
        _ => xml::feed(text, base),
    }
}

/// Makes a link whole; only addresses of the web are taken.
fn link(text: &str, base: Option<&Url>) -> Option<String> {
    let text = text.trim();
    let whole = match base {
        Some(base) => base.join(text).ok()?,
        None => Url::parse(text).ok()?,
    };
    matches!(whole.scheme(), "http" | "https").then(|| whole.to_string())
}

#[cfg(test)]
mod tests;
