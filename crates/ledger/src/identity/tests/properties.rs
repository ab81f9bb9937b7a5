//! What holds of any documents and any decisions?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;
use proptest::prelude::*;

use super::super::{Evidence, Likeness, Part, WhoIsWho};
use super::{Known, Read, read, who};
use crate::{Decision, DocumentId, Named};

const LINES: [&str; 14] = [
    "person Ada Korn | = Premier/Norland",
    "person Ada Korn | = Premier/Westmark",
    "person Ada Korn",
    "person A. Korn | = Foreign Minister/Norland",
    "person Korn | = Premier/Norland",
    "person Ivo Korn | + mediator/river talks",
    "person Ivo Corn | + mediator/river talks",
    "group Prime Minister of Norland",
    "group 26 countries",
    "state Norland",
    "state Westmark",
    "organisation Heron Lake Trust | ~ HLT",
    "organisation HLT",
    "organisation Ministry of Finance",
];

fn documents() -> impl Strategy<Value = Vec<Read>> {
    let lines = prop::collection::btree_set(0..LINES.len(), 1..5);
    let day = prop::option::of(prop::sample::select(vec!["2031-05-02", "2031-05-20", "2031-08-02", "2035-01-01"]));
    prop::collection::vec((lines, day), 1..8).prop_map(|documents| {
        let document = |(at, (lines, day)): (usize, (BTreeSet<usize>, Option<&str>))| {
            let lines: Vec<&str> = lines.into_iter().map(|line| LINES[line]).collect();
            read(&format!("d{at}"), day, &lines)
        };
        documents.into_iter().enumerate().map(document).collect()
    })
}

fn named() -> impl Strategy<Value = Named> {
    let document = prop::option::of((0..8usize).prop_map(|at| DocumentId::stored(format!("d{at}"))));
    (document, 0..LINES.len()).prop_map(|(document, line)| {
        let entity = super::entity(LINES[line], 0);
        Named { document, kind: entity.kind, name: entity.name }
    })
}

fn decisions() -> impl Strategy<Value = Vec<Decision>> {
    let decision = (any::<bool>(), named(), named());
    let decision = decision.prop_map(|(is_merge, one, other)| match is_merge {
        true => Decision::Merge(one, other),
        false => Decision::Split(one, other),
    });
    prop::collection::vec(decision, 0..6)
}

fn known() -> impl Strategy<Value = Known> {
    (any::<bool>(), decisions()).prop_map(|(is_known, decisions)| {
        let known = Known { decisions, ..Known::default() };
        match is_known {
            true => known.with("person Ada Korn | ~ Korn | = Premier/Norland", Some(("2031-01-01", "2031-12-31"))),
            false => known,
        }
    })
}

/// Returns the parts that a name means.
fn meant(documents: &[Read], named: &Named) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for (document, read) in documents.iter().enumerate() {
        let is_in = named.document.as_ref().is_none_or(|id| read.ids.contains(id));
        let entities = read.reading.entities().iter().filter(|_| is_in);
        let entities = entities.filter(|entity| entity.kind == named.kind && entity.name == named.name);
        parts.extend(entities.map(|entity| Part { document, entity: entity.id }));
    }
    parts
}

/// Tells who is who by the paths of the documents, so that their order shows nowhere.
fn told(documents: &[Read], who: &WhoIsWho) -> BTreeMap<BTreeSet<(String, u32)>, String> {
    let place = |part: &Part| (documents[part.document].source.origin().path.clone(), part.entity.0);
    let actor = |actor: &super::super::Actor| {
        let links: Vec<_> = actor.links.iter().map(|link| (link.likeness, link.evidence.len())).collect();
        (actor.parts.iter().map(place).collect(), format!("{} {} {links:?}", actor.kind, actor.name))
    };
    who.actors.iter().filter(|actor| !actor.parts.is_empty()).map(actor).collect()
}

proptest! {
    #[test]
    fn the_order_of_the_documents_is_of_no_account(documents in documents(), known in known(), seed in any::<u64>()) {
        let mut shuffled = documents.clone();
        fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
        let (one, other) = (who(&documents, &known), who(&shuffled, &known));
        prop_assert_eq!(told(&documents, &one), told(&shuffled, &other));
        prop_assert_eq!(one.proposals.len(), other.proposals.len());
        prop_assert_eq!(one.cuts.len(), other.cuts.len());
    }

    #[test]
    fn decisions_hold(documents in documents(), known in known()) {
        let who = who(&documents, &known);
        for (number, decision) in known.decisions.iter().enumerate() {
            let is_cut = who.cuts.iter().any(|cut| cut.link.evidence == [Evidence::Decided(number)]);
            match decision {
                Decision::Split(one, other) => {
                    let (of_one, of_other) = (meant(&documents, one), meant(&documents, other));
                    let wide_is_other = one.document.is_some();
                    for a in &of_one {
                        for b in of_other.iter().filter(|b| *b != a) {
                            // A side that names a document takes what it means out of a side that names none.
                            let is_taken = match wide_is_other {
                                true => of_one.contains(b),
                                false => of_other.contains(a),
                            };
                            prop_assert!(
                                (is_taken && one != other) || who.actor_of(*a) != who.actor_of(*b),
                                "{decision:?} holds not of {a:?} and {b:?}"
                            );
                        }
                    }
                }
                Decision::Merge(one, other) => {
                    let (of_one, of_other) = (meant(&documents, one), meant(&documents, other));
                    let is_meant = !of_one.is_empty() && !of_other.is_empty();
                    let actors: BTreeSet<usize> = of_one.union(&of_other).map(|part| who.actor_of(*part)).collect();
                    prop_assert!(!is_meant || is_cut || actors.len() == 1, "{decision:?} joins {actors:?}");
                }
                _ => unreachable!("only these are made"),
            }
        }
        let has_split = known.decisions.iter().any(|decision| matches!(decision, Decision::Split(..)));
        prop_assert!(has_split || who.cuts.is_empty());
    }

    #[test]
    fn nobody_is_put_together_for_a_name_alone(documents in documents(), known in known()) {
        let who = who(&documents, &known);
        for actor in &who.actors {
            for link in &actor.links {
                let is_identity = link.bearers.iter().all(|bearer| match bearer {
                    super::Bearer::Known(_) => false,
                    super::Bearer::Part(part) => {
                        let kind = documents[part.document].reading.entity(part.entity).kind;
                        !matches!(kind, EntityKind::Person | EntityKind::Group)
                    }
                });
                prop_assert!(!link.evidence.is_empty() || is_identity && link.likeness == Likeness::Same);
            }
            let is_known = usize::from(actor.links.iter().any(|link| link.bearers.iter().any(|it| matches!(it, super::Bearer::Known(_)))));
            prop_assert_eq!(actor.links.len(), (actor.parts.len() + is_known).saturating_sub(1), "each part is there for a reason");
        }
    }

    #[test]
    fn every_entity_is_a_part_of_one_actor(documents in documents(), known in known()) {
        let who = who(&documents, &known);
        let parts: Vec<Part> = who.actors.iter().flat_map(|actor| actor.parts.clone()).collect();
        let count: usize = documents.iter().map(|read| read.reading.entities().len()).sum();
        prop_assert_eq!(parts.iter().collect::<BTreeSet<_>>().len(), count);
        prop_assert_eq!(parts.len(), count);
        for (at, actor) in who.actors.iter().enumerate() {
            prop_assert!(actor.parts.iter().all(|part| who.actor_of(*part) == at));
        }
    }
}
