//! Is text from a source ever more than text?

use std::collections::BTreeSet;

use anstream::adapter::strip_str;
use casus_claim::{Condition, PropositionId, Unit};
use casus_engine::page::{Evidence, Page};
use regex::Regex;

use crate::face::{html, sample, terminal};

pub(crate) const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "'><img src=x onerror=alert(1)>",
    "<!-- ]]> --><style>*{display:none}</style>",
    "\u{202e}desrever\u{2066}\u{2069}",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\0\r",
    "&lt;script&gt; &amp;#x3c;script&#62;",
    "\u{2028}${alert(1)}`\\u003cscript\\u003e",
];

/// Returns the sample with a text in every field that can hold one.
pub(crate) fn poisoned(text: &str) -> Page {
    let mut page = sample::page();
    let source = sample::source(&format!("{text} stands here. And {text} here."), text, Some(text), None);
    let evidence = |evidence: &mut Evidence| {
        evidence.source = 0;
        evidence.quote = source.quote(source.span(0, text.len()).expect("the text stands at the start"));
        evidence.attributed_to = vec![text.to_owned(), text.to_owned()];
    };
    page.documents = vec![sample::document(&source)];
    page.documents[0].oddities =
        vec![casus_engine::page::Oddity { sentence: text.to_owned(), span: Some(source.whole()) }];
    page.answer = vec![text.to_owned()];
    for (idx, gate) in page.gates.iter_mut().enumerate() {
        gate.proposition.label = text.to_owned();
        gate.proposition.id = PropositionId(format!("{text}{idx}"));
        gate.evidence.iter_mut().for_each(evidence);
    }
    for promise in &mut page.promises {
        promise.reference = format!("{text}{}", promise.reference);
        promise.debtor = vec![text.to_owned()];
        promise.creditor = vec![text.to_owned()];
        promise.consequent = text.to_owned();
        promise.condition = text.to_owned();
        promise.because = vec![text.to_owned()];
        promise.due = Some(text.to_owned());
        promise.antecedent = Some(Condition::All(vec![sample::atom(&format!("{text}0")), sample::atom(text)]));
        promise.covered_by.iter_mut().for_each(|cover| cover.claim = text.to_owned());
        evidence(&mut promise.evidence);
    }
    for claim in &mut page.general_claims {
        claim.reference = text.to_owned();
        claim.subject = text.to_owned();
        claim.condition = text.to_owned();
        evidence(&mut claim.evidence);
    }
    for goal in &mut page.goals {
        goal.label = text.to_owned();
        goal.promises = page.promises.iter().map(|promise| promise.reference.clone()).collect();
    }
    poison_lists(&mut page, text, evidence);
    page
}

fn poison_lists(page: &mut Page, text: &str, evidence: impl Fn(&mut Evidence)) {
    for figure in &mut page.figures {
        figure.of = text.to_owned();
        figure.amount.unit = Unit::Noun(text.to_owned());
        evidence(&mut figure.evidence);
    }
    for position in &mut page.positions {
        position.holder = vec![text.to_owned()];
        position.content = text.to_owned();
        position.because = Some(text.to_owned());
        evidence(&mut position.evidence);
    }
    for authority in &mut page.authorities {
        authority.holder = vec![text.to_owned()];
        authority.over = text.to_owned();
        authority.procedure = Some(text.to_owned());
        evidence(&mut authority.evidence);
    }
    for event in &mut page.coming {
        event.what = text.to_owned();
        event.who = vec![text.to_owned()];
        event.place = Some(text.to_owned());
        event.when = Some(text.to_owned());
        evidence(&mut event.evidence);
    }
    for disagreement in &mut page.disagreements {
        disagreement.about = text.to_owned();
        disagreement.why = text.to_owned();
        disagreement.sides.iter_mut().for_each(&evidence);
    }
}

/// Takes every tag out of a page: returns the names of elements and attributes, and the text that is left.
fn tags(html: &str) -> (BTreeSet<String>, String) {
    let tag = Regex::new(r#"<(!?/?[a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>"#).expect("well formed");
    let attribute = Regex::new(r#"\s([a-zA-Z-]+)(?:="[^"]*")?"#).expect("well formed");
    let mut names = BTreeSet::new();
    for captures in tag.captures_iter(html) {
        names.insert(captures[1].to_owned());
        names.extend(attribute.captures_iter(&captures[2]).map(|attribute| format!("@{}", &attribute[1])));
    }
    (names, tag.replace_all(html, "").into_owned())
}

/// Returns a page without the text of its own script, in which `<` is an operator.
fn without_script(html: &str) -> String {
    html.replace(include_str!("../page.js"), "")
}

#[test]
fn hostile_text_adds_no_element_and_no_attribute() {
    let (known, _) = tags(&without_script(&html(&poisoned("harmless"))));
    for text in HOSTILE {
        let html = without_script(&html(&poisoned(text)));
        let (names, rest) = tags(&html);
        assert_eq!(names.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "{text:?}");
        assert!(!rest.contains('<'), "{text:?} left a `<` outside of any tag");
        assert_eq!(html.matches("<script").count(), 2, "{text:?}");
        assert_eq!(html.matches("</script").count(), 2, "{text:?}");
        assert_eq!(html.matches("<style").count(), 1, "{text:?}");
    }
}

#[test]
fn no_character_that_steers_reaches_a_screen() {
    let steers =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let styles = Regex::new("\u{1b}\\[[0-9;]*m").expect("well formed");
    for text in HOSTILE {
        let page = poisoned(text);
        assert_eq!(html(&page).chars().find(|&c| steers(c)), None, "{text:?}");
        let drawn = terminal(&page, 80);
        assert_eq!(styles.replace_all(&drawn, "").chars().find(|&c| steers(c)), None, "{text:?}");
        assert_eq!(strip_str(&drawn).to_string(), styles.replace_all(&drawn, ""), "nothing but colours is a sequence");
    }
}

#[test]
fn the_model_survives_hostile_labels() {
    for text in HOSTILE {
        let html = html(&poisoned(text));
        let model = super::between(&html, "<script id=\"model\" type=\"application/json\">", "</script>");
        let model: serde_json::Value = serde_json::from_str(model).expect("the model is JSON");
        let label = model["gates"][0]["label"].as_str().expect("a gate has a label");
        assert_eq!(label, crate::face::visible::visible(label), "what is shown by the script is visible too");
    }
}

#[test]
fn giant_text_is_drawn_and_cut_where_lines_are_short() {
    for text in ["a".repeat(200_000), "word ".repeat(40_000), "é\u{301}".repeat(50_000)] {
        let page = poisoned(&text);
        assert!(html(&page).contains("</html>"));
        assert!(terminal(&page, 80).lines().count() < 4000, "long fields are cut");
    }
}

#[test]
fn a_quote_that_does_not_stand_in_its_document_marks_nothing() {
    let mut page = sample::page();
    let elsewhere = page.promises[0].evidence.quote.clone();
    page.promises[4].evidence = Evidence { source: 1, quote: elsewhere.clone(), ..page.promises[4].evidence.clone() };
    page.promises[5].evidence = Evidence { source: 99, quote: elsewhere, ..page.promises[5].evidence.clone() };
    assert!(html(&page).contains("document 100, no date"));
    assert!(terminal(&page, 200).contains("document 100, no date"));
}
