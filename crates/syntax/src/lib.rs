//! How is the sentence built?
//!
//! In goes a [`Source`](casus_text::Source); out come its [`Sentence`]s with their words, each with its place in the text. A sentence never
//! reaches across a paragraph. There are no tags and no trees here: only what the characters show.

mod sentence;
mod token;

pub use sentence::{LEN_BYTES_MAX, Sentence, sentences};
pub use token::{Token, TokenKind};
