//! Do the commands in a document exist, with the options that it gives them?

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use clap::CommandFactory;
use regex::Regex;

use super::markdown::{Document, Words};
use crate::Cli;
use crate::finding::Finding;
use crate::workspace::Workspace;

/// The help of each command, under the words that start it (`casus`, `casus read`, `cargo xtask test`).
pub struct Manual(BTreeMap<String, String>);

impl Manual {
    /// Asks the release build of casus, and these commands themselves.
    pub fn of(workspace: &Workspace) -> Self {
        let mut helps = BTreeMap::new();
        let ask = |arguments: &[&str]| {
            let mut command = Command::new(workspace.casus());
            let output = command.args(arguments).stdin(Stdio::null()).output();
            output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default()
        };
        let help = ask(&["--help"]);
        for name in listed(&help) {
            let own = ask(&[&name, "--help"]);
            for action in listed(&own) {
                helps.insert(format!("casus {name} {action}"), ask(&[&name, &action, "--help"]));
            }
            helps.insert(format!("casus {name}"), own);
        }
        helps.insert("casus".to_owned(), help);
        for task in Cli::command().get_subcommands_mut() {
            let name = format!("cargo xtask {}", task.get_name());
            for room in task.get_subcommands_mut() {
                helps.insert(format!("{name} {}", room.get_name()), room.render_long_help().to_string());
            }
            helps.insert(name, task.render_long_help().to_string());
        }
        helps.insert("cargo xtask".to_owned(), Cli::command().render_long_help().to_string());
        Self(helps)
    }
}

/// Returns the subcommands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| line.starts_with("  "));
    lines
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Returns the commands of a document that do not exist, or not with their options.
pub fn findings(document: &Document, manual: &Manual) -> Vec<Finding> {
    let blocks = document.blocks.iter().filter(|block| is_shell(&block.info)).flat_map(|block| {
        let lines = document.content(block).lines().enumerate();
        lines.map(|(at, text)| Words { line: block.line + at + 1, text: text.trim_start_matches("$ ").to_owned() })
    });
    let all = blocks.chain(document.codes.iter().cloned());
    all.filter_map(|words| Some(Finding::at(&document.path, words.line, wrong(&words.text, manual)?))).collect()
}

fn is_shell(info: &str) -> bool {
    matches!(info.split_whitespace().next(), Some("sh" | "bash" | "console"))
}

/// Returns what is wrong with a command of ours; nothing for any other words.
fn wrong(words: &str, manual: &Manual) -> Option<String> {
    let line = words.split(" #").next().unwrap_or_default().split(" | ").next().unwrap_or_default();
    let program = ["casus", "cargo xtask"].into_iter().find(|it| line.strip_prefix(it).is_some_and(is_apart))?;
    let mut words = line[program.len()..].split_whitespace();
    let mut command = program.to_owned();
    // The words of a command come first, and only some commands have more than one.
    while manual.0.get(&command).is_some_and(|help| !listed(help).is_empty()) {
        let Some(next) = words.next().filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase())) else { break };
        command = format!("{command} {next}");
    }
    let Some(help) = manual.0.get(&command) else { return Some(format!("there is no command `{command}`")) };
    let option = Regex::new(r"--[a-z][a-z-]*").expect("the pattern is well formed");
    let unknown = option.find_iter(line).find(|it| !has_option(help, it.as_str()))?;
    Some(format!("`{command}` has no option `{}`", unknown.as_str()))
}

fn is_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

fn has_option(help: &str, option: &str) -> bool {
    help.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-')).any(|word| word == option)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let helps = [
            ("casus", "Commands:\n  read   Reads.\n  model  Adds."),
            ("casus read", "  --html <OUT>"),
            ("casus model", "Commands:\n  add  Adds."),
            ("casus model add", "  --from <PATH>"),
            ("cargo xtask", "Commands:\n  test  Tests."),
            ("cargo xtask test", "--quick"),
        ];
        let manual = Manual(helps.map(|(command, help)| (command.to_owned(), help.to_owned())).into());
        let document = Document::new("a.md".to_owned(), text.to_owned());
        let found: Vec<_> = findings(&document, &manual).iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn commands_that_exist_are_fine() {
        check(
            "`casus read FILE… [--html OUT]` `casus` `casus model` `casus model add en --from WHEEL`\n```sh\ncasus read a --html b # --no\ncargo xtask test --quick\nls --all\n```",
            &[],
        );
    }

    #[test]
    fn commands_that_do_not_exist_are_found() {
        check("`casus write`", &["a.md:1: there is no command `casus write`"]);
        check("```console\n$ casus read --htm x\n```", &["a.md:2: `casus read` has no option `--htm`"]);
        check("`casus model fly en`", &["a.md:1: there is no command `casus model fly`"]);
        check("`casus model add --to x`", &["a.md:1: `casus model add` has no option `--to`"]);
        check("`cargo xtask fly`", &["a.md:1: there is no command `cargo xtask fly`"]);
    }

    #[test]
    fn the_subcommands_are_read_off_the_help() {
        let help = "Reads.\n\nCommands:\n  read     Reads.\n           More of it.\n  extract  Extracts.\n\nOptions:\n  -h, --help  Help.";
        assert_eq!(listed(help), ["read", "extract"]);
    }
}
