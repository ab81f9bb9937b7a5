//! Who says it? Verbs of communication, their speakers, and what they report.

use casus_claim::{Actors, EntityId, Mode};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::{Cast, Who};
use crate::lexicon::{Class, LEXICON, Takes};
use crate::passage::Passage;
use crate::said::{mode, quotation_before, said, whole_quotation};
use crate::tree::SUBJECTS;
use crate::word::{Kind, phrase};

/// A reported statement.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub speaker: Actors,
    /// The index of the cue's verb, or of its `according`.
    pub at: usize,
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
        // `according to a statement by the ministry`
        let author = || author(passage, source);
        let (source, speaker) = view().or_else(own).or_else(owner).or_else(author)?;
        return Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() });
    }
    if word.is_any(&["in", "by", "from"]) && word.dep == "prep" {
        let noun = object()?;
        if passage.words[noun].is("point") && !passage.words.get(noun + 2).is_some_and(|word| word.is("view")) {
            return None;
        }
        // `from the point of view of Korn`
        let of = passage.child(noun, &["prep"]).filter(|_| passage.words[noun].is("point"));
        let noun = of
            .and_then(|of| passage.child(of, &["pobj"]))
            .filter(|_| passage.child(noun, &["poss"]).is_none())
            .unwrap_or(noun);
        let (source, speaker) = owner_of_view(passage, noun)?;
        let cue_end = if source < noun { noun + 1 } else { passage.words[source].edges.0.max(noun + 1) };
        return Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() });
    }
    so_somebody(passage, at)
        .or_else(|| for_whom(passage, at))
        .or_else(|| message(passage, at))
        .or_else(|| label(passage, at))
}

/// Reads `The dam would hold, so the minister.`: an attribution without a verb.
fn so_somebody(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let is_mark = |at: usize| passage.words.get(at).is_none_or(|word| matches!(word.text, "," | "." | ";" | ":"));
    if !passage.words[at].is("so") || at == 0 || !is_mark(at - 1) {
        return None;
    }
    let mention = passage.mentions.iter().find(|mention| {
        let (first, after) = passage.words_of(mention);
        let is_next = first == at + 1 || first == at + 2 && passage.words[at + 1].is("the");
        is_next && is_mark(after)
    })?;
    let (_, after) = passage.words_of(mention);
    let speaker = Actors::new(passage.bearers(mention))?;
    Some(Attribution { speaker, source: after - 1, at, cue_end: at + 1, takes: Takes::Clause, addressee: Vec::new() })
}

/// Returns whose view a noun such as `view` or `words` is.
fn owner_of_view(passage: &Passage<'_>, noun: usize) -> Option<(usize, Actors)> {
    if !LEXICON.is(Class::View, passage.words[noun].lemma) {
        return None;
    }
    let of = || passage.child(passage.child(noun, &["prep"]).filter(|of| passage.words[*of].is("of"))?, &["pobj"]);
    let owns = passage.child(noun, &["poss"]);
    if let Some(source) = of().filter(|_| owns.is_none()) {
        return Some((source, Actors::new(passage.actors_of(source))?));
    }
    // With `in our view` a text hedges what it says itself.
    let owns = owns?;
    let is_own = passage.mention_at(owns).is_some_and(|mention| mention.who == Who::Speaker);
    Some((owns, owner(passage, noun).filter(|_| !is_own)?))
}

/// Returns the actor that owns a noun: `her office`, `Korn's words`.
fn owner(passage: &Passage<'_>, noun: usize) -> Option<Actors> {
    let owner = passage.child(noun, &["poss"])?;
    Actors::new(passage.bearers(passage.mention_at(owner)?))
}

/// Reads `Korn's verdict: “Too late.”` and, inside a text, `Korn: “Too late.”`
fn label(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let opens = passage.words.get(at + 1).is_some_and(|word| matches!(word.text, "“" | "\""));
    let noun = at.checked_sub(1).filter(|_| opens && passage.words[at].text == ":")?;
    let is_bare = passage.words[..at].iter().all(|word| !matches!(word.tag, "VBD" | "VBZ" | "VBP" | "MD"));
    let own = || Some((noun, Actors::new(passage.actors_of(noun))?));
    let is_message = LEXICON.is(Class::Message, passage.words[noun].lemma);
    let owned = || Some((passage.child(noun, &["poss"])?, owner(passage, noun)?));
    let (source, speaker) = if is_message { owned() } else { own() }.filter(|_| is_bare)?;
    Some(Attribution { speaker, source, at, cue_end: at + 1, takes: Takes::Quote, addressee: Vec::new() })
}

/// Reads `Korn's message was that …`.
fn message(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let word = &passage.words[at];
    let subject = passage.child(at, &["nsubj"]).filter(|subject| *subject < at && word.lemma == "be")?;
    let is_message = LEXICON.is(Class::Message, passage.words[subject].lemma);
    let that = passage.child(at, &["ccomp"]).filter(|clause| is_message && *clause > at)?;
    passage.child(that, &["mark"]).filter(|mark| passage.words[*mark].is("that"))?;
    let owned = || Some((passage.child(subject, &["poss"])?, owner(passage, subject)?));
    let (source, speaker) = owned().or_else(|| author(passage, subject))?;
    Some(Attribution { speaker, source, at, cue_end: at + 1, takes: Takes::Clause, addressee: Vec::new() })
}

/// Returns whoever a paper or a report is by: `a statement by the ministry`, `figures from the bank`.
pub(crate) fn author(passage: &Passage<'_>, noun: usize) -> Option<(usize, Actors)> {
    let by = passage.children(noun).filter(|by| passage.words[*by].is_any(&["by", "from", "of"]));
    let mut authors = by.filter_map(|by| {
        let source = passage.child(by, &["pobj"])?;
        Some((source, Actors::new(passage.actors_of(source))?))
    });
    authors.next()
}

/// Reads `For S, it is …` at the head of a sentence: what somebody takes something to be.
fn for_whom(passage: &Passage<'_>, at: usize) -> Option<Attribution> {
    let word = &passage.words[at];
    let begins = || !passage.words[..at].iter().any(|word| word.text.chars().any(char::is_alphabetic));
    if !(word.is("for") && word.dep == "prep" && begins()) {
        return None;
    }
    let source = passage.child(at, &["pobj"])?;
    let is_aside = passage.words.get(passage.words[source].edges.1 + 1).is_some_and(|word| word.text == ",");
    let verb = word.head;
    let is_judged = passage.child(verb, &["auxpass"]).is_some() || passage.words[verb].lemma == "be";
    let is_judged = is_judged && passage.child(verb, &SUBJECTS).is_some();
    // A view is somebody's and no state's: `For Norland, it is the third flood` tells of Norland.
    let speaker = Actors::new(passage.actors_of(source)).filter(|_| is_aside && is_judged)?;
    Some(Attribution { speaker, source, at, cue_end: at + 1, takes: Takes::Clause, addressee: Vec::new() })
}

/// Reads a verb of communication with its subject before or after it, or with its agent.
fn cue(passage: &Passage<'_>, cast: &Cast, at: usize) -> Option<Attribution> {
    let (cue_end, takes) = cue_at(passage, at).or_else(|| beside_quotation(passage, at))?;
    // Whoever is quoted as saying something says it.
    if passage.words[at].lemma == "quote"
        && passage.children(at).any(|child| passage.words[child].is_any(&["as", "by"]))
    {
        return None;
    }
    let is_reduced = passage.words[at].dep == "acl" && passage.words[at].tag == "VBN";
    if is_reduced || passage.child(at, &["auxpass"]).is_some() {
        if takes == Takes::Quote {
            return None;
        }
        return passive(passage, cast, at, cue_end);
    }
    if !tells(passage, at) {
        return None;
    }
    let inverted = inverted(passage, at, cue_end);
    let named = |source: usize| Some((source, cast.actors(&passage.actors_of(source))?));
    let stray = || named(stray_speaker(passage, at, cue_end)?);
    let (source, speaker) = match inverted.or_else(|| quoted_speaker(passage, at)) {
        Some(inverted) => named(inverted)?,
        None if is_cut_off(passage, at) && stray().is_some() => stray()?,
        None => {
            let of_paper = || paper(passage, at).filter(|(_, actors)| cast.actors(actors.ids()).is_some());
            let subject = || named(passage.subject_of(at)?);
            of_paper().or_else(|| nearest(passage, at).find_map(named)).or_else(subject).or_else(stray)?
        }
    };
    let addressee = if inverted.is_some() { Vec::new() } else { addressee(passage, at, takes) };
    Some(Attribution { speaker, source, at, cue_end, takes, addressee })
}

/// Returns the subjects of a verb that stand in nobody's mouth, the nearest first, each before what it is explained by:
/// `“Nothing new”, Korn told me`, `Commissioner, the rebels say`.
fn nearest(passage: &Passage<'_>, at: usize) -> impl Iterator<Item = usize> {
    let is_subject = |child: &usize| passage.words[*child].dep == "nsubj" && !passage.is_quoted(*child);
    let is_named = |child: &usize| passage.mention_at(*child).is_some();
    let mut all: Vec<usize> = passage.children(at).filter(is_subject).filter(|child| *child < at).collect();
    all.reverse();
    let explained = |child: &usize| {
        let is_called = passage.words.get(*child + 1).is_some_and(|word| word.text == ",");
        passage.child(*child, &["appos"]).filter(|_| is_called && !is_named(child))
    };
    let explained: Vec<usize> = all.iter().filter_map(explained).collect();
    all.into_iter().filter(is_named).chain(explained).collect::<Vec<_>>().into_iter()
}

/// Returns whose paper says something: `the report by the institute says`, `Korn's answer was brief: “No.”`
fn paper(passage: &Passage<'_>, at: usize) -> Option<(usize, Actors)> {
    let subject = passage.child(at, &["nsubj"]).filter(|subject| *subject < at)?;
    let lemma = passage.words[subject].lemma;
    let is_paper =
        LEXICON.is(Class::Statement, lemma) || LEXICON.is(Class::Message, lemma) || LEXICON.is(Class::Paper, lemma);
    let owned = || Some((passage.child(subject, &["poss"])?, owner(passage, subject)?));
    owned().or_else(|| author(passage, subject)).filter(|_| is_paper)
}

/// Returns whoever is quoted as saying something: `quoted Korn as saying`.
fn quoted_speaker(passage: &Passage<'_>, at: usize) -> Option<usize> {
    if passage.words[at].lemma == "quote" {
        return passage.child(at, &["dobj"]);
    }
    let by_as = passage.words[at].head;
    let is_quoted = passage.words[at].dep == "pcomp" && passage.words[by_as].is("as");
    let verb = passage.words[by_as].head;
    let is_active = passage.child(verb, &["auxpass"]).is_none();
    passage.child(verb, &["dobj"]).filter(|object| is_quoted && is_active && *object < at)
}

/// Returns whether all before a verb is cut off by a comma, so that its speaker follows: `Nonsense, says the coastguard`.
fn is_cut_off(passage: &Passage<'_>, at: usize) -> bool {
    let is_comma = at > 0 && passage.words[at - 1].text == ",";
    let subject = passage.child(at, &["nsubj"]).filter(|subject| *subject < at && passage.words[at].tag == "VBZ");
    is_comma && subject.is_some_and(|subject| passage.words[subject].edges.1 + 2 >= at)
}

/// Reads `it was stressed by S that …` and `the fear, voiced by S, that …`.
fn passive(passage: &Passage<'_>, cast: &Cast, at: usize, cue_end: usize) -> Option<Attribution> {
    let is_told = passage.words[at].tag == "VBN" && passage.child(at, &["neg"]).is_none();
    let agent = passage.child(at, &["agent"]).filter(|by| *by > at);
    let by = agent.or_else(|| heard_in(passage, at)).filter(|_| is_told)?;
    let source = passage.child(by, &["pobj"])?;
    let speaker = cast.actors(&passage.actors_of(source))?;
    Some(Attribution { speaker, source, at, cue_end, takes: Takes::Clause, addressee: Vec::new() })
}

/// Returns the preposition of `it is said in the Commission`.
fn heard_in(passage: &Passage<'_>, at: usize) -> Option<usize> {
    let is_it = passage.child(at, &["nsubjpass"]).is_some_and(|subject| passage.words[subject].is("it"));
    let is_said = is_it && passage.words[at].lemma == "say";
    passage.child(at, &["prep"]).filter(|place| is_said && *place > at && passage.words[*place].is_any(&["in", "at"]))
}

/// Returns whether a quotation stands behind a colon after the verb of a sentence: `Korn sounded tired: “It is late.”`
fn is_before_quotation(passage: &Passage<'_>, at: usize) -> bool {
    let colon = (at + 1..passage.words.len()).find(|colon| matches!(passage.words[*colon].text, ":" | "“" | "\""));
    let Some(colon) = colon.filter(|colon| passage.words[*colon].text == ":") else { return false };
    let opens = passage.words.get(colon + 1).is_some_and(|word| matches!(word.text, "“" | "\""));
    let begins = passage.words.get(colon + 2).is_some_and(|word| word.text.starts_with(char::is_uppercase));
    let opens = opens && begins && passage.words[at].lemma != "have";
    let is_verb = |at: usize| matches!(passage.words[at].tag, "VBD" | "VBZ" | "VBP");
    let is_last = || !(at + 1..colon).any(is_verb);
    opens && is_last()
}

/// Takes any verb for one of saying that stands with its speaker right beside a quotation: `“…,” snapped Korn`.
fn beside_quotation(passage: &Passage<'_>, at: usize) -> Option<(usize, Takes)> {
    let word = &passage.words[at];
    let is_told = word.kind == Kind::Word && matches!(word.tag, "VBD" | "VBZ" | "VBP");
    let is_behind = |at: usize| {
        let ends = |at: usize| passage.words.get(at).is_some_and(|word| matches!(word.text, "”" | "\""));
        let is_comma = |at: usize| passage.words.get(at).is_some_and(|word| matches!(word.text, "," | "!" | "?"));
        at > 1 && (ends(at - 1) && is_comma(at - 2) || is_comma(at - 1) && ends(at - 2))
    };
    let subject = passage.child(at, &["nsubj"]).filter(|_| is_told)?;
    if subject < at && is_before_quotation(passage, at) {
        return Some((at + 1, Takes::Clause));
    }
    if word.pos != Pos::Verb {
        return None;
    }
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
        LEXICON.telling(&std::iter::once(word.lemma).chain(rest).collect::<String>()).map(|takes| (at + len, takes))
    });
    let found = longer.or_else(|| LEXICON.telling(word.lemma).map(|takes| (at + 1, takes)));
    found.filter(|(cue_end, takes)| match takes {
        Takes::With(preposition) => comes_with(passage, at, *cue_end, preposition),
        _ => true,
    })
}

/// Returns whether a preposition goes with what a verb takes: `dismissed the plan as a trick`.
fn comes_with(passage: &Passage<'_>, at: usize, cue_end: usize, preposition: &str) -> bool {
    let last = cue_end - 1;
    let of = passage.child(last, &["pobj"]).filter(|_| last > at);
    let Some(object) = of.or_else(|| passage.child(at, &["dobj"])).filter(|object| *object > at) else { return false };
    let mut parts = passage.children(at).chain(passage.children(object)).chain(passage.children(last));
    // `put the damage at 4 million`, but not `at risk`
    let is_counted = |part: usize| {
        let (first, last) = passage.words[part].edges;
        preposition != "at" || passage.words[first..=last].iter().any(|word| word.kind == Kind::Number)
    };
    parts.any(|part| {
        let word = &passage.words[part];
        part > object && word.is(preposition) && word.dep == "prep" && is_counted(part)
    })
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
    is_told
        && !is_phrasal
        && !has(&["auxpass", "neg"])
        && !matches!(word.dep, "amod" | "compound")
        && !is_supposed(passage, at)
}

/// Returns whether a verb stands in a clause that only says what may come: `unless the council says yes`, `on condition
/// that Callow declares its guns`.
fn is_supposed(passage: &Passage<'_>, at: usize) -> bool {
    const MARKS: [&str; 6] = ["if", "unless", "once", "until", "lest", "whether"];
    let mut clause = at;
    while passage.words[clause].dep == "conj" && passage.words[clause].head != clause {
        clause = passage.words[clause].head;
    }
    let mut marks = passage.children(clause).filter(|mark| *mark < clause).map(|mark| &passage.words[mark]);
    let word = &passage.words[clause];
    let is_term = matches!(word.dep, "acl" | "ccomp" | "relcl") && passage.words[word.head].lemma == "condition";
    let long = |at: usize| at > 0 && passage.words[at - 1].is_any(&["long", "soon"]) && passage.words[at].is("as");
    let is_as_long = passage.children(clause).any(|mark| mark < clause && long(mark));
    is_as_long || is_term || matches!(word.dep, "advcl" | "ccomp") && marks.any(|mark| mark.is_any(&MARKS))
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

fn quoted_before(passage: &Passage<'_>, attribution: &Attribution) -> Option<Report> {
    let content = quotation_before(passage, attribution)?;
    let words = &passage.words[attribution.at..attribution.cue_end];
    Some(Report {
        speaker: attribution.speaker.clone(),
        at: attribution.at,
        cue: phrase(words),
        mode: Mode::Direct,
        content,
        addressee: attribution.addressee.clone(),
        is_past: matches!(words[0].tag, "VBD" | "VBN"),
        is_uttered: true,
    })
}

fn report(passage: &Passage<'_>, attribution: &Attribution) -> Option<Report> {
    let Some((content, span)) = said(passage, attribution) else {
        return quoted_before(passage, attribution);
    };
    let words = &passage.words[attribution.at..attribution.cue_end];
    Some(Report {
        speaker: attribution.speaker.clone(),
        at: attribution.at,
        cue: phrase(words),
        mode: mode(passage, span, attribution, content.top),
        content: whole_quotation(passage, span),
        addressee: attribution.addressee.clone(),
        is_past: matches!(words[0].tag, "VBD" | "VBN"),
        is_uttered: attribution.takes != Takes::Belief || is_set_off(passage, attribution, span),
    })
}

/// Returns whether somebody's belief is told as what he said: `The dam is safe, thinks Korn`.
fn is_set_off(passage: &Passage<'_>, attribution: &Attribution, content: Span) -> bool {
    let first = passage.words[attribution.source].edges.0.min(attribution.at);
    let is_first_person = passage.words[attribution.source].is_any(&["I", "we"]);
    let is_cut = first > 0 && matches!(passage.words[first - 1].text, "," | "”" | "\"");
    is_cut && !is_first_person && content.start_bytes() < passage.words[first].span.start_bytes()
}
