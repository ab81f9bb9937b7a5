//! How much, and of what? Money, percentages and counts.
//!
//! In goes a sentence with the places of its times, which are no figures; out come amounts in order, each with its place
//! and the words for what it measures. How a number is written is told from the characters ([`piece`], [`number`]), what
//! is counted and measured from the tree ([`count`], [`measured`]).

mod bare;
mod beside;
mod clause;
mod count;
mod currency;
mod door;
mod hedge;
mod measured;
mod money;
mod noun_phrase;
mod number;
mod percent;
mod piece;
mod words;

use casus_claim::{Amount, Unit};
use casus_text::Span;
use rust_decimal::Decimal;

use crate::passage::Passage;
use bare::Bare;
use count::{Count, count};
use currency::{dollar_of, is_any_dollar, is_money, states};
use measured::{Measure, Place, measured};
use money::{Purse, Sized, money, range};
use number::number;
use percent::percent;
use piece::{Line, PieceKind};
use words::{Around, WORDS};

pub use door::{SeenFigure, figures};

/// An amount with its place and with what it is an amount of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenAmount {
    pub span: Span,
    pub of: String,
    pub amount: Amount,
}

/// The units in which a document last gave an amount, for numbers that go without: `… €80m, and Dunmere 50`.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastUnits {
    money: Option<Unit>,
    noun: Option<Unit>,
    /// What had been counted when the sentence began.
    before: Option<Unit>,
    /// Whether the last noun counted millions, as barrels do.
    is_noun_large: bool,
}

impl LastUnits {
    fn take(&mut self, unit: &Unit, value: Decimal) {
        match unit {
            Unit::Percent => {}
            unit if is_money(unit) => {
                self.money = Some(unit.clone());
                self.is_noun_large = false;
            }
            unit => {
                self.noun = Some(unit.clone());
                self.is_noun_large = value >= Decimal::from(100_000);
            }
        }
    }

    /// Returns the unit that a number of millions has without saying so.
    fn of_millions(&self) -> Option<&Unit> {
        if self.is_noun_large { self.noun.as_ref() } else { self.money.as_ref() }
    }
}

/// What a number in a sentence has turned out to be.
enum Found {
    Sized { sized: Sized, measure: Measure },
    Bare(Bare),
}

/// Returns the amounts of a sentence in order, without overlap.
pub(crate) fn amounts(passage: &Passage<'_>, taken: &[Span], last: &mut LastUnits) -> Vec<SeenAmount> {
    // A text whose tree has no words of it cannot be counted in.
    if passage.words.is_empty() {
        return Vec::new();
    }
    let line = Line::of(passage.text());
    last.before = last.noun.clone();
    if !line.has_number() {
        return Vec::new();
    }
    let mut found = Scan { passage, line: &line, taken, states: states(passage) }.all();
    at_home(passage, &line, &mut found);
    let mut seen = Vec::new();
    for at in 0..found.len() {
        let (sized, measure) = match &found[at] {
            Found::Sized { sized, measure } => (sized.clone(), *measure),
            Found::Bare(bare) => {
                let next = found[at + 1..].iter().find_map(|found| match found {
                    Found::Sized { sized, .. } => Some(sized),
                    Found::Bare(_) => None,
                });
                let Some(unit) = bare.unit(passage, &line, last, next) else { continue };
                let is_known = is_money(&unit)
                    || next.is_some_and(|next| next.unit == unit && next.pieces.start <= bare.end() + 4);
                let measure = if is_known { Measure::Whole } else { Measure::Bare };
                (bare.sized(unit), measure)
            }
        };
        last.take(&sized.unit, sized.value);
        let span = span_of(passage, &line, &sized);
        let is_approximate = hedge::is_approximate(&line, &sized.pieces);
        let of = measured(passage, &place(passage, &line, &sized, measure), measure, &sized.unit);
        let amount = Amount { value: sized.value, high: sized.high, unit: sized.unit, is_approximate };
        seen.push(SeenAmount { span, of, amount });
    }
    seen
}

/// Gives the dollars of a text the state that it is published in, where the text does not say whose they are.
fn at_home(passage: &Passage<'_>, line: &Line<'_>, found: &mut [Found]) {
    let dollars = Unit::Currency("USD".to_owned());
    let is_open =
        |sized: &Sized| sized.unit == dollars && is_any_dollar(line.slice(sized.pieces.start, sized.pieces.end));
    let mut open = found.iter_mut().filter_map(|found| match found {
        Found::Sized { sized, .. } if is_open(sized) => Some(&mut sized.unit),
        _ => None,
    });
    // Who published a text is asked only where it matters, which is seldom.
    let Some(first) = open.next() else { return };
    let Some(code) = dollar_of(passage.source.origin()) else { return };
    std::iter::once(first).chain(open).for_each(|unit| *unit = Unit::Currency(code.to_owned()));
}

/// Returns where an amount stands among the words of its sentence.
fn place(passage: &Passage<'_>, line: &Line<'_>, sized: &Sized, measure: Measure) -> Place {
    let hedged = hedge::start_of(line, sized.pieces.start);
    let first = hedged - usize::from(hedged > 0 && line.is(hedged - 1, "between"));
    let number_end = match measure {
        Measure::Counted { number_end, .. } => number_end,
        _ => sized.pieces.end,
    };
    let word = |piece: usize| count::word_at(passage, line, piece);
    Place {
        hedged: word(first),
        start: word(sized.pieces.start),
        number_end: word(number_end - 1) + 1,
        end: word(sized.pieces.end - 1) + 1,
    }
}

fn span_of(passage: &Passage<'_>, line: &Line<'_>, sized: &Sized) -> Span {
    let (first, last) = (&line.pieces[sized.pieces.start], &line.pieces[sized.pieces.end - 1]);
    passage.part(first.start, last.end())
}

/// A walk over the numbers of a sentence.
struct Scan<'s, 'a> {
    passage: &'s Passage<'a>,
    line: &'s Line<'a>,
    taken: &'s [Span],
    states: Vec<&'static str>,
}

impl Scan<'_, '_> {
    fn all(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let (mut at, mut floor) = (0, 0);
        while at < self.line.pieces.len() {
            let Some((thing, end)) = self.at(at, floor) else {
                at += 1;
                continue;
            };
            found.extend(thing);
            at = end.max(at + 1);
            floor = at;
        }
        found
    }

    /// Returns what the number is that begins at a piece, and where it ends; nothing where none begins.
    fn at(&self, at: usize, floor: usize) -> Option<(Option<Found>, usize)> {
        let low = number(self.line, at, false)?;
        if !self.begins(at, floor) {
            return Some((None, low.pieces.end));
        }
        let purse = Purse { states: &self.states, floor, moves: self.moves(at), leaps: self.leaps(at) };
        if let Some(sized) = money(self.line, at, &purse) {
            let end = sized.pieces.end;
            return Some((self.kept(sized, Measure::Whole), end));
        }
        let (low, high, end) = range(self.line, low, false, &purse);
        let pieces = low.pieces.start..end;
        let sized = |unit, end| Sized {
            pieces: pieces.start..end,
            value: low.value,
            high: high.as_ref().map(|high| high.value),
            unit,
        };
        if let Some(end) = percent(self.line, end) {
            let whole = percent::to_second(self.line, sized(Unit::Percent, end), purse.moves);
            let end = whole.pieces.end;
            return Some((self.kept(whole, Measure::Whole), end));
        }
        match count(self.passage, self.line, &low, end) {
            Count::Of { unit, noun, end, is_joined } => {
                let is_quantity = WORDS.is(Around::Quantity, &unit);
                let measure = match (is_joined, is_quantity) {
                    (_, true) => Measure::Whole,
                    (true, false) => Measure::Compound(noun),
                    (false, false) => Measure::Counted { noun, number_end: pieces.end },
                };
                Some((self.kept(sized(Unit::Noun(unit), end), measure), end))
            }
            Count::Nothing { end } => Some((None, end)),
            Count::Bare => {
                let bare = Bare::new(&low, high.as_ref(), pieces.clone());
                let is_free = self.is_free(&pieces);
                Some((is_free.then_some(Found::Bare(bare)), end))
            }
        }
    }

    fn kept(&self, sized: Sized, measure: Measure) -> Option<Found> {
        self.is_free(&sized.pieces).then_some(Found::Sized { sized, measure })
    }

    /// Returns whether no time stands where the number does.
    fn is_free(&self, pieces: &std::ops::Range<usize>) -> bool {
        let (first, last) = (&self.line.pieces[pieces.start], &self.line.pieces[pieces.end - 1]);
        let span = self.passage.part(first.start, last.end());
        self.taken.iter().all(|time| !time.overlaps(span))
    }

    /// Returns whether a number may begin at a piece: it is no part of a name, a date or another number.
    fn begins(&self, at: usize, floor: usize) -> bool {
        let line = self.line;
        if !line.is_tight(at) || at == 0 || currency::before(line, at, floor).is_some() {
            return !self.is_date(at);
        }
        let before = &line.pieces[at - 1];
        let is_joined = matches!(before.text, "-" | "–" | "." | "," | "/" | ":" | "#" | "_" | "'" | "’" | "@" | "&");
        // Two numbers with a comma between and no space are two numbers, if the first of them stood behind a word.
        before.kind == PieceKind::Mark
            && (!is_joined || self.is_second_vote(at) || self.is_after_word(at))
            && !self.is_date(at)
    }

    /// Returns whether a number is the second of `51-19` where the sentence tells of a vote.
    fn is_second_vote(&self, at: usize) -> bool {
        let is_joint = self.line.is(at - 1, "-") || self.line.is(at - 1, "–");
        let is_number = at >= 2 && self.line.pieces[at - 2].kind == PieceKind::Number;
        is_joint && is_number && self.passage.words.iter().any(|word| WORDS.is(Around::Vote, word.lemma))
    }

    /// Returns whether a comma before a number ends a word: `500 USD,100 times`.
    fn is_after_word(&self, at: usize) -> bool {
        let is_word = at >= 2 && self.line.pieces[at - 2].kind == PieceKind::Word;
        self.line.is(at - 1, ",") && is_word
    }

    /// Returns whether a number goes on as dates, hours, scores and ordinals do: `12/5`, `10:30`, `20th`, `1990s`.
    fn is_date(&self, at: usize) -> bool {
        let line = self.line;
        if line.get(at).is_none_or(|piece| piece.kind != PieceKind::Number) || !line.is_tight(at + 1) {
            return false;
        }
        let is_joint = ["/", ":", "."].iter().any(|joint| line.is(at + 1, joint));
        let is_number = line.is_tight(at + 2) && line.get(at + 2).is_some_and(|it| it.kind == PieceKind::Number);
        let is_ending = ["th", "st", "nd", "rd", "s", "x"].iter().any(|ending| line.is(at + 1, ending));
        is_joint && is_number || is_ending
    }

    /// Returns whether a verb leads from this number to the next one: `lowered from 5 to 3`.
    fn moves(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|at| self.line.is(at, "from"))
            && self.passage.words.iter().any(|word| WORDS.is(Around::Change, word.lemma))
    }

    /// Returns whether a verb of rising or falling stands right before a sum: `fell €5 to €140`.
    fn leaps(&self, at: usize) -> bool {
        let sign = at - usize::from(at > 0 && self.line.get(at - 1).is_some_and(|piece| piece.kind == PieceKind::Mark));
        let before = hedge::start_of(self.line, sign).checked_sub(1);
        let before = before.map(|before| count::word_at(self.passage, self.line, before));
        before.is_some_and(|before| WORDS.is(Around::Change, self.passage.words[before].lemma))
    }
}
