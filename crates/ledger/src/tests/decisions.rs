//! What becomes of what people decide? It comes back as it went in, with who and when, and nothing takes it away.

use std::thread;

use casus_claim::{EntityKind, PropositionId, Reading, RecordId, Reference, references};
use casus_text::{DateOrigin, Origin, Published};
use jiff::civil::date;

use super::{Sample, Store, at, check_whole, known, on_each, rules, shown};
use crate::{
    Decided, Decision, DecisionId, DocumentId, Grade, Graded, Incoming, Ledger, Named, Person, Review, State, Subject,
};

const IDA: Person<'_> = Person { name: "Ida Holm", note: None };

/// A ledger with one document and its entries.
struct Desk {
    ledger: Ledger,
    sample: Sample,
    document: DocumentId,
    entries: Vec<Reference>,
}

impl Desk {
    fn new(store: &Store) -> Self {
        let mut ledger = store.ledger();
        let text = |number: usize| format!("Norland will send {number} ferries once the dykes hold.");
        let rich = |number: &usize| Sample::at_path(&text(*number), "a.txt").reading.records().len() > 3;
        let number = (0..).find(rich).expect("some text gives four records");
        let sample = Sample::at_path(&text(number), "a.txt");
        let document = sample.ingest(&mut ledger, &rules(), at(0)).document;
        let entries = references(&sample.reading);
        Self { ledger, sample, document, entries }
    }

    fn decide(&mut self, decision: Decision, second: i64) -> Result<DecisionId, String> {
        let decided = self.ledger.decide(IDA, &[decision], at(second));
        decided.map(|ids| ids[0]).map_err(|error| error.to_string())
    }

    /// Returns a reading of one of the records alone.
    fn alone(&self, place: usize) -> Reading {
        let reading = &self.sample.reading;
        let record = casus_claim::Record { id: RecordId(0), ..reading.records()[place].clone() };
        let (entities, sentences) = (reading.entities().to_vec(), reading.sentences().to_vec());
        Reading::new(reading.source(), entities, vec![record], Vec::new(), sentences)
    }

    fn all(&self) -> Vec<Decided> {
        self.ledger.decisions(None).expect("the ledger can be read")
    }

    fn state(&self, entry: Reference) -> State {
        Review::of(&self.all()).entry(entry).state
    }
}

fn named(name: &str, document: Option<DocumentId>) -> Named {
    Named { document, kind: EntityKind::Person, name: name.to_owned() }
}

/// One decision of every kind that comes without words of its own.
fn every_kind(desk: &Desk) -> Vec<Decision> {
    let [one, other] = desk.entries[..2] else { panic!("there are four entries") };
    let document = desk.document.clone();
    let grade = |text: &str| Grade::parse(text).expect("it is a grade");
    vec![
        Decision::Accept(one),
        Decision::Reject(other),
        Decision::Note(Subject::Entry(one)),
        Decision::Note(Subject::Document(document.clone())),
        Decision::Merge(named("Ada Korn", Some(document.clone())), named("the minister \"A\"", None)),
        Decision::Split(named("Ada Korn", None), named("Ada Corn", None)),
        Decision::Join(one, other),
        Decision::Part(one, other),
        Decision::Map { phrase: "the dykes hold".to_owned(), proposition: PropositionId("dykes/hold".to_owned()) },
        Decision::Date { document, day: date(2031, 5, 2) },
        Decision::Grade { of: Graded::Publisher("The Heron".to_owned()), grade: grade("B2") },
        Decision::Grade { of: Graded::Entry(one), grade: grade("3") },
    ]
}

#[test]
fn every_kind_of_decision_comes_back_as_it_went_in() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let mut decisions = every_kind(&desk);
        let person = Person { name: "Ida Holm", note: Some("“so it says”\nÜ") };
        let mut ids = desk.ledger.decide(person, &decisions, at(5)).expect("all can be decided");
        decisions.push(Decision::Undo(ids[0]));
        ids.extend(desk.ledger.decide(person, &decisions[12..], at(6)).expect("the first counts still"));
        let all = desk.all();
        assert_eq!(all.iter().map(|decided| decided.id).collect::<Vec<_>>(), ids);
        assert_eq!(all.iter().map(|decided| decided.decision.clone()).collect::<Vec<_>>(), decisions);
        for decided in &all {
            assert_eq!((decided.by.as_str(), decided.note.as_deref()), (person.name, person.note));
            let undone_by = (decided.id == ids[0]).then_some(ids[12]);
            assert_eq!(decided.undone_by, undone_by, "{}", decided.id);
        }
        assert!(all.windows(2).all(|pair| pair[0].recorded_at < pair[1].recorded_at));
        assert_eq!(all[0].recorded_at, at(5));
        check_whole(&desk.ledger);
    });
}

#[test]
fn what_a_person_adds_and_amends_comes_in_with_its_words_at_one_instant() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let document = desk.document.clone();
        let correct = |desk: &mut Desk, corrected, place, second| {
            let reading = desk.alone(place);
            let (id, entry) = desk.ledger.correct(IDA, &document, (corrected, &reading), at(second)).expect("it fits");
            assert_eq!(entry, references(&reading)[0]);
            (id, entry)
        };
        let (first, added) = correct(&mut desk, None, 3, 5);
        let corrected = desk.entries[0];
        let (second, by) = correct(&mut desk, Some(corrected), 2, 6);
        let all = desk.all();
        let decisions: Vec<_> = all.iter().map(|decided| (decided.id, decided.decision.clone())).collect();
        let expected = [(first, Decision::Add(added)), (second, Decision::Amend { entry: corrected, by })];
        assert_eq!(decisions, expected);
        let known = known(&desk.ledger, None).remove(0);
        let people = known.readings.iter().filter(|(reader, _)| reader.name == "Ida Holm");
        assert_eq!(people.count(), 2);
        let found = desk.ledger.find(by.whole(), None).expect("it can be read");
        let crate::Found::Entry(found) = found else { panic!("one entry goes by the reference") };
        let own = found.occurrences.iter().find(|it| it.reader.name == "Ida Holm").expect("a person read it");
        assert_eq!(own.recorded_at, all[1].recorded_at);
        assert_eq!(desk.state(corrected), State::Amended { by });
        check_whole(&desk.ledger);
    });
}

#[test]
fn what_cannot_be_decided_is_refused_and_leaves_no_trace() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let stranger = references(&Sample::at_path("Sudland refuses 9 ferries.", "b.txt").reading);
        let stranger = stranger.first().copied().unwrap_or_else(|| Reference::from_whole(&"0".repeat(52)).unwrap());
        let (entry, elsewhere) = (desk.entries[0], DocumentId::stored("no such document".to_owned()));
        let no_entry = format!("no entry goes by `{}`", stranger.whole());
        let no_document = "document `no such document` is not in the ledger, or was redacted".to_owned();
        let same = |what: &str| format!("{what} cannot be told from itself or made one with itself");
        let ada = named("Ada Korn", None);
        let cases = [
            (Decision::Accept(stranger), no_entry.clone()),
            (Decision::Reject(stranger), no_entry.clone()),
            (Decision::Note(Subject::Entry(stranger)), no_entry.clone()),
            (Decision::Join(entry, stranger), no_entry.clone()),
            (Decision::Part(stranger, entry), no_entry.clone()),
            (Decision::Grade { of: Graded::Entry(stranger), grade: Grade::parse("A").unwrap() }, no_entry.clone()),
            (Decision::Note(Subject::Document(elsewhere.clone())), no_document.clone()),
            (Decision::Date { document: elsewhere.clone(), day: date(2031, 5, 2) }, no_document.clone()),
            (Decision::Merge(named("Ada", Some(elsewhere.clone())), ada.clone()), no_document.clone()),
            (Decision::Join(entry, entry), same("an entry")),
            (Decision::Split(ada.clone(), ada), same("an actor")),
            (Decision::Undo(DecisionId(99)), "there is no decision `d99`".to_owned()),
            (Decision::Undo(DecisionId(1)), "there is no decision `d1`".to_owned()),
            (Decision::Add(entry), "a correction comes with its words".to_owned()),
            (Decision::Amend { entry, by: entry }, "a correction comes with its words".to_owned()),
            (Decision::Redact(desk.document.clone()), "a redaction takes the document out as well".to_owned()),
        ];
        let before = shown(&desk.ledger, None);
        for (decision, expected) in cases {
            let several = [Decision::Accept(entry), decision.clone()];
            let refused = desk.ledger.decide(IDA, &several, at(5)).expect_err("it cannot be decided");
            assert_eq!(refused.to_string(), expected, "{decision:?}");
        }
        let nobody = Person { name: " ", note: None };
        for refused in [
            desk.ledger.decide(nobody, &[Decision::Accept(entry)], at(5)).map(|_| ()),
            desk.ledger.correct(nobody, &desk.document, (None, &desk.alone(0)), at(5)).map(|_| ()),
        ] {
            assert_eq!(refused.unwrap_err().to_string(), "somebody decides, and nobody is named");
        }
        let refused = desk.ledger.correct(IDA, &desk.document, (Some(stranger), &desk.alone(0)), at(5));
        assert_eq!(refused.unwrap_err().to_string(), no_entry);
        let refused = desk.ledger.correct(IDA, &elsewhere, (None, &desk.alone(0)), at(5));
        assert_eq!(refused.unwrap_err().to_string(), no_document);
        assert_eq!(shown(&desk.ledger, None), before);
    });
}

#[test]
fn a_decision_is_undone_once_and_an_undoing_never() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let entry = desk.entries[0];
        let accepted = desk.decide(Decision::Accept(entry), 1).expect("the entry is there");
        let rejected = desk.decide(Decision::Reject(entry), 2).expect("the entry is there");
        assert_eq!(desk.state(entry), State::Rejected);
        let undone = desk.decide(Decision::Undo(rejected), 3).expect("it counts still");
        assert_eq!(desk.state(entry), State::Accepted, "the decision before counts again");
        let again = desk.decide(Decision::Undo(rejected), 4);
        assert_eq!(again, Err(format!("decision `{rejected}` was undone by `{undone}` already")));
        let of_undo = desk.decide(Decision::Undo(undone), 5);
        assert_eq!(of_undo, Err(format!("`{undone}` undid a decision; decide anew instead")));
        desk.decide(Decision::Undo(accepted), 6).expect("it counts still");
        assert_eq!(desk.state(entry), State::Read);
    });
}

#[test]
fn what_a_person_wrote_stands_until_it_is_undone_or_gives_way() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let (document, [entry, one, other]) =
            (desk.document.clone(), [desk.entries[0], desk.entries[1], desk.entries[2]]);
        let amend = |desk: &mut Desk, place, second| {
            let reading = desk.alone(place);
            let done = desk.ledger.correct(IDA, &document, (Some(entry), &reading), at(second)).expect("it fits");
            assert_eq!(done.1, desk.entries[place]);
            done.0
        };
        amend(&mut desk, 1, 1);
        assert_eq!([desk.state(entry), desk.state(one)], [State::Amended { by: one }, State::Added]);
        let second = amend(&mut desk, 2, 2);
        assert_eq!(
            [desk.state(entry), desk.state(one), desk.state(other)],
            [State::Amended { by: other }, State::TakenBack, State::Added]
        );
        desk.decide(Decision::Undo(second), 3).expect("it counts still");
        assert_eq!(
            [desk.state(entry), desk.state(one), desk.state(other)],
            [State::Amended { by: one }, State::Added, State::TakenBack]
        );
        desk.decide(Decision::Accept(entry), 4).expect("the entry is there");
        assert_eq!([desk.state(entry), desk.state(one)], [State::Accepted, State::TakenBack]);
        let same = amend(&mut desk, 0, 5);
        assert_eq!(desk.state(entry), State::Added, "a correction may go by the same reference");
        desk.decide(Decision::Undo(same), 6).expect("it counts still");
        assert_eq!(desk.state(entry), State::Accepted);
    });
}

#[test]
fn nothing_that_is_decided_later_shows_in_the_past() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let mut pasts = vec![shown(&desk.ledger, Some(at(0)))];
        let decisions = every_kind(&desk);
        for (decision, second) in decisions.into_iter().zip(1..) {
            desk.decide(decision, second).expect("it can be decided");
            pasts.push(shown(&desk.ledger, Some(at(second))));
        }
        let first = desk.all()[0].id;
        desk.decide(Decision::Undo(first), 20).expect("it counts still");
        let (document, reading) = (desk.document.clone(), desk.alone(1));
        desk.ledger.correct(IDA, &document, (Some(desk.entries[0]), &reading), at(21)).expect("it fits");
        for (past, second) in pasts.iter().zip(0..) {
            assert_eq!(shown(&desk.ledger, Some(at(second))), *past, "at second {second}");
        }
        let before = desk.ledger.decisions(Some(at(19))).expect("the ledger can be read");
        assert_eq!(before[0].undone_by, None, "it was not undone by then");
        assert_eq!(desk.all()[0].undone_by.map(|by| desk.all().iter().any(|it| it.id == by)), Some(true));
    });
}

#[test]
fn a_day_comes_in_with_the_document_that_has_it_or_not_at_all() {
    on_each(|store| {
        let mut desk = Desk::new(store);
        let day = date(2031, 5, 2);
        let published = Some(Published { day, origin: DateOrigin::Given });
        let dated = Sample::new(desk.sample.source.text(), Origin { published, ..desk.sample.source.origin().clone() });
        let bytes = dated.source.text().as_bytes();
        let reader = rules();
        let incoming = Incoming { bytes, source: &dated.source, reader: &reader, reading: &desk.sample.reading };
        let decision = Decision::Date { document: desk.document.clone(), day };
        let id = desk.ledger.redate(IDA, &decision, &incoming, at(3)).expect("the document is there");
        let seen = known(&desk.ledger, None).remove(0);
        assert_eq!((seen.document, seen.source.published()), (desk.document.clone(), Some(day)));
        assert_eq!(known(&desk.ledger, Some(at(2)))[0].source.published(), None);
        let source = &desk.sample.source;
        let undated = Incoming { bytes, source, reader: &reader, reading: &desk.sample.reading };
        desk.ledger.redate(IDA, &Decision::Undo(id), &undated, at(5)).expect("it counts still");
        assert_eq!(known(&desk.ledger, None)[0].source.published(), None);
        let before = shown(&desk.ledger, None);
        let elsewhere = Sample::at_path("Sudland will not.", "a.txt");
        let bytes = elsewhere.source.text().as_bytes();
        let wrong = Incoming { bytes, source: &elsewhere.source, reader: &reader, reading: &elsewhere.reading };
        let refused = desk.ledger.redate(IDA, &decision, &wrong, at(7)).expect_err("other bytes are another version");
        assert!(refused.to_string().ends_with("is not in the ledger, or was redacted"), "{refused}");
        assert_eq!(shown(&desk.ledger, None), before);
        check_whole(&desk.ledger);
    });
}

#[test]
fn several_who_decide_at_once_lose_no_word() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    on_each(|store| {
        let place = match store {
            Store::Memory => folder.path().join("a.casus").as_path().into(),
            Store::Server { .. } => store.place(),
        };
        let mut ledger = Ledger::create(place.clone()).expect("nothing is there");
        let sample = Sample::at_path("Norland will send 3 ferries once the dykes hold.", "a.txt");
        let document = sample.ingest(&mut ledger, &rules(), at(0)).document;
        let writer = |name: usize| {
            let mut ledger = Ledger::open(place.clone()).expect("it is there");
            let (name, subject) = (format!("Reader {name}"), Subject::Document(document.clone()));
            (0..10).for_each(|second| {
                let note = second.to_string();
                let person = Person { name: &name, note: Some(&note) };
                ledger.decide(person, &[Decision::Note(subject.clone())], at(second)).expect("it waits its turn");
            });
        };
        thread::scope(|scope| (0..4).for_each(|name| drop(scope.spawn(move || writer(name)))));
        let all = ledger.decisions(None).expect("the ledger can be read");
        for name in 0..4 {
            let by = format!("Reader {name}");
            let notes: Vec<_> = all.iter().filter(|it| it.by == by).filter_map(|it| it.note.clone()).collect();
            assert_eq!(notes, (0..10).map(|second| second.to_string()).collect::<Vec<_>>(), "{by}");
        }
        assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id && pair[0].recorded_at < pair[1].recorded_at));
        check_whole(&ledger);
    });
}
