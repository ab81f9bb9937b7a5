//! Who held which office when, as general knowledge has it.

use crate::KnownOffice;

/// Somebody's office with the days on which it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The name of the person.
    pub person: String,
    /// The office.
    pub office: KnownOffice,
}
