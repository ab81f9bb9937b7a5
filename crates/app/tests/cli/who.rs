//! `casus who`: who is who in a dossier, as text and as JSON, and who held an office on a day.

use serde_json::{Value, json};

use crate::dossier::done;
use crate::{Room, Run};

/// Makes a dossier of documents with their days of publication.
fn room(dossier: &str, documents: &[(&str, &str, &str)]) -> Room {
    let room = Room::new();
    done(&room, &["init", "d"]);
    room.put("d/dossier.toml", dossier);
    for (name, day, text) in documents {
        room.put(&format!("{name}.txt"), text);
        room.put(&format!("{name}.meta.json"), format!(r#"{{"published": "{day}"}}"#));
        done(&room, &["ingest", "--dossier", "d", &format!("{name}.txt"), "--now", &format!("{day}T12:00:00Z")]);
    }
    room
}

fn asked(room: &Room, more: &[&str]) -> Value {
    let run: Run = room.run(&[&["who", "--dossier", "d"], more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

/// Returns the names by which people are shown, each with how many documents speak of it.
fn people(answer: &Value) -> Vec<(String, u64)> {
    let actors = answer["actors"].as_array().expect("there is a list");
    let people = actors.iter().filter(|actor| actor["kind"] == "person");
    let person = |actor: &Value| {
        (actor["shown"].as_str().expect("a name").to_owned(), actor["documents"].as_u64().expect("a count"))
    };
    people.map(person).collect()
}

const PREMIER: &str = "Prime Minister Ada Korn of Norland will send ferries to Westmark.\n";
const AGAIN: &str = "Ada Korn, the Prime Minister of Norland, said on Monday that the ferries are ready.\n";
const OTHER: &str = "Foreign Minister Ada Korn of Westmark will send six boats to Eastport.\n";

#[test]
fn one_office_makes_one_person_and_two_states_two() {
    let documents = [("a", "2031-05-02", PREMIER), ("b", "2031-05-05", AGAIN), ("c", "2031-05-06", OTHER)];
    let room = room("", &documents);
    let answer = asked(&room, &["Korn"]);
    let expected = [("Ada Korn (Prime Minister of Norland)", 2), ("Ada Korn (Foreign Minister of Westmark)", 1)];
    assert_eq!(people(&answer), expected.map(|(name, count)| (name.to_owned(), count)));
    let because = &answer["actors"][0]["because"][0];
    assert_eq!(because["names"], "same_name");
    assert_eq!(
        because["evidence"],
        json!([{ "kind": "office", "words": "both are given the office Prime Minister of Norland" }])
    );
    assert_eq!(because["between"][1]["path"], "b.txt");
    assert!(because["between"][1]["quote"].as_str().expect("it is mentioned").starts_with("Ada Korn"));
    let proposal = &answer["proposals"][0];
    assert_eq!(proposal["against"][0]["kind"], "states");
    // The page tells them apart, too.
    let brief = room.run(&["brief", "--dossier", "d"]);
    assert!(brief.stdout.contains("Ada Korn (Foreign Minister of Westmark)"), "{}", brief.stdout);
}

#[test]
fn nobody_is_put_together_for_a_name_alone() {
    let said = |state: &str| format!("Ada Korn will send ferries to {state}.\n");
    let (a, b) = (said("Westmark"), said("Norland"));
    let room = room("", &[("a", "2031-05-02", &a), ("b", "2031-05-05", &b)]);
    let answer = asked(&room, &["Ada Korn"]);
    let expected = [("Ada Korn (in a.txt)", 1), ("Ada Korn (in b.txt)", 1)];
    assert_eq!(people(&answer), expected.map(|(name, count)| (name.to_owned(), count)));
    assert_eq!(answer["proposals"][0]["against"][0]["kind"], "name_alone");
    // Whoever keeps the dossier can say that there is one.
    room.put("d/dossier.toml", "[[actor]]\nname = \"Ada Korn\"\nkind = \"person\"\n");
    assert_eq!(people(&asked(&room, &["Ada Korn"])), [("Ada Korn".to_owned(), 2)]);
}

#[test]
fn the_past_knows_nothing_of_later_documents() {
    let room = room("", &[("a", "2031-05-02", PREMIER), ("c", "2031-05-06", OTHER)]);
    let one = [("Ada Korn".to_owned(), 1)];
    assert_eq!(people(&asked(&room, &["Korn", "--as-of", "2031-05-03"])), one);
    assert_eq!(people(&asked(&room, &["Korn", "--known-at", "2031-05-03"])), one);
    assert_eq!(people(&asked(&room, &["Korn"])).len(), 2);
}

#[test]
fn an_office_is_answered_from_the_dossier_and_from_documents() {
    let dossier = "[[actor]]\nname = \"Ivo Lund\"\nkind = \"person\"\n\
                   offices = [{ title = \"Prime Minister\", of = \"Norland\", from = 2031-06-01 }]\n";
    let room = room(dossier, &[("a", "2031-05-02", PREMIER)]);
    let held = |day: &str| asked(&room, &["--office", "premier", "--of", "norland", "--as-of", day])["holders"].clone();
    let korn = json!([{
        "name": "Ada Korn", "title": "Prime Minister", "of": "Norland", "terms": [],
        "given": [{ "path": "a.txt", "published": "2031-05-02" }],
    }]);
    assert_eq!(held("2031-05-01"), korn);
    let lund = json!([{
        "name": "Ivo Lund", "title": "Prime Minister", "of": "Norland",
        "terms": [{ "from": "2031-06-01", "to": null }], "given": [],
    }]);
    assert_eq!(held("2031-07-01"), lund);
    assert_eq!(held("2030-01-01"), json!([]));
    let words = ["who", "--dossier", "d", "--office", "Premier", "--of", "Norland", "--format", "text", "--as-of"];
    let text = |day| room.run(&[&words[..], &[day]].concat()).stdout;
    assert_eq!(text("2031-05-01"), "Ada Korn, Prime Minister of Norland\n  a.txt: 2 May 2031\n");
    assert_eq!(
        text("2030-01-01"),
        "Neither the dossier nor a document of near days says who was Premier of Norland on 1 January 2030.\n"
    );
}

#[test]
fn text_tells_names_offices_and_reasons() {
    let room = room("", &[("a", "2031-05-02", PREMIER), ("b", "2031-05-05", AGAIN)]);
    let run = room.run(&["who", "--dossier", "d", "korn", "--format", "text"]);
    let expected = "Ada Korn, person\n  \
        Prime Minister of Norland: in 2 documents: a.txt, b.txt, 2 May 2031 to 5 May 2031\n  \
        in 2 documents: a.txt, b.txt\n  \
        one, because: the same name, and both are given the office Prime Minister of Norland\n";
    assert_eq!(run.stdout, expected);
    let run = room.run(&["who", "--dossier", "d", "Nobody", "--format", "text"]);
    assert_eq!(run.stdout, "Nobody goes by that name.\n");
}

#[test]
fn wrong_use_is_refused() {
    let room = room("", &[]);
    for words in [
        &["who"][..],
        &["who", "--dossier", "none"],
        &["who", "--dossier", "d", "--office", "Premier"],
        &["who", "--dossier", "d", "--of", "Norland"],
        &["who", "--dossier", "d", "Korn", "--office", "Premier", "--of", "Norland", "--as-of", "2031-05-02"],
    ] {
        assert_eq!(room.run(words).code, Some(2), "{words:?}");
    }
}
