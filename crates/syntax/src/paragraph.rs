//! Which stretches of a text are read by themselves?
//!
//! Paragraphs, items of lists and headings; and in them the label that some begin with. A paragraph may be set in lines of
//! one width.

use std::ops::Range;

/// Returns the paragraphs, list items and headings of a text in order, as ranges of bytes without the white space around
/// them. The cost is linear in the length of the text.
///
/// A label at the head of a paragraph (`Korn:`, `10:15 –`, `•`) comes as a part of its own. Lines end a paragraph, but not a full
/// line that goes on in lower case, nor one that was broken to the width of such lines: that is one paragraph set in lines.
///
/// ```
/// let text = "A heading\n\n- An item\n- Another item";
/// let found: Vec<_> = casus_syntax::paragraphs(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["A heading", "-", "An item", "-", "Another item"]);
/// ```
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text).into_iter().map(|line| trimmed(text, line)).filter(|line| !line.is_empty());
    let parts = lines.flat_map(|line| {
        let middle = line.start + label_len_bytes(&text[line.clone()]);
        [line.start..middle, middle..line.end].map(|part| trimmed(text, part))
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Cuts a text into lines, but not where a line goes on in the next.
pub(crate) fn lines(text: &str) -> Vec<Range<usize>> {
    let set: Vec<&str> = text.split('\n').collect();
    let wrapping = Wrapping::of(&set);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for (index, line) in set.iter().enumerate() {
        end += line.len();
        let goes_on = set.get(index + 1).is_some_and(|next| {
            let is_full = end - start >= FULL_LINE_BYTES_MIN;
            is_full && goes_on_in_lower_case(next) || wrapping.as_ref().is_some_and(|it| it.broke(line, next))
        });
        if !goes_on {
            lines.push(start..end);
            start = end + 1;
        }
        end += 1;
    }
    lines
}

/// A shorter line does not go on in the next: it is a heading, a name, an item.
const FULL_LINE_BYTES_MIN: usize = 40;

fn goes_on_in_lower_case(next: &str) -> bool {
    next.chars().next().is_some_and(char::is_lowercase)
}

/// The width to which lines were broken, each as late as it could be: what its lines and their breaks leave possible.
struct Wrapping {
    longest_chars: usize,
    /// Each line with the word that did not fit on it is longer than the width.
    too_long_chars: usize,
}

impl Wrapping {
    /// Tells the width from the breaks before words in lower case, if they agree on one.
    fn of(lines: &[&str]) -> Option<Self> {
        const BREAKS_MIN: usize = 2;
        const WIDTH_CHARS_MAX: usize = 120;
        let is_break = |pair: &&[&str]| pair[0].len() >= FULL_LINE_BYTES_MIN && goes_on_in_lower_case(pair[1]);
        let mut breaks = 0;
        let mut width = Self { longest_chars: 0, too_long_chars: usize::MAX };
        for pair in lines.windows(2).filter(is_break) {
            breaks += 1;
            width.longest_chars = width.longest_chars.max(len_chars(pair[0]));
            width.too_long_chars = width.too_long_chars.min(len_with_next(pair[0], pair[1]));
        }
        let is_one = width.longest_chars < width.too_long_chars && width.longest_chars <= WIDTH_CHARS_MAX;
        (breaks >= BREAKS_MIN && is_one).then_some(width)
    }

    /// Returns whether a line was broken before the next because of its width, and not because a paragraph ends there.
    fn broke(&self, line: &str, next: &str) -> bool {
        let is_wide = len_with_next(line, next) > self.longest_chars && len_chars(line) < self.too_long_chars;
        let begins = next.chars().next().is_some_and(|c| !c.is_whitespace());
        line.len() >= FULL_LINE_BYTES_MIN && is_wide && begins && !is_item(first_word(next))
    }
}

fn len_chars(line: &str) -> usize {
    line.trim_end().chars().count()
}

fn len_with_next(line: &str, next: &str) -> usize {
    len_chars(line) + 1 + first_word(next).chars().count()
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

/// Returns whether a word is what an item of a list begins with: `-`, `•`, `3.`
fn is_item(word: &str) -> bool {
    const LEN_BYTES_MAX: usize = 3;
    let is_number = word.len() <= LEN_BYTES_MAX && word.ends_with(['.', ')']);
    is_number || !word.contains(char::is_alphanumeric) && !word.contains(['“', '"'])
}

/// Returns how long the label is that a line begins with: a bullet, a number, a time, a name and a colon.
///
/// A parser takes a label for a subject: in `Korn: The council has agreed` it is not Korn who has agreed.
fn label_len_bytes(line: &str) -> usize {
    const WORDS_MAX: usize = 7;
    let mut end = 0;
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace).take(WORDS_MAX) {
        at += word.len();
        let word = word.trim_end();
        let has_letter = word.contains(char::is_alphabetic);
        let is_item = word.ends_with([')', '.', ':']) && word.chars().all(|c| c.is_ascii_digit() || "().:".contains(c));
        let is_mark = !word.contains(char::is_alphanumeric) && !word.contains(['“', '"', '«', '‘', '\'', '…']);
        let is_time = word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':');
        if word.ends_with(':') && has_letter {
            return at;
        }
        if is_item || is_mark || is_time {
            end = at;
            continue;
        }
        let is_name = word.chars().next().is_some_and(char::is_uppercase) && !word.ends_with(['.', ',', ';', '?', '!'])
            || matches!(word, "of" | "the" | "and" | "de" | "van" | "von" | "Mr." | "Ms." | "Mrs." | "Dr.");
        if !is_name {
            break;
        }
    }
    end
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<_> = paragraphs(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_line_that_goes_on_in_lower_case_is_one_paragraph_with_the_next() {
        check(
            "A heading\nwith a slug\nThe text of this paragraph is set in lines and goes\non here.",
            &["A heading", "with a slug", "The text of this paragraph is set in lines and goes\non here."],
        );
    }

    #[test]
    fn a_line_broken_for_its_width_goes_on_with_a_name() {
        let text = "The council of the northern towns has promised to send six pumps to Port\nSabel before the end of the month, and three more if the dam of the\nupper valley still leaks by then. Ada Korn and the mayors of both the\ntowns of Dunmere and Callow will meet there.\nIvo Lund stays at home.";
        let (first, last) = text.rsplit_once('\n').unwrap();
        check(text, &[first, last]);
        check(
            "Callow has promised to send six pumps to the harbour town of\nPort Sabel.",
            &["Callow has promised to send six pumps to the harbour town of", "Port Sabel."],
        );
    }

    #[test]
    fn labels_stand_apart() {
        check("Ada Korn: We met.", &["Ada Korn:", "We met."]);
        check("10:15 – The talks go on.", &["10:15 –", "The talks go on."]);
        check("* Norland: 3 million", &["* Norland:", "3 million"]);
        check("The parties agree: no more guns.", &["The parties agree: no more guns."]);
        check("3. The Group met.", &["3.", "The Group met."]);
    }

    #[test]
    fn white_space_is_no_paragraph() {
        check(" \n\t\u{a0}\r\n  One. \r\n\n", &["One."]);
        check("", &[]);
    }
}
