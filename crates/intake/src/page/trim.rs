//! Which blocks inside an article are not its words: links to others, calls to follow, labels of pictures?

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::blocks::{Block, BlockKind};
use super::day::{DigitOrder, days};
use super::marks::lines;

/// Whole lines that are never words of an article.
static LABELS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/labels.txt")));
/// Beginnings of short lines that lead away from an article.
static CALLS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../../data/page/calls.txt")));

/// A longer block is not taken for a call.
const CALL_BYTES_MAX: usize = 240;

/// Leaves out what is not the article's own.
pub(super) fn trimmed(blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let blocks = without_head(blocks, title);
    let lists = link_lists(&blocks);
    let kept = blocks.into_iter().zip(lists).filter(|(block, is_list)| !is_list && !is_apart(block));
    let mut kept: Vec<Block> = kept.map(|(block, _)| block).collect();
    let runs = link_runs(&kept);
    let mut runs = runs.into_iter();
    kept.retain(|_| !runs.next().unwrap_or_default());
    trim_ends(&mut kept);
    without_empty_headings(kept)
}

fn is_apart(block: &Block) -> bool {
    is_label(&block.text) || is_call(block)
}

/// Returns whether a line is a label or a button, and so never words of an article.
pub(super) fn is_label(line: &str) -> bool {
    LABELS.contains(plain(line).as_str())
}

/// Returns the words in lower case without the marks at their ends.
fn plain(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}

fn is_call(block: &Block) -> bool {
    if block.text.len() > CALL_BYTES_MAX {
        return false;
    }
    let is_sentence = block.text.ends_with(['.', '!', '?', '”', '"']);
    if is_sentence && block.link_bytes * 3 < block.text.len() {
        return false;
    }
    let text = plain(&block.text);
    let is_begun_by =
        |call: &&&str| text.strip_prefix(**call).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    CALLS.iter().find(is_begun_by).is_some()
}

/// Returns whether the block is one link and no sentence.
fn is_link(block: &Block) -> bool {
    let is_whole = block.link_bytes * 10 >= block.text.len() * 9;
    is_whole
        && block.links > 0
        && block.text.len() < CALL_BYTES_MAX
        && !block.text.ends_with(['.', '!', '?', '”', '"'])
        && !block.text.starts_with("http")
}

/// Leaves out the title with what stands above it, and the lines with a day between it and the first sentence.
fn without_head(mut blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let first = blocks.iter().position(is_sentence).unwrap_or(0);
    let title = title.map(plain);
    let is_title = |block: &Block| Some(plain(&block.text)) == title;
    let after_title = blocks[..first].iter().rposition(is_title).map_or(0, |at| at + 1);
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at > after_title && (at > first || days(&block.text, DigitOrder::DayFirst).is_empty())
    });
    blocks
}

/// Tells of each block whether it is one of several links in a row.
fn link_runs(blocks: &[Block]) -> Vec<bool> {
    let mut marks = Vec::with_capacity(blocks.len());
    for run in blocks.chunk_by(|one, next| is_link(one) == is_link(next)) {
        marks.resize(marks.len() + run.len(), run.len() > 1 && is_link(&run[0]));
    }
    marks
}

/// Tells of each block whether it stands in a list whose items are mostly links.
fn link_lists(blocks: &[Block]) -> Vec<bool> {
    let mut marks = Vec::with_capacity(blocks.len());
    for run in blocks.chunk_by(|one, next| one.kind == next.kind) {
        let (links, all) =
            run.iter().fold((0, 0), |(links, all), block| (links + block.link_bytes, all + block.text.len()));
        let is_list = matches!(run[0].kind, BlockKind::Item | BlockKind::Row) && run.len() > 1 && links * 10 > all * 7;
        marks.resize(marks.len() + run.len(), is_list);
    }
    marks
}

/// Leaves out what comes before the first and after the last sentence.
fn trim_ends(blocks: &mut Vec<Block>) {
    let first = blocks.iter().position(is_sentence).unwrap_or(0);
    let last = blocks.iter().rposition(is_sentence).unwrap_or(blocks.len().saturating_sub(1));
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        (first..=last).contains(&(at - 1)) || block.link_bytes * 2 < block.text.len()
    });
}

fn is_sentence(block: &Block) -> bool {
    const SENTENCE_BYTES_MIN: usize = 40;
    let ends = block.text.ends_with(['.', '!', '?', '”', '"', '…', ':', ')', '»', '’']);
    block.kind != BlockKind::Heading && (block.text.len() >= SENTENCE_BYTES_MIN && ends || block.text.len() >= 120)
}

/// Leaves out headings with no words under them.
fn without_empty_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    while blocks.last().is_some_and(|block| block.kind == BlockKind::Heading) {
        blocks.pop();
    }
    blocks
}
