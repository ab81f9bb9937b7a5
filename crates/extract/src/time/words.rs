//! Which words speak of time? The tables of words and phrases that the grammar is built from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lexicon::{cell, rows};
use crate::lookup::Lookup;

use super::thing::{Bound, Portion};
use super::unit::Unit;

/// What a word may be in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Month(i8),
    Weekday(i8),
    /// `Mondays`.
    Weekdays(i8),
    Number(i64),
    /// `hundred`: what the number before it is times.
    Scale(i64),
    /// `third`; the last is -1.
    Ordinal(i64),
    Unit(Unit),
    Units(Unit),
    /// `morning`, as TIMEX3 calls it.
    Part(&'static str),
    Parts(&'static str),
    Season(&'static str),
    Seasons(&'static str),
    /// Days from the day of publication.
    Offset(i64),
    /// Units from the present one.
    Step(i32),
    /// The first three digits of the years of a decade.
    Decade(i16),
}

/// What a word must look like to mean it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Name,
    Short,
    Dated,
    Noun,
}

/// What a word may mean, each with what it needs.
pub(super) type Meanings = &'static [(Meaning, Need)];

/// What is known of a word.
#[derive(Default)]
struct Entry {
    meanings: Vec<(Meaning, Need)>,
    role: Role,
}

/// What a word has to do with time, whatever it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    #[default]
    None,
    /// An expression may begin with it, if one that names a time comes soon.
    Lead,
    /// It names a time, or a phrase that does begins or ends with it.
    Time,
}

/// Words that lead to a time and stand in no table.
const LEADS: [&str; 17] = [
    "the",
    "a",
    "an",
    "in",
    "from",
    "between",
    "within",
    "every",
    "each",
    "per",
    "half",
    "few",
    "several",
    "some",
    "many",
    "comparable",
    "corresponding",
];

/// Words that are times to one form of the grammar only.
const TIMES: [&str; 14] = [
    "noon",
    "midday",
    "midnight",
    "q",
    "h",
    "fy",
    "cy",
    "sy",
    "eoy",
    "eom",
    "fiscal",
    "dozens",
    "hundreds",
    "thousands",
];

static WORDS: LazyLock<Lookup<Entry>> = LazyLock::new(|| {
    let mut words: BTreeMap<&str, Entry> = BTreeMap::new();
    for row in rows(include_str!("../../data/time_words.tsv")) {
        let meaning = meaning(row[1], row[2]).expect("the table of times has meanings that the grammar knows");
        let entry = words.entry(row[0]).or_default();
        entry.meanings.push((meaning, need(cell(&row, 3))));
        entry.role = Role::Time;
    }
    let leads = LEADS.iter().chain(FRAMES.keys()).chain(PHRASES.keys()).map(|word| (*word, Role::Lead));
    let ends = PHRASES.values().flatten().filter_map(|known| known.words.last());
    let times = TIMES.iter().chain(HOLIDAYS.keys()).chain(ends).map(|word| (*word, Role::Time));
    for (word, role) in leads.chain(times) {
        let entry = words.entry(word).or_default();
        entry.role = entry.role.max(role);
    }
    words.into_iter().collect()
});

fn meaning(class: &str, value: &'static str) -> Option<Meaning> {
    let small = || value.parse().ok();
    let count = || value.parse().ok();
    Some(match class {
        "month" => Meaning::Month(small()?),
        "weekday" => Meaning::Weekday(small()?),
        "weekdays" => Meaning::Weekdays(small()?),
        "number" => Meaning::Number(count()?),
        "scale" => Meaning::Scale(count()?),
        "ordinal" => Meaning::Ordinal(count()?),
        "unit" => Meaning::Unit(Unit::from_word(value)?),
        "units" => Meaning::Units(Unit::from_word(value)?),
        "part" => Meaning::Part(value),
        "parts" => Meaning::Parts(value),
        "season" => Meaning::Season(value),
        "seasons" => Meaning::Seasons(value),
        "offset" => Meaning::Offset(count()?),
        "step" => Meaning::Step(value.parse().ok()?),
        "decade" => Meaning::Decade(value.parse().ok()?),
        _ => return None,
    })
}

fn need(word: &str) -> Need {
    match word {
        "name" => Need::Name,
        "short" => Need::Short,
        "dated" => Need::Dated,
        "noun" => Need::Noun,
        _ => Need::Nothing,
    }
}

/// Returns what a word in lower case may mean, and what it has to do with time.
pub(super) fn meanings(word: &str) -> (Meanings, Role) {
    WORDS.get(word).map_or((&[], Role::None), |entry| (entry.meanings.as_slice(), entry.role))
}

/// A phrase whose value is known beforehand.
pub(super) struct Known {
    pub words: Vec<&'static str>,
    pub kind: &'static str,
    pub value: &'static str,
    /// The tags one of which its first word must have; any where there are none.
    pub tags: Vec<&'static str>,
}

static PHRASES: LazyLock<BTreeMap<&'static str, Vec<Known>>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<&str, Vec<Known>> = BTreeMap::new();
    for row in rows(include_str!("../../data/time_phrases.tsv")) {
        let words: Vec<&str> = row[0].split(' ').collect();
        let tags = cell(&row, 3).split('|').filter(|tag| !tag.is_empty()).collect();
        let known = Known { kind: row[1], value: row[2], tags, words };
        phrases.entry(known.words[0]).or_default().push(known);
    }
    phrases.values_mut().for_each(|known| known.sort_by_key(|it| std::cmp::Reverse(it.words.len())));
    phrases
});

/// Returns the phrases that begin with a word in lower case, the longest first.
pub(super) fn phrases(word: &str) -> &'static [Known] {
    PHRASES.get(word).map_or(&[], Vec::as_slice)
}

/// What words around a time do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Portion(Portion),
    /// They make a count or a day approximate.
    Hedge,
    Bound(Bound),
    /// Behind a time, they make it the first of those that are meant.
    Later,
}

/// Words with what they do.
type Framed = (Vec<&'static str>, Frame);

static FRAMES: LazyLock<BTreeMap<&'static str, Vec<Framed>>> = LazyLock::new(|| {
    let mut frames: BTreeMap<&str, Vec<Framed>> = BTreeMap::new();
    for row in rows(include_str!("../../data/time_frames.tsv")) {
        let frame = frame(row[1], row[2]).expect("the table of frames has those that the grammar knows");
        let words: Vec<&str> = row[0].split(' ').collect();
        frames.entry(words[0]).or_default().push((words, frame));
    }
    frames.values_mut().for_each(|frames| frames.sort_by_key(|frame| std::cmp::Reverse(frame.0.len())));
    frames
});

fn frame(class: &str, value: &str) -> Option<Frame> {
    Some(match class {
        "portion" => Frame::Portion(Portion::from_word(value)?),
        "hedge" => Frame::Hedge,
        "bound" => Frame::Bound(Bound::from_word(value)?),
        "later" => Frame::Later,
        _ => return None,
    })
}

/// Returns the frames that begin with a word in lower case, the longest first.
pub(super) fn frames(word: &str) -> &'static [Framed] {
    FRAMES.get(word).map_or(&[], Vec::as_slice)
}

/// A day that has a name.
pub(super) struct Holiday {
    pub month: i8,
    pub rule: &'static str,
}

/// The words of a name with what may stand behind them.
type Name = (Vec<&'static str>, Vec<&'static str>, &'static Holiday);

static HOLIDAYS: LazyLock<BTreeMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, Vec<Name>> = BTreeMap::new();
    for row in rows(include_str!("../../data/holidays.tsv")) {
        let month = row[1].parse().expect("a holiday has a month");
        let holiday: &'static Holiday = Box::leak(Box::new(Holiday { month, rule: row[2] }));
        for name in row[0].split('|') {
            let words = pieces(name);
            let tails = cell(&row, 3).split('|').filter(|tail| !tail.is_empty()).collect();
            names.entry(words[0]).or_default().push((words, tails, holiday));
        }
    }
    names.values_mut().for_each(|names| names.sort_by_key(|name| std::cmp::Reverse(name.0.len())));
    names
});

/// Cuts a name as the lexer cuts a text: at spaces, and before and behind each mark.
pub(super) fn pieces(name: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    for word in name.split(' ') {
        let mut rest = word;
        while let Some(at) = rest.find(['\'', '’', '.']) {
            let mark = rest[at..].chars().next().map_or(1, char::len_utf8);
            pieces.extend([&rest[..at], &rest[at..at + mark]]);
            rest = &rest[at + mark..];
        }
        pieces.push(rest);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Returns the names of days that begin with a word in lower case, the longest first.
pub(super) fn holidays(word: &str) -> &'static [Name] {
    HOLIDAYS.get(word).map_or(&[], Vec::as_slice)
}

/// Returns all phrases of the table.
#[cfg(test)]
pub(super) fn all_phrases() -> impl Iterator<Item = &'static Known> {
    PHRASES.values().flatten()
}

/// Returns all days that have a name, with the words of it.
#[cfg(test)]
pub(super) fn all_holidays() -> impl Iterator<Item = (&'static [&'static str], &'static Holiday)> {
    HOLIDAYS.values().flatten().map(|(words, _, holiday)| (words.as_slice(), *holiday))
}
