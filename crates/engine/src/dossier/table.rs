//! How are the values of the file reached, each with its place?

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Fault;
use crate::error::nearest_of;

/// A value with the place it stands at.
#[derive(Clone, Debug)]
pub(super) struct Item<'a, T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
    file: &'a str,
}

/// A table of the file.
pub(super) type Table<'a> = Item<'a, &'a DeTable<'a>>;
/// Any value of the file.
pub(super) type Value<'a> = Item<'a, &'a DeValue<'a>>;

/// Reads the file as TOML.
pub(super) fn parse(text: &str) -> Result<Root<'_>, Fault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let parsed = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        Fault::new(text, span, format!("this is not TOML: {}", error.message().replace('\n', ", ")))
    })?;
    Ok(Root { file: text, table: parsed })
}

/// The whole file.
pub(super) struct Root<'a> {
    file: &'a str,
    table: Spanned<DeTable<'a>>,
}

impl Root<'_> {
    /// Returns the outermost table.
    pub(super) fn table(&self) -> Table<'_> {
        Item { value: self.table.get_ref(), span: 0..0, file: self.file }
    }
}

impl<'a, T> Item<'a, T> {
    /// Returns a fault at this place.
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.file, self.span.clone(), message)
    }

    fn with<U>(&self, value: U) -> Item<'a, U> {
        Item { value, span: self.span.clone(), file: self.file }
    }
}

impl Item<'_, String> {
    /// Returns the member of a closed list that this word names.
    pub(super) fn one_of<K: Copy>(&self, what: &str, all: &[K], word: impl Fn(K) -> &'static str) -> Result<K, Fault> {
        let known: Vec<&str> = all.iter().map(|&member| word(member)).collect();
        match all.iter().find(|&&member| word(member) == self.value) {
            Some(&member) => Ok(member),
            None => Err(self.fault(format!("`{}` is no {what}", self.value)).with_hint(among(&self.value, &known))),
        }
    }
}

impl<'a> Table<'a> {
    /// Fails at the first key that is not one of these.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let wrong = self.value.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        match wrong.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let name = key.get_ref();
                let fault = Fault::new(self.file, key.span(), format!("`{name}` is no key that is known here"));
                Err(fault.with_hint(among(name, known)))
            }
        }
    }

    /// Returns whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value.contains_key(key)
    }

    /// Returns a value that must be there.
    pub(super) fn value(&self, key: &str) -> Result<Value<'a>, Fault> {
        self.optional(key).ok_or_else(|| self.fault(format!("the key `{key}` is missing")))
    }

    /// Returns a text that must be there.
    pub(super) fn required(&self, key: &str) -> Result<Item<'a, String>, Fault> {
        self.value(key)?.text()
    }

    /// Returns a text.
    pub(super) fn text(&self, key: &str) -> Result<Option<Item<'a, String>>, Fault> {
        self.optional(key).map(|value| value.text()).transpose()
    }

    /// Returns a list of texts; none when the key is not there.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<Item<'a, String>>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(Vec::new()) };
        value.list()?.iter().map(Value::text).collect()
    }

    /// Returns a whole number.
    pub(super) fn count(&self, key: &str) -> Result<Option<usize>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let number = value.value.as_integer().and_then(|number| number.as_str().parse().ok());
        number.map(Some).ok_or_else(|| value.fault("this is no whole number"))
    }

    /// Returns a number that is not below zero, exactly as it is written.
    pub(super) fn decimal(&self, key: &str) -> Result<Option<Item<'a, Decimal>>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let digits = match value.value {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let number: Option<Decimal> =
            digits.and_then(|digits| Decimal::from_str_exact(digits.trim_start_matches('+')).ok());
        let fault = || value.fault("this is no plain number");
        let number = number.ok_or_else(fault)?;
        if number.is_sign_negative() && !number.is_zero() {
            return Err(value.fault("this number lies below zero"));
        }
        Ok(Some(value.with(number)))
    }

    /// Returns a day, written as a TOML date or as a text.
    pub(super) fn day(&self, key: &str) -> Result<Option<Item<'a, Date>>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let words = match value.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            other => return Err(value.fault(format!("a day is asked for, and this is {}", kind_of(other)))),
        };
        let day = words.parse().ok().filter(|_| words.len() == "2031-05-02".len());
        let fault = || value.fault(format!("`{words}` is not a day")).with_hint("write it as in `2031-05-02`");
        day.map(|day| Some(value.with(day))).ok_or_else(fault)
    }

    /// Returns a table.
    pub(super) fn table(&self, key: &str) -> Result<Option<Table<'a>>, Fault> {
        self.optional(key).map(|value| value.table()).transpose()
    }

    /// Returns a list of tables; none when the key is not there.
    pub(super) fn tables(&self, key: &str) -> Result<Vec<Table<'a>>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(Vec::new()) };
        if value.value.is_table() {
            let fault = value.fault(format!("`{key}` is a list of tables"));
            return Err(fault.with_hint(format!("write `[[{key}]]` in double brackets, once for each")));
        }
        value.list()?.iter().map(Value::table).collect()
    }

    fn optional(&self, key: &str) -> Option<Value<'a>> {
        let value = self.value.get(key)?;
        Some(Item { value: value.get_ref(), span: value.span(), file: self.file })
    }
}

impl<'a> Value<'a> {
    /// Returns the text that this is.
    pub(super) fn text(&self) -> Result<Item<'a, String>, Fault> {
        match self.value.as_str() {
            Some(text) if text.trim().is_empty() => Err(self.fault("this text is empty")),
            Some(text) if text.contains(char::is_control) => Err(self.fault("this text holds a control character")),
            Some(text) => Ok(self.with(text.trim().to_owned())),
            None => Err(self.fault(format!("a text is asked for, and this is {}", kind_of(self.value)))),
        }
    }

    /// Returns the table that this is.
    pub(super) fn table(&self) -> Result<Table<'a>, Fault> {
        let fault = || self.fault(format!("a table is asked for, and this is {}", kind_of(self.value)));
        self.value.as_table().map(|table| self.with(table)).ok_or_else(fault)
    }

    /// Returns the members of the list that this is.
    pub(super) fn list(&self) -> Result<Vec<Value<'a>>, Fault> {
        let fault = || self.fault(format!("a list is asked for, and this is {}", kind_of(self.value)));
        let members = self.value.as_array().ok_or_else(fault)?;
        let member =
            |member: &'a Spanned<DeValue<'a>>| Item { value: member.get_ref(), span: member.span(), file: self.file };
        Ok(members.iter().map(member).collect())
    }
}

/// Names what there is to choose from, the likeliest first.
pub(super) fn among(word: &str, known: &[impl AsRef<str> + Display]) -> String {
    let list: BTreeSet<String> = known.iter().map(|known| format!("`{known}`")).collect();
    let list = format!("there are {}", list.into_iter().collect::<Vec<_>>().join(", "));
    match nearest_of(word, known.iter().map(AsRef::as_ref)) {
        Some(nearest) => format!("did you mean `{nearest}`? {list}"),
        None => list,
    }
}

fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
