//! What is found in sentences that are put together by hand?

use casus_claim::{
    Actors, Amount, Claim, Confidence, Entity, EntityId, EntityKind, Figure, KnownOffice, Mode, Office, Reading,
    Record, RecordId, Statement, Term, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Source, Span};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::contradictions;

/// A text with what was read out of it.
struct Told {
    source: Source,
    entities: Vec<Entity>,
    records: Vec<Record>,
}

fn told(day: Date, text: &str) -> Told {
    let published = Some(Published { day, origin: DateOrigin::Given });
    let origin = Origin { published, ..Origin::default() };
    Told { source: Source::new(text.to_owned(), origin), entities: Vec::new(), records: Vec::new() }
}

impl Told {
    fn span(&self, words: &str) -> Span {
        let start = self.source.text().find(words).expect("the words stand in the text");
        self.source.span(start, start + words.len()).expect("the words are whole")
    }

    fn sentence(&self, words: &str) -> Span {
        let place = self.span(words);
        let sentences = self.sentences();
        *sentences.iter().find(|sentence| sentence.contains(place)).expect("the words stand in one sentence")
    }

    fn sentences(&self) -> Vec<Span> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in self.source.text().match_indices(". ").chain([(self.source.text().len() - 1, ".")]) {
            sentences.push(self.source.span(start, at + 1).expect("a stop is one byte"));
            start = at + 2;
        }
        sentences
    }

    fn add(&mut self, span: Span, attributed_to: Vec<EntityId>, claim: Claim) {
        let id = RecordId(self.records.len().try_into().expect("a few"));
        let confidence = Confidence::new(0.95).expect("a share");
        let quote = self.source.quote(span);
        self.records.push(Record { id, quote, attributed_to, time: None, confidence, claim });
    }

    fn entity(mut self, kind: EntityKind, name: &str, offices: Vec<Office>) -> Self {
        let mentions = self
            .source
            .text()
            .match_indices(name)
            .map(|(at, name)| self.source.span(at, at + name.len()).expect("whole"));
        let id = EntityId(self.entities.len().try_into().expect("a few"));
        let (name, mentions) = (name.to_owned(), mentions.collect());
        self.entities.push(Entity { id, kind, name, aliases: Vec::new(), mentions, offices, roles: Vec::new() });
        self
    }

    fn figure(mut self, words: &str, value: i64, unit: Unit) -> Self {
        let amount = Amount { value: Decimal::from(value), high: None, unit, is_approximate: false };
        self.add(self.sentence(words), Vec::new(), Claim::Figure(Figure { of: words.to_owned(), amount }));
        self
    }

    fn quotes(mut self, words: &str) -> Self {
        let speaker = Actors::new([EntityId(0)]).expect("one");
        let content = self.source.quote(self.span(words));
        let statement =
            Statement { speaker, cue: "said".to_owned(), content, mode: Mode::Direct, addressee: Vec::new() };
        self.add(self.sentence(words), vec![EntityId(0)], Claim::Statement(statement));
        self
    }
}

fn check_with(terms: &[Term], told: Vec<Told>, expect: &[&str]) {
    let documents: Vec<(Source, Reading)> = told
        .into_iter()
        .map(|told| {
            let sentences = told.sentences();
            let reading = Reading::new(told.source.id(), told.entities, told.records, Vec::new(), sentences);
            (told.source, reading)
        })
        .collect();
    let found = contradictions(&documents, terms);
    let lines: Vec<String> = found.iter().map(|found| format!("{}: {}", found.kind.word(), found.why)).collect();
    assert_eq!(lines, expect);
}

fn check(told: Vec<Told>, expect: &[&str]) {
    check_with(&[], told, expect);
}

const DAY: Date = date(2031, 5, 5);

fn ships() -> Unit {
    Unit::Noun("ship".to_owned())
}

fn euro() -> Unit {
    Unit::Currency("EUR".to_owned())
}

#[test]
fn one_thing_with_two_numbers_contradicts_and_two_things_do_not() {
    let text = |value: i64, what: &str| {
        told(DAY, &format!("Norland keeps {value} grain ships {what}."))
            .entity(EntityKind::State, "Norland", vec![])
            .figure("grain ships", value, ships())
    };
    check(
        vec![text(5, "in Eastport"), text(7, "in Eastport")],
        &["count: The same thing is given as 5 ships and as 7 ships."],
    );
    check(vec![text(5, "in Eastport"), text(7, "in Port Sabel")], &[]);
    check(vec![text(5, "in Eastport"), text(5, "in Eastport, it says")], &[]);
}

#[test]
fn what_changed_from_one_thing_into_the_same_contradicts_itself() {
    let text = "The cabinet raised its pledge from €5 to €5 on Monday.";
    let pledge = told(DAY, text).figure("€5", 5, euro()).figure("€5", 5, euro());
    check(vec![pledge], &["self_revision: It is said to have changed, and is given as 5 EUR before and after."]);
    let pledge =
        told(DAY, "The cabinet raised its pledge from €5 to €6.").figure("€5", 5, euro()).figure("€6", 6, euro());
    check(vec![pledge], &[]);
}

#[test]
fn parts_that_are_all_of_a_whole_make_it() {
    let sum = |cue: &str, last: i64| {
        let text = format!("The bank lends €90, {cue} €60 for ships and €{last} for dykes.");
        told(DAY, &text).figure("€90", 90, euro()).figure("€60", 60, euro()).figure("for dykes", last, euro())
    };
    check(vec![sum("made up of", 20)], &["sum: 60 EUR and 20 EUR make 80 EUR, and the whole is given as 90 EUR."]);
    check(vec![sum("made up of", 30)], &[]);
    check(vec![sum("of which", 20)], &[]);
    check(vec![sum("of which", 40)], &["sum: 60 EUR and 40 EUR make 100 EUR, and the whole is given as 90 EUR."]);
}

#[test]
fn parts_that_are_set_beside_a_whole_make_it() {
    let people = |unit: &str| Unit::Noun(unit.to_owned());
    let freed = |whole: i64, first: &str| {
        told(DAY, &format!("Norland freed {whole} {first}, 48 soldiers and 32 civilians."))
            .figure(first, whole, people(first))
            .figure("48 soldiers", 48, people("soldier"))
            .figure("32 civilians", 32, people("civilian"))
    };
    check(
        vec![freed(90, "people")],
        &["sum: 48 soldiers and 32 civilians make 80 people, and the whole is given as 90 people."],
    );
    check(vec![freed(80, "people")], &[]);
    check(vec![freed(90, "doctors")], &[]);
}

#[test]
fn no_month_has_more_days_than_it_has() {
    let on = |day: &str| vec![told(DAY, &format!("The pact was initialled in Eastport on {day}."))];
    check(on("30 February 2032"), &["date: The month named here has no day 30."]);
    check(on("29 February 2032"), &[]);
    check(on("29 February 2031"), &["date: The month named here has no day 29."]);
    check(on("June 31"), &["date: The month named here has no day 31."]);
    check(on("31 May 2032"), &[]);
}

#[test]
fn what_happens_once_has_one_time() {
    let league = |text: &str| told(DAY, text).entity(EntityKind::Organisation, "Northern League", vec![]);
    let first = "The Northern League was founded in 2021.";
    let expect = ["date: What happens once is placed in 2021 and in 2024-05-02."];
    check(vec![league(first), league("The Northern League, which was founded on 2 May 2024, grows.")], &expect);
    check(vec![league(first), league("The Northern League was founded on 2 May 2021.")], &[]);
}

#[test]
fn one_utterance_has_one_speaker_and_one_wording() {
    let says = |words: &str, name: &str| {
        told(DAY, &format!("“{words},” {name} said.")).entity(EntityKind::Person, name, vec![]).quotes(words)
    };
    let words = "We will never recognise the annexation of the valley";
    check(
        vec![says(words, "Ada Korn"), says(words, "Mira Dane")],
        &["speaker: The same words are given to Ada Korn and to Mira Dane."],
    );
    check(
        vec![says(words, "Ada Korn"), says("We will recognise the annexation of the valley", "Ada Korn")],
        &["wording: The same words are quoted once with “never” and once without."],
    );
}

#[test]
fn an_office_is_held_in_its_term() {
    let office = Office { title: Some("President".to_owned()), of: Some("Norland".to_owned()) };
    let text = |words: &str| {
        let text = format!("{words} Ada Korn of Norland spoke.");
        told(DAY, &text).entity(EntityKind::Person, "Ada Korn", vec![office.clone()])
    };
    let term = |from: Date, to| {
        let (title, of) = ("President".to_owned(), "Norland".to_owned());
        Term { person: "Ada Korn".to_owned(), office: KnownOffice { title, of, from: Some(from), to } }
    };
    let later = [term(date(2032, 1, 1), None)];
    let expect =
        ["anachronism: The text speaks of 2031-05-05, when Ada Korn did not hold this office: since 2032-01-01."];
    check_with(&later, vec![text("President")], &expect);
    check_with(&later, vec![text("Former President")], &[]);
    check_with(&[term(date(2030, 1, 1), None)], vec![text("President")], &[]);
    check_with(&[], vec![text("President")], &[]);
}
