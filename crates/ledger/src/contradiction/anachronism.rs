//! Is an office held before it was taken up, or after it was left? Kind `anachronism`.
//!
//! **What is compared**: the offices that a document gives to people as they are when it is written, with the days of its
//! publication and of what it reports as news, and with the terms of office that are known.
//!
//! **A clash**: terms of this person in this office are known, and none covers the day, give or take a month.
//!
//! **Excused**: a former, acting, designated or elected holder; a year beside the name; an office of which no term of this
//! person is known, since the terms are no full list.

use casus_claim::{KnownOffice, Term};
use jiff::civil::Date;

use super::date::days_stale;
use super::office::{Held, offices};
use super::text::Text;
use super::{Contradiction, ContradictionKind, Side, said, told};

/// Terms are known by the month, and the press is early with titles.
const SLACK_DAYS: i64 = 31;

/// Finds offices at times when they were not held.
pub(super) fn find(texts: &[Text<'_>], terms: &[Term]) -> Vec<Contradiction> {
    texts.iter().flat_map(|text| of_text(text, terms)).collect()
}

fn of_text(text: &Text<'_>, terms: &[Term]) -> Vec<Contradiction> {
    let days = days(text);
    let clash = |held: Held<'_>| {
        let known: Vec<&KnownOffice> = held.terms(terms).collect();
        let (day, event) = days
            .iter()
            .find(|(day, _)| !known.is_empty() && !known.iter().any(|office| is_held_around(office, *day)))?;
        Some(Contradiction {
            kind: ContradictionKind::Anachronism,
            about: format!("{}, {} of {}", held.person.name, held.title, held.of),
            why: format!(
                "The text speaks of {day}, when {} did not hold this office: {}.",
                held.person.name,
                written(&known)
            ),
            sides: event.iter().cloned().chain([said(text, held.span)]).collect(),
        })
    };
    offices(text).into_iter().filter_map(clash).collect()
}

/// Returns the days of which a document speaks as the present: that of its publication, and of what it reports as news.
fn days(text: &Text<'_>) -> Vec<(Date, Option<Side>)> {
    let published = text.published().map(|day| (day, None));
    let of_news = text.reading.records().iter().filter_map(|record| {
        days_stale(text.published(), text.reading, record)?;
        Some((record.time.as_ref()?.end()?, Some(told(text, record))))
    });
    published.into_iter().chain(of_news).collect()
}

fn is_held_around(office: &KnownOffice, day: Date) -> bool {
    let shifted = |days: i64| day.checked_add(jiff::Span::new().days(days)).unwrap_or(day);
    [day, shifted(SLACK_DAYS), shifted(-SLACK_DAYS)].into_iter().any(|day| office.is_held_on(day))
}

fn written(terms: &[&KnownOffice]) -> String {
    let one = |office: &&KnownOffice| match (office.from, office.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "always".to_owned(),
    };
    // One office goes by several titles, and its term is told once.
    let mut told: Vec<String> = terms.iter().map(one).collect();
    told.dedup();
    super::list(&told)
}
