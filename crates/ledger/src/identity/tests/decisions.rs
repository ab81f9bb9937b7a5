//! Does what people have decided win over everything?

use casus_claim::EntityKind;

use super::{Known, Read, check, read};
use crate::{Decision, DocumentId, Named};

fn named(document: Option<&str>, kind: EntityKind, name: &str) -> Named {
    Named { document: document.map(|id| DocumentId::stored(id.to_owned())), kind, name: name.to_owned() }
}

fn person(document: Option<&str>, name: &str) -> Named {
    named(document, EntityKind::Person, name)
}

fn two() -> [Read; 2] {
    [read("a", Some("2031-05-02"), &["person Ada Korn"]), read("b", Some("2031-05-03"), &["person Korn"])]
}

#[test]
fn a_merge_joins_and_is_taken_back_by_not_being_given() {
    let merge = Decision::Merge(person(Some("a"), "Ada Korn"), person(Some("b"), "Korn"));
    check(
        &two(),
        &Known::default().deciding(merge),
        &["person Ada Korn: a Ada Korn, b Korn", "  a Ada Korn = b Korn: shorter name, decision 0"],
    );
    check(
        &two(),
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn",
            "person Korn: b Korn",
            "? a Ada Korn = b Korn: shorter name, but the name alone",
        ],
    );
}

#[test]
fn a_name_without_a_document_is_meant_in_every_document() {
    let documents = [
        read("a", Some("2031-05-02"), &["person Ada Korn"]),
        read("b", Some("2031-05-03"), &["person Ada Korn"]),
        read("c", Some("2031-05-04"), &["group Premier of Norland"]),
    ];
    let merge = Decision::Merge(person(None, "Ada Korn"), named(Some("c"), EntityKind::Group, "Premier of Norland"));
    check(
        &documents,
        &Known::default().deciding(merge),
        &[
            "person Ada Korn: a Ada Korn, b Ada Korn, c Premier of Norland",
            "  a Ada Korn = b Ada Korn: same name, decision 0",
            "  a Ada Korn = c Premier of Norland: other name, decision 0",
        ],
    );
}

#[test]
fn a_split_keeps_apart_what_evidence_would_join_and_says_what_it_cut() {
    let premier = |path, day| read(path, Some(day), &["person Ada Korn | = Premier/Norland"]);
    let documents = [premier("a", "2031-05-02"), premier("b", "2031-05-03")];
    let split = Decision::Split(person(Some("a"), "Ada Korn"), person(Some("b"), "Ada Korn"));
    check(
        &documents,
        &Known::default().deciding(split),
        &[
            "person Ada Korn (a): a Ada Korn",
            "person Ada Korn (b): b Ada Korn",
            "/ a Ada Korn = b Ada Korn: same name, both Premier of Norland, but decision 0",
        ],
    );
}

#[test]
fn a_split_holds_also_by_way_of_others() {
    let documents = [
        read("a", Some("2031-05-02"), &["person Ada Korn"]),
        read("b", Some("2031-05-03"), &["person Korn"]),
        read("c", Some("2031-05-04"), &["person A. Korn"]),
    ];
    let known = Known::default()
        .deciding(Decision::Merge(person(None, "Ada Korn"), person(None, "Korn")))
        .deciding(Decision::Merge(person(None, "Korn"), person(None, "A. Korn")))
        .deciding(Decision::Split(person(None, "Ada Korn"), person(None, "A. Korn")));
    check(
        &documents,
        &known,
        &[
            "person A. Korn: c A. Korn",
            "person Ada Korn: a Ada Korn, b Korn",
            "  a Ada Korn = b Korn: shorter name, decision 0",
            "/ b Korn = c A. Korn: shorter name, decision 1, but decision 2",
        ],
    );
}

#[test]
fn one_document_can_be_split_from_every_other() {
    let korn = |path, day| read(path, Some(day), &["person Ada Korn | = Premier/Norland"]);
    let documents = [korn("a", "2031-05-02"), korn("b", "2031-05-03"), korn("c", "2031-05-04")];
    let split = Decision::Split(person(None, "Ada Korn"), person(Some("b"), "Ada Korn"));
    check(
        &documents,
        &Known::default().deciding(split),
        &[
            "person Ada Korn (a): a Ada Korn, c Ada Korn",
            "  a Ada Korn = c Ada Korn: same name, both Premier of Norland",
            "person Ada Korn (b): b Ada Korn",
            "/ a Ada Korn = b Ada Korn: same name, both Premier of Norland, but decision 0",
            "/ b Ada Korn = c Ada Korn: same name, both Premier of Norland, but decision 0",
        ],
    );
}

#[test]
fn a_name_that_is_split_from_itself_is_another_in_each_document() {
    let state = |path| read(path, None, &["state Norland"]);
    let norland = || named(None, EntityKind::State, "Norland");
    let known = Known::default().deciding(Decision::Split(norland(), norland()));
    let who = super::who(&[state("a"), state("b"), state("c")], &known);
    assert_eq!(who.actors.len(), 3);
}
