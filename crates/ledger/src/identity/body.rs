//! Which states, bodies, papers and places are one, and who is somebody whom the dossier names?
//!
//! The name of a state, a body, a paper or a place is an identity, unless it is made of words that all bodies use; so is
//! every name that the dossier gives. What only sounds alike, or could be the abbreviation of another, is left open.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use super::cluster::Clusters;
use super::name::{is_generic, plain, sound};
use super::node::Nodes;
use super::proposal::Open;
use super::{Contrary, Evidence, Likeness};

/// An abbreviation has from two to so many letters.
const ABBREVIATION_CHARS_MAX: usize = 6;

/// Small words that lend an abbreviation no letter.
const UNABBREVIATED: &[&str] = &["of", "the", "and", "for", "on", "in", "to"];

/// Puts together whoever has one of these names, and lists what looks alike and is left open.
pub(super) fn join(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>) -> Vec<Open> {
    join_known(clusters, nodes);
    join_named(clusters, nodes);
    let mut open = join_aliases(clusters, nodes);
    open.extend(alike(clusters, nodes));
    open
}

/// Returns whether a name of this kind is an identity.
fn is_named(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Person | EntityKind::Group)
}

fn join_known(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>) {
    let mut known: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate().take(nodes.known.len()) {
        let names = [node.plain.clone()].into_iter().chain(node.aliases.iter().map(|alias| plain(alias)));
        for name in names {
            known.entry((node.kind, name)).or_insert(at);
        }
    }
    for (at, node) in nodes.all.iter().enumerate().skip(nodes.known.len()) {
        if let Some(&it) = known.get(&(node.kind, node.plain.clone())) {
            let likeness = nodes.likeness(it, at).unwrap_or(Likeness::Other);
            // What is kept apart is told among the cuts.
            let _ = clusters.decide([it, at], likeness, vec![Evidence::Known(node.name.to_owned())]);
        }
    }
}

fn join_named(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>) {
    let mut alike: BTreeMap<(EntityKind, &str), Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate() {
        if is_named(node.kind) && !is_generic(&node.plain) {
            alike.entry((node.kind, &node.plain)).or_default().push(at);
        }
    }
    for all in alike.into_values() {
        let documents: BTreeSet<Option<usize>> =
            all.iter().map(|&at| nodes.all[at].part.map(|part| part.document)).collect();
        // What one document alone tells apart by a point or a capital is for its reader to know.
        if documents.len() > 1 {
            for &at in &all[1..] {
                let _ = clusters.decide([all[0], at], Likeness::Same, Vec::new());
            }
        }
    }
}

/// Puts a name to whom another document gives it as a further name, where it gives it to one alone.
fn join_aliases(clusters: &mut Clusters<'_>, nodes: &Nodes<'_>) -> Vec<Open> {
    let mut given: BTreeMap<(EntityKind, String), Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate().filter(|(_, node)| is_named(node.kind) && node.part.is_some()) {
        for alias in node.aliases.iter().filter(|alias| alias.contains(char::is_uppercase)) {
            let alias = plain(alias);
            if alias != node.plain && !is_generic(&alias) {
                given.entry((node.kind, alias)).or_default().push(at);
            }
        }
    }
    // One giver of each cluster speaks for it.
    let mut givers: BTreeMap<(EntityKind, String), BTreeMap<usize, usize>> = BTreeMap::new();
    for (name, all) in given {
        let roots = all.iter().rev().map(|&giver| (clusters.first(giver), giver)).collect();
        givers.insert(name, roots);
    }
    let mut open = Vec::new();
    for (at, node) in nodes.all.iter().enumerate() {
        let Some(roots) = givers.get(&(node.kind, node.plain.clone())) else { continue };
        let is_one = roots.len() == 1;
        for &giver in roots.values().take(Open::FEW) {
            let alias = nodes.all[giver].part.map(Evidence::Alias);
            let evidence: Vec<Evidence> = alias.into_iter().collect();
            let is_own_text = nodes.all[giver].part.map(|part| part.document) == node.part.map(|part| part.document);
            if is_own_text {
                continue;
            }
            if is_one {
                let _ = clusters.decide([giver, at], Likeness::Shorter, evidence);
            } else {
                open.push(Open {
                    nodes: [giver, at],
                    likeness: Likeness::Shorter,
                    evidence,
                    against: vec![Contrary::Several],
                });
            }
        }
    }
    open
}

/// Lists what sounds alike, what could be an abbreviation, and what has one name and two kinds.
fn alike(clusters: &Clusters<'_>, nodes: &Nodes<'_>) -> Vec<Open> {
    let mut by_sound: BTreeMap<(EntityKind, String), BTreeSet<usize>> = BTreeMap::new();
    let mut by_letters: BTreeMap<(EntityKind, String), BTreeSet<usize>> = BTreeMap::new();
    let mut short: BTreeSet<usize> = BTreeSet::new();
    let mut by_plain: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate() {
        if !is_named(node.kind) || is_generic(&node.plain) || clusters.first(at) != at {
            continue;
        }
        by_sound.entry((node.kind, sound(node.name))).or_default().insert(at);
        if matches!(node.kind, EntityKind::State | EntityKind::Organisation) {
            by_plain.entry(&node.plain).or_default().insert(at);
        }
        if is_abbreviation(node.name) {
            short.insert(at);
        }
        if let Some(letters) = letters(&node.plain) {
            by_letters.entry((node.kind, letters)).or_default().insert(at);
        }
    }
    let star = |all: &BTreeSet<usize>, likeness, against: &dyn Fn(usize, usize) -> Contrary| -> Vec<Open> {
        let first = all.first().copied();
        let others = all.iter().skip(1);
        others
            .filter_map(|&other| {
                let against = vec![against(first?, other)];
                Some(Open { nodes: [first?, other], likeness, evidence: Vec::new(), against })
            })
            .collect()
    };
    let mut open: Vec<Open> =
        by_sound.values().flat_map(|all| star(all, Likeness::Spelling, &|_, _| Contrary::NameAlone)).collect();
    let kinds = |one: usize, other: usize| Contrary::Kinds([nodes.all[one].kind, nodes.all[other].kind]);
    open.extend(by_plain.values().flat_map(|all| star(all, Likeness::Same, &kinds)));
    for &at in &short {
        let node = &nodes.all[at];
        let long = by_letters.get(&(node.kind, node.plain.clone()));
        for &other in long.into_iter().flatten().take(Open::FEW) {
            let against = vec![Contrary::NameAlone];
            open.push(Open { nodes: [other, at], likeness: Likeness::Shorter, evidence: Vec::new(), against });
        }
    }
    open
}

/// Returns whether a name is an abbreviation: `UN`, `U.N.`.
pub(super) fn is_abbreviation(name: &str) -> bool {
    let letters = name.replace('.', "");
    (2..=ABBREVIATION_CHARS_MAX).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase)
}

/// Returns the first letters of a name of several words.
fn letters(plain: &str) -> Option<String> {
    let words: Vec<&str> = plain.split(' ').filter(|word| !UNABBREVIATED.contains(word)).collect();
    (words.len() > 1).then(|| words.iter().filter_map(|word| word.chars().next()).collect())
}
