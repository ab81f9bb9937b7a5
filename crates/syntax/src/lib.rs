//! How is the sentence built?
//!
//! In goes a [`Source`](casus_text::Source); out come its [`Sentence`]s with their words, each with its place in the text. A sentence never
//! reaches across a paragraph. There are no tags and no trees here: only what the characters show.

#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod config;
mod doc;
mod draft;
mod error;
mod files;
mod label;
mod lexicon;
#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod maxout;
#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod multiply;
mod peak;
mod sentence;
#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod static_vectors;
#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod tagger;
mod thinc;
#[allow(dead_code, unused_imports, reason = "the parts of a pipeline are being joined")]
mod tok2vec;
mod token;
#[cfg_attr(not(test), expect(dead_code, unused_imports, reason = "the parts of a pipeline are being joined"))]
mod transition;

pub use doc::{Doc, Iob, Pos, Token as DocToken};
pub use error::ModelError;
pub use files::{Files, Folder};
pub use label::{Label, Labels};
pub use peak::multiply_adds_at_peak;
pub use sentence::{LEN_BYTES_MAX, Sentence, sentences};
pub use token::{Token, TokenKind};
