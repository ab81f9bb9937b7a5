//! Does a number stand where another one stands in another telling of the affair? Kinds `count` and `amount`.
//!
//! **The same thing**: numbers of one dimension in sentences of two documents that speak of one affair by the names and the
//! other telling words they share and by their days; and in the sentences themselves, together with the one before where
//! they point back to it (“these aircraft”, “it”), so much is kin that nothing else can be meant. What is kin is weighed:
//! a word that many affairs have in common weighs half.
//!
//! **A clash**: the ranges that the words allow do not meet.
//!
//! **Excused**: a document that knows both numbers; another role (`pledged`, `delivered`); other years, months or weekdays;
//! a part beside a whole; a draft; what is only possible; somebody else in the place of somebody; what grows from day to day;
//! two people who each give their own number.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use rust_decimal::Decimal;

use super::kin::{Topic, is_one_affair, may_be_one_role};
use super::quantity::{Dimension, Quantity, quantities, values};
use super::tellings::{Around, Tellings};
use super::text::{Sentence, Text, days_between, each_has_spoken};
use super::words::{Word, has_of, is_of, month, telling_of, weekday, year};
use super::{Contradiction, ContradictionKind, one_line, said};

/// Later news of what changes from month to month is no contradiction.
const DAYS_MAX: i32 = 14;
/// So many rarest words of a sentence are looked up.
const RAREST: usize = 6;
/// So much must be kin in two sentences.
const SHARED_MIN: f64 = 3.0;
/// So much where it is also most of the shorter.
const SHARED_MOST_MIN: f64 = 2.5;
/// That much of the shorter.
const SHARE_MIN: f64 = 0.3;
/// And that is most of it.
const SHARE_MOST_MIN: f64 = 0.5;
/// So much of what is kin must be no name.
const PLAIN_MIN: f64 = 1.0;
/// So many words around one of several numbers tell which it is.
const AROUND_WORDS: usize = 7;
/// So much of them must be kin.
const AROUND_MIN: f64 = 1.5;
/// What may be or not.
const MODAL: [&str; 9] =
    ["could", "might", "possible", "possibly", "potential", "potentially", "expected", "hypothetical", "forecast"];
/// A text that is not as it became in the end.
const DRAFT: [&str; 6] = ["draft", "drafts", "preliminary", "revised", "leaked", "finalised"];
/// A number without a thing may be of soldiers from here on.
const SOLDIERS_MIN: i64 = 1_000;

/// A number with what tells where it stands.
struct Slot<'t> {
    document: usize,
    sentence: &'t Sentence<'t>,
    quantity: Quantity,
    topic: Topic,
    /// What the sentence tells without the one before it.
    own: Topic,
    /// What stands around it, up to the next number.
    around: Topic,
    sets: BTreeSet<String>,
    is_among: bool,
}

/// A document with what it tells.
struct Told<'t> {
    text: &'t Text<'t>,
    topic: Topic,
    sets: BTreeSet<String>,
    values: BTreeSet<Decimal>,
}

/// Finds numbers that stand in one place and differ, of those that are not known yet.
pub(super) fn find(texts: &[Text<'_>], known: &[Contradiction]) -> Vec<Contradiction> {
    let mut told = Vec::new();
    let mut slots: BTreeMap<Dimension, Vec<Slot<'_>>> = BTreeMap::new();
    for (document, text) in texts.iter().enumerate() {
        let (of_text, all) = read(document, text);
        told.push(all);
        for slot in of_text {
            slots.entry(slot.quantity.dimension.clone()).or_default().push(slot);
        }
    }
    let mut found: Vec<Contradiction> = Vec::new();
    for slots in slots.values() {
        let tellings = Tellings::of(slots.iter().map(|slot| (texts[slot.document].published(), &slot.sets)));
        for (at, one) in slots.iter().enumerate() {
            let around = Around { day: texts[one.document].published(), days: DAYS_MAX };
            let near: BTreeSet<usize> =
                tellings.beside(&one.sets, RAREST, around).filter(|&other| other > at).collect();
            for other in near.into_iter().map(|other| &slots[other]) {
                let (ours, theirs) = (&told[one.document], &told[other.document]);
                if clash(one, other)
                    && is_one_slot((one, ours), (other, theirs))
                    && !knows_both((one, ours), (other, theirs), slots)
                {
                    let new = contradiction((one, ours), (other, theirs));
                    let is_known = known.iter().chain(&found).any(|known| are_told(known, &new));
                    if !is_known {
                        found.push(new);
                    }
                }
            }
        }
    }
    found
}

/// Returns whether all sentences of one finding are among those of another.
fn are_told(known: &Contradiction, new: &Contradiction) -> bool {
    let stands = |side: &super::Side| {
        known.sides.iter().any(|known| known.document == side.document && known.quote.span() == side.quote.span())
    };
    new.sides.iter().all(stands)
}

/// Returns whether sentences give the same two numbers, so that they agree that there are two.
pub(super) fn agree(texts: &[Text<'_>], one: &Contradiction) -> bool {
    let [first, second] = &one.sides[..] else { return false };
    let all = |side: &super::Side| -> BTreeSet<Decimal> {
        let text = &texts[side.document];
        let sentence = text.sentence_at(side.quote.span().start_bytes());
        sentence.map(|sentence| values(&quantities(text.source.text(), &sentence.words))).unwrap_or_default()
    };
    one.kind == ContradictionKind::Count
        && first.document != second.document
        && all(first).intersection(&all(second)).count() > 1
}

fn read<'t>(document: usize, text: &'t Text<'t>) -> (Vec<Slot<'t>>, Told<'t>) {
    let mut slots = Vec::new();
    let mut all = Topic::default();
    let mut known = BTreeSet::new();
    let mut before: Option<Topic> = None;
    for sentence in &text.sentences {
        let read = quantities(text.source.text(), &sentence.words);
        known.extend(values(&read));
        let own = topic(&sentence.words, &read, 0..sentence.words.len());
        all.extend(&own);
        let mut topic_of = own.clone();
        if let Some(before) = before.as_ref().filter(|_| points_back(&sentence.words)) {
            topic_of.extend(before);
        }
        for (at, quantity) in read.iter().enumerate() {
            let Some(dimension) = dimension(quantity, &own) else { continue };
            let from = at.checked_sub(1).map_or(0, |before| read[before].places.end);
            let until = read.get(at + 1).map_or(sentence.words.len(), |next| next.places.start);
            let from = from.max(quantity.places.start.saturating_sub(AROUND_WORDS));
            let until = until.min(quantity.places.end + AROUND_WORDS);
            let is_among =
                read.iter().filter(|other| other.dimension == quantity.dimension && !other.is_before).count() > 1;
            slots.push(Slot {
                document,
                sentence,
                quantity: Quantity { dimension, ..quantity.clone() },
                around: topic(&sentence.words, &read, from..until),
                sets: topic_of.sets(),
                topic: topic_of.clone(),
                own: own.clone(),
                is_among,
            });
        }
        before = Some(own);
    }
    let sets = all.sets();
    (slots, Told { text, topic: all, sets, values: known })
}

/// Returns what a stretch of a sentence tells without its numbers and their units.
pub(super) fn topic(words: &[Word<'_>], quantities: &[Quantity], stretch: std::ops::Range<usize>) -> Topic {
    let mut topic = Topic::default();
    let mut from = stretch.start;
    for quantity in quantities {
        // What is counted tells, and money does not.
        let end = match quantity.dimension {
            Dimension::Count(_) => quantity.places.start + 1,
            _ => quantity.places.end,
        };
        if quantity.places.start >= from && end <= stretch.end {
            topic.extend(&Topic::of(&words[from..quantity.places.start], from));
            from = end;
        }
    }
    topic.extend(&Topic::of(&words[from.min(stretch.end)..stretch.end], from));
    topic
}

/// Returns what a number measures, once its sentence is known; some are no measure.
pub(super) fn dimension(quantity: &Quantity, topic: &Topic) -> Option<Dimension> {
    let is_many = quantity.value >= Decimal::from(SOLDIERS_MIN);
    match &quantity.dimension {
        _ if quantity.is_before => None,
        Dimension::Bare if is_many && topic.has("soldier") => Some(Dimension::Count("soldier".to_owned())),
        Dimension::Bare => None,
        dimension => Some(dimension.clone()),
    }
}

/// Returns whether a sentence speaks of what the one before it has named.
fn points_back(words: &[Word<'_>]) -> bool {
    const POINTING: [&str; 14] =
        ["this", "that", "these", "those", "it", "its", "he", "she", "his", "her", "they", "their", "them", "such"];
    words.iter().any(|word| POINTING.contains(&word.lower.as_str()))
}

fn is_limit(slot: &Slot<'_>) -> bool {
    slot.topic.has("ceiling") || slot.topic.has("maturity")
}

fn clash(one: &Slot<'_>, other: &Slot<'_>) -> bool {
    let is_limit = is_limit(one) && is_limit(other);
    one.document != other.document && !one.quantity.range(is_limit).meets(other.quantity.range(is_limit))
}

fn is_one_slot((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> bool {
    let days = days_between(ours.text, theirs.text);
    // Who has to agree is a rule, and whatever is needed for it is its own.
    let is_rule = matches!(one.quantity.dimension, Dimension::Majority | Dimension::OutOf(_));
    days.is_some_and(|days| days <= DAYS_MAX)
        && one.quantity.is_part == other.quantity.is_part
        && is_one_time(one, other)
        && (is_rule || is_one_role(one, other))
        && tells_alike(one, other)
        && !is_other((one, ours), (other, theirs))
        && is_one_affair(&ours.topic, &theirs.topic)
        && !is_grown((one, ours), (other, theirs))
        && !each_has_spoken((ours.text, one.sentence), (theirs.text, other.sentence))
        && (is_rule || !is_substituted((one, ours), (other, theirs)))
        && !are_set_apart((one, ours), (other, theirs))
}

/// Returns whether each sentence has another word before one that is kin, and the other document has neither.
fn are_set_apart((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> bool {
    let is_plain = |word: &Word<'_>| {
        let is_form = ["ed", "ing", "ly", "s"].iter().any(|ending| word.lower.ends_with(ending));
        !word.is_capital() && !is_form && !is_of("stop", &word.lower)
    };
    let heads = |slot: &Slot<'_>, told: &Told<'_>| -> Vec<Topic> {
        let pairs = slot.sentence.words.windows(2).filter(|pair| {
            is_plain(&pair[0]) && pair[0].end_bytes + 1 == pair[1].start_bytes && is_own(&pair[0], told)
        });
        pairs.map(|pair| Topic::of(&pair[1..], 1)).filter(|head| head.weight() > 0.0).collect()
    };
    let (ours, theirs) = (heads(one, theirs), heads(other, ours));
    ours.iter().any(|head| theirs.iter().any(|other| head.shared(other).all > 0.0))
}

/// Returns whether a word tells something that nothing in another document is kin to.
fn is_own(word: &Word<'_>, told: &Told<'_>) -> bool {
    let topic = Topic::of(std::slice::from_ref(word), 1);
    topic.weight() > 0.0 && topic.shared(&told.topic).all == 0.0
}

/// Returns whether each sentence has a word of its own between the same two words: `the ports of`, `the railways of`.
fn is_substituted((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> bool {
    let own = |slot: &Slot<'_>, told: &Told<'_>| -> BTreeSet<[String; 2]> {
        let words = &slot.sentence.words;
        let places = (1..words.len()).filter(|&at| is_own(&words[at], told));
        let behind = |at: usize| words.get(at + 1).map_or_else(String::new, |word| word.lower.clone());
        places.map(|at| [words[at - 1].lower.clone(), behind(at)]).collect()
    };
    !own(one, theirs).is_disjoint(&own(other, ours))
}

/// Returns whether nothing says that the numbers are of other years, months or days of the week.
fn is_one_time(one: &Slot<'_>, other: &Slot<'_>) -> bool {
    let times = |slot: &Slot<'_>| -> [BTreeSet<i16>; 3] {
        let words = &slot.sentence.words;
        let weekdays = words.iter().filter(|word| word.is_capital()).filter_map(weekday);
        [
            words.iter().filter_map(year).collect(),
            words.iter().filter_map(month).map(i16::from).collect(),
            weekdays.map(|day| i16::from(day.to_monday_zero_offset())).collect(),
        ]
    };
    let (ours, theirs) = (times(one), times(other));
    ours.iter().zip(&theirs).all(|(one, other)| one.is_empty() || other.is_empty() || !one.is_disjoint(other))
        && (ours[0].is_empty() || theirs[0].is_empty() || ours[0] == theirs[0])
}

/// Returns whether the numbers can have one role: what is needed is not what is given.
fn is_one_role(one: &Slot<'_>, other: &Slot<'_>) -> bool {
    let roles = |slot: &Slot<'_>| {
        let near = slot.around.uses("role");
        if near.is_empty() { slot.topic.uses("role") } else { near }
    };
    let (ours, theirs) = (roles(one), roles(other));
    one.around.has("need") == other.around.has("need") && may_be_one_role(&ours, &theirs)
}

fn tells_alike(one: &Slot<'_>, other: &Slot<'_>) -> bool {
    let shared = one.topic.shared(&other.topic);
    let share = shared.all / one.topic.weight().min(other.topic.weight()).max(1.0);
    let is_enough =
        shared.all >= SHARED_MIN && share >= SHARE_MIN || shared.all >= SHARED_MOST_MIN && share >= SHARE_MOST_MIN;
    let is_among = one.is_among || other.is_among;
    is_enough && shared.plain >= PLAIN_MIN && (!is_among || one.around.shared(&other.around).all >= AROUND_MIN)
}

/// Returns whether a word of one sentence makes another thing of the number, or somebody else is in the place of somebody.
fn is_other((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> bool {
    let apart = |one: &Slot<'_>, theirs: &Told<'_>| {
        one.own.uses("apart").iter().any(|word| !theirs.topic.uses("apart").contains(word))
    };
    let people = |told: &Told<'_>| -> BTreeSet<String> {
        // Whoever tells it is no part of it.
        let records = told.text.reading.records();
        let speakers: BTreeSet<_> = records.iter().flat_map(|record| &record.attributed_to).collect();
        let people = told.text.reading.entities().iter();
        let people = people.filter(|entity| entity.kind == EntityKind::Person || speakers.contains(&entity.id));
        people.flat_map(|entity| telling_of(&entity.name)).collect()
    };
    let names = |(one, ours): (&Slot<'_>, &Told<'_>), theirs: &Told<'_>| {
        let mut named = one.own.named();
        named.extend(named_in(one));
        let own: BTreeSet<String> = &named - &theirs.sets;
        !(&own - &people(ours)).is_empty()
    };
    let has = |class: &str, slot: &Slot<'_>| has_of(class, &slot.sentence.words);
    let is_of_one_day = !days_of(one).is_disjoint(&days_of(other));
    let so_far = |slot: &Slot<'_>| {
        slot.sentence.words.iter().any(|word| matches!(word.lower.as_str(), "already" | "far" | "another" | "further"))
    };
    // What would be under a plan is not what is.
    let would = |slot: &Slot<'_>| slot.sentence.words.iter().any(|word| word.lower == "would");
    let is_counted = matches!(one.quantity.dimension, Dimension::Count(_) | Dimension::Money(_));
    let is_draft = |slot: &Slot<'_>| slot.sentence.words.iter().any(|word| DRAFT.contains(&word.lower.as_str()));
    let is_modal = |slot: &Slot<'_>| slot.sentence.words.iter().any(|word| MODAL.contains(&word.lower.as_str()));
    const PAST: [&str; 6] = ["before", "earlier", "previous", "previously", "then", "originally"];
    let is_past = |slot: &Slot<'_>| {
        let words = &slot.sentence.words;
        slot.quantity.places.start < 8 && words.iter().any(|word| PAST.contains(&word.lower.as_str()))
    };
    is_past(one) != is_past(other)
        || apart(one, theirs)
        || apart(other, ours)
        || names((one, ours), theirs) && names((other, theirs), ours)
        || is_draft(one) != is_draft(other)
        || is_modal(one) != is_modal(other)
        || so_far(one) != so_far(other)
        || !is_limit(one) && is_counted && would(one) != would(other)
        || !is_of_one_day && has("cumulative", one) != has("cumulative", other)
}

/// Returns what the names of bodies and states in a sentence tell, also at its head.
fn named_in(slot: &Slot<'_>) -> BTreeSet<String> {
    let named = slot.sentence.named.iter().filter(|(_, entity)| entity.kind != EntityKind::Group);
    let words = |(span, _): &(casus_text::Span, _)| {
        let inside = slot.sentence.words.iter().filter(|word| {
            span.start_bytes() <= word.start_bytes && word.end_bytes <= span.end_bytes() && word.is_capital()
        });
        let words: Vec<Word<'_>> = inside.cloned().collect();
        Topic::of(&words, 1).sets()
    };
    named.flat_map(words).collect()
}

/// Returns whether one of the documents gives the number of the other as well.
fn knows_both((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>), all: &[Slot<'_>]) -> bool {
    let gives = |document: usize, slot: &Slot<'_>| {
        let is_limit = is_limit(slot);
        let range = slot.quantity.range(is_limit);
        all.iter().any(|own| own.document == document && own.quantity.range(is_limit).meets(range))
    };
    let stands = |told: &Told<'_>, slot: &Slot<'_>| told.values.contains(&slot.quantity.value.normalize());
    stands(theirs, one) || stands(ours, other) || gives(other.document, one) || gives(one.document, other)
}

/// Returns whether the later document has the larger number of what becomes more, and not of one day.
fn is_grown((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> bool {
    let (Some(day), Some(other_day)) = (ours.text.published(), theirs.text.published()) else { return false };
    let (earlier, later) = if day <= other_day { (one, other) } else { (other, one) };
    let grows = |slot: &Slot<'_>| has_of("grow", &slot.sentence.words) || !slot.topic.uses("role").is_empty();
    // The dead of one day are counted for days.
    let is_counting = one.own.has("dead") || one.own.has("wounded");
    let is_counted = matches!(one.quantity.dimension, Dimension::Count(_) | Dimension::Money(_));
    is_counted
        && day != other_day
        && (is_counting || days_of(one).is_disjoint(&days_of(other)))
        && !(one.own.has("first") && other.own.has("first"))
        && (grows(one) || grows(other))
        && !is_limit(one)
        && earlier.quantity.value < later.quantity.value
}

/// Returns the weekdays and months that a sentence names.
fn days_of(slot: &Slot<'_>) -> BTreeSet<String> {
    let is_day = |word: &&Word<'_>| word.is_capital() && weekday(word).is_some() || month(word).is_some();
    slot.sentence.words.iter().filter(is_day).map(|word| word.lower.clone()).collect()
}

fn contradiction((one, ours): (&Slot<'_>, &Told<'_>), (other, theirs): (&Slot<'_>, &Told<'_>)) -> Contradiction {
    let kind = match one.quantity.dimension {
        Dimension::Money(_) | Dimension::Price(_) | Dimension::Share | Dimension::Days => ContradictionKind::Amount,
        _ => ContradictionKind::Count,
    };
    Contradiction {
        kind,
        about: one_line(ours.text.source.slice(one.sentence.span)),
        why: format!("The same thing is given as {} and as {}.", one.quantity.written(), other.quantity.written()),
        sides: vec![said(ours.text, one.sentence.span), said(theirs.text, other.sentence.span)],
    }
}

#[cfg(test)]
mod tests {
    use casus_claim::Reading;
    use casus_text::{DateOrigin, Origin, Published, Source, Span};
    use jiff::civil::date;

    use super::*;

    fn check(one: &str, other: &str, expect: &[&str]) {
        let day = |day| Published { day: date(2031, 5, day), origin: DateOrigin::Given };
        let source = |(text, at): (&str, i8)| {
            Source::new(text.to_owned(), Origin { published: Some(day(at)), ..Origin::default() })
        };
        let sources = [(one, 6), (other, 7)].map(source);
        let readings = sources.each_ref().map(|source| {
            let mut start = 0;
            let ends = source.text().match_indices(". ").map(|(at, _)| at + 1).chain([source.text().len()]);
            let span = |end: usize| -> Span {
                let span = source.span(start, end).expect("a stop is one byte");
                start = (end + 1).min(source.text().len());
                span
            };
            let sentences = ends.map(span).collect();
            Reading::new(source.id(), Vec::new(), Vec::new(), Vec::new(), sentences)
        });
        let texts = [0, 1].map(|at| Text::of(at, &sources[at], &readings[at]));
        let found: Vec<String> = find(&texts, &[]).into_iter().map(|one| one.why).collect();
        assert_eq!(found, expect, "{one} {other}");
    }

    #[test]
    fn numbers_in_one_place_of_one_affair_clash() {
        check(
            "By Monday Sudland had handed over 30 Heron jets to Norland.",
            "Norland flies Heron jets from Sudland. Twenty of these aircraft had been delivered by Monday.",
            &["The same thing is given as 30 and as 20."],
        );
        check(
            "The truce for Estavel Valley agreed on Monday lasts 40 days.",
            "Under Monday's accord arms are to rest in the Estavel Valley for two months.",
            &["The same thing is given as 40 days and as 61 days."],
        );
        check(
            "Norland owns 40 per cent of the shipyard Karvel.",
            "A quarter of Karvel belongs to the Norlandic state.",
            &["The same thing is given as 40 percent and as 25 percent."],
        );
    }

    #[test]
    fn what_is_another_thing_does_not_clash() {
        check(
            "Rebuilding the ports of Estavel costs 5 billion euros, the Eastern Bank says.",
            "Rebuilding the railways of Estavel costs 8 billion euros, the Eastern Bank says.",
            &[],
        );
        check(
            "Norland needs 25 locomotives for the railway of Port Sabel.",
            "Sudland has given Norland nine locomotives for the railway of Port Sabel.",
            &[],
        );
        check(
            "The army of Norland is capped at 50,000 in the draft of the Mere Treaty.",
            "The Mere Treaty caps the army of Norland at 60,000.",
            &[],
        );
    }
}
