//! Reviewing: what a person decides is recorded with a name, shows where the entry does, and is undone by deciding again.

use serde_json::{Value, json};

use crate::dossier::{done, refused};
use crate::{Room, TEXT};

const FRIDAY: &str = "Ferries on Friday\n\n\
    Norland will send 12 ferries on Friday. The truce holds, and the truce is young.\n";

const DOSSIER: &str = "[[actor]]\nname = \"Norland\"\nkind = \"state\"\n\n[[actor]]\nname = \"Sudland\"\nkind = \"state\"\n\n\
    [[proposition]]\nid = \"accord\"\nphrases = [\"Sudland signs the river accord\"]\n";

/// Makes a dossier `d` with a document that has a day and one that has none.
fn room() -> Room {
    let room = Room::new();
    room.put("a.txt", TEXT).put("c.txt", FRIDAY);
    room.put("c.meta.json", r#"{"publisher": "The Heron"}"#);
    done(&room, &["init", "d"]);
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["ingest", "--dossier", "d", "a.txt", "c.txt", "--now", "2031-05-10T12:00:00Z"]);
    room
}

/// The words of a review by Ida Holm at an hour of a day.
fn words<'a>(words: &[&'a str], instant: &'a str) -> Vec<&'a str> {
    [&["review"], words, &["--dossier", "d", "--by", "Ida Holm", "--now", instant]].concat()
}

fn review(room: &Room, of: &[&str]) -> String {
    done(room, &words(of, "2031-05-11T12:00:00Z")).stdout
}

fn wrong(room: &Room, of: &[&str]) -> String {
    refused(room, &words(of, "2031-05-11T12:00:00Z"), 2)
}

fn json_of(room: &Room, of: &[&str]) -> Value {
    serde_json::from_str(&done(room, of).stdout).expect("it is JSON")
}

fn queue(room: &Room) -> Vec<Value> {
    let queue = json_of(room, &["review", "queue", "--dossier", "d", "--format", "json"]);
    queue.as_array().expect("the queue is a list").clone()
}

/// Returns the reference of the first entry of a kind in a document.
fn entry(room: &Room, path: &str, kind: &str) -> String {
    let found = queue(room).into_iter().find(|entry| entry["path"] == path && entry["kind"] == kind);
    found.expect("the document has it")["ref"].as_str().expect("a reference is a text").to_owned()
}

fn shown(room: &Room, reference: &str) -> Value {
    json_of(room, &["show", "--dossier", "d", reference, "--format", "json"])
}

#[test]
fn the_queue_says_what_matters_and_why() {
    let room = room();
    let queue = queue(&room);
    let weights: Vec<f64> = queue.iter().map(|entry| entry["weight"].as_f64().expect("a number")).collect();
    assert!(weights.windows(2).all(|pair| pair[0] >= pair[1]), "{weights:?}");
    let promise = queue.iter().find(|entry| entry["path"] == "a.txt" && entry["kind"] == "commitment").expect("one");
    let quote = TEXT.lines().last().expect("the text has lines");
    let start = TEXT.chars().count() - 1 - quote.chars().count();
    let expected = json!({
        "ref": promise["ref"], "reference": promise["reference"], "kind": "commitment", "path": "a.txt",
        "published": "2031-05-02", "span": [start, start + quote.chars().count()],
        "quote": quote,
        "confidence": promise["confidence"], "weight": promise["weight"],
        "dependants": {
            "promises": [], "claims": [], "covered": [], "goals": [], "contradictions": [], "tellings": [],
        },
        "why": promise["why"],
    });
    assert_eq!(*promise, expected);
    let text = done(&room, &["review", "queue", "--dossier", "d", "--format", "text", "--limit", "1"]).stdout;
    assert!(text.starts_with(&format!("{} entries wait for a decision.\n\n1. ", queue.len())), "{text}");
    assert!(!text.contains("\n2. "), "{text}");
    assert_eq!(
        json_of(&room, &["review", "queue", "--dossier", "d", "--limit", "2"]).as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn what_is_accepted_and_rejected_waits_no_longer_and_says_so() {
    let room = room();
    let (one, other) = (entry(&room, "a.txt", "commitment"), entry(&room, "a.txt", "statement"));
    let count = queue(&room).len();
    let said = review(&room, &["accept", &one, "--note", "so it says"]);
    assert_eq!(said, format!("d4: Ida Holm accepted {one}\n"));
    assert_eq!(review(&room, &["reject", &other[..5]]), format!("d5: Ida Holm rejected {other}\n"));
    assert_eq!(queue(&room).len(), count - 2);
    let review = json!({
        "state": "accepted", "by": "Ida Holm", "at": "2031-05-11T12:00:00Z", "replaced_by": null, "replaces": null,
        "notes": [{"by": "Ida Holm", "note": "so it says"}], "grade": null,
    });
    assert_eq!(shown(&room, &one)["review"], review);
    assert_eq!(shown(&room, &other)["occurrences"][0]["state"], "rejected");
    let text = done(&room, &["show", "--dossier", "d", &one]).stdout;
    let head = format!(
        "entry: {one}, commitment, accepted\ndecided: accepted by Ida Holm at 2031-05-11T12:00:00Z\n\
         note: so it says (Ida Holm)\ndocument: "
    );
    assert!(text.starts_with(&head), "{text}");
    let before = done(&room, &["show", "--dossier", "d", &one, "--known-at", "2031-05-10"]).stdout;
    assert!(before.starts_with(&format!("entry: {one}, commitment, read\ndocument: ")), "{before}");
}

#[test]
fn several_are_decided_on_together_or_not_at_all() {
    let room = room();
    let one = entry(&room, "a.txt", "commitment");
    let said = wrong(&room, &["accept", &one, "zzzz"]);
    assert_eq!(said, "error: no entry goes by `zzzz`\nhint: references stand beside the lines of `casus brief`\n");
    assert_eq!(shown(&room, &one)["review"]["state"], "read");
}

#[test]
fn an_amended_entry_gives_way_to_the_one_that_was_written() {
    let room = room();
    let one = entry(&room, "a.txt", "commitment");
    let said = review(&room, &["amend", &one, "status=offered", "antecedent=none"]);
    let by = said.trim_end().rsplit(' ').next().expect("the new reference stands last").to_owned();
    assert_eq!(said, format!("d4: Ida Holm amended {one} to {by}\n"));
    let (old, new) = (shown(&room, &one), shown(&room, &by));
    assert_eq!(old["review"]["replaced_by"], new["reference"]);
    assert_eq!(new["review"]["replaces"], old["reference"]);
    let (old, new) = (&old["occurrences"][0], &new["occurrences"][0]);
    assert_eq!((&old["state"], &new["state"]), (&json!("amended"), &json!("added")));
    assert_eq!(new["reader"], json!({"kind": "person", "name": "Ida Holm"}));
    let mut expected = old["record"].clone();
    (expected["status"], expected["antecedent"]) = (json!("offered"), json!(null));
    for (key, value) in expected.as_object().expect("a record is an object") {
        if !["id", "confidence", "debtor", "attributed_to"].contains(&key.as_str()) {
            assert_eq!(new["record"][key], *value, "{key}");
        }
    }
    let said = wrong(&room, &["amend", &one, "status=pledged"]);
    assert!(said.starts_with(&format!("error: `{one}` was amended, and `{by}` stands in its place\n")), "{said}");
    assert_eq!(review(&room, &["undo"]), "d5: Ida Holm undid d4\n");
    assert_eq!(shown(&room, &one)["review"]["state"], "read");
    assert_eq!(shown(&room, &by)["review"]["state"], "taken back");
}

#[test]
fn a_correction_that_goes_by_the_same_reference_is_the_one_that_counts() {
    let room = room();
    let one = entry(&room, "a.txt", "commitment");
    assert_eq!(review(&room, &["amend", &one, "amount=about 4 to 5 ferry"]), format!("d4: Ida Holm amended {one}\n"));
    let said = review(&room, &["amend", &one, "category=trade", "time=none"]);
    assert_eq!(said, format!("d5: Ida Holm amended {one}\n"));
    let all = shown(&room, &one);
    let last = all["occurrences"].as_array().expect("a list").last().expect("it was written");
    let amount = json!({"value": 4, "high": 5, "unit": "ferry", "approximate": true});
    let consequent = &last["record"]["consequent"];
    assert_eq!((&consequent["amount"], &consequent["category"]), (&amount, &json!("trade")), "{all:#}");
    let amounts = || {
        let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
        let amounts = brief.lines().filter_map(|line| line.trim().strip_prefix("amount: ").map(str::to_owned));
        amounts.collect::<Vec<_>>()
    };
    assert_eq!(amounts(), ["12 ferries", "about 4–5 ferries"]);
    let said = wrong(&room, &["amend", &one, "category=trade"]);
    let hint = format!("hint: accept it: `casus review accept {one}`\n");
    assert_eq!(said, format!("error: `{one}` says so already\n{hint}"));
    review(&room, &["undo"]);
    assert_eq!(amounts(), ["12 ferries", "about 4–5 ferries"], "the correction before counts again");
    review(&room, &["undo"]);
    assert_eq!(amounts(), ["12 ferries", "EUR 3 bn"]);
}

#[test]
fn what_does_not_fit_the_document_or_the_record_is_refused_with_the_choices() {
    let room = room();
    let (one, friday) = (entry(&room, "a.txt", "commitment"), entry(&room, "c.txt", "commitment"));
    let check = |fields: &[&str], expected: &str| {
        let said = wrong(&room, &[&["amend"], fields].concat());
        assert!(said.starts_with(&format!("error: {expected}")), "{fields:?} gives {said}");
    };
    check(&[&one, "antecedent=the canal is dug"], "`the canal is dug` does not stand in `a.txt`\n");
    check(
        &[&friday, "antecedent=truce"],
        "`truce` stands `2` times in `c.txt`\nhint: write `truce@1` for the first of @1 `…ferries on Friday. The truce \
         holds, and the truce is…`, @2 `…he truce holds, and the truce is young.…`",
    );
    check(&[&one, "status=vowed"], "`status` cannot be `vowed`\nhint: there are `considered`, `offered`, `pledged`, ");
    check(&[&one, "colour=red"], "a record of the kind `commitment` has no field `colour`\nhint: there are `words`, ");
    check(&[&one, "debtor=none"], "`debtor` is needed and cannot be `none`\n");
    check(&[&one, "debtor=Fornland"], "the document knows no `Fornland`\nhint: write it with its kind, as in `state:");
    check(&[&one, "debtor=state:Fornland"], "`Fornland` does not stand in `a.txt`\n");
    check(&[&one, "amount=many"], "`amount` cannot be read from `many`\nhint: write it as in `about 3000000000 EUR`");
    check(&[&friday, "time=Friday = 2031-05-09 to 2031-05-02"], "`time` cannot be read from `Friday = ");
    assert_eq!(shown(&room, &one)["review"]["state"], "read");
    assert!(review(&room, &["amend", &friday, "antecedent=truce@2"]).starts_with("d4: "));
}

#[test]
fn what_was_missed_is_added_by_its_words() {
    let room = room();
    let add = |fields: &[&'static str]| {
        let words = ["add", "--document", "c.txt", "--kind", "position", "--words", "the truce is young"];
        [&words[..], fields].concat()
    };
    let whole = add(&["holder=Norland", "stance=hopeful", "content=the truce"]);
    let said = review(&room, &whole);
    let reference = said.trim_end().strip_prefix("d4: Ida Holm added ").expect("it is told").to_owned();
    let entry = shown(&room, &reference);
    let record = &entry["occurrences"][0]["record"];
    let at = FRIDAY.find("the truce is young").expect("it stands there");
    let expected = json!({
        "id": "r1", "kind": "position", "span": [at, at + 18], "quote": "the truce is young", "attributed_to": [],
        "time": null, "confidence": 1, "holder": ["e1"], "stance": "hopeful", "content": [at, at + 9], "because": null,
    });
    assert_eq!(record.to_string(), expected.to_string());
    assert_eq!(entry["review"]["state"], "added");
    assert!(wrong(&room, &whole).starts_with(&format!("error: `{reference}` says just this\n")));
    let said = wrong(&room, &add(&["stance=hopeful"]));
    assert!(said.starts_with("error: a record of the kind `position` needs `holder`, `content`\n"), "{said}");
    review(&room, &["undo", "d4"]);
    assert_eq!(shown(&room, &reference)["review"]["state"], "taken back");
    assert!(review(&room, &whole).ends_with(&format!("added {reference}\n")), "what was taken back can be added again");
    assert_eq!(shown(&room, &reference)["review"]["state"], "added");
}

#[test]
fn a_day_makes_the_document_read_anew_and_goes_with_its_decision() {
    let room = room();
    let published = |room: &Room| {
        let page = json_of(room, &["brief", "--dossier", "d", "--format", "json"]);
        let document =
            &page["documents"].as_array().expect("a list")[usize::from(page["documents"][0]["path"] != "c.txt")];
        (document["path"].clone(), document["published"].clone())
    };
    assert_eq!(published(&room), (json!("c.txt"), json!(null)));
    assert_eq!(review(&room, &["date", "c.txt", "2031-05-07"]), "d4: Ida Holm dated c.txt 2031-05-07\n");
    assert_eq!(published(&room), (json!("c.txt"), json!("2031-05-07")));
    let promise = entry(&room, "c.txt", "commitment");
    let time = json!({"text": "Friday", "start": "2031-05-09", "end": "2031-05-09"});
    assert_eq!(shown(&room, &promise)["occurrences"][0]["record"]["time"], time);
    let said = wrong(&room, &["date", "c.txt", "2031-05-08"]);
    assert_eq!(said, "error: `c.txt` has a day already: 2031-05-07\nhint: give it another with `--force`\n");
    assert!(wrong(&room, &["date", "a.txt", "2031-05-08"]).contains("has a day already: 2031-05-02"));
    review(&room, &["date", "c.txt", "2031-05-08", "--force"]);
    assert_eq!(published(&room).1, "2031-05-08");
    review(&room, &["undo", "d4"]);
    assert_eq!(published(&room).1, "2031-05-08", "what was undone gave another day");
    review(&room, &["undo"]);
    assert_eq!(published(&room).1, json!(null), "the day before was undone as well");
    assert_eq!(shown(&room, &promise)["occurrences"][0]["record"]["time"]["start"], json!(null));
    let earlier = json_of(&room, &["brief", "--dossier", "d", "--format", "json", "--known-at", "2031-05-10"]);
    assert_eq!(earlier["documents"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_log_tells_who_did_what_and_what_was_undone() {
    let room = room();
    let (one, other) = (entry(&room, "a.txt", "commitment"), entry(&room, "c.txt", "commitment"));
    review(&room, &["merge", "Norland", "Sudland", "--note", "one union"]);
    review(&room, &["split", "Norland", "Sudland", "--in", "a.txt"]);
    review(&room, &["join", &one, &other]);
    review(&room, &["part", &one, &other]);
    review(&room, &["map", "Sudland signs", "accord"]);
    review(&room, &["grade", "The Heron", "b2"]);
    review(&room, &["grade", &one, "3"]);
    review(&room, &["note", &one, "ask again"]);
    review(&room, &["note", "c.txt", "no date"]);
    done(&room, &words(&["undo", "d4"], "2031-05-12T12:00:00Z"));
    let log = |more: &[&str]| {
        let log = json_of(&room, &[&["review", "log", "--dossier", "d", "--format", "json"], more].concat());
        log.as_array().expect("the log is a list").clone()
    };
    let all = log(&[]);
    let kinds: Vec<&str> = all.iter().filter_map(|line| line["decision"].as_str()).collect();
    assert_eq!(kinds, ["merge", "split", "join", "part", "map", "grade", "grade", "note", "note", "undo"]);
    let expected = json!({
        "id": "d4", "recorded_at": "2031-05-11T12:00:00Z", "by": "Ida Holm", "decision": "merge",
        "about": {
            "one": {"name": "Norland", "kind": "state", "document": null},
            "other": {"name": "Sudland", "kind": "state", "document": null},
        },
        "note": "one union", "undone_by": "d13",
    });
    assert_eq!(all[0], expected);
    assert_eq!(log(&["--known-at", "2031-05-11T23:00:00Z"])[0]["undone_by"], json!(null));
    assert_eq!(log(&["--known-at", "2031-05-10"]), [] as [Value; 0]);
    let text = done(&room, &["review", "log", "--dossier", "d", "--format", "text"]).stdout;
    let deeds: Vec<&str> = text.lines().map(|line| line.split_once("Z  ").map_or(line, |(_, deed)| deed)).collect();
    let expected = [
        "Ida Holm merged “Norland” and “Sudland”".to_owned(),
        "     note: one union".to_owned(),
        "     undone by d13".to_owned(),
        "Ida Holm split “Norland” in a.txt from “Sudland” in a.txt".to_owned(),
        format!("Ida Holm joined {one} and {other}"),
        format!("Ida Holm parted {one} from {other}"),
        "Ida Holm mapped “Sudland signs” to accord".to_owned(),
        "Ida Holm graded “The Heron” B2".to_owned(),
        format!("Ida Holm graded {one} 3"),
        format!("Ida Holm remarked on {one}"),
        "     note: ask again".to_owned(),
        "Ida Holm remarked on c.txt".to_owned(),
        "     note: no date".to_owned(),
        "Ida Holm undid d4".to_owned(),
    ];
    assert_eq!(deeds, expected);
    let heron = done(&room, &["show", "--dossier", "d", &other]).stdout;
    assert!(heron.contains("publisher: The Heron, graded B2\n"), "{heron}");
    assert!(done(&room, &["show", "--dossier", "d", &one]).stdout.contains("\ngrade: 3\n"));
}
