//! How does a row stand in an archive? As a list: the name of its table, then its columns.
//!
//! Bytes are Base64. A share is written in as many digits as tell it from any other, as text, for JSON would round it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use crate::database::tables::{Column, Table};
use crate::database::{Fault, Row, Value};

/// Writes a row of a table.
pub(super) fn written(table: &Table, row: &Row<'_>) -> Result<String, Fault> {
    let mut cells = vec![Json::from(table.name)];
    for (place, (_, column)) in table.columns.iter().enumerate() {
        cells.push(match column {
            Column::Integer => row.get::<Option<i64>>(place)?.map_or(Json::Null, Json::from),
            Column::Real => row.get::<Option<f64>>(place)?.map_or(Json::Null, |share| Json::from(share.to_string())),
            Column::Text => row.get::<Option<String>>(place)?.map_or(Json::Null, Json::from),
            Column::Bytes => {
                row.get::<Option<Vec<u8>>>(place)?.map_or(Json::Null, |bytes| Json::from(STANDARD.encode(bytes)))
            }
        });
    }
    Ok(Json::Array(cells).to_string())
}

/// What stands in a cell.
enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Cell::Null => Value::Null,
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Real(share) => Value::Real(*share),
            Cell::Text(text) => Value::Text(text),
            Cell::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

/// A row that was read.
pub(super) struct Line {
    pub table: &'static Table,
    cells: Vec<Cell>,
}

impl Line {
    /// Takes a line that was written; `None` when it is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let cells: Vec<Json> = serde_json::from_str(text).ok()?;
        let (name, cells) = cells.split_first()?;
        let table = Table::named(name.as_str()?)?;
        let missing = table.columns.len().checked_sub(cells.len())?;
        if missing != 0 && missing != table.later_len {
            return None;
        }
        let cells = cells.iter().zip(table.columns).map(|(json, (_, column))| cell(json, *column));
        let mut cells = cells.collect::<Option<Vec<Cell>>>()?;
        cells.resize_with(table.columns.len(), || Cell::Null);
        Some(Self { table, cells })
    }

    /// Returns what is to be added.
    pub(super) fn values(&self) -> Vec<Value<'_>> {
        self.cells.iter().map(Cell::value).collect()
    }
}

fn cell(json: &Json, column: Column) -> Option<Cell> {
    if json.is_null() {
        return Some(Cell::Null);
    }
    Some(match column {
        Column::Integer => Cell::Integer(json.as_i64()?),
        Column::Real => Cell::Real(json.as_str()?.parse().ok()?),
        Column::Text => Cell::Text(json.as_str()?.to_owned()),
        Column::Bytes => Cell::Bytes(STANDARD.decode(json.as_str()?).ok()?),
    })
}
