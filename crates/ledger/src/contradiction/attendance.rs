//! Who was there, how many, and as what? Kinds `attendance` and, where numbers of people differ, `count`.
//!
//! **The same thing**: tellings of one meeting, as `meeting` says. Of numbers: people of one sort who met or took part.
//! Of parts played: who chaired it, or led the delegation of one state. Of lists: all members but one are the same.
//!
//! **A clash**: the ranges of the numbers do not meet; nobody is in both lists of those who led, or those who chaired are
//! not the same; the names of the one member that differs sound alike; somebody is said to have stayed away and to have
//! been there.
//!
//! **Excused**: a number of those in the room against one of all; a part of them; somebody who is named alone as chair,
//! since others may be left unsaid.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Claim, Entity, EntityKind, Figure, Record, Unit};
use casus_text::Span;
use jiff::civil::Date;

use super::meeting::{Meeting, Meetings};
use super::number::{self, Range};
use super::text::{Sentence, Text};
use super::words::{Word, is_of, telling};
use super::{Contradiction, ContradictionKind, Side, list, measure, said, told};

/// Numbers of those who took part in one meeting, each with where it stands and the day.
type Told = (Side, String, Date);

/// Finds what is told otherwise of those who were at one meeting.
pub(super) fn find(texts: &[Text<'_>], meetings: &Meetings<'_>) -> Vec<Contradiction> {
    let known: Vec<Known<'_>> = texts.iter().map(Known::of).collect();
    let mut counts: Vec<Vec<Told>> = Vec::new();
    let mut found: Vec<Contradiction> = Vec::new();
    for one in meetings.all.iter().filter(|meeting| meeting.is_held() && meeting.is_gathering()) {
        let others = meetings
            .on(one.start)
            .filter(|other| other.text.number > one.text.number && other.is_held() && other.is_gathering());
        for other in others.filter(|other| one.is_one_with(other)) {
            counts.extend(numbers(one, other, &known));
            let absent = absent(one, other).or_else(|| absent(other, one));
            let new = [parts(one, other, &known), misheard(one, other), absent].into_iter().flatten();
            // A document that tells of its meeting twice clashes once.
            let new: Vec<_> = new.filter(|new| !found.iter().any(|known| known.sides == new.sides)).collect();
            found.extend(new);
        }
    }
    together(counts).into_iter().map(counted).chain(found).collect()
}

/// What a document says of those who are at meetings, whichever meeting it is.
struct Known<'t> {
    /// The figures that count people at a meeting.
    figures: Vec<(&'t Record, &'t Figure)>,
    parts: Parts<'t>,
}

/// Who plays which part, by the verb and what it is a part in.
type Parts<'t> = BTreeMap<(&'static str, BTreeSet<String>), Part<'t>>;

impl<'t> Known<'t> {
    fn of(text: &'t Text<'t>) -> Self {
        let figure = |record: &'t Record| match &record.claim {
            Claim::Figure(figure) => is_headcount(text, record, &figure.amount).then_some((record, figure)),
            _ => None,
        };
        Self { figures: text.reading.records().iter().filter_map(figure).collect(), parts: parts_of(text) }
    }
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
    let attends =
        || text.sentences_of(record).any(|sentence| sentence.words.iter().any(|word| is_of("attend", &word.lower)));
    is_of("people", noun) && attends()
}

fn headcounts<'t>(
    meeting: &Meeting<'t>,
    figures: &[(&'t Record, &'t Figure)],
) -> BTreeMap<&'t str, Vec<Headcount<'t>>> {
    let text = meeting.text;
    let mut counts: BTreeMap<&str, Vec<Headcount<'_>>> = BTreeMap::new();
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
        if !is_part {
            let range = number::range(&figure.amount, number::hedge(&sentence.words, start));
            counts.entry(noun).or_default().push(Headcount {
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

fn numbers<'t>(one: &Meeting<'t>, other: &Meeting<'t>, known: &[Known<'t>]) -> Option<Vec<Told>> {
    let (counts, others) = [one, other].map(|meeting| headcounts(meeting, &known[meeting.text.number].figures)).into();
    counts.iter().find_map(|(noun, counts)| {
        let others = others.get(noun)?;
        // One number that both give is enough for them to agree.
        let is_agreed = counts.iter().any(|count| others.iter().any(|other| count.range.meets(other.range)));
        let (count, other) = (counts.first()?, others.first()?);
        let told = |count: &Headcount<'_>| (count.side.clone(), measure::number(count.amount), one.start);
        (!is_agreed && count.is_remote == other.is_remote).then(|| vec![told(count), told(other)])
    })
}

/// What somebody does at a meeting that others do not: the verb, and of what.
const PARTS: [(&str, &str); 10] = [
    ("chaired", "chair"),
    ("chairing", "chair"),
    ("presided", "chair"),
    ("led", "lead"),
    ("leading", "lead"),
    ("headed", "lead"),
    ("heading", "lead"),
    ("hosted", "host"),
    ("mediated", "mediate"),
    ("moderated", "mediate"),
];
/// A delegation is led by one, while a state is led by many.
const LED: [&str; 3] = ["delegation", "team", "side"];

/// Words for a meeting, by their stems.
const MEETING: [&str; 5] = ["meet", "talk", "conferenc", "session", "call"];

struct Part<'t> {
    names: BTreeSet<&'t str>,
    side: Side,
}

fn parts(one: &Meeting<'_>, other: &Meeting<'_>, known: &[Known<'_>]) -> Option<Contradiction> {
    let (ours, theirs) = (&known[one.text.number].parts, &known[other.text.number].parts);
    ours.iter().find_map(|((verb, of), part)| {
        let theirs = theirs.get(&(verb, of.clone()))?;
        let is_apart = part.names.is_disjoint(&theirs.names);
        let is_full = part.names.len() >= 2 && theirs.names.len() >= 2 && part.names != theirs.names;
        (is_apart || *verb == "chair" && is_full).then(|| {
            let written = |names: &BTreeSet<&str>| list(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
            Contradiction {
                kind: ContradictionKind::Attendance,
                about: format!("who {} on {}", asked(verb), one.start),
                why: format!("One names {}, another {}.", written(&part.names), written(&theirs.names)),
                sides: vec![part.side.clone(), theirs.side.clone()],
            }
        })
    })
}

fn asked(verb: &str) -> &'static str {
    match verb {
        "chair" => "chaired the meeting",
        "lead" => "led the delegation",
        "host" => "hosted the meeting",
        _ => "mediated",
    }
}

/// Returns who plays which part, by the verb and what it is a part in.
fn parts_of<'t>(text: &'t Text<'t>) -> Parts<'t> {
    let mut parts = BTreeMap::new();
    for sentence in &text.sentences {
        for (at, word) in sentence.words.iter().enumerate() {
            let Some((_, verb)) = PARTS.iter().find(|(form, _)| *form == word.lower) else { continue };
            let is_passive = sentence.words.get(at + 1).is_some_and(|next| next.lower == "by");
            let of = if is_passive { passive_of(sentence, at) } else { active_of(sentence, at) };
            let names = if is_passive { agents(text, sentence, at) } else { subjects(text, sentence, at) };
            let is_meeting = of.iter().any(|word| MEETING.contains(&word.as_str()));
            // Whichever word names the meeting, it is the one of that day.
            let of = if *verb == "lead" { of } else { BTreeSet::new() };
            let is_led = of.len() == 2 && of.iter().any(|word| LED.contains(&word.as_str()));
            let is_known = if *verb == "lead" { is_led } else { is_meeting };
            if is_known && !names.is_empty() {
                parts.entry((*verb, of)).or_insert(Part { names, side: said(text, sentence.span) });
            }
        }
    }
    parts
}

/// Returns the words behind a verb: `chaired the summit in Eastport`.
fn active_of(sentence: &Sentence<'_>, at: usize) -> BTreeSet<String> {
    let is_next =
        |word: &&Word<'_>| !matches!(word.lower.as_str(), "and" | "which" | "on" | "in" | "at" | "for" | "to");
    telling(sentence.words[at + 1..].iter().take_while(is_next).collect::<Vec<_>>())
}

/// Returns the words before a verb in the passive: `the summit in Eastport was chaired by`.
fn passive_of(sentence: &Sentence<'_>, at: usize) -> BTreeSet<String> {
    let before = &sentence.words[..at];
    let of: Vec<_> = before
        .iter()
        .take_while(|word| !matches!(word.lower.as_str(), "of" | "in" | "on" | "which" | "was" | "were"))
        .collect();
    telling(of)
}

/// Returns the people who are named right behind `by`.
fn agents<'t>(text: &Text<'_>, sentence: &Sentence<'t>, at: usize) -> BTreeSet<&'t str> {
    let mut end = sentence.words[at + 1].end_bytes;
    let mut names = BTreeSet::new();
    let people =
        sentence.named.iter().filter(|(span, entity)| span.start_bytes() >= end && entity.kind == EntityKind::Person);
    for (span, entity) in people.collect::<Vec<_>>() {
        let between = &text.source.text()[end.min(span.start_bytes())..span.start_bytes()];
        let is_list = between
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| matches!(word, "" | "and" | "of") || word.starts_with(char::is_uppercase));
        if !is_list {
            break;
        }
        names.insert(entity.name.as_str());
        end = span.end_bytes();
    }
    names
}

/// Returns the people who are named right before a verb, one beside the other.
fn subjects<'t>(text: &Text<'_>, sentence: &Sentence<'t>, at: usize) -> BTreeSet<&'t str> {
    let mut end = sentence.words[at].start_bytes;
    let mut names = BTreeSet::new();
    let people = sentence.named.iter().rev().filter(|(_, entity)| entity.kind == EntityKind::Person);
    for (span, entity) in people.filter(|(span, _)| span.end_bytes() <= sentence.words[at].start_bytes) {
        let between = &text.source.text()[span.end_bytes().min(end)..end];
        let is_list = between.split(|c: char| !c.is_alphanumeric()).all(|word| {
            matches!(
                word,
                "" | "and"
                    | "who"
                    | "had"
                    | "have"
                    | "jointly"
                    | "President"
                    | "Minister"
                    | "Prime"
                    | "Chancellor"
                    | "General"
                    | "Secretary"
                    | "State"
                    | "of"
                    | "Foreign"
                    | "then"
            ) || word.starts_with(char::is_uppercase)
        });
        if !is_list {
            break;
        }
        names.insert(entity.name.as_str());
        end = span.start_bytes();
    }
    names
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

/// Finds somebody who took part in one telling and stayed away in the other.
fn absent(here: &Meeting<'_>, there: &Meeting<'_>) -> Option<Contradiction> {
    let actors = here.event.participants.iter().map(|&id| here.text.entity(id)).filter(|entity| is_actor(entity));
    let names: BTreeSet<&str> = actors.map(|entity| entity.name.as_str()).collect();
    there.text.sentences.iter().find_map(|sentence| {
        let at = sentence.words[stays_away(sentence)?].start_bytes;
        let is_meant = |entity: &Entity| names.contains(entity.name.as_str());
        let before = sentence.named.iter().filter(|(span, _)| span.end_bytes() <= at);
        let (_, entity) = before.rev().find(|(_, entity)| is_meant(entity))?;
        Some(Contradiction {
            kind: ContradictionKind::Attendance,
            about: format!("whether {} took part on {}", entity.name, here.start),
            why: format!("{} took part here and stayed away there.", entity.name),
            sides: vec![told(here.text, here.record), said(there.text, sentence.span)],
        })
    })
}

fn is_actor(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Person | EntityKind::State)
}

/// Returns the place of the words that say that somebody was not there.
fn stays_away(sentence: &Sentence<'_>) -> Option<usize> {
    let lower: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let is_away = |at: usize| match &lower[at..] {
        ["did", "not", verb, ..] => matches!(*verb, "attend" | "participate" | "join"),
        ["not", "attending", ..] | ["stayed", "away", ..] | ["skipped", "the", ..] | ["was", "absent", ..] => true,
        _ => false,
    };
    (0..lower.len()).find(|&at| is_away(at))
}
