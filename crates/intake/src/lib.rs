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
mod decode;
mod error;
mod head;
mod page;
mod sidecar;
mod title;

pub use arrival::{Arrival, Given, SIZE_BYTES_MAX, check_size, receive};
pub use copies::{Copies, Likeness, Relay, copies};
pub use dateline::{Dateline, dateline};
pub use decode::decode;
pub use error::IntakeError;
pub use page::{Article, PAGE_BYTES_MAX, PageDate, PageHints, article};
pub use sidecar::{Sidecar, read_sidecar, sidecar_path};
pub use title::title;
