//! Which documents does an input hold, one after the other?

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use casus_engine::intake::{self, Found, Item};

use crate::error::{Error, shown};
use crate::input::{self, Input};

/// What comes next in an input.
pub(crate) enum Next {
    /// A document that is still to be read.
    Item(Item),
    /// What cannot be taken.
    Refused(Error),
    /// What is no document.
    PassedOver,
}

/// Goes through what an input holds, and keeps nothing of it; the first error of `tell` ends the search. `read` grows by
/// the bytes that were read.
pub(crate) fn expand(
    input: &Input,
    read: &AtomicU64,
    mut tell: impl FnMut(Next) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut failed = None;
    let _ = go_through(input, read, &mut |next| match tell(next) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    });
    failed.map_or(Ok(()), Err)
}

fn go_through(input: &Input, read: &AtomicU64, tell: &mut dyn FnMut(Next) -> ControlFlow<()>) -> ControlFlow<()> {
    let path = shown(input.path());
    let Input::File(file) = input else {
        let mut from = Counted { from: io::stdin().lock(), read };
        let mut next = |found| tell(next(found, &path, &mut None));
        return intake::items(intake::Input::Pipe(&mut from), &path, &mut next);
    };
    let opened = input::open(file).and_then(|opened| Ok((opened, input::sidecar_bytes(file)?)));
    let (opened, mut sidecar) = match opened {
        Ok(opened) => opened,
        Err(error) => return tell(Next::Refused(error)),
    };
    let mut next = |found| tell(next(found, &path, &mut sidecar));
    // What is no file on a disk, as a named pipe, is read once and never back.
    let is_file = opened.metadata().is_ok_and(|metadata| metadata.is_file());
    let mut from: Counted<'_, File> = Counted { from: opened, read };
    let input = if is_file { intake::Input::File(&mut from) } else { intake::Input::Pipe(&mut from) };
    intake::items(input, &path, &mut next)
}

/// Gives a document the sidecar of its file, which speaks of the file and not of all that may be packed in it.
fn next(found: Found, path: &str, sidecar: &mut Option<Vec<u8>>) -> Next {
    match found {
        Found::Item(mut item) => {
            if item.path == path && item.sidecar.is_none() {
                item.sidecar = sidecar.take();
            }
            Next::Item(item)
        }
        Found::Refused { path, cause } => Next::Refused(Error::Refused { path, cause }),
        Found::PassedOver { .. } => Next::PassedOver,
    }
}

/// Counts what is read.
struct Counted<'a, R> {
    from: R,
    read: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.from.seek(to)
    }
}
