//! What arrived?
//!
//! In go the bytes of one file, the bytes of its sidecar and what the user says of it; out comes a [`Source`](casus_text::Source), or one
//! [`IntakeError`] that tells what to do. Nothing here touches the disk: whoever calls has read the bytes.
//!
//! The text of a source is the decoded text without its byte order mark, in which CRLF and a lone CR have become LF.
//! Offsets on the wire count the code points of that text. It is what Python's `open(path, encoding="utf-8-sig")`
//! reads, so a consumer that counts in the file meets the same words.

mod arrival;
mod copies;
mod dateline;
mod day;
mod decode;
mod document;
mod encoding;
mod error;
mod feed;
mod format;
mod fragment;
mod head;
mod items;
mod page;
mod readers;
mod sidecar;
mod stories;
mod title;
mod told;
mod xml;

pub use arrival::{Given, SIZE_BYTES_MAX, check_size};
pub use copies::{Copies, Likeness, Relay, copies};
pub use dateline::{Dateline, dateline};
pub use decode::decode;
pub use document::{Document, document};
pub use error::IntakeError;
pub use feed::{ENTRIES_MAX, Feed, FeedEntry, Outline, feed, outlines};
pub use format::{Format, is_named_document, recognise};
pub use fragment::{Markup, fragment};
pub use items::{Found, Input, Item, Label, Seekable, Tell, items};
pub use page::{Article, PAGE_BYTES_MAX, PageDate, PageHints, article};
pub use readers::PDF_THREAD;
pub use sidecar::{Sidecar, read_sidecar, sidecar_path};
pub use stories::{Because, Place, Stories, stories};
pub use title::title;
pub use told::Told;
