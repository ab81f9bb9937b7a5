//! What is said? The words that an attribution attributes: the clause that its verb takes, the clause that it stands inside of,
//! an object or a quotation.

use casus_claim::Mode;
use casus_text::Span;

use crate::lexicon::Takes;
use crate::passage::Passage;
use crate::statement::{Attribution, goes_on_at, joins_on};
use crate::word::{Kind, Word};

/// What an attribution attributes: the words from the first to before the last, and the word they hang on.
pub(crate) struct Content {
    pub top: usize,
    pub start: usize,
    pub end: usize,
}

/// Returns what an attribution attributes, with its span.
pub(crate) fn said(passage: &Passage<'_>, attribution: &Attribution) -> Option<(Content, Span)> {
    let content = content(passage, attribution).filter(|content| {
        let is_speech = || matches!(passage.words[content.start].text, "“" | "\"");
        attribution.takes != Takes::Quote || is_speech() || is_behind_comma(passage, attribution)
    });
    let content = content.or_else(|| behind_colon(passage, attribution))?;
    let content = with_quotation(passage, after_preface(passage, attribution, content));
    let span = clause(passage, &content)?;
    Some((content, span))
}

/// Returns the quotation that ends before a sentence that is an attribution and nothing else: `“Who pays?” asked Korn.`
pub(crate) fn quotation_before(passage: &Passage<'_>, attribution: &Attribution) -> Option<Span> {
    let (first, end) = own_words(passage, attribution);
    let is_mark = |word: &Word<'_>| word.kind == Kind::Mark;
    let is_all = passage.words[..first].iter().all(is_mark) && passage.words[end..].iter().all(is_mark);
    let text = passage.source.text();
    let from = passage.words.get(first)?.span.start_bytes();
    let close = text[..from].trim_end_matches(' ').len();
    let quoted = text[..close].strip_suffix(['”', '"']).filter(|_| is_all)?;
    let start = quoted.rfind(['“', '”', '"', '\n']).filter(|at| quoted[*at..].starts_with(['“', '"']))?;
    passage.source.span(start, close)
}

/// Returns whether an attribution stands behind a comma or a quotation, and does not begin a clause of its own.
fn is_behind_comma(passage: &Passage<'_>, attribution: &Attribution) -> bool {
    let before = own_words(passage, attribution).0.checked_sub(1);
    before.is_some_and(|before| matches!(passage.words[before].text, "," | "”" | "\"" | "?" | "!"))
}

/// Returns what stands behind a colon that ends an attribution: `Korn was clear: no truce without inspections`.
fn behind_colon(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let after = after_attribution(passage, attribution);
    let is_colon = passage.words.get(after).is_some_and(|word| word.text == ":") && attribution.takes != Takes::Quote;
    let (start, end) = (after + 1, passage.words.len());
    if !is_colon {
        // `Korn was more blunt: “No.”`
        let colon = (attribution.cue_end..end).find(|at| passage.words[*at].text == ":")?;
        let is_finite = |word: &Word<'_>| matches!(word.tag, "VBD" | "VBZ" | "VBP" | "MD");
        let is_near = !passage.words[attribution.cue_end..colon].iter().any(is_finite);
        let opens = passage.words.get(colon + 1).is_some_and(|word| matches!(word.text, "“" | "\""));
        return (is_near && opens).then_some(Content { top: attribution.at, start: colon + 1, end });
    }
    (is_colon && start < end).then_some(Content { top: attribution.at, start, end })
}

/// Leaves out what a text says of a speaker before a colon: `Korn was milder: the draft, she said, was a start`.
fn after_preface(passage: &Passage<'_>, attribution: &Attribution, content: Content) -> Content {
    let own = own_words(passage, attribution).0.max(content.start);
    let colon = (content.start..own).find(|at| passage.words[*at].text == ":");
    let colon = colon.or_else(|| (content.start..own).rev().find(|at| passage.words[*at].text == ";"));
    let Some(colon) = colon.filter(|colon| !passage.is_quoted(*colon)) else { return content };
    let is_loose = passage.words[colon].text == ";";
    let is_told = |at: usize| {
        let is_finite = matches!(passage.words[at].tag, "VBD" | "VBZ" | "VBP");
        let subject = passage.child(at, &["nsubj"]).filter(|subject| is_finite && *subject < at);
        // `He would sign; nobody, he said, could stop him` may be all his.
        let subject = subject.filter(|subject| !is_loose || !passage.words[*subject].tag.starts_with("PRP"));
        let named = subject.map(|subject| passage.actors_of(subject)).unwrap_or_default();
        !named.is_empty() && named == attribution.speaker.ids()
    };
    if (content.start..colon).any(is_told) { Content { start: colon + 1, ..content } } else { content }
}

/// Returns where what is said ends because its speaker goes on with something else.
fn end_before_next(passage: &Passage<'_>, start: usize, end: usize) -> usize {
    (start + 1..end).find(|at| goes_on_at(passage, *at) || joins_on(passage, *at)).unwrap_or(end)
}

/// Makes a content that is a part of a longer quotation reach to both its ends in the paragraph, and over the quotation that
/// goes on behind the attribution: `“We will stay,” said Korn. “We promised it.”`
pub(crate) fn whole_quotation(passage: &Passage<'_>, content: Span) -> Span {
    let text = passage.source.text();
    let (first, end) = (passage.word_from(content.start_bytes()), passage.word_from(content.end_bytes()));
    let is_mark = |c: char| matches!(c, '“' | '”' | '"' | '\n');
    let before = text[..passage.span.start_bytes()].rfind(is_mark).filter(|_| passage.is_in_quote && first == 0);
    let start = before.filter(|at| !text[*at..].starts_with(['\n', '”'])).unwrap_or(content.start_bytes());
    let is_last = passage.words[end..].iter().all(|word| matches!(word.text, "." | "!" | "?"));
    let is_open = is_last && passage.is_quoted(end);
    let is_direct = passage.words[first..end].last().is_some_and(|word| matches!(word.text, "”" | "\""));
    let rest = &text[passage.span.end_bytes()..];
    let skipped = rest.len() - rest.trim_start_matches(' ').len();
    let reopens = is_direct && rest[skipped..].starts_with(['“', '"']);
    let from = match (is_open, reopens) {
        (true, _) => 0,
        (false, true) => skipped + rest[skipped..].chars().next().map_or(0, char::len_utf8),
        (false, false) => return passage.source.span(start, content.end_bytes()).unwrap_or(content),
    };
    let close = rest[from..].find(is_mark).map(|at| from + at).filter(|at| rest[*at..].starts_with(['”', '"']));
    // What is said by somebody else ends in a comma before he is named.
    let is_whole = |at: &usize| is_open || rest[..*at].ends_with(['.', '!', '?', '…']);
    let close = close.filter(is_whole).and_then(|at| Some(at + rest[at..].chars().next()?.len_utf8()));
    let end = close.map_or(content.end_bytes(), |close| passage.span.end_bytes() + close);
    passage.source.span(start, end).unwrap_or(content)
}

/// Finds what is communicated: the clause that the verb takes, the clause that it stands inside of, or its object.
fn content(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let at = attribution.at;
    let word = &passage.words[at];
    let is_aside =
        || word.dep == "advcl" && passage.children(at).any(|child| child < at && passage.words[child].is("as"));
    if word.text == ":" {
        return quotation(passage, attribution).filter(|content| content.start > at);
    }
    if !passage.is_verbal(at) || word.lemma == "accord" || is_aside() {
        return around(passage, attribution);
    }
    if matches!(attribution.takes, Takes::With(_)) {
        return object(passage, attribution);
    }
    let is_in_cue = |child: usize| at < child && child < attribution.cue_end;
    let is_apart = attribution.source < at && follows_semicolon(passage, attribution);
    let is_clause = |child: &usize| {
        let is_before = passage.words[*child].edges.1 < at;
        passage.words[*child].dep == "ccomp" && !is_in_cue(*child) && !(is_before && is_apart)
    };
    let clauses = || passage.children(at).filter(is_clause);
    let behind = clauses().find(|clause| *clause > at && attribution.source < at);
    let is_passive = passage.child(at, &["agent"]).is_some();
    let any = || clauses().find(|clause| !is_passive || *clause > at);
    if let Some(clause) = behind.or_else(any).or_else(|| that_clause(passage, attribution)) {
        return Some(of_clause(passage, attribution, clause));
    }
    if let Some(subject) = passage.child(at, &["nsubjpass"]).filter(|subject| !passage.words[*subject].is("it")) {
        // `The damage is put by Callow at €2 million` is itself what is said.
        return Some(Content { top: at, start: passage.words[subject].edges.0, end: word.edges.1 + 1 });
    }
    let is_object = passage.child(at, &["dobj"]) == Some(attribution.source);
    if matches!(word.dep, "parataxis" | "dep") || is_object || word.dep == "ccomp" && is_inserted(passage, attribution)
    {
        return around(passage, attribution);
    }
    let is_infinitive =
        |deed: &usize| passage.children(*deed).any(|child| passage.words[child].is("to") && !is_in_cue(child));
    if let Some(deed) = passage.child(at, &["xcomp"]).filter(|deed| !is_infinitive(deed)) {
        return Some(of_clause(passage, attribution, deed));
    }
    let object = || object(passage, attribution);
    let oblique = || oblique(passage, attribution);
    quotation(passage, attribution).or_else(object).or_else(oblique).or_else(|| before(passage, attribution))
}

/// Returns what somebody warns against when something else stands between: `warned Norland on Monday against closing it`.
fn oblique(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let at = attribution.at;
    let is_warned = matches!(passage.words[at].lemma, "warn" | "caution");
    let against = |part: &usize| passage.words[*part].is_any(&["against", "of", "about"]) && *part > at;
    let of = passage.children(at).filter(|_| is_warned).find(against)?;
    let inner = passage.child(of, &["pobj", "pcomp"])?;
    Some(Content { top: inner, start: of + 1, end: passage.words[inner].edges.1 + 1 })
}

/// Returns a quotation right before or behind an attribution, whatever the parser has hung it on.
fn quotation(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let words = &passage.words;
    let (first, end) = own_words(passage, attribution);
    let is_mark = |at: usize| matches!(words[at].text, "“" | "”" | "\"");
    let is_joint = |at: &usize| matches!(words[*at].text, "," | "." | "!" | "?" | ":");
    let closes = (0..first).rev().find(|at| !is_joint(at)).filter(|at| is_mark(*at));
    if let Some(close) = closes {
        let start = (0..close).rev().find(|at| is_mark(*at)).unwrap_or(0);
        return Some(Content { top: attribution.at, start, end: first });
    }
    let open = (end..words.len())
        .find(|at| !is_joint(at))
        .filter(|at| is_mark(*at) && (*at > end || *at == attribution.at + 1))?;
    let close = (open + 1..words.len()).find(|at| is_mark(*at));
    Some(Content { top: attribution.at, start: open, end: close.map_or(words.len(), |close| close + 1) })
}

/// Returns what is communicated by a noun phrase: `stressed the need`, `called it a mistake`, `spoke of a breakthrough`.
fn object(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let at = attribution.at;
    let last = attribution.cue_end - 1;
    let of = passage.child(last, &["pobj"]).filter(|_| last > at);
    let object = of.or_else(|| passage.child(at, &["dobj", "oprd", "attr"]))?;
    let is_called = passage.child(at, &["oprd"]).is_some();
    let joint = passage.children(at).find(|child| *child > object && passage.words[*child].dep == "cc");
    let (first, end) = (passage.words[object].edges.0, joint.unwrap_or(passage.words[at].edges.1 + 1));
    let opens = passage.words.get(end).is_some_and(|word| matches!(word.text, "“" | "\""));
    let close = (end + 1..passage.words.len()).find(|at| matches!(passage.words[*at].text, "”" | "\""));
    let end = close.filter(|_| opens).map_or(end, |close| close + 1);
    let is_said = first >= attribution.cue_end && (is_called || of.is_some() || says_something(passage, first, end));
    let takes_object = match attribution.takes {
        Takes::Object | Takes::With(_) => true,
        // `said “no” to all of them`, but not `wrote a letter`.
        Takes::Clause => is_called || passage.words[first..end].iter().any(|word| matches!(word.text, "“" | "\"")),
        Takes::Addressee | Takes::Belief | Takes::Quote => is_called,
    };
    // In `called it “a trap”` the words for it hang on the verb.
    let top = if is_called { at } else { object };
    (takes_object && is_said).then_some(Content { top, start: first, end })
}

/// Returns what stands before an attribution at the end, though it is no clause of its verb: `Not with us, replied Korn`.
fn before(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let at = attribution.at;
    let (start, end) = (passage.words[at].edges.0, own_words(passage, attribution).0);
    let is_cut = passage.words.get(end.checked_sub(1)?)?.text == "," && start + 1 < end;
    let is_finite = |word: &Word<'_>| matches!(word.tag, "VBD" | "VBZ" | "VBP" | "MD");
    // `When they met, Korn answered` tells when.
    let part = passage.children(at).find(|child| passage.words[*child].edges.0 == start);
    let is_aside = part.is_some_and(|part| matches!(passage.words[part].dep, "advcl" | "prep" | "advmod" | "npadvmod"));
    let is_told = || !is_aside && passage.words[start..end].iter().any(is_finite);
    // `No truce without inspections, Korn insisted`
    let denies = || passage.words[start].is_any(&["no", "not", "never", "nothing", "nobody"]);
    let is_said = || attribution.source > at || is_told() || denies();
    (is_cut && is_said()).then_some(Content { top: at, start, end })
}

/// Returns the clause that `that` opens after a verb of saying, where the parser has hung it on the hearer.
fn that_clause(passage: &Passage<'_>, attribution: &Attribution) -> Option<usize> {
    const BETWEEN_WORDS_MAX: usize = 8;
    let words = passage.words.get(attribution.cue_end..)?.iter().take(BETWEEN_WORDS_MAX);
    let that = words.clone().find(|word| word.dep == "mark" && word.is("that"))?;
    // `noted with concern that`
    let has_object = || passage.child(attribution.at, &["dobj"]).is_some();
    let takes_clause = match attribution.takes {
        Takes::Object => !has_object(),
        Takes::With(_) => false,
        _ => true,
    };
    takes_clause.then_some(that.head)
}

/// Returns whether a verb of saying and its subject stand between commas in what is said.
fn is_inserted(passage: &Passage<'_>, attribution: &Attribution) -> bool {
    let (first, end) = own_words(passage, attribution);
    let is_comma = |at: usize| passage.words.get(at).is_some_and(|word| word.text == ",");
    first > 0 && is_comma(first - 1) && (is_comma(end) || passage.words[attribution.at].head < attribution.at)
}

/// Takes the clause that an attribution stands in, without the attribution where that stands at an end.
fn around(passage: &Passage<'_>, attribution: &Attribution) -> Option<Content> {
    let at = attribution.at;
    let mut top = passage.words[at].head;
    while !passage.is_verbal(top) && passage.words[top].head != top {
        top = passage.words[top].head;
    }
    let own = own_words(passage, attribution);
    // What follows a semicolon is a clause of its own: `They left; Korn said nothing`.
    if follows_semicolon(passage, attribution) && attribution.source < at && passage.is_verbal(at) {
        return None;
    }
    // `It was late, argued Korn; they had to leave`: what goes on behind belongs to what is said.
    while passage.words[top].dep == "ccomp" && passage.words[top].head > own.1 {
        top = passage.words[top].head;
    }
    let (first, last) = passage.words[top].edges;
    let start = if own.0 <= first + 1 { own.1.max(first) } else { first };
    // The full stop is the sentence's, and not what is said.
    let is_last = (own.1..=last).all(|at| passage.words[at].kind == Kind::Mark);
    let end = if is_last { own.0.min(last + 1) } else { last + 1 };
    (top != at && start < end).then_some(Content { top, start, end })
}

/// Returns whether a clause of its own begins with an attribution: `They left; Korn said nothing`.
fn follows_semicolon(passage: &Passage<'_>, attribution: &Attribution) -> bool {
    let before = own_words(passage, attribution).0.checked_sub(1);
    before.is_some_and(|before| matches!(passage.words[before].text, ";" | ":"))
}

/// Returns the words of an attribution from the first to after the last.
fn own_words(passage: &Passage<'_>, attribution: &Attribution) -> (usize, usize) {
    let first = passage.words[attribution.source].edges.0.min(attribution.at);
    (first, after_attribution(passage, attribution))
}

fn of_clause(passage: &Passage<'_>, attribution: &Attribution, clause: usize) -> Content {
    let at = attribution.at;
    let (first, last) = passage.words[clause].edges;
    if last < at {
        // What stands before an attribution at the end belongs to what is said: `If it rains, they will stay, she said`.
        let own = own_words(passage, attribution).0;
        let is_whole = own > 0 && own <= at && passage.words[own - 1].text == ",";
        let end = if is_whole { own.max(last + 1) } else { last + 1 };
        let end = goes_on(passage, attribution).unwrap_or(end);
        return Content { top: clause, start: passage.words[at].edges.0, end };
    }
    let skips = |at: &usize| passage.words[*at].is_any(&["that", ",", ":"]);
    let end = end_before_next(passage, first, last + 1);
    if let Some(start) = begun_before(passage, attribution).filter(|_| first > at) {
        return Content { top: clause, start, end };
    }
    let start = (first.max(at + 1)..=last).find(|at| !skips(at)).unwrap_or(first);
    let end = end_before_next(passage, start, last + 1);
    Content { top: clause, start: if first > at { start } else { first }, end }
}

/// Returns where what is said begins, when an attribution stands between commas: `If it rains, Korn warned, they will stay`.
fn begun_before(passage: &Passage<'_>, attribution: &Attribution) -> Option<usize> {
    let own = own_words(passage, attribution);
    let is_comma = |at: usize| passage.words.get(at).is_some_and(|word| word.text == ",");
    let start = passage.words[attribution.at].edges.0;
    (own.0 > start + 1 && is_comma(own.0 - 1) && is_comma(own.1)).then_some(start)
}

/// Returns where what is said ends, when it goes on after an attribution in its midst: `They left, said Korn, because …`.
fn goes_on(passage: &Passage<'_>, attribution: &Attribution) -> Option<usize> {
    let words = &passage.words;
    if (attribution.cue_end..words.len()).any(|at| goes_on_at(passage, at)) {
        return None;
    }
    if (attribution.cue_end..words.len()).any(|at| matches!(words[at].text, "“" | "\"") && !passage.is_quoted(at)) {
        return Some(words.len());
    }
    let after = after_attribution(passage, attribution);
    // In `said Korn, who was there too, and the dam has to stay` what is said goes on behind a clause on the speaker.
    let has_subject =
        |at: usize| passage.children(at).any(|it| words[it].dep == "nsubj" && !words[it].tag.starts_with('W'));
    let is_further = |at: usize| words[at].dep == "conj" && passage.is_verbal(at) && has_subject(at);
    if (attribution.cue_end..after.min(words.len())).any(is_further) {
        return Some(words.len());
    }
    let next = words.get(after + 1)?;
    let is_mid_clause = || {
        let before = own_words(passage, attribution).0.checked_sub(2);
        before
            .is_some_and(|before| matches!(words[before].tag, "IN" | "DT" | "TO" | "MD") || words[before].lemma == "be")
    };
    let goes_on = match words[after].text {
        // `said Korn, who was there, and the dam has to stay`
        "and" | "but" if after > 0 && words[after - 1].text == "," => {
            let mut verbs = (after + 1..words.len()).filter(|at| passage.is_verbal(*at));
            verbs.any(|at| words[at].dep == "conj" && has_subject(at))
        }
        "," if is_mid_clause() => true,
        ":" | ";" => true,
        "," if next.is_any(&["absent", "except", "without", "unless", "although"]) => true,
        "," => next.tag != "VBG" && (after + 1..words.len()).any(|at| passage.is_verbal(at) && words[at].tag != "VBG"),
        _ => false,
    };
    goes_on.then_some(words.len())
}

/// Returns the index after an attribution's speaker, hearer, time and place.
fn after_attribution(passage: &Passage<'_>, attribution: &Attribution) -> usize {
    const PARTS: [&str; 6] = ["dobj", "dative", "advmod", "npadvmod", "prep", "prt"];
    // `Korn, who called …,` speaks in the midst of her own phrase.
    let is_inside = passage.is_under(attribution.at, attribution.source);
    let speaker_end = if is_inside { 0 } else { passage.words[attribution.source].edges.1 + 1 };
    let mut after = attribution.cue_end.max(speaker_end);
    let parts = passage.children(attribution.at).filter(|part| PARTS.contains(&passage.words[*part].dep));
    for part in parts.filter(|part| *part > attribution.at) {
        let (first, last) = passage.words[part].edges;
        if first <= after {
            after = after.max(last + 1);
        }
    }
    after
}

/// Returns whether what follows a cue can be what is communicated: `said on Friday` has nothing of the kind.
fn says_something(passage: &Passage<'_>, start: usize, end: usize) -> bool {
    const WORDS_MIN: usize = 3;
    let words = &passage.words[start..end];
    words.len() >= WORDS_MIN || words.iter().any(|word| matches!(word.text, "“" | "\""))
}

/// Makes a content that begins or ends inside a quotation reach as far as the quotation does.
fn with_quotation(passage: &Passage<'_>, content: Content) -> Content {
    let words = &passage.words;
    let mut start = content.start;
    if passage.is_quoted(start) {
        start = (0..start).rev().find(|at| matches!(words[*at].text, "“" | "\"")).unwrap_or(start);
    }
    let mut end = content.end;
    if passage.is_quoted(end.min(words.len())) {
        end = (end..words.len()).find(|at| matches!(words[*at].text, "”" | "\"")).map_or(end, |at| at + 1);
    }
    Content { start, end, ..content }
}

/// Returns the span of a run of words without the comma or full stop at its end, but with its quotation marks.
fn clause(passage: &Passage<'_>, content: &Content) -> Option<Span> {
    let words = passage.words.get(content.start..content.end)?;
    let is_loose = |text: &str| {
        matches!(text, "," | "." | ";" | ":" | "and" | "but" | "But" | "And" | "—" | "–" | "-" | "•" | "*")
    };
    let last = words.iter().rposition(|word| !is_loose(word.text))?;
    let first = words.iter().position(|word| !is_loose(word.text))?;
    Some(words[first].span.cover(words[last].span))
}

/// Returns how much of the content stands in quotation marks, the attribution inside it aside.
pub(crate) fn mode(passage: &Passage<'_>, content: Span, attribution: &Attribution, top: usize) -> Mode {
    let mut inside = passage.is_in_quote;
    let (mut quoted, mut free) = (0, 0);
    for (at, word) in passage.words.iter().enumerate() {
        match word.text {
            "“" => inside = true,
            "”" => inside = false,
            "\"" => inside = !inside,
            _ => {
                let is_own = passage.is_under(at, attribution.at) && !passage.is_under(at, top);
                let counts = content.contains(word.span) && !is_own && word.kind != Kind::Mark;
                quoted += usize::from(counts && inside);
                free += usize::from(counts && !inside);
            }
        }
    }
    match (quoted, free) {
        (0, _) => Mode::Indirect,
        (_, 0) => Mode::Direct,
        _ => Mode::Mixed,
    }
}
