//! Which words of a text tell what it reports?
//!
//! In goes a source; out come the words of its headline and of its beginning, each with how often it stands there and whether it
//! is a name or a number, and the days that are named there. What a report is about stands at its head, and a beginning of one
//! length lets a long report be compared with a short one. Words of every report are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_text::Source;
use jiff::civil::{Date, date};
use regex::Regex;

/// Words that stand in texts about anything.
const FUNCTION_WORDS: &str = include_str!("../../data/function_words.txt");
/// The names of the days of the week; the first of a line is written out.
const WEEKDAYS: &str = include_str!("../../data/weekdays.txt");
/// Words such as `yesterday`, each with its distance from the day of the publication.
const DAYS_SAID: &str = include_str!("../../data/days_said.txt");

/// So many words of a text are looked at.
const LEAD_WORDS_MAX: usize = 150;
/// Words that are alike up to here are one: `Velmaran` and `Velmarans`, `negotiate` and `negotiators`.
const KEY_CHARS: usize = 7;
/// A word in the headline counts so often.
const TITLE_COUNT: usize = 2;
/// A day of the week is the one to come if it is at most so many days off, and else the last.
const AHEAD_DAYS_MAX: i32 = 2;

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*|\d+(?:[.,]\d+)*").expect("a pattern of ours")
});

/// What tells a document from others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Telling {
    /// Its words by their keys.
    pub(super) words: BTreeMap<String, Word>,
    /// The days that are named, as [`day_number`] counts them.
    pub(super) days: BTreeSet<i32>,
}

/// A word of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// As it is first written.
    pub(super) written: String,
    pub(super) count: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Name,
    Number,
}

impl Telling {
    /// Takes what tells from the head of a document.
    pub(super) fn of(source: &Source) -> Self {
        let mut telling = Self::default();
        let published = source.published();
        let title = source.origin().title.as_deref().unwrap_or_default();
        let body = source.text().trim_start();
        let body = body.strip_prefix(title).unwrap_or(body);
        telling.add(title, TITLE_COUNT, published, !is_capitalised_throughout(title));
        telling.add(body, 1, published, true);
        telling
    }

    fn add(&mut self, text: &str, count: usize, published: Option<Date>, shows_names: bool) {
        let mut end = 0;
        for found in WORD.find_iter(text).take(LEAD_WORDS_MAX) {
            let begins = end == 0 || begins_sentence(&text[end..found.start()]);
            end = found.end();
            let lower = without_genitive(&found.as_str().to_lowercase()).to_owned();
            if let Some(said) = SAID.get(lower.as_str()) {
                self.days.extend(published.map(|day| said.number(day)));
                continue;
            }
            // The year in which everything here was published tells nothing.
            if published.is_some_and(|day| day.year().to_string() == lower) {
                continue;
            }
            if lower.chars().nth(1).is_none() && !is_number(&lower) || FUNCTION.contains(lower.as_str()) {
                continue;
            }
            let kind = match found.as_str().chars().next() {
                Some(first) if first.is_numeric() => Kind::Number,
                Some(first) if first.is_uppercase() && !begins && shows_names => Kind::Name,
                _ => Kind::Plain,
            };
            self.count(&lower, without_genitive(found.as_str()), count, kind);
        }
    }

    fn count(&mut self, lower: &str, written: &str, count: usize, kind: Kind) {
        let word = Word { written: written.to_owned(), count: 0, kind };
        let word = self.words.entry(key(lower)).or_insert(word);
        word.count += count;
        if word.kind == Kind::Plain && kind == Kind::Name {
            (word.kind, word.written) = (kind, written.to_owned());
        }
    }
}

/// Returns by what a word is known: without its plural, and without what follows its stem.
pub(super) fn key(lower: &str) -> String {
    if is_number(lower) {
        return lower.to_owned();
    }
    let is_plural = lower.ends_with('s') && !lower.ends_with("ss") && lower.chars().nth(3).is_some();
    let singular = if is_plural { &lower[..lower.len() - 1] } else { lower };
    singular.chars().take(KEY_CHARS).collect()
}

/// Returns the number of a day, so that days can be subtracted.
pub(super) fn day_number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// Lists the words of a list of ours.
pub(super) fn listed(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

static FUNCTION: LazyLock<BTreeSet<&str>> = LazyLock::new(|| listed(FUNCTION_WORDS).collect());
static SAID: LazyLock<BTreeMap<&str, Said>> = LazyLock::new(|| {
    let weekdays = WEEKDAYS.lines().filter_map(|line| line.split_whitespace().next());
    let weekdays = weekdays.zip(0..).map(|(name, number)| (name, Said::Weekday(number)));
    let lines = DAYS_SAID.lines().filter_map(|line| line.split_once(' '));
    let said = lines.filter_map(|(word, days)| Some((word, Said::Off(days.parse().ok()?))));
    weekdays.chain(said).collect()
});

/// A day in relation to that of the publication.
#[derive(Clone, Copy)]
enum Said {
    /// Monday is 0.
    Weekday(i32),
    /// So many days later.
    Off(i32),
}

impl Said {
    fn number(self, published: Date) -> i32 {
        let off = match self {
            Self::Off(days) => days,
            Self::Weekday(weekday) => {
                let ahead = (weekday - i32::from(published.weekday().to_monday_zero_offset())).rem_euclid(7);
                if ahead > AHEAD_DAYS_MAX { ahead - 7 } else { ahead }
            }
        };
        day_number(published) + off
    }
}

fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_numeric)
}

fn without_genitive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Returns whether a word after this gap is written large because a sentence, a quotation or a paragraph begins.
fn begins_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ':', '"', '“', '„', '«', '\n'])
}

/// Returns whether a headline writes words large that are no names.
fn is_capitalised_throughout(title: &str) -> bool {
    let words = || WORD.find_iter(title).filter(|word| word.len() > 3);
    let large = words().filter(|word| word.as_str().starts_with(char::is_uppercase)).count();
    large * 3 > words().count() * 2
}
