//! Are two sentences held side by side that have few words in common, and others let be?

use casus_claim::{Entity, EntityId, EntityKind, Reading};
use casus_text::{DateOrigin, Origin, Published, Source, Span};
use jiff::civil::date;

use super::contradictions;

const PEOPLE: [&str; 4] = ["Ada Korn", "Mira Dane", "Jon Vell", "Tove Halm"];
const STATES: [&str; 4] = ["Norland", "Estavel", "Callow", "Orrin"];

/// Reads a document of 6 May 2031, a sentence up to each stop.
pub(super) fn read(text: &str) -> (Source, Reading) {
    let published = Some(Published { day: date(2031, 5, 6), origin: DateOrigin::Given });
    let source = Source::new(text.to_owned(), Origin { published, ..Origin::default() });
    let mut sentences: Vec<Span> = Vec::new();
    let mut start = 0;
    for end in text.match_indices(". ").map(|(at, _)| at + 1).chain([text.len()]) {
        sentences.push(source.span(start, end).expect("a stop is one byte"));
        start = end + 1;
    }
    let named =
        PEOPLE.map(|name| (EntityKind::Person, name)).into_iter().chain(STATES.map(|name| (EntityKind::State, name)));
    let entity = |(at, (kind, name)): (usize, (EntityKind, &str))| {
        let mentions = text.match_indices(name).map(|(at, name)| source.span(at, at + name.len()).expect("whole"));
        let id = EntityId(at.try_into().expect("a few"));
        let (name, mentions) = (name.to_owned(), mentions.collect());
        Entity { id, kind, name, aliases: Vec::new(), mentions, offices: Vec::new(), roles: Vec::new() }
    };
    let entities = named.enumerate().map(entity).collect();
    let reading = Reading::new(source.id(), entities, Vec::new(), Vec::new(), sentences);
    (source, reading)
}

fn check(one: &str, other: &str, expect: &[&str]) {
    let found = contradictions(&[read(one), read(other)], &[]);
    let kinds: Vec<&str> = found.iter().map(|found| found.kind.word()).collect();
    assert_eq!(kinds, expect, "{one} | {other}");
}

#[test]
fn a_body_begins_once() {
    let one = "The Union of Locks was set up in Eastport in 2019.";
    check(one, "The UL, a club of river states, has existed since 2023.", &["date"]);
    check(one, "The Union of Locks is a club of river states. It came into being in 2023.", &["date"]);
    check(one, "The UL, a club of river states, has existed since 2019.", &[]);
    check(one, "A working group of the Union of Locks was set up in 2023.", &[]);
    check(
        "Norland joined the Union of Locks in 2020.",
        "Norland has been a member of the Union of Locks since 2022.",
        &["date"],
    );
    check("Norland joined the Union of Locks in 2020.", "Norland joined the River Bank in 2022.", &[]);
}

#[test]
fn a_round_of_talks_is_held_once() {
    let one = "The second round of talks between Norland and Estavel in Eastport was held on 2 and 3 April.";
    check(one, "In Eastport the envoys of Norland and Estavel sat down for round two on April 9th.", &["date"]);
    check(one, "In Eastport the envoys of Norland and Estavel sat down for round two on April 3rd.", &[]);
    check(one, "In Eastport the envoys of Norland and Callow sat down for round two on April 9th.", &[]);
    check(one, "The third round of talks between Norland and Estavel in Eastport was held on 9 April.", &[]);
}

#[test]
fn one_part_is_played_by_one() {
    let one = "Ada Korn presided over the river conference in Eastport on Monday.";
    check(one, "In Eastport on Monday the chair of the river conference was taken by Mira Dane.", &["attendance"]);
    check(one, "Alongside Ada Korn, Mira Dane presided over the river conference in Eastport on Monday.", &[]);
    check(one, "Mira Dane presided over the river conference in Callow on Monday.", &[]);
}

#[test]
fn who_is_ready_does_not_refuse() {
    let one = "Norland will not send patrol boats to the strait of Estavel, Ada Korn said in Eastport.";
    check(one, "Ready to dispatch boats to the strait are, it was said in Eastport, Norland and Callow.", &["status"]);
    check(one, "Norland is ready to build patrol boats for the strait of Estavel, it said in Eastport.", &[]);
    check(one, "If a truce holds, Norland is ready to send patrol boats to the strait of Estavel.", &[]);
}

#[test]
fn what_binds_is_not_without_force() {
    let one = "The Eastport Accord on the locks is legally binding on its parties.";
    check(
        one,
        "Nothing in the Eastport Accord creates obligations for its parties on the locks: it is purely political.",
        &["wording"],
    );
    check(one, "A draft of the Eastport Accord on the locks was purely political for its parties.", &[]);
}

#[test]
fn a_body_has_one_seat() {
    let one = "The Eastport-based River Bank lent more.";
    check(one, "River Bank, which has its headquarters in Sabel, lent more.", &["place"]);
    check(one, "River Bank is moving to its headquarters in Sabel.", &[]);
}

#[test]
fn what_is_said_at_a_meeting_does_not_put_the_meeting_ahead() {
    let one = "Ada Korn chaired Monday's meeting at the Salt House in Eastport and said that a fund would be set up.";
    check(one, "At the Salt House in Eastport it was Jon Vell who presided over Monday's meeting.", &["attendance"]);
    check(one, "At the Salt House in Eastport it was Ada Korn who presided over Monday's meeting.", &[]);
    check(one, "Jon Vell will have chaired Monday's meeting at the Salt House in Eastport.", &[]);
}

#[test]
fn those_at_one_meeting_are_so_many() {
    let one =
        "Envoys from 24 states filled the hall in Eastport on Monday when the river guard of Norland was discussed.";
    check(
        one,
        "In Eastport 31 delegations sat around the table on Monday. Norland spoke of the river guard.",
        &["count"],
    );
    check(one, "In Eastport 19 leaders sat around the table on Monday. Norland spoke of the river guard.", &[]);
    check(one, "In Eastport 31 delegations are expected on Monday. Norland will speak of the river guard.", &[]);
}

#[test]
fn a_delegation_has_one_head() {
    let one = "For Norland, Ada Korn did the talking in Eastport on Monday.";
    check(one, "The negotiators of Norland in Eastport were led by Mira Dane on Monday.", &["attendance"]);
    check(one, "The negotiators of Estavel in Eastport were led by Mira Dane on Monday.", &[]);
    check(one, "The negotiators of Norland in Eastport were led by Ada Korn on Monday.", &[]);
}

#[test]
fn a_first_payment_is_one_sum() {
    let one = "Norland received a first instalment of 4 billion crowns from Estavel on Monday.";
    check(one, "Estavel has wired 7 billion crowns to Norland, the opening tranche of its credit.", &["amount"]);
    check(one, "Estavel has wired 7 billion crowns to Norland, the second tranche of its credit.", &[]);
}

#[test]
fn what_a_state_offers_is_its_own() {
    let one = "Norland would contribute 300 soldiers to the river force, Ada Korn said.";
    check(one, "Norland is preparing 900 men for the river force.", &["count"]);
    check(one, "Estavel is preparing 900 men for the river force.", &[]);
    check(one, "Norland would need 900 soldiers for the river force.", &[]);
}

#[test]
fn whoever_is_on_a_screen_is_not_in_the_room() {
    let one = "Ada Korn joined Monday's talks on the river guard in Eastport by video.";
    check(
        one,
        "Ada Korn and Jon Vell shook hands in Eastport before Monday's talks on the river guard.",
        &["attendance"],
    );
    check(one, "Mira Dane and Jon Vell shook hands in Eastport before Monday's talks on the river guard.", &[]);
}

#[test]
fn short_words_are_one_persons() {
    let one = "The river plan of Norland is \u{201c}dead on arrival\u{201d}, Ada Korn said.";
    check(one, "Mira Dane called the river plan of Norland \u{201c}dead on arrival\u{201d} in Eastport.", &["speaker"]);
    check(one, "Like Ada Korn, Mira Dane called the river plan of Norland \u{201c}dead on arrival\u{201d}.", &[]);
}

#[test]
fn what_happens_once_has_one_day() {
    let one = "On 12 April the deputies of Norland gave their approval to the mission in Estavel.";
    check(one, "The mandate for the mission in Estavel was adopted in Norland on 18 April.", &["date"]);
    check(one, "The mandate for the mission in Estavel was adopted in Callow on 18 April.", &[]);
    check(one, "The mandate for the mission in Estavel was adopted in Norland, it was said on 18 April.", &[]);
}

#[test]
fn most_of_a_thing_and_a_staff_are_at_one_place() {
    let one = "The frozen gold of Estavel lies for the most part in Norland.";
    check(one, "The bulk of the frozen Estavel gold sits in Callow.", &["place"]);
    check(one, "A part of the frozen Estavel gold sits in Callow.", &[]);
    let one = "In its first year the headquarters of the Estavel force will sit in Norland.";
    check(one, "Callow would be home to the headquarters of the Estavel force in year one.", &["place"]);
    check(one, "Callow would be home to the headquarters of the Estavel force in year two.", &[]);
}
