//! Do the links lead somewhere? Those within the tree; the world outside is not asked.

use std::path::Path;

use super::markdown::{Document, Words};
use crate::finding::Finding;

/// Returns the links of a document to files that are not there.
pub fn findings(document: &Document, root: &Path) -> Vec<Finding> {
    let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
    let is_broken = |link: &&Words| {
        let path = link.text.split('#').next().unwrap_or_default();
        is_local(path) && !root.join(folder).join(path).try_exists().unwrap_or(false)
    };
    let finding = |link: &Words| Finding::at(&document.path, link.line, format!("`{}` leads nowhere", link.text));
    document.links.iter().filter(is_broken).map(finding).collect()
}

fn is_local(path: &str) -> bool {
    !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_missing_files_are_found() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        std::fs::create_dir(folder.path().join("docs")).expect("a folder can be made");
        std::fs::write(folder.path().join("README.md"), "").expect("a file can be written");
        let text = "[a](../README.md#top) [b](#here) [c](https://example.org/x)\n[d](gone.md) [e](../README.md/x)";
        let document = Document::new("docs/a.md".to_owned(), text.to_owned());
        let found: Vec<_> = findings(&document, folder.path()).iter().map(Finding::to_string).collect();
        assert_eq!(found, ["docs/a.md:2: `gone.md` leads nowhere", "docs/a.md:2: `../README.md/x` leads nowhere"]);
    }
}
