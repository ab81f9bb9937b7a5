//! Which stretches of a text are read by themselves?
//!
//! Paragraphs, items of lists and headings; and in them the label that some begin with.

use std::ops::Range;

/// Returns the paragraphs, list items and headings of a text in order, as ranges of bytes without the white space around
/// them. The cost is linear in the length of the text.
///
/// A label at the head of a paragraph (`Korn:`, `10:15 –`, `•`) comes as a part of its own. Lines end a paragraph, but not a full line that goes on in lower case: that is one paragraph set in lines.
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

fn lines(text: &str) -> Vec<Range<usize>> {
    const FULL_LINE_BYTES_MIN: usize = 40;
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        let is_full = at - start >= FULL_LINE_BYTES_MIN;
        let goes_on = is_full && text[at + 1..].chars().next().is_some_and(char::is_lowercase);
        if !goes_on {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..text.len());
    lines
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
