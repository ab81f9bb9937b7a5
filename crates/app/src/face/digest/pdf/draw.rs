//! How are pages drawn: rows, links, running heads, bookmarks, and the tags that say what each thing is?

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::{Destination, XyzDestination};
use krilla::document::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, Node, Tag, TagGroup, TagKind, TagTree};

use super::blocks::{Block, Role, TINY};
use super::fonts::Fonts;
use super::pages::{HEIGHT, MARGIN, Placed, TOP, WIDTH};
use super::rows::{Link, Piece, Row, Segment, rows};
use crate::error::Error;
use crate::face::digest::Digest;
use crate::face::visible::visible;
use crate::face::{one_line, words};

/// A longer title is cut in the running head.
const HEAD_CHARS_MAX: usize = 60;
/// The lines of the running head and of the page number, from the top.
const HEAD: f32 = 52.0;
const FOOT: f32 = HEIGHT - 46.0;
/// The colour of a thin line.
const RULE: [u8; 3] = [214, 209, 199];
/// How far the letters of a row reach above and below its line, in parts of their size.
const ABOVE: f32 = 0.78;
const BELOW: f32 = 0.24;

/// Draws the pages of a digest.
pub(super) fn draw(fonts: &Fonts, digest: &Digest, blocks: &[Block], pages: &[Vec<Placed>]) -> Result<Vec<u8>, Error> {
    let settings = SerializeSettings::default();
    let mut document = Document::new_with(settings);
    let mut press = Press { fonts, digest, blocks, pages, targets: BTreeMap::new(), drawn: BTreeMap::new() };
    press.find_targets();
    for page in 0..pages.len() {
        press.page(&mut document, page);
    }
    document.set_outline(press.outline());
    document.set_tag_tree(press.tag_tree());
    let title = shown(&digest.title);
    let metadata = Metadata::new().title(title).description(shown(&digest.subtitle)).language("en".to_owned());
    document.set_metadata(metadata.creator("casus".to_owned()));
    document.finish().map_err(|cause| Error::NoPdf { cause: format!("{cause:?}") })
}

/// Returns a text for what stands outside of the pages.
fn shown(text: &str) -> String {
    one_line(&visible(text))
}

struct Press<'a> {
    fonts: &'a Fonts,
    digest: &'a Digest,
    blocks: &'a [Block],
    pages: &'a [Vec<Placed>],
    /// The page and the height at which each citation begins.
    targets: BTreeMap<usize, XyzDestination>,
    /// What is drawn of each block, in the order of reading.
    drawn: BTreeMap<usize, Vec<Drawn>>,
}

/// Something that was drawn.
struct Drawn {
    text: Identifier,
    /// The link that lies over it.
    link: Option<Identifier>,
}

/// A link on a page.
struct Spot {
    block: usize,
    rect: Rect,
    link: Link,
    /// Its place among what is drawn of the block.
    at: usize,
}

impl Press<'_> {
    fn find_targets(&mut self) {
        for (page, placed) in self.pages.iter().enumerate() {
            for one in placed.iter().filter(|one| one.row == 0) {
                if let Role::Citation(number) = self.blocks[one.block].role {
                    self.targets.insert(number, place(page, one.top));
                }
            }
        }
    }

    fn page(&mut self, document: &mut Document, number: usize) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("a page has a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let pages = self.pages;
        let mut spots = Vec::new();
        for placed in &pages[number] {
            spots.extend(self.placed(&mut surface, placed));
        }
        self.margins(&mut surface, number);
        surface.finish();
        spots.into_iter().for_each(|spot| self.link(&mut page, spot));
        page.finish();
    }

    /// Draws a row of a block, and returns the links on it.
    fn placed(&mut self, surface: &mut Surface, placed: &Placed) -> Vec<Spot> {
        let block = &self.blocks[placed.block];
        let line = placed.top + block.leading * 0.76;
        if placed.row == 0 && block.is_ruled && placed.top > TOP {
            rule(surface, placed.top - 4.0);
        }
        if let Some(number) = block.number.as_ref().filter(|_| placed.row == 0) {
            self.tagged(surface, placed.block, number, Point::from_xy(MARGIN, line));
        }
        let mut spots = Vec::new();
        let start = Point::from_xy(MARGIN + block.indent, line);
        for same in block.rows[placed.row].chunk_by(|one, next| one.link == next.link) {
            let at = self.tagged(surface, placed.block, same, start);
            let spot = same[0].link.clone().zip(area(same, start));
            spots.extend(spot.map(|(link, rect)| Spot { block: placed.block, rect, link, at }));
        }
        spots
    }

    /// Draws segments as one thing, and returns its place among what is drawn of the block.
    fn tagged(&mut self, surface: &mut Surface, block: usize, segments: &[Segment], start: Point) -> usize {
        let text = surface.start_tagged(ContentTag::Other);
        segments.iter().for_each(|segment| self.segment(surface, segment, start.x, start.y));
        surface.end_tagged();
        let drawn = self.drawn.entry(block).or_default();
        drawn.push(Drawn { text, link: None });
        drawn.len() - 1
    }

    /// Lays a link over what was drawn.
    fn link(&mut self, page: &mut Page, spot: Spot) {
        let (target, says) = match spot.link {
            Link::Address(address) => (Target::Action(Action::Link(LinkAction::new(address.clone()))), address),
            Link::Citation(number) => match self.targets.get(&number) {
                Some(place) => (Target::Destination(Destination::Xyz(place.clone())), format!("Citation {number}")),
                None => return,
            },
        };
        let link = page.add_tagged_annotation(Annotation::new_link(LinkAnnotation::new(spot.rect, target), Some(says)));
        if let Some(drawn) = self.drawn.get_mut(&spot.block).and_then(|drawn| drawn.get_mut(spot.at)) {
            drawn.link = Some(link);
        }
    }

    fn segment(&self, surface: &mut Surface, segment: &Segment, left: f32, line: f32) {
        let Segment { x, text, glyphs, face, style, .. } = segment;
        surface.set_fill(Some(fill(style.ink)));
        let start = Point::from_xy(left + x, line - style.rise);
        surface.draw_glyphs(start, glyphs, self.fonts.font(*face), text, style.size, false);
    }

    /// Draws what stands on every page: the running head, but on the first, and the page number.
    fn margins(&self, surface: &mut Surface, number: usize) {
        let line = |text: String| -> Row {
            let piece = Piece { text, style: TINY, link: None };
            rows(self.fonts, &[piece], WIDTH - 2.0 * MARGIN).0.into_iter().next().unwrap_or_default()
        };
        let width = |row: &Row| row.last().map_or(0.0, |last| last.x + last.width);
        let put = |surface: &mut Surface, row: &Row, left: f32, height: f32| {
            row.iter().for_each(|segment| self.segment(surface, segment, left, height));
        };
        let [from, to] = &self.digest.between;
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Header));
        if number > 0 {
            let days = line(format!("{} – {}", words::clipped(from, 40), words::clipped(to, 40)));
            put(surface, &line(words::clipped(&self.digest.title, HEAD_CHARS_MAX)), MARGIN, HEAD);
            put(surface, &days, WIDTH - MARGIN - width(&days), HEAD);
        }
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        let page = line(format!("{} / {}", number + 1, self.pages.len()));
        put(surface, &page, WIDTH - MARGIN - width(&page), FOOT);
        surface.end_tagged();
    }

    /// Lists the sections for whoever leafs through the file.
    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        let mut section: Option<OutlineNode> = None;
        for (page, placed) in self.pages.iter().enumerate() {
            for one in placed.iter().filter(|one| one.row == 0) {
                let block = &self.blocks[one.block];
                let node = || OutlineNode::new(text(block), place(page, one.top));
                match (block.role, &mut section) {
                    (Role::Heading(2), section) => {
                        section.replace(node()).into_iter().for_each(|before| outline.push_child(before));
                    }
                    (Role::Heading(3), Some(section)) => section.push_child(node()),
                    _ => {}
                }
            }
        }
        section.into_iter().for_each(|last| outline.push_child(last));
        outline
    }

    /// Says what each thing is, in the order of reading.
    fn tag_tree(self) -> TagTree {
        let mut whole = TagGroup::new(Tag::Part);
        for (block, drawn) in self.drawn {
            let block = &self.blocks[block];
            let tag: TagKind = match block.role {
                Role::Heading(level) => {
                    Tag::Hn(NonZeroU16::new(level).expect("levels count from 1"), Some(text(block))).into()
                }
                Role::Citation(_) => Tag::Note.into(),
                Role::Text => Tag::P.into(),
            };
            let nodes = drawn.into_iter().map(|Drawn { text, link }| match link {
                Some(link) => TagGroup::with_children(Tag::Link, vec![Node::Leaf(text), Node::Leaf(link)]).into(),
                None => Node::Leaf(text),
            });
            whole.push(TagGroup::with_children(tag, nodes.collect()));
        }
        let mut tree = TagTree::new();
        tree.push(whole);
        tree
    }
}

fn place(page: usize, top: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, (top - 12.0).max(0.0)))
}

/// Returns the words of a block.
fn text(block: &Block) -> String {
    block.rows.iter().map(|row| row.iter().map(|segment| segment.text.as_str()).collect::<String>()).collect()
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    let paint = rgb::Color::new(red, green, blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// Returns what a row of segments covers.
fn area(segments: &[Segment], start: Point) -> Option<Rect> {
    let left = segments.iter().map(|segment| segment.x).fold(f32::INFINITY, f32::min);
    let right = segments.iter().map(|segment| segment.x + segment.width).fold(f32::NEG_INFINITY, f32::max);
    let style = segments.first()?.style;
    let line = start.y - style.rise;
    let (top, bottom) = (line - style.size * ABOVE, line + style.size * BELOW);
    Rect::from_ltrb(start.x + left, top, start.x + right, bottom)
}

/// Draws a thin line from margin to margin.
fn rule(surface: &mut Surface, height: f32) {
    let mut path = PathBuilder::new();
    Rect::from_xywh(MARGIN, height, WIDTH - 2.0 * MARGIN, 0.5).into_iter().for_each(|rect| path.push_rect(rect));
    surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
    surface.set_fill(Some(fill(RULE)));
    path.finish().iter().for_each(|path| surface.draw_path(path));
    surface.end_tagged();
}
