//! Does each word of the table tell of the event in its example?

use casus_claim::{Claim, EntityId, Reading, Registry};
use casus_syntax::paragraphs;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::date;

use crate::installed::with_reader;
use crate::lexicon::{cell, rows};
use crate::read;

fn reading(text: &str) -> Reading {
    let published = Some(Published { day: date(2031, 5, 7), origin: DateOrigin::Given });
    let doc = with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
    read(&Source::new(text.to_owned(), Origin { published, ..Origin::default() }), &Registry::default(), &doc)
}

#[test]
fn each_example_is_an_event_of_its_type_with_those_who_take_part() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../../data/events.tsv")) {
        let (kind, example, expected) = (cell(&row, 2), cell(&row, 6), cell(&row, 7));
        let reading = reading(example);
        let names =
            |ids: &[EntityId]| ids.iter().map(|id| reading.entity(*id).name.clone()).collect::<Vec<_>>().join("+");
        let events = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Event(event) => Some(format!("{} {}", event.kind.word(), names(&event.participants))),
            _ => None,
        });
        let events: Vec<String> = events.collect();
        if events != [format!("{kind} {expected}")] {
            wrong.push(format!("{example} → {events:?}, not `{kind} {expected}`"));
        }
    }
    assert!(wrong.is_empty(), "{} examples are not read:\n{}", wrong.len(), wrong.join("\n"));
}
