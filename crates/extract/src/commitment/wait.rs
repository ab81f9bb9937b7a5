//! Which promise waits on which condition? And sentences whose verb is the waiting itself.

use casus_claim::{Commitment, Condition, Status};
use casus_text::Span;

use super::{Proposal, Rule, SeenCommitment};
use crate::cast::Cast;
use crate::condition::{SeenCondition, Sense, formula};
use crate::passage::Passage;
use crate::pattern::{Hit, REQUIREMENTS};
use crate::word::Kind;

/// Gives each condition of the sentence to the promises that it stands beside.
pub(super) fn attach(passage: &Passage<'_>, seen: &mut [SeenCommitment], conditions: &[SeenCondition]) {
    // A semicolon ends what a condition can reach.
    let reaches = |trigger: Span, condition: &SeenCondition| {
        let between = trigger.cover(condition.span);
        !passage.source.slice(between).contains(';')
    };
    for condition in conditions.iter().filter(|condition| !condition.is_about_before) {
        let start = condition.span.start_bytes();
        let before = seen.iter().rposition(|seen| seen.trigger.end_bytes() <= start);
        let after = seen.iter().position(|seen| seen.trigger.start_bytes() >= condition.span.end_bytes());
        let beside = if condition.is_fronted { [after, None] } else { [before, after] };
        let chosen = hung_on(passage, seen, condition).or_else(|| {
            let mut beside = beside.into_iter().flatten();
            beside.find(|at| reaches(seen[*at].trigger, condition))
        });
        let Some(trigger) = chosen.map(|at| seen[at].trigger) else { continue };
        // Joined verbs of one promise wait on the condition together.
        for seen in seen.iter_mut().filter(|seen| seen.trigger == trigger) {
            bind(&mut seen.commitment, condition);
        }
    }
}

/// Returns the promise whose verb a condition hangs on.
fn hung_on(passage: &Passage<'_>, seen: &[SeenCommitment], condition: &SeenCondition) -> Option<usize> {
    let governor = condition.governor?;
    let word = passage.words[governor].span;
    let is_own = |seen: &SeenCommitment| {
        let verb = passage.top(seen.trigger);
        verb == Some(governor) || verb.is_some_and(|verb| passage.words[verb].head == governor)
    };
    let said = |seen: &SeenCommitment| seen.commitment.consequent.quote.span();
    let holds = |seen: &SeenCommitment| said(seen).contains(word) && !said(seen).overlaps(condition.span);
    seen.iter().position(holds).or_else(|| seen.iter().position(is_own))
}

/// Makes a commitment wait on a condition.
pub(crate) fn bind(commitment: &mut Commitment, seen: &SeenCondition) {
    let (status, condition) = match (seen.sense, commitment.status) {
        (Sense::Conceded, _) => return,
        (Sense::Before, status) if status != Status::Refused => return,
        (Sense::Gate | Sense::Before, Status::Refused) => (Status::Withheld, seen.condition.clone()),
        (Sense::Gate, status) if status.is_live() => (status, seen.condition.clone().negated()),
        (Sense::Holds, Status::Pledged) if seen.is_only => (Status::Withheld, seen.condition.clone()),
        (_, status) => (status, seen.condition.clone()),
    };
    commitment.status = status;
    commitment.antecedent = Some(match commitment.antecedent.take() {
        None => condition,
        Some(Condition::All(mut parts)) => {
            parts.push(condition);
            Condition::All(parts)
        }
        Some(earlier) => Condition::All(vec![earlier, condition]),
    });
}

/// Proposes what waits, where the verb of the sentence is the waiting itself: `any support would require …`, `its part
/// hinges on …`.
pub(super) fn waiting(passage: &Passage<'_>, cast: &Cast) -> Option<Proposal> {
    let is_worded =
        |hit: &Hit<'_>| passage.holds_words(hit) && passage.is_verb(passage.part(hit.range.start, hit.range.end));
    let hits = REQUIREMENTS.find(passage.text(), is_worded);
    let hit = hits.first()?;
    let trigger = passage.part(hit.range.start, hit.range.end);
    let subject = passage.subject_phrase(trigger)?;
    let object = passage.object(trigger, trigger.end_bytes())?;
    let object = whole_list(passage, trigger, object);
    // `Callow needs 40 buses` and `they depend on it` are no conditions of anything.
    const HEDGE_WORDS_MAX: usize = 3;
    let first = passage.word_from(object.start_bytes());
    let head = passage.words[first..].iter().take(HEDGE_WORDS_MAX);
    let is_amount = head.clone().any(|word| word.kind == Kind::Number);
    let is_bare = |span: Span| passage.mentions.iter().any(|mention| mention.span.contains(span));
    if is_amount || is_bare(subject) || is_bare(object) {
        return None;
    }
    Some(Proposal {
        trigger,
        object: subject,
        status: Status::Withheld,
        rule: Rule::Waiting,
        named: None,
        is_relative: false,
        waits: Some(formula(passage, cast, object)),
    })
}

/// Returns an object up to the first comma that does not go on with a list.
fn whole_list(passage: &Passage<'_>, trigger: Span, object: Span) -> Span {
    let phrase = crate::condition::phrase(passage, trigger);
    phrase.filter(|phrase| phrase.start_bytes() == object.start_bytes()).unwrap_or_else(|| {
        let (start, end) = (passage.word_from(object.start_bytes()), passage.word_from(object.end_bytes()));
        let comma = passage.words[start..end].iter().position(|word| word.text == ",");
        comma.and_then(|comma| passage.between(start, start + comma)).unwrap_or(object)
    })
}
