//! `casus common-ground` and `casus who-decides`: where actors could meet, and who makes a decision.

use serde_json::{Value, json};

use crate::Room;
use crate::dossier::{done, refused};

const DOSSIER: &str = r#"
[[proposition]]
id = "treaty"
label = "The river treaty is in force"
phrases = ["the river treaty"]

[[issue]]
id = "dykes"
label = "What becomes of the dykes"
options = [
    { id = "rebuild", label = "They are rebuilt", phrases = ["rebuild the dykes", "the rebuilding of the dykes"] },
    { id = "breach", label = "They are breached", phrases = ["a breach of the dykes"] },
]

[[procedure]]
id = "river-council"
label = "The river council"
decides = ["treaty"]
members = [{ name = "Norland", weight = 2.5 }, { name = "Sudland", weight = 1.5 }, { name = "Tolvia", weight = 1 }]
needs = { at_least = 2, weight_share = 0.7 }
"#;

fn room() -> Room {
    let room = Room::new();
    done(&room, &["init", "d"]);
    room.put("d/dossier.toml", DOSSIER);
    room.put("may.txt", "Norland opposes the rebuilding of the dykes.\n\nSudland supports the river treaty.\n");
    room.put("june.txt", "Norland is ready to rebuild the dykes.\n\nNorland opposes the river treaty.\n");
    done(&room, &["ingest", "--dossier", "d", "may.txt", "--published", "2031-05-02"]);
    done(&room, &["ingest", "--dossier", "d", "june.txt", "--published", "2031-06-02"]);
    room
}

fn json_of(room: &Room, words: &[&str]) -> Value {
    serde_json::from_str(&done(room, words).stdout).expect("the answer is JSON")
}

#[test]
fn an_actor_stands_where_it_stood_last_and_both_sentences_are_told() {
    let room = room();
    let found = json_of(&room, &["common-ground", "--dossier", "d"]);
    assert_eq!((&found["actors"], &found["stated"], &found["cells"]), (&json!(["Norland"]), &json!(1), &json!(2)));
    let issue = &found["issues"][0];
    assert_eq!((&issue["zone"], &issue["nobody_rejects"]), (&json!(["rebuild"]), &json!(["rebuild", "breach"])));
    let cell = &issue["stands"][0]["options"][0];
    assert_eq!(
        (&cell["is"], &cell["since"], &cell["move"]),
        (&json!("accepts"), &json!("2031-06-02"), &json!("closer"))
    );
    assert_eq!(cell["told"][0]["evidence"]["quote"], "Norland is ready to rebuild the dykes.");
    assert_eq!(cell["before"][0]["told"][0]["evidence"]["quote"], "Norland opposes the rebuilding of the dykes.");
    assert_eq!(issue["stands"][0]["options"][1]["is"], "not_stated");
    let before = json_of(&room, &["common-ground", "--dossier", "d", "--as-of", "2031-05-09"]);
    assert_eq!(before["issues"][0]["zone"], json!([]));
    assert_eq!(before["issues"][0]["options"][0]["movers"], json!([{ "actor": "Norland", "steps": 1 }]));
}

#[test]
fn what_changed_between_two_days_is_told() {
    let room = room();
    let asked = ["common-ground", "--dossier", "d", "--between", "2031-05-09", "2031-06-09"];
    let found = json_of(&room, &asked);
    let change = &found["changes"][0];
    assert_eq!(
        (&change["before"], &change["after"], &change["move"]),
        (&json!("rejects"), &json!("accepts"), &json!("closer"))
    );
    assert_eq!(found["zones"], json!([{ "issue": "dykes", "entered": ["rebuild"], "left": [] }]));
    for (format, begins) in
        [("text", "How the common ground"), ("md", "# How the common ground"), ("html", "<!DOCTYPE html>")]
    {
        let shown = done(&room, &[&asked[..], &["--format", format]].concat()).stdout;
        assert!(shown.starts_with(begins) && shown.contains("rejects → accepts (closer)"), "{shown}");
    }
    let said = refused(&room, &["common-ground", "--dossier", "d", "--between", "2031-06-09", "2031-05-09"], 2);
    assert!(said.contains("`2031-05-09` lies before `2031-06-09`"), "{said}");
}

#[test]
fn the_common_ground_has_its_formats() {
    let room = room();
    let shown = |format: &str| done(&room, &["common-ground", "--dossier", "d", "--format", format]).stdout;
    let text = shown("text");
    assert!(text.contains("Zone of agreement, which all of these accept or are open to: rebuild\n"), "{text}");
    assert!(shown("md").contains("- **Norland**\n  - **accepts rebuild** since 2 June 2031, closer than before\n"));
    let page = shown("html");
    assert!(page.contains("<th scope=\"row\"><bdi>Norland</bdi></th>") && !page.contains("<script src"), "{page}");
    assert_eq!(shown("json"), shown("json"));
}

#[test]
fn a_vote_is_worked_out_with_what_was_said() {
    let room = room();
    let found = json_of(&room, &["who-decides", "--dossier", "d", "treaty"]);
    let council = &found["decisions"][0]["procedures"][0];
    assert_eq!((&council["yes"], &council["no"]), (&json!(["Sudland"]), &json!(["Norland"])));
    assert_eq!(
        (&council["beforehand"]["vetoes"], &council["beforehand"]["winning"]),
        (&json!(["Norland"]), &json!("3"))
    );
    assert_eq!(council["beforehand"]["power"][0]["shapley_shubik"]["exact"], "2/3");
    assert_eq!(council["now"]["outcome"], "lost");
    assert_eq!(council["needs"]["members"][0], json!({ "name": "Norland", "weight": 2.5 }));
    let may = json_of(&room, &["who-decides", "--dossier", "d", "--as-of", "2031-05-09"]);
    assert_eq!(may["decisions"][0]["procedures"][0]["now"]["smallest_winning"]["listed"], json!([["Norland"]]));
    let text = done(&room, &["who-decides", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("     So: it does not carry, whatever the others say\n"), "{text}");
    for (format, begins) in [("md", "# Who decides\n"), ("html", "<!DOCTYPE html>")] {
        let shown = done(&room, &["who-decides", "--dossier", "d", "--format", format]).stdout;
        assert!(shown.starts_with(begins) && shown.contains("The river council"), "{shown}");
    }
    let said = refused(&room, &["who-decides", "--dossier", "d", "traety"], 2);
    assert!(said.contains("did you mean `treaty`?"), "{said}");
}

#[test]
fn a_dossier_that_declares_nothing_is_told_so() {
    let room = Room::new();
    done(&room, &["init", "d"]);
    let text = done(&room, &["common-ground", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("The dossier declares no issue."), "{text}");
    let text = done(&room, &["who-decides", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("No proposition of the dossier has a procedure"), "{text}");
}
