//! Which verbs of a sentence tell a deed that somebody may owe?

use casus_claim::Status;
use casus_syntax::Pos;
use casus_text::Span;

use super::strength::{lemma, of_operator, strength};
use super::worded::{cut_off, is_asked, is_back_shifted, is_wanted};
use super::{Proposal, Rule, Surroundings};
use crate::cast::Cast;
use crate::lexicon::LEXICON;
use crate::passage::Passage;
use crate::tree::SUBJECTS;

/// Proposes each verb that tells a deed, with the strength that the words above it give it.
pub(super) fn deeds(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>) -> Vec<Proposal> {
    let verbs = (0..passage.words.len()).filter(|at| passage.words[*at].pos == Pos::Verb || is_being(passage, *at));
    verbs.filter_map(|verb| deed(passage, cast, around, verb)).collect()
}

/// Returns whether a verb is a `be` under a modal: `there will be no releases`, `will be the last to go`.
fn is_being(passage: &Passage<'_>, at: usize) -> bool {
    passage.words[at].tag == "VB" && passage.words[at].is("be") && !matches!(passage.words[at].dep, "aux" | "auxpass")
}

fn deed(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>, verb: usize) -> Option<Proposal> {
    let word = &passage.words[verb];
    if matches!(word.dep, "amod" | "compound" | "nmod" | "prep" | "aux") {
        return None;
    }
    let trigger = word.span;
    if around.is_in_condition(trigger) || is_asked(passage, trigger) {
        return None;
    }
    let strength = strength(passage, verb, is_back_shifted(trigger, around))?;
    if is_of_time(passage, around, verb) || is_wanted(passage, verb) || is_told_of(passage, verb) {
        return None;
    }
    let outside = outside(passage, strength.clause, verb);
    let is_open = outside.is_none() && passage.is_open_question(verb);
    if is_open || passage.is_feared(trigger) {
        return None;
    }
    let object = match outside.or_else(|| promised_clause(passage, verb)) {
        Some(object) => object,
        None => cut_off(passage, object(passage, cast, verb)?, around)?,
    };
    let status = match around.lead {
        Some(lead) if heads_line(passage, verb) => lead.status,
        _ => strength.status,
    };
    let is_relative = outside.is_some();
    Some(Proposal { trigger, object, status, rule: Rule::Deed, named: None, is_relative, waits: None })
}

/// Returns the clause that a verb of promising takes: `promised that | the deputies would vote`.
fn promised_clause(passage: &Passage<'_>, verb: usize) -> Option<Span> {
    let is_promise = of_operator(passage, verb) == Some(Status::Pledged);
    let clause = passage.child(verb, &["ccomp"]).filter(|clause| is_promise && *clause > verb)?;
    passage.child(clause, &SUBJECTS)?;
    let (first, last) = passage.words[clause].edges;
    let first = if passage.words[first].is("that") { first + 1 } else { first };
    passage.between(first, last + 1)
}

/// Returns whether a verb only tells who says it, behind what is said: `The navy will not sail, | assured the minister`.
fn is_told_of(passage: &Passage<'_>, verb: usize) -> bool {
    let word = &passage.words[verb];
    let is_past = matches!(word.tag, "VBD" | "VBN") && LEXICON.telling(word.lemma).is_some();
    let has_subject = passage.child(verb, &SUBJECTS).is_some_and(|subject| subject < verb);
    is_past && verb > 0 && passage.words[verb - 1].text == "," && !has_subject
}

/// Returns whether the subject of a verb is a time: `the coming week will be decisive`. What stands right before the verb
/// and its helpers is its subject, whatever the parser takes for it.
pub(super) fn is_of_time(passage: &Passage<'_>, around: &Surroundings<'_>, verb: usize) -> bool {
    let helpers = passage.children(verb).filter(|child| matches!(passage.words[*child].dep, "aux" | "auxpass" | "neg"));
    let first = helpers.min().unwrap_or(verb).min(verb);
    let before = first.checked_sub(1).filter(|at| passage.words[*at].tag.starts_with("NN"));
    let subjects = [passage.child(verb, &SUBJECTS), before];
    let is_time = |at: usize| around.times.iter().any(|time| time.span.overlaps(passage.words[at].span));
    subjects.into_iter().flatten().any(is_time)
}

/// Returns the words of a deed: from its verb on, and from its subject on where that does not act: `the first tranche | will
/// be paid`, `the quota | falls away`.
fn object(passage: &Passage<'_>, cast: &Cast, verb: usize) -> Option<Span> {
    let span = passage.words[verb].span;
    let head = passage.words[verb].head;
    // `The loan is to be repaid`
    let is_helped = passage.words[verb].dep == "xcomp"
        && passage.child(verb, &["auxpass"]).is_some()
        && passage.words[head].lemma == "be"
        && passage.child(head, &["attr", "acomp"]).is_none();
    let helped = || passage.child(head, &SUBJECTS).filter(|_| is_helped);
    let subject = passage.child(verb, &SUBJECTS).or_else(helped).filter(|subject| *subject < verb);
    let acts = |subject: usize| cast.actors(&passage.actors_of(subject)).is_some();
    let is_done_to = |subject: &usize| {
        let is_pronoun = matches!(passage.words[*subject].tag, "WDT" | "WP" | "EX" | "PRP");
        passage.words[*subject].dep == "nsubjpass" || is_helped || !is_pronoun && !acts(*subject)
    };
    let subject = subject.filter(is_done_to);
    let object = passage.object(span, span.start_bytes())?;
    match subject {
        Some(subject) => Some(passage.words[passage.words[subject].edges.0].span.cover(object)),
        None => Some(object),
    }
}

/// Returns what a deed is, where it stands outside the clause of its verb: `the loan | that Callow has given`, `what Callow
/// offers is | a longer lease`.
pub(super) fn outside(passage: &Passage<'_>, clause: usize, verb: usize) -> Option<Span> {
    let word = &passage.words[clause];
    let head = word.head;
    let asks = |at: &usize| {
        let word = &passage.words[*at];
        let is_relative = matches!(word.tag, "WDT" | "WP") || word.is("that") && word.pos == Pos::Pron;
        is_relative && !SUBJECTS.contains(&word.dep)
    };
    let (first, last) = word.edges;
    match word.dep {
        "relcl" => {
            let has_subject = passage
                .child(clause, &SUBJECTS)
                .is_some_and(|subject| !matches!(passage.words[subject].tag, "WDT" | "WP"));
            let is_gapped = (first..=last).any(|at| asks(&at)) || passage.child(verb, &["dobj"]).is_none();
            if !has_subject || !is_gapped || head >= first || passage.words[head].pos == Pos::Pron {
                return None;
            }
            // `something that Callow has ruled out` stands for the subject: `the hunt is something that …`.
            if passage.words[head].dep == "attr"
                && passage.words[head].is_any(&["something", "thing", "step", "option"])
            {
                return phrase(passage, passage.child(passage.words[head].head, &SUBJECTS)?);
            }
            passage.between(passage.words[head].edges.0, first)
        }
        "csubj" if (first..=last).any(|at| passage.words[at].is("what") && asks(&at)) => {
            phrase(passage, passage.child(head, &["attr", "acomp", "ccomp", "xcomp"])?)
        }
        _ => None,
    }
}

fn phrase(passage: &Passage<'_>, at: usize) -> Option<Span> {
    let (first, last) = passage.words[at].edges;
    passage.between(first, last + 1)
}

/// Returns whether a verb is the first of a line: `– to sell seven plants`.
pub(super) fn heads_line(passage: &Passage<'_>, verb: usize) -> bool {
    let before = passage.words[..verb].iter();
    let small = before.filter(|word| word.text.contains(char::is_alphabetic) && !word.is_any(&["to", "not"]));
    small.count() == 0
}

/// Returns whether somebody else than the subject does what a verb tells.
pub(super) fn is_passive(passage: &Passage<'_>, verb: usize) -> bool {
    let is_made = |at: usize| matches!(lemma(passage, at).as_str(), "make" | "have" | "get");
    let head = passage.words[verb].head;
    passage.child(verb, &["auxpass"]).is_some()
        || passage.words[verb].tag == "VBN" && passage.words[verb].dep == "acl"
        || passage.words[verb].tag == "VBN" && passage.words[verb].dep == "ccomp" && is_made(head) && head != verb
}
