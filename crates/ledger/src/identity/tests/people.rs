//! When are two people one, and when are two bodies?

use super::{Known, check, read};

#[test]
fn one_name_in_two_documents_is_not_one_person_for_that() {
    let a = read("a", Some("2031-05-02"), &["person Ada Korn"]);
    let b = read("b", Some("2031-05-03"), &["person Ada Korn"]);
    check(
        &[a, b],
        &Known::default(),
        &[
            "person Ada Korn (a): a Ada Korn",
            "person Ada Korn (b): b Ada Korn",
            "? a Ada Korn = b Ada Korn: same name, but the name alone",
        ],
    );
}

#[test]
fn an_office_of_one_state_makes_two_of_one_name_one() {
    let a = read("a", Some("2031-05-02"), &["state Norland", "person Ada Korn | = Premier/Norland"]);
    let b = read("b", Some("2031-06-03"), &["state Norland", "person ADA KORN | = Prime Minister/Norland"]);
    let c = read("c", Some("2033-06-03"), &["state Norland", "person Ada Korn | = trade envoy/Norland"]);
    check(
        &[a, b, c],
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn, b ADA KORN, c Ada Korn",
            "  a Ada Korn = b ADA KORN: same name, both Prime Minister of Norland",
            "  b ADA KORN = c Ada Korn: same name, both of Norland",
            "state Norland: a Norland, b Norland, c Norland",
            "  a Norland = b Norland: same name",
            "  a Norland = c Norland: same name",
        ],
    );
}

#[test]
fn offices_of_two_states_at_one_time_keep_two_apart() {
    let norland = read(
        "a",
        Some("2031-05-02"),
        &["state Norland", "person Ada Korn | = Premier/Norland | + mediator/river talks"],
    );
    let westmark = read(
        "b",
        Some("2031-05-20"),
        &["state Westmark", "person Ada Korn | = Premier/Westmark | + mediator/river talks"],
    );
    check(
        &[norland, westmark],
        &Known::default(),
        &[
            "person Ada Korn (Premier of Norland): a Ada Korn",
            "person Ada Korn (Premier of Westmark): b Ada Korn",
            "state Norland: a Norland",
            "state Westmark: b Westmark",
            "? a Ada Korn = b Ada Korn: same name, both mediator of river talks, but of Norland and of Westmark at one time",
        ],
    );
}

#[test]
fn what_has_a_minister_is_a_state_whatever_it_is_read_as() {
    let lines = |office: &str| [format!("person Ada Korn | = {office} | + mediator/river talks")];
    let of = |path, office: &str| read(path, Some("2031-05-02"), &lines(office).each_ref().map(String::as_str));
    let shown = |one: &str, other: &str| super::shown(&[of("a", one), of("b", other)], &Known::default());
    let apart = shown("Premier/Norland", "Trade Minister/Callow");
    assert!(apart.contains("both mediator of river talks, but of Callow and of Norland at one time"), "{apart}");
    let one = shown("chair/Heron Trust", "envoy/Callow");
    assert!(one.contains("person Ada Korn: a Ada Korn, b Ada Korn"), "{one}");
}

#[test]
fn offices_too_far_apart_are_no_evidence() {
    let a = read("a", Some("2011-05-02"), &["person Ada Korn | = Premier/Norland"]);
    let b = read("b", Some("2031-05-02"), &["person Ada Korn | = Premier/Norland"]);
    check(
        &[a, b],
        &Known::default(),
        &[
            "person Ada Korn (a): a Ada Korn",
            "person Ada Korn (b): b Ada Korn",
            "? a Ada Korn = b Ada Korn: same name, but the name alone",
        ],
    );
}

#[test]
fn spellings_make_candidates_and_an_office_makes_one() {
    let a = read("a", Some("2031-05-02"), &["person Volodar Zelmenskyy | = President/Norland"]);
    let b = read("b", Some("2031-05-03"), &["person Volodar Selmenskyj | = President/Norland"]);
    let c = read("c", Some("2031-05-04"), &["person Volodar Zelmenskiy"]);
    check(
        &[a, b, c],
        &Known::default(),
        &[
            "person Volodar Selmenskyj: a Volodar Zelmenskyy, b Volodar Selmenskyj",
            "  a Volodar Zelmenskyy = b Volodar Selmenskyj: other spelling, both President of Norland",
            "person Volodar Zelmenskiy: c Volodar Zelmenskiy",
            "? a Volodar Zelmenskyy = c Volodar Zelmenskiy: other spelling, but the name alone",
        ],
    );
}

#[test]
fn a_last_name_needs_something_in_common_and_fits_one_alone() {
    let ada = read("a", Some("2031-05-02"), &["person Ada Korn | = Premier/Norland"]);
    let ivo = read("b", Some("2031-05-03"), &["person Ivo Korn | = Foreign Minister/Norland"]);
    let premier = read("c", Some("2031-05-04"), &["person Korn | = Prime Minister/Norland"]);
    let either = read("d", Some("2031-05-05"), &["person Korn | = envoy/Norland"]);
    let nobody = read("e", Some("2031-05-06"), &["person Korn"]);
    check(
        &[ada, ivo, premier, either, nobody],
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn, c Korn",
            "  a Ada Korn = c Korn: shorter name, both Prime Minister of Norland",
            "person Ivo Korn: b Ivo Korn",
            "person Korn (envoy of Norland): d Korn",
            "person Korn (e): e Korn",
            "? a Ada Korn = d Korn: shorter name, both of Norland, but it fits several",
            "? a Ada Korn = e Korn: shorter name, but the name alone",
            "? b Ivo Korn = d Korn: shorter name, both of Norland, but it fits several",
            "? b Ivo Korn = e Korn: shorter name, but the name alone",
        ],
    );
}

#[test]
fn whom_one_document_tells_apart_stay_two() {
    let both =
        read("a", Some("2031-05-02"), &["person Ada Korn | = Premier/Norland", "person Korn | = Premier/Norland"]);
    let one = read("b", Some("2031-05-03"), &["person Ada Korn | = Premier/Norland"]);
    check(
        &[both, one],
        &Known::default(),
        &[
            "person Ada Korn: a Ada Korn, b Ada Korn",
            "  a Ada Korn = b Ada Korn: same name, both Premier of Norland",
            "person Korn: a Korn",
            "? a Ada Korn = a Korn: shorter name, both Premier of Norland, but told apart in a",
        ],
    );
}

#[test]
fn somebody_rare_beside_both_is_evidence_among_many_documents() {
    let beside = |path| read(path, Some("2031-05-02"), &["person Ada Korn", "& organisation Heron Trust"]);
    let mut documents = vec![beside("a"), beside("b")];
    documents.extend((0..6).map(|n| read(&format!("x{n}"), Some("2031-05-02"), &["state Norland"])));
    let shown = super::shown(&documents, &Known::default());
    assert!(shown.contains("person Ada Korn: a Ada Korn, b Ada Korn\n"), "{shown}");
    assert!(shown.contains("same name, both beside Heron Trust\n"), "{shown}");
    // Of two documents alone nobody can say who is rare.
    let shown = super::shown(&documents[..2], &Known::default());
    assert!(shown.contains("same name, but the name alone\n"), "{shown}");
}

#[test]
fn the_name_of_a_state_or_body_is_an_identity_and_that_of_a_ministry_is_not() {
    let a = read(
        "a",
        Some("2031-05-02"),
        &["organisation the U.N.", "organisation Ministry of Finance", "group 26 countries"],
    );
    let b =
        read("b", Some("2031-05-03"), &["organisation UN", "organisation Ministry of Finance", "group 26 countries"]);
    check(
        &[a, b],
        &Known::default(),
        &[
            "organisation Ministry of Finance: a Ministry of Finance",
            "organisation Ministry of Finance: b Ministry of Finance",
            "organisation UN: a the U.N., b UN",
            "  a the U.N. = b UN: same name",
            "group 26 countries: a 26 countries",
            "group 26 countries: b 26 countries",
        ],
    );
}

#[test]
fn an_abbreviation_is_whoever_a_document_says_and_else_is_open() {
    let said = read("a", Some("2031-05-01"), &["organisation Salt Road Council | ~ SRC"]);
    let short = read("b", Some("2031-05-02"), &["organisation SRC"]);
    let long = read("c", Some("2031-05-03"), &["organisation Heron Lake Trust"]);
    let other = read("d", Some("2031-05-04"), &["organisation HLT"]);
    check(
        &[said, short, long, other],
        &Known::default(),
        &[
            "organisation HLT: d HLT",
            "organisation Heron Lake Trust: c Heron Lake Trust",
            "organisation Salt Road Council: a Salt Road Council, b SRC",
            "  a Salt Road Council = b SRC: shorter name, alias in a",
            "? d HLT = c Heron Lake Trust: shorter name, but the name alone",
        ],
    );
}

#[test]
fn the_names_of_the_dossier_are_identities() {
    let known = Known::default().with("person Harun Sadik | ~ Sadik", None).with("group Harbour Four", None);
    let a = read("a", Some("2031-05-02"), &["person Harun Sadik", "group Harbour Four"]);
    let b = read("b", None, &["person Sadik", "group Harbour Four"]);
    check(
        &[a, b],
        &known,
        &[
            "person Harun Sadik: a Harun Sadik, b Sadik",
            "  dossier Harun Sadik = a Harun Sadik: same name, dossier gives `Harun Sadik`",
            "  dossier Harun Sadik = b Sadik: shorter name, dossier gives `Sadik`",
            "group Harbour Four: a Harbour Four, b Harbour Four",
            "  dossier Harbour Four = a Harbour Four: same name, dossier gives `Harbour Four`",
            "  dossier Harbour Four = b Harbour Four: same name, dossier gives `Harbour Four`",
        ],
    );
}

#[test]
fn members_are_linked_to_their_group() {
    let a = read(
        "a",
        None,
        &["group Harbour Four", "state Norland | + member/Harbour Four", "state Westmark | + host/Harbour Four"],
    );
    check(
        &[a],
        &Known::default(),
        &[
            "state Norland: a Norland",
            "state Westmark: a Westmark",
            "group Harbour Four: a Harbour Four members Norland",
        ],
    );
}

#[test]
fn one_document_alone_puts_nobody_together() {
    let lines = [
        "organisation the U.N.",
        "organisation UN",
        "person Ada Korn | = Premier/Norland",
        "person Korn | = Premier/Norland",
    ];
    let who = super::who(&[read("a", None, &lines)], &Known::default());
    assert_eq!(who.actors.len(), 4);
    assert!(who.actors.iter().all(|actor| actor.links.is_empty() && actor.apart.is_none()));
}
