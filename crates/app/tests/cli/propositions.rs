//! `casus propositions`: which phrases mean what a dossier declares, and which only look as if they did.

use serde_json::{Value, json};

use crate::Room;
use crate::dossier::done;

const DOSSIER: &str = r#"
[[actor]]
name = "Norland"
kind = "state"
aliases = ["the Norlanders"]

[[actor]]
name = "Sudland"
kind = "state"

[[actor]]
name = "Tolvia"
kind = "state"

[[actor]]
name = "Basin Council"
kind = "organisation"

[[actor]]
name = "Amber Pass"
kind = "place"

[[proposition]]
id = "truce"
phrases = ["a ceasefire", "hostilities cease"]

[[proposition]]
id = "backing"
phrases = ["backing from Sudland"]

[[proposition]]
id = "mandate"
phrases = ["a mandate of the Basin Council"]

[[proposition]]
id = "consent"
phrases = ["the consent of Tolvia"]

[[proposition]]
id = "guns"
phrases = ["Sudland withdraws its artillery from the Amber Pass"]

[[proposition]]
id = "audit"
phrases = ["a clean audit of the road fund"]

[[proposition]]
id = "vote"
phrases = ["the parliament approves the treaty"]
"#;

/// Conditions that mean a proposition, though most in other words than those that are declared.
const MEANT: [(&str, &str); 16] = [
    ("there is a truce", "truce"),
    ("there is a credible ceasefire", "truce"),
    ("there is a cease-fire", "truce"),
    ("there is a cessation of hostilities", "truce"),
    ("there is Sudland backing", "backing"),
    ("there is clear support from Sudland", "backing"),
    ("there is solid backing by Sudland", "backing"),
    ("there is a Basin Council mandate", "mandate"),
    ("there is a clear mandate of the Basin Council", "mandate"),
    ("there is a formal mandate of the Basin Council", "mandate"),
    ("there is Tolvia's consent", "consent"),
    ("there is consent of Tolvia", "consent"),
    ("there is formal consent of Tolvia", "consent"),
    ("there is a clean audit of the road fund first", "audit"),
    ("the parliament formally approves the treaty", "vote"),
    ("parliament approves the treaty", "vote"),
];

/// Conditions that look like those and mean something else.
const NOT_MEANT: [&str; 17] = [
    "there is a collapse of the truce",
    "there is another truce",
    "there is a truce elsewhere",
    "there is support from Tolvia",
    "there is support for Sudland",
    "there is an end to Sudland backing",
    "there is a mandate of Tolvia",
    "there is a mandate for the Basin Council",
    "there is consent of Norland",
    "there is consent to Tolvia",
    "there is a refusal of consent by Tolvia",
    "Sudland withdraws its ferries from the Amber Pass",
    "Tolvia withdraws its artillery from the Amber Pass",
    "there is a clean audit of the water fund",
    "the parliament approves the budget",
    "the parliament rejects the treaty",
    "the council approves the treaty",
];

fn sentences(conditions: impl Iterator<Item = &'static str>) -> String {
    conditions.map(|condition| format!("Norland will pay €3 million if {condition}.\n\n")).collect()
}

fn asked(room: &Room) -> Value {
    let run = done(room, &["propositions", "--dossier", "d"]);
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

fn room(text: &str) -> Room {
    let room = Room::new();
    room.put("a.txt", text);
    done(&room, &["init", "d"]);
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["ingest", "--dossier", "d", "a.txt", "--published", "2031-05-02"]);
    room
}

/// Returns `phrase: proposition` for each phrase that means one, in the order of the text.
fn mapped(answer: &Value) -> Vec<String> {
    let mut lines: Vec<(i64, String)> = Vec::new();
    for proposition in answer["declared"].as_array().expect("a list") {
        for phrase in proposition["phrases"].as_array().expect("a list") {
            let line =
                format!("{}: {}", phrase["quote"].as_str().expect("words"), proposition["id"].as_str().expect("an id"));
            lines.push((phrase["span"][0].as_i64().expect("a place"), line));
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn other_words_with_the_same_head_and_actors_mean_the_same() {
    let answer = asked(&room(&sentences(MEANT.iter().map(|(condition, _)| *condition))));
    let mapped = mapped(&answer);
    let expect: Vec<String> = MEANT.iter().map(|(_, id)| format!(": {id}")).collect();
    assert_eq!(mapped.len(), expect.len(), "{mapped:#?}\n{:#?}", answer["left"]);
    for (mapped, expect) in mapped.iter().zip(&expect) {
        assert!(mapped.ends_with(expect), "{mapped} is not {expect}");
    }
}

#[test]
fn what_only_looks_alike_is_left_to_a_person() {
    let answer = asked(&room(&sentences(NOT_MEANT.into_iter())));
    assert_eq!(mapped(&answer), [] as [String; 0]);
    let left = answer["left"].as_array().expect("a list");
    assert!(left.len() >= 15, "{left:#?}");
}

#[test]
fn what_is_left_has_proposals_with_reasons_and_the_command_to_accept_them() {
    let room = room(
        "Norland will pay €3 million if there is a lasting ceasefire.\n\nNorland will pay €4 million if no truce holds.\n",
    );
    let text = done(&room, &["propositions", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("truce: truce\n"), "{text}");
    let answer = asked(&room);
    let left = answer["left"].as_array().expect("a list");
    let first = &left.iter().find(|left| left["may_mean"] != json!([])).expect("something is proposed")["may_mean"][0];
    assert_eq!(first["proposition"], "truce");
    assert_eq!(first["theme"], json!(["truce"]));
    let accept = first["accept"].as_str().expect("a command");
    assert!(accept.starts_with("casus review map ") && accept.ends_with(" truce --by NAME --dossier d"), "{accept}");
}
