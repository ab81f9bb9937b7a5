//! `casus digest`: the invented dossier of the harbours, from one week to the next, in every format.

use serde_json::Value;

use crate::dossier::{done, refused};
use crate::threads::room;
use crate::{Room, Run};

const WEEK: [&str; 7] = ["digest", "--dossier", "d", "--from", "2031-05-03", "--to", "2031-05-10"];

fn told(room: &Room, words: &[&str]) -> Run {
    done(room, &[&WEEK[..], words].concat())
}

#[test]
fn a_week_is_told_with_what_moved_how_things_stand_and_numbered_sentences() {
    let room = room();
    insta::assert_snapshot!("week_markdown", told(&room, &["--format", "md"]).stdout);
    insta::assert_snapshot!("week_text", told(&room, &[]).stdout);
}

#[test]
fn every_format_tells_the_same_lines_and_the_same_notes() {
    let room = room();
    let json: Value = serde_json::from_str(&told(&room, &["--format", "json"]).stdout).expect("it is JSON");
    let citations = json["citations"].as_array().expect("citations are a list");
    assert!(citations.len() > 4, "{json}");
    done(&room, &[&WEEK[..], &["--format", "pdf", "--out", "week.pdf"]].concat());
    let pdf = pdf_extract::extract_text(room.path("week.pdf")).expect("the file can be read");
    let pdf = pdf.split_whitespace().collect::<Vec<_>>().join(" ");
    let markdown = told(&room, &["--format", "md"]).stdout.replace('\\', "");
    let html = told(&room, &["--format", "html"]).stdout;
    let html = html.replace("&amp;", "&").replace("&quot;", "\"");
    for citation in citations {
        let quote = citation["quote"].as_str().expect("a citation has a quote");
        for (format, drawn) in [("pdf", &pdf), ("md", &markdown), ("html", &html)] {
            assert!(drawn.contains(quote), "{format} lacks {quote}: {drawn}");
        }
        let address = citation["url"].as_str().expect("each document of the dossier has an address");
        assert!(html.contains(&format!("href=\"{address}\"")) && markdown.contains(&format!("<{address}>")));
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let room = room();
    let bytes =
        |format: &str| room.command(&[&WEEK[..], &["--format", format]].concat()).output().expect("it runs").stdout;
    for format in ["text", "md", "html", "pdf", "json"] {
        assert_eq!(bytes(format), bytes(format), "{format}");
    }
}

#[test]
fn it_ends_today_unless_another_day_is_given_and_instants_are_of_the_ledger() {
    let room = room();
    let subtitle = |words: &[&str]| -> String {
        let words = [&["digest", "--dossier", "d", "--format", "json"], words].concat();
        let json: Value = serde_json::from_str(&done(&room, &words).stdout).expect("it is JSON");
        json["subtitle"].as_str().expect("it has one").to_owned()
    };
    assert_eq!(
        subtitle(&["--from", "2031-05-20", "--now", "2031-05-28T10:00:00Z"]),
        "What changed between 20 May 2031 and 28 May 2031, and how things stand"
    );
    assert_eq!(
        subtitle(&["--recorded", "--from", "2031-05-31", "--to", "2031-06-01T13:00:00Z"]),
        "What changed between 31 May 2031 and 2031-06-01T13:00:00Z, and how things stand"
    );
    let said = refused(&room, &["digest", "--dossier", "d", "--from", "2031-05-20", "--to", "2031-05-03"], 2);
    assert!(said.contains("`2031-05-03` lies before `2031-05-20`"), "{said}");
    let said = refused(&room, &[&WEEK[..], &["--out", "d/dossier.toml"]].concat(), 2);
    assert!(said.contains("is a file of a dossier"), "{said}");
}
