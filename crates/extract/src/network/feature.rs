//! What is seen of a choice: features, each a number that stands for a kind and its values.

/// A hash of a string or of a feature.
pub(crate) type Key = u32;

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns the hash of a string.
pub(crate) fn text(text: &str) -> Key {
    finish(text.bytes().fold(PRIME, |hash, byte| step(hash, u64::from(byte))))
}

/// Returns the hash of a string in lower case.
pub(crate) fn lower(text: &str) -> Key {
    if text.is_ascii() {
        let bytes = text.bytes().map(|byte| byte.to_ascii_lowercase());
        return finish(bytes.fold(PRIME, |hash, byte| step(hash, u64::from(byte))));
    }
    self::text(&text.to_lowercase())
}

fn step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3)
}

fn finish(hash: u64) -> Key {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(PRIME);
    (hash >> 32) as Key
}

/// Returns the hash of two hashes, in order.
pub(crate) fn join(one: Key, other: Key) -> Key {
    let hash = (u64::from(one).wrapping_mul(PRIME) ^ u64::from(other)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) as Key
}

/// The features of one choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    pub keys: Vec<Key>,
}

impl Features {
    pub fn clear(&mut self) {
        self.keys.clear();
    }

    /// Adds a feature of a kind with one value.
    pub fn add(&mut self, kind: Key, value: Key) {
        self.keys.push(join(kind, value));
    }

    /// Adds a feature of a kind with two values.
    pub fn pair(&mut self, kind: Key, one: Key, other: Key) {
        self.keys.push(join(join(kind, one), other));
    }

    /// Adds a feature of a kind with three values.
    pub fn triple(&mut self, kind: Key, one: Key, two: Key, three: Key) {
        self.keys.push(join(join(join(kind, one), two), three));
    }
}

/// Returns in which of the ranges 0, 1, 2, 3, 4, 5–6, 7–9, 10–14, 15–24, 25– a distance lies.
pub(crate) fn bucket(distance: usize) -> Key {
    match distance {
        0..=4 => distance as Key,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_all_that_lower_leaves_out() {
        for (one, other) in [("Said", "said"), ("ÉLAN", "élan"), ("", "")] {
            assert_eq!(lower(one), text(other), "{one}");
        }
        assert_ne!(lower("said"), lower("say"));
    }

    #[test]
    fn order_matters() {
        assert_ne!(join(1, 2), join(2, 1));
        assert_ne!(join(0, 1), join(0, 0));
    }
}
