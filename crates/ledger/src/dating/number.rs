//! Which numbers does it give that others give as of a day? Kind `number`.
//!
//! **The same number**: exact and of one unit, in sentences that tell much the same in the same words. It has so many
//! digits that it hardly comes twice.
//!
//! **Bounds**: a dated document says as of which day; what gives the number was written from then on. Where others give it
//! as of several days, there is no reason.

use std::collections::BTreeMap;

use casus_claim::{Amount, Claim, Record};
use jiff::civil::Date;

use super::copy::Kin;
use super::{DateReason, DateReasonKind, Window};
use crate::contradiction::meeting::are_told_alike;
use crate::contradiction::text::Text;
use crate::contradiction::told;
use crate::contradiction::words::words;

/// So many digits, zeros at the end aside, make a number hardly ever another one's.
const DIGITS_MIN: usize = 3;
/// A number that is given more often is a common one.
const FIGURES_MAX: usize = 50;

/// A figure with the day as of which it is given.
type Given<'t> = (&'t Text<'t>, &'t Record, Date);

/// Figures of dated documents that are given as of a day.
pub(super) struct Numbers<'t> {
    by_number: BTreeMap<(String, &'t str), Vec<Given<'t>>>,
}

impl<'t> Numbers<'t> {
    /// Notes the figures of dated documents that are given as of a day.
    pub(super) fn of(dated: &[&'t Text<'t>]) -> Self {
        let mut by_number: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for &text in dated {
            for record in text.reading.records() {
                let day = record.time.as_ref().and_then(|time| time.start().filter(|day| time.end() == Some(*day)));
                if let (Some(key), Some(day)) = (key(record), day.filter(|day| text.published() >= Some(*day))) {
                    by_number.entry(key).or_default().push((text, record, day));
                }
            }
        }
        Self { by_number }
    }

    /// Returns what the numbers in an undated document tell of its day.
    pub(super) fn reasons(&self, text: &Text<'_>, kin: &Kin<'_>) -> Vec<DateReason> {
        text.reading.records().iter().filter_map(|record| self.reason(text, record, kin)).collect()
    }

    fn reason(&self, text: &Text<'_>, record: &Record, kin: &Kin<'_>) -> Option<DateReason> {
        let (number, unit) = key(record)?;
        let given = self.by_number.get(&(number, unit)).filter(|given| given.len() <= FIGURES_MAX)?;
        let own = (text.telling(record.quote.span()), words(text.source, record.quote.span()));
        let is_same = |(other, figure, _): &&Given<'_>| {
            let span = figure.quote.span();
            !kin.has(other.number)
                && are_told_alike((&own.0, &own.1), (&other.telling(span), &words(other.source, span)))
        };
        let same: Vec<_> = given.iter().filter(is_same).collect();
        let &&(other, figure, day) = same.first()?;
        if same.iter().any(|(.., another)| *another != day) {
            return None;
        }
        Some(DateReason {
            kind: DateReasonKind::Number,
            window: Window::from(day),
            near: None,
            why: format!("It gives a number that others give as of {day}."),
            here: told(text, record),
            there: vec![told(other, figure)],
            is_set_aside: false,
        })
    }
}

fn key(record: &Record) -> Option<(String, &str)> {
    let Claim::Figure(figure) = &record.claim else { return None };
    let Amount { value, high: None, unit, is_approximate: false } = &figure.amount else { return None };
    let number = value.normalize().to_string();
    let digits = number.trim_end_matches('0').chars().filter(char::is_ascii_digit).count();
    (digits >= DIGITS_MIN).then(|| (number, unit.word()))
}
