//! How is the sentence built?

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

pub use about::About;
pub use doc::{Doc, Iob, Pos, Token};
pub use error::ModelError;
pub use files::{Files, Folder};
pub use label::{Label, Labels};
pub use paragraph::paragraphs;
pub use peak::multiply_adds_at_peak;
pub use pipeline::{Pipeline, Reader};
