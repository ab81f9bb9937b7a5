//! What can one ask?
//!
//! In go files as they arrive; out come answers. [`pipeline`] tells the story from one to the other, and [`page`] is
//! what there is to see at its end. The modules between them answer one question of the page each.

pub mod dossier;
pub mod page;
pub mod pipeline;
pub mod world;

mod error;

mod actors;
mod condition;
mod facts;
mod phrase;
mod readings;
mod reviewed;

mod apart;

mod attributed;
mod figured;
mod timed;

mod memory;

mod answer;
mod because;
mod coming;
mod disagreements;
mod documents;
mod figures;
mod gates;
mod goals;
mod positions;
mod promises;
mod threads;

pub use casus_intake as intake;
pub use casus_ledger as ledger;
pub use casus_reason::{Scenario, Truth, Verdict};
pub use casus_syntax as syntax;

pub use attributed::{Attributed, attributed};
pub use casus_extract::{Attribution, SeenFigure, TimeExpression, Trace};
pub use dossier::Dossier;
pub use error::Error;
pub use figured::{Figured, figured};
pub use memory::{Arrived, Remembered, ingest, known, rules};
pub use page::Page;
pub use pipeline::{Question, THRESHOLD, brief, explained, extract, page_of};
pub use readings::{ReadDocument, Reader};
pub use threads::{Chronicle, Comparison, Ties, Tracing, compare};
pub use timed::{Timed, timed};
pub use world::World;
