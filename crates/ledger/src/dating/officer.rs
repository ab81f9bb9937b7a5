//! Who holds an office in it, and when was that so? Kind `office`.
//!
//! **Bounds**: the terms of this person in this office, as far as they are known, give or take a month; from the first to
//! the last where there are several.
//!
//! **No reason**: a former, acting or elected holder, a year beside the name, a term that is not known. Offices of which
//! the terms have no day in common are reported and bound nothing: one of them is told of another time.

use casus_claim::{KnownOffice, Term};

use super::{DateReason, DateReasonKind, Window, intersection, shifted};
use crate::contradiction::office::{Held, offices};
use crate::contradiction::said;
use crate::contradiction::text::Text;

/// Terms are known by the month, and the press is early with titles.
const SLACK_DAYS: i32 = 31;

/// Returns what the offices in an undated document tell of its day.
pub(super) fn reasons(text: &Text<'_>, terms: &[Term]) -> Vec<DateReason> {
    let mut reasons: Vec<DateReason> = offices(text).iter().filter_map(|held| reason(text, held, terms)).collect();
    if intersection(&reasons).is_empty() {
        reasons.iter_mut().for_each(|reason| reason.is_set_aside = true);
    }
    reasons
}

fn reason(text: &Text<'_>, held: &Held<'_>, terms: &[Term]) -> Option<DateReason> {
    let known: Vec<&KnownOffice> = held.terms(terms).collect();
    let from = known.iter().map(|office| office.from).min()?;
    let is_held = known.iter().any(|office| office.to.is_none());
    let to = known.iter().filter_map(|office| office.to).max().filter(|_| !is_held);
    let window =
        Window { earliest: from.map(|day| shifted(day, -SLACK_DAYS)), latest: to.map(|day| shifted(day, SLACK_DAYS)) };
    let days = match (from, to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => return None,
    };
    let (name, title, of) = (&held.person.name, &held.title, held.of);
    Some(DateReason {
        kind: DateReasonKind::Office,
        window,
        near: None,
        why: format!("It calls {name} {title} of {of}, as is known {days}, give or take a month."),
        here: said(text, held.span),
        there: Vec::new(),
        is_set_aside: false,
    })
}
