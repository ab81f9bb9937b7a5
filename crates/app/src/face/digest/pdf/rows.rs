//! How is a text put on rows of a width, in either direction?
//!
//! Rows break where Unicode allows it, and within a word only where the word alone is wider than a row. A text of a
//! source is isolated, so that its direction moves nothing around it.

use std::ops::Range;

use krilla::text::KrillaGlyph;
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{Face, Fonts};
use crate::face::visible::visible;
use crate::face::words;

/// A longer piece is cut; what a digest tells is shorter.
const PIECE_CHARS_MAX: usize = 2000;
const ISOLATE: char = '\u{2068}';
const ISOLATE_END: char = '\u{2069}';

/// How a piece of text is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) ink: [u8; 3],
    /// How far it stands above the row.
    pub(super) rise: f32,
}

/// Where a click leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// To a citation, by its number.
    Citation(usize),
    /// To an address.
    Address(String),
}

/// Some text in one style.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) link: Option<Link>,
}

/// Glyphs in one typeface and style, beside one another.
pub(super) struct Segment {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) face: Face,
    pub(super) style: Style,
    pub(super) link: Option<Link>,
}

/// A row: its segments from left to right.
pub(super) type Row = Vec<Segment>;

/// A text that is put on rows.
struct Paragraph<'a> {
    fonts: &'a Fonts,
    pieces: &'a [Piece],
    text: String,
    /// Where each stretch of one piece in one typeface begins; the last one ends with the text.
    stretches: Vec<(usize, usize, Face)>,
    missing: usize,
}

/// Puts pieces on rows of a width, and counts the characters that no typeface has.
pub(super) fn rows(fonts: &Fonts, pieces: &[Piece], width: f32) -> (Vec<Row>, usize) {
    let mut paragraph = Paragraph { fonts, pieces, text: String::new(), stretches: Vec::new(), missing: 0 };
    (0..pieces.len()).for_each(|piece| paragraph.add(piece));
    let bidi = BidiInfo::new(&paragraph.text, Some(Level::ltr()));
    let rows = paragraph.broken(width).into_iter().map(|range| paragraph.row(&bidi, range)).collect();
    (rows, paragraph.missing)
}

impl Paragraph<'_> {
    fn add(&mut self, piece: usize) {
        let Piece { text, style, .. } = &self.pieces[piece];
        let text = words::clipped(text, PIECE_CHARS_MAX);
        let plain = plain(&text);
        let start = self.text.len();
        self.text.extend([ISOLATE].into_iter().chain(plain.chars()).chain([ISOLATE_END]));
        for stretch in self.fonts.stretches(&self.text[start..], style.face) {
            self.missing += stretch.missing;
            self.stretches.push((start + stretch.start_bytes, piece, stretch.face));
        }
    }

    /// Returns the parts of a range that lie in one stretch each.
    fn parts(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = (Range<usize>, usize, Face)> {
        let first = self.stretches.partition_point(|(start, ..)| *start <= range.start).saturating_sub(1);
        let last = self.stretches.partition_point(|(start, ..)| *start < range.end).max(first);
        (first..last).map(move |at| {
            let (start, piece, face) = self.stretches[at];
            let end = self.stretches.get(at + 1).map_or(self.text.len(), |(start, ..)| *start);
            (start.max(range.start)..end.min(range.end), piece, face)
        })
    }

    fn width(&self, range: Range<usize>) -> f32 {
        let width = |(range, piece, face): (Range<usize>, usize, Face)| {
            self.fonts.width(face, &seen(&self.text[range])) * self.pieces[piece].style.size
        };
        self.parts(range).map(width).sum()
    }

    /// Returns the ranges of the rows.
    fn broken(&self, width: f32) -> Vec<Range<usize>> {
        let mut rows: Vec<Range<usize>> = vec![Range::default()];
        let mut filled = 0.0;
        let mut start = 0;
        for (end, _) in unicode_linebreak::linebreaks(&self.text) {
            let word = start..end;
            let bare = self.width(start..start + self.text[word.clone()].trim_end_matches([' ', ISOLATE_END]).len());
            let parts = if bare > width { self.clusters(word) } else { vec![word] };
            let is_cut = parts.len() > 1;
            for part in parts {
                let bare = if is_cut { self.width(part.clone()) } else { bare };
                let row = rows.last_mut().expect("there is a row");
                if filled + bare > width && row.start < row.end {
                    rows.push(part.clone());
                    filled = 0.0;
                } else {
                    row.end = part.end;
                }
                filled += self.width(part);
            }
            start = end;
        }
        rows
    }

    /// Returns the clusters of a word, each of which may stand alone.
    fn clusters(&self, word: Range<usize>) -> Vec<Range<usize>> {
        let clusters = self.text[word.clone()].grapheme_indices(true);
        clusters.map(|(at, cluster)| word.start + at..word.start + at + cluster.len()).collect()
    }

    /// Returns the segments of a range, in the order in which they are seen. The space at its end stays, for whoever
    /// copies the text.
    fn row(&self, bidi: &BidiInfo, range: Range<usize>) -> Row {
        let Some(whole) = bidi.paragraphs.first().filter(|_| !range.is_empty()) else { return Row::new() };
        let (levels, runs) = bidi.visual_runs(whole, range);
        let mut row = Row::new();
        for run in runs {
            let is_leftward = levels[run.start].is_rtl();
            let mut parts: Vec<_> = self.parts(run).collect();
            if is_leftward {
                parts.reverse();
            }
            for (range, piece, face) in parts {
                let x = row.last().map_or(0.0, |last: &Segment| last.x + last.width);
                row.extend(self.segment(range, piece, face, is_leftward).map(|segment| Segment { x, ..segment }));
            }
        }
        row
    }

    fn segment(&self, range: Range<usize>, piece: usize, face: Face, is_leftward: bool) -> Option<Segment> {
        let text = seen(&self.text[range]);
        let Piece { style, link, .. } = &self.pieces[piece];
        let glyphs = self.fonts.shape(face, &text, is_leftward);
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * style.size;
        (!text.is_empty()).then(|| Segment { x: 0.0, width, text, glyphs, face, style: *style, link: link.clone() })
    }
}

/// Returns a text on one line, with every character that steers made visible: no typeface has pictures of control
/// characters, so they are spelt out.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => plain.push(' '),
            _ if character.is_control() => plain.push_str(&format!("[U+{:04X}]", u32::from(character))),
            '\u{2028}' | '\u{2029}' => plain.push(character),
            _ if character.is_whitespace() && !is_tight(character) => plain.push(' '),
            _ => plain.push(character),
        }
    }
    visible(&plain).into_owned()
}

/// Returns whether a space keeps its neighbours on one row.
fn is_tight(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}')
}

/// Returns a text without the marks that isolate it, which only tell its direction.
fn seen(text: &str) -> String {
    text.chars().filter(|character| !matches!(*character, ISOLATE | ISOLATE_END)).collect()
}
