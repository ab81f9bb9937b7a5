//! Who held which office when, as general knowledge has it.

use jiff::civil::Date;

/// The time in which somebody held an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The name of the person.
    pub person: String,
    /// The title without the country.
    pub title: String,
    /// The state or body it belongs to.
    pub of: String,
    /// The first day; `None` when it is not known.
    pub from: Option<Date>,
    /// The last day; `None` while it goes on as far as is known.
    pub until: Option<Date>,
}

impl Term {
    /// Returns whether the office was held on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
