//! Does a token fit into a place of a pattern?
//!
//! A place asks for one or more attributes, each with a value or with predicates such as `IN` or `REGEX`.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use rmpv::Value as Packed;

use crate::ModelError;
use crate::label::Labels;
use crate::morph;
use crate::pattern::{Pattern, Scratch};

use super::attribute::{Attribute, Row, Value};

/// What is asked of one token.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// The attribute is a value.
    Is(Attribute, Value),
    /// It is one of some values.
    In(Attribute, BTreeSet<Value>),
    /// It is none of some values.
    NotIn(Attribute, BTreeSet<Value>),
    /// A pattern of characters is found in its text.
    Matches(Attribute, Arc<Pattern>),
    /// It compares with a number in one of some ways.
    Compares(Attribute, &'static [Ordering], i64),
    /// The morphological features are related to some others.
    Features(Relation, BTreeSet<String>),
    /// What no token fulfils.
    Never,
}

/// How a set is related to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Relation {
    Subset,
    Superset,
    Intersects,
}

impl Condition {
    /// Reads what a pattern asks of one attribute; `file` is its name for errors.
    pub fn read(file: &str, name: &str, value: &Packed, labels: &mut Labels) -> Result<Vec<Self>, ModelError> {
        let attribute = Attribute::named(name)?;
        let Packed::Map(predicates) = value else {
            return Ok(vec![Self::exactly(attribute, value, labels)?]);
        };
        let predicate = |(name, value): &(Packed, Packed)| {
            let name = name.as_str().unwrap_or_default().to_ascii_uppercase();
            Self::predicate(file, attribute, (&name, value), labels)
        };
        predicates.iter().map(predicate).collect()
    }

    fn exactly(attribute: Attribute, value: &Packed, labels: &mut Labels) -> Result<Self, ModelError> {
        // The matcher compares features as they are written, and tokens have them in their normal form.
        if attribute == Attribute::Morph
            && let Some(features) = value.as_str()
            && morph::normal(told_apart(features)?).as_deref() != Some(features)
        {
            return Ok(Self::Never);
        }
        Ok(read_value(attribute, value, labels)?.map_or(Self::Never, |value| Self::Is(attribute, value)))
    }

    fn predicate(
        file: &str,
        attribute: Attribute,
        (name, value): (&str, &Packed),
        labels: &mut Labels,
    ) -> Result<Self, ModelError> {
        let relation = match name {
            "IN" => return Ok(Self::In(attribute, read_values(file, attribute, value, labels)?)),
            "NOT_IN" => return Ok(Self::NotIn(attribute, read_values(file, attribute, value, labels)?)),
            "REGEX" => return Self::matching(file, attribute, value),
            "IS_SUBSET" => Relation::Subset,
            "IS_SUPERSET" => Relation::Superset,
            "INTERSECTS" => Relation::Intersects,
            _ => return Self::comparing(attribute, name, value),
        };
        if attribute == Attribute::Morph {
            return Ok(Self::Features(relation, read_features(file, value)?));
        }
        // Any other attribute is taken for a set of one.
        let values = read_values(file, attribute, value, labels)?;
        Ok(match (relation, value.as_array().map_or(0, Vec::len)) {
            (Relation::Subset | Relation::Intersects, _) => Self::In(attribute, values),
            (Relation::Superset, 0) => Self::NotIn(attribute, values),
            (Relation::Superset, 1) => Self::In(attribute, values),
            (Relation::Superset, _) => return Err(unsupported("IS_SUPERSET")),
        })
    }

    fn matching(file: &str, attribute: Attribute, value: &Packed) -> Result<Self, ModelError> {
        let source = value.as_str().ok_or_else(|| unsupported("REGEX"))?;
        let pattern = Pattern::new(file, "REGEX", source)?;
        // Features that no component has given are the empty string to the matcher, and features that are none `_`.
        let finds = |text| is_found(&pattern, text, &mut Scratch::default());
        let is_told_apart = attribute == Attribute::Morph && finds("") != finds("_");
        if is_told_apart || !attribute.has_text() {
            return Err(unsupported("REGEX"));
        }
        Ok(Self::Matches(attribute, Arc::new(pattern)))
    }

    fn comparing(attribute: Attribute, name: &str, value: &Packed) -> Result<Self, ModelError> {
        use Ordering::{Equal, Greater, Less};
        let orderings: &[Ordering] = match name {
            "==" => &[Equal],
            "!=" => &[Less, Greater],
            ">=" => &[Greater, Equal],
            "<=" => &[Less, Equal],
            ">" => &[Greater],
            "<" => &[Less],
            _ => return Err(unsupported(name)),
        };
        match value.as_i64() {
            Some(number) if attribute.is_number() => Ok(Self::Compares(attribute, orderings, number)),
            _ => Err(unsupported(name)),
        }
    }

    /// Returns the attribute and the values by which tokens can be found that fulfil it, if there are such.
    pub fn values(&self) -> Option<(Attribute, Vec<Value>)> {
        match self {
            Self::Is(attribute, value) => Some((*attribute, vec![*value])),
            Self::In(attribute, values) => Some((*attribute, values.iter().copied().collect())),
            _ => None,
        }
    }

    /// Returns whether a token fulfils it.
    pub fn holds(&self, row: Row, scratch: &mut Scratch) -> bool {
        match self {
            Self::Is(attribute, value) => attribute.of(row) == *value,
            Self::In(attribute, values) => values.contains(&attribute.of(row)),
            Self::NotIn(attribute, values) => !values.contains(&attribute.of(row)),
            Self::Matches(attribute, pattern) => is_found(pattern, attribute.text(row), scratch),
            Self::Compares(attribute, orderings, number) => match attribute.of(row) {
                Value::Number(value) => orderings.contains(&value.cmp(number)),
                _ => false,
            },
            Self::Features(relation, features) => relation.holds(Attribute::Morph.text(row), features),
            Self::Never => false,
        }
    }
}

/// The steps that finding a pattern may take, for each byte of the text and in any case: more than patterns need that
/// are not made to take long.
const STEPS: (u64, u64) = (1_000, 100_000);

fn is_found(pattern: &Pattern, text: &str, scratch: &mut Scratch) -> bool {
    scratch.allow(STEPS.0.saturating_mul(text.len() as u64).saturating_add(STEPS.1));
    pattern.find(text, scratch).is_some()
}

impl Relation {
    fn holds(self, morph: &str, features: &BTreeSet<String>) -> bool {
        let own: BTreeSet<String> = morph::single(morph).collect();
        match self {
            Self::Subset => own.is_subset(features),
            Self::Superset => own.is_superset(features),
            Self::Intersects => !own.is_disjoint(features),
        }
    }
}

/// Reads a value, or returns none for one that no token has.
fn read_value(attribute: Attribute, value: &Packed, labels: &mut Labels) -> Result<Option<Value>, ModelError> {
    let number = match value {
        Packed::String(string) => return attribute.value(string.as_str().unwrap_or_default(), labels),
        Packed::Boolean(holds) => Some(i64::from(*holds)),
        number => number.as_i64(),
    };
    match number {
        Some(number) if attribute.is_number() => Ok(Some(Value::Number(number))),
        _ => Err(unsupported(&value.to_string())),
    }
}

fn read_values(
    file: &str,
    attribute: Attribute,
    list: &Packed,
    labels: &mut Labels,
) -> Result<BTreeSet<Value>, ModelError> {
    let mut values = BTreeSet::new();
    for value in list.as_array().ok_or_else(|| no_list(file))? {
        // Unlike a single value, those of a list are brought into their normal form.
        let features = match value.as_str() {
            Some(features) if attribute == Attribute::Morph => Some(normal(file, features)?),
            _ => None,
        };
        values.extend(match &features {
            Some(features) => attribute.value(features, labels)?,
            None => read_value(attribute, value, labels)?,
        });
    }
    Ok(values)
}

fn read_features(file: &str, list: &Packed) -> Result<BTreeSet<String>, ModelError> {
    let features = list.as_array().ok_or_else(|| no_list(file))?.iter();
    features.map(|value| normal(file, value.as_str().ok_or_else(|| no_list(file))?)).collect()
}

fn normal(file: &str, features: &str) -> Result<String, ModelError> {
    let normal = morph::normal(told_apart(features)?);
    normal.ok_or_else(|| ModelError::damaged(file, format!("`{features}` are no morphological features")))
}

/// Returns features, but not those that are none: the matcher tells them from features that no component has given,
/// and a token of ours does not.
fn told_apart(features: &str) -> Result<&str, ModelError> {
    if morph::is_none(features) { Err(unsupported("MORPH without features")) } else { Ok(features) }
}

fn no_list(file: &str) -> ModelError {
    ModelError::damaged(file, "a predicate has no list of strings or numbers")
}

fn unsupported(name: &str) -> ModelError {
    ModelError::unsupported("the predicate of an attribute ruler's pattern", name)
}
