//! Who says it? Cues, their speakers, and what they report.

use casus_claim::{Actors, EntityId, Mode};
use casus_syntax::TokenKind;
use casus_text::Span;

use crate::cast::{Cast, Mention};
use crate::lexicon::{Class, LEXICON, Takes};
use crate::passage::Passage;
use crate::word::phrase;

/// A reported statement.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub speaker: Actors,
    pub cue: String,
    pub content: Span,
    pub mode: Mode,
    pub addressee: Vec<EntityId>,
    /// Whether the cue stands in the past, so that a "would" in the content is a "will".
    pub is_past: bool,
    /// Whether the words report an utterance and not only a belief.
    pub is_uttered: bool,
}

/// The words of a cue, from the first to after the last.
struct Attribution {
    speaker: Actors,
    first: usize,
    end: usize,
    cue: (usize, usize),
    takes: Takes,
    addressee: Vec<EntityId>,
    /// Whether the attribution stands after or inside what it attributes.
    is_behind: bool,
}

/// Returns the reports of a sentence.
pub(crate) fn reports(passage: &Passage<'_>, cast: &Cast) -> Vec<Report> {
    let mut attributions: Vec<Attribution> = Vec::new();
    for at in 0..passage.words.len() {
        if passage.is_quoted(at) || attributions.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let speaking = attributions.last().map(|last| last.speaker.clone());
        let found = according(passage, at).or_else(|| cue(passage, cast, at, speaking));
        attributions.extend(found);
    }
    let starts: Vec<usize> = attributions.iter().map(|attribution| attribution.first).collect();
    let reports = attributions.iter().enumerate().filter_map(|(i, attribution)| {
        let limit = starts.get(i + 1).copied().filter(|_| !attribution.is_behind);
        report(passage, attribution, limit)
    });
    reports.collect()
}

/// Reads `according to S`, `in the words of S`.
fn according(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let words = &passage.words;
    let is_according = words[at].is("according") && words.get(at + 1).is_some_and(|word| word.is("to"));
    if !is_according {
        return None;
    }
    let mention = next_mention(passage, at + 2)?;
    let speaker = Actors::new(passage.bearers(mention))?;
    let end = passage.word_from(mention.span.end_bytes());
    let is_behind = at > 0;
    let first = if is_behind && words[at - 1].text == "," { at - 1 } else { at };
    Some(Attribution { speaker, first, end, cue: (at, at + 2), takes: Takes::Clause, addressee: Vec::new(), is_behind })
}

/// Returns the mention that begins at a word or one or two words on (`the`, a quotation mark).
fn next_mention<'a>(passage: &'a Passage<'_>, at: usize) -> Option<&'a Mention> {
    let from = passage.words.get(at)?.span.start_bytes();
    let to = passage.words.get(at + 2).or(passage.words.last())?.span.start_bytes();
    passage.mentions.iter().find(|mention| (from..=to).contains(&mention.span.start_bytes()))
}

/// Reads a verb of communication with its subject before or after it.
fn cue(passage: &Passage<'_>, cast: &Cast, at: usize, speaking: Option<Actors>) -> Option<Attribution> {
    let word = &passage.words[at];
    if word.kind != TokenKind::Word {
        return None;
    }
    let (cue_end, takes) = cue_at(passage, at)?;
    if is_noun(passage, at) {
        return None;
    }
    let lower = word.lower();
    let before = at.checked_sub(1).map(|before| passage.words[before].lower());
    let is_participle = lower.ends_with("ing");
    if is_participle && !matches!(before.as_deref(), Some("is" | "are" | "was" | "were" | ",")) || lower == "citing" {
        return None;
    }
    if let (true, Some(speaker)) = (is_participle && before.as_deref() == Some(","), speaking) {
        // `…, adding that`: whoever spoke goes on.
        let (end, addressee) = addressee(passage, cue_end, takes);
        return Some(Attribution {
            speaker,
            first: at - 1,
            end,
            cue: (at, cue_end),
            takes,
            addressee,
            is_behind: false,
        });
    }
    inverted(passage, cast, at, cue_end, takes).or_else(|| straight(passage, cast, at, cue_end, takes))
}

fn cue_at(passage: &Passage<'_>, at: usize) -> Option<(usize, Takes)> {
    let two = passage.words.get(at..at + 2).map(|words| phrase(words).to_lowercase());
    if let Some(cue) = two.and_then(|two| LEXICON.cue(&two)) {
        return Some((at + 2, cue.takes));
    }
    LEXICON.cue(&passage.words[at].lower()).map(|cue| (at + 1, cue.takes))
}

/// Returns whether the form at a word is a noun here: after an article, a possessor or an adjective.
fn is_noun(passage: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| passage.words.get(before)) else { return false };
    let is_and_verb = before.is("and") && passage.words[at].lower().ends_with("ed")
        || before.is("and") && passage.words[at].is("said");
    let is_noun_place =
        passage.follows(at, Class::BeforeNoun) || before.is_any(&["to", "and", "that", "member", "not"]);
    before.kind == TokenKind::Possessive || is_noun_place && !is_and_verb
}

/// Reads `…, said S` and `said S: …`.
fn inverted(passage: &Passage<'_>, cast: &Cast, at: usize, cue_end: usize, takes: Takes) -> Option<Attribution> {
    let before = at.checked_sub(1).map(|before| passage.words[before].text);
    if !matches!(before, Some("," | "”" | "\"" | ":" | "?" | "!" | "—" | "–" | "-") | None) {
        return None;
    }
    let mention = next_mention(passage, cue_end)?;
    let is_near = passage.word_from(mention.span.start_bytes()) <= cue_end + 1;
    // In `the “League” said` the quotation marks are the subject's.
    let has_subject = before == Some("”")
        && !passage.closes_speech(at - 1)
        && passage.mentions.iter().any(|mention| passage.words_of(mention).1.abs_diff(at) <= 1);
    if !is_near || is_place(passage, cast, mention) || passage.is_possessor(mention) || has_subject {
        return None;
    }
    let speaker = Actors::new(passage.bearers(mention))?;
    let end = after_apposition(passage, passage.word_from(mention.span.end_bytes()));
    let first = if before == Some(",") { at - 1 } else { at };
    Some(Attribution {
        speaker,
        first,
        end,
        cue: (at, cue_end),
        takes,
        addressee: Vec::new(),
        is_behind: before.is_some(),
    })
}

/// Returns the index after an apposition that follows a speaker: `said Ada Korn, the mayor,`.
fn after_apposition(passage: &Passage<'_>, end: usize) -> usize {
    const WORDS_MAX: usize = 8;
    if passage.words.get(end).is_none_or(|word| word.text != ",") {
        return end;
    }
    let rest = &passage.words[end + 1..];
    let close = rest.iter().take(WORDS_MAX).position(|word| matches!(word.text, "," | "." | ";"));
    match close {
        Some(close) if rest[..close].iter().all(|word| !LEXICON.is_finite(&word.lower()) && word.text != "“") => {
            end + 1 + close
        }
        _ => end,
    }
}

fn is_place(passage: &Passage<'_>, cast: &Cast, mention: &Mention) -> bool {
    let bearers = passage.bearers(mention);
    bearers.iter().any(|id| !cast.entity(*id).kind.is_actor())
}

/// Reads `S said that …` and `…, S said`.
fn straight(passage: &Passage<'_>, cast: &Cast, at: usize, cue_end: usize, takes: Takes) -> Option<Attribution> {
    let cue_words = passage.words[at].span.cover(passage.words[cue_end - 1].span);
    // `called for` and `ruled out` are no speech.
    let is_phrasal = passage.words[at].lower().starts_with("call") && passage.is(cue_end, Class::Preposition);
    if is_phrasal || !passage.is_verb(cue_words) {
        return None;
    }
    let speaker = passage.subject(passage.words[at].span.start_bytes())?;
    let speaker = cast.actors(speaker.ids())?;
    let mention = passage.mentions.iter().rev().find(|mention| {
        let is_before = mention.span.end_bytes() <= passage.words[at].span.start_bytes();
        is_before && passage.bearers(mention).iter().any(|id| speaker.ids().contains(id))
    })?;
    let subject_at = passage.word_from(mention.span.start_bytes());
    let subject_at =
        if subject_at > 0 && passage.words[subject_at - 1].is("the") { subject_at - 1 } else { subject_at };
    let (end, addressee) = addressee(passage, cue_end, takes);
    let has_content_before = subject_at > 0
        && matches!(passage.words[subject_at - 1].text, "," | "”" | "\"" | ":" | "?" | "!")
        && subject_at > 1;
    let next = passage.words.get(end).map_or(".", |word| word.text);
    let ends_here =
        matches!(next, "." | "," | ";" | "”") || passage.words[end..].iter().all(|word| is_adverbial(word.text));
    let is_behind = has_content_before && ends_here;
    let first = if is_behind && passage.words[subject_at - 1].text == "," { subject_at - 1 } else { subject_at };
    Some(Attribution { speaker, first, end, cue: (at, cue_end), takes, addressee, is_behind })
}

/// Returns whether a word may stand between a cue at the end and the full stop: `he said on Monday in Rivermouth`.
fn is_adverbial(word: &str) -> bool {
    LEXICON.is(Class::Adverbial, &word.to_lowercase())
        || word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Reads `told reporters`, `assured the allies`.
fn addressee(passage: &Passage<'_>, cue_end: usize, takes: Takes) -> (usize, Vec<EntityId>) {
    if takes != Takes::Addressee {
        return (cue_end, Vec::new());
    }
    if let Some(mention) =
        next_mention(passage, cue_end).filter(|mention| passage.word_from(mention.span.start_bytes()) <= cue_end + 1)
    {
        return (passage.word_from(mention.span.end_bytes()), passage.bearers(mention));
    }
    let is_press = passage.words.get(cue_end).is_some_and(|word| LEXICON.is(Class::Press, &word.lower()));
    (if is_press { cue_end + 1 } else { cue_end }, Vec::new())
}

fn report(passage: &Passage<'_>, attribution: &Attribution, limit: Option<usize>) -> Option<Report> {
    let content = content(passage, attribution, limit)?;
    let cue_words = &passage.words[attribution.cue.0..attribution.cue.1];
    let cue = phrase(cue_words);
    let is_past =
        cue.to_lowercase().ends_with("ed") || !cue.ends_with('s') && !cue.to_lowercase().starts_with("according");
    Some(Report {
        speaker: attribution.speaker.clone(),
        cue,
        mode: mode(passage, content, attribution),
        content,
        addressee: attribution.addressee.clone(),
        is_past,
        is_uttered: attribution.takes != Takes::Belief,
    })
}

fn content(passage: &Passage<'_>, attribution: &Attribution, limit: Option<usize>) -> Option<Span> {
    let words = &passage.words;
    if attribution.is_behind {
        let rest = &words[attribution.end..];
        let goes_on = rest.iter().filter(|word| !is_adverbial(word.text)).count() > 2;
        let end = if goes_on { words.len() } else { attribution.first };
        return clause(passage, 0, end);
    }
    let mut start = attribution.end;
    while words.get(start).is_some_and(|word| word.is_any(&[",", ":", "that", "as"])) {
        start += 1;
    }
    let is_fronted = words[attribution.cue.0].is("according");
    let that = words[attribution.end..].iter().position(|word| word.is("that"));
    let is_parenthesis =
        passage.is(start, Class::Preposition) || words.get(start).is_some_and(|word| word.is("following"));
    let reach = if attribution.takes == Takes::Object {
        4
    } else if is_parenthesis {
        20
    } else {
        0
    };
    if let Some(that) = that.filter(|that| *that <= reach && !is_fronted) {
        start = attribution.end + that + 1;
    }
    let end = limit.filter(|limit| *limit > start).map_or(words.len(), |limit| limit);
    let content = clause(passage, start, end)?;
    says_something(passage, content, attribution, start).then_some(content)
}

/// Returns whether what follows a cue can be what is communicated: `said on Friday` has nothing of the kind.
fn says_something(passage: &Passage<'_>, content: Span, attribution: &Attribution, start: usize) -> bool {
    const WORDS_MIN: usize = 3;
    let words = passage.source.slice(content).split_whitespace().count();
    let is_quoted = passage.source.slice(content).contains(['“', '"']);
    let has_that = start > 0 && passage.words[start - 1].is("that");
    let is_phrase =
        passage.is(start, Class::Preposition) && !has_that && !passage.words[attribution.cue.0].is("according");
    is_quoted || words >= WORDS_MIN && !is_phrase
}

/// Returns the span of a run of words without the comma or full stop at its end, but with its quotation marks.
fn clause(passage: &Passage<'_>, start: usize, end: usize) -> Option<Span> {
    let words = passage.words.get(start..end)?;
    let is_loose = |text: &str| matches!(text, "," | "." | ";" | ":" | "and" | "but" | "—" | "–");
    let last = words.iter().rposition(|word| !is_loose(word.text))?;
    let first = words.iter().position(|word| !is_loose(word.text))?;
    Some(words[first].span.cover(words[last].span))
}

/// Returns how much of the content stands in quotation marks, the attribution inside it aside.
fn mode(passage: &Passage<'_>, content: Span, attribution: &Attribution) -> Mode {
    let mut inside = false;
    let (mut quoted, mut free) = (0, 0);
    for (at, word) in passage.words.iter().enumerate() {
        match word.text {
            "“" => inside = true,
            "”" => inside = false,
            "\"" => inside = !inside,
            _ => {
                let is_own = (attribution.first..attribution.end).contains(&at);
                let counts = content.contains(word.span) && !is_own && word.kind != TokenKind::Mark;
                quoted += usize::from(counts && inside);
                free += usize::from(counts && !inside && !is_adverbial(word.text));
            }
        }
    }
    match (quoted, free) {
        (0, _) => Mode::Indirect,
        (_, 0) => Mode::Direct,
        _ => Mode::Mixed,
    }
}
