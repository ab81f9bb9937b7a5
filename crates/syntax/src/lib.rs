//! How is the sentence built?
//!
//! In goes a [`Source`](casus_text::Source); out come its [`Sentence`]s with their words, each with its place in the text. A sentence never
//! reaches across a paragraph. There are no tags and no trees here: only what the characters show.

mod characters;
mod doc;
mod draft;
mod error;
mod files;
mod hash;
mod label;
#[cfg_attr(not(test), expect(dead_code, reason = "for the pipeline"))]
mod lexicon;
mod pattern;
mod sentence;
mod strings;
mod thinc;
mod token;
#[cfg_attr(not(test), expect(dead_code, reason = "for the pipeline"))]
mod tokenizer;

pub use doc::{Doc, Iob, Pos, Token as DocToken};
pub use error::ModelError;
pub use files::{Files, Folder};
pub use label::{Label, Labels};
pub use sentence::{LEN_BYTES_MAX, Sentence, sentences};
pub use token::{Token, TokenKind};
