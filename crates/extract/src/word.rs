//! The words of one sentence, ready to be compared.

use casus_syntax::{Sentence, TokenKind};
use casus_text::{Source, Span};

/// A token with its spelling.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub span: Span,
    pub text: &'a str,
    pub kind: TokenKind,
}

/// Returns the words and marks of a sentence. Names joined by a hyphen (`Jean-Luc`) are one word.
pub(crate) fn words<'a>(source: &'a Source, sentence: &Sentence) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        let word = Word { span: token.span, text: source.slice(token.span), kind: token.kind };
        match joined(source, &words, word) {
            Some(span) => {
                words.truncate(words.len() - 2);
                words.push(Word { span, text: source.slice(span), kind: TokenKind::Word });
            }
            None => words.push(word),
        }
    }
    words
}

/// Returns the span of `Jean-Luc` when `word` is its last part.
fn joined(source: &Source, before: &[Word<'_>], word: Word<'_>) -> Option<Span> {
    let [.., first, hyphen] = before else { return None };
    let is_tight =
        first.span.end_bytes() == hyphen.span.start_bytes() && hyphen.span.end_bytes() == word.span.start_bytes();
    let is_name = first.is_capitalised() && word.is_capitalised() && matches!(hyphen.text, "-" | "‑");
    if !(is_tight && is_name) {
        return None;
    }
    source.span(first.span.start_bytes(), word.span.end_bytes())
}

impl Word<'_> {
    /// Returns whether it is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.kind == TokenKind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether it is a word of two capitals or more.
    pub fn is_acronym(&self) -> bool {
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        letters().count() >= 2 && letters().filter(|c| c.is_uppercase()).count() * 3 >= letters().count() * 2
    }

    pub fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    pub fn is(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    pub fn is_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
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
