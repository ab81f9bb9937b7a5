//! How does an item become a source?
//!
//! The format decides how the words are found. What the user says of a document goes before its sidecar, that before what
//! came with it, and that before what its text says itself; a day on which it was only handled comes last.

use casus_text::{DateOrigin, Origin, Published, Source};

use crate::decode::refused_text;
use crate::encoding::decode_any;
use crate::format::unread;
use crate::items::mail;
use crate::readers::{docx::docx, markdown::markdown, pdf::pdf};
use crate::told::one_line;
use crate::{
    Article, Format, Given, IntakeError, Item, PageHints, Told, article, check_size, dateline, read_sidecar, title,
};

/// A document that was taken in.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document.
    pub source: Source,
    /// What is to be known of how it was read, in half sentences that go on after its name.
    pub remarks: Vec<String>,
}

/// Turns an item into a source.
pub fn document(item: &Item, given: Given) -> Result<Document, IntakeError> {
    check_size(item.bytes.len() as u64)?;
    let sidecar = item.sidecar.as_deref().map(read_sidecar).transpose()?.unwrap_or_default();
    let (text, told) = words(item)?;
    let text = cleaned(text)?;
    let remarks = told.remarks();
    let source = Source::new(text, Origin::default());
    let day = given.published.map(|day| Published { day, origin: DateOrigin::Given });
    let beside = sidecar.published.map(|day| Published { day, origin: DateOrigin::Sidecar });
    let inside =
        || dateline(&source).map(|found| Published { day: found.day, origin: DateOrigin::Dateline(found.span) });
    let line = |text: Option<String>| text.and_then(|text| one_line(&text));
    let origin = Origin {
        path: item.path.clone(),
        published: day.or(beside).or(told.published).or_else(inside).or(told.handled),
        title: line(sidecar.title.or(told.title))
            .or_else(|| title(&source).and_then(|span| one_line(source.slice(span)))),
        publisher: line(sidecar.publisher.or(told.publisher)),
        url: sidecar.url.or(told.url),
        byline: line(sidecar.byline.or(told.byline)),
        language: line(sidecar.language.or(told.language)),
    };
    Ok(Document { source: source.with_origin(origin), remarks })
}

/// Returns the words of an item, and all that was told of it.
fn words(item: &Item) -> Result<(String, Told), IntakeError> {
    let outer = item.told.clone();
    if let Some(words) = &item.words {
        return Ok((words.text(), outer));
    }
    let decoded = || decode_any(&item.bytes, item.charset.as_deref());
    let (text, inner) = match item.format {
        Format::Pdf => pdf(&item.bytes)?,
        Format::Docx => docx(&item.bytes)?,
        Format::Mail => {
            let (words, told) = mail(&item.bytes)?;
            (words.text(), told)
        }
        Format::Outlines => return Err(IntakeError::ListOfFeeds),
        Format::Html => page(item)?,
        _ if unread(&item.bytes).is_some() => {
            return Err(IntakeError::Unread { kind: unread(&item.bytes).unwrap_or_default() });
        }
        Format::Markdown => {
            let decoded = decoded()?;
            let (text, told) = markdown(&decoded.text);
            (text, Told { guessed_encoding: decoded.guessed, ..told })
        }
        _ => {
            let decoded = decoded()?;
            (decoded.text, Told { guessed_encoding: decoded.guessed, ..Told::default() })
        }
    };
    Ok((text, inner.or(outer)))
}

/// Returns the article of a page, and what the page says of it.
fn page(item: &Item) -> Result<(String, Told), IntakeError> {
    let hints = PageHints { address: item.told.url.as_deref(), charset: item.charset.as_deref() };
    let Article { text, title, byline, publisher, language, canonical, published } = article(&item.bytes, hints)?;
    let published = published.map(|date| Published { day: date.day, origin: date.origin });
    Ok((text, Told { title, published, publisher, url: canonical, byline, language, ..Told::default() }))
}

/// Checks a text that may have come through escapes, by which characters get in that no text has.
fn cleaned(text: String) -> Result<String, IntakeError> {
    let text = crate::decode::with_line_feeds(text);
    if text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    match refused_text(&text) {
        Some((offset_bytes, character)) => {
            Err(IntakeError::NotText { offset_bytes, character, guess: crate::error::Guess::Binary })
        }
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Dykes before ferries\n\nEastport, 2 May 2031\n\nThe delegates met.";

    fn text(words: &str) -> Item {
        Item { path: "a.txt".to_owned(), bytes: words.into(), ..Item::default() }
    }

    fn published(sidecar: Option<&str>, given: Option<Date>) -> Option<Published> {
        let item = Item { sidecar: sidecar.map(Into::into), ..text(TEXT) };
        let document = document(&item, Given { published: given }).expect("this is a document");
        document.source.origin().published
    }

    #[test]
    fn the_user_goes_before_the_sidecar_and_the_sidecar_before_the_text() {
        let sidecar = Some(r#"{"published": "2031-05-03"}"#);
        let given = Some(date(2031, 5, 4));
        let origin = |published: Option<Published>| published.map(|published| (published.day.day(), published.origin));
        assert_eq!(origin(published(sidecar, given)), Some((4, DateOrigin::Given)));
        assert_eq!(origin(published(sidecar, None)), Some((3, DateOrigin::Sidecar)));
        assert!(matches!(origin(published(Some("{}"), None)), Some((2, DateOrigin::Dateline(_)))));
    }

    #[test]
    fn the_title_comes_from_the_sidecar_or_the_text() {
        let item = Item { sidecar: Some(br#"{"title": "Dykes first"}"#.into()), ..text(TEXT) };
        let title = |item: &Item| {
            let document = document(item, Given::default()).expect("this is a document");
            document.source.origin().title.clone()
        };
        assert_eq!(title(&item).as_deref(), Some("Dykes first"));
        assert_eq!(title(&text(TEXT)).as_deref(), Some("Dykes before ferries"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_or_refused(bytes: Vec<u8>, sidecar: Option<Vec<u8>>) {
            let _ = document(&Item { path: "a".to_owned(), bytes, sidecar, ..Item::default() }, Given::default());
        }

        #[test]
        fn any_head_gives_spans_of_its_text(words in r"(\PC|[ \n\r,.0-9–]|May|2031|Published: ){0,60}") {
            if let Ok(Document { source, .. }) = document(&text(&words), Given::default())
                && let Some(Published { origin: DateOrigin::Dateline(span), .. }) = source.origin().published {
                    prop_assert!(source.slice(span).contains(char::is_numeric));
                }
        }
    }
}
