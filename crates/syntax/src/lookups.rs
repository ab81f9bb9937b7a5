//! What stands in the tables of a `lookups.bin`?
//!
//! Such a file is a map of named tables in MessagePack. A table maps strings, or their hashes, to strings, lists or
//! maps. The files are large (ten megabytes for French) and most entries are never asked for, so that they are read in
//! one pass without building a tree of values: a [`Cursor`] walks over the bytes, and what is kept of a value is where
//! it begins.

use rmp::Marker;

use crate::ModelError;
use crate::strings::string_id;

/// Why bytes cannot be read: what was met, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Malformed {
    what: &'static str,
    at: usize,
}

impl Malformed {
    /// Names the file in which it was met.
    pub fn in_file(self, file: &str) -> ModelError {
        ModelError::damaged(file, format!("at byte {} is {}", self.at, self.what))
    }
}

/// Hands each table of a `lookups.bin` to a function, which has to read the table's value to its end.
pub(crate) fn read<'b>(
    bytes: &'b [u8],
    mut table: impl FnMut(&'b str, &mut Cursor<'b>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut cursor = Cursor::new(bytes);
    cursor.entries(|cursor| {
        let name = cursor.string()?;
        table(name, cursor)
    })?;
    if cursor.at < bytes.len() { Err(cursor.malformed("something after the last table")) } else { Ok(()) }
}

/// A place in MessagePack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    /// The place before the first value.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self::at(bytes, 0)
    }

    /// A place that [`Self::place`] gave for the same bytes.
    pub fn at(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Returns how many bytes are before it.
    pub fn place(&self) -> usize {
        self.at
    }

    /// Reads a map by reading each entry, its key first, with a function; returns the number of entries.
    pub fn entries(&mut self, mut entry: impl FnMut(&mut Self) -> Result<(), Malformed>) -> Result<usize, Malformed> {
        let length = self.map()?;
        (0..length).try_for_each(|_| entry(self)).map(|()| length)
    }

    /// Reads the head of a map and returns the number of its entries, which is at most that of the bytes left.
    pub fn map(&mut self) -> Result<usize, Malformed> {
        let begin = *self;
        let length = match self.marker()? {
            Marker::FixMap(length) => usize::from(length),
            Marker::Map16 => self.number(2)?,
            Marker::Map32 => self.number(4)?,
            _ => return Err(begin.malformed("no map")),
        };
        self.holds(length)
    }

    /// Reads the head of a list and returns the number of its items, which is at most that of the bytes left.
    pub fn list(&mut self) -> Result<usize, Malformed> {
        let begin = *self;
        let length = match self.marker()? {
            Marker::FixArray(length) => usize::from(length),
            Marker::Array16 => self.number(2)?,
            Marker::Array32 => self.number(4)?,
            _ => return Err(begin.malformed("no list")),
        };
        self.holds(length)
    }

    /// Reads a string.
    pub fn string(&mut self) -> Result<&'b str, Malformed> {
        let begin = *self;
        let length = match self.marker()? {
            Marker::FixStr(length) => usize::from(length),
            Marker::Str8 => self.number(1)?,
            Marker::Str16 => self.number(2)?,
            Marker::Str32 => self.number(4)?,
            _ => return Err(begin.malformed("no string")),
        };
        std::str::from_utf8(self.take(length)?).map_err(|_| begin.malformed("a string that is not UTF-8"))
    }

    /// Reads the key of a table: a hash, or a string, of which it returns the hash.
    pub fn key(&mut self) -> Result<u64, Malformed> {
        let mut peek = *self;
        let hash = match peek.marker()? {
            Marker::FixPos(number) => u64::from(number),
            Marker::U8 => peek.number(1)? as u64,
            Marker::U16 => peek.number(2)? as u64,
            Marker::U32 => peek.number(4)? as u64,
            Marker::U64 => u64::from_be_bytes(*peek.take(8)?.first_chunk().expect("eight bytes were taken")),
            _ => return self.string().map(string_id),
        };
        *self = peek;
        Ok(hash)
    }

    /// Returns whether a string comes next.
    pub fn is_at_string(&self) -> bool {
        let marker = self.bytes.get(self.at).map(|byte| Marker::from_u8(*byte));
        matches!(marker, Some(Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32))
    }

    /// Passes over one value, however deeply nested.
    pub fn skip(&mut self) -> Result<(), Malformed> {
        // Lengths are bounded by the bytes left, so that their sum cannot overflow before the bytes end.
        let mut values = 1usize;
        while values > 0 {
            values -= 1;
            let begin = *self;
            let length = match self.marker()? {
                Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                    *self = begin;
                    values += self.list()?;
                    0
                }
                Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                    *self = begin;
                    values += 2 * self.map()?;
                    0
                }
                Marker::Reserved => return Err(begin.malformed("no MessagePack")),
                marker => self.payload(marker)?,
            };
            self.take(length)?;
        }
        Ok(())
    }

    /// Returns how many bytes follow the marker of a value that is no list and no map.
    fn payload(&mut self, marker: Marker) -> Result<usize, Malformed> {
        Ok(match marker {
            Marker::U8 | Marker::I8 => 1,
            Marker::U16 | Marker::I16 | Marker::FixExt1 => 2,
            Marker::FixExt2 => 3,
            Marker::U32 | Marker::I32 | Marker::F32 => 4,
            Marker::FixExt4 => 5,
            Marker::U64 | Marker::I64 | Marker::F64 => 8,
            Marker::FixExt8 => 9,
            Marker::FixExt16 => 17,
            Marker::FixStr(length) => usize::from(length),
            Marker::Str8 | Marker::Bin8 => self.number(1)?,
            Marker::Str16 | Marker::Bin16 => self.number(2)?,
            Marker::Str32 | Marker::Bin32 => self.number(4)?,
            // An extension has a byte for its type before its data.
            Marker::Ext8 => self.number(1)? + 1,
            Marker::Ext16 => self.number(2)? + 1,
            Marker::Ext32 => self.number(4)? + 1,
            _ => 0,
        })
    }

    /// Checks that so many values, of at least a byte each, can follow.
    fn holds(&self, length: usize) -> Result<usize, Malformed> {
        if length <= self.bytes.len() - self.at {
            return Ok(length);
        }
        Err(self.malformed("a list or map that is cut off"))
    }

    fn marker(&mut self) -> Result<Marker, Malformed> {
        self.take(1).map(|byte| Marker::from_u8(byte[0]))
    }

    /// Reads a number of at most four bytes, the highest first.
    fn number(&mut self, bytes: usize) -> Result<usize, Malformed> {
        Ok(self.take(bytes)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Malformed> {
        let bytes = self.bytes[self.at..].get(..length).ok_or_else(|| self.malformed("the end, too early"))?;
        self.at += length;
        Ok(bytes)
    }

    /// Says what is wrong here.
    pub fn malformed(&self, what: &'static str) -> Malformed {
        Malformed { what, at: self.at }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use rmpv::Value;

    use super::*;

    /// Writes JSON as MessagePack.
    pub(crate) fn packed_json(json: &serde_json::Value) -> Vec<u8> {
        packed(&of_json(json))
    }

    fn of_json(json: &serde_json::Value) -> Value {
        use serde_json::Value as Json;
        match json {
            Json::Null => Value::Nil,
            Json::Bool(holds) => Value::from(*holds),
            Json::Number(number) => number.as_i64().map_or(Value::Nil, Value::from),
            Json::String(string) => Value::from(string.as_str()),
            Json::Array(items) => Value::Array(items.iter().map(of_json).collect()),
            Json::Object(entries) => {
                Value::Map(entries.iter().map(|(key, value)| (key.as_str().into(), of_json(value))).collect())
            }
        }
    }

    fn packed(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, value).unwrap();
        bytes
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Nil),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f32>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,40}".prop_map(Value::from),
            proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::from),
            (any::<i8>(), proptest::collection::vec(any::<u8>(), 0..20))
                .prop_map(|(kind, data)| Value::Ext(kind, data)),
        ];
        leaf.prop_recursive(3, 60, 20, |inner| {
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                proptest::collection::vec(inner, 0..20).prop_map(Value::Array),
                proptest::collection::vec(pair, 0..20).prop_map(Value::Map)
            ]
        })
    }

    #[test]
    fn tables_are_read_by_name() {
        let table =
            Value::Map(vec![("dog".into(), "hound".into()), (u64::MAX.into(), "all".into()), (7.into(), "few".into())]);
        let bytes = packed(&Value::Map(vec![("other".into(), Value::Array(vec![1.into()])), ("words".into(), table)]));
        let mut entries = Vec::new();
        let whole = read(&bytes, |name, cursor| match name {
            "words" => {
                let mut entry = |cursor: &mut Cursor| {
                    entries.push((cursor.key()?, cursor.string()?.to_owned()));
                    Ok(())
                };
                cursor.entries(&mut entry).map(drop)
            }
            _ => cursor.skip(),
        });
        assert_eq!(whole, Ok(()));
        assert_eq!(
            entries,
            [(string_id("dog"), "hound"), (u64::MAX, "all"), (7, "few")].map(|(key, value)| (key, value.to_owned()))
        );
    }

    #[test]
    fn an_error_says_where() {
        let bytes = packed(&Value::Map(vec![("words".into(), "none".into())]));
        let error = read(&bytes, |_, cursor| cursor.list().map(drop)).unwrap_err().in_file("lookups.bin");
        assert_eq!(error.to_string(), "`lookups.bin` of the pipeline is damaged: at byte 7 is no list");
        let long = read(&[0xdf, 255, 255, 255, 255, 0], |_, cursor| cursor.skip()).unwrap_err();
        assert_eq!(long.what, "a list or map that is cut off");
    }

    proptest! {
        #[test]
        fn skipping_ends_where_the_value_ends(value in any_value(), after in proptest::collection::vec(any::<u8>(), 0..9)) {
            let mut bytes = packed(&value);
            let end = bytes.len();
            bytes.extend(after);
            let mut cursor = Cursor::new(&bytes);
            prop_assert_eq!(cursor.skip(), Ok(()));
            prop_assert_eq!(cursor.place(), end);
            for cut in 0..end {
                prop_assert!(Cursor::new(&bytes[..cut]).skip().is_err());
            }
        }

        #[test]
        fn any_bytes_can_be_tried(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, |_, cursor| {
                let mut other = *cursor;
                let _ = other.key();
                let _ = other.entries(|cursor| cursor.string().map(drop));
                cursor.skip()
            });
        }
    }
}
