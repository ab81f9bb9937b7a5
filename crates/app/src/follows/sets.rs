//! How are minimal sets written, and what they are made of?

use std::fmt::Write;

use casus_claim::PropositionId;
use casus_engine::page::{Page, Promise};
use casus_engine::structure::Stopped;
use casus_engine::{Analysis, In, Readings, Sets, Setting, Support};
use serde_json::{Value, json};

use crate::face::{label, one_line, words};

/// A longer quote is cut.
const QUOTE_CHARS_MAX: usize = 160;

/// Lines of text with a heading.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn line(&mut self, line: &str) {
        writeln!(self.0, "{line}").expect("a string can be written to");
    }

    /// Begins a part with a heading.
    pub(super) fn heading(&mut self, heading: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.line(heading);
    }

    /// Lists minimal sets, each member with the promises that speak of it.
    pub(super) fn sets<T: Member>(&mut self, analysis: &Analysis, sets: &Result<Sets<T>, Stopped>, none: &str) {
        let sets = match sets {
            Ok(sets) => sets,
            Err(stopped) => return self.line(&format!("  not finished: {stopped}")),
        };
        if sets.sets.is_empty() {
            self.line(&format!("  {none}"));
        }
        for set in &sets.sets {
            let mut mark = "-";
            if set.is_empty() {
                self.line("  - nothing more");
            }
            for member in set {
                self.line(&format!("  {mark} {}", member.words(&analysis.page)));
                mark = " ";
                member.quotes(analysis).iter().for_each(|quote| self.line(&format!("      {quote}")));
            }
        }
        if let Some(stopped) = sets.stopped {
            self.line(&format!("  at least these, found one by one: {stopped}"));
        } else if sets.has_more() {
            let more =
                sets.count.map_or("more than can be looked through".to_owned(), |count| format!("{count} in all"));
            self.line(&format!("  … {more}; `--limit` lists more"));
        }
    }

    /// Says in which readings of the sources something holds, and which side decides it.
    pub(super) fn readings(&mut self, page: &Page, readings: &Readings) {
        let admitted = &readings.admitted;
        let whole = match admitted.holds {
            In::All => "in every reading of the sources",
            In::Some => "in some readings of the sources and not in others",
            In::None => "in no reading of the sources",
        };
        let bounded = if admitted.is_exact { "" } else { " (not all readings were weighed)" };
        self.line(&format!("  {whole}{bounded}"));
        for (place, sides) in &admitted.by_side {
            let disagreement = &page.disagreements[readings.disputes[place]];
            self.line(&format!("  decided by: {}: {}", disagreement.about, disagreement.why));
            for (side, holds) in disagreement.sides.iter().zip(sides) {
                let how = word(*holds);
                let quote = clipped(side.quote.text());
                self.line(&format!("    {how} if this is right: {quote} {}", words::place(page, side)));
            }
        }
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Something that minimal sets are made of.
pub(super) trait Member {
    fn words(&self, page: &Page) -> String;

    /// Returns the quotes that speak of it.
    fn quotes(&self, analysis: &Analysis) -> Vec<String>;

    fn json(&self, analysis: &Analysis) -> Value;
}

impl Member for Setting {
    fn words(&self, page: &Page) -> String {
        let label = label(page, &self.proposition);
        format!("“{label}” is {}  {}={}", self.value, self.proposition, self.value)
    }

    fn quotes(&self, analysis: &Analysis) -> Vec<String> {
        let first = |promise: &Promise| format!("{} could move first: {}", words::debtor(promise), told(promise));
        let movers: Vec<String> = analysis.bringing(&self.proposition).map(first).collect();
        if self.value && !movers.is_empty() {
            return movers;
        }
        // Nobody on record moves it, so what is shown is where it is spoken of.
        let gate = analysis.page.gates.iter().find(|gate| gate.proposition.id == self.proposition);
        let spoken = gate.into_iter().flat_map(|gate| &gate.evidence).next().map(|evidence| {
            let reference = evidence.reference.as_deref().unwrap_or_default();
            format!("{reference} waits on {}", clipped(evidence.quote.text()))
        });
        spoken.into_iter().collect()
    }

    fn json(&self, analysis: &Analysis) -> Value {
        let promises: Vec<Value> = analysis.bringing(&self.proposition).map(promise).collect();
        json!({
            "proposition": self.proposition.0,
            "label": label(&analysis.page, &self.proposition),
            "value": self.value,
            "brought_about_by": promises,
            "waited_for_by": waited_for(analysis, &self.proposition),
        })
    }
}

impl Member for Support {
    fn words(&self, page: &Page) -> String {
        match self {
            Support::Set(setting) => setting.words(page),
            Support::Promise(reference) => found(page, &reference.0)
                .map_or_else(|| reference.to_string(), |promise| format!("{} brings it about", words::debtor(promise))),
        }
    }

    fn quotes(&self, analysis: &Analysis) -> Vec<String> {
        match self {
            Support::Set(_) => Vec::new(),
            Support::Promise(reference) => found(&analysis.page, &reference.0).map(told).into_iter().collect(),
        }
    }

    fn json(&self, analysis: &Analysis) -> Value {
        match self {
            Support::Set(setting) => setting.json(analysis),
            Support::Promise(reference) => found(&analysis.page, &reference.0).map_or(Value::Null, promise),
        }
    }
}

/// Lists the words that were taken to mean a proposition, each with the entry that waits on it.
fn waited_for(analysis: &Analysis, id: &PropositionId) -> Vec<Value> {
    let gate = analysis.page.gates.iter().find(|gate| gate.proposition.id == *id);
    let evidence = gate.into_iter().flat_map(|gate| &gate.evidence);
    evidence.map(|evidence| json!({ "ref": evidence.reference, "phrase": evidence.quote.text() })).collect()
}

/// Returns a promise of the page by its reference.
pub(super) fn found<'p>(page: &'p Page, reference: &str) -> Option<&'p Promise> {
    page.promises.iter().find(|promise| promise.reference == reference)
}

/// Writes a promise as its reference, its strength and its quote.
pub(super) fn told(promise: &Promise) -> String {
    format!("{} ({}) {}", promise.reference, promise.status, clipped(promise.evidence.quote.text()))
}

pub(super) fn clipped(quote: &str) -> String {
    words::quoted(&words::clipped(&one_line(quote), QUOTE_CHARS_MAX))
}

pub(super) fn promise(promise: &Promise) -> Value {
    json!({
        "ref": promise.reference,
        "debtor": promise.debtor,
        "consequent": promise.consequent,
        "status": promise.status.word(),
        "quote": promise.evidence.quote.text(),
    })
}

/// Writes minimal sets as an object; `count` is null where there were too many to look through.
pub(super) fn json_of<T: Member>(analysis: &Analysis, sets: &Result<Sets<T>, Stopped>) -> Value {
    match sets {
        Ok(sets) => {
            let listed: Vec<Vec<Value>> =
                sets.sets.iter().map(|set| set.iter().map(|member| member.json(analysis)).collect()).collect();
            let mut json = json!({ "count": sets.count, "sets": listed });
            if let Some(stopped) = sets.stopped {
                json["stopped"] = json!(stopped.to_string());
            }
            json
        }
        Err(stopped) => not_finished(*stopped),
    }
}

pub(super) fn not_finished(stopped: Stopped) -> Value {
    json!({ "stopped": stopped.to_string() })
}

pub(super) fn readings(page: &Page, readings: &Readings) -> Value {
    let admitted = &readings.admitted;
    let decides = |(place, holds): (&usize, &Vec<In>)| {
        let disagreement = &page.disagreements[readings.disputes[place]];
        let sides = disagreement.sides.iter().zip(holds).map(|(side, holds)| {
            let path = page.documents.get(side.source).map(|document| &document.source.origin().path);
            json!({ "ref": side.reference, "path": path, "quote": side.quote.text(), "holds_in": word(*holds) })
        });
        json!({
            "kind": disagreement.kind.word(),
            "about": disagreement.about,
            "why": disagreement.why,
            "sides": sides.collect::<Vec<_>>(),
        })
    };
    json!({
        "holds_in": word(admitted.holds),
        "exact": admitted.is_exact,
        "decided_by": admitted.by_side.iter().map(decides).collect::<Vec<_>>(),
    })
}

fn word(holds: In) -> &'static str {
    match holds {
        In::All => "all",
        In::Some => "some",
        In::None => "none",
    }
}
