//! Where does each character stand on a screen of a given width?
//!
//! A character may be one column wide, two (中), or none (an accent of its own); what a reader sees as one character may
//! be several. So underlining counts columns of grapheme clusters, and never bytes or characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::face::one_line;

/// A stretch of bytes to underline, and the words to put after it.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) label: String,
}

/// What is shown for a character that could steer a terminal or turn the order of a line round.
const STEERING: &str = "\u{FFFD}";

/// One grapheme cluster.
struct Cell {
    range: Range<usize>,
    width: usize,
    ink: Ink,
}

/// What a cell is on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// The cluster itself.
    Itself,
    /// A run of white space, shown as one blank.
    Blank,
    /// A character that must not reach a screen.
    Steering,
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.ink == Ink::Blank
    }
}

impl Ink {
    fn of(grapheme: &str) -> Self {
        let is_steering = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        match grapheme {
            blank if blank.chars().all(char::is_whitespace) => Self::Blank,
            steering if steering.contains(is_steering) => Self::Steering,
            _ => Self::Itself,
        }
    }
}

/// Breaks a text into lines and underlines the marks below each line.
pub(super) fn underlined(text: &str, marks: &[Mark], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in broken(&cells(text), width, 0) {
        lines.push(shown(text, line));
        lines.extend(rows(line, marks));
    }
    lines
}

/// Breaks a text into lines, each but the first indented.
///
/// White space at the head of the text is kept as the indent of its first line.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let words = text.trim_start();
    let head = text.len() - words.len();
    let cells = cells(words);
    let mut lines = Vec::new();
    for (n, line) in
        broken(&cells, width.saturating_sub(indent).max(1), indent.saturating_sub(head)).into_iter().enumerate()
    {
        lines.push(format!("{}{}", " ".repeat(if n == 0 { head } else { indent }), shown(words, line)));
    }
    lines
}

/// Writes the head of a text in one line of at most `width` columns.
pub(super) fn shortened(text: &str, width: usize) -> String {
    // Only the head is laid out: the rest of a passage may be millions of characters long.
    let reach = text.char_indices().nth(4 * width).map_or(text.len(), |(at, _)| at);
    let line = one_line(&text[..reach]);
    let cells = cells(&line);
    let mut columns = 0;
    let fits = |cell: &&Cell| {
        columns += cell.width;
        columns < width
    };
    let kept = cells.iter().take_while(fits).count();
    if kept == cells.len() && reach == text.len() { line } else { format!("{}…", shown(&line, &cells[..kept])) }
}

fn cells(text: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (start, grapheme) in text.grapheme_indices(true) {
        let range = start..start + grapheme.len();
        let ink = Ink::of(grapheme);
        let width = if ink == Ink::Itself { grapheme.width() } else { 1 };
        match cells.last_mut() {
            Some(last) if ink == Ink::Blank && last.is_blank() => last.range.end = range.end,
            _ => cells.push(Cell { range, width, ink }),
        }
    }
    cells
}

/// Breaks cells into lines at blanks, and inside a word only when the word is wider than a line.
///
/// The first line may be `more_first` columns wider than the others.
fn broken(cells: &[Cell], width: usize, more_first: usize) -> Vec<&[Cell]> {
    let mut lines = Vec::new();
    let mut rest = cells;
    while !rest.is_empty() {
        let room = if lines.is_empty() { width + more_first } else { width };
        let end = line_end(rest, room);
        lines.push(trimmed(&rest[..end]));
        let blanks = rest[end..].iter().take_while(|cell| cell.is_blank()).count();
        rest = &rest[end + blanks..];
    }
    lines
}

/// Returns how many cells fit in a line, at least one.
fn line_end(cells: &[Cell], width: usize) -> usize {
    let mut columns = 0;
    let mut last_blank = None;
    for (n, cell) in cells.iter().enumerate() {
        columns += cell.width;
        if cell.is_blank() {
            last_blank = (n > 0).then_some(n).or(last_blank);
        } else if columns > width {
            return last_blank.unwrap_or(n).max(1);
        }
    }
    cells.len()
}

fn trimmed(cells: &[Cell]) -> &[Cell] {
    match cells {
        [rest @ .., last] if last.is_blank() && !rest.is_empty() => rest,
        all => all,
    }
}

fn shown(text: &str, cells: &[Cell]) -> String {
    let ink = |cell: &Cell| match cell.ink {
        Ink::Itself => &text[cell.range.clone()],
        Ink::Blank => " ",
        Ink::Steering => STEERING,
    };
    cells.iter().map(ink).collect()
}

/// Draws the marks of one line in as few rows as hold them without touching.
fn rows(line: &[Cell], marks: &[Mark]) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for mark in marks {
        let Some((start, stroke)) = stroke(line, mark) else { continue };
        let row = match rows.iter().position(|row| row.width() < start || row.is_empty()) {
            Some(row) => &mut rows[row],
            None => {
                rows.push(String::new());
                rows.last_mut().expect("a row has just been added")
            }
        };
        row.push_str(&" ".repeat(start - row.width()));
        row.push_str(&stroke);
    }
    rows
}

/// Returns the column where a mark begins in a line, and its stroke, with the label if it ends there.
fn stroke(line: &[Cell], mark: &Mark) -> Option<(usize, String)> {
    let first = line.iter().position(|cell| cell.range.end > mark.range.start)?;
    let after = line.iter().position(|cell| cell.range.start >= mark.range.end).unwrap_or(line.len());
    if after <= first {
        return None;
    }
    let columns = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    let is_last = line.last().is_none_or(|cell| cell.range.end >= mark.range.end) || after < line.len();
    let label = if is_last { format!(" {}", mark.label) } else { String::new() };
    let stroke = "~".repeat(columns(&line[first..after]).max(1));
    Some((columns(&line[..first]), stroke + &label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str], width: usize, expect: &[&str]) {
        let mark = |(n, words): (usize, &&str)| {
            let start = text.find(words).expect("the words stand in the text");
            Mark { range: start..start + words.len(), label: format!("r{}", n + 1) }
        };
        let marks: Vec<Mark> = words.iter().enumerate().map(mark).collect();
        assert_eq!(underlined(text, &marks, width), expect, "{text}");
    }

    #[test]
    fn marks_stand_under_their_words() {
        check("The dykes will be raised.", &["dykes"], 40, &["The dykes will be raised.", "    ~~~~~ r1"]);
        check("one two", &["one two"], 40, &["one two", "~~~~~~~ r1"]);
        check(
            "one two three four",
            &["one", "two three", "one two"],
            40,
            &["one two three four", "~~~ r1", "    ~~~~~~~~~ r2", "~~~~~~~ r3"],
        );
        check("one two three four", &["one", "four"], 40, &["one two three four", "~~~ r1        ~~~~ r2"]);
    }

    #[test]
    fn a_mark_goes_on_in_the_next_line() {
        check(
            "the dykes will be\nraised again",
            &["dykes will be\nraised"],
            10,
            &["the dykes", "    ~~~~~", "will be", "~~~~~~~", "raised", "~~~~~~ r1", "again"],
        );
    }

    #[test]
    fn columns_are_counted_and_not_characters() {
        check("中文 dykes", &["dykes"], 40, &["中文 dykes", "     ~~~~~ r1"]);
        check("cafe\u{301} dykes", &["dykes"], 40, &["cafe\u{301} dykes", "     ~~~~~ r1"]);
        check("cafe\u{301} dykes", &["e\u{301}"], 40, &["cafe\u{301} dykes", "   ~ r1"]);
        check("🇳🇴 dykes", &["dykes"], 40, &["🇳🇴 dykes", "   ~~~~~ r1"]);
        check("a\u{202E}b c", &["c"], 40, &["a\u{FFFD}b c", "    ~ r1"]);
        check("a\u{1B}b c", &["c"], 40, &["a\u{FFFD}b c", "    ~ r1"]);
        check("a \t\n b", &["b"], 40, &["a b", "  ~ r1"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        check("abcdefgh", &["cdefg"], 3, &["abc", "  ~", "def", "~~~", "gh", "~ r1"]);
        assert_eq!(wrapped("  name: one two three", 13, 4), ["  name: one", "    two three"]);
        assert_eq!(wrapped("abcdef", 3, 1), ["abc", " de", " f"]);
        assert_eq!(shortened("one  two three", 8), "one two…");
        assert_eq!(shortened("one", 8), "one");
    }
}
