//! Which lines stand at the head of a text, before its first paragraph has ended?

use casus_text::{Source, Span};

/// How many lines with words in them can stand at the head.
const HEAD_LINES_MAX: usize = 8;

/// The length from which on a line is a paragraph of the body, in bytes.
const BODY_LINE_BYTES: usize = 180;

/// A line at the head of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadLine {
    /// Its words, without white space at either end.
    pub(crate) span: Span,
    /// Whether the next line of the text has words, too.
    pub(crate) is_followed: bool,
}

impl HeadLine {
    /// Returns whether the line is too long for a headline or a dateline, and is a paragraph.
    pub(crate) fn is_body(self) -> bool {
        self.span.len_bytes() >= BODY_LINE_BYTES
    }
}

/// Lists the lines with words in them up to the first paragraph, which is the last of the list.
pub(crate) fn head_lines(source: &Source) -> Vec<HeadLine> {
    let mut head: Vec<HeadLine> = Vec::new();
    let mut start = 0;
    let mut is_after_words = false;
    for line in source.text().split_inclusive('\n') {
        let whole = source.span(start, start + line.len()).expect("a line ends where a character ends");
        let span = source.trim(whole);
        start += line.len();
        if is_after_words && !span.is_empty() {
            head.last_mut().expect("a line with words came before").is_followed = true;
        }
        is_after_words = !span.is_empty();
        if head.len() == HEAD_LINES_MAX || head.last().is_some_and(|last| last.is_body()) {
            break;
        }
        if is_after_words {
            head.push(HeadLine { span, is_followed: false });
        }
    }
    head
}
