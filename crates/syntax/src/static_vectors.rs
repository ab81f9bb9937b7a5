//! Which vector has a word been given once and for all?
//!
//! Larger pipelines come with vectors of words that were learnt elsewhere: `vocab/vectors` is a NumPy array (`.npy`, version 1 to
//! 3), and `vocab/key2row` says in MessagePack which row belongs to which hash of a form.

use rmpv::ValueRef;
use serde_json::Value;

use crate::{Files, ModelError};

const ARRAY: &str = "vocab/vectors";
const KEYS: &str = "vocab/key2row";
const SETTINGS: &str = "vocab/vectors.cfg";

/// The static vectors of a pipeline.
#[derive(Debug)]
pub(crate) struct StaticVectors {
    numbers: Vec<f32>,
    width: usize,
    /// The hashes of forms with their rows, in order.
    row_by_orth: Vec<(u64, u32)>,
}

impl StaticVectors {
    /// Reads the vectors of a pipeline.
    pub fn read(files: &dyn Files) -> Result<Self, ModelError> {
        let read = |name: &str| files.read(name).map_err(|error| ModelError::File { name: name.to_owned(), error });
        check_mode(&read(SETTINGS)?)?;
        let (rows, width, numbers) = array(&read(ARRAY)?).map_err(|what| ModelError::damaged(ARRAY, what))?;
        let row_by_orth = keys(&read(KEYS)?, rows).map_err(|what| ModelError::damaged(KEYS, what))?;
        Ok(Self { numbers, width, row_by_orth })
    }

    /// Returns the numbers in a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the vector of the form with a hash.
    pub fn row(&self, orth: u64) -> Option<&[f32]> {
        let place = self.row_by_orth.binary_search_by_key(&orth, |(orth, _)| *orth).ok()?;
        let row = self.row_by_orth[place].1 as usize;
        self.numbers.get(row * self.width..(row + 1) * self.width)
    }

    /// Returns the last of the vectors.
    pub fn last(&self) -> Option<&[f32]> {
        self.numbers.rchunks_exact(self.width.max(1)).next()
    }
}

fn check_mode(settings: &[u8]) -> Result<(), ModelError> {
    let settings: Value = serde_json::from_slice(settings)
        .map_err(|error| ModelError::damaged(SETTINGS, format!("it is not JSON ({error})")))?;
    match settings.get("mode") {
        None => Ok(()),
        Some(mode) if mode == "default" => Ok(()),
        Some(mode) => Err(ModelError::unsupported("the mode of static vectors", mode.to_string())),
    }
}

/// Reads a two-dimensional `.npy` array: its number of rows, their width, and its numbers.
fn array(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>), String> {
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or("it is no NumPy array")?;
    let (header, data) = match rest {
        [1, _, a, b, rest @ ..] => rest.split_at_checked(u16::from_le_bytes([*a, *b]).into()),
        [2 | 3, _, a, b, c, d, rest @ ..] => rest.split_at_checked(u32::from_le_bytes([*a, *b, *c, *d]) as usize),
        _ => None,
    }
    .ok_or("its header is cut off")?;
    let header = String::from_utf8_lossy(header);
    let entry = |key: &str| header.split_once(key).map(|(_, rest)| rest.trim_start_matches([':', ' ']));
    if !entry("'descr'").is_some_and(|kind| kind.starts_with("'<f4'")) {
        return Err(format!("it is no array of numbers of the type `<f4`: {header}"));
    }
    if !entry("'fortran_order'").is_some_and(|order| order.starts_with("False")) {
        return Err("its numbers stand column by column".to_owned());
    }
    let shape = entry("'shape'").and_then(|shape| shape.strip_prefix('(')?.split_once(')'));
    let shape = shape.and_then(|(shape, _)| {
        let (rows, width) = shape.split_once(',')?;
        Some((rows.trim().parse::<usize>().ok()?, width.trim().parse::<usize>().ok()?))
    });
    let (rows, width) = shape.ok_or("it has not two dimensions")?;
    if rows.checked_mul(width).and_then(|count| count.checked_mul(4)) != Some(data.len()) {
        return Err(format!("it has {} bytes for {rows} rows of {width} numbers", data.len()));
    }
    let (quads, _) = data.as_chunks::<4>();
    Ok((rows, width, quads.iter().map(|quad| f32::from_le_bytes(*quad)).collect()))
}

/// Reads which of `rows` rows belongs to which hash, in the order of the hashes.
fn keys(bytes: &[u8], rows: usize) -> Result<Vec<(u64, u32)>, String> {
    let map = rmpv::decode::read_value_ref_with_max_depth(&mut &*bytes, 4);
    let Ok(ValueRef::Map(entries)) = map else { return Err("it is no map in MessagePack".to_owned()) };
    let entry = |(key, row): &(ValueRef, ValueRef)| {
        let row = row.as_u64().filter(|row| *row < rows as u64).and_then(|row| u32::try_from(row).ok());
        row.and_then(|row| Some((key.as_u64()?, row))).ok_or_else(|| format!("it has no row for `{key}`"))
    };
    let mut keys = entries.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    keys.sort_unstable();
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn files(header: &str, data: &[f32], row: u64, settings: &str) -> BTreeMap<String, Vec<u8>> {
        let mut array = b"\x93NUMPY\x01\x00".to_vec();
        array.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
        array.extend(header.as_bytes());
        array.extend(data.iter().flat_map(|number| number.to_le_bytes()));
        let mut keys = Vec::new();
        rmpv::encode::write_value(&mut keys, &rmpv::Value::Map(vec![(7.into(), row.into())])).unwrap();
        [(ARRAY, array), (KEYS, keys), (SETTINGS, settings.into())].map(|(name, file)| (name.to_owned(), file)).into()
    }

    const HEADER: &str = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n";
    const NUMBERS: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

    #[test]
    fn a_form_has_the_row_of_its_hash() {
        let vectors = StaticVectors::read(&files(HEADER, &NUMBERS, 1, "{\"mode\": \"default\"}")).unwrap();
        assert_eq!(vectors.width(), 3);
        assert_eq!(vectors.row(7), Some(&NUMBERS[3..]));
        assert_eq!(vectors.row(8), None);
        assert_eq!(vectors.last(), Some(&NUMBERS[3..]));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |header: &str, data: &[f32], row, settings| {
            StaticVectors::read(&files(header, data, row, settings)).unwrap_err().to_string()
        };
        assert_eq!(
            error(HEADER, &NUMBERS, 1, "{\"mode\": \"floret\"}"),
            "the mode of static vectors `\"floret\"` is not supported"
        );
        let damaged = |file: &str, what: &str| format!("`vocab/{file}` of the pipeline is damaged: {what}");
        assert_eq!(error(HEADER, &NUMBERS, 2, "{}"), damaged("key2row", "it has no row for `7`"));
        let short = damaged("vectors", "it has 20 bytes for 2 rows of 3 numbers");
        assert_eq!(error(HEADER, &NUMBERS[1..], 1, "{}"), short);
        let columns = HEADER.replace("False", "True");
        assert_eq!(error(&columns, &NUMBERS, 1, "{}"), damaged("vectors", "its numbers stand column by column"));
        let flat = HEADER.replace("(2, 3)", "(6,)");
        assert_eq!(error(&flat, &NUMBERS, 1, "{}"), damaged("vectors", "it has not two dimensions"));
    }
}
