//! Who may import whom? Knowledge flows one way, and this is the map.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;

/// Each crate with the crates of ours that it may import. Siblings meet in the types of `claim`, never in one another.
/// The app shows verdicts, so it knows the words of `reason`; what arrives, how it is built and what is read it gets from
/// the engine, and what the web gives from `net`.
const MAP: [(&str, &[&str]); 13] = [
    ("casus-text", &[]),
    ("casus-claim", &["casus-text"]),
    ("casus-intake", &["casus-text"]),
    ("casus-syntax", &[]),
    // A web site on this machine, which is there for tests only; what asks the web imports it for its own.
    ("casus-test-site", &[]),
    ("casus-net", &["casus-test-site"]),
    ("casus-extract", &["casus-text", "casus-claim", "casus-syntax"]),
    ("casus-ledger", &["casus-text", "casus-claim"]),
    ("casus-reason", &["casus-text", "casus-claim"]),
    (
        "casus-engine",
        &["casus-text", "casus-claim", "casus-intake", "casus-syntax", "casus-extract", "casus-ledger", "casus-reason"],
    ),
    ("casus-watch", &["casus-text", "casus-claim", "casus-engine", "casus-net"]),
    (
        "casus-app",
        &["casus-text", "casus-claim", "casus-reason", "casus-engine", "casus-net", "casus-watch", "casus-test-site"],
    ),
    // The project's own commands run the command from outside, as a user would.
    ("xtask", &[]),
];

/// Returns where the imports leave the map.
pub fn findings(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<Finding> {
    imports.iter().flat_map(|(name, imported)| of_crate(name, imported)).collect()
}

fn of_crate(name: &str, imported: &BTreeSet<String>) -> Vec<Finding> {
    let Some((_, allowed)) = MAP.iter().find(|(room, _)| *room == name) else {
        return vec![Finding::of(name, "stands on no map: say in xtask/src/tree/layers.rs what it may import")];
    };
    let is_forbidden = |other: &&String| !allowed.contains(&other.as_str());
    let finding = |other: &String| {
        let allowed = if allowed.is_empty() { "nothing of ours".to_owned() } else { allowed.join(", ") };
        Finding::of(name, format!("imports `{other}`, but may import only {allowed}"))
    };
    imported.iter().filter(is_forbidden).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(imports: &[(&str, &[&str])], expected: &[&str]) {
        let owned = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        let graph = imports.iter().map(|(name, names)| (name.to_string(), owned(names))).collect();
        let found: Vec<_> = findings(&graph).iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn knowledge_flows_one_way() {
        check(&[("casus-extract", &["casus-text", "casus-claim", "casus-syntax"]), ("casus-text", &[])], &[]);
        check(
            &[("casus-claim", &["casus-engine", "casus-text"])],
            &["casus-claim: imports `casus-engine`, but may import only casus-text"],
        );
    }

    #[test]
    fn siblings_do_not_import_one_another() {
        check(
            &[("casus-reason", &["casus-claim", "casus-extract"])],
            &["casus-reason: imports `casus-extract`, but may import only casus-text, casus-claim"],
        );
    }

    #[test]
    fn nobody_imports_the_app_or_this_tool() {
        check(
            &[("casus-syntax", &["casus-app", "xtask"])],
            &[
                "casus-syntax: imports `casus-app`, but may import only nothing of ours",
                "casus-syntax: imports `xtask`, but may import only nothing of ours",
            ],
        );
    }

    #[test]
    fn the_app_gets_readings_from_the_engine() {
        check(
            &[("casus-app", &["casus-engine", "casus-extract"])],
            &["casus-app: imports `casus-extract`, but may import only casus-text, casus-claim, casus-reason, \
                 casus-engine, casus-net, casus-watch, casus-test-site"],
        );
    }

    #[test]
    fn a_crate_that_is_not_on_the_map_is_found() {
        check(
            &[("casus-attic", &[])],
            &["casus-attic: stands on no map: say in xtask/src/tree/layers.rs what it may import"],
        );
    }

    #[test]
    fn the_map_has_no_way_back() {
        let place: BTreeMap<_, _> = MAP.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
        for (name, allowed) in MAP {
            assert!(allowed.iter().all(|other| place[other] < place[name]), "`{name}` may import what comes after it");
        }
    }
}
