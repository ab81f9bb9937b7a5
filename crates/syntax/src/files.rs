//! Where do a pipeline's files come from?
//!
//! The only place of this crate that touches a disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A pipeline's files, by their names within its folder, such as `tok2vec/model`.
pub trait Files {
    /// Returns the bytes of a file. The error is of kind [`io::ErrorKind::NotFound`] when there is no such file.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

/// A folder on a disk.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Names a folder. Nothing is read yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Files for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }
}

/// Files in memory.
impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
