//! `casus extract`: what is printed of documents that can be read.

use crate::{Room, TEXT};

#[test]
fn each_document_is_one_line_in_the_order_named() {
    let room = Room::new();
    room.put("b.txt", TEXT).put("a.txt", "The ferries run.\n");
    let run = room.run(&["extract", "b.txt", "a.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let paths: Vec<_> = run.lines().iter().map(|line| line["document"]["path"].clone()).collect();
    assert_eq!(paths, ["b.txt", "a.txt"]);
    let document = &run.lines()[0]["document"];
    assert_eq!(document["title"], "Dykes before ferries");
    assert_eq!(document["published"], "2031-05-02");
    assert_eq!(document["length"], TEXT.chars().count());
}

#[test]
fn offsets_count_code_points_of_the_text() {
    let room = Room::new();
    let text = format!("\u{FEFF}“Ærø” – {}", TEXT.replace('\n', "\r\n"));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    room.put("utf8.txt", &text).put("utf16.txt", utf16);
    let canonical: Vec<char> = text[3..].replace("\r\n", "\n").chars().collect();
    for line in room.run(&["extract", "utf8.txt", "utf16.txt"]).lines() {
        assert_eq!(line["document"]["length"], canonical.len());
        for record in line["records"].as_array().expect("records are a list") {
            let at = |n: usize| record["span"][n].as_u64().expect("an offset is a number") as usize;
            let words: String = canonical[at(0)..at(1)].iter().collect();
            assert_eq!(record["quote"], words);
        }
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let room = Room::new();
    let names: Vec<String> = (0..40).map(|n| format!("{n}.txt")).collect();
    for (n, name) in names.iter().enumerate() {
        room.put(name, TEXT.replace("Norland", &"Norland and Sudland ".repeat(n % 7)));
    }
    let words: Vec<&str> = ["extract", "missing.txt"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let run = |threads: &str| room.command(&words).env("RAYON_NUM_THREADS", threads).output().expect("it runs");
    let [one, many] = [run("1"), run("5")];
    assert_eq!(one, many);
    assert_eq!(one.stdout.iter().filter(|byte| **byte == b'\n').count(), 40);
}

#[test]
fn standard_input_is_a_document() {
    let room = Room::new();
    for words in [&["extract"][..], &["extract", "-"], &["extract", "-", "-"]] {
        let run = room.run_on(words, TEXT);
        assert_eq!(run.code, Some(0), "{words:?}: {}", run.stderr);
        assert_eq!(run.lines().len(), 1, "{words:?}");
        assert_eq!(run.lines()[0]["document"]["path"], "-", "{words:?}");
    }
}

#[test]
fn a_file_named_twice_is_read_once() {
    let room = Room::new();
    let run = room.put("a.txt", TEXT).run(&["extract", "a.txt", "./a.txt"]);
    assert_eq!(run.lines().len(), 1);
    assert!(run.stderr.starts_with("note: `./a.txt` is named more than once and is read once\n"), "{}", run.stderr);
}

#[test]
fn the_sidecar_and_the_user_are_heard() {
    let room = Room::new();
    room.put("a.txt", TEXT).put("a.meta.json", r#"{"published": "2031-05-03", "publisher": "The Heron"}"#);
    let document = |words: &[&str]| room.run(words).lines()[0]["document"].clone();
    assert_eq!(document(&["extract", "a.txt"])["published"], "2031-05-03");
    assert_eq!(document(&["extract", "a.txt"])["publisher"], "The Heron");
    assert_eq!(document(&["extract", "a.txt", "--published", "2031-05-04"])["published"], "2031-05-04");
}

#[test]
fn nothing_found_is_done_and_is_said() {
    let room = Room::new();
    let run = room.put("a.txt", "Rain.\n").run(&["extract", "a.txt"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(run.lines()[0]["records"], serde_json::json!([]));
    assert!(run.stderr.contains("note: nothing was found in `a.txt`\n"), "{}", run.stderr);
}

#[test]
fn the_text_view_names_each_document() {
    let room = Room::new();
    let run = room.put("a.txt", TEXT).run(&["extract", "a.txt", "--format", "text"]);
    let head = "=== a.txt ===\ntitle: Dykes before ferries\npublished: 2031-05-02 (its own dateline \"2 May 2031\")\n";
    assert!(run.stdout.starts_with(head), "{}", run.stdout);
    assert!(run.stdout.contains(" sentences gave a record\n"), "{}", run.stdout);
}

#[test]
fn records_below_a_confidence_are_left_out() {
    let room = Room::new();
    room.put("a.txt", TEXT);
    let shares = |least: &str| -> Vec<f64> {
        let lines = room.run(&["extract", "a.txt", "--min-confidence", least]).lines();
        let records = lines[0]["records"].as_array().expect("records are a list").clone();
        records.iter().map(|record| record["confidence"].as_f64().expect("a confidence is a number")).collect()
    };
    let all = shares("0");
    assert!(!all.is_empty());
    let most = all.iter().copied().fold(0.0, f64::max);
    let sure: Vec<f64> = all.iter().copied().filter(|share| *share >= most).collect();
    assert_eq!(shares(&most.to_string()), sure);
    assert_eq!(shares("1"), all.iter().copied().filter(|share| *share >= 1.0).collect::<Vec<_>>());
}

#[test]
fn each_record_says_by_which_rule_it_was_read_when_asked() {
    const KEYS: [&str; 8] = ["rule", "table", "row", "words", "value", "actor", "likelihood", "signs"];
    let room = Room::new();
    room.put("a.txt", "Norland is ready to send 200 engineers.\n“Sudland will not pay,” said Ida Holm of Kestria.\n");
    let plain = room.run(&["extract", "a.txt"]).lines().remove(0);
    let mut explained = room.run(&["extract", "a.txt", "--explain"]).lines().remove(0);
    let records = explained["records"].as_array_mut().expect("records are a list");
    for record in records.iter_mut() {
        let explain = record.as_object_mut().and_then(|record| record.remove("explain")).expect("it is explained");
        let explain = explain.as_object().expect("an explanation has keys");
        assert!(KEYS.iter().all(|key| explain.contains_key(*key)) && explain.len() == KEYS.len(), "{explain:?}");
        if record["kind"] == "commitment" && record["status"] == "offered" {
            assert_eq!((explain["rule"].as_str(), explain["actor"].as_str()), (Some("pattern"), Some("named")));
            assert_eq!(explain["table"], "commitments.tsv");
        }
    }
    assert_eq!(explained, plain);
}

#[test]
fn the_text_view_explains_the_records_that_are_shown() {
    let room = Room::new();
    let text = "Norland urged Sudland to pay. Ida Holm said 40 boats had left.\n";
    let run = room.put("a.txt", text).run(&["extract", "a.txt", "--format", "text", "--explain"]);
    assert!(
        run.stdout.contains("\n  read by: verb \"urge obj+inf\" of stances.tsv on \"urged\" as "),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("\n  read by: number on \"40 boats\" as noun; moved by "), "{}", run.stdout);
    let run = room.run(&["extract", "a.txt", "--format", "text", "--explain", "--min-confidence", "0.95"]);
    assert!(!run.stdout.contains("\n  read by: verb \"urge"), "{}", run.stdout);
    let run = room.run(&["extract", "a.txt", "--format", "text"]);
    assert!(!run.stdout.contains("read by"), "{}", run.stdout);
}
