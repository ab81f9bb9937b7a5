//! Which blocks of text is a digest printed as, and in which style?

use super::fonts::{Face, Fonts};
use super::pages::{MARGIN, WIDTH};
use super::rows::{Link, Piece, Row, Style, rows};
use crate::face::digest::{Citation, Detail, Digest, Group, Line};

/// Black that is kind to paper, and what steps back from it.
const INK: [u8; 3] = [28, 27, 25];
const QUIET: [u8; 3] = [93, 90, 84];
const LINKED: [u8; 3] = [31, 79, 130];

const BODY: Style = Style { face: Face::Regular, size: 10.5, ink: INK, rise: 0.0 };
const SMALL: Style = Style { face: Face::Regular, size: 9.5, ink: INK, rise: 0.0 };
pub(super) const TINY: Style = Style { face: Face::Regular, size: 8.5, ink: QUIET, rise: 0.0 };
/// Between the margin and a text that stands further in.
const INDENT: f32 = 14.0;
/// Between the margin and the text of a citation, whose number stands before it.
const CITATION_INDENT: f32 = 22.0;

/// What a block is, for whoever has the file read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level, counted from 1.
    Heading(u16),
    /// The beginning of a citation.
    Citation(usize),
    /// Anything else.
    Text,
}

/// Rows that belong together.
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) rows: Vec<Row>,
    /// From the margin to its rows.
    pub(super) indent: f32,
    /// From one row to the next.
    pub(super) leading: f32,
    /// From the block before.
    pub(super) before: f32,
    /// Whether a thin line stands above it.
    pub(super) is_ruled: bool,
    /// What stands before the first row, at the margin.
    pub(super) number: Option<Row>,
}

/// Lays a digest out in blocks.
pub(super) fn blocks(fonts: &Fonts, digest: &Digest) -> Vec<Block> {
    let mut setter = Setter { fonts, blocks: Vec::new(), missing: 0 };
    setter.head(digest);
    for section in &digest.sections {
        setter.heading(section.title);
        section.sentences.iter().for_each(|sentence| setter.sentence(sentence));
        section.groups.iter().for_each(|group| setter.group(group));
    }
    if !digest.citations.is_empty() {
        setter.heading("Citations");
    }
    digest.citations.iter().for_each(|citation| setter.citation(citation));
    setter.foot();
    setter.blocks
}

/// How a block is set.
struct Setting {
    role: Role,
    indent: f32,
    leading: f32,
    before: f32,
}

struct Setter<'a> {
    fonts: &'a Fonts,
    blocks: Vec<Block>,
    missing: usize,
}

fn piece(text: impl Into<String>, style: Style) -> Piece {
    Piece { text: text.into(), style, link: None }
}

/// Returns the numbers of citations, raised, each a link.
fn marks(citations: &[usize], style: Style) -> impl Iterator<Item = Piece> {
    let style = Style { size: style.size * 0.72, rise: style.size * 0.34, ..style };
    citations.iter().enumerate().flat_map(move |(idx, &number)| {
        let gap = if idx == 0 { "\u{202f}" } else { ",\u{202f}" };
        let link = Some(Link::Citation(number));
        let number = Piece { text: number.to_string(), style: Style { ink: LINKED, ..style }, link };
        [piece(gap, Style { ink: QUIET, ..style }), number]
    })
}

impl Setter<'_> {
    fn set(&mut self, setting: &Setting, pieces: &[Piece]) {
        let Setting { role, indent, leading, before } = *setting;
        let (rows, missing) = rows(self.fonts, pieces, WIDTH - 2.0 * MARGIN - indent);
        self.missing += missing;
        self.blocks.push(Block { role, rows, indent, leading, before, is_ruled: false, number: None });
    }

    fn head(&mut self, digest: &Digest) {
        let text = |before, leading| Setting { role: Role::Text, indent: 0.0, leading, before };
        self.set(&text(0.0, 12.0), &[piece("CASUS", Style { face: Face::Semibold, ..TINY })]);
        let title = Setting { role: Role::Heading(1), ..text(8.0, 26.0) };
        self.set(&title, &[piece(&digest.title, Style { face: Face::Semibold, size: 22.0, ..BODY })]);
        let subtitle = format!("{}.", digest.subtitle);
        self.set(&text(6.0, 15.0), &[piece(subtitle, Style { face: Face::Italic, size: 11.5, ink: QUIET, ..BODY })]);
    }

    fn heading(&mut self, title: &str) {
        let setting = Setting { role: Role::Heading(2), indent: 0.0, leading: 19.0, before: 26.0 };
        self.set(&setting, &[piece(title, Style { face: Face::Semibold, size: 15.0, ..BODY })]);
    }

    fn sentence(&mut self, sentence: &Line) {
        let setting = Setting { role: Role::Text, indent: 0.0, leading: 14.5, before: 4.0 };
        let pieces: Vec<Piece> =
            [piece(&sentence.text, BODY)].into_iter().chain(marks(&sentence.citations, BODY)).collect();
        self.set(&setting, &pieces);
    }

    fn group(&mut self, group: &Group) {
        if let Some(title) = &group.title {
            let setting = Setting { role: Role::Heading(3), indent: 0.0, leading: 15.0, before: 14.0 };
            let follows_text = self.blocks.last().is_some_and(|block| block.role == Role::Text);
            self.set(&setting, &[piece(title, Style { face: Face::Semibold, ink: QUIET, ..BODY })]);
            self.blocks.last_mut().expect("it has just been set").is_ruled = follows_text;
        }
        group.lines.iter().for_each(|line| self.line(line));
        if let Some(rest) = &group.rest {
            let setting = Setting { role: Role::Text, indent: 0.0, leading: 13.0, before: 6.0 };
            self.set(&setting, &[piece(rest, Style { ink: QUIET, ..SMALL })]);
        }
    }

    fn line(&mut self, line: &Line) {
        let who = line.who.iter().map(|who| piece(format!("{who}: "), Style { face: Face::Semibold, ..BODY }));
        let state = line.state.iter().flat_map(|state| {
            [piece("\u{a0}· ", BODY), piece(state, Style { face: Face::Italic, ink: QUIET, ..BODY })]
        });
        let pieces: Vec<Piece> =
            who.chain([piece(&line.text, BODY)]).chain(state).chain(marks(&line.citations, BODY)).collect();
        self.set(&Setting { role: Role::Text, indent: 0.0, leading: 14.5, before: 6.0 }, &pieces);
        line.under.iter().for_each(|detail| self.detail(detail));
    }

    fn detail(&mut self, detail: &Detail) {
        let label = piece(format!("{}: ", detail.label), Style { face: Face::Italic, ink: QUIET, ..SMALL });
        let pieces: Vec<Piece> =
            [label, piece(&detail.text, SMALL)].into_iter().chain(marks(&detail.citations, SMALL)).collect();
        self.set(&Setting { role: Role::Text, indent: INDENT, leading: 13.0, before: 1.0 }, &pieces);
    }

    fn citation(&mut self, citation: &Citation) {
        let style = Style { size: 9.0, ..BODY };
        let quiet = Style { ink: QUIET, ..style };
        let address = citation.address.clone().map(|address| Piece {
            text: address.clone(),
            style: Style { ink: LINKED, ..style },
            link: Some(Link::Address(address)),
        });
        let place = address.or_else(|| citation.path().map(|path| piece(path, quiet)));
        let place = place.into_iter().flat_map(|place| [piece(", ", quiet), place]);
        let said = piece(format!(" — {}", citation.said()), quiet);
        let entries = citation.entries.iter().map(|entry| piece(format!("\u{a0}· {entry}"), quiet));
        let pieces: Vec<Piece> =
            [piece(&citation.quote, style), said].into_iter().chain(place).chain(entries).collect();
        let setting =
            Setting { role: Role::Citation(citation.number), indent: CITATION_INDENT, leading: 12.0, before: 5.0 };
        self.set(&setting, &pieces);
        let number =
            piece(citation.number.to_string(), Style { face: Face::Semibold, size: 8.5, ink: QUIET, rise: 0.0 });
        let (mut rows, _) = rows(self.fonts, &[number], CITATION_INDENT);
        self.blocks.last_mut().expect("it has just been set").number = (!rows.is_empty()).then(|| rows.swap_remove(0));
    }

    /// Says how it was made, and what could not be shown.
    fn foot(&mut self) {
        let mut text = "Read by machine. A line says what a document says, not what is true.".to_owned();
        if self.missing > 0 {
            text +=
                " Some characters are in no typeface of this file and stand as boxes; copied from here they are whole.";
        }
        self.set(&Setting { role: Role::Text, indent: 0.0, leading: 11.5, before: 20.0 }, &[piece(text, TINY)]);
    }
}
