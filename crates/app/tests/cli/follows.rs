//! `casus goal`, `casus why` and `casus deadlocks`: a small dossier about invented states that wait for one another.

use serde_json::Value;

use crate::Room;
use crate::dossier::{done, refused};

const DOSSIER: &str = r#"
[[actor]]
name = "Norland"
kind = "state"

[[actor]]
name = "Sudland"
kind = "state"

[[actor]]
name = "Westmark"
kind = "state"

[[proposition]]
id = "truce"
phrases = ["a ceasefire holds", "the ceasefire holds"]

[[proposition]]
id = "guns-back"
phrases = ["Sudland withdraws its artillery"]
brought_about_by = [{ debtor = "Sudland", phrases = ["its artillery"] }]

[[proposition]]
id = "water"
phrases = ["Norland opens the dam"]
brought_about_by = [{ debtor = "Norland", phrases = ["the dam"] }]

[[proposition]]
id = "backing"
phrases = ["Westmark backs the mission"]

[[proposition]]
id = "backing/radar"

[[proposition]]
id = "quiet"
means = ["truce", "guns-back"]

[[proposition]]
id = "war"

[[incompatible]]
propositions = ["truce", "war"]

[[goal]]
id = "valley"
label = "The valley is safe"
needs = ["quiet", "backing", { debtor = "Norland", strength = "offered" }]

[[goal]]
id = "paid"
needs = { category = "finance", at_least = "EUR 50 million" }
"#;

const TEXT: &str = "Norland will open the dam once Sudland withdraws its artillery. Sudland will withdraw its artillery once \
    Norland opens the dam. Westmark is ready to send 300 engineers to the valley if the ceasefire holds. Westmark will \
    pay €60 million to the valley if the ceasefire holds.\n";

fn room() -> Room {
    let room = Room::new();
    std::fs::create_dir(room.path("d")).expect("the room can be written");
    room.put("d/dossier.toml", DOSSIER);
    room.put("a.txt", TEXT);
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "--published", "2031-05-02", "a.txt"]);
    room
}

fn json(room: &Room, words: &[&str]) -> Value {
    serde_json::from_str(&done(room, words).stdout).expect("the answer is JSON")
}

/// Writes minimal sets as `water=true guns-back=true | …`.
fn sets(of: &Value) -> String {
    let member = |it: &Value| format!("{}={}", it["proposition"].as_str().unwrap_or("?"), it["value"]);
    let set = |set: &Value| set.as_array().expect("a set").iter().map(member).collect::<Vec<_>>().join(" ");
    of["sets"].as_array().expect("there are sets").iter().map(set).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_circle_is_shown_with_its_quotes_and_whose_move_would_end_it() {
    let room = room();
    let found = json(&room, &["deadlocks", "--dossier", "d"]);
    let [circle] = found.as_array().expect("a list").as_slice() else { panic!("there is one circle: {found}") };
    assert_eq!(circle["propositions"], serde_json::json!(["guns-back", "water"]));
    let quotes: Vec<&str> = circle["circle"]
        .as_array()
        .expect("a circle")
        .iter()
        .map(|it| it["promise"]["quote"].as_str().unwrap_or("-"))
        .collect();
    assert_eq!(quotes.len(), 2, "{circle}");
    assert!(quotes.iter().all(|quote| TEXT.contains(quote)), "{quotes:?}");
    assert_eq!(sets(&circle["first_moves"]), "guns-back=true | water=true");
    assert_eq!(circle["goals"][0]["goal"], "valley");
    let text = done(&room, &["deadlocks", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("Sudland could move first"), "{text}");
    assert_eq!(json(&room, &["deadlocks", "--dossier", "d", "--set", "water=true"]), serde_json::json!([]));
}

#[test]
fn a_goal_says_what_suffices_and_what_sinks_it() {
    let room = room();
    let given = ["truce=0.5", "backing=0.5", "backing/radar=0"].map(|it| ["--probability", it]).concat();
    let goal = json(&room, &[&["goal", "valley", "--dossier", "d"], &given[..]].concat());
    assert_eq!(goal["value"], "unknown");
    // Who takes the first step brings the rest about.
    assert_eq!(sets(&goal["suffices"]), "backing=true guns-back=true truce=true | backing=true truce=true water=true");
    assert_eq!(sets(&goal["sinks"]), "backing=false | guns-back=false | truce=false | war=true | water=false",);
    let actors = goal["actors"].as_array().expect("actors");
    let shares: Vec<(&str, f64)> = actors
        .iter()
        .map(|it| (it["actor"].as_str().unwrap_or("-"), it["shapley_shubik"].as_f64().unwrap_or(-1.0)))
        .collect();
    assert_eq!(shares, [("Norland", 0.5), ("Sudland", 0.5)]);
    let chance =
        |moves: &str| (goal["probability"][moves]["least"].as_f64(), goal["probability"][moves]["most"].as_f64());
    assert_eq!(chance("nobody_moves_first"), (Some(0.0), Some(0.0)));
    // War is as probable as anything, and there is no truce with it: of the worlds that can be, half of those with a truce.
    let together = chance("all_move_together");
    assert!(together.1.is_some_and(|most| (most - 0.25).abs() < 1e-9), "{together:?}");
    let list = done(&room, &["goal", "--dossier", "d", "--format", "text"]).stdout;
    assert!(list.contains("The valley is safe: open  valley"), "{list}");
    assert!(list.contains("sunk by one thing alone: “backing” is false"), "{list}");
    let sunk = json(&room, &["goal", "valley", "--dossier", "d", "--set", "war=true"]);
    assert_eq!((&sunk["value"], sets(&sunk["suffices"])), (&Value::from("false"), String::new()));
}

#[test]
fn money_counts_where_so_much_is_due() {
    let room = room();
    let value = |set: &[&str]| {
        let words = [&["goal", "paid", "--dossier", "d"], set].concat();
        json(&room, &words)["value"].as_str().unwrap_or("-").to_owned()
    };
    assert_eq!(value(&[]), "unknown");
    assert_eq!(value(&["--set", "truce=true"]), "true");
    assert_eq!(value(&["--set", "war=true"]), "false");
}

#[test]
fn a_promise_says_why_it_is_due_and_what_is_missing() {
    let room = room();
    let all = json(&room, &["what-if", "--dossier", "d", "--format", "json"]);
    let dam = all.as_array().expect("a list").iter().find(|it| it["debtor"][0] == "Norland").expect("Norland promises");
    let reference = dam["ref"].as_str().expect("a reference");
    assert_eq!(dam["state"], "conditional");
    let why = |set: &[&str]| json(&room, &[&["why", reference, "--dossier", "d"], set].concat());
    let open = why(&[]);
    assert_eq!((open["verdict"].as_str(), sets(&open["missing"])), (Some("open"), "guns-back=true".to_owned()));
    let due = why(&["--set", "guns-back=true"]);
    assert_eq!((due["verdict"].as_str(), sets(&due["supports"])), (Some("due"), "guns-back=true".to_owned()));
    assert_eq!(due["state"], "detached");
    let blocked = why(&["--set", "guns-back=false"]);
    assert_eq!(
        (blocked["verdict"].as_str(), sets(&blocked["blocked_by"])),
        (Some("blocked"), "guns-back=false".to_owned())
    );
    let text = done(&room, &["why", reference, "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("What is missing") && text.contains("Norland will open the dam"), "{text}");
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_there_is() {
    let room = room();
    let said = |words: &[&str]| refused(&room, words, 2);
    assert!(said(&["goal", "vally", "--dossier", "d"]).contains("did you mean `valley`"));
    assert!(
        said(&["goal", "valley", "--dossier", "d", "--set", "truce=true", "--set", "war=true"])
            .contains("do not go together")
    );
    assert!(said(&["goal", "valley", "--dossier", "d", "--probability", "peace=0.5"]).contains("`peace`"));
    let none = refused(&room, &["why", "zzzzzzzz", "--dossier", "d"], 1);
    assert!(none.contains("is the reference of no promise"), "{none}");
}

#[test]
fn a_budget_that_is_used_up_is_told_and_the_rest_is_answered() {
    let room = room();
    let goal = json(&room, &["goal", "valley", "--dossier", "d", "--seconds", "0"]);
    assert!(goal["sinks"]["stopped"].as_str().is_some_and(|it| it.contains("time")), "{goal}");
    assert_eq!(goal["id"], "valley");
}

#[test]
fn a_day_is_held_against_another_with_what_changed_the_verdicts() {
    let room = room();
    room.put("b.txt", "Sudland will withdraw its artillery from the valley by 30 May.\n");
    done(&room, &["ingest", "--dossier", "d", "--published", "2031-05-20", "b.txt"]);
    let words = ["what-if", "--dossier", "d", "--from", "2031-05-10", "--format", "json"];
    let all = json(&room, &words);
    let of =
        |name: &str| all.as_array().expect("a list").iter().filter(|it| it["debtor"][0] == name).collect::<Vec<_>>();
    let [dam] = of("Norland")[..] else { panic!("Norland promises once: {all}") };
    assert_eq!((dam["was"].as_str(), dam["verdict"].as_str()), (Some("open"), Some("due")), "{dam}");
    let new: Vec<&str> = dam["new"].as_array().expect("a list").iter().filter_map(|it| it["quote"].as_str()).collect();
    assert_eq!(new, ["Sudland will withdraw its artillery from the valley by 30 May."]);
    let text = done(&room, &words[..5]).stdout;
    assert!(text.contains("Since 10 May 2031") && text.contains("open → ● due"), "{text}");
}

#[test]
fn where_sources_contradict_one_another_each_reading_is_weighed() {
    let room = Room::new();
    std::fs::create_dir(room.path("d")).expect("the room can be written");
    room.put("d/dossier.toml", "[[goal]]\nid = \"mission\"\nneeds = { category = \"troops\", at_least = 2 }\n");
    room.put(
        "a.txt",
        "Norland will send 500 soldiers to the river this summer. Sudland will send 200 soldiers to the river.\n",
    );
    room.put("b.txt", "Norland refuses to send soldiers to the river this summer. Estavel will send a doctor.\n");
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "--published", "2031-05-02", "a.txt", "b.txt"]);
    let readings = &json(&room, &["goal", "mission", "--dossier", "d"])["readings"];
    assert_eq!((readings["holds_in"].as_str(), readings["exact"].as_bool()), (Some("some"), Some(true)));
    let sides = readings["decided_by"][0]["sides"].as_array().expect("there are sides");
    let by_side: Vec<(&str, &str)> = sides
        .iter()
        .map(|side| (side["path"].as_str().unwrap_or("-"), side["holds_in"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(by_side, [("a.txt", "all"), ("b.txt", "none")]);
    let text = done(&room, &["goal", "mission", "--dossier", "d", "--format", "text"]).stdout;
    assert!(text.contains("none if this is right: “Norland refuses"), "{text}");
}
