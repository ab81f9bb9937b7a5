//! What kind of words are these? The tokens that `casus syntax` gives, and what an attributing word tells of.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::score::{Span, common};

const CUE_KINDS: &str = include_str!("../../../eval/cue_kinds.tsv");

/// A token as `casus syntax --format json` writes it.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Its tag.
    pub tag: String,
    /// Its part of speech.
    pub pos: String,
    /// Its lemma.
    pub lemma: String,
    /// Whether a sentence begins with it.
    pub begins_sentence: bool,
}

type Row = (usize, usize, String, String, String, u32, String, u8, String, String);

/// A line of `casus syntax --format json`.
#[derive(Deserialize)]
pub struct Line {
    tokens: Vec<Row>,
}

impl Line {
    /// Returns the tokens that are not white space.
    pub fn words(self) -> Vec<Word> {
        let word = |(start, end, tag, pos, lemma, _, _, begins, _, _): Row| Word {
            span: (start, end),
            begins_sentence: begins == 1,
            tag,
            pos,
            lemma,
        };
        self.tokens.into_iter().map(word).filter(|word| word.pos != "SPACE").collect()
    }
}

/// Returns the words that share a code point with a span.
pub fn within(words: &[Word], span: Span) -> &[Word] {
    let first = words.partition_point(|word| word.span.1 <= span.0);
    let after = words.partition_point(|word| word.span.0 < span.1);
    &words[first..after.max(first)]
}

/// Knows what verbs tell of.
pub struct CueKinds {
    of_verbs: BTreeMap<&'static str, &'static str>,
}

impl CueKinds {
    /// Reads the table.
    pub fn read() -> Self {
        let lines = CUE_KINDS.lines().filter(|line| !line.starts_with('#'));
        let kinds = lines.filter_map(|line| line.split_once('\t'));
        // Where a verb stands under two kinds, the first holds.
        let mut of_verbs = BTreeMap::new();
        for (kind, verb) in kinds.flat_map(|(kind, verbs)| verbs.split_whitespace().map(move |verb| (kind, verb))) {
            of_verbs.entry(verb).or_insert(kind);
        }
        Self { of_verbs }
    }

    /// Returns the kind of a cue: “verb of speech”, “noun”, “mark of punctuation”.
    pub fn of(&self, words: &[Word]) -> String {
        let first = |pos: &[&str]| words.iter().find(|word| pos.contains(&word.pos.as_str()));
        let known = words.iter().filter(|word| word.pos == "VERB").find_map(|word| self.of_verbs.get(&*word.lemma));
        let all = |pos: &str| words.iter().all(|word| word.pos == pos);
        match () {
            () if words.is_empty() => "nothing".to_owned(),
            () if all("PUNCT") || all("SYM") => "a mark of punctuation".to_owned(),
            () if words[0].lemma == "accord" => "“according to”".to_owned(),
            () if known.is_some() => format!("a verb of {}", known.expect("it is there")),
            () if first(&["VERB"]).is_some() => "another verb".to_owned(),
            () if first(&["NOUN"]).is_some() => "a noun".to_owned(),
            () if first(&["ADJ"]).is_some() => "an adjective".to_owned(),
            () if first(&["AUX"]).is_some() => "“be” or another auxiliary".to_owned(),
            () if first(&["ADV"]).is_some() => "an adverb".to_owned(),
            () if first(&["ADP"]).is_some() => "a preposition".to_owned(),
            () => "other words".to_owned(),
        }
    }
}

/// Returns what somebody is named with: “a pronoun”, “a name”, “a description”.
pub fn naming(words: &[Word]) -> &'static str {
    match words {
        [word] if word.pos == "PRON" && word.tag.starts_with('W') => "a relative pronoun",
        [word] if word.pos == "PRON" => "a pronoun",
        _ if words.iter().any(|word| word.pos == "PROPN") => "a name",
        _ => "a description",
    }
}

/// Returns what begins with a word: “a preposition”, “an auxiliary”, “who” and the like.
pub fn opening(words: &[Word]) -> String {
    let Some(word) = words.iter().find(|word| word.pos != "PUNCT") else { return marks(words).to_owned() };
    match (word.pos.as_str(), word.tag.as_str()) {
        (_, "WDT" | "WP" | "WP$") => "a relative clause".to_owned(),
        ("SCONJ" | "PART", _) => format!("“{}”", word.lemma),
        ("ADP", _) => "a preposition".to_owned(),
        ("AUX", _) => "an auxiliary".to_owned(),
        ("ADV", _) => "an adverb".to_owned(),
        ("CCONJ", _) => "“and” or “but”".to_owned(),
        ("DET", _) => "a determiner".to_owned(),
        ("PRON", _) => "a pronoun".to_owned(),
        ("VERB", "VBG" | "VBN") => "a participle".to_owned(),
        ("VERB", _) => "a verb".to_owned(),
        ("NOUN", _) => "a noun".to_owned(),
        ("PROPN", _) => "a name".to_owned(),
        ("ADJ", _) => "an adjective".to_owned(),
        ("NUM", _) => "a number".to_owned(),
        _ => "another word".to_owned(),
    }
}

/// Returns what marks of punctuation are, by the last of them.
fn marks(words: &[Word]) -> &'static str {
    match words.last().map(|word| word.tag.as_str()) {
        Some("-RRB-" | "-LRB-") => "a bracket",
        Some("``" | "''") => "quotation marks",
        _ => "marks",
    }
}

/// Returns the words that lie wholly in a span and not only with a part of theirs.
pub fn whole(words: &[Word], span: Span) -> Vec<Word> {
    let inside = |word: &&Word| common(word.span, span) == word.span.1 - word.span.0;
    within(words, span).iter().filter(inside).cloned().collect()
}
