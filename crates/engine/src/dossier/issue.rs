//! What is negotiated about, and what may one want, as the file words it?

use std::collections::BTreeMap;

use casus_reason::phrases::worded;

use super::table::{Item, Table};
use super::{Fault, id_of};

/// Something that is negotiated about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRule {
    /// Its name.
    pub id: String,
    /// The words to show for it.
    pub label: String,
    /// What one may want; one at least.
    pub options: Vec<OptionRule>,
}

/// Something that one may want on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionRule {
    /// Its name, unique within its issue.
    pub id: String,
    /// The words to show for it.
    pub label: String,
    /// Phrases that mean it wherever they stand in a position or in what is promised.
    pub phrases: Vec<String>,
}

/// Reads the issues of the file.
pub(super) fn issues(tables: &[Table]) -> Result<Vec<IssueRule>, Fault> {
    let mut issues: Vec<IssueRule> = Vec::new();
    for table in tables {
        table.only(&["id", "label", "options"])?;
        let id = id_of(table)?;
        if issues.iter().any(|other| other.id == id.value) {
            return Err(id.fault(format!("`{}` is declared twice", id.value)));
        }
        let label = table.text("label")?.map_or_else(|| id.value.clone(), |label| label.value);
        let options = options(table)?;
        issues.push(IssueRule { id: id.value, label, options });
    }
    Ok(issues)
}

fn options(table: &Table) -> Result<Vec<OptionRule>, Fault> {
    let tables = table.tables("options")?;
    if tables.is_empty() {
        let fault = if table.has("options") {
            table.value("options")?.fault("this list is empty")
        } else {
            table.fault("the key `options` is missing")
        };
        return Err(fault.with_hint("write `options = [{ id = \"…\", phrases = [\"…\"] }]`"));
    }
    let mut options: Vec<OptionRule> = Vec::new();
    let mut known: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for table in &tables {
        table.only(&["id", "label", "phrases"])?;
        let id = id_of(table)?;
        if options.iter().any(|other| other.id == id.value) {
            return Err(id.fault(format!("`{}` is declared twice", id.value)));
        }
        let phrases = table.texts("phrases")?;
        for phrase in &phrases {
            if let Some(other) = known.insert(words_of(phrase)?, id.value.clone()) {
                return Err(phrase.fault(format!("`{}` means `{other}` already", phrase.value)));
            }
        }
        let label = table.text("label")?.map_or_else(|| id.value.clone(), |label| label.value);
        let phrases = phrases.into_iter().map(|phrase| phrase.value).collect();
        options.push(OptionRule { id: id.value, label, phrases });
    }
    Ok(options)
}

/// Returns the words by which a phrase is heard: two phrases with the same ones are one.
pub(super) fn words_of(phrase: &Item<String>) -> Result<Vec<String>, Fault> {
    let words = worded(&phrase.value);
    if words.is_empty() { Err(phrase.fault(format!("`{}` has no word in it", phrase.value))) } else { Ok(words) }
}
