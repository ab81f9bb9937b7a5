//! Of what is a sentence made, for the grammar of times? Of letters, digits and marks, each with what it may mean.
//!
//! The pieces are finer than the words of the parser, which takes `Jan-Feb` and `2031-05-02` each for one; the tag of a
//! piece is that of the word it stands in.

use std::borrow::Cow;

use crate::word::{Word, lower};

use super::words::{Meaning, Meanings, Need, Role, meanings};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Letters,
    Digits,
    Mark,
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    pub lower: Cow<'a, str>,
    /// Where it begins, in bytes of the sentence.
    pub start: usize,
    pub sort: Sort,
    /// Whether nothing stands between it and the piece before.
    pub is_glued: bool,
    meanings: Meanings,
    role: Role,
}

impl Piece<'_> {
    /// Returns where it ends, in bytes of the sentence.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// A sentence in pieces.
pub(super) struct Line<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub words: &'a [Word<'a>],
    /// Where the sentence begins, in bytes of the source.
    pub base: usize,
}

impl<'a> Line<'a> {
    /// Cuts a sentence that begins at a byte of the source; without words, nothing is known of its grammar.
    pub fn of(text: &'a str, base: usize, words: &'a [Word<'a>]) -> Self {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let sort = sort_of(first);
            let mut end = start + first.len_utf8();
            while let Some((at, c)) = chars.next_if(|(_, c)| sort != Sort::Mark && sort_of(*c) == sort) {
                end = at + c.len_utf8();
            }
            let word = &text[start..end];
            let lower = lower(word);
            let (meanings, role) = match sort {
                Sort::Letters => meanings(&lower),
                Sort::Digits => (&[][..], Role::Time),
                Sort::Mark => (&[][..], if matches!(first, '\'' | '’' | '‘') { Role::Lead } else { Role::None }),
            };
            let is_glued = pieces.last().is_some_and(|last| last.end() == start);
            pieces.push(Piece { text: word, lower, start, sort, is_glued, meanings, role });
        }
        Self { pieces, words, base }
    }

    /// Returns whether an expression may begin with a piece, as far as the words there tell.
    pub fn may_be_time(&self, at: usize) -> bool {
        /// How many words may lead to the one that names a time: `no more than a couple of`.
        const LEADS_MAX: usize = 6;
        match self.pieces[at].role {
            Role::None => false,
            Role::Time => true,
            Role::Lead => self.pieces[at..].iter().take(LEADS_MAX + 1).any(|piece| piece.role == Role::Time),
        }
    }

    /// Returns a piece in lower case; nothing behind the last.
    pub fn lower(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| &piece.lower)
    }

    /// Returns what a piece may mean, whatever it looks like.
    pub fn any_meaning<T>(&self, at: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        self.pieces.get(at)?.meanings.iter().find_map(|(meaning, _)| wanted(*meaning))
    }

    /// Returns whether a piece is one of some words in lower case.
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    /// Returns whether a piece is a word in lower case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    /// Returns whether some words stand at a place, and returns the place behind them.
    pub fn words_at(&self, at: usize, words: &[&str]) -> Option<usize> {
        let fits = words.iter().enumerate().all(|(offset, word)| self.is(at + offset, word));
        fits.then_some(at + words.len())
    }

    /// Returns whether nothing stands between a piece and the one before.
    pub fn is_glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is_glued)
    }

    /// Returns the place behind an article, or the same place.
    pub fn behind_the(&self, at: usize) -> usize {
        if self.is(at, "the") { at + 1 } else { at }
    }

    /// Returns the place behind a hyphen that joins what stands around it, or the same place.
    pub fn behind_hyphen(&self, at: usize) -> usize {
        let joins = self.is_any(at, &["-", "‑", "–"]) && self.is_glued(at) && self.is_glued(at + 1);
        if joins { at + 1 } else { at }
    }

    /// Returns the place behind a comma, or the same place.
    pub fn behind_comma(&self, at: usize) -> usize {
        if self.is(at, ",") { at + 1 } else { at }
    }

    /// Returns the number that a piece of so many digits is.
    pub fn digits(&self, at: usize, lengths: std::ops::RangeInclusive<usize>) -> Option<i64> {
        let piece = self.pieces.get(at).filter(|piece| piece.sort == Sort::Digits)?;
        lengths.contains(&piece.text.len()).then(|| piece.text.parse().ok())?
    }

    /// Returns the first of what a piece may mean that is asked for and whose needs are met.
    pub fn meaning<T>(&self, at: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        let piece = self.pieces.get(at)?;
        let mut fitting = piece.meanings.iter().filter(|(_, need)| self.has(at, *need));
        fitting.find_map(|(meaning, _)| wanted(*meaning))
    }

    fn has(&self, at: usize, need: Need) -> bool {
        let is_capital = self.pieces[at].text.starts_with(char::is_uppercase);
        let is_number = |at: usize| self.pieces.get(at).is_some_and(|piece| piece.sort == Sort::Digits);
        let stop = if self.is(at + 1, ".") { at + 2 } else { at + 1 };
        let is_year_next = self.is_any(stop, &["in", "of"]) && self.digits(stop + 1, 4..=4).is_some();
        let beside = || {
            is_number(self.behind_hyphen(stop)) || at > 0 && is_number(at - 1) || is_year_next || self.is_date_word(at)
        };
        let tag = self.tag(at);
        match need {
            Need::Nothing => true,
            Need::Noun => matches!(tag, "NN" | "NNP" | "NNS" | "NNPS" | ""),
            Need::Name if at > 0 && self.is(at - 1, "between") => true,
            Need::Name => {
                is_capital && !self.is_first_name(at) && matches!(tag, "NNP" | "NN" | "NNPS" | "") || beside()
            }
            Need::Dated => {
                is_capital && (stop > at + 1 || self.is_joined(at + 1) || is_number(stop) || self.is_led(at))
                    || beside()
            }
            Need::Short => is_capital && (is_number(stop) || tag != "VB" && tag != "VBD" && tag != "MD") || beside(),
        }
    }

    /// Returns whether a name goes on behind a word that may be the first part of it: `May Berg`.
    pub fn is_first_name(&self, at: usize) -> bool {
        let next = self.pieces.get(at + 1).filter(|next| !next.is_glued && next.text.starts_with(char::is_uppercase));
        next.is_some_and(|next| next.sort == Sort::Letters) && self.tag(at + 1).starts_with("NNP") && !self.is_led(at)
    }

    /// Returns whether a hyphen stands here, and a number or a month behind it.
    fn is_joined(&self, at: usize) -> bool {
        let is_month = |meaning| matches!(meaning, Meaning::Month(_)).then_some(());
        let is_date = self.digits(at + 1, 1..=4).is_some() || self.any_meaning(at + 1, is_month).is_some();
        self.is_any(at, &["-", "–", "/"]) && is_date
    }

    /// Returns whether a word stands before a piece that leads to a time.
    fn is_led(&self, at: usize) -> bool {
        const LEADS: [&str; 17] = [
            "on", "in", "of", "since", "until", "till", "by", "from", "last", "next", "this", "early", "late", "mid",
            "between", "before", "week",
        ];
        at > 0 && self.is_any(at - 1, &LEADS)
    }

    /// Returns whether a piece has a word beside it that makes a date of the two: `this may`, `july first`.
    fn is_date_word(&self, at: usize) -> bool {
        let is_ordinal = |at: usize| {
            let ends = [at, at + 1].iter().any(|at| self.is_any(*at, &["st", "nd", "rd", "th"]) && self.is_glued(*at));
            let piece = self.pieces.get(at);
            ends || piece
                .is_some_and(|piece| piece.meanings.iter().any(|it| matches!(it.0, Meaning::Ordinal(n) if n > 0)))
        };
        at > 0 && (is_ordinal(at - 1) || self.is(at - 1, "of") && at > 1 && is_ordinal(at - 2))
            || is_ordinal(self.behind_the(at + 1))
    }

    /// Returns the index of the parser's word that a piece stands in.
    pub fn word(&self, at: usize) -> Option<usize> {
        let start = self.base + self.pieces.get(at)?.start;
        let behind = self.words.partition_point(|word| word.span.start_bytes() <= start);
        behind.checked_sub(1).filter(|word| start < self.words[*word].span.end_bytes())
    }

    /// Returns the tag of a piece; none where nothing is known.
    pub fn tag(&self, at: usize) -> &'a str {
        self.word(at).map_or("", |word| self.words[word].tag)
    }
}

fn sort_of(c: char) -> Sort {
    match c {
        _ if c.is_ascii_digit() => Sort::Digits,
        _ if c.is_alphabetic() => Sort::Letters,
        _ => Sort::Mark,
    }
}
