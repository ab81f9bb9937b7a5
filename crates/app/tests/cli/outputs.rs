//! Where results go: full disks, closed pipes and files that are replaced whole.

use std::fs::{self, File};
use std::process::Command;

use crate::{Room, TEXT, casus};

#[test]
fn a_full_disk_under_standard_output_is_told() {
    let room = Room::new();
    room.put("a.txt", TEXT);
    for words in [
        &["extract", "a.txt"][..],
        &["read", "a.txt"],
        &["entities", "a.txt"],
        &["attributions", "a.txt", "--format", "html"],
        &["times", "a.txt"],
        &["figures", "a.txt"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let full = File::options().write(true).open("/dev/full").expect("the system has a full device");
        let output = Command::new(casus()).args(words).current_dir(room.path("")).stdout(full).output();
        let output = output.expect("the command runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{words:?}: {said}");
        assert!(
            said.contains("error: standard output cannot be written: No space left on device"),
            "{words:?}: {said}"
        );
        assert_eq!(said.matches("error: ").count(), 1, "{words:?}: {said}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let room = Room::new();
    room.put("a.txt", TEXT);
    for words in [
        &["extract", "a.txt"][..],
        &["read", "a.txt"],
        &["entities", "a.txt", "--format", "html"],
        &["attributions", "a.txt"],
        &["times", "a.txt"],
        &["completions", "zsh"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = Command::new(casus()).args(words).current_dir(room.path("")).stdout(writer).output();
        let output = output.expect("the command runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
        assert!(!said.contains("error"), "{words:?}: {said}");
    }
}

#[test]
fn the_page_is_written_beside_what_is_printed() {
    let room = Room::new();
    let run = room.put("a.txt", TEXT).run(&["read", "a.txt", "--html", "page.html"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("note: the page is in `page.html`\n"), "{}", run.stderr);
    assert!(run.stdout.contains("Dykes before ferries"), "{}", run.stdout);
    let page = fs::read_to_string(room.path("page.html")).expect("the page is written");
    assert!(page.to_lowercase().starts_with("<!doctype html>"));
    assert!(page.contains("Dykes before ferries"));
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let room = Room::new();
    room.put("a.txt", TEXT);
    for (out, cause) in [
        ("/dev/full", "No space left on device (os error 28)"),
        ("no/such/folder/page.html", "No such file or directory (os error 2)"),
        (".", "is a directory"),
    ] {
        let run = room.run(&["read", "a.txt", "--html", out]);
        assert_eq!(run.code, Some(3), "{out}: {run:?}");
        assert!(run.stderr.contains(&format!("error: `{out}` cannot be written: {cause}")), "{out}: {}", run.stderr);
    }
    assert_eq!(fs::read_dir(room.path("")).expect("the folder is there").count(), 1, "nothing is left behind");
}
