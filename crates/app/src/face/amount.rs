//! How is an amount worded?

use casus_claim::{Amount, Unit};
use casus_engine::page::FigureLine;
use rust_decimal::Decimal;

/// Returns an amount, short: "about EUR 210 bn".
pub fn amount(amount: &Amount) -> String {
    let about = if amount.is_approximate { "about " } else { "" };
    let number = match amount.high {
        None => short(amount.value),
        Some(high) => range(amount.value, high),
    };
    about.to_owned() + &with_unit(&number, amount)
}

/// Returns what a figure is of, without the noun that its amount ends in: "19 states" of "pledging pumps", "30 leaders"
/// of "(western)".
pub fn figure_of(figure: &FigureLine) -> String {
    let Unit::Noun(noun) = &figure.amount.unit else { return figure.of.clone() };
    let words: Vec<&str> = figure.of.split(' ').collect();
    let counted = [plural(noun), noun.clone()];
    let Some(at) = words.iter().position(|word| counted.iter().any(|noun| noun == word)) else {
        return figure.of.clone();
    };
    let (before, after) = (words[..at].join(" "), words[at + 1..].join(" "));
    match (before.as_str(), after.as_str()) {
        ("", after) => after.to_owned(),
        (before, "") => format!("({before})"),
        (before, after) => format!("({before}) {after}"),
    }
}

/// Returns an amount with every digit: "EUR 210,000,000,000".
pub fn amount_in_full(amount: &Amount) -> String {
    let number = match amount.high {
        None => grouped(amount.value),
        Some(high) => format!("{} to {}", grouped(amount.value), grouped(high)),
    };
    with_unit(&number, amount)
}

fn with_unit(number: &str, amount: &Amount) -> String {
    match &amount.unit {
        Unit::Currency(code) => format!("{code} {number}"),
        Unit::Percent => format!("{number} %"),
        Unit::Noun(noun) if amount.value == Decimal::ONE && amount.high.is_none() => format!("{number} {noun}"),
        Unit::Noun(noun) => format!("{number} {}", plural(noun)),
    }
}

const SCALES: [(i64, &str); 3] = [(1_000_000_000_000, " trn"), (1_000_000_000, " bn"), (1_000_000, " m")];

/// Writes a range, naming a shared scale once: "140–165 bn".
fn range(low: Decimal, high: Decimal) -> String {
    let (low, high) = (short(low), short(high));
    let scale = SCALES.iter().find(|(_, word)| low.ends_with(word) && high.ends_with(word));
    let low = scale.and_then(|(_, word)| low.strip_suffix(word)).unwrap_or(&low);
    format!("{low}–{high}")
}

/// Shortens a number from a million on, where that loses no digit: "1.25 bn".
fn short(value: Decimal) -> String {
    let scaled = SCALES.iter().find_map(|&(size, word)| {
        let size = Decimal::from(size);
        let share = value.checked_div(size)?.normalize();
        (value.abs() >= size && share.scale() <= 3).then(|| format!("{share}{word}"))
    });
    scaled.unwrap_or_else(|| grouped(value))
}

/// Writes a number with commas between thousands.
fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut shown = String::from(sign);
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (whole.len() - idx).is_multiple_of(3) && whole.len() > 4 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + rest
}

/// Forms the plural of the last word of a noun phrase.
pub fn plural(noun: &str) -> String {
    let (head, last) = noun.rsplit_once(' ').map_or(("", noun), |(head, last)| (head, last));
    let gap = if head.is_empty() { "" } else { " " };
    format!("{head}{gap}{}", plural_word(last))
}

fn plural_word(word: &str) -> String {
    let irregular = include_str!("plurals.txt").lines().filter_map(|line| line.split_once('\t'));
    if let Some((_, plural)) = irregular.into_iter().find(|(singular, _)| *singular == word) {
        return plural.to_owned();
    }
    let before_last = word.chars().rev().nth(1);
    if let Some(stem) = word.strip_suffix('y').filter(|_| before_last.is_some_and(|c| !"aeiou".contains(c))) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hisses { "es" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short_where_no_digit_is_lost() {
        let check = |value: &str, high: Option<&str>, unit: Unit, is_approximate, expect: (&str, &str)| {
            let read = |text: &str| text.parse::<Decimal>().expect("a number");
            let amount = Amount { value: read(value), high: high.map(read), unit, is_approximate };
            assert_eq!((super::amount(&amount).as_str(), amount_in_full(&amount).as_str()), expect);
        };
        let euro = || Unit::Currency("EUR".to_owned());
        let noun = |noun: &str| Unit::Noun(noun.to_owned());
        check("210000000000", None, euro(), true, ("about EUR 210 bn", "EUR 210,000,000,000"));
        check("1250000000.00", None, euro(), false, ("EUR 1.25 bn", "EUR 1,250,000,000"));
        check("1234567", None, euro(), false, ("EUR 1,234,567", "EUR 1,234,567"));
        check("-5000000", None, euro(), false, ("EUR -5 m", "EUR -5,000,000"));
        check(
            "140000000000",
            Some("165000000000"),
            euro(),
            false,
            ("EUR 140–165 bn", "EUR 140,000,000,000 to 165,000,000,000"),
        );
        check("900000", Some("2000000"), euro(), false, ("EUR 900,000–2 m", "EUR 900,000 to 2,000,000"));
        check("2.5", None, Unit::Percent, true, ("about 2.5 %", "2.5 %"));
        check("1", None, noun("country"), false, ("1 country", "1 country"));
        check("26", None, noun("country"), false, ("26 countries", "26 countries"));
        check(
            "79228162514264337593543950335",
            None,
            noun("drop"),
            false,
            ("79,228,162,514,264,337,593,543,950,335 drops", "79,228,162,514,264,337,593,543,950,335 drops"),
        );
        check("0", None, noun("day"), false, ("0 days", "0 days"));
    }

    #[test]
    fn plurals_follow_the_rule_or_the_list() {
        for (noun, expect) in [
            ("soldier", "soldiers"),
            ("air crew", "air crews"),
            ("person", "people"),
            ("tax", "taxes"),
            ("day", "days"),
            ("", "s"),
        ] {
            assert_eq!(plural(noun), expect);
        }
    }
}
