//! Who is known beforehand: the actors that a dossier names.

use jiff::civil::Date;

use crate::EntityKind;

/// The actors that a dossier names, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registry {
    /// The actors.
    pub actors: Vec<KnownActor>,
}

/// An actor with the names that texts use for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownActor {
    /// The name to use.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// The offices it holds or held.
    pub offices: Vec<KnownOffice>,
}

/// An office with the days on which it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOffice {
    /// Its title without the country.
    pub title: String,
    /// The state or body it belongs to.
    pub of: String,
    /// The first day; `None` when it is not known.
    pub from: Option<Date>,
    /// The last day; `None` while it is held.
    pub to: Option<Date>,
}

impl KnownOffice {
    /// Returns whether the office is held on a day.
    pub fn is_held_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
