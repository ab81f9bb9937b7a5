//! Is one number given for a thing here and another there? Kinds `count` and `amount`.
//!
//! **The same thing**: figures of one unit whose clauses say the same with their telling words, or one of them the same and
//! a little more. Both give the same years and months or none, both are a part of something or neither is, and no word
//! that makes another thing of it (`first`, `annual`, `net`) stands on one side alone. Of two documents it must be one
//! affair, by the actors they name and by the days on which they were published.
//!
//! **A clash**: the ranges that the words allow do not meet; `number` says which those are.
//!
//! **Excused**: two people are each reported to give their own number; the clause tells of a change; what is counted
//! grows, or what is promised is promised higher, and the later document has the larger number; one of the two is only
//! possible.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Amount, Claim, EntityKind, Figure, Record, Status, Unit};
use casus_text::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::number::{self, Range};
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_says, share_names};
use super::words::{Word, binding, has_of, is_of, periods, stem, stems_of, telling, telling_of, weekday};
use super::{Contradiction, ContradictionKind, attendance, one_line, restated, told};

/// So many telling words must be the same where one clause says more than the other.
const SHARED_MIN: usize = 3;
/// So many where both say just the same.
const EQUAL_MIN: usize = 2;
/// So many where each says something that the other does not.
const ALIKE_MIN: usize = 4;
/// At most so many words may stand on the side that says less.
const LESS_MAX: usize = 1;
/// Later news of what changes from month to month is no contradiction.
const DAYS_MAX: i32 = 60;
/// A promise is not raised from one day to the next.
const RAISED_DAYS_MIN: i32 = 3;
/// What was settled by a decision stays longer.
const SETTLED_DAYS_MAX: i32 = 200;
/// Two documents that share this many named actors have a subject in common.
const SHARED_NAMES_MIN: usize = 2;
/// None is needed where so many are, since a name is among them or the document has none.
const SURE_WORDS_MIN: usize = 5;
/// One is enough where so many telling words are the same.
const TOLD_WORDS_MIN: usize = 3;
/// A promise below this confidence excuses nothing.
const PROMISE_CONFIDENCE_MIN: f64 = 0.85;

/// A figure with what tells of what it is.
pub(super) struct Measure<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) record: &'t Record,
    pub(super) figure: &'t Figure,
    pub(super) range: Range,
    pub(super) telling: BTreeSet<String>,
    /// Those of them that name somebody, or stand behind a preposition, and so tell of whom and for what.
    pub(super) binding: BTreeSet<String>,
    /// The days of the week that its sentence names.
    weekdays: BTreeSet<i8>,
    /// Those that name somebody.
    pub(super) named: BTreeSet<String>,
    pub(super) periods: BTreeSet<String>,
    pub(super) is_part: bool,
    pub(super) is_change: bool,
    pub(super) is_modal: bool,
    /// Whether it is all from the beginning to now.
    pub(super) is_cumulative: bool,
    pub(super) grows: bool,
    pub(super) is_promised: bool,
    pub(super) is_settled: bool,
    /// Whether somebody may give it together with others.
    pub(super) is_joint: bool,
    /// The day that the sentence tells of.
    pub(super) day: Option<Date>,
    pub(super) about: String,
}

/// Finds the things for which two numbers are given.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    let mut by_unit: BTreeMap<Unit, Vec<Measure<'_>>> = BTreeMap::new();
    for measure in texts.iter().flat_map(measures) {
        by_unit.entry(unit(&measure)).or_default().push(measure);
    }
    let found = by_unit.values().flat_map(|measures| {
        let mut found = of_unit(measures);
        let is_known = |new: &Contradiction, found: &[Contradiction]| {
            found.iter().any(|known| new.sides.iter().all(|side| known.sides.contains(side)))
        };
        for new in restated::of_unit(measures) {
            if !is_known(&new, &found) {
                found.push(new);
            }
        }
        found
    });
    found.collect()
}

/// Words for one thing that is counted are one and the same: countries and states, soldiers and troops.
fn unit(measure: &Measure<'_>) -> Unit {
    match &measure.figure.amount.unit {
        // The reader counts the personnel of an army as persons.
        Unit::Noun(noun) if noun == "person" && measure.telling.contains(&stem("soldier")) => {
            Unit::Noun(stem("soldier"))
        }
        Unit::Noun(noun) => Unit::Noun(stem(noun)),
        unit => unit.clone(),
    }
}

fn measures<'t>(text: &'t Text<'t>) -> impl Iterator<Item = Measure<'t>> {
    text.reading.records().iter().filter_map(|record| {
        let Claim::Figure(figure) = &record.claim else { return None };
        // Those who are at a meeting are told apart by the meeting.
        let is_headcount = is_of_meeting(text, record) && attendance::is_headcount(text, record, &figure.amount);
        if is_headcount { None } else { measure(text, record, figure) }
    })
}

/// Returns whether a sentence tells of an event or of people coming together.
fn is_of_meeting(text: &Text<'_>, record: &Record) -> bool {
    let is_event = |record: &Record| matches!(record.claim, Claim::Event(_));
    let is_gathering = |word: &Word<'_>| {
        matches!(word.lower.as_str(), "meeting" | "summit" | "talks" | "conference" | "gathering" | "call" | "session")
    };
    text.records_in(record.quote.span()).any(is_event)
        || text.sentences_of(record).any(|sentence| sentence.words.iter().any(is_gathering))
}

fn measure<'t>(text: &'t Text<'t>, record: &'t Record, figure: &'t Figure) -> Option<Measure<'t>> {
    let found = text.sentences_of(record).find_map(|sentence| {
        let place = number::find(&sentence.words, figure.amount.value)?;
        Some((sentence, place))
    });
    let (sentence, (start, end)) = found?;
    let (first, last) = clause(text, sentence, start, end);
    let words = &sentence.words[first..last];
    let span = text.source.span(words[0].start_bytes, words[words.len() - 1].end_bytes)?;
    let units = telling_of(figure.amount.unit.word());
    let number: BTreeSet<String> = telling(&sentence.words[start..end]);
    let mut told = &(&text.telling(span) - &units) - &number;
    // `60 billion of the loan is for the army and 30 billion for the budget`: both are parts of the loan.
    let is_second = words[0].lower == "and";
    let whole = if is_second { whole_of(&sentence.words[..first]) } else { None };
    told.extend(whole.map(|word| stem(&word.lower)));
    Some(Measure {
        text,
        record,
        figure,
        range: number::range(&figure.amount, number::hedge(&sentence.words, start)),
        is_settled: words.iter().chain(whole).any(|word| is_of("instrument", &word.lower)),
        telling: told,
        binding: binding(words),
        weekdays: words
            .iter()
            .filter(|word| word.is_capital())
            .filter_map(weekday)
            .map(|day| day.to_monday_zero_offset())
            .collect(),
        named: named(sentence, span),
        periods: periods(&sentence.words),
        is_part: is_part(&sentence.words, end) && !is_whole_before(text, &sentence.words, end) || whole.is_some(),
        is_change: has_of("change", words),
        is_modal: words.iter().any(|word| is_of("modal", &word.lower) && !word.is_capital()),
        is_cumulative: has_of("cumulative", words),
        grows: has_of("grow", words),
        is_promised: is_promised(text, sentence, sentence.words[start].start_bytes),
        is_joint: words.iter().any(|word| word.lower == "and"),
        about: about(text, figure, span, sentence.words[start].start_bytes),
        day: day(text, record),
    })
}

fn named(sentence: &Sentence<'_>, clause: Span) -> BTreeSet<String> {
    let capitals = sentence.words.iter().skip(1).filter(|word| word.is_capital());
    let names =
        sentence.named.iter().filter(|(span, entity)| clause.contains(*span) && entity.kind != EntityKind::Group);
    names.flat_map(|(_, entity)| telling_of(&entity.name)).chain(telling(capitals)).collect()
}

/// Returns the one day that the records of a sentence give.
fn day(text: &Text<'_>, record: &Record) -> Option<Date> {
    let beside = text.records_in(record.quote.span());
    let mut days = beside.filter_map(|record| {
        let time = record.time.as_ref()?;
        time.start().filter(|_| time.start() == time.end())
    });
    days.next()
}

/// Returns the words of the clause around a number, from the first to the one behind the last.
fn clause(text: &Text<'_>, sentence: &Sentence<'_>, start: usize, end: usize) -> (usize, usize) {
    let words = &sentence.words;
    let content = content_around(text, sentence, words[start].start_bytes);
    let is_outside = |word: &Word<'_>| {
        content.is_some_and(|content| word.start_bytes < content.start_bytes() || word.end_bytes > content.end_bytes())
    };
    let mut first = start;
    while first > 0 && !is_outside(&words[first - 1]) && !is_cut(text, words, first, start..end) {
        first -= 1;
    }
    let mut last = end;
    while last < words.len() && !is_outside(&words[last]) && !is_cut(text, words, last, start..end) {
        last += 1;
    }
    (first, last)
}

/// Returns what somebody is reported to say, where a place lies in it.
fn content_around(text: &Text<'_>, sentence: &Sentence<'_>, at_bytes: usize) -> Option<Span> {
    text.records_in(sentence.span).find_map(|record| {
        let Claim::Statement(statement) = &record.claim else { return None };
        let content = statement.content.span();
        (content.start_bytes() <= at_bytes && at_bytes < content.end_bytes()).then_some(content)
    })
}

/// Returns whether another clause begins at a word.
///
/// A comma before a capital may stand in a list of names, so it parts nothing.
fn is_cut(text: &Text<'_>, words: &[Word<'_>], at: usize, number: std::ops::Range<usize>) -> bool {
    let gap = &text.source.text()[words[at - 1].end_bytes..words[at].start_bytes];
    let is_lower = !words[at].is_capital() && !words[at].is_number();
    let is_list = words[at].lower == "and" && words.get(at + 1).is_some_and(Word::is_capital);
    let opens =
        matches!(words[at].lower.as_str(), "which" | "who" | "where" | "while" | "whereas" | "but" | "although");
    // `60 for the army and 30 for the budget` are two clauses.
    let other_number = |range: std::ops::Range<usize>| {
        words
            .get(range)
            .is_some_and(|words| words.iter().any(|word| word.is_number() && super::words::year(word).is_none()))
    };
    let parts_numbers = words[at].lower == "and"
        && if at >= number.end { other_number(at + 1..words.len()) } else { other_number(0..at) };
    gap.contains([';', ':', '(', ')', '—', '–', '\n'])
        || gap.contains(',') && (is_lower && !is_list || at == number.start)
        || opens
        || parts_numbers
}

/// Returns whether a number counts a part of something: `60 billion of the loan`, `26 of them`.
fn is_part(words: &[Word<'_>], end: usize) -> bool {
    let of = |at: usize| words.get(at).is_some_and(|word| word.lower == "of");
    let whole = |at: usize| {
        words.get(at).is_some_and(|word| {
            matches!(
                word.lower.as_str(),
                "the" | "that" | "this" | "which" | "them" | "those" | "these" | "its" | "all" | "whom"
            )
        })
    };
    (end..end + 2).any(|at| of(at) && whole(at + 1)) || of(0) && whole(1)
}

/// Returns whether a number is the whole of which parts follow: `60 billion, of which 20 billion`.
fn is_whole_before(text: &Text<'_>, words: &[Word<'_>], end: usize) -> bool {
    (end..words.len().saturating_sub(1).min(end + 2)).any(|at| {
        let gap = &text.source.text()[words[at - 1].end_bytes..words[at].start_bytes];
        gap.contains(',') && words[at].lower == "of" && matches!(words[at + 1].lower.as_str(), "which" | "whom")
    })
}

/// Returns the word for the whole of which the first number is a part: `60 billion of the loan`.
fn whole_of<'w>(words: &'w [Word<'w>]) -> Option<&'w Word<'w>> {
    let number = words.iter().position(Word::is_number)?;
    let of = (number..words.len().min(number + 4)).find(|&at| words[at].lower == "of")?;
    words.get(of + 1).filter(|word| word.lower == "the").and(words.get(of + 2))
}

/// Returns whether a number stands in what somebody is to do.
fn is_promised(text: &Text<'_>, sentence: &Sentence<'_>, at_bytes: usize) -> bool {
    text.records_in(sentence.span).any(|record| {
        let Claim::Commitment(commitment) = &record.claim else { return false };
        let span = commitment.consequent.quote.span();
        let is_ahead = matches!(commitment.status, Status::Considered | Status::Offered | Status::Pledged);
        is_ahead
            && record.confidence.share() >= PROMISE_CONFIDENCE_MIN
            && span.start_bytes() <= at_bytes
            && at_bytes < span.end_bytes()
    })
}

/// Returns the words for what is measured: those of the reader, or what stands before the number.
fn about(text: &Text<'_>, figure: &Figure, clause: Span, number_bytes: usize) -> String {
    if telling_of(&figure.of).len() >= EQUAL_MIN {
        return one_line(&figure.of);
    }
    let before =
        text.source.text()[clause.start_bytes()..number_bytes].trim_end_matches(|c: char| !c.is_alphanumeric());
    match &figure.amount.unit {
        _ if telling_of(before).is_empty() => one_line(&figure.of),
        Unit::Noun(noun) => format!("{} … {}", one_line(before), number::plural(noun)),
        _ => format!("{} …", one_line(before)),
    }
}

/// Finds clashes among figures of one unit.
fn of_unit(measures: &[Measure<'_>]) -> Vec<Contradiction> {
    let tellings = Tellings::of(measures.iter().map(|measure| (measure.text.published(), &measure.telling)));
    let mut clashing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, measure) in measures.iter().enumerate() {
        let around = Around { day: measure.text.published(), days: days_max(measure) };
        for other in tellings.near(&measure.telling, 1 + LESS_MAX, around) {
            // Most numbers do not clash, and that is seen soonest.
            if clash(measure, &measures[other]) && is_one_thing(measure, &measures[other]) {
                clashing.entry(at).or_default().push(other);
                clashing.entry(other).or_default().push(at);
            }
        }
    }
    clusters(clashing).iter().map(|cluster| contradiction(cluster.iter().map(|&at| &measures[at]))).collect()
}

/// Puts together what clashes, also by way of others.
fn clusters(mut clashing: BTreeMap<usize, Vec<usize>>) -> Vec<BTreeSet<usize>> {
    let mut clusters = Vec::new();
    while let Some((first, others)) = clashing.pop_first() {
        let (mut cluster, mut ahead) = (BTreeSet::from([first]), others);
        while let Some(next) = ahead.pop() {
            if cluster.insert(next) {
                ahead.extend(clashing.remove(&next).unwrap_or_default());
            }
        }
        clusters.push(cluster);
    }
    clusters
}

pub(super) fn contradiction<'t>(cluster: impl Iterator<Item = &'t Measure<'t>>) -> Contradiction {
    let mut sides: Vec<&Measure<'_>> = Vec::new();
    for measure in cluster {
        if sides.iter().all(|side| side.figure.amount != measure.figure.amount) {
            sides.push(measure);
        }
    }
    let numbers: Vec<String> = sides.iter().map(|side| number(&side.figure.amount)).collect();
    let kind = match sides[0].figure.amount.unit {
        Unit::Noun(ref noun) if !is_of("money", noun) && !is_measured(noun) => ContradictionKind::Count,
        _ => ContradictionKind::Amount,
    };
    Contradiction {
        kind,
        about: sides[0].about.clone(),
        why: format!("The same thing is given as {}.", numbers.join(" and as ")),
        sides: sides.iter().map(|side| told(side.text, side.record)).collect(),
    }
}

/// Returns whether a noun is a unit of length, weight or the like, which counts nothing: `cubic metre`.
fn is_measured(noun: &str) -> bool {
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    stems_of("measured").contains(&stem(last))
}

/// Returns whether what the first figure measures is what the other does, the other saying the same or more.
fn is_one_thing(one: &Measure<'_>, other: &Measure<'_>) -> bool {
    let (more, less) = (&other.telling - &one.telling, &one.telling - &other.telling);
    let shared = one.telling.len() - less.len();
    let shared_min = match (less.len(), more.len()) {
        (0, more) if more == 0 || is_inherent(&one.figure.amount) => EQUAL_MIN,
        (0, _) => SHARED_MIN,
        _ => ALIKE_MIN,
    };
    // Whose the money is does not tell alone what it is for.
    let is_told =
        matches!(one.figure.amount.unit, Unit::Noun(_)) || shared >= SHARED_MIN || one.telling.is_disjoint(&one.named);
    less.len() <= LESS_MAX
        && shared >= shared_min
        && is_told
        && (more.len() < shared || more.len() == shared && is_inherent(&one.figure.amount))
        && (less.is_empty() || more.len() <= LESS_MAX)
        && more.union(&less).all(|word| !is_apart(word))
        && (!names_more(one, other, &more, &less)
            || less.is_empty() && shared >= ALIKE_MIN && !one.is_joint && !other.is_joint)
        && (less.is_empty()
            || more.union(&less).all(|word| !one.binding.contains(word) && !other.binding.contains(word)))
        && one.periods == other.periods
        && (one.weekdays.is_empty() || other.weekdays.is_empty() || !one.weekdays.is_disjoint(&other.weekdays))
        && one.is_part == other.is_part
        && is_one_affair(one, other)
}

/// Returns whether a unit counts the parts that a paper or a body itself has, so that little else need be said.
pub(super) fn is_inherent(amount: &Amount) -> bool {
    let Unit::Noun(noun) = &amount.unit else { return false };
    matches!(noun.as_str(), "point" | "step" | "article" | "clause" | "chapter" | "paragraph" | "member")
}

/// Returns whether one of two figures names somebody whom the other does not.
fn names_more(one: &Measure<'_>, other: &Measure<'_>, more: &BTreeSet<String>, less: &BTreeSet<String>) -> bool {
    more.union(less).any(|word| one.named.contains(word) || other.named.contains(word))
}

/// Returns whether a stem is of a word that makes another thing of what it stands beside.
fn is_apart(stem: &str) -> bool {
    is_of("apart", stem) || is_of("apart", &format!("{stem}e")) || is_of("apart", &format!("{stem}y"))
}

fn is_one_affair(one: &Measure<'_>, other: &Measure<'_>) -> bool {
    let days_max = days_max(one).min(days_max(other));
    let is_count = matches!(one.figure.amount.unit, Unit::Noun(_));
    let names_min = match one.telling.intersection(&other.telling).count() {
        shared if shared >= SURE_WORDS_MIN => 0,
        shared if shared >= TOLD_WORDS_MIN || is_count && one.telling == other.telling => 1,
        _ if is_inherent(&one.figure.amount) => 1,
        _ => SHARED_NAMES_MIN,
    };
    share_names(one.text, other.text, names_min)
        && days_between(one.text, other.text).is_none_or(|days| days <= days_max)
}

/// Returns for how many days a figure is held against those that others publish.
fn days_max(measure: &Measure<'_>) -> i32 {
    if measure.is_settled { SETTLED_DAYS_MAX } else { DAYS_MAX }
}

/// Returns whether what is counted is still being counted after its day, such as the dead of an attack.
fn is_counting(measure: &Measure<'_>) -> bool {
    matches!(unit(measure), Unit::Noun(noun) if noun != stem("country"))
}

fn clash(one: &Measure<'_>, other: &Measure<'_>) -> bool {
    let is_one_sentence =
        one.text.number == other.text.number && one.record.quote.span().overlaps(other.record.quote.span());
    let [speakers, other_speakers] = [one, other].map(|side| side.text.names_of(&side.record.attributed_to));
    !one.range.meets(other.range)
        && !is_one_sentence
        && !each_says(&speakers, &other_speakers)
        && !one.is_change
        && !other.is_change
        && one.is_modal == other.is_modal
        && one.is_cumulative == other.is_cumulative
        && may_be_of_one_time(one.record, other.record)
        && (one.day.is_none() || other.day.is_none() || one.day == other.day)
        && !has_grown(one, other)
}

/// Returns whether the later document has the larger number of what becomes more.
pub(super) fn has_grown(one: &Measure<'_>, other: &Measure<'_>) -> bool {
    let (Some(day), Some(other_day)) = (one.text.published(), other.text.published()) else { return false };
    let (earlier, later) = if day <= other_day { (one, other) } else { (other, one) };
    let is_of_one_day = one.day.is_some() && one.day == other.day && !is_counting(one) && !is_counting(other);
    let days = (day - other_day).get_days().abs();
    let is_raised = (one.is_promised || other.is_promised) && days >= RAISED_DAYS_MIN;
    !is_of_one_day
        && days > 0
        && (one.grows || other.grows || is_raised)
        && earlier.figure.amount.value < later.figure.amount.value
}

/// Returns whether two figures can be of the same time: not when both have days and share none.
pub(super) fn may_be_of_one_time(one: &Record, other: &Record) -> bool {
    let days = |record: &Record| {
        let time = record.time.as_ref()?;
        Some((time.start()?, time.end().unwrap_or(Date::MAX)))
    };
    match (days(one), days(other)) {
        (Some((start, end)), Some((other_start, other_end))) => start <= other_end && other_start <= end,
        _ => true,
    }
}

/// Writes a number as a sentence gives it.
pub(super) fn number(amount: &Amount) -> String {
    let about = if amount.is_approximate { "about " } else { "" };
    let high = amount.high.map(|high| format!(" to {}", number::written(high))).unwrap_or_default();
    let unit = match &amount.unit {
        Unit::Noun(noun) if amount.value != Decimal::ONE => number::plural(noun),
        unit => unit.word().to_owned(),
    };
    format!("{about}{}{high} {unit}", number::written(amount.value))
}
