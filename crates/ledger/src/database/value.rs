//! What goes into a statement, and what comes out of a row?

use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type};
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Fault;

/// A parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Integer(number)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Real(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(bytes)
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Value::Integer(i64::try_from(count).expect("nothing in memory is that long"))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(number),
            Value::Real(number) => ValueRef::Real(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) => number.to_sql(of, out),
            Value::Real(number) => number.to_sql(of, out),
            Value::Text(text) => text.to_sql(of, out),
            Value::Bytes(bytes) => bytes.to_sql(of, out),
        }
    }

    fn accepts(of: &Type) -> bool {
        // Every column of a ledger is one of these.
        [Type::INT8, Type::FLOAT8, Type::TEXT, Type::BYTEA].contains(of)
    }

    postgres::types::to_sql_checked!();
}

/// A row of an answer.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Server(&'a postgres::Row),
}

impl Row<'_> {
    /// Returns what stands in a column, counted from 0.
    pub(crate) fn get<T>(&self, column: usize) -> Result<T, Fault>
    where
        T: rusqlite::types::FromSql + for<'b> postgres::types::FromSql<'b>,
    {
        match self {
            Row::Sqlite(row) => Ok(row.get(column)?),
            // The row is here already: what fails is what stands in it.
            Row::Server(row) => row.try_get(column).map_err(|error| Fault::Corrupt(error.to_string())),
        }
    }

    /// Returns a count or an offset.
    pub(crate) fn count(&self, column: usize) -> Result<usize, Fault> {
        whole(self.get(column)?)
    }

    /// Returns a count or an offset where there is one.
    pub(crate) fn count_if_any(&self, column: usize) -> Result<Option<usize>, Fault> {
        self.get::<Option<i64>>(column)?.map(whole).transpose()
    }
}

fn whole(number: i64) -> Result<usize, Fault> {
    usize::try_from(number).map_err(|_| Fault::Corrupt(format!("`{number}` is no count")))
}
