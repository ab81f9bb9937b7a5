//! What is the unit of a number that stands alone? `two of the depots`, `a staff of 70`, `51 to 19`, `Dunmere 45 million`.

use std::ops::Range;

use casus_claim::Unit;
use casus_syntax::Pos;
use rust_decimal::Decimal;

use super::LastUnits;
use super::count::{unit, word_at};
use super::money::Sized;
use super::number::Number;
use super::piece::Line;
use super::words::{Around, WORDS};
use crate::passage::Passage;

/// A number without a unit of its own.
pub(super) struct Bare {
    value: Decimal,
    high: Option<Decimal>,
    scale: Decimal,
    pieces: Range<usize>,
    is_in_digits: bool,
}

/// Where a bare number stands in its sentence.
struct Place<'s, 'a> {
    passage: &'s Passage<'a>,
    line: &'s Line<'a>,
    last: &'s LastUnits,
    /// The first and the last word of the number.
    words: (usize, usize),
}

impl Bare {
    pub fn new(low: &Number, high: Option<&Number>, pieces: Range<usize>) -> Self {
        let scale = high.map_or(low.scale, |high| high.scale.max(low.scale));
        let high = high.map(|high| high.value);
        Self { value: low.value, high, scale, pieces, is_in_digits: low.is_in_digits }
    }

    pub fn end(&self) -> usize {
        self.pieces.end
    }

    /// Returns the number with a unit.
    pub fn sized(&self, unit: Unit) -> Sized {
        Sized { pieces: self.pieces.clone(), value: self.value, high: self.high, unit }
    }

    /// Returns the unit that is meant, from the words around, from what is counted next, or from what was counted last.
    pub fn unit(&self, passage: &Passage<'_>, line: &Line<'_>, last: &LastUnits, next: Option<&Sized>) -> Option<Unit> {
        let words = (word_at(passage, line, self.pieces.start), word_at(passage, line, self.pieces.end - 1));
        let place = Place { passage, line, last, words };
        let noun = |noun: &str| Unit::Noun(noun.to_owned());
        if let Some(unit) = place.of_them(self.pieces.end) {
            return Some(unit);
        }
        if place.is_vote(&self.pieces) && self.value < Decimal::from(1000) {
            return Some(noun("vote"));
        }
        let is_pair = |at: usize| line.is_tight(at) && (line.is(at, "-") || line.is(at, "–"));
        if is_pair(self.pieces.end)
            || self.pieces.start > 0 && is_pair(self.pieces.start - 1) && line.is_tight(self.pieces.start)
        {
            return None;
        }
        if self.is_million() {
            return last.of_millions().cloned();
        }
        if place.is_harmed() {
            return Some(noun("person"));
        }
        if let Some(unit) = place.strength().filter(|_| self.is_in_digits) {
            return Some(noun(unit));
        }
        // `from 6,000 to 8,500 troops`: both are troops.
        let leads_on = ["to", "and", "or"].iter().any(|joint| line.is(self.pieces.end, joint));
        let next = next.filter(|next| leads_on && next.pieces.start <= self.pieces.end + 4);
        if let Some(next) = next.filter(|_| !self.is_small()) {
            return Some(next.unit.clone());
        }
        let is_plain = self.high.is_some() || self.is_in_digits && !self.is_small();
        // Four digits without a comma are a year as often as not, more are a name, and nobody counts in parts.
        let digits = line.slice(self.pieces.start, self.pieces.start + 1);
        let is_whole = self.value.fract().is_zero() && !digits.contains('.');
        let may_be_year = self.is_in_digits && (digits.len() >= 4 && !digits.contains(',') || !is_whole);
        let is_meant = !may_be_year && is_plain && place.stands_for_noun()
            || !may_be_year && self.is_in_digits && self.value >= Decimal::ONE_THOUSAND;
        is_meant.then(|| last.noun.clone()).flatten()
    }

    fn is_million(&self) -> bool {
        self.scale >= Decimal::from(1_000_000)
    }

    /// Returns whether it may as well be a number of something's parts.
    fn is_small(&self) -> bool {
        self.value < Decimal::from(30)
    }
}

impl Place<'_, '_> {
    /// Reads `seven of them`, `two of the five depots`, `58 of those freed`.
    fn of_them(&self, end: usize) -> Option<Unit> {
        let words = &self.passage.words;
        let of = self.words.1 + 1;
        if !self.line.is(end, "of") || !words.get(of).is_some_and(|word| word.is("of")) {
            return None;
        }
        let object = self.passage.child(of, &["pobj"]).or_else(|| {
            let nouns = of + 1..(of + 6).min(words.len());
            nouns.into_iter().find(|at| matches!(words[*at].tag, "NNS" | "NNPS" | "PRP" | "WP" | "WDT"))
        })?;
        let word = &words[object];
        match word.tag {
            // `200,000 of refined products` are no products.
            "NNS" | "NNPS" if self.is_definite(object) => Some(Unit::Noun(unit(word))),
            _ if word.is_any(&["them", "these", "which", "whom", "us", "those", "you"]) => {
                let is_people = word.is_any(&["whom", "us", "those", "you"]);
                let known = self.last.before.clone().or_else(|| self.last.noun.clone()).filter(|_| !is_people);
                known.or_else(|| is_people.then(|| Unit::Noun("person".to_owned())))
            }
            _ => None,
        }
    }

    /// Returns whether a noun is one of known things: `the five depots`, `its members`, `Norland's plants`.
    fn is_definite(&self, noun: usize) -> bool {
        let definite = |child: usize| {
            let word = &self.passage.words[child];
            matches!(word.dep, "det" | "poss" | "nummod") || matches!(word.tag, "DT" | "PRP$")
        };
        self.passage.children(noun).any(definite)
    }

    /// Returns whether the number is one of votes: `51 to 19`, `140 against`, in a sentence that tells of a vote.
    fn is_vote(&self, pieces: &Range<usize>) -> bool {
        let is_told = self.passage.words.iter().any(|word| WORDS.is(Around::Vote, word.lemma) || word.is("votes"));
        let line = self.line;
        let is_number = |at: usize| {
            line.get(at).is_some_and(|piece| {
                super::piece::value_of(piece.text).is_some() && piece.kind == super::piece::PieceKind::Number
            })
        };
        let is_joint = |at: usize| ["to", "-", "–"].iter().any(|joint| line.is(at, joint));
        let is_first = is_joint(pieces.end) && is_number(pieces.end + 1);
        let start = pieces.start;
        let is_second = start >= 2 && is_joint(start - 1) && (is_number(start - 2) || line.is(start - 2, "votes"));
        let has_side = WORDS.is(Around::Side, &line.word(pieces.end))
            || line.is(pieces.end, "in") && line.is(pieces.end + 1, "favour");
        is_told && (is_first || is_second || has_side)
    }

    /// Returns whether those are people to whom something is done: `killed 12`, `40 were arrested`.
    fn is_harmed(&self) -> bool {
        let word = &self.passage.words[self.words.1];
        let verb = &self.passage.words[word.head];
        let is_right = match word.dep {
            "dobj" | "nsubjpass" => true,
            "nsubj" => verb.lemma == "die",
            _ => false,
        };
        is_right && WORDS.is(Around::Harm, verb.lemma)
    }

    /// Returns the unit of the number of people that a body has: `a staff of 70`, `a cabinet of 15`.
    fn strength(&self) -> Option<&'static str> {
        let words = &self.passage.words;
        let mut of = self.words.0;
        while of > 0 && !words[of].is("of") && self.words.0 - of < 4 {
            of -= 1;
        }
        let body = words[..of].last().filter(|word| words[of].is("of") && word.pos == Pos::Noun)?;
        let people = WORDS.is(Around::Body, body.lemma).then_some("person");
        people.or_else(|| WORDS.is(Around::Seats, body.lemma).then_some("member"))
    }

    /// Returns whether the number stands where the thing counted would: as a subject, an object, or behind `to` and `at`.
    fn stands_for_noun(&self) -> bool {
        let words = &self.passage.words;
        let word = &words[self.words.1];
        let before = self.words.0.checked_sub(1).map(|at| &words[at]);
        let is_after_name = before.is_some_and(|word| matches!(word.tag, "NN" | "NNP"));
        let is_line = before.is_some_and(|word| word.text == ":");
        let is_object = match word.dep {
            "nsubj" | "nsubjpass" | "dobj" => true,
            "conj" => matches!(words[word.head].dep, "dobj" | "nsubj" | "pobj"),
            "pobj" => words[word.head].is_any(&["of", "to", "from", "below", "above", "at", "with", "between", "than"]),
            _ => false,
        };
        is_line || is_object && !is_after_name
    }
}
