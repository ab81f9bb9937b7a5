//! Does each pattern read its own example?

use casus_claim::{Claim, Reading, Registry, Status};
use casus_syntax::paragraphs;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::date;

use crate::installed::with_reader;
use crate::judge::{Bench, Tribunal};
use crate::pattern::{AUTHORITIES, COMMITMENTS, CONDITIONS, POSITIONS, Pattern, REQUIREMENTS};
use crate::read::read_with;

fn reading(text: &str) -> Reading {
    let published = Some(Published { day: date(2031, 5, 7), origin: DateOrigin::Given });
    let doc = with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
    let source = Source::new(text.to_owned(), Origin { published, ..Origin::default() });
    // What the judge would leave is what the grammar proposes all the same.
    read_with(&source, &Registry::default(), &doc, &mut Tribunal::new(&Bench::open()))
}

/// Reads every example of a table and collects what does not come out as expected.
fn check(patterns: &[Pattern], found: impl Fn(&Reading, &Pattern) -> Vec<String>) {
    let mut wrong = Vec::new();
    for pattern in patterns {
        let found = found(&reading(pattern.example), pattern);
        if !found.iter().any(|text| text == pattern.expect) {
            wrong.push(format!("{} → {:?}, not `{}`", pattern.example, found, pattern.expect));
        }
    }
    assert!(wrong.is_empty(), "{} of {} examples are not read:\n{}", wrong.len(), patterns.len(), wrong.join("\n"));
}

#[test]
fn commitments_are_read() {
    check(COMMITMENTS.all(), |reading, pattern| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => Some(commitment),
            _ => None,
        });
        let status = Status::from_word(pattern.value).unwrap_or(Status::Pledged);
        let fitting = records.filter(|commitment| commitment.status == status);
        fitting.map(|commitment| commitment.consequent.quote.text().to_owned()).collect()
    });
}

#[test]
fn positions_are_read() {
    check(POSITIONS.all(), |reading, pattern| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Position(position) if position.stance.word() == pattern.value => Some(position),
            _ => None,
        });
        records.map(|position| position.content.text().to_owned()).collect()
    });
}

#[test]
fn conditions_are_read() {
    let atoms = |reading: &Reading, _: &Pattern| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => commitment.antecedent.as_ref(),
            _ => None,
        });
        records.flat_map(|condition| condition.atoms()).map(|atom| atom.quote.text().to_owned()).collect()
    };
    check(CONDITIONS.all(), atoms);
    check(REQUIREMENTS.all(), atoms);
}

#[test]
fn authorities_are_read() {
    check(AUTHORITIES.all(), |reading, pattern| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Authority(authority) if authority.claim.word() == pattern.value => Some(authority),
            _ => None,
        });
        records.map(|authority| authority.over.text().to_owned()).collect()
    });
}
