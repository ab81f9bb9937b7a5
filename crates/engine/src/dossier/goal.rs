//! What does a goal need, as the file words it?
//!
//! A text is a proposition. A table with `all`, `any`, `not` or `at_least` and `of` is a formula, a table with
//! `category` asks for promises, and a list is all of its members.

use casus_claim::{Category, Condition, PropositionId, Status};

use super::Fault;
use super::table::{Table, Value, among};

/// Something that promises are to lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalRule {
    /// Its name.
    pub id: String,
    /// The words to show for it.
    pub label: String,
    /// What it takes.
    pub needs: Condition<Need>,
}

/// A part of what a goal takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A proposition is true.
    Proposition(PropositionId),
    /// Some promises are due.
    Promises(Selector),
}

/// Which promises, and how many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The field they belong to.
    pub category: Category,
    /// How many.
    pub at_least: usize,
    /// How strong each must be at least.
    pub strength: Status,
}

/// The strengths of which a goal can ask, the weakest first.
const STRENGTHS: [Status; 5] =
    [Status::Considered, Status::Offered, Status::Pledged, Status::Agreed, Status::Delivered];

/// Reads what a goal takes.
pub(super) fn needs(value: &Value, known: &[&PropositionId]) -> Result<Condition<Need>, Fault> {
    let each = |list: &Value| -> Result<Vec<Condition<Need>>, Fault> {
        let members = list.list()?;
        if members.is_empty() {
            return Err(list.fault("this list is empty"));
        }
        members.iter().map(|member| needs(member, known)).collect()
    };
    if value.value.is_str() {
        return proposition(value, known);
    }
    if value.value.is_array() {
        return Ok(Condition::All(each(value)?));
    }
    let table = value.table()?;
    let head = ["category", "all", "any", "not", "of"].into_iter().find(|key| table.has(key));
    match head {
        Some("category") => selector(&table),
        Some(key @ "all") => table.only(&[key]).and_then(|()| Ok(Condition::All(each(&table.value(key)?)?))),
        Some(key @ "any") => table.only(&[key]).and_then(|()| Ok(Condition::Any(each(&table.value(key)?)?))),
        Some(key @ "not") => table.only(&[key]).and_then(|()| Ok(needs(&table.value(key)?, known)?.negated())),
        Some(_) => at_least(&table, each(&table.value("of")?)?),
        None => {
            table.only(&["all", "any", "not", "at_least", "of", "category", "strength"])?;
            Err(table.fault("this asks for nothing").with_hint(
                "write the id of a proposition, `{ all = […] }`, `{ any = […] }`, `{ not = … }`, \
                 `{ at_least = 2, of = […] }` or `{ category = \"troops\", at_least = 2 }`",
            ))
        }
    }
}

fn proposition(value: &Value, known: &[&PropositionId]) -> Result<Condition<Need>, Fault> {
    let name = value.text()?;
    match known.iter().find(|id| id.0 == name.value) {
        Some(&id) => Ok(Condition::Atom(Need::Proposition(id.clone()))),
        None => {
            let names: Vec<&str> = known.iter().map(|id| id.0.as_str()).collect();
            let hint = if names.is_empty() {
                "declare it with `[[proposition]]`".to_owned()
            } else {
                among(&name.value, &names)
            };
            Err(name.fault(format!("`{}` is no proposition of this dossier", name.value)).with_hint(hint))
        }
    }
}

fn selector(table: &Table) -> Result<Condition<Need>, Fault> {
    table.only(&["category", "at_least", "strength"])?;
    let category = table.required("category")?.one_of("field of promises", Category::ALL, Category::word)?;
    let strength = match table.text("strength")? {
        Some(word) => word.one_of("strength", &STRENGTHS, Status::word)?,
        None => Status::Pledged,
    };
    let at_least = table.count("at_least")?.unwrap_or(1);
    Ok(Condition::Atom(Need::Promises(Selector { category, at_least, strength })))
}

fn at_least(table: &Table, of: Vec<Condition<Need>>) -> Result<Condition<Need>, Fault> {
    table.only(&["at_least", "of"])?;
    let count = table.count("at_least")?.ok_or_else(|| table.fault("the key `at_least` is missing"))?;
    if count > of.len() {
        let message = format!("at least `{count}` are asked for, and there are `{}`", of.len());
        return Err(table.value("at_least")?.fault(message));
    }
    Ok(Condition::AtLeast { count, of })
}
