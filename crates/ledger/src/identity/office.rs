//! Who held which office on a day?
//!
//! In go bearers that a document calls by an office alone, and whom the dossier and other documents give the office; they
//! are put together where the dossier gives it to one on the day of the document, or where the documents of near days do.
//! Two holders on two days stay two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{EntityKind, Office};
use jiff::civil::Date;

use super::cluster::Clusters;
use super::name::{plain, rows};
use super::node::{Details, Nodes, Owner};
use super::proposal::Open;
use super::{Actor, Contrary, Evidence, HeldOffice, Likeness, NEAR_DAYS, Part, WhoIsWho};

static SOLE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/sole_offices.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Titles by the other titles of the same office.
static TITLES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let titles = rows(include_str!("../../data/office_titles.tsv"));
    titles.flat_map(|row| row[1].split('|').map(move |other| (other, row[0]))).collect()
});

/// Returns a title in one form for all its ways to be written: `foreign minister` for `Minister of Foreign Affairs`.
pub(crate) fn title_key(title: &str) -> String {
    let plain = plain(title);
    let of_minister = plain.strip_prefix("minister of ").or_else(|| plain.strip_prefix("minister for "));
    let turned = of_minister.map(|of| format!("{} minister", of.strip_prefix("the ").unwrap_or(of)));
    let title = turned.unwrap_or(plain);
    let title = match title.strip_suffix(" affairs minister") {
        Some(of) => format!("{of} minister"),
        None => title,
    };
    TITLES.get(title.as_str()).map_or(title, |known| (*known).to_owned())
}

/// Returns whether one person at a time holds an office of this title.
pub(crate) fn is_sole_title(title: &str) -> bool {
    SOLE.contains(title)
}

/// Returns whether one person at a time holds an office: a union has a president in each of its bodies.
fn is_sole(title: &str, owner: &Owner) -> bool {
    is_sole_title(title) && (title != "president" || owner.is_state)
}

/// An office by the keys of its title and its owner.
type Key = (String, String);

/// The first and the last day of a term, as far as they are known.
type Days = (Option<Date>, Option<Date>);

/// Who is given which office.
#[derive(Default)]
struct Holders {
    /// By the dossier: the term and the node.
    known: BTreeMap<Key, Vec<(Days, usize)>>,
    /// By documents: the day and the node, in the order of the days.
    told: BTreeMap<Key, Vec<(Date, usize)>>,
}

impl Holders {
    fn of(nodes: &Nodes<'_>, details: &Details, clusters: &Clusters<'_>) -> Self {
        let mut holders = Self::default();
        for (at, node) in nodes.all.iter().enumerate().filter(|(_, node)| node.kind == EntityKind::Person) {
            for held in &details.all[at].offices {
                let Some(key) = held.title.clone().zip(held.owner.clone()) else { continue };
                match (held.term, node.day) {
                    (Some(term), _) => holders.known.entry(key).or_default().push((term, at)),
                    (None, Some(day)) => holders.told.entry(key).or_default().push((day, at)),
                    (None, None) => {}
                }
            }
        }
        // Of the documents of one day one is enough for each holder.
        for told in holders.told.values_mut() {
            told.sort_unstable();
            let mut seen = BTreeSet::new();
            told.retain(|(day, node)| seen.insert((*day, clusters.first(*node))));
        }
        holders
    }

    /// Returns the nodes of whom the dossier says that they hold an office on a day.
    fn known_on(&self, key: &Key, day: Date) -> Vec<usize> {
        let terms = self.known.get(key).map_or(&[][..], Vec::as_slice);
        let is_held = |(from, to): &Days| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        terms.iter().filter(|(term, _)| is_held(term)).map(|(_, node)| *node).collect()
    }

    /// Returns the nodes of whom the documents nearest before and behind a day say that they hold an office.
    fn told_around(&self, key: &Key, day: Date) -> Vec<usize> {
        let told = self.told.get(key).map_or(&[][..], Vec::as_slice);
        let behind = told.partition_point(|(other, _)| *other < day);
        let before = behind.checked_sub(1).map(|at| told[at].0);
        let after = told.get(behind).map(|(day, _)| *day);
        let is_near = |other: &Date| (*other - day).get_days().abs() <= NEAR_DAYS;
        let days: BTreeSet<Date> = before.into_iter().chain(after).filter(is_near).collect();
        let of_day = |day: Date| {
            let start = told.partition_point(|(other, _)| *other < day);
            told[start..].iter().take_while(move |(other, _)| *other == day).map(|(_, node)| *node)
        };
        days.into_iter().flat_map(of_day).collect()
    }
}

/// Puts those who are called by an office alone to whoever held it, and lists what is left open.
pub(super) fn join(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, details: &Details) -> Vec<Open> {
    let holders = Holders::of(nodes, details, clusters);
    let mut open = Vec::new();
    for (at, node) in nodes.all.iter().enumerate() {
        let (Some(part), EntityKind::Group) = (node.part, node.kind) else { continue };
        let (Some(key), Some(day)) = (called(details, part, node.name), node.day) else { continue };
        let known = holders.known_on(&key, day);
        let (found, is_known) = if known.is_empty() { (holders.told_around(&key, day), false) } else { (known, true) };
        let mut by_first: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        found.into_iter().for_each(|node| by_first.entry(clusters.first(node)).or_default().push(node));
        let is_one = by_first.len() == 1;
        for told in by_first.into_values().take(Open::FEW) {
            let according_to: BTreeSet<Part> = told.iter().filter_map(|&node| nodes.all[node].part).collect();
            let according_to = if is_known { Vec::new() } else { according_to.into_iter().collect() };
            let (pair, evidence) = ([told[0], at], vec![Evidence::Held { day, according_to }]);
            let joined = match is_one {
                true => clusters.decide(pair, Likeness::Office, evidence.clone()),
                false => Err(Contrary::Several),
            };
            if let Err(contrary) = joined {
                open.push(Open { nodes: pair, likeness: Likeness::Office, evidence, against: vec![contrary] });
            }
        }
    }
    open
}

/// Returns the office by which alone a document calls somebody, where one person at a time holds it: `Chancellor of Norland`.
fn called(details: &Details, part: Part, name: &str) -> Option<Key> {
    name.rmatch_indices(" of ").find_map(|(at, of)| {
        let (title, owner) = (title_key(&name[..at]), details.owner(Some(part.document), &name[at + of.len()..]));
        is_sole(&title, &owner).then_some((title, owner.key))
    })
}

/// Somebody who held an office on a day, as somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The place among the actors.
    pub actor: usize,
    /// The office, as it is given.
    pub office: Office,
    /// The terms of the dossier that cover the day.
    pub terms: Vec<(Option<Date>, Option<Date>)>,
    /// The documents that give the office, the one of the nearest day first.
    pub given: Vec<(Part, Date)>,
}

impl WhoIsWho {
    /// Returns who held an office on a day: whom the dossier gives it for that day, and whom the documents of near days do.
    pub fn holders(&self, title: &str, of: &str, day: Date) -> Vec<Holder> {
        let title = title_key(title);
        let owners = self.names_of(of);
        let is_it = |held: &&HeldOffice| {
            held.office.title.as_deref().is_some_and(|held| title_key(held) == title)
                && held.office.of.as_deref().is_some_and(|held| owners.contains(&plain(held)))
        };
        let mut holders: Vec<Holder> = Vec::new();
        for (at, actor) in self.actors.iter().enumerate() {
            for held in actor.offices.iter().filter(is_it) {
                let holder = holder(at, held, day);
                if !holder.terms.is_empty() || !holder.given.is_empty() {
                    holders.push(holder);
                }
            }
        }
        let nearness = |holder: &Holder| holder.given.first().map(|(_, given)| (*given - day).get_days().abs());
        holders.sort_by_key(|holder| (holder.terms.is_empty(), nearness(holder)));
        holders
    }

    /// Returns all plain names of whoever goes by a name, and the name itself.
    fn names_of(&self, name: &str) -> BTreeSet<String> {
        let asked = plain(name);
        let names = |actor: &Actor| -> Vec<String> {
            [&actor.name].into_iter().chain(&actor.other_names).map(|name| plain(name)).collect()
        };
        let named = self.actors.iter().filter(|actor| actor.kind != EntityKind::Person).map(names);
        named.filter(|names| names.contains(&asked)).flatten().chain([asked.clone()]).collect()
    }

    /// Returns the places of the actors that go by a name, by a part of it or in another spelling.
    pub fn called(&self, name: &str) -> Vec<usize> {
        let asked = super::name::sound(name);
        let is_part = |name: &str| {
            let sound = super::name::sound(name);
            sound == asked || format!(" {sound} ").contains(&format!(" {asked} "))
        };
        let goes = |actor: &Actor| is_part(&actor.name) || actor.other_names.iter().any(|name| is_part(name));
        (0..self.actors.len()).filter(|&at| goes(&self.actors[at])).collect()
    }
}

fn holder(actor: usize, held: &HeldOffice, day: Date) -> Holder {
    let covers = |(from, to): &&(Option<Date>, Option<Date>)| {
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    };
    let days_away = |given: Date| (given - day).get_days().abs();
    let near =
        |(part, given): &(Part, Option<Date>)| Some((*part, given.filter(|given| days_away(*given) <= NEAR_DAYS)?));
    let mut given: Vec<(Part, Date)> = held.given.iter().filter_map(near).collect();
    given.sort_by_key(|(part, given)| (days_away(*given), *given, *part));
    Holder { actor, office: held.office.clone(), terms: held.terms.iter().filter(covers).copied().collect(), given }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_one_office_have_one_key() {
        for (title, expected) in [
            ("Prime Minister", "prime minister"),
            ("Premier", "prime minister"),
            ("prime-minister", "prime minister"),
            ("Minister of Foreign Affairs", "foreign minister"),
            ("Foreign Secretary", "foreign minister"),
            ("Minister for Trade", "trade minister"),
            ("Minister of Defense", "defence minister"),
            ("Trade envoy", "trade envoy"),
        ] {
            assert_eq!(title_key(title), expected, "{title}");
        }
    }

    #[test]
    fn no_title_is_another_title_of_two_offices() {
        let mut seen = BTreeSet::new();
        for row in rows(include_str!("../../data/office_titles.tsv")) {
            for title in row[1].split('|').chain([row[0]]) {
                assert!(seen.insert(title), "`{title}` stands there twice");
                assert_eq!(title, plain(title));
            }
        }
    }
}
