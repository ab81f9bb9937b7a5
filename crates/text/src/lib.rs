//! What was written?
//!
//! In goes the text of one document with what is known of where it came from; out comes a [`Source`] whose text
//! never changes. A [`Span`] is a half-open byte range into one source, and a [`Quote`] is a span together with its
//! words. Only a source makes either, so a record with a quote that does not stand in its document cannot be built.
//!
//! Offsets are bytes inside the program; [`Source::chars_at`] gives Unicode code points for the wire.

mod source;
mod span;

pub use source::{ContentId, DateOrigin, Origin, Published, Source, StatedIn};
pub use span::{Quote, Span};
