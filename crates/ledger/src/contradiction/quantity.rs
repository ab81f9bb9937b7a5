//! Which numbers does a sentence give, and of what?
//!
//! In go the words of a sentence; out come its [`Quantity`]s with what they measure: money, a price for each of something, a
//! share, a length of time, votes, a majority, or how many there are of a thing. Fractions, dozens, `half a century` and
//! `12,000 million` are numbers too. What is a label, a day or a year is none.

use std::collections::BTreeSet;
use std::ops::Range as Places;

use casus_claim::{Amount, Unit};
use rust_decimal::Decimal;

use super::number::{self, Hedge, Range};
use super::numeral::Reader;
use super::words::Word;

/// What a number measures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dimension {
    /// Money, by its currency.
    Money(String),
    /// Money for each of a thing.
    Price(String),
    /// Hundredths of something.
    Share,
    /// A length of time in days.
    Days,
    /// Votes for something.
    VotesFor,
    /// Votes against something.
    VotesAgainst,
    /// Those who have to agree, in hundredths.
    Majority,
    /// Some of a number that is named.
    OutOf(String),
    /// How many of a thing.
    Count(String),
    /// No thing is named.
    Bare,
}

/// A day has so many hours.
const HOURS_A_DAY: Decimal = Decimal::from_parts(24, 0, 0, false, 0);

/// A number with what it measures.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// The places of its words and of those of its unit.
    pub(super) places: Places<usize>,
    pub(super) dimension: Dimension,
    pub(super) value: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) hedge: Hedge,
    /// Whether it counts some of a whole: `nine of the ships`.
    pub(super) is_part: bool,
    /// Whether it is what was before: `from 60 to 50`.
    pub(super) is_before: bool,
}

impl Quantity {
    /// Returns where the truth may lie; what is at most so much is just so much where it is a limit.
    pub(super) fn range(&self, is_limit: bool) -> Range {
        let hedge = if is_limit && self.hedge == Hedge::Upper { Hedge::None } else { self.hedge };
        let unit = match &self.dimension {
            Dimension::Count(noun) => Unit::Noun(noun.clone()),
            Dimension::VotesFor | Dimension::VotesAgainst | Dimension::OutOf(_) | Dimension::Bare => {
                Unit::Noun("thing".to_owned())
            }
            _ => Unit::Percent,
        };
        number::range(&Amount { value: self.value, high: self.high, unit, is_approximate: false }, hedge)
    }

    /// Writes it as a sentence gives it.
    pub(super) fn written(&self) -> String {
        let number = number::written(self.value.round_dp(1));
        match &self.dimension {
            Dimension::Money(currency) | Dimension::Price(currency) => format!("{number} {currency}"),
            Dimension::Share | Dimension::Majority => format!("{number} percent"),
            Dimension::Days if self.value < Decimal::TWO => {
                format!("{} hours", (self.value * HOURS_A_DAY).round_dp(0).normalize())
            }
            Dimension::Days => format!("{} days", self.value.round_dp(0).normalize()),
            _ => number,
        }
    }
}

/// Reads the quantities of a sentence, in their order.
pub(super) fn quantities(text: &str, words: &[Word<'_>]) -> Vec<Quantity> {
    let reader = Reader { text, words };
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let read = reader.quantity(at, &found);
        at = read.as_ref().map_or(at + 1, |quantity| quantity.places.end.max(at + 1));
        found.extend(read);
    }
    reader.votes(&mut found);
    reader.changes(&mut found);
    reader.spans(&mut found);
    found
}

impl Reader<'_> {
    /// Finds `458 votes to 140`, `438 against 202`.
    fn votes(&self, found: &mut [Quantity]) {
        let is_vote = self.words.iter().any(|word| {
            ["vot", "ballot", "carried", "approv", "pass", "adopt", "reject", "ratif", "endors", "back"]
                .iter()
                .any(|beginning| word.lower.starts_with(beginning))
        });
        let is_counted = |quantity: &Quantity| matches!(quantity.dimension, Dimension::Count(_) | Dimension::Bare);
        for at in 1..found.len() {
            let [one, other] = [&found[at - 1], &found[at]];
            let between = self.words.get(one.places.end..other.places.start).unwrap_or_default();
            let is_pair = between.len() <= 2
                && between.last().is_some_and(|word| matches!(word.lower.as_str(), "to" | "against"))
                && self.before(one.places.start, 1) != "from";
            let is_ballot = is_vote && is_pair && is_counted(one) && is_counted(other) && other.places.len() <= 2;
            if is_ballot {
                found[at - 1].dimension = Dimension::VotesFor;
                found[at].dimension = Dimension::VotesAgainst;
            }
        }
    }

    /// Marks what was before: `from 60 dollars to 54`, and gives the second its unit.
    fn changes(&self, found: &mut [Quantity]) {
        for at in 1..found.len() {
            let [from, to] = [&found[at - 1], &found[at]];
            let is_change = self.before(from.places.start, 1) == "from"
                && self.before(to.places.start, 1) == "to"
                && to.places.start - from.places.end <= 3;
            if is_change {
                found[at - 1].is_before = true;
                if found[at].dimension == Dimension::Bare {
                    found[at].dimension = found[at - 1].dimension.clone();
                }
            }
        }
    }

    /// Joins `between 28 and 32`, `8,000 to 10,000` into one.
    fn spans(&self, found: &mut Vec<Quantity>) {
        let mut at = 1;
        while at < found.len() {
            let [low, high] = [&found[at - 1], &found[at]];
            let joint = high.places.start == low.places.end + 1
                && match self.lower(low.places.end) {
                    "and" => self.before(low.places.start, 1) == "between",
                    "to" | "or" => low.dimension == Dimension::Bare && !low.is_before,
                    _ => false,
                };
            let is_joint = joint
                && low.value < high.value
                && (low.dimension == Dimension::Bare || low.dimension == high.dimension);
            if is_joint {
                let high = found.remove(at);
                // `Between 10 and 20 billion` begins at 10 billion.
                let scales = self.words[high.places.clone()].iter().filter_map(|word| number::scale(&word.lower));
                let scale: Decimal = scales.product();
                let low = &mut found[at - 1];
                if low.value.saturating_mul(scale) < high.value {
                    low.value = low.value.saturating_mul(scale);
                }
                low.high = Some(high.value);
                low.dimension = high.dimension;
                low.places.end = high.places.end;
            } else {
                at += 1;
            }
        }
    }
}

/// Returns all numbers of a text as they stand, for asking whether it knows one.
pub(super) fn values(quantities: &[Quantity]) -> BTreeSet<Decimal> {
    quantities.iter().map(|quantity| quantity.value.normalize()).collect()
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};

    use super::super::words::words;
    use super::*;

    fn check(text: &str, expect: &[(Dimension, i64)]) {
        let source = Source::new(text.to_owned(), Origin::default());
        let read = quantities(text, &words(&source, source.whole()));
        let read: Vec<_> = read.iter().map(|one| (one.dimension.clone(), one.value.round_dp(0))).collect();
        let expect: Vec<_> = expect.iter().map(|(what, value)| (what.clone(), Decimal::from(*value))).collect();
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn fractions_and_lengths_of_time_are_numbers() {
        check("Two-thirds of the ferries lie in Eastport.", &[(Dimension::Share, 67)]);
        check("A quarter of the bank belongs to Norland.", &[(Dimension::Share, 25)]);
        check("A third round of talks is planned.", &[]);
        check("Half a century: so long the promise runs.", &[(Dimension::Days, 18_262)]);
        check("The lease runs for a year and a half.", &[(Dimension::Days, 548)]);
        check("The truce lasts 30 days.", &[(Dimension::Days, 30)]);
        check("They met two years ago.", &[]);
        check("Norland borrows without interest.", &[(Dimension::Share, 0)]);
    }

    #[test]
    fn money_has_its_currency_and_a_price_its_thing() {
        let euros = |value| (Dimension::Money("EUR".to_owned()), value);
        check("It lent EUR 2bn and 3 million euros.", &[euros(2_000_000_000), euros(3_000_000)]);
        check("It lent 2,000 million crowns.", &[(Dimension::Money("crown".to_owned()), 2_000_000_000)]);
        check("Oil costs $52 a barrel.", &[(Dimension::Price("USD".to_owned()), 52)]);
        check("Some 5 billion euros for roads, 8 billion for rails.", &[euros(5_000_000_000), euros(8_000_000_000)]);
    }

    #[test]
    fn votes_and_majorities_are_told_from_counts() {
        check("It was approved by 50 votes to 40.", &[(Dimension::VotesFor, 50), (Dimension::VotesAgainst, 40)]);
        check(
            "The law was carried by 50 members against 40.",
            &[(Dimension::VotesFor, 50), (Dimension::VotesAgainst, 40)],
        );
        check("A two-thirds majority is enough.", &[(Dimension::Majority, 67)]);
        check("All members of the League must agree.", &[(Dimension::Majority, 100)]);
        check(
            "It needs 9 of the 14 members.",
            &[(Dimension::OutOf("14".to_owned()), 9), (Dimension::Count("member".to_owned()), 14)],
        );
    }

    #[test]
    fn things_are_counted_by_what_they_are() {
        let count = |thing: &str, value| (Dimension::Count(thing.to_owned()), value);
        check("A dozen of these jets arrived.", &[count("aircraft", 12)]);
        check("It has 600 000 soldiers under point 6.", &[count("soldier", 600_000)]);
        check("Between 8 and 12 billion euros lie there.", &[(Dimension::Money("EUR".to_owned()), 8_000_000_000)]);
        check("Between 8 and 12 heads of government came.", &[count("leader", 8)]);
        check("On 3 May 2031 it was limited to 800,000 in peacetime.", &[(Dimension::Bare, 800_000)]);
    }
}
