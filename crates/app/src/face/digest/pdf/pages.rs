//! Which row stands on which page?
//!
//! A heading stays with what follows it, and a block of few rows stays whole.

use super::blocks::{Block, Role};

/// The width of a page, DIN A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// Its height.
pub(super) const HEIGHT: f32 = 841.89;
/// Left and right of the text.
pub(super) const MARGIN: f32 = 84.0;
/// Where the text begins, under the running head.
pub(super) const TOP: f32 = 84.0;
/// Where the text ends, above the page number.
const BOTTOM: f32 = HEIGHT - 80.0;
/// A block of at most so many rows is not parted.
const WHOLE_ROWS_MAX: usize = 5;
/// So many rows of a parted block stay together, at its beginning and at its end.
const PART_ROWS_MIN: usize = 2;

/// A row on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The block, counted from 0.
    pub(super) block: usize,
    /// The row within it, counted from 0.
    pub(super) row: usize,
    /// Where its room begins, from the top of the page.
    pub(super) top: f32,
}

/// Puts the rows of blocks on pages.
pub(super) fn pages(blocks: &[Block]) -> Vec<Vec<Placed>> {
    let mut pages = vec![Vec::new()];
    let mut top = TOP;
    for (block, it) in blocks.iter().enumerate() {
        let is_first = pages.last().is_some_and(Vec::is_empty);
        let before = if is_first { 0.0 } else { it.before };
        if !is_first && top + before + together(&blocks[block..]) > BOTTOM {
            pages.push(Vec::new());
            top = TOP;
        } else {
            top += before;
        }
        for row in 0..it.rows.len() {
            let needed = if it.rows.len() - row == PART_ROWS_MIN { PART_ROWS_MIN } else { 1 };
            let may_part = row > 0 && it.rows.len() > WHOLE_ROWS_MAX;
            if may_part && top + needed as f32 * it.leading > BOTTOM {
                pages.push(Vec::new());
                top = TOP;
            }
            pages.last_mut().expect("there is a page").push(Placed { block, row, top });
            top += it.leading;
        }
    }
    pages
}

/// Returns how much room a block needs at least, with what it must not be parted from.
fn together(blocks: &[Block]) -> f32 {
    let mut room = 0.0;
    for (at, block) in blocks.iter().enumerate() {
        let rows = if block.rows.len() > WHOLE_ROWS_MAX { PART_ROWS_MIN } else { block.rows.len() };
        room += rows as f32 * block.leading + if at == 0 { 0.0 } else { block.before };
        if !matches!(block.role, Role::Heading(2 | 3)) {
            break;
        }
    }
    room
}
