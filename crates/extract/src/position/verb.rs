//! Which verbs show a stance? `welcomed`, `was rejected by`, `a plan backed by`, `the delay worries Callow`.

use super::attitude::{Attitude, Takes};
use super::complement::Shown;
use super::small_words::Helper;
use super::{Candidate, Hearing};
use crate::lexicon::LEXICON;
use crate::passage::Passage;

/// Reads a verb whose subject holds the stance, or whose agent does.
pub(crate) fn by_verb(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, reports, .. } = hearing;
    let word = &passage.words[at];
    let is_verb = passage.is_verbal(at) || passage.is_missed_verb(at);
    let is_verb = is_verb || is_missed(passage, at);
    let is_modifier = matches!(word.dep, "amod" | "compound" | "nmod" | "poss");
    let end = attitude.end(passage, at).filter(|_| is_verb && !is_modifier)?;
    if hearing.is_passive(at) {
        return passive(hearing, attitude, at);
    }
    if word.tag == "VBN" && word.dep == "acl" {
        return reduced(hearing, attitude, at);
    }
    let shown = Shown { attitude, at, end, carrier: None, reports };
    let (takes, content) = passage.stance_on(&shown)?;
    let holder = match takes {
        Takes::Said => reports.iter().find(|report| report.at == at)?.speaker.clone(),
        _ => passage.done_by(cast, at)?,
    };
    // Whoever is questioned is not doubted.
    let is_human = |noun: usize| passage.mention_at(noun).is_some() || LEXICON.is_agent(passage.words[noun].lemma);
    let is_asked = matches!(word.lemma, "question" | "query") && takes == Takes::Object;
    if is_asked && passage.child(at, &["dobj"]).is_some_and(is_human) {
        return None;
    }
    // Whoever warns of what he will do himself threatens.
    if matches!(word.lemma, "warn" | "caution") && hearing.is_own_deed(&holder, content) {
        return None;
    }
    // `It will not end well, I predict` is no hope.
    let is_foretold = matches!(word.lemma, "predict" | "forecast" | "expect");
    let (first, last) = (passage.word_from(content.start_bytes()), passage.word_from(content.end_bytes()));
    if is_foretold && passage.words[first..last].iter().any(|word| word.dep == "neg") {
        return None;
    }
    // `agreed with Callow to meet` is no agreement with Callow's view.
    if takes == Takes::Preposition("with") && passage.infinitive(at).is_some() {
        return None;
    }
    let is_listed = passage.is_list_item(at);
    let is_denied = if is_listed { false } else { passage.denial(at, attitude.stance)? };
    let stance = attitude.shown(is_denied)?;
    Some(Candidate { at, holder, stance, content, rule: ("verb", takes) })
}

/// Returns whether the tagger has taken the second of two verbs for a noun: `is glad but doubts that it will last`.
fn is_missed(passage: &Passage<'_>, at: usize) -> bool {
    let word = &passage.words[at];
    let is_bare = passage.child(at, &["det", "amod", "poss", "nummod"]).is_none();
    word.tag == "NNS" && word.dep == "conj" && passage.is_verbal(word.head) && is_bare
}

/// Reads `The plan was rejected by Callow`.
fn passive(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, .. } = hearing;
    if passage.words[at].lemma == "question" {
        return None;
    }
    let is_taken = attitude.takes.iter().any(|takes| matches!(takes, Takes::Object | Takes::ObjectInfinitive));
    if !is_taken {
        return None;
    }
    // `was praised and welcomed by Callow`
    let mut agents = passage.conjuncts(at).into_iter().filter_map(|verb| passage.child(verb, &["agent"]));
    let by = agents.next().filter(|by| *by > at).and_then(|by| passage.child(by, &["pobj"]));
    // `The raid is condemned`: whoever says so.
    let is_now =
        passage.child(at, &["auxpass"]).is_some_and(|helper| matches!(passage.words[helper].tag, "VBZ" | "VBP"));
    let is_avowed = is_now && Helper::Avowing.is(passage.words[at].lemma);
    let unnamed = || cast.actors(&passage.place.mouth).filter(|_| is_avowed);
    let holder = by.map_or_else(unnamed, |by| passage.held_by(cast, by))?;
    let stance = attitude.shown(passage.denial(at, attitude.stance)?)?;
    let is_asked = attitude.takes.contains(&Takes::ObjectInfinitive);
    let deed = passage.infinitive(at).filter(|_| is_asked);
    let content = match deed {
        Some(deed) => passage.between(passage.words[deed].edges.0 + 1, passage.words[deed].edges.1 + 1)?,
        None if attitude.takes.contains(&Takes::Object) => passage.subject_content(at)?,
        None => return None,
    };
    Some(Candidate { at, holder, stance, content, rule: ("passive", Takes::Object) })
}

/// Reads `a plan backed by Callow`.
fn reduced(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, .. } = hearing;
    let by = passage.child(at, &["agent"]).filter(|_| attitude.takes.contains(&Takes::Object))?;
    let holder = passage.held_by(cast, passage.child(by, &["pobj"])?)?;
    let head = passage.words[at].head;
    let content = passage.between(passage.words[head].edges.0, at)?;
    Some(Candidate { at, holder, stance: attitude.stance?, content, rule: ("reduced", Takes::Object) })
}

/// Reads `The delay worries Callow`.
pub(crate) fn by_affect(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, .. } = hearing;
    let is_verb = passage.is_verbal(at) && !hearing.is_passive(at) && passage.words[at].dep != "acl";
    let object = passage.child(at, &["dobj"]).filter(|object| is_verb && *object > at)?;
    let holder = passage.held_by(cast, object)?;
    let stance = attitude.shown(passage.denial(at, attitude.stance)?)?;
    let content = passage.subject_content(at)?;
    Some(Candidate { at, holder, stance, content, rule: ("affect", Takes::Object) })
}
