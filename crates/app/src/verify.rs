//! `casus verify`: is the ledger of a dossier whole, and what exactly is wrong with it?

use std::fmt::Write;

use casus_engine::ledger::{Finding, Verification};
use serde_json::{Map, Value, json};

use crate::command::{AnswerFormat, Verify};
use crate::error::Error;
use crate::face::visible;
use crate::folder::Folder;
use crate::{output, progress};

/// Prints everything that is wrong with a ledger.
pub(crate) fn verify(options: &Verify) -> Result<(), Error> {
    let ledger = Folder::open(&options.dossier)?.ledger_read_only()?;
    let mut bar = progress::Bar::new();
    let verification = ledger.verify_telling(|progress| bar.tell(progress))?;
    bar.finish();
    match AnswerFormat::or_default(options.format) {
        AnswerFormat::Json => output::print((json(&verification) + "\n").as_bytes())?,
        AnswerFormat::Text => output::print(visible(&text(&verification)).as_bytes())?,
    }
    match verification.findings.len() {
        0 => Ok(()),
        count => Err(Error::NotWhole { count }),
    }
}

fn text(verification: &Verification) -> String {
    let mut text = String::new();
    for finding in &verification.findings {
        writeln!(text, "{finding}").expect("a string can be written to");
    }
    let checked: Vec<String> = verification.checked.iter().map(|(table, count)| counted(*count, table)).collect();
    writeln!(text, "Checked: {}.", checked.join(", ")).expect("a string can be written to");
    if verification.is_whole() {
        text.push_str("Everything fits together.\n");
    }
    text
}

/// Writes down how many rows a table has.
pub(crate) fn counted(count: u64, table: &str) -> String {
    match (count, table.strip_suffix('y')) {
        (1, _) => format!("1 {table}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {table}s"),
    }
}

fn json(verification: &Verification) -> String {
    let checked: Map<String, Value> =
        verification.checked.iter().map(|(table, count)| ((*table).to_owned(), json!(count))).collect();
    let finding = |finding: &Finding| json!({ "table": finding.table, "row": finding.row, "about": finding.about, "what": finding.what });
    let findings: Vec<Value> = verification.findings.iter().map(finding).collect();
    json!({ "is_whole": verification.is_whole(), "checked": checked, "findings": findings }).to_string()
}
