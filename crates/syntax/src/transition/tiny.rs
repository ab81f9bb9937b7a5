//! What is the smallest network that a parser or a recogniser can have?
//!
//! Model files written in memory, for tests.

use rmpv::Value;

use crate::doc::{Iob, Token};
use crate::draft::{Draft, Matrix};
use crate::label::Labels;
use crate::lexicon::Lexicon;

/// Numbers between -1 and 1 that look random.
pub(super) fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    let states = std::iter::successors(Some(seed), next).skip(3);
    states.take(count).map(|state| f64::from(state).mul_add(2.0 / f64::from(u32::MAX), -1.0) as f32).collect()
}

/// The sizes of a network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub width: usize,
    pub inputs: usize,
    pub features: usize,
    pub hidden: usize,
    pub pieces: usize,
    /// The classes of the upper layer, where there is one.
    pub upper: Option<usize>,
}

/// The parameters of a network.
pub(super) struct Weights {
    pub linear: Vec<f32>,
    pub lower: Vec<f32>,
    pub lower_bias: Vec<f32>,
    pub pad: Vec<f32>,
    pub upper: Vec<f32>,
}

impl Sizes {
    /// Makes weights that look random.
    pub fn weights(&self, seed: u32) -> Weights {
        let lower = self.features * self.hidden * self.pieces;
        Weights {
            linear: numbers(self.width * self.inputs, seed),
            lower: numbers(lower * self.inputs, seed.wrapping_add(1)),
            lower_bias: numbers(self.hidden * self.pieces, seed.wrapping_add(2)),
            pad: numbers(lower, seed.wrapping_add(3)),
            upper: numbers(self.upper.unwrap_or(0) * self.hidden, seed.wrapping_add(4)),
        }
    }

    /// Writes a model file.
    pub fn file(&self, weights: &Weights) -> Vec<u8> {
        let Self { width, inputs, features, hidden, pieces, upper } = *self;
        let lower_dims = [("nF", features), ("nO", hidden), ("nP", pieces), ("nI", inputs)];
        let lower = [
            ("W", vec![features, hidden, pieces, inputs], &weights.lower[..]),
            ("b", vec![hidden, pieces], &weights.lower_bias[..]),
            ("pad", vec![1, features, hidden, pieces], &weights.pad[..]),
        ];
        let upper_bias = vec![0.0; upper.unwrap_or(0)];
        let above = match upper {
            None => layer("noop", &[], &[]),
            Some(classes) => {
                let params = [("W", vec![classes, hidden], &weights.upper[..]), ("b", vec![classes], &upper_bias)];
                layer("linear", &[("nO", classes), ("nI", hidden)], &params)
            }
        };
        let bias = vec![0.0; inputs];
        let linear = [("W", vec![inputs, width], &weights.linear[..]), ("b", vec![inputs], &bias[..])];
        let layers = [
            layer("parser_model", &[], &[]),
            layer("listener>>list2array>>linear", &[("nO", inputs)], &[]),
            layer("precomputable_affine", &lower_dims, &lower),
            above,
            layer("listener", &[("nO", width)], &[]),
            layer("list2array", &[], &[]),
            layer("linear", &[("nO", inputs), ("nI", width)], &linear),
        ];
        let (nodes, params): (Vec<_>, Vec<_>) = layers.into_iter().unzip();
        let attrs = vec![Value::Map(Vec::new()); nodes.len()];
        bytes(map([("nodes", Value::Array(nodes)), ("attrs", Value::Array(attrs)), ("params", Value::Array(params))]))
    }
}

/// Writes a file of moves.
pub(super) fn moves(json: &str) -> Vec<u8> {
    bytes(map([("moves", json.into()), ("cfg", map([("neg_key", Value::Nil)]))]))
}

/// Makes a text of words and spaces, with vectors that look random; some starts and entities are known beforehand.
pub(super) fn draft(seed: u32, tokens: usize, lexicon: &mut Lexicon, labels: &mut Labels) -> Draft {
    let (word, space) = (lexicon.id("a"), lexicon.id(" "));
    let chances = numbers(tokens * 3, seed.wrapping_add(9));
    let chances = chances.chunks(3);
    let words = chances.clone().map(|chance| if chance[0] < -0.8 { space } else { word }).collect();
    let entity = [labels.add("ORG").unwrap(), labels.add("SHIP").unwrap(), labels.add("").unwrap()];
    let token = |(index, chance): (usize, &[f32])| {
        let mut token = Token::new(u32::try_from(index).unwrap(), 0..0, true);
        token.sent_start = (chance[1].abs() > 0.8).then_some(chance[1] > 0.0);
        token.ent_iob = match chance[2] {
            chance if chance > 0.9 => Iob::Begin,
            chance if chance > 0.8 => Iob::Inside,
            chance if chance > 0.7 => Iob::Outside,
            _ => Iob::Unknown,
        };
        if matches!(token.ent_iob, Iob::Begin | Iob::Inside) {
            token.ent_type = entity[index / 3 % 3];
        }
        token
    };
    Draft { words, tokens: chances.enumerate().map(token).collect() }
}

/// Makes vectors that look random.
pub(super) fn vectors(seed: u32, tokens: usize, width: usize) -> Matrix {
    Matrix { values: numbers(tokens * width, seed), width }
}

type Param<'p> = (&'p str, Vec<usize>, &'p [f32]);

fn layer(name: &str, dims: &[(&str, usize)], params: &[Param]) -> (Value, Value) {
    let number = |number: usize| Value::from(number as u64);
    let dims = Value::Map(dims.iter().map(|(name, dim)| ((*name).into(), number(*dim))).collect());
    let params = params.iter().map(|(name, shape, values)| {
        let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let shape = Value::Array(shape.iter().map(|length| number(*length)).collect());
        let array = [("nd", true.into()), ("type", "<f4".into()), ("shape", shape), ("data", Value::Binary(data))];
        ((*name).into(), map(array))
    });
    (map([("name", name.into()), ("dims", dims)]), Value::Map(params.collect()))
}

fn map<const LENGTH: usize>(entries: [(&str, Value); LENGTH]) -> Value {
    Value::Map(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn bytes(value: Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &value).unwrap();
    bytes
}
