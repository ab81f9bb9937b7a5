//! Which briefs are due?
//!
//! A brief is due at the instants that its rule names; where several have passed since the last look, only the last of
//! them is written, and reaches back to the brief before it.

use casus_engine::dossier::BriefRule;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::round::Watch;
use crate::{Error, Outside};

impl<O: Outside> Watch<'_, O> {
    /// Writes the briefs that are due; one that fails is tried again at the next look.
    pub(crate) fn write_briefs(&mut self) -> Result<usize, Error> {
        let mut count = 0;
        for rule in &self.dossier.watch.briefs {
            let Some(due) = due(rule, self.outside.now()) else { continue };
            let last = self.book.last_brief(&rule.name)?;
            if last.is_some_and(|last| last >= due) {
                continue;
            }
            // First the file: a process that is killed in between writes the same one again.
            match self.outside.brief(rule, last.or_else(|| before(rule, due)), due) {
                Ok(()) => {
                    self.book.note_brief(&rule.name, due)?;
                    count += 1;
                }
                Err(what) => self.outside.note(&format!("the brief `{}` {what}", rule.name)),
            }
        }
        Ok(count)
    }
}

/// Returns the last instant, up to now, at which a brief is due.
fn due(rule: &BriefRule, now: Timestamp) -> Option<Timestamp> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let days = (0..8).filter_map(|ago: i32| today.checked_sub(ago.days()).ok());
    days.filter(|day| fits(rule, *day)).filter_map(|day| at(rule, day)).find(|instant| *instant <= now)
}

/// Returns the instant before one at which a brief was due.
fn before(rule: &BriefRule, due: Timestamp) -> Option<Timestamp> {
    self::due(rule, due.checked_sub(1.second()).ok()?)
}

fn fits(rule: &BriefRule, day: Date) -> bool {
    rule.weekday.is_none_or(|weekday| day.weekday() == weekday)
}

fn at(rule: &BriefRule, day: Date) -> Option<Timestamp> {
    day.to_datetime(rule.at).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use casus_engine::dossier::BriefFormat;
    use jiff::civil::{Weekday, time};

    use super::*;

    fn check(weekday: Option<Weekday>, now: &str, expected: [&str; 2]) {
        let (name, folder) = ("brief".to_owned(), "briefs".to_owned());
        let rule = BriefRule { name, weekday, at: time(6, 30, 0, 0), formats: vec![BriefFormat::Md], folder };
        let due = due(&rule, now.parse().expect("an instant")).expect("one was due within a week");
        let before = before(&rule, due).expect("one was due before");
        assert_eq!([due, before].map(|instant| instant.to_string()), expected);
    }

    #[test]
    fn a_brief_is_due_at_its_time_of_the_day_or_of_the_week() {
        check(None, "2031-05-07T06:29:59Z", ["2031-05-06T06:30:00Z", "2031-05-05T06:30:00Z"]);
        check(None, "2031-05-07T06:30:00Z", ["2031-05-07T06:30:00Z", "2031-05-06T06:30:00Z"]);
        // The 7th of May 2031 is a Wednesday.
        check(Some(Weekday::Monday), "2031-05-07T12:00:00Z", ["2031-05-05T06:30:00Z", "2031-04-28T06:30:00Z"]);
        check(Some(Weekday::Wednesday), "2031-05-07T06:00:00Z", ["2031-04-30T06:30:00Z", "2031-04-23T06:30:00Z"]);
    }
}
