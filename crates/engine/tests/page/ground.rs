//! Where actors of invented states stand on issues, and who decides.

use casus_claim::{AuthorityClaim, Category, Stance, Status};
use casus_engine::ground::Reading;
use casus_engine::{
    Cell, CommonGround, Dossier, Question, ReadDocument, WhoDecides, changes, common_ground, who_decides,
};

use crate::story::{Story, atom, day};

const DOSSIER: &str = r#"
[[proposition]]
id = "ferries"
label = "The ferries run"
phrases = ["the ferry law"]

[[issue]]
id = "order"
label = "Who moves first"
options = [
    { id = "guns-first", phrases = ["the guns leave first"] },
    { id = "water-first", phrases = ["water first", "the water before all else"] },
    { id = "one-day", label = "Both on one day", phrases = ["a common day"] },
]

[[issue]]
id = "watch"
options = [{ id = "monitors", phrases = ["monitors"] }, { id = "nobody", phrases = ["no foreigners"] }]

[[procedure]]
id = "chamber"
label = "Two thirds of the Chamber"
decides = ["ferries"]
members = [{ name = "Borovia", weight = 3.5 }, { name = "Lindmark", weight = 1.5 }, "Aral"]
needs = { at_least = 2, weight_share = 0.65 }
"#;

fn stories() -> Vec<Story> {
    let states =
        |story: Story| story.state("Borovia", &["Borovia"]).state("Lindmark", &["Lindmark"]).state("Aral", &["Aral"]);
    let may = states(Story::new(
        "may.txt",
        "Borovia: the guns leave first. Lindmark: water first. Aral: monitors. Lindmark: the ferry law.",
    ))
    .dated("2031-05-02")
    .position("Borovia", Stance::Demands, "the guns leave first")
    .position("Lindmark", Stance::Demands, "water first")
    .position("Aral", Stance::Doubtful, "monitors")
    .position("Lindmark", Stance::Opposes, "the ferry law")
    .authority("Aral", AuthorityClaim::MustConsent, "the ferry law")
    .authority("Aral", AuthorityClaim::Denied, "monitors");
    let june = states(Story::new("june.txt", "Borovia: a common day. Lindmark: name a common day if the rain ends. Aral: the weather. Lindmark: keep monitors. Lindmark wants no monitors. Borovia: pass the ferry law."))
        .dated("2031-06-01")
        .position("Borovia", Stance::Supports, "a common day")
        .promise(Status::Considered, "Lindmark", Category::Other, ("name a common day", "day"), Some(atom("the rain ends", "rain")))
        .position("Aral", Stance::Supports, "the weather")
        .position("Lindmark", Stance::Supports, "monitors")
        .position("Lindmark", Stance::Opposes, "monitors")
        .promise(Status::Pledged, "Borovia", Category::Other, ("pass the ferry law", "law"), None);
    vec![june, may]
}

fn documents() -> Vec<ReadDocument> {
    stories().into_iter().map(|story| ReadDocument::from(story.read())).collect()
}

fn question(as_of: Option<&str>) -> Question {
    Question { as_of: as_of.map(day), ..Question::default() }
}

fn ask(as_of: Option<&str>) -> CommonGround {
    let dossier = Dossier::parse(DOSSIER).expect("the test gives a dossier");
    common_ground(&dossier, documents(), &question(as_of)).expect("the question can be answered")
}

/// Shows each cell that says something as `actor issue/option: word, quote; …`.
fn cells(ground: &CommonGround) -> Vec<String> {
    let mut lines = Vec::new();
    for issue in &ground.issues {
        for (actor, row) in ground.actors.iter().zip(&issue.cells) {
            for (option, cell) in issue.rule.options.iter().zip(row) {
                lines.extend(shown(cell).map(|shown| format!("{actor} {}/{}: {shown}", issue.rule.id, option.id)));
            }
        }
    }
    lines
}

fn shown(cell: &Cell) -> Option<String> {
    let states = cell.stand.before.iter().chain(&cell.stand.now).map(|state| {
        let quotes: Vec<&str> = cell.sayings(state).map(|saying| saying.evidence.quote.text()).collect();
        format!("{}, {}", state.answer.word(), quotes.join(", "))
    });
    let reserved = cell.reservations.iter().map(|saying| format!("reservation, {}", saying.evidence.quote.text()));
    let all: Vec<String> = states.chain(reserved).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

#[test]
fn each_cell_has_its_sentences_and_most_are_not_stated() {
    let ground = ask(None);
    assert_eq!(
        cells(&ground),
        [
            "Borovia order/guns-first: demands, the guns leave first",
            "Borovia order/one-day: accepts, a common day",
            "Lindmark order/water-first: demands, water first",
            "Lindmark order/one-day: open, name a common day",
            "Aral watch/monitors: reservation, monitors",
            "Lindmark watch/monitors: contested, monitors, monitors",
        ]
    );
    assert_eq!(ground.stated(), (5, 15));
    let order = &ground.issues[0].issue;
    assert_eq!(order.zone(Reading::Cautious), [2]);
    assert_eq!(order.movers(0, Reading::Cautious).len(), 1);
    let watch = &ground.issues[1].issue;
    assert_eq!((watch.zone(Reading::Cautious), watch.zone(Reading::Brave)), (vec![], vec![0]));
    let lindmark = &ground.issues[0].cells[2][2].told[0];
    assert_eq!(lindmark.condition.as_deref(), Some("the rain ends"));
    let left: Vec<&str> = ground.left.iter().map(|saying| saying.about.as_str()).collect();
    assert_eq!(left, ["the ferry law", "the weather"]);
    let (issues, packages) = &ground.packages;
    assert_eq!(
        (issues.as_slice(), packages.best[0].options.as_slice(), packages.best[0].steps),
        (&[0, 1][..], &[2, 1][..], 0)
    );
}

#[test]
fn what_changed_is_told_with_its_sentences() {
    let found = changes(&ask(Some("2031-05-09")), &ask(None));
    let shown: Vec<String> = found
        .cells
        .iter()
        .map(|change| {
            let word = |answer: &Option<casus_engine::ground::Answer>| {
                answer.as_ref().map_or("-", |answer| answer.word()).to_owned()
            };
            format!(
                "{} {}.{} {} > {} {}",
                change.actor,
                change.issue,
                change.option,
                word(&change.before),
                word(&change.after),
                change.told.len()
            )
        })
        .collect();
    assert_eq!(shown, ["Borovia 0.2 - > accepts 1", "Lindmark 0.2 - > open 1", "Lindmark 1.0 - > contested 2"]);
    let zones: Vec<_> = found.zones.iter().map(|zone| (zone.issue, zone.entered.clone(), zone.left.clone())).collect();
    assert_eq!(zones, [(0, vec![2], vec![])]);
}

#[test]
fn an_official_speaks_for_the_state_in_whose_office_they_are() {
    let registry = "[[actor]]\nname = \"Ann Berg\"\nkind = \"person\"\n\
        offices = [{ title = \"Premier\", of = \"Borovia\", from = \"2031-01-01\", to = \"2031-12-31\" }]\n";
    let dossier = Dossier::parse(&format!("{registry}{DOSSIER}")).expect("the test gives a dossier");
    let said = |on: &str| {
        let story = Story::new("a.txt", "Ann Berg wants monitors.")
            .dated(on)
            .actor(casus_claim::EntityKind::Person, "Ann Berg", &["Ann Berg"])
            .position("Ann Berg", Stance::Supports, "monitors");
        let documents = vec![ReadDocument::from(story.read())];
        common_ground(&dossier, documents, &question(None)).expect("the question can be answered").actors
    };
    assert_eq!(said("2031-05-02"), ["Borovia"]);
    assert_eq!(said("2032-05-02"), ["Ann Berg"]);
}

fn decided() -> WhoDecides {
    let dossier = Dossier::parse(DOSSIER).expect("the test gives a dossier");
    who_decides(&dossier, documents(), &question(None)).expect("the question can be answered")
}

#[test]
fn a_vote_is_held_against_what_was_said() {
    let found = decided();
    let [ferries] = found.decisions.as_slice() else { panic!("one proposition is decided") };
    let [chamber, told] = ferries.procedures.as_slice() else { panic!("the dossier and a document say who decides") };
    let now = chamber.now.as_ref().expect("there are three members");
    let names =
        |voters: &[usize]| voters.iter().map(|&voter| chamber.voters[voter].as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!((now.outcome.word(), names(&now.vetoes)), ("open", "Aral".to_owned()));
    let beforehand = chamber.beforehand.as_ref().expect("there are three members");
    assert_eq!((beforehand.outcome.word(), names(&beforehand.vetoes)), ("open", "Borovia".to_owned()));
    assert_eq!((told.id.as_deref(), told.voters.as_slice()), (None, &["Aral".to_owned()][..]));
    let said: Vec<String> =
        ferries.said.iter().filter_map(|(actor, cell)| Some(format!("{actor} {}", shown(cell)?))).collect();
    assert_eq!(said, ["Borovia accepts, pass the ferry law", "Lindmark rejects, the ferry law"]);
}

#[test]
fn a_say_in_something_else_is_left_with_its_words() {
    let found = decided();
    let left: Vec<String> =
        found.left.iter().map(|authority| format!("{} {}", authority.holder.join(" "), authority.over)).collect();
    assert_eq!(left, ["Aral monitors"]);
}

#[test]
fn the_order_of_the_documents_is_of_no_account() {
    let dossier = Dossier::parse(DOSSIER).expect("the test gives a dossier");
    let reversed: Vec<ReadDocument> = documents().into_iter().rev().collect();
    let reversed = common_ground(&dossier, reversed, &question(None)).expect("the question can be answered");
    assert_eq!(format!("{:?}", reversed.issues), format!("{:?}", ask(None).issues));
}
