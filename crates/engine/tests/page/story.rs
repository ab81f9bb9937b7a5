//! Documents about invented states, with the readings that a reader would take from them.

use casus_claim::{
    Actors, Amount, Atom, Authority, AuthorityClaim, Category, Claim, Commitment, Condition, Confidence, Consequent,
    Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure, Note, NoteKind, Position, Reach, Reading,
    Record, RecordId, Stance, Status, Time, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Quote, Source, Span};
use jiff::civil::Date;

/// A document in the making. Phrases are found in its text by their words.
#[derive(Clone)]
pub struct Story {
    source: Source,
    entities: Vec<Entity>,
    records: Vec<Record>,
    notes: Vec<Note>,
}

/// A condition whose atoms are phrase and theme.
pub type If = Condition<(&'static str, &'static str)>;

/// Returns the atom of a phrase with its theme.
pub fn atom(phrase: &'static str, theme: &'static str) -> If {
    Condition::Atom((phrase, theme))
}

/// Returns a plain number of something.
pub fn count(value: i64, unit: &str) -> Amount {
    Amount { value: value.into(), high: None, unit: Unit::Noun(unit.to_owned()), is_approximate: false }
}

/// Returns an amount of money.
pub fn money(value: i64, code: &str) -> Amount {
    Amount { unit: Unit::Currency(code.to_owned()), ..count(value, "") }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("the test gives a day")
}

impl Story {
    pub fn new(path: &str, text: &str) -> Self {
        let origin = Origin { path: path.to_owned(), ..Origin::default() };
        let source = Source::new(text.to_owned(), origin);
        Self { source, entities: Vec::new(), records: Vec::new(), notes: Vec::new() }
    }

    /// Gives the document a date, from its text if the text begins with one.
    pub fn dated(mut self, published: &str) -> Self {
        let line = self.source.text().find(published).and_then(|at| self.source.span(at, at + published.len()));
        let published = Published { day: day(published), origin: line.map_or(DateOrigin::Given, DateOrigin::Dateline) };
        let origin = Origin { published: Some(published), ..self.source.origin().clone() };
        self.source = self.source.with_origin(origin);
        self
    }

    /// Adds an actor with the forms under which the text mentions it.
    pub fn actor(mut self, kind: EntityKind, name: &str, forms: &[&str]) -> Self {
        let id = EntityId(self.entities.len().try_into().expect("a story has few actors"));
        let found = |form: &&str| -> Vec<Span> {
            let starts = self.source.text().match_indices(*form);
            starts.filter_map(|(at, _)| self.source.span(at, at + form.len())).collect()
        };
        let mentions = forms.iter().flat_map(found).collect();
        let aliases = forms.iter().filter(|form| **form != name).map(|&form| form.to_owned()).collect();
        let entity =
            Entity { id, kind, name: name.to_owned(), aliases, mentions, offices: Vec::new(), roles: Vec::new() };
        self.entities.push(entity);
        self
    }

    pub fn state(self, name: &str, forms: &[&str]) -> Self {
        self.actor(EntityKind::State, name, forms)
    }

    /// Adds a record that rests on a phrase; [`Story::at`], [`Story::sure`] and others refine the last one.
    pub fn record(mut self, phrase: &str, claim: Claim) -> Self {
        let quote = self.quote(phrase);
        let id = RecordId(self.records.len().try_into().expect("a story has few records"));
        let confidence = Confidence::new(0.9).expect("0.9 is a share");
        self.records.push(Record { id, quote, attributed_to: Vec::new(), time: None, confidence, claim });
        self
    }

    /// Adds a commitment: status, debtors, category, the words of the consequent and its theme.
    pub fn promise(
        self,
        status: Status,
        debtors: &str,
        category: Category,
        (consequent, theme): (&str, &str),
        antecedent: Option<If>,
    ) -> Self {
        let claim = Claim::Commitment(Commitment {
            debtor: self.actors(debtors),
            creditor: Vec::new(),
            consequent: Consequent { quote: self.quote(consequent), category, amount: None, theme: split(theme) },
            antecedent: antecedent.map(|condition| condition.map(&mut |(phrase, theme)| self.atom(phrase, theme))),
            status,
            reach: Reach::Particular,
            stage: None,
            term: None,
            because: None,
        });
        self.record(consequent, claim)
    }

    /// Changes the commitment that was added last.
    fn last(mut self, change: impl FnOnce(&mut Commitment)) -> Self {
        let record = self.records.last_mut().expect("a record was added");
        let Claim::Commitment(commitment) = &mut record.claim else { panic!("the last record is no commitment") };
        change(commitment);
        self
    }

    pub fn general(self) -> Self {
        self.last(|commitment| commitment.reach = Reach::General)
    }

    pub fn amount(self, amount: Amount) -> Self {
        self.last(|commitment| commitment.consequent.amount = Some(amount))
    }

    pub fn because(self, phrase: &str) -> Self {
        let quote = self.quote(phrase);
        self.last(|commitment| commitment.because = Some(quote))
    }

    pub fn sure(mut self, share: f64) -> Self {
        self.records.last_mut().expect("a record was added").confidence = Confidence::new(share).expect("a share");
        self
    }

    pub fn at(mut self, time: Time) -> Self {
        self.records.last_mut().expect("a record was added").time = Some(time);
        self
    }

    pub fn event(self, phrase: &str, kind: EventType, status: EventStatus) -> Self {
        let event = Event { kind, participants: Vec::new(), place: None, format: None, status, because: None };
        self.record(phrase, Claim::Event(event))
    }

    pub fn figure(self, phrase: &str, of: &str, amount: Amount) -> Self {
        self.record(phrase, Claim::Figure(Figure { of: of.to_owned(), amount }))
    }

    pub fn position(self, holder: &str, stance: Stance, content: &str) -> Self {
        let position = Position { holder: self.actors(holder), stance, content: self.quote(content), because: None };
        self.record(content, Claim::Position(position))
    }

    pub fn authority(self, holder: &str, claim: AuthorityClaim, over: &str) -> Self {
        let authority = Authority { holder: self.actors(holder), over: self.quote(over), claim, procedure: None };
        self.record(over, Claim::Authority(authority))
    }

    pub fn note(mut self, kind: NoteKind, phrase: &str, sentence: &str) -> Self {
        let span = Some(self.quote(phrase).span());
        self.notes.push(Note { kind, span, sentence: sentence.to_owned() });
        self
    }

    /// Closes the story; its sentences end with a full stop and a space, or a line break.
    pub fn read(self) -> (Source, Reading) {
        let text = self.source.text();
        let mut sentences = Vec::new();
        let mut start = 0;
        for end in text.match_indices(". ").map(|(at, _)| at + 1).chain([text.len()]) {
            let span = self.source.span(start, end).expect("a full stop is one byte");
            sentences.push(self.source.trim(span));
            start = end;
        }
        let reading = Reading::new(self.source.id(), self.entities, self.records, self.notes, sentences);
        (self.source, reading)
    }

    fn quote(&self, phrase: &str) -> Quote {
        let at = self.source.text().find(phrase).unwrap_or_else(|| panic!("the story does not say `{phrase}`"));
        self.source.quote(self.source.span(at, at + phrase.len()).expect("a phrase that was found has a span"))
    }

    fn actors(&self, names: &str) -> Actors {
        let id = |name: &str| {
            let named = self.entities.iter().find(|entity| entity.name == name);
            named.unwrap_or_else(|| panic!("the story has no `{name}`")).id
        };
        Actors::new(names.split(", ").map(id)).expect("somebody is named")
    }

    /// The actors of an atom are those whose mentions stand in its phrase.
    fn atom(&self, phrase: &str, theme: &str) -> Atom {
        let quote = self.quote(phrase);
        let is_named = |entity: &&Entity| entity.mentions.iter().any(|&mention| quote.span().contains(mention));
        let actors = self.entities.iter().filter(is_named).map(|entity| entity.id).collect();
        Atom { quote, actors, theme: split(theme), head: None, is_denied: false }
    }
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}
