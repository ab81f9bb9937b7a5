//! Which texts are copies, which are not, and does the order in which they come in leave no trace?

use casus_text::{DateOrigin, Origin, Published, Source};
use proptest::prelude::*;

use super::*;

/// An article about invented states.
const ARTICLE: &str = include_str!("tests/article.txt");
/// Another article about the same day, by somebody who was there as well.
const RIVAL: &str = include_str!("tests/rival.txt");

#[derive(Clone, Debug)]
struct Draft {
    text: String,
    publisher: Option<&'static str>,
    day: Option<i8>,
}

fn draft(text: &str, publisher: &'static str, day: i8) -> Draft {
    Draft { text: text.to_owned(), publisher: Some(publisher), day: Some(day) }
}

fn sources(drafts: &[Draft]) -> Vec<Source> {
    let source = |(place, draft): (usize, &Draft)| {
        let day = |day| Published { day: jiff::civil::date(2031, 5, day), origin: DateOrigin::Sidecar };
        let origin = Origin {
            path: format!("{place}.txt"),
            publisher: draft.publisher.map(str::to_owned),
            published: draft.day.map(day),
            ..Origin::default()
        };
        Source::new(draft.text.clone(), origin)
    };
    drafts.iter().enumerate().map(source).collect()
}

fn found(drafts: &[Draft]) -> Copies {
    let sources = sources(drafts);
    copies(&sources.iter().collect::<Vec<_>>())
}

/// Says of each text what it relays: `shortened 0 (97 of 100, 40 of the other, 39 in all)`.
fn check(drafts: &[Draft], expected: &[&str]) {
    let percent = |share: f64| (share * 100.0).round();
    let said = |relay: &Option<Relay>| {
        relay.as_ref().map_or_else(String::new, |relay| {
            let Relay { of, how, alike, of_copy, of_original } = relay;
            let shares = [of_copy, of_original, alike].map(|&share| percent(share));
            format!("{} {of}: {}, {}, {}", how.word(), shares[0], shares[1], shares[2])
        })
    };
    let all: Vec<String> = found(drafts).relays.iter().map(said).collect();
    assert_eq!(all, expected);
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").collect()
}

/// Puts another word in the place of every word whose number divides by `every`.
fn with_words_swapped(text: &str, every: usize) -> String {
    let mut number = 0;
    let swapped = text.split_inclusive(char::is_whitespace).map(|word| {
        number += 1;
        let gap = &word[word.trim_end().len()..];
        if number % every == 0 { format!("word{number}{gap}") } else { word.to_owned() }
    });
    swapped.collect()
}

#[test]
fn the_same_words_in_another_setting_are_identical() {
    let reset = ARTICLE.replace('\n', "\r\n  ").replace(['“', '”'], "\"").to_uppercase();
    check(&[draft(ARTICLE, "Norland Wire", 3), draft(&reset, "Eastport Post", 4)], &["", "identical 0: 100, 100, 100"]);
}

#[test]
fn another_headline_and_another_word_in_twelve_make_a_near_duplicate() {
    let body = paragraphs(ARTICLE)[1..].join("\n\n");
    let edited = format!("River guard is still a long way off\n\n{}", with_words_swapped(&body, 12));
    check(
        &[draft(&edited, "Eastport Post", 4), draft(ARTICLE, "Norland Wire", 3)],
        &["near_duplicate 1: 73, 74, 58", ""],
    );
}

#[test]
fn a_few_paragraphs_of_a_text_are_its_short_form() {
    let first = paragraphs(ARTICLE)[..3].join("\n\n");
    check(&[draft(&first, "Eastport Post", 3), draft(ARTICLE, "Norland Wire", 3)], &["shortened 1: 100, 28, 28", ""]);
}

#[test]
fn a_text_with_a_paragraph_of_ones_own_is_an_extended_form() {
    let own = paragraphs(RIVAL)[1..5].join("\n\n");
    let extended = format!("{ARTICLE}\n\n{own}");
    check(&[draft(ARTICLE, "Norland Wire", 3), draft(&extended, "Eastport Post", 4)], &["", "extended 0: 69, 100, 69"]);
}

#[test]
fn another_report_of_the_same_day_is_no_copy() {
    check(&[draft(ARTICLE, "Norland Wire", 3), draft(RIVAL, "Eastport Post", 3)], &["", ""]);
}

#[test]
fn a_long_report_that_quotes_a_statement_whole_speaks_for_itself() {
    let statement = paragraphs(ARTICLE)[2];
    let report = format!("{RIVAL}\n\n{statement}");
    check(&[draft(statement, "River Council", 2), draft(&report, "Eastport Post", 3)], &["", ""]);
}

#[test]
fn a_part_ties_no_two_texts_that_hold_it() {
    let statement = paragraphs(ARTICLE)[2];
    let report = format!("{RIVAL}\n\n{statement}");
    let copies = found(&[
        draft(ARTICLE, "Norland Wire", 3),
        draft(statement, "River Council", 4),
        draft(&report, "Eastport Post", 4),
    ]);
    assert_eq!(copies.voices, [0, 0, 1]);
}

#[test]
fn an_undated_text_is_older_than_its_part() {
    let first = paragraphs(ARTICLE)[..3].join("\n\n");
    let undated = Draft { text: ARTICLE.to_owned(), publisher: None, day: None };
    check(&[draft(&first, "Eastport Post", 3), undated], &["shortened 1: 100, 28, 28", ""]);
}

#[test]
fn of_texts_of_one_day_the_one_of_the_credited_agency_is_the_original() {
    let body = paragraphs(ARTICLE)[1..].join("\n\n");
    let own = paragraphs(RIVAL)[1];
    let credited = format!("No river guard yet\n\nEASTPORT, May 3 (Norland Wire) - {body}\n\n{own}");
    let drafts = [draft(&credited, "Eastport Post", 3), draft(ARTICLE, "Norland Wire", 3)];
    check(&drafts, &["near_duplicate 1: 88, 98, 87", ""]);
    assert_eq!(found(&drafts).credits, [Some("Norland Wire".to_owned()), None]);
}

#[test]
fn a_common_credit_lets_less_be_enough() {
    let edited = with_words_swapped(ARTICLE, 6);
    let credited = |text: &str| format!("{text}\n\nSource: Norland Wire\n");
    check(&[draft(ARTICLE, "Norland Wire", 3), draft(&edited, "Eastport Post", 4)], &["", ""]);
    check(
        &[draft(ARTICLE, "Norland Wire", 3), draft(&credited(&edited), "Eastport Post", 4)],
        &["", "near_duplicate 0: 48, 50, 32"],
    );
}

#[test]
fn a_sentence_or_two_alike_are_no_copy() {
    check(
        &[
            draft("Veria will send 500 soldiers to Eastport.\n", "Norland Wire", 3),
            draft("Veria will send 600 soldiers to Eastport.\n", "Eastport Post", 3),
        ],
        &["", ""],
    );
}

#[test]
fn a_sentence_under_every_text_ties_none_of_them() {
    let foot = "Follow our coverage of the talks on the river guard and sign up for the morning letter from Eastport.";
    let text = |number: usize| {
        let words: Vec<String> = (0..120).map(|word| format!("w{}", word * 31 + number * 7919)).collect();
        draft(&format!("{}.\n\n{foot}\n", words.join(" ")), "Eastport Post", 3)
    };
    let drafts: Vec<Draft> = (0..40).map(text).collect();
    assert_eq!(found(&drafts).relays, vec![None; drafts.len()]);
}

#[test]
fn the_thresholds_lie_between_edited_copies_and_other_reports() {
    let shares = |text: &str| {
        let (one, other) = (Shingled::of(text), Shingled::of(ARTICLE));
        let both = shared(one.shingles(), other.shingles()) as f64;
        let (one, other) = (one.shingles().len() as f64, other.shingles().len() as f64);
        format!("{:.2} of all, {:.2} of it", both / (one + other - both), both / one)
    };
    let swapped = |every: usize| shares(&with_words_swapped(ARTICLE, every));
    assert_eq!(swapped(20), "0.73 of all, 0.84 of it");
    assert_eq!(swapped(8), "0.45 of all, 0.62 of it");
    assert_eq!(swapped(7), "0.40 of all, 0.56 of it");
    assert_eq!(swapped(6), "0.33 of all, 0.49 of it");
    assert_eq!(swapped(5), "0.25 of all, 0.39 of it");
    assert_eq!(swapped(4), "0.14 of all, 0.24 of it");
    assert_eq!(shares(RIVAL), "0.06 of all, 0.11 of it");
}

#[test]
fn empty_texts_have_voices_of_their_own() {
    let copies = found(&[draft("", "Norland Wire", 3), draft("", "Eastport Post", 3)]);
    assert_eq!((copies.voices.as_slice(), copies.groups()), ([0, 1].as_slice(), Vec::new()));
    assert_eq!(found(&[]), Copies::default());
}

/// Some texts, many of them copies of one another, in any order.
fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let text = prop_oneof![
        Just(ARTICLE.to_owned()),
        Just(RIVAL.to_owned()),
        Just(format!("{ARTICLE}\n\n{RIVAL}")),
        (1usize..6).prop_map(|many| paragraphs(ARTICLE)[..many].join("\n\n")),
        (1usize..6).prop_map(|many| paragraphs(RIVAL)[many..].join("\n\n")),
        (4usize..30).prop_map(|every| with_words_swapped(ARTICLE, every)),
        "[ab .\n]{0,40}",
    ];
    let publisher = prop::sample::select(vec![None, Some("Norland Wire"), Some("Eastport Post")]);
    let draft = (text, publisher, prop::option::of(1i8..5));
    let draft = draft.prop_map(|(text, publisher, day)| Draft { text, publisher, day });
    prop::collection::vec(draft, 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_in_which_texts_come_in_is_of_no_account(drafts in drafts()) {
        let sources = sources(&drafts);
        let forth: Vec<&Source> = sources.iter().collect();
        let back: Vec<&Source> = sources.iter().rev().collect();
        let (forth, back) = (copies(&forth), copies(&back));
        let last = sources.len().saturating_sub(1);
        for place in 0..sources.len() {
            let turned = back.relays[last - place].map(|relay| Relay { of: last - relay.of, ..relay });
            prop_assert_eq!(forth.relays[place], turned);
        }
    }

    #[test]
    fn a_text_has_the_voice_of_what_it_relays(drafts in drafts()) {
        let copies = found(&drafts);
        let relays = copies.relays.iter().enumerate();
        for (place, relay) in relays.filter_map(|(place, relay)| Some((place, relay.as_ref()?))) {
            prop_assert_eq!(copies.voices[place], copies.voices[relay.of]);
        }
        let voices: std::collections::BTreeSet<usize> = copies.voices.iter().copied().collect();
        prop_assert_eq!(voices.len(), copies.relays.iter().filter(|relay| relay.is_none()).count());
    }
}

/// Two tests that say by their times how the cost grows:
/// `cargo test --release -p casus-intake a_thousand_texts -- --ignored`, and the same with `ten_thousand_texts`.
fn check_many(count: usize) {
    let sources = sources(&many(count));
    let copies = copies(&sources.iter().collect::<Vec<_>>());
    assert_eq!(copies.relays.iter().flatten().count(), count / 5 * 2);
}

#[test]
#[ignore = "measures time"]
fn a_thousand_texts() {
    check_many(1_000);
}

#[test]
#[ignore = "measures time"]
fn ten_thousand_texts() {
    check_many(10_000);
}

/// Makes texts of 400 words each: of five, three are their own, one is a part of the first, and one is edited.
fn many(count: usize) -> Vec<Draft> {
    let vocabulary: Vec<&str> = ARTICLE.split_whitespace().chain(RIVAL.split_whitespace()).collect();
    let own = |number: usize| {
        let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let sentence = |next: &mut dyn FnMut() -> usize| {
            let words: Vec<&str> =
                (0..20).map(|_| vocabulary[next() % vocabulary.len()].trim_end_matches('.')).collect();
            words.join(" ") + "."
        };
        let sentences: Vec<String> = (0..20).map(|_| sentence(&mut next)).collect();
        sentences.join("\n\n") + "\n\nFollow our coverage of the talks on the river guard from Eastport."
    };
    let text = |number: usize| match number % 5 {
        3 => draft(&paragraphs(&own(number - 3))[..8].join("\n\n"), "Eastport Post", 2),
        4 => draft(&with_words_swapped(&own(number - 4), 15), "Veria Times", 2),
        _ => draft(&own(number), "Norland Wire", 1),
    };
    (0..count).map(text).collect()
}
