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
mod who;

mod apart;

mod attributed;
mod figured;
mod timed;

mod memory;
mod queue;
mod redate;
mod written;

mod analysis;
mod answer;
mod because;
mod coming;
mod common_ground;
mod coverage;
mod datings;
mod developments;
mod disagreements;
mod documents;
mod figures;
mod gates;
mod goals;
mod mappings;
mod named;
mod open_ends;
mod positions;
mod procedures;
mod promises;
mod said;
mod threads;
mod voices;

pub use casus_intake as intake;
pub use casus_ledger as ledger;
pub use casus_reason::propositions::Candidate;
pub use casus_reason::{
    Chance, In, Interval, Lifecycle, Power, Scenario, Sets, Setting, Support, Swing, Truth, Verdict, Weight,
    common_ground as ground, fault_tree, procedure, structure,
};
pub use casus_syntax as syntax;

pub use analysis::{Analysis, Deadlock, GoalAnswer, Readings, Why, analysis};
pub use attributed::{Attributed, attributed};
pub use casus_extract::{Attribution, SeenFigure, TimeExpression, Trace};
pub use common_ground::{Cell, Change, Changes, CommonGround, Ground, ZoneChange, changes, common_ground};
pub use coverage::{Coverage, CoveredSentence, Unread, coverage, coverages};
pub use datings::{Datings, datings};
pub use dossier::Dossier;
pub use error::{Error, nearest_of};
pub use figured::{Figured, figured};
pub use mappings::{Accepted, How, Left, Mapped, Mappings, Sighted, mappings};
pub use memory::{Arrived, Remembered, ingest, known, rules};
pub use open_ends::OpenEnd;
pub use page::Page;
pub use pipeline::{Question, THRESHOLD, brief, explained, extract, of_day, page_of};
pub use procedures::{Decision, Procedure, WhoDecides, who_decides};
pub use queue::{Dependants, Queue, Waiting, queue};
pub use readings::{ReadDocument, Reader};
pub use redate::{Rereading, date, undo};
pub use said::{By, Saying};
pub use threads::{Chronicle, Comparison, Ties, Tracing, compare};
pub use timed::{Timed, timed};
pub use voices::voices;
pub use who::{Who, office_in_words, shown, who};
pub use world::World;
