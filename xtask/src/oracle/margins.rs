//! Is it rounding? How close spaCy's own decision was where casus decides otherwise.
//!
//! Both sides add up the same products of 32-bit numbers in different orders. At the size of these scores that moves
//! them by some millionths, so a decision may fall the other way where the two best are as close as that. A difference
//! whose margin is larger is no rounding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::python::{Pipeline, Python};
use super::report::{Report, Shown};
use super::sides::beside;
use super::texts::Texts;
use super::tokens::Column;
use crate::failure::Failure;
use crate::tools::heard;

/// How close a decision was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Margin {
    margin: f64,
    names: (String, String),
    #[serde(flatten)]
    moves: Option<Moves>,
}

/// Where among the moves of a text the closest one stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Moves {
    at: i64,
    nearer: u64,
    moves: u64,
}

impl fmt::Display for Margin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (best, second) = &self.names;
        write!(f, "`{best}` was {:.7} ahead of `{second}`", self.margin)?;
        let Some(Moves { at, nearer, moves }) = &self.moves else { return Ok(()) };
        write!(f, " at token {at}, the closest so far; {nearer} of {moves} moves of the text are as close")
    }
}

/// What is asked about one text.
#[derive(Serialize)]
struct Question {
    path: String,
    tokens: BTreeSet<usize>,
}

/// What is answered.
#[derive(Deserialize)]
struct Answer {
    path: String,
    #[serde(default)]
    tag: BTreeMap<usize, Margin>,
    #[serde(default)]
    tree: BTreeMap<usize, Margin>,
    #[serde(default)]
    entity: BTreeMap<usize, Margin>,
    alone: BTreeSet<usize>,
}

impl Answer {
    /// Returns how close the decision behind a difference was. Lemmas and parts of speech follow from tags.
    fn margin(&self, shown: &Shown) -> Option<Margin> {
        let margins = match shown.difference.column? {
            Column::Tag | Column::Pos | Column::Lemma => &self.tag,
            Column::Head | Column::Dep | Column::SentStart => &self.tree,
            Column::Entity => &self.entity,
        };
        margins.get(&shown.difference.token).cloned()
    }
}

/// Asks spaCy how close its decisions were, and puts the answers beside the differences.
pub fn explain(
    report: &mut Report,
    python: &Python,
    pipeline: &Pipeline,
    texts: &Texts,
    spacy: &Path,
) -> Result<(), Failure> {
    if report.differences.is_empty() {
        return Ok(());
    }
    let (asked, answered) = (beside(texts, "differing.jsonl"), beside(texts, "margins.jsonl"));
    fs::write(&asked, questions(report, texts)).map_err(Failure::disk(&asked))?;
    let arguments = [pipeline.package.as_ref(), asked.as_os_str(), spacy.as_os_str(), answered.as_os_str()];
    heard(python.script("spacy_margins.py", arguments).current_dir(texts.folder()))?;
    let text = fs::read_to_string(&answered).map_err(Failure::disk(&answered))?;
    let answers = text.lines().map(serde_json::from_str::<Answer>).collect::<Result<Vec<_>, _>>();
    let wrong = |error: serde_json::Error| Failure::Format { path: answered.clone(), error: error.to_string() };
    let answers = answers.map_err(wrong)?;
    let answers: BTreeMap<_, _> = answers.into_iter().map(|answer| (answer.path.clone(), answer)).collect();
    let files: Vec<_> = texts.files().collect();
    for shown in &mut report.differences {
        let Some(answer) = answers.get(&files[shown.text]) else { continue };
        shown.margin = answer.margin(shown);
        shown.wavers = answer.alone.contains(&shown.difference.token);
    }
    Ok(())
}

fn questions(report: &Report, texts: &Texts) -> String {
    let files: Vec<_> = texts.files().collect();
    let mut questions = BTreeMap::<usize, Question>::new();
    for shown in &report.differences {
        let empty = || Question { path: files[shown.text].clone(), tokens: BTreeSet::new() };
        questions.entry(shown.text).or_insert_with(empty).tokens.insert(shown.difference.token);
    }
    let lines =
        questions.values().map(|it| serde_json::to_string(it).expect("a question is made of numbers and words") + "\n");
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_words() {
        let line = r#"{"path": "000000.txt", "tag": {"3": {"margin": 0.0000012, "names": ["NN", "NNP"]}},
            "tree": {"3": {"margin": 0.25, "names": ["S", "D"], "at": 2, "nearer": 4, "moves": 90}}, "alone": [3]}"#;
        let answer: Answer = serde_json::from_str(line).expect("this is what the script writes");
        assert_eq!(answer.tag[&3].to_string(), "`NN` was 0.0000012 ahead of `NNP`");
        let tree =
            "`S` was 0.2500000 ahead of `D` at token 2, the closest so far; 4 of 90 moves of the text are as close";
        assert_eq!(answer.tree[&3].to_string(), tree);
        assert!(answer.entity.is_empty() && answer.alone.contains(&3));
    }
}
