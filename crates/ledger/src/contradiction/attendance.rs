//! Who was there, and how many? Kinds `attendance` and, where numbers of people differ, `count`.
//!
//! **The same thing**: tellings of one meeting, as `meeting` says. Of numbers: people of one sort who met or took part. Of
//! lists: all members but one are the same.
//!
//! **A clash**: the ranges of the numbers do not meet; the names of the one member that differs sound alike.
//!
//! **Excused**: a number of those in the room against one of all; a part of them; those who had come so far.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Claim, Entity, EntityKind, Figure, Record, Unit};
use casus_text::Span;
use jiff::civil::Date;

use super::meeting::{Meeting, Meetings};
use super::number::{self, Range};
use super::text::{Sentence, Text};
use super::words::{Word, has_of, is_of, stem};
use super::{Contradiction, ContradictionKind, Side, measure, said, told};

/// Numbers of those who took part in one meeting, each with where it stands and the day.
type Told = (Side, String, Date);
/// Figures that count people at a meeting.
type Figures<'t> = Vec<(&'t Record, &'t Figure)>;

/// Finds what is told otherwise of those who were at one meeting.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let known: Vec<Figures<'_>> = texts.iter().map(figures).collect();
    let mut counts: Vec<Vec<Told>> = Vec::new();
    let mut found: Vec<Contradiction> = Vec::new();
    for one in meetings.all.iter().filter(|meeting| meeting.is_held() && meeting.is_gathering()) {
        let others = meetings
            .on(one.start)
            .filter(|other| other.text.number > one.text.number && other.is_held() && other.is_gathering());
        for other in others.filter(|other| one.is_one_with(other)) {
            counts.extend(numbers(one, other, &known));
            // A document that tells of its meeting twice clashes once.
            let new = misheard(one, other).filter(|new| !found.iter().any(|known| known.sides == new.sides));
            found.extend(new);
        }
    }
    together(counts).into_iter().map(counted).chain(found).collect()
}

/// Lists the figures of a document that count people at a meeting.
fn figures<'t>(text: &'t Text<'t>) -> Figures<'t> {
    let figure = |record: &'t Record| match &record.claim {
        Claim::Figure(figure) => is_headcount(text, record, &figure.amount).then_some((record, figure)),
        _ => None,
    };
    text.reading.records().iter().filter_map(figure).collect()
}

/// Puts together the numbers that more than two documents give of one meeting.
fn together(pairs: Vec<Vec<Told>>) -> Vec<Vec<Told>> {
    let mut all: Vec<Vec<Told>> = Vec::new();
    for pair in pairs {
        match all.iter_mut().find(|known| pair.iter().any(|(side, ..)| known.iter().any(|(other, ..)| other == side))) {
            Some(known) => {
                let is_new = |told: &Told| !known.iter().any(|(_, number, _)| *number == told.1);
                let new: Vec<Told> = pair.into_iter().filter(is_new).collect();
                known.extend(new);
            }
            None => all.push(pair),
        }
    }
    all
}

fn counted(told: Vec<Told>) -> Contradiction {
    let day = told[0].2;
    let numbers: Vec<String> = told.iter().map(|(_, number, _)| number.clone()).collect();
    Contradiction {
        kind: ContradictionKind::Count,
        about: format!("those who took part in the meeting on {day}"),
        why: format!("Those who took part are given as {}.", numbers.join(" and as ")),
        sides: told.into_iter().map(|(side, ..)| side).collect(),
    }
}

/// How many people of one sort took part.
struct Headcount<'t> {
    amount: &'t Amount,
    range: Range,
    side: Side,
    is_remote: bool,
}

/// Returns whether a figure counts people at a meeting, by its unit and the words beside it.
pub(super) fn is_headcount(text: &Text<'_>, record: &Record, amount: &Amount) -> bool {
    let Unit::Noun(noun) = &amount.unit else { return false };
    let comes = |sentence: &Sentence<'_>| attends(&sentence.words) || is_sent(&sentence.words, amount);
    is_of("people", noun) && text.sentences_of(record).any(comes)
}

/// Returns whether those who are counted sent somebody: `delegations from 20 states`.
fn is_sent(words: &[Word<'_>], amount: &Amount) -> bool {
    let Some((start @ 2.., _)) = number::find(words, amount.value) else { return false };
    is_of("sent", &words[start - 2].lower) && matches!(words[start - 1].lower.as_str(), "from" | "of")
}

/// Returns whether words tell of being at a meeting: `took part` does, and `as part of` does not.
pub(super) fn attends(words: &[Word<'_>]) -> bool {
    let before = |at: usize| at.checked_sub(1).map_or("", |before| words[before].lower.as_str());
    words.iter().enumerate().any(|(at, word)| match word.lower.as_str() {
        "part" => matches!(before(at), "take" | "takes" | "taking" | "took" | "taken"),
        "present" => matches!(before(at), "were" | "was" | "those" | "all"),
        lower => is_of("attend", lower),
    })
}

/// Returns the sort of people that a noun counts: states are countries, and heads of government leaders.
fn sort(noun: &str) -> String {
    if noun == "head" { stem("leader") } else { stem(noun) }
}

fn headcounts<'t>(meeting: &Meeting<'t>, figures: &[(&'t Record, &'t Figure)]) -> BTreeMap<String, Vec<Headcount<'t>>> {
    let text = meeting.text;
    let mut counts: BTreeMap<String, Vec<Headcount<'_>>> = BTreeMap::new();
    for &(record, figure) in figures {
        let Unit::Noun(noun) = &figure.amount.unit else { continue };
        if !is_of_meeting(meeting, record) {
            continue;
        }
        let placed = text
            .sentences_of(record)
            .find_map(|sentence| Some((sentence, number::find(&sentence.words, figure.amount.value)?)));
        let Some((sentence, (start, end))) = placed else { continue };
        let is_part = sentence.words.get(end + 1).is_some_and(|word| word.lower == "of")
            && sentence.words.get(end + 2).is_some_and(|word| word.lower == "the");
        // What is said of the room or the screen may stand behind a comma, of some of them.
        let main = sentence.words[start..]
            .iter()
            .take_while(|word| !text.source.text()[word.start_bytes..].starts_with("some"));
        let is_remote = main.into_iter().take(10).any(|word| {
            matches!(word.lower.as_str(), "person" | "video" | "videolink" | "virtually" | "remotely" | "online")
        });
        if !is_part && !has_of("cumulative", &sentence.words) {
            let range = number::range(&figure.amount, number::hedge(&sentence.words, start));
            counts.entry(sort(noun)).or_default().push(Headcount {
                amount: &figure.amount,
                range,
                side: told(text, record),
                is_remote,
            });
        }
    }
    counts
}

/// Returns whether a record counts those at a meeting: it stands in its telling, or right behind, or they take part.
fn is_of_meeting(meeting: &Meeting<'_>, record: &Record) -> bool {
    let text = meeting.text;
    let span = record.quote.span();
    let is_told_there = meeting.record.quote.span().overlaps(span);
    let groups =
        meeting.event.participants.iter().map(|&id| text.entity(id)).filter(|entity| entity.kind == EntityKind::Group);
    let takes_part = groups.flat_map(|group| &group.mentions).any(|mention| span.contains(*mention));
    let speaks_of_it = text.sentences_of(record).any(|sentence| {
        let pairs = sentence.words.windows(2);
        pairs.into_iter().any(|pair| {
            pair[0].lower == "the"
                && matches!(
                    pair[1].lower.as_str(),
                    "meeting" | "summit" | "talks" | "conference" | "gathering" | "call" | "session"
                )
        })
    });
    let is_behind = span.start_bytes() > meeting.record.quote.span().start_bytes();
    // Of several meetings before it nothing tells which one is meant.
    let is_only = || {
        let days = text
            .reading
            .records()
            .iter()
            .filter(|other| matches!(&other.claim, Claim::Event(event) if event.kind == meeting.event.kind));
        let days: BTreeSet<_> = days.filter_map(|other| other.time.as_ref()?.start()).collect();
        days.len() <= 1
    };
    is_told_there || takes_part || speaks_of_it && is_behind && is_only()
}

fn numbers<'t>(one: &Meeting<'t>, other: &Meeting<'t>, known: &[Figures<'t>]) -> Option<Vec<Told>> {
    let (counts, others) = [one, other].map(|meeting| headcounts(meeting, &known[meeting.text.number])).into();
    counts.iter().find_map(|(noun, counts)| {
        let others = others.get(noun.as_str())?;
        // One number that both give is enough for them to agree.
        let is_agreed = counts.iter().any(|count| others.iter().any(|other| count.range.meets(other.range)));
        let (count, other) = (counts.first()?, others.first()?);
        let told = |count: &Headcount<'_>| (count.side.clone(), measure::number(count.amount), one.start);
        (!is_agreed && count.is_remote == other.is_remote).then(|| vec![told(count), told(other)])
    })
}

/// Finds a member of two lists whose name was misheard: all others are the same.
fn misheard(one: &Meeting<'_>, other: &Meeting<'_>) -> Option<Contradiction> {
    let people = |meeting: &Meeting<'_>| -> BTreeMap<String, Span> {
        let people = meeting.event.participants.iter().map(|&id| meeting.text.entity(id));
        let named = people.filter(|entity| is_named_person(entity));
        named.filter_map(|entity| Some((entity.name.clone(), *entity.mentions.first()?))).collect()
    };
    let (ours, theirs) = (people(one), people(other));
    let only = |list: &BTreeMap<String, Span>, rest: &BTreeMap<String, Span>| -> Vec<(String, Span)> {
        list.iter().filter(|(name, _)| !rest.contains_key(*name)).map(|(name, span)| (name.clone(), *span)).collect()
    };
    let (left, right) = (only(&ours, &theirs), only(&theirs, &ours));
    let ([(name, span)], [(other_name, other_span)]) = (&left[..], &right[..]) else { return None };
    let is_listed = ours.len() == theirs.len() && ours.len() >= 3;
    (is_listed && sounds(name) == sounds(other_name) && !is_one_name(name, other_name)).then(|| {
        let side = |meeting: &Meeting<'_>, span: Span| {
            let sentence = meeting.text.sentence_at(span.start_bytes()).map_or(span, |sentence| sentence.span);
            said(meeting.text, sentence)
        };
        Contradiction {
            kind: ContradictionKind::Attendance,
            about: format!("who took part on {}", one.start),
            why: format!("Both list the same people, but for {name} here and {other_name} there."),
            sides: vec![side(one, *span), side(other, *other_span)],
        }
    })
}

fn is_named_person(entity: &Entity) -> bool {
    // A general whose first name is not given may be taken for something else than a person.
    matches!(entity.kind, EntityKind::Person | EntityKind::Organisation) && entity.name.starts_with(char::is_uppercase)
}

/// Returns whether two names are spellings of one: the longer begins with the shorter, or ends with it.
fn is_one_name(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}

/// Returns the consonants of a last name, those that sound alike as one.
fn sounds(name: &str) -> String {
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let letters = last.chars().filter(|c| c.is_alphabetic() && !"aeiouyh".contains(*c));
    letters.map(|c| if matches!(c, 'c' | 'q') { 'k' } else { c }).collect()
}
