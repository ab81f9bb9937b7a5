//! Which reports tell the same?

use super::*;

#[test]
fn one_promise_in_other_words_and_with_other_numbers_is_one_thread() {
    check(
        &[
            paper(3, "Norland is ready to send 200 engineers to repair the bridges of the salt road.")
                .troops("Norland", Status::Offered, "send 200 engineers to repair the bridges of the salt road")
                .count(200, "engineer"),
            paper(6, "Norland will deploy 300 engineers for the repair of bridges.")
                .troops("Norland", Status::Pledged, "deploy 300 engineers for the repair of bridges")
                .count(300, "engineer"),
        ],
        &["commitment Norland: 0 offered > 1 pledged (stronger, amount_up 200 engineer to 300 engineer)"],
    );
}

#[test]
fn a_short_report_goes_with_the_only_promise_it_can_mean() {
    let long = paper(3, "Norland will send engineers to repair the bridges of the salt road.").troops(
        "Norland",
        Status::Pledged,
        "send engineers to repair the bridges of the salt road",
    );
    let short = paper(5, "Norland will send engineers.").troops("Norland", Status::Pledged, "send engineers");
    check(&[long, short], &["commitment Norland: 0 pledged > 1 pledged"]);
}

#[test]
fn a_sum_alone_is_told_again_by_the_same_sum() {
    check(
        &[
            paper(3, "Norland pledged €400 for the rebuilding of Eastport harbour.").money(
                "Norland",
                Status::Pledged,
                "€400 for the rebuilding of Eastport harbour",
                400,
            ),
            paper(4, "Norland has pledged €400.").money("Norland", Status::Pledged, "€400", 400),
            paper(4, "Norland has pledged €700 in all.").money("Norland", Status::Pledged, "€700 in all", 700),
        ],
        &["commitment Norland: 0 pledged > 1 pledged", "commitment Norland: 2 pledged"],
    );
}

#[test]
fn a_joint_promise_goes_on_in_that_of_one_of_its_debtors() {
    check(
        &[
            paper(3, "Norland and Sudland will guard the dam at Hask.").troops(
                "Norland and Sudland",
                Status::Pledged,
                "guard the dam at Hask",
            ),
            paper(7, "Norland guards the dam at Hask.").troops("Norland", Status::Delivered, "guards the dam at Hask"),
        ],
        &["commitment Norland and Sudland: 0 pledged > 1 delivered (delivered)"],
    );
}

#[test]
fn a_refusal_and_a_withdrawal_belong_to_the_promise() {
    let told = |day, status, text: &str| paper(day, text).troops("Norland", status, "patrol boats to the strait");
    check(
        &[
            told(3, Status::Pledged, "Norland will send patrol boats to the strait."),
            told(9, Status::Withdrawn, "Norland took back its offer of patrol boats to the strait."),
            told(12, Status::Refused, "Norland refuses to send patrol boats to the strait."),
        ],
        &["commitment Norland: 0 pledged > 1 withdrawn (withdrawn) > 2 refused (refused)"],
    );
}

#[test]
fn a_stance_that_turns_is_one_position() {
    check(
        &[
            paper(3, "Norland opposes an embargo on salt.").position("Norland", Stance::Opposes, "an embargo on salt"),
            paper(8, "Norland backs the salt embargo.").position("Norland", Stance::Supports, "the salt embargo"),
            paper(8, "Sudland backs the salt embargo.").position("Sudland", Stance::Supports, "the salt embargo"),
        ],
        &["position Norland: 0 opposes > 1 supports (stance opposes to supports)", "position Sudland: 2 supports"],
    );
}

#[test]
fn a_meeting_that_is_moved_is_one_event() {
    check(
        &[
            paper(3, "Norland and Sudland will meet in Eastport for talks on water on 10 May.")
                .meeting("Norland and Sudland", EventStatus::Planned, Some("Eastport"), "talks on water")
                .on(10),
            paper(8, "The talks on water of Norland and Sudland in Eastport were postponed to 17 May.")
                .meeting("Norland and Sudland", EventStatus::Planned, Some("Eastport"), "talks on water")
                .on(17),
            paper(18, "Norland and Sudland held talks on water in Eastport on 17 May.")
                .meeting("Norland and Sudland", EventStatus::Held, Some("Eastport"), "talks on water")
                .on(17),
        ],
        &[
            "event Norland and Sudland: 0 planned > 1 planned (later 2031-05-10 to 2031-05-17) > 2 held (status planned to held)",
        ],
    );
}

#[test]
fn voices_are_counted_and_outlets_are_named() {
    let told = |day, text: &str| paper(day, text).troops("Norland", Status::Pledged, "send engineers to the dam");
    let papers = Papers::of(&[
        told(3, "Norland will send engineers to the dam.").voice(1, "Courier"),
        told(4, "As reported, Norland will send engineers to the dam.").voice(1, "Gazette"),
        told(5, "Norland confirmed that it will send engineers to the dam.").voice(2, "Courier"),
    ]);
    let found = threads(&papers.reports(), &Settled::default());
    let [thread] = &found[..] else { panic!("{found:?}") };
    assert_eq!(thread.voices(), 2);
    let relays: Vec<String> = thread.relays.iter().map(|(outlet, voices)| format!("{outlet} {voices:?}")).collect();
    assert_eq!(relays, ["Courier {1, 2}", "Gazette {1}"]);
}

#[test]
fn what_people_decided_goes_before_the_words() {
    let told =
        |day, words: &str| paper(day, &format!("Norland will {words}.")).troops("Norland", Status::Pledged, words);
    let all =
        [told(3, "send engineers to the dam"), told(5, "help the builders"), told(6, "send engineers to the dam soon")];
    let papers = Papers::of(&all);
    let [one, two, three] = [0, 1, 2].map(|document| papers.reference(document, 0));
    check(&all, &["commitment Norland: 0 pledged > 2 pledged", "commitment Norland: 1 pledged"]);
    let joined = Settled { joined: &[(one, two)], ..Settled::default() };
    check_with(&all, &joined, &["commitment Norland: 0 pledged > 1 pledged > 2 pledged"]);
    let parted = Settled { parted: &[(three, one)], ..Settled::default() };
    check_with(
        &all,
        &parted,
        &["commitment Norland: 0 pledged", "commitment Norland: 1 pledged", "commitment Norland: 2 pledged"],
    );
}

#[test]
fn a_state_that_a_reader_takes_for_an_organisation_is_the_same_debtor() {
    let told = |day, text: &str| paper(day, text).troops("Norland", Status::Pledged, "send engineers to the dam");
    let mut other = told(5, "Norland promised to send engineers to the dam.");
    other.entities[0].kind = EntityKind::Organisation;
    check(&[told(3, "Norland will send engineers to the dam."), other], &["commitment Norland: 0 pledged > 1 pledged"]);
}

#[test]
fn who_speaks_for_a_debtor_may_be_known_from_elsewhere() {
    let mut told = paper(3, "Norland will send engineers to the dam, Ada Korn said.")
        .troops("Norland", Status::Pledged, "send engineers to the dam")
        .by("Ada Korn", "Norland");
    told.entities[1].offices = Vec::new();
    let papers = Papers::of(&[told]);
    let office = KnownOffice { title: "President".to_owned(), of: "Norland".to_owned(), from: None, to: Some(may(9)) };
    let is_own = |to: Date| {
        let office = KnownOffice { to: Some(to), ..office.clone() };
        let terms = [Term { person: "Ada Korn".to_owned(), office }];
        let settled = Settled { terms: &terms, ..Settled::default() };
        threads(&papers.reports(), &settled)[0].steps[0].is_own
    };
    assert!(is_own(may(9)));
    assert!(!is_own(may(2)), "the office was no longer held");
}

#[test]
fn words_of_one_meaning_tell_one_thing() {
    let told = |day, status, words: &str| {
        paper(day, &format!("In short: {words}.")).promise("Norland", status, Category::Trade, words)
    };
    let papers = |words: [&str; 2]| {
        let mut papers = [told(3, Status::Pledged, words[0]), told(6, Status::Refused, words[1])];
        for paper in &mut papers {
            paper.id("Norland");
        }
        papers
    };
    for words in [
        ["cut its duty on timber", "lower its tariff on timber"],
        ["send sappers to the banks of the Hask", "send deminers to the banks of the Hask"],
        ["free 60 captives", "free 60 prisoners"],
    ] {
        check(&papers(words), &["commitment Norland: 0 pledged > 1 refused (refused)"]);
    }
}

#[test]
fn a_name_told_in_short_is_the_same() {
    let mut long = paper(3, "Norland may send dredgers to the Veldt Canal.").troops(
        "Norland",
        Status::Considered,
        "send dredgers to the Veldt Canal",
    );
    long.id_of(EntityKind::Place, "Veldt Canal");
    let short = paper(5, "Norland pledged to send dredgers to clear silt from the canal.").troops(
        "Norland",
        Status::Pledged,
        "send dredgers to clear silt from the canal",
    );
    check(&[long, short], &["commitment Norland: 0 considered > 1 pledged (stronger)"]);
}

#[test]
fn a_sum_in_another_currency_may_be_the_same_and_has_no_other_amount() {
    let told = |day, currency: &str, value: i64| {
        let text = format!("Norland will spend {value} {currency} on barracks for the garrison.");
        paper(day, &text)
            .money("Norland", Status::Pledged, "on barracks for the garrison", value)
            .with(|it| it.consequent.amount.as_mut().expect("it has one").unit = Unit::Currency(currency.to_owned()))
    };
    check(&[told(3, "GBP", 200), told(5, "USD", 268)], &["commitment Norland: 0 pledged > 1 pledged"]);
    check(
        &[told(3, "GBP", 200), told(5, "USD", 900)],
        &["commitment Norland: 0 pledged", "commitment Norland: 1 pledged"],
    );
}

#[test]
fn a_parliament_decides_on_one_thing_once_a_day() {
    let act = |day, words: &str| {
        let text = format!("The Diet {words}.");
        let mut paper = paper(day, &text);
        let participants = vec![paper.id_of(EntityKind::Organisation, "Diet")];
        let sentence = paper.sentence(words);
        let (kind, status) = (EventType::Decision, EventStatus::Held);
        paper
            .add(sentence, Claim::Event(Event { kind, participants, place: None, format: None, status, because: None }))
            .on(3)
    };
    check(
        &[
            act(4, "approved the loan by a wide margin on Tuesday"),
            act(9, "adopted the loan"),
            act(9, "elected a speaker"),
        ],
        &["event Diet: 0 held > 1 held", "event Diet: 2 held"],
    );
}
