//! Who undertakes what? Commitments with their strength and their conditions.

use casus_claim::{Actors, Amount, Atom, Commitment, Condition, Consequent, EntityId, Reach, Status, Time};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::Cast;
use crate::condition::{SeenCondition, Sense};
use crate::figure::SeenAmount;
use crate::lexicon::{Class, LEXICON};
use crate::listing::{elided, listed};
use crate::passage::Passage;
use crate::pattern::{COMMITMENTS, Frame, Hit};
use crate::reason::because;
use crate::stage::stage;
use crate::statement::Report;
use crate::term::{Days, term};
use crate::theme::{adjective_states, category, theme};
use crate::time::{SeenTime, forward};
use crate::tree::SUBJECTS;
use crate::word::{Kind, Word};

/// A commitment with its place in the sentence.
#[derive(Clone, Debug)]
pub(crate) struct SeenCommitment {
    /// The words that show it.
    pub trigger: Span,
    pub commitment: Commitment,
    pub time: Option<Time>,
    /// Whether what is to be done stands before its verb, in a relative clause.
    pub is_relative: bool,
}

/// What else was read in the sentence.
pub(crate) struct Surroundings<'a> {
    pub reports: &'a [Report],
    pub conditions: &'a [SeenCondition],
    pub amounts: &'a [SeenAmount],
    pub times: &'a [SeenTime],
    pub published: Option<jiff::civil::Date>,
    /// Whether a sentence that announces something stands before, so that a bare `Callow: €3 million` is a promise.
    pub is_listed: bool,
}

/// Returns the commitments of a sentence in order, and the places where one is worded but nobody is named for it.
pub(crate) fn commitments(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
) -> (Vec<SeenCommitment>, Vec<Span>) {
    let mut seen: Vec<SeenCommitment> = Vec::new();
    let mut orphans = Vec::new();
    let is_worded = |hit: &Hit<'_>| {
        let trigger = passage.part(hit.range.start, hit.range.end);
        passage.holds_words(hit)
            && match hit.pattern.frame {
                Frame::Agent => agent(passage, trigger).is_some(),
                Frame::Noun => possessor(passage, trigger).is_some() && !is_doubted(passage, trigger),
                _ => {
                    let is_asked = passage.top(trigger).is_some_and(|verb| passage.is_open_question(verb));
                    let is_told = passage.is_verb(trigger) || passage.passive(trigger).is_some();
                    is_told && !passage.is_feared(trigger) && !is_asked
                }
            }
    };
    for hit in COMMITMENTS.find(passage.text(), is_worded) {
        match commitment(passage, cast, around, &hit) {
            Found::Commitment(commitment) if is_part_of(&seen, &commitment) => {}
            Found::Commitment(commitment) => {
                let further = further(passage, around, &commitment);
                seen.push(*commitment);
                seen.extend(further);
            }
            Found::NoDebtor(span) => orphans.push(span),
            Found::Nothing => {}
        }
    }
    seen.extend(listed(passage, cast, around));
    let further: Vec<SeenCommitment> = seen.iter().flat_map(|seen| elided(passage, cast, around, seen)).collect();
    seen.extend(further);
    attach(passage, &mut seen, around.conditions);
    seen.extend(rules(passage, cast, around, &seen));
    (seen, orphans)
}

/// Returns whether a commitment is only a verb inside what its debtor undertakes already: `has yet to commit to …`, where
/// the inner verb may be found with words of the outer one before it.
fn is_part_of(seen: &[SeenCommitment], commitment: &SeenCommitment) -> bool {
    let (end_bytes, object) = (commitment.trigger.end_bytes(), commitment.commitment.consequent.quote.span());
    seen.iter().any(|earlier| {
        let said = earlier.commitment.consequent.quote.span();
        let is_within = said.start_bytes() < end_bytes && end_bytes <= said.end_bytes();
        (is_within || said == object) && earlier.commitment.debtor == commitment.commitment.debtor
    })
}

/// Makes a commitment of each further verb of a promise: `will lift the ban and pay a grant`.
fn further(passage: &Passage<'_>, around: &Surroundings<'_>, model: &SeenCommitment) -> Vec<SeenCommitment> {
    let Some(verb) = passage.top(model.trigger).filter(|_| !model.is_relative) else { return Vec::new() };
    let objects = passage.further_objects(model.commitment.consequent.quote.span(), verb);
    let objects = objects.into_iter().filter_map(|object| cut_off(passage, object, around));
    let commitments = objects.map(|object| {
        let consequent = consequent(passage, around, object);
        let term = term(passage, object, object, days(around));
        let commitment = Commitment { consequent, term, ..model.commitment.clone() };
        let time = due(around, object, commitment.status);
        SeenCommitment { commitment, time, ..model.clone() }
    });
    commitments.collect()
}

enum Found {
    Commitment(Box<SeenCommitment>),
    NoDebtor(Span),
    Nothing,
}

fn commitment(passage: &Passage<'_>, cast: &Cast, around: &Surroundings<'_>, hit: &Hit<'_>) -> Found {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let is_condition = around.conditions.iter().any(|condition| condition.span.overlaps(trigger));
    if is_condition {
        return Found::Nothing;
    }
    if is_asked(passage, trigger) {
        return Found::Nothing;
    }
    let Some((object, debtor)) = passive(passage, hit).or_else(|| active(passage, around, hit)) else {
        return Found::Nothing;
    };
    let Some(debtor) = debtor.and_then(|debtor| cast.actors(debtor.ids())) else {
        return Found::NoDebtor(trigger);
    };
    let has_money = || around.amounts.iter().any(|seen| object.contains(seen.span) && is_money(&seen.amount));
    let status = match Status::from_word(hit.pattern.value) {
        Some(status) => status,
        None if hit.pattern.value == "announced" && has_money() => Status::Pledged,
        None if hit.pattern.value == "announced" => return Found::Nothing,
        None if is_back_shifted(trigger, around) => Status::Pledged,
        None => Status::Offered,
    };
    // `will bear no costs` is a no.
    let is_none =
        passage.words.get(passage.word_from(object.start_bytes()) + 1).is_some_and(|word| word.is_any(&["no", "none"]));
    let status = if hit.pattern.frame == Frame::Carried && is_none { Status::Refused } else { status };
    // `the concessions Norland is willing to make`: what is to be done stands before the verb.
    let head = passage.relative_head(trigger);
    let is_relative = head.is_some();
    let object = match head {
        Some(head) if passage.source.slice(object).split(' ').count() <= 3 => head.cover(object),
        _ => object,
    };
    let consequent = consequent(passage, around, object);
    let commitment = Commitment {
        creditor: creditors(passage, cast, object, &debtor),
        debtor,
        reach: reach(consequent.quote.text()),
        antecedent: None,
        status,
        stage: stage(passage, trigger, status),
        term: term(passage, trigger, object, days(around)),
        because: because(passage, trigger),
        consequent,
    };
    Found::Commitment(Box::new(SeenCommitment { trigger, time: due(around, object, status), is_relative, commitment }))
}

/// Returns what is to be done and by whom: `The rest will be paid | by Callow`.
fn passive(passage: &Passage<'_>, hit: &Hit<'_>) -> Option<(Span, Option<Actors>)> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let is_of_verb = matches!(hit.pattern.frame, Frame::Verb | Frame::Carried);
    let (deed, agent) = passage.passive(trigger).filter(|_| is_of_verb)?;
    Some((deed, Some(agent)))
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
fn is_asked(passage: &Passage<'_>, trigger: Span) -> bool {
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
fn cut_off(passage: &Passage<'_>, object: Span, around: &Surroundings<'_>) -> Option<Span> {
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
fn is_back_shifted(trigger: Span, around: &Surroundings<'_>) -> bool {
    around.reports.iter().any(|report| report.is_past && report.content.contains(trigger))
}

pub(crate) fn consequent(passage: &Passage<'_>, around: &Surroundings<'_>, object: Span) -> Consequent {
    let quote = passage.quote(object);
    let amount = around.amounts.iter().find(|amount| object.contains(amount.span)).map(|seen| seen.amount.clone());
    let is_money = amount.as_ref().is_some_and(is_money);
    Consequent { category: category(quote.text(), is_money), amount, theme: theme(passage, object), quote }
}

fn is_money(amount: &Amount) -> bool {
    matches!(amount.unit, casus_claim::Unit::Currency(_))
}

/// Returns the actors that an object says something is done for or toward.
fn creditors(passage: &Passage<'_>, cast: &Cast, object: Span, debtor: &Actors) -> Vec<EntityId> {
    let mut creditors: Vec<EntityId> = Vec::new();
    for mention in passage.mentions_in(object) {
        let mut at = passage.word_from(mention.span.start_bytes());
        while at > 0 && passage.words[at - 1].is_any(&["the", "its", "their"]) {
            at -= 1;
        }
        let is_toward = passage.follows(at, Class::Toward) && !passage.is_possessor(mention);
        for id in passage.bearers(mention) {
            let entity = cast.entity(id);
            let is_personnel = entity.name.split(' ').any(|word| LEXICON.is(Class::Personnel, &word.to_lowercase()));
            let is_actor = entity.kind.is_actor() && !is_personnel;
            if is_toward && is_actor && !debtor.ids().contains(&id) && !creditors.contains(&id) {
                creditors.push(id);
            }
        }
    }
    creditors
}

/// Returns whether a consequent is a rule over many promises.
fn reach(text: &str) -> Reach {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    if LEXICON.is(Class::Universal, &first) { Reach::General } else { Reach::Particular }
}

fn days<'a>(around: &Surroundings<'a>) -> Days<'a> {
    Days { times: around.times, published: around.published }
}

/// Returns when a promise is due: the time in its object.
fn due(around: &Surroundings<'_>, object: Span, status: Status) -> Option<Time> {
    let seen = around.times.iter().find(|seen| object.contains(seen.span))?;
    let is_term = seen.time.text().to_lowercase().starts_with("over the")
        || seen.time.text().eq_ignore_ascii_case("indefinitely");
    match status {
        _ if is_term => None,
        Status::Delivered => None,
        // What was decided on a past day is not due on it.
        Status::Agreed | Status::Withdrawn
            if seen.time.end().is_some_and(|end| around.published.is_some_and(|day| end <= day)) =>
        {
            None
        }
        _ => Some(forward(seen, around.published)),
    }
}

/// Gives each condition of the sentence to the promises that it stands beside.
fn attach(passage: &Passage<'_>, seen: &mut [SeenCommitment], conditions: &[SeenCondition]) {
    // A semicolon ends what a condition can reach.
    let reaches = |trigger: Span, condition: &SeenCondition| {
        let between = trigger.cover(condition.span);
        !passage.source.slice(between).contains(';')
    };
    for condition in conditions.iter().filter(|condition| !condition.is_about_before) {
        let start = condition.span.start_bytes();
        let before = seen.iter().rposition(|seen| seen.trigger.end_bytes() <= start);
        let after = seen.iter().position(|seen| seen.trigger.start_bytes() >= condition.span.end_bytes());
        let chosen = if condition.is_fronted { after } else { before.or(after) };
        let Some(trigger) = chosen.map(|at| seen[at].trigger).filter(|trigger| reaches(*trigger, condition)) else {
            continue;
        };
        // Joined verbs of one promise wait on the condition together.
        for seen in seen.iter_mut().filter(|seen| seen.trigger == trigger) {
            bind(&mut seen.commitment, condition);
        }
    }
}

/// Makes a commitment wait on a condition.
pub(crate) fn bind(commitment: &mut Commitment, seen: &SeenCondition) {
    let (status, condition) = match (seen.sense, commitment.status) {
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

/// Reads sentences whose verb is the waiting itself: `any support would require …`, `its part hinges on …`.
fn rules(
    passage: &Passage<'_>,
    cast: &Cast,
    around: &Surroundings<'_>,
    seen: &[SeenCommitment],
) -> Option<SeenCommitment> {
    use crate::pattern::REQUIREMENTS;
    let is_worded =
        |hit: &Hit<'_>| passage.holds_words(hit) && passage.is_verb(passage.part(hit.range.start, hit.range.end));
    let hits = REQUIREMENTS.find(passage.text(), is_worded);
    let hit = hits.first()?;
    let trigger = passage.part(hit.range.start, hit.range.end);
    if seen
        .iter()
        .any(|seen| seen.commitment.consequent.quote.span().overlaps(trigger) || seen.commitment.antecedent.is_some())
    {
        return None;
    }
    let subject = passage.subject_phrase(trigger)?;
    let object = passage.object(trigger, trigger.end_bytes())?;
    let object = first_part(passage, object);
    // `Callow needs 40 buses` and `they depend on it` are no conditions of anything.
    const HEDGE_WORDS_MAX: usize = 3;
    let first = passage.word_from(object.start_bytes());
    let head = passage.words[first..].iter().take(HEDGE_WORDS_MAX);
    let is_amount = head.clone().any(|word| word.kind == Kind::Number);
    let is_bare = |span: Span| passage.mentions.iter().any(|mention| mention.span.contains(span));
    if is_amount || is_bare(subject) || is_bare(object) {
        return None;
    }
    let adjectives = || Actors::new(adjective_states(passage, cast, subject));
    let owners = Actors::new(passage.actors_in(subject)).or_else(adjectives);
    // A rule over many promises is owed by whoever lays it down; of anything else the speaker is not the debtor.
    let is_rule = reach(passage.source.slice(subject)) == Reach::General;
    let speakers =
        || around.reports.iter().find(|report| report.content.contains(trigger)).map(|report| report.speaker.clone());
    let debtor = owners.or_else(|| speakers().filter(|_| is_rule)).and_then(|debtor| cast.actors(debtor.ids()))?;
    let consequent = consequent(passage, around, subject);
    let atom: Condition<Atom> = Condition::Atom(crate::theme::atom(passage, cast, object));
    let commitment = Commitment {
        creditor: Vec::new(),
        debtor,
        reach: reach(consequent.quote.text()),
        antecedent: Some(atom),
        status: Status::Withheld,
        stage: None,
        term: None,
        because: None,
        consequent,
    };
    Some(SeenCommitment { trigger, commitment, time: None, is_relative: false })
}

fn first_part(passage: &Passage<'_>, span: Span) -> Span {
    let start = passage.word_from(span.start_bytes());
    let end = passage.word_from(span.end_bytes());
    let comma = passage.words[start..end].iter().position(|word| word.text == ",");
    comma.and_then(|comma| passage.between(start, start + comma)).unwrap_or(span)
}
