//! What is drawn of marks, and that text from a source is never more than text.

use std::collections::BTreeSet;

use anstream::adapter::strip_str;
use casus_claim::{Entity, EntityId, EntityKind, Office, Reading, Role};
use casus_engine::{Attributed, Attribution};
use casus_text::{Origin, Source, Span};
use regex::Regex;

use super::{Marked, Subject, attributions, entities, html, terminal};

const TEXT: &str = "Norland’s premier Ann Berg warned\nthat “its dykes” will leak, she said.";

fn source(text: &str) -> Source {
    Source::new(text.to_owned(), Origin { path: "a.txt".to_owned(), ..Origin::default() })
}

fn at(source: &Source, words: &str) -> Span {
    let start = source.text().find(words).expect("the words stand in the text");
    source.span(start, start + words.len()).expect("they are whole characters")
}

fn entity(id: u32, kind: EntityKind, name: &str, mentions: Vec<Span>) -> Entity {
    let (aliases, offices, roles) = (Vec::new(), Vec::new(), Vec::new());
    Entity { id: EntityId(id), kind, name: name.to_owned(), aliases, mentions, offices, roles }
}

fn two_entities() -> Marked {
    let source = source(TEXT);
    let mentions = |words: &[&str]| words.iter().map(|words| at(&source, words)).collect();
    let mut berg = entity(1, EntityKind::Person, "Ann Berg", mentions(&["Norland’s premier Ann Berg", "she"]));
    berg.aliases = vec!["Berg".to_owned()];
    berg.offices = vec![Office { title: Some("premier".to_owned()), of: Some("Norland".to_owned()) }];
    let list = vec![entity(0, EntityKind::State, "Norland", mentions(&["Norland", "its"])), berg];
    let reading = Reading::new(source.id(), list, Vec::new(), Vec::new(), Vec::new());
    entities(source, &reading)
}

fn two_attributions() -> Marked {
    let source = source(TEXT);
    let pieces = |words: &[&str]| words.iter().map(|words| at(&source, words)).collect();
    let warned = Attribution {
        source: pieces(&["Norland’s premier Ann Berg"]),
        cue: pieces(&["warned"]),
        content: pieces(&["that “its dykes” will leak"]),
    };
    let said = Attribution {
        source: Vec::new(),
        cue: pieces(&["said"]),
        content: pieces(&["warned\nthat “its dykes” will leak"]),
    };
    let attributed = Attributed { attributions: vec![warned, said], notes: Vec::new() };
    attributions(source, &attributed)
}

fn check(subject: Subject, marked: &Marked, expect: &str) {
    assert_eq!(strip_str(&terminal(subject, marked, 100)).to_string(), expect);
}

#[test]
fn mentions_carry_the_number_of_their_entity() {
    check(
        Subject::Entities,
        &two_entities(),
        "[[Norland]1’s premier Ann Berg]2 warned\n\
         that “[its]1 dykes” will leak, [she]2 said.\n\
         \n\
         Entities\n  \
           1 Norland, state; 2 mentions\n  \
           2 Ann Berg, person; also Berg; premier of Norland; 2 mentions\n",
    );
}

#[test]
fn parts_carry_their_name_and_the_number_of_their_attribution() {
    check(
        Subject::Attributions,
        &two_attributions(),
        "[Norland’s premier Ann Berg]source1 [[warned]cue1\n\
         [that “its dykes” will leak]content1]content2, she [said]cue2.\n\
         \n\
         Attributions\n  \
           1 Norland’s premier Ann Berg · warned · that “its dykes” will leak\n  \
           2 nobody named · said · warned that “its dykes” will leak\n",
    );
}

#[test]
fn a_long_passage_is_drawn_whole() {
    let text = "word ".repeat(2000);
    let mut marked = two_entities();
    marked.source = source(&text);
    marked.marks.clear();
    let drawn = strip_str(&terminal(Subject::Entities, &marked, 80)).to_string();
    assert_eq!(drawn.matches("word").count(), 2000);
}

#[test]
fn a_giant_paragraph_is_drawn_in_time() {
    for text in ["word ".repeat(120_000), "w".repeat(600_000)] {
        let marked = Marked { source: source(&text), marks: Vec::new(), ..two_entities() };
        let drawn = strip_str(&terminal(Subject::Entities, &marked, 80)).to_string();
        assert_eq!(drawn.matches('w').count(), text.matches('w').count(), "no word is lost");
        assert!(drawn.lines().count() > 7000, "{}", drawn.len());
    }
}

#[test]
fn the_file_ties_marks_to_their_line() {
    let drawn = html(Subject::Entities, &[two_entities()]);
    for expect in [
        "<span class=\"mark person\" data-thing=\"d1-2\" id=\"d1-m2\"><span class=\"mark state\" data-thing=\"d1-1\" \
         id=\"d1-m1\">Norland<a class=\"number\" href=\"#d1-t1\" aria-label=\"state 1\">1</a></span>’s premier Ann Berg<a class=\"number\" \
         href=\"#d1-t2\" aria-label=\"person 2\">2</a></span> warned",
        "<li id=\"d1-t2\" data-thing=\"d1-2\" tabindex=\"-1\"><a class=\"number\" href=\"#d1-m2\">2</a>",
        "<span class=\"detail\"><bdi>premier of Norland</bdi></span>",
    ] {
        assert!(drawn.contains(expect), "{expect}\n{drawn}");
    }
}

#[test]
fn a_policy_lets_nothing_run_but_the_script_of_the_file() {
    let drawn = html(Subject::Attributions, &[two_attributions(), two_entities()]);
    assert!(drawn.contains("default-src &#39;none&#39;") || drawn.contains("default-src 'none'"), "{drawn}");
    assert_eq!((drawn.matches("<script").count(), drawn.matches("<style").count()), (1, 1));
}

const HOSTILE: [&str; 6] = [
    "</script><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "'><img src=x onerror=alert(1)>",
    "</span></div><style>*{display:none}</style>",
    "\u{202e}desrever\u{2066}\u{2069}",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\0\r",
];

/// Returns a document with a text in every field that can hold one.
fn poisoned(text: &str) -> Marked {
    let origin = Origin {
        path: text.to_owned(),
        title: Some(text.to_owned()),
        publisher: Some(text.to_owned()),
        ..Origin::default()
    };
    let source = Source::new(format!("{text} and {text}"), origin);
    let span = source.span(0, text.len()).expect("the text stands at the start");
    let mut poison = entity(0, EntityKind::Group, text, vec![span]);
    poison.aliases = vec![text.to_owned()];
    poison.offices = vec![Office { title: Some(text.to_owned()), of: Some(text.to_owned()) }];
    poison.roles = vec![Role { role: text.to_owned(), of: text.to_owned() }];
    let reading = Reading::new(source.id(), vec![poison], Vec::new(), Vec::new(), Vec::new());
    Marked { notes: vec![text.to_owned()], ..entities(source, &reading) }
}

/// Returns the names of elements and attributes of a file, without its script, in which `<` is an operator.
fn tags(html: &str) -> BTreeSet<String> {
    let html = html.replace(include_str!("marked.js"), "");
    let tag = Regex::new(r#"<(!?/?[a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>"#).expect("well formed");
    let attribute = Regex::new(r#"\s([a-zA-Z-]+)(?:="[^"]*")?"#).expect("well formed");
    let mut names = BTreeSet::new();
    for captures in tag.captures_iter(&html) {
        names.insert(captures[1].to_owned());
        names.extend(attribute.captures_iter(&captures[2]).map(|attribute| format!("@{}", &attribute[1])));
    }
    assert!(!tag.replace_all(&html, "").contains('<'), "a `<` stands outside of any tag");
    names
}

#[test]
fn hostile_text_adds_nothing_and_steers_nothing() {
    let known = tags(&html(Subject::Entities, &[poisoned("harmless"), poisoned("harmless")]));
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for text in HOSTILE {
        let drawn = html(Subject::Entities, &[poisoned(text), poisoned(text)]);
        assert_eq!(tags(&drawn).difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "{text:?}");
        assert_eq!(drawn.chars().find(|&c| steers(c)), None, "{text:?}");
        let shown = strip_str(&terminal(Subject::Entities, &poisoned(text), 80)).to_string();
        assert_eq!(shown.chars().find(|&c| steers(c)), None, "{text:?}");
    }
}
