//! Disks and ledgers that fail: exit code 3, one clear message, and nothing half-written.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::dossier::{done, refused, room};
use crate::{Run, casus};

/// Where SQLite keeps the number of the format in the head of its file.
const FORMAT_AT_BYTES: usize = 63;

#[test]
fn a_ledger_of_a_later_version_is_left_alone() {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let path = room.path("d/ledger.casus");
    let mut bytes = fs::read(&path).expect("the ledger is there");
    bytes[FORMAT_AT_BYTES] = 77;
    fs::write(&path, &bytes).expect("the ledger can be changed");
    for words in [&["brief", "--dossier", "d"][..], &["ingest", "--dossier", "d", "b.txt"]] {
        let said = refused(&room, words, 3);
        assert!(said.starts_with("error: the ledger `d/ledger.casus` has format `77`"), "{said}");
        assert!(said.contains("\nhint: "), "{said}");
    }
    assert_eq!(fs::read(&path).expect("the ledger is there"), bytes);
}

#[test]
fn a_ledger_that_is_none_is_wrong_use() {
    let room = room();
    fs::write(room.path("d/ledger.casus"), "Buy bread.").expect("the ledger can be changed");
    let said = refused(&room, &["brief", "--dossier", "d"], 2);
    assert!(said.starts_with("error: `d/ledger.casus` is not a ledger of Casus\n"), "{said}");
    fs::remove_file(room.path("d/ledger.casus")).expect("the ledger can be removed");
    let said = refused(&room, &["ingest", "--dossier", "d", "a.txt"], 2);
    assert!(said.starts_with("error: there is no ledger at `d/ledger.casus`\nhint: "), "{said}");
}

/// Runs a shell in a mount namespace of its own, in which a disk can be made that only the command sees; `None` where the
/// system lets nobody do so.
pub(crate) fn on_a_disk(folder: &std::path::Path, script: &str) -> Option<Run> {
    let may_mount = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    if !may_mount.is_ok_and(|output| output.status.success()) {
        eprintln!("this system lets nobody mount a disk: not run");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-ec", script]).arg(casus()).current_dir(folder);
    Some(Run::of(command.output().expect("unshare is there")))
}

#[test]
fn a_read_only_disk_is_read_and_not_added_to() {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let before = done(&room, &["brief", "--dossier", "d"]).stdout;
    let mount = "mount --bind d d && mount -o remount,ro,bind d";
    let Some(run) = on_a_disk(&room.path(""), &format!("{mount} && \"$0\" ingest --dossier d b.txt")) else { return };
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.starts_with("error: the ledger `d/ledger.casus` is read-only\nhint: "), "{run:?}");
    let run = on_a_disk(&room.path(""), &format!("{mount} && \"$0\" brief --dossier d")).expect("it could be mounted");
    assert_eq!((run.code, run.stdout), (Some(0), before));
}

#[test]
fn a_full_disk_keeps_whole_documents() {
    let room = room();
    let names: Vec<String> = (0..40).map(|number| format!("in-{number:02}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        room.put(name, format!("Norland will send {number} ferries once the dykes hold. ").repeat(100));
    }
    let script = "mount -t tmpfs -o size=500k tmpfs /mnt && cp -r d /mnt/d
        code=0; \"$0\" ingest --dossier /mnt/d in-*.txt || code=$?
        \"$0\" brief --dossier /mnt/d --format json > page.json
        exit $code";
    let Some(run) = on_a_disk(&room.path(""), script) else { return };
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.starts_with("error: the disk is full: the ledger `/mnt/d/ledger.casus`"), "{run:?}");
    assert!(run.stderr.contains("\nhint: make room and repeat the command"), "{run:?}");
    let told = run.stdout.lines().filter(|line| line.contains(": new, ")).count();
    let page = fs::read_to_string(room.path("page.json")).expect("the brief is written");
    let page: serde_json::Value = serde_json::from_str(&page).expect("the brief is JSON");
    let held = page["documents"].as_array().expect("documents are a list").len();
    assert!(held > 0 && held < names.len(), "{held}");
    assert_eq!(held, told, "what is told to be there is there, and nothing else");
}

#[test]
fn a_killed_ingest_leaves_whole_documents_and_is_taken_up_again() {
    let room = room();
    let names: Vec<String> = (0..30).map(|number| format!("in-{number:02}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        room.put(name, format!("Norland will send {number} ferries once the dykes hold. ").repeat(60));
    }
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let words = [&["ingest", "--dossier", "d"], &files[..]].concat();
    let mut child = Command::new(casus())
        .args(&words)
        .current_dir(room.path(""))
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut told = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("its output is ours"));
    stdout.read_line(&mut told).expect("it tells its first document");
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let documents = || {
        let page = done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout;
        let page: serde_json::Value = serde_json::from_str(&page).expect("the brief is JSON");
        page["documents"].as_array().expect("documents are a list").clone()
    };
    let held = documents();
    assert!(!held.is_empty() && held.len() < names.len(), "it was killed in the middle: {}", held.len());
    assert!(held.iter().all(|document| document["sentences"] == 60), "{held:?}");
    let again = done(&room, &words).stdout;
    assert_eq!(again.matches(": already known, ").count(), held.len());
    assert_eq!(again.matches(": new, ").count(), names.len() - held.len());
    assert_eq!(documents().len(), names.len());
}
