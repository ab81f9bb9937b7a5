//! How does a text read whose lines were broken to fit a page?
//!
//! A parser that learned from running text takes every line break and every second space for a token and reads the words
//! around it worse. So whoever wants the best trees parses a copy in which they are single spaces, and maps what is found
//! back to the text.

use std::borrow::Cow;

use crate::paragraph::lines;

/// A copy of a text in which each run of white space inside a paragraph is one space, with the way back.
///
/// ```
/// let text = "Callow has promised to send its neighbours  six\npumps.";
/// let spaced = casus_syntax::SingleSpaced::of(text);
/// assert_eq!(spaced.text(), "Callow has promised to send its neighbours six pumps.");
/// let at = spaced.text().find("six").unwrap();
/// assert_eq!(&text[spaced.original(at)..][..3], "six");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleSpaced<'t> {
    text: Cow<'t, str>,
    /// Where a run was made shorter: the byte after it in the copy, and in the text. In order of both.
    cuts: Vec<(usize, usize)>,
}

impl<'t> SingleSpaced<'t> {
    /// Copies a text, or borrows it where there is nothing to change. The cost is linear in the length of the text.
    pub fn of(text: &'t str) -> Self {
        let mut copy = String::new();
        let mut cuts = Vec::new();
        // The byte of the text up to which it has been copied.
        let mut done = 0;
        for line in lines(text) {
            let line = line.start + blank(&text[line.clone()])..line.start + text[line].trim_end().len();
            let mut at = line.start;
            while let Some(run) = next_run(&text[..line.end], at) {
                at = run.end;
                if &text[run.clone()] != " " {
                    copy.push_str(&text[done..run.start]);
                    copy.push(' ');
                    done = run.end;
                    cuts.push((copy.len(), done));
                }
            }
        }
        if cuts.is_empty() {
            return Self { text: Cow::Borrowed(text), cuts };
        }
        copy.push_str(&text[done..]);
        Self { text: Cow::Owned(copy), cuts }
    }

    /// Returns the copy.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the copy is the text itself.
    pub fn is_original(&self) -> bool {
        self.cuts.is_empty()
    }

    /// Returns where a byte of the copy stands in the text.
    pub fn original(&self, offset_bytes: usize) -> usize {
        match self.cuts.partition_point(|(copied, _)| *copied <= offset_bytes).checked_sub(1) {
            Some(last) => self.cuts[last].1 + (offset_bytes - self.cuts[last].0),
            None => offset_bytes,
        }
    }

    /// Returns where a byte of the text stands in the copy; of a byte within a run that was made shorter, the run's end.
    pub fn copied(&self, offset_bytes: usize) -> usize {
        let next = self.cuts.partition_point(|(_, original)| *original <= offset_bytes);
        let moved = match next.checked_sub(1) {
            Some(last) => self.cuts[last].0 + (offset_bytes - self.cuts[last].1),
            None => offset_bytes,
        };
        self.cuts.get(next).map_or(moved, |(copied, _)| moved.min(*copied))
    }
}

/// Returns the length of the white space that a line begins with.
fn blank(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the next run of white space at or after a byte.
fn next_run(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let start = at + text.get(at..)?.find(char::is_whitespace)?;
    let rest = &text[start..];
    Some(start..start + blank(rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(SingleSpaced::of(text).text(), expect);
    }

    #[test]
    fn lines_of_a_paragraph_become_one() {
        check("The talks  go\u{a0}on.\r\n And on.", "The talks go on.\r\n And on.");
        check(
            "The text of this paragraph is set in lines and goes\r\non here.\n\n  Next.",
            "The text of this paragraph is set in lines and goes on here.\n\n  Next.",
        );
    }

    #[test]
    fn paragraphs_stay_apart() {
        check("One.\n\nTwo\n three. ", "One.\n\nTwo\n three. ");
        assert!(SingleSpaced::of("One.\n\nTwo\n three. ").is_original());
    }

    proptest! {
        #[test]
        fn every_word_is_found_again(text in "([a-zA-Z€]{1,9}[ \n\t\u{a0}]{1,3}){0,60}") {
            let spaced = SingleSpaced::of(&text);
            let words = spaced.text().split_whitespace();
            for word in words {
                let at = word.as_ptr() as usize - spaced.text().as_ptr() as usize;
                prop_assert_eq!(&text[spaced.original(at)..spaced.original(at + word.len())], word);
                prop_assert_eq!(spaced.copied(spaced.original(at)), at);
                prop_assert_eq!(spaced.copied(spaced.original(at + word.len())), at + word.len());
            }
            prop_assert!(SingleSpaced::of(spaced.text()).is_original());
        }
    }
}
