//! Do the names in a document exist? Files in the tree, types and functions in the code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

use super::markdown::{Document, Words};
use crate::finding::Finding;
use crate::tree::{Source, names};

/// The endings that make a bare word the name of a file of ours.
const ENDINGS: [&str; 3] = [".rs", ".toml", ".md"];

/// What there is to be named.
pub struct Known {
    root: PathBuf,
    files: BTreeSet<String>,
    code: BTreeSet<String>,
}

impl Known {
    /// Takes the root of the tree and its sources.
    pub fn new(root: &Path, sources: &[Source]) -> Self {
        let code = sources.iter().flat_map(|source| names(&source.text)).collect();
        let walk = ignore::WalkBuilder::new(root).require_git(false).build().filter_map(Result::ok);
        let files = walk.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        Self { root: root.to_owned(), files, code }
    }

    fn has_path(&self, path: &str) -> bool {
        self.root.join(path).try_exists().unwrap_or(false)
    }

    /// Returns whether the code has a name, or the name of the variant that a word such as `must_consent` stands for.
    fn has_code(&self, name: &str) -> bool {
        self.code.contains(name) || self.code.contains(&variant(name))
    }
}

fn variant(word: &str) -> String {
    let upper =
        |part: &str| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1)).collect::<String>();
    word.split('_').map(upper).collect()
}

/// Returns the files that a document names and that are not there.
pub fn files(document: &Document, known: &Known) -> Vec<Finding> {
    let is_missing = |words: &&Words| {
        let path = words.text.trim_end_matches('/');
        if is_path(path, known) { !known.has_path(path) } else { is_file(path) && !known.files.contains(path) }
    };
    let finding = |it: &Words| Finding::at(&document.path, it.line, format!("there is no file `{}`", it.text));
    document.codes.iter().filter(is_missing).map(finding).collect()
}

/// Returns whether the words are a path that starts at the root of the tree.
fn is_path(words: &str, known: &Known) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '.' | '-' | '_');
    let first = words.split_once('/').map(|(first, _)| first);
    words.chars().all(is_plain) && first.is_some_and(|it| !it.is_empty() && it != "target" && known.has_path(it))
}

fn is_file(words: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    words.chars().all(is_plain) && ENDINGS.iter().any(|ending| words.len() > ending.len() && words.ends_with(ending))
}

/// Returns the types and functions that a document names and that the code does not have.
pub fn code(document: &Document, known: &Known) -> Vec<Finding> {
    let pattern = Regex::new(
        r"(?x) ^ (?: [A-Z]\w*[a-z]\w* (?: ::\w+ )*   # a type, or what belongs to one
                   | [a-z]\w* (?: ::\w+ )+           # what belongs to a module
                   | [a-z][a-z0-9]* (?: _[a-z0-9]+ )+ # a function or a field
                   | [a-z]\w* (?: \(\) )             # a function
                 ) (?: \(\) )? $",
    )
    .expect("the pattern is well formed");
    let is_missing = |words: &&Words| {
        let name = words.text.trim_end_matches("()");
        pattern.is_match(&words.text) && !name.split("::").all(|part| known.has_code(part))
    };
    let finding = |it: &Words| Finding::at(&document.path, it.line, format!("the code has no `{}`", it.text));
    document.codes.iter().filter(is_missing).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(folder: &Path) -> Known {
        std::fs::create_dir(folder.join("crates")).expect("a folder can be made");
        std::fs::write(folder.join("crates/gate.rs"), "").expect("a file can be written");
        let text = "pub enum Gate { MustOpen } impl Gate { fn open_wide() {} } mod hinge {}".to_owned();
        Known::new(folder, &[Source { path: "crates/gate.rs".to_owned(), text }])
    }

    fn check(text: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let known = known(folder.path());
        let document = Document::new("a.md".to_owned(), text.to_owned());
        let findings = [files(&document, &known), code(&document, &known)].concat();
        assert_eq!(findings.iter().map(Finding::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_that_exist_are_fine() {
        check(
            "`crates/gate.rs` `crates/` `gate.rs` `Gate` `Gate::open_wide()` `hinge::Gate` `must_open` `open_wide`",
            &[],
        );
    }

    #[test]
    fn names_that_do_not_exist_are_found() {
        check(
            "\n`crates/wall.rs` `wall.rs`",
            &["a.md:2: there is no file `crates/wall.rs`", "a.md:2: there is no file `wall.rs`"],
        );
        check(
            "`Wall` `Gate::shut` `shut_tight` `shut()`",
            &[
                "a.md:1: the code has no `Wall`",
                "a.md:1: the code has no `Gate::shut`",
                "a.md:1: the code has no `shut_tight`",
                "a.md:1: the code has no `shut()`",
            ],
        );
    }

    #[test]
    fn other_words_in_code_type_are_let_be() {
        check("`due` `FILE` `crates/*/src` `target/x.rs` `24/7` `{\"atom\": 1}` `--html OUT`", &[]);
    }
}
