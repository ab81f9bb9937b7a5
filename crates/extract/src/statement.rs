//! Who says it? Verbs of communication, their speakers, and what they report.

use casus_claim::{Actors, EntityId, Mode};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::{Cast, Who};
use crate::lexicon::{Class, LEXICON, Takes};
use crate::passage::Passage;
use crate::said::{mode, said, whole_quotation};
use crate::tree::SUBJECTS;
use crate::word::{Kind, phrase};

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

/// The words that attribute something to somebody.
pub(crate) struct Attribution {
    pub speaker: Actors,
    /// The head of the noun phrase that names the speaker.
    pub source: usize,
    /// The verb, or the `according`.
    pub at: usize,
    /// The index after the cue's last word.
    pub cue_end: usize,
    pub takes: Takes,
    pub addressee: Vec<EntityId>,
}

/// Returns the reports of a sentence.
pub(crate) fn reports(passage: &Passage<'_>, cast: &Cast) -> Vec<Report> {
    let indices = (0..passage.words.len()).filter(|at| !passage.is_quoted(*at));
    let mut attributions: Vec<Attribution> = Vec::new();
    for at in indices {
        let going_on = going_on(passage, at, attributions.last());
        attributions.extend(going_on.or_else(|| according(passage, at)).or_else(|| cue(passage, cast, at)));
    }
    attributions.iter().filter_map(|attribution| report(passage, attribution)).collect()
}

/// Reads `…, adding that`: whoever spoke goes on.
fn going_on(passage: &Passage<'_>, at: usize, last: Option<&Attribution>) -> Option<Attribution> {
    let Attribution { speaker, source, at: before, .. } = last?;
    let joins = || joins_on(passage, at) && passage.words[at].tag == passage.words[*before].tag;
    let (cue_end, takes) = cue_at(passage, at).filter(|_| goes_on_at(passage, at) || joins())?;
    Some(Attribution {
        speaker: speaker.clone(),
        source: *source,
        at,
        cue_end,
        takes,
        addressee: addressee(passage, at, takes),
    })
}

/// Returns whether a verb of communication goes on with what somebody says, and is no part of what he said before.
pub(crate) fn goes_on_at(passage: &Passage<'_>, at: usize) -> bool {
    let word = &passage.words[at];
    word.tag == "VBG"
        && word.dep == "advcl"
        && at > 0
        && passage.words[at - 1].text == ","
        && cue_at(passage, at).is_some()
}

/// Returns whether a verb of communication goes on after `and` though the parser has hung it on what was said before: `noted
/// the progress made and stressed the need for a truce`.
pub(crate) fn joins_on(passage: &Passage<'_>, at: usize) -> bool {
    let word = &passage.words[at];
    let is_joined = word.dep == "conj" && at > 0 && passage.words[at - 1].is_any(&["and", "but"]);
    let is_finite = matches!(word.tag, "VBD" | "VBZ" | "VBP") && passage.child(at, &SUBJECTS).is_none();
    let names = |subject: usize| !passage.actors_of(subject).is_empty();
    is_joined && is_finite && cue_at(passage, at).is_some() && !passage.subject_of(at).is_some_and(names)
}

/// Reads `according to S`, `in the words of S`, `in S's view`, `by S's account` and `For S, it is …`.
fn according(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let word = &passage.words[at];
    let is_run = || word.is("according") && passage.words.get(at + 1).is_some_and(|next| next.is("to"));
    let (preposition, cue_end) = if is_run() { (at + 1, at + 2) } else { (at, at + 1) };
    let object = || passage.child(preposition, &["pobj"]);
    if is_run() {
        // `according to her words`
        let source = object()?;
        let view = || owner_of_view(passage, source);
        let own = || Some((source, Actors::new(passage.actors_of(source))?));
        // `according to her office`
        let owner = || Some((source, owner(passage, source)?));
        let (source, speaker) = view().or_else(own).or_else(owner)?;
        return Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() });
    }
    if word.is_any(&["in", "by"]) && word.dep == "prep" {
        let noun = object()?;
        let (source, speaker) = owner_of_view(passage, noun)?;
        let cue_end = if source < noun { noun + 1 } else { passage.words[source].edges.0.max(noun + 1) };
        return Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() });
    }
    for_whom(passage, at)
}

/// Returns whose view a noun such as `view` or `words` is.
fn owner_of_view(passage: &Passage<'_>, noun: usize) -> Option<(usize, Actors)> {
    if !LEXICON.is(Class::View, passage.words[noun].lemma) {
        return None;
    }
    let of = || passage.child(passage.child(noun, &["prep"]).filter(|of| passage.words[*of].is("of"))?, &["pobj"]);
    if let Some(source) = of() {
        return Some((source, Actors::new(passage.actors_of(source))?));
    }
    // With `in our view` a text hedges what it says itself.
    let owns = passage.child(noun, &["poss"])?;
    let is_own = passage.mention_at(owns).is_some_and(|mention| mention.who == Who::Speaker);
    Some((owns, owner(passage, noun).filter(|_| !is_own)?))
}

/// Returns the actor that owns a noun: `her office`, `Korn's words`.
fn owner(passage: &Passage<'_>, noun: usize) -> Option<Actors> {
    let owner = passage.child(noun, &["poss"])?;
    Actors::new(passage.bearers(passage.mention_at(owner)?))
}

/// Reads `For S, it is …` at the head of a sentence: what somebody takes something to be.
fn for_whom(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let word = &passage.words[at];
    let begins = || passage.words[..at].iter().all(|word| word.kind == Kind::Mark);
    if !(word.is("for") && word.dep == "prep" && begins()) {
        return None;
    }
    let source = passage.child(at, &["pobj"])?;
    let is_aside = passage.words.get(passage.words[source].edges.1 + 1).is_some_and(|word| word.text == ",");
    let verb = word.head;
    let is_judged = passage.words[verb].lemma == "be" && passage.child(verb, &SUBJECTS).is_some();
    // A view is somebody's and no state's: `For Norland, it is the third flood` tells of Norland.
    let names = passage.mention_at(source).filter(|_| is_aside && is_judged)?;
    let speaker = Actors::new(passage.bearers(names))?;
    Some(Attribution { speaker, source, at, cue_end: at + 1, takes: Takes::Clause, addressee: Vec::new() })
}

/// Reads a verb of communication with its subject before or after it, or with its agent.
fn cue(passage: &Passage<'_>, cast: &Cast, at: usize) -> Option<Attribution> {
    let (cue_end, takes) = cue_at(passage, at).or_else(|| beside_quotation(passage, at))?;
    let is_reduced = passage.words[at].dep == "acl" && passage.words[at].tag == "VBN";
    if is_reduced || passage.child(at, &["auxpass"]).is_some() {
        return passive(passage, cast, at, cue_end);
    }
    if !tells(passage, at) {
        return None;
    }
    let inverted = inverted(passage, at, cue_end);
    let named = |source: usize| Some((source, cast.actors(&passage.actors_of(source))?));
    let (source, speaker) = match inverted {
        Some(inverted) => named(inverted)?,
        None => named(passage.subject_of(at)?).or_else(|| named(stray_speaker(passage, at, cue_end)?))?,
    };
    let addressee = if inverted.is_some() { Vec::new() } else { addressee(passage, at, takes) };
    Some(Attribution { speaker, source, at, cue_end, takes, addressee })
}

/// Reads `it was stressed by S that …` and `the fear, voiced by S, that …`.
fn passive(passage: &Passage<'_>, cast: &Cast, at: usize, cue_end: usize) -> Option<Attribution> {
    let is_told = passage.words[at].tag == "VBN" && passage.child(at, &["neg"]).is_none();
    let by = passage.child(at, &["agent"]).filter(|by| is_told && *by > at)?;
    let source = passage.child(by, &["pobj"])?;
    let speaker = cast.actors(&passage.actors_of(source))?;
    Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() })
}

/// Takes any verb for one of saying that stands with its speaker right behind a quotation: `“…,” snapped Korn`.
fn beside_quotation(passage: &Passage<'_>, at: usize) -> Option<(usize, Takes)> {
    let word = &passage.words[at];
    let is_told = word.kind == Kind::Word && matches!(word.tag, "VBD" | "VBZ" | "VBP") && word.pos == Pos::Verb;
    let is_behind = |at: usize| {
        let ends = |at: usize| passage.words.get(at).is_some_and(|word| matches!(word.text, "”" | "\""));
        let is_comma = |at: usize| passage.words.get(at).is_some_and(|word| matches!(word.text, "," | "!" | "?"));
        at > 1 && (ends(at - 1) && is_comma(at - 2) || is_comma(at - 1) && ends(at - 2))
    };
    let subject = passage.child(at, &["nsubj"]).filter(|_| is_told)?;
    let is_beside = if subject > at {
        is_behind(at) && passage.words[subject].edges.0 == at + 1
    } else {
        is_behind(passage.words[subject].edges.0) && passage.words[subject].edges.1 + 1 == at
    };
    is_beside.then_some((at + 1, Takes::Clause))
}

/// Returns whoever stands right after a verb whose subject is nobody: `Nonsense, says the governor: it is too late`.
fn stray_speaker(passage: &Passage<'_>, at: usize, cue_end: usize) -> Option<usize> {
    let is_behind = at > 0 && passage.words[at - 1].text == ",";
    let is_next = |word: &usize| passage.words[*word].edges.0 == cue_end;
    let noun = (cue_end..passage.words.len()).find(|noun| is_next(noun) && passage.mention_at(*noun).is_some());
    noun.filter(|noun| is_behind && matches!(passage.words[*noun].pos, Pos::Noun | Pos::Propn))
}

/// Returns the speaker right after a verb that follows what is said: `…, warns Korn`. The parser may have taken him for
/// an object, or an earlier noun for a second subject.
fn inverted(passage: &Passage<'_>, at: usize, cue_end: usize) -> Option<usize> {
    let before = passage.words.get(at.checked_sub(1)?)?;
    let is_behind = matches!(before.text, "," | "”" | "\"" | "?" | "!" | "—" | "–") || before.is("as");
    let is_next = |part: &usize| passage.words[*part].edges.0 == cue_end;
    let subject = passage.child(at, &SUBJECTS);
    let object = passage.child(at, &["dobj"]).filter(|_| subject.is_none() && passage.words[at].tag != "VBG");
    let after = passage.children(at).find(|part| is_next(part) && SUBJECTS.contains(&passage.words[*part].dep));
    after.or(object).filter(|part| is_behind && is_next(part))
}

fn cue_at(passage: &Passage<'_>, at: usize) -> Option<(usize, Takes)> {
    let word = &passage.words[at];
    if word.kind != Kind::Word || !passage.is_verbal(at) {
        return None;
    }
    let longer = (2..=CUE_WORDS_MAX).rev().find_map(|len| {
        let rest = passage.words.get(at + 1..at + len)?;
        let rest = rest.iter().flat_map(|word| [" ", word.text]);
        LEXICON.cue(&std::iter::once(word.lemma).chain(rest).collect::<String>()).map(|takes| (at + len, takes))
    });
    longer.or_else(|| LEXICON.cue(word.lemma).map(|takes| (at + 1, takes)))
}

/// The longest cue has so many words: `let it be known`.
const CUE_WORDS_MAX: usize = 4;

/// Returns whether a verb tells that something was communicated: `declined to say` and `did not say` do not, nor does
/// `called for`.
fn tells(passage: &Passage<'_>, at: usize) -> bool {
    let word = &passage.words[at];
    let has = |deps: &[&str]| passage.child(at, deps).is_some();
    let helper = |lemmas: &[&str]| {
        passage
            .children(at)
            .any(|child| passage.words[child].dep == "aux" && lemmas.contains(&passage.words[child].lemma))
    };
    let is_told = match word.tag {
        "VB" => helper(&["do"]),
        "VBN" => helper(&["have"]) || has(&["nsubj"]),
        // `was quoted as saying`
        "VBG" => helper(&["be"]) || word.dep == "advcl" || word.dep == "pcomp" && passage.words[word.head].is("as"),
        _ => true,
    };
    let is_phrasal = word.lemma == "call"
        && passage.words.get(at + 1).is_some_and(|next| next.is_any(&["for", "on", "upon", "off"]));
    is_told && !is_phrasal && !has(&["auxpass", "neg"]) && !matches!(word.dep, "amod" | "compound")
}

/// Reads `told reporters`, `assured the allies`, `wrote to the council`.
fn addressee(passage: &Passage<'_>, at: usize, takes: Takes) -> Vec<EntityId> {
    let hearer = match takes {
        Takes::Addressee => passage.child(at, &["dobj", "dative", "iobj"]),
        _ => passage
            .children(at)
            .find(|child| passage.words[*child].is("to") && matches!(passage.words[*child].dep, "prep" | "dative"))
            .and_then(|to| passage.child(to, &["pobj"])),
    };
    hearer.map(|hearer| passage.actors_of(hearer)).unwrap_or_default()
}

fn report(passage: &Passage<'_>, attribution: &Attribution) -> Option<Report> {
    let (content, span) = said(passage, attribution)?;
    let words = &passage.words[attribution.at..attribution.cue_end];
    Some(Report {
        speaker: attribution.speaker.clone(),
        cue: phrase(words),
        mode: mode(passage, span, attribution, content.top),
        content: whole_quotation(passage, span),
        addressee: attribution.addressee.clone(),
        is_past: matches!(words[0].tag, "VBD" | "VBN"),
        is_uttered: attribution.takes != Takes::Belief,
    })
}
