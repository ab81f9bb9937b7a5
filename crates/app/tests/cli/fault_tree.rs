//! `casus faulttree`: what is worked out, what is refused, and what a budget leaves.

use serde_json::{Value, json};

use crate::dossier::refused;
use crate::{Room, Run};

const TREE: &str = r#"<opsa-mef><define-fault-tree name="ferry">
<define-gate name="adrift"><or><gate name="no-crew"/><basic-event name="engine"/></or></define-gate>
<define-gate name="no-crew"><and><basic-event name="pilot"/><basic-event name="mate"/></and></define-gate>
<define-basic-event name="engine"><float value="0.2"/></define-basic-event>
<define-basic-event name="pilot"><float value="0.5"/></define-basic-event>
<define-basic-event name="mate"><float value="0.2"/></define-basic-event>
</define-fault-tree></opsa-mef>"#;

fn answer(run: &Run) -> Value {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

#[test]
fn a_tree_is_worked_out() {
    let room = Room::new();
    room.put("ferry.xml", TREE);
    let found = answer(&room.run(&["faulttree", "ferry.xml"]));
    assert_eq!((&found["minimal_cut_sets"], &found["coherent"]), (&json!(2), &json!(true)));
    assert!((found["probability"].as_f64().expect("a number") - 0.28).abs() < 1e-12, "{found}");
    assert!(found["seconds"].as_f64().is_some_and(|seconds| seconds >= 0.0), "{found}");
    let found = answer(&room.run_on(&["faulttree", "-", "--cut-sets", "5", "--importance"], TREE));
    assert_eq!(found["cut_sets"], json!([["engine"], ["pilot", "mate"]]));
    assert_eq!(found["importance"][0]["event"], "engine");
    assert_eq!(found.get("minimal_cut_sets"), None);
    let text = room.run(&["faulttree", "ferry.xml", "--format", "text", "--cut-sets", "1"]).stdout;
    assert_eq!(text, "top gate: adrift, over 3 basic events\n  engine\n");
}

#[test]
fn what_cannot_be_answered_is_told() {
    let room = Room::new();
    room.put("ferry.xml", TREE.replace("</or>", "<sea-monster/></or>"));
    room.put(
        "bare.xml",
        TREE.replace(r#"<define-basic-event name="mate"><float value="0.2"/></define-basic-event>"#, ""),
    );
    room.put("two.xml", TREE.replace(r#"<gate name="no-crew"/>"#, ""));
    let said = refused(&room, &["faulttree", "ferry.xml"], 1);
    assert!(said.contains("`ferry.xml`, line 2: `sea-monster` is empty"), "{said}");
    let said = refused(&room, &["faulttree", "bare.xml", "--probability"], 1);
    assert!(said.contains("`bare.xml` does not give every basic event a probability"), "{said}");
    assert_eq!(answer(&room.run(&["faulttree", "bare.xml"])).get("probability"), None);
    let said = refused(&room, &["faulttree", "two.xml"], 1);
    assert!(said.contains("`adrift` and `no-crew` are both named by no other gate"), "{said}");
    assert_eq!(answer(&room.run(&["faulttree", "two.xml", "--top", "no-crew"]))["minimal_cut_sets"], 1);
    refused(&room, &["faulttree", "nowhere.xml"], 1);
}

#[test]
fn a_budget_that_is_used_up_leaves_what_was_found() {
    let room = Room::new();
    room.put("ferry.xml", TREE);
    let run = room.run(&["faulttree", "ferry.xml", "--seconds", "0"]);
    assert_eq!(run.code, Some(1));
    let found: Value = serde_json::from_str(&run.stdout).expect("the answer is JSON");
    assert_eq!(found["stopped"], "the time was up");
    assert_eq!(found.get("minimal_cut_sets"), None);
    assert!(run.stderr.contains("`ferry.xml` could not be worked out to the end: the time was up"), "{}", run.stderr);
}
