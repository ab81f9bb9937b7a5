//! Does casus know how much? The sums of money in the cases of a public specification, Microsoft Recognizers-Text.
//!
//! The cases lie outside the project, in a folder that has to be named; no text of them comes in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde::Deserialize;

use crate::eval::page;
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the corpora, which has time/recognizers-text/CurrencyModel.json in it.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Shows so many cases of each kind of failure.
    #[arg(long, value_name = "N", default_value_t = 0)]
    passages: usize,
    /// Puts the table into a document as well, between the marks `figures`.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// A case: a text and the sums in it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    results: Vec<Expected>,
}

/// A sum as the specification has it; its last character is that at `end`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expected {
    start: usize,
    end: usize,
    resolution: Resolution,
}

/// What a sum comes to. A currency without a number has no value, and is no figure.
#[derive(Deserialize)]
struct Resolution {
    value: Option<String>,
    #[serde(rename = "isoCurrency")]
    iso: Option<String>,
}

/// A line of `casus figures`.
#[derive(Deserialize)]
struct Line {
    figures: Vec<Seen>,
}

#[derive(Deserialize)]
struct Seen {
    span: [usize; 2],
    value: f64,
    unit: String,
}

/// A sum of either side.
#[derive(Clone, Debug, PartialEq)]
struct Sum {
    span: [usize; 2],
    value: f64,
    /// The ISO 4217 code; `None` where the specification leaves it open, as for a bare dollar.
    code: Option<String>,
}

/// Units of money without a code that the specification counts.
const COINS: [&str; 7] = ["cent", "penny", "kopeck", "centime", "satoshi", "sen", "bitcoin"];

/// Two values are the same up to this share.
const VALUE_SHARE: f64 = 1e-9;

/// Reads the cases and prints how many are right, and of what kind the others are.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let path = wanted.corpora.join("time/recognizers-text/CurrencyModel.json");
    let cases = cases(&path)?;
    release::build(workspace)?;
    let folder = workspace.target().join("eval").join("figures");
    let lines = casus(workspace, &folder, &cases)?;
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (case, line) in cases.iter().zip(lines) {
        if let Some(kind) = failure(&expected(case), &seen(line)) {
            kinds.entry(kind).or_default().push(&case.input);
        }
    }
    let table = table(cases.len(), &kinds);
    println!("\n{table}");
    for (kind, inputs) in kinds.iter().filter(|_| wanted.passages > 0) {
        println!("{kind}:");
        inputs.iter().take(wanted.passages).for_each(|input| println!("  {}", input.trim()));
    }
    wanted.page.as_deref().map_or(Ok(()), |document| page::put(document, "figures", &table))
}

fn cases(path: &Path) -> Result<Vec<Case>, Failure> {
    if !path.is_file() {
        let hint = "name the folder of the corpora with `--corpora`; the English specification of currencies of \
                    Microsoft Recognizers-Text stands in it, a list of objects with `Input` and `Results`";
        return Err(Failure::Missing { tool: path.display().to_string(), hint: hint.to_owned() });
    }
    let text = fs::read_to_string(path).map_err(Failure::disk(path))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(wrong(path))
}

fn wrong(path: &Path) -> impl Fn(serde_json::Error) -> Failure {
    move |error| Failure::Format { path: path.to_owned(), error: error.to_string() }
}

/// Runs casus on the texts of the cases, each a document.
fn casus(workspace: &Workspace, folder: &Path, cases: &[Case]) -> Result<Vec<Line>, Failure> {
    fs::create_dir_all(folder).map_err(Failure::disk(folder))?;
    let mut command = Command::new(workspace.casus());
    command.arg("figures");
    for (number, case) in cases.iter().enumerate() {
        let path = folder.join(format!("{number:03}.txt"));
        fs::write(&path, &case.input).map_err(Failure::disk(&path))?;
        command.arg(path);
    }
    let printed = heard(&mut command)?;
    printed.lines().map(|line| serde_json::from_str(line).map_err(wrong(folder))).collect()
}

fn expected(case: &Case) -> Vec<Sum> {
    let sum = |it: &Expected| {
        let value = it.resolution.value.as_ref()?.parse().ok()?;
        Some(Sum { span: [it.start, it.end + 1], value, code: it.resolution.iso.clone() })
    };
    case.results.iter().filter_map(sum).collect()
}

/// Returns the sums of money among the figures of a line.
fn seen(line: Line) -> Vec<Sum> {
    let is_code = |unit: &str| unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase());
    let is_money = |figure: &Seen| is_code(&figure.unit) || COINS.contains(&figure.unit.as_str());
    let figures = line.figures.into_iter().filter(is_money);
    figures.map(|it| Sum { span: it.span, value: it.value, code: Some(it.unit) }).collect()
}

/// Returns what is wrong with a case, by the first of its sums that is not read; nothing where all is right.
fn failure(expected: &[Sum], seen: &[Sum]) -> Option<&'static str> {
    let overlaps = |a: &Sum, b: &Sum| a.span[0] < b.span[1] && b.span[0] < a.span[1];
    for sum in expected {
        let Some(found) = seen.iter().find(|found| overlaps(sum, found)) else {
            return Some("a sum is lost");
        };
        if (found.value - sum.value).abs() > VALUE_SHARE * sum.value.abs() {
            return Some("the value is another");
        }
        if sum.code.is_some() && sum.code != found.code {
            return Some("the currency is another");
        }
        if found.span != sum.span {
            return Some("the words are others");
        }
    }
    (seen.len() > expected.len()).then_some("a sum is too many")
}

fn table(cases: usize, kinds: &BTreeMap<&str, Vec<&str>>) -> String {
    let failed: usize = kinds.values().map(Vec::len).sum();
    let share = 100.0 * (cases - failed) as f64 / cases.max(1) as f64;
    let mut lines = vec![
        "| sums of money | cases | share |".to_owned(),
        "| --- | --- | --- |".to_owned(),
        format!("| read as specified | {} of {cases} | {share:.1} % |", cases - failed),
    ];
    lines.extend(kinds.iter().map(|(kind, inputs)| format!("| {kind} | {} | |", inputs.len())));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(span: [usize; 2], value: f64, code: &str) -> Sum {
        Sum { span, value, code: Some(code.to_owned()) }
    }

    #[test]
    fn a_case_fails_by_its_first_wrong_sum() {
        let right = || vec![sum([0, 3], 5.0, "EUR")];
        assert_eq!(failure(&right(), &right()), None);
        assert_eq!(failure(&right(), &[]), Some("a sum is lost"));
        assert_eq!(failure(&right(), &[sum([0, 3], 6.0, "EUR")]), Some("the value is another"));
        assert_eq!(failure(&right(), &[sum([0, 3], 5.0, "USD")]), Some("the currency is another"));
        assert_eq!(failure(&right(), &[sum([0, 4], 5.0, "EUR")]), Some("the words are others"));
        assert_eq!(failure(&[], &right()), Some("a sum is too many"));
        assert_eq!(failure(&[Sum { code: None, ..sum([0, 3], 5.0, "") }], &right()), None);
    }

    #[test]
    fn a_currency_without_a_number_is_left_out() {
        let case = r#"{"Input": "€5 or the dollar", "Results": [
            {"Text": "€5", "Start": 0, "End": 1, "Resolution": {"value": "5", "unit": "Euro", "isoCurrency": "EUR"}},
            {"Text": "dollar", "Start": 10, "End": 15, "Resolution": {"value": null, "unit": "Dollar"}}]}"#;
        let case: Case = serde_json::from_str(case).expect("it is a case");
        assert_eq!(expected(&case), [sum([0, 2], 5.0, "EUR")]);
    }

    #[test]
    fn a_missing_corpus_is_told_with_what_to_do() {
        let failure = cases(Path::new("no/such/file.json")).err().expect("there is none");
        assert_eq!(failure.to_string(), "`no/such/file.json` is missing");
    }
}
