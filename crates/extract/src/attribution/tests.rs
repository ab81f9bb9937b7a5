//! Sentences of ours with what is attributed in them: source, cue and content, pieces joined by `…`.

use casus_syntax::paragraphs;
use casus_text::{Origin, Source, Span};

use super::attributions;
use crate::installed::with_reader;

/// Checks the attributions of a text: none that is not expected, and none too few.
fn check(text: &str, expected: &[[&str; 3]]) {
    let source = Source::new(text.to_owned(), Origin::default());
    let doc = with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
    let found = attributions(&source, &doc);
    let words = |spans: &[Span]| spans.iter().map(|span| source.slice(*span)).collect::<Vec<_>>().join(" … ");
    let found: Vec<[String; 3]> =
        found.iter().map(|it| [words(&it.source), words(&it.cue), words(&it.content)]).collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn indirect_speech_is_a_clause() {
    check(
        "Ada Korn said that the dam would be finished in spring.",
        &[["Ada Korn", "said", "that the dam would be finished in spring"]],
    );
    check(
        "The finance minister told reporters the loan was safe.",
        &[["The finance minister", "told", "the loan was safe"]],
    );
}

#[test]
fn direct_speech_comes_with_its_quotation_marks() {
    check("“We will not pay twice,” Korn said.", &[["Korn", "said", "“We will not pay twice,”"]]);
    check(
        "“We will not pay twice,” said Finance Minister Ada Korn.",
        &[["Finance Minister Ada Korn", "said", "“We will not pay twice,”"]],
    );
}

#[test]
fn an_attribution_in_the_midst_splits_what_is_said() {
    check("“The loan,” Korn said, “is safe with us.”", &[["Korn", "said", "“The loan,” … “is safe with us.”"]]);
}

#[test]
fn according_to_somebody() {
    check(
        "The talks will resume on Monday, according to the Dunmere government.",
        &[["the Dunmere government", "according to", "The talks will resume on Monday"]],
    );
}

#[test]
fn thoughts_and_wishes_are_attributed_too() {
    check("Fornland believes that the treaty is dead.", &[["Fornland", "believes", "that the treaty is dead"]]);
    check("Korn denied that she had met the envoy.", &[["Korn", "denied", "that she had met the envoy"]]);
}

#[test]
fn what_nobody_says_has_no_attribution() {
    check("The river rose by two metres, and the bridge was closed.", &[]);
    check("", &[]);
}
