//! Is a number one of hundredths? `5%`, `5 per cent`, `20-percent`, `24 percentage points`.

use super::money::Sized;
use super::number::number;
use super::piece::Line;

/// Returns where a percentage ends whose number ends at a piece.
pub(super) fn percent(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_joined = line.is(at, "-") && line.is_tight(at);
    let at = at + usize::from(is_joined);
    match &*line.word(at) {
        "percent" | "pct" => Some(at + 1),
        "per" if line.is(at + 1, "cent") => Some(at + 2),
        "percentage" if line.is(at + 1, "points") || line.is(at + 1, "point") => Some(at + 2),
        _ => line.is(at, "%").then_some(at + 1),
    }
}

/// Joins a range whose ends both have the sign: `2% to 3%`; `moves` where something goes from the one to the other.
pub(super) fn to_second(line: &Line<'_>, low: Sized, moves: bool) -> Sized {
    let at = low.pieces.end;
    let is_joint = ["-", "–", "to"].iter().any(|joint| line.is(at, joint));
    let is_between = || line.is(at, "and") && low.pieces.start > 0 && line.is(low.pieces.start - 1, "between");
    if moves || low.high.is_some() || !(is_joint || is_between()) {
        return low;
    }
    let high = number(line, at + 1, false).filter(|high| high.value > low.value);
    let ended = high.and_then(|high| Some((high.value, percent(line, high.pieces.end)?)));
    match ended {
        Some((high, end)) => Sized { pieces: low.pieces.start..end, high: Some(high), ..low },
        None => low,
    }
}
