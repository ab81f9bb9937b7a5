//! Inputs that are no documents: one clear message each, and the others are still read.

use std::fs::File;

use crate::{Room, TEXT};

const COMMANDS: [&str; 2] = ["extract", "read"];

/// Runs both commands on one odd file beside a good one, and compares all that is said.
fn check(room: &Room, name: &str, message: &str) {
    room.put("good.txt", TEXT);
    for command in COMMANDS {
        let run = room.run(&[command, name, "good.txt"]);
        assert_eq!(run.code, Some(1), "{command} {name}: {run:?}");
        let said: Vec<&str> = run.stderr.lines().filter(|line| !line.starts_with("note: `good.txt`")).collect();
        assert_eq!(said.first(), Some(&format!("error: {message}").as_str()), "{command} {name}");
        assert!(said.get(1).is_some_and(|line| line.starts_with("hint: ")), "{command} {name}: {said:?}");
        assert_eq!(run.stderr.matches("error: ").count(), 1, "{command} {name}: {said:?}");
        assert!(run.stdout.contains("Dykes before ferries"), "{command} {name}: the other document is read");
    }
}

#[test]
fn a_file_that_is_not_there() {
    check(&Room::new(), "no.txt", "`no.txt` does not exist");
}

#[test]
fn a_folder_without_documents() {
    let room = Room::new();
    std::fs::create_dir(room.path("folder")).expect("a folder can be made");
    check(&room, "folder", "`folder` is a folder with no document in it");
}

#[test]
fn an_empty_file_and_a_blank_one() {
    check(Room::new().put("empty.txt", ""), "empty.txt", "`empty.txt` is empty");
    check(Room::new().put("blank.txt", " \r\n\t\n"), "blank.txt", "`blank.txt` is empty");
}

#[test]
fn a_binary_file() {
    let room = Room::new();
    room.put("a.bin", b"\x7FELF\x02\x01\x01\x00\x00\xFF\xFE");
    check(&room, "a.bin", "`a.bin` is not text: it holds the control character `U+0000` at offset `7`");
}

#[test]
fn a_file_of_200_megabytes_is_not_even_read() {
    let room = Room::new();
    let file = File::create(room.path("big.txt")).expect("the folder can be written");
    file.set_len(200_000_000).expect("a file with a hole in it can be made");
    let message = "`big.txt` is too large: it has `200000000` bytes, and a document may have `67108864` bytes";
    check(&room, "big.txt", message);
}

#[test]
fn a_stream_without_end_is_read_to_the_limit() {
    let room = Room::new();
    room.put("good.txt", TEXT);
    let endless = File::open("/dev/zero").expect("the system has a source of zeros");
    let output = std::process::Command::new(crate::casus())
        .args(["extract", "-", "good.txt"])
        .current_dir(room.path(""))
        .stdin(endless)
        .output();
    let run = crate::Run::of(output.expect("the command runs"));
    assert_eq!(run.code, Some(1));
    let message =
        "error: `-` is too large: it goes on after `67108864` bytes, and a document may have `67108864` bytes";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
    assert_eq!(run.lines().len(), 1);
}

#[test]
fn a_file_that_the_system_does_not_let_be_read() {
    // A file without permissions is readable to root, as whom many test machines run; the memory of a process that
    // begins with an unmapped page is readable to nobody.
    check(&Room::new(), "/proc/self/mem", "`/proc/self/mem` cannot be read: Input/output error (os error 5)");
}

#[test]
fn a_sidecar_that_is_no_sidecar() {
    let room = Room::new();
    room.put("a.txt", TEXT).put("a.meta.json", "{\n  \"published\": \"soon\"}");
    let reason = "line `2`: key `published`: `soon` is not a day like `2031-05-02`";
    check(&room, "a.txt", &format!("`a.txt` has a sidecar that cannot be used: {reason}"));
}

#[test]
fn several_refusals_are_counted() {
    let room = Room::new();
    let run = room.put("good.txt", TEXT).run(&["extract", "one.txt", "good.txt", "two.txt"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.ends_with("error: `2` of `3` inputs could not be read\n"), "{}", run.stderr);
}

#[test]
fn a_line_of_ten_million_characters_is_taken() {
    let room = Room::new();
    room.put("long.txt", "dykes ".repeat(10_000_000 / 6));
    for command in COMMANDS {
        let run = room.run(&[command, "long.txt"]);
        assert_eq!(run.code, Some(0), "{command}: {}", run.stderr);
        assert!(!run.stderr.contains("error: "), "{command}: {}", run.stderr);
        assert!(!run.stderr.is_empty(), "{command}: it is said that nothing was found");
    }
}

#[test]
fn the_name_of_a_file_cannot_steer_the_terminal() {
    let run = Room::new().run(&["extract", "a\u{1b}[31m.txt"]);
    assert!(run.stderr.starts_with("error: `a\\u{1b}[31m.txt` does not exist\n"), "{:?}", run.stderr);
}
