//! Who hears of what?

use casus_engine::dossier::{AlertKind, AlertRule, WatchRules};

use crate::Alert;

/// The sorts that are told where the dossier has no rule of its own: what changes how something stands. What may change
/// with every retelling is left to those who ask for it.
const BY_DEFAULT: [AlertKind; 13] = [
    AlertKind::Goal,
    AlertKind::Withdrawn,
    AlertKind::Met,
    AlertKind::New,
    AlertKind::Stronger,
    AlertKind::Weaker,
    AlertKind::Conditional,
    AlertKind::Unconditional,
    AlertKind::Contradicted,
    AlertKind::Edited,
    AlertKind::Gone,
    AlertKind::Overdue,
    AlertKind::Due,
];

/// Returns the channels that an alert goes to, in the order in which they are declared.
pub(crate) fn channels(rules: &WatchRules, alert: &Alert) -> Vec<String> {
    let all = || rules.channels.iter().map(|channel| channel.name.clone());
    if rules.alerts.is_empty() {
        let is_told = BY_DEFAULT.iter().any(|kind| is_of(alert, *kind));
        return if is_told { all().collect() } else { Vec::new() };
    }
    let fitting: Vec<&AlertRule> = rules.alerts.iter().filter(|rule| fits(rule, alert)).collect();
    let is_meant = |name: &String| fitting.iter().any(|rule| rule.to.is_empty() || rule.to.contains(name));
    all().filter(is_meant).collect()
}

fn is_of(alert: &Alert, kind: AlertKind) -> bool {
    alert.kind == kind.word() || alert.also.iter().any(|also| also == kind.word())
}

fn fits(rule: &AlertRule, alert: &Alert) -> bool {
    let any = |asked: &[String], has: &[String]| {
        asked.is_empty() || asked.iter().any(|one| has.iter().any(|other| one.eq_ignore_ascii_case(other)))
    };
    let categories: Vec<String> = rule.categories.iter().map(|category| category.word().to_owned()).collect();
    (rule.on.is_empty() || rule.on.iter().any(|kind| is_of(alert, *kind)))
        && any(&rule.actors, &alert.actors)
        && any(&categories, alert.category.as_slice())
        && any(&rule.goals, alert.goal.as_slice())
}

#[cfg(test)]
mod tests {
    use casus_engine::Dossier;

    use super::*;

    const CHANNELS: &str =
        "[[channel]]\nname = \"desk\"\nstdout = true\n[[channel]]\nname = \"log\"\nfile = \"a.jsonl\"\n";

    fn check(rules: &str, kinds: [&str; 2], actor: &str, expected: &[&str]) {
        let dossier = Dossier::parse(&format!("{CHANNELS}{rules}")).expect("it is a dossier");
        let [kind, also] = kinds.map(str::to_owned);
        let actors = vec![actor.to_owned()];
        let alert = Alert { kind, also: vec![also], actors, ..Alert::of("Norland: ferries".to_owned()) };
        assert_eq!(channels(&dossier.watch, &alert), expected, "{rules}");
    }

    #[test]
    fn without_rules_what_changes_how_things_stand_goes_everywhere() {
        check("", ["stronger", "due"], "Norland", &["desk", "log"]);
        check("", ["silent", "changed"], "Norland", &[]);
    }

    #[test]
    fn a_rule_names_what_whom_and_where() {
        let rule = "[[alert]]\non = [\"weaker\"]\nactors = [\"norland\"]\nto = [\"log\"]\n";
        check(rule, ["weaker", "due"], "Norland", &["log"]);
        check(rule, ["due", "weaker"], "Norland", &["log"]);
        check(rule, ["weaker", "due"], "Sudland", &[]);
        check(rule, ["stronger", "due"], "Norland", &[]);
        check("[[alert]]\n", ["silent", "changed"], "Norland", &["desk", "log"]);
    }
}
