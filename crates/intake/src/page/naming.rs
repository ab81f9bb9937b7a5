//! What is a page called, who wrote it and who published it?

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::blocks::{Block, blocks, is_space};
use super::marks::{is_elsewhere, lines};
use super::said::{Said, names};
use super::tag::Tag;
use super::tree::{Attribute, Tree};
use super::trim::is_label;

/// The marks between a title and the name of the site.
const SEPARATORS: [&str; 10] = [" - ", " | ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / "];

/// The headline of a page and the element that prints it.
pub(super) struct Title {
    pub(super) words: Option<String>,
    pub(super) node: Option<usize>,
}

/// What the page prints, as it is looked through for its headline.
#[derive(Clone, Copy)]
pub(super) struct Print<'a> {
    pub(super) blocks: &'a [Block],
    /// The text with which the article begins.
    pub(super) start: usize,
}

/// Finds the title: the headline as printed where the page says so elsewhere too, without the name of the site.
pub(super) fn title(tree: &Tree, said: &Said<'_>, print: Print<'_>, publisher: Option<&str>) -> Title {
    let told = told(said);
    let site = publisher.map(plain).unwrap_or_default();
    let headings = headings(tree);
    let is_told = |words: &str| plain(words) != site && told.iter().any(|told| repeats(told, words));
    let printed = headings.iter().filter(|(_, words)| is_told(words));
    // Of several headlines with the same words, the one before the article is the article's.
    let (above, below): (Vec<_>, Vec<_>) = printed.partition(|(node, _)| *node <= print.start);
    let printed =
        above.iter().rev().find(|(_, words)| Some(words) == above.first().map(|(_, words)| words)).or(below.first());
    if let Some((node, words)) = printed {
        return Title { words: Some(words.clone()), node: Some(*node) };
    }
    let first = headings.iter().find(|(node, words)| tree.tag(*node) == Some(Tag::H1) && plain(words) != site);
    let words =
        told.first().map(|told| without_site(told, publisher)).or_else(|| first.map(|(_, words)| words.clone()));
    let words = words.filter(|words| !words.is_empty());
    let wanted = words.as_deref().map(plain);
    let line = print.blocks.iter().find(|block| Some(plain(&block.text)) == wanted).map(|block| block.first);
    Title { words, node: line.or(first.map(|(node, _)| *node)) }
}

/// Lists the titles that a page gives itself where readers do not look, the likeliest first.
fn told(said: &Said<'_>) -> Vec<String> {
    let told = [
        said.linked.iter().find(|linked| linked.rank < 2).and_then(|linked| linked.headline.as_deref()),
        said.meta("og:title"),
        said.meta("twitter:title"),
        said.title.as_deref(),
    ];
    told.into_iter().flatten().map(spaced).collect()
}

/// Lists the headings of the three highest kinds, the highest first.
fn headings(tree: &Tree) -> Vec<(usize, String)> {
    const HEADINGS_MAX: usize = 60;
    const HEADING_BYTES_MAX: usize = 400;
    let is_headline = |node: &usize| tree.tag(*node).is_some_and(|tag| matches!(tag, Tag::H1 | Tag::H2 | Tag::H3));
    let found = (0..tree.nodes.len()).filter(is_headline).take(HEADINGS_MAX).map(|node| (node, tree.words(node)));
    let mut found: Vec<_> = found.filter(|(_, words)| !words.is_empty() && words.len() < HEADING_BYTES_MAX).collect();
    found.sort_by_key(|(node, _)| tree.tag(*node) != Some(Tag::H1));
    found
}

/// Returns whether what is told is the printed headline, perhaps with a name behind or before it.
fn repeats(told: &str, printed: &str) -> bool {
    let (told, printed) = (plain(told), plain(printed));
    let is_whole = told == printed;
    let has_words = printed.split(' ').count() > 2;
    is_whole || has_words && (told.starts_with(&printed) || told.ends_with(&printed) && printed.len() * 2 > told.len())
}

/// Returns the words in lower case without marks.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn spaced(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Cuts the name of the site from the end or the beginning of a title.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let site = publisher.map(plain).unwrap_or_default();
    let mut title = title;
    while let Some((at, len)) = SEPARATORS.iter().filter_map(|it| title.rfind(it).map(|at| (at, it.len()))).max() {
        let (head, tail) = (&title[..at], &title[at + len..]);
        let tail_words = plain(tail);
        let is_site = !site.is_empty() && (tail_words.contains(&site) || site.contains(&tail_words));
        let is_short = tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 4;
        let is_named = is_site || is_short && title[at..].starts_with(" |");
        if !is_named {
            break;
        }
        title = head;
    }
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.split_once(separator)
            && !site.is_empty()
            && plain(head) == site
        {
            title = tail;
        }
    }
    title.trim().to_owned()
}

/// Finds the name of the house that publishes a page.
pub(super) fn publisher(said: &Said<'_>) -> Option<String> {
    let linked = || said.linked.iter().find_map(|linked| linked.publisher.clone());
    let named =
        ["og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "article:publisher", "publisher"];
    let of_field = |name: &&str| said.meta(name).map(|name| spaced(name.split(" | ").next().unwrap_or_default()));
    let is_name = |name: &String| !name.contains("://") && !name.contains('@') && name.len() < 100 && !name.is_empty();
    let first = of_field(&named[0]).filter(is_name);
    let rest = || named[1..].iter().filter_map(of_field).find(|name| is_name(name));
    let last = || said.meta("application-name").map(spaced).filter(is_name);
    first.or_else(|| linked().map(|name| spaced(&name)).filter(is_name)).or_else(rest).or_else(last)
}

/// Finds the names of those who wrote a page.
pub(super) fn byline(
    tree: &Tree,
    said: &Said<'_>,
    print: Print<'_>,
    publisher: Option<&str>,
    headline: Option<usize>,
) -> Option<String> {
    let of_data = said.linked.iter().map(|linked| linked.authors.clone()).find(|authors| !authors.is_empty());
    let fields = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "byline",
        "citation_author",
        "cxenseparse:author",
    ];
    let of_fields = || {
        fields
            .iter()
            .map(|name| said.values(std::iter::once(*name)).map(str::to_owned).collect::<Vec<_>>())
            .find(|found| found.iter().any(|it| !people(it, publisher).is_empty()))
    };
    let first = of_data.map(|authors| all_people(&authors, publisher)).filter(|people| !people.is_empty());
    let next = || of_fields().map(|authors| all_people(&authors, publisher)).filter(|people| !people.is_empty());
    let marked = || Some(all_people(&printed(tree, headline), publisher)).filter(|people| !people.is_empty());
    let led = || headline.map(|node| people(led_in(print.blocks, node), publisher)).filter(|people| !people.is_empty());
    first.or_else(next).or_else(marked).or_else(led).map(|people| people.join(", "))
}

/// Returns the line below the headline that begins as a byline does.
fn led_in(blocks: &[Block], headline: usize) -> &str {
    const LINES_BELOW: usize = 6;
    const LINE_BYTES_MAX: usize = 120;
    let start = blocks.partition_point(|block| block.first < headline);
    let below = blocks[start..].iter().take(LINES_BELOW).flat_map(|block| block.text.lines());
    let is_led =
        |line: &&str| line.len() <= LINE_BYTES_MAX && LEADS.iter().any(|lead| after_lead(line, lead).is_some());
    below.filter(is_led).find(|line| !people(line, None).is_empty()).unwrap_or_default()
}

/// Lists the words of the elements that name an author.
fn printed(tree: &Tree, headline: Option<usize>) -> Vec<String> {
    let property = |node: usize, attribute, wanted: &str| {
        tree.attribute(node, attribute)
            .is_some_and(|it| it.split_whitespace().any(|word| word.eq_ignore_ascii_case(wanted)))
    };
    let is_named = |class: &str| {
        let class = class.to_lowercase();
        class.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "byline" | "author" | "autor"))
    };
    let ways: [&dyn Fn(usize) -> bool; 3] = [
        &|node| property(node, Attribute::Itemprop, "author"),
        &|node| tree.tag(node) == Some(Tag::A) && property(node, Attribute::Rel, "author"),
        &|node| tree.attribute(node, Attribute::Class).is_some_and(is_named),
    ];
    for way in ways {
        let found =
            (0..tree.nodes.len()).filter(|&node| tree.tag(node).is_some_and(|tag| tag != Tag::Meta) && way(node));
        let found = found.filter(|&node| !is_elsewhere(tree, node, headline)).take(8);
        let words: Vec<String> = found.map(|node| name_within(tree, node)).filter(|words| words.len() < 200).collect();
        if words.iter().any(|words| !people(words, None).is_empty()) {
            return words;
        }
    }
    Vec::new()
}

/// Returns the line with the name in an element that may hold more.
fn name_within(tree: &Tree, node: usize) -> String {
    let named = tree.within(node).find(|&inner| tree.attribute(inner, Attribute::Itemprop) == Some("name"));
    let lines = blocks(tree, named.unwrap_or(node));
    let mut lines = lines.iter().flat_map(|block| block.text.lines());
    lines.find(|line| !people(line, None).is_empty()).unwrap_or_default().to_owned()
}

fn all_people(lines: &[String], publisher: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in lines.iter().flat_map(|line| people(line, publisher)) {
        // A house may stand behind a name that stands alone elsewhere.
        let is_longer =
            |long: &str, short: &str| format!("{} ", plain(long)).starts_with(&format!("{} ", plain(short)));
        if !all.iter().any(|other| is_longer(&name, other)) {
            all.retain(|other| !is_longer(other, &name));
            all.push(name);
        }
    }
    all
}

/// What leads in an author, in lower case.
static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| names(include_str!("../../data/page/byline-leads.txt")).collect());
/// Words that say what somebody is and not who, in lower case.
static ROLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/roles.txt")));
/// What parts the names of several authors.
const BETWEEN: [&str; 8] = [" and ", " und ", " et ", " y ", " & ", ";", ",", " with "];

/// What stands after the names in a byline.
const ENDS: [&str; 9] = ["|", "•", "·", "(", "–", "—", "/", " - ", " on "];

/// Cuts a byline into names, and leaves out what is none.
fn people(line: &str, publisher: Option<&str>) -> Vec<String> {
    let line = spaced(line);
    let mut rest = line.as_str();
    while let Some(after) = LEADS.iter().find_map(|lead| after_lead(rest, lead)) {
        rest = after;
    }
    let end = ENDS.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let rest = &rest[..end];
    let mut parts = vec![rest.to_owned()];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between).map(str::to_owned).collect::<Vec<_>>()).collect();
    }
    let site = publisher.map(plain).unwrap_or_default();
    let is_site = |name: &str| !site.is_empty() && format!("{} ", plain(name)).starts_with(&format!("{site} "));
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|name| is_name(name) && !is_site(name)).collect()
}

fn after_lead<'a>(line: &'a str, lead: &str) -> Option<&'a str> {
    let start = line.get(..lead.len())?;
    let rest = line[lead.len()..].strip_prefix([' ', ':'])?;
    (start.to_lowercase() == lead).then(|| rest.trim_start_matches([' ', ':']))
}

fn is_name(name: &str) -> bool {
    const WORDS_MAX: usize = 5;
    let words = name.split_whitespace().count();
    let is_address = name.contains("://") || name.contains('@') || name.contains("www.");
    let is_capital = name.chars().next().is_some_and(|first| !first.is_lowercase() && first.is_alphabetic());
    let is_degree = words == 1 && name.len() <= 3 && name.chars().all(|c| c.is_uppercase() || c == '.');
    let is_role = plain(name).split(' ').any(|word| ROLES.contains(word));
    (1..=WORDS_MAX).contains(&words)
        && is_capital
        && !is_address
        && !is_degree
        && !is_role
        && !is_label(name)
        && !name.contains(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_cut_into_names() {
        for (line, expect) in [
            ("By Ada Korn and Tomas Birk", "Ada Korn, Tomas Birk"),
            ("Written by: Ada Korn, Staff Writer", "Ada Korn"),
            ("Von Jörg Ähre | Uferbote", "Jörg Ähre"),
            ("ADA KORN, MD, for the desk", "ADA KORN"),
            ("By Ada Korn on Monday", "Ada Korn"),
            ("Lowland Wire, Ada Korn, Lowland Wire Sport", "Ada Korn"),
            ("https://wire.example/korn", ""),
            ("korn@wire.example", ""),
            ("Share", ""),
            ("3 May 2031", ""),
        ] {
            assert_eq!(people(line, Some("Lowland Wire")).join(", "), expect, "{line}");
        }
    }

    #[test]
    fn the_name_of_the_site_is_cut_from_a_title() {
        for (title, expect) in [
            ("Dykes first | Lowland Wire", "Dykes first"),
            ("Dykes first - River - Lowland Wire", "Dykes first - River"),
            ("Lowland Wire: dykes", "Lowland Wire: dykes"),
            ("Lowland Wire » Dykes first", "Dykes first"),
            ("Dykes, ferries and locks first | The River", "Dykes, ferries and locks first"),
            ("Dykes first – and then the ferries", "Dykes first – and then the ferries"),
        ] {
            assert_eq!(without_site(title, Some("Lowland Wire")), expect, "{title}");
        }
    }
}
