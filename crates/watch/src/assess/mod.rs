//! What developed between two looks at a dossier?
//!
//! In go two states of what the ledger remembers; out come developments, each of them one thing that happened however
//! many articles tell it: what moved of one thread, one contradiction, one goal, one edited document.

mod edits;
mod goals;
mod quarrels;
mod turns;

use casus_engine::ledger::thread::Change;
use casus_engine::{Chronicle, Dossier, Page, Question, Remembered, THRESHOLD, Tracing, brief, compare};
use casus_text::{Source, Span};
use jiff::civil::Date;

use crate::Error;
use crate::alert::{Cite, Development};

pub(crate) use turns::Reach;

/// What is remembered at an instant, as of a day.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) remembered: Remembered,
    pub(crate) day: Date,
}

/// How what changed is put into words.
pub(crate) type Words<'w> = &'w dyn Fn(&Change) -> String;

/// Lists what developed between two states.
pub(crate) fn assess(
    dossier: &Dossier,
    [before, after]: [State; 2],
    reach: &Reach<'_>,
    words: Words<'_>,
) -> Result<Vec<Development>, Error> {
    let days = [before.day, after.day];
    let edits = edits::edits(&before.remembered, &after.remembered);
    let pages = pages(dossier, [&before, &after])?;
    let [before, after] = [before, after].map(|state| {
        let published_by = |source: &Source| source.published().is_none_or(|day| day <= state.day);
        let mut remembered = state.remembered;
        remembered.documents.retain(|document| published_by(&document.source));
        Chronicle::of(remembered, Tracing::of(dossier, THRESHOLD))
    });
    let compared = compare(before, after);
    let mut developments = edits::developments(&edits);
    developments.extend(turns::developments(&compared, days, &edits, reach, words));
    developments.extend(quarrels::developments(&compared));
    if let Some([before, after]) = pages {
        developments.extend(goals::developments(&before, &after));
    }
    Ok(developments)
}

/// Lays out the pages on which the goals stand, where there are any.
fn pages(dossier: &Dossier, states: [&State; 2]) -> Result<Option<[Page; 2]>, Error> {
    if dossier.goals.is_empty() {
        return Ok(None);
    }
    let page = |state: &State| {
        let question = Question { as_of: Some(state.day), ..Question::default() };
        brief(dossier, state.remembered.clone(), &question).map_err(Error::Question)
    };
    let [before, after] = states;
    Ok(Some([page(before)?, page(after)?]))
}

/// Returns a sentence with its source.
fn cite(role: &str, source: &Source, span: Span, reference: Option<String>) -> Cite {
    let origin = source.origin();
    Cite {
        role: role.to_owned(),
        quote: one_line(source.slice(span)),
        span: source.span_chars(span),
        path: origin.path.clone(),
        url: origin.url.clone(),
        title: origin.title.clone(),
        publisher: origin.publisher.clone(),
        published: source.published(),
        reference,
    }
}

/// Returns a text with single spaces between its words.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the day as people write it.
fn day_in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
