//! The same dossier as a logic program, and the atoms that must come out of it.
//!
//! A proposition has two atoms, `t` for its being true and `f` for its being false, as Kleene's logic has it, so that no
//! rule has a `not`. A program says what is so in the least fixpoint; with disputes, it has one answer set for each
//! admissible reading, and its cautious and brave consequences are what is so in all readings and in some.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use casus_claim::{Condition, PropositionId};
use casus_reason::structure::Budget;
use casus_reason::{Case, In, Need, Promise, Reference, Standing, Truth, Verdict};

use crate::dossier::Dossier;

/// What is asked of all propositions at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What is true, and what is due, when nobody moves first.
    Due,
    /// What is true in all readings.
    Cautious,
    /// What is true in some reading.
    Brave,
}

impl std::str::FromStr for Question {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "due" => Ok(Self::Due),
            "cautious" => Ok(Self::Cautious),
            "brave" => Ok(Self::Brave),
            _ => Err(format!("`{text}` is no question: due, cautious or brave")),
        }
    }
}

/// Returns the atoms that are so, one a line, sorted.
pub fn atoms(dossier: &Dossier, question: Question) -> Result<String, Box<dyn std::error::Error>> {
    let Dossier { case, scenario, disputes, propositions, .. } = dossier;
    let so: BTreeSet<String> = match question {
        Question::Due => {
            let standing = Standing::of(case, scenario);
            let values = propositions.iter().map(|id| (id, standing.need(&Need::Proposition(id.clone()))));
            let conclusions = casus_reason::conclude(case, &[], scenario);
            let due = case.promises().iter().zip(conclusions);
            let due = due.filter(|(promise, it)| promise.status.is_live() && it.verdict == Some(Verdict::Due));
            let values = values.filter_map(|(id, value)| match value {
                Truth::True => Some(format!("t({})", quoted(&id.0))),
                Truth::False => Some(format!("f({})", quoted(&id.0))),
                Truth::Unknown => None,
            });
            values.chain(due.map(|(promise, _)| format!("due({})", quoted(&promise.reference.0)))).collect()
        }
        Question::Cautious | Question::Brave => {
            let budget = Budget::of_nodes(20_000_000);
            let values = casus_reason::admitted_values(case, scenario, propositions, disputes, &budget)?;
            let is_so = |holds: In| holds == In::All || holds == In::Some && question == Question::Brave;
            let so = values.into_iter().filter(|(_, holds)| is_so(*holds));
            so.map(|(id, _)| format!("t({})", quoted(&id.0))).collect()
        }
    };
    Ok(so.into_iter().map(|atom| atom + "\n").collect())
}

/// Returns the program of a dossier for a question.
pub fn text(dossier: &Dossier, question: Question) -> String {
    let mut program = Program { text: String::new(), nodes: 0, case: &dossier.case, sides: BTreeMap::new() };
    for (id, value) in &dossier.scenario {
        program.rule(&format!("{}({})", if *value { 't' } else { 'f' }, quoted(&id.0)), &[]);
    }
    if question != Question::Due {
        program.disputes(dossier);
    }
    let open = |id: &&PropositionId| !dossier.scenario.contains_key(*id);
    for id in dossier.propositions.iter().filter(open) {
        if let Some(definition) = dossier.case.rules().definition(id) {
            for side in ['t', 'f'] {
                let body = program.formula(definition, side);
                program.rule(&format!("{side}({})", quoted(&id.0)), &[body]);
            }
            continue;
        }
        for part in dossier.case.rules().parts(id) {
            program.rule(&format!("t({})", quoted(&id.0)), &[format!("t({})", quoted(&part.0))]);
        }
    }
    for promise in dossier.case.promises().iter().filter(|promise| promise.status.is_live()) {
        program.promise(promise, &dossier.scenario);
    }
    program.text.push_str("#show t(P) : t(P), proposition(P).\n");
    if question == Question::Due {
        program.text.push_str("#show f(P) : f(P), proposition(P).\n#show due/1.\n");
    }
    for id in &dossier.propositions {
        program.rule(&format!("proposition({})", quoted(&id.0)), &[]);
    }
    program.text.push_str("#show.\n");
    program.text
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

struct Program<'c> {
    text: String,
    /// Nodes of formulas have numbers as their names.
    nodes: usize,
    case: &'c Case,
    /// The sides of disputes on which a promise rests, any of each list.
    sides: BTreeMap<Reference, Vec<Vec<String>>>,
}

impl Program<'_> {
    fn rule(&mut self, head: &str, body: &[String]) {
        let body = if body.is_empty() { String::new() } else { format!(" :- {}", body.join(", ")) };
        writeln!(self.text, "{head}{body}.").expect("a string can be written to");
    }

    fn disputes(&mut self, dossier: &Dossier) {
        for (place, dispute) in dossier.disputes.iter().enumerate() {
            let sides: Vec<String> = (0..dispute.sides.len()).map(|side| format!("side({place},{side})")).collect();
            self.rule(&format!("1 {{ {} }} 1", sides.join("; ")), &[]);
            for reference in dispute.sides.iter().flatten().collect::<BTreeSet<_>>() {
                let on = sides.iter().zip(&dispute.sides).filter(|(_, side)| side.contains(reference));
                let on = on.map(|(name, _)| name.clone()).collect();
                self.sides.entry(reference.clone()).or_default().push(on);
            }
        }
    }

    fn promise(&mut self, promise: &Promise, scenario: &casus_reason::Scenario) {
        let mut body: Vec<String> = promise.antecedent.iter().map(|of| self.formula(of, 't')).collect();
        for on in self.sides.get(&promise.reference).cloned().unwrap_or_default() {
            let node = self.node();
            for side in on {
                self.rule(&format!("t({node})"), &[side]);
            }
            body.push(format!("t({node})"));
        }
        let due = format!("due({})", quoted(&promise.reference.0));
        self.rule(&due, &body);
        let brought = promise.brings_about.as_ref();
        if let Some(id) = brought.filter(|id| !scenario.contains_key(*id) && self.case.rules().definition(id).is_none())
        {
            self.rule(&format!("t({})", quoted(&id.0)), &[due]);
        }
    }

    fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes
    }

    /// Returns the atom that a formula is true, or that it is false.
    fn formula(&mut self, condition: &Condition<PropositionId>, side: char) -> String {
        let other = if side == 't' { 'f' } else { 't' };
        let (of, count) = match condition {
            Condition::Atom(id) => return format!("{side}({})", quoted(&id.0)),
            Condition::Not(part) => return self.formula(part, other),
            Condition::All(of) => (of, of.len()),
            Condition::Any(of) => (of, 1),
            Condition::AtLeast { count, of } => (of, *count),
        };
        // So many must be true, or so many false that too few are left.
        let needed = if side == 't' { count } else { of.len() + 1 - count };
        let parts: Vec<String> = of.iter().map(|part| self.formula(part, side)).collect();
        let node = format!("{side}({})", self.node());
        match needed {
            _ if needed == parts.len() => self.rule(&node, &parts),
            1 => parts.into_iter().for_each(|part| self.rule(&node, &[part])),
            _ => {
                // One that stands twice counts twice.
                let numbered: Vec<String> =
                    parts.iter().enumerate().map(|(place, part)| format!("{place} : {part}")).collect();
                self.rule(&node, &[format!("#count {{ {} }} >= {needed}", numbered.join("; "))]);
            }
        }
        node
    }
}
