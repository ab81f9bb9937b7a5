//! How does it look who decides what, as text, as Markdown and as HTML?

use casus_engine::dossier::{Ballot, Member};
use casus_engine::ground::Answer;
use casus_engine::page::AuthorityLine;
use casus_engine::procedure::{Analysis, Coalitions, Outcome, Power, Ratio, Terms, Unsolved};
use casus_engine::{Decision, Procedure, WhoDecides};
use casus_text::Source;
use rust_decimal::Decimal;

use super::ground::{cell, outlet};
use super::history::quoted;
use super::html::ground::file;
use super::outline::Outline;
use super::words;

/// More names than this are counted and not told.
const NAMES_MAX: usize = 6;
/// Coalitions of more voters than this are counted and not told.
const MEMBERS_MAX: usize = 6;

/// Draws who decides what as text.
pub(crate) fn decides(found: &WhoDecides, width: usize) -> String {
    outline(found).text(width)
}

/// Draws who decides what as Markdown.
pub(crate) fn decides_markdown(found: &WhoDecides) -> String {
    outline(found).markdown()
}

/// Draws who decides what as one self-contained HTML file.
pub(crate) fn decides_html(found: &WhoDecides) -> String {
    file("Who decides", "What was said stands with its sentences.", &outline(found).markup())
}

fn outline(found: &WhoDecides) -> Outline {
    let mut outline = Outline::default();
    outline.heading("Who decides");
    if found.decisions.is_empty() {
        outline.remark("No proposition of the dossier has a procedure, and no document says whose say one is.");
    }
    for decision in &found.decisions {
        self::decision(&mut outline, &found.documents, decision);
    }
    if !found.left.is_empty() {
        outline.heading("A say in what no proposition means");
        found.left.iter().for_each(|it| authority(&mut outline, &found.documents, it));
    }
    outline
}

fn decision(outline: &mut Outline, documents: &[Source], of: &Decision) {
    outline.heading(format!("{} ({})", of.label, of.id));
    for procedure in &of.procedures {
        self::procedure(outline, procedure);
    }
    if of.procedures.iter().all(|procedure| procedure.id.is_none()) {
        outline.remark("The dossier declares no procedure for it.");
    }
    of.authorities.iter().for_each(|it| authority(outline, documents, it));
    for (actor, said) in &of.said {
        outline.line(0, actor, "");
        cell(outline, documents, "it", said);
    }
    if of.said.is_empty() {
        outline.line(0, "Not stated", ": nobody is known to have said yes or no.");
    }
    let contested = of.said.iter().filter(|(_, cell)| matches!(cell.answer(), Some(Answer::Contested(_))));
    for (actor, _) in contested {
        outline.line(1, "", format!("{actor} counts as neither yes nor no, since what it said is contested"));
    }
}

fn authority(outline: &mut Outline, documents: &[Source], of: &AuthorityLine) {
    let holder = words::names(&of.holder);
    let procedure = of.procedure.as_ref().map(|words| format!(", {words}")).unwrap_or_default();
    let unsure = if of.is_sure { "" } else { " (unsure)" };
    outline.line(0, holder, format!(" {}: {}{procedure}{unsure}", words::authority(of.claim), of.over));
    let source = documents.get(of.evidence.source);
    let day = source.map(words::published_day).unwrap_or_default();
    let reference = of.evidence.reference.as_deref().unwrap_or_default();
    let outlet = source.map_or("", outlet);
    outline.quote(1, format!("{} {outlet}, {day} · {reference}", quoted(of.evidence.quote.text())));
}

fn procedure(outline: &mut Outline, of: &Procedure) {
    outline.line(0, &of.label, format!(": {}", ballot(&of.ballot)));
    if of.voters.len() > 1 {
        analysis(outline, of, &of.beforehand);
    }
    let [yes, no] = [&of.said.yes, &of.said.no].map(|voters| named(of, voters.iter().copied()));
    outline.line(1, "On record", format!(": yes from {yes}; no from {no}"));
    let now = match &of.now {
        Ok(now) => now,
        Err(unsolved) => return outline.line(1, "Not worked out", format!(": {unsolved}")),
    };
    let text = match now.outcome {
        Outcome::Carried => ": it carries with what was said".to_owned(),
        Outcome::Lost => ": it does not carry, whatever the others say".to_owned(),
        Outcome::Open => {
            let smallest = now.smallest_winning.as_ref().map_or(0, |smallest| smallest.size);
            let must = match now.vetoes.as_slice() {
                [] => String::new(),
                vetoes => format!("; without {} it does not", named(of, vetoes.iter().copied())),
            };
            format!(": it can still carry, with at least {} more{must}", words::count_of(smallest, "yes"))
        }
    };
    outline.line(1, "So", text);
    if now.outcome == Outcome::Open && now.players.len() > 1 {
        let most = now.power.first().map(|power| &power.swings);
        let pivotal = now.power.iter().filter(|power| Some(&power.swings) == most).map(|power| power.voter);
        outline.line(1, "Most often pivotal of those who have not spoken", format!(": {}", named(of, pivotal)));
    }
}

fn analysis(outline: &mut Outline, of: &Procedure, analysis: &Result<Analysis, Unsolved>) {
    let found = match analysis {
        Ok(found) => found,
        Err(unsolved) => return outline.line(1, "Not worked out", format!(": {unsolved}")),
    };
    outline.line(1, "Veto players", format!(": {}", named(of, found.vetoes.iter().copied())));
    outline.line(1, "Winning coalitions", format!(": {} of {}", found.winning, found.coalitions));
    for (what, coalitions) in [
        ("Smallest winning coalitions", &found.smallest_winning),
        ("Smallest blocking minorities", &found.smallest_blocking),
    ] {
        let line = coalitions.as_ref().map(|coalitions| self::coalitions(of, coalitions));
        line.into_iter().for_each(|line| outline.line(1, what, line));
    }
    outline.line(1, "Power", " (Banzhaf, Penrose, Shapley-Shubik)");
    // Those with as much power as one another are told together.
    let alike = |one: &Power, next: &Power| (&one.swings, &one.shapley_shubik) == (&next.swings, &next.shapley_shubik);
    for group in found.power.chunk_by(alike) {
        let Some(first) = group.first() else { continue };
        let [banzhaf, penrose, shapley] = [&first.banzhaf, &first.penrose, &first.shapley_shubik].map(index);
        let each = if group.len() > 1 { " each" } else { "" };
        let names = named(of, group.iter().map(|power| power.voter));
        outline.line(2, names, format!(": {banzhaf}, {penrose}, {shapley}{each}"));
    }
}

fn coalitions(of: &Procedure, coalitions: &Coalitions) -> String {
    let head = format!(" of {}: {}", words::count_of(coalitions.size, "voter"), coalitions.count);
    if coalitions.size == 0 || coalitions.size > MEMBERS_MAX {
        return head;
    }
    let listed: Vec<String> = coalitions.listed.iter().map(|voters| named(of, voters.iter().copied())).collect();
    let more = if coalitions.count == coalitions.listed.len().into() { "" } else { "; …" };
    format!("{head}, as {}{more}", listed.join("; "))
}

/// Returns an index with four digits, or with its power of ten where these would all be zero.
fn index(ratio: &Ratio) -> String {
    let value = ratio.value();
    if value > 0.0 && value < 0.0001 { format!("{value:.1e}") } else { format!("{value:.4}") }
}

/// Names voters, as far as there are not too many of them.
fn named(of: &Procedure, voters: impl Iterator<Item = usize>) -> String {
    let names: Vec<String> = voters.map(|voter| of.voters[voter].clone()).collect();
    match names.len() {
        0 => "nobody".to_owned(),
        count if count == of.voters.len() && count > NAMES_MAX => format!("all {count}"),
        count if count > NAMES_MAX => {
            format!("{} and {} more", names[..NAMES_MAX - 1].join(", "), count - NAMES_MAX + 1)
        }
        _ => words::names(&names),
    }
}

/// Words a ballot: “(at least 15 of 27 members with 65 % of the weight) and Belgium”.
fn ballot(of: &Ballot) -> String {
    let each = |of: &[Ballot], word: &str| of.iter().map(inner).collect::<Vec<_>>().join(word);
    let is_long = |of: &[Ballot]| of.len() > NAMES_MAX && of.iter().all(|it| matches!(it, Ballot::Consent(_)));
    match of {
        Ballot::Consent(name) => name.clone(),
        Ballot::All(of) | Ballot::Any(of) if of.len() == 1 => ballot(&of[0]),
        Ballot::All(of) if is_long(of) => format!("all {}", words::count_of(of.len(), "voter")),
        Ballot::All(of) => each(of, " and "),
        Ballot::Any(of) => each(of, " or "),
        Ballot::AtLeast { count, of } => format!("at least {count} of {}", each(of, ", ")),
        Ballot::Vote { members, terms } => vote(members, terms),
    }
}

/// Words a ballot within another one.
fn inner(of: &Ballot) -> String {
    match of {
        Ballot::Consent(name) => name.clone(),
        of => format!("({})", ballot(of)),
    }
}

fn vote(members: &[Member], terms: &Terms) -> String {
    let percent = |share: Decimal| format!("{} %", (share * Decimal::ONE_HUNDRED).normalize());
    let parts = [
        terms.at_least.map(|count| format!("at least {count} of {}", words::count_of(members.len(), "member"))),
        terms.share.map(|share| format!("{} of {}", percent(share), words::count_of(members.len(), "member"))),
        terms.weight.map(|weight| format!("a weight of {}", weight.normalize())),
        terms.weight_share.map(|share| format!("{} of the weight", percent(share))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let blocking = terms.blocking_at_least.map(|count| format!(", and {count} at least to block"));
    format!("{}{}", parts.join(" with "), blocking.unwrap_or_default())
}
