//! Reading is total: whatever the words and marks are, a reading comes out and its quotes stand where they say.

use casus_claim::{Claim, Registry};
use casus_extract::read;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::Date;
use proptest::prelude::*;

/// Words that patterns look for, names, and what may stand between them.
const PIECES: &[&str] = &[
    "will",
    "would",
    "may",
    "pledged",
    "to",
    "agreed",
    "that",
    "if",
    "unless",
    "until",
    "without",
    "only",
    "once",
    "provided",
    "Callow",
    "Dunmere",
    "Ada Korn",
    "President",
    "the",
    "Northern Council",
    "26",
    "countries",
    "€210",
    "billion",
    "20-point",
    "plan",
    "said",
    "told",
    "reporters",
    "according",
    "called",
    "for",
    "welcomed",
    "is",
    "ready",
    "must",
    "approve",
    "post-truce",
    "summit",
    "in",
    "Rivermouth",
    "met",
    "signed",
    "May",
    "next",
    "week",
    "“",
    "”",
    "\"",
    "(",
    ")",
    ",",
    ".",
    ";",
    ":",
    "—",
    "-",
    "é",
    "ß",
    "🇪🇺",
    "\u{301}",
    "\u{200f}",
    "'s",
    "’",
    "\n",
    "\n\n",
    "  ",
    "\u{a0}",
    "ſ",
    "K",
    "İ",
    "0",
    "$",
    "%",
    "their",
    "its",
    "we",
    "next year",
    "last year",
    "the end of the year",
    "in three weeks",
    "two years ago",
    "Thursday",
    "tomorrow",
    "5",
    "ſſſſ",
    "carſs",
    "heavy",
    "tanks",
    "in March",
    "1 and 2 June",
    "this weekend",
    "US",
    "U.S.",
    "refusal",
    "depends",
    "on",
    "requires",
    "offers",
    "no",
    "veto",
    "over",
    "deployment",
    "of",
    "troops",
];

/// Reads a text without a day, or with one at either end of the calendar or in its midst.
fn check(text: String, day: Option<Date>) -> Result<(), TestCaseError> {
    let published = day.map(|day| Published { day, origin: DateOrigin::Given });
    let source = Source::new(text, Origin { published, ..Origin::default() });
    let reading = read(&source, &Registry::default());
    for record in reading.records() {
        prop_assert_eq!(source.slice(record.quote.span()), record.quote.text());
        if let Claim::Commitment(commitment) = &record.claim {
            let consequent = &commitment.consequent.quote;
            prop_assert_eq!(source.slice(consequent.span()), consequent.text());
            prop_assert!(!consequent.text().is_empty());
        }
    }
    let inside = |span: casus_text::Span| span.end_bytes() <= source.text().len();
    prop_assert!(reading.sentences().iter().all(|span| inside(*span)));
    prop_assert_eq!(&read(&source, &Registry::default()), &reading, "the same text is read the same way");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn pieces_of_english_in_any_order(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60),
        day in prop::sample::select(vec![None, Some(Date::MIN), Some(Date::MAX), Some(Date::constant(2031, 5, 7))]),
    ) {
        let text = pieces.iter().map(|(piece, space)| if *space { format!("{piece} ") } else { (*piece).to_owned() });
        check(text.collect(), day)?;
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        check(text, None)?;
    }
}
