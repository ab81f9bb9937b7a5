//! One sentence, and what is said of every way to misread it.

use super::*;
use crate::eval::attribution::words::Line;

const TEXT: &str = "Ann Berg has said that Norland will pay on Friday. She fears a flood.";

/// What `casus syntax` says of the text, cut to what is looked at.
fn words() -> Vec<Word> {
    let tags = "Ann/NNP/PROPN/Ann Berg/NNP/PROPN/Berg has/VBZ/AUX/have said/VBD/VERB/say that/IN/SCONJ/that \
                Norland/NNP/PROPN/Norland will/MD/AUX/will pay/VB/VERB/pay on/IN/ADP/on Friday/NNP/PROPN/Friday \
                ././PUNCT/. She/PRP/PRON/she fears/VBZ/VERB/fear a/DT/DET/a flood/NN/NOUN/flood ././PUNCT/.";
    let mut at = 0;
    let mut rows = Vec::new();
    for token in tags.split_whitespace() {
        let [form, tag, pos, lemma] = token.split('/').collect::<Vec<_>>()[..] else { panic!("{token}") };
        let start = at + TEXT[at..].find(form).expect("the word stands in the text");
        at = start + form.len();
        let begins = u8::from(matches!(form, "Ann" | "She"));
        rows.push(serde_json::json!([start, at, tag, pos, lemma, 0, "", begins, "", "O"]));
    }
    let line: Line = serde_json::from_value(serde_json::json!({"tokens": rows})).expect("these are tokens");
    line.words()
}

/// Reads `Ann Berg|said|that Norland will pay`, with `+` between pieces.
fn attributions(lines: &[&str]) -> Vec<Attribution> {
    let span = |words: &str| {
        let start = TEXT.find(words).expect("the words stand in the text");
        [start, start + words.len()]
    };
    let spans = |part: &str| part.split('+').filter(|words| !words.is_empty()).map(span).collect::<Vec<_>>();
    let attribution = |line: &&str| {
        let [source, cue, content] = line.split('|').map(spans).collect::<Vec<_>>().try_into().expect("three parts");
        serde_json::from_value(serde_json::json!({"source": source, "cue": cue, "content": content}))
    };
    lines.iter().map(|line| attribution(line).expect("this is an attribution")).collect()
}

fn check(gold: &[&str], seen: &[&str], expect: &[&str]) {
    let document = Document { text: TEXT.chars().collect(), gold: attributions(gold), seen: attributions(seen) };
    let found = errors(&[document], &[words()]);
    let found: Vec<String> = found.iter().map(|(kind, _)| format!("{}: {}", kind.part, kind.what)).collect();
    assert_eq!(found, expect, "{gold:?} {seen:?}");
}

const SAID: &str = "Ann Berg|has said|that Norland will pay on Friday";

#[test]
fn what_is_right_is_no_error() {
    check(&[SAID], &["Ann Berg|has said|that Norland will pay on Friday."], &[]);
}

#[test]
fn ends_are_told_by_the_words_that_differ() {
    check(&[SAID], &["Ann Berg|said|that Norland will pay on Friday"], &["cue: begins too late, without an auxiliary"]);
    check(&[SAID], &["Ann Berg|has said|Norland will pay on Friday"], &["content: begins too late, without “that”"]);
    check(&[SAID], &["Ann Berg|has said|that Norland will pay"], &["content: ends too early, without a preposition"]);
    check(
        &[SAID],
        &["Ann Berg|has said|that Norland will pay on Friday. She fears a flood."],
        &["content: ends too late, with another sentence"],
    );
    check(
        &[SAID],
        &["Ann Berg has|has said|Norland will pay"],
        &["content: begins and ends elsewhere", "source: ends too late, with an auxiliary"],
    );
}

#[test]
fn sources_are_told_by_what_they_are() {
    check(&[SAID], &["|has said|that Norland will pay on Friday"], &["source: missed: it is a name"]);
    check(&["She|fears|a flood"], &["Norland|fears|a flood"], &["source: somebody else: it is a pronoun"]);
    check(&["|fears|a flood"], &["She|fears|a flood"], &["source: given where nobody is named: a pronoun"]);
}

#[test]
fn pieces_are_counted() {
    let split = "Ann Berg|has said|that Norland will+on Friday";
    check(&[split], &["Ann Berg|has said|that Norland will"], &["content: a piece is lost"]);
    check(&[split], &[SAID], &["content: pieces read as one"]);
    check(&[SAID], &[split], &["content: one piece too many"]);
}

#[test]
fn whole_attributions_are_missed_and_false_by_their_cues() {
    check(&[SAID, "She|fears|a flood"], &[SAID], &["attribution: missed: the cue is a verb of feeling"]);
    check(&[SAID], &[SAID, "|fears|a flood"], &["attribution: false: the cue is a verb of feeling, nobody named"]);
    check(&["She|fears|a flood"], &["|on|a flood"], &["cue: other words", "source: missed: it is a pronoun"]);
}
