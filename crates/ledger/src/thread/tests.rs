//! What becomes of reports that are put together by hand? Newspapers about invented states, over some days.

mod any;
mod apart;
mod changes;
mod differences;
mod doubled;
mod parts;
mod plans;
mod sides;
mod together;

use casus_claim::{
    Actors, Amount, Atom, Category, Claim, Commitment, Condition, Confidence, Consequent, Entity, EntityId, EntityKind,
    Event, EventStatus, EventType, KnownOffice, Mode, Office, Position, Reach, Reading, Record, RecordId, Reference,
    Stage, Stance, Statement, Status, Term, Time, Unit, references,
};
use casus_text::{DateOrigin, Origin, Published, Quote, Source, Span};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::{Change, ChangeKind, ChangeValue, Report, Settled, Thread, threads};

/// A document with what was read out of it.
#[derive(Clone)]
pub(super) struct Paper {
    source: Source,
    entities: Vec<Entity>,
    records: Vec<Record>,
    voice: usize,
    /// By which other names some are shown.
    shown: Vec<(String, String)>,
}

/// Returns a document of a day of May 2031, of an outlet of its own.
pub(super) fn paper(day: i8, text: &str) -> Paper {
    let published = Some(Published { day: may(day), origin: DateOrigin::Given });
    let origin = Origin { published, path: format!("{day}-{}.txt", text.len()), ..Origin::default() };
    Paper {
        source: Source::new(text.to_owned(), origin),
        entities: Vec::new(),
        records: Vec::new(),
        voice: 0,
        shown: Vec::new(),
    }
}

pub(super) fn may(day: i8) -> Date {
    date(2031, 5, 1).saturating_add(jiff::ToSpan::days(i64::from(day) - 1))
}

impl Paper {
    fn span(&self, words: &str) -> Span {
        let start = self.source.text().find(words).unwrap_or_else(|| panic!("`{words}` stands in no text"));
        self.source.span(start, start + words.len()).expect("the words are whole")
    }

    fn quote(&self, words: &str) -> Quote {
        self.source.quote(self.span(words))
    }

    fn sentences(&self) -> Vec<Span> {
        let text = self.source.text();
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in text.match_indices(". ").chain([(text.len() - 1, ".")]) {
            sentences.push(self.source.span(start, at + 1).expect("a stop is one byte"));
            start = at + 2;
        }
        sentences
    }

    fn sentence(&self, words: &str) -> Span {
        let place = self.span(words);
        *self.sentences().iter().find(|span| span.contains(place)).expect("the words stand in one sentence")
    }

    /// Returns the id of somebody: a state, unless the name begins with a small letter, which is a group.
    fn id(&mut self, name: &str) -> EntityId {
        let kind = if name.starts_with(char::is_lowercase) { EntityKind::Group } else { EntityKind::State };
        self.id_of(kind, name)
    }

    fn id_of(&mut self, kind: EntityKind, name: &str) -> EntityId {
        if let Some(known) = self.entities.iter().find(|entity| entity.name == name) {
            return known.id;
        }
        let id = EntityId(self.entities.len().try_into().expect("a few"));
        let text = self.source.text();
        let mentions = text.match_indices(name).map(|(at, _)| self.source.span(at, at + name.len()).expect("whole"));
        let mentions = mentions.collect();
        let (aliases, offices, roles) = (Vec::new(), Vec::new(), Vec::new());
        self.entities.push(Entity { id, kind, name: name.to_owned(), aliases, mentions, offices, roles });
        id
    }

    fn add(mut self, quote: Span, claim: Claim) -> Self {
        let id = RecordId(self.records.len().try_into().expect("a few"));
        let confidence = Confidence::new(0.95).expect("a share");
        let quote = self.source.quote(quote);
        self.records.push(Record { id, quote, attributed_to: Vec::new(), time: None, confidence, claim });
        self
    }

    /// Adds a promise of what stands at the words.
    pub(super) fn promise(mut self, debtor: &str, status: Status, category: Category, words: &str) -> Self {
        let debtor = Actors::new(debtor.split(" and ").map(|name| self.id(name)).collect::<Vec<_>>()).expect("one");
        let consequent = Consequent { quote: self.quote(words), category, amount: None, theme: Vec::new() };
        let sentence = self.sentence(words);
        let claim = Claim::Commitment(Commitment {
            debtor,
            creditor: Vec::new(),
            consequent,
            antecedent: None,
            status,
            reach: Reach::Particular,
            stage: None,
            term: None,
            because: None,
        });
        self.add(sentence, claim)
    }

    /// Adds a promise of troops.
    pub(super) fn troops(self, debtor: &str, status: Status, words: &str) -> Self {
        self.promise(debtor, status, Category::Troops, words)
    }

    /// Adds a promise of money.
    pub(super) fn money(self, debtor: &str, status: Status, words: &str, euros: i64) -> Self {
        let amount = Amount {
            value: Decimal::from(euros),
            high: None,
            unit: Unit::Currency("EUR".to_owned()),
            is_approximate: false,
        };
        self.promise(debtor, status, Category::Finance, words).with(|it| it.consequent.amount = Some(amount))
    }

    /// Changes the last promise.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Commitment)) -> Self {
        let Some(Claim::Commitment(last)) = self.records.last_mut().map(|record| &mut record.claim) else {
            panic!("the last record is no promise")
        };
        change(last);
        self
    }

    /// Counts what the last promise promises.
    pub(super) fn count(self, value: i64, noun: &str) -> Self {
        let unit = Unit::Noun(noun.to_owned());
        let amount = Amount { value: Decimal::from(value), high: None, unit, is_approximate: false };
        self.with(|it| it.consequent.amount = Some(amount))
    }

    /// Makes the last promise wait on what stands at the words.
    pub(super) fn given(self, words: &str) -> Self {
        let quote = self.quote(words);
        let atom = Atom { quote, actors: Vec::new(), theme: Vec::new(), head: None, is_denied: false };
        self.with(|it| it.antecedent = Some(Condition::Atom(atom)))
    }

    /// Says for whom the last promise is.
    pub(super) fn toward(mut self, name: &str) -> Self {
        let id = self.id(name);
        self.with(|it| it.creditor = vec![id])
    }

    /// Says how far the last promise has come.
    pub(super) fn at(self, stage: Stage) -> Self {
        self.with(|it| it.stage = Some(stage))
    }

    /// Gives the last record a day.
    pub(super) fn on(mut self, day: i8) -> Self {
        let time = Time::days("then", may(day), may(day));
        self.records.last_mut().expect("there is a record").time = Some(time);
        self
    }

    /// Attributes the last record to somebody who holds an office of a state.
    pub(super) fn by(mut self, person: &str, of: &str) -> Self {
        let id = self.id_of(EntityKind::Person, person);
        let office = Office { title: Some("President".to_owned()), of: Some(of.to_owned()) };
        self.entities[id.0 as usize].offices = vec![office];
        self.records.last_mut().expect("there is a record").attributed_to = vec![id];
        self
    }

    pub(super) fn position(mut self, holder: &str, stance: Stance, words: &str) -> Self {
        let holder = Actors::new([self.id(holder)]).expect("one");
        let (content, sentence) = (self.quote(words), self.sentence(words));
        self.add(sentence, Claim::Position(Position { holder, stance, content, because: None }))
    }

    pub(super) fn meeting(mut self, participants: &str, status: EventStatus, place: Option<&str>, words: &str) -> Self {
        let participants = participants.split(" and ").map(|name| self.id(name)).collect();
        let place = place.map(|place| self.id_of(EntityKind::Place, place));
        let sentence = self.sentence(words);
        let kind = EventType::Meeting;
        self.add(sentence, Claim::Event(Event { kind, participants, place, format: None, status, because: None }))
    }

    pub(super) fn says(mut self, person: &str, of: &str, words: &str) -> Self {
        let speaker = Actors::new([self.id_of(EntityKind::Person, person)]).expect("one");
        let (content, sentence) = (self.quote(words), self.sentence(words));
        let (cue, mode) = ("said".to_owned(), Mode::Indirect);
        self.add(sentence, Claim::Statement(Statement { speaker, cue, content, mode, addressee: Vec::new() }))
            .by(person, of)
    }

    pub(super) fn instrument(mut self, name: &str) -> Self {
        self.id_of(EntityKind::Instrument, name);
        self
    }

    pub(super) fn voice(mut self, voice: usize, publisher: &str) -> Self {
        let origin = Origin { publisher: Some(publisher.to_owned()), ..self.source.origin().clone() };
        self.source = self.source.with_origin(origin);
        self.voice = voice;
        self
    }

    /// Has somebody shown by another name than that which they have in the text.
    pub(super) fn shown_as(mut self, name: &str, shown: &str) -> Self {
        self.shown.push((name.to_owned(), shown.to_owned()));
        self
    }

    fn names(&self) -> Vec<String> {
        let shown = |entity: &Entity| {
            let other = self.shown.iter().find(|(name, _)| *name == entity.name);
            other.map_or_else(|| entity.name.clone(), |(_, shown)| shown.clone())
        };
        self.entities.iter().map(shown).collect()
    }

    pub(super) fn reading(&self) -> Reading {
        let (entities, records) = (self.entities.clone(), self.records.clone());
        Reading::new(self.source.id(), entities, records, Vec::new(), self.sentences())
    }
}

/// Documents with their readings and references, ready to be reported.
pub(super) struct Papers(Vec<Ready>);

/// A document with its reading, the names and the references in it, and its voice.
type Ready = (Source, Reading, Vec<String>, Vec<Reference>, usize);

impl Papers {
    pub(super) fn of(papers: &[Paper]) -> Self {
        let ready = |paper: &Paper| {
            let reading = paper.reading();
            let references = references(&reading);
            (paper.source.clone(), reading, paper.names(), references, paper.voice)
        };
        Self(papers.iter().map(ready).collect())
    }

    pub(super) fn reports(&self) -> Vec<Report<'_>> {
        self.0
            .iter()
            .map(|(source, reading, names, references, voice)| Report {
                source,
                reading,
                names,
                references,
                voice: *voice,
            })
            .collect()
    }

    pub(super) fn reference(&self, document: usize, record: usize) -> Reference {
        self.0[document].3[record]
    }
}

/// Shows a thread: who, and at each step the document, the state and what changed.
pub(super) fn shown(thread: &Thread) -> String {
    let steps: Vec<String> = thread
        .steps
        .iter()
        .map(|step| {
            let condition = step.told.condition().map_or(String::new(), |condition| format!(" if {condition}"));
            let changes: Vec<String> = step.changes.iter().map(change).collect();
            let changes = if changes.is_empty() { String::new() } else { format!(" ({})", changes.join(", ")) };
            format!("{} {}{condition}{changes}", step.document, step.state())
        })
        .collect();
    format!("{} {}: {}", thread.kind.word(), thread.actors.join(" and "), steps.join(" > "))
}

fn change(change: &Change) -> String {
    let value = |value: &ChangeValue| match value {
        ChangeValue::Words(words) => words.clone(),
        ChangeValue::Amount(amount) => super::telling::written(amount),
        ChangeValue::Day(day) => day.to_string(),
    };
    let is_plain = matches!(
        change.kind,
        ChangeKind::Stronger
            | ChangeKind::Weaker
            | ChangeKind::Delivered
            | ChangeKind::Withdrawn
            | ChangeKind::Refused
            | ChangeKind::Conditional
            | ChangeKind::Unconditional
            | ChangeKind::ConditionUntold
            | ChangeKind::OtherCondition
    );
    match (is_plain, &change.from, &change.to) {
        (false, Some(from), Some(to)) => format!("{} {} to {}", change.kind.word(), value(from), value(to)),
        _ => change.kind.word().to_owned(),
    }
}

pub(super) fn check_with(papers: &[Paper], settled: &Settled<'_>, expect: &[&str]) {
    let papers = Papers::of(papers);
    let shown: Vec<String> = threads(&papers.reports(), settled).iter().map(shown).collect();
    assert_eq!(shown, expect);
}

pub(super) fn check(papers: &[Paper], expect: &[&str]) {
    check_with(papers, &Settled::default(), expect);
}
