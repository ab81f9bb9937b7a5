//! Is one thing at two places? Kind `place`.
//!
//! **The same thing**: most of something, or its seat, with the same telling words before “is held in”; or one meeting of the same
//! people on one day, told in much the same words.
//!
//! **A clash**: the places have none in common. Most of a thing, and its seat, is at one place or one list of places, and a meeting is
//! held once.
//!
//! **Excused**: a building against a town, since the one may stand in the other; a document that names the place of the
//! other too; meetings on a screen.

use std::collections::BTreeSet;

use casus_claim::{EntityKind, Format};
use casus_text::Span;

use super::date::ordinals_in;
use super::meeting::{Meeting, Meetings};
use super::retold::are_set_apart;
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between};
use super::words::{Word, stem, telling};
use super::{Contradiction, ContradictionKind, list, said, told};

/// Where things lie changes in longer times than this.
const DAYS_MAX: i32 = 200;
/// So many telling words say what it is most of.
const SHARED_MIN: usize = 2;
/// A meeting of fewer that are named may be another one, unless so many words tell of it.
const TOLD_WORDS_MIN: usize = 5;
/// So many names are enough.
const NAMES_MIN: usize = 2;

/// So many rarest words of a telling are looked up.
const RAREST: usize = 4;

/// Words for most of something, of which there is only one.
const MOST: [&str; 9] = ["most", "majority", "bulk", "lion", "largest", "mostly", "mainly", "largely", "predominantly"];
/// Words of a part, which do not tell of what.
const FRACTIONS: [&str; 14] = [
    "part", "share", "nine", "eight", "seven", "six", "three", "two", "tenths", "quarters", "thirds", "almost", "all",
    "longer",
];
/// Rooms in which a thing lies at a place.
const ROOMS: [&str; 10] = ["", "and", "the", "a", "in", "at", "vaults", "vault", "accounts", "banks"];
/// What has one place.
const SEATS: [&str; 5] = ["headquarters", "seat", "secretariat", "venue", "capital"];
/// Verbs that put a thing at a place.
const LIES: [&str; 15] = [
    "held",
    "located",
    "based",
    "kept",
    "stored",
    "deposited",
    "frozen",
    "immobilised",
    "immobilized",
    "lie",
    "lies",
    "situated",
    "sit",
    "sits",
    "parked",
];
/// Those of them that need no helping verb.
const ACTIVE: [&str; 4] = ["lie", "lies", "sit", "sits"];
/// Words in the names of buildings.
const BUILDINGS: [&str; 14] = [
    "Palace",
    "House",
    "Hotel",
    "Castle",
    "Hall",
    "Centre",
    "Center",
    "Headquarters",
    "Embassy",
    "Office",
    "Residence",
    "Building",
    "Base",
    "Club",
];

/// Finds things that are at two places.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    lying(texts).into_iter().chain(held(meetings)).collect()
}

struct Lying<'t> {
    text: &'t Text<'t>,
    span: Span,
    of: BTreeSet<String>,
    is_seat: bool,
    words: &'t [Word<'t>],
    places: BTreeSet<&'t str>,
}

fn lying(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let all: Vec<Lying<'_>> =
        texts.iter().flat_map(|text| text.sentences.iter().filter_map(move |sentence| lies(text, sentence))).collect();
    let tellings = Tellings::of(all.iter().map(|lying| (lying.text.published(), &lying.of)));
    let mut found: Vec<Contradiction> = Vec::new();
    for one in &all {
        let around = Around { day: one.text.published(), days: DAYS_MAX };
        let mut near = tellings.beside(&one.of, RAREST, around).map(|other| &all[other]);
        let other = near.find(|other| is_put_elsewhere(one, other));
        let new = other.map(|other| put_elsewhere(one, other));
        found.extend(
            new.filter(|new| !found.iter().any(|known| new.sides.iter().all(|side| known.sides.contains(side)))),
        );
    }
    found
}

/// Returns whether two tellings are of one thing, the other saying the same or more, and have no place in common.
fn is_put_elsewhere(one: &Lying<'_>, other: &Lying<'_>) -> bool {
    let frame: BTreeSet<String> = MOST.iter().chain(&FRACTIONS).map(|word| stem(word)).collect();
    let (ours, theirs) = (&one.of - &frame, &other.of - &frame);
    let shared = ours.intersection(&theirs).count();
    let is_told_again = shared >= SHARED_MIN && 2 * shared > ours.len().min(theirs.len());
    (one.of.is_subset(&other.of) || is_told_again)
        && one.is_seat == other.is_seat
        && !are_set_apart((one.text, one.words), (other.text, other.words))
        && one.places.is_disjoint(&other.places)
        && days_between(one.text, other.text).is_none_or(|days| days <= DAYS_MAX)
}

fn put_elsewhere(one: &Lying<'_>, other: &Lying<'_>) -> Contradiction {
    let written = |places: &BTreeSet<&str>| list(&places.iter().map(|&place| place.to_owned()).collect::<Vec<_>>());
    Contradiction {
        kind: ContradictionKind::Place,
        about: super::one_line(one.text.source.slice(one.span)),
        why: format!("It has one place, and is put in {} and in {}.", written(&one.places), written(&other.places)),
        sides: vec![said(one.text, one.span), said(other.text, other.span)],
    }
}

/// Returns whether most of something is told by a word, as `nearly all` or as a fraction.
fn is_most(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| words[before].lower.as_str());
    match words[at].lower.as_str() {
        "all" => matches!(before, "almost" | "nearly" | "virtually" | "practically"),
        "tenths" => matches!(before, "six" | "seven" | "eight" | "nine"),
        "quarters" => before == "three",
        "thirds" => before == "two",
        lower => MOST.contains(&lower),
    }
}

/// Reads where most of something lies.
fn lies<'t>(text: &'t Text<'t>, sentence: &'t Sentence<'t>) -> Option<Lying<'t>> {
    let words = &sentence.words;
    let is_in = |at: usize| words.get(at + 1).is_some_and(|next| matches!(next.lower.as_str(), "in" | "at"));
    let is_be = |at: usize| matches!(words[at].lower.as_str(), "is" | "are" | "was" | "were" | "be");
    let seat = words.iter().position(|word| SEATS.contains(&word.lower.as_str()));
    let most = (0..words.len()).find(|&at| is_most(words, at));
    let first = most.or(seat)?;
    let lies = |at: &usize| is_in(*at) && (LIES.contains(&words[*at].lower.as_str()) || seat.is_some() && is_be(*at));
    // `The league has its seat in Eastport` says of the seat what `the seat of the league is in Eastport` does.
    let is_had = first > 0 && words[first - 1].lower == "its" && is_in(first);
    let verb = if is_had { first } else { (first + 1..words.len()).find(lies)? };
    let of = if is_had {
        telling(&words[..=first])
    } else {
        // `The assets are for the most part held in Eastport`.
        let is_active = ACTIVE.contains(&words[verb].lower.as_str());
        let before = (first + 1..=verb).rev().chain((0..first).rev()).find(|&at| is_be(at));
        let be = if is_active { verb } else { before? };
        // `The assets, most of which are held in Eastport`.
        let is_behind =
            words[first + 1..].len() > 1 && words[first + 1].lower == "of" && words[first + 2].lower == "which";
        let start = words[..be].iter().rposition(|word| word.lower == "that").map_or(0, |that| that + 1);
        telling(match () {
            () if is_behind => &words[..first],
            () if be < first => &words[start..be],
            () => &words[first..be],
        })
    };
    let mut end = words[verb + 1].end_bytes;
    let mut places = BTreeSet::new();
    for (span, entity) in sentence.named.iter().filter(|(span, _)| span.start_bytes() >= words[verb + 1].end_bytes) {
        let between = &text.source.text()[end..span.start_bytes().max(end)];
        if !between.split(|c: char| !c.is_alphanumeric()).all(|word| ROOMS.contains(&word)) {
            break;
        }
        places.insert(entity.name.as_str());
        end = span.end_bytes();
    }
    let is_told = of.len() >= SHARED_MIN && !places.is_empty();
    is_told.then_some(Lying { text, span: sentence.span, of, is_seat: most.is_none(), words, places })
}

fn held(meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for one in meetings.all.iter().filter(|meeting| meeting.is_held() && meeting.start == meeting.end) {
        let others = meetings
            .on(one.start)
            .filter(|other| other.text.number > one.text.number && other.is_held() && other.start == other.end);
        for other in others.filter(|other| is_elsewhere(one, other)) {
            let is_again = found.iter().any(|known| {
                known.sides[0].document == one.text.number && known.sides[1].document == other.text.number
            });
            if !is_again {
                found.push(elsewhere(one, other));
            }
        }
    }
    found
}

fn is_elsewhere(one: &Meeting<'_>, other: &Meeting<'_>) -> bool {
    let is_remote =
        |meeting: &Meeting<'_>| matches!(meeting.event.format, Some(Format::Virtual | Format::Phone | Format::Hybrid));
    let is_building = |place: &str| BUILDINGS.iter().any(|word| place.contains(word));
    let names = |meeting: &Meeting<'_>, place: &str| meeting.text.source.text().contains(place);
    let shared = one.names.intersection(&other.names).count();
    let is_subset = one.names.is_subset(&other.names) || other.names.is_subset(&one.names);
    let words = one.telling.intersection(&other.telling).count();
    let is_told_again = one.is_told_like(other) || one.is_retold_by(other);
    let (Some(here), Some(there)) = (place(one), place(other)) else { return false };
    // People are at two halls on one day, and seldom in two towns.
    let is_one = shared >= NAMES_MIN && (is_told_again || !is_building(here) && words >= TOLD_WORDS_MIN)
        || shared > 0 && is_subset && is_told_again && words >= TOLD_WORDS_MIN;
    here != there
        && is_one
        && is_building(here) == is_building(there)
        && one.event.kind == other.event.kind
        && ordinals_in(&one.words) == ordinals_in(&other.words)
        && !is_remote(one)
        && !is_remote(other)
        && !names(one, there)
        && !names(other, here)
}

/// Returns the place of a meeting that is told to be at one: that of the event, or the only one that is named.
fn place<'m>(meeting: &'m Meeting<'_>) -> Option<&'m str> {
    let place = meeting.event.place.map(|id| meeting.text.entity(id))?;
    matches!(place.kind, EntityKind::Place | EntityKind::Organisation).then_some(place.name.as_str())
}

fn elsewhere(one: &Meeting<'_>, other: &Meeting<'_>) -> Contradiction {
    let place = |meeting: &Meeting<'_>| place(meeting).unwrap_or_default().to_owned();
    Contradiction {
        kind: ContradictionKind::Place,
        about: super::one_line(one.record.quote.text()),
        why: format!("The same meeting on {} is put in {} and in {}.", one.start, place(one), place(other)),
        sides: vec![told(one.text, one.record), told(other.text, other.record)],
    }
}
