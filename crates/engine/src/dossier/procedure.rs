//! Who makes which decision, and by what vote, as the file words it?
//!
//! A text is the consent of whoever bears the name. A table with `all`, `any` or `at_least` and `of` is a formula, one with
//! `procedure` stands for a procedure further up, a list is all of its members, and `members` with `needs` is a vote.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::{PropositionId, Registry};
use casus_reason::procedure::{Terms, Vote};
use rust_decimal::Decimal;

use super::issue::words_of;
use super::table::{Item, Table, Value, among};
use super::{Fault, id_of};

/// How something is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcedureRule {
    /// Its name.
    pub id: String,
    /// The words to show for it.
    pub label: String,
    /// The propositions that it makes true.
    pub decides: Vec<PropositionId>,
    /// Phrases that mean the decision in a position or a promise, beside those of the propositions.
    pub phrases: Vec<String>,
    /// Who must say yes.
    pub ballot: Ballot,
}

/// Who must say yes, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ballot {
    /// Somebody.
    Consent(String),
    /// All of these.
    All(Vec<Ballot>),
    /// At least one of these.
    Any(Vec<Ballot>),
    /// At least so many of these.
    AtLeast {
        /// How many.
        count: usize,
        /// Of which.
        of: Vec<Ballot>,
    },
    /// A vote by number and weight.
    Vote {
        /// Who votes.
        members: Vec<Member>,
        /// What it takes.
        terms: Terms,
    },
}

/// Somebody who votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The weight; zero where none is given.
    pub weight: Decimal,
}

/// What it takes to carry a vote, as the file calls it.
const NEEDS: [&str; 6] = ["at_least", "share", "weight", "weight_share", "blocking_at_least", "veto"];
/// How a procedure says who must say yes.
const FORMS: [&str; 5] = ["members", "consent", "all", "any", "of"];

/// What a procedure may build on.
struct Known<'k> {
    registry: &'k Registry,
    /// The procedures that stand further up, so that none can lead back to itself.
    above: &'k [ProcedureRule],
}

impl Known<'_> {
    /// Returns a name as the registry has it.
    fn name(&self, name: String) -> String {
        let is_it = |other: &String| other.to_lowercase() == name.to_lowercase();
        let known = self.registry.actors.iter().find(|actor| is_it(&actor.name) || actor.aliases.iter().any(is_it));
        known.map(|actor| actor.name.clone()).unwrap_or(name)
    }
}

/// Reads the procedures of the file.
pub(super) fn procedures(
    tables: &[Table],
    known: &[&PropositionId],
    registry: &Registry,
) -> Result<Vec<ProcedureRule>, Fault> {
    let mut rules: Vec<ProcedureRule> = Vec::new();
    for table in tables {
        let id = id_of(table)?;
        if rules.iter().any(|other| other.id == id.value) {
            return Err(id.fault(format!("`{}` is declared twice", id.value)));
        }
        let decides = table.texts("decides")?.iter().map(|name| proposition(name, known)).collect::<Result<_, _>>()?;
        let phrases = table.texts("phrases")?;
        phrases.iter().try_for_each(|phrase| words_of(phrase).map(drop))?;
        let ballot = ballot_of(table, &Known { registry, above: &rules })?;
        let label = table.text("label")?.map_or_else(|| id.value.clone(), |label| label.value);
        let phrases = phrases.into_iter().map(|phrase| phrase.value).collect();
        rules.push(ProcedureRule { id: id.value, label, decides, phrases, ballot });
    }
    Ok(rules)
}

fn proposition(name: &Item<String>, known: &[&PropositionId]) -> Result<PropositionId, Fault> {
    if let Some(&id) = known.iter().find(|id| id.0 == name.value) {
        return Ok(id.clone());
    }
    let names: Vec<&str> = known.iter().map(|id| id.0.as_str()).collect();
    let hint =
        if names.is_empty() { "declare it with `[[proposition]]`".to_owned() } else { among(&name.value, &names) };
    Err(name.fault(format!("`{}` is no proposition of this dossier", name.value)).with_hint(hint))
}

fn ballot_of(table: &Table, known: &Known) -> Result<Ballot, Fault> {
    const ABOUT: [&str; 4] = ["id", "label", "decides", "phrases"];
    let only = |keys: &[&str]| table.only(&[&ABOUT, keys].concat());
    match FORMS.into_iter().find(|form| table.has(form)) {
        Some("members") => only(&["members", "needs"]).and_then(|()| vote(table, known)),
        Some("consent") => only(&["consent"]).and_then(|()| formula(&table.value("consent")?, known)),
        Some("of") => only(&["at_least", "of"]).and_then(|()| at_least(table, known)),
        Some(form) => {
            only(&[form])?;
            let of = each(&table.value(form)?, known)?;
            Ok(if form == "all" { Ballot::All(of) } else { Ballot::Any(of) })
        }
        None => {
            only(&["members", "needs", "consent", "all", "any", "at_least", "of"])?;
            Err(table.fault("this procedure asks for nobody's yes").with_hint(
                "write `members = […]` with `needs = { at_least = 2 }`, `consent = \"NAME\"`, `all = […]`, `any = […]` or \
                 `at_least = 2` with `of = […]`",
            ))
        }
    }
}

fn formula(value: &Value, known: &Known) -> Result<Ballot, Fault> {
    if value.value.is_str() {
        return Ok(Ballot::Consent(known.name(value.text()?.value)));
    }
    if value.value.is_array() {
        return Ok(Ballot::All(each(value, known)?));
    }
    let table = value.table()?;
    match ["procedure", "all", "any", "of"].into_iter().find(|key| table.has(key)) {
        Some(key @ "procedure") => table.only(&[key]).and_then(|()| named(&table.required(key)?, known)),
        Some(key @ "all") => table.only(&[key]).and_then(|()| Ok(Ballot::All(each(&table.value(key)?, known)?))),
        Some(key @ "any") => table.only(&[key]).and_then(|()| Ok(Ballot::Any(each(&table.value(key)?, known)?))),
        Some(_) => table.only(&["at_least", "of"]).and_then(|()| at_least(&table, known)),
        None => {
            table.only(&["procedure", "all", "any", "at_least", "of"])?;
            Err(table.fault("this asks for nobody's yes").with_hint(
                "write a name, `{ procedure = \"ID\" }`, `{ all = […] }`, `{ any = […] }` or `{ at_least = 2, of = […] }`",
            ))
        }
    }
}

fn each(list: &Value, known: &Known) -> Result<Vec<Ballot>, Fault> {
    let members = list.list()?;
    if members.is_empty() {
        return Err(list.fault("this list is empty"));
    }
    members.iter().map(|member| formula(member, known)).collect()
}

fn at_least(table: &Table, known: &Known) -> Result<Ballot, Fault> {
    let of = each(&table.value("of")?, known)?;
    let count = table.count("at_least")?.ok_or_else(|| table.fault("the key `at_least` is missing"))?;
    if count > of.len() {
        let message = format!("at least `{count}` are asked for, and there are `{}`", of.len());
        return Err(table.value("at_least")?.fault(message));
    }
    Ok(Ballot::AtLeast { count, of })
}

/// Returns the ballot of a procedure that stands further up.
fn named(id: &Item<String>, known: &Known) -> Result<Ballot, Fault> {
    if let Some(rule) = known.above.iter().find(|rule| rule.id == id.value) {
        return Ok(rule.ballot.clone());
    }
    let ids: Vec<&str> = known.above.iter().map(|rule| rule.id.as_str()).collect();
    let hint = match ids.as_slice() {
        [] => "declare it further up with `[[procedure]]`".to_owned(),
        ids => among(&id.value, ids),
    };
    Err(id.fault(format!("`{}` is no procedure that stands further up", id.value)).with_hint(hint))
}

fn vote(table: &Table, known: &Known) -> Result<Ballot, Fault> {
    let list = table.value("members")?;
    let mut members: Vec<Member> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for value in list.list()? {
        let (name, weight) = match value.value.is_str() {
            true => (value.text()?, None),
            false => {
                let member = value.table()?;
                member.only(&["name", "weight"])?;
                (member.required("name")?, member.decimal("weight")?)
            }
        };
        let by_name = known.name(name.value.clone());
        if !names.insert(by_name.to_lowercase()) {
            return Err(name.fault(format!("`{}` is a member already", name.value)));
        }
        members.push(Member { name: by_name, weight: weight.map_or(Decimal::ZERO, |weight| weight.value) });
    }
    if members.is_empty() {
        return Err(list.fault("this list is empty"));
    }
    let asked = table.value("needs")?;
    if asked.value.is_str() {
        let word = asked.text()?;
        let of = || members.iter().map(|member| Ballot::Consent(member.name.clone())).collect();
        return word.one_of("vote", &["all"], |word| word).map(|_| Ballot::All(of()));
    }
    let (terms, vetoes) = terms(&asked.table()?, &members, known)?;
    let numbered: Vec<_> = members.iter().enumerate().map(|(at, member)| (at, member.weight)).collect();
    Vote::new(&numbered, &terms).map_err(|voteless| asked.fault(voteless.to_string()))?;
    let vote = Ballot::Vote { members, terms };
    Ok(if vetoes.is_empty() { vote } else { Ballot::All([vec![vote], vetoes].concat()) })
}

/// Reads what it takes to carry a vote, and who can veto.
fn terms(needs: &Table, members: &[Member], known: &Known) -> Result<(Terms, Vec<Ballot>), Fault> {
    needs.only(&NEEDS)?;
    if !NEEDS.iter().any(|key| needs.has(key)) {
        return Err(needs.fault("this vote needs nothing").with_hint("write `\"all\"` or `{ at_least = 2 }`"));
    }
    let share = |key: &str| -> Result<Option<Decimal>, Fault> {
        let Some(share) = needs.decimal(key)? else { return Ok(None) };
        let fault = || share.fault("this is no share from 0 to 1").with_hint("write 65 percent as `0.65`");
        if share.value > Decimal::ONE { Err(fault()) } else { Ok(Some(share.value)) }
    };
    let count = |key: &str| -> Result<Option<usize>, Fault> {
        let count = needs.count(key)?;
        match count.filter(|count| *count > members.len()) {
            Some(count) => {
                let message = format!("at least `{count}` are asked for, and there are `{}`", members.len());
                Err(needs.value(key)?.fault(message))
            }
            None => Ok(count),
        }
    };
    let by_name: BTreeMap<String, &str> =
        members.iter().map(|member| (member.name.to_lowercase(), member.name.as_str())).collect();
    let veto = |name: &Item<String>| match by_name.get(&known.name(name.value.clone()).to_lowercase()) {
        Some(&name) => Ok(Ballot::Consent(name.to_owned())),
        None => {
            let names: Vec<&str> = by_name.values().copied().collect();
            Err(name.fault(format!("`{}` is no member", name.value)).with_hint(among(&name.value, &names)))
        }
    };
    let vetoes = needs.texts("veto")?.iter().map(veto).collect::<Result<_, _>>()?;
    let weight = needs.decimal("weight")?.map(|weight| weight.value);
    let (at_least, blocking_at_least) = (count("at_least")?, count("blocking_at_least")?);
    let (share, weight_share) = (share("share")?, share("weight_share")?);
    Ok((Terms { at_least, share, weight, weight_share, blocking_at_least }, vetoes))
}
