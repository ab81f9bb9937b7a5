//! What does a dossier say beforehand?
//!
//! In goes the text of `dossier.toml`; out comes a [`Dossier`]: the actors, the propositions with the phrases that mean
//! them, and the goals. A key that is not known is an error, since a misspelt one would be left unheard in silence, and
//! every error points into the file.

mod fault;
mod goal;
mod issue;
mod procedure;
mod rule;
mod table;
mod watch;

use std::collections::BTreeMap;
use std::ops::Range;

use casus_claim::{EntityKind, KnownActor, KnownOffice, KnownProposition, PropositionId, Registry, Term};
use casus_reason::Rules;

use crate::mappings::Accepted;

pub use fault::Fault;
pub use goal::{GoalRule, Need, Quantity, Selector};
pub use issue::{IssueRule, OptionRule};
pub use procedure::{Ballot, Member, ProcedureRule};
pub use rule::Bringing;
pub use watch::{
    AlertKind, AlertRule, BriefFormat, BriefRule, ChannelRule, MailRule, MailSecurity, Outlet, Place, SourceRule,
    WatchRules,
};

use goal::needs;
use issue::issues;
use procedure::procedures;
use table::{Item, Table};

/// The keys of the file that are about the negotiation.
const KEYS: [&str; 8] = ["dossier", "actor", "term", "proposition", "incompatible", "goal", "issue", "procedure"];

/// What a dossier says beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dossier {
    /// What it is called.
    pub title: Option<String>,
    /// What it is about, in a sentence or two.
    pub description: Option<String>,
    /// Where its ledger lies, as a path from its folder or the address of a database.
    pub ledger: Option<String>,
    /// The actors.
    pub registry: Registry,
    /// Who held which office when, beside the offices of the actors.
    pub terms: Vec<Term>,
    /// The propositions.
    pub propositions: Vec<KnownProposition>,
    /// Which of their phrases people have accepted; these stand in no file.
    pub accepted: Vec<Accepted>,
    /// What holds between the propositions.
    pub rules: Rules,
    /// Which promises bring a proposition about, beside those whose words say so.
    pub brought_about: BTreeMap<PropositionId, Vec<Bringing>>,
    /// What the promises are to lead to.
    pub goals: Vec<GoalRule>,
    /// What is negotiated about, with what one may want.
    pub issues: Vec<IssueRule>,
    /// Who makes decisions, and by what vote.
    pub procedures: Vec<ProcedureRule>,
    /// What is watched, and who hears of it.
    pub watch: WatchRules,
}

impl Dossier {
    /// Reads the bytes of `dossier.toml`, which are UTF-8.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        let Err(error) = str::from_utf8(bytes) else { return Self::parse(&String::from_utf8_lossy(bytes)) };
        let at = error.valid_up_to();
        let message = match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "this is UTF-16".to_owned(),
            _ => format!("the byte `0x{:02X}` is not UTF-8", bytes[at]),
        };
        // What stands before the byte stays as it is, so the place is the same in the text in which it is shown.
        let fault = Fault::new(&String::from_utf8_lossy(bytes), at..at, message);
        Err(fault.with_hint("save the file as UTF-8"))
    }

    /// Reads the text of `dossier.toml`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let file = table::parse(text)?;
        let root = file.table();
        root.only(&[&KEYS[..], &watch::KEYS[..]].concat())?;
        let mut dossier = root.table("dossier")?.map(|about| about_of(&about)).transpose()?.unwrap_or_default();
        dossier.registry = registry(&root.tables("actor")?)?;
        dossier.terms = root.tables("term")?.iter().map(term).collect::<Result<_, _>>()?;
        let declared = root.tables("proposition")?;
        dossier.propositions = propositions(&declared)?;
        let ids: Vec<&PropositionId> = dossier.propositions.iter().map(|proposition| &proposition.id).collect();
        dossier.rules = rule::rules(&declared, &root.tables("incompatible")?, &ids)?;
        dossier.brought_about = rule::brought_about(&declared)?;
        dossier.goals = goals(&root.tables("goal")?, &ids)?;
        dossier.issues = issues(&root.tables("issue")?)?;
        dossier.procedures = procedures(&root.tables("procedure")?, &ids, &dossier.registry)?;
        let goals: Vec<&str> = dossier.goals.iter().map(|goal| goal.id.as_str()).collect();
        dossier.watch = watch::watch(&root, &goals)?;
        Ok(dossier)
    }
}

impl Dossier {
    /// Returns who held which office when, as far as the dossier says it and as far as is known in general.
    pub fn known_terms(&self) -> Vec<Term> {
        let of_actors = self.registry.actors.iter().flat_map(|actor| {
            actor.offices.iter().map(|office| Term { person: actor.name.clone(), office: office.clone() })
        });
        self.terms.iter().cloned().chain(of_actors).chain(casus_extract::terms()).collect()
    }
}

fn about_of(about: &Table) -> Result<Dossier, Fault> {
    about.only(&["title", "description", "language", "ledger"])?;
    if let Some(language) = about.text("language")?.filter(|language| language.value != "en") {
        let message = format!("`{}` is no language that is read", language.value);
        return Err(language.fault(message).with_hint("write `en`, or leave the key out"));
    }
    let text = |key: &str| Ok(about.text(key)?.map(|text| text.value));
    Ok(Dossier {
        title: text("title")?,
        description: text("description")?,
        ledger: text("ledger")?,
        ..Dossier::default()
    })
}

fn registry(tables: &[Table]) -> Result<Registry, Fault> {
    let mut names: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut actors = Vec::new();
    for table in tables {
        table.only(&["name", "kind", "aliases", "offices"])?;
        let name = table.required("name")?;
        let aliases = table.texts("aliases")?;
        for form in [&name].into_iter().chain(&aliases) {
            // A form that two actors share is told apart by nothing, and whoever came last would take all of it.
            if names.insert(form.value.to_lowercase(), form.span.clone()).is_some() {
                return Err(form.fault(format!("`{}` names an actor already", form.value)));
            }
        }
        actors.push(KnownActor {
            kind: kind(&table.required("kind")?)?,
            aliases: aliases.into_iter().map(|alias| alias.value).collect(),
            offices: table.tables("offices")?.iter().map(office).collect::<Result<_, _>>()?,
            name: name.value,
        });
    }
    Ok(Registry { actors })
}

fn kind(word: &Item<String>) -> Result<EntityKind, Fault> {
    word.one_of("kind of actor", EntityKind::ALL, |kind| kind.word())
}

fn office(table: &Table) -> Result<KnownOffice, Fault> {
    table.only(&["title", "of", "from", "to"])?;
    held(table, "to")
}

fn term(table: &Table) -> Result<Term, Fault> {
    table.only(&["person", "title", "of", "from", "until"])?;
    Ok(Term { person: table.required("person")?.value, office: held(table, "until")? })
}

/// Returns an office with the days on which it is held, the last of them under its key.
fn held(table: &Table, last: &str) -> Result<KnownOffice, Fault> {
    let (from, to) = (table.day("from")?, table.day(last)?);
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        return Err(to.fault(format!("the office ends on `{}` and begins on `{}`", to.value, from.value)));
    }
    Ok(KnownOffice {
        title: table.required("title")?.value,
        of: table.required("of")?.value,
        from: from.map(|day| day.value),
        to: to.map(|day| day.value),
    })
}

fn propositions(tables: &[Table]) -> Result<Vec<KnownProposition>, Fault> {
    let mut known: Vec<KnownProposition> = Vec::new();
    let mut phrases_known: BTreeMap<String, PropositionId> = BTreeMap::new();
    for table in tables {
        table.only(&["id", "label", "phrases", "means", "brought_about_by"])?;
        let id = id_of(table)?;
        if known.iter().any(|other| other.id.0 == id.value) {
            return Err(id.fault(format!("`{}` is declared twice", id.value)));
        }
        let proposition = PropositionId(id.value);
        let phrases = table.texts("phrases")?;
        for phrase in &phrases {
            let is_worded = phrase.value.contains(char::is_alphanumeric);
            if !is_worded {
                return Err(phrase.fault(format!("`{}` has no word in it", phrase.value)));
            }
            if let Some(other) = phrases_known.insert(phrase.value.to_lowercase(), proposition.clone()) {
                return Err(phrase.fault(format!("`{}` means `{other}` already", phrase.value)));
            }
        }
        let label = table.text("label")?.map_or_else(|| proposition.0.clone(), |label| label.value);
        known.push(KnownProposition {
            id: proposition,
            label,
            phrases: phrases.into_iter().map(|phrase| phrase.value).collect(),
        });
    }
    Ok(known)
}

/// Returns the id of what a table declares: words of lower-case letters and digits, joined by `-` and `/`.
fn id_of<'a>(table: &Table<'a>) -> Result<Item<'a, String>, Fault> {
    let id = table.required("id")?;
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if id.value.split(['-', '/']).all(is_word) {
        return Ok(id);
    }
    let fault = id.fault(format!("`{}` is no id", id.value));
    Err(fault
        .with_hint("use lower-case letters and digits with `-` and `/` between them, as in `us-support/air-defence`"))
}

fn goals(tables: &[Table], propositions: &[&PropositionId]) -> Result<Vec<GoalRule>, Fault> {
    let mut goals: Vec<GoalRule> = Vec::new();
    for table in tables {
        table.only(&["id", "label", "needs"])?;
        let id = id_of(table)?;
        if goals.iter().any(|other| other.id == id.value) {
            return Err(id.fault(format!("`{}` is declared twice", id.value)));
        }
        let label = table.text("label")?.map_or_else(|| id.value.clone(), |label| label.value);
        let needs = needs(&table.value("needs")?, propositions)?;
        goals.push(GoalRule { id: id.value, label, needs });
    }
    Ok(goals)
}

#[cfg(test)]
mod tests;
