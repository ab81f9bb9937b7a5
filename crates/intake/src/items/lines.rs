//! Which documents do lines of JSON hold?

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use super::row::{COLUMNS, Row};
use super::stream::{Line, line};
use super::walk::{Place, Walk};
use crate::encoding::decode_any;
use crate::{Format, IntakeError, SIZE_BYTES_MAX};

/// Tells the document of each line; blank lines are passed over.
pub(super) fn lines(walk: &mut Walk<'_>, from: &mut dyn Read, place: &Place) -> ControlFlow<()> {
    let mut from = BufReader::with_capacity(128 << 10, from);
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        let inner = place.inside(&format!("line-{number}"));
        match line(&mut from, &mut bytes, SIZE_BYTES_MAX) {
            Ok(Line::End) => break,
            Ok(Line::Whole) if bytes.trim_ascii().is_empty() => {}
            Ok(Line::Whole) => match row(&bytes) {
                Ok(row) => row.tell(walk, inner, Format::Lines)?,
                Err(cause) => walk.refuse(inner.path, cause)?,
            },
            Ok(Line::Long) => {
                let cause = IntakeError::TooLarge { size_bytes: None, limit_bytes: SIZE_BYTES_MAX };
                walk.refuse(inner.path, cause)?;
            }
            Err(error) => return walk.broken(place.path.clone(), &error, Format::Lines),
        }
    }
    ControlFlow::Continue(())
}

fn row(bytes: &[u8]) -> Result<Row, IntakeError> {
    let bytes = bytes.trim_ascii_end();
    let decoded = decode_any(bytes, None)?;
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&decoded.text).map_err(|error| Format::Lines.malformed(error.to_string()))?;
    let mut row = Row { bytes: bytes.to_vec(), guessed_encoding: decoded.guessed, ..Row::default() };
    for (column, value) in COLUMNS.iter().zip(&mut row.values) {
        *value = match object.get(*column) {
            None | Some(serde_json::Value::Null) => None,
            Some(serde_json::Value::String(text)) => Some(text.clone()),
            Some(_) => return Err(Format::Lines.malformed(format!("its `{column}` is not a text"))),
        };
    }
    Ok(row)
}
