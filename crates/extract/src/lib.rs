//! What does this text say?
//!
//! In go a [`Source`](casus_text::Source) and the [`Doc`](casus_syntax::Doc) of its text; out comes a
//! [`Reading`](casus_claim::Reading): entities, records and notes. Reading is total: odd text and odd trees give notes,
//! never an error. The words and patterns of English that it knows are the tables in `data/`; the code knows how a
//! sentence is laid out, and no document.

mod unwrapped;

mod body;
mod gazetteer;
mod lexicon;
mod lookup;

mod sentence;
mod word;

mod tree;

mod names;

mod group;
mod joint;
mod label;
mod mend;
mod mention;
mod office;
mod owner;
mod title;

mod holding;
mod incumbent;
mod people;
mod roll;
mod setting;
mod spelling;
mod tenure;

mod cast;
mod class;
mod clause;
mod needed;
mod passage;
mod pattern;

mod time;

mod figure;
mod theme;

mod network;

mod judge;

mod attribution;
mod condition;
mod said;
mod statement;

mod authority;
mod commitment;
mod event;
mod gist;
mod position;
mod reason;
mod role;
mod stage;
mod term;

mod confidence;
mod read;
mod trace;
mod unread;

#[cfg(test)]
use casus_syntax as syntax;

#[cfg(test)]
#[path = "../tests/installed/mod.rs"]
mod installed;

#[cfg(test)]
mod examples;

#[cfg(feature = "learn")]
pub use attribution::learn;
#[cfg(feature = "learn")]
pub use judge::learn as judging;
#[cfg(test)]
mod tables;

pub use attribution::{Attribution, attributions};
pub use figure::{SeenFigure, figures};
pub use gist::{Gist, concept_of, gist};
pub use incumbent::terms;
pub use read::{explained, read};
pub use time::{TimeExpression, TimeType, time_expressions};
pub use trace::Trace;
pub use unread::unread;
pub use unwrapped::Unwrapped;
