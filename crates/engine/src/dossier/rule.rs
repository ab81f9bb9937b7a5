//! What holds between propositions, and which promises bring them about, as the file words it?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{Category, PropositionId};
use casus_reason::{Rules, Unruly};

use super::Fault;
use super::goal::definition;
use super::table::{Table, among};

/// Promises that bring a proposition about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bringing {
    /// The one whose reference begins so.
    Reference(String),
    /// All of these.
    Promises {
        /// Who owes them; anybody, where nobody is given.
        debtor: Option<String>,
        /// The field they belong to; any, where none is given.
        category: Option<Category>,
        /// Words of which one must stand in what is promised; any, where none are given.
        phrases: Vec<String>,
    },
}

/// Reads definitions and incompatibilities.
pub(super) fn rules(declared: &[Table], incompatible: &[Table], known: &[&PropositionId]) -> Result<Rules, Fault> {
    let mut definitions = BTreeMap::new();
    for table in declared.iter().filter(|table| table.has("means")) {
        let id = PropositionId(table.required("id")?.value);
        definitions.insert(id, definition(&table.value("means")?, known)?);
    }
    let mut sets: Vec<BTreeSet<PropositionId>> = Vec::new();
    for table in incompatible {
        table.only(&["propositions"])?;
        let mut set = BTreeSet::new();
        for name in table.texts("propositions")? {
            let Some(&id) = known.iter().find(|id| id.0 == name.value) else {
                let names: Vec<&str> = known.iter().map(|id| id.0.as_str()).collect();
                let fault = name.fault(format!("`{}` is no proposition of this dossier", name.value));
                return Err(fault.with_hint(among(&name.value, &names)));
            };
            if definitions.contains_key(id) {
                return Err(name.fault(format!("`{id}` is defined, so that others settle whether it is true")));
            }
            set.insert(id.clone());
        }
        if set.len() < 2 {
            return Err(table.fault("two propositions at least are incompatible"));
        }
        sets.push(set);
    }
    Rules::new(known.iter().copied(), definitions, sets).map_err(|unruly| {
        let (id, message) = match unruly {
            Unruly::Circle(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                (ids.first().cloned(), format!("these definitions rest on one another in a circle: {}", ids.join(", ")))
            }
            Unruly::Deep(id) => (Some(format!("`{id}`")), "definitions rest on one another too deeply here".to_owned()),
        };
        let is_it = |table: &&Table| table.required("id").is_ok_and(|name| Some(format!("`{}`", name.value)) == id);
        let table = declared.iter().find(is_it).and_then(|table| table.value("means").ok());
        table.map_or_else(|| Fault::new("", 0..0, message.clone()), |means| means.fault(message.clone()))
    })
}

/// Reads which promises bring a proposition about.
pub(super) fn brought_about(declared: &[Table]) -> Result<BTreeMap<PropositionId, Vec<Bringing>>, Fault> {
    let mut all = BTreeMap::new();
    for table in declared.iter().filter(|table| table.has("brought_about_by")) {
        let value = table.value("brought_about_by")?;
        if table.has("means") {
            return Err(value.fault("a proposition that is defined is brought about by nothing else"));
        }
        let mut of = Vec::new();
        for member in value.list()? {
            of.push(if member.value.is_str() {
                Bringing::Reference(member.text()?.value)
            } else {
                promises(&member.table()?)?
            });
        }
        all.insert(PropositionId(table.required("id")?.value), of);
    }
    Ok(all)
}

fn promises(table: &Table) -> Result<Bringing, Fault> {
    table.only(&["debtor", "category", "phrases"])?;
    let category = table.text("category")?.map(|word| word.one_of("field of promises", Category::ALL, Category::word));
    let (debtor, phrases) = (table.text("debtor")?, table.texts("phrases")?);
    if debtor.is_none() && category.is_none() && phrases.is_empty() {
        let fault = table.fault("this names no promises");
        return Err(fault.with_hint("write `debtor`, `category` or `phrases`, or the reference of a promise"));
    }
    Ok(Bringing::Promises {
        debtor: debtor.map(|name| name.value),
        category: category.transpose()?,
        phrases: phrases.into_iter().map(|phrase| phrase.value).collect(),
    })
}
