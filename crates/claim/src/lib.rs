//! What can be said?
//!
//! The vocabulary that the rooms share: entities, records, conditions, times, amounts and propositions as plain data.
//! Nothing here reads, stores or concludes. `docs/records.md` describes the same words as they stand on the wire.

mod actor;
mod amount;
mod condition;
mod proposition;
mod reading;
mod record;
mod reference;
mod registry;
mod term;
mod time;
mod word;

pub use actor::{Actors, Entity, EntityId, EntityKind, Office, Role};
pub use amount::{Amount, Unit};
pub use condition::{Atom, Condition};
pub use proposition::{KnownProposition, Proposition, PropositionId, Standing};
pub use reading::{Note, NoteKind, Reading};
pub use record::{
    Authority, AuthorityClaim, Category, Claim, Commitment, Confidence, Consequent, Event, EventStatus, EventType,
    Figure, Format, Mode, Position, Reach, Record, RecordId, Stage, Stance, Statement, Status,
};
pub use reference::{Reference, references};
pub use registry::{KnownActor, KnownOffice, Registry};
pub use term::Term;
pub use time::Time;
