//! How sure is the reader? The share of right records of a kind, moved by what speaks for or against this one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::{Actors, Confidence, EntityKind};
use casus_text::Span;

use crate::cast::Cast;
use crate::lexicon::rows;
use crate::passage::Passage;

/// The name that stands for authors whom nothing names.
pub(crate) const WE: &str = "we";

static SHARES: LazyLock<BTreeMap<(&str, &str), f64>> = LazyLock::new(|| {
    let rows = rows(include_str!("../data/confidence.tsv")).map(|row| {
        let share = row.get(2).and_then(|share| share.parse().ok());
        ((row[0], row[1]), share.expect("a row of confidence ends in a number"))
    });
    rows.collect()
});

/// Returns how sure the reader is of a record of this kind and value that shows these signs.
pub(crate) fn confidence(kind: &str, value: &str, signs: &[&str]) -> Confidence {
    let share = SHARES.get(&(kind, value)).unwrap_or_else(|| panic!("no share is known for `{kind}` `{value}`"));
    let factor: f64 = signs.iter().map(|sign| SHARES[&("sign", *sign)]).product();
    let odds = share / (1.0 - share) * factor;
    let percent = (odds / (1.0 + odds) * 100.0).round();
    Confidence::new(percent / 100.0).expect("odds make a share between 0 and 1")
}

/// Returns a likelihood as a confidence, in hundredths.
pub(crate) fn share(likelihood: f64) -> Confidence {
    let percent = (likelihood.clamp(0.0, 1.0) * 100.0).round();
    Confidence::new(percent / 100.0).expect("hundredths of 0 to 100 make a share")
}

/// Returns the signs that an actor and what is said of it show.
pub(crate) fn signs(passage: &Passage<'_>, cast: &Cast, actors: &Actors, said: Span) -> Vec<&'static str> {
    const FAR_BYTES_MIN: usize = 45;
    const SHORT_WORDS_MAX: usize = 2;
    let first = cast.entity(actors.ids()[0]);
    let gaps = passage.mentions.iter().filter(|mention| passage.bearers(mention).contains(&first.id));
    let gap = gaps.map(|mention| mention.span.end_bytes().abs_diff(said.start_bytes())).min();
    let before = passage.mentions.iter().rev().find(|mention| mention.span.end_bytes() <= said.start_bytes());
    let is_pronoun = before.is_some_and(|mention| {
        let words = passage.source.slice(mention.span);
        passage.bearers(mention).contains(&first.id)
            && (words.eq_ignore_ascii_case("it") || words.eq_ignore_ascii_case("they"))
    });
    let is_short = passage.source.slice(said).split_whitespace().count() <= SHORT_WORDS_MAX;
    let shown = [
        ("group", first.kind == EntityKind::Group && first.name != WE),
        ("state", first.kind == EntityKind::State),
        ("we", first.name == WE),
        ("far", gap.is_none_or(|gap| gap > FAR_BYTES_MIN)),
        ("short", is_short),
        ("pronoun", is_pronoun),
    ];
    shown.into_iter().filter(|(_, is_shown)| *is_shown).map(|(sign, _)| sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use casus_claim::{AuthorityClaim, EventType, Mode, Stance, Status};

    #[test]
    fn every_value_has_a_share() {
        let words = |kind: &'static str, words: Vec<&'static str>| words.into_iter().map(move |word| (kind, word));
        let all = words("commitment", Status::ALL.iter().map(|value| value.word()).collect())
            .chain(words("position", Stance::ALL.iter().map(|value| value.word()).collect()))
            .chain(words("event", EventType::ALL.iter().map(|value| value.word()).collect()))
            .chain(words("statement", Mode::ALL.iter().map(|value| value.word()).collect()))
            .chain(words("authority", AuthorityClaim::ALL.iter().map(|value| value.word()).collect()))
            .chain(words("figure", vec!["currency", "percent", "noun"]));
        for (kind, value) in all {
            assert!((0.0..1.0).contains(&confidence(kind, value, &[]).share()), "{kind} {value}");
        }
    }

    #[test]
    fn signs_move_the_share() {
        let plain = confidence("commitment", "pledged", &[]);
        assert!(confidence("commitment", "pledged", &["state"]) > plain);
        assert!(confidence("commitment", "pledged", &["group", "far"]) < plain);
    }
}
