//! What is seen of a deed and of whoever might owe it, for the judge to weigh.

use std::sync::LazyLock;

use casus_claim::{Actors, Category, EntityKind};

use super::company::nouns;
use super::debtor::{How, leading, verb_of};
use super::deed::is_passive;
use super::make::is_money;
use super::strength::{sorts, strength};
use super::worded::is_back_shifted;
use super::{Proposal, Surroundings};
use crate::cast::Cast;
use crate::network::feature::{Features, Key, bucket, lower, text};
use crate::passage::Passage;
use crate::theme::category_of;
use crate::tree::SUBJECTS;

/// What is seen of a proposal, whoever owes it.
pub(super) struct Sight<'a> {
    pub(super) passage: &'a Passage<'a>,
    pub(super) proposal: &'a Proposal,
    /// The nouns of what is to be done.
    pub(super) nouns: Vec<Key>,
    pub(super) category: Category,
    /// What is seen of the verb and its clause, in the order of [`NAMES`].
    pub(super) seen: [Key; SEEN],
    /// The sorts of doing that the verb may tell.
    pub(super) sorts: Vec<Key>,
}

/// What is seen together with each other thing that is seen of a deed.
const PAIRS: &[(&str, &str)] = &[
    ("verb", "status"),
    ("rule", "clause-dep"),
    ("tag", "dep"),
    ("modal", "status"),
    ("marker", "status"),
    ("reported", "dep"),
    ("category", "status"),
    ("passive", "status"),
    ("when", "status"),
    ("when", "tag"),
    ("object", "status"),
    ("genre", "status"),
    ("clause-dep", "clause-tag"),
    ("clause-dep", "status"),
    ("ago", "status"),
    ("above-sort", "clause-dep"),
    ("rule", "status"),
    ("first-how", "status"),
    ("first-kind", "status"),
    ("first-how", "first-kind"),
    ("first-kind", "category"),
    ("first-kind", "tag"),
    ("first-how", "rule"),
    ("first-how", "genre"),
];

/// What is seen of a deed together with how somebody comes to be taken for its debtor.
const WITH_HOW: &[&str] = &[
    "status",
    "passive",
    "rule",
    "modal",
    "reported",
    "tag",
    "genre",
    "quoted",
    "clause-dep",
    "first-how",
    "first-kind",
];

/// What is seen of a deed together with what its debtor is.
const WITH_KIND: &[&str] = &["status", "category", "verb", "tag", "object", "genre", "quoted", "first-kind", "rule"];

/// What is seen of a deed together with the sort of doing that its verb may tell.
const WITH_SORT: &[&str] = &["status", "tag", "modal", "clause-dep", "first-kind", "first-how", "object"];

/// What is seen, in the order in which it is kept.
const NAMES: &[&str] = &[
    "status",
    "rule",
    "verb",
    "tag",
    "dep",
    "clause-dep",
    "clause-tag",
    "trigger",
    "above",
    "above-sort",
    "marker",
    "aside",
    "modal",
    "operator",
    "denied",
    "passive",
    "quoted",
    "reported",
    "object",
    "subject",
    "length",
    "amount",
    "when",
    "ago",
    "waits",
    "category",
    "relative",
    "line",
    "genre",
    "first-how",
    "first-kind",
    "several",
];

/// How much of it is seen of the deed itself; the rest is seen of the first who might owe it.
const SEEN: usize = NAMES.len() - 3;

/// The names as numbers, and the places of those that are seen together.
pub(super) struct Keys {
    pub names: Vec<Key>,
    sort: Key,
    pairs: Vec<(usize, usize)>,
    pub with_how: Vec<usize>,
    pub with_kind: Vec<usize>,
    with_sort: Vec<usize>,
}

pub(super) static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let place = |name: &&str| NAMES.iter().position(|known| known == name).expect("what goes together is seen");
    let places = |names: &[&str]| names.iter().map(place).collect();
    Keys {
        names: NAMES.iter().map(|name| text(name)).collect(),
        sort: text("sort"),
        pairs: PAIRS.iter().map(|(one, other)| (place(one), place(other))).collect(),
        with_how: places(WITH_HOW),
        with_kind: places(WITH_KIND),
        with_sort: places(WITH_SORT),
    }
});

impl<'a> Sight<'a> {
    pub fn new(passage: &'a Passage<'a>, around: &Surroundings<'_>, proposal: &'a Proposal) -> Self {
        let verb = verb_of(passage, proposal).unwrap_or_default();
        let word = &passage.words[verb];
        let strength = strength(passage, verb, is_back_shifted(proposal.trigger, around));
        let clause = strength.as_ref().map_or(verb, |strength| strength.clause);
        let name = |at: Option<usize>| at.map_or(0, |at| lower(passage.words[at].lemma));
        let above = Some(passage.words[clause].head).filter(|head| *head != clause);
        let above_sort = above.and_then(|head| sorts(&passage.words[head].lemma.to_lowercase()).first());
        let aside = passage.children(clause).find(|child| passage.words[*child].dep == "advcl");
        let inside = || around.amounts.iter().filter(|amount| proposal.object.contains(amount.span));
        let is_money = inside().any(|amount| is_money(&amount.amount));
        let report = around.reports.iter().find(|report| report.content.contains(proposal.trigger));
        let words = passage.source.slice(proposal.object).split_whitespace().count();
        let category = category_of(passage, proposal.object, is_money);
        let seen = [
            ("status", text(proposal.status.word())),
            ("rule", text(proposal.rule.words())),
            ("verb", lower(word.lemma)),
            ("tag", text(word.tag)),
            ("dep", text(word.dep)),
            ("clause-dep", text(passage.words[clause].dep)),
            ("clause-tag", text(passage.words[clause].tag)),
            ("trigger", lower(passage.source.slice(proposal.trigger))),
            ("above", name(above)),
            ("above-sort", above_sort.map_or(0, |sort| text(sort))),
            ("marker", name(passage.child(clause, &["mark"]))),
            ("aside", name(aside.and_then(|aside| passage.child(aside, &["mark", "advmod"])))),
            ("modal", name(strength.as_ref().and_then(|strength| strength.modal))),
            ("operator", name(strength.as_ref().and_then(|strength| strength.operator))),
            ("denied", Key::from(strength.as_ref().is_some_and(|strength| strength.is_denied))),
            ("passive", Key::from(is_passive(passage, verb))),
            ("quoted", Key::from(passage.is_quoted(verb))),
            ("reported", report.map_or(0, |report| 1 + Key::from(report.is_past))),
            ("object", object(passage, verb)),
            ("subject", subject(passage, verb)),
            ("length", bucket(words)),
            ("amount", Key::from(inside().next().is_some()) + 2 * Key::from(is_money)),
            ("when", when(around, proposal)),
            ("ago", ago(around)),
            ("waits", Key::from(!around.conditions.is_empty())),
            ("category", text(category.word())),
            ("relative", Key::from(proposal.is_relative)),
            ("line", line(passage, around, verb)),
            ("genre", genre(passage, around)),
        ];
        debug_assert!(seen.iter().zip(NAMES).all(|((name, _), known)| name == known), "what is seen is in order");
        let seen = seen.map(|(_, value)| value);
        let sorts = sorts(&word.lemma.to_lowercase()).iter().take(2).map(|sort| text(sort)).collect();
        Self { passage, proposal, nouns: nouns(passage, proposal.object), category, seen, sorts }
    }

    /// Returns what is seen of the deed, for whether it is one at all; of those who might owe it the first is looked at.
    pub fn of_deed(&self, cast: &Cast, first: &Actors, how: How) -> Vec<Key> {
        let mut f = Features::default();
        let mut all = [0; NAMES.len()];
        all[..SEEN].copy_from_slice(&self.seen);
        all[SEEN..].copy_from_slice(&[how.key(), kind(cast, first), bucket(first.ids().len())]);
        let keys = &*KEYS;
        all.iter().zip(&keys.names).for_each(|(value, name)| f.add(*name, *value));
        for (one, other) in &keys.pairs {
            f.triple(keys.names[*one], keys.names[*other], all[*one], all[*other]);
        }
        for sort in &self.sorts {
            f.add(keys.sort, *sort);
            keys.with_sort.iter().for_each(|with| f.triple(keys.sort, keys.names[*with], *sort, all[*with]));
        }
        f.keys
    }
}

/// Returns the head of the object of a verb.
fn object(passage: &Passage<'_>, verb: usize) -> Key {
    let object = passage.child(verb, &["dobj", "nsubjpass", "attr"]).or_else(|| {
        let preposition = passage.child(verb, &["prep"])?;
        passage.child(preposition, &["pobj"])
    });
    object.map_or(0, |object| lower(passage.words[object].lemma))
}

/// Returns the head of the subject of a verb; names are one.
fn subject(passage: &Passage<'_>, verb: usize) -> Key {
    let subject = passage.child(verb, &SUBJECTS).or_else(|| passage.subject_of(verb));
    subject.map_or(0, |subject| match passage.words[subject].tag {
        "NNP" | "NNPS" => 1,
        _ => lower(passage.words[subject].lemma),
    })
}

/// Returns how the time in an object lies to the day of publication.
fn when(around: &Surroundings<'_>, proposal: &Proposal) -> Key {
    let Some(time) = around.times.iter().find(|time| proposal.object.contains(time.span)) else { return 0 };
    match (time.time.start(), around.published) {
        (Some(start), Some(day)) if start > day => 1,
        (Some(_), Some(day)) if time.time.end().is_some_and(|end| end < day) => 2,
        (Some(_), Some(_)) => 3,
        _ => 4,
    }
}

/// Returns how far the first time of a sentence lies from the day of publication.
fn ago(around: &Surroundings<'_>) -> Key {
    let Some(day) = around.published else { return 9 };
    let Some(start) = around.times.iter().find_map(|time| time.time.start()) else { return 0 };
    match (start - day).get_days() {
        ..-365 => 1,
        -365..-30 => 2,
        -30..-3 => 3,
        -3..=0 => 4,
        1..=31 => 5,
        32..=400 => 6,
        _ => 7,
    }
}

/// Returns in what sort of line it stands: one under a lead, one that goes on with its sentence, one of a list.
fn line(passage: &Passage<'_>, around: &Surroundings<'_>, verb: usize) -> Key {
    let is_led = leading(passage, around, Some(verb)).is_some();
    Key::from(around.lead.is_some()) + 2 * Key::from(around.is_listed) + 4 * Key::from(is_led)
}

/// Returns in what sort of text it stands: one with authors, one in which somebody has the word, or a report.
fn genre(passage: &Passage<'_>, around: &Surroundings<'_>) -> Key {
    Key::from(!around.authors.is_empty()) + 2 * Key::from(!passage.voice.is_empty())
}

pub(super) fn kind(cast: &Cast, actors: &Actors) -> Key {
    match cast.entity(actors.ids()[0]).kind {
        EntityKind::Person => 1,
        EntityKind::State => 2,
        EntityKind::Organisation => 3,
        EntityKind::Group => 4,
        EntityKind::Place => 5,
        EntityKind::Instrument => 6,
    }
}
