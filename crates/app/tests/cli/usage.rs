//! Wrong use: exit code 2, and what would be right.

use crate::{Room, TEXT};

fn check(words: &[&str], expect: &str) {
    let room = Room::new();
    let run = room.put("a.txt", TEXT).run(words);
    assert_eq!(run.code, Some(2), "{words:?}: {run:?}");
    assert!(run.stderr.contains(expect), "{words:?}: {}", run.stderr);
    assert_eq!(run.stdout, "", "{words:?}");
}

#[test]
fn wrong_words_are_told() {
    check(&["extract", "a.txt", "--published", "2031-02-30"], "`2031-02-30` is not a day; write it as in `2031-05-02`");
    check(&["read", "a.txt", "--published", "2 May"], "`2 May` is not a day; write it as in `2031-05-02`");
    check(&["extract", "a.txt", "--min-confidence", "1.5"], "`1.5` is not a number from 0 to 1");
    check(&["extract", "a.txt", "--format", "xml"], "[possible values: json, text]");
    check(&["entities", "a.txt", "--format", "xml"], "[possible values: json, text, html]");
    check(&["completions", "dosbox"], "[possible values:");
    check(&["reed", "a.txt"], "unrecognized subcommand 'reed'");
    check(&[], "Usage: casus <COMMAND>");
    check(&["read", "a.txt", "--set", "truce"], "`truce` is not an assignment; write it as in `truce=true`");
    check(&["read", "a.txt", "--set", "truce=perhaps"], "`perhaps` is neither `true` nor `false`");
    check(&["read", "a.txt", "--set", "truce=true", "--set", "truce=false"], "`truce` is set to true and to false");
    check(&["read", "a.txt", "--set", "no-such-thing=true"], "`no-such-thing`");
    check(&["read", "a.txt", "--html", "a.txt"], "`a.txt` is one of the documents");
    check(&["read", "a.txt", "--html", "./a.txt"], "`./a.txt` is one of the documents");
}

#[test]
fn help_has_examples_and_exit_codes() {
    let room = Room::new();
    for words in [
        &["--help"][..],
        &["read", "--help"],
        &["extract", "--help"],
        &["entities", "--help"],
        &["attributions", "--help"],
        &["times", "--help"],
        &["figures", "--help"],
        &["items", "--help"],
        &["syntax", "--help"],
        &["model", "--help"],
        &["model", "add", "--help"],
        &["model", "list", "--help"],
        &["model", "remove", "--help"],
        &["completions", "--help"],
    ] {
        let run = room.run(words);
        assert_eq!(run.code, Some(0), "{words:?}");
        assert!(run.stdout.contains("Example"), "{words:?}: {}", run.stdout);
        assert_eq!(run.stderr, "", "{words:?}");
    }
    assert!(room.run(&["--help"]).stdout.contains("Exit codes: 0 done"));
}

#[test]
fn the_version_is_told() {
    assert_eq!(Room::new().run(&["--version"]).stdout, format!("casus {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_shell_is_completed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Room::new().run(&["completions", shell]);
        assert_eq!(run.code, Some(0), "{shell}");
        assert!(run.stdout.contains("min-confidence"), "{shell}");
        assert!(run.stdout.contains("sha256"), "{shell}");
    }
}
