//! Of which pieces is a line made? Runs of letters, numbers in digits, and single marks.
//!
//! The tokens of the parser cut `€210bn` and `$50m` now here, now there; how a number is written is told from its
//! characters.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::words::{Sort, WORDS};
use crate::word::lower;

/// A text cut into pieces.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub pieces: Vec<Piece<'a>>,
}

/// A piece with its place in the text, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    pub start: usize,
    pub kind: PieceKind,
    /// Whether it touches the piece before it.
    pub is_tight: bool,
    /// What it is in a number in words, and its value.
    pub number: Option<(Sort, Decimal)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Number,
    Word,
    Mark,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }
}

/// Digits in groups of three, in the groups of India, or in a row, with what stands behind the point.
static DIGITS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let grouped = r"^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]{1,3}(?:[ \x{a0}\x{2009}\x{202f}][0-9]{3})+)(?:\.[0-9]+)?";
    let plain = r"^[0-9]+(?:\.[0-9]+)?";
    [grouped, plain].map(|form| Regex::new(form).expect("the forms of digits compile"))
});

impl<'a> Line<'a> {
    /// Cuts a text into pieces.
    pub fn of(text: &'a str) -> Self {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let (len, kind) = match first {
                '0'..='9' => (digits(&text[at..]), PieceKind::Number),
                letter if letter.is_alphabetic() => (letters(&text[at..]), PieceKind::Word),
                other => (other.len_utf8(), PieceKind::Mark),
            };
            if !first.is_whitespace() {
                let is_tight = pieces.last().is_some_and(|before| before.end() == at);
                let piece = &text[at..at + len];
                let is_word = kind == PieceKind::Word;
                let number = is_word.then(|| WORDS.number(&lower(piece))).flatten();
                pieces.push(Piece { text: piece, start: at, kind, is_tight, number });
            }
            at += len;
        }
        Self { text, pieces }
    }

    /// Returns whether a number may stand in it, in digits or in words.
    pub fn has_number(&self) -> bool {
        self.pieces.iter().any(|piece| piece.kind == PieceKind::Number || piece.number.is_some())
    }

    pub fn get(&self, at: usize) -> Option<&Piece<'a>> {
        self.pieces.get(at)
    }

    /// Returns the word at a place in lower case; nothing where there is no word.
    pub fn word(&self, at: usize) -> Cow<'a, str> {
        let word = self.get(at).filter(|piece| piece.kind == PieceKind::Word);
        word.map(|piece| lower(piece.text)).unwrap_or_default()
    }

    /// Returns what the word at a place is in a number, and its value.
    pub fn number_word(&self, at: usize) -> Option<(Sort, Decimal)> {
        self.get(at)?.number
    }

    /// Returns whether a piece is this mark or word.
    pub fn is(&self, at: usize, text: &str) -> bool {
        self.get(at).is_some_and(|piece| piece.is(text))
    }

    /// Returns whether a piece touches the one before it.
    pub fn is_tight(&self, at: usize) -> bool {
        self.get(at).is_some_and(|piece| piece.is_tight)
    }

    /// Returns the text from one piece to another, which is not in it.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        let range = self.get(start).zip(end.checked_sub(1).and_then(|last| self.get(last)));
        range
            .filter(|(first, last)| first.start <= last.start)
            .map_or("", |(first, last)| &self.text[first.start..last.end()])
    }
}

/// Returns how many bytes the number has that a text begins with.
fn digits(text: &str) -> usize {
    let whole = |form: &Regex| form.find(text).map(|found| found.end()).filter(|end| !goes_on(&text[*end..]));
    let [grouped, plain] = &*DIGITS;
    let run = || text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    whole(grouped).or_else(|| plain.find(text).map(|found| found.end())).unwrap_or_else(run)
}

/// Returns whether digits go on behind a number, so that it was cut at a wrong place.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic() && !is_mark_on_letter(c)).unwrap_or(text.len())
}

/// Returns whether a character belongs to the letter before it, as the vowels of Indian scripts do.
fn is_mark_on_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}') && !c.is_numeric()
}

/// Reads a number in digits.
pub(super) fn value_of(digits: &str) -> Option<Decimal> {
    let plain: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let line = Line::of(text);
        let pieces: Vec<String> = line
            .pieces
            .iter()
            .map(|piece| format!("{}{}", if piece.is_tight { "_" } else { "" }, piece.text))
            .collect();
        assert_eq!(pieces.join(" "), expected);
    }

    #[test]
    fn digits_stand_apart_from_letters_and_marks() {
        check("€210bn, a 20-point plan", "€ _210 _bn _, a 20 _- _point plan");
        check("US$4.5 at 1,006.84.", "US _$ _4.5 at 1,006.84 _.");
        check("12,34,567.89 rupees, 50 000 men", "12,34,567.89 rupees _, 50 000 men");
        check("500 USD,100 times", "500 USD _, _100 times");
    }

    #[test]
    fn groups_are_not_made_of_what_is_not_in_groups() {
        check("2026 120 1,0000", "2026 120 1 _, _0000");
    }
}
