//! How do the elements of a page hang together?
//!
//! In go the characters of a page, out comes a [`Tree`]: its elements and texts in the order of the page, each with its parent
//! and the place where it ends. The tokens are those of the HTML standard; the tree is made by a few rules on which
//! element ends which, so that it costs the same for every element and no page, however it is nested, can make it costly.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::blocks::is_space;
use super::tag::Tag;

/// What is nested deeper than this hangs beside what it stands in; browsers do the same from 512 on.
const DEPTH_MAX: usize = 256;
/// What comes after so many elements and texts is not read.
const NODES_MAX: usize = 1 << 20;
/// So many attributes of an element are kept, and so many bytes of each but of a `content`.
const ATTRIBUTES_MAX: usize = 16;
const ATTRIBUTE_BYTES_MAX: usize = 4096;

/// An attribute that tells something of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    AriaHidden,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Pubdate,
    Rel,
    Role,
    Style,
    Type,
}

impl Attribute {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"itemprop" => Self::Itemprop,
            b"lang" | b"xml:lang" => Self::Lang,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"pubdate" => Self::Pubdate,
            b"rel" => Self::Rel,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

/// An element or a text of a page.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The element that it stands in; the first one stands in itself.
    pub(super) parent: usize,
    /// The first node behind it that does not stand in it.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Element {
        tag: Tag,
        attributes: Range<usize>,
    },
    /// The characters, as a range of all those of the page.
    Text(Range<usize>),
}

/// The elements and texts of a page, in order.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    attributes: Vec<(Attribute, String)>,
    text: String,
}

impl Tree {
    /// Reads a page; the first node holds all others.
    pub(super) fn of(page: &str) -> Self {
        let mut builder = Builder::default();
        let emitter = {
            let mut emitter =
                CallbackEmitter::<_, Infallible>::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| {
                    builder.take(event);
                    None
                });
            emitter.naively_switch_states(true);
            emitter
        };
        let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
        builder.finish()
    }

    /// Returns which element a node is, or `None` for a text.
    pub(super) fn tag(&self, node: usize) -> Option<Tag> {
        match self.nodes[node].kind {
            Kind::Element { tag, .. } => Some(tag),
            Kind::Text(_) => None,
        }
    }

    /// Returns the characters of a text.
    pub(super) fn characters(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].kind {
            Kind::Text(range) => Some(&self.text[range.clone()]),
            Kind::Element { .. } => None,
        }
    }

    /// Returns an attribute of an element.
    pub(super) fn attribute(&self, node: usize, wanted: Attribute) -> Option<&str> {
        let Kind::Element { attributes, .. } = &self.nodes[node].kind else { return None };
        let found = self.attributes[attributes.clone()].iter().find(|(attribute, _)| *attribute == wanted)?;
        Some(&found.1)
    }

    /// Returns the nodes that stand in a node, itself first.
    pub(super) fn within(&self, node: usize) -> Range<usize> {
        node..self.nodes[node].end
    }

    /// Returns all the words in a node with single spaces between them.
    pub(super) fn words(&self, node: usize) -> String {
        let mut words = String::new();
        let mut is_apart = false;
        for inner in self.within(node) {
            let Some(text) = self.characters(inner) else {
                is_apart |= self.tag(inner).is_some_and(|tag| tag.is_block() || tag == Tag::Br);
                continue;
            };
            is_apart |= text.starts_with(is_space);
            for word in text.split(is_space).filter(|word| !word.is_empty()) {
                if is_apart && !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
                is_apart = true;
            }
            is_apart = text.ends_with(is_space);
        }
        words
    }
}

struct Builder {
    tree: Tree,
    /// The open elements with their kinds, the outermost first.
    open: Vec<(usize, Tag)>,
    /// How many elements are open that were nested too deep to be kept so.
    too_deep: usize,
    attribute: Option<Attribute>,
    first_attribute: usize,
    /// How many attributes belong to elements that are in the tree.
    attributes_kept: usize,
    tag: Tag,
}

impl Default for Builder {
    fn default() -> Self {
        let root = Node { parent: 0, end: 0, kind: Kind::Element { tag: Tag::Other(0), attributes: 0..0 } };
        let tree = Tree { nodes: vec![root], ..Tree::default() };
        let open = vec![(0, Tag::Other(0))];
        Self { tree, open, too_deep: 0, attribute: None, first_attribute: 0, attributes_kept: 0, tag: Tag::Other(0) }
    }
}

impl Builder {
    fn take(&mut self, event: CallbackEvent<'_>) {
        if self.tree.nodes.len() >= NODES_MAX {
            return;
        }
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.first_attribute = self.tree.attributes.len();
                self.attribute = None;
            }
            CallbackEvent::AttributeName { name } => self.name(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn name(&mut self, name: &[u8]) {
        let seen = &self.tree.attributes[self.first_attribute..];
        let attribute =
            Attribute::of(name).filter(|it| seen.len() < ATTRIBUTES_MAX && seen.iter().all(|(other, _)| other != it));
        self.attribute = attribute;
        self.tree.attributes.extend(attribute.map(|attribute| (attribute, String::new())));
    }

    fn value(&mut self, value: &[u8]) {
        let Some(attribute) = self.attribute.take() else { return };
        let Some((last, text)) = self.tree.attributes.last_mut() else { return };
        if *last == attribute {
            *text = String::from_utf8_lossy(&value[..value.len().min(ATTRIBUTE_BYTES_MAX)]).into_owned();
        }
    }

    fn start(&mut self) {
        let tag = self.tag;
        self.make_room(tag);
        self.attributes_kept = self.tree.attributes.len();
        let attributes = self.first_attribute..self.attributes_kept;
        let node = self.push(Kind::Element { tag, attributes });
        if tag.is_void() {
            return;
        }
        if self.open.len() < DEPTH_MAX {
            self.open.push((node, tag));
        } else {
            self.too_deep += 1;
        }
    }

    /// Ends what cannot hold an element of this kind.
    fn make_room(&mut self, tag: Tag) {
        use Tag::*;
        if tag.ends_paragraph() {
            self.end_within(P, &[Table, Td, Th, Button, Object, Caption]);
        }
        match tag {
            Li => self.end_within(Li, &[Ul, Ol, Menu, Table]),
            Dd | Dt => {
                self.end_within(Dd, &[Dl, Table]);
                self.end_within(Dt, &[Dl, Table]);
            }
            Tr => self.end_within(Tr, &[Table, Tbody, Thead, Tfoot]),
            Td | Th => {
                self.end_within(Td, &[Table, Tr]);
                self.end_within(Th, &[Table, Tr]);
            }
            Tbody | Thead | Tfoot => {
                for open in [Tbody, Thead, Tfoot] {
                    self.end_within(open, &[Table]);
                }
            }
            Option => self.end_within(Option, &[Select]),
            Body => self.end_within(Head, &[]),
            A => {
                let inline = self.open.iter().rev().take_while(|(_, open)| !open.is_block());
                let is_in_a_link = inline.clone().any(|(_, open)| *open == A);
                if is_in_a_link {
                    self.end_within(A, &[]);
                }
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                if let Some((_, open)) = self.open.last().copied().filter(|(_, open)| open.is_heading()) {
                    self.end_within(open, &[]);
                }
            }
            _ => {}
        }
    }

    /// Ends the innermost open element of a kind with all in it, unless one of the bounds lies between.
    fn end_within(&mut self, tag: Tag, bounds: &[Tag]) {
        for index in (1..self.open.len()).rev() {
            let open = self.open[index].1;
            if open == tag {
                self.end_from(index);
                return;
            }
            if bounds.contains(&open) {
                return;
            }
        }
    }

    fn end_from(&mut self, index: usize) {
        let end = self.tree.nodes.len();
        for (node, _) in self.open.drain(index..) {
            self.tree.nodes[node].end = end;
        }
    }

    fn end(&mut self, tag: Tag) {
        use Tag::*;
        // An end tag may have attributes, which belong to nobody.
        self.tree.attributes.truncate(self.attributes_kept);
        self.attribute = None;
        if tag == Br {
            self.tag = Br;
            self.first_attribute = self.tree.attributes.len();
            self.start();
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        for index in (1..self.open.len()).rev() {
            let open = self.open[index].1;
            if open == tag {
                self.end_from(index);
                return;
            }
            let is_wall = match tag {
                Table | Body | Html => false,
                Tr | Tbody | Thead | Tfoot | Td | Th => open == Table,
                _ => matches!(open, Table | Td | Th),
            };
            if is_wall || tag.is_inline() && open.is_block() {
                return;
            }
        }
    }

    fn text(&mut self, value: &[u8]) {
        let open = self.open.last().map_or(Tag::Other(0), |(_, tag)| *tag);
        let is_data = open == Tag::Script && self.is_linked_data();
        if matches!(open, Tag::Script | Tag::Style | Tag::Noscript | Tag::Iframe) && !is_data {
            return;
        }
        let start = self.tree.text.len();
        self.tree.text.push_str(&String::from_utf8_lossy(value));
        let end = self.tree.text.len();
        self.push(Kind::Text(start..end));
    }

    fn is_linked_data(&self) -> bool {
        let node = self.open.last().map_or(0, |(node, _)| *node);
        self.tree.attribute(node, Attribute::Type).is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    }

    fn push(&mut self, kind: Kind) -> usize {
        let node = self.tree.nodes.len();
        let parent = self.open.last().map_or(0, |(open, _)| *open);
        self.tree.nodes.push(Node { parent, end: node + 1, kind });
        node
    }

    fn finish(mut self) -> Tree {
        self.end_from(0);
        self.tree
    }
}
