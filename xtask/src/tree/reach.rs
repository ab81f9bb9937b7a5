//! Who touches the world? Only the app; every other room gets what it needs as an argument and returns what it made.

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

/// The rooms that meet the world: the app, and the ledger with its own storage.
const AT_THE_DOOR: [&str; 2] = ["app", "ledger"];

/// Returns where a source reaches outside though its room may not.
pub fn findings(source: &Source) -> Vec<Finding> {
    let is_inside = source.room().is_some_and(|room| !AT_THE_DOOR.contains(&room));
    if !is_inside || source.is_apart() {
        return Vec::new();
    }
    match paths(&source.text) {
        Ok(paths) => paths.iter().filter_map(|path| of_path(source, path)).collect(),
        Err(line) => vec![Finding::at(&source.path, line, "is not Rust that can be read")],
    }
}

fn of_path(source: &Source, path: &Path) -> Option<Finding> {
    let (outside, instead) = OUTSIDE.iter().find(|(outside, _)| is_under(&path.text, outside))?;
    Some(Finding::at(&source.path, path.line, format!("only the app may use `{outside}`: {instead}")))
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
                "crates/reason/src/lib.rs:2: only the app may use `std::fs`: take the bytes as an argument",
                "crates/reason/src/lib.rs:3: only the app may use `eprintln!`: return a note, and let the app print it",
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
    fn names_that_only_look_alike_are_let_be() {
        check("crates/text/src/lib.rs", "use std::fsx; use my::std::time; fn f() { pretty_println!(); }", &[]);
    }
}
