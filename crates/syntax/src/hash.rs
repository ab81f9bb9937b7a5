//! Which number stands for a string?

/// What a block is multiplied with.
const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;

/// How far the high bits are carried down.
const SHIFT: u32 = 47;

/// The seed that pipelines hash their strings with.
const SEED: u64 = 1;

/// Returns MurmurHash64A of the bytes with the seed 1, and 0 for the empty string.
///
/// The method is Austin Appleby's (MurmurHash2, the variant for machines of 64 bits; public domain). Most callers want
/// [`string_id`](crate::strings::string_id), which knows the strings that are numbered by hand.
pub(crate) fn hash_string(string: &str) -> u64 {
    if string.is_empty() {
        return 0;
    }
    let (blocks, rest) = string.as_bytes().as_chunks::<8>();
    let mut hash = SEED ^ (string.len() as u64).wrapping_mul(MULTIPLIER);
    for block in blocks {
        let block = mix(u64::from_le_bytes(*block).wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
        hash = (hash ^ block).wrapping_mul(MULTIPLIER);
    }
    if !rest.is_empty() {
        let tail = rest.iter().rev().fold(0, |tail, byte| tail << 8 | u64::from(*byte));
        hash = (hash ^ tail).wrapping_mul(MULTIPLIER);
    }
    mix(mix(hash).wrapping_mul(MULTIPLIER))
}

fn mix(bits: u64) -> u64 {
    bits ^ bits >> SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_as_in_spacy() {
        let known = [
            ("", 0),
            ("a", 11901859001352538922),
            ("é", 16256712947286012828),
            ("casus", 7290971778675783548),
            ("abcdefgh", 17751780907874141760),
            ("abcdefghi", 13885881106499164936),
        ];
        assert_eq!(known.map(|(string, _)| (string, hash_string(string))), known);
    }
}
