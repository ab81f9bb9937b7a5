//! What do the names that a page gives its elements say of them?

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::tag::Tag;
use super::tree::{Attribute, Tree};

/// Names of what stands around an article, one or two words a line.
static AROUND: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/around.txt")));
/// Names of what is never an article, however long it is.
static NEVER: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/never.txt")));
/// Names of what holds the words of an article.
static BODY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/body.txt")));

/// Names of what is about something else than the article.
static ELSEWHERE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/elsewhere.txt")));

/// Returns the lines of a list that are neither empty nor remarks.
pub(super) fn lines(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Returns whether an element stands around an article by its kind or its names.
pub(super) fn is_around(tree: &Tree, node: usize, tag: Tag) -> bool {
    use Tag::*;
    match tag {
        Aside | Footer | Form | Menu | Nav | Search | Header | Figcaption | Address => return true,
        Html | Body | Main => return false,
        _ => {}
    }
    let role = tree.attribute(node, Attribute::Role).unwrap_or_default();
    if matches!(
        role,
        "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog" | "alert" | "menu"
    ) {
        return true;
    }
    has_name(tree, node, &AROUND)
}

/// Returns whether an element is never the article, however long it is.
pub(super) fn is_never(tree: &Tree, node: usize, tag: Tag) -> bool {
    !matches!(tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article) && has_name(tree, node, &NEVER)
}

/// Returns whether an element says of itself that it holds the words of an article.
pub(super) fn is_body(tree: &Tree, node: usize) -> bool {
    let property = tree.attribute(node, Attribute::Itemprop).unwrap_or_default();
    property.split_whitespace().any(|it| it == "articleBody" || it == "reviewBody") || has_name(tree, node, &BODY)
}

/// Returns whether a node stands in what is about something else than the article, such as comments and links to others.
///
/// What holds the headline too is about the article.
pub(super) fn is_elsewhere(tree: &Tree, node: usize, headline: Option<usize>) -> bool {
    let mut at = node;
    loop {
        let range = tree.within(at);
        if at == 0 || headline.is_some_and(|headline| range.contains(&headline)) {
            return false;
        }
        match tree.tag(at) {
            Some(Tag::Html | Tag::Body | Tag::Main | Tag::Article) | None => {}
            Some(Tag::Aside | Tag::Nav) => return true,
            Some(_) if has_name(tree, at, &ELSEWHERE) => return true,
            Some(_) => {}
        }
        at = tree.nodes[at].parent;
    }
}

fn has_name(tree: &Tree, node: usize, names: &BTreeSet<&str>) -> bool {
    [Attribute::Class, Attribute::Id].into_iter().any(|attribute| {
        let value = tree.attribute(node, attribute).unwrap_or_default();
        value.split_whitespace().filter(|name| !is_label(name)).any(|name| says(name, names))
    })
}

/// Returns whether a class tells what the article is about and not what the element is.
fn is_label(name: &str) -> bool {
    ["tag-", "category-", "post-", "author-", "js-", "has-", "no-", "with-", "is-"].iter().any(|start| {
        name.starts_with(start) && !matches!(*start, "post-" | "author-") || name.starts_with(start) && name.len() > 24
    })
}

/// Returns whether one or two words in a row of a name are on the list.
fn says(name: &str, names: &BTreeSet<&str>) -> bool {
    let words = words(name);
    let is_pair = |pair: &[String]| names.contains(format!("{} {}", pair[0], pair[1]).as_str());
    words.iter().any(|word| names.contains(word.as_str())) || words.windows(2).any(is_pair)
}

/// Cuts a name into its words: `ArticleBody__content` is article, body, content.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    let mut is_open = false;
    for c in name.chars().take(200) {
        if !c.is_alphabetic() {
            is_open = false;
            continue;
        }
        if !is_open || was_lower && c.is_uppercase() {
            words.push(String::new());
        }
        words.last_mut().expect("a word was begun").extend(c.to_lowercase());
        (is_open, was_lower) = (true, c.is_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_at_marks_and_capitals() {
        for (name, expect) in [
            ("ArticleBody__content", "article body content"),
            ("most-read", "most read"),
            ("relatedPosts2", "related posts"),
            ("SHARE_BAR", "share bar"),
            ("--", ""),
        ] {
            assert_eq!(words(name).join(" "), expect, "{name}");
        }
    }

    #[test]
    fn a_class_that_tells_what_an_article_is_about_says_nothing_of_its_element() {
        let tree =
            Tree::of("<div class='hentry tag-comments category-newsletter'></div><div class='post-comments'></div>");
        let divs = (0..tree.nodes.len()).filter(|&node| tree.tag(node) == Some(Tag::Div));
        assert_eq!(divs.map(|node| is_around(&tree, node, Tag::Div)).collect::<Vec<_>>(), [false, true]);
    }
}
