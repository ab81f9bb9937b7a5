//! Which format is this file in?
//!
//! What a file begins with says more than its name, and its name more than what a server called it. A text that begins
//! like none of the others is plain text.

use std::fmt;
use std::sync::LazyLock;

use crate::IntakeError;

/// A format that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// A page of the web.
    Html,
    /// PDF.
    Pdf,
    /// A document of a word processor in Office Open XML.
    Docx,
    /// One mail.
    Mail,
    /// A box of mails, one after the other.
    Mbox,
    /// A feed in XML: RSS of any version, or Atom.
    Feed,
    /// A feed in JSON.
    JsonFeed,
    /// A list of feeds, as OPML.
    Outlines,
    /// Records of a crawl.
    Warc,
    /// Records of a crawl with their index, in a zip folder.
    Wacz,
    /// Rows with named columns.
    Rows,
    /// One JSON object a line.
    Lines,
    /// A zip folder.
    Zip,
    /// One file, compressed with gzip.
    Gzip,
}

/// The beginning of a file that says what it is, with the format.
const MAGIC: [(&[u8], Format); 8] = [
    (b"%PDF-", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"PK\x06\x06", Format::Zip),
    (b"\x1F\x8B", Format::Gzip),
    (b"WARC/", Format::Warc),
    (b"From ", Format::Mbox),
    (b"Return-Path:", Format::Mail),
];

/// The endings of names, without the dot.
const NAMES: [(&str, Format); 24] = [
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("pdf", Format::Pdf),
    ("docx", Format::Docx),
    ("eml", Format::Mail),
    ("mbox", Format::Mbox),
    ("mbx", Format::Mbox),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("rdf", Format::Feed),
    ("opml", Format::Outlines),
    ("warc", Format::Warc),
    ("wacz", Format::Wacz),
    ("csv", Format::Rows),
    ("tsv", Format::Rows),
    ("ndjson", Format::Lines),
    ("jsonl", Format::Lines),
    ("zip", Format::Zip),
    ("gz", Format::Gzip),
];

/// The media types of servers, without their parameters.
const MEDIA_TYPES: [(&str, Format); 25] = [
    ("text/plain", Format::Text),
    ("text/markdown", Format::Markdown),
    ("text/html", Format::Html),
    ("application/xhtml+xml", Format::Html),
    ("application/pdf", Format::Pdf),
    ("application/x-pdf", Format::Pdf),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Format::Docx),
    ("message/rfc822", Format::Mail),
    ("application/mbox", Format::Mbox),
    ("application/rss+xml", Format::Feed),
    ("application/atom+xml", Format::Feed),
    ("application/rdf+xml", Format::Feed),
    ("application/feed+json", Format::JsonFeed),
    ("text/x-opml", Format::Outlines),
    ("application/warc", Format::Warc),
    ("application/wacz", Format::Wacz),
    ("text/csv", Format::Rows),
    ("text/tab-separated-values", Format::Rows),
    ("application/x-ndjson", Format::Lines),
    ("application/jsonl", Format::Lines),
    ("application/jsonlines", Format::Lines),
    ("application/zip", Format::Zip),
    ("application/x-zip-compressed", Format::Zip),
    ("application/gzip", Format::Gzip),
    ("application/x-gzip", Format::Gzip),
];

/// Says which format a file is in, from its first bytes, its name and what a server called it.
pub fn recognise(head: &[u8], name: &str, media_type: Option<&str>) -> Format {
    let named = by_name(name);
    let magic = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, format)| *format);
    match (magic, named) {
        // A zip folder is what its name says, if that is kept in a zip folder.
        (Some(Format::Zip), Some(format @ (Format::Docx | Format::Wacz))) => return format,
        (Some(Format::Zip), _) => return if is_docx(head) { Format::Docx } else { Format::Zip },
        // A letter may begin with `From `, and so may an article.
        (Some(Format::Mbox), Some(Format::Text | Format::Markdown | Format::Html)) => {}
        (Some(Format::Mbox), _) if !is_envelope(head) => {}
        (Some(format), _) => return format,
        (None, _) => {}
    }
    let typed = media_type.and_then(by_media_type);
    let is_named_text = matches!(named, Some(Format::Text | Format::Markdown | Format::Rows | Format::Lines));
    if !is_named_text && let Some(format) = by_markup(head) {
        return format;
    }
    // Without its first bytes a file is none of these, whatever it is called.
    let is_textual = |format: &Format| !matches!(format, Format::Pdf | Format::Gzip | Format::Zip | Format::Warc);
    named.or(typed).filter(is_textual).unwrap_or(Format::Text)
}

fn by_name(name: &str) -> Option<Format> {
    let file = name.split(['?', '#']).next().unwrap_or(name);
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let (_, ending) = file.rsplit_once('.')?;
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
}

/// Returns whether a file goes by a name that documents have.
pub fn is_named_document(name: &str) -> bool {
    let is_feed = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("xml"));
    is_feed || by_name(name).is_some_and(|format| format != Format::Outlines)
}

fn by_media_type(media_type: &str) -> Option<Format> {
    let essence = media_type.split(';').next().unwrap_or(media_type).trim();
    MEDIA_TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(essence)).map(|(_, format)| *format)
}

/// Returns what a text in angle or curly brackets is, from its first tag or keys.
fn by_markup(head: &[u8]) -> Option<Format> {
    let text: String = match head {
        // In UTF-16, every other byte of a tag is nothing.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            head[2..].iter().filter(|&&byte| byte != 0).map(|&byte| byte as char).collect()
        }
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('{') {
        let is_feed = ["https://jsonfeed.org/version/", "https:\\/\\/jsonfeed.org\\/version\\/"];
        return match is_feed.iter().any(|mark| text.contains(mark)) {
            true => Some(Format::JsonFeed),
            false => is_row(text).then_some(Format::Lines),
        };
    }
    let tag = first_tag(text)?;
    let local = tag.rsplit(':').next().unwrap_or(tag);
    match local.to_ascii_lowercase().as_str() {
        "rss" | "feed" | "rdf" => Some(Format::Feed),
        "opml" => Some(Format::Outlines),
        "html" | "head" | "body" | "!html" => Some(Format::Html),
        _ => None,
    }
}

/// Returns whether a text begins with a JSON object that has a text, as far as it is there.
fn is_row(text: &str) -> bool {
    match text.split_once('\n') {
        Some((line, _)) => serde_json::from_str::<serde_json::Value>(line).is_ok_and(|row| row["text"].is_string()),
        None => text.starts_with("{\"") && (text.contains("\"text\":\"") || text.contains("\"text\": \"")),
    }
}

/// Returns the name of the first element, after declarations and comments; `!html` for the declaration of a page.
fn first_tag(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        let inside = text.strip_prefix('<')?;
        if let Some(comment) = inside.strip_prefix("!--") {
            text = &comment[comment.find("-->")? + 3..];
        } else if inside.starts_with('?') {
            text = &inside[inside.find('>')? + 1..];
        } else if inside.starts_with('!') {
            let is_page = inside.get(..13).is_some_and(|declared| declared.eq_ignore_ascii_case("!doctype html"));
            if is_page {
                return Some("!html");
            }
            // What it declares in brackets is passed over.
            let end = match (inside.find('['), inside.find('>')?) {
                (Some(bracket), end) if bracket < end => bracket + inside[bracket..].find("]>")? + 1,
                (_, end) => end,
            };
            text = &inside[end + 1..];
        } else {
            let end = inside.find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'));
            return Some(&inside[..end.unwrap_or(inside.len())]);
        }
    }
}

/// Returns whether a text begins like the line between two mails: `From someone Fri May  2 10:00:00 2031`.
fn is_envelope(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n');
    let (Some(line), Some(next)) = (lines.next(), lines.next()) else { return false };
    let header_end = next.iter().position(|&byte| byte == b':');
    let is_header = header_end.is_some_and(|end| end > 0 && next[..end].iter().all(|&byte| byte.is_ascii_graphic()));
    is_header && line.iter().any(u8::is_ascii_digit)
}

/// Returns whether the first entries of a zip folder are those of a document.
fn is_docx(head: &[u8]) -> bool {
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    has(b"[Content_Types].xml") && has(b"word/")
}

impl Format {
    /// Returns the refusal of a file that is not whole.
    pub(crate) fn malformed(self, reason: impl Into<String>) -> IntakeError {
        let reason: String = reason.into();
        let shown = reason.chars().flat_map(|character| match character.is_control() {
            true => character.escape_default().collect::<Vec<_>>(),
            false => vec![character],
        });
        IntakeError::Malformed { format: self, reason: shown.take(200).collect() }
    }

    /// Returns whether a file of it holds several documents.
    pub fn is_container(self) -> bool {
        use Format::{Feed, Gzip, JsonFeed, Lines, Mbox, Rows, Wacz, Warc, Zip};
        matches!(self, Feed | JsonFeed | Lines | Mbox | Rows | Wacz | Warc | Zip | Gzip)
    }

    /// Returns whether its documents are read one after the other, so that a file may be of any length.
    pub(crate) fn is_streamed(self) -> bool {
        self.is_container() && !matches!(self, Self::Feed | Self::JsonFeed)
    }

    /// Returns the word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Feed => "feed",
            Self::JsonFeed => "json-feed",
            Self::Outlines => "opml",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
            Self::Rows => "csv",
            Self::Lines => "ndjson",
            Self::Zip => "zip",
            Self::Gzip => "gzip",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "docx",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Feed => "feed",
            Self::JsonFeed => "JSON Feed",
            Self::Outlines => "OPML",
            Self::Warc => "WARC",
            Self::Wacz => "WACZ",
            Self::Rows => "CSV",
            Self::Lines => "NDJSON",
            Self::Zip => "zip",
            Self::Gzip => "gzip",
        })
    }
}

static UNREAD: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../data/unread.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.splitn(3, '\t').collect::<Vec<_>>().try_into().ok()).collect()
});

/// Returns what a file is that is known and not read, from its first bytes.
pub(crate) fn unread(head: &[u8]) -> Option<&'static str> {
    let begins = |hex: &str| {
        let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default());
        let bytes = digits.filter_map(|pair| u8::from_str_radix(pair, 16).ok());
        let mut length = 0;
        bytes.zip(head).all(|(byte, &found)| {
            length += 1;
            byte == found
        }) && length * 2 == hex.len()
    };
    UNREAD.iter().find(|[key, value, _]| *key == "hex" && begins(value)).map(|[_, _, kind]| *kind)
}

/// Returns whether what stands among documents may be one itself.
pub(crate) fn is_readable(head: &[u8], name: &str, media_type: Option<&str>) -> bool {
    let (name, media_type) = (name.to_ascii_lowercase(), media_type.unwrap_or_default().to_ascii_lowercase());
    let ending = name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
    let is_unread = |[key, value, _]: &[&str; 3]| match *key {
        "name" => ending == Some(*value),
        "type" => media_type.starts_with(value),
        _ => false,
    };
    unread(head).is_none() && !UNREAD.iter().any(is_unread)
}
