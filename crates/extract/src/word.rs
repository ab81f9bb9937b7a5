//! The words of one sentence, with what each is to the others.

use std::borrow::Cow;
use std::ops::Range;

use casus_syntax::{Doc, Pos};
use casus_text::{Source, Span};

use crate::mend::mend;
use crate::tree;

/// A token with its spelling and its place in the tree.
///
/// A word is named by its index in its sentence. Invariant: heads lead to a root, whatever the parser gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub span: Span,
    pub text: &'a str,
    pub kind: Kind,
    /// The fine-grained part of speech, such as `VBD`.
    pub tag: &'a str,
    pub pos: Pos,
    pub lemma: &'a str,
    /// What it is to its head, such as `nsubj`.
    pub dep: &'a str,
    /// What sort of name it is a part of, such as `PERSON`, or empty.
    pub ent: &'a str,
    /// The index of the word it depends on: its own for a root.
    pub head: usize,
    /// The first and the last word of all that depends on it, itself included.
    pub edges: (usize, usize),
    /// The first word that depends on it directly.
    pub first_child: Option<usize>,
    /// The next word that depends on the same head.
    pub next_sibling: Option<usize>,
}

/// What a word's characters and tag show it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// It has letters.
    Word,
    /// It begins with a digit.
    Number,
    /// The `'s` or `'` that marks a possessor.
    Possessive,
    /// Anything else.
    Mark,
}

/// Returns the words and marks of a range of tokens. Names joined by a hyphen (`Jean-Luc`) are one word.
pub(crate) fn words<'a>(source: &'a Source, doc: &'a Doc, tokens: Range<usize>) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::with_capacity(tokens.len());
    // The word that each token has become a part of.
    let mut places: Vec<usize> = Vec::with_capacity(tokens.len());
    for index in tokens.clone() {
        let token = &doc.tokens()[index];
        let span = source.span(token.start, token.end).filter(|span| !source.trim(*span).is_empty());
        let Some(span) = span else {
            places.push(usize::MAX);
            continue;
        };
        let text = source.slice(span);
        let tag = doc.label(token.tag);
        let word = Word {
            span,
            text,
            kind: kind_of(text, tag, token.pos),
            tag,
            pos: token.pos,
            lemma: &token.lemma,
            dep: doc.label(token.dep),
            ent: doc.label(token.ent_type),
            head: token.head as usize,
            edges: (0, 0),
            first_child: None,
            next_sibling: None,
        };
        match joined(source, &words, &word) {
            Some(span) => {
                let place = words.len() - 2;
                // What the parts are to the others is told by the part whose head is none of them.
                let first = places.iter().position(|known| *known == place).map_or(index, |at| tokens.start + at);
                let is_outside = |part: &&Word<'_>| !(first..=index).contains(&part.head);
                let outer = words[place..].iter().find(is_outside).map(|part| (part.dep, part.head));
                let (dep, head) = outer.unwrap_or((word.dep, word.head));
                let word = if (first..=index).contains(&word.head) { Word { dep, head, ..word } } else { word };
                words.truncate(place);
                let parts = places.iter_mut().rev().filter(|known| **known != usize::MAX).take(2);
                parts.for_each(|known| *known = place);
                words.push(Word { span, text: source.slice(span), kind: Kind::Word, ..word });
            }
            None => words.push(word),
        }
        places.push(words.len() - 1);
    }
    let place = |token: usize| tokens.contains(&token).then(|| places[token - tokens.start]);
    tree::plant(&mut words, |token| place(token).filter(|place| *place != usize::MAX));
    mend(&mut words);
    words
}

/// Returns the span of `Jean-Luc` or `co-chair` when `word` is its last part.
fn joined(source: &Source, before: &[Word<'_>], word: &Word<'_>) -> Option<Span> {
    let [.., first, hyphen] = before else { return None };
    let is_tight =
        first.span.end_bytes() == hyphen.span.start_bytes() && hyphen.span.end_bytes() == word.span.start_bytes();
    let is_name = first.is_capitalised() && word.is_capitalised();
    // `co` is no word.
    let is_part = first.text == "co" && word.kind == Kind::Word;
    if !(is_tight && (is_name || is_part) && matches!(hyphen.text, "-" | "‑")) {
        return None;
    }
    source.span(first.span.start_bytes(), word.span.end_bytes())
}

fn kind_of(text: &str, tag: &str, pos: Pos) -> Kind {
    if tag == "POS" {
        return Kind::Possessive;
    }
    match text.chars().next() {
        Some(first) if first.is_alphabetic() => Kind::Word,
        Some(first) if first.is_numeric() => Kind::Number,
        // `'ll` and `'s` for `will` and `is`.
        Some('\'' | '’') if matches!(pos, Pos::Aux | Pos::Verb) => Kind::Word,
        _ => Kind::Mark,
    }
}

impl<'a> Word<'a> {
    /// Returns whether it is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.kind == Kind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether it is a word of two capitals or more.
    pub fn is_acronym(&self) -> bool {
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        letters().count() >= 2 && letters().filter(|c| c.is_uppercase()).count() * 3 >= letters().count() * 2
    }

    pub fn lower(&self) -> Cow<'a, str> {
        lower(self.text)
    }

    pub fn is(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    pub fn is_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
    }
}

/// Returns a text in lower case: itself, as most words are, where it has no capital.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Returns the words of a run as they stand in the text, white space made single.
pub(crate) fn phrase(words: &[Word<'_>]) -> String {
    let mut phrase = String::new();
    let mut end = None;
    for word in words {
        if end.is_some_and(|end| end < word.span.start_bytes()) {
            phrase.push(' ');
        }
        phrase.push_str(word.text);
        end = Some(word.span.end_bytes());
    }
    phrase
}

/// Returns a word in capitals as a name is written.
pub(crate) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter();
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}
