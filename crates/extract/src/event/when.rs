//! On which day is an event, given that it has been or is to come?

use casus_claim::{EventStatus, Time};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::time::{SeenTime, forward};

/// The months as they begin.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns the days of a time that belongs to an event of a status: a day without a year lies ahead of the document for
/// what is to come, and behind it for what has been.
pub(super) fn days(seen: &SeenTime, status: EventStatus, is_past: bool, published: Option<Date>) -> Time {
    let time = match status {
        EventStatus::Held | EventStatus::Cancelled => seen.time.clone(),
        _ => forward(seen, published),
    };
    let Some((start, end, day)) =
        published.and_then(|day| Some((time.start()?, time.end()?, day))).filter(|_| is_without_year(seen))
    else {
        return time;
    };
    let years = match status {
        EventStatus::Held if is_past && start > day => -1,
        EventStatus::Planned if end < day => 1,
        _ => return time,
    };
    let moved = start.checked_add(years.years()).ok().zip(end.checked_add(years.years()).ok());
    moved.map_or(time.clone(), |(start, end)| Time::days(time.text(), start, end))
}

/// Returns whether a time names a month and leaves the year to the reader.
fn is_without_year(seen: &SeenTime) -> bool {
    seen.is_relative && seen.time.text().split(' ').any(|word| MONTHS.iter().any(|month| word.starts_with(month)))
}

/// Returns whether a time is a weekday, which may be that behind as well as that ahead.
pub(super) fn is_weekday(seen: &SeenTime) -> bool {
    let text = seen.time.text().to_lowercase();
    let is_day = text.split(' ').any(|word| word.ends_with("day") && !matches!(word, "today" | "yesterday" | "day"));
    seen.is_relative && is_day && !text.starts_with("last") && seen.time.start() == seen.time.end()
}
