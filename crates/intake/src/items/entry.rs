//! Which documents does a feed bring with it?
//!
//! An entry with words is a document. One that only announces a page has none to read and is passed over; fetching the
//! page is for whoever watches the feed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use casus_text::StatedIn;

use super::walk::{Place, Walk};
use crate::encoding::{decode_any, decode_xml};
use crate::feed::{Feed, FeedEntry, read};
use crate::told::published;
use crate::{Format, IntakeError, Markup, Told};

/// Tells the entries of a feed.
pub(super) fn entries(walk: &mut Walk<'_>, bytes: Vec<u8>, format: Format, place: Place) -> ControlFlow<()> {
    let found = decoded(&bytes, format).and_then(|(text, guessed)| {
        let feed = read(&text, format, place.told.url.as_deref())?;
        Ok((text, guessed, feed))
    });
    let (text, guessed, feed) = match found {
        Ok(found) => found,
        Err(cause) => return walk.refuse(place.path, cause),
    };
    drop(bytes);
    let mut seen = BTreeMap::new();
    for (at, entry) in feed.entries.iter().enumerate() {
        let key = entry.key().map_or_else(|| (at + 1).to_string(), str::to_owned);
        // Two entries that go by one name are told apart by a number.
        let again = seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
        let name = if *again > 1 { format!("{key}~{again}") } else { key };
        let inner = place.inside(&name);
        let words = entry.content.clone().or_else(|| entry.summary.clone()).filter(|words: &Markup| !words.is_empty());
        if words.is_none() {
            walk.pass_over(inner.path)?;
            continue;
        }
        let mut item = inner.item(text[entry.place.clone()].as_bytes().to_vec(), format);
        item.words = words;
        item.told = Told { guessed_encoding: guessed, ..told(&feed, entry) };
        walk.item(item)?;
    }
    ControlFlow::Continue(())
}

fn decoded(bytes: &[u8], format: Format) -> Result<(String, Option<&'static str>), IntakeError> {
    let decoded = if format == Format::JsonFeed { decode_any(bytes, None) } else { decode_xml(bytes, format) }?;
    Ok((decoded.text, decoded.guessed))
}

fn told(feed: &Feed, entry: &FeedEntry) -> Told {
    Told {
        title: entry.title.clone(),
        published: entry.published.or(entry.updated).map(|day| published(day, StatedIn::Feed)),
        publisher: entry.publisher.clone().or_else(|| feed.title.clone()),
        url: entry.address.clone(),
        byline: entry.byline.clone(),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        ..Told::default()
    }
}
