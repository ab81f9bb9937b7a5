//! How are the values of a line reached, each with a reason where it is not what it must be?

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// An object of the line.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// Takes a value that must be an object.
    pub(super) fn of(value: &'a Value, what: &str) -> Result<Self, String> {
        value.as_object().map(Self).ok_or_else(|| format!("{what} is no object"))
    }

    fn value(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn required(self, key: &str) -> Result<&'a Value, String> {
        self.value(key).ok_or_else(|| format!("the key `{key}` is missing"))
    }

    /// Returns whether a key is there and not null.
    pub(super) fn has(self, key: &str) -> bool {
        self.value(key).is_some()
    }

    pub(super) fn fields(self, key: &str) -> Result<Fields<'a>, String> {
        Fields::of(self.required(key)?, &format!("`{key}`"))
    }

    pub(super) fn optional_fields(self, key: &str) -> Result<Option<Fields<'a>>, String> {
        self.value(key).map(|value| Fields::of(value, &format!("`{key}`"))).transpose()
    }

    pub(super) fn raw(self, key: &str) -> Result<&'a Value, String> {
        self.required(key)
    }

    /// Returns a list; none when the key is not there.
    pub(super) fn list(self, key: &str) -> Result<&'a [Value], String> {
        let Some(value) = self.value(key) else { return Ok(&[]) };
        value.as_array().map(Vec::as_slice).ok_or_else(|| format!("`{key}` is no list"))
    }

    pub(super) fn text(self, key: &str) -> Result<&'a str, String> {
        self.required(key)?.as_str().ok_or_else(|| format!("`{key}` is no text"))
    }

    pub(super) fn optional_text(self, key: &str) -> Result<Option<&'a str>, String> {
        self.value(key).map(|value| value.as_str().ok_or_else(|| format!("`{key}` is no text"))).transpose()
    }

    pub(super) fn texts(self, key: &str) -> Result<Vec<String>, String> {
        let text =
            |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("`{key}` holds what is no text"));
        self.list(key)?.iter().map(text).collect()
    }

    pub(super) fn is_true(self, key: &str) -> Result<bool, String> {
        let Some(value) = self.value(key) else { return Ok(false) };
        value.as_bool().ok_or_else(|| format!("`{key}` is neither true nor false"))
    }

    pub(super) fn number(self, key: &str) -> Result<Decimal, String> {
        number(key, self.required(key)?)
    }

    pub(super) fn optional_number(self, key: &str) -> Result<Option<Decimal>, String> {
        self.value(key).map(|value| number(key, value)).transpose()
    }

    pub(super) fn share(self, key: &str) -> Result<f64, String> {
        self.required(key)?.as_f64().ok_or_else(|| format!("`{key}` is no number"))
    }

    pub(super) fn optional_day(self, key: &str) -> Result<Option<Date>, String> {
        let day = |text: &str| text.parse().map_err(|_| format!("`{key}`: `{text}` is not a day like `2031-05-02`"));
        self.optional_text(key)?.map(day).transpose()
    }

    /// Returns the word of a closed list.
    pub(super) fn word<K>(self, key: &str, from_word: impl Fn(&str) -> Option<K>) -> Result<K, String> {
        let text = self.text(key)?;
        from_word(text).ok_or_else(|| format!("`{key}`: `{text}` is not among its words"))
    }

    pub(super) fn optional_word<K>(
        self,
        key: &str,
        from_word: impl Fn(&str) -> Option<K>,
    ) -> Result<Option<K>, String> {
        if self.has(key) { self.word(key, from_word).map(Some) } else { Ok(None) }
    }
}

fn number(key: &str, value: &Value) -> Result<Decimal, String> {
    let number = value.as_number().map(ToString::to_string);
    let exact = number.and_then(|digits| digits.parse().ok().or_else(|| Decimal::from_scientific(&digits).ok()));
    exact.ok_or_else(|| format!("`{key}` is no number that can be kept"))
}
