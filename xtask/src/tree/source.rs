//! Which files are ours? Everything that git would keep, read as text.

use std::fs;
use std::path::Path;

use ignore::WalkBuilder;

use crate::failure::Failure;

/// A text file of the tree.
pub struct Source {
    /// The path from the root, with `/` between its parts.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Source {
    /// Returns the name of the crate's folder, for a file under `crates/`.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Returns whether the file is only there for tests or for building.
    pub fn is_apart(&self) -> bool {
        let is_apart = |part: &str| matches!(part, "tests" | "benches" | "examples" | "tests.rs" | "build.rs");
        self.path.split('/').any(is_apart)
    }
}

/// Reads the Rust sources, in the order of their paths.
pub fn sources(root: &Path) -> Result<Vec<Source>, Failure> {
    texts(root, "rs")
}

/// Reads the files with an extension, in the order of their paths.
pub fn texts(root: &Path, extension: &str) -> Result<Vec<Source>, Failure> {
    let mut found = Vec::new();
    for path in paths(root) {
        if Path::new(&path).extension().is_some_and(|it| it == extension) {
            let at = root.join(&path);
            found.push(Source { text: fs::read_to_string(&at).map_err(Failure::disk(&at))?, path });
        }
    }
    Ok(found)
}

fn paths(root: &Path) -> Vec<String> {
    let walk = WalkBuilder::new(root).require_git(false).build().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let relative =
        files.filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/")));
    let mut paths: Vec<_> = relative.collect();
    paths.sort();
    paths
}
