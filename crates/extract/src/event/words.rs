//! Which words tell of events? The tables `events.tsv`, `event_carriers.tsv` and `event_grammar.tsv`, loaded once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{EventType, Format};
use casus_syntax::Pos;

use crate::lexicon::{cell, rows};
use crate::lookup::Lookup;
use crate::passage::Passage;
use crate::word::lower;

/// A word that tells of an event, as a verb or as a noun.
pub(super) struct EventWord {
    /// A lemma that must be among what depends on it: `together` of `come together`.
    beside: Option<&'static str>,
    pub kind: EventType,
    pub format: Option<Format>,
    who: BTreeSet<&'static str>,
    needs: BTreeSet<&'static str>,
}

impl EventWord {
    /// Returns whether what stands so beside the word takes part: `subject`, `object`, `place`, `with`.
    pub fn takes(&self, role: &str) -> bool {
        self.who.contains(role)
    }

    /// Returns whether it is more than one word: `come together`.
    pub fn is_phrase(&self) -> bool {
        self.beside.is_some()
    }

    /// Returns whether the word tells of an event only with this.
    pub fn needs(&self, need: &str) -> bool {
        self.needs.contains(need)
    }
}

/// What a verb tells of the event that is its object or subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// It is as the verb's tense says.
    Told,
    Cancelled,
    Planned,
    Possible,
}

/// A verb that carries an event that a noun names.
struct Carrier {
    beside: Option<&'static str>,
    takes_object: bool,
    takes_subject: bool,
    tells: Tells,
}

/// What a small word does beside an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Decider,
    Deciders,
    Ahead,
    Open,
    Done,
    Next,
    Past,
    Present,
    Off,
    RoundOf,
    RoundMark,
    Telephone,
    Struck,
    ByPhone,
    ByVideo,
    Virtual,
    InPerson,
    Company,
    Accompanied,
    Attends,
    Hypothetical,
    Needy,
    PlacePreposition,
    Stale,
    Duty,
    Lapse,
    Term,
    BodyOf,
    HeadsOf,
    Weapon,
    Sends,
    Grants,
    Setting,
    Goes,
    Rings,
    Refused,
    TakesPlace,
    Unites,
    Notional,
    Harms,
    Armed,
    Course,
    Maybe,
    Hedge,
    Lately,
    Helper,
    Recounts,
}

impl Sign {
    const ALL: &[(Self, &'static str)] = &[
        (Self::Decider, "decider"),
        (Self::Deciders, "deciders"),
        (Self::Ahead, "ahead"),
        (Self::Open, "open"),
        (Self::Done, "done"),
        (Self::Next, "next"),
        (Self::Past, "past"),
        (Self::Present, "present"),
        (Self::Off, "off"),
        (Self::RoundOf, "round-of"),
        (Self::RoundMark, "round-mark"),
        (Self::Telephone, "telephone"),
        (Self::Struck, "struck"),
        (Self::ByPhone, "by-phone"),
        (Self::ByVideo, "by-video"),
        (Self::Virtual, "virtual"),
        (Self::InPerson, "in-person"),
        (Self::Company, "company"),
        (Self::Accompanied, "accompanied"),
        (Self::Attends, "attends"),
        (Self::Hypothetical, "hypothetical"),
        (Self::Needy, "needy"),
        (Self::PlacePreposition, "place-preposition"),
        (Self::Stale, "stale"),
        (Self::Duty, "duty"),
        (Self::Lapse, "lapse"),
        (Self::Term, "term"),
        (Self::BodyOf, "body-of"),
        (Self::HeadsOf, "heads-of"),
        (Self::Weapon, "weapon"),
        (Self::Sends, "sends"),
        (Self::Grants, "grants"),
        (Self::Setting, "setting"),
        (Self::Goes, "goes"),
        (Self::Rings, "rings"),
        (Self::Refused, "refused"),
        (Self::TakesPlace, "takes-place"),
        (Self::Unites, "unites"),
        (Self::Notional, "notional"),
        (Self::Harms, "harms"),
        (Self::Armed, "armed"),
        (Self::Course, "course"),
        (Self::Maybe, "maybe"),
        (Self::Hedge, "hedge"),
        (Self::Lately, "lately"),
        (Self::Helper, "helper"),
        (Self::Recounts, "recounts"),
    ];

    /// Returns whether a word in lower case does this.
    pub fn is(self, word: &str) -> bool {
        EVENT_WORDS.signs.get(&self).is_some_and(|words| words.contains(word))
    }

    /// Returns the words that do this.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        EVENT_WORDS.signs.get(&self).into_iter().flatten().copied()
    }
}

/// The tables.
pub(super) struct EventWords {
    verbs: Lookup<Vec<EventWord>>,
    nouns: Lookup<Vec<EventWord>>,
    carriers: Lookup<Vec<Carrier>>,
    signs: BTreeMap<Sign, BTreeSet<&'static str>>,
}

pub(super) static EVENT_WORDS: LazyLock<EventWords> = LazyLock::new(EventWords::load);

const WORDS: &str = include_str!("../../data/events.tsv");
const CARRIERS: &str = include_str!("../../data/event_carriers.tsv");
const GRAMMAR: &str = include_str!("../../data/event_grammar.tsv");

/// Splits `come+together` into the word and what stands beside it.
fn beside(words: &'static str) -> (&'static str, Option<&'static str>) {
    words.split_once('+').map_or((words, None), |(word, beside)| (word, Some(beside)))
}

impl EventWords {
    fn load() -> Self {
        let (mut verbs, mut nouns, mut carriers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in rows(WORDS) {
            let kind = EventType::from_word(cell(&row, 2)).unwrap_or_else(|| panic!("no event is a `{row:?}`"));
            let part: &mut BTreeMap<_, Vec<_>> = if cell(&row, 1) == "verb" { &mut verbs } else { &mut nouns };
            for (lemma, beside) in row[0].split('|').map(beside) {
                part.entry(lemma).or_default().push(EventWord {
                    beside,
                    kind,
                    format: Format::from_word(cell(&row, 5)),
                    who: cell(&row, 3).split(',').collect(),
                    needs: cell(&row, 4).split(',').collect(),
                });
            }
        }
        for row in rows(CARRIERS) {
            for (lemma, beside) in row[0].split('|').map(beside) {
                let carrier = Carrier {
                    beside,
                    takes_object: cell(&row, 1) != "subject",
                    takes_subject: cell(&row, 1) != "object",
                    tells: tells(cell(&row, 2)),
                };
                carriers.entry(lemma).or_insert_with(Vec::new).push(carrier);
            }
        }
        let signs = Sign::ALL.iter().map(|(sign, name)| {
            let row = rows(GRAMMAR).find(|row| row[0] == *name);
            let row = row.unwrap_or_else(|| panic!("the grammar of events has no `{name}`"));
            (*sign, cell(&row, 1).split('|').collect())
        });
        Self {
            verbs: verbs.into_iter().collect(),
            nouns: nouns.into_iter().collect(),
            carriers: carriers.into_iter().collect(),
            signs: signs.collect(),
        }
    }
}

fn tells(word: &str) -> Tells {
    match word {
        "cancelled" => Tells::Cancelled,
        "planned" => Tells::Planned,
        "possible" => Tells::Possible,
        _ => Tells::Told,
    }
}

impl Passage<'_> {
    /// Returns the line of the table for a verb that tells of an event.
    pub(super) fn event_verb(&self, at: usize) -> Option<&'static EventWord> {
        self.fitting(EVENT_WORDS.verbs.get(self.words[at].lemma)?, at)
    }

    /// Returns whether a noun tells of an event.
    pub(super) fn is_event_noun(&self, at: usize) -> bool {
        self.event_nouns(at).is_some()
    }

    /// Returns the lines of the table for a noun that tells of an event.
    pub(super) fn event_nouns(&self, at: usize) -> Option<&'static [EventWord]> {
        let word = &self.words[at];
        if !matches!(word.pos, Pos::Noun | Pos::Propn) {
            return None;
        }
        let lemma = lower(word.lemma);
        let rows = EVENT_WORDS.nouns.get(&lemma).or_else(|| {
            // A name in capitals keeps its plural.
            EVENT_WORDS.nouns.get(lemma.strip_suffix('s')?).filter(|_| word.pos == Pos::Propn)
        });
        rows.map(Vec::as_slice)
    }

    fn fitting(&self, rows: &'static [EventWord], at: usize) -> Option<&'static EventWord> {
        let fits = |row: &&EventWord| row.beside.is_some_and(|beside| self.has_beside(at, beside));
        rows.iter().find(fits).or_else(|| rows.iter().find(|row| row.beside.is_none()))
    }

    /// Returns what a verb tells of the event that is its object or its subject.
    pub(super) fn carries(&self, verb: usize, is_object: bool) -> Option<Tells> {
        let rows = EVENT_WORDS.carriers.get(self.words[verb].lemma)?;
        let fits = |row: &&Carrier| {
            let takes = if is_object { row.takes_object } else { row.takes_subject };
            takes && row.beside.is_none_or(|beside| self.has_beside(verb, beside))
        };
        let mut rows = rows.iter().filter(fits);
        let first = rows.next()?;
        // `call off` goes before `call`.
        let closer = rows.find(|row| first.beside.is_none() && row.beside.is_some());
        Some(closer.unwrap_or(first).tells)
    }

    /// Returns whether a verb is one of some words: `lapse`, `run+out`.
    pub(super) fn is_phrase(&self, verb: usize, sign: Sign) -> bool {
        sign.words().map(beside).any(|(lemma, beside)| {
            self.words[verb].lemma == lemma && beside.is_none_or(|beside| self.has_beside(verb, beside))
        })
    }

    /// Returns whether a lemma depends on a word, directly or behind a preposition.
    pub(super) fn has_beside(&self, at: usize, lemma: &str) -> bool {
        self.children(at).any(|child| {
            let word = &self.words[child];
            let is_link = matches!(word.dep, "prep" | "agent" | "dobj" | "prt");
            word.lemma == lemma || is_link && self.children(child).any(|under| self.words[under].lemma == lemma)
        })
    }
}
