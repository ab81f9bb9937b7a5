//! How are the weights of a network found? By stochastic gradient descent with AdaGrad (Duchi, Hazan & Singer 2011).

use crate::network::feature::Key;
use crate::network::{HIDDEN, Index, Network};

/// Choices that are made together, and what was right for each output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    /// The features of each choice.
    pub choices: Vec<Vec<Key>>,
    /// For each output the right choice; none where it is not known.
    pub right: Vec<Option<usize>>,
}

/// An example with the rows of its features.
struct Packed {
    choices: Vec<Vec<u32>>,
    right: Vec<Option<usize>>,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    pub outputs: usize,
    /// Features met less often have no row.
    pub count_min: usize,
    pub epochs: usize,
    pub rate: f32,
    /// The share of features and of hidden units left out at each step.
    pub dropout: f32,
    pub decay: f32,
    /// Whether the weights of the second half of the epochs are averaged, which makes up for few examples (Polyak 1992).
    pub is_averaged: bool,
    /// Whether the hidden layer is left out, so that features only add up.
    pub is_linear: bool,
    pub seed: u64,
}

/// A network under training, with weights of full precision.
pub(crate) struct Trainee {
    course: Course,
    pub index: Index,
    rows: Vec<f32>,
    squares: Vec<f32>,
    bias: Vec<f32>,
    bias_squares: Vec<f32>,
    out: Vec<f32>,
    out_squares: Vec<f32>,
    /// The sum of the weights after some epochs, and of how many.
    sum: Vec<f32>,
    count: usize,
    random: Random,
}

/// A generator of random numbers (xorshift64*, Marsaglia 2003).
pub(crate) struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number from 0 up to 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.next() as usize % (at + 1));
        }
    }
}

/// Returns the features met at least so often, in order.
fn frequent(examples: &[Example], count_min: usize) -> Vec<Key> {
    let mut keys: Vec<Key> = examples.iter().flat_map(|it| it.choices.iter().flatten().copied()).collect();
    keys.sort_unstable();
    keys.chunk_by(|one, other| one == other).filter(|run| run.len() >= count_min).map(|run| run[0]).collect()
}

/// Learns a network from examples. With one output and one choice an example is a yes (`Some(0)`) or a no.
pub(crate) fn learn(examples: Vec<Example>, course: Course, tell: &mut dyn FnMut(String)) -> Network {
    let index = Index::new(frequent(&examples, course.count_min));
    let mut packed: Vec<Packed> = examples
        .into_iter()
        .map(|example| {
            let rows =
                |keys: Vec<Key>| keys.into_iter().filter_map(|key| index.row(key).map(|row| row as u32)).collect();
            Packed { choices: example.choices.into_iter().map(rows).collect(), right: example.right }
        })
        .collect();
    let mut trainee = Trainee::new(course, index);
    for epoch in 0..course.epochs {
        trainee.random.shuffle(&mut packed);
        let rate = course.rate * (1.0 - 0.9 * epoch as f32 / course.epochs as f32);
        let loss: f64 = packed.iter().map(|example| f64::from(trainee.step(example, rate))).sum();
        let loss = loss / packed.len().max(1) as f64;
        if course.is_averaged && epoch >= course.epochs / 2 {
            trainee.remember();
        }
        tell(format!("epoch {epoch}: {} features, loss {loss:.4}", trainee.index.keys.len()));
    }
    trainee.finish()
}

impl Trainee {
    fn new(course: Course, index: Index) -> Self {
        let width = HIDDEN + course.outputs;
        let mut random = Random(course.seed);
        let count = index.keys.len() * width;
        // Nothing flows through a hidden layer that begins with nothing.
        let size = if course.is_linear { 0.0 } else { 1.0 };
        let mut start = |width: f32| (random.share() - 0.5) * width * size;
        let rows = (0..count).map(|at| if at % width < HIDDEN { start(0.1) } else { 0.0 }).collect();
        let out = (0..course.outputs * HIDDEN).map(|_| start(0.5)).collect();
        Self {
            course,
            index,
            rows,
            squares: vec![1e-4; count],
            bias: vec![0.0; width],
            bias_squares: vec![1e-4; width],
            out,
            out_squares: vec![1e-4; course.outputs * HIDDEN],
            sum: Vec::new(),
            count: 0,
            random,
        }
    }

    /// Takes a step on an example and returns its loss before.
    fn step(&mut self, example: &Packed, rate: f32) -> f32 {
        let Packed { choices, right } = example;
        let width = HIDDEN + self.course.outputs;
        let keep = 1.0 - self.course.dropout;
        let mask: Vec<f32> = (0..HIDDEN).map(|_| if self.random.share() < keep { 1.0 / keep } else { 0.0 }).collect();
        let mut kept: Vec<Vec<u32>> = Vec::with_capacity(choices.len());
        let mut sums = vec![0.0f32; choices.len() * width];
        let mut scores = vec![0.0f32; choices.len() * self.course.outputs];
        for (choice, rows) in choices.iter().enumerate() {
            let rows: Vec<u32> = rows.iter().copied().filter(|_| self.random.share() < keep).collect();
            let sum = &mut sums[choice * width..][..width];
            sum.copy_from_slice(&self.bias);
            for row in &rows {
                let weights = &self.rows[*row as usize * width..][..width];
                sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight / keep);
            }
            for output in 0..self.course.outputs {
                let weights = &self.out[output * HIDDEN..][..HIDDEN];
                let hidden: f32 = (0..HIDDEN).map(|unit| sum[unit].max(0.0) * mask[unit] * weights[unit]).sum();
                scores[choice * self.course.outputs + output] = sum[HIDDEN + output] + hidden;
            }
            kept.push(rows);
        }
        let (gradient, loss) = gradient(&scores, choices.len(), right);
        self.descend(&kept, &sums, &mask, &gradient, rate);
        loss
    }

    fn descend(&mut self, kept: &[Vec<u32>], sums: &[f32], mask: &[f32], gradient: &[f32], rate: f32) {
        let outputs = self.course.outputs;
        let width = HIDDEN + outputs;
        let keep = 1.0 - self.course.dropout;
        let mut out_gradient = vec![0.0; outputs * HIDDEN];
        let mut bias_gradient = vec![0.0; width];
        let mut back = vec![0.0; width];
        for (choice, rows) in kept.iter().enumerate() {
            let gradient = &gradient[choice * outputs..][..outputs];
            if gradient.iter().all(|it| it.abs() < 1e-4) {
                continue;
            }
            let sum = &sums[choice * width..][..width];
            back.fill(0.0);
            for (output, it) in gradient.iter().enumerate() {
                back[HIDDEN + output] = *it;
                for unit in 0..HIDDEN {
                    let active = sum[unit].max(0.0) * mask[unit];
                    out_gradient[output * HIDDEN + unit] += it * active;
                    if sum[unit] > 0.0 {
                        back[unit] += it * self.out[output * HIDDEN + unit] * mask[unit];
                    }
                }
            }
            bias_gradient.iter_mut().zip(&back).for_each(|(sum, it)| *sum += it);
            for row in rows {
                let at = *row as usize * width;
                let (weights, squares) = (&mut self.rows[at..at + width], &mut self.squares[at..at + width]);
                for unit in 0..width {
                    let it = back[unit] / keep + self.course.decay * weights[unit];
                    squares[unit] += it * it;
                    weights[unit] -= rate * it / squares[unit].sqrt();
                }
            }
        }
        ada(&mut self.out, &mut self.out_squares, &out_gradient, rate);
        ada(&mut self.bias, &mut self.bias_squares, &bias_gradient, rate);
    }

    fn weights(&mut self) -> impl Iterator<Item = &mut f32> {
        self.rows.iter_mut().chain(&mut self.bias).chain(&mut self.out)
    }

    /// Adds the weights as they are now to their sum.
    fn remember(&mut self) {
        let mut sum = std::mem::take(&mut self.sum);
        sum.resize(self.rows.len() + self.bias.len() + self.out.len(), 0.0);
        sum.iter_mut().zip(self.weights()).for_each(|(sum, weight)| *sum += *weight);
        self.sum = sum;
        self.count += 1;
    }

    /// Returns the network with its rows in a byte a weight.
    fn finish(mut self) -> Network {
        if self.count > 0 {
            let (sum, count) = (std::mem::take(&mut self.sum), self.count as f32);
            self.weights().zip(sum).for_each(|(weight, sum)| *weight = sum / count);
        }
        let mut sizes: Vec<f32> = self.rows.iter().map(|weight| weight.abs()).collect();
        sizes.sort_unstable_by(f32::total_cmp);
        // A few outliers are cut off, so that the others keep their precision.
        let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
        let scale = (top / 127.0).max(f32::MIN_POSITIVE);
        let byte = |weight: &f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
        let width = HIDDEN + self.course.outputs;
        let rows = self.rows.chunks_exact(width).map(|row| std::array::from_fn(|at| row.get(at).map_or(0, byte)));
        let out = self.out.chunks_exact(HIDDEN).map(|row| std::array::from_fn(|at| row[at]));
        Network {
            outputs: self.course.outputs,
            rows: rows.collect(),
            index: self.index,
            scale,
            bias: std::array::from_fn(|at| self.bias.get(at).copied().unwrap_or(0.0)),
            out: out.collect(),
        }
    }
}

fn ada(weights: &mut [f32], squares: &mut [f32], gradient: &[f32], rate: f32) {
    for ((weight, square), it) in weights.iter_mut().zip(squares).zip(gradient) {
        *square += it * it;
        *weight -= rate * it / square.sqrt();
    }
}

/// Returns the gradient of the scores and the loss: of a softmax over the choices for each output, or of a yes and no.
fn gradient(scores: &[f32], choices: usize, right: &[Option<usize>]) -> (Vec<f32>, f32) {
    let outputs = right.len();
    let mut gradient = vec![0.0; scores.len()];
    let mut loss = 0.0;
    if choices == 1 && outputs == 1 {
        let yes = 1.0 / (1.0 + (-scores[0]).exp());
        let target = if right[0].is_some() { 1.0 } else { 0.0 };
        gradient[0] = yes - target;
        return (gradient, -(if target > 0.5 { yes } else { 1.0 - yes }).max(1e-9).ln());
    }
    for (output, right) in right.iter().enumerate() {
        let Some(right) = right else { continue };
        let score = |choice: usize| scores[choice * outputs + output];
        let top = (0..choices).map(score).fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = (0..choices).map(|choice| (score(choice) - top).exp()).sum();
        for choice in 0..choices {
            let share = (score(choice) - top).exp() / total;
            gradient[choice * outputs + output] = share - if choice == *right { 1.0 } else { 0.0 };
            if choice == *right {
                loss -= share.max(1e-9).ln();
            }
        }
    }
    (gradient, loss)
}
