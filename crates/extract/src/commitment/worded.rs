//! Which promises do the patterns of `data/commitments.tsv` find, and whom does the sentence name for them?

use casus_claim::{Actors, Status};
use casus_syntax::Pos;
use casus_text::Span;

use super::deed::{is_of_time, outside};
use super::make::is_money;
use super::strength::{denial, denies};
use super::{Proposal, Rule, Surroundings};
use crate::cast::Cast;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::pattern::{COMMITMENTS, Frame, Hit};
use crate::tree::SUBJECTS;
use crate::word::Word;

/// Returns what the patterns propose, and the places where nobody is named.
pub(super) fn worded(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>) -> (Vec<Proposal>, Vec<Span>) {
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut orphans = Vec::new();
    for hit in COMMITMENTS.find(passage.text(), |hit| is_worded(passage, hit)) {
        let Some(proposal) = proposal(passage, cast, around, &hit) else { continue };
        if is_part_of(&proposals, &proposal) {
            continue;
        }
        if proposal.named.is_none() {
            orphans.push(proposal.trigger);
        }
        proposals.push(proposal);
    }
    (proposals, orphans)
}

/// Returns whether a proposal is only a verb inside what somebody undertakes already: `has yet to commit to …`, where the
/// inner verb may be found with words of the outer one before it.
fn is_part_of(proposals: &[Proposal], proposal: &Proposal) -> bool {
    let end_bytes = proposal.trigger.end_bytes();
    proposals.iter().any(|outer| {
        let is_within = outer.object.start_bytes() < end_bytes && end_bytes <= outer.object.end_bytes();
        (is_within || outer.object == proposal.object) && outer.named == proposal.named
    })
}

fn is_worded(passage: &Passage<'_>, hit: &Hit<'_>) -> bool {
    let trigger = passage.part(hit.range.start, hit.range.end);
    passage.holds_words(hit)
        && match hit.pattern.frame {
            Frame::Agent => agent(passage, trigger).is_some(),
            Frame::Noun => possessor(passage, trigger).is_some() && !is_doubted(passage, trigger),
            _ => {
                let is_open = passage.top(trigger).is_some_and(|verb| passage.is_open_question(verb));
                let is_told = passage.is_verb(trigger)
                    || passage.passive(trigger).is_some()
                    || hit.pattern.frame == Frame::Subject;
                is_told && !passage.is_feared(trigger) && !is_open
            }
        }
}

fn proposal(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>, hit: &Hit<'_>) -> Option<Proposal> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let is_condition = around.conditions.iter().any(|condition| condition.span.overlaps(trigger));
    if is_condition || is_asked(passage, trigger) {
        return None;
    }
    if passage.top(trigger).is_some_and(|verb| is_of_time(passage, around, verb) || is_wanted(passage, verb)) {
        return None;
    }
    let (object, debtor) = match hit.pattern.frame {
        Frame::Subject => (passage.subject_phrase(trigger)?, None),
        _ => passive(passage, hit).or_else(|| active(passage, around, hit))?,
    };
    if opens_to_somebody(passage, hit, object) {
        return None;
    }
    let named = debtor.and_then(|debtor| cast.actors(debtor.ids()));
    let has_money = || around.amounts.iter().any(|seen| object.contains(seen.span) && is_money(&seen.amount));
    let status = match Status::from_word(hit.pattern.value) {
        Some(status) => status,
        None if hit.pattern.value == "announced" && has_money() => Status::Pledged,
        None if hit.pattern.value == "announced" => return None,
        None if is_back_shifted(trigger, around) => Status::Pledged,
        None => Status::Offered,
    };
    // `will bear no costs` is a no.
    let is_none =
        passage.words.get(passage.word_from(object.start_bytes()) + 1).is_some_and(|word| word.is_any(&["no", "none"]));
    let status = if hit.pattern.frame == Frame::Carried && is_none { Status::Refused } else { status };
    // `Neither Callow nor Dunmere will pay`, `Callow has not signed`: the pattern does not hold the no.
    let words = passage.source.slice(trigger).to_lowercase();
    let has_no = words.split(' ').any(|word| {
        matches!(word, "no" | "never" | "nor" | "neither")
            || word.ends_with("not")
            || word.ends_with("n't")
            || word.ends_with("n’t")
    });
    let is_denied = passage.top(trigger).is_some_and(|verb| denies(passage, verb));
    let status = if is_denied && !has_no { denial(status) } else { status };
    // `the concessions Norland is willing to make`: what is to be done stands before the verb.
    let clause = passage.top(trigger).map(|verb| (passage.clause_of(verb), verb));
    let head = passage.relative_head(trigger).or_else(|| outside(passage, clause?.0, clause?.1));
    let is_relative = head.is_some();
    let object = match head {
        // No more than its verb comes after it, whatever the parser hangs on that.
        Some(head) if passage.source.slice(object).split(' ').count() <= 3 => {
            let verb = passage.words.get(passage.word_from(object.start_bytes())).map_or(object, |verb| verb.span);
            head.cover(verb)
        }
        _ => object,
    };
    Some(Proposal { trigger, object, status, rule: Rule::Pattern(hit.pattern.words), named, is_relative, waits: None })
}

/// Returns what is to be done and by whom: `The rest will be paid | by Callow`; nobody may be named.
fn passive(passage: &Passage<'_>, hit: &Hit<'_>) -> Option<(Span, Option<Actors>)> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let is_of_verb = matches!(hit.pattern.frame, Frame::Verb | Frame::Carried);
    if let Some((deed, agent)) = passage.passive(trigger).filter(|_| is_of_verb) {
        return Some((deed, Some(agent)));
    }
    // `The loan is to be repaid` goes on behind its pattern, `No plan had been agreed` ends with it; `is committed to` asks
    // for what follows.
    let (verb, deed) = passage.passive_deed(trigger).filter(|_| hit.pattern.frame == Frame::Verb)?;
    let verb = passage.words[verb].span;
    let is_whole = verb.start_bytes() >= trigger.end_bytes() || verb.end_bytes() == trigger.end_bytes();
    is_whole.then_some((deed, None))
}

/// Returns whether a thing is open to somebody, where `open to` undertakes nothing: `The fund remains open to other states`.
fn opens_to_somebody(passage: &Passage<'_>, hit: &Hit<'_>, object: Span) -> bool {
    let words = passage.text()[hit.range.clone()].to_lowercase();
    let first = passage.word_from(object.start_bytes());
    let is_noun = passage.words.get(first).is_some_and(|word| word.pos != Pos::Verb);
    words.ends_with("open to") && is_noun && passage.mentions_in(object).any(|mention| mention.span == object)
}

/// Returns whether a verb tells what somebody wants of others: `called on Callow | to pay`, `The council is invited | to
/// continue`.
pub(super) fn is_wanted(passage: &Passage<'_>, verb: usize) -> bool {
    const STEPS_MAX: usize = 4;
    let mut at = verb;
    for _ in 0..STEPS_MAX {
        let (word, head) = (&passage.words[at], passage.words[at].head);
        let is_infinitive =
            word.tag == "VB" && passage.child(at, &["aux"]).is_some_and(|aux| passage.words[aux].is("to"));
        let is_joined = word.dep == "conj" && word.tag == "VB";
        if head == at || !matches!(word.dep, "xcomp" | "advcl" | "ccomp" | "conj") || !(is_infinitive || is_joined) {
            return false;
        }
        if word.dep != "conj" {
            let wants = LEXICON.is(Class::Directive, &passage.words[head].lemma.to_lowercase());
            let is_passive = passage.child(head, &["auxpass"]).is_some();
            let others = [passage.child(head, &["dobj", "dative"]), passage.child(head, &["prep"])];
            return wants
                && (is_passive || others.into_iter().flatten().any(|other| other < at) || own_subject(passage, at));
        }
        at = head;
    }
    false
}

/// Returns whether a verb has a subject of its own: `wants Callow to pay`.
fn own_subject(passage: &Passage<'_>, verb: usize) -> bool {
    passage.child(verb, &SUBJECTS).is_some()
}

/// Returns what follows a verb or noun of promising, and who is to do it, if somebody is named.
fn active(passage: &Passage<'_>, around: &Surroundings<'_>, hit: &Hit<'_>) -> Option<(Span, Option<Actors>)> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let start = match hit.pattern.frame {
        Frame::Agent => agent(passage, trigger).map_or(trigger.end_bytes(), |(_, start)| start),
        // What was done is told by its verb: `frozen 7 billion francs`, `approved the loan`.
        Frame::Verb if is_deed(passage, hit) => passage.part(hit.inner.start, hit.inner.start).start_bytes(),
        Frame::Carried => passage.part(hit.inner.start, hit.inner.start).start_bytes(),
        _ => trigger.end_bytes(),
    };
    if hit.pattern.frame == Frame::Carried && is_stative(passage, start) {
        return None;
    }
    let behind = is_deed(passage, hit).then(|| object_behind(passage, trigger)).flatten();
    let object = behind.or_else(|| passage.object(trigger, start))?;
    let object = cut_off(passage, object, around)?;
    // `approved by the council` is a passive.
    let after = passage.word_from(trigger.end_bytes());
    if passage.words.get(after).is_some_and(|word| word.is("by")) {
        return None;
    }
    let object = without_time(passage, around, object);
    if is_empty(passage, hit, object) {
        return None;
    }
    let debtor = match hit.pattern.frame {
        Frame::Noun => possessor(passage, trigger),
        Frame::Agent => agent(passage, trigger).map(|(agent, _)| agent),
        _ => inside(passage, trigger).or_else(|| passage.subject(trigger)),
    };
    Some((object, debtor))
}

/// Returns whether what follows a verb names nothing that could be promised: `announced | at the summit`, `will | do so`.
fn is_empty(passage: &Passage<'_>, hit: &Hit<'_>, object: Span) -> bool {
    let first = passage.word_from(object.start_bytes());
    let words = &passage.words[first..passage.word_from(object.end_bytes())];
    let is_adverbial = hit.pattern.frame == Frame::Verb && words.first().is_some_and(|word| word.dep == "prep");
    let says = |word: &Word<'_>| match word.pos {
        Pos::Noun | Pos::Propn | Pos::Num | Pos::Sym | Pos::Adj => true,
        Pos::Verb => word.lemma != "do",
        _ => false,
    };
    is_adverbial || !words.iter().any(says)
}

/// Returns whether a verb is what a question asks for: `Will they pay?`, but not `They will pay, but when?`
pub(super) fn is_asked(passage: &Passage<'_>, trigger: Span) -> bool {
    let Some(verb) = passage.top(trigger) else { return false };
    let asks = passage.words.iter().rev().find(|word| !matches!(word.text, "”" | "\"" | ")"));
    let is_inverted = |clause: usize| {
        let subject = passage.child(clause, &SUBJECTS);
        let helper = passage.children(clause).find(|child| matches!(passage.words[*child].dep, "aux" | "auxpass"));
        let before = helper.or(Some(clause).filter(|clause| passage.words[*clause].pos == Pos::Aux));
        before.zip(subject).is_some_and(|(before, subject)| before < subject)
    };
    asks.is_some_and(|word| word.text == "?") && is_inverted(passage.clause_of(verb))
}

/// Returns the object of what was done where a time or a place stands before it: `ratified on Friday | the treaty`.
fn object_behind(passage: &Passage<'_>, trigger: Span) -> Option<Span> {
    let after = passage.word_from(trigger.end_bytes());
    let is_aside = matches!(passage.words.get(after)?.dep, "prep" | "npadvmod");
    let object = passage.child(passage.top(trigger)?, &["dobj"]).filter(|object| is_aside && *object > after)?;
    let (first, last) = passage.words[object].edges;
    passage.between(first, last + 1)
}

/// Takes a time and a `that` off the head of an object: `promised | on Friday that | it would pay`.
fn without_time(passage: &Passage<'_>, around: &Surroundings<'_>, object: Span) -> Span {
    let first = passage.word_from(object.start_bytes());
    let start = if passage.is(first, Class::Preposition) { first + 1 } else { first };
    let Some(word) = passage.words.get(start) else { return object };
    let time = around.times.iter().find(|seen| seen.span.contains(word.span));
    let Some(time) = time.filter(|seen| seen.span.end_bytes() < object.end_bytes()) else { return object };
    let after = passage.word_from(time.span.end_bytes());
    let has_that = passage.words.get(after).is_some_and(|word| word.is("that"));
    if !has_that && start == first {
        // `indefinitely freeze` is how, and not when it was said.
        return object;
    }
    let after = if has_that { after + 1 } else { after };
    let rest =
        passage.words.get(after).and_then(|word| passage.source.span(word.span.start_bytes(), object.end_bytes()));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(object)
}

/// Returns whether a pattern's last word is the verb for what was decided or done.
fn is_deed(passage: &Passage<'_>, hit: &Hit<'_>) -> bool {
    let is_done = matches!(hit.pattern.value, "agreed" | "delivered");
    is_done && !LEXICON.is_function_word(&passage.text()[hit.inner.clone()].to_lowercase())
}

fn is_stative(passage: &Passage<'_>, start: usize) -> bool {
    let at = passage.word_from(start);
    let next = |i: usize| passage.words.get(i).map(|word| word.lower()).unwrap_or_default();
    let first = next(at);
    LEXICON.is_stative(&first) || LEXICON.is_stative(&format!("{first} {}", next(at + 1)))
}

/// Cuts an object where a condition begins.
pub(super) fn cut_off(passage: &Passage<'_>, object: Span, around: &Surroundings<'_>) -> Option<Span> {
    let limits = around.conditions.iter().map(|condition| condition.span.start_bytes());
    let inside = limits.filter(|limit| object.start_bytes() < *limit && *limit < object.end_bytes());
    let Some(limit) = inside.min() else { return Some(object) };
    passage.between(passage.word_from(object.start_bytes()), passage.word_from(limit))
}

/// Returns the possessor right before a noun: `Norland's refusal`, `its pledge`.
fn possessor(passage: &Passage<'_>, noun: Span) -> Option<Actors> {
    let at = passage.word_from(noun.start_bytes());
    let limit = passage.words.get(at.checked_sub(1)?)?.span;
    let mention = passage.mentions.iter().rev().find(|mention| mention.span.end_bytes() <= noun.start_bytes())?;
    let is_adjacent = mention.span.end_bytes() == limit.start_bytes()
        && passage.source.slice(limit).ends_with(['s', '\'', '’'])
        || mention.span.end_bytes() == limit.end_bytes();
    if is_adjacent { Actors::new(passage.bearers(mention)) } else { None }
}

/// Returns the subject that stands inside a verb's words: `nor will it`.
fn inside(passage: &Passage<'_>, trigger: Span) -> Option<Actors> {
    let mention = passage.mentions_in(trigger).next()?;
    let starts_clause = trigger.start_bytes() == passage.span.start_bytes();
    if starts_clause { Actors::new(passage.bearers(mention)) } else { None }
}

/// Returns whether a noun such as "willingness" is what somebody doubts, so that nothing is undertaken.
fn is_doubted(passage: &Passage<'_>, noun: Span) -> bool {
    const BACK_WORDS: usize = 8;
    let at = passage.word_from(noun.start_bytes());
    let before = &passage.words[at.saturating_sub(BACK_WORDS)..at];
    before.iter().any(|word| LEXICON.is(Class::Doubt, &word.lower()))
}

/// Returns the actor after a noun such as `a pledge by`, and where the `to` after it ends.
fn agent(passage: &Passage<'_>, noun: Span) -> Option<(Actors, usize)> {
    let at = passage.word_from(noun.end_bytes());
    let at = if passage.words.get(at)?.is("the") { at + 1 } else { at };
    let start = passage.words.get(at)?.span.start_bytes();
    let mention = passage
        .mentions
        .iter()
        .find(|mention| mention.span.start_bytes() == start || mention.span.start_bytes() + 4 == start)?;
    let to = passage.words.get(passage.words_of(mention).1).filter(|word| word.is("to"))?;
    Some((Actors::new(passage.bearers(mention))?, to.span.end_bytes()))
}

/// Returns whether a "would" is a "will" reported in the past.
pub(super) fn is_back_shifted(trigger: Span, around: &Surroundings<'_>) -> bool {
    around.reports.iter().any(|report| report.is_past && report.content.contains(trigger))
}
