//! How is styled text put on lines of a width?

use anstyle::{AnsiColor, Style};
use casus_engine::page::{Evidence, Page};
use textwrap::core::display_width;

use crate::face::visible::visible;
use crate::face::words;

/// What stands out.
pub const BOLD: Style = Style::new().bold();
/// What steps back.
pub const DIM: Style = Style::new().dimmed();
/// What is due or true.
pub const GREEN: Style = AnsiColor::Green.on_default();
/// What is open or odd.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// What is blocked or false.
pub const RED: Style = AnsiColor::Red.on_default();

/// Narrower lines than this cannot be read.
const WIDTH_MIN: usize = 30;
/// A quote of more characters than this is cut.
const QUOTE_CHARS_MAX: usize = 280;
/// No line of the page needs more of a text than this.
const TEXT_CHARS_MAX: usize = 1000;

/// Some text in one style.
pub type Piece = (Style, String);

/// Returns a text without a style.
pub fn plain(text: &str) -> Piece {
    (Style::new(), text.to_owned())
}

/// What has been drawn so far.
pub struct Paper {
    text: String,
    width: usize,
}

impl Paper {
    /// Takes an empty sheet.
    pub fn new(width: usize) -> Self {
        Self { text: String::new(), width: width.max(WIDTH_MIN) }
    }

    /// Returns all that has been drawn.
    pub fn text(self) -> String {
        self.text
    }

    /// Begins a section.
    pub fn heading(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, "", &[(BOLD.underline(), title.to_owned())]);
    }

    /// Draws a remark.
    pub fn quiet(&mut self, remark: &str) {
        self.line(0, "", &[(DIM, remark.to_owned())]);
    }

    /// Draws the heading of unsure lines with their count; returns whether there are any.
    pub fn unsure(&mut self, count: usize) -> bool {
        if count > 0 {
            self.line(0, "", &[(BOLD, "Unsure".to_owned()), (DIM, format!("  {}", words::count_of(count, "line")))]);
        }
        count > 0
    }

    /// Draws what a line rests on: the quote, who says it, and where it stands.
    pub fn evidence(&mut self, indent: usize, page: &Page, evidence: &Evidence) {
        let speaker = words::speaker(evidence);
        let gap = if speaker.is_empty() { "" } else { ", " };
        let quote = words::quoted(&words::clipped(evidence.quote.text(), QUOTE_CHARS_MAX));
        let text = format!("{quote} {speaker}{gap}{}{}", words::place(page, evidence), words::entry(evidence));
        self.line(indent, "", &[(DIM, text)]);
    }

    /// Draws pieces of text after an indent and a lead, broken at the width and hung under the lead.
    pub fn line(&mut self, indent: usize, lead: &str, pieces: &[Piece]) {
        let lead = one_line(lead);
        let hang = indent + display_width(&lead).min(self.width / 3);
        let pieces: Vec<_> = pieces.iter().map(|(style, text)| (*style, one_line(text))).collect();
        let whole: String =
            " ".repeat(indent) + &lead + &pieces.iter().map(|(_, text)| text.as_str()).collect::<String>();
        let hanging = " ".repeat(hang);
        let options = textwrap::Options::new(self.width).subsequent_indent(&hanging);
        let mut brush = Brush::new(indent + lead.len(), pieces);
        for (idx, row) in textwrap::wrap(&whole, options).iter().enumerate() {
            let skipped = if idx == 0 { 0 } else { hanging.len() };
            self.text.push_str(&row[..skipped]);
            brush.paint(&mut self.text, &whole, &row[skipped..]);
            self.text.push('\n');
        }
    }
}

/// Follows the pieces of a text while its rows are drawn.
struct Brush {
    /// The bytes of the whole text that have been drawn.
    at_bytes: usize,
    /// The byte at which each style ends.
    styles: Vec<(usize, Style)>,
}

impl Brush {
    fn new(lead_bytes: usize, pieces: Vec<Piece>) -> Self {
        let mut end = lead_bytes;
        let mut styles = vec![(end, Style::new())];
        for (style, text) in pieces {
            end += text.len();
            styles.push((end, style));
        }
        Self { at_bytes: 0, styles }
    }

    /// Appends a row in the styles of its text; breaking lines drops only spaces between rows.
    fn paint(&mut self, out: &mut String, whole: &str, row: &str) {
        let Some(found) = whole[self.at_bytes..].find(row) else {
            out.push_str(row);
            return;
        };
        let start = self.at_bytes + found;
        let end = start + row.len();
        let mut at = start;
        for &(style_end, style) in &self.styles {
            let until = style_end.min(end);
            if until > at {
                out.push_str(&format!("{style}{}{style:#}", &whole[at..until]));
                at = until;
            }
        }
        self.at_bytes = end;
    }
}

/// Returns a text on one line, without anything that could steer the terminal, and of a length that can be shown.
fn one_line(text: &str) -> String {
    let text = words::clipped(text, TEXT_CHARS_MAX);
    visible(&text).replace(['\n', '\t'], " ")
}
