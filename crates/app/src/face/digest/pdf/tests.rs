//! Does the PDF file hold the words, the links and the bookmarks, whatever a text holds?

use pdf_extract::{Document, Object};

use super::pdf;
use crate::face::digest::{Citation, Detail, Digest, Group, Line, Section};

/// Returns a digest with a text in every place, and with so many lines.
fn digest(text: &str, lines: usize) -> Digest {
    let line = |_| Line {
        who: Some(text.to_owned()),
        text: text.to_owned(),
        state: Some(text.to_owned()),
        citations: vec![1, 2],
        under: vec![Detail { label: "before", text: text.to_owned(), citations: vec![2] }],
    };
    let citation = |number: usize, address: Option<&str>| Citation {
        number,
        quote: format!("“{text}”"),
        speaker: Some(format!("says {text}")),
        outlet: text.to_owned(),
        day: "3 May 2031".to_owned(),
        address: address.map(str::to_owned),
        path: format!("{text}.txt"),
        entries: vec![text.to_owned()],
    };
    let groups = vec![Group { title: Some("New".to_owned()), lines: (0..lines).map(line).collect(), rest: None }];
    Digest {
        title: text.to_owned(),
        subtitle: "What changed".to_owned(),
        between: ["3 May 2031".to_owned(), text.to_owned()],
        sections: vec![Section { id: "changed", title: "What changed", sentences: vec![], groups }],
        citations: vec![citation(1, Some("https://heron.example/a/1")), citation(2, None)],
    }
}

fn opened(digest: &Digest) -> (Vec<u8>, Document) {
    let bytes = pdf(digest).expect("the digest is drawn");
    let document = Document::load_mem(&bytes).expect("the file is one");
    (bytes, document)
}

/// Returns the words of a file, with single spaces.
fn words(bytes: &[u8]) -> String {
    crate::face::one_line(&pdf_extract::extract_text_from_mem(bytes).expect("the words can be found"))
}

/// Returns the values of a key in any dictionary of a file.
fn values<'a>(document: &'a Document, key: &str) -> Vec<&'a Object> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let nested = |dictionary: &'a pdf_extract::Dictionary| {
        let inner = dictionary.iter().filter_map(|(_, value)| value.as_dict().ok());
        [dictionary].into_iter().chain(inner)
    };
    dictionaries.flat_map(nested).filter_map(|dictionary| dictionary.get(key.as_bytes()).ok()).collect()
}

#[test]
fn words_addresses_bookmarks_and_pages_are_there() {
    let (bytes, document) = opened(&digest("Norland pays for Łódź, Αθήνα и Київ", 60));
    let words = words(&bytes);
    for expected in ["Norland pays for Łódź, Αθήνα и Київ: ", "before: Norland", "“Norland", "1 / ", "Citations"]
    {
        assert!(words.contains(expected), "`{expected}` is missing in: {words}");
    }
    let pages = document.get_pages().len();
    assert!((4..=9).contains(&pages), "{pages}");
    assert!(words.contains(&format!("{pages} / {pages}")), "{words}");
    let address = values(&document, "URI").into_iter().find_map(|value| value.as_str().ok());
    assert_eq!(address, Some(b"https://heron.example/a/1".as_slice()));
    assert!(values(&document, "Dest").len() + values(&document, "D").len() > 60, "numbers lead to their citations");
    assert!(!values(&document, "Outlines").is_empty() && !values(&document, "StructTreeRoot").is_empty());
    assert!(values(&document, "CreationDate").is_empty());
}

#[test]
fn typefaces_are_embedded_in_part() {
    let (bytes, document) = opened(&digest("Norland", 1));
    let names: Vec<String> = values(&document, "FontName")
        .into_iter()
        .filter_map(|it| Some(String::from_utf8_lossy(it.as_name().ok()?).into_owned()))
        .collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.as_bytes().get(6) == Some(&b'+')), "{names:?}");
    assert!(bytes.len() < 60_000, "{}", bytes.len());
}

#[test]
fn the_same_digest_gives_the_same_bytes() {
    assert_eq!(pdf(&digest("Norland", 30)).expect("it is drawn"), pdf(&digest("Norland", 30)).expect("it is drawn"));
}

#[test]
fn hostile_text_stands_as_it_is() {
    for text in ["#import \"x\"", "$ a $ *b* _c_ `d`", "<script>alert(1)</script>", "\\end{x} %c", "(a) Tj ET Q"] {
        let (bytes, _) = opened(&digest(text, 1));
        assert!(words(&bytes).contains(text), "{text}: {}", words(&bytes));
    }
    let (bytes, _) = opened(&digest("a\u{202e}b\u{2066}c\0\u{2029}d\u{85}e", 1));
    assert!(words(&bytes).contains("a[U+202E]b[U+2066]c[U+0000][U+2029]d[U+0085]e"), "{}", words(&bytes));
}

#[test]
fn no_text_keeps_a_file_from_being_drawn() {
    let long = "a".repeat(100_000);
    let marks = format!("a{}", "\u{301}".repeat(2_000));
    for text in [
        "",
        "سفينة 12 في الميناء",
        "שלום (עולם) 5",
        "漢字かな交じり文",
        "हिन्दी में",
        "🚢👩‍👩‍👧‍👦🇫🇮",
        "\u{200d}\u{fe0f}\u{ad}\u{feff}",
        "\u{10ffff}\u{e000}\u{fffd}",
        "\u{2067}\u{2068}\u{2069}\u{2069}",
        &marks,
        &long,
    ] {
        let (bytes, _) = opened(&digest(text, 1));
        assert!(words(&bytes).contains("What changed"), "{text:?}");
    }
}

#[test]
fn what_no_typeface_has_is_told() {
    let says = |text: &str| words(&opened(&digest(text, 1)).0).contains("in no typeface of this file");
    assert!(says("漢字") && !says("Norland سفينة Αθήνα Київ → ●"));
}
