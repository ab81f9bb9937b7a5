//! Which blocks of a page are its article?

use std::ops::Range;

use super::blocks::{Block, BlockKind, blocks};
use super::marks::{is_around, is_body, is_never};
use super::tag::Tag;
use super::tree::Tree;

/// A shorter block may be anything: a button, a date, a name.
const PROSE_BYTES_MIN: usize = 80;
/// An element that holds so much of the prose is not what stands around it, whatever it is called.
const AROUND_SHARE_MAX: f64 = 0.4;
/// The same for what is named so that there is no doubt, such as comments; they can be much longer than an article.
const NEVER_SHARE_MAX: f64 = 0.95;

/// What is printed on a page.
pub(super) struct Found {
    /// All its blocks.
    pub(super) printed: Vec<Block>,
    /// Those that do not stand in what is around the article.
    kept: Vec<Block>,
    /// The first and the last of these that stand in the element of the article.
    article: Range<usize>,
}

impl Found {
    /// Returns the text with which the article begins.
    pub(super) fn start(&self) -> usize {
        self.kept.get(self.article.start).map_or(0, |block| block.first)
    }

    /// Returns the blocks of the article, with the paragraphs that stand between the headline and its element.
    pub(super) fn article(&self, headline: Option<usize>) -> Vec<Block> {
        const LEAD_BLOCKS: usize = 6;
        let from = headline.map_or(self.article.start, |node| self.kept.partition_point(|block| block.first <= node));
        let lead = from.max(self.article.start.saturating_sub(LEAD_BLOCKS))..self.article.start;
        let lead = self.kept.get(lead).unwrap_or_default().iter().filter(|block| prose(block) > 0.0);
        lead.chain(&self.kept[self.article.clone()]).cloned().collect()
    }
}

/// Finds the blocks of a page and of its article, in their order.
pub(super) fn found(tree: &Tree) -> Found {
    let body = (0..tree.nodes.len()).find(|&node| tree.tag(node) == Some(Tag::Body)).unwrap_or(0);
    let printed = blocks(tree, body);
    let kept = without_surroundings(tree, body, &printed, &weights(tree, &printed));
    let root = root(tree, body, &weights(tree, &kept));
    let bounds = tree.within(root);
    let at = |node: usize| kept.partition_point(|block| block.first < node);
    let article = at(bounds.start)..at(bounds.end);
    Found { printed, kept, article }
}

/// Returns how much prose each element holds.
fn weights(tree: &Tree, blocks: &[Block]) -> Vec<f64> {
    let mut weights = vec![0.0; tree.nodes.len()];
    for block in blocks {
        weights[block.node] += prose(block);
    }
    for node in (1..tree.nodes.len()).rev() {
        weights[tree.nodes[node].parent] += weights[node];
    }
    weights
}

/// Returns how much a block counts for as prose.
fn prose(block: &Block) -> f64 {
    let words_bytes = block.text.len().saturating_sub(block.link_bytes);
    let is_prose = block.text.len() >= PROSE_BYTES_MIN && block.link_bytes * 2 < block.text.len();
    if is_prose { words_bytes as f64 } else { 0.0 }
}

/// Leaves out the blocks that stand in what is around an article.
fn without_surroundings(tree: &Tree, body: usize, blocks: &[Block], weights: &[f64]) -> Vec<Block> {
    let is_left_out = |node: usize, tag: Tag| {
        let share = weights[node] / weights[body].max(1.0);
        share <= AROUND_SHARE_MAX && is_around(tree, node, tag) || share <= NEVER_SHARE_MAX && is_never(tree, node, tag)
    };
    let mut left_out = Vec::new();
    let mut node = body;
    while node < tree.nodes[body].end {
        match tree.tag(node) {
            Some(tag) if is_left_out(node, tag) => {
                left_out.push(tree.within(node));
                node = tree.nodes[node].end;
            }
            _ => node += 1,
        }
    }
    let is_kept = |block: &&Block| {
        let before = left_out.partition_point(|range| range.start <= block.first);
        before == 0 || !left_out[before - 1].contains(&block.first)
    };
    blocks.iter().filter(is_kept).cloned().collect()
}

/// Finds the element that holds the article.
fn root(tree: &Tree, body: usize, weights: &[f64]) -> usize {
    let total = weights[body];
    let best = |is: &dyn Fn(usize) -> bool, share: f64| {
        let found = tree.within(body).filter(|&node| weights[node] > 0.0 && is(node));
        found
            .fold(None, |best: Option<usize>, node| match best {
                Some(best) if weights[best] >= weights[node] => Some(best),
                _ => Some(node),
            })
            .filter(|&node| weights[node] >= total * share)
    };
    let start = best(&|node| is_body(tree, node), 0.35)
        .or_else(|| best(&|node| tree.tag(node) == Some(Tag::Article), 0.3))
        .unwrap_or(body);
    narrowed(tree, start, weights)
}

/// Goes down to the innermost element that holds nearly all the prose.
fn narrowed(tree: &Tree, start: usize, weights: &[f64]) -> usize {
    const SHARE_MIN: f64 = 0.85;
    let mut root = start;
    loop {
        let limit = weights[root] * SHARE_MIN;
        let children = children(tree, root);
        let Some(next) = children.into_iter().find(|&child| weights[child] >= limit && tree.tag(child).is_some())
        else {
            return root;
        };
        let is_paragraph = tree.tag(next) == Some(Tag::P);
        if is_paragraph || weights[next] == 0.0 {
            return root;
        }
        root = next;
    }
}

fn children(tree: &Tree, node: usize) -> Vec<usize> {
    let mut children = Vec::new();
    let mut child = node + 1;
    while child < tree.nodes[node].end {
        children.push(child);
        child = tree.nodes[child].end;
    }
    children
}

/// Writes blocks as a text.
pub(super) fn written(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before = None;
    for block in blocks {
        match (before, block.kind) {
            (None, _) => {}
            (Some(BlockKind::Item), BlockKind::Item) | (Some(BlockKind::Row), BlockKind::Row) => text.push('\n'),
            _ => text.push_str("\n\n"),
        }
        text.push_str(&block.text);
        before = Some(block.kind);
    }
    text
}
