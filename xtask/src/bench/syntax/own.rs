//! What is read where nobody names a text? The documents of the dossiers, the demo and the suite, again and again.

use std::fs;
use std::path::{Path, PathBuf};

use crate::documents::passages;
use crate::failure::Failure;
use crate::tree;
use crate::workspace::Workspace;

/// How much is read together; some 200,000 tokens.
const BYTES_MIN: usize = 1_000_000;

/// The folders whose texts are read.
const FOLDERS: [&str; 3] = ["demo/", "dossiers/", "suite/"];

/// Writes our texts to a folder, and returns their paths, as often as it takes.
pub fn write(workspace: &Workspace, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(Failure::disk(folder))?;
    let texts = texts(workspace.root())?;
    let mut paths = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path = folder.join(format!("{index:04}.txt"));
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        paths.push(path);
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let rounds = BYTES_MIN.div_ceil(bytes.max(1));
    Ok(std::iter::repeat_n(paths, rounds).flatten().collect())
}

fn texts(root: &Path) -> Result<Vec<String>, Failure> {
    let is_ours = |path: &str| FOLDERS.iter().any(|folder| path.starts_with(folder));
    let plain = tree::texts(root, "txt")?.into_iter().filter(|it| is_ours(&it.path)).map(|it| it.text);
    let suite = tree::texts(root, "md")?.into_iter().filter(|it| it.path.starts_with("suite/"));
    Ok(plain.chain(suite.flat_map(|it| passages(it.path, it.text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_enough_to_read() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let workspace = Workspace::open().expect("the tests run inside the workspace");
        let paths = write(&workspace, folder.path()).expect("the tree can be read");
        let length = |path: &PathBuf| fs::metadata(path).expect("it was written").len();
        assert!(paths.iter().map(length).sum::<u64>() >= BYTES_MIN as u64);
        assert!(fs::read_dir(folder.path()).expect("it was written").count() > 50, "too few texts were found");
    }
}
