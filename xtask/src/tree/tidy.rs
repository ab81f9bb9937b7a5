//! Is it tidy? The rules of style that a machine can check.

use super::source::Source;
use super::token::paths;
use crate::finding::Finding;

/// A file longer than this tells more than one story.
const LINES_MAX: usize = 499;

/// Names that say nothing of what is inside.
const SAY_NOTHING: [&str; 7] = ["util", "utils", "common", "helper", "helpers", "misc", "shared"];

/// A mark for what must not be left behind; taken apart so that this file does not hold it.
const FIX_ME: &str = concat!("FIX", "ME");

/// A mark for what is still to do.
const TO_DO: &str = concat!("TO", "DO");

/// Returns what is untidy in a source.
pub fn findings(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(heading(source));
    findings.extend(name(source));
    findings.extend(length(source));
    findings.extend(source.text.lines().enumerate().flat_map(|(at, line)| marks(source, at + 1, line)));
    findings.extend(debris(source));
    findings
}

fn heading(source: &Source) -> Option<Finding> {
    let first = source.text.lines().next().unwrap_or_default();
    let Some(words) = first.strip_prefix("//! ") else {
        return Some(Finding::at(&source.path, 1, "opens without `//!`: say what question the module answers"));
    };
    let is_room = source.room().is_some() && source.path.ends_with("/src/lib.rs");
    let is_question = words.trim_end().ends_with('?');
    (is_room && !is_question).then(|| Finding::at(&source.path, 1, "the first line of a crate is its question"))
}

fn name(source: &Source) -> Option<Finding> {
    let stem = |part: &str| part.strip_suffix(".rs").unwrap_or(part).to_owned();
    let empty = source.path.split('/').map(stem).find(|part| SAY_NOTHING.contains(&part.as_str()))?;
    Some(Finding::of(
        &source.path,
        format!("`{empty}` says nothing: name what is inside, or leave it beside its caller"),
    ))
}

fn length(source: &Source) -> Option<Finding> {
    let lines = source.text.lines().count();
    (lines > LINES_MAX).then(|| Finding::of(&source.path, format!("has {lines} lines; a file has at most {LINES_MAX}")))
}

fn marks(source: &Source, line: usize, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if text.contains(FIX_ME) {
        findings.push(Finding::at(&source.path, line, format!("holds `{FIX_ME}`: fix it")));
    }
    if text.match_indices(TO_DO).any(|(at, _)| !names_an_issue(&text[at + TO_DO.len()..])) {
        findings.push(Finding::at(&source.path, line, format!("`{TO_DO}` names no issue: write `{TO_DO}(#12)`")));
    }
    findings
}

fn names_an_issue(rest: &str) -> bool {
    let number = rest.strip_prefix("(#").and_then(|rest| rest.split_once(')'));
    number.is_some_and(|(digits, _)| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Finds what a person left behind while looking for a bug.
fn debris(source: &Source) -> Vec<Finding> {
    let paths = paths(&source.text).unwrap_or_default();
    let found = paths.iter().filter(|path| path.text == "dbg!");
    found.map(|path| Finding::at(&source.path, path.line, "`dbg!` was left behind")).collect()
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
    fn a_file_says_what_it_is_for() {
        check("crates/text/src/span.rs", "//! Spans.\n", &[]);
        check("a.rs", "use b;\n", &["a.rs:1: opens without `//!`: say what question the module answers"]);
        check("a.rs", "", &["a.rs:1: opens without `//!`: say what question the module answers"]);
    }

    #[test]
    fn a_crate_opens_with_its_question() {
        check("crates/text/src/lib.rs", "//! What was written?\n", &[]);
        check(
            "crates/text/src/lib.rs",
            "//! Texts.\n",
            &["crates/text/src/lib.rs:1: the first line of a crate is its question"],
        );
    }

    #[test]
    fn a_name_says_what_is_inside() {
        let message = "says nothing: name what is inside, or leave it beside its caller";
        check("a/utils.rs", "//! A\n", &[&format!("a/utils.rs: `utils` {message}")]);
        check("a/misc/b.rs", "//! A\n", &[&format!("a/misc/b.rs: `misc` {message}")]);
        check("a/commons.rs", "//! A\n", &[]);
    }

    #[test]
    fn a_long_file_is_found() {
        check("a.rs", &format!("//! A\n{}", "//\n".repeat(498)), &[]);
        check("a.rs", &format!("//! A\n{}", "//\n".repeat(499)), &["a.rs: has 500 lines; a file has at most 499"]);
    }

    #[test]
    fn marks_without_an_issue_are_found() {
        check("a.rs", &format!("//! A\n// {TO_DO}(#7): more.\n"), &[]);
        let message = format!("a.rs:2: `{TO_DO}` names no issue: write `{TO_DO}(#12)`");
        for rest in ["", ": more", "(#)", "(#x)", "(ada)"] {
            check("a.rs", &format!("//! A\n// {TO_DO}{rest}\n"), &[&message]);
        }
        check("a.rs", &format!("//! A\n// {FIX_ME}\n"), &[&format!("a.rs:2: holds `{FIX_ME}`: fix it")]);
    }

    #[test]
    fn debris_is_found_in_code_but_not_in_words() {
        check("a.rs", "//! A dbg! in words.\nfn f() { dbg!(1); }\n", &["a.rs:2: `dbg!` was left behind"]);
    }
}
