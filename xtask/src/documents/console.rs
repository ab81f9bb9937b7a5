//! Do the commands in a document print what it shows?
//!
//! In a block of `console`, each line `$ casus …` is run and what follows is compared with what it prints; a line `…`
//! stands for any number of lines. A block of `sh run` is run, and has to succeed.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::markdown::{Block, Document};
use crate::finding::Finding;
use crate::workspace::Workspace;

/// What starts a command in a block of `console`.
const PROMPT: &str = "$ ";

/// A line that stands for any number of lines.
const LEFT_OUT: &str = "…";

/// Where commands run: at the root, with the release build on the path.
pub struct Shell {
    root: PathBuf,
    path: String,
}

impl Shell {
    /// Puts the release build first on the path.
    pub fn of(workspace: &Workspace) -> Self {
        let inherited = std::env::var("PATH").unwrap_or_default();
        let folder = workspace.target().join("release");
        Self { root: workspace.root().to_owned(), path: format!("{}:{inherited}", folder.display()) }
    }

    /// Runs a script, and returns what it printed and whether it succeeded.
    fn run(&self, script: &str) -> (String, bool) {
        let script = format!("exec 2>&1\n{script}");
        let mut command = Command::new("bash");
        command.args(["-euo", "pipefail", "-c", &script]).current_dir(&self.root);
        command.env("PATH", &self.path).env("NO_COLOR", "1").stdin(Stdio::null());
        match command.output() {
            Ok(output) => (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success()),
            Err(error) => (format!("cannot start `bash`: {error}"), false),
        }
    }
}

/// A command with the lines that the document shows below it.
#[derive(Debug, PartialEq, Eq)]
struct Shown<'a> {
    line: usize,
    command: &'a str,
    output: Vec<&'a str>,
}

/// Returns where a document shows what is not printed, and which of its scripts fail.
pub fn findings(document: &Document, shell: &Shell) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &document.blocks {
        match block.info.as_str() {
            "console" => findings.extend(shown(document, block).iter().filter_map(|it| compare(document, it, shell))),
            "sh run" => findings.extend(script(document, block, shell)),
            _ => {}
        }
    }
    findings
}

fn script(document: &Document, block: &Block, shell: &Shell) -> Option<Finding> {
    let (output, is_success) = shell.run(document.content(block));
    (!is_success)
        .then(|| Finding::at(&document.path, block.line, format!("the script fails and prints `{}`", output.trim())))
}

fn compare(document: &Document, shown: &Shown<'_>, shell: &Shell) -> Option<Finding> {
    if !shown.command.starts_with("casus") {
        return None;
    }
    let (output, _) = shell.run(shown.command);
    let printed: Vec<_> = output.lines().map(str::trim_end).collect();
    let missing = first_missing(&shown.output, &printed)?;
    let message = format!("`{}` does not print `{missing}` there; see `cargo xtask bless`", shown.command);
    Some(Finding::at(&document.path, shown.line, message))
}

/// Returns the first line at which what is shown leaves what is printed, if there is one.
fn first_missing(shown: &[&str], printed: &[&str]) -> Option<String> {
    let (mut at, mut may_skip) = (0, false);
    for line in shown.iter().map(|line| line.trim_end()) {
        if line == LEFT_OUT {
            may_skip = true;
            continue;
        }
        let ahead = printed[at..].iter().position(|it| *it == line).filter(|ahead| may_skip || *ahead == 0);
        let Some(ahead) = ahead else { return Some(line.to_owned()) };
        (at, may_skip) = (at + ahead + 1, false);
    }
    (at < printed.len() && !may_skip).then(|| "the end".to_owned())
}

fn shown<'a>(document: &'a Document, block: &Block) -> Vec<Shown<'a>> {
    let mut found: Vec<Shown<'a>> = Vec::new();
    for (at, line) in document.content(block).lines().enumerate() {
        if let Some(command) = line.strip_prefix(PROMPT) {
            found.push(Shown { line: block.line + at + 1, command, output: Vec::new() });
        } else if let Some(last) = found.last_mut() {
            last.output.push(line);
        }
    }
    found
}

/// Returns the document with the outputs that its commands print, or nothing when it shows them already. An output with
/// lines left out is a choice that a person made, and stays.
pub fn blessed(document: &Document, shell: &Shell) -> Option<String> {
    let mut outputs = Vec::new();
    for block in &document.blocks {
        match block.info.as_str() {
            // What a script lays out is there for the commands after it, as for a reader.
            "sh run" => drop(shell.run(document.content(block))),
            "console" => {
                let content: String = shown(document, block).iter().map(|shown| printed(shown, shell)).collect();
                outputs.push((block.range.clone(), content));
            }
            _ => {}
        }
    }
    let mut text = document.text.clone();
    for (range, content) in outputs.into_iter().rev() {
        text.replace_range(range, &content);
    }
    (text != document.text).then_some(text)
}

fn printed(shown: &Shown<'_>, shell: &Shell) -> String {
    let is_kept = !shown.command.starts_with("casus") || shown.output.contains(&LEFT_OUT);
    let output = if is_kept { shown.output.join("\n") } else { shell.run(shown.command).0 };
    let lines: String = output.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("{PROMPT}{}\n{lines}", shown.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts a program called casus, which repeats its arguments on lines of their own, on the path of a shell.
    fn check(text: &str, expected: &[&str], blessed_text: Option<&str>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let shell = Shell { root: folder.path().to_owned(), path: std::env::var("PATH").unwrap_or_default() };
        shell.run("printf '#!/bin/sh\\nprintf \"%%s\\\\n\" \"$@\"\\n' > casus; chmod +x casus");
        let shell = Shell { path: format!("{}:{}", folder.path().display(), shell.path), ..shell };
        let document = Document::new("a.md".to_owned(), text.to_owned());
        let found: Vec<_> = findings(&document, &shell).iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
        assert_eq!(blessed(&document, &shell).as_deref(), blessed_text);
    }

    #[test]
    fn what_is_printed_as_shown_is_fine() {
        check("```console\n$ casus a b\na\nb\n$ casus c\nc\n```\n", &[], None);
        check("```console\n$ casus a b c d\na\n…\nd\n```\n", &[], None);
        check("```sh run\ncasus a | grep a\n```\n", &[], None);
    }

    #[test]
    fn what_is_printed_otherwise_is_found_and_blessed() {
        check(
            "# A\n```console\n$ casus a b\na\nc\n```\nB\n",
            &["a.md:3: `casus a b` does not print `c` there; see `cargo xtask bless`"],
            Some("# A\n```console\n$ casus a b\na\nb\n```\nB\n"),
        );
        check(
            "```console\n$ casus a b\na\n```\n",
            &["a.md:2: `casus a b` does not print `the end` there; see `cargo xtask bless`"],
            Some("```console\n$ casus a b\na\nb\n```\n"),
        );
        check(
            "```console\n$ casus a b c\n…\nd\n```\n",
            &["a.md:2: `casus a b c` does not print `d` there; see `cargo xtask bless`"],
            None,
        );
    }

    #[test]
    fn a_script_that_fails_is_found() {
        check("```sh run\necho no\nfalse\n```\n", &["a.md:1: the script fails and prints `no`"], None);
    }
}
