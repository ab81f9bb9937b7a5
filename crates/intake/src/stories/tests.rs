//! Which reports are of one happening, why, and does the order in which they come in leave no trace?

use casus_text::{DateOrigin, Origin, Published, Source};
use proptest::prelude::*;

use super::*;

/// A text with its headline and the day in May 2031 on which it was published.
#[derive(Clone, Debug)]
struct Draft {
    title: &'static str,
    text: String,
    day: Option<i8>,
}

fn draft(day: i8, title: &'static str, text: &str) -> Draft {
    Draft { title, text: text.to_owned(), day: Some(day) }
}

fn sources(drafts: &[Draft]) -> Vec<Source> {
    let source = |(place, draft): (usize, &Draft)| {
        let day = |day| Published { day: jiff::civil::date(2031, 5, day), origin: DateOrigin::Sidecar };
        let origin = Origin {
            path: format!("{place}.txt"),
            title: (!draft.title.is_empty()).then(|| draft.title.to_owned()),
            published: draft.day.map(day),
            ..Origin::default()
        };
        Source::new(draft.text.clone(), origin)
    };
    drafts.iter().enumerate().map(source).collect()
}

/// Says of each text its story and why it is there: `0 because of 1, 2 days: Orlec, bridge`.
fn said(stories: &Stories) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Opened => "opened".to_owned(),
        Place::Copy(Relay { of, .. }) => format!("copy of {of}"),
        Place::Joined(Because { of, shared, days, .. }) => {
            let days = days.map_or("no".to_owned(), |days| days.to_string());
            format!("because of {of}, {days} days: {}", shared.join(", "))
        }
    };
    stories.numbers.iter().zip(&stories.places).map(|(number, of)| format!("{number} {}", place(of))).collect()
}

fn check(drafts: &[Draft], expected: &[&str]) {
    assert_eq!(said(&stories(&sources(drafts))), expected);
}

const FLOOD: &str = "The River Salm broke its dike at Orrin on Friday and flooded 400 houses. \
    Mayor Ilse Brand said that two pumps had failed.";
const PUMPS: &str = "Two pumps failed before the dike at Orrin gave way, Ilse Brand admitted. \
    Some 400 houses stand in the water of the Salm.";
const VOTE: &str =
    "Parliament in Dunmere passed the harbour levy on Friday with 61 votes. Finance minister Ada Korn called it fair.";

#[test]
fn reports_of_one_happening_are_a_story_and_say_why() {
    check(
        &[
            draft(2, "Dike breaks at Orrin", FLOOD),
            draft(2, "Levy passed", VOTE),
            draft(3, "Pumps failed at Orrin", PUMPS),
        ],
        &["0 opened", "1 opened", "0 because of 0, 1 days: Orrin, failed, Pumps, dike, 400, Brand"],
    );
}

#[test]
fn one_word_in_common_makes_no_story() {
    check(
        &[draft(2, "", "Ilse Brand spoke of rain."), draft(2, "", "Vera Tolland spoke at noon.")],
        &["0 opened", "1 opened"],
    );
}

#[test]
fn the_same_place_weeks_later_is_another_story() {
    check(
        &[draft(2, "Dike breaks at Orrin", FLOOD), draft(25, "Pumps failed at Orrin", PUMPS)],
        &["0 opened", "1 opened"],
    );
}

#[test]
fn a_copy_is_in_the_story_of_its_original() {
    let long = format!("{FLOOD} {FLOOD} {PUMPS}");
    check(
        &[draft(3, "Water at Orrin", &long), draft(2, "Dike breaks at Orrin", &long), draft(2, "Levy passed", VOTE)],
        &["0 copy of 1", "0 opened", "1 opened"],
    );
}

#[test]
fn days_of_the_week_are_those_around_the_publication() {
    let days = |day: i8, text: &str| {
        let telling = Telling::of(&sources(&[draft(day, "", text)])[0]);
        let first = day_number(jiff::civil::date(2031, 5, 1));
        telling.days.into_iter().map(|day| day - first + 1).collect::<Vec<i32>>()
    };
    // The 2nd of May 2031 is a Friday.
    assert_eq!(days(2, "It was said on Friday, on Thursday and on Monday, and is due on Sunday."), [-2, 1, 2, 4]);
    assert_eq!(days(2, "Signed yesterday, to be read tomorrow."), [1, 3]);
    assert_eq!(days(2, "Signed in May."), Vec::<i32>::new());
}

#[test]
fn different_days_named_set_two_reports_apart() {
    let alike = |day: &str| {
        let first = draft(8, "Talks over the dam", "The delegations of Norland and Veria met in Eastport on Thursday.");
        let second = format!("Veria and Norland sat together in Eastport on {day}, over the dam.");
        let found = stories(&sources(&[first, draft(8, "Eastport talks", &second)]));
        match &found.places[1] {
            Place::Joined(because) => because.alike,
            place => panic!("{place:?}"),
        }
    };
    assert!((alike("Wednesday") - 2.0 * alike("Tuesday")).abs() < 1e-9);
}

#[test]
fn a_text_can_be_led_to_its_story_by_a_later_one() {
    check(
        &[
            draft(2, "Orrin", "Ilse Brand spoke of the Salm."),
            draft(2, "Callow", "Vera Tolland was silent on the ferry."),
            draft(2, "Orrin and Callow", "Ilse Brand and Vera Tolland spoke of the Salm and the ferry."),
        ],
        &[
            "0 opened",
            "0 because of 2, 0 days: Callow, Tolland, Vera, ferry",
            "0 because of 0, 0 days: Orrin, Brand, Salm, Ilse, spoke",
        ],
    );
}

#[test]
fn names_numbers_and_keys_are_told_from_other_words() {
    let telling =
        Telling::of(&sources(&[draft(2, "", "Negotiators from Veria’s coast asked for 1,200.5 tonnes in 2031.")])[0]);
    let said = |(key, word): (&String, &telling::Word)| format!("{key} {} {:?}", word.written, word.kind);
    assert_eq!(
        telling.words.iter().map(said).collect::<Vec<_>>(),
        [
            "1,200.5 1,200.5 Number",
            "coast coast Plain",
            "negotia Negotiators Plain",
            "tonne tonnes Plain",
            "veria Veria Name"
        ]
    );
}

#[test]
fn texts_without_a_day_or_a_word_have_their_places() {
    let undated = Draft { day: None, ..draft(2, "Pumps failed at Orrin", PUMPS) };
    check(
        &[undated, draft(2, "Dike breaks at Orrin", FLOOD), draft(2, "", "")],
        &["0 because of 1, no days: Orrin, failed, Pumps, dike, 400, Brand", "0 opened", "1 opened"],
    );
    assert_eq!(stories([]), Stories::default());
}

#[test]
fn a_text_without_a_day_leads_over_no_gap_of_weeks() {
    let undated =
        Draft { day: None, ..draft(2, "Water of the Salm at Orrin", "Ilse Brand counted 400 houses, and both pumps.") };
    let found = stories(&sources(&[
        draft(2, "Dike breaks at Orrin", FLOOD),
        draft(28, "Pumps failed at Orrin", PUMPS),
        undated,
    ]));
    assert_eq!(found.groups, [vec![0], vec![1, 2]]);
}

/// Some texts, many of them alike, in any order.
fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let text = prop_oneof![
        Just(FLOOD.to_owned()),
        Just(PUMPS.to_owned()),
        Just(VOTE.to_owned()),
        Just(format!("{FLOOD} {VOTE}")),
        "[A-Da-d .1’'\n]{0,60}",
    ];
    let title = prop::sample::select(vec!["", "Dike breaks at Orrin", "Levy passed"]);
    let draft = (title, text, prop::option::of(1i8..9)).prop_map(|(title, text, day)| Draft { title, text, day });
    prop::collection::vec(draft, 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_in_which_texts_come_in_is_of_no_account(drafts in drafts()) {
        let sources = sources(&drafts);
        let (forth, back) = (stories(&sources), stories(sources.iter().rev()));
        let back: Vec<usize> = back.numbers.into_iter().rev().collect();
        prop_assert_eq!(forth.numbers, back);
    }

    #[test]
    fn every_story_is_opened_by_one_text(drafts in drafts()) {
        let found = stories(&sources(&drafts));
        for group in &found.groups {
            let opened = group.iter().filter(|&&place| found.places[place] == Place::Opened).count();
            prop_assert_eq!(opened, 1, "{:?}", said(&found));
        }
    }
}

/// Two tests that say by their times how the cost grows:
/// `cargo test --release -p casus-intake thousand_reports -- --ignored`.
fn check_many(count: usize) {
    let sources = many(count);
    let found = stories(&sources);
    assert_eq!(found.numbers.iter().max(), Some(&(count / 10 - 1)));
}

#[test]
#[ignore = "measures time"]
fn a_thousand_reports() {
    check_many(1_000);
}

#[test]
#[ignore = "measures time"]
fn ten_thousand_reports() {
    check_many(10_000);
}

/// Makes reports of 80 words, ten a happening and a day, each with words of the happening, of its region and of its own.
fn many(count: usize) -> Vec<Source> {
    let report = |number: usize| {
        let happening = number / 10;
        let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let word = |place: usize| match place % 4 {
            0 => format!("h{}x{}", happening, next(12)),
            1 => format!("r{}x{}", happening % 20, next(40)),
            _ => format!("w{}", next(5_000)),
        };
        let words: Vec<String> = (0..80).map(word).collect();
        let day = jiff::civil::date(2031, 1, 1).checked_add(jiff::Span::new().days(happening as i64)).expect("a day");
        let published = Some(Published { day, origin: DateOrigin::Sidecar });
        Source::new(words.join(" "), Origin { path: format!("{number:06}.txt"), published, ..Origin::default() })
    };
    (0..count).map(report).collect()
}
