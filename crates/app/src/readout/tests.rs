//! One reading with every field in it, shown whole.

use casus_claim::{Claim, Confidence, Figure, Note, NoteKind, Reading, Record, RecordId};
use casus_text::{Origin, Source};

use super::readout;
use crate::sample::{amount, claims, reading, source};

fn check(width: usize, expect: &str) {
    let source = source();
    assert_eq!(readout(&source, &reading(&source, claims(&source)), width), expect);
}

#[test]
fn every_field_is_shown_by_name() {
    check(100, include_str!("sample-100.txt"));
}

#[test]
fn long_lines_are_wrapped_with_their_underlines() {
    check(32, include_str!("sample-32.txt"));
}

#[test]
fn sentences_that_share_a_record_are_shown_together_and_the_others_are_not() {
    let text = "It rained. The dykes cost €3 bn. That is much. They hold.";
    let source = Source::new(text.to_owned(), Origin::default());
    let span = |words: &str| {
        let start = text.find(words).expect("the words stand in the text");
        source.span(start, start + words.len()).expect("they are whole characters")
    };
    let record = |id, words: &str| Record {
        id: RecordId(id),
        quote: source.quote(span(words)),
        attributed_to: Vec::new(),
        time: None,
        confidence: Confidence::new(0.75).expect("this is a share"),
        claim: Claim::Figure(Figure { of: "dykes".into(), amount: amount() }),
    };
    let records = vec![record(0, "The dykes cost €3 bn. That is much"), record(1, "much")];
    let sentences = text.split_inclusive(". ").map(|sentence| source.trim(span(sentence))).collect();
    let note = Note { kind: NoteKind::NoActor, span: Some(span("hold")), sentence: "nobody is named".into() };
    let reading = Reading::new(source.id(), Vec::new(), records, vec![note], sentences);
    let expect = "\
published: not known

The dykes cost €3 bn. That is much.
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ r1
                              ~~~~ r2
r1 figure (confidence 0.75)
  of: dykes
  amount: EUR 3000000000
r2 figure (confidence 0.75)
  of: dykes
  amount: EUR 3000000000

note no_actor at \"hold\": nobody is named
2 of 4 sentences gave a record
";
    assert_eq!(readout(&source, &reading, 60), expect);
}
