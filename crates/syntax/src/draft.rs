//! What do the components of a pipeline hand on to one another?

use crate::doc::Token;
use crate::lexicon::WordId;

/// A text on its way through a pipeline: one word and one token in each row.
#[derive(Debug)]
pub(crate) struct Draft {
    /// What each token's form shows, in the lexicon of the reader at work.
    pub words: Vec<WordId>,
    /// What is known of each token so far.
    pub tokens: Vec<Token>,
}

/// Rows of numbers: one row a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matrix {
    /// The numbers, row after row.
    pub values: Vec<f32>,
    /// The numbers in a row.
    pub width: usize,
}

impl Matrix {
    /// Returns a row.
    #[cfg(test)]
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }
}
