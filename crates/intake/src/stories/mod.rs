//! Which of these texts report the same happening?
//!
//! In go texts with what is known of their origin; out comes for each text the number of its story, and why it is there: it
//! opened the story, it was taken to it because of a document with which it shares telling words, or it is a copy.
//!
//! Copies are found first, and are always in the story of their original. The others are compared by the words of their heads
//! ([`telling`]), by the time between them and by the days that they name ([`alike`]), and are put together where they are alike on
//! average ([`link`]). The order in which the texts come in is of no account.

mod alike;
mod link;
mod telling;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use casus_text::Source;

use crate::copies::{Copies, Relay, copies};
use alike::{Alike, Weighed, neighbours};
use telling::{Telling, day_number};

/// So many shared words are told of why a document is in its story.
const SHARED_WORDS_MAX: usize = 6;

/// The stories of some texts; but for the groups, each list has one place for each text, in the order in which they came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stories {
    /// The number of the story of each text, counted from 0 in the order in which the first texts of the stories were published.
    pub numbers: Vec<usize>,
    /// The texts of each story, in the order in which they were published.
    pub groups: Vec<Vec<usize>>,
    /// Why each text is in its story.
    pub places: Vec<Place>,
    /// What the texts have of one another.
    pub copies: Copies,
}

/// Why a text is in its story.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// It is the first of its story that is no copy.
    Opened,
    /// It is like another text of the story.
    Joined(Because),
    /// It relays another text of the story.
    Copy(Relay),
}

/// What a text has in common with another of its story.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// The text that it is the most like of those that were in the story before it, by its place.
    pub of: usize,
    /// The words that tell the most among those in both, as they are written in this one.
    pub shared: Vec<String>,
    /// How many days lie between the two, where both are dated.
    pub days: Option<u32>,
    /// How alike the two are: how much of their words is common, less what the time between them takes off, 0 to 1.
    pub alike: f64,
}

/// Finds which texts report the same happening.
pub fn stories<'a>(documents: impl IntoIterator<Item = &'a Source>) -> Stories {
    let documents: Vec<&Source> = documents.into_iter().collect();
    let copies = copies(&documents);
    let in_time = in_time(&documents, &copies);
    let originals: Vec<usize> = in_time.iter().copied().filter(|&place| copies.relays[place].is_none()).collect();
    let of_original = |&place: &usize| (documents[place].published().map(day_number), Telling::of(documents[place]));
    let tellings: Vec<(Option<i32>, Telling)> = originals.iter().map(of_original).collect();
    let days: Vec<Option<i32>> = tellings.iter().map(|&(day, _)| day).collect();
    let weighed = Weighed::all(&tellings);
    let pairs = neighbours(&weighed);
    let groups = link::groups(&days, &pairs);

    let mut places: Vec<Place> = copies.relays.iter().map(|relay| relay.map_or(Place::Opened, Place::Copy)).collect();
    for (original, reason) in reasons(&groups, &pairs).into_iter().enumerate() {
        if let Some(Lead { to, measure }) = reason {
            let (own, other) = (&weighed[original], &weighed[to]);
            let mut shared = own.shared_words(other);
            shared.truncate(SHARED_WORDS_MAX);
            let days = own.days_to(other).map(i32::unsigned_abs);
            places[originals[original]] = Place::Joined(Because { of: originals[to], shared, days, alike: measure });
        }
    }
    let group_of: BTreeMap<usize, usize> =
        originals.iter().zip(groups).map(|(&place, group)| (copies.voices[place], group)).collect();
    let mut number_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut numbers = vec![0; documents.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for place in in_time {
        let number = *number_of.entry(group_of[&copies.voices[place]]).or_insert(groups.len());
        numbers[place] = number;
        match groups.get_mut(number) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    Stories { numbers, groups, places, copies }
}

/// Returns the places of the texts in the order in which they were published, those without a day last, and of one day the
/// copies.
fn in_time(documents: &[&Source], copies: &Copies) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_cached_key(|&place| {
        let (source, origin) = (documents[place], documents[place].origin());
        let name = (origin.path.clone(), origin.url.clone());
        let day = (source.published().is_none(), source.published());
        (day, copies.relays[place].is_some(), name, source.id(), place)
    });
    order
}

/// Finds for each text, other than the first of its group, which other one led it there: the one that it is the most like of those
/// that were there before it, or else of those that came later.
fn reasons(groups: &[usize], pairs: &[Alike]) -> Vec<Option<Lead>> {
    let mut leads: Vec<Vec<Lead>> = vec![Vec::new(); groups.len()];
    for &Alike { later, earlier, measure } in pairs.iter().filter(|pair| groups[pair.later] == groups[pair.earlier]) {
        leads[later].push(Lead { to: earlier, measure });
        leads[earlier].push(Lead { to: later, measure });
    }
    let mut reasons = vec![None; groups.len()];
    let mut is_there = vec![false; groups.len()];
    let mut opened = BTreeSet::new();
    let mut waiting: Vec<usize> = (0..groups.len()).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|&text| {
            let to_those_there = leads[text].iter().filter(|lead| is_there[lead.to]);
            reasons[text] = to_those_there.max_by(|one, other| one.measure.total_cmp(&other.measure)).copied();
            is_there[text] = reasons[text].is_some() || opened.insert(groups[text]);
            !is_there[text]
        });
        if waiting.is_empty() || waiting.len() == before {
            return reasons;
        }
    }
}

/// That a text is like another of its group.
#[derive(Clone, Copy, Debug)]
struct Lead {
    to: usize,
    measure: f64,
}
