//! Which day does a machine-written date name?
//!
//! Feeds, mails, servers and tables write days in a handful of ways. The day is taken as it is written, in the time zone
//! of whoever wrote it. What could be read in two ways, such as `02/05/2031`, is no day.

use jiff::civil::Date;

/// The years that a document of the world can have been published in.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;

/// How long a date can be, in bytes.
const DATE_BYTES_MAX: usize = 80;

/// Reads a date as RFC 3339, RFC 2822, HTTP, or a person who writes the month in words gives it.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > DATE_BYTES_MAX {
        return None;
    }
    numbers(text).or_else(|| words(text))
}

/// Reads `2031-05-02`, alone or at the head of an instant, with dashes, slashes, dots or nothing between.
fn numbers(text: &str) -> Option<Date> {
    let head = text.split(['T', 't', ' ']).next()?;
    let parts: Vec<&str> = match head.len() {
        8 | 14 if head.bytes().all(|byte| byte.is_ascii_digit()) => vec![&head[..4], &head[4..6], &head[6..8]],
        _ => head.split(['-', '/', '.']).collect(),
    };
    let [year, month, day] = parts[..] else { return None };
    if year.len() != 4 {
        return None;
    }
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Reads `Fri, 02 May 2031 10:00:00 GMT`, `2 May 2031`, `May 2, 2031` and `Friday, 02-May-31`.
fn words(text: &str) -> Option<Date> {
    let mut words = text.split([' ', ',', '-', '\t']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| weekday(word));
    let (first, second) = (words.next()?, words.next()?);
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, ordinal(second)?),
        (None, Some(month)) => (month, ordinal(first)?),
        (None, None) => return None,
    };
    let mut year = words.next()?;
    // As the C library prints it: `Fri May  2 10:00:00 2031`.
    if year.contains(':') {
        year = words.find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    }
    let number: i16 = year.parse().ok()?;
    match year.len() {
        4 => date(number, month, day),
        2 => date(if number < 70 { 2000 + number } else { 1900 + number }, month, day),
        _ => None,
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    if YEARS.contains(&year) { Date::new(year, month, day).ok() } else { None }
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic() || character == '.');
    digits.parse().ok()
}

fn weekday(word: &str) -> bool {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    begins_with(word, &days).is_some_and(|_| word.ends_with("day") || word.trim_end_matches('.').len() <= 4)
}

fn month(word: &str) -> Option<i8> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = begins_with(word, &months)?;
    i8::try_from(at + 1).ok()
}

fn begins_with(word: &str, heads: &[&str]) -> Option<usize> {
    let head = word.get(..3)?.to_ascii_lowercase();
    heads.iter().position(|known| *known == head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = day(text).map_or_else(String::new, |day| day.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_of_machines_are_read() {
        for text in [
            "2031-05-02",
            "2031-05-02T23:30:00-05:00",
            "2031-05-02 23:30",
            "2031/5/2",
            "20310502",
            "20310502101112",
            "Fri, 02 May 2031 10:00:00 GMT",
            "Fri,  2 May 31 10:00 +0200",
            "02 May 2031",
            "Friday, 02-May-31 10:00:00 GMT",
            "Fri May  2 10:00:00 2031",
            "May 2, 2031",
            "May 2nd, 2031 at noon",
        ] {
            check(text, "2031-05-02");
        }
        check("Mon, 05 Feb 96 08:00:00 EST", "1996-02-05");
    }

    #[test]
    fn what_is_no_day_gives_none() {
        for text in ["", "soon", "02/05/2031", "2031-02-30", "99999-01-01", "0000-00-00", "2031", "May 2031", "é2é"] {
            check(text, "");
        }
        check(&"1 May 2031".repeat(100), "");
    }
}
