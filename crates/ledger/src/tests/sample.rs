//! What might a reader say of a text? Readings made up from a seed, of every kind of record.

use casus_claim::{
    Actors, Amount, Atom, Authority, AuthorityClaim, Category, Claim, Commitment, Condition, Confidence, Consequent,
    Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure, Format, Mode, Note, NoteKind, Office,
    Position, Reach, Reading, Record, RecordId, Role, Stage, Stance, Statement, Status, Time, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Quote, Source, Span, StatedIn};
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

/// Names that are used for entities and origins; some would upset a careless store.
const NAMES: [&str; 6] = ["Norland", "Ada Vale", "the “Accord”", "", "Ünïon 🙂", "a'b\"c\\d\n%"];

/// Returns a text of any length with characters of every length.
pub fn text(rng: &mut Rng) -> String {
    const CHARS: [char; 9] = ['a', 'n', ' ', '.', '€', 'é', '🙂', '\n', '"'];
    (0..rng.usize(0..200)).map(|_| CHARS[rng.usize(0..CHARS.len())]).collect()
}

/// Returns what might be known of a text.
pub fn origin(rng: &mut Rng, source: &Source, path: &str) -> Origin {
    let by = match rng.u8(0..4) {
        0 => DateOrigin::Sidecar,
        1 => DateOrigin::Given,
        2 => DateOrigin::Stated(StatedIn::ALL[rng.usize(0..StatedIn::ALL.len())]),
        _ => DateOrigin::Dateline(span(rng, source)),
    };
    Origin {
        path: path.to_owned(),
        title: maybe(rng, name),
        published: maybe(rng, |rng| Published { day: day(rng), origin: by }),
        publisher: maybe(rng, name),
        url: None,
        byline: maybe(rng, name),
        language: maybe(rng, |rng| ["en", "de-AT"][rng.usize(0..2)].to_owned()),
    }
}

/// Returns what might be read out of a source.
pub fn reading(rng: &mut Rng, source: &Source) -> Reading {
    let mut reader = Sample { entity_count: rng.u32(1..5), source, rng };
    let entities = (0..reader.entity_count).map(|n| reader.entity(EntityId(n))).collect();
    let records = (0..reader.rng.u32(0..9)).map(|n| reader.record(RecordId(n))).collect();
    let notes = (0..reader.rng.u32(0..3)).map(|_| reader.note()).collect();
    let sentences = (0..reader.rng.u32(0..4)).map(|_| span(reader.rng, source)).collect();
    Reading::new(source.id(), entities, records, notes, sentences)
}

struct Sample<'a> {
    rng: &'a mut Rng,
    source: &'a Source,
    entity_count: u32,
}

impl Sample<'_> {
    fn entity(&mut self, id: EntityId) -> Entity {
        Entity {
            id,
            kind: one_of(self.rng, EntityKind::ALL),
            name: format!("{} {}", name(self.rng), id.0),
            aliases: several(self.rng, name),
            mentions: several(self.rng, |rng| span(rng, self.source)),
            offices: several(self.rng, |rng| Office { title: maybe(rng, name), of: maybe(rng, name) }),
            roles: several(self.rng, |rng| Role { role: name(rng), of: name(rng) }),
        }
    }

    fn note(&mut self) -> Note {
        Note {
            kind: one_of(self.rng, NoteKind::ALL),
            span: maybe(self.rng, |rng| span(rng, self.source)),
            sentence: name(self.rng),
        }
    }

    fn record(&mut self, id: RecordId) -> Record {
        Record {
            id,
            quote: self.quote(),
            attributed_to: self.ids(),
            time: maybe(self.rng, time),
            confidence: Confidence::new(self.rng.f64()).expect("a share lies between 0 and 1"),
            claim: self.claim(),
        }
    }

    fn claim(&mut self) -> Claim {
        match self.rng.u8(0..6) {
            0 => Claim::Statement(Statement {
                speaker: self.actors(),
                cue: name(self.rng),
                content: self.quote(),
                mode: one_of(self.rng, Mode::ALL),
                addressee: self.ids(),
            }),
            1 => Claim::Commitment(self.commitment()),
            2 => Claim::Position(Position {
                holder: self.actors(),
                stance: one_of(self.rng, Stance::ALL),
                content: self.quote(),
                because: self.maybe_quote(),
            }),
            3 => Claim::Event(Event {
                kind: one_of(self.rng, EventType::ALL),
                participants: self.ids(),
                place: self.ids().first().copied(),
                format: maybe(self.rng, |rng| one_of(rng, Format::ALL)),
                status: one_of(self.rng, EventStatus::ALL),
                because: self.maybe_quote(),
            }),
            4 => Claim::Figure(Figure { of: name(self.rng), amount: amount(self.rng) }),
            _ => Claim::Authority(Authority {
                holder: self.actors(),
                over: self.quote(),
                claim: one_of(self.rng, AuthorityClaim::ALL),
                procedure: maybe(self.rng, name),
            }),
        }
    }

    fn commitment(&mut self) -> Commitment {
        Commitment {
            debtor: self.actors(),
            creditor: self.ids(),
            consequent: Consequent {
                quote: self.quote(),
                category: one_of(self.rng, Category::ALL),
                amount: maybe(self.rng, amount),
                theme: several(self.rng, name),
            },
            antecedent: self.rng.bool().then(|| self.condition(3)),
            status: one_of(self.rng, Status::ALL),
            reach: one_of(self.rng, Reach::ALL),
            stage: maybe(self.rng, |rng| one_of(rng, Stage::ALL)),
            term: maybe(self.rng, time),
            because: self.maybe_quote(),
        }
    }

    fn condition(&mut self, depth: u8) -> Condition<Atom> {
        let parts = |sample: &mut Self| (0..sample.rng.u8(1..4)).map(|_| sample.condition(depth - 1)).collect();
        match self.rng.u8(0..if depth == 0 { 1 } else { 5 }) {
            0 => Condition::Atom(Atom {
                quote: self.quote(),
                actors: self.ids(),
                theme: several(self.rng, name),
                head: maybe(self.rng, name),
                is_denied: self.rng.bool(),
            }),
            1 => Condition::All(parts(self)),
            2 => Condition::Any(parts(self)),
            3 => self.condition(depth - 1).negated(),
            _ => Condition::AtLeast { count: self.rng.usize(0..4), of: parts(self) },
        }
    }

    fn quote(&mut self) -> Quote {
        self.source.quote(span(self.rng, self.source))
    }

    fn maybe_quote(&mut self) -> Option<Quote> {
        self.rng.bool().then(|| self.quote())
    }

    fn ids(&mut self) -> Vec<EntityId> {
        let count = self.entity_count;
        several(self.rng, |rng| EntityId(rng.u32(0..count)))
    }

    fn actors(&mut self) -> Actors {
        let ids = self.ids();
        Actors::new(ids.into_iter().chain([EntityId(0)])).expect("one was added")
    }
}

fn span(rng: &mut Rng, source: &Source) -> Span {
    let start = rng.usize(0..=source.len_chars());
    let end = rng.usize(start..=source.len_chars());
    source.span_of_chars(start, end).expect("both ends lie in the text")
}

fn amount(rng: &mut Rng) -> Amount {
    let decimal = |rng: &mut Rng| Decimal::new(rng.i64(..), rng.u32(0..5));
    let unit = match rng.u8(0..3) {
        0 => Unit::Currency("EUR".to_owned()),
        1 => Unit::Percent,
        _ => Unit::Noun(name(rng)),
    };
    Amount { value: decimal(rng), high: maybe(rng, decimal), unit, is_approximate: rng.bool() }
}

fn time(rng: &mut Rng) -> Time {
    let start = day(rng);
    match rng.u8(0..3) {
        0 => Time::symbolic(name(rng)),
        1 => Time::since(name(rng), start),
        _ => Time::days(name(rng), start, start.saturating_add(rng.i32(0..40).days())),
    }
}

fn day(rng: &mut Rng) -> Date {
    date(2031, 5, 2).saturating_add(rng.i32(-4000..4000).days())
}

fn name(rng: &mut Rng) -> String {
    NAMES[rng.usize(0..NAMES.len())].to_owned()
}

fn maybe<T>(rng: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| make(rng))
}

fn several<T>(rng: &mut Rng, mut make: impl FnMut(&mut Rng) -> T) -> Vec<T> {
    (0..rng.u8(0..3)).map(|_| make(rng)).collect()
}

fn one_of<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(0..all.len())]
}
