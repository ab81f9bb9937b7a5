//! Which people are one?
//!
//! A name alone is none: something else must be the same, which is an office, whose office it is, a role, or somebody
//! little known beside whom both are named. Full names come first, then last names and initials, which must fit one
//! person alone.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use jiff::civil::Date;

use super::cluster::{Clusters, Traits};
use super::name::{Fit, plain as plain_name};
use super::node::{Details, Held, Nodes};
use super::proposal::{Open, alone};
use super::{Contrary, Evidence, Likeness, NEAR_DAYS};

/// Documents further apart than this may speak of two who held one office one after the other.
const OFFICE_DAYS_MAX: i32 = 5 * 366;
/// So many people of a bucket are tried, from the one who was met last.
const TRIED_MAX: usize = 4;

/// What somebody has in common with others: the first is the strongest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Office { title: String, owner: String },
    Body(String),
    Role(String, String),
    Shared(String),
}

/// Somebody in a bucket of those who have a trait in common.
#[derive(Clone, Debug)]
struct Entry {
    node: usize,
    /// The days on which it has the trait: that of the document, or a term.
    from: Option<Date>,
    to: Option<Date>,
    is_term: bool,
    evidence: Evidence,
}

type Buckets = BTreeMap<(String, Trait), Vec<Entry>>;

/// Puts people together, and lists those who look alike and are left open.
pub(super) fn join(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, details: &Details) -> Vec<Open> {
    let people: Vec<usize> = (0..nodes.all.len()).filter(|&node| nodes.all[node].kind == EntityKind::Person).collect();
    people.iter().for_each(|&node| clusters.learn(node, traits(nodes, details, node)));
    let buckets = buckets(nodes, details, &people);
    let mut open = full_names(clusters, nodes, &buckets);
    let (found, is_settled) = short_names(clusters, nodes, &buckets, &people);
    open.extend(found);
    last_names(clusters, nodes, &buckets, &is_settled);
    open.extend(alone(clusters, nodes, &people));
    open
}

fn traits(nodes: &Nodes<'_>, details: &Details, node: usize) -> Traits {
    let it = &nodes.all[node];
    let state = |held: &Held| held.office.of.clone().filter(|_| held.is_of_state).zip(it.day);
    Traits {
        document: it.part.map(|part| part.document),
        form: it.person.clone(),
        states: details.all[node].offices.iter().filter_map(state).collect(),
    }
}

/// Sorts people by their last names and by what they have in common; the strongest traits come first.
fn buckets(nodes: &Nodes<'_>, details: &Details, people: &[usize]) -> Buckets {
    let mut buckets = Buckets::new();
    for &node in people {
        let Some(name) = &nodes.all[node].person else { continue };
        for (shared, entry) in entries(nodes, details, node) {
            buckets.entry((name.last.clone(), shared)).or_default().push(entry);
        }
    }
    buckets.values_mut().for_each(|entries| entries.sort_by_key(order));
    buckets
}

/// Returns where somebody stands in a bucket: by day, and behind all others without one.
fn order(entry: &Entry) -> (bool, Option<Date>, usize) {
    (entry.from.or(entry.to).is_none() && !entry.is_term, entry.from, entry.node)
}

fn entries(nodes: &Nodes<'_>, details: &Details, node: usize) -> Vec<(Trait, Entry)> {
    let day = nodes.all[node].day;
    let detail = &details.all[node];
    let mut entries = Vec::new();
    let plain = |evidence| Entry { node, from: day, to: day, is_term: false, evidence };
    for held in &detail.offices {
        let Some(owner) = &held.owner else { continue };
        let with_term = |evidence| match held.term {
            Some((from, to)) => Entry { from, to, is_term: true, ..plain(evidence) },
            None => plain(evidence),
        };
        if let Some(title) = &held.title {
            let office = Trait::Office { title: title.clone(), owner: owner.clone() };
            entries.push((office, with_term(Evidence::Office(held.office.clone()))));
        }
        let name = held.office.of.clone().unwrap_or_default();
        entries.push((Trait::Body(owner.clone()), with_term(Evidence::Body(name))));
    }
    for (role, role_of) in &detail.roles {
        entries.push((Trait::Role(plain_name(&role.role), role_of.clone()), plain(Evidence::Role(role.clone()))));
    }
    for (shared, name) in &detail.shared {
        entries.push((Trait::Shared(shared.clone()), plain(Evidence::Shared(name.clone()))));
    }
    entries
}

/// Returns whether two can have a trait at one time, as far as the days are known.
fn is_compatible(one: &Entry, other: &Entry) -> bool {
    let days_max = if one.is_term || other.is_term { NEAR_DAYS } else { OFFICE_DAYS_MAX };
    let is_before = |earlier: &Entry, later: &Entry| match (earlier.to, later.from) {
        (Some(to), Some(from)) => (from - to).get_days() <= days_max,
        _ => true,
    };
    is_before(one, other) && is_before(other, one)
}

/// Puts full names together.
fn full_names(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, buckets: &Buckets) -> Vec<Open> {
    let is_full = |entry: &&Entry| nodes.all[entry.node].person.as_ref().is_some_and(|name| name.is_full());
    let mut open = Vec::new();
    for strength in 0..Trait::STRENGTHS {
        for (_, entries) in buckets.iter().filter(|((_, shared), _)| shared.strength() == strength) {
            let mut by_given: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
            for entry in entries.iter().filter(is_full) {
                let given = nodes.all[entry.node].person.as_ref().map_or("", |name| &name.given[0]);
                by_given.entry(given).or_default().push(entry);
            }
            by_given.values().for_each(|entries| chain(clusters, nodes, entries, &mut open));
        }
    }
    open
}

/// Joins each of a row with one of those before.
fn chain(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, row: &[&Entry], open: &mut Vec<Open>) {
    let mut met: Vec<&Entry> = Vec::new();
    for entry in row {
        let is_undated = entry.from.is_none() && !entry.is_term;
        let before = met.iter().rev().filter(|other| is_compatible(entry, other)).take(TRIED_MAX);
        let candidates: Vec<&Entry> = before.copied().collect();
        let roots: BTreeSet<usize> = candidates.iter().map(|other| clusters.root(other.node)).collect();
        // Without a day nothing tells which of several it is.
        let is_open = is_undated && roots.len() > 1;
        let mut is_met = false;
        for other in &candidates {
            let pair = [other.node, entry.node];
            let likeness = nodes.likeness(pair[0], pair[1]).unwrap_or(Likeness::Spelling);
            let evidence = vec![entry.evidence.clone()];
            let refused = match is_open {
                true => Err(Contrary::Several),
                false => clusters.join(pair, likeness, evidence.clone()),
            };
            match refused {
                Ok(()) => {
                    is_met = true;
                    break;
                }
                Err(Contrary::Names) => {}
                Err(contrary) => open.push(Open { nodes: pair, likeness, evidence, against: vec![contrary] }),
            }
        }
        // One of each cluster stands for it, the one who was met last.
        if is_met {
            let root = clusters.root(entry.node);
            met.retain(|other| clusters.root(other.node) != root);
        }
        met.push(entry);
    }
}

/// Puts last names and initials to the one full name that they fit and with which they have something in common.
///
/// Returns besides which of them are settled, or fit several and so can be nobody's.
fn short_names(
    clusters: &mut Clusters<'_>,
    nodes: &Nodes<'_>,
    buckets: &Buckets,
    people: &[usize],
) -> (Vec<Open>, BTreeSet<usize>) {
    let is_short = |node: usize| nodes.all[node].person.as_ref().is_some_and(|name| !name.is_full());
    let mut fitting: BTreeMap<usize, BTreeMap<usize, Vec<(usize, Evidence)>>> = BTreeMap::new();
    for ((_, shared), entries) in buckets {
        let (short, full): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| is_short(entry.node));
        if short.is_empty() || full.is_empty() {
            continue;
        }
        let full = Bearers::of(&full, clusters);
        for entry in short {
            let fits = |other: &&Entry| nodes.fit(entry.node, other.node) != Fit::Other && is_compatible(entry, other);
            let of_strength = fitting.entry(entry.node).or_default().entry(shared.strength()).or_default();
            let found = full.near(entry).into_iter().filter(fits);
            of_strength.extend(found.map(|other| (other.node, entry.evidence.clone())));
        }
    }
    let mut open = Vec::new();
    let mut settled = BTreeSet::new();
    for &node in people {
        let Some(found) = fitting.get(&node).and_then(strongest) else { continue };
        let mut by_root: BTreeMap<usize, &(usize, Evidence)> = BTreeMap::new();
        for it in found {
            by_root.entry(clusters.first(it.0)).or_insert(it);
        }
        let is_one = by_root.len() == 1;
        for (other, evidence) in by_root.into_values().take(Open::FEW) {
            let (pair, evidence) = ([*other, node], vec![evidence.clone()]);
            let joined = match is_one {
                true => clusters.join(pair, Likeness::Shorter, evidence.clone()),
                false => Err(Contrary::Several),
            };
            settled.insert(node);
            if let Err(contrary) = joined {
                open.push(Open { nodes: pair, likeness: Likeness::Shorter, evidence, against: vec![contrary] });
            }
        }
    }
    (open, settled)
}

fn strongest<T>(by_strength: &BTreeMap<usize, Vec<T>>) -> Option<&Vec<T>> {
    by_strength.values().find(|found| !found.is_empty())
}

/// Those of a bucket who have full names, each with its rows in the order of their days.
#[derive(Default)]
struct Bearers<'e> {
    by_first: BTreeMap<usize, Vec<&'e Entry>>,
    /// What the dossier says, which has no day but a term.
    terms: Vec<&'e Entry>,
}

impl<'e> Bearers<'e> {
    fn of(full: &[&'e Entry], clusters: &Clusters<'_>) -> Self {
        let mut bearers = Self::default();
        for entry in full {
            match entry.is_term {
                true => bearers.terms.push(entry),
                false => bearers.by_first.entry(clusters.first(entry.node)).or_default().push(entry),
            }
        }
        bearers
    }

    /// Returns of each bearer what lies nearest before and behind a day, and what the dossier says.
    fn near(&self, entry: &Entry) -> Vec<&'e Entry> {
        let mut near = self.terms.clone();
        for row in self.by_first.values() {
            let behind = row.partition_point(|other| order(other) < order(entry));
            near.extend(behind.checked_sub(1).map(|before| row[before]));
            near.extend(row.get(behind));
        }
        near
    }
}

/// Puts together those of whom only the last name is known.
fn last_names(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>, buckets: &Buckets, settled: &BTreeSet<usize>) {
    let is_left = |entry: &&Entry| {
        let name = nodes.all[entry.node].person.as_ref();
        name.is_some_and(|name| !name.is_full()) && !settled.contains(&entry.node)
    };
    for strength in 0..Trait::STRENGTHS {
        for (_, entries) in buckets.iter().filter(|((_, shared), _)| shared.strength() == strength) {
            let left: Vec<&Entry> = entries.iter().filter(is_left).collect();
            chain(clusters, nodes, &left, &mut Vec::new());
        }
    }
}

impl Trait {
    /// How many strengths there are.
    const STRENGTHS: usize = 4;

    /// Returns how strongly a trait speaks, from 0, the strongest.
    fn strength(&self) -> usize {
        match self {
            Self::Office { .. } => 0,
            Self::Body(_) => 1,
            Self::Role(..) => 2,
            Self::Shared(_) => 3,
        }
    }
}
