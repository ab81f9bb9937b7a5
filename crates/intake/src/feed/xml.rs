//! What does a feed in XML announce?

use url::Url;

use super::markup::{guessed, headline};
use super::{ENTRIES_MAX, Feed, FeedEntry, link};
use crate::day::day;
use crate::fragment::Markup;
use crate::told::one_line;
use crate::xml::{Element, Part, Xml};
use crate::{Format, IntakeError};

/// Reads the text of a feed in RSS or Atom.
pub(super) fn feed(text: &str, address: Option<Url>) -> Result<Feed, IntakeError> {
    let mut xml = Xml::new(text, Format::Feed);
    let mut head = Head { feed: Feed::default(), base: address };
    let mut is_feed = false;
    loop {
        let before = xml.position();
        let Some(part) = xml.next()? else { break };
        let Part::Open(element) = part else { continue };
        let local = element.name.rsplit(':').next().unwrap_or(&element.name);
        match local {
            "rss" | "RDF" | "feed" | "channel" if xml.depth() <= 2 => {
                is_feed = true;
                head.rebase(&element);
            }
            "item" | "entry" => {
                if head.feed.entries.len() == ENTRIES_MAX {
                    return Err(IntakeError::TooMany { what: "entries", limit: ENTRIES_MAX });
                }
                is_feed = true;
                let element = xml.whole(element)?;
                let entry = Entry { text, base: head.base_of(&element), element: &element }.read();
                head.feed.entries.push(FeedEntry { place: before..xml.position(), ..entry });
            }
            _ if xml.depth() == 1 => return Err(Format::Feed.malformed(format!("it begins with `{local}`"))),
            _ => head.take(&xml.whole(element)?),
        }
    }
    if is_feed { Ok(head.feed) } else { Err(Format::Feed.malformed("no feed stands in it")) }
}

/// What a feed says of itself, and what its links begin with.
struct Head {
    feed: Feed,
    base: Option<Url>,
}

impl Head {
    fn rebase(&mut self, element: &Element) {
        self.base = self.base_of(element);
        self.feed.language = self.feed.language.take().or_else(|| element.attribute("xml:lang").and_then(one_line));
    }

    /// Returns what links in an element begin with.
    fn base_of(&self, element: &Element) -> Option<Url> {
        let stated = element.attribute("xml:base").and_then(|base| match &self.base {
            Some(outer) => outer.join(base).ok(),
            None => Url::parse(base).ok(),
        });
        stated.or_else(|| self.base.clone())
    }

    /// Takes what an element beside the entries says.
    fn take(&mut self, element: &Element) {
        match element.name.as_str() {
            "title" if self.feed.title.is_none() => self.feed.title = headline(&element.text()),
            "language" | "dc:language" if self.feed.language.is_none() => {
                self.feed.language = one_line(&element.text());
            }
            "link" if self.feed.home.is_none() && is_page(element) => {
                let text = element.text();
                let address = element.attribute("href").unwrap_or(&text);
                self.feed.home = link(address, self.base.as_ref());
                if self.base.is_none() {
                    self.base = self.feed.home.as_deref().and_then(|home| Url::parse(home).ok());
                }
            }
            _ => {}
        }
    }
}

/// Returns whether a link leads to the page itself, and not to a sound, a comment or another form of it.
fn is_page(link: &Element) -> bool {
    link.attribute("rel").is_none_or(|rel| rel == "alternate")
        && link.attribute("type").is_none_or(|kind| kind.contains("html") || kind.contains("text"))
}

/// One entry, with the text that it stands in.
struct Entry<'a> {
    text: &'a str,
    base: Option<Url>,
    element: &'a Element,
}

impl Entry<'_> {
    fn read(&self) -> FeedEntry {
        let words = |names: &[&str]| self.first(names).map(Element::text);
        let line = |names: &[&str]| words(names).and_then(|text| one_line(&text));
        let source = self.element.child("source");
        let of_source = source.and_then(|source| source.child("title").or(Some(source)));
        FeedEntry {
            id: line(&["guid", "id", "dc:identifier"])
                .or_else(|| self.element.attribute("rdf:about").and_then(one_line)),
            title: words(&["title", "dc:title"]).and_then(|text| headline(&text)),
            address: self.address(),
            published: self.day(&["pubDate", "published", "dc:date", "issued", "dcterms:issued", "date"]),
            updated: self.day(&["updated", "modified", "dcterms:modified", "atom:updated"]),
            byline: self.byline(),
            publisher: line(&["dc:publisher"]).or_else(|| of_source.and_then(|source| one_line(&source.text()))),
            language: self.element.attribute("xml:lang").and_then(one_line).or_else(|| line(&["dc:language"])),
            summary: self.markup(&["description", "summary", "dc:description"]),
            content: self.markup(&["content:encoded", "content", "xhtml:body", "fullitem", "body"]),
            place: 0..0,
        }
    }

    fn first(&self, names: &[&str]) -> Option<&Element> {
        names.iter().find_map(|name| self.element.child(name))
    }

    fn day(&self, names: &[&str]) -> Option<jiff::civil::Date> {
        names.iter().find_map(|name| self.element.child(name).and_then(|element| day(&element.text())))
    }

    fn byline(&self) -> Option<String> {
        let named = self.element.child("author").and_then(|author| author.child("name"));
        let named = named.or_else(|| self.first(&["dc:creator", "author", "itunes:author"]))?;
        let text = one_line(&named.text())?;
        // RSS asks for a mail address, with the name in brackets after it.
        match text.split_once(" (") {
            Some((mail, name)) if mail.contains('@') => one_line(name.trim_end_matches(')')),
            _ => Some(text),
        }
    }

    fn address(&self) -> Option<String> {
        let links = || self.element.elements().filter(|element| matches!(element.name.as_str(), "link" | "atom:link"));
        let base = self.base.as_ref();
        let of = |element: &Element| {
            let text = element.text();
            let address = element.attribute("href").unwrap_or(&text);
            if address.trim().is_empty() { None } else { link(address, base) }
        };
        let page = links().filter(|link| is_page(link)).find_map(of);
        // The guid of RSS is the address, unless it says that it is not one.
        let guid = || {
            let guid = self.element.child("guid")?;
            let is_address = guid.attribute("isPermaLink").is_none_or(|is| is != "false");
            if is_address { link(&guid.text(), None) } else { None }
        };
        page.or_else(guid).or_else(|| self.element.attribute("rdf:about").and_then(|about| link(about, None)))
    }

    fn markup(&self, names: &[&str]) -> Option<Markup> {
        names.iter().find_map(|name| self.element.child(name).and_then(|element| self.words(element)))
    }

    /// Returns the words of an element as it says that they are written.
    fn words(&self, element: &Element) -> Option<Markup> {
        let has_elements = element.elements().next().is_some();
        let markup = match element.attribute("type") {
            Some(kind) if kind.contains("xhtml") => Markup::Html(self.text[element.inner.clone()].to_owned()),
            _ if has_elements => Markup::Html(self.text[element.inner.clone()].to_owned()),
            Some("html" | "text/html") => Markup::Html(element.text()),
            Some("text" | "text/plain") => Markup::Plain(element.text()),
            Some(kind) if kind.starts_with("image/") || kind.starts_with("audio/") => return None,
            _ => return guessed(&element.text()),
        };
        (!markup.is_empty()).then_some(markup)
    }
}
