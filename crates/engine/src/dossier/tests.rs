//! What is taken from a file, and what is said of one that cannot be taken.

use casus_claim::{Category, Condition, EntityKind, PropositionId, Status};

use super::{Ballot, Bringing, Dossier, Need, Quantity, Selector};

const FULL: &str = r#"
[dossier]
title = "The strait of Borovia"
description = "Who guards the strait, and on what terms."
language = "en"

[[actor]]
name = "Borovia"
kind = "state"
aliases = ["the Borovian side"]

[[actor]]
name = "Ann Berg"
kind = "person"
offices = [{ title = "Premier", of = "Borovia", from = 2031-05-02, to = "2032-01-01" }]

[[proposition]]
id = "truce"
label = "A truce holds"
phrases = ["a truce", "the guns are silent"]

[[proposition]]
id = "ars-support/air-defence"

[[goal]]
id = "strait"
label = "The strait is guarded"
needs = { all = ["truce", { any = [{ not = "ars-support/air-defence" }, { category = "troops", at_least = 2, strength = "offered" }] }, { at_least = 1, of = ["truce", { category = "air_defence" }] }] }

[[goal]]
id = "quiet"
needs = ["truce"]
"#;

fn selector(category: Category, at_least: usize, strength: Status) -> Selector {
    let at_least = Quantity::Promises(at_least);
    Selector { category: Some(category), debtor: None, due_in: None, at_least, strength }
}

#[test]
fn rules_between_propositions_and_richer_goals_are_heard() {
    let dossier = Dossier::parse(
        r#"
[[proposition]]
id = "truce"
brought_about_by = ["6mgjvs3s", { debtor = "Borovia", category = "guarantee", phrases = ["hold its fire"] }]

[[proposition]]
id = "war"

[[proposition]]
id = "quiet"
means = { all = ["truce", { not = "war" }] }

[[incompatible]]
propositions = ["truce", "war"]

[[goal]]
id = "paid"
needs = ["quiet", { commitment = "6mgjvs3s" }, { category = "finance", at_least = "EUR 45 bn", due_in = 2026, strength = "agreed" }, { debtor = "Borovia" }]
"#,
    );
    let dossier = dossier.expect("this is a dossier");
    let id = |name: &str| PropositionId(name.to_owned());
    assert_eq!(dossier.rules.definition(&id("quiet")).map(|of| of.atoms().len()), Some(2));
    let closed = dossier.rules.closed(&[(id("war"), true)].into_iter().collect()).expect("nothing clashes");
    assert_eq!(closed.get(&id("truce")), Some(&false));
    let [Bringing::Reference(reference), Bringing::Promises { debtor, category, phrases }] =
        &dossier.brought_about[&id("truce")][..]
    else {
        panic!("two lines were read")
    };
    assert_eq!(
        (reference.as_str(), debtor.as_deref(), *category),
        ("6mgjvs3s", Some("Borovia"), Some(Category::Guarantee))
    );
    assert_eq!(phrases, &["hold its fire"]);
    let needs = dossier.goals[0].needs.atoms();
    let Need::Promises(Selector { at_least: Quantity::Money(amount), due_in, .. }) = needs[2] else {
        panic!("money is asked for")
    };
    assert_eq!((amount.value.to_string().as_str(), amount.unit.word(), *due_in), ("45000000000", "EUR", Some(2026)));
    assert!(matches!(needs[1], Need::Commitment(reference) if reference == "6mgjvs3s"));
}

#[test]
fn every_key_is_heard() {
    let dossier = Dossier::parse(FULL).expect("this is a dossier");
    assert_eq!(dossier.title.as_deref(), Some("The strait of Borovia"));
    assert_eq!(dossier.description.as_deref(), Some("Who guards the strait, and on what terms."));
    let [borovia, berg] = dossier.registry.actors.as_slice() else { panic!("there are two actors") };
    assert_eq!((borovia.kind, borovia.aliases.as_slice()), (EntityKind::State, &["the Borovian side".to_owned()][..]));
    let office = &berg.offices[0];
    assert_eq!((office.title.as_str(), office.of.as_str()), ("Premier", "Borovia"));
    assert_eq!(office.from.map(|day| day.to_string()).as_deref(), Some("2031-05-02"));
    assert_eq!(office.to.map(|day| day.to_string()).as_deref(), Some("2032-01-01"));
    let [truce, air] = dossier.propositions.as_slice() else { panic!("there are two propositions") };
    assert_eq!((truce.label.as_str(), truce.phrases.len()), ("A truce holds", 2));
    assert_eq!(air.label, "ars-support/air-defence");
    let atom = |id: &str| Condition::Atom(Need::Proposition(PropositionId(id.to_owned())));
    let promises =
        |category, at_least, strength| Condition::Atom(Need::Promises(selector(category, at_least, strength)));
    let expect = Condition::All(vec![
        atom("truce"),
        Condition::Any(vec![atom("ars-support/air-defence").negated(), promises(Category::Troops, 2, Status::Offered)]),
        Condition::AtLeast { count: 1, of: vec![atom("truce"), promises(Category::AirDefence, 1, Status::Pledged)] },
    ]);
    assert_eq!(dossier.goals[0].needs, expect);
    assert_eq!(
        (dossier.goals[1].label.as_str(), &dossier.goals[1].needs),
        ("quiet", &Condition::All(vec![atom("truce")]))
    );
}

#[test]
fn an_empty_file_is_a_dossier() {
    assert_eq!(Dossier::parse(""), Ok(Dossier::default()));
    assert_eq!(Dossier::parse("\u{FEFF}# nothing yet\n"), Ok(Dossier::default()));
}

/// Checks all that is said of a file that cannot be taken.
fn check(text: &str, expect: &str) {
    let fault = Dossier::parse(text).expect_err("the file has a fault");
    let hint = fault.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    assert_eq!(format!("{}:{}: {fault}\n{}{hint}", fault.line, fault.column, fault.excerpt()), expect);
}

#[test]
fn a_misspelt_key_is_pointed_at() {
    check(
        "[dossier]\ntitel = \"Straits\"\n",
        "2:1: `titel` is no key that is known here\n\
         2 | titel = \"Straits\"\n  | ^^^^^\n\
         hint: did you mean `title`? there are `description`, `language`, `ledger`, `title`",
    );
    check(
        "[[actors]]\nname = \"Vale\"\n",
        "1:3: `actors` is no key that is known here\n\
         1 | [[actors]]\n  |   ^^^^^^\n\
         hint: did you mean `actor`? there are `actor`, `alert`, `channel`, `dossier`, `goal`, `incompatible`, `issue`, `procedure`, `proposition`, `schedule`, `source`, `term`, `watch`",
    );
}

#[test]
fn a_word_outside_its_list_is_pointed_at() {
    check(
        "[[actor]]\nname = \"Vale\"\nkind = \"stat\"\n",
        "3:8: `stat` is no kind of actor\n\
         3 | kind = \"stat\"\n  |        ^^^^^^\n\
         hint: did you mean `state`? there are `group`, `instrument`, `organisation`, `person`, `place`, `state`",
    );
    check(
        "[[goal]]\nid = \"a\"\nneeds = { category = \"tanks\" }\n",
        "3:22: `tanks` is no field of promises\n\
         3 | needs = { category = \"tanks\" }\n  |                      ^^^^^^^\n\
         hint: there are `air_defence`, `climate`, `concession`, `diplomacy`, `equipment`, `finance`, `guarantee`, \
         `humanitarian`, `intelligence`, `other`, `sanctions`, `trade`, `training`, `troops`",
    );
}

#[test]
fn an_unknown_proposition_and_a_missing_key_are_pointed_at() {
    check(
        "[[proposition]]\nid = \"truce\"\n\n[[goal]]\nid = \"a\"\nneeds = { all = [\"truse\"] }\n",
        "6:18: `truse` is no proposition of this dossier\n\
         6 | needs = { all = [\"truse\"] }\n  |                  ^^^^^^^\n\
         hint: did you mean `truce`? there are `truce`",
    );
    check(
        "[[proposition]]\nlabel = \"A truce\"\n",
        "1:1: the key `id` is missing\n1 | [[proposition]]\n  | ^^^^^^^^^^^^^^^",
    );
}

#[test]
fn days_and_lists_are_checked() {
    let office = |rest: &str| {
        format!(
            "[[actor]]\nname = \"A\"\nkind = \"person\"\noffices = [{{ title = \"Premier\", of = \"B\", {rest} }}]\n"
        )
    };
    check(
        &office("from = \"May 2031\""),
        "4:50: `May 2031` is not a day\n\
         4 | offices = [{ title = \"Premier\", of = \"B\", from = \"May 2031\" }]\n\
         \x20 |                                                  ^^^^^^^^^^\n\
         hint: write it as in `2031-05-02`",
    );
    let fault = Dossier::parse(&office("from = 2031-05-02, to = 2030-01-01")).expect_err("it ends too early");
    assert_eq!(fault.to_string(), "the office ends on `2030-01-01` and begins on `2031-05-02`");
    check(
        "[proposition]\nid = \"truce\"\n",
        "1:1: `proposition` is a list of tables\n1 | [proposition]\n  | ^^^^^^^^^^^^^\n\
         hint: write `[[proposition]]` in double brackets, once for each",
    );
    check(
        "[[proposition]]\nid = \"truce\"\nphrases = \"a truce\"\n",
        "3:11: a list is asked for, and this is a text\n3 | phrases = \"a truce\"\n  |           ^^^^^^^^^",
    );
}

#[test]
fn what_would_be_ambiguous_is_pointed_at() {
    let message = |text: &str| Dossier::parse(text).expect_err("the file has a fault").to_string();
    assert_eq!(message("[[proposition]]\nid = \"a\"\n[[proposition]]\nid = \"a\"\n"), "`a` is declared twice");
    let phrases =
        "[[proposition]]\nid = \"a\"\nphrases = [\"a Truce\"]\n[[proposition]]\nid = \"b\"\nphrases = [\"a truce\"]\n";
    assert_eq!(message(phrases), "`a truce` means `a` already");
    let names =
        "[[actor]]\nname = \"A\"\nkind = \"state\"\n[[actor]]\nname = \"B\"\nkind = \"state\"\naliases = [\"a\"]\n";
    assert_eq!(message(names), "`a` names an actor already");
    assert_eq!(message("[[proposition]]\nid = \"US support\"\n"), "`US support` is no id");
}

#[test]
fn what_is_no_toml_is_pointed_at() {
    let fault = Dossier::parse("[dossier]\ntitle = \"open\n").expect_err("this is no TOML");
    assert_eq!((fault.line, fault.column), (2, 14));
    assert!(fault.to_string().starts_with("this is not TOML: "), "{fault}");
    let long = format!("[dossier]\ntitle = \"{}\" x\n", "é".repeat(500));
    let fault = Dossier::parse(&long).expect_err("this is no TOML");
    assert!(fault.excerpt().lines().all(|line| line.chars().count() <= 130), "{}", fault.excerpt());
}

#[test]
fn issues_and_procedures_are_heard() {
    let text = r#"
[[actor]]
name = "Borovia"
kind = "state"
aliases = ["the Borovian side"]

[[proposition]]
id = "treaty"

[[issue]]
id = "seat"
label = "Where the talks are held"
options = [{ id = "eastport", label = "Eastport", phrases = ["talks in Eastport"] }, { id = "anywhere" }]

[[procedure]]
id = "council"
decides = ["treaty"]
phrases = ["the treaty"]
members = ["the Borovian side", { name = "Lindmark", weight = 0.5 }]
needs = { at_least = 1, weight_share = 0.65, blocking_at_least = 2, veto = ["Borovia"] }

[[procedure]]
id = "both"
all = ["Lindmark", { any = [{ procedure = "council" }, { at_least = 1, of = ["Norland"] }] }]

[[procedure]]
id = "everybody"
members = ["Borovia", "Lindmark"]
needs = "all"
"#;
    let dossier = Dossier::parse(text).expect("this is a dossier");
    let [seat] = dossier.issues.as_slice() else { panic!("there is one issue") };
    let labels: Vec<&str> = seat.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!((seat.label.as_str(), labels), ("Where the talks are held", vec!["Eastport", "anywhere"]));
    let consent = |name: &str| Ballot::Consent(name.to_owned());
    let [council, both, everybody] = dossier.procedures.as_slice() else { panic!("there are three procedures") };
    assert_eq!((council.label.as_str(), council.decides[0].0.as_str()), ("council", "treaty"));
    let Ballot::All(parts) = &council.ballot else { panic!("a veto stands beside the vote") };
    assert_eq!(parts[1], consent("Borovia"));
    let Ballot::Vote { members, terms } = &parts[0] else { panic!("there is a vote") };
    let weights: Vec<String> = members.iter().map(|member| format!("{} {}", member.name, member.weight)).collect();
    assert_eq!(weights, ["Borovia 0", "Lindmark 0.5"]);
    assert_eq!((terms.at_least, terms.blocking_at_least), (Some(1), Some(2)));
    assert_eq!(terms.weight_share.map(|share| share.to_string()).as_deref(), Some("0.65"));
    let norland = Ballot::AtLeast { count: 1, of: vec![consent("Norland")] };
    let expect = Ballot::All(vec![consent("Lindmark"), Ballot::Any(vec![council.ballot.clone(), norland])]);
    assert_eq!(both.ballot, expect);
    assert_eq!(everybody.ballot, Ballot::All(vec![consent("Borovia"), consent("Lindmark")]));
}

#[test]
fn what_is_wrong_with_an_issue_or_a_procedure_is_pointed_at() {
    let message = |text: &str| {
        let fault = Dossier::parse(text).expect_err("the file has a fault");
        format!("{}:{}: {fault}", fault.line, fault.column)
    };
    let issue = |options: &str| message(&format!("[[issue]]\nid = \"seat\"\n{options}\n"));
    assert_eq!(issue(""), "1:1: the key `options` is missing");
    assert_eq!(issue("options = []"), "3:11: this list is empty");
    assert_eq!(issue("options = [{ id = \"a\" }, { id = \"a\" }]"), "3:33: `a` is declared twice");
    assert_eq!(
        issue("options = [{ id = \"a\", phrases = [\"the Pier\"] }, { id = \"b\", phrases = [\"a pier\"] }]"),
        "3:73: `a pier` means `a` already"
    );
    assert_eq!(issue("options = [{ id = \"a\", phrases = [\"the\"] }]"), "3:35: `the` has no word in it");
    assert_eq!(issue("options = [{ id = \"a\", words = [] }]"), "3:24: `words` is no key that is known here");
    let procedure = |rest: &str| message(&format!("[[procedure]]\nid = \"council\"\n{rest}\n"));
    assert_eq!(procedure(""), "1:1: this procedure asks for nobody's yes");
    assert_eq!(procedure("consent = \"A\"\ndecides = [\"b\"]"), "4:12: `b` is no proposition of this dossier");
    assert_eq!(
        procedure("consent = { procedure = \"council\" }"),
        "3:25: `council` is no procedure that stands further up"
    );
    assert_eq!(procedure("at_least = 2\nof = [\"A\"]"), "3:12: at least `2` are asked for, and there are `1`");
    let vote = |needs: &str| procedure(&format!("members = [\"A\", {{ name = \"B\", weight = 2 }}]\nneeds = {needs}"));
    assert_eq!(vote("{}"), "4:9: this vote needs nothing");
    assert_eq!(vote("\"most\""), "4:9: `most` is no vote");
    assert_eq!(vote("{ at_least = 3 }"), "4:22: at least `3` are asked for, and there are `2`");
    assert_eq!(vote("{ weight_share = 1.5 }"), "4:26: this is no share from 0 to 1");
    assert_eq!(vote("{ weight = -1 }"), "4:20: this number lies below zero");
    assert_eq!(vote("{ weight = nan }"), "4:20: this is no plain number");
    assert_eq!(vote("{ weight = 3 }"), "4:9: more is asked for than all members together have");
    assert_eq!(vote("{ veto = [\"C\"] }"), "4:19: `C` is no member");
    assert_eq!(procedure("members = [\"A\", \"a\"]\nneeds = \"all\""), "3:17: `a` is a member already");
}

proptest::proptest! {
    #[test]
    fn any_text_is_taken_or_refused(text in r#"(\PC|[\n\[\]="{},]|actor|goal|issue|options|procedure|members|proposition|needs|id|all|\[\[goal\]\]|\[\[issue\]\]|= ){0,40}"#) {
        if let Err(fault) = Dossier::parse(&text) {
            let _ = fault.excerpt();
        }
    }
}
