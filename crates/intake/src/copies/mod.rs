//! Which of these texts are copies of which?
//!
//! In go texts with what is known of their origin; out comes for each text its voice and, if it relays another of them,
//! which one, in what way and how alike the two are. Texts that relay one another, directly or not, are one voice.
//!
//! Candidates share a passage by MinHash, and each is then verified on all its shingles. No step compares every text with every
//! other, nothing is drawn at random, and the order in which the texts come in is of no account.

mod candidates;
mod credit;
mod shingle;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use casus_text::Source;
use jiff::civil::Date;

use candidates::candidates;
use credit::Agencies;
use shingle::{Shingled, shared};

/// A text of fewer shingles copies another only if all its words are the same: so few words can be anybody's.
const SHINGLES_MIN: usize = 30;
/// Two texts that share this much of all their shingles are near-duplicates: what is left when every seventh word is another.
/// Two reports of one event, with the same quotations, share 0.06; see the tests.
const NEAR_MIN: f64 = 0.40;
/// A text whose shingles stand in the other by this much is contained in it, if every eighth word is another.
const CONTAINED_MIN: f64 = 0.60;
/// What near-duplicates share at least where both name one agency as where they are from.
const CREDITED_NEAR_MIN: f64 = 0.25;
/// What of a contained text stands in the other at least where both name one agency.
const CREDITED_CONTAINED_MIN: f64 = 0.40;
/// A copy is a short or a long form where one text has so much more of the other than the other of it.
const LOPSIDED_MIN: f64 = 0.15;
/// A text that takes in another whole is its copy if the other makes up this much of it; with more of its own, it speaks for
/// itself.
const EXTENDED_MIN: f64 = 0.50;

/// What some texts have of one another; each list has one place for each text, in the order in which they came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copies {
    /// The number of the voice of each text, counted from 0 in the order of their first texts.
    pub voices: Vec<usize>,
    /// What each text relays; nothing for an original.
    pub relays: Vec<Option<Relay>>,
    /// The agency that each text names as where it is from, as in `EASTPORT (Norland Wire) -`.
    pub credits: Vec<Option<String>>,
}

/// That a text relays another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relay {
    /// The text that it relays, by its place.
    pub of: usize,
    /// In what way.
    pub how: Likeness,
    /// How much they share of all that stands in either, 0 to 1.
    pub alike: f64,
    /// How much of the copy stands in the other, 0 to 1.
    pub of_copy: f64,
    /// How much of the other stands in the copy, 0 to 1.
    pub of_original: f64,
}

/// In what way a text relays another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// It has the same words in the same order.
    Identical,
    /// It has nearly the same words.
    NearDuplicate,
    /// It is a part of it.
    Shortened,
    /// It has it whole, and something of its own.
    Extended,
}

impl Likeness {
    /// Returns the word for it on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::NearDuplicate => "near_duplicate",
            Self::Shortened => "shortened",
            Self::Extended => "extended",
        }
    }
}

impl Copies {
    /// Lists the groups of texts that are one voice: the original first, then those that relay it; single texts are no group.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, &voice) in self.voices.iter().enumerate() {
            members.entry(voice).or_default().push(place);
        }
        let mut groups: Vec<Vec<usize>> = members.into_values().filter(|group| group.len() > 1).collect();
        groups.iter_mut().for_each(|group| group.sort_by_key(|&place| (self.relays[place].is_some(), place)));
        groups
    }
}

/// Finds which texts relay which.
///
/// Of two texts that are copies the one published first is the original, else the one of the agency that others credit,
/// else the longer one. What is not dated comes after what is, except that a text which holds another and more is older
/// than its part.
pub fn copies(documents: &[&Source]) -> Copies {
    let texts: Vec<Text> = Text::all(documents);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|&one, &other| texts[one].precedence().cmp(&texts[other].precedence()));
    let shingled: Vec<&Shingled> = order.iter().map(|&place| &texts[place].shingled).collect();
    let pairs: Vec<(usize, usize)> =
        candidates(&shingled).into_iter().map(|(earlier, later)| (order[earlier], order[later])).collect();
    let mut relays = vec![None; texts.len()];
    for &(earlier, later) in &pairs {
        if relays[later].is_none() {
            relays[later] = relay(&texts, later, earlier);
        }
    }
    for &(earlier, later) in &pairs {
        let is_part = texts[later].published.is_none() && texts[earlier].is_shorter_than(&texts[later]);
        if is_part && relays[earlier].is_none() && root(&relays, later) != earlier {
            relays[earlier] = relay(&texts, earlier, later).filter(|relay| relay.how == Likeness::Shortened);
        }
    }
    let voices = voices(&relays);
    Copies { voices, relays, credits: texts.into_iter().map(|text| text.credit).collect() }
}

/// A text with all that it is compared by.
struct Text<'a> {
    source: &'a Source,
    published: Option<Date>,
    shingled: Shingled,
    credit: Option<String>,
    /// Whether another text says that it is from the publisher of this one.
    is_credited: bool,
}

impl<'a> Text<'a> {
    fn all(documents: &[&'a Source]) -> Vec<Self> {
        let credits: Vec<Option<String>> = documents.iter().map(|source| credit::credit(source)).collect();
        let agencies: Agencies = credits.iter().flatten().map(String::as_str).collect();
        let text = |(&source, credit): (&&'a Source, Option<String>)| {
            let publisher = source.origin().publisher.as_deref();
            let is_credited = publisher.is_some_and(|name| agencies.has(name));
            let shingled = Shingled::of(source.text());
            Text { source, published: source.published(), shingled, credit, is_credited }
        };
        documents.iter().zip(credits).map(text).collect()
    }

    /// Returns by what texts are ordered: an original comes before what relays it.
    fn precedence(&self) -> impl Ord {
        let origin = self.source.origin();
        let name = (origin.path.as_str(), origin.url.as_deref());
        let length = Reverse(self.shingled.words());
        (self.published.is_none(), self.published, !self.is_credited, length, self.source.id(), name)
    }

    fn is_shorter_than(&self, other: &Self) -> bool {
        self.shingled.words() < other.shingled.words()
    }

    /// Returns whether both are from one agency: both credit it, or one credits the other's publisher.
    fn has_one_agency_with(&self, other: &Self) -> bool {
        let credits = |one: &Self, other: &Self| {
            let names = [other.credit.as_deref(), other.source.origin().publisher.as_deref()];
            let agency: Agencies = one.credit.iter().map(String::as_str).collect();
            names.iter().flatten().any(|name| agency.has(name))
        };
        credits(self, other) || credits(other, self)
    }
}

/// Returns in what way one text relays another, if it does.
fn relay(texts: &[Text], copy: usize, of: usize) -> Option<Relay> {
    let (one, other) = (&texts[copy], &texts[of]);
    let (one_all, other_all) = (one.shingled.shingles(), other.shingled.shingles());
    let both = shared(one_all, other_all);
    let share = |whole: usize| if whole == 0 { 1.0 } else { both as f64 / whole as f64 };
    let relay = |how: Likeness| Relay {
        of,
        how,
        alike: share(one_all.len() + other_all.len() - both),
        of_copy: share(one_all.len()),
        of_original: share(other_all.len()),
    };
    if one.shingled.has_same_words_as(&other.shingled) {
        return Some(relay(Likeness::Identical));
    }
    if one_all.len().min(other_all.len()) < SHINGLES_MIN {
        return None;
    }
    let (near_min, contained_min) = if one.has_one_agency_with(other) {
        (CREDITED_NEAR_MIN, CREDITED_CONTAINED_MIN)
    } else {
        (NEAR_MIN, CONTAINED_MIN)
    };
    let makes_up_enough = other_all.len() as f64 >= EXTENDED_MIN * one_all.len() as f64;
    let found = relay(Likeness::NearDuplicate);
    let is_copy = found.alike >= near_min
        || found.of_copy >= contained_min
        || found.of_original >= contained_min && makes_up_enough;
    let how = match found.of_copy - found.of_original {
        more if more > LOPSIDED_MIN => Likeness::Shortened,
        less if less < -LOPSIDED_MIN => Likeness::Extended,
        _ => Likeness::NearDuplicate,
    };
    is_copy.then_some(Relay { how, ..found })
}

/// Returns the original at the end of the chain that begins with a text.
fn root(relays: &[Option<Relay>], mut place: usize) -> usize {
    // A text relays one that was found to be older, so the chain ends.
    while let Some(relay) = &relays[place] {
        place = relay.of;
    }
    place
}

fn voices(relays: &[Option<Relay>]) -> Vec<usize> {
    let mut voice_of: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |place: usize| {
        let next = voice_of.len();
        *voice_of.entry(root(relays, place)).or_insert(next)
    };
    (0..relays.len()).map(number).collect()
}
