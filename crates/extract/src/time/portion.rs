//! Which days has a part of a stretch, and which has what it bounds?

use jiff::ToSpan;
use jiff::civil::Date;

use super::thing::{Bound, Portion};
use super::when::{Days, When};

/// Returns the days of a part of a stretch: a third of one that is named, a half of one that is told from the present.
pub(super) fn parted(portion: Portion, days: Days, when: When, published: Option<Date>, is_named: bool) -> Days {
    let (start, end) = days;
    let (third, half) = (cuts(when, days, 3), cuts(when, days, 2));
    let before = |day: Date| day.saturating_sub(1.days());
    let part = match portion {
        Portion::Start | Portion::Early if is_named => (start, before(third[0])),
        Portion::Start | Portion::Early => (start, before(half[0])),
        Portion::Middle => (third[0], before(third[1])),
        Portion::Late | Portion::End if is_named => (third[1], end),
        Portion::Late | Portion::End => (half[0], end),
        // What is earlier is over, and what is later is still to come.
        Portion::Earlier => (start, before(published.map_or(half[0], |day| day.min(half[0])))),
        Portion::Later => (published.map_or(half[0], |day| day.max(half[0])), end),
        Portion::Whole => days,
    };
    if start <= part.0 && part.0 <= part.1 && part.1 <= end { part } else { days }
}

/// Returns the days at which a stretch is cut into so many parts: those of a year begin with a month.
fn cuts(when: When, (start, end): Days, parts: i64) -> [Date; 2] {
    let cut = |at: i64| match when {
        When::Year(_) => start.saturating_add((12 * at / parts).months()),
        When::Month(_) => start.saturating_add((30 * at / parts).days()),
        When::Quarter(..) if parts == 3 => start.saturating_add(at.months()),
        _ => {
            let days = i64::from((end - start).get_days());
            start.saturating_add(((days + 1) * at / parts).days())
        }
    };
    [cut(1), cut(2)]
}

/// Returns the first and the last day of what a time bounds.
pub(super) fn bounded(bound: Bound, (start, end): Days) -> (Option<Date>, Option<Date>) {
    match bound {
        Bound::Before => (None, start.checked_sub(1.days()).ok()),
        Bound::By | Bound::Until => (None, Some(end)),
        Bound::Since => (Some(start), None),
        Bound::After => (end.checked_add(1.days()).ok(), None),
    }
}
