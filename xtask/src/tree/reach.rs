//! Who touches the world? The app, and two places that say so; every other room gets what it needs as an argument and
//! returns what it made.

use super::source::Source;
use super::token::{Path, paths};
use crate::finding::Finding;

/// What lies outside, each with what a room does instead.
const OUTSIDE: [(&str, &str); 13] = [
    ("std::fs", "take the bytes as an argument"),
    ("std::net", "take the bytes as an argument"),
    ("std::env", "take the value as an argument"),
    ("std::process", "return what the app shall do"),
    ("std::io::stdin", "take the bytes as an argument"),
    ("std::io::stdout", "return the text, and let the app print it"),
    ("std::io::stderr", "return a note, and let the app print it"),
    ("std::time::SystemTime", "take today as an argument"),
    ("std::time::Instant", "let the app or the bench measure time"),
    ("println!", "return the text, and let the app print it"),
    ("print!", "return the text, and let the app print it"),
    ("eprintln!", "return a note, and let the app print it"),
    ("eprint!", "return a note, and let the app print it"),
];

/// What may be used at a door, in paths that begin with these words.
const DOORS: [(&str, &[&str]); 5] = [
    ("crates/app/", &["std", "println!", "print!", "eprintln!", "eprint!"]),
    // The ledger has its own storage.
    ("crates/ledger/", &["std"]),
    // What asks the web knows its addresses; clock and environment are handed in.
    ("crates/net/", &["std::net"]),
    // A server for tests.
    ("crates/test-site/", &["std::net"]),
    // A pipeline is a folder of files; everything else in the room takes their bytes.
    ("crates/syntax/src/files.rs", &["std::fs"]),
];

/// Returns where a source reaches outside though it may not.
pub fn findings(source: &Source) -> Vec<Finding> {
    if source.room().is_none() || source.is_apart() {
        return Vec::new();
    }
    match paths(&source.text) {
        Ok(paths) => paths.iter().filter_map(|path| of_path(source, path)).collect(),
        Err(line) => vec![Finding::at(&source.path, line, "is not Rust that can be read")],
    }
}

fn of_path(source: &Source, path: &Path) -> Option<Finding> {
    let (outside, instead) = OUTSIDE.iter().find(|(outside, _)| is_under(&path.text, outside))?;
    let is_door =
        |(place, may): &(&str, &[&str])| source.path.starts_with(place) && may.iter().any(|may| is_under(outside, may));
    let message = || format!("`{outside}` is for the rooms at the door: {instead}");
    (!DOORS.iter().any(is_door)).then(|| Finding::at(&source.path, path.line, message()))
}

fn is_under(path: &str, outside: &str) -> bool {
    path.strip_prefix(outside).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: &[&str]) {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        let found: Vec<_> = findings(&source).iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_room_that_touches_the_world_is_found() {
        check(
            "crates/reason/src/lib.rs",
            "//! Why?\nuse std::{collections::BTreeMap, fs};\nfn f() { eprintln!(\"no\"); }",
            &[
                "crates/reason/src/lib.rs:2: `std::fs` is for the rooms at the door: take the bytes as an argument",
                "crates/reason/src/lib.rs:3: `eprintln!` is for the rooms at the door: return a note, and let the app print it",
            ],
        );
    }

    #[test]
    fn the_app_the_tests_and_this_tool_may() {
        let text = "use std::fs; fn f() { println!(); }";
        check("crates/app/src/main.rs", text, &[]);
        check("crates/reason/tests/laws.rs", text, &[]);
        check("xtask/src/main.rs", text, &[]);
    }

    #[test]
    fn one_file_of_syntax_may_read_files_and_no_more() {
        let text = "use std::fs; use std::env; fn f() { println!(); }";
        check(
            "crates/syntax/src/files.rs",
            text,
            &[
                "crates/syntax/src/files.rs:1: `std::env` is for the rooms at the door: take the value as an argument",
                "crates/syntax/src/files.rs:1: `println!` is for the rooms at the door: return the text, and let the app \
                 print it",
            ],
        );
        let message = "`std::fs` is for the rooms at the door: take the bytes as an argument";
        check("crates/syntax/src/doc.rs", "use std::fs;", &[&format!("crates/syntax/src/doc.rs:1: {message}")]);
    }

    #[test]
    fn the_ledger_has_its_own_files_and_prints_nothing() {
        let message = "`println!` is for the rooms at the door: return the text, and let the app print it";
        let text = "use std::fs; fn f() { println!(); }";
        check("crates/ledger/src/lib.rs", text, &[&format!("crates/ledger/src/lib.rs:1: {message}")]);
    }

    #[test]
    fn names_that_only_look_alike_are_let_be() {
        check("crates/text/src/lib.rs", "use std::fsx; use my::std::time; fn f() { pretty_println!(); }", &[]);
    }
}
