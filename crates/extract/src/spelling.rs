//! Which spellings are of one name? `Zelmenskyy`, `Zelmenskiy` and `Selmenskyj` are written for one sound.

/// Ways to write one sound, each with the letters that stand for it here; the longest first.
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "c"),
    ("shch", "c"),
    ("sch", "s"),
    ("tch", "c"),
    ("dzh", "j"),
    ("sh", "s"),
    ("ch", "c"),
    ("cz", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "z"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ks", "x"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ye", "e"),
    ("je", "e"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("z", "s"),
    ("q", "k"),
    ("ı", "i"),
    ("ł", "l"),
    ("ø", "o"),
    ("đ", "d"),
    ("ß", "s"),
    ("æ", "a"),
];

/// Returns what the spellings of a word in several languages have in common.
pub(crate) fn fold(word: &str) -> String {
    let plain: String = word.to_lowercase().chars().map(without_mark).filter(|c| c.is_alphabetic()).collect();
    let mut folded = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find(|(written, _)| rest.starts_with(written));
        let (written, sound) = match sound {
            Some((written, sound)) => (written.len(), *sound),
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
    const MARKED: &[(&str, char)] = &[
        ("áàâäãåāăą", 'a'),
        ("éèêëēėęěĕ", 'e'),
        ("íìîïīįĭ", 'i'),
        ("óòôöõōőŏ", 'o'),
        ("úùûüūůűųŭ", 'u'),
        ("ýÿ", 'y'),
        ("çćčċ", 'c'),
        ("ñńňņ", 'n'),
        ("śšşș", 's'),
        ("źžż", 'z'),
        ("ťţț", 't'),
        ("ďđ", 'd'),
        ("ğģġ", 'g'),
        ("ľļĺł", 'l'),
        ("řŕ", 'r'),
        ("ķ", 'k'),
    ];
    MARKED.iter().find(|(letters, _)| letters.contains(c)).map_or(c, |(_, plain)| *plain)
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
