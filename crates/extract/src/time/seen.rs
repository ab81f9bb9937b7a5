//! Which times does a record take? Those that a promise is due at or an event is held at.

use casus_claim::Time;
use casus_text::Span;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::passage::Passage;

use super::line::Line;
use super::settle::{Settled, Told};
use super::thing::{From, Phrase, Portion, Thing};
use super::when::Days;

/// A time with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenTime {
    pub span: Span,
    pub time: Time,
    /// Whether its days hang on the day of publication.
    pub is_relative: bool,
    /// Whether it is a day of the week without a word for which one.
    is_weekday: bool,
}

/// Returns the times of a sentence in order, without overlap.
pub(crate) fn times(passage: &Passage<'_>, told: &mut Told) -> Vec<SeenTime> {
    let line = Line::of(passage.text(), passage.span.start_bytes(), &passage.words);
    let phrases = line.expressions();
    let settled = phrases.iter().map(|phrase| {
        // Nobody knows what `a week later` is later than where nothing was told before.
        let is_loose = is_narrated(&phrase.thing) && told.last.is_none();
        let settled = told.settle(&line, phrase);
        Settled { whole: settled.whole.filter(|_| !is_loose), ..settled }
    });
    let settled = settled.collect::<Vec<_>>();
    phrases.iter().zip(&settled).filter_map(|(phrase, settled)| seen(passage, &line, phrase, settled)).collect()
}

/// Returns whether a thing is told from what was spoken of before it.
fn is_narrated(thing: &Thing) -> bool {
    match thing {
        Thing::Shift { from, .. } => matches!(from, From::Narrated),
        Thing::Stepped { step, .. } => step.is_narrated && !step.is_bare,
        _ => false,
    }
}

fn seen(passage: &Passage<'_>, line: &Line<'_>, phrase: &Phrase, settled: &Settled) -> Option<SeenTime> {
    let is_vague = match &phrase.thing {
        Thing::Known { .. } => {
            line.is_any(phrase.first, &["soon", "shortly", "recently", "indefinitely"]).then_some(true)?
        }
        Thing::Every(_) | Thing::Length(_) => return None,
        Thing::Hour => return None,
        Thing::Stretch { .. } => (words_of(line, phrase).0 < phrase.first).then_some(true)?,
        Thing::LengthFrom { lengths, .. } if lengths.iter().all(|length| length.unit.is_within_a_day()) => return None,
        Thing::Stepped { step, .. } if step.is_bare && phrase.portion.is_none() => return None,
        _ => matches!(phrase.portion, Some(Portion::Earlier | Portion::Later)),
    };
    let words = words_of(line, phrase);
    let (first, last) = (&line.pieces[words.0], &line.pieces[words.1 - 1]);
    let span = passage.part(first.start, last.end());
    let text = passage.source.slice(span);
    // What is due within ten days is due when they are over.
    let is_within = line.is(phrase.first, "within") && matches!(phrase.thing, Thing::LengthFrom { .. });
    let deadline = |(_, end): Days| end.tomorrow().ok().map(|day| (day, day));
    let whole = if is_within { settled.whole.and_then(deadline) } else { settled.whole };
    let days = whole.filter(|_| !is_vague).map(|(start, end)| match phrase.portion {
        Some(Portion::End) => (end, end),
        _ => (start, end),
    });
    if days.is_none() && !settled.is_relative && !is_vague {
        return None;
    }
    let time = match days {
        Some((start, end)) => Time::days(text, start, end),
        None => Time::symbolic(text),
    };
    let is_weekday = matches!(phrase.thing, Thing::Weekday { step: None, of: None, .. });
    Some(SeenTime { span, time, is_relative: settled.is_relative, is_weekday })
}

/// Returns the first piece of the words for a time, and the place behind the last: with the preposition of a stretch.
fn words_of(line: &Line<'_>, phrase: &Phrase) -> (usize, usize) {
    let before = phrase.first.checked_sub(1);
    let is_led = |at: &usize| match phrase.thing {
        Thing::Stretch { .. } => line.is_any(*at, &["over", "for", "in", "during", "within"]),
        _ => phrase.portion == Some(Portion::End) && line.is_any(*at, &["by", "at", "until", "before"]),
    };
    (before.filter(is_led).unwrap_or(phrase.first), phrase.after)
}

/// Returns the same weekday ahead of the day of publication, for what is still to come.
pub(crate) fn forward(seen: &SeenTime, published: Option<Date>) -> Time {
    let (Some(day), Some(published)) = (seen.time.start(), published) else { return seen.time.clone() };
    if !seen.is_weekday || day >= published {
        return seen.time.clone();
    }
    let day = day.saturating_add(7.days());
    Time::days(seen.time.text(), day, day)
}
