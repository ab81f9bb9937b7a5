//! What does a page say of itself where readers do not look?

use super::linked::{Linked, linked};
use super::marks::is_elsewhere;
use super::tag::Tag;
use super::tree::{Attribute, Tree};

/// The metadata and the structured data of a page.
pub(super) struct Said<'a> {
    /// Each value with its name in lower case, in the order of the page.
    meta: Vec<(String, &'a str)>,
    /// What the structured data say of articles, the likeliest to be this page first.
    pub(super) linked: Vec<Linked>,
    /// The address that the page gives itself.
    pub(super) canonical: Option<&'a str>,
    /// The language of its root.
    pub(super) language: Option<&'a str>,
    /// The words of its title.
    pub(super) title: Option<String>,
}

impl<'a> Said<'a> {
    /// Collects what a page says of itself.
    pub(super) fn of(tree: &'a Tree) -> Self {
        let mut said = Self { meta: Vec::new(), linked: Vec::new(), canonical: None, language: None, title: None };
        for node in 0..tree.nodes.len() {
            match tree.tag(node) {
                Some(Tag::Meta) => said.take_meta(tree, node),
                Some(Tag::Link)
                    if tree.attribute(node, Attribute::Rel).is_some_and(|it| it.eq_ignore_ascii_case("canonical")) =>
                {
                    said.canonical = said.canonical.or(tree.attribute(node, Attribute::Href));
                }
                Some(Tag::Html | Tag::Body) => said.language = said.language.or(tree.attribute(node, Attribute::Lang)),
                Some(Tag::Title) if said.title.is_none() => {
                    said.title = Some(tree.words(node)).filter(|it| !it.is_empty())
                }
                Some(Tag::Script) if tree.nodes[node].end > node + 1 => {
                    let script = tree.within(node).filter_map(|inner| tree.characters(inner)).collect::<String>();
                    said.linked.extend(linked(&script));
                }
                _ => {}
            }
        }
        said.linked.sort_by_key(|linked| linked.rank);
        said
    }

    fn take_meta(&mut self, tree: &'a Tree, node: usize) {
        let Some(content) = tree.attribute(node, Attribute::Content).map(str::trim).filter(|it| !it.is_empty()) else {
            return;
        };
        for attribute in [Attribute::Property, Attribute::Name, Attribute::Itemprop, Attribute::HttpEquiv] {
            let Some(names) = tree.attribute(node, attribute) else { continue };
            if attribute == Attribute::Itemprop && is_elsewhere(tree, node, None) {
                continue;
            }
            for name in names.split_whitespace() {
                self.meta.push((name.to_lowercase(), content));
            }
        }
    }

    /// Returns the first value with a name.
    pub(super) fn meta(&self, name: &str) -> Option<&'a str> {
        self.meta.iter().find(|(other, _)| other == name).map(|(_, content)| *content)
    }

    /// Returns the values with one of several names, in the order of the names.
    pub(super) fn values<'s>(
        &'s self,
        names: impl Iterator<Item = &'static str> + 's,
    ) -> impl Iterator<Item = &'a str> + 's {
        names.flat_map(|name| self.meta.iter().filter(move |(other, _)| other == name).map(|(_, content)| *content))
    }
}

/// Returns the lines of an ordered list, without its remarks.
pub(super) fn names(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
