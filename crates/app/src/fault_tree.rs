//! `casus faulttree`: what would bring a system down, and how probable is that?

use std::fmt::Write;
use std::time::Duration;

use casus_engine::fault_tree::FaultTree;
use casus_engine::structure::{Budget, Importance, Literal, Minimal, Solved, Stopped};
use serde_json::{Map, Value, json};

use crate::clock::Stopwatch;
use crate::command::{AnswerFormat, FaultTree as Options};
use crate::error::{Error, shown};
use crate::face::visible;
use crate::{input, output};

/// What is worked out; what the budget did not reach is missing, with the reason.
struct Answer {
    tree: FaultTree,
    is_coherent: Option<bool>,
    count: Option<String>,
    probability: Option<f64>,
    cut_sets: Option<Vec<Vec<Literal>>>,
    importance: Option<Vec<(String, Importance)>>,
    stopped: Option<Stopped>,
    seconds: f64,
}

/// Prints what is asked of a fault tree. Fails when it could not all be worked out.
pub(crate) fn fault_tree(options: &Options) -> Result<(), Error> {
    let stopwatch = Stopwatch::start();
    let path = shown(&options.file);
    let bytes = input::whole_file(&options.file)?;
    let tree = FaultTree::parse(&bytes, options.top.as_deref())
        .map_err(|fault| Error::FaultTree { path: path.clone(), fault })?;
    if (options.probability || options.importance) && tree.probabilities.is_none() {
        return Err(Error::NoProbability { path });
    }
    let limit = options.seconds.map(Duration::from_secs);
    let is_over = || limit.is_some_and(|limit| stopwatch.gone() >= limit);
    let budget = Budget { nodes_max: options.nodes as usize * 1_000_000, is_over: &is_over };
    let mut answer = Answer {
        tree,
        is_coherent: None,
        count: None,
        probability: None,
        cut_sets: None,
        importance: None,
        stopped: None,
        seconds: 0.0,
    };
    answer.stopped = answer.work_out(options, &budget).err();
    answer.seconds = stopwatch.gone().as_secs_f64();
    match AnswerFormat::or_default(options.format) {
        AnswerFormat::Json => output::print((answer.json() + "\n").as_bytes())?,
        AnswerFormat::Text => output::print(visible(&answer.text()).as_bytes())?,
    }
    match answer.stopped {
        Some(stopped) => Err(Error::Stopped { path, stopped }),
        None => Ok(()),
    }
}

impl Answer {
    fn work_out(&mut self, options: &Options, budget: &Budget<'_>) -> Result<(), Stopped> {
        let is_plain = !options.count && !options.probability && options.cut_sets.is_none() && !options.importance;
        let solved = Solved::of(&self.tree.structure, self.tree.top, budget)?;
        self.is_coherent = Some(solved.is_coherent());
        if let Some(events) = self.tree.probabilities.as_ref().filter(|_| options.probability || is_plain) {
            self.probability = Some(solved.probability(events));
        }
        if !(options.count || is_plain || options.importance || options.cut_sets.is_some()) {
            return Ok(());
        }
        let minimal: Minimal<'_> = solved.minimal(budget)?;
        if options.count || is_plain {
            self.count = Some(minimal.count().to_string());
        }
        self.cut_sets = options.cut_sets.map(|count| minimal.sets(count));
        if let Some(events) = self.tree.probabilities.as_ref().filter(|_| options.importance) {
            let importance = solved.importance(&minimal, events, budget)?;
            let mut named: Vec<(String, Importance)> = importance
                .into_iter()
                .map(|(event, importance)| (self.tree.events[event.0 as usize].clone(), importance))
                .collect();
            named.sort_by(|(one, ours), (other, theirs)| {
                theirs.criticality.total_cmp(&ours.criticality).then_with(|| one.cmp(other))
            });
            self.importance = Some(named);
        }
        Ok(())
    }

    fn words(&self, set: &[Literal]) -> Vec<String> {
        let word = |literal: &Literal| {
            let name = &self.tree.events[literal.event.0 as usize];
            if literal.is_denied { format!("not {name}") } else { name.clone() }
        };
        set.iter().map(word).collect()
    }

    fn json(&self) -> String {
        let mut answer = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            value.into_iter().for_each(|value| {
                answer.insert(key.to_owned(), value);
            });
        };
        put("top", Some(json!(self.tree.top_name)));
        put("basic_events", Some(json!(self.tree.events.len())));
        put("coherent", self.is_coherent.map(|it| json!(it)));
        // A number may have more digits than a machine word, and is still a number.
        put(
            "minimal_cut_sets",
            self.count.as_ref().map(|count| count.parse().map_or_else(|_| json!(count), Value::Number)),
        );
        put("probability", self.probability.map(|it| json!(it)));
        put("cut_sets", self.cut_sets.as_ref().map(|sets| sets.iter().map(|set| json!(self.words(set))).collect()));
        let importance = |(event, importance): &(String, Importance)| {
            json!({
                "event": event,
                "birnbaum": importance.birnbaum,
                "criticality": importance.criticality,
                "fussell_vesely": importance.fussell_vesely,
            })
        };
        put("importance", self.importance.as_ref().map(|all| all.iter().map(importance).collect()));
        put("stopped", self.stopped.map(|stopped| json!(stopped.to_string())));
        put("seconds", Some(json!(self.seconds)));
        Value::Object(answer).to_string()
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let mut say = |line: String| writeln!(text, "{line}").expect("a string can be written to");
        let sets = if self.is_coherent == Some(false) { "prime implicants" } else { "minimal cut sets" };
        say(format!("top gate: {}, over {} basic events", self.tree.top_name, self.tree.events.len()));
        self.count.iter().for_each(|count| say(format!("{sets}: {count}")));
        self.probability.iter().for_each(|probability| say(format!("probability: {probability:.6e}")));
        self.cut_sets.iter().flatten().for_each(|set| say(format!("  {}", self.words(set).join(", "))));
        if let Some(importance) = &self.importance {
            say(format!("{:<24}{:>14}{:>14}{:>16}", "event", "Birnbaum", "criticality", "Fussell-Vesely"));
            for (event, of) in importance {
                let fussell_vesely = of.fussell_vesely.map_or("-".to_owned(), |value| format!("{value:.6e}"));
                say(format!("{event:<24}{:>14.6e}{:>14.6e}{fussell_vesely:>16}", of.birnbaum, of.criticality));
            }
        }
        text
    }
}
