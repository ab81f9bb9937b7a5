//! `casus times`: expressions of time as JSON, a document a line.

use serde_json::{Value, json};

use crate::Room;

const GERMAN: &str = "Die Regierung von Nordland hat am Freitag beschlossen, die Deiche an der Küste zu erhöhen. \
    Das sagte die Ministerpräsidentin nach einer Sitzung ihres Kabinetts in der Hauptstadt, und sie fügte hinzu, dass \
    die Arbeiten noch vor dem Winter beginnen sollen.\n";

#[test]
fn a_time_has_its_place_its_value_and_its_days() {
    let room = Room::new();
    room.put("a.txt", "“Ærø” will pay next week.\n");
    let run = room.run(&["times", "a.txt", "--published", "2031-05-02"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let time = json!({
        "span": [15, 24], "text": "next week", "type": "DATE", "value": "2031-W19", "start": "2031-05-05", "end": "2031-05-11"
    });
    assert_eq!(run.lines(), [json!({"path": "a.txt", "published": "2031-05-02", "times": [time]})]);
}

#[test]
fn without_a_day_of_publication_relative_times_have_no_days() {
    let room = Room::new();
    room.put("a.txt", "Norland will pay next week, and not on 12 December 2031.\n");
    let run = room.run(&["times", "a.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines = run.lines();
    assert_eq!(lines[0]["published"], Value::Null);
    let days = |at: usize| [&lines[0]["times"][at]["start"], &lines[0]["times"][at]["end"]];
    assert_eq!(days(0), [&Value::Null, &Value::Null]);
    assert_eq!(days(1), [&json!("2031-12-12"), &json!("2031-12-12")]);
}

#[test]
fn places_are_those_of_the_text_however_its_lines_are_broken() {
    let room = Room::new();
    let text = "The government of Norland   will pay for the dykes, the locks and the ferries next\nweek, \
        its premier said on a visit to the flooded villages along the river, and the rest of it\nlater.\n";
    room.put("a.txt", text);
    let run = room.run(&["times", "a.txt"]);
    let lines = run.lines();
    let time = &lines[0]["times"][0];
    assert_eq!((&time["span"], &time["text"]), (&json!([78, 87]), &json!("next\nweek")));
}

#[test]
fn documents_come_in_their_order_and_refused_ones_are_told() {
    let room = Room::new();
    room.put("b.txt", "It rained on Monday.\n").put("a.txt", "It rained.\n").put("de.txt", GERMAN);
    let run = room.run(&["times", "b.txt", "a.txt", "de.txt", "none.txt"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let paths: Vec<_> = run.lines().iter().map(|line| line["path"].clone()).collect();
    assert_eq!(paths, ["b.txt", "a.txt", "de.txt"]);
    assert_eq!(run.lines()[2]["times"], json!([]));
    assert!(run.stderr.contains("note: no time was found in `a.txt`"), "{}", run.stderr);
    assert!(run.stderr.contains("note: `de.txt`: "), "{}", run.stderr);
    assert!(run.stderr.contains("`none.txt` does not exist"), "{}", run.stderr);
}

#[test]
fn a_text_can_be_piped_in() {
    let run = Room::new().run_on(&["times"], "It rained in 2028.\n");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.lines()[0]["path"], "-");
    assert_eq!(run.lines()[0]["times"][0]["value"], "2028");
}
