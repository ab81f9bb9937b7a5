//! When? Expressions of time in a sentence, with their days where the day of publication lets them be told.
//!
//! In go the words of a sentence; out come expressions with their TIMEX3 type and value. A [`Line`] cuts the sentence into
//! pieces, the grammar finds a [`Phrase`](thing::Phrase) in them, and [`Told`] settles which days it means. What a record
//! makes of it is a [`SeenTime`].

mod calendar;
mod clock;
mod deictic;
mod grammar;
mod length;
mod line;
mod number;
mod numeric;
mod point;
mod portion;
mod relative;
mod seen;
mod settle;
mod tense;
#[cfg(test)]
mod tests;
mod thing;
mod timex;
mod unit;
mod when;
mod words;

use casus_syntax::Doc;
use casus_text::{Source, Span};

use crate::sentence::{LEN_BYTES_MAX, sentences};
use crate::word::words;

use line::Line;
pub(crate) use seen::{SeenTime, forward, times};
pub(crate) use settle::Told;
use thing::{Phrase, Thing};
pub use timex::{TimeExpression, TimeType};

/// Returns the expressions of time of a text in order; a range stands before its two ends.
pub fn time_expressions(source: &Source, doc: &Doc) -> Vec<TimeExpression> {
    let mut told = Told::on(source.published());
    let mut found = Vec::new();
    for sentence in sentences(source, doc) {
        if sentence.span.len_bytes() > LEN_BYTES_MAX {
            continue;
        }
        let words = words(source, doc, sentence.tokens.clone());
        let line = Line::of(source.slice(sentence.span), sentence.span.start_bytes(), &words);
        for phrase in line.expressions() {
            if let Thing::Range(first, second) = &phrase.thing {
                let (start, end) = told.ends(first, second, line.direction(&phrase));
                found.push(expression(source, &line, &mut told, &phrase));
                for (phrase, core) in [(first, start), (second, end)] {
                    let expression = expression(source, &line, &mut told, phrase);
                    let (start, end) = core.days.unzip();
                    found.push(TimeExpression { value: core.value, start, end, ..expression });
                }
            } else {
                found.push(expression(source, &line, &mut told, &phrase));
            }
        }
    }
    found
}

fn expression(source: &Source, line: &Line<'_>, told: &mut Told, phrase: &Phrase) -> TimeExpression {
    let settled = told.settle(line, phrase);
    let span = span(source, line, phrase);
    TimeExpression { span, kind: settled.kind, value: settled.value, start: settled.start, end: settled.end }
}

/// Returns where a phrase stands in the source.
fn span(source: &Source, line: &Line<'_>, phrase: &Phrase) -> Span {
    let first = &line.pieces[phrase.first];
    let last = &line.pieces[phrase.after.max(phrase.first + 1) - 1];
    source.span(line.base + first.start, line.base + last.end()).expect("pieces of a sentence lie in the source")
}
