//! How is the sentence built?
//!
//! In goes a [`Source`](casus_text::Source); out come its [`Sentence`]s with their words, each with its place in the text. A sentence never
//! reaches across a paragraph. There are no tags and no trees here: only what the characters show.

#[expect(dead_code, reason = "the parts of a pipeline that are set by it are being joined")]
mod config;
mod doc;
mod draft;
mod error;
mod files;
mod label;
mod lexicon;
#[expect(dead_code, reason = "the parts of a pipeline that multiply are being joined")]
mod multiply;
mod sentence;
mod thinc;
mod token;
mod transition;

pub use doc::{Doc, Iob, Pos, Token as DocToken};
pub use error::ModelError;
pub use files::{Files, Folder};
pub use label::{Label, Labels};
pub use sentence::{LEN_BYTES_MAX, Sentence, sentences};
pub use token::{Token, TokenKind};
