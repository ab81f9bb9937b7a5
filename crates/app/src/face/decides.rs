//! How does it look who decides what, as text?

use casus_engine::dossier::{Ballot, Member};
use casus_engine::ground::Answer;
use casus_engine::procedure::{Analysis, Coalitions, Outcome, Power, Terms, Unsolved};
use casus_engine::{Authority, Decision, Procedure, WhoDecides};
use casus_text::Source;
use rust_decimal::Decimal;

use super::ground::{cell, outlet};
use super::history::quoted;
use super::outline::Outline;
use super::words;

/// So many voters are told with their power.
const POWER_MAX: usize = 10;

/// Draws who decides what.
pub(crate) fn decides(found: &WhoDecides, width: usize) -> String {
    let mut outline = Outline::default();
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
    outline.text(width)
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

fn authority(outline: &mut Outline, documents: &[Source], of: &Authority) {
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
    let names =
        |voters: &[usize]| words::names(&voters.iter().map(|&voter| of.voters[voter].clone()).collect::<Vec<_>>());
    if of.voters.len() > 1 {
        analysis(outline, of, &of.beforehand);
    }
    let said = |voters: &std::collections::BTreeSet<usize>, none: &str| match voters.len() {
        0 => none.to_owned(),
        _ => names(&voters.iter().copied().collect::<Vec<_>>()),
    };
    let (yes, no) = (said(&of.said.yes, "nobody"), said(&of.said.no, "nobody"));
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
            let must = if now.vetoes.is_empty() {
                String::new()
            } else {
                format!("; without {} it does not", names(&now.vetoes))
            };
            format!(": it can still carry, with at least {} more{must}", words::count_of(smallest, "yes"))
        }
    };
    outline.line(1, "So", text);
    if now.outcome == Outcome::Open && now.players.len() > 1 {
        let most = now.power.first().map(|power| &power.swings);
        let pivotal: Vec<usize> =
            now.power.iter().filter(|power| Some(&power.swings) == most).map(|power| power.voter).collect();
        outline.line(1, "Most often pivotal of those who have not spoken", format!(": {}", names(&pivotal)));
    }
}

fn analysis(outline: &mut Outline, of: &Procedure, analysis: &Result<Analysis, Unsolved>) {
    let found = match analysis {
        Ok(found) => found,
        Err(unsolved) => return outline.line(1, "Not worked out", format!(": {unsolved}")),
    };
    let names =
        |voters: &[usize]| words::names(&voters.iter().map(|&voter| of.voters[voter].clone()).collect::<Vec<_>>());
    let vetoes = if found.vetoes.is_empty() { "nobody".to_owned() } else { names(&found.vetoes) };
    outline.line(1, "Veto players", format!(": {vetoes}"));
    outline.line(1, "Winning coalitions", format!(": {} of {}", found.winning, found.coalitions));
    let each = |coalitions: &Coalitions| {
        let listed: Vec<String> = coalitions.listed.iter().map(|voters| names(voters)).collect();
        let more = if coalitions.count == coalitions.listed.len().into() { "" } else { "; …" };
        let voters = words::count_of(coalitions.size, "voter");
        format!(" of {voters}: {}, which are {}{more}", coalitions.count, listed.join("; "))
    };
    for (what, coalitions) in [
        ("Smallest winning coalitions", &found.smallest_winning),
        ("Smallest blocking minorities", &found.smallest_blocking),
    ] {
        if let Some(coalitions) = coalitions {
            outline.line(1, what, each(coalitions));
        }
    }
    outline.line(1, "Power", " (Banzhaf, Penrose, Shapley-Shubik)");
    let index = |power: &Power| {
        let [banzhaf, penrose, shapley] =
            [&power.banzhaf, &power.penrose, &power.shapley_shubik].map(|index| format!("{:.4}", index.value()));
        format!(": {banzhaf}, {penrose}, {shapley}")
    };
    for power in found.power.iter().take(POWER_MAX) {
        outline.line(2, &of.voters[power.voter], index(power));
    }
    if found.power.len() > POWER_MAX {
        outline.line(2, "", format!("and {} more; the JSON lists them", found.power.len() - POWER_MAX));
    }
}

/// Words a ballot: “at least 15 of 27 members with 65 % of the weight, and Belgium”.
fn ballot(of: &Ballot) -> String {
    let each = |of: &[Ballot], word: &str| of.iter().map(inner).collect::<Vec<_>>().join(word);
    match of {
        Ballot::Consent(name) => name.clone(),
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
