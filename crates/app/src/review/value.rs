//! How are amounts and times typed? As the readout of a record shows them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Number, Value, json};

/// How an amount is written.
pub(super) const AMOUNT: &str = "write it as in `about 3000000000 EUR`, `2 to 4 brigade` or `30 percent`";
/// How a time is written.
pub(super) const TIME: &str = "write its words and its days, as in `next May = 2032-05-01 to 2032-05-31`, \
                               `today = 2031-05-02`, `since June = from 2031-06-01`, or the words alone";

/// Reads a number with its unit.
pub(super) fn amount(text: &str) -> Option<Value> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_approximate = words.first() == Some(&"about");
    words.drain(..usize::from(is_approximate));
    // A currency may stand on either side of its number.
    if words.first().is_some_and(|word| is_currency(word)) {
        let unit = words.remove(0);
        words.push(unit);
    }
    let value = number(words.first()?)?;
    let is_range = words.get(1) == Some(&"to");
    let high = if is_range { Some(number(words.get(2)?)?) } else { None };
    let unit = words[if is_range { 3 } else { 1 }..].join(" ");
    (!unit.is_empty()).then(|| json!({"value": value, "high": high, "unit": unit, "approximate": is_approximate}))
}

fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Reads digits in full, which JSON would round.
fn number(word: &str) -> Option<Number> {
    let digits = word.replace('_', "");
    digits.parse::<Decimal>().ok()?;
    serde_json::from_str(&digits).ok()
}

/// Takes a time apart into its words and its days.
pub(super) fn time(text: &str) -> Option<(&str, Option<Date>, Option<Date>)> {
    let Some((words, days)) = text.rsplit_once(" = ") else { return Some((text, None, None)) };
    let day = |word: &str| word.trim().parse::<Date>().ok();
    let (start, end) = match (days.trim().strip_prefix("from "), days.split_once(" to ")) {
        _ if days.trim() == "no day can be told" => return Some((words, None, None)),
        (Some(start), _) => (day(start)?, None),
        (None, Some((start, end))) => (day(start)?, Some(day(end)?)),
        (None, None) => (day(days)?, Some(day(days)?)),
    };
    (end.is_none_or(|end| start <= end)).then_some((words, Some(start), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_shown() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(amount(text).map(|value| value.to_string()).as_deref(), expected, "{text}");
        };
        check("about EUR 400000000", Some(r#"{"approximate":true,"high":null,"unit":"EUR","value":400000000}"#));
        check("400_000_000 EUR", Some(r#"{"approximate":false,"high":null,"unit":"EUR","value":400000000}"#));
        check("2 to 4 brigade", Some(r#"{"approximate":false,"high":4,"unit":"brigade","value":2}"#));
        check("2.50 percent", Some(r#"{"approximate":false,"high":null,"unit":"percent","value":2.5}"#));
        for wrong in ["", "EUR", "many ships", "3", "3 to ships", "about"] {
            check(wrong, None);
        }
    }

    #[test]
    fn times_are_read_as_they_are_shown() {
        let check = |text: &str, expected: Option<(&str, Option<&str>, Option<&str>)>| {
            let day = |day: &str| day.parse::<Date>().expect("the test gives a day");
            assert_eq!(time(text), expected.map(|(words, start, end)| (words, start.map(day), end.map(day))), "{text}");
        };
        check("within ten days = 2031-03-22", Some(("within ten days", Some("2031-03-22"), Some("2031-03-22"))));
        check("May = 2031-05-01 to 2031-05-31", Some(("May", Some("2031-05-01"), Some("2031-05-31"))));
        check("since June = from 2031-06-01", Some(("since June", Some("2031-06-01"), None)));
        check("next week = no day can be told", Some(("next week", None, None)));
        check("next week", Some(("next week", None, None)));
        check("May = 2031-05-31 to 2031-05-01", None);
        check("May = soon", None);
    }
}
