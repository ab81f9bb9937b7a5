//! Which documents does a file hold?
//!
//! In goes a file or a pipe; out come its documents one after the other, each with its own bytes and what was told of it.
//! A plain document is one item, an archive, a mailbox, a feed or a table has many. Nothing is held but the item at hand,
//! so a file may be of any length; what could still grow without end has a limit, and one item that is refused does not
//! keep the others back.

mod budget;
mod entry;
mod http;
mod lines;
mod mail;
mod mbox;
mod row;
mod rows;
mod stream;
mod transcode;
mod walk;
mod warc;
pub(crate) mod zipped;

use std::io::{Read, Seek};
use std::ops::ControlFlow;

pub(crate) use mail::mail;
pub use walk::items;

use crate::{Format, IntakeError, Markup, Told};

#[cfg(test)]
mod tests;

/// One document, with the bytes that it came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The path of the file, and for what stands in another file, `#` and its name or number there.
    pub path: String,
    /// Whether it stands in another file.
    pub is_inside: bool,
    /// Its bytes as they came.
    pub bytes: Vec<u8>,
    /// What the bytes are.
    pub format: Format,
    /// Its words, where the bytes alone do not give them, as those of a row do not.
    pub words: Option<Markup>,
    /// The encoding that a header declares.
    pub charset: Option<String>,
    /// The file beside it, where the archive has one.
    pub sidecar: Option<Vec<u8>>,
    /// What was told of it.
    pub told: Told,
}

/// What comes next in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A document.
    Item(Item),
    /// Something that cannot be taken.
    Refused {
        /// Its path, as an item has it.
        path: String,
        /// Why.
        cause: IntakeError,
    },
    /// Something that is no document, such as a picture.
    PassedOver {
        /// Its path, as an item has it.
        path: String,
    },
}

/// What can be read from any place.
pub trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// Where the bytes come from.
pub enum Input<'a> {
    /// A file.
    File(&'a mut dyn Seekable),
    /// A pipe, which is read once and never back.
    Pipe(&'a mut dyn Read),
}

/// What is known of a file before it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label<'a> {
    /// Its path or address.
    pub path: &'a str,
    /// The media type that it came with.
    pub media_type: Option<&'a str>,
    /// The encoding that it came with.
    pub charset: Option<&'a str>,
}

impl<'a> From<&'a str> for Label<'a> {
    fn from(path: &'a str) -> Self {
        Self { path, ..Self::default() }
    }
}

impl<'a> From<&'a String> for Label<'a> {
    fn from(path: &'a String) -> Self {
        Self::from(path.as_str())
    }
}

/// What is done with each thing found; `Break` ends the search.
pub type Tell<'a> = dyn FnMut(Found) -> ControlFlow<()> + 'a;
