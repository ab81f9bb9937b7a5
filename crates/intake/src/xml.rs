//! Which elements and words does a document in XML hold?
//!
//! In goes decoded text; out come elements one after the other, or whole with what is in them. Feeds of the open web are
//! seldom whole, so a missing end tag is let pass. What could make a small file large is refused: entities that a file
//! declares for itself, and elements nested deeper than any document needs.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use quick_xml::NsReader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::{Format, IntakeError};

/// How deep elements may be nested.
const DEPTH_MAX: usize = 256;

/// How many elements may stand in one that is taken whole.
const ELEMENTS_MAX: usize = 100_000;

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name, with the prefix of `data/namespaces.tsv` where it is of a vocabulary beside the main one.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Child>,
    /// Where what is between its tags stands in the text.
    pub(crate) inner: Range<usize>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Child {
    Element(Element),
    Text(String),
}

/// The next part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// An element begins, whose children are empty yet.
    Open(Element),
    /// The element that began last and is still open ends.
    Close,
    /// Words.
    Text(String),
}

/// Goes through a document.
pub(crate) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    format: Format,
    /// The names of the elements that are open, as they are written.
    open: Vec<String>,
    /// How many elements are to be closed before anything else is told.
    closing: usize,
}

impl Element {
    /// Returns the first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|child| child.name == name)
    }

    /// Goes through the children that are elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// Returns the value of an attribute, where it says something.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Returns all words in it, also those in its children.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Depth is bounded by `DEPTH_MAX`, so this ends soon.
        fn add(element: &Element, text: &mut String) {
            for child in &element.children {
                match child {
                    Child::Text(words) => text.push_str(words),
                    Child::Element(element) => add(element, text),
                }
            }
        }
        add(self, &mut text);
        text
    }
}

impl<'a> Xml<'a> {
    /// Begins at the start of a text.
    pub(crate) fn new(text: &'a str, format: Format) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self { reader, format, open: Vec::new(), closing: 0 }
    }

    /// Returns where in the text the next part begins.
    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).expect("a text in memory has a length that fits")
    }

    /// Returns how many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the next part, or nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Part>, IntakeError> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                self.open.pop();
                return Ok(Some(Part::Close));
            }
            let (resolved, event) = match self.reader.read_resolved_event() {
                Ok(read) => read,
                Err(error) => return Err(self.format.malformed(error.to_string())),
            };
            match event {
                Event::Start(start) => {
                    let prefix = prefix(&resolved, &start);
                    return self.opened(prefix, &start).map(Some);
                }
                Event::End(end) => {
                    let place = self.open.iter().rposition(|open| open == end.name().into_inner());
                    self.closing = place.map_or(0, |place| self.open.len() - place);
                }
                Event::Text(text) => return Ok(Some(Part::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Part::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(name) => return Ok(Some(Part::Text(referred(&name.into_inner())))),
                Event::DocType(declared) if declares_entities(&declared) => {
                    return Err(IntakeError::Entities { format: self.format });
                }
                Event::Eof if self.open.is_empty() => return Ok(None),
                Event::Eof => self.closing = self.open.len(),
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }

    fn opened(&mut self, prefix: Option<String>, start: &BytesStart<'_>) -> Result<Part, IntakeError> {
        if self.open.len() == DEPTH_MAX {
            return Err(IntakeError::TooDeep { format: self.format, levels: DEPTH_MAX });
        }
        self.open.push(start.name().into_inner().to_owned());
        let qualified = start.name();
        let local = qualified.local_name().into_inner();
        let name = match prefix {
            Some(prefix) => format!("{prefix}:{local}"),
            None => local.to_owned(),
        };
        let mut written = start.attributes();
        let attributes = written.with_checks(false).filter_map(Result::ok).map(|attribute| {
            let value = unescape_with(&attribute.value, resolve_html5_entity).unwrap_or_default();
            (attribute.key.into_inner().to_owned(), value.into_owned())
        });
        let attributes = attributes.collect();
        let at = self.position();
        Ok(Part::Open(Element { name, attributes, children: Vec::new(), inner: at..at }))
    }

    /// Takes the element that has just begun, to its end.
    pub(crate) fn whole(&mut self, opened: Element) -> Result<Element, IntakeError> {
        let mut above = vec![opened];
        let mut count = 0;
        loop {
            let before = self.position();
            match self.next()? {
                Some(Part::Open(element)) => {
                    count += 1;
                    if count > ELEMENTS_MAX {
                        return Err(IntakeError::TooMany { what: "elements", limit: ELEMENTS_MAX });
                    }
                    above.push(element);
                }
                Some(Part::Text(text)) => {
                    let children = &mut above.last_mut().expect("the first one is open").children;
                    match children.last_mut() {
                        Some(Child::Text(words)) => words.push_str(&text),
                        _ => children.push(Child::Text(text)),
                    }
                }
                Some(Part::Close) | None => {
                    let mut done = above.pop().expect("the first one is open");
                    done.inner.end = before.max(done.inner.start);
                    match above.last_mut() {
                        Some(outer) => outer.children.push(Child::Element(done)),
                        None => return Ok(done),
                    }
                }
            }
        }
    }
}

/// Returns the prefix by which our readers know a vocabulary, or `None` for the main one.
fn prefix(resolved: &ResolveResult<'_>, start: &BytesStart<'_>) -> Option<String> {
    let name = start.name();
    let written = || name.prefix().map(|prefix| prefix.into_inner().to_owned());
    match resolved {
        ResolveResult::Bound(namespace) => {
            let address = namespace.into_inner();
            let address = address.trim().split_once("://").map_or(address, |(_, rest)| rest);
            match PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(address)) {
                Some((_, "")) => None,
                Some((_, prefix)) => Some((*prefix).to_owned()),
                None => written(),
            }
        }
        ResolveResult::Unbound => None,
        ResolveResult::Unknown(_) => written(),
    }
}

static PREFIXES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../data/namespaces.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Returns what stands for `&name;`; what nobody knows is left as it stands.
fn referred(name: &str) -> String {
    let escaped = format!("&{name};");
    match unescape_with(&escaped, resolve_html5_entity) {
        Ok(Cow::Owned(text)) => text.replace('\0', ""),
        _ => escaped,
    }
}

fn declares_entities(doctype: &str) -> bool {
    doctype.contains("<!ENTITY") || doctype.contains("<!entity")
}
