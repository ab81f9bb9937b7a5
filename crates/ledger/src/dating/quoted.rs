//! Which words does it quote of which others say when they were said? Kind `quoted`.
//!
//! **The same utterance**: so many words in a row stand in quotation marks on both sides, and one speaker is named.
//!
//! **Bounds**: a dated document gives the day on which it was said; a document that quotes it was written from then on.
//! Where several give several days, there is no reason.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Claim, Mode, Record, Statement};
use jiff::civil::Date;

use super::copy::Kin;
use super::{DateReason, DateReasonKind, Window};
use crate::contradiction::text::Text;
use crate::contradiction::told;
use crate::contradiction::words::words;

/// So many words in a row are hardly ever said twice.
const ROW_WORDS: usize = 8;
/// A row that stands in more statements is a formula.
const STATEMENTS_MAX: usize = 50;

/// Statements of dated documents that were made on a day.
pub(super) struct Quotes<'t> {
    said: Vec<(&'t Text<'t>, &'t Record, Date)>,
    by_row: BTreeMap<(&'t str, String), BTreeSet<usize>>,
}

impl<'t> Quotes<'t> {
    /// Notes the statements of dated documents that were made on a day.
    pub(super) fn of(dated: &[&'t Text<'t>]) -> Self {
        let mut quotes = Self { said: Vec::new(), by_row: BTreeMap::new() };
        for &text in dated {
            for record in text.reading.records() {
                let Some(day) = day(text, record) else { continue };
                let place = quotes.said.len();
                quotes.said.push((text, record, day));
                for row in rows(text, record) {
                    quotes.by_row.entry(row).or_default().insert(place);
                }
            }
        }
        quotes
    }

    /// Returns what the quotes in an undated document tell of its day.
    pub(super) fn reasons(&self, text: &Text<'_>, kin: &Kin<'_>) -> Vec<DateReason> {
        text.reading.records().iter().filter_map(|record| self.reason(text, record, kin)).collect()
    }

    fn reason(&self, text: &Text<'_>, record: &Record, kin: &Kin<'_>) -> Option<DateReason> {
        let same = rows(text, record).into_iter().filter_map(|row| self.by_row.get(&row));
        let same: BTreeSet<usize> = same.filter(|all| all.len() <= STATEMENTS_MAX).flatten().copied().collect();
        let said: Vec<_> =
            same.iter().map(|&place| &self.said[place]).filter(|(other, ..)| !kin.has(other.number)).collect();
        let (first, day) = said.first().map(|(text, record, day)| ((text, record), *day))?;
        if said.iter().any(|(.., other)| *other != day) {
            return None;
        }
        Some(DateReason {
            kind: DateReasonKind::Quoted,
            window: Window::from(day),
            near: None,
            why: format!("It quotes what others say was said on {day}."),
            here: told(text, record),
            there: vec![told(first.0, first.1)],
            is_set_aside: false,
        })
    }
}

/// Returns the day on which a statement was made, as its document says.
fn day(text: &Text<'_>, record: &Record) -> Option<Date> {
    let Claim::Statement(_) = &record.claim else { return None };
    let time = record.time.as_ref()?;
    time.start().filter(|day| time.end() == Some(*day) && text.published() >= Some(*day))
}

/// Returns each row of words that a statement quotes, with each of its speakers.
fn rows<'t>(text: &Text<'t>, record: &Record) -> BTreeSet<(&'t str, String)> {
    let Claim::Statement(Statement { speaker, content, mode: Mode::Direct | Mode::Mixed, .. }) = &record.claim else {
        return BTreeSet::new();
    };
    let all = words(text.source, content.span());
    let is_quoted = quoted(content.text());
    let at = content.span().start_bytes();
    let inside: Vec<_> =
        all.iter().map(|word| (word, is_quoted.get(word.start_bytes - at).copied().unwrap_or(false))).collect();
    let whole = inside.windows(ROW_WORDS).filter(|row| row.iter().all(|(_, is_quoted)| *is_quoted));
    let rows: Vec<String> =
        whole.map(|row| row.iter().map(|(word, _)| word.lower.as_str()).collect::<Vec<_>>().join(" ")).collect();
    let speakers = text.names_of(speaker.ids());
    speakers.iter().flat_map(|&name| rows.iter().map(move |row| (name, row.clone()))).collect()
}

/// Returns for each byte whether it stands in quotation marks.
fn quoted(text: &str) -> Vec<bool> {
    let mut is_inside = false;
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '“' => is_inside = true,
            '”' => is_inside = false,
            '"' => is_inside = !is_inside,
            _ => {}
        }
        bytes.extend(std::iter::repeat_n(is_inside, letter.len_utf8()));
    }
    bytes
}
