//! What does a table say of a word? Tables that are asked word by word and never told in order.

use std::borrow::Borrow;
use std::hash::Hash;

use hashbrown::HashMap;

/// A table of words. Nobody can go through it, so that its order, which differs from run to run, leaves no trace.
#[derive(Clone, Debug)]
pub(crate) struct Lookup<V, K = &'static str>(HashMap<K, V>);

/// A list of words.
pub(crate) type Words = Lookup<()>;

impl<V, K: Borrow<str> + Hash + Eq> Lookup<V, K> {
    /// Returns what the table says of a word.
    pub fn get(&self, word: &str) -> Option<&V> {
        self.0.get(word)
    }

    /// Returns whether the table has a word.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}

impl<V, K: Hash + Eq> FromIterator<(K, V)> for Lookup<V, K> {
    /// Takes rows; of two for one word, the later counts.
    fn from_iter<T: IntoIterator<Item = (K, V)>>(rows: T) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl FromIterator<&'static str> for Words {
    fn from_iter<T: IntoIterator<Item = &'static str>>(words: T) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}
