//! What must be done, in whose words? `the guns must fall silent`, `you should go`, `“Stop the shelling.”`

use casus_claim::Stance;

use super::attitude::Takes;
use super::small_words::Helper;
use super::{Candidate, Hearing};
use crate::passage::Passage;
use crate::tree::SUBJECTS;

/// Reads a verb with `must`, `should`, `has to` or `needs to`: its clause is what whoever says it demands.
pub(crate) fn by_modal(hearing: &Hearing<'_, '_>, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, reports, .. } = hearing;
    let deed = obliged(passage, at)?;
    let is_mere = Helper::Mere.is(passage.words[deed].lemma);
    let is_past =
        passage.children(deed).any(|child| passage.words[child].is("have") && passage.words[child].dep == "aux");
    let there = passage.child(deed, &["expl"]).filter(|there| *there < at);
    let subject = there.or_else(|| passage.subject_of(at)).filter(|subject| *subject < at)?;
    let is_own = passage.words[subject].is("i");
    if is_mere || is_past || is_own || passage.is_supposed(at) || passage.is_question() || passage.is_open_question(at)
    {
        return None;
    }
    // `It must be late` guesses, and `we had to go` in a quotation tells of the past.
    let is_guess = passage.words[at].is("must")
        && passage.words[deed].lemma == "be"
        && passage.words[subject].is_any(&["it", "that", "this"])
        && passage.child(deed, &["acomp", "attr"]).is_some();
    // `all that one should know`
    let is_aside = matches!(passage.words[deed].dep, "relcl" | "pcomp");
    let is_gone = passage.words[at].is("had") && passage.is_quoted(at);
    if is_guess || is_gone || is_aside {
        return None;
    }
    let is_needless = passage.is_negated(at) && !passage.words[at].is_any(&["must", "should", "ought"]);
    // `We need to talk` is a demand only where it is told as one.
    let is_told = reports.iter().any(|report| report.content.contains(passage.words[at].span));
    let is_weak = passage.words[at].lemma == "need" && !is_told;
    // `The dam is old, Korn said. It must be closed.`
    let goes_on = || cast.actors(&passage.place.told_by).filter(|_| passage.words[at].is_any(&["must", "should"]));
    let holder = passage.said_by(cast, reports, at).or_else(goes_on).filter(|_| !is_needless && !is_weak)?;
    let span = passage.words[at].span;
    let first = there.map(|there| passage.words[there].span).or_else(|| passage.subject_phrase(span))?;
    let rest = passage.object(span, span.end_bytes())?;
    // `Callow must pay and must leave`: the second duty begins with its own word.
    let is_second = passage.words[deed].dep == "conj" && passage.child(deed, &SUBJECTS).is_none();
    let whole = if is_second { span.cover(rest) } else { first.cover(rest) };
    // Without a `that` the clause of the cue runs into the clause of the content.
    let inside = reports.iter().filter(|report| report.content.contains(span));
    let start = inside.map(|report| report.content.start_bytes()).max().unwrap_or(0).max(whole.start_bytes());
    let content = passage.source.span(start, whole.end_bytes())?;
    Some(Candidate { at, holder, stance: Stance::Demands, content, rule: ("modal", Takes::Clause) })
}

/// Returns the verb that a word makes a duty.
fn obliged(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let word = &passage.words[at];
    if word.is_any(&["must", "should", "ought"]) {
        // `should reports be confirmed` supposes.
        let is_turned = |head: &usize| {
            passage
                .children(*head)
                .any(|child| at < child && child < *head && SUBJECTS.contains(&passage.words[child].dep))
        };
        let is_next = passage.words.get(at + 1).is_some_and(|next| matches!(next.tag, "NN" | "NNS" | "DT" | "PRP"));
        return Some(word.head).filter(|head| *head > at && word.dep == "aux" && !is_turned(head) && !is_next);
    }
    // `has to`, `needs to`, but not `has yet to`
    let is_told = match word.lemma {
        "have" => matches!(word.tag, "VBZ" | "VBP" | "VBD" | "VB"),
        "need" => matches!(word.tag, "VBZ" | "VBP"),
        "ought" => true,
        _ => false,
    };
    let is_duty = is_told && passage.is_verbal(at);
    let is_next = passage.words.get(at + 1).is_some_and(|next| next.tag == "TO");
    let is_possible = passage.children(at).any(|child| passage.words[child].tag == "MD");
    // `the chances that we have to talk`
    let is_owned = word.dep == "relcl" && passage.gap(at).is_some();
    let is_duty = is_duty && !is_possible && !is_owned;
    passage.child(at, &["xcomp"]).filter(|deed| is_duty && is_next && *deed > at)
}

/// Reads an order in somebody's words: `“Stop the shelling now,” Korn said`.
pub(crate) fn by_order(hearing: &Hearing<'_, '_>, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, reports, .. } = hearing;
    let word = &passage.words[at];
    let has_own = passage.child(at, &["nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "mark"]).is_some();
    let is_order =
        word.tag == "VB" && matches!(word.dep, "ROOT" | "ccomp") && !has_own && !Helper::Empty.is(word.lemma);
    let first = word.edges.0;
    let is_first = (first..at).all(|at| matches!(passage.words[at].dep, "punct" | "advmod" | "neg" | "aux" | "intj"));
    let begins = at > 0 && is_order && is_first && is_opened(passage, at);
    let holder = passage.said_by(cast, reports, at).filter(|_| begins)?;
    let content = passage.object(word.span, word.span.start_bytes())?;
    Some(Candidate { at, holder, stance: Stance::Demands, content, rule: ("order", Takes::Clause) })
}

/// Returns whether a word is the first of a quotation.
fn is_opened(passage: &Passage<'_>, at: usize) -> bool {
    let before = passage.words[..at]
        .iter()
        .rev()
        .find(|word| !matches!(word.dep, "advmod" | "neg" | "intj") && word.text != ",");
    before.is_some_and(|word| matches!(word.text, "“" | "\""))
}
