//! How much, and how many?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use casus_claim::{Claim, Figure, Unit};
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::page::FigureLine;
use crate::phrase::{gist, one_line, overlap};

/// Two phrases that share this much of their words name the same thing, once the number is the same.
const SAME_THING_MIN: f64 = 0.5;

/// Lists money first, then shares, then counts, each from the largest down.
pub(crate) fn lines(facts: &Facts) -> Vec<FigureLine> {
    let mut lines = told_once(facts);
    lines.sort_by_key(|line| {
        let kind = match line.amount.unit {
            Unit::Currency(_) => 0,
            Unit::Percent => 1,
            Unit::Noun(_) => 2,
        };
        (kind, Reverse(line.amount.high.unwrap_or(line.amount.value)), Reverse(line.amount.value))
    });
    lines
}

/// Lists the figures, each once where the same number is given for the same thing; the first sure telling stays.
fn told_once(facts: &Facts) -> Vec<FigureLine> {
    let mut by_number: BTreeMap<(&Unit, Decimal, Option<Decimal>), Vec<FigureLine>> = BTreeMap::new();
    for line in facts.lines() {
        let Claim::Figure(Figure { of, amount }) = &line.record.claim else { continue };
        let told = FigureLine {
            of: one_line(of),
            amount: amount.clone(),
            evidence: line.evidence(),
            is_sure: facts.is_sure(line.record.confidence.share()),
        };
        let alike = by_number.entry((&amount.unit, amount.value, amount.high)).or_default();
        match alike.iter_mut().find(|first| is_one_thing(&first.of, &told.of)) {
            Some(first) if told.is_sure && !first.is_sure => *first = told,
            Some(_) => {}
            None => alike.push(told),
        }
    }
    by_number.into_values().flatten().collect()
}

fn is_one_thing(one: &str, other: &str) -> bool {
    let (one, other) = (gist(one), gist(other));
    one == other || overlap(&one, &other) >= SAME_THING_MIN
}
