//! Readings from elsewhere: what stands in the document is taken, and what does not is refused with the reason.

use serde_json::{Value, json};

use crate::dossier::{done, refused, room};
use crate::{Room, Run};

/// Returns a room with one document, and what the rules of Casus read out of it.
fn read() -> (Room, Value) {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let line = done(&room, &["extract", "a.txt"]).lines().remove(0);
    (room, line)
}

fn take(room: &Room, lines: &[String], words: &[&str]) -> Run {
    room.put("other.jsonl", lines.join("\n"));
    room.run(&[&["ingest", "--dossier", "d", "--readings", "other.jsonl"], words].concat())
}

/// Adds a position that the rules do not read.
fn with_position(line: &Value) -> Value {
    let mut line = line.clone();
    let text = crate::TEXT;
    let quote = "Dykes before ferries";
    let at = text.find(quote).expect("the text has a headline");
    let record = json!({
        "id": "r99", "kind": "position", "span": [at, at + quote.len()], "quote": quote, "attributed_to": [],
        "time": null, "confidence": 0.9, "holder": ["e1"], "stance": "supports", "content": [at, at + 5],
    });
    line["records"].as_array_mut().expect("records are a list").push(record);
    line
}

#[test]
fn what_stands_in_the_document_is_taken_and_marked_with_its_reader() {
    let (room, line) = read();
    let named = line["records"].as_array().expect("records are a list").len() + 1;
    let run = take(&room, &[with_position(&line).to_string()], &["--reader", "Ida Holm"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout, format!("a.txt: {named} of {named} records taken, read by Ida Holm\n"));
    let again = take(&room, &[with_position(&line).to_string()], &["--reader", "Ida Holm"]);
    assert_eq!(again.stdout, "a.txt: already known\n");
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(brief.contains("supports: Dykes\n"), "{brief}");
    let flat = brief.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(", read by Ida Holm"), "{brief}");
    assert!(flat.contains(", read by the rules of Casus and Ida Holm"), "the promise has two readers: {brief}");
    let promises = brief.matches("pay €3 billion for the dykes\n").count();
    assert_eq!(promises, 1, "what two readers say is one line: {brief}");
}

#[test]
fn a_model_is_told_from_a_person() {
    let (room, line) = read();
    let run = take(&room, &[with_position(&line).to_string()], &["--reader", "model heron-3"]);
    assert!(run.stdout.ends_with("read by heron-3\n"), "{run:?}");
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(brief.split_whitespace().collect::<Vec<_>>().join(" ").contains("read by the model heron-3"), "{brief}");
}

#[test]
fn what_the_text_does_not_bear_out_is_refused_line_by_line() {
    let (room, line) = read();
    let record = |change: &dyn Fn(&mut Value)| {
        let mut changed = with_position(&line);
        change(changed["records"].as_array_mut().expect("a list").last_mut().expect("one was added"));
        changed.to_string()
    };
    let lines = [
        record(&|record| record["quote"] = json!("Dykes after ferries")),
        record(&|record| record["span"] = json!([0, 999_999])),
        record(&|record| record["holder"] = json!(["e77"])),
        record(&|record| record["holder"] = json!([])),
        record(&|record| record["stance"] = json!("shrugs")),
        record(&|record| record["confidence"] = json!(1.5)),
        record(&|record| record["kind"] = json!("rumour")),
        record(&|record| record["content"] = json!([5, 2])),
        "{".to_owned(),
        json!({ "document": { "path": "nowhere.txt" }, "records": [] }).to_string(),
    ];
    let run = take(&room, &lines, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let errors: Vec<&str> = run.stderr.lines().collect();
    let length = crate::TEXT.chars().count();
    let expect = [
        "line `1`: record `r99`: its quote `Dykes after ferries` does not stand at its span, where the text has \
         `Dykes before ferries`"
            .to_owned(),
        format!("line `2`: record `r99`: `span` is `[0, 999999]`, and the text has `{length}` characters"),
        "line `3`: record `r99`: it names `e77`, which is no entity that was taken".to_owned(),
        "line `4`: record `r99`: `holder` names nobody".to_owned(),
        "line `5`: record `r99`: `stance`: `shrugs` is not among its words".to_owned(),
        "line `6`: record `r99`: `confidence` is not from 0 to 1".to_owned(),
        "line `7`: record `r99`: `kind`: `rumour` is no kind of record".to_owned(),
        format!("line `8`: record `r99`: `content` is `[5, 2]`, and the text has `{length}` characters"),
        "line `9`: this is not JSON: EOF while parsing an object at line 1 column 1".to_owned(),
        "line `10`: the dossier has no document `nowhere.txt`; ingest the document first".to_owned(),
    ];
    for (error, expect) in errors.iter().zip(&expect) {
        assert_eq!(*error, format!("error: `other.jsonl` {expect}"));
    }
    assert!(errors.last().expect("something is said").starts_with("error: `10` of `"), "{errors:?}");
    assert!(run.stdout.starts_with("a.txt: "), "the rest of the first line is taken: {run:?}");
}

#[test]
fn a_document_is_found_by_the_hash_of_its_text() {
    let (room, line) = read();
    let mut line = with_position(&line);
    line["document"]["path"] = json!("elsewhere.txt");
    let run = take(&room, &[line.to_string()], &["--reader", "Ida Holm"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn what_is_printed_is_read_back_as_it_was() {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt", "b.txt"]);
    let lines: Vec<String> = done(&room, &["extract", "a.txt", "b.txt"]).lines().iter().map(Value::to_string).collect();
    let before = done(&room, &["brief", "--dossier", "d"]).stdout;
    let run = take(&room, &lines, &["--reader", "Ida Holm"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let after = done(&room, &["brief", "--dossier", "d"]).stdout;
    let flat = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.replace(", read by the rules of Casus and Ida Holm", "")
    };
    assert_eq!(flat(&after), flat(&before), "two readers who agree say what one says");
}

#[test]
fn a_file_without_a_line_is_refused() {
    let (room, _) = read();
    for bytes in ["", "\n \r\n\n"] {
        room.put("empty.jsonl", bytes);
        let said = refused(&room, &["ingest", "--dossier", "d", "--readings", "empty.jsonl"], 1);
        let hint = "each line is one document, as `casus extract` prints it";
        assert_eq!(said, format!("error: `empty.jsonl` holds no line\nhint: {hint}\n"));
    }
}

#[test]
fn an_id_and_a_path_that_part_ways_are_refused() {
    let (room, line) = read();
    done(&room, &["ingest", "--dossier", "d", "b.txt"]);
    let id = |line: &Value| line["document"]["id"].as_str().expect("an id is a text").to_owned();
    let (own, other) = (id(&line), id(&done(&room, &["extract", "b.txt"]).lines()[0]));
    for wrong in ["0000", &other] {
        let mut line = with_position(&line);
        line["document"]["id"] = json!(wrong);
        let run = take(&room, &[line.to_string()], &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        let reason = format!("line `1`: its document has the id `{wrong}`, and the document at `a.txt` has the id");
        assert_eq!(run.stderr, format!("error: `other.jsonl` {reason} `{own}`\n"));
    }
    let mut unnamed = with_position(&line);
    unnamed["document"]["id"] = Value::Null;
    assert_eq!(take(&room, &[unnamed.to_string()], &[]).code, Some(0), "a path is enough");
}

#[test]
fn a_reader_has_a_name() {
    let (room, line) = read();
    for blank in ["", " \t", "model ", "model  "] {
        let run = take(&room, &[line.to_string()], &["--reader", blank]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains("is no name"), "{run:?}");
    }
}
