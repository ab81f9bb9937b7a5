//! Where one sentence ends and the next begins.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_text::{Source, Span};

use crate::token::{Token, tokens};

/// A longer stretch without an end is no sentence of a person; it is passed on without its words.
pub const LEN_BYTES_MAX: usize = 10_000;

/// A sentence with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// Its words and marks in order; empty when the sentence is longer than [`LEN_BYTES_MAX`].
    pub tokens: Vec<Token>,
    /// Whether it begins a paragraph, list item or heading.
    pub starts_paragraph: bool,
}

/// Returns the sentences of a source in order. The cost is linear in the length of the text.
pub fn sentences(source: &Source) -> Vec<Sentence> {
    paragraphs(source).into_iter().flat_map(|paragraph| cut(source, paragraph)).collect()
}

/// Cuts at line ends, but not after a full line that goes on in lower case: that is one paragraph set in lines.
fn paragraphs(source: &Source) -> Vec<Span> {
    let text = source.text();
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        const FULL_LINE_BYTES_MIN: usize = 40;
        let is_full = at - start >= FULL_LINE_BYTES_MIN;
        let goes_on = is_full && text[at + 1..].chars().next().is_some_and(char::is_lowercase);
        if !goes_on {
            paragraphs.push(source.span(start, at));
            start = at + 1;
        }
    }
    paragraphs.push(source.span(start, text.len()));
    let spans = paragraphs.into_iter().flatten().map(|span| source.trim(span));
    spans.filter(|span| !span.is_empty()).collect()
}

fn cut(source: &Source, paragraph: Span) -> Vec<Sentence> {
    let text = source.slice(paragraph);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', '!', '?', '…']) {
        let end = at + mark.len() + closers(&text[at + mark.len()..]);
        if at >= start && ends(&text[start..at], mark, &text[end..]) {
            sentences.push((start, end));
            start = end;
        }
    }
    sentences.push((start, text.len()));
    let base = paragraph.start_bytes();
    let spans = sentences.into_iter().filter_map(|(start, end)| source.span(base + start, base + end));
    let spans = spans.map(|span| source.trim(span)).filter(|span| !span.is_empty());
    spans.map(|span| sentence(source, span, paragraph)).collect()
}

fn sentence(source: &Source, span: Span, paragraph: Span) -> Sentence {
    let tokens = if span.len_bytes() > LEN_BYTES_MAX { Vec::new() } else { tokens(source, span) };
    Sentence { span, tokens, starts_paragraph: span.start_bytes() == paragraph.start_bytes() }
}

/// Returns how many bytes of closing quotation marks and brackets stand at the head of `rest`.
fn closers(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['"', '”', '’', '\'', ')', ']', '»']).len()
}

/// Returns whether a mark after `before` ends a sentence, given what follows it and its closing marks.
fn ends(before: &str, mark: &str, rest: &str) -> bool {
    let Some(space) = rest.chars().next() else { return true };
    if !space.is_whitespace() {
        return false;
    }
    let next = rest.trim_start().chars().next();
    let begins = next.is_some_and(|next| next.is_uppercase() || next.is_numeric() || "“\"‘'(«[–—-•$€£¥".contains(next));
    if !begins {
        return false;
    }
    mark != "." || !is_abbreviated(before, rest)
}

/// Returns whether the full stop after `before` belongs to its last word.
fn is_abbreviated(before: &str, rest: &str) -> bool {
    let word = before.rsplit([' ', '\n', '\t', '(', '“', '"', '\u{a0}']).next().unwrap_or(before);
    if word.chars().count() == 1 && word.chars().all(char::is_uppercase) {
        return true;
    }
    if word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty() {
        // `3. The parties …`: the number of a paragraph and not its end.
        return before.trim() == word;
    }
    match ABBREVIATIONS.get(word) {
        None => false,
        Some(MayEnd::Never) => true,
        Some(MayEnd::BeforeCapital) => !starts_like_a_sentence(rest),
    }
}

/// Returns whether `rest` opens with a word that seldom follows an abbreviation inside a sentence.
fn starts_like_a_sentence(rest: &str) -> bool {
    const OPENERS: &[&str] =
        &["The", "A", "An", "It", "He", "She", "They", "We", "I", "But", "And", "In", "On", "This", "That", "However"];
    rest.split_whitespace().next().is_some_and(|word| OPENERS.contains(&word))
}

#[derive(Clone, Copy)]
enum MayEnd {
    Never,
    BeforeCapital,
}

static ABBREVIATIONS: LazyLock<BTreeMap<&str, MayEnd>> = LazyLock::new(|| {
    let lines = include_str!("../data/abbreviations.txt").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or_default().trim().trim_end_matches('.');
        let may_end = if columns.next() == Some("may-end") { MayEnd::BeforeCapital } else { MayEnd::Never };
        (word, may_end)
    });
    rows.collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use casus_text::Origin;

    fn check(text: &str, expect: &[&str]) {
        let source = Source::new(text.to_owned(), Origin::default());
        let found: Vec<_> = sentences(&source).iter().map(|sentence| source.slice(sentence.span)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check("Mr. Osk met J. Deyn. They left.", &["Mr. Osk met J. Deyn.", "They left."]);
        check("Trade with the U.S. fell. It rose later.", &["Trade with the U.S. fell.", "It rose later."]);
        check("He went to the U.S. The talks ended.", &["He went to the U.S.", "The talks ended."]);
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("“We agree.” She left (early.) Then rain.", &["“We agree.”", "She left (early.)", "Then rain."]);
    }

    #[test]
    fn a_paragraph_ends_a_sentence_and_a_short_line_does_not() {
        check(
            "A heading\nwith a slug\nThe text of this paragraph is set in lines and goes\non here.",
            &["A heading", "with a slug", "The text of this paragraph is set in lines and goes\non here."],
        );
    }

    #[test]
    fn numbered_paragraphs_keep_their_number() {
        check("3. The Group met. It closed.", &["3. The Group met.", "It closed."]);
    }

    #[test]
    fn an_endless_line_is_one_sentence_without_words() {
        let source = Source::new("x".repeat(LEN_BYTES_MAX + 1), Origin::default());
        let found = sentences(&source);
        assert_eq!(found.len(), 1);
        assert!(found[0].tokens.is_empty());
    }
}
