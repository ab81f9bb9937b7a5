//! Which states show a stance? `is worried about`, `remains in favour of`, `declared itself satisfied with`.

use casus_claim::Actors;
use casus_syntax::Pos;

use super::attitude::Attitude;
use super::complement::Shown;
use super::small_words::Helper;
use super::{Candidate, Hearing};

/// Reads an adjective, participle or phrase that says what somebody is.
pub(crate) fn by_state(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, reports, .. } = hearing;
    let is_up = at > 0 && passage.words[at].is("against") && passage.words[at - 1].is("up");
    // `as opposed to` compares.
    let is_compared = at > 0 && passage.words[at].is("opposed") && passage.words[at - 1].is("as");
    let end = attitude.end(passage, at).filter(|_| !is_up && !is_compared)?;
    let shown = Shown {
        attitude,
        at,
        end,
        carrier: Some(passage.words[at].head).filter(|head| passage.is_verbal(*head)),
        reports,
    };
    let holder = left_so(hearing, at).or_else(|| holder(hearing, at))?;
    let (takes, content) = passage.stance_on(&shown)?;
    let stance = attitude.shown(passage.denial(at, attitude.stance)?)?;
    Some(Candidate { at, holder, stance, content, rule: ("state", takes) })
}

/// Returns whom something leaves in a state: `The delay left the members | worried about the harvest`.
fn left_so(hearing: &Hearing<'_, '_>, at: usize) -> Option<Actors> {
    let Hearing { passage, cast, .. } = hearing;
    let noun = at.checked_sub(1).filter(|noun| matches!(passage.words[*noun].dep, "dobj" | "nsubj"))?;
    let mut verb = passage.words[noun].head;
    // The small clause may be one of the parser's.
    if verb == at {
        verb = passage.words[at].head;
    }
    let is_left = verb < noun && matches!(passage.words[verb].lemma, "leave" | "make");
    passage.held_by(cast, noun).filter(|_| is_left)
}

fn holder(hearing: &Hearing<'_, '_>, at: usize) -> Option<Actors> {
    let Hearing { passage, cast, .. } = hearing;
    let word = &passage.words[at];
    let head = word.head;
    let top = if word.dep == "conj" { head } else { at };
    match passage.words[top].dep {
        // `the party, long opposed to it,` but not `worried officials`
        "amod" | "acl" | "relcl" if passage.words[top].head < top && !passage.is_verbal(passage.words[top].head) => {
            let own = passage.subject_of(at).and_then(|subject| passage.held_by(cast, subject));
            own.or_else(|| passage.held_by(cast, passage.words[top].head))
        }
        "amod" | "compound" | "nmod" | "advmod" => None,
        "prep" if !Helper::Being.is(passage.words[passage.words[top].head].lemma) => None,
        "acomp" | "attr" | "oprd" if !Helper::Being.is(passage.words[passage.words[top].head].lemma) => None,
        // `declared itself satisfied`
        "ccomp" | "oprd" | "xcomp" if word.pos == Pos::Adj && passage.child(at, &["nsubj"]).is_none() => {
            passage.done_by(cast, passage.words[top].head)
        }
        _ => passage.done_by(cast, at),
    }
}

/// Reads a noun for somebody who has the stance: `Callow is a critic of the toll`, `Korn, an opponent of the toll,`.
pub(crate) fn by_agent(hearing: &Hearing<'_, '_>, attitude: &'static Attitude, at: usize) -> Option<Candidate> {
    let Hearing { passage, cast, reports } = hearing;
    let word = &passage.words[at];
    let holder = match word.dep {
        "attr" if passage.words[word.head].lemma == "be" => {
            let is_denied = passage.denial(word.head, None)?;
            passage.done_by(cast, word.head).filter(|_| !is_denied)?
        }
        "appos" => passage.held_by(cast, word.head)?,
        _ => passage.held_by(cast, at)?,
    };
    let shown = Shown { attitude, at, end: at + 1, carrier: None, reports };
    let (takes, content) = passage.stance_on(&shown)?;
    Some(Candidate { at, holder, stance: attitude.stance?, content, rule: ("agent", takes) })
}
