//! How is the sentence built?

mod about;
mod characters;
mod component;
mod config;
mod doc;
mod draft;
mod error;
mod files;
mod hash;
mod label;
mod lemma;
mod lexicon;
mod lookups;
mod maxout;
#[doc(hidden)]
pub mod measure;
mod morph;
mod multiply;
mod paragraph;
mod pattern;
mod peak;
mod pipeline;
mod ruler;
mod spacing;
mod static_vectors;
mod strings;
mod tagger;
mod thinc;
mod tok2vec;
mod tokenizer;
mod transition;

pub use about::About;
pub use doc::{Doc, Iob, Pos, Token};
pub use error::ModelError;
pub use files::{Files, Folder};
pub use label::{Label, Labels};
pub use paragraph::paragraphs;
pub use pipeline::{Pipeline, Reader};
pub use spacing::SingleSpaced;
