//! Expressions of time in sentences of ours, with their types and values, and their days.

use std::fmt::Write as _;

use casus_syntax::paragraphs;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::line::Line;
use super::settle::Told;
use super::thing::{Bound, Portion};
use super::words::{all_holidays, all_phrases};
use super::{TimeExpression, time_expressions};
use crate::installed::with_reader;
use crate::lexicon::rows;

/// A Wednesday.
const DAY: Date = date(2031, 5, 7);

fn found(text: &str, published: Option<Date>) -> (Source, Vec<TimeExpression>) {
    let published = published.map(|day| Published { day, origin: DateOrigin::Given });
    let source = Source::new(text.to_owned(), Origin { published, ..Origin::default() });
    let doc = with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
    let times = time_expressions(&source, &doc);
    (source, times)
}

fn told(text: &str, published: Option<Date>) -> Vec<String> {
    let (source, times) = found(text, published);
    let told = |time: &TimeExpression| {
        let mut line = format!("{} {} {}", source.slice(time.span), time.kind.word(), time.value);
        if let (Some(start), Some(end)) = (time.start, time.end) {
            let _ = write!(line, " {start}");
            if start != end {
                let _ = write!(line, "–{end}");
            }
        }
        line
    };
    times.iter().map(told).collect()
}

/// Checks the times of a text that was published on [`DAY`].
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text, Some(DAY)), expected, "in {text:?}");
}

#[test]
fn words_that_are_also_something_else_are_told_apart() {
    check("Norland may march on Sudland, may it not?", &[]);
    check("Korn sat for a second while prices fall.", &[]);
    check("It falls due in May.", &["May DATE 2031-05 2031-05-01–2031-05-31"]);
    check("Jan Mon met Sun Harbour plc.", &[]);
    check("They met on Sun, 4 May.", &["Sun, 4 May DATE 2031-05-04 2031-05-04"]);
}

#[test]
fn numbers_that_look_like_years_are_told_apart() {
    check("Norland sold 2031 barges under resolution 1973.", &[]);
    check("Norland sold barges in 2031.", &["2031 DATE 2031 2031-01-01–2031-12-31"]);
    check("It cost $1999, or 3.2030 per cent.", &[]);
}

#[test]
fn the_tense_tells_where_a_weekday_lies() {
    check("Korn resigned on Friday.", &["Friday DATE 2031-05-02 2031-05-02"]);
    check("Korn will resign on Friday.", &["Friday DATE 2031-05-09 2031-05-09"]);
    check("Korn said she would resign on Friday.", &["Friday DATE 2031-05-09 2031-05-09"]);
    check("Korn praised Friday's ruling.", &["Friday DATE 2031-05-02 2031-05-02"]);
}

#[test]
fn what_cannot_be_on_the_calendar_has_no_days() {
    check("It was signed on 30 February 2031.", &["30 February 2031 DATE 2031-02-30"]);
    check("It lasts 9999999 centuries.", &[]);
    check("In 900000 years the dam will be gone.", &["In 900000 years DATE XXXX-XX-XX"]);
}

#[test]
fn a_document_without_a_day_gives_no_days() {
    let times = told("They met on Friday and two weeks ago, but not in March.", None);
    assert_eq!(times, ["Friday DATE XXXX-WXX-5", "two weeks ago DATE XXXX-XX-XX", "March DATE XXXX-03"]);
}

#[test]
fn every_phrase_of_the_table_is_read() {
    for known in all_phrases() {
        let words = known.words.join(" ");
        let line = Line::of(&words, 0, &[]);
        let phrases = line.expressions();
        assert_eq!(phrases.len(), 1, "{words}");
        let settled = Told::on(Some(DAY)).settle(&line, &phrases[0]);
        assert_eq!((settled.kind.word(), settled.value.as_str()), (known.kind, known.value), "{words}");
        assert_eq!(phrases[0].after, line.pieces.len(), "{words}");
    }
}

#[test]
fn every_frame_of_the_table_reads_its_example() {
    for row in rows(include_str!("../../data/time_frames.tsv")) {
        let example = row[3];
        let line = Line::of(example, 0, &[]);
        let phrases = line.expressions();
        let places: Vec<_> = phrases.iter().map(|phrase| (phrase.first, phrase.after)).collect();
        assert_eq!(places, [(0, line.pieces.len())], "{example}");
        let framed = (phrases[0].portion, phrases[0].bound);
        let expected = match row[1] {
            "portion" => (Portion::from_word(row[2]), None),
            "bound" => (framed.0, Bound::from_word(row[2])),
            "later" => (None, Some(Bound::Since)),
            _ => (None, None),
        };
        assert_eq!(framed, expected, "{example}");
    }
}

#[test]
fn every_day_with_a_name_is_a_day_of_each_year() {
    for (words, holiday) in all_holidays() {
        for year in [1999, 2024, 2031] {
            assert!(holiday.day(year).is_some(), "{words:?} in {year}");
        }
    }
    check("It rained on Easter Sunday 2030.", &["Easter Sunday 2030 DATE 2030-04-21 2030-04-21"]);
    check("It rained on Election Day 2032.", &["Election Day 2032 DATE 2032-11-02 2032-11-02"]);
}

const WORDS: [&str; 48] = [
    "the", "of", "in", "last", "next", "this", "two", "third", "week", "weeks", "quarter", "year", "-", "/", ".", "'",
    "2031", "31", "12", "1", "May", "Friday", "to", "from", "between", "and", "end", "early", "ago", "earlier",
    "before", "since", "Easter", "morning", "p.m.", "a", "couple", "hundred", "half", "day", "every", "90s", "Q",
    "fiscal", ",", "until", "now", "0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn any_mixture_of_words_is_read(words in vec((select(&WORDS[..]), any::<bool>()), 1..12)) {
        let text: String = words.iter().map(|(word, is_apart)| format!("{word}{}", if *is_apart { " " } else { "" })).collect();
        for published in [None, Some(DAY), Some(Date::MAX), Some(Date::MIN)] {
            let line = Line::of(&text, 0, &[]);
            let mut told = Told::on(published);
            for phrase in line.expressions() {
                let settled = told.settle(&line, &phrase);
                assert!(!settled.value.is_empty(), "{text:?}");
                assert!(settled.start.zip(settled.end).is_none_or(|(start, end)| start <= end), "{text:?}");
                assert!(settled.whole.is_none_or(|(start, end)| start <= end), "{text:?}");
            }
        }
    }
}
