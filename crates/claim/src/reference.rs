//! By which name does an entry go?
//!
//! In goes a reading; out comes one [`Reference`] for each of its records. A reference hangs on the text and on what
//! the record says in it, and on nothing else: not on when, in which order or beside which documents it was read. Two
//! readers who say the same of the same words give the same reference.

use std::collections::BTreeMap;
use std::fmt;

use casus_text::{ContentId, Quote, Span};

use crate::{Actors, Claim, EntityId, Reading, Record, Time};

/// Crockford's digits in lower case: no `i`, `l`, `o` or `u`, so that a reference can be read out and typed.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many digits are shown.
const SHOWN_LEN_CHARS: usize = 8;
/// How many digits 256 bits take.
const WHOLE_LEN_CHARS: usize = 52;
/// Sets these hashes apart from every other use of the hash; another list of fields needs another number.
const PURPOSE: &str = "casus entry 1";

/// The stable id of an entry, shown by its first eight digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; WHOLE_LEN_CHARS]);

impl Reference {
    /// Takes a reference in all its digits; `None` when it is not one.
    pub fn from_whole(digits: &str) -> Option<Self> {
        let bytes: [u8; WHOLE_LEN_CHARS] = digits.as_bytes().try_into().ok()?;
        bytes.iter().all(|digit| DIGITS.contains(digit)).then_some(Self(bytes))
    }

    /// Returns all the digits.
    pub fn whole(&self) -> &str {
        str::from_utf8(&self.0).expect("the digits are ASCII")
    }

    /// Returns the digits that somebody typed as they stand in references, or `None` when no reference begins so.
    ///
    /// Capitals, hyphens, and the letters that are easily taken for a digit are understood.
    pub fn prefix(typed: &str) -> Option<String> {
        let digit = |c: char| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        let digits: String = typed.trim().chars().filter(|c| *c != '-').map(digit).collect();
        let is_prefix = (1..=WHOLE_LEN_CHARS).contains(&digits.len());
        (is_prefix && digits.bytes().all(|digit| DIGITS.contains(&digit))).then_some(digits)
    }

    fn of(fields: &str) -> Self {
        // The hash is known by its hexadecimal digits, each worth four bits.
        let hash = ContentId::of(fields).to_string();
        let bits = hash.chars().flat_map(|digit| {
            let value = digit.to_digit(16).expect("a content id is written in hexadecimal");
            (0..4).rev().map(move |place| value >> place & 1)
        });
        let bits: Vec<u32> = bits.collect();
        let mut digits = [DIGITS[0]; WHOLE_LEN_CHARS];
        for (digit, five) in digits.iter_mut().zip(bits.chunks(5)) {
            let value = (0..5).fold(0, |value, at| value << 1 | five.get(at).copied().unwrap_or(0));
            *digit = DIGITS[value as usize];
        }
        Self(digits)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.whole()[..SHOWN_LEN_CHARS])
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({})", self.whole())
    }
}

/// Returns the reference of each record of a reading, in the order of its records.
pub fn references(reading: &Reading) -> Vec<Reference> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let reference = |record: &Record| {
        let fields = fields(reading, record);
        let ordinal = seen.entry(fields.clone()).or_default();
        *ordinal += 1;
        // Only what cannot be told apart otherwise is counted, so that a further record elsewhere moves no reference.
        Reference::of(&format!("{fields}{ordinal}"))
    };
    reading.records().iter().map(reference).collect()
}

/// Writes down what makes a record this one and no other.
///
/// What a reader may come to know better of the same entry is left out: its confidence, its days, its category.
fn fields(reading: &Reading, record: &Record) -> String {
    let mut fields = Fields { reading, text: String::new() };
    fields.word(PURPOSE);
    fields.word(&reading.source().to_string());
    fields.word(record.claim.kind());
    fields.span(record.quote.span());
    fields.claim(record);
    fields.text
}

/// Fields under way, each with its length before it so that no two lists of fields are written alike.
struct Fields<'a> {
    reading: &'a Reading,
    text: String,
}

impl Fields<'_> {
    fn claim(&mut self, record: &Record) {
        match &record.claim {
            Claim::Statement(statement) => {
                self.actors(&statement.speaker);
                self.word(&statement.cue);
                self.quote(&statement.content);
            }
            Claim::Commitment(commitment) => {
                self.actors(&commitment.debtor);
                self.quote(&commitment.consequent.quote);
                self.word(commitment.status.word());
            }
            Claim::Position(position) => {
                self.actors(&position.holder);
                self.word(position.stance.word());
                self.quote(&position.content);
            }
            Claim::Event(event) => {
                self.word(event.kind.word());
                self.names(&event.participants);
                self.names(event.place.as_slice());
                self.word(record.time.as_ref().map_or("", Time::text));
            }
            Claim::Figure(figure) => {
                self.word(&figure.of);
                self.word(&figure.amount.value.normalize().to_string());
                self.word(&figure.amount.high.map_or(String::new(), |high| high.normalize().to_string()));
                self.word(figure.amount.unit.kind());
                self.word(figure.amount.unit.word());
            }
            Claim::Authority(authority) => {
                self.actors(&authority.holder);
                self.word(authority.claim.word());
                self.quote(&authority.over);
            }
        }
    }

    fn word(&mut self, word: &str) {
        self.text.push_str(&format!("{}:{word}\n", word.len()));
    }

    fn span(&mut self, span: Span) {
        self.word(&format!("{}..{}", span.start_bytes(), span.end_bytes()));
    }

    fn quote(&mut self, quote: &Quote) {
        self.span(quote.span());
    }

    fn actors(&mut self, actors: &Actors) {
        self.names(actors.ids());
    }

    /// Writes names and not numbers, for an entity's number hangs on what else the reader saw.
    fn names(&mut self, ids: &[EntityId]) {
        let mut names: Vec<&str> = ids.iter().map(|&id| self.reading.entity(id).name.as_str()).collect();
        names.sort_unstable();
        self.word(&names.len().to_string());
        names.into_iter().for_each(|name| self.word(name));
    }
}

#[cfg(test)]
mod tests {
    use casus_text::{Origin, Source};
    use rust_decimal::Decimal;

    use super::*;
    use crate::{
        Amount, Category, Commitment, Confidence, Consequent, Entity, EntityKind, Figure, Reach, RecordId, Status, Unit,
    };

    const TEXT: &str = "Norland and Westmark will each send ferries.";

    fn source(text: &str) -> Source {
        Source::new(text.to_owned(), Origin::default())
    }

    /// Returns the reading in which the actors of these names promise what stands at the words.
    fn reading(source: &Source, names: &[&str], promises: &[(usize, Status, &str)]) -> Reading {
        let entity = |(name, n): (&&str, u32)| Entity {
            id: EntityId(n),
            kind: EntityKind::State,
            name: name.to_string(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            offices: Vec::new(),
            roles: Vec::new(),
        };
        let record = |((debtor, status, words), n): (&(usize, Status, &str), u32)| {
            let start = source.text().find(words).unwrap();
            let quote = source.quote(source.span(start, start + words.len()).unwrap());
            let consequent = Consequent { quote, category: Category::Other, amount: None, theme: Vec::new() };
            let claim = Claim::Commitment(Commitment {
                debtor: Actors::new([EntityId(*debtor as u32)]).unwrap(),
                creditor: Vec::new(),
                consequent,
                antecedent: None,
                status: *status,
                reach: Reach::Particular,
                stage: None,
                term: None,
                because: None,
            });
            record(source, n, claim)
        };
        let entities = names.iter().zip(0..).map(entity).collect();
        let records = promises.iter().zip(0..).map(record).collect();
        Reading::new(source.id(), entities, records, Vec::new(), Vec::new())
    }

    fn record(source: &Source, n: u32, claim: Claim) -> Record {
        Record {
            id: RecordId(n),
            quote: source.quote(source.whole()),
            attributed_to: Vec::new(),
            time: None,
            confidence: Confidence::new(0.5).unwrap(),
            claim,
        }
    }

    fn only(text: &str, names: &[&str], promise: (usize, Status, &str)) -> Reference {
        let source = source(text);
        references(&reading(&source, names, &[promise]))[0]
    }

    #[test]
    fn a_reference_stays_what_it_is() {
        let reference = only(TEXT, &["Norland"], (0, Status::Pledged, "send ferries"));
        // Written down in dossiers and mails: when this fails, every reference ever printed leads nowhere.
        assert_eq!(reference.whole(), "5spyfja57zzhv75geyv08a5vz2kps7pjgc5w8g0a9mz2m1rwtt30");
        assert_eq!(reference.to_string(), reference.whole()[..8]);
        assert_eq!(Reference::from_whole(reference.whole()), Some(reference));
    }

    #[test]
    fn it_hangs_on_the_text_and_on_what_is_said() {
        let promise = (0, Status::Pledged, "send ferries");
        let all = [
            only(TEXT, &["Norland"], promise),
            only(TEXT, &["Westmark"], promise),
            only(TEXT, &["Norland"], (0, Status::Offered, "send ferries")),
            only(TEXT, &["Norland"], (0, Status::Pledged, "ferries")),
            only(&format!("{TEXT} "), &["Norland"], promise),
        ];
        let apart: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(apart.len(), all.len());
    }

    #[test]
    fn it_does_not_hang_on_what_else_is_said() {
        let source = source(TEXT);
        let ours = (0, Status::Pledged, "send ferries");
        let alone = references(&reading(&source, &["Norland"], &[ours]))[0];
        let other = (0, Status::Pledged, "ferries");
        let among = reading(&source, &["Westmark", "Norland"], &[other, (1, ours.1, ours.2)]);
        assert_eq!(references(&among)[1], alone);
    }

    #[test]
    fn what_cannot_be_told_apart_is_counted() {
        let source = source(TEXT);
        let promise = (0, Status::Pledged, "ferries");
        let thrice = references(&reading(&source, &["Norland"], &[promise; 3]));
        assert_eq!(thrice[0], references(&reading(&source, &["Norland"], &[promise]))[0]);
        assert!(thrice[0] != thrice[1] && thrice[1] != thrice[2] && thrice[0] != thrice[2]);
    }

    #[test]
    fn a_number_is_the_same_however_many_noughts_it_ends_on() {
        let source = source(TEXT);
        let figure = |value: &str| {
            let amount =
                Amount { value: value.parse().unwrap(), high: None, unit: Unit::Percent, is_approximate: false };
            let claim = Claim::Figure(Figure { of: "ferries".to_owned(), amount });
            let records = vec![record(&source, 0, claim)];
            references(&Reading::new(source.id(), Vec::new(), records, Vec::new(), Vec::new()))[0]
        };
        assert_eq!(figure("2.50"), figure("2.5"));
        assert_ne!(figure("2.5"), figure("25"));
        assert_eq!("2.50".parse::<Decimal>().unwrap().normalize().to_string(), "2.5");
    }

    #[test]
    fn what_is_typed_is_understood() {
        let check = |typed: &str, expected: Option<&str>| assert_eq!(Reference::prefix(typed).as_deref(), expected);
        check("4gx0", Some("4gx0"));
        check(" 4GX-OIL ", Some("4gx011"));
        check("", None);
        check("--", None);
        check("u", None);
        check("’", None);
        check(&"0".repeat(52), Some(&"0".repeat(52)));
        check(&"0".repeat(53), None);
        assert_eq!(Reference::from_whole("4gx0"), None);
        assert_eq!(Reference::from_whole(&"u".repeat(52)), None);
    }
}
