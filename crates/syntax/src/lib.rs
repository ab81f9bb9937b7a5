//! How is the sentence built?
//!
//! In goes a text; out comes a [`Doc`]: its tokens with their tags, parts of speech, lemmas, trees, sentences and named
//! entities. What says so is a pipeline of [spaCy](https://spacy.io) 3, loaded as it was released and run without
//! Python, and it says the same as spaCy does, token for token.
//!
//! ```
//! use casus_syntax::Pipeline;
//!
//! # use std::path::PathBuf;
//! # let folder = match std::env::var_os("CASUS_MODELS") {
//! #     Some(models) => PathBuf::from(models).join("en"),
//! #     None => etcetera::BaseStrategy::data_dir(&etcetera::choose_base_strategy()?).join("casus/models/en"),
//! # };
//! // The folder with `config.cfg` and `meta.json` in it, as `casus model add en` puts it in place.
//! let pipeline = Pipeline::open(&folder)?;
//! let mut reader = pipeline.reader();
//!
//! let text = "Orvana promised 200 trucks, but Mirel refused them.";
//! let doc = reader.read(text);
//! let form = |index: usize| &text[doc.tokens()[index].start..doc.tokens()[index].end];
//!
//! let subjects = doc.tokens().iter().enumerate().filter(|(_, token)| doc.label(token.dep) == "nsubj");
//! let found: Vec<_> = subjects.map(|(index, token)| (form(index), &*doc.tokens()[token.head as usize].lemma)).collect();
//! assert_eq!(found, [("Orvana", "promise"), ("Mirel", "refuse")]);
//! assert_eq!(doc.sentences().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is what
//!
//! A [`Pipeline`] holds what the files say, is loaded once and can be shared by threads. A [`Reader`] works with it on one thread and
//! keeps what it can use again: the words it has met, their vectors, its buffers. What it says of a text does not depend
//! on what it has read before, nor on how many readers there are; [`Pipeline::read_all`] reads many texts in parallel.
//!
//! A text goes through these steps:
//!
//! 1. `tokenizer` cuts it into tokens by the pipeline's own patterns and rules, and `lexicon` says of each form what the
//!    components look at. Patterns are Python's, matched by `pattern` in linear time.
//! 2. `tok2vec` gives each token a vector: hashed features of its form, then convolutions that let it see its neighbours.
//! 3. `tagger`, `transition` (parser and entity recogniser), `ruler` and `lemma` read those vectors and one another's results, in the
//!    order in which the pipeline lists them.
//!
//! Nearly all time goes into products of matrices (`multiply`). What depends on one word alone is worked out once for each
//! word, up to the first convolution; the rest goes in blocks that stay in the nearest caches. SIMD instructions are
//! chosen when the program runs, and a number of the result never depends on which ones, or on what else was in a block.
//!
//! # What is supported
//!
//! Pipelines of spaCy 3 made of these components; anything else is refused when it is loaded, by its name:
//!
//! | component | with |
//! | --- | --- |
//! | tokenizer | `spacy.Tokenizer.v1` |
//! | `tok2vec` | `Tok2Vec` and `HashEmbedCNN`; `MultiHashEmbed` over `ORTH`, `LOWER`, `NORM`, `PREFIX`, `SUFFIX`, `SHAPE`, `SPACY`, `IS_SPACE`; static vectors; `MaxoutWindowEncoder` |
//! | `tagger`, `morphologizer`, `senter` | `spacy.Tagger` |
//! | `parser`, `ner` | `spacy.TransitionBasedParser`, without a beam |
//! | `attribute_ruler` | patterns of one or more tokens without unbounded repetition |
//! | `lemmatizer` | mode `lookup`; mode `rule` for English, French and the languages without a procedure of their own |
//!
//! Not supported: transformers, floret vectors, `CharacterEmbed`, text and span categorizers, entity linking and rulers, `lemmatizer` in the
//! modes `pos_lookup` and `pymorphy`, tokenizers other than the rule-based one, and training.
//! `docs/pipelines.md` in the repository has the details and says how the exactness is checked.

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
