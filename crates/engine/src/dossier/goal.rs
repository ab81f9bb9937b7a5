//! What does a goal need, as the file words it?
//!
//! A text is a proposition. A table with `all`, `any`, `not` or `at_least` and `of` is a formula, a table with
//! `category` or `debtor` asks for promises, one with `commitment` for a certain one, and a list is all of its members.

use casus_claim::{Amount, Category, Condition, PropositionId, Status, Unit};
use rust_decimal::Decimal;

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
    /// The promise is due whose reference begins so.
    Commitment(String),
}

/// Which promises, and how many of them or how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The field they belong to; any, where none is given.
    pub category: Option<Category>,
    /// Who owes them; anybody, where nobody is given.
    pub debtor: Option<String>,
    /// The year in which they are due; any time, where none is given.
    pub due_in: Option<i16>,
    /// How many, or how much they come to.
    pub at_least: Quantity,
    /// How strong each must be at least.
    pub strength: Status,
}

/// How many promises, or how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// So many promises.
    Promises(usize),
    /// Promises of so much money, in its currency.
    Money(Amount),
}

/// The strengths of which a goal can ask, the weakest first.
const STRENGTHS: [Status; 5] =
    [Status::Considered, Status::Offered, Status::Pledged, Status::Agreed, Status::Delivered];

/// A reference is told from others by so many characters at least.
const REFERENCE_CHARS_MIN: usize = 4;

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
    let head = ["category", "debtor", "commitment", "all", "any", "not", "of"].into_iter().find(|key| table.has(key));
    match head {
        Some("category" | "debtor") => selector(&table),
        Some("commitment") => commitment(&table),
        Some(key @ "all") => table.only(&[key]).and_then(|()| Ok(Condition::All(each(&table.value(key)?)?))),
        Some(key @ "any") => table.only(&[key]).and_then(|()| Ok(Condition::Any(each(&table.value(key)?)?))),
        Some(key @ "not") => table.only(&[key]).and_then(|()| Ok(needs(&table.value(key)?, known)?.negated())),
        Some(_) => at_least(&table, each(&table.value("of")?)?),
        None => {
            table.only(&[
                "all",
                "any",
                "not",
                "at_least",
                "of",
                "category",
                "debtor",
                "due_in",
                "strength",
                "commitment",
            ])?;
            Err(table.fault("this asks for nothing").with_hint(
                "write the id of a proposition, `{ all = […] }`, `{ any = […] }`, `{ not = … }`, \
                 `{ at_least = 2, of = […] }`, `{ category = \"troops\", at_least = 2 }` or `{ commitment = \"6mgjvs3s\" }`",
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

fn commitment(table: &Table) -> Result<Condition<Need>, Fault> {
    table.only(&["commitment"])?;
    let reference = table.required("commitment")?;
    let is_reference = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if !reference.value.chars().all(is_reference) || reference.value.len() < REFERENCE_CHARS_MIN {
        let fault = reference.fault(format!("`{}` is no reference", reference.value));
        return Err(fault.with_hint("write it as `casus brief` prints it, as in `6mgjvs3s`"));
    }
    Ok(Condition::Atom(Need::Commitment(reference.value)))
}

fn selector(table: &Table) -> Result<Condition<Need>, Fault> {
    table.only(&["category", "debtor", "due_in", "at_least", "strength"])?;
    let category = table.text("category")?.map(|word| word.one_of("field of promises", Category::ALL, Category::word));
    let strength = match table.text("strength")? {
        Some(word) => word.one_of("strength", &STRENGTHS, Status::word)?,
        None => Status::Pledged,
    };
    let at_least = match table.has("at_least").then(|| table.value("at_least")).transpose()? {
        Some(value) if value.value.is_str() => Quantity::Money(money(&value)?),
        _ => Quantity::Promises(table.count("at_least")?.unwrap_or(1)),
    };
    let due_in = match table.count("due_in")? {
        None => None,
        Some(year) => {
            let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year));
            Some(year.ok_or_else(|| table.fault("`due_in` is no year"))?)
        }
    };
    Ok(Condition::Atom(Need::Promises(Selector {
        category: category.transpose()?,
        debtor: table.text("debtor")?.map(|name| name.value),
        due_in,
        at_least,
        strength,
    })))
}

/// Reads an amount of money: `EUR 45 bn`.
fn money(value: &Value) -> Result<Amount, Fault> {
    let text = value.text()?;
    let fault = || {
        let fault = text.fault(format!("`{}` is no amount of money", text.value));
        fault
            .with_hint("write the currency, the number and its scale, as in `EUR 45 bn`, or a whole number of promises")
    };
    let mut words = text.value.split_whitespace();
    let (Some(code), Some(number), scale, None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Err(fault());
    };
    let is_code = code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase());
    let zeros = match scale {
        None => 0,
        Some("thousand") => 3,
        Some("m" | "mn" | "million") => 6,
        Some("bn" | "billion") => 9,
        Some("tn" | "trillion") => 12,
        Some(_) => return Err(fault()),
    };
    let number: Decimal = number.replace(',', "").parse().map_err(|_| fault())?;
    let whole = number.checked_mul(Decimal::from(10_u64.pow(zeros)));
    let amount = whole.filter(|whole| is_code && whole.is_sign_positive()).ok_or_else(fault)?;
    Ok(Amount { value: amount.normalize(), high: None, unit: Unit::Currency(code.to_owned()), is_approximate: false })
}

/// Reads a formula over propositions alone.
pub(super) fn definition(value: &Value, known: &[&PropositionId]) -> Result<Condition<PropositionId>, Fault> {
    let needs = needs(value, known)?;
    if needs.atoms().iter().any(|need| !matches!(need, Need::Proposition(_))) {
        return Err(value.fault("a proposition is defined by propositions, not by promises"));
    }
    Ok(needs.map(&mut |need| match need {
        Need::Proposition(id) => id.clone(),
        Need::Promises(_) | Need::Commitment(_) => unreachable!("only propositions are left"),
    }))
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
