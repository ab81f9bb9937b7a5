//! `casus stories`: of documents and of a dossier, as text and JSON.

use serde_json::{Value, json};

use crate::dossier::done;
use crate::{Room, Run};

const FLOOD: &str = "The River Salm broke its dike at Orrin on Friday and flooded 400 houses. Mayor Ilse Brand said that two \
                     pumps had failed, and that nobody had been in the pump house when the alarm went off at four in the \
                     morning.\n";
const PUMPS: &str = "Both pumps at Orrin had failed before the dike gave way, Ilse Brand admitted. Some 400 houses stand in \
                     the water of the Salm.\n";
const LEVY: &str = "Parliament in Dunmere passed the harbour levy with 61 votes. Ada Korn called it fair.\n";

fn room() -> Room {
    let room = Room::new();
    room.put("flood.txt", FLOOD).put("wire.txt", FLOOD).put("pumps.txt", PUMPS).put("levy.txt", LEVY);
    room.put("flood.meta.json", r#"{"published": "2031-05-02", "title": "Dike breaks at Orrin"}"#);
    room.put("wire.meta.json", r#"{"published": "2031-05-03", "title": "Orrin under water"}"#);
    room.put("pumps.meta.json", r#"{"published": "2031-05-03", "title": "Pumps failed at Orrin"}"#);
    room.put("levy.meta.json", r#"{"published": "2031-05-02", "title": "Harbour levy passed"}"#);
    room
}

const FILES: [&str; 5] = ["stories", "levy.txt", "pumps.txt", "wire.txt", "flood.txt"];

fn printed(run: &Run) -> Value {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

/// Lists the paths of the documents of each story, each with its place.
fn placed(found: &Value) -> Vec<Vec<String>> {
    let list = |value: &Value| value.as_array().expect("this is a list").clone();
    let said = |value: &Value| value.as_str().expect("this is a text").to_owned();
    let document = |document: &Value| format!("{} {}", said(&document["path"]), said(&document["place"]));
    list(&found["stories"]).iter().map(|story| list(&story["documents"]).iter().map(document).collect()).collect()
}

#[test]
fn documents_are_told_with_why_they_are_in_their_story() {
    let found = printed(&room().run(&FILES));
    let expected = [vec!["flood.txt opened", "pumps.txt joined", "wire.txt copy"], vec!["levy.txt opened"]];
    assert_eq!(placed(&found), expected);
    let documents = &found["stories"][0]["documents"];
    let because = &documents[1]["because"];
    assert_eq!((&because["path"], &because["days"]), (&json!("flood.txt"), &json!(1)));
    assert_eq!(
        (&documents[2]["relays"]["path"], &documents[2]["relays"]["how"]),
        (&json!("flood.txt"), &json!("identical"))
    );
}

#[test]
fn the_text_says_what_led_a_document_to_its_story() {
    let run = room().run(&[&FILES[..], &["--format", "text"]].concat());
    for words in [
        "Story 1: 3 documents, 2 voices",
        "└ because of flood.txt, 1 day apart: Orrin, ",
        "└ copy of flood.txt, in the same words",
        "4 documents, 2 stories.",
    ] {
        assert!(run.stdout.contains(words), "{words} is missing in:\n{}", run.stdout);
    }
}

#[test]
fn stories_that_ended_before_a_day_are_left_out_and_keep_their_numbers() {
    let since = |day: &'static str| printed(&room().run(&[&FILES[..], &["--since", day]].concat()));
    let numbers = |found: &Value| found["stories"].as_array().map(Vec::len);
    assert_eq!(
        [since("2031-05-02"), since("2031-05-03"), since("2031-05-04")].each_ref().map(numbers),
        [Some(2), Some(1), Some(0)]
    );
}

#[test]
fn a_dossier_has_the_stories_of_a_day() {
    let room = room();
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "flood.txt", "pumps.txt", "--now", "2031-05-04T12:00:00Z"]);
    let asked = |more: &[&str]| placed(&printed(&room.run(&[&["stories", "--dossier", "d"], more].concat())));
    assert_eq!(asked(&[]), [["flood.txt opened", "pumps.txt joined"]]);
    assert_eq!(asked(&["--as-of", "2031-05-02"]), [["flood.txt opened"]]);
}
