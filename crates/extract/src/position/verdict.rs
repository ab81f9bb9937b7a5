//! What is a thing called? `called the plan a mistake`, `“the plan is unacceptable,” Korn said`, `it is essential that`.

use casus_claim::{Actors, EntityId, EntityKind, Stance};
use casus_syntax::Pos;
use casus_text::Span;

use super::attitude::{Part, Takes, attitudes};
use super::small_words::Helper;
use super::{Candidate, Hearing};
use crate::passage::Passage;

/// So many words of what a thing is called are looked at.
const WORDS_MAX: usize = 8;

/// Reads a verb by which somebody says what a thing is.
pub(crate) fn by_name(hearing: &Hearing<'_, '_>, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, .. } = hearing;
    let is_naming = passage.is_verbal(at) && Helper::Naming.is(passage.words[at].lemma) && !hearing.is_passive(at);
    // `would like to see more of them succeed`
    let is_wished = passage.words[at].lemma == "see" && passage.words[at].dep == "xcomp";
    if !is_naming || is_wished || passage.words[at].dep == "amod" {
        return None;
    }
    let Named { thing, name } = named(passage, at)?;
    let (stance, is_flipped) = verdict(passage, name)?;
    let is_denied = passage.denial(at, None)? ^ is_flipped;
    // Who calls a thing essential is for it.
    let stance = if stance == Stance::Demands { Stance::Supports } else { stance };
    let stance = turned(stance, is_denied)?;
    let holder = passage.done_by(cast, at)?;
    let content =
        passage.between(passage.words[thing].edges.0, (passage.words[thing].edges.1 + 1).min(name.0.max(thing + 1)))?;
    Some(Candidate { at, holder, stance, content, rule: ("named", Takes::Object) })
}

/// A thing, and the first and last word of what it is called.
struct Named {
    thing: usize,
    name: (usize, usize),
}

fn named(passage: &Passage<'_>, at: usize) -> Option<Named> {
    let object = passage.child(at, &["dobj"]).filter(|object| *object > at);
    let behind = |of: usize| passage.child(of, &["pobj", "pcomp", "amod", "acomp", "advmod"]);
    if let Some(thing) = object {
        let as_what = passage
            .children(at)
            .chain(passage.children(thing))
            .find(|as_at| *as_at > at && passage.words[*as_at].is("as"));
        let name = passage.child(at, &["oprd"]).or_else(|| as_what.and_then(behind)).filter(|name| *name > thing);
        // `called it “a joke”`: the parser may have hung the name on anything.
        let after = passage.words[thing].edges.1 + 1;
        let is_quoted = passage.words.get(after).is_some_and(|word| matches!(word.text, "“" | "\""));
        let quoted = (after + 1, passage.words.len() - 1);
        let name = name.map(|name| passage.words[name].edges).or_else(|| is_quoted.then_some(quoted))?;
        return Some(Named { thing, name });
    }
    // `considers that threshold too high`
    let name = passage.child(at, &["ccomp", "oprd"]).filter(|name| *name > at)?;
    let thing = passage.child(name, &["nsubj"]).filter(|thing| *thing > at)?;
    let is_small = passage.child(name, &["aux", "mark"]).is_none_or(|aux| passage.words[aux].tag == "TO");
    let is_small = is_small && !matches!(passage.words[name].tag, "VBD" | "VBZ" | "VBP");
    is_small.then_some(Named { thing, name: (thing + 1, passage.words[name].edges.1) })
}

/// Returns the stance of the first word of a judgement, and whether it is turned round.
fn verdict(passage: &Passage<'_>, name: (usize, usize)) -> Option<(Stance, bool)> {
    let words = name.0..(name.1 + 1).min(name.0 + WORDS_MAX);
    let shown = words.clone().find_map(|at| {
        let word = &passage.words[at];
        if word.is_any(&["step", "signal"]) {
            return step(passage, at).map(|stance| (at, stance));
        }
        // A judgement is no part of a clause inside it.
        let stance = stance_of(word.lemma).or_else(|| stance_of(&word.lower()))?;
        // `a good day` is good, `a good` is no judgement, and `the legal targets` are targets.
        let is_bland = word.dep == "amod" && Helper::Bland.is(passage.words[word.head].lemma);
        let is_noun = matches!(word.tag, "NN" | "NNS") && !word.is_any(&["good", "goods", "welcome"]);
        let is_adjective = matches!(word.pos, Pos::Adj | Pos::Verb)
            && (word.dep != "amod" || is_bland || passage.words[word.head].is("as"));
        if !is_noun && !is_adjective {
            return None;
        }
        // `too high` blames, `high` does not.
        let is_measure = word.is_any(&["high", "low", "weak", "soft", "optimistic", "ambitious"]);
        let is_too = at > 0 && passage.words[at - 1].is("too");
        match (is_measure, is_too) {
            (true, true) => Some((at, Stance::Opposes)),
            (true, false) if !word.is_any(&["ambitious"]) => None,
            _ => Some((at, stance)),
        }
    });
    let (at, stance) = shown?;
    let before = name.0..at;
    let is_flipped = before
        .into_iter()
        .any(|at| passage.words[at].is_any(&["not", "n't", "n’t", "no", "never", "hardly", "neither"]));
    Some((stance, is_flipped))
}

/// Returns which way a step goes: `a step in the right direction`, `a step backwards`.
fn step(passage: &Passage<'_>, at: usize) -> Option<Stance> {
    let next = passage.words.get(at + 1..)?;
    let goes = |words: &[&str]| words.iter().zip(next).all(|(word, next)| next.is(word)) && next.len() >= words.len();
    let is_good = goes(&["in", "the", "right", "direction"]) || goes(&["forward"]) || goes(&["forwards"]);
    let is_bad =
        goes(&["in", "the", "wrong", "direction"]) || goes(&["back"]) || goes(&["backwards"]) || goes(&["backward"]);
    let is_big = |child: usize| {
        let word = &passage.words[child];
        child < at
            && word.is_any(&[
                "important",
                "good",
                "strong",
                "vital",
                "crucial",
                "major",
                "significant",
                "big",
                "huge",
                "decisive",
                "positive",
                "right",
            ])
    };
    let is_good = is_good || passage.children(at).any(is_big);
    is_good.then_some(Stance::Supports).or_else(|| is_bad.then_some(Stance::Opposes))
}

fn stance_of(word: &str) -> Option<Stance> {
    let all = attitudes(word).iter().filter(|attitude| attitude.part == Part::Verdict);
    all.filter_map(|attitude| attitude.stance).next()
}

/// Returns the stance of a judgement that may be denied: what is `not acceptable` is opposed.
fn turned(stance: Stance, is_denied: bool) -> Option<Stance> {
    match stance {
        _ if !is_denied => Some(stance),
        Stance::Supports => Some(Stance::Opposes),
        _ => None,
    }
}

/// Reads what somebody says a thing is: a copula with a judgement behind it.
pub(crate) fn by_copula(hearing: &Hearing<'_, '_>, at: usize) -> Option<Candidate> {
    let Hearing { passage, .. } = hearing;
    let verb = &passage.words[at];
    let judged = passage.child(at, &["acomp", "attr", "oprd"]).filter(|judged| *judged > at && verb.lemma == "be");
    let out = out_of_the_question(passage, at);
    let (stance, is_flipped) = match judged {
        Some(judged) => verdict(passage, (passage.words[judged].edges.0, judged))?,
        None if out => (Stance::Opposes, false),
        None => return None,
    };
    let is_denied = passage.denial(at, None)? ^ is_flipped && !out;
    let stance = turned(stance, is_denied)?;
    // What was good, or would be, is told and not backed; nor is a danger that somebody sees a stance of his.
    let is_shifted = || hearing.reports.iter().any(|report| report.is_past && report.content.contains(verb.span));
    let is_now = match verb.tag {
        "VBZ" | "VBP" => true,
        "VBD" => !passage.is_quoted(at) && is_shifted(),
        _ => false,
    };
    if stance == Stance::Supports && !is_now || stance == Stance::Concerned {
        return None;
    }
    let subject = passage.child(at, &["nsubj", "nsubjpass", "csubj"]).filter(|subject| *subject < at)?;
    let holder = judge(hearing, at, judged)?;
    let content = match passage.words[subject].is("it") {
        true => of_it(passage, at, judged)?,
        // What `is essential to trade` is not asked for.
        false if stance == Stance::Demands => return None,
        false if passage.words[subject].is_any(&["that", "this", "which", "who", "these", "those"]) => return None,
        false => passage.between(passage.words[subject].edges.0, (passage.words[subject].edges.1 + 1).min(at))?,
    };
    // Who is said to be wise is no plan.
    let is_human = |id: &EntityId| hearing.cast.entity(*id).kind == EntityKind::Person;
    let is_first = passage.words[subject].is_any(&["i", "we", "he", "she", "they", "you"]);
    let is_person = is_first || passage.actors_of(subject).iter().any(is_human);
    (!is_person).then_some(Candidate { at, holder, stance, content, rule: ("judged", Takes::Object) })
}

fn out_of_the_question(passage: &Passage<'_>, at: usize) -> bool {
    let words = ["out", "of", "the", "question"];
    let follows = |at: usize| {
        words.iter().enumerate().all(|(step, word)| passage.words.get(at + step).is_some_and(|it| it.is(word)))
    };
    passage.words[at].lemma == "be" && (follows(at + 1) || follows(at + 2))
}

/// Returns whose judgement it is: `unacceptable to Callow`, or whoever says it.
fn judge(hearing: &Hearing<'_, '_>, at: usize, judged: Option<usize>) -> Option<Actors> {
    let Hearing { passage, cast, reports, .. } = hearing;
    let to = judged.and_then(|judged| passage.named_behind(judged, &["to", "for"]));
    let is_acceptable = judged.is_some_and(|judged| passage.words[judged].text.contains("accept"));
    let own = to.filter(|_| is_acceptable).and_then(|ids| cast.actors(&ids));
    own.or_else(|| passage.said_by(cast, reports, at))
}

/// Returns what `it` announces: `it is essential that the road be opened`.
fn of_it(passage: &Passage<'_>, at: usize, judged: Option<usize>) -> Option<Span> {
    let is_clause =
        |child: &usize| *child > at && matches!(passage.words[*child].dep, "ccomp" | "xcomp" | "acl" | "advcl");
    let own = passage.children(at).find(is_clause);
    let clause = own.or_else(|| passage.children(judged?).find(|child| is_clause(child)))?;
    let first = passage.words[clause].edges.0;
    let skipped = (first..clause).take_while(|at| passage.words[*at].is_any(&["that", "to"])).count();
    passage.between(first + skipped, passage.words[clause].edges.1 + 1)
}
