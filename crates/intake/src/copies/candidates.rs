//! Which texts are worth comparing?
//!
//! In go texts in order of precedence; out come pairs of them that share a passage, as far as MinHash can tell. Passages
//! and not whole texts are looked up, because a text that is a tenth of another shares little with it as a whole, and all of a few
//! passages.

use minhash_rs::prelude::{Fnv, MinHash, MinHasher};

use super::shingle::Shingled;

/// A passage falls into so many bands, each of three hashes: of two passages that share half of their shingles seven pairs in
/// eight meet in a band, of those that share a tenth one in sixty.
const BANDS: usize = 16;
/// How many hashes make the signature of a passage. They come from the shingles alone, so nothing is drawn at random.
const SIGNATURE_LEN_HASHES: usize = 3 * BANDS;
/// Of the texts that have a band in common so many are compared with all the others: the first in precedence, among which the
/// original is. Without a bound, a sentence that stands under every article would make every pair a candidate.
const FIRST_MAX: usize = 8;

/// Where a passage of a text falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fall {
    band: usize,
    hash: u64,
    rank: usize,
}

/// Finds pairs of texts that may share a passage, each with the place of the earlier text first, ordered by the later one.
pub(super) fn candidates(texts: &[&Shingled]) -> Vec<(usize, usize)> {
    let falls = falls(texts);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for meeting in falls.chunk_by(|one, other| (one.band, one.hash) == (other.band, other.hash)) {
        for (place, fall) in meeting.iter().enumerate().skip(1) {
            let first = &meeting[..place.min(FIRST_MAX)];
            pairs.extend(first.iter().map(|earlier| (fall.rank, earlier.rank)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(later, earlier)| (earlier, later)).collect()
}

fn falls(texts: &[&Shingled]) -> Vec<Fall> {
    let mut falls = Vec::new();
    for (rank, text) in texts.iter().enumerate() {
        for passage in text.passages() {
            let signature: MinHash<u64, SIGNATURE_LEN_HASHES, Fnv> = passage.collect();
            let bands = signature.band_hashes::<BANDS>().into_iter().enumerate();
            falls.extend(bands.map(|(band, hash)| Fall { band, hash, rank }));
        }
    }
    falls.sort_unstable();
    falls.dedup();
    falls
}
