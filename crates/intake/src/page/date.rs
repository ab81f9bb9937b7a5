//! When was a page published, as it says itself?
//!
//! Fields that say when it was published go before structured data, those before fields that give just a date, those
//! before what is printed near the headline, and that before the address; a day of change counts where nothing else does.

use casus_text::{DateOrigin, StatedIn};
use jiff::civil::Date;

use super::PageDate;
use super::blocks::Block;
use super::day::{DigitOrder, Stamp, day_of_address, days, stamp};
use super::marks::is_elsewhere;
use super::said::{Said, names};
use super::tag::Tag;
use super::tree::{Attribute, Tree};

const PUBLISHED: &str = include_str!("../../data/page/published.txt");
const DATES: &str = include_str!("../../data/page/dates.txt");
const MODIFIED: &str = include_str!("../../data/page/modified.txt");
const LABELS: &str = include_str!("../../data/page/date-labels.txt");

/// A page that says a day so much later than all others has it wrong.
const DAYS_AHEAD_MAX: i32 = 366;

/// A page as it is looked through for its date.
#[derive(Clone, Copy)]
pub(super) struct Dated<'a> {
    pub(super) tree: &'a Tree,
    pub(super) said: &'a Said<'a>,
    /// All that is printed, with what stands around the article.
    pub(super) printed: &'a [Block],
    /// The element with the headline.
    pub(super) headline: Option<usize>,
    pub(super) address: Option<&'a str>,
    pub(super) order: DigitOrder,
}

/// Finds the date of publication.
pub(super) fn published(page: Dated<'_>) -> Option<PageDate> {
    let printed = printed(page);
    let address = page.address.and_then(day_of_address);
    let mut found = candidates(page);
    found.extend(printed.published.map(|stamp| (stamp, StatedIn::Page)));
    found.extend(address.map(|day| (Stamp { day, instant: None, is_of_no_place: false }, StatedIn::Address)));
    found.extend(modified(page));
    found.extend(printed.modified.map(|stamp| (stamp, StatedIn::Page)));
    let (stamp, part) = found.iter().find(|(stamp, _)| !is_ahead(stamp.day, &found))?;
    let near = printed.published.map(|stamp| stamp.day).or(address);
    let day = near.filter(|&day| is_same_hour_elsewhere(*stamp, day)).unwrap_or(stamp.day);
    Some(PageDate { day, instant: stamp.instant, origin: DateOrigin::Stated(*part) })
}

/// Returns whether a day lies too far ahead of all others that the page says.
fn is_ahead(day: Date, all: &[(Stamp, StatedIn)]) -> bool {
    let others = all.iter().map(|(stamp, _)| stamp.day).filter(|&other| other != day);
    others.max().is_some_and(|newest| (day - newest).get_days() > DAYS_AHEAD_MAX)
}

/// Returns whether a day is that of the same hour in another zone.
///
/// Fields give the hour in UTC more often than not, and then the day can be one off from the one that the page prints.
fn is_same_hour_elsewhere(stamp: Stamp, day: Date) -> bool {
    stamp.is_of_no_place && (stamp.day - day).get_days().abs() == 1
}

/// Lists what fields and structured data say of the publication, in the order of how far they are believed.
fn candidates(page: Dated<'_>) -> Vec<(Stamp, StatedIn)> {
    let of_fields = |list| page.said.values(names(list)).filter_map(stamp).map(|stamp| (stamp, StatedIn::Metadata));
    let of_data = page.said.linked.iter().filter_map(|linked| stamp(linked.published.as_deref()?));
    let of_properties = properties(page, &["datepublished", "datecreated"]);
    let mut found: Vec<(Stamp, StatedIn)> = of_fields(PUBLISHED).collect();
    found.extend(of_data.chain(of_properties).map(|stamp| (stamp, StatedIn::StructuredData)));
    found.extend(of_fields(DATES));
    found
}

fn modified(page: Dated<'_>) -> Vec<(Stamp, StatedIn)> {
    let of_fields = page.said.values(names(MODIFIED)).filter_map(stamp).map(|stamp| (stamp, StatedIn::Metadata));
    let of_data = page.said.linked.iter().filter_map(|linked| stamp(linked.modified.as_deref()?));
    let of_properties = properties(page, &["datemodified", "dateupdated"]);
    of_fields.chain(of_data.chain(of_properties).map(|stamp| (stamp, StatedIn::StructuredData))).collect()
}

/// Lists the values of properties that stand at elements of the article.
fn properties(page: Dated<'_>, wanted: &[&str]) -> Vec<Stamp> {
    let tree = page.tree;
    let has = |node: usize| {
        let names = tree.attribute(node, Attribute::Itemprop)?.to_lowercase();
        Some(names.split_whitespace().any(|name| wanted.contains(&name)))
    };
    let nodes = (0..tree.nodes.len()).filter(|&node| tree.tag(node) != Some(Tag::Meta) && has(node) == Some(true));
    let nodes = nodes.filter(|&node| !is_elsewhere(tree, node, page.headline));
    nodes
        .filter_map(|node| {
            let value = tree.attribute(node, Attribute::Datetime).or_else(|| tree.attribute(node, Attribute::Content));
            value.and_then(stamp).or_else(|| stamp(&tree.words(node)))
        })
        .collect()
}

/// What is printed of the days on which a page was published and changed.
#[derive(Default)]
struct Printed {
    published: Option<Stamp>,
    modified: Option<Stamp>,
}

/// How far a printed day is from being the page's own: the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    LabelledNear,
    BelowHeadline,
    AboveHeadline,
    LabelledFar,
}

/// So many blocks from the headline on are looked through.
const BLOCKS_MAX: usize = 5000;

/// Looks at the lines around the headline, and at those that say what their day is.
fn printed(page: Dated<'_>) -> Printed {
    let headline = page.headline.map_or(0, |node| page.printed.partition_point(|block| block.first < node));
    let mut best: [Option<(Distance, Stamp)>; 2] = [None, None];
    for (at, block) in page.printed.iter().enumerate().take(headline + BLOCKS_MAX) {
        let Some((label, stamp)) = stamp_of_line(page, block) else { continue };
        let Some(distance) = distance(at, headline, label.is_some()) else { continue };
        let slot = &mut best[usize::from(label == Some(Label::Modified))];
        if slot.is_none_or(|(other, _)| distance < other) && !is_elsewhere(page.tree, block.first, page.headline) {
            *slot = Some((distance, stamp));
        }
    }
    let [published, modified] = best.map(|found| found.map(|(_, stamp)| stamp));
    Printed { published, modified }
}

fn distance(at: usize, headline: usize, is_labelled: bool) -> Option<Distance> {
    const BLOCKS_BELOW: usize = 12;
    const BLOCKS_ABOVE: usize = 4;
    let is_below = (headline..headline + BLOCKS_BELOW).contains(&at);
    let is_above = (headline.saturating_sub(BLOCKS_ABOVE)..headline).contains(&at);
    match (is_labelled, is_below, is_above) {
        (true, true, _) | (true, _, true) => Some(Distance::LabelledNear),
        (false, true, _) => Some(Distance::BelowHeadline),
        (false, _, true) => Some(Distance::AboveHeadline),
        (true, ..) => Some(Distance::LabelledFar),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Published,
    Modified,
}

/// Reads a short line with a day, or the element for times that stands in it.
fn stamp_of_line(page: Dated<'_>, block: &Block) -> Option<(Option<Label>, Stamp)> {
    const LINE_BYTES_MAX: usize = 160;
    const UNLABELLED_WORDS_MAX: usize = 16;
    if block.text.len() > LINE_BYTES_MAX || block.text.contains('©') {
        return None;
    }
    let label = label(&block.text);
    let is_parted = block.text.contains(['|', '•', '·']);
    if label.is_none() && !is_parted && block.text.split_whitespace().count() > UNLABELLED_WORDS_MAX {
        return None;
    }
    let day = days(&block.text, page.order).first().copied();
    let timed = time_of(page.tree, block);
    let stamp = match (day, timed) {
        (Some(day), Some(timed)) if (timed.day - day).get_days().abs() <= 1 => {
            Stamp { day, is_of_no_place: false, ..timed }
        }
        (Some(day), _) => Stamp { day, instant: None, is_of_no_place: false },
        (None, timed) => timed?,
    };
    Some((label, stamp))
}

/// Returns the value of the element for times in which a block begins.
fn time_of(tree: &Tree, block: &Block) -> Option<Stamp> {
    let holder = tree.within(block.node).filter(|&node| tree.tag(node) == Some(Tag::Time));
    let mut times = holder.filter_map(|node| tree.attribute(node, Attribute::Datetime));
    let above = || {
        let parent = tree.nodes[block.first].parent;
        (tree.tag(parent) == Some(Tag::Time)).then(|| tree.attribute(parent, Attribute::Datetime)).flatten()
    };
    const NODES_MAX: usize = 40;
    if tree.within(block.node).len() > NODES_MAX { above().and_then(stamp) } else { times.next().and_then(stamp) }
}

fn label(line: &str) -> Option<Label> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut best: Option<(usize, Label)> = None;
    for entry in names(LABELS) {
        let (sign, words) = entry.split_once(' ')?;
        let is_begun = line.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if is_begun && best.is_none_or(|(len, _)| words.len() > len) {
            best = Some((words.len(), if sign == "+" { Label::Published } else { Label::Modified }));
        }
    }
    best.map(|(_, label)| label)
}
