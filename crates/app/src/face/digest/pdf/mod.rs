//! How does a digest look as a PDF file?
//!
//! A digest becomes [`Block`](blocks::Block)s, a block becomes rows, rows are put on pages, and the pages are drawn
//! with `krilla`. Text of a source is only ever text here: nothing reads it as markup. No typeface of the system is
//! asked for, and no clock, so the same digest gives the same bytes.

mod blocks;
mod draw;
mod fonts;
mod pages;
mod rows;

#[cfg(test)]
mod tests;

use super::Digest;
use crate::error::Error;
use blocks::blocks;
use fonts::Fonts;

/// Draws a digest as a PDF file.
pub(crate) fn pdf(digest: &Digest) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::new();
    let blocks = blocks(&fonts, digest);
    let pages = pages::pages(&blocks);
    draw::draw(&fonts, digest, &blocks, &pages)
}
