//! Does the face show what the page says, and nothing else?

pub(super) mod inert;
mod script;

use std::collections::BTreeSet;

use anstream::adapter::strip_str;
use base64::Engine as _;
use casus_claim::{Reference, Status};
use casus_engine::OpenEnd;
use casus_engine::intake::{Likeness, Relay};
use casus_engine::ledger::thread::{Change, ChangeKind, ChangeValue, Step, Told};
use casus_engine::page::{Development, Evidence, Telling};
use regex::Regex;
use sha2::{Digest, Sha256};

use super::{html, markdown, sample, terminal};

/// Returns what stands between two markers, the first time that they come.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect("the first marker is there");
    rest.split_once(after).expect("the second marker is there").0
}

fn found<'a>(text: &'a str, pattern: &str) -> Vec<&'a str> {
    let pattern = Regex::new(pattern).expect("the pattern is well formed");
    pattern.captures_iter(text).map(|captures| captures.get(1).expect("the pattern has a group").as_str()).collect()
}

#[test]
fn the_sample_as_text() {
    insta::assert_snapshot!(strip_str(&terminal(&sample::page(), 80)).to_string());
}

#[test]
fn an_empty_page_says_what_was_not_read() {
    insta::assert_snapshot!(strip_str(&terminal(&sample::empty(), 80)).to_string());
    let html = html(&sample::empty());
    for words in ["No document was read.", "No promise was read.", "No figure was read.", "Nothing ahead was read."] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn every_face_says_what_is_a_copy_what_is_left_open_and_who_is_not_named() {
    let mut page = sample::page();
    let (how, alike, of_copy, of_original) = (Likeness::Shortened, 0.3, 0.999, 0.3);
    page.documents[1].relays = Some(Relay { of: 0, how, alike, of_copy, of_original });
    page.documents[1].credit = Some("Norland Wire".to_owned());
    page.promises[0].leaves_open = vec![OpenEnd::Amount, OpenEnd::Stage];
    page.promises[0].evidence.attributed_to = vec!["a senior official".to_owned()];
    page.promises[0].evidence.unnamed = vec!["a senior official".to_owned()];
    let elsewhere = page.documents[1].source.quote(page.documents[1].source.whole());
    page.promises[0].further = vec![Evidence { source: 1, quote: elsewhere, ..page.promises[0].evidence.clone() }];
    for face in [strip_str(&terminal(&page, 400)).to_string(), markdown(&page).replace('\\', ""), html(&page)] {
        for words in [
            "copy of [1], shortened: 99 % of it stands there, by its own words from Norland Wire",
            "document 2 (copy of document 1)",
            "2 documents with 1 voice",
            "how much, in what legal form",
            "says a senior official (not named)",
        ] {
            assert!(face.contains(words), "{words} is missing in:\n{face}");
        }
    }
}

/// Returns a telling of a promise of the sample with the words of a condition.
fn telling(evidence: &Evidence, day: i8, status: Status, condition: Option<&str>) -> Telling {
    let step = Step {
        document: 0,
        record: 0,
        reference: Reference::from_whole(&"0".repeat(52)).expect("a reference"),
        day: Some(jiff::civil::date(2031, 5, day)),
        voice: 0,
        quote: evidence.quote.clone(),
        attributed_to: vec![],
        is_own: true,
        time: None,
        part: None,
        told: Told::Commitment {
            status,
            wording: evidence.quote.clone(),
            condition: condition.map(str::to_owned),
            amount: None,
            stage: None,
            creditor: vec![],
        },
        changes: vec![],
    };
    Telling { step, evidence: evidence.clone() }
}

#[test]
fn every_face_says_how_a_promise_developed_and_none_of_its_words_is_markup() {
    let mut page = sample::page();
    let evidence = page.promises[0].evidence.clone();
    let condition = "a <b>truce</b>\u{202e} holds";
    let mut tellings =
        vec![telling(&evidence, 3, Status::Considered, None), telling(&evidence, 9, Status::Pledged, Some(condition))];
    let words = |text: &str| Some(ChangeValue::Words(text.to_owned()));
    tellings[1].step.changes = vec![
        Change { kind: ChangeKind::Stronger, from: words("considered"), to: words("pledged"), since: 0 },
        Change { kind: ChangeKind::Conditional, from: None, to: words(condition), since: 0 },
    ];
    let trend = Some((ChangeKind::Stronger, Some(jiff::civil::date(2031, 5, 9))));
    page.promises[0].development =
        Some(Development { voices: 2, tellings: tellings.into(), last: 1, trend, told_at: None });
    for face in [strip_str(&terminal(&page, 400)).to_string(), markdown(&page), html(&page)] {
        for words in [
            "Told 2 times by 2 voices since 3 May 2031: considered → pledged; conditional: a ",
            "; stronger since 9 May 2031.",
            "9 May 2031: pledged, if: a ",
            "; stronger: considered → pledged (since 3 May 2031)",
        ] {
            assert!(face.contains(words), "{words} is missing in:\n{face}");
        }
        assert!(!face.contains('\u{202e}'), "{face}");
    }
    assert!(!html(&page).contains("<b>truce") && !markdown(&page).contains("a <b>"));
}

#[test]
fn no_line_of_text_is_wider_than_asked_for() {
    for width in [40, 80, 120] {
        let text = strip_str(&terminal(&sample::page(), width)).to_string();
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(width), "{widest:?} of {width}");
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    assert_eq!(html(&sample::page()), html(&sample::page()));
    assert_eq!(terminal(&sample::page(), 80), terminal(&sample::page(), 80));
}

#[test]
fn the_sections_come_in_their_order() {
    let html = html(&sample::page());
    let order = [
        "sources",
        "answer",
        "goals",
        "picture",
        "switches",
        "promises",
        "rules",
        "figures",
        "positions",
        "consent",
        "coming",
        "disagreements",
        "sentences",
        "documents",
    ];
    let sections = found(&html, r#"<(?:section|aside) id="([a-z]+)""#);
    assert_eq!(sections, order);
}

#[test]
fn every_link_leads_somewhere_and_no_id_comes_twice() {
    for page in [sample::page(), sample::crowd(60), sample::empty()] {
        let html = html(&page);
        let ids = found(&html, r#" id="([^"]*)""#);
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        for target in found(&html, r##"href="#([^"]*)""##) {
            assert!(unique.contains(&target), "`{target}` is nowhere on the page");
        }
    }
}

#[test]
fn the_policy_allows_the_very_style_and_script_of_the_page() {
    let html = html(&sample::page());
    for (kind, text) in
        [("style", between(&html, "<style>", "</style>")), ("script", between(&html, "<script>", "</script>"))]
    {
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
        assert!(html.contains(&format!("{kind}-src 'sha256-{hash}'")), "{kind}");
    }
    assert_eq!(found(&html, r#"( style="| on[a-z]+=")"#), Vec::<&str>::new(), "the policy would forbid these");
}

#[test]
fn nothing_is_fetched() {
    let html = html(&sample::page());
    assert_eq!(found(&html, r#"( src="|<link|@import|url\()"#), Vec::<&str>::new());
}

#[test]
fn no_verdict_stands_without_its_strength() {
    let html = html(&sample::page());
    let verdicts = found(&html, r"(?:●|◐|✕) ([^<]*)<");
    assert!(!verdicts.is_empty());
    for verdict in verdicts {
        let strengths =
            ["as an offer", "as a pledge", "as a decision", "as a possibility", "and delivered", "still withheld"];
        assert!(strengths.iter().any(|strength| verdict.ends_with(strength)), "`{verdict}`");
    }
}

#[test]
fn what_is_refused_or_taken_back_has_no_verdict() {
    let page = sample::page();
    let html = html(&page);
    for (idx, promise) in page.promises.iter().enumerate() {
        let judged = html.contains(&format!("data-says=\"{idx}\""));
        assert_eq!(judged, promise.status.is_live() || promise.antecedent.is_some(), "{}", promise.reference);
    }
}

#[test]
fn a_crowded_picture_says_how_many_it_leaves_out() {
    let html = html(&sample::crowd(60));
    assert_eq!(found(between(&html, "<svg class=\"picture wide\"", "</svg>"), r#"<g class="(promise)""#).len(), 20);
    assert!(html.contains("Left out of the picture: 40 promises without a condition or of less strength"));
    assert_eq!(found(&html, r#"<li class="(card)""#).len(), 60, "all of them stand below");
}

#[test]
fn documents_stand_in_full_with_their_evidence_marked() {
    let page = sample::page();
    let html = html(&page);
    let texts: Vec<_> = html.split("<div class=\"text\" dir=\"auto\">").skip(1).collect();
    assert_eq!(texts.len(), page.documents.len());
    let tag = Regex::new("<a class=\"back\"[^>]*>[^<]*</a>|<[^>]*>").expect("the pattern is well formed");
    for (text, document) in texts.iter().zip(&page.documents) {
        let (text, _) = text.split_once("</div>").expect("the text ends");
        assert_eq!(tag.replace_all(text, ""), document.source.text());
        assert!(text.contains("<mark>"));
    }
}

#[test]
fn unsure_lines_stand_apart_and_are_counted() {
    let html = html(&sample::page());
    let promises = between(&html, "<section id=\"promises\"", "</section>");
    let (sure, unsure) = promises.split_once("<details class=\"unsure\">").expect("one promise is unsure");
    assert!(!sure.contains("train divers") && unsure.contains("train divers"));
    assert!(unsure.contains("1 line of which the reader is not sure"), "{unsure}");
}

#[test]
fn many_switches_are_folded_away_and_those_that_matter_stay() {
    let mut page = sample::page();
    let ceasefire = page.gates.remove(1);
    let pattern = page.gates[0].clone();
    page.gates = (0..20)
        .map(|idx| {
            let mut gate = pattern.clone();
            gate.proposition.id.0 = format!("gate {idx}");
            gate
        })
        .collect();
    page.gates.push(ceasefire);
    let html = html(&page);
    let (first, more) =
        between(&html, "<form", "</form>").split_once("<details class=\"more\">").expect("some are folded");
    assert_eq!((first.matches("<fieldset").count(), more.matches("<fieldset").count()), (12, 9));
    assert!(first.contains("id=\"gate-20\""), "promises wait on the last gate of the page and on no other");
}
