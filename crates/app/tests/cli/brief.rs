//! What a dossier says, of which day, and as it was known when.

use proptest::prelude::*;
use serde_json::Value;

use crate::Room;
use crate::dossier::{DOSSIER, done, refused, room};

/// Two documents with the same kind of content as the news has it, the undated first.
const ARTICLES: [&str; 2] = ["frozen-reserves.txt", "port-alma.txt"];

fn articles() -> Room {
    let room = Room::new();
    for name in ARTICLES {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").join(name);
        room.put(name, std::fs::read(path).expect("the demo documents lie at the root of the project"));
    }
    done(&room, &["init", "d"]);
    room
}

#[test]
fn a_dossier_of_two_articles_says_what_reading_them_says() {
    let room = articles();
    done(&room, &["ingest", "--dossier", "d", ARTICLES[1], ARTICLES[0]]);
    let brief = done(&room, &["brief", "--dossier", "d"]).stdout;
    let read = done(&room, &["read", ARTICLES[0], ARTICLES[1]]).stdout;
    let (title, rest) = brief.split_once("\n\n").expect("a heading comes first");
    assert_eq!(title, "What is promised, and what it waits on");
    assert!(read.lines().count() > 100, "there is something to compare");
    assert_eq!(rest, read);
    done(&room, &["brief", "--dossier", "d", "--format", "html", "--out", "brief.html"]);
    done(&room, &["read", ARTICLES[0], ARTICLES[1], "--html", "read.html"]);
    let html = |name: &str| std::fs::read_to_string(room.path(name)).expect("the page is written");
    assert_eq!(html("brief.html"), html("read.html"));
}

#[test]
fn a_reference_leads_from_the_page_to_the_entry() {
    let room = articles();
    done(&room, &["ingest", "--dossier", "d", ARTICLES[0], ARTICLES[1]]);
    let page: Value = serde_json::from_str(&done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout)
        .expect("the page is JSON");
    let mut lines = 0;
    for section in ["promises", "general_claims", "figures", "positions", "authorities", "coming"] {
        for line in page[section].as_array().expect("a section is a list") {
            let reference = line["evidence"]["ref"].as_str().expect("every line has a reference");
            let shown = done(&room, &["show", "--dossier", "d", reference, "--format", "json"]).stdout;
            let entry: Value = serde_json::from_str(&shown).expect("the entry is JSON");
            assert_eq!(entry["ref"], reference);
            assert_eq!(entry["occurrences"][0]["record"]["quote"], line["evidence"]["quote"], "{section}");
            lines += 1;
        }
    }
    assert!(lines > 20, "{lines}");
    let text = done(&room, &["show", "--dossier", "d", page["promises"][0]["ref"].as_str().expect("a text")]).stdout;
    assert!(text.contains("\nread by: casus ") && text.contains("~~~~"), "{text}");
}

#[test]
fn an_entry_is_there_from_the_day_of_its_publication_on() {
    let room = Room::new();
    room.put("a.txt", "Ida Holm said Norland will send 40 ferries to Sudland once the ice is gone.\n");
    room.put("a.meta.json", r#"{"published": "2031-05-02"}"#);
    done(&room, &["init", "d"]);
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let page: Value = serde_json::from_str(&done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout)
        .expect("the page is JSON");
    let reference = page["promises"][0]["ref"].as_str().expect("a text");
    let show = ["show", "--dossier", "d", reference, "--as-of"];
    assert_eq!(done(&room, &[&show[..], &["2031-05-02"]].concat()).stdout, done(&room, &show[..4]).stdout);
    let said = refused(&room, &[&show[..], &["2031-05-01"]].concat(), 2);
    assert!(said.contains(&format!("the entry `{reference}` was not yet published on 2031-05-01")), "{said}");
}

#[test]
fn the_beginning_of_several_references_lists_them() {
    let room = articles();
    done(&room, &["ingest", "--dossier", "d", ARTICLES[0], ARTICLES[1]]);
    let page: Value = serde_json::from_str(&done(&room, &["brief", "--dossier", "d", "--format", "json"]).stdout)
        .expect("the page is JSON");
    let first = page["figures"].as_array().expect("a list").iter().chain(page["positions"].as_array().expect("a list"));
    let mut digits: Vec<String> =
        first.map(|line| line["evidence"]["ref"].as_str().expect("a text")[..1].to_owned()).collect();
    digits.sort();
    let shared = digits.windows(2).find(|pair| pair[0] == pair[1]).expect("of so many some begin alike")[0].clone();
    let run = room.run(&["show", "--dossier", "d", &shared]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.lines().filter(|line| line.starts_with(&format!("note: `{shared}"))).count() >= 2, "{run:?}");
    assert!(run.stderr.contains(&format!("error: `{shared}` is the beginning of `")), "{run:?}");
    let said = refused(&room, &["show", "--dossier", "d", "uuuu"], 2);
    assert!(said.starts_with("error: no entry goes by `uuuu`\n"), "{said}");
}

#[test]
fn a_declared_proposition_carries_the_promises_and_the_goal() {
    let room = room();
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["ingest", "--dossier", "d", "a.txt", "b.txt"]);
    let brief = |set: &[&str]| done(&room, &[&["brief", "--dossier", "d"], set].concat()).stdout;
    let text = brief(&[]);
    assert!(text.starts_with("The river accord\n"), "{text}");
    assert!(text.contains("  The dykes are paid for: open  dykes\n"), "{text}");
    assert!(text.contains("waits on: “The river accord is signed”, which is unknown"), "{text}");
    assert!(brief(&["--set", "accord=true"]).contains("  The dykes are paid for: reached  dykes\n"));
    assert!(brief(&["--set", "accord=false"]).contains("  The dykes are paid for: out of reach  dykes\n"));
}

#[test]
fn what_if_lists_every_verdict_with_its_quotes() {
    let room = room();
    room.put("d/dossier.toml", DOSSIER);
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    let words = ["what-if", "--dossier", "d", "--set", "accord=false", "--format", "json"];
    let json: Value = serde_json::from_str(&done(&room, &words).stdout).expect("the answer is JSON");
    let [line] = json.as_array().expect("the answer is a list").as_slice() else {
        panic!("there is one promise: {json}")
    };
    let keys: Vec<&String> = line.as_object().expect("a line is an object").keys().collect();
    assert_eq!(keys, ["because", "consequent", "covered_by", "debtor", "ref", "state", "status", "verdict"]);
    assert_eq!(line["verdict"], "blocked");
    assert_eq!(line["state"], "expired");
    assert_eq!(line["debtor"], serde_json::json!(["Norland"]));
    let quote = line["because"][0].as_str().expect("a reason is a quote");
    assert!(crate::TEXT.contains(quote), "{quote}");
    let text = done(&room, &words[..5]).stdout;
    assert!(text.contains("\nChanged\n") && text.contains("open → ✕ blocked, as a pledge"), "{text}");
    assert!(text.contains(quote.trim_end_matches('.')), "{text}");
}

#[test]
fn a_day_leaves_out_what_came_later() {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt", "b.txt"]);
    room.put("c.txt", "Norland wants to talk again.\n");
    done(&room, &["ingest", "--dossier", "d", "c.txt"]);
    let text = done(&room, &["brief", "--dossier", "d", "--as-of", "2031-05-31"]).stdout;
    assert!(text.contains("As of 31 May 2031. 1 document that was published later is left out."), "{text}");
    assert!(text.replace('\n', " ").contains("1 document carries no date and is in."), "{text}");
    assert!(text.contains("Dykes before ferries") && !text.contains("Sudland signs,"), "{text}");
}

#[test]
fn every_format_has_the_promise_and_goes_to_a_file() {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt"]);
    for format in ["text", "md", "json", "html"] {
        let printed = done(&room, &["brief", "--dossier", "d", "--format", format]).stdout;
        assert!(printed.contains("3 billion for the dykes"), "{format}: {printed}");
        done(&room, &["brief", "--dossier", "d", "--format", format, "--out", "out"]);
        assert_eq!(std::fs::read_to_string(room.path("out")).expect("it is written"), printed, "{format}");
    }
    let said = refused(&room, &["brief", "--dossier", "d", "--out", "/dev/full"], 3);
    assert!(said.starts_with("error: `/dev/full` cannot be written: "), "{said}");
}

#[test]
fn many_sources_are_summed_up_before_the_answer_and_listed_after_it() {
    let room = room();
    let names: Vec<String> = (1..10).map(|day| format!("{day}.txt")).collect();
    for (name, day) in names.iter().zip(1..) {
        room.put(name, format!("Eastport, {day} May 2031\n\nNorland pledged {day} ferries once a truce holds.\n"));
    }
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    done(&room, &[&["ingest", "--dossier", "d"], &files[..]].concat());
    let text = done(&room, &["brief", "--dossier", "d"]).stdout;
    let (head, rest) = text.split_once("The answer\n").expect("there is an answer");
    assert!(head.ends_with("9 documents, 1 May 2031 to 9 May 2031. They are listed at the end.\n\n"), "{head}");
    assert!(rest.contains("\nAll sources\n[1] "), "{rest}");
    let markdown = done(&room, &["brief", "--dossier", "d", "--format", "md"]).stdout;
    assert!(markdown.contains("\n9 documents, 1 May 2031 to 9 May 2031.\n"), "{markdown}");
}

/// Short documents, of which some repeat what others say.
const MANY: [&str; 5] = [
    "Eastport, 2 May 2031\n\nNorland will pay €3 billion for the dykes if Sudland signs the river accord.\n",
    "Eastport, 3 May 2031\n\nNorland will pay €3 billion for the dykes if Sudland signs the river accord, Ann Berg said.\n",
    "Eastport, 3 May 2031\n\nSudland pledged 12 ferries once a truce holds. Westmark rejects the river accord.\n",
    "Westmark will send engineers to Norland next week.\n",
    "Norland ruled out sending soldiers. Any help would require the backing of Westmark.\n",
];
const FORMATS: [&str; 4] = ["text", "md", "json", "html"];

proptest! {
    // A case starts the command some thirty times.
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn the_order_of_arrival_does_not_show_and_the_past_stays_as_it_was(
        order in Just((0..MANY.len()).collect::<Vec<_>>()).prop_shuffle(),
        format in 0..FORMATS.len(),
    ) {
        let brief = |room: &Room, at: Option<&str>| {
            let words = ["brief", "--dossier", "d", "--format", FORMATS[format]];
            let at = at.map_or(vec![], |at| vec!["--known-at", at]);
            done(room, &[&words[..], &at].concat()).stdout
        };
        let instant = |hour: usize| format!("2031-06-01T{hour:02}:00:00Z");
        let fill = |order: &[usize]| {
            let room = Room::new();
            done(&room, &["init", "d"]);
            let mut then = vec![(format!("{}.5Z", &instant(9)[..19]), brief(&room, None))];
            for (place, &number) in order.iter().enumerate() {
                let name = format!("{number}.txt");
                room.put(&name, MANY[number]);
                let now = instant(10 + place);
                done(&room, &["ingest", "--dossier", "d", &name, "--now", &now]);
                then.push((format!("{}.5Z", &now[..19]), brief(&room, None)));
            }
            (room, then)
        };
        let (room, then) = fill(&order);
        for (instant, page) in &then {
            prop_assert_eq!(&brief(&room, Some(instant)), page);
        }
        let sorted: Vec<usize> = (0..MANY.len()).collect();
        let (_, in_order) = fill(&sorted);
        prop_assert_eq!(&in_order.last().expect("it is filled").1, &then.last().expect("it is filled").1);
    }
}
