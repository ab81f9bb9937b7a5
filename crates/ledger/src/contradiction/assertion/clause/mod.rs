//! Which sentences of two documents tell one deed of the same, and differ in one answer?
//!
//! In go documents made ready; out come contradictions. The questions of `data/frames.txt` each ask for one thing; here any
//! deed of `data/deeds.txt` is held against the same deed, and a sentence is a [`Clause`]: what it tells, who is named, and
//! whether, when, where, by whom and how often it was done.
//!
//! **The same thing**: so much of what two sentences tell is the same, together with what stands around them, as
//! [`matter`] weighs it.
//!
//! **A clash**: one answer that cannot be the other, as [`slots`] has it.
//!
//! **Excused**: a stage, a part or another one of several on one side alone; other days; a state or a subject of its own on
//! each side; two speakers; a document that knows both answers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::tellings::{Around, Tellings};
use super::super::text::{Sentence, Text};
use super::super::words::{Word, telling};
use super::super::{Contradiction, ContradictionKind, one_line, said};
use super::day;
use super::name::Name;
use super::phrase::Phrases;
use super::told::Told;
use deeds::{Deed, deeds};

mod deeds;
mod matter;
mod slots;

/// So many rarest words around a sentence are looked up.
const RAREST: usize = 16;
/// One of so many first words points back.
const POINTING_WORDS: usize = 3;
/// More words in quotation marks are no name for something.
const QUOTED_WORDS_MAX: usize = 4;
/// Documents longer apart are not held side by side, whatever they tell.
const DAYS_MAX: i32 = 60;

/// A sentence with what it tells.
struct Clause<'t> {
    /// The place of the document among those that are read.
    document: usize,
    /// The place of the sentence.
    at: usize,
    text: &'t Text<'t>,
    deeds: BTreeMap<&'static str, Deed>,
    /// What it tells: deeds and things of the table, and the stems of other words; no names, numbers and times.
    own: BTreeSet<String>,
    /// What the sentence before it tells, where this one points back to it.
    pointed: BTreeSet<String>,
    /// What it tells together with the sentences beside it and the title.
    around: BTreeSet<String>,
    names: Vec<Name>,
    /// Those of the sentence before, where this one points back to it or begins with `the fund`.
    names_pointed: Vec<Name>,
    names_around: Vec<Name>,
    /// What makes it one of several, or not as it will be.
    other: BTreeSet<&'static str>,
    /// The only day that it names.
    own_day: Option<(Date, Date)>,
    /// That, or the one that is named around it.
    day: Option<(Date, Date)>,
    keys: BTreeSet<String>,
}

impl<'t> Clause<'t> {
    fn of(told: &Told<'t>, document: usize, at: usize) -> Self {
        let words = told.words(at);
        let phrases = told.phrases(at);
        let own = senses(told, at);
        let before = at.checked_sub(1).filter(|_| points_back(words));
        let is_definite = matches!(words, [the, noun, ..] if the.lower == "the" && !noun.is_capital());
        let named_before = at.checked_sub(1).filter(|_| is_definite || points_back(words));
        let names_pointed = named_before.map(|before| told.names(before).to_vec()).unwrap_or_default();
        let pointed = before.map(|before| senses(told, before)).unwrap_or_default();
        let beside: BTreeSet<usize> = told.beside(at).chain([0]).collect();
        let around: BTreeSet<String> = beside.iter().flat_map(|&at| senses(told, at)).collect();
        let names_around: Vec<Name> = beside.iter().flat_map(|&at| told.names(at).iter().cloned()).collect();
        let mut keys = own.clone();
        keys.extend(names_around.iter().flat_map(|name| name.stems.iter().cloned()));
        let mut all = deeds(words, phrases);
        // `They did so in Eastport` is of the deed before.
        let so = words
            .windows(2)
            .position(|pair| pair[1].lower == "so" && matches!(pair[0].lower.as_str(), "did" | "do" | "does"));
        if let (Some(so), Some(before)) = (so, at.checked_sub(1)) {
            for (name, deed) in deeds(told.words(before), told.phrases(before)) {
                all.entry(name).or_insert(Deed { is_done: deed.is_done, words: so..so + 2 });
            }
        }
        Self {
            document,
            at,
            text: told.text,
            deeds: all,
            own,
            pointed,
            around,
            names: told.names(at).to_vec(),
            names_pointed,
            names_around,
            other: phrases.of_group("other", &(0..words.len())),
            own_day: told.day(at),
            day: day::of(told, at),
            keys,
        }
    }

    fn sentence(&self) -> &'t Sentence<'t> {
        &self.text.sentences[self.at]
    }

    fn words(&self) -> &'t [Word<'t>] {
        &self.sentence().words
    }
}

/// Returns whether a sentence begins with what the one before it has named.
fn points_back(words: &[Word<'_>]) -> bool {
    const POINTING: [&str; 10] = ["it", "its", "they", "their", "this", "these", "he", "she", "his", "her"];
    words.iter().take(POINTING_WORDS).any(|word| POINTING.contains(&word.lower.as_str()))
}

/// Returns what a sentence tells without its names, numbers and times.
fn senses(told: &Told<'_>, at: usize) -> BTreeSet<String> {
    let words = told.words(at);
    let phrases: &Phrases = told.phrases(at);
    let mut covered = vec![false; words.len()];
    let mut senses = BTreeSet::new();
    for (group, mark) in [("does", "+"), ("undoes", "+"), ("means", "=")] {
        for (name, place) in phrases.each_of(group) {
            senses.insert(format!("{mark}{name}"));
            covered[place.start] = true;
            covered[place.end - 1] = true;
        }
    }
    told.names(at).iter().for_each(|name| covered[name.words.clone()].fill(true));
    quoted(told.text, at).into_iter().for_each(|(start, end)| {
        let is_inside = |word: &Word<'_>| start <= word.start_bytes && word.end_bytes <= end;
        words.iter().zip(&mut covered).filter(|(word, _)| is_inside(word)).for_each(|(_, covered)| *covered = true);
    });
    told.quantities(at).iter().for_each(|quantity| covered[quantity.places.clone()].fill(true));
    let plain = (0..words.len()).filter(|&at| !covered[at] && !words[at].is_capital()).map(|at| &words[at]);
    senses.extend(telling(plain));
    senses
}

/// Returns where a few words stand in quotation marks.
fn quoted(text: &Text<'_>, at: usize) -> Vec<(usize, usize)> {
    let span = text.sentences[at].span;
    let is_mark = |c: char| matches!(c, '"' | '“' | '”');
    let mut marks =
        text.source.slice(span).match_indices(is_mark).map(|(at, mark)| (span.start_bytes() + at, mark.len()));
    let mut quoted = Vec::new();
    while let (Some((open, length)), Some((close, _))) = (marks.next(), marks.next()) {
        let inside = (open + length, close);
        if text.source.text()[inside.0..inside.1].split_whitespace().count() <= QUOTED_WORDS_MAX {
            quoted.push(inside);
        }
    }
    quoted
}

/// Finds sentences that tell one deed of the same and differ in one answer.
pub(super) fn find(told: &[Told<'_>]) -> Vec<Contradiction> {
    let all: Vec<Clause<'_>> = told
        .iter()
        .enumerate()
        .flat_map(|(document, told)| (0..told.len()).map(move |at| Clause::of(told, document, at)))
        .filter(|clause| !clause.is_title())
        .collect();
    let tellings = Tellings::of(all.iter().map(|one| (one.text.published(), &one.keys)));
    // Of two documents and one kind only the pair that has most in common is told.
    let mut best: BTreeMap<(usize, usize, ContradictionKind), (i64, Contradiction)> = BTreeMap::new();
    for (n, one) in all.iter().enumerate() {
        let around = Around { day: one.text.published(), days: DAYS_MAX };
        let near: BTreeSet<usize> = tellings.beside(&one.keys, RAREST, around).filter(|&other| other > n).collect();
        for other in near.into_iter().map(|other| &all[other]).filter(|other| other.document != one.document) {
            let Some((clash, weight)) = slots::clash(told, one, other) else { continue };
            let rank = (weight.all() * 2.0) as i64;
            let key = (one.document, other.document, clash.kind);
            if best.get(&key).is_none_or(|(known, _)| *known < rank) {
                best.insert(key, (rank, contradiction(one, other, clash)));
            }
        }
    }
    best.into_values().map(|(_, one)| one).collect()
}

impl Clause<'_> {
    /// Returns whether it stands in a headline, which has no stop.
    fn is_title(&self) -> bool {
        !self.text.source.slice(self.sentence().span).trim_end().ends_with(['.', '!', '?', '”', '"'])
    }
}

/// What cannot be of one thing.
struct Clash {
    kind: ContradictionKind,
    why: String,
}

fn contradiction(one: &Clause<'_>, other: &Clause<'_>, clash: Clash) -> Contradiction {
    let sides = [one, other].map(|one| said(one.text, one.sentence().span)).into();
    let about = one_line(one.text.source.slice(one.sentence().span));
    Contradiction { kind: clash.kind, about, why: clash.why, sides }
}

#[cfg(test)]
mod tests;
