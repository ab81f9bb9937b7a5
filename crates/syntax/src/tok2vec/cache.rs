//! What has been worked out for the words met lately?
//!
//! A cache holds one row of numbers for each of its keys, up to a fixed number of them. When it is full, a row that has not been
//! asked for lately makes room (the clock algorithm: Corbató 1968). What stands in a row depends on its key alone, so that no result
//! depends on what has been forgotten.

use std::hash::Hash;

use foldhash::{HashMap, HashMapExt};

/// Rows of numbers by key.
#[derive(Debug)]
pub(super) struct Cache<K> {
    width: usize,
    capacity: usize,
    rows: Vec<f32>,
    keys: Vec<K>,
    marks: Vec<Mark>,
    /// It is asked by key and never walked, so that its order reaches nothing.
    by_key: HashMap<K, usize>,
    hand: usize,
    round: u64,
}

/// When a row was asked for. Marks stand by themselves, as nearly every token touches one and they fit a near cache.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// The round in which it was last asked for: it stays where it is until the next.
    round: u64,
    /// Whether it was asked for since the hand last passed.
    is_recent: bool,
}

/// Where the row of a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The row at this index has been filled.
    Known(usize),
    /// The row at this index is the key's from now on, and has to be filled.
    Fresh(usize),
}

impl<K: Copy + Eq + Hash> Cache<K> {
    /// Makes an empty cache for `capacity` rows of `width` numbers. Memory is taken when it is needed.
    pub fn new(capacity: usize, width: usize) -> Self {
        let (rows, keys, marks, by_key) = (Vec::new(), Vec::new(), Vec::new(), HashMap::new());
        Self { width, capacity, rows, keys, marks, by_key, hand: 0, round: 0 }
    }

    /// Begins a round. Rows that are asked for in the same round stay where they are until its end.
    pub fn begin_round(&mut self) {
        self.round += 1;
    }

    /// Returns where the row of a key stands.
    ///
    /// # Panics
    ///
    /// When more keys are asked for in a round than there are rows.
    pub fn place(&mut self, key: K) -> Place {
        if let Some(&index) = self.by_key.get(&key) {
            self.marks[index] = Mark { round: self.round, is_recent: true };
            return Place::Known(index);
        }
        let index = self.room_for(key);
        self.marks[index] = Mark { round: self.round, is_recent: false };
        self.by_key.insert(key, index);
        Place::Fresh(index)
    }

    /// Gives a key that has none a row.
    fn room_for(&mut self, key: K) -> usize {
        if self.keys.len() < self.capacity {
            self.keys.push(key);
            self.marks.push(Mark { round: self.round, is_recent: false });
            self.rows.resize(self.keys.len() * self.width, 0.0);
            return self.keys.len() - 1;
        }
        let index = self.oldest();
        self.by_key.remove(&self.keys[index]);
        self.keys[index] = key;
        index
    }

    /// Moves the hand on to a row that may make room.
    fn oldest(&mut self) -> usize {
        // The first time around takes back what is recent, the second finds a row unless all are of this round.
        for _ in 0..2 * self.capacity + 1 {
            let index = self.hand;
            self.hand = (self.hand + 1) % self.capacity;
            let mark = &mut self.marks[index];
            if !mark.is_recent && mark.round != self.round {
                return index;
            }
            mark.is_recent = false;
        }
        panic!("a round asks for fewer keys than there are rows");
    }

    /// Returns a row.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.rows[index * self.width..(index + 1) * self.width]
    }

    /// Returns a row to be filled.
    pub fn row_mut(&mut self, index: usize) -> &mut [f32] {
        &mut self.rows[index * self.width..(index + 1) * self.width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_with_its_key_until_room_is_needed() {
        let mut cache = Cache::new(2, 1);
        let mut ask = |key| {
            cache.begin_round();
            match cache.place(key) {
                Place::Known(index) => (true, cache.row(index)[0]),
                Place::Fresh(index) => {
                    cache.row_mut(index)[0] = f32::from(key);
                    (false, f32::from(key))
                }
            }
        };
        assert_eq!([ask(1u8), ask(2), ask(1), ask(3)], [(false, 1.0), (false, 2.0), (true, 1.0), (false, 3.0)]);
        assert_eq!([ask(1), ask(2)], [(true, 1.0), (false, 2.0)], "2 made room for 3, as 1 had been asked for lately");
    }

    #[test]
    fn rows_of_a_round_stay_where_they_are() {
        let mut cache = Cache::new(8, 1);
        for round in 0..100u32 {
            cache.begin_round();
            let keys: Vec<u32> = (0..8).map(|index| (round * 5 + index * index) % 23).collect();
            let mut places = HashMap::new();
            for key in keys {
                let (Place::Known(index) | Place::Fresh(index)) = cache.place(key);
                assert_eq!(*places.entry(key).or_insert(index), index);
            }
            let mut indices: Vec<usize> = places.values().copied().collect();
            indices.sort_unstable();
            indices.dedup();
            assert_eq!(indices.len(), places.len(), "no two keys share a row");
        }
    }
}
