//! Does each pattern read its own example?

use casus_claim::{Claim, Reading, Registry, Status};
use casus_syntax::paragraphs;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::date;

use crate::installed::with_reader;
use crate::judge::{Judge, Tribunal};
use crate::lexicon::rows;
use crate::pattern::{AUTHORITIES, COMMITMENTS, CONDITIONS, PROCEDURES, Pattern, REASONS, REQUIREMENTS, STAGES};
use crate::read::read_with;

fn reading(text: &str) -> Reading {
    let published = Some(Published { day: date(2031, 5, 7), origin: DateOrigin::Given });
    let doc = with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
    let source = Source::new(text.to_owned(), Origin { published, ..Origin::default() });
    // What the judge would leave is what the grammar proposes all the same.
    read_with(&source, &Registry::default(), &doc, &mut Tribunal::new(&Judge::open())).0
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
    let mut wrong = Vec::new();
    for (example, stance, expect) in crate::position::examples() {
        let reading = reading(example);
        let positions = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Position(position) => Some((position.stance.word(), position.content.text())),
            _ => None,
        });
        let found: Vec<_> = positions.collect();
        if !found.contains(&(stance, expect)) {
            wrong.push(format!("{example} → {found:?}, not {stance} `{expect}`"));
        }
    }
    assert!(wrong.is_empty(), "{} examples are not read:\n{}", wrong.len(), wrong.join("\n"));
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

#[test]
fn procedures_are_read() {
    check(PROCEDURES.all(), |reading, _| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Authority(authority) => authority.procedure.clone(),
            _ => None,
        });
        records.collect()
    });
}

#[test]
fn reasons_are_read() {
    check(REASONS.all(), |reading, _| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => commitment.because.as_ref(),
            Claim::Position(position) => position.because.as_ref(),
            Claim::Event(event) => event.because.as_ref(),
            _ => None,
        });
        records.map(|because| because.text().to_owned()).collect()
    });
}

#[test]
fn stages_are_read() {
    check(STAGES.all(), |reading, _| {
        let records = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => commitment.stage,
            _ => None,
        });
        records.map(|stage| stage.word().to_owned()).collect()
    });
}

#[test]
fn terms_are_read() {
    for row in rows(include_str!("../data/terms.tsv")) {
        let reading = reading(row[3]);
        let terms = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => commitment.term.as_ref(),
            _ => None,
        });
        let terms: Vec<&str> = terms.map(casus_claim::Time::text).collect();
        assert!(terms.contains(&row[4]), "{} → {terms:?}", row[3]);
    }
}

#[test]
fn roles_are_read() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../data/roles.tsv")) {
        let reading = reading(row[3]);
        let entity = reading.entities().iter().find(|entity| entity.name == row[4]);
        let roles = entity.map(|entity| entity.roles.clone()).unwrap_or_default();
        if !roles.iter().any(|role| role.role == row[0] && role.of == row[5]) {
            wrong.push(format!("{} → {roles:?}", row[3]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
