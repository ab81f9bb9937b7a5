//! Who is to give what, where a list or an ellipsis leaves the verb out?

use casus_claim::{Actors, EntityKind, Status};
use casus_syntax::Pos;
use casus_text::Span;

use super::{Proposal, Rule, Surroundings};
use crate::cast::{Cast, Mention};
use crate::passage::Passage;
use crate::word::Word;

/// Proposes a line of a list: `Callow: up to €3 million`, `Dunmere: no soldiers`.
pub(super) fn listed(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>) -> Option<Proposal> {
    let colon = passage.words.iter().position(|word| word.text == ":");
    let named: Vec<&Mention> = passage.mentions.iter().collect();
    let first = passage.words_of(named.first()?).0;
    let opens_line = passage.words[..first].iter().all(|word| !word.text.contains(char::is_alphanumeric));
    let colon = colon.filter(|colon| *colon > first).or_else(|| {
        let after = passage.words_of(named.first()?).1;
        passage.words.get(after).filter(|word| matches!(word.text, ":" | "–" | "—" | "-")).map(|_| after)
    })?;
    // Only names stand before the colon.
    let is_name = |at: usize| {
        let word = &passage.words[at];
        passage.mention_at(at).is_some() || word.is_any(&[",", "and", "the"])
    };
    if !opens_line || !(first..colon).all(is_name) {
        return None;
    }
    let bearers = named.iter().filter(|mention| passage.words_of(mention).1 <= colon);
    let bearers: Vec<_> = bearers.flat_map(|mention| passage.bearers(mention)).collect();
    let debtor = cast.actors(&bearers)?;
    if debtor.ids().iter().any(|id| cast.entity(*id).kind == EntityKind::Person) {
        return None;
    }
    let object = passage.rest_of_line(colon + 1)?;
    let words = words_of(passage, object);
    let is_finite = |word: &Word<'_>| matches!(word.tag, "VBZ" | "VBD" | "VBP" | "MD");
    let says = |word: &Word<'_>| matches!(word.pos, Pos::Noun | Pos::Num | Pos::Sym | Pos::Propn | Pos::Pron);
    if words.iter().any(is_finite) || !words.iter().any(says) {
        return None;
    }
    let status = match words.first() {
        Some(word) if word.is_any(&["no", "none"]) => Status::Refused,
        Some(word) if word.is_any(&["nothing", "undecided"]) => Status::Withheld,
        _ => around.lead.map_or(Status::Pledged, |lead| lead.status),
    };
    Some(proposal(debtor, object, status, Rule::Line))
}

fn words_of<'a, 'b>(passage: &'b Passage<'a>, span: Span) -> &'b [Word<'a>] {
    &passage.words[passage.word_from(span.start_bytes())..passage.word_from(span.end_bytes())]
}

/// Proposes what stands behind a name without a verb of its own: `Callow pledged €3 million, Dunmere €2 million`.
pub(super) fn elided(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
    proposals: &[Proposal],
) -> Vec<Proposal> {
    let mut found = Vec::new();
    for mention in &passage.mentions {
        let (first, after) = passage.words_of(mention);
        let mut joint = first;
        while joint > 0 && passage.words[joint - 1].is_any(&["the", "and"]) {
            joint -= 1;
        }
        let is_joined = joint > 0 && matches!(passage.words[joint - 1].text, "," | ";" | ":") || joint < first;
        // `the Norlandic armed forces minister`, `the UK prime minister` are no names with something behind them.
        let last = &passage.words[after.saturating_sub(1)];
        let is_article = first > 0 && passage.words[first - 1].is("the");
        let goes_with = matches!(last.dep, "amod" | "compound" | "nmod") && last.head >= after;
        let is_adjective = last.tag == "JJ" || is_article && goes_with;
        let Some(next) = passage.words.get(after).filter(|_| is_joined && !is_adjective) else { continue };
        let start = next.span.start_bytes();
        let amount = around.amounts.iter().find(|amount| amount.span.start_bytes() == start).map(|amount| amount.span);
        let model = proposals.iter().rev().find(|model| model.object.start_bytes() < mention.span.start_bytes());
        let gap = || model.and_then(|_| bare_object(passage, after));
        let Some(object) = amount.or_else(gap) else { continue };
        let debtor = cast.actors(&passage.bearers(mention));
        let is_own = |debtor: &&Actors| model.is_none_or(|model| model.named.as_ref() != Some(debtor));
        if let Some(debtor) = debtor.as_ref().filter(is_own) {
            let status = model.map_or(Status::Pledged, |model| model.status);
            found.push(proposal(debtor.clone(), object, status, Rule::Ellipsis));
        }
    }
    found
}

/// Returns the noun phrase that begins at a word and goes on to the next mark, if there is no verb in it: `Dunmere | a field
/// hospital`.
fn bare_object(passage: &Passage<'_>, start: usize) -> Option<Span> {
    let first = passage.words.get(start)?;
    if !matches!(first.tag, "DT" | "CD" | "JJ" | "PRP$" | "PDT") {
        return None;
    }
    let is_end = |at: &usize| matches!(passage.words[*at].text, "," | ";" | "." | "and");
    let end = (start..passage.words.len()).find(is_end).unwrap_or(passage.words.len());
    let tells = |at: usize| passage.is_verbal(at) && !matches!(passage.words[at].dep, "amod" | "compound" | "nmod");
    let has_verb = (start..end).any(tells);
    if has_verb { None } else { passage.between(start, end) }
}

fn proposal(debtor: Actors, object: Span, status: Status, rule: Rule) -> Proposal {
    Proposal { trigger: object, object, status, rule, named: Some(debtor), is_relative: false, waits: None }
}
