//! Whom does an office mean on a day?

use super::{Known, check, read, who};

#[test]
fn an_office_means_whom_the_dossier_says() {
    let known = Known::default()
        .with("state Norland", None)
        .with("person Ada Korn | = Chancellor/Norland", Some(("2029-01-01", "2031-12-31")))
        .with("person Ivo Lund | = Chancellor/Norland", Some(("2032-01-01", "")));
    let before = read("a", Some("2031-12-30"), &["state Norland", "group Chancellor of Norland"]);
    let after = read("b", Some("2032-01-02"), &["state Norland", "group Chancellor of Norland"]);
    let undated = read("c", None, &["state Norland", "group Chancellor of Norland"]);
    check(
        &[before, after, undated],
        &known,
        &[
            "person Ada Korn: a Chancellor of Norland",
            "  dossier Ada Korn = a Chancellor of Norland: office, held on 2031-12-30 by the dossier",
            "person Ivo Lund: b Chancellor of Norland",
            "  dossier Ivo Lund = b Chancellor of Norland: office, held on 2032-01-02 by the dossier",
            "state Norland: a Norland, b Norland, c Norland",
            "  dossier Norland = a Norland: same name, dossier gives `Norland`",
            "  dossier Norland = b Norland: same name, dossier gives `Norland`",
            "  dossier Norland = c Norland: same name, dossier gives `Norland`",
            "group Chancellor of Norland: c Chancellor of Norland",
        ],
    );
}

#[test]
fn an_office_means_whom_documents_of_near_days_say() {
    let named = read("a", Some("2031-05-02"), &["person Ada Korn | = Premier/Norland"]);
    let near = read("b", Some("2031-05-12"), &["group Prime Minister of Norland"]);
    let far = read("c", Some("2031-08-12"), &["group Prime Minister of Norland"]);
    check(
        &[named, near, far],
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn, b Prime Minister of Norland",
            "  a Ada Korn = b Prime Minister of Norland: office, held on 2031-05-12 by a",
            "group Prime Minister of Norland: c Prime Minister of Norland",
        ],
    );
}

#[test]
fn between_two_holders_nothing_is_taken_for_granted() {
    let first = read("a", Some("2031-05-02"), &["person Ada Korn | = Premier/Norland"]);
    let asked = read("b", Some("2031-05-12"), &["group Prime Minister of Norland"]);
    let second = read("c", Some("2031-05-22"), &["person Ivo Lund | = Premier/Norland"]);
    check(
        &[first, asked, second],
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn",
            "person Ivo Lund: c Ivo Lund",
            "group Prime Minister of Norland: b Prime Minister of Norland",
            "? a Ada Korn = b Prime Minister of Norland: office, held on 2031-05-12 by a, but it fits several",
            "? c Ivo Lund = b Prime Minister of Norland: office, held on 2031-05-12 by c, but it fits several",
        ],
    );
}

#[test]
fn an_office_of_many_means_nobody() {
    let named = read("a", Some("2031-05-02"), &["person Ada Korn | = spokeswoman/Norland"]);
    let asked = read("b", Some("2031-05-03"), &["group spokeswoman of Norland"]);
    let whos = who(&[named, asked], &Known::default());
    assert_eq!(whos.actors.len(), 2);
}

#[test]
fn who_held_an_office_is_told_with_its_sources() {
    let known = Known::default()
        .with("state Norland | ~ the Norland side", None)
        .with("person Ada Korn | = Premier/Norland", Some(("2029-01-01", "2031-12-31")));
    let a = read("a", Some("2031-05-02"), &["state Norland", "person Ada Korn | = Prime Minister/Norland"]);
    let b = read("b", Some("2032-02-02"), &["state Norland", "person Ivo Lund | = premier/Norland"]);
    let documents = [a, b];
    let who = who(&documents, &known);
    let held = |title: &str, of: &str, day: &str| -> Vec<(String, usize, Vec<String>)> {
        let holders = who.holders(title, of, day.parse().unwrap());
        let told = |holder: super::super::Holder| {
            let path = |document: usize| documents[document].source.origin().path.clone();
            let given = holder.given.iter().map(|(part, day)| format!("{} {day}", path(part.document))).collect();
            (who.actors[holder.actor].name.clone(), holder.terms.len(), given)
        };
        holders.into_iter().map(told).collect()
    };
    let korn = || "Ada Korn".to_owned();
    let told = vec!["a 2031-05-02".to_owned()];
    assert_eq!(held("prime minister", "norland", "2031-05-10"), [(korn(), 1, told)]);
    assert_eq!(held("Premier", "The Norland Side", "2030-05-10"), [(korn(), 1, Vec::new())]);
    assert_eq!(held("Premier", "Norland", "2032-02-10"), [("Ivo Lund".to_owned(), 0, vec!["b 2032-02-02".to_owned()])]);
    assert_eq!(held("Premier", "Norland", "2033-02-10"), []);
    assert_eq!(held("Premier", "Westmark", "2031-05-10"), []);
}
