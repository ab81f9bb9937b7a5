//! What does the file beside the document say of it?

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::IntakeError;
use crate::decode::is_control;

/// What `NAME.meta.json` says of `NAME.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Sidecar {
    /// The day it was published.
    #[serde(deserialize_with = "published")]
    pub published: Option<Date>,
    /// Who published it.
    #[serde(deserialize_with = "publisher")]
    pub publisher: Option<String>,
    /// Its headline.
    #[serde(deserialize_with = "title")]
    pub title: Option<String>,
    /// The address it was published at.
    #[serde(deserialize_with = "url")]
    pub url: Option<String>,
    /// Who is named as its author.
    #[serde(deserialize_with = "byline")]
    pub byline: Option<String>,
    /// The language it is in.
    #[serde(deserialize_with = "language")]
    pub language: Option<String>,
}

/// Returns where the sidecar of a document lies: beside it, `a.txt` having `a.meta.json`.
pub fn sidecar_path(document: &Path) -> PathBuf {
    document.with_extension("meta.json")
}

/// Reads a sidecar; keys that it does not know are left alone.
pub fn read_sidecar(bytes: &[u8]) -> Result<Sidecar, IntakeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = error.to_string();
        let reason = reason.strip_suffix(&place).unwrap_or(&reason);
        IntakeError::Sidecar {
            line: error.line().max(1),
            reason: reason.escape_debug().to_string().replace("\\\"", "\""),
        }
    })
}

fn published<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = text("published", from)? else { return Ok(None) };
    let day = day(&text)
        .ok_or_else(|| D::Error::custom(format!("key `published`: `{text}` is not a day like `2031-05-02`")))?;
    Ok(Some(day))
}

fn publisher<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text("publisher", from)
}

fn byline<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text("byline", from)
}

fn language<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text("language", from)
}

fn title<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text("title", from)
}

fn url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    text("url", from)
}

/// Takes the text of a key; `null` and a blank text say nothing.
fn text<'de, D: Deserializer<'de>>(key: &str, from: D) -> Result<Option<String>, D::Error> {
    let text =
        Option::<String>::deserialize(from).map_err(|error| D::Error::custom(format!("key `{key}`: {error}")))?;
    let text = text.filter(|text| !text.trim().is_empty());
    if text.as_deref().is_some_and(|text| text.contains(is_control)) {
        return Err(D::Error::custom(format!("key `{key}`: it holds a control character")));
    }
    Ok(text)
}

/// Reads a day, alone or at the head of a time stamp, whose day is taken as it is written.
fn day(text: &str) -> Option<Date> {
    let (day, rest) = text.trim().split_at_checked("2031-05-02".len())?;
    let is_whole = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    is_whole.then(|| day.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check_refused(text: &str, line: usize, reason: &str) {
        assert_eq!(read_sidecar(text.as_bytes()), Err(IntakeError::Sidecar { line, reason: reason.to_owned() }));
    }

    #[test]
    fn every_key_is_optional_and_others_are_left_alone() {
        let day = date(2031, 5, 2);
        let sidecar = |text: &str| read_sidecar(text.as_bytes()).expect("this is a sidecar");
        assert_eq!(sidecar("{}"), Sidecar::default());
        assert_eq!(sidecar(r#"{"title": null, "url": " ", "topic": [1, 2]}"#), Sidecar::default());
        assert_eq!(sidecar("\u{FEFF}{\"published\": \"2031-05-02\"}").published, Some(day));
        assert_eq!(sidecar(r#"{"published": "2031-05-02T23:30:00-05:00"}"#).published, Some(day));
        let full = sidecar(r#"{"publisher": "The Heron", "title": "Dykes", "url": "https://heron.example/1"}"#);
        assert_eq!(full.publisher.as_deref(), Some("The Heron"));
        assert_eq!(full.title.as_deref(), Some("Dykes"));
        assert_eq!(full.url.as_deref(), Some("https://heron.example/1"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_key() {
        check_refused(
            "{\n\"published\": \"2031-02-30\"}",
            2,
            "key `published`: `2031-02-30` is not a day like `2031-05-02`",
        );
        check_refused("{\"published\": \"2 May\"}", 1, "key `published`: `2 May` is not a day like `2031-05-02`");
        check_refused("{\n\n\"title\": 7}", 3, "key `title`: invalid type: integer `7`, expected a string");
        check_refused("{\"title\": \"a\\u001b\"}", 1, "key `title`: it holds a control character");
        check_refused("{\"title\": \"a\",", 1, "EOF while parsing a value");
        check_refused("", 1, "EOF while parsing a value");
    }

    #[test]
    fn it_lies_beside_the_document() {
        assert_eq!(sidecar_path(Path::new("in/a.b.txt")), Path::new("in/a.b.meta.json"));
        assert_eq!(sidecar_path(Path::new("note")), Path::new("note.meta.json"));
    }
}
