//! Whatever the bytes, nothing panics, and each quote stands where the JSON says that it stands.

use casus::face::marked::{self, Subject};
use casus_claim::Reading;
use casus_engine::intake::{Document, Given, Item, document};
use casus_engine::syntax;
use casus_text::Source;
use proptest::prelude::*;

#[path = "../../extract/tests/installed/mod.rs"]
mod installed;

/// Takes, reads and shows a file, and checks what is shown; a refusal is an answer, too.
fn check(bytes: &[u8], width: usize) -> Result<(), TestCaseError> {
    let item = Item { path: "a.txt".to_owned(), bytes: bytes.to_owned(), ..Item::default() };
    let Ok(Document { source, .. }) = document(&item, Given::default()) else {
        return Ok(());
    };
    let reading = installed::with_reader(|reader| casus_engine::extract(&source, &Default::default(), reader));
    let shown = casus::readout::readout(&source, &reading, width);
    prop_assert!(shown.ends_with(" sentences gave a record\n"));
    prop_assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    let line = casus::wire::line(&source, &reading);
    prop_assert!(!line.contains('\n'));
    let json: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
    let text: Vec<char> = source.text().chars().collect();
    prop_assert_eq!(&json["document"]["length"], text.len());
    for record in json["records"].as_array().expect("records are a list") {
        let at = |n: usize| record["span"][n].as_u64().expect("an offset is a number") as usize;
        let words: String = text[at(0)..at(1)].iter().collect();
        prop_assert_eq!(&record["quote"], &words);
    }
    marked(&source, &reading, width)?;
    let page = casus_engine::page_of(vec![(source, reading)], &Default::default(), 0.5).expect("nothing is set");
    let _ = casus::face::html(&page);
    let _ = casus::face::terminal(&page, width);
    Ok(())
}

/// Shows the entities and the attributions of a document where they stand.
fn marked(source: &Source, reading: &Reading, width: usize) -> Result<(), TestCaseError> {
    let attributed = installed::with_reader(|reader| casus_engine::attributed(source, reader));
    for attribution in &attributed.attributions {
        prop_assert!(!attribution.cue.is_empty(), "{attribution:?}");
    }
    for (subject, marked) in [
        (Subject::Entities, marked::entities(source.clone(), reading)),
        (Subject::Attributions, marked::attributions(source.clone(), &attributed)),
    ] {
        let drawn = marked::terminal(subject, &marked, width);
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\u{1b}');
        prop_assert!(!drawn.contains(steers), "{drawn:?}");
        prop_assert!(marked::html(subject, &[marked]).ends_with("</html>"));
    }
    Ok(())
}

/// Words that readers look for, in any order and between any others.
fn words() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Norland",
        "President Ann Berg",
        "the UK",
        "26 countries",
        "will",
        "would",
        "pledged",
        "is prepared to",
        "said",
        "according to",
        "€3 billion",
        "$1.5-2bn",
        "40 percent",
        "if",
        "unless",
        "once",
        "depends on",
        "subject to",
        "and",
        "or",
        "not",
        "next week",
        "on 31 February 2031",
        "2 May 2031",
        "in Eastport",
        "signed",
        "meeting",
        "troops",
        "“",
        "”",
        "\"",
        "'",
        "(",
        ")",
        "—",
        ",",
        ".",
        ". ",
        "?",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "1.",
        "– ",
        "U.S.",
        "é",
        "中文",
        "e\u{301}",
        "🕊\u{FE0F}",
        "\u{202E}",
        "\u{200B}",
        "\u{A0}",
        "ﬁ",
        "ß",
        "İ",
    ]);
    let piece = prop_oneof![4 => known.prop_map(str::to_owned), 1 => r"\PC{0,8}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes: Vec<u8>, width in 0..200_usize) {
        check(&bytes, width)?;
    }

    #[test]
    fn any_utf16(units: Vec<u16>, width in 0..200_usize) {
        let bytes: Vec<u8> = [0xFEFF].iter().chain(&units).flat_map(|unit| unit.to_le_bytes()).collect();
        check(&bytes, width)?;
    }

    #[test]
    fn any_text(text in r"(\PC|\n){0,300}", width in 0..200_usize) {
        check(text.as_bytes(), width)?;
    }

    #[test]
    fn any_words(text in words(), width in 0..200_usize) {
        check(text.as_bytes(), width)?;
    }
}
