//! What the page says of documents about invented states.

mod dossier;
mod ground;
mod queue;
mod show;
mod story;

use casus_claim::{
    AuthorityClaim, Category, Condition, EntityKind, EventStatus, EventType, NoteKind, PropositionId, Stance, Status,
    Time,
};
use casus_engine::{Error, Page, Scenario, THRESHOLD, Verdict, page_of};
use show::{
    answer, coming, disagreements, figures, gates, goals, oddities, positions, promises, reasons, silent_sentences,
};
use story::{Story, atom, count, day, money};

const COAST: &str = "Borovia is ready to send a brigade to the strait if the ARS backs it. \
    Twelve states pledged patrol boats once a truce holds. \
    Nobody spoke of the weather. \
    The Council agreed to freeze the harbour fees. \
    Lindmark rules out sending a ship, citing its elections.";

/// A force that waits on the backing of the ARS, boats that wait on a truce, and a freeze that waits on nothing.
fn coast() -> Story {
    Story::new("coast.txt", COAST)
        .dated("2031-05-06")
        .state("Borovia", &["Borovia"])
        .state("Aral Republics", &["ARS"])
        .actor(EntityKind::Group, "Twelve states", &["Twelve states"])
        .actor(EntityKind::Organisation, "Strait Council", &["Council"])
        .state("Lindmark", &["Lindmark"])
        .promise(
            Status::Offered,
            "Borovia",
            Category::Troops,
            ("send a brigade to the strait", "brigade send"),
            Some(atom("the ARS backs it", "support")),
        )
        .promise(
            Status::Pledged,
            "Twelve states",
            Category::Equipment,
            ("patrol boats", "boat patrol"),
            Some(atom("a truce holds", "truce")),
        )
        .promise(
            Status::Agreed,
            "Strait Council",
            Category::Finance,
            ("freeze the harbour fees", "fee freeze harbour"),
            None,
        )
        .promise(Status::Refused, "Lindmark", Category::Troops, ("sending a ship", "send ship"), None)
        .because("citing its elections")
}

/// A rule that would cover the boats, if it is meant so.
fn rule() -> Story {
    Story::new("rule.txt", "Diplomats say any military help would require backing from the A.R.S. in full.")
        .state("Aral Republics", &["A.R.S."])
        .actor(EntityKind::Group, "Diplomats", &["Diplomats"])
        .promise(
            Status::Offered,
            "Diplomats",
            Category::Other,
            ("any military help", "help military"),
            Some(atom("backing from the A.R.S.", "support")),
        )
        .general()
}

/// The backing itself, on a condition of its own.
fn backing(status: Status) -> Story {
    Story::new("backing.txt", "The ARS would provide support to Borovia after a truce.")
        .dated("2031-05-07")
        .state("Aral Republics", &["ARS"])
        .promise(
            status,
            "Aral Republics",
            Category::Other,
            ("provide support to Borovia", "provide support"),
            Some(atom("a truce", "truce")),
        )
}

fn scenario(words: &str) -> Scenario {
    let set = |word: &str| match word.strip_prefix('-') {
        Some(word) => (PropositionId(word.to_owned()), false),
        None => (PropositionId(word.to_owned()), true),
    };
    words.split_whitespace().map(set).collect()
}

fn page(stories: Vec<Story>, words: &str) -> Page {
    let documents = stories.into_iter().map(Story::read).collect();
    page_of(documents, &scenario(words), THRESHOLD).expect("the scenario sets propositions of the page")
}

/// Checks the lines of one part of the page.
fn check(page: &Page, part: impl Fn(&Page) -> Vec<String>, expect: &[&str]) {
    assert_eq!(part(page), expect);
}

#[test]
fn promises_stand_by_strength_with_their_verdicts() {
    let expect = [
        "P1 Strait Council agreed: freeze the harbour fees Due",
        "P2 Twelve states pledged: patrol boats if a truce holds Open",
        "P3 Borovia offered: send a brigade to the strait if the ARS backs it Open",
        "P4 Lindmark refused: sending a ship -",
    ];
    check(&page(vec![coast()], ""), promises, &expect);
    let expect = ["Arms and equipment: P2", "Money: P1", "Troops on the ground: P3"];
    let by_label = |page: &Page| {
        let mut goals = goals(page);
        goals.sort();
        goals
    };
    check(&page(vec![coast()], ""), by_label, &expect);
}

#[test]
fn the_answer_says_what_is_due_and_what_waits() {
    let expect = [
        "Due: Strait Council: “freeze the harbour fees” (agreed, P1).",
        "Waiting: on “truce holds”, Twelve states: “patrol boats” (pledged, P2); \
         on “ARS backs it”, Borovia: “send a brigade to the strait” (offered, P3).",
    ];
    check(&page(vec![coast()], ""), answer, &expect);
    let expect = [
        "Due: Borovia: “send a brigade to the strait” (offered, P3), Strait Council: “freeze the harbour fees” \
         (agreed, P1); an offer that is due is still an offer.",
        "Blocked, since “truce holds” is taken to be false: Twelve states: “patrol boats” (pledged, P2).",
    ];
    check(&page(vec![coast()], "ars-support -truce"), answer, &expect);
}

#[test]
fn a_rule_of_another_document_stands_beside_the_verdict() {
    let page = page(vec![coast(), rule()], "-ars-support");
    let expect = [
        "P1 Strait Council agreed: freeze the harbour fees Due",
        "P2 Twelve states pledged: patrol boats if a truce holds Open [G1: Blocked]",
        "P3 Borovia offered: send a brigade to the strait if the ARS backs it Blocked",
        "P4 Lindmark refused: sending a ship -",
    ];
    check(&page, promises, &expect);
    check(
        &page,
        |page| answer(page)[2..].to_vec(),
        &[
            "Blocked, since “ARS backs it” is taken to be false: Borovia: “send a brigade to the strait” (offered, P3).",
            "G1, if it is meant to cover them, would leave P2 blocked.",
        ],
    );
    check(
        &page,
        gates,
        &["ars-support = False: 0:the ARS backs it; 1:backing from the A.R.S.", "truce = Unknown: 0:a truce holds"],
    );
}

#[test]
fn reasons_name_what_a_verdict_rests_on() {
    let expect = [
        "P1: It waits on nothing.",
        "P2: “truce” is taken to be true.",
        "P3: “truce” is taken to be true.",
        "P4: “ARS backs it” comes about through P3 (pledged). An offer that is due is still an offer.",
        "P5: It is refused, so nothing is promised. The reason given: “citing its elections”.",
    ];
    check(&page(vec![coast(), backing(Status::Pledged)], "truce"), reasons, &expect);
    let expect = [
        "P1: It waits on nothing.",
        "P2: “truce” is taken to be false.",
        "P3: “truce” is taken to be false.",
        "P4: “ARS backs it” is unknown: P3 (pledged) would bring it about but is not due.",
        "P5: It is refused, so nothing is promised. The reason given: “citing its elections”.",
    ];
    check(&page(vec![coast(), backing(Status::Pledged)], "-truce"), reasons, &expect);
}

#[test]
fn no_verdict_rests_on_an_unsure_line() {
    let expect = [
        "P1 Strait Council agreed: freeze the harbour fees Due",
        "P2 Twelve states pledged: patrol boats if a truce holds Due",
        "P3 Aral Republics pledged: provide support to Borovia if a truce Due (unsure)",
        "P4 Borovia offered: send a brigade to the strait if the ARS backs it Open",
        "P5 Lindmark refused: sending a ship -",
    ];
    check(&page(vec![coast(), backing(Status::Pledged).sure(0.3)], "truce"), promises, &expect);
}

#[test]
fn the_same_promise_told_twice_is_one_line() {
    let text = "Borovia pledged 40 buses to Vale. It said it will send the 40 buses to Vale. Borovia pledged 60 buses to Vale.";
    let promise = |story: Story, consequent: &str, buses: i64| {
        story
            .promise(Status::Pledged, "Borovia", Category::Equipment, (consequent, "bus"), None)
            .amount(count(buses, "bus"))
    };
    let story = Story::new("buses.txt", text).state("Borovia", &["Borovia"]);
    let story = promise(story, "40 buses to Vale", 40).sure(0.4);
    let story = promise(story, "send the 40 buses to Vale", 40);
    let story = promise(story, "60 buses to Vale", 60);
    let expect = ["P1 Borovia pledged: 40 buses to Vale Due", "P2 Borovia pledged: 60 buses to Vale Due"];
    check(&page(vec![story], ""), promises, &expect);
}

#[test]
fn conditions_read_as_the_text_words_them() {
    let text =
        "Borovia will pay if a truce and either a mandate or a vote, or two of aid, trade and talks, but not war.";
    let either = Condition::Any(vec![atom("a mandate", "mandate"), atom("a vote", "vote")]);
    let two =
        Condition::AtLeast { count: 2, of: vec![atom("aid", "aid"), atom("trade", "trade"), atom("talks", "talk")] };
    let all = Condition::All(vec![atom("a truce", "truce"), either, two, atom("war", "war").negated()]);
    let condition = |all: Option<story::If>| {
        let story = Story::new("pay.txt", text).state("Borovia", &["Borovia"]);
        story.promise(Status::Pledged, "Borovia", Category::Finance, ("pay", "payment"), all)
    };
    let expect = [
        "P1 Borovia pledged: pay if a truce and (a mandate or a vote) and at least 2 of (aid, trade, talks) and not war Open",
    ];
    check(&page(vec![condition(Some(all.clone()))], ""), promises, &expect);
    let expect = ["P1 Borovia pledged: pay if not (a truce and a vote) Open"];
    let both = Condition::All(vec![atom("a truce", "truce"), atom("a vote", "vote")]);
    check(&page(vec![condition(Some(both.negated()))], ""), promises, &expect);
}

#[test]
fn figures_stand_by_kind_and_size_and_each_once() {
    let text = "The fund holds 90 coins and the reserve 210 coins. The frozen reserve has 210 coins. Some 12 states, or 40 percent, joined.";
    let story = Story::new("fund.txt", text)
        .figure("12 states", "states", count(12, "state"))
        .figure("fund holds 90 coins", "fund", money(90, "EUR"))
        .figure("the reserve 210 coins", "reserve", money(210, "EUR"))
        .figure("frozen reserve has 210 coins", "frozen reserve", money(210, "EUR"))
        .figure(
            "40 percent",
            "states that joined",
            casus_claim::Amount { unit: casus_claim::Unit::Percent, ..count(40, "") },
        );
    check(
        &page(vec![story], ""),
        figures,
        &["210 EUR reserve", "90 EUR fund", "40 percent states that joined", "12 state states"],
    );
}

#[test]
fn two_numbers_for_one_thing_disagree_and_different_things_do_not() {
    let text = "The frozen reserve has 210 coins. The frozen reserves come to 190 coins. Some 34 states attended and 26 states gave boats. \
        The northern relief budget is about 80 coins. The northern relief budget is 70 coins. \
        The border crossing fee falls from 9 to 4 coins.";
    let rough = casus_claim::Amount { is_approximate: true, ..money(80, "EUR") };
    let story = |path: &str| {
        Story::new(path, &format!("{text} {path}"))
            .figure("frozen reserve has 210 coins", "frozen reserve", money(210, "EUR"))
            .figure("frozen reserves come to 190 coins", "the frozen reserves", money(190, "EUR"))
            .figure("34 states attended", "states", count(34, "state"))
            .figure("26 states gave boats", "states that gave boats", count(26, "state"))
            .figure("about 80 coins", "northern relief budget", rough.clone())
            .figure("70 coins", "northern relief budget", money(70, "EUR"))
            .figure("about 80 coins", "80 million coins", money(80, "EUR"))
            .figure("70 coins", "70 million coins", money(70, "EUR"))
            .figure("border crossing fee falls from 9 to 4 coins", "border crossing fee", money(9, "EUR"))
            .figure("border crossing fee falls from 9 to 4 coins", "border crossing fee", money(4, "EUR"))
    };
    let expect = ["frozen reserve | The same thing is given as 210 EUR and as 190 EUR. | \
        0:frozen reserve has 210 coins / 0:frozen reserves come to 190 coins"];
    check(&page(vec![story("a")], ""), disagreements, &expect);
}

#[test]
fn numbers_of_two_documents_disagree_only_on_a_common_subject() {
    let told = |path: &str, value: i64| {
        let text = format!("{path}: Borovia and Vale count {value} grain ships.");
        let of = "grain ships in port";
        Story::new(path, &text).figure(&format!("{value} grain ships"), of, count(value, "ship"))
    };
    let with_actors = |story: Story| story.state("Borovia", &["Borovia"]).state("Vale", &["Vale"]);
    check(&page(vec![told("a", 5), told("b", 7)], ""), disagreements, &[]);
    let expect = [
        "grain ships in port | The same thing is given as 5 ships and as 7 ships. | 0:5 grain ships / 1:7 grain ships",
    ];
    check(&page(vec![with_actors(told("a", 5)), with_actors(told("b", 7))], ""), disagreements, &expect);
}

#[test]
fn news_from_long_before_its_document_is_odd() {
    let text = "2031-05-06. Leaders met on 2 March 2029 in Vale. The talks go on. More was said. It rained. They had met on 1 March 2029 too.";
    let time = |text: &str, on: &str| Time::days(text, day(on), day(on));
    let story = Story::new("late.txt", text)
        .dated("2031-05-06")
        .event("Leaders met on 2 March 2029 in Vale", EventType::Meeting, EventStatus::Held)
        .at(time("on 2 March 2029", "2029-03-02"))
        .event("They had met on 1 March 2029 too", EventType::Meeting, EventStatus::Held)
        .at(time("on 1 March 2029", "2029-03-01"));
    let page = page(vec![story], "");
    check(
        &page,
        disagreements,
        &["Leaders met on 2 March 2029 in Vale | The document is dated 2031-05-06 and reports this as news, \
        yet places it on 2029-03-02, 795 days before. | 0:2031-05-06 / 0:Leaders met on 2 March 2029 in Vale"],
    );
    check(
        &page,
        oddities,
        &["0: It reports as news what it places 795 days before its own date: “Leaders met on 2 March 2029 in Vale”."],
    );
    check(&page, silent_sentences, &["2031-05-06.", "The talks go on.", "More was said.", "It rained."]);
}

#[test]
fn an_undated_document_keeps_its_times_as_worded() {
    let text =
        "Talks resume next week. A summit may follow on 4 June 2031. Borovia will pay by autumn. A call may follow.";
    let story = Story::new("undated.txt", text)
        .state("Borovia", &["Borovia"])
        .event("Talks resume next week", EventType::Meeting, EventStatus::Planned)
        .at(Time::symbolic("next week"))
        .event("A summit may follow on 4 June 2031", EventType::Meeting, EventStatus::Possible)
        .at(Time::days("on 4 June 2031", day("2031-06-04"), day("2031-06-04")))
        .promise(Status::Pledged, "Borovia", Category::Finance, ("pay", "payment"), None)
        .at(Time::symbolic("by autumn"))
        .event("A call may follow", EventType::Call, EventStatus::Possible)
        .note(NoteKind::UnresolvedTime, "next week", "`next week` cannot be told in days.")
        .note(NoteKind::Language, "Talks", "A sentence is not in English.");
    let page = page(vec![story], "");
    check(
        &page,
        oddities,
        &[
            "0: The document carries no date, so its relative times stay as worded: “next week” and “by autumn”.",
            "0: A sentence is not in English.",
        ],
    );
    check(
        &page,
        coming,
        &[
            "2031-06-04..2031-06-04 A summit may follow on 4 June 2031 (on 4 June 2031)",
            "? Talks resume next week (next week)",
            "? pay (by autumn)",
            "? A call may follow (no time)",
        ],
    );
}

#[test]
fn a_document_that_comes_twice_counts_once() {
    let again = Story::new("copy.txt", COAST);
    let page = page(vec![coast(), again], "");
    check(&page, oddities, &["0: `copy.txt` has the same text, which counts once."]);
    assert_eq!(page.documents.len(), 1);
}

#[test]
fn positions_stand_by_actor_and_subject() {
    let text = "Vale opposes the levy. Borovia backs a loan and wants the border open. Vale fears a blockade. Vale decides on the bridge.";
    let story = Story::new("stances.txt", text)
        .state("Borovia", &["Borovia"])
        .state("Vale", &["Vale"])
        .position("Vale", Stance::Opposes, "the levy")
        .position("Borovia", Stance::Supports, "a loan")
        .position("Borovia", Stance::Demands, "the border open")
        .position("Vale", Stance::Concerned, "a blockade")
        .authority("Vale", AuthorityClaim::Decides, "the bridge");
    let page = page(vec![story], "");
    check(
        &page,
        positions,
        &[
            "Borovia demands the border open",
            "Borovia supports a loan",
            "Vale concerned a blockade",
            "Vale opposes the levy",
        ],
    );
    check(
        &page,
        |page| {
            page.authorities
                .iter()
                .map(|line| format!("{} {} {}", line.holder.join(" + "), line.claim, line.over))
                .collect()
        },
        &["Vale decides the bridge"],
    );
    check(&page, answer, &["Nobody is found to promise, offer or weigh anything; the other lines stand below."]);
}

#[test]
fn a_page_without_promises_says_so() {
    check(&page(vec![], ""), answer, &["There is no document to read."]);
    check(
        &page(vec![Story::new("rain.txt", "It rained.")], ""),
        answer,
        &["Nothing was found: no sentence gave a line."],
    );
    let told = |status, share| {
        let story = Story::new("a", "Vale may pay.").state("Vale", &["Vale"]);
        story.promise(status, "Vale", Category::Finance, ("pay", "payment"), None).sure(share)
    };
    check(
        &page(vec![told(Status::Refused, 0.9)], ""),
        answer,
        &["Nothing is promised: 1 line is refused, withheld or taken back."],
    );
    check(
        &page(vec![told(Status::Considered, 0.2)], ""),
        answer,
        &["No promise is sure; 1 line stands below the threshold."],
    );
}

#[test]
fn an_unknown_proposition_is_refused_with_a_hint() {
    let ask = |words: &str, threshold: f64| {
        page_of(vec![coast().read()], &scenario(words), threshold).map(|_| ()).expect_err("the question is refused")
    };
    let error = ask("ars-suport", THRESHOLD);
    assert_eq!(error.to_string(), "`ars-suport` is no proposition of these documents");
    assert_eq!(error.hint().as_deref(), Some("did you mean `ars-support`? there are `ars-support`, `truce`"));
    assert_eq!(ask("xyzzy", THRESHOLD).hint().as_deref(), Some("there are `ars-support`, `truce`"));
    assert_eq!(ask("truce", 1.5), Error::Threshold(1.5));
    assert!(matches!(ask("", f64::NAN), Error::Threshold(_)));
}

#[test]
fn the_order_of_the_documents_changes_no_verdict_and_no_proposition() {
    let verdicts = |stories: Vec<Story>| -> Vec<(String, Option<Verdict>)> {
        let page = page(stories, "truce");
        let mut all: Vec<_> = page.promises.into_iter().map(|promise| (promise.consequent, promise.verdict)).collect();
        all.extend(
            page.gates.into_iter().map(|gate| (format!("{} {}", gate.proposition.id, gate.proposition.label), None)),
        );
        all.sort();
        all
    };
    let forward = verdicts(vec![coast(), rule(), backing(Status::Offered)]);
    assert_eq!(forward, verdicts(vec![backing(Status::Offered), rule(), coast()]));
    assert_eq!(forward.len(), 7);
}

#[test]
fn what_is_done_waits_on_nothing() {
    let story = Story::new("paid.txt", "Vale has paid its share after a truce.").state("Vale", &["Vale"]);
    let share = ("paid its share", "payment share");
    let story = story.promise(Status::Delivered, "Vale", Category::Finance, share, Some(atom("a truce", "truce")));
    check(&page(vec![story.clone()], ""), promises, &["P1 Vale delivered: paid its share if a truce Due"]);
    check(&page(vec![story], "-truce"), reasons, &["P1: It is done, whatever it waited on."]);
}
