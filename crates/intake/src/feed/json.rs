//! What does a feed in JSON announce?

use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use super::{ENTRIES_MAX, Feed, FeedEntry, link};
use crate::day::day;
use crate::fragment::Markup;
use crate::told::one_line;
use crate::{Format, IntakeError};

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(default)]
    title: serde_json::Value,
    #[serde(default)]
    home_page_url: serde_json::Value,
    #[serde(default)]
    language: serde_json::Value,
    #[serde(default, borrow)]
    items: Vec<&'a RawValue>,
}

/// Reads the text of a JSON Feed.
pub(super) fn feed(text: &str, base: Option<&Url>) -> Result<Feed, IntakeError> {
    let whole: Whole<'_> = serde_json::from_str(text).map_err(|error| Format::JsonFeed.malformed(error.to_string()))?;
    if whole.items.len() > ENTRIES_MAX {
        return Err(IntakeError::TooMany { what: "entries", limit: ENTRIES_MAX });
    }
    let home = whole.home_page_url.as_str().and_then(|home| link(home, base));
    let home_base = home.as_deref().and_then(|home| Url::parse(home).ok());
    let base = base.or(home_base.as_ref());
    let entries = whole.items.iter().map(|raw| {
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let value: serde_json::Value = serde_json::from_str(raw.get()).unwrap_or_default();
        FeedEntry { place: start..start + raw.get().len(), ..entry(&value, base) }
    });
    Ok(Feed {
        title: whole.title.as_str().and_then(one_line),
        language: whole.language.as_str().and_then(one_line),
        entries: entries.collect(),
        home,
    })
}

fn entry(item: &serde_json::Value, base: Option<&Url>) -> FeedEntry {
    let text = |key: &str| item[key].as_str();
    let markup = |text: &str, of: fn(String) -> Markup| Some(of(text.to_owned())).filter(|markup| !markup.is_empty());
    let content = text("content_html").and_then(|html| markup(html, Markup::Html));
    let address = text("url").or_else(|| text("external_url")).and_then(|address| link(address, base));
    // Version 1 has one author, version 1.1 a list.
    let author = item["authors"][0]["name"].as_str().or_else(|| item["author"]["name"].as_str());
    FeedEntry {
        id: text("id").and_then(one_line).or_else(|| item["id"].as_i64().map(|id| id.to_string())),
        title: text("title").and_then(one_line),
        address,
        published: text("date_published").and_then(day),
        updated: text("date_modified").and_then(day),
        byline: author.and_then(one_line),
        publisher: None,
        language: text("language").and_then(one_line),
        summary: text("summary").and_then(|summary| markup(summary, Markup::Plain)),
        content: content.or_else(|| text("content_text").and_then(|plain| markup(plain, Markup::Plain))),
        place: 0..0,
    }
}
