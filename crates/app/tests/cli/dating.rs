//! `casus dating`: windows for undated documents, of files and of a dossier.

use serde_json::{Value, json};

use crate::dossier::done;
use crate::{Room, Run};

const REPORT: &str = "Norland and Sudland held talks on the ferry tariffs of the strait in Eastport on 9 May 2031.\n";
const LETTER: &str = "Norland and Sudland held talks on the ferry tariffs of the strait in Eastport on Friday.\n";

fn room() -> Room {
    let room = Room::new();
    room.put("report.txt", REPORT).put("report.meta.json", r#"{"published": "2031-05-10"}"#).put("letter.txt", LETTER);
    room
}

fn list(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the list is JSON")
}

#[test]
fn an_undated_document_has_a_window_with_its_reasons_and_both_quotes() {
    let found = list(&room().run(&["dating", "report.txt", "letter.txt"]));
    let expected = json!([{
        "path": "letter.txt",
        "window": ["2031-05-09", "2031-05-16"],
        "best": "2031-05-09",
        "clash": null,
        "reasons": [{
            "kind": "reported",
            "why": "It reports as past what others date on 2031-05-09, told by its day of the week here.",
            "earliest": "2031-05-09",
            "latest": "2031-05-16",
            "here": {"path": "letter.txt", "span": [0, 88], "quote": LETTER.trim()},
            "there": [{"path": "report.txt", "span": [0, 92], "quote": REPORT.trim()}],
            "set_aside": false,
        }],
        "confirm": "casus read letter.txt --published 2031-05-09",
    }]);
    assert_eq!(json!(found), expected);
}

#[test]
fn a_dossier_proposes_a_window_and_takes_it_for_no_day() {
    let room = room();
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "report.txt", "--now", "2031-05-10T12:00:00Z"]);
    done(&room, &["ingest", "--dossier", "d", "letter.txt", "--now", "2031-06-10T12:00:00Z"]);
    let text = done(&room, &["dating", "--dossier", "d", "--format", "text"]).stdout;
    for words in [
        "written from 9 May 2031 to 16 May 2031, unconfirmed\n",
        "most likely 9 May 2031\n",
        "confirm: casus review date letter.txt 2031-05-09 --by NAME --dossier d\n",
    ] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    let page = done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout;
    let page: Value = serde_json::from_str(&page).expect("the page is JSON");
    let letter = page["documents"].as_array().expect("a list").iter().find(|one| one["path"] == "letter.txt");
    let letter = letter.expect("the letter is a document");
    assert_eq!(letter["published"], Value::Null);
    let odd = letter["odd"].as_array().expect("a list");
    assert!(
        odd.contains(&json!("Published between 2031-05-09 and 2031-05-16, unconfirmed: see `casus dating`.")),
        "{odd:?}"
    );
    // What arrived later, and what was published later, tells nothing.
    assert_eq!(list(&room.run(&["dating", "--dossier", "d", "--known-at", "2031-05-11"])), [] as [Value; 0]);
    let before = list(&room.run(&["dating", "--dossier", "d", "--as-of", "2031-05-09"]));
    assert_eq!((before.len(), &before[0]["window"]), (1, &Value::Null));
}

#[test]
fn dated_documents_need_no_window_and_wrong_use_is_refused() {
    let room = room();
    let text = done(&room, &["dating", "report.txt", "--format", "text"]).stdout;
    assert_eq!(text, "Every document has a day of publication.\n");
    assert_eq!(room.run(&["dating", "none.txt"]).code, Some(1));
    assert_eq!(room.run(&["dating", "letter.txt", "--dossier", "d"]).code, Some(2));
    assert_eq!(room.run(&["dating", "letter.txt", "--known-at", "2031-05-03"]).code, Some(2));
}
