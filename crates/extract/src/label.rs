//! Who has the word in a transcript? A label in capitals with an honorific or a rank names a person: `MS HOLT:`.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use casus_text::Span;

use crate::lexicon::{Class, Gender, LEXICON};
use crate::mention::{Sighting, Target};
use crate::roll::Line;
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

/// How often somebody has the word, and how many of his sentences are questions.
#[derive(Default)]
struct Turns {
    all: usize,
    asked: usize,
}

/// Marks the labels of those who only ask: `Q (Port Herald):`, or a paper's name that stands at the head of lines alone.
pub(crate) fn mark_askers(lines: &mut [Line<'_>]) {
    let mut labels: BTreeMap<String, Turns> = BTreeMap::new();
    let mut elsewhere = BTreeSet::new();
    let mut floor = None;
    for line in lines.iter() {
        let label = label(line);
        if line.starts_paragraph {
            floor = label.map(|label| words_of(line, label));
        }
        if let Some(turns) = floor.clone().map(|floor| labels.entry(floor).or_default()) {
            turns.all += usize::from(label.is_some());
            turns.asked += usize::from(line.words.last().is_some_and(|word| word.text == "?"));
        }
        for sighting in line.sightings.iter().filter(|it| !label.is_some_and(|label| label.contains(it.span))) {
            if let Target::Name { name, .. } = &sighting.points_at {
                elsewhere.insert(name.clone());
            }
        }
    }
    for line in lines {
        let Some(label) = label(line) else { continue };
        let is_question = line.words.first().is_some_and(|word| LEXICON.is(Class::Asker, &word.lower()));
        let turns = labels.get(&words_of(line, label));
        let is_repeated = turns.is_some_and(|turns| turns.all > 1);
        let asks = turns.is_some_and(|turns| turns.all > 2 && turns.asked * 2 > turns.all);
        let mut inside = line.sightings.iter().filter(|sighting| label.contains(sighting.span));
        let is_nobody_else = |sighting: &Sighting| match &sighting.points_at {
            Target::Name { name, kind, .. } => *kind == EntityKind::Organisation && (asks || !elsewhere.contains(name)),
            _ => false,
        };
        if is_question || is_repeated && inside.all(is_nobody_else) {
            line.asker = Some(label);
        }
    }
}

/// Returns the label at the head of a paragraph: `Ada Korn:`.
fn label(line: &Line<'_>) -> Option<Span> {
    const LABEL_WORDS_MAX: usize = 8;
    let colon = line.words.iter().take(LABEL_WORDS_MAX).position(|word| word.text == ":")?;
    let label = line.words[..colon].first()?.span.cover(line.words[colon - 1].span);
    line.starts_paragraph.then_some(label)
}

fn words_of(line: &Line<'_>, span: Span) -> String {
    let words: Vec<&str> =
        line.words.iter().take_while(|word| span.contains(word.span)).map(|word| word.text).collect();
    words.join(" ")
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
