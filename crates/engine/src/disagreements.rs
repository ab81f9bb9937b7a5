//! What cannot all be right?
//!
//! Only what is plain: two numbers for one thing, and days that cannot be. Different things counted are no
//! contradiction, so a thing counts as the same only when every telling word for it is the same.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Claim, EntityKind, Event, EventStatus, EventType, Figure, Reading, Unit};
use casus_text::{DateOrigin, Span};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::facts::{Facts, Line};
use crate::page::{Disagreement, Evidence};
use crate::phrase::{gist, one_line, shortened};

/// An event this long before the document that reports it as news has a wrong day, or the document has.
const NEWS_DAYS_MAX: i32 = 300;
/// An event is reported as news when it stands among this many first sentences; further down it may be history.
const LEAD_SENTENCES: usize = 4;
/// One word may name many things: "support", "countries".
const TELLING_WORDS_MIN: usize = 2;
/// Two documents that share this many named actors have a subject in common.
const SHARED_ACTORS_MIN: usize = 2;
/// How many times the smaller number the larger may be when one is rough, since "more than 20" can well be 34.
const ROUGH_FACTOR_MAX: Decimal = Decimal::TWO;
/// A longer subject is cut.
const SUBJECT_LEN_CHARS_MAX: usize = 80;

/// Lists the disagreements: days first, then numbers.
pub(crate) fn disagreements(facts: &Facts) -> Vec<Disagreement> {
    let days = facts.lines().filter_map(|line| stale_news(facts, line));
    days.chain(numbers(facts)).collect()
}

/// Returns the days between an event that a document reports as news and the document, where there are too many.
pub(crate) fn days_stale(published: Option<Date>, line: Line) -> Option<i32> {
    let Claim::Event(Event { kind, status, .. }) = &line.record.claim else { return None };
    let day = line.record.time.as_ref().and_then(|time| time.end())?;
    let days = (published? - day).get_days();
    let is_ahead = matches!(status, EventStatus::Planned | EventStatus::Possible | EventStatus::Ongoing);
    // Wars begin and soldiers deploy long before an article mentions it; talks make the news on their day.
    let makes_news = matches!(kind, EventType::Meeting | EventType::Call | EventType::Signing | EventType::Decision);
    let is_news = *status == EventStatus::Held && makes_news && is_in_lead(line.reading, line.record.quote.span());
    (days > NEWS_DAYS_MAX && (is_ahead || is_news)).then_some(days)
}

fn is_in_lead(reading: &Reading, span: Span) -> bool {
    reading.sentences().iter().take(LEAD_SENTENCES).any(|sentence| sentence.overlaps(span))
}

fn stale_news(facts: &Facts, line: Line) -> Option<Disagreement> {
    let source = &facts.documents[line.source].0;
    let days = days_stale(source.published(), line)?;
    let published = source.origin().published?;
    let day = line.record.time.as_ref().and_then(|time| time.end())?;
    let dateline = match published.origin {
        DateOrigin::Dateline(span) => {
            let of_nobody = Evidence { attributed_to: Vec::new(), reference: None, ..line.evidence() };
            Some(Evidence { quote: source.quote(span), read_by: Vec::new(), ..of_nobody })
        }
        DateOrigin::Sidecar | DateOrigin::Given => None,
    };
    Some(Disagreement {
        about: shortened(line.record.quote.text(), SUBJECT_LEN_CHARS_MAX),
        why: format!(
            "The document is dated {} and reports this as news, yet places it on {day}, {days} days before.",
            published.day
        ),
        sides: dateline.into_iter().chain([line.evidence()]).collect(),
    })
}

/// What a figure measures: its unit, and the words that tell of what.
type Thing<'a> = (&'a Unit, BTreeSet<String>);

/// Finds different numbers for one thing.
fn numbers(facts: &Facts) -> Vec<Disagreement> {
    let mut by_thing: BTreeMap<Thing, Vec<(Line, &Figure)>> = BTreeMap::new();
    for line in facts.lines() {
        if let Claim::Figure(figure) = &line.record.claim {
            by_thing.entry(thing(figure)).or_default().push((line, figure));
        }
    }
    let told = by_thing.into_iter().filter(|((_, words), _)| words.len() >= TELLING_WORDS_MIN);
    told.filter_map(|(_, told)| disagree(facts, &told)).collect()
}

/// Returns what a figure measures.
///
/// That 30 ships are ships tells nothing, and neither do words that hold the number itself, such as "30 million".
fn thing(figure: &Figure) -> Thing<'_> {
    let unit = &figure.amount.unit;
    let is_number = figure.of.contains(|c: char| c.is_ascii_digit());
    (unit, if is_number { BTreeSet::new() } else { &gist(&figure.of) - &gist(unit.word()) })
}

fn disagree(facts: &Facts, told: &[(Line, &Figure)]) -> Option<Disagreement> {
    let mut sides: Vec<(Line, &Figure)> = Vec::new();
    for (line, figure) in told {
        let clashes = told.iter().any(|(other_line, other)| clash(facts, (*line, figure), (*other_line, other)));
        if clashes && sides.iter().all(|(_, side)| side.amount != figure.amount) {
            sides.push((*line, figure));
        }
    }
    let (_, first) = sides.first()?;
    let numbers: Vec<String> = sides.iter().map(|(_, figure)| number(&figure.amount)).collect();
    Some(Disagreement {
        about: one_line(&first.of),
        why: format!("The same thing is given as {}.", numbers.join(" and as ")),
        sides: sides.iter().map(|(line, _)| line.evidence()).collect(),
    })
}

/// Returns whether two figures for one thing cannot both be right; a sentence that gives both tells of a change.
fn clash(facts: &Facts, (line, figure): (Line, &Figure), (other_line, other): (Line, &Figure)) -> bool {
    let is_one_text = line.source == other_line.source;
    let is_one_sentence = is_one_text && line.record.quote.span().overlaps(other_line.record.quote.span());
    !agree(&figure.amount, &other.amount)
        && !is_one_sentence
        && may_be_of_one_time(line, other_line)
        && (is_one_text || share_a_subject(facts, line.source, other_line.source))
}

/// Returns whether two numbers can both be right: their ranges meet, or one of them is rough.
fn agree(one: &Amount, other: &Amount) -> bool {
    let (low, high) = (top(one).min(top(other)), one.value.max(other.value));
    let is_rough = one.is_approximate || other.is_approximate;
    high <= low || is_rough && high <= low.saturating_mul(ROUGH_FACTOR_MAX)
}

fn top(amount: &Amount) -> Decimal {
    amount.high.unwrap_or(amount.value)
}

/// Returns whether two figures can be of the same time: not when both have days and share none.
fn may_be_of_one_time(one: Line, other: Line) -> bool {
    let days = |line: Line| {
        let time = line.record.time.as_ref()?;
        Some((time.start()?, time.end().unwrap_or(Date::MAX)))
    };
    match (days(one), days(other)) {
        (Some((start, end)), Some((other_start, other_end))) => start <= other_end && other_start <= end,
        _ => true,
    }
}

fn share_a_subject(facts: &Facts, one: usize, other: usize) -> bool {
    let named = |source: usize| -> BTreeSet<(EntityKind, &str)> {
        let entities = facts.documents[source].1.entities().iter();
        let named = entities.filter(|entity| !matches!(entity.kind, EntityKind::Group | EntityKind::Place));
        named.map(|entity| (entity.kind, entity.name.as_str())).collect()
    };
    named(one).intersection(&named(other)).count() >= SHARED_ACTORS_MIN
}

fn number(amount: &Amount) -> String {
    let about = if amount.is_approximate { "about " } else { "" };
    let high = amount.high.map(|high| format!(" to {}", high.normalize())).unwrap_or_default();
    format!("{about}{}{high} {}", amount.value.normalize(), amount.unit.word())
}
