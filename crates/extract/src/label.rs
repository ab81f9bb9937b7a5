//! Who has the word in a transcript? A label in capitals with an honorific or a rank names a person: `MS HOLT:`.

use crate::lexicon::{Gender, LEXICON};
use crate::mention::{Sighting, Target};
use crate::word::{Kind, Word};

/// A label is so many words long at most.
const WORDS_MAX: usize = 6;

/// Makes the label at the head of a paragraph, where it stands in capitals, a sighting of a person.
pub(crate) fn take(words: &[Word<'_>], sightings: &mut Vec<Sighting>) {
    let Some(colon) = words.iter().take(WORDS_MAX).position(|word| word.text == ":") else { return };
    let label = &words[..colon];
    let is_capital = |word: &Word<'_>| word.kind != Kind::Word || !word.text.chars().any(char::is_lowercase);
    let Some((gender, name)) = named(label).filter(|_| label.iter().all(is_capital)) else { return };
    let Some(span) = label.first().zip(label.last()).map(|(first, last)| first.span.cover(last.span)) else { return };
    sightings.retain(|sighting| !sighting.span.overlaps(span));
    sightings.insert(0, Sighting { span, points_at: Target::Person { name, offices: Vec::new(), gender } });
}

/// Returns the name behind an honorific or a rank, as a name is spelt: `Holt` of `MS. HOLT`.
fn named(label: &[Word<'_>]) -> Option<(Gender, String)> {
    let first = spelt(label.first().filter(|word| word.kind == Kind::Word)?.text);
    let gender = LEXICON.honorific(&first).or_else(|| {
        let is_title = LEXICON.title_words_max(&first.to_lowercase()) > 0;
        is_title.then_some(Gender::Unknown)
    })?;
    let rest = label[1..].iter().filter(|word| word.kind == Kind::Word);
    let name: Vec<String> = rest.map(|word| spelt(word.text)).collect();
    let is_title = name.iter().any(|word| LEXICON.title_words_max(&word.to_lowercase()) > 0);
    (!name.is_empty() && !is_title).then(|| (gender, name.join(" ")))
}

/// Spells a word in capitals as a name: `Jean-Pierre`.
fn spelt(word: &str) -> String {
    let mut is_first = true;
    let letters = word.chars().flat_map(|letter| {
        let letter: String = if is_first { letter.to_string() } else { letter.to_lowercase().collect() };
        is_first = letter.ends_with(['-', '’', '\'']);
        letter.chars().collect::<Vec<_>>()
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::spelt;

    #[test]
    fn names_in_capitals_are_spelt_as_names() {
        for (capitals, name) in
            [("HOLT", "Holt"), ("JEAN-PIERRE", "Jean-Pierre"), ("O’NEIL", "O’Neil"), ("ÅBERG", "Åberg")]
        {
            assert_eq!(spelt(capitals), name);
        }
    }
}
