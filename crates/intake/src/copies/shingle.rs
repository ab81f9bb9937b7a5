//! Of which runs of words is a text made?
//!
//! In goes a text; out come its shingles, which are all runs of three words in it, and its passages, which are its sentences as
//! far as marks tell. Letters and digits alone count, in lower case, so that quotation marks, line breaks and dashes are of no
//! account. A word and a shingle are kept as hashes of 64 bits.

use std::hash::Hasher;

use fnv::FnvHasher;

/// So many words make a shingle: fewer are shared by chance, and more are broken by every change.
const SHINGLE_LEN_WORDS: usize = 3;
/// A passage of fewer words is a heading or a scrap, and leads to no other text.
const PASSAGE_LEN_WORDS_MIN: usize = 6;

/// A text as its shingles.
#[derive(Clone, Debug)]
pub(super) struct Shingled {
    words: Vec<u64>,
    /// Each once, in order.
    shingles: Vec<u64>,
    /// Where each passage begins and ends among the words.
    passages: Vec<(usize, usize)>,
}

impl Shingled {
    /// Takes a text to pieces.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut passages = Vec::new();
        let mut begin = 0;
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            if ends_passage(&rest[..start]) {
                passages.push((begin, words.len()));
                begin = words.len();
            }
            let word = &rest[start..];
            let end = word.find(|character: char| !character.is_alphanumeric()).unwrap_or(word.len());
            words.push(hash_of_word(&word[..end]));
            rest = &word[end..];
        }
        passages.push((begin, words.len()));
        let mut shingles: Vec<u64> = runs(&words).collect();
        shingles.sort_unstable();
        shingles.dedup();
        Self { words, shingles, passages }
    }

    /// Returns how many words it has.
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// Returns its shingles, each once, in order.
    pub(super) fn shingles(&self) -> &[u64] {
        &self.shingles
    }

    /// Returns whether both have the same words in the same order, and any at all.
    pub(super) fn has_same_words_as(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words == other.words
    }

    /// Returns the shingles of each passage that is long enough to be told by its words, or of the whole text where none is.
    pub(super) fn passages(&self) -> impl Iterator<Item = impl Iterator<Item = u64>> {
        let is_long = |&&(begin, end): &&(usize, usize)| end - begin >= PASSAGE_LEN_WORDS_MIN;
        let long: Vec<(usize, usize)> = self.passages.iter().filter(is_long).copied().collect();
        let has_words = !self.words.is_empty();
        let whole = (long.is_empty() && has_words).then_some((0, self.words.len()));
        long.into_iter().chain(whole).map(|(begin, end)| runs(&self.words[begin..end]))
    }
}

/// Counts what two lists in order have in common.
pub(super) fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut one, mut other) = (one, other);
    let mut count = 0;
    while let (Some(first), Some(second)) = (one.first(), other.first()) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => one = &one[1..],
            std::cmp::Ordering::Greater => other = &other[1..],
            std::cmp::Ordering::Equal => {
                (one, other) = (&one[1..], &other[1..]);
                count += 1;
            }
        }
    }
    count
}

/// Returns the hash of each run of words, or of all of them where they are fewer.
fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    let length = SHINGLE_LEN_WORDS.min(words.len()).max(1);
    words.windows(length).map(|run| {
        let mut hasher = FnvHasher::default();
        run.iter().for_each(|&word| hasher.write(&word.to_le_bytes()));
        hasher.finish()
    })
}

fn hash_of_word(word: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    let mut bytes = [0; 4];
    for character in word.chars().flat_map(char::to_lowercase) {
        hasher.write(character.encode_utf8(&mut bytes).as_bytes());
    }
    hasher.finish()
}

/// Returns whether what stands between two words ends a passage: a full stop before a gap, or an empty line.
fn ends_passage(between: &str) -> bool {
    let stops = between.find(['.', '!', '?', '。', '！', '？']);
    let is_stop = stops.is_some_and(|stop| {
        let after = &between[stop..];
        after.contains(char::is_whitespace) || !after.starts_with(['.', '!', '?'])
    });
    is_stop || between.matches('\n').nth(1).is_some()
}
