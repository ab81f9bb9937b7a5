//! What does a number count? The noun that it stands with, in the tree or right behind it.

use casus_syntax::Pos;

use super::number::Number;
use super::piece::{Line, PieceKind};
use super::words::{Around, WORDS};
use crate::lexicon::LEXICON;
use crate::passage::Passage;
use crate::word::Word;

/// What a number counts.
pub(super) enum Count {
    /// Things, whose noun is a word of the sentence, up to a piece.
    Of { unit: String, noun: usize, end: usize, is_joined: bool },
    /// Nothing that a figure is made of: a length of time, the number of an article.
    Nothing { end: usize },
    /// It stands alone.
    Bare,
}

/// A noun that the tree does not lead to stands so many words behind its number at most.
const NEXT_WORDS_MAX: usize = 4;

/// A noun stands so many words behind its number at most.
const WORDS_MAX: usize = 8;

/// Returns what a number counts that ends at a piece, its range included.
pub(super) fn count(passage: &Passage<'_>, line: &Line<'_>, number: &Number, end: usize) -> Count {
    let places = Places { passage, line };
    let number_end = end;
    if let Some(joined) = places.joined(end) {
        return joined;
    }
    let is_single = number.value == rust_decimal::Decimal::ONE;
    if is_single || is_year(line, number) || places.is_label(number) || is_age(line, number) {
        return Count::Nothing { end };
    }
    if let Some((unit, end)) = places.sign(number_end) {
        let (first, last) = (places.word_at(number_end), places.word_at(end - 1));
        let noun = if passage.words[first].tag == "NNS" { first } else { last };
        return Count::Of { unit: unit.to_owned(), noun, end, is_joined: false };
    }
    let Some(noun) = places.noun(number, end) else { return Count::Bare };
    if places.is_known_pair(number) {
        return Count::Nothing { end };
    }
    let word = &passage.words[noun];
    let after = places.piece_after(noun, end);
    let lemma = word.lemma.to_lowercase();
    if WORDS.is_uncounted(&lemma, false) || WORDS.is_uncounted(&word.lower(), false) {
        return Count::Nothing { end };
    }
    Count::Of { unit: places.joined_before(noun) + &unit(word), noun, end: after, is_joined: false }
}

/// Returns whether four digits are a year.
fn is_year(line: &Line<'_>, number: &Number) -> bool {
    let digits = line.slice(number.pieces.start, number.pieces.end);
    let is_four = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit());
    let is_hedged = super::hedge::start_of(line, number.pieces.start) < number.pieces.start;
    is_four && (digits.starts_with("19") || digits.starts_with("20")) && !is_hedged
}

/// Returns whether a number is somebody's age: `aged 57`, `between the ages of 18 and 29`.
fn is_age(line: &Line<'_>, number: &Number) -> bool {
    let start = number.pieces.start;
    let is_told = |at: usize| WORDS.is(Around::Age, &line.word(at));
    start >= 1 && is_told(start - 1) || start >= 2 && line.is(start - 1, "of") && is_told(start - 2)
}

/// Returns the singular of a noun, which is the unit of a count.
pub(super) fn unit(noun: &Word<'_>) -> String {
    let lower = noun.lower();
    if let Some(unit) = WORDS.unit(&lower).or_else(|| LEXICON.group_head(&lower)) {
        return unit.to_owned();
    }
    let lemma = noun.lemma.to_lowercase();
    if noun.tag == "NNPS" || noun.is_acronym() || lemma == lower && noun.tag == "NNS" {
        let stem = noun.text.strip_suffix("’s").or_else(|| noun.text.strip_suffix('s')).unwrap_or(noun.text);
        return stem.to_owned();
    }
    lemma
}

/// A sentence by its words and by its pieces.
struct Places<'s, 'a> {
    passage: &'s Passage<'a>,
    line: &'s Line<'a>,
}

impl Places<'_, '_> {
    /// Returns the word that a piece is part of.
    fn word_at(&self, piece: usize) -> usize {
        word_at(self.passage, self.line, piece)
    }

    /// Returns what a hyphen joins to a noun from before, with the hyphen: `lock-` of `lock-keepers`.
    fn joined_before(&self, noun: usize) -> String {
        let words = &self.passage.words;
        let Some([.., first, hyphen]) = words.get(..noun) else { return String::new() };
        let is_tight = first.span.end_bytes() == hyphen.span.start_bytes()
            && hyphen.span.end_bytes() == words[noun].span.start_bytes();
        let is_word = first.kind == crate::word::Kind::Word && hyphen.text == "-";
        if is_tight && is_word { format!("{}-", first.lower()) } else { String::new() }
    }

    /// Returns the piece behind a word, not before one that is given.
    fn piece_after(&self, word: usize, at_least: usize) -> usize {
        let end = self.passage.words[word].span.end_bytes() - self.passage.span.start_bytes();
        self.line.pieces.partition_point(|piece| piece.start < end).max(at_least)
    }

    /// Reads what a hyphen joins to the number: `a 20-point plan`, `the 3,000-strong force`, `a ten-day visit`.
    fn joined(&self, end: usize) -> Option<Count> {
        let (line, words) = (self.line, &self.passage.words);
        let is_joined = line.is(end, "-") || line.is(end, "‑") || line.is(end, "–");
        if !(is_joined && line.is_tight(end) && line.is_tight(end + 1)) {
            return None;
        }
        if line.get(end + 1).is_some_and(|piece| piece.kind == PieceKind::Number) {
            // `51-19` is a vote or nothing.
            return Some(Count::Bare);
        }
        let piece = line.get(end + 1).filter(|piece| piece.kind == PieceKind::Word);
        let Some(piece) = piece else { return Some(Count::Nothing { end: end + 1 }) };
        let (noun, end) = (self.word_at(end + 1), end + 2);
        let word = words.get(noun)?;
        let lower = piece.text.to_lowercase();
        let is_further_joined = line.is(end, "-") && line.is_tight(end);
        let is_noun = matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Adj) && word.text.len() == piece.text.len();
        if lower != "strong"
            && (WORDS.is_uncounted(&lower, true)
                || WORDS.is_uncounted(word.lemma, true)
                || is_further_joined
                || !is_noun
                || lower.len() < 3)
        {
            return Some(Count::Nothing { end });
        }
        let unit = WORDS.unit(&lower).map_or_else(|| unit(word), str::to_owned);
        Some(Count::Of { unit, noun, end, is_joined: true })
    }

    /// Reads a sign or a noun whose unit is listed right behind the number: `km`, `square kilometres`, `people`, `dead`.
    fn sign(&self, end: usize) -> Option<(&'static str, usize)> {
        let ends = (end + 1..=end + 3).rev();
        let mut units = ends.filter_map(|after| Some((WORDS.unit(self.line.slice(end, after))?, after)));
        units.next()
    }

    /// Returns whether a number only recalls what is known to be two: `the two leaders`, `both the other two`.
    fn is_known_pair(&self, number: &Number) -> bool {
        let first = self.word_at(number.pieces.start);
        let before = |back: usize| first.checked_sub(back).map(|at| &self.passage.words[at]);
        let is_known =
            |word: &Word<'_>| word.tag == "PRP$" || word.is_any(&["the", "these", "those", "both", "’s", "'s"]);
        let is_two = number.value == rust_decimal::Decimal::TWO;
        let direct = before(1).is_some_and(is_known);
        let other = before(1).is_some_and(|word| word.is_any(&["other", "latter"])) && before(2).is_some_and(is_known);
        is_two && (direct || other)
    }

    /// Returns whether a number is the name of something: `Article 9`, `version five`, `No. 5`, `COP 30`.
    fn is_label(&self, number: &Number) -> bool {
        let Some(before) = self.word_at(number.pieces.start).checked_sub(1) else { return false };
        let at = self.word_at(number.pieces.end - 1);
        let words = &self.passage.words;
        let (label, word) = (&words[before], &words[at]);
        let is_noun = matches!(label.tag, "NN" | "NNP");
        let is_plain = number.scale == rust_decimal::Decimal::ONE && (number.is_in_digits || !label.is_capitalised());
        let hangs = word.head == before && matches!(word.dep, "nummod" | "appos" | "npadvmod" | "nmod");
        WORDS.is(Around::Label, &label.lower())
            || is_noun && hangs && is_plain && (!number.is_large() || label.is_capitalised())
    }

    /// Returns the noun that is counted.
    fn noun(&self, number: &Number, end: usize) -> Option<usize> {
        let first = self.word_at(number.pieces.start);
        let last = self.word_at(end - 1);
        self.head(first, last).or_else(|| self.next_noun(last))
    }

    /// Returns the noun behind a number that it modifies in the tree.
    fn head(&self, first: usize, last: usize) -> Option<usize> {
        let words = &self.passage.words;
        let mut at = last;
        while (first..last).contains(&words[at].head) || at != last && words[at].head == last {
            if words[at].head == at {
                return None;
            }
            at = words[at].head;
        }
        let head = words[at].head;
        let is_modifier = matches!(words[at].dep, "nummod" | "compound" | "nmod" | "amod" | "quantmod");
        let is_near = head > last && head - last <= WORDS_MAX;
        let is_clean =
            || (last + 1..head).all(|between| self.passage.is_under(between, head) && !is_stop(&words[between]));
        (is_modifier && is_near && is_clean() && self.is_countable(head)).then_some(head)
    }

    /// Returns the first plural behind a number, past adjectives and the like.
    fn next_noun(&self, last: usize) -> Option<usize> {
        let words = &self.passage.words;
        for (at, word) in words.iter().enumerate().skip(last + 1).take(NEXT_WORDS_MAX) {
            if self.is_countable(at) && word.pos != Pos::Adj {
                // `women` of `men and women` and `wolves` of `dogs and wolves` are joined to what is counted.
                return Some(at);
            }
            let passes = matches!(word.tag, "JJ" | "JJR" | "JJS" | "NN" | "NNP" | "VBN" | "VBG" | "HYPH" | "RB");
            if !passes || word.text == "-" && at == last + 1 {
                return None;
            }
        }
        None
    }

    fn is_countable(&self, at: usize) -> bool {
        let word = &self.passage.words[at];
        let is_plural = matches!(word.tag, "NNS" | "NNPS");
        is_plural || matches!(word.pos, Pos::Noun | Pos::Adj) && WORDS.unit(&word.lower()).is_some()
    }
}

/// Returns whether a word cannot stand between a number and its noun.
fn is_stop(word: &Word<'_>) -> bool {
    matches!(word.tag, "IN" | "VBZ" | "VBD" | "VBP" | "MD" | "DT" | "TO" | "WDT" | "POS")
        || matches!(word.text, ";" | ":" | "(" | "—")
}

impl Number {
    /// Returns whether it is too large to number the parts of something.
    fn is_large(&self) -> bool {
        self.value > rust_decimal::Decimal::from(60)
    }
}

/// Returns the word of a sentence that a piece of its text is part of.
pub(super) fn word_at(passage: &Passage<'_>, line: &Line<'_>, piece: usize) -> usize {
    let start = passage.span.start_bytes() + line.get(piece).map_or(0, |piece| piece.start);
    let after = passage.words.partition_point(|word| word.span.end_bytes() <= start);
    after.min(passage.words.len().saturating_sub(1))
}
