//! Which tokens in a row does a pattern ask for?
//!
//! A pattern is a list of places, each with conditions and an operator for how often it comes. Operators with a highest
//! number are written out, so that a pattern becomes some [`Sequence`]s of a fixed length.

use rmpv::Value as Packed;

use crate::ModelError;
use crate::label::Labels;
use crate::pattern::Scratch;

use super::attribute::{Attribute, Row, Value};
use super::condition::Condition;

/// A pattern whose operators leave more than so many places, over all sequences, is not read.
const PLACES_MAX: usize = 1000;

/// Places for so many tokens in a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    places: Vec<Place>,
}

/// What is asked of one token.
#[derive(Clone, Debug)]
struct Place {
    conditions: Vec<Condition>,
    /// Whether the conditions must not all hold.
    is_negated: bool,
}

/// How often a place comes.
struct Operator {
    min: usize,
    max: usize,
    is_negated: bool,
}

/// Where in a sequence a token stands that is found by the value of an attribute.
pub(super) struct Anchor {
    pub place: usize,
    pub attribute: Attribute,
    pub values: Vec<Value>,
}

impl Sequence {
    /// Reads a pattern; `file` is its name for errors.
    pub fn read_all(file: &str, pattern: &Packed, labels: &mut Labels) -> Result<Vec<Self>, ModelError> {
        let damaged = || ModelError::damaged(file, "a pattern is no list of maps");
        let places = pattern.as_array().ok_or_else(damaged)?;
        let too_long = || ModelError::unsupported("an attribute ruler's pattern of the size", places.len().to_string());
        let mut sequences = vec![Self::default()];
        for place in places {
            let Packed::Map(entries) = place else { return Err(damaged()) };
            let (place, operator) = read_place(file, entries, labels)?;
            match (operator.min, operator.max) {
                (1, 1) => sequences.iter_mut().for_each(|sequence| sequence.places.push(place.clone())),
                _ => sequences = written_out(&sequences, &place, &operator).ok_or_else(too_long)?,
            }
            if sequences.len() > 1 && sequences.iter().map(Self::len).sum::<usize>() > PLACES_MAX {
                return Err(too_long());
            }
        }
        sequences.retain(|sequence| sequence.len() > 0);
        Ok(sequences)
    }

    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Takes the condition out that the fewest tokens fulfil, as far as can be told, for tokens to be found by it.
    pub fn take_anchor(&mut self) -> Option<Anchor> {
        let places = self.places.iter().enumerate().filter(|(_, place)| !place.is_negated);
        let found = places.flat_map(|(index, place)| {
            let conditions = place.conditions.iter().enumerate();
            conditions.filter_map(move |(nth, condition)| Some((condition.values()?, index, nth)))
        });
        let ((attribute, values), place, nth) = found.min_by_key(|((attribute, _), _, _)| *attribute)?;
        self.places[place].conditions.remove(nth);
        Some(Anchor { place, attribute, values })
    }

    /// Returns whether the tokens from one on fit.
    pub fn matches<'r>(&self, mut rows: impl Iterator<Item = Row<'r>>, scratch: &mut Scratch) -> bool {
        self.places.iter().all(|place| rows.next().is_some_and(|row| place.fits(row, scratch)))
    }
}

/// Returns each sequence with a place after it as often as an operator says, if they are not too many.
fn written_out(sequences: &[Sequence], place: &Place, operator: &Operator) -> Option<Vec<Sequence>> {
    let counts = operator.max - operator.min + 1;
    let places_max = sequences.iter().map(|sequence| counts * (sequence.len() + operator.max)).sum::<usize>();
    if places_max > 2 * PLACES_MAX {
        return None;
    }
    let longer = |sequence: &Sequence, count| {
        let mut places = sequence.places.clone();
        places.extend(std::iter::repeat_n(place, count).cloned());
        Sequence { places }
    };
    let longer = |sequence| (operator.min..=operator.max).map(move |count| longer(sequence, count));
    Some(sequences.iter().flat_map(longer).collect())
}

impl Place {
    fn fits(&self, row: Row, scratch: &mut Scratch) -> bool {
        self.conditions.iter().all(|condition| condition.holds(row, scratch)) != self.is_negated
    }
}

fn read_place(file: &str, entries: &[(Packed, Packed)], labels: &mut Labels) -> Result<(Place, Operator), ModelError> {
    let mut operator = Operator { min: 1, max: 1, is_negated: false };
    let mut conditions = Vec::new();
    for (name, value) in entries {
        match name.as_str() {
            Some(name) if name.eq_ignore_ascii_case("OP") => operator = Operator::read(value)?,
            Some(name) => conditions.extend(Condition::read(file, name, value, labels)?),
            None => {
                return Err(ModelError::unsupported("the attribute of an attribute ruler's pattern", name.to_string()));
            }
        }
    }
    Ok((Place { conditions, is_negated: operator.is_negated }, operator))
}

impl Operator {
    fn read(value: &Packed) -> Result<Self, ModelError> {
        let unsupported = || ModelError::unsupported("the operator of an attribute ruler's pattern", value.to_string());
        let source = value.as_str().ok_or_else(unsupported)?;
        let (min, max) = match source {
            "1" | "!" => (1, 1),
            "?" => (0, 1),
            _ => bounds(source).ok_or_else(unsupported)?,
        };
        Ok(Self { min, max, is_negated: source == "!" })
    }
}

/// Reads `{n}`, `{n,m}` or `{,m}`.
fn bounds(source: &str) -> Option<(usize, usize)> {
    let number = |digits: &str| digits.parse().ok().filter(|number| *number <= PLACES_MAX);
    let bounds = source.strip_prefix('{')?.strip_suffix('}')?;
    let (min, max) = bounds.split_once(',').unwrap_or((bounds, bounds));
    let bounds = (if min.is_empty() { 0 } else { number(min)? }, number(max)?);
    (bounds.0 <= bounds.1).then_some(bounds)
}
