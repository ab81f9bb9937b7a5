//! `casus figures`: the numbers of documents, each with its place and with what it measures.

use serde_json::{Value, json};

use crate::{Room, TEXT};

/// Returns the figures of the first document that was printed.
fn figures(lines: &[Value]) -> Vec<Value> {
    lines[0]["figures"].as_array().expect("figures are a list").clone()
}

#[test]
fn a_figure_has_its_place_in_code_points_and_its_number_in_full() {
    let room = Room::new();
    room.put("ærø.txt", "Ærø pays about €1.2bn for the dykes.\n");
    let run = room.run(&["figures", "ærø.txt", "--published", "2031-05-02"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let expected = json!({"span": [15, 21], "text": "€1.2bn", "of": "dykes", "value": 1_200_000_000, "high": null,
        "unit": "EUR", "approximate": true});
    assert_eq!(run.lines()[0]["published"], "2031-05-02");
    assert_eq!(figures(&run.lines()), [expected]);
}

#[test]
fn documents_are_told_in_the_order_in_which_they_are_named() {
    let room = Room::new();
    room.put("b.txt", TEXT).put("a.txt", "Fourteen countries signed.\n");
    let run = room.run(&["figures", "b.txt", "a.txt"]);
    let paths: Vec<Value> = run.lines().iter().map(|line| line["path"].clone()).collect();
    assert_eq!(paths, ["b.txt", "a.txt"]);
    assert_eq!(run.lines()[1]["figures"][0]["unit"], "country");
}

#[test]
fn figures_across_lines_stand_where_the_text_has_them() {
    let room = Room::new();
    let text = "The harbour fund of Norland holds no less than EUR 350\nmillion, which the council wants to spend.\n";
    room.put("a.txt", text);
    let figures = figures(&room.run(&["figures", "a.txt"]).lines());
    assert_eq!((&figures[0]["text"], &figures[0]["value"]), (&json!("EUR 350\nmillion"), &json!(350_000_000)));
}

#[test]
fn a_document_without_figures_has_an_empty_list() {
    let room = Room::new();
    let run = room.run_on(&["figures"], "Rain.\n");
    assert_eq!((run.code, figures(&run.lines())), (Some(0), Vec::new()));
}
