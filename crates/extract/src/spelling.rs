//! Which spellings are of one name? `Zelmenskyy`, `Zelmenskiy` and `Selmenskyj` are written for one sound.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lexicon::rows;

/// Ways to write a sound by their first letter, each with what stands for it; the longest first.
static SOUNDS: LazyLock<BTreeMap<char, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut sounds: BTreeMap<char, Vec<_>> = BTreeMap::new();
    for row in rows(include_str!("../data/spellings.tsv")) {
        let first = row[0].chars().next().expect("a row of spellings begins with a letter");
        sounds.entry(first).or_default().push((row[0], row[1]));
    }
    sounds.values_mut().for_each(|sounds| sounds.sort_by_key(|(written, _)| std::cmp::Reverse(written.len())));
    sounds
});

/// Returns what the spellings of a word in several languages have in common.
pub(crate) fn fold(word: &str) -> String {
    let plain: String = word.to_lowercase().chars().map(without_mark).filter(|c| c.is_alphabetic()).collect();
    let mut folded = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let sounds = SOUNDS.get(&first).into_iter().flatten();
        let sound = sounds.copied().find(|(written, _)| rest.starts_with(written));
        let (written, sound) = match sound {
            Some((written, sound)) => (written.len(), sound),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        if !folded.ends_with(sound) {
            folded.push_str(sound);
        }
        rest = &rest[written..];
    }
    folded
}

/// Returns whether two spellings of a word are so near that one may be the other's: they sound alike, and long ones may
/// differ in a letter.
pub(crate) fn is_near(a: &str, b: &str) -> bool {
    const LEN_CHARS_MIN: usize = 7;
    let (a, b) = (fold(a), fold(b));
    a == b || a.chars().count() >= LEN_CHARS_MIN && differs_in_a_letter(&a, &b)
}

fn differs_in_a_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[shared..], &b[shared..]);
    match (a, b) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        _ => false,
    }
}

/// Returns a letter without its accent.
fn without_mark(c: char) -> char {
    let plain = SOUNDS.get(&c).and_then(|sounds| sounds.iter().find(|_| !c.is_ascii()));
    plain.and_then(|(_, plain)| plain.chars().next()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_in_all_its_spellings() {
        for spellings in [
            &["Zelmenskyy", "Zelmenskiy", "Zelmensky", "Selmenskyj", "Żelmenskij"][..],
            &["Orvan", "Orván", "Orwan"],
            &["Tchernov", "Chernow", "Tschernow"],
            &["Khamdoun", "Hamdun"],
        ] {
            let folded: Vec<String> = spellings.iter().map(|spelling| fold(spelling)).collect();
            assert!(folded.iter().all(|other| *other == folded[0]), "{spellings:?} are {folded:?}");
        }
        assert!(is_near("Saakarvili", "Sakarvilli"));
        assert!(!is_near("Korn", "Kern"));
    }
}
