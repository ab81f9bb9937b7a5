//! Words, numbers and marks.

use casus_text::{Source, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What the characters show it to be.
    pub kind: TokenKind,
}

/// What the characters of a token show it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// It begins with a letter.
    Word,
    /// It begins with a digit.
    Number,
    /// The `'s` or `'` that marks a possessor.
    Possessive,
    /// Anything else.
    Mark,
}

/// Cuts a stretch of text into tokens: the words of Unicode's word boundaries (UAX #29), with possessives set apart and
/// the full stops of `U.S.` kept on.
pub(crate) fn tokens(source: &Source, span: Span) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, word) in source.slice(span).split_word_bound_indices() {
        let start = span.start_bytes() + at;
        if !word.trim().is_empty() {
            push(source, &mut tokens, start, word);
        }
    }
    tokens
}

fn push(source: &Source, tokens: &mut Vec<Token>, start: usize, word: &str) {
    let end = start + word.len();
    let token = |start, end, kind| {
        let span = source.span(start, end).expect("word boundaries are character boundaries");
        Token { span, kind }
    };
    if word == "." && is_dotted(source, tokens.last(), start) {
        let last = tokens.pop().expect("a dotted word stands before");
        tokens.push(token(last.span.start_bytes(), end, TokenKind::Word));
        return;
    }
    if is_apostrophe(word) && tokens.last().is_some_and(|last| ends_in_s(source, last, start)) {
        tokens.push(token(start, end, TokenKind::Possessive));
        return;
    }
    match possessive_at(word) {
        Some(0) | None => tokens.push(token(start, end, kind_of(word))),
        Some(at) => {
            tokens.push(token(start, start + at, kind_of(word)));
            tokens.push(token(start + at, end, TokenKind::Possessive));
        }
    }
}

/// Returns whether a full stop at `start` belongs to initials such as `U.S`.
fn is_dotted(source: &Source, last: Option<&Token>, start: usize) -> bool {
    last.is_some_and(|last| {
        let word = source.slice(last.span);
        last.span.end_bytes() == start
            && last.kind == TokenKind::Word
            && word.contains('.')
            && word.split('.').all(|part| part.chars().count() == 1)
    })
}

fn is_apostrophe(word: &str) -> bool {
    matches!(word, "'" | "’")
}

fn ends_in_s(source: &Source, last: &Token, start: usize) -> bool {
    last.kind == TokenKind::Word && last.span.end_bytes() == start && source.slice(last.span).ends_with('s')
}

/// Returns where the `'s` of a possessor begins in a word.
fn possessive_at(word: &str) -> Option<usize> {
    let stem = word.strip_suffix(['s', 'S'])?;
    let stem = stem.strip_suffix(['\'', '’'])?;
    let is_contraction = ["it", "that", "there", "what", "let", "he", "she", "who", "here"]
        .iter()
        .any(|pronoun| stem.eq_ignore_ascii_case(pronoun));
    (!is_contraction).then_some(stem.len())
}

fn kind_of(word: &str) -> TokenKind {
    match word.chars().next() {
        Some(first) if first.is_alphabetic() => TokenKind::Word,
        Some(first) if first.is_numeric() => TokenKind::Number,
        _ => TokenKind::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casus_text::Origin;

    fn check(text: &str, expect: &str) {
        let source = Source::new(text.to_owned(), Origin::default());
        let words: Vec<_> = tokens(&source, source.whole()).iter().map(|token| source.slice(token.span)).collect();
        assert_eq!(words.join(" | "), expect);
    }

    #[test]
    fn possessors_are_set_apart() {
        check("Norland's envoys’ luggage", "Norland | 's | envoys | ’ | luggage");
        check("It's late", "It's | late");
    }

    #[test]
    fn initials_keep_their_full_stops() {
        check("the U.S. fleet", "the | U.S. | fleet");
        check("It ended.", "It | ended | .");
    }

    #[test]
    fn numbers_keep_their_separators() {
        check("€1,200.5 for 20-point plans", "€ | 1,200.5 | for | 20 | - | point | plans");
    }
}
