//! Which vector does a token have by itself?
//!
//! As in spaCy's `MultiHashEmbed`: each attribute has a table; the hash of the attribute's value names four of its rows, whose sum
//! stands for the value (hash embeddings: Svenstrup et al. 2017; Miranda et al. 2022). The sums of all attributes, with the
//! word's static vector where the model uses those, are joined, and a maxout layer mixes them.

use std::sync::Arc;

use rmpv::Value;

use super::attribute::{Attribute, Features};
use crate::ModelError;
use crate::maxout::{Maxout, Weights};
use crate::multiply::Product;
use crate::static_vectors::StaticVectors;
use crate::thinc::{Layer, Network};

/// The rows of a table that stand for one value.
const ROWS_PER_VALUE: usize = 4;

/// What gives a token its vector.
#[derive(Debug)]
pub(super) struct Embed {
    tables: Vec<Table>,
    fixed: Option<Fixed>,
    mix: Maxout,
}

/// The hash embedding of one attribute.
#[derive(Debug)]
struct Table {
    attribute: Attribute,
    seed: u32,
    rows: Vec<f32>,
    width: usize,
}

/// The static vectors of a pipeline with the layer that brings them to the width of the others.
#[derive(Debug)]
struct Fixed {
    vectors: Arc<StaticVectors>,
    product: Product,
    unknown: Unknown,
}

/// What stands for a word without a static vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Zeros.
    Zeros,
    /// The last of the vectors, as in the first version of the layer.
    Last,
}

/// Memory that is used again and again.
#[derive(Debug, Default)]
pub(super) struct Room {
    joined: Vec<f32>,
    pieces: Vec<f32>,
    fixed: Vec<f32>,
    projected: Vec<f32>,
}

impl Embed {
    /// Reads the layers of a network; `fixed` are the static vectors, when the model uses them.
    pub fn read(
        network: &Network,
        mix: &Weights,
        fixed: Option<(Arc<StaticVectors>, Unknown)>,
    ) -> Result<Self, ModelError> {
        let damaged = |what: String| ModelError::damaged(network.file(), what);
        let columns = network.named("extract_features").find_map(|layer| layer.attrs.get("columns")?.as_array());
        let columns = columns.ok_or_else(|| damaged("it does not say which attributes it sees".to_owned()))?;
        let tables = network.named("hashembed").map(|layer| Table::read(network, layer, columns, mix.width));
        let tables = tables.collect::<Result<Vec<_>, _>>()?;
        let fixed = fixed.map(|(vectors, unknown)| Fixed::read(network, vectors, unknown, mix.width)).transpose()?;
        let inputs = (tables.len() + usize::from(fixed.is_some())) * mix.width;
        if mix.inputs != inputs || tables.len() != columns.len() {
            let (columns, tables) = (columns.len(), tables.len());
            let what =
                format!("it mixes {} numbers of {tables} tables of {} for {columns} attributes", mix.inputs, mix.width);
            return Err(damaged(what));
        }
        Ok(Self { tables, fixed, mix: mix.layer() })
    }

    /// Returns the features that have a say, with the others taken out.
    pub fn key(&self, features: &Features) -> Features {
        let mut key = Features::EMPTY;
        self.tables.iter().for_each(|table| table.attribute.copy(features, &mut key));
        if self.fixed.is_some() {
            Attribute::Orth.copy(features, &mut key);
        }
        key
    }

    /// Works out the vectors of some tokens, one row each.
    pub fn embed(&self, tokens: &[Features], room: &mut Room, out: &mut [f32]) {
        let stride = self.mix.product.inputs();
        room.joined.clear();
        room.joined.resize(tokens.len() * stride, 0.0);
        for (token, joined) in tokens.iter().zip(room.joined.chunks_exact_mut(stride)) {
            for (table, out) in self.tables.iter().zip(joined.chunks_exact_mut(self.mix.finish.width())) {
                table.add(table.attribute.of(token), out);
            }
        }
        if let Some(fixed) = &self.fixed {
            fixed.put(tokens, stride, room);
        }
        room.pieces.resize(tokens.len() * self.mix.product.outputs(), 0.0);
        self.mix.product.multiply(&room.joined, stride, &mut room.pieces);
        out.fill(0.0);
        self.mix.finish.add(&mut room.pieces, out);
    }
}

impl Table {
    fn read(network: &Network, layer: &Layer, columns: &[Value], width: usize) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::damaged(network.file(), format!("a layer `hashembed` {what}"));
        let number = |name| layer.attrs.get(name).and_then(Value::as_u64);
        let column = number("column").and_then(|column| columns.get(usize::try_from(column).ok()?));
        let attribute = Attribute::named(column.ok_or_else(|| damaged("sees no attribute"))?)?;
        let seed = number("seed").and_then(|seed| u32::try_from(seed).ok()).ok_or_else(|| damaged("has no seed"))?;
        let count = layer.dim("nV").filter(|count| *count > 0).ok_or_else(|| damaged("has no rows"))?;
        Ok(Self { attribute, seed, rows: network.param(layer, "E", &[count, width])?, width })
    }

    /// Adds the rows of a value.
    fn add(&self, value: u64, out: &mut [f32]) {
        for row in rows(value, self.seed, self.rows.len() / self.width) {
            let row = &self.rows[row * self.width..(row + 1) * self.width];
            out.iter_mut().zip(row).for_each(|(out, number)| *out += number);
        }
    }
}

/// Returns the rows that stand for a value in a table of `count` rows: the four quarters of its MurmurHash3 (x64, 128 bits).
fn rows(value: u64, seed: u32, count: usize) -> [usize; ROWS_PER_VALUE] {
    let hash = murmur3::murmur3_x64_128(&mut &value.to_le_bytes()[..], seed).expect("bytes in memory can be read");
    std::array::from_fn(|quarter| ((hash >> (32 * quarter)) as u32 as usize) % count)
}

impl Fixed {
    fn read(
        network: &Network,
        vectors: Arc<StaticVectors>,
        unknown: Unknown,
        width: usize,
    ) -> Result<Self, ModelError> {
        let layer = network.named("static_vectors").next();
        let layer = layer.ok_or_else(|| ModelError::damaged(network.file(), "it has no layer `static_vectors`"))?;
        let weights = network.param(layer, "W", &[width, vectors.width()])?;
        if unknown == Unknown::Last && layer.attrs.get("key_attr").and_then(Value::as_str) != Some("ORTH") {
            return Err(ModelError::unsupported("the key of static vectors", format!("{:?}", layer.attrs)));
        }
        Ok(Self { product: Product::new(vectors.width(), &weights, &vec![0.0; width]), vectors, unknown })
    }

    /// Puts the static vectors of some tokens at the end of their joined rows.
    fn put(&self, tokens: &[Features], stride: usize, room: &mut Room) {
        let (inputs, width) = (self.product.inputs(), self.product.outputs());
        let row = |token: &Features| match (self.vectors.row(token.hashes.orth), self.unknown) {
            (None, Unknown::Last) => self.vectors.last(),
            (row, _) => row,
        };
        room.fixed.clear();
        room.fixed.resize(tokens.len() * inputs, 0.0);
        for (token, out) in tokens.iter().zip(room.fixed.chunks_exact_mut(inputs.max(1))) {
            row(token).into_iter().for_each(|row| out.copy_from_slice(row));
        }
        room.projected.resize(tokens.len() * width, 0.0);
        self.product.multiply(&room.fixed, inputs, &mut room.projected);
        let joined = room.joined.chunks_exact_mut(stride);
        for (projected, joined) in room.projected.chunks_exact(width).zip(joined) {
            joined[stride - width..].copy_from_slice(projected);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows were computed by thinc 8.3 (`NumpyOps().hash`).
    #[test]
    fn a_value_has_the_rows_that_thinc_gives_it() {
        let all = usize::MAX;
        assert_eq!(rows(0, 8, all), [0; 4]);
        assert_eq!(rows(1, 8, all), [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        assert_eq!(rows(u64::MAX, 8, all), [2_488_739_950, 2_974_852_181, 1_585_626_277, 2_314_794_624]);
        assert_eq!(rows(1_234_567_890_123_456_789, 8, 5000), [3080, 2643, 972, 317]);
    }
}
