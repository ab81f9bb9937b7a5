//! Does the page's own script say what the program says?
//!
//! The script of a drawn page runs in a JavaScript engine on the model that stands in the same page, and is held
//! against the room that reasons.

use casus_claim::{Category, Condition, PropositionId, Status};
use casus_engine::page::{GeneralClaim, Page, Promise};
use casus_reason::{Rules, Truth, Verdict};
use proptest::prelude::*;
use rquickjs::{Context, Runtime};
use serde_json::Value;

use super::between;
use crate::face::{html, sample, words};

/// Propositions of the random pages; the last has no gate, as when only a promise would bring it about.
const PROPOSITIONS: [&str; 5] = ["a", "a/b", "c", "d", "without a gate"];
const GATES: usize = 4;

/// What the script of a page makes of a setting of the gates.
struct Played {
    goals: Vec<Option<i8>>,
    promises: Value,
    counts: String,
    scenario: String,
    says: Vec<Option<String>>,
}

fn play(page: &Page, setting: &[Truth]) -> Played {
    let html = html(page);
    let script = between(&html, "<script>", "</script>");
    let model = between(&html, "<script id=\"model\" type=\"application/json\">", "</script>");
    let setting: Vec<_> = setting.iter().map(|&value| value as i8 - 1).collect();
    let ask = format!(
        "const model = JSON.parse({}); const setting = {setting:?}; const concluded = conclude(model, setting);
         JSON.stringify({{ promises: concluded.promises, goals: concluded.goals, counts: counts(model, concluded), scenario: scenario(model, setting),
           says: model.promises.map((promise, n) => concluded.promises[n].verdict && says(promise, concluded.promises[n].verdict)) }})",
        serde_json::to_string(model).expect("a string is JSON")
    );
    let runtime = Runtime::new().expect("the engine starts");
    let context = Context::full(&runtime).expect("the engine has a context");
    let answer: String = context.with(|ctx| {
        ctx.eval::<(), _>(script).expect("the page's script runs");
        ctx.eval(ask).expect("the script answers")
    });
    let mut answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    Played {
        goals: serde_json::from_value(answer["goals"].take()).expect("one number a goal"),
        counts: answer["counts"].as_str().expect("counts are words").to_owned(),
        scenario: answer["scenario"].as_str().expect("a scenario is words").to_owned(),
        says: serde_json::from_value(answer["says"].take()).expect("one text a promise"),
        promises: answer["promises"].take(),
    }
}

/// Holds the script against a page that is judged anew with the gates set.
fn check(page: &Page, setting: &[Truth]) {
    let gates = page.gates.iter().map(|gate| gate.proposition.id.clone()).zip(setting);
    let set = gates.filter(|(_, value)| **value != Truth::Unknown).map(|(id, value)| (id, *value == Truth::True));
    // What goes against the rules is refused by the program, and of no account here.
    let Ok(closed) = page.rules.closed(&set.collect()) else { return };
    let played = play(page, setting);
    let mut turned = page.clone();
    for (gate, value) in turned.gates.iter_mut().zip(setting) {
        gate.value = *value;
    }
    assert_eq!(played.scenario, words::scenario(&turned));
    for gate in &mut turned.gates {
        gate.value = closed.get(&gate.proposition.id).map_or(Truth::Unknown, |&value| value.into());
    }
    sample::judge(&mut turned);
    assert_eq!(played.counts, words::counts(&turned));
    let goals: Vec<_> = turned.goals.iter().map(|goal| goal.test.as_ref().map(|test| test.value as i8 - 1)).collect();
    assert_eq!(played.goals, goals);
    for (idx, (before, promise)) in page.promises.iter().zip(&turned.promises).enumerate() {
        let result = &played.promises[idx];
        assert_eq!(result["verdict"].as_str(), promise.verdict.map(words::verdict_word), "{promise:#?}");
        assert_eq!(played.says[idx], promise.verdict.map(|verdict| words::verdict_with_sign(verdict, promise.status)));
        for (nth, cover) in before.covered_by.iter().enumerate() {
            let expected = turned_cover(promise, &cover.claim);
            assert_eq!(result["covers"][nth].as_str(), expected.map(words::verdict_word), "{}", cover.claim);
        }
    }
}

/// Returns the verdict that a claim would give; a claim that is no longer listed changes nothing.
fn turned_cover(promise: &Promise, claim: &str) -> Option<Verdict> {
    let cover = promise.covered_by.iter().find(|cover| cover.claim == claim);
    cover.map_or(promise.verdict, |cover| Some(cover.verdict_if_meant))
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![Just(Truth::False), Just(Truth::Unknown), Just(Truth::True)]
}

fn proposition() -> impl Strategy<Value = PropositionId> {
    (0..PROPOSITIONS.len()).prop_map(|idx| PropositionId(PROPOSITIONS[idx].to_owned()))
}

fn condition() -> impl Strategy<Value = Condition<PropositionId>> {
    proposition().prop_map(Condition::Atom).prop_recursive(3, 12, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            parts().prop_map(Condition::All),
            parts().prop_map(Condition::Any),
            inner.clone().prop_map(Condition::negated),
            (0..5_usize, parts()).prop_map(|(count, of)| Condition::AtLeast { count, of }),
        ]
    })
}

fn promise() -> impl Strategy<Value = (Status, Option<Condition<PropositionId>>, Option<PropositionId>, bool)> {
    let status = prop::sample::select(Status::ALL);
    (status, prop::option::of(condition()), prop::option::of(proposition()), any::<bool>())
}

prop_compose! {
    /// A page of the sample's first promise under other conditions, with a general claim over some of them.
    fn page()(
        promises in prop::collection::vec(promise(), 0..8),
        claims in prop::collection::vec(condition(), 0..3),
        definition in prop::option::of(condition()),
        is_incompatible in any::<bool>(),
    ) -> Page {
        let mut page = sample::page();
        let ids = PROPOSITIONS.map(|id| PropositionId(id.to_owned()));
        // What is defined rests on others, and these not on it.
        let defined = definition.map(|of| (ids[3].clone(), of)).filter(|(id, of)| !of.atoms().contains(&id));
        let incompatible = is_incompatible.then(|| [ids[1].clone(), ids[2].clone()].into_iter().collect());
        page.rules = Rules::new(&ids, defined.into_iter().collect(), incompatible.into_iter().collect())
            .expect("these rules can be kept");
        let (pattern, claim) = (page.promises[1].clone(), page.general_claims[0].clone());
        page.gates.truncate(GATES);
        for (gate, id) in page.gates.iter_mut().zip(PROPOSITIONS) {
            gate.proposition.id = PropositionId(id.to_owned());
            gate.value = Truth::Unknown;
        }
        page.promises = promises.into_iter().enumerate().map(|(idx, (status, antecedent, brings_about, is_sure))| Promise {
            reference: format!("P{idx}"), status, antecedent, brings_about, is_sure, category: Category::Equipment,
            ..pattern.clone()
        }).collect();
        page.general_claims = claims.into_iter().enumerate().map(|(idx, antecedent)| GeneralClaim {
            reference: format!("G{idx}"), antecedent, ..claim.clone()
        }).collect();
        sample::judge(&mut page);
        page
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_script_concludes_as_the_program_does(page in page(), setting in prop::collection::vec(truth(), GATES)) {
        check(&page, &setting);
    }
}

#[test]
fn the_sample_under_every_scenario() {
    let page = sample::page();
    let values = [Truth::False, Truth::Unknown, Truth::True];
    for code in 0..81 {
        let setting: Vec<_> = (0..4).map(|digit| values[code / 3_usize.pow(digit) % 3]).collect();
        check(&page, &setting);
    }
}

#[test]
fn as_printed_the_script_says_what_is_printed() {
    let page = sample::page();
    let printed: Vec<_> = page.gates.iter().map(|gate| gate.value).collect();
    let html = html(&page);
    for text in play(&page, &printed).says.into_iter().flatten() {
        assert!(html.contains(&text), "`{text}`");
    }
}
