//! How far has a commitment come in law or money? From a political word to money paid out.

use casus_claim::{Stage, Status};
use casus_text::Span;

use crate::passage::Passage;
use crate::pattern::{Frame, Hit, STAGES};

/// Returns the stage of the commitment that a trigger words, where the text asserts one.
///
/// What is only to be signed has not been: a promise yet to be kept is at no stage but a political one.
pub(crate) fn stage(passage: &Passage<'_>, trigger: Span, status: Status) -> Option<Stage> {
    let verb = passage.top(trigger)?;
    let is_denied = passage.child(verb, &["neg"]).is_some();
    // Who signs on, or signs somebody up, has signed nothing.
    let is_denied =
        is_denied || passage.child(verb, &["prt"]).is_some_and(|part| passage.words[part].is_any(&["on", "up", "off"]));
    let is_done = is_live(status) && !is_ahead(passage, verb) && !is_denied;
    let is_worded = |hit: &Hit<'_>| {
        let words = passage.part(hit.range.start, hit.range.end);
        passage.holds_words(hit)
            && match hit.pattern.frame {
                Frame::Verb => is_done && (words.overlaps(trigger) || passage.top(words) == Some(verb)),
                _ => is_live(status) && is_beside(passage, words, verb),
            }
    };
    let hits = STAGES.find(passage.text(), is_worded);
    hits.iter().filter_map(|hit| Stage::from_word(hit.pattern.value)).max_by_key(|stage| order(*stage))
}

/// Returns whether somebody undertakes something at all: what is weighed or refused has no stage.
fn is_live(status: Status) -> bool {
    matches!(status, Status::Pledged | Status::Agreed | Status::Delivered | Status::Offered)
}

/// Returns whether a verb is told as something to come: `will sign`, `to be signed`.
fn is_ahead(passage: &Passage<'_>, verb: usize) -> bool {
    passage.children(verb).any(|child| matches!(passage.words[child].tag, "MD" | "TO"))
}

/// Returns whether words stand in the clause of a verb, or in what it is about.
fn is_beside(passage: &Passage<'_>, words: Span, verb: usize) -> bool {
    passage.top(words).is_some_and(|top| passage.is_under(top, verb) || passage.is_under(verb, top))
}

/// Returns the place of a stage on the way.
fn order(stage: Stage) -> u8 {
    match stage {
        Stage::Political => 0,
        Stage::Signed => 1,
        Stage::Adopted => 2,
        Stage::Ratified => 3,
        Stage::InForce => 4,
        Stage::Allocated => 5,
        Stage::Disbursed => 6,
    }
}
