//! What is an actor, once it is known which of its parts are one?
//!
//! In go the bearers as they were put together; out come the actors, each with one name, its offices with their days, its
//! members and the reasons why it is one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{EntityKind, Office};

use super::body::is_abbreviation;
use super::cluster::Clusters;
use super::name::plain;
use super::node::{Details, Node, Nodes};
use super::proposal::{Open, proposals};
use super::{Actor, Apart, Cut, Document, Evidence, HeldOffice, Part, WhoIsWho};

/// Lays out the actors, what is left open between them and what decisions have cut.
pub(super) fn assemble(
    documents: &[Document<'_>],
    nodes: &Nodes<'_>,
    details: &Details,
    clusters: Clusters<'_>,
    open: Vec<Open>,
) -> WhoIsWho {
    let roots: BTreeSet<usize> = (0..nodes.all.len()).map(|node| clusters.root(node)).collect();
    let mut built: Vec<(usize, Actor)> = Vec::new();
    for root in roots {
        let actor = actor(nodes, details, &clusters.nodes_of(root));
        // Whom only a term of the dossier names, and no document, is nobody here.
        let is_listed = !actor.parts.is_empty() || nodes.is_of_registry(clusters.first(root));
        if is_listed {
            built.push((root, actor));
        }
    }
    let order = |(root, actor): &(usize, Actor)| (actor.kind, actor.name.clone(), clusters.first(*root));
    built.sort_by_cached_key(order);
    let place_of: BTreeMap<usize, usize> = built.iter().enumerate().map(|(place, (root, _))| (*root, place)).collect();
    let mut actors: Vec<Actor> = built.into_iter().map(|(_, actor)| actor).collect();
    tell_apart(&mut actors);
    let mut actor_of: Vec<Vec<usize>> =
        documents.iter().map(|document| vec![0; document.reading.entities().len()]).collect();
    for (at, node) in nodes.all.iter().enumerate() {
        if let Some(Part { document, entity }) = node.part {
            actor_of[document][entity.0 as usize] = place_of[&clusters.root(at)];
        }
    }
    let proposals = proposals(&clusters, nodes, open, &place_of);
    for (node, link) in &clusters.links {
        if let Some(&place) = place_of.get(&clusters.root(*node)) {
            actors[place].links.push(link.clone());
        }
    }
    let mut who = WhoIsWho { actors, proposals, cuts: each_once(clusters.cuts), actor_of };
    add_members(&mut who, documents);
    who
}

/// Keeps of several ways in which two would have been put together the strongest, which was tried first, and every
/// decision to do so.
fn each_once(cuts: Vec<Cut>) -> Vec<Cut> {
    let mut told = BTreeSet::new();
    let is_new = |cut: &Cut| {
        let decided = cut.link.evidence.iter().find(|evidence| matches!(evidence, Evidence::Decided(_)));
        told.insert((cut.link.bearers.clone(), cut.split, decided.cloned()))
    };
    cuts.into_iter().filter(is_new).collect()
}

fn actor(nodes: &Nodes<'_>, details: &Details, of: &[usize]) -> Actor {
    let all: Vec<&Node<'_>> = of.iter().map(|&node| &nodes.all[node]).collect();
    let (name, kind) = name_and_kind(&all);
    let names = all.iter().flat_map(|node| [node.name].into_iter().chain(node.aliases.iter().map(String::as_str)));
    let other_names: BTreeSet<&str> = names.filter(|other| *other != name).collect();
    let mut parts: Vec<Part> = all.iter().filter_map(|node| node.part).collect();
    parts.sort_unstable();
    Actor {
        apart: None,
        kind,
        other_names: other_names.into_iter().map(str::to_owned).collect(),
        is_known: of.iter().any(|&node| nodes.is_of_registry(node)),
        parts,
        offices: offices(nodes, details, of),
        members: Vec::new(),
        links: Vec::new(),
        name,
    }
}

/// Returns the name to use: that of the dossier, else the fullest form, and of several of these the one that most
/// documents have.
fn name_and_kind(all: &[&Node<'_>]) -> (String, EntityKind) {
    let mut counts: BTreeMap<(EntityKind, &str), BTreeSet<Option<usize>>> = BTreeMap::new();
    for node in all {
        counts.entry((node.kind, node.name)).or_default().insert(node.part.map(|part| part.document));
    }
    let is_known = |kind: EntityKind, name: &str| {
        all.iter().any(|node| node.part.is_none() && (node.kind, node.name) == (kind, name))
    };
    // A person who is called by an office elsewhere is a person, and a group only what nothing else is.
    let is_group = |kind: EntityKind| kind == EntityKind::Group;
    let best = counts.iter().max_by_key(|((kind, name), documents)| {
        let fullness = if *kind == EntityKind::Person { given_count(all, name) } else { 0 };
        let is_whole = !is_abbreviation(name.strip_prefix("the ").unwrap_or(name));
        let rank = (!is_group(*kind), is_known(*kind, name), fullness, is_whole, documents.len());
        (rank, Reverse(*name), Reverse(*kind))
    });
    let ((kind, name), _) = best.expect("an actor has a node");
    ((*name).to_owned(), *kind)
}

/// Returns how many given names a form has that are more than first letters.
fn given_count(all: &[&Node<'_>], name: &str) -> usize {
    let person = all.iter().find(|node| node.name == name).and_then(|node| node.person.as_ref());
    person.map_or(0, |person| person.given.iter().filter(|given| given.chars().count() > 1).count())
}

/// Lists the offices, each once however its title is written, in the order in which they are first given.
fn offices(nodes: &Nodes<'_>, details: &Details, of: &[usize]) -> Vec<HeldOffice> {
    let mut offices: Vec<HeldOffice> = Vec::new();
    let mut place_of: BTreeMap<(Option<&str>, Option<&str>), usize> = BTreeMap::new();
    for &node in of {
        for held in &details.all[node].offices {
            let place = *place_of.entry((held.title.as_deref(), held.owner.as_deref())).or_insert_with(|| {
                offices.push(HeldOffice { office: held.office.clone(), given: Vec::new(), terms: Vec::new() });
                offices.len() - 1
            });
            let given = nodes.all[node].part.map(|part| (part, nodes.all[node].day));
            offices[place].given.extend(given);
            offices[place].terms.extend(held.term);
        }
    }
    for office in &mut offices {
        office.given.sort_by_key(|(part, day)| (day.is_none(), *day, *part));
        office.given.dedup();
    }
    offices
}

/// Says of people of one name by what they differ: the office, where it is theirs alone, and else the document.
fn tell_apart(actors: &mut [Actor]) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.kind == EntityKind::Person) {
        by_name.entry(plain(&actor.name)).or_default().push(at);
    }
    for bearers in by_name.into_values().filter(|bearers| bearers.len() > 1) {
        let mut held: BTreeMap<Office, usize> = BTreeMap::new();
        for &at in &bearers {
            titled(&actors[at]).for_each(|office| *held.entry(office.clone()).or_default() += 1);
        }
        for &at in &bearers {
            let own = titled(&actors[at]).find(|office| held.get(office) == Some(&1)).cloned();
            let document = actors[at].parts.first().map(|part| part.document);
            // The one whom the dossier means goes by the name alone.
            let apart = own.map(Apart::Office).or(document.map(Apart::Document));
            actors[at].apart = apart.filter(|_| !actors[at].is_known);
        }
    }
}

fn titled(actor: &Actor) -> impl Iterator<Item = &Office> {
    actor.offices.iter().map(|held| &held.office).filter(|office| office.title.is_some() && office.of.is_some())
}

/// Links the members of bodies and groups, where a document says that somebody is one.
fn add_members(who: &mut WhoIsWho, documents: &[Document<'_>]) {
    let mut members: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (number, document) in documents.iter().enumerate() {
        let entities = document.reading.entities();
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for entity in entities {
            for name in [&entity.name].into_iter().chain(&entity.aliases) {
                named.entry(plain(name)).or_insert(who.actor_of[number][entity.id.0 as usize]);
            }
        }
        for entity in entities {
            let whole =
                entity.roles.iter().filter(|role| is_member(&role.role)).filter_map(|role| named.get(&plain(&role.of)));
            let own = who.actor_of[number][entity.id.0 as usize];
            members.extend(whole.filter(|whole| **whole != own).map(|whole| (*whole, own)));
        }
    }
    members.into_iter().for_each(|(whole, member)| who.actors[whole].members.push(member));
}

fn is_member(role: &str) -> bool {
    plain(role).split(' ').any(|word| word == "member")
}
