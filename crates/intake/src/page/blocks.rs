//! Which paragraphs, headings, items and rows does a page print?

use super::tag::Tag;
use super::tree::{Attribute, Kind, Tree};

/// Words that stand on lines of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words, with single spaces, and LF where the page breaks the line.
    pub(super) text: String,
    /// The innermost element that stands on lines of its own and holds it.
    pub(super) node: usize,
    /// The text with which it begins.
    pub(super) first: usize,
    /// How many bytes of it are the words of links.
    pub(super) link_bytes: usize,
    /// How many links it has.
    pub(super) links: usize,
    pub(super) kind: BlockKind,
}

/// What a block is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading,
    Item,
    Row,
    Paragraph,
}

/// Lists the blocks that stand in an element, without what is never read and what the page hides.
pub(super) fn blocks(tree: &Tree, root: usize) -> Vec<Block> {
    let mut writer = Writer { tree, blocks: Vec::new(), open: Open::default(), links: Vec::new() };
    let mut holders: Vec<(usize, Tag)> = vec![(root, Tag::Body)];
    let mut node = root;
    while node < tree.nodes[root].end {
        writer.leave(&mut holders, node);
        match tree.nodes[node].kind {
            Kind::Text(_) => writer.write(node, &holders),
            Kind::Element { tag, .. } if node != root && is_left_out(tree, node, tag) => {
                node = tree.nodes[node].end;
                continue;
            }
            Kind::Element { tag, .. } => writer.enter(&mut holders, node, tag),
        }
        node += 1;
    }
    writer.leave(&mut holders, usize::MAX);
    writer.flush(root, Tag::Body);
    writer.blocks
}

/// Returns whether the words of an element are not on the page for a reader.
fn is_left_out(tree: &Tree, node: usize, tag: Tag) -> bool {
    tag.is_unread() || is_hidden(tree, node)
}

fn is_hidden(tree: &Tree, node: usize) -> bool {
    let has = |attribute| tree.attribute(node, attribute).is_some();
    let style = tree.attribute(node, Attribute::Style).unwrap_or_default();
    has(Attribute::Hidden) || style.contains("display:none") || style.contains("display: none")
}

/// The block that is being written.
#[derive(Default)]
struct Open {
    text: String,
    first: usize,
    link_bytes: usize,
    links: usize,
    /// White space was met since the last word.
    is_apart: bool,
    /// Breaks of the line since the last word.
    breaks: usize,
}

struct Writer<'a> {
    tree: &'a Tree,
    blocks: Vec<Block>,
    open: Open,
    /// Where the links end that are open.
    links: Vec<usize>,
}

impl Writer<'_> {
    fn enter(&mut self, holders: &mut Vec<(usize, Tag)>, node: usize, tag: Tag) {
        match tag {
            Tag::Br => self.open.breaks += 1,
            Tag::A if self.tree.attribute(node, Attribute::Href).is_some() => {
                self.links.push(self.tree.nodes[node].end);
                self.open.links += 1;
            }
            Tag::Td | Tag::Th if is_cell_of_a_row(self.tree, node) => {
                self.part_cells();
            }
            _ if tag.is_block() => {
                let (holder, holder_tag) = *holders.last().expect("the root is never left");
                self.flush(holder, holder_tag);
                holders.push((node, tag));
            }
            _ => {}
        }
    }

    fn part_cells(&mut self) {
        if !self.open.text.is_empty() && self.open.breaks == 0 {
            self.open.text.push_str(" |");
            self.open.is_apart = true;
        }
    }

    /// Ends the elements that a node does not stand in.
    fn leave(&mut self, holders: &mut Vec<(usize, Tag)>, node: usize) {
        self.links.retain(|&end| node < end);
        while let Some(&(holder, tag)) = holders.last()
            && holders.len() > 1
            && node >= self.tree.nodes[holder].end
        {
            self.flush(holder, tag);
            holders.pop();
        }
    }

    fn write(&mut self, node: usize, holders: &[(usize, Tag)]) {
        let text = self.tree.characters(node).unwrap_or_default();
        let is_set = holders.iter().any(|(_, tag)| *tag == Tag::Pre);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.open.is_apart = true;
                self.open.breaks += usize::from(is_set);
            }
            self.write_line(node, line, holders);
        }
    }

    fn write_line(&mut self, node: usize, line: &str, holders: &[(usize, Tag)]) {
        let mut rest = line;
        while !rest.is_empty() {
            let word_bytes = rest.find(is_space).unwrap_or(rest.len());
            if word_bytes > 0 {
                self.write_word(node, &rest[..word_bytes], holders);
            }
            rest = &rest[word_bytes..];
            let gap_bytes = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            self.open.is_apart |= gap_bytes > 0;
            rest = &rest[gap_bytes..];
        }
    }

    fn write_word(&mut self, node: usize, word: &str, holders: &[(usize, Tag)]) {
        if word.chars().all(is_ignored) {
            return;
        }
        let (holder, tag) = *holders.last().expect("the root is never left");
        if self.open.breaks > 1 {
            self.flush(holder, tag);
        }
        let open = &mut self.open;
        if open.text.is_empty() {
            open.first = node;
        } else if open.breaks == 1 {
            open.text.push('\n');
        } else if open.is_apart {
            open.text.push(' ');
        }
        (open.breaks, open.is_apart) = (0, false);
        let before = open.text.len();
        open.text.extend(word.chars().filter(|c| !is_ignored(*c)));
        if !self.links.is_empty() {
            open.link_bytes += open.text.len() - before + 1;
        }
    }

    fn flush(&mut self, node: usize, tag: Tag) {
        let links = if self.links.is_empty() { 0 } else { 1 };
        let open = std::mem::take(&mut self.open);
        self.open.links = links;
        if !open.text.contains(char::is_alphanumeric) {
            return;
        }
        let kind = match tag {
            _ if tag.is_heading() => BlockKind::Heading,
            Tag::Li | Tag::Dd | Tag::Dt => BlockKind::Item,
            Tag::Tr => BlockKind::Row,
            _ => BlockKind::Paragraph,
        };
        let Open { text, first, link_bytes, links, .. } = open;
        self.blocks.push(Block { text, node, first, link_bytes, links, kind });
    }
}

/// Returns whether a cell is one of several with a few words each, which make a line together.
fn is_cell_of_a_row(tree: &Tree, node: usize) -> bool {
    let has_blocks = tree.within(node).skip(1).any(|inner| tree.tag(inner).is_some_and(Tag::is_block));
    !has_blocks && tree.tag(tree.nodes[node].parent) == Some(Tag::Tr)
}

/// Returns whether a character parts words.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Returns whether a character only says where a word may be broken.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}
