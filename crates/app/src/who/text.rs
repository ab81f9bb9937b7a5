//! How does it look to a person?

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use casus_engine::ledger::identity::{Actor, Cut, HeldOffice, Holder, Proposal};
use casus_engine::{Who, office_in_words, shown};
use jiff::civil::Date;

use super::words;
use crate::face::one_line;
use crate::face::words as face;

/// So many documents are named, and the others counted.
const NAMED_MAX: usize = 3;

/// Lays out the actors, and the proposals and cuts that concern them.
pub(super) fn actors(found: &Who, meant: &[usize], width: usize) -> String {
    if meant.is_empty() {
        return "Nobody goes by that name.\n".to_owned();
    }
    let mut paper = Paper { text: String::new(), width };
    meant.iter().for_each(|&at| actor(&mut paper, found, at));
    let is_meant = |at: &usize| meant.binary_search(at).is_ok();
    let proposals = found.who.proposals.iter().filter(|proposal| proposal.actors.iter().any(is_meant));
    let proposals: Vec<&Proposal> = proposals.collect();
    if !proposals.is_empty() {
        paper.heading("For a person to decide");
        proposals.into_iter().for_each(|it| proposal(&mut paper, found, it));
    }
    if !found.who.cuts.is_empty() {
        paper.heading("Kept apart by decision");
        found.who.cuts.iter().for_each(|it| cut(&mut paper, found, it));
    }
    paper.text
}

/// Lays out who held an office on a day.
pub(super) fn holders(found: &Who, title: &str, of: &str, day: Date) -> String {
    let holders = found.who.holders(title, of, day);
    if holders.is_empty() {
        let day = face::day(day);
        return format!("Neither the dossier nor a document of near days says who was {title} of {of} on {day}.\n");
    }
    let mut text = String::new();
    for Holder { actor, office, terms, given } in holders {
        let name = shown(&found.who, &found.documents, actor);
        writeln!(text, "{name}, {}", office_in_words(&office)).expect("a string can be written to");
        for term in terms {
            writeln!(text, "  the dossier: {}", words::term(term)).expect("a string can be written to");
        }
        for (part, given) in given {
            let path = words::path(found, part.document);
            writeln!(text, "  {path}: {}", face::day(given)).expect("a string can be written to");
        }
    }
    text
}

struct Paper {
    text: String,
    width: usize,
}

impl Paper {
    fn heading(&mut self, title: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.push_str(&format!("{gap}{title}\n"));
    }

    fn line(&mut self, indent: usize, text: &str) {
        let (first, further) = (" ".repeat(indent), " ".repeat(indent + 2));
        let options = textwrap::Options::new(self.width.max(30)).initial_indent(&first).subsequent_indent(&further);
        self.text.push_str(&textwrap::fill(&one_line(text), options));
        self.text.push('\n');
    }
}

fn actor(paper: &mut Paper, found: &Who, at: usize) {
    let actor: &Actor = &found.who.actors[at];
    paper.heading(&format!("{}, {}", shown(&found.who, &found.documents, at), actor.kind));
    if !actor.other_names.is_empty() {
        paper.line(2, &format!("also: {}", actor.other_names.join(", ")));
    }
    actor.offices.iter().for_each(|held| paper.line(2, &office(found, held)));
    if !actor.members.is_empty() {
        let members: Vec<String> = actor.members.iter().map(|&it| shown(&found.who, &found.documents, it)).collect();
        paper.line(2, &format!("members: {}", members.join(", ")));
    }
    paper.line(2, &documents(found, actor.parts.iter().map(|part| part.document)));
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for link in &actor.links {
        *reasons.entry(words::link(found, link)).or_default() += 1;
    }
    for (reason, count) in reasons {
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        paper.line(2, &format!("one, because: {reason}{times}"));
    }
}

fn office(found: &Who, held: &HeldOffice) -> String {
    let mut said: Vec<String> =
        held.terms.iter().map(|term| format!("{}, as the dossier says", words::term(*term))).collect();
    if !held.given.is_empty() {
        let days: Vec<Date> = held.given.iter().filter_map(|(_, day)| *day).collect();
        let days = match (days.first(), days.last()) {
            (Some(first), Some(last)) if first == last => format!(", {}", face::day(*first)),
            (Some(first), Some(last)) => format!(", {} to {}", face::day(*first), face::day(*last)),
            _ => String::new(),
        };
        said.push(documents(found, held.given.iter().map(|(part, _)| part.document)) + &days);
    }
    format!("{}: {}", office_in_words(&held.office), said.join("; "))
}

/// Names the first documents and counts the others.
fn documents(found: &Who, documents: impl Iterator<Item = usize>) -> String {
    let documents: BTreeSet<usize> = documents.collect();
    if documents.is_empty() {
        return "in no document".to_owned();
    }
    let named: Vec<&str> = documents.iter().take(NAMED_MAX).map(|&document| words::path(found, document)).collect();
    let more = documents.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("in {}: {}{more}", face::count_of(documents.len(), "document"), named.join(", "))
}

fn proposal(paper: &mut Paper, found: &Who, proposal: &Proposal) {
    let [one, other] = proposal.bearers.each_ref().map(|it| words::bearer(found, it));
    paper.line(2, &format!("{one} = {other}?"));
    for evidence in &proposal.evidence {
        paper.line(4, &format!("for: {}", words::evidence(found, evidence)));
    }
    for contrary in &proposal.against {
        paper.line(4, &format!("against: {}", words::contrary(found, contrary)));
    }
}

fn cut(paper: &mut Paper, found: &Who, cut: &Cut) {
    let [one, other] = cut.link.bearers.each_ref().map(|it| words::bearer(found, it));
    paper.line(2, &format!("{one} and {other}, although: {}", words::link(found, &cut.link)));
}
