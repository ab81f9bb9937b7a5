//! How good is each move in a state?
//!
//! The network of spaCy's `TransitionBasedParser`: a linear layer makes each token's vector smaller, a lower layer gives
//! the contribution of each token in each place of a state, and an upper one, where there is one, makes scores of their
//! sum.

use pulp::Arch;

use super::moves::beside;
use super::step::{FEATURES_MAX, LANES_MAX, Step};
use super::window::{Lower, Window};
use crate::ModelError;
use crate::draft::Matrix;
use crate::multiply::Product;
use crate::thinc::{Layer, Network};

/// A token's contributions are at most this many numbers; the pipelines that are released have 1,024.
const CONTRIBUTIONS_MAX: usize = 1 << 16;

/// The network of a component.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    lower: Lower,
    hidden: Hidden,
    upper: Option<Upper>,
    classes: usize,
    arch: Arch,
}

/// How the hidden numbers are made of the contributions.
#[derive(Clone, Debug)]
struct Hidden {
    layout: Layout,
    /// What is added to the sum of the contributions.
    bias: Vec<f32>,
    /// The contributions where a feature has no token.
    pad: Vec<f32>,
}

/// How the contribution to one feature is laid out: the first piece of each hidden number, then the second, and so on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The features of a state.
    pub features: usize,
    /// The hidden numbers, filled up to whole vector registers.
    pub hidden: usize,
    /// The pieces of a hidden number, the largest of which counts.
    pub pieces: usize,
}

/// The upper layer.
#[derive(Clone, Debug)]
pub(super) struct Upper {
    /// For each hidden number, its weight for each class, filled up to whole vector registers.
    pub weights: Vec<f32>,
    /// What is added for each class.
    pub bias: Vec<f32>,
}

/// Which classes are valid, as numbers to add to the scores.
#[derive(Clone, Debug)]
pub(super) struct Mask {
    numbers: Vec<f32>,
    valid: Valid,
}

/// How many classes are valid.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Valid {
    None,
    One(usize),
    Many { first: usize },
}

/// Memory for the steps of a document.
#[derive(Debug, Default)]
pub(super) struct Steps {
    window: Window,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl Layout {
    /// The numbers in the contribution to one feature.
    fn width(&self) -> usize {
        self.hidden * self.pieces
    }
}

impl Scorer {
    /// Reads the layers of a component's network.
    pub fn load(network: &Network) -> Result<Self, ModelError> {
        let layers = network.layers();
        let name = |index: usize| layers.get(index).map_or("", |layer: &Layer| layer.name.as_str());
        if name(0) != "parser_model" {
            return Err(ModelError::unsupported("a parser made of", name(0)));
        }
        let linear = layers.iter().position(|layer| layer.name == "list2array").and_then(|at| layers.get(at + 1));
        let linear = linear.filter(|layer| layer.name == "linear");
        let linear = linear.ok_or_else(|| ModelError::damaged(network.file(), "it has no layer `linear`"))?;
        let (Some(lower_layer), Some(above)) = (layers.get(2), layers.get(3)) else {
            return Err(ModelError::damaged(network.file(), "it has fewer than four layers"));
        };
        let (lower, hidden) = read_lower(network, linear, lower_layer)?;
        let (classes, upper) = match above.name.as_str() {
            "linear" => read_upper(network, above, lower_layer.dim("nO"))?,
            "noop" => (dim(network, lower_layer, "nO")?, None),
            other => return Err(ModelError::unsupported("a parser with the upper layer", other)),
        };
        Ok(Self { lower, hidden, upper, classes, arch: Arch::new() })
    }

    /// Returns the numbers in a token's vector.
    pub fn width(&self) -> usize {
        self.lower.linear.inputs()
    }

    /// Returns the number of features of a state.
    pub fn features(&self) -> usize {
        self.hidden.layout.features
    }

    /// Checks that the network scores as many classes as there are moves.
    pub fn check_classes(&self, network: &Network, moves: usize) -> Result<(), ModelError> {
        if self.classes == moves && moves > 0 {
            return Ok(());
        }
        let what = format!("it lists {moves} moves, but the network scores {}", self.classes);
        Err(ModelError::damaged(&beside(network.file(), "moves"), what))
    }

    /// Makes a mask of the valid classes.
    pub fn mask(&self, is_valid: impl Fn(usize) -> bool) -> Mask {
        let columns = self.classes.next_multiple_of(LANES_MAX);
        let number = |class: usize| if class < self.classes && is_valid(class) { 0.0 } else { f32::NEG_INFINITY };
        let numbers: Vec<f32> = (0..columns).map(number).collect();
        let mut classes = (0..columns).filter(|class| numbers[*class] == 0.0);
        let valid = match (classes.next(), classes.next()) {
            (None, _) => Valid::None,
            (Some(class), None) => Valid::One(class),
            (Some(first), Some(_)) => Valid::Many { first },
        };
        Mask { numbers, valid }
    }

    /// Prepares the memory for a document.
    ///
    /// # Panics
    ///
    /// When the vectors are not as wide as [`width`](Self::width).
    pub fn begin(&self, vectors: &Matrix, steps: &mut Steps) {
        assert_eq!(vectors.width, self.width(), "a token's vector has the width that the network was made for");
        steps.window.begin(&self.lower, self.hidden.layout.features, vectors.rows());
        steps.hidden.clear();
        steps.hidden.resize(self.hidden.layout.hidden, 0.0);
        steps.scores.clear();
        steps.scores.resize(self.classes.next_multiple_of(LANES_MAX), 0.0);
    }

    /// Returns the valid class with the best score in a state, the first of them when some are equal.
    ///
    /// `look` gives the token at each feature of the state. It is not asked where just one class is valid.
    pub fn best(
        &self,
        vectors: &Matrix,
        look: impl FnOnce(&mut [Option<u32>]),
        mask: &Mask,
        steps: &mut Steps,
    ) -> Option<usize> {
        match mask.valid {
            Valid::None => None,
            Valid::One(class) => Some(class),
            // A damaged network can give scores that are no numbers.
            Valid::Many { first } => self.step(vectors, look, mask, steps).or(Some(first)),
        }
    }

    /// Returns the score of each class in a state, minus infinity where the mask says that it is not valid.
    pub fn scores<'s>(
        &self,
        vectors: &Matrix,
        look: impl FnOnce(&mut [Option<u32>]),
        mask: &Mask,
        steps: &'s mut Steps,
    ) -> &'s [f32] {
        self.step(vectors, look, mask, steps);
        &steps.scores[..self.classes]
    }

    fn step(
        &self,
        vectors: &Matrix,
        look: impl FnOnce(&mut [Option<u32>]),
        mask: &Mask,
        steps: &mut Steps,
    ) -> Option<usize> {
        let Steps { window, hidden, scores } = steps;
        let Hidden { layout, bias, pad } = &self.hidden;
        let mut features = [None; FEATURES_MAX];
        let features = &mut features[..layout.features];
        look(features);
        window.next_step();
        let mut places = [0; FEATURES_MAX];
        for (place, token) in places.iter_mut().zip(&*features) {
            *place = token.map_or(0, |token| window.place(&self.lower, vectors, token as usize));
        }
        let mut rows: [&[f32]; FEATURES_MAX] = [&[]; FEATURES_MAX];
        for (index, ((row, token), place)) in rows.iter_mut().zip(&*features).zip(places).enumerate() {
            let values = if token.is_some() { window.values() } else { pad };
            *row = &values[place + index * layout.width()..][..layout.width()];
        }
        let (upper, mask) = (self.upper.as_ref(), &mask.numbers[..]);
        self.arch.dispatch(Step { rows, layout: *layout, bias, upper, mask, hidden, scores })
    }
}

/// Reads the layers below the sum of contributions, and what makes hidden numbers of it.
fn read_lower(network: &Network, linear: &Layer, lower: &Layer) -> Result<(Lower, Hidden), ModelError> {
    let [features, outputs, pieces, inputs] = ["nF", "nO", "nP", "nI"].map(|name| dim(network, lower, name));
    let (features, outputs, pieces, inputs) = (features?, outputs?, pieces?, inputs?);
    let bias = network.param(lower, "b", &[outputs, pieces])?;
    let pad = network.param(lower, "pad", &[1, features, outputs, pieces])?;
    let weights = network.param(lower, "W", &[features, outputs, pieces, inputs])?;
    let layout = Layout { features, hidden: outputs.next_multiple_of(LANES_MAX), pieces };
    if !matches!(features, 3 | 6 | 8 | FEATURES_MAX) {
        return Err(ModelError::unsupported("a parser with a number of features of", features.to_string()));
    }
    let contributions = features.saturating_mul(layout.hidden).saturating_mul(pieces);
    if contributions > CONTRIBUTIONS_MAX {
        return Err(ModelError::unsupported("a parser whose lower layer has a width of", contributions.to_string()));
    }
    let arranged = |values: &[f32], inputs| arranged(values, outputs, inputs, &layout);
    let hidden = Hidden { layout, bias: arranged(&bias, 1), pad: arranged(&pad, 1) };
    let features = Product::new(inputs, &arranged(&weights, inputs), &vec![0.0; contributions]);
    let width = dim(network, linear, "nI")?;
    let (weights, bias) = (network.param(linear, "W", &[inputs, width])?, network.param(linear, "b", &[inputs])?);
    Ok((Lower { linear: Product::new(width, &weights, &bias), features }, hidden))
}

/// Brings an array with the pieces of each of `outputs` hidden numbers side by side into the layout of contributions.
/// Each piece has `inputs` numbers.
fn arranged(values: &[f32], outputs: usize, inputs: usize, layout: &Layout) -> Vec<f32> {
    let pieces = layout.pieces;
    let features = values.len() / (outputs * pieces * inputs);
    let mut arranged = vec![0.0; features * layout.width() * inputs];
    for (index, row) in values.chunks_exact(inputs).enumerate() {
        let (feature, output, piece) = (index / (outputs * pieces), index / pieces % outputs, index % pieces);
        let at = (feature * pieces + piece) * layout.hidden + output;
        arranged[at * inputs..][..inputs].copy_from_slice(row);
    }
    arranged
}

/// Reads the upper layer, which takes as many numbers as the lower one gives.
fn read_upper(network: &Network, layer: &Layer, hidden: Option<usize>) -> Result<(usize, Option<Upper>), ModelError> {
    let (classes, inputs) = (dim(network, layer, "nO")?, dim(network, layer, "nI")?);
    if hidden != Some(inputs) {
        return Err(ModelError::damaged(network.file(), "its upper layer does not fit its lower one"));
    }
    let columns = classes.next_multiple_of(LANES_MAX);
    let mut bias = network.param(layer, "b", &[classes])?;
    bias.resize(columns, 0.0);
    let mut weights = vec![0.0; inputs.next_multiple_of(LANES_MAX) * columns];
    for (class, row) in network.param(layer, "W", &[classes, inputs])?.chunks_exact(inputs).enumerate() {
        for (input, weight) in row.iter().enumerate() {
            weights[input * columns + class] = *weight;
        }
    }
    Ok((classes, Some(Upper { weights, bias })))
}

/// Returns a dimension of a layer, which is at least 1.
fn dim(network: &Network, layer: &Layer, name: &str) -> Result<usize, ModelError> {
    let dim = layer.dim(name).filter(|dim| (1..=u32::MAX as usize).contains(dim));
    dim.ok_or_else(|| ModelError::damaged(network.file(), format!("layer `{}` has no dimension `{name}`", layer.name)))
}
