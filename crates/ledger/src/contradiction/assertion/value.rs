//! Which answers exclude one another?

use std::collections::BTreeSet;

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::super::list;
use super::super::quantity::Quantity;
use super::frame::Frame;
use super::name::{Name, share};
use super::told::Told;

/// States that have the name of their capital, so that another town is in none of them.
const CITY_STATES: [&str; 4] = ["luxembourg", "singapore", "monaco", "djibouti"];

/// An answer.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number {
        quantity: Quantity,
        /// Whether one may be counted or not: `the other 26`.
        is_loose: bool,
    },
    People {
        /// Who has the part.
        people: Vec<Name>,
        /// Who else is named beside them.
        beside: Vec<Name>,
        /// Who is said not to have it.
        others: Vec<Name>,
    },
    Side(bool),
    Days(BTreeSet<Date>),
    Places(Vec<Name>),
    /// A list that is told as a whole.
    Members(Vec<Name>),
}

impl Value {
    /// Returns whether both cannot hold.
    pub(super) fn clashes(&self, other: &Self, frame: &Frame) -> bool {
        match (self, other) {
            (Self::Number { quantity, is_loose }, Self::Number { quantity: other, is_loose: is_other_loose }) => {
                let is_near = (*is_loose || *is_other_loose) && (quantity.value - other.value).abs() <= 1.into();
                quantity.dimension == other.dimension
                    && !is_near
                    && !quantity.range(frame.is_limit).meets(other.range(frame.is_limit))
            }
            (Self::People { people, beside, others }, Self::People { people: theirs, beside: near, others: not }) => {
                let is_apart = !share(people, near) && !share(theirs, beside);
                let is_denied = share(people, not) || share(theirs, others);
                is_denied || !frame.is_denied && (is_apart || are_other_lists(people, theirs))
            }
            (Self::Side(one), Self::Side(other)) => one != other,
            (Self::Days(one), Self::Days(other)) => one.is_disjoint(other) && (!frame.is_slip || is_slip(one, other)),
            (Self::Places(one), Self::Places(other)) => {
                !share(one, other) && (frame.knows_both || may_exclude(one, other))
            }
            (Self::Members(one), Self::Members(other)) => {
                let is_other = has_more(one, other) || has_more(other, one);
                is_other && share(one, other) && (frame.is_full || one.len() == other.len())
            }
            _ => false,
        }
    }

    /// Returns whether a document gives this answer anywhere.
    pub(super) fn stands_in(&self, told: &Told<'_>) -> bool {
        match self {
            Self::Number { quantity, .. } => told.values().contains(&quantity.value.normalize()),
            Self::Days(days) => (0..told.len()).any(|at| !told.days(at).is_disjoint(days)),
            Self::Places(places) => places.iter().any(|place| told.text.source.text().contains(&place.text)),
            Self::People { .. } | Self::Side(_) | Self::Members(_) => false,
        }
    }

    /// Says why two answers cannot both hold.
    pub(super) fn why(one: &Self, other: &Self) -> String {
        match (one, other) {
            (Self::Number { quantity, .. }, Self::Number { quantity: other, .. }) => {
                format!("The same thing is given as {} and as {}.", quantity.written(), other.written())
            }
            (Self::People { people, .. }, Self::People { people: others, .. }) => {
                format!("One names {}, another {}.", written(people), written(others))
            }
            (Self::Days(one), Self::Days(other)) => {
                format!("The same is placed on {} and on {}.", days_written(one), days_written(other))
            }
            (Self::Places(one), Self::Places(other)) => {
                format!("It has one place, and is put in {} and in {}.", written(one), written(other))
            }
            (Self::Members(one), Self::Members(other)) => {
                format!("One lists {}, another {}.", written(one), written(other))
            }
            _ => "One document says that it is so, and another that it is not.".to_owned(),
        }
    }
}

/// Returns whether two lists of two or more are not the same.
fn are_other_lists(one: &[Name], other: &[Name]) -> bool {
    one.len() > 1 && other.len() > 1 && (has_more(one, other) || has_more(other, one))
}

/// Returns whether one place cannot lie in the other: two towns, two states, or a state that has the name of its capital.
fn may_exclude(one: &[Name], other: &[Name]) -> bool {
    let is_state = |names: &[Name]| names.iter().all(|name| name.kind == Some(EntityKind::State));
    let is_own_town = |names: &[Name]| {
        let [name] = names else { return false };
        CITY_STATES.contains(&name.text.to_lowercase().as_str())
    };
    is_state(one) == is_state(other) || is_own_town(one) || is_own_town(other)
}

/// Returns whether days are the same two or more of other months.
fn is_slip(one: &BTreeSet<Date>, other: &BTreeSet<Date>) -> bool {
    let of_month = |days: &BTreeSet<Date>| -> BTreeSet<i8> { days.iter().map(|day| day.day()).collect() };
    one.len() > 1 && of_month(one) == of_month(other)
}

/// Returns whether one of some names is not among others.
fn has_more(one: &[Name], other: &[Name]) -> bool {
    !one.iter().all(|name| share(std::slice::from_ref(name), other))
}

fn written(names: &[Name]) -> String {
    list(&names.iter().map(|name| name.text.clone()).collect::<Vec<_>>())
}

fn days_written(days: &BTreeSet<Date>) -> String {
    list(&days.iter().map(Date::to_string).collect::<Vec<_>>())
}
