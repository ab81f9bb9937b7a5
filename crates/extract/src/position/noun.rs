//! Which nouns show a stance? `voiced concern about`, `Callow's support for`, `calls by Callow for`, `our hope is that`.

use casus_claim::{Actors, EntityId, Stance};

use super::attitude::{Attitude, Part, Takes, attitudes};
use super::complement::Shown;
use super::small_words::Helper;
use super::{Candidate, Hearing};

/// Reads a noun with whoever has, voices or is the source of what it names.
pub(crate) fn by_noun(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, reports, .. } = hearing;
    let word = &passage.words[at];
    let is_noun = matches!(word.tag, "NN" | "NNS") && !matches!(word.dep, "compound" | "amod" | "nmod");
    let is_aid = passage.children(at).any(|child| child < at && Helper::Aid.is(&passage.words[child].lower()));
    let end = attitude.end(passage, at).filter(|_| is_noun && !is_aid)?;
    let Source { holder, carrier, is_denied, frame, on } = source(hearing, attitude, at)?;
    let shown = Shown { attitude, at, end, carrier, reports };
    let own = || passage.stance_on(&shown);
    let (takes, content) = on.map(|on| (Takes::Bare, on)).or_else(own).or_else(|| behind_is(hearing, at))?;
    let is_none = passage.children(at).any(|child| passage.words[child].is("no"));
    let stance = attitude.shown(is_denied ^ is_none)?;
    // What is demanded of somebody is no part of who demands it, nor the other way round.
    let (first, last) = (content.start_bytes(), content.end_bytes());
    let meets = |mention: &&crate::cast::Mention| {
        let span = mention.span;
        span.start_bytes() <= first && first < span.end_bytes() || span.start_bytes() < last && last <= span.end_bytes()
    };
    let is_holder = |mention: &crate::cast::Mention| holder.ids().starts_with(&passage.bearers(mention));
    let is_apart = !passage.mentions.iter().filter(meets).any(is_holder);
    let is_of = takes == Takes::Preposition("of") && passage.child(at, &["poss"]).is_none();
    let is_same = is_of && passage.named_behind(at, &["of"]).is_some_and(|ids| ids == holder.ids());
    (is_apart && !is_same).then_some(Candidate { at, holder, stance, content, rule: (frame, takes) })
}

/// Where a noun's stance comes from.
struct Source {
    holder: Actors,
    /// The verb that carries the noun.
    carrier: Option<usize>,
    is_denied: bool,
    frame: &'static str,
    /// What it is on, where that does not stand behind the noun.
    on: Option<casus_text::Span>,
}

fn source(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Source> {
    let is_met =
        attitude.stance.is_some_and(|stance| matches!(stance, Stance::Supports | Stance::Opposes | Stance::Doubtful));
    let received = || received(hearing, at).filter(|_| is_met);
    carried(hearing, at).or_else(received).or_else(|| owned(hearing, attitude, at))
}

/// Reads `voiced concern` and `concern was voiced by`.
fn carried(hearing: &Hearing<'_, '_>, at: usize) -> Option<Source> {
    let Hearing { passage, cast, .. } = hearing;
    let mut noun = at;
    while passage.words[noun].dep == "conj" && passage.words[noun].head != noun {
        noun = passage.words[noun].head;
    }
    // `cited fears of a flood and | concerns about the dam`, which the parser has joined to the flood.
    let above = passage.words[passage.words[noun].head].head;
    let shows = |noun: usize| attitudes(passage.words[noun].lemma).iter().any(|attitude| attitude.part == Part::Noun);
    if noun != at
        && passage.words[noun].dep == "pobj"
        && shows(above)
        && passage.words.get(at + 1).is_some_and(|word| word.tag == "IN")
    {
        noun = above;
    }
    let head = passage.words[noun].head;
    // `agreed on the need for`
    let is_on = passage.words[noun].dep == "pobj" && passage.words[head].is_any(&["on", "upon"]);
    let verb = if is_on { passage.words[head].head } else { head };
    let lemma = passage.words[verb].lemma;
    let is_need = matches!(passage.words[at].lemma, "need" | "necessity" | "urgency" | "importance");
    let carries = match (is_on, is_need) {
        (true, _) => is_need && matches!(lemma, "agree" | "concur" | "insist" | "speak"),
        (false, true) => Helper::Stressing.is(lemma),
        (false, false) => Helper::Carrying.is(lemma),
    };
    if !carries || !passage.is_verbal(verb) {
        return None;
    }
    let is_denied = passage.denial(verb, None)?;
    let holder = match passage.words[noun].dep {
        "dobj" | "pobj" => passage.done_by(cast, verb)?,
        "nsubjpass" => {
            let by = passage.child(verb, &["agent"]).and_then(|by| passage.child(by, &["pobj"]));
            by.map_or_else(|| passage.unnamed(cast), |by| passage.held_by(cast, by))?
        }
        _ => return None,
    };
    let mut ids: Vec<EntityId> = holder.ids().to_vec();
    // Whoever shares another's fear is not alone with it.
    let others = owners(hearing, noun).filter(|_| lemma == "share").unwrap_or_default();
    ids.extend(others.into_iter().filter(|id| !holder.ids().contains(id)));
    Some(Source { holder: cast.actors(&ids)?, carrier: Some(verb), is_denied, frame: "carried", on: None })
}

/// Reads `The plan has the support of Callow` and `met with criticism from Callow`: it is on the subject.
fn received(hearing: &Hearing<'_, '_>, at: usize) -> Option<Source> {
    let Hearing { passage, cast, .. } = hearing;
    let verb = passage.governor(at).filter(|verb| Helper::Receiving.is(passage.words[*verb].lemma))?;
    let own = passage.named_behind(at, &["from", "of", "by", "among", "in"]);
    let agent = || passage.named_behind(verb, &["by"]).filter(|_| hearing.is_passive(verb));
    let ids = own.or_else(agent).or_else(|| passage.named_behind(verb, &["from", "among", "in"]))?;
    let is_denied = passage.denial(verb, None)?;
    let is_met = matches!(passage.words[verb].lemma, "meet" | "greet" | "receive");
    let subject = passage.subject_phrase(passage.words[verb].span).filter(|_| is_met || !hearing.is_passive(verb));
    Some(Source { holder: cast.actors(&ids)?, carrier: None, is_denied, frame: "received", on: Some(subject?) })
}

/// Reads `Callow's support`, `calls by Callow` and `concern among members`.
fn owned(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Source> {
    let Hearing { passage, cast, .. } = hearing;
    if matches!(
        passage.words[at].lemma,
        "need" | "necessity" | "urgency" | "importance" | "wish" | "desire" | "bid" | "faith"
    ) && passage.child(at, &["poss"]).is_none()
    {
        return None;
    }
    let verb = passage.words[at].head;
    let is_ended = passage.words[at].dep == "dobj" && Helper::Ending.is(passage.words[verb].lemma);
    if passage.is_question() || passage.is_supposed(at) || is_ended {
        return None;
    }
    let is_there = passage.child(passage.words[at].head, &["expl"]).is_some();
    let is_free = |word: &&&str| match **word {
        "of" => !attitude.takes.contains(&Takes::Preposition("of")),
        "in" => is_there || !attitude.takes.contains(&Takes::Preposition("in")),
        _ => true,
    };
    let behind: Vec<&str> = ["by", "from", "among", "within", "of", "in"].iter().filter(is_free).copied().collect();
    let possessor = owners(hearing, at);
    let frame = if possessor.is_some() { "possessed" } else { "sourced" };
    // `from` tells who resists, but not what is wanted from whom.
    let ids = possessor.or_else(|| passage.named_behind(at, &behind)).or_else(|| carried_from(hearing, at))?;
    let carrier = Some(passage.words[at].head).filter(|head| passage.is_verbal(*head) && *head < at);
    let carrier = carrier.or_else(|| Some(passage.words[at].head).filter(|head| passage.words[*head].lemma == "be"));
    Some(Source { holder: cast.actors(&ids)?, carrier, is_denied: false, frame, on: None })
}

/// Reads `There is concern in Norland that`, where the place hangs on the verb.
fn carried_from(hearing: &Hearing<'_, '_>, at: usize) -> Option<Vec<EntityId>> {
    let passage = hearing.passage;
    let verb = passage.words[at].head;
    let is_there = passage.words[at].dep == "attr" && passage.child(verb, &["expl"]).is_some();
    passage.named_behind(verb, &["among", "in", "from", "within"]).filter(|_| is_there)
}

/// Returns whose a noun is: `Callow's support`, `their`.
fn owners(hearing: &Hearing<'_, '_>, at: usize) -> Option<Vec<EntityId>> {
    let passage = hearing.passage;
    let own = passage.child(at, &["poss"]).and_then(|owner| passage.mention_at(owner));
    let of = || passage.named_behind(at, &["of"]);
    own.map(|mention| passage.bearers(mention)).or_else(of).filter(|ids| !ids.is_empty())
}

/// Returns the clause that a noun is said to be: `Our hope is that the truce holds`.
fn behind_is(hearing: &Hearing<'_, '_>, at: usize) -> Option<(Takes, casus_text::Span)> {
    let passage = hearing.passage;
    let verb = passage.words[at].head;
    let is_subject = passage.words[at].dep == "nsubj" && passage.words[verb].lemma == "be";
    let clause = passage.child(verb, &["ccomp", "xcomp", "attr"]).filter(|clause| is_subject && *clause > verb)?;
    let first = passage.words[clause].edges.0;
    let skipped = (first..clause).take_while(|at| passage.words[*at].is_any(&["that", "to"])).count();
    let start = passage.words.get(first + skipped)?.span.start_bytes();
    Some((Takes::Clause, passage.object(passage.words[verb].span, start)?))
}
