//! Is an amount exact? `about`, `at least`, `up to`, `or so`.

use std::ops::Range;

use super::piece::Line;
use super::words::WORDS;
use crate::word::lower;

/// A hedge has so many words at most.
const WORDS_MAX: usize = 5;

/// Returns whether the words before an amount, or those behind it, make it approximate.
pub(super) fn is_approximate(line: &Line<'_>, pieces: &Range<usize>) -> bool {
    start_of(line, pieces.start) < pieces.start || is_hedged_behind(line, pieces.end)
}

/// Returns the piece at which the hedge before a number begins; that of the number where there is none.
pub(super) fn start_of(line: &Line<'_>, number: usize) -> usize {
    // `a reported €4m`, `nearly another 40`, `about (€3m)`.
    let end = number - usize::from(number > 0 && (line.is(number - 1, "another") || line.is(number - 1, "a")));
    let starts = end.saturating_sub(WORDS_MAX)..end;
    let is_hedge = |start: &usize| WORDS.is_hedge(&lower(line.slice(*start, end)));
    starts.into_iter().find(is_hedge).unwrap_or(number)
}

fn is_hedged_behind(line: &Line<'_>, end: usize) -> bool {
    (end + 1..=end + 2).any(|after| WORDS.is_late_hedge(&lower(line.slice(end, after))))
}
