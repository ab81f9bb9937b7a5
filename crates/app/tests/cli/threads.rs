//! `casus threads` and `casus diff`: a small dossier about invented states, from report to report.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Room;
use crate::dossier::{done, refused};

/// The documents of the dossier, in the order of their days.
const DOCUMENTS: [&str; 7] = [
    "2031-05-03-courier",
    "2031-05-03-gazette",
    "2031-05-07-telegraph",
    "2031-05-10-courier",
    "2031-05-16-gazette",
    "2031-05-20-telegraph",
    "2031-05-28-courier",
];

fn harbour() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers/harbour-pledges")
}

/// Makes the dossier without a document in it.
fn empty() -> Room {
    let room = Room::new();
    let read = |name: &str| std::fs::read(harbour().join(name)).expect("the dossier lies at the root of the project");
    std::fs::create_dir(room.path("d")).expect("the room can be written");
    room.put("d/dossier.toml", read("dossier.toml"));
    for name in DOCUMENTS {
        for ending in ["txt", "meta.json"] {
            room.put(&format!("{name}.{ending}"), read(&format!("documents/{name}.{ending}")));
        }
    }
    done(&room, &["init", "d"]);
    room
}

fn ingest(room: &Room, names: &[&str], now: &str) {
    let files: Vec<String> = names.iter().map(|name| format!("{name}.txt")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    done(room, &[&["ingest", "--dossier", "d", "--now", now], &files[..]].concat());
}

pub fn room() -> Room {
    let room = empty();
    ingest(&room, &DOCUMENTS, "2031-06-01T12:00:00Z");
    room
}

fn json(room: &Room, words: &[&str]) -> Value {
    serde_json::from_str(&done(room, words).stdout).expect("the answer is JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn items(value: &Value) -> &Vec<Value> {
    value.as_array().expect("it is a list")
}

#[test]
fn promises_are_listed_with_their_last_strength_their_voices_and_their_trend() {
    let listed = json(&room(), &["threads", "--dossier", "d", "--kind", "commitment"]);
    let line = |thread: &Value| {
        format!(
            "{}: {} · {} · {} steps, {} voices · {} · {}",
            text(&thread["actors"][0]),
            text(&thread["about"]),
            text(&thread["state"]),
            thread["steps"],
            thread["voices"],
            text(&thread["trend"]["change"]),
            text(&thread["silence"]["spoke"]),
        )
    };
    let mut lines: Vec<String> = items(&listed).iter().map(line).collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "Norland: pay €300 million for the harbour of Callow · considered · 3 steps, 2 voices · weaker · 2031-05-28",
            "Norland: sent 300 engineers to repair the Hask Dam · delivered · 4 steps, 3 voices · delivered · -",
            "Westmark: deploy the 3rd Brigade to Port Sabel · pledged · 1 steps, 1 voices · - · -",
            "Westmark: send its 3rd Brigade to Eastport · pledged · 2 steps, 1 voices · - · -",
        ]
    );
}

#[test]
fn the_list_can_be_of_one_actor_and_of_one_day() {
    let room = room();
    let about = |more: &[&str]| -> Vec<String> {
        let listed = json(&room, &[&["threads", "--dossier", "d"], more].concat());
        items(&listed).iter().map(|thread| text(&thread["about"]).to_owned()).collect()
    };
    assert_eq!(about(&["--actor", "Norland", "--as-of", "2031-05-04"]).len(), 2);
    assert_eq!(about(&["--actor", "Nobody"]), [] as [&str; 0]);
    assert_eq!(about(&["--kind", "plan"]), ["peace plan of Westmark"]);
    assert_eq!(about(&["--known-at", "2031-05-31"]), [] as [&str; 0]);
    let none = done(&room, &["threads", "--dossier", "d", "--actor", "Nobody", "--format", "text"]).stdout;
    assert_eq!(none, "No thread was found.\n");
}

#[test]
fn a_reference_of_any_step_leads_to_the_whole_history() {
    let room = room();
    let listed = json(&room, &["threads", "--dossier", "d", "--kind", "commitment"]);
    let dam = items(&listed).iter().find(|thread| text(&thread["about"]).contains("Dam")).expect("it is told");
    let history = json(&room, &["threads", "--dossier", "d", text(&dam["ref"])]);
    let steps = items(&history[0]["history"]);
    let changes =
        |step: &Value| items(&step["changes"]).iter().map(|change| text(&change["kind"]).to_owned()).collect();
    let told: Vec<(&str, Vec<String>)> = steps.iter().map(|step| (text(&step["day"]), changes(step))).collect();
    let kinds = |kinds: &[&str]| -> Vec<String> { kinds.iter().map(|kind| (*kind).to_owned()).collect() };
    assert_eq!(
        told,
        [
            ("2031-05-03", kinds(&[])),
            ("2031-05-03", kinds(&[])),
            ("2031-05-07", kinds(&["stronger", "conditional", "worded_stronger"])),
            ("2031-05-20", kinds(&["delivered", "unconditional", "amount_up"])),
        ]
    );
    let of_first = json(&room, &["threads", "--dossier", "d", text(&steps[0]["ref"])]);
    assert_eq!(of_first, history);
    let shown = done(&room, &["threads", "--dossier", "d", text(&steps[0]["ref"]), "--format", "text"]).stdout;
    for words in ["stronger: offered → pledged", "more: 200 engineers → 300 engineers", "“Norland has sent 300"] {
        assert!(shown.contains(words), "{words} is missing in:\n{shown}");
    }
}

#[test]
fn the_difference_counts_and_quotes_what_moved() {
    let room = room();
    let found =
        json(&room, &["diff", "--dossier", "d", "--from", "2031-05-08", "--to", "2031-05-28", "--format", "json"]);
    let kinds: Vec<&str> = items(&found["moves"]).iter().map(|one| text(&one["kind"])).collect();
    assert_eq!(
        kinds,
        ["new", "new", "new", "stronger", "weaker", "weaker", "weaker", "met", "met", "silent", "changed"]
    );
    for one in items(&found["moves"]) {
        let quote = text(&one["after"]["told"]["quote"]);
        assert!(!quote.is_empty() && text(&one["after"]["ref"]).len() == 8, "{one}");
    }
    let facts = items(&found["moves"]).iter().filter(|one| !one["fact"].is_null());
    let facts: Vec<&str> = facts.map(|one| text(&one["fact"]["told"]["quote"])).collect();
    assert_eq!(facts, ["The ceasefire on the Hask has been in force for a week."]);
    let words = ["diff", "--dossier", "d", "--from", "2031-05-08", "--to", "2031-05-28"];
    let said = done(&room, &words).stdout;
    assert!(said.lines().nth(1).is_some_and(|line| line.starts_with("3 new, 1 stronger, 3 weaker, 2 met,")), "{said}");
    let markdown = done(&room, &[&words[..], &["--format", "md"]].concat()).stdout;
    assert!(markdown.starts_with("# What is different between 2031-05-08 and 2031-05-28\n\n3 new,"), "{markdown}");
    assert!(markdown.contains("\n## Fallen silent (1)\n\n- **Norland: pay €300 million"), "{markdown}");
    let none = done(&room, &["diff", "--dossier", "d", "--from", "2031-05-20", "--to", "2031-05-20"]).stdout;
    assert!(none.ends_with("Nothing is different: none of 9 threads moved, and no new one began.\n"), "{none}");
}

#[test]
fn what_is_recorded_later_changes_no_answer_about_before() {
    let room = empty();
    ingest(&room, &DOCUMENTS[..3], "2031-05-08T12:00:00Z");
    ingest(&room, &DOCUMENTS[3..4], "2031-05-11T12:00:00Z");
    let ask = |words: &[&str]| done(&room, words).stdout;
    let questions: [&[&str]; 4] = [
        &["diff", "--dossier", "d", "--from", "2031-05-03", "--to", "2031-05-10", "--known-at", "2031-05-12"],
        &["diff", "--dossier", "d", "--recorded", "--from", "2031-05-09", "--to", "2031-05-11T13:00:00Z"],
        &["diff", "--dossier", "d", "--recorded", "--from", "2031-05-01", "--to", "2031-05-12", "--format", "json"],
        &["threads", "--dossier", "d", "--known-at", "2031-05-12"],
    ];
    let before: Vec<String> = questions.iter().map(|words| ask(words)).collect();
    assert!(before[1].contains("3 weaker"), "{}", before[1]);
    ingest(&room, &DOCUMENTS[4..], "2031-06-01T12:00:00Z");
    let after: Vec<String> = questions.iter().map(|words| ask(words)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_brigade_that_is_promised_twice_is_told() {
    let found = json(&room(), &["threads", "--dossier", "d", "--doubles"]);
    let told: Vec<String> =
        items(&found).iter().map(|double| format!("{}: {}", text(&double["what"]), text(&double["why"]))).collect();
    assert_eq!(told, ["3rd Brigade: Westmark promises the same for Eastport and for Port Sabel."]);
    assert_eq!(items(&found[0]["sides"]).len(), 2);
}

#[test]
fn the_page_says_how_a_promise_developed_and_nothing_of_one_that_is_told_once() {
    let room = room();
    let page = json(&room, &["brief", "--dossier", "d", "--format", "json"]);
    let developed = |promise: &Value| {
        let development = &promise["development"];
        let times = development["times"].as_u64().map_or("once".to_owned(), |times| times.to_string());
        format!("{}: {times}, {}", text(&promise["consequent"]), text(&development["told_at"]))
    };
    let lines: Vec<String> = items(&page["promises"]).iter().map(developed).collect();
    assert_eq!(
        lines[..7],
        [
            "sent 300 engineers to repair the Hask Dam: 3, -",
            "pay €400 million for the harbour of Callow: 2, 8x42y2f0",
            "send its 3rd Brigade to Eastport: once, -",
            "supports the 28-point peace plan of Westmark: once, -",
            "send 200 engineers to repair the Hask Dam: 3, nwdta4qn",
            "deploy the 3rd Brigade to Port Sabel: once, -",
            "supports the revised 19-point peace plan of Westmark: once, -",
        ]
    );
    let tellings = items(&page["promises"][0]["development"]["tellings"]);
    let states: Vec<&str> = tellings.iter().map(|telling| text(&telling["state"])).collect();
    assert_eq!(states, ["offered", "pledged", "delivered"]);
    assert_eq!(text(&tellings[2]["changes"][0]["since"]), text(&tellings[1]["evidence"]["ref"]));
    let summary = "Told 3 times by 3 voices since 3 May 2031: offered → pledged → delivered; amount 200 → 300 engineers; \
                   condition dropped: the ceasefire holds; delivered since 20 May 2031";
    let step =
        "7 May 2031: pledged, 200 engineers, if: the ceasefire holds; stronger: offered → pledged (since 3 May 2031)";
    for format in ["text", "md", "html"] {
        let shown = done(&room, &["brief", "--dossier", "d", "--format", format]).stdout;
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [summary, step] {
            assert!(shown.contains(words), "{words} is missing in:\n{shown}");
        }
        // The other promises of the thread name it, and the tellings stand once.
        assert_eq!(shown.matches(summary).count(), 3, "{format}");
        assert_eq!(shown.matches(step).count(), 1, "{format}");
    }
}

#[test]
fn threads_are_one_html_file_that_needs_nothing_else() {
    let room = room();
    let list = done(&room, &["threads", "--dossier", "d", "--format", "html"]).stdout;
    for words in ["Promises (4)", "Positions (", "Plans and texts (1)", "told 4 times by 3 voices", "Documents ("] {
        assert!(list.contains(words), "{words} is missing in:\n{list}");
    }
    done(&room, &["threads", "--dossier", "d", "nwdta4qn", "--html", "dam.html"]);
    let one = std::fs::read_to_string(room.path("dam.html")).expect("the page is written");
    assert_eq!(done(&room, &["threads", "--dossier", "d", "nwdta4qn", "--format", "html"]).stdout, one);
    for words in [
        "<h1><bdi>Norland: sent 300 engineers",
        "stronger: offered → pledged",
        "Norland has sent 300",
        "Sabel Telegraph",
    ] {
        assert!(one.contains(words), "{words} is missing in:\n{one}");
    }
    assert!(!one.contains("Port Sabel") && !one.contains("src="), "{one}");
    let twice = done(&room, &["threads", "--dossier", "d", "--doubles", "--format", "html"]).stdout;
    assert!(twice.contains("What is promised twice") && twice.contains("3rd Brigade"), "{twice}");
    let said = refused(&room, &["threads", "--dossier", "d", "--html", "d/dossier.toml"], 2);
    assert!(said.starts_with("error: `d/dossier.toml` is a file of a dossier"), "{said}");
}

#[test]
fn a_first_payment_is_a_step_of_its_pledge() {
    let room = empty();
    room.put("1.txt", "3 May 2031\n\nNorland pledged €9 million for the dam at Hask.\n");
    room.put("2.txt", "8 May 2031\n\nNorland has paid the first €3 million of the €9 million for the dam at Hask.\n");
    ingest(&room, &["1", "2"], "2031-06-01T12:00:00Z");
    let listed = json(&room, &["threads", "--dossier", "d", "--kind", "commitment"]);
    assert_eq!((items(&listed).len(), text(&listed[0]["state"])), (1, "delivered in part"));
    let shown = done(&room, &["threads", "--dossier", "d", text(&listed[0]["ref"]), "--format", "text"]).stdout;
    assert!(shown.contains("delivered in part: EUR 3 m of EUR 9 m (since 3 May 2031)"), "{shown}");
    let page = done(&room, &["brief", "--dossier", "d"]).stdout;
    assert!(page.contains("since 3 May 2031: pledged → delivered in part"), "{page}");
    assert!(!page.contains("amount EUR 9 m →"), "{page}");
}

#[test]
fn two_people_of_one_name_share_no_thread() {
    let room = empty();
    let demands = "demands an embargo on salt.";
    room.put("1.txt", format!("3 May 2031\n\nPresident Mara Lund of Norland {demands}\n"));
    room.put("2.txt", format!("8 May 2031\n\nPresident Mara Lund of Norland {demands}\n"));
    room.put("3.txt", format!("9 May 2031\n\nFinance Minister Mara Lund of Sudland {demands}\n"));
    ingest(&room, &["1", "2", "3"], "2031-06-01T12:00:00Z");
    let listed = json(&room, &["threads", "--dossier", "d", "--kind", "position"]);
    let told: Vec<String> =
        items(&listed).iter().map(|thread| format!("{} {}", text(&thread["actors"][0]), thread["steps"])).collect();
    assert_eq!(told, ["Mara Lund (President of Norland) 2", "Mara Lund (Finance Minister of Sudland) 1"]);
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_hint() {
    let room = room();
    let said = refused(&room, &["threads", "--dossier", "d", "zzzz"], 2);
    assert!(said.starts_with("error: the entry `zzzz` is told in no thread\nhint: "), "{said}");
    let diff = |from: &str, to: &str| refused(&room, &["diff", "--dossier", "d", "--from", from, "--to", to], 2);
    let said = diff("2031-05-03T10:00:00Z", "2031-05-10");
    assert!(said.starts_with("error: `2031-05-03T10:00:00Z` is an instant, and the world is told by days\n"), "{said}");
    let said = diff("2031-05-10", "2031-05-03");
    assert_eq!(said, "error: `2031-05-03` lies before `2031-05-10`\nhint: exchange the two\n");
}
