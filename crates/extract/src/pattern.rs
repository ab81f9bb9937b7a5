//! The patterns of `data/`: how English words a record, each with an example that is a test.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::rows;
use crate::needed::Needed;

/// One line of a table of patterns.
pub(crate) struct Pattern {
    /// What the pattern shows: a status, a stance, a type.
    pub value: &'static str,
    pub frame: Frame,
    /// The expression as the table has it.
    pub words: &'static str,
    regex: Regex,
    #[cfg(any(test, feature = "learn"))]
    pub example: &'static str,
    #[cfg(any(test, feature = "learn"))]
    pub expect: &'static str,
}

/// How the words around a pattern belong to it; the tables say what each means there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Verb,
    Noun,
    Carried,
    Whole,
    After,
    Within,
    Head,
    Agent,
    Consent,
    Subject,
}

/// A table of patterns, of which only those are tried whose words stand in the sentence.
pub(crate) struct Patterns {
    needed: Needed,
    all: Vec<Pattern>,
}

/// A place where a pattern fits, in bytes of the sentence.
pub(crate) struct Hit<'a> {
    pub pattern: &'a Pattern,
    pub range: Range<usize>,
    /// The pattern's group, else the last word of the match.
    pub inner: Range<usize>,
}

macro_rules! table {
    ($name:ident, $file:literal) => {
        pub(crate) static $name: LazyLock<Patterns> =
            LazyLock::new(|| Patterns::load(include_str!(concat!("../data/", $file))));
    };
}

table!(COMMITMENTS, "commitments.tsv");
table!(CONDITIONS, "conditions.tsv");
table!(REQUIREMENTS, "requirements.tsv");
table!(AUTHORITIES, "authorities.tsv");
table!(PROCEDURES, "procedures.tsv");
table!(REASONS, "reasons.tsv");
table!(STAGES, "stages.tsv");

impl Patterns {
    fn load(table: &'static str) -> Self {
        let all: Vec<Pattern> = rows(table).map(|row| Pattern::new(&row)).collect();
        let needed = Needed::of(all.iter().map(|pattern| pattern.regex.as_str()));
        Self { needed, all }
    }

    /// Returns the places where the patterns fit and the caller agrees, in order and without overlap: earlier lines win.
    pub fn find(&self, sentence: &str, accept: impl Fn(&Hit<'_>) -> bool) -> Vec<Hit<'_>> {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for index in self.needed.in_text(sentence) {
            let pattern = &self.all[index];
            for captures in pattern.regex.captures_iter(sentence) {
                let mut range = captures.get(0).expect("a match has a whole").range();
                // A pattern whose first words are left out begins with the space behind them.
                range.start += usize::from(sentence[range.clone()].starts_with(' '));
                if hits.iter().all(|hit| hit.range.end <= range.start || range.end <= hit.range.start) {
                    let inner = captures.get(1).map_or_else(|| last_word(sentence, &range), |group| group.range());
                    let hit = Hit { pattern, range, inner };
                    if accept(&hit) {
                        hits.push(hit);
                    }
                }
            }
        }
        hits.sort_by_key(|hit| hit.range.start);
        hits
    }

    #[cfg(any(test, feature = "learn"))]
    pub fn all(&self) -> &[Pattern] {
        &self.all
    }
}

impl Pattern {
    fn new(row: &[&'static str]) -> Self {
        let [value, frame, pattern, ..] = row else {
            panic!("a pattern has a value, a frame and an expression: {row:?}")
        };
        let frame = frame_of(frame).unwrap_or_else(|| panic!("no frame is called `{frame}`"));
        Self {
            value,
            frame,
            words: pattern,
            regex: compile(pattern),
            #[cfg(any(test, feature = "learn"))]
            example: row.get(3).copied().unwrap_or_default(),
            #[cfg(any(test, feature = "learn"))]
            expect: row.get(4).copied().unwrap_or_default(),
        }
    }
}

fn frame_of(word: &str) -> Option<Frame> {
    Some(match word {
        "verb" => Frame::Verb,
        "noun" => Frame::Noun,
        "carried" => Frame::Carried,
        "whole" => Frame::Whole,
        "after" => Frame::After,
        "within" => Frame::Within,
        "head" => Frame::Head,
        "agent" => Frame::Agent,
        "consent" => Frame::Consent,
        "subject" => Frame::Subject,
        _ => return None,
    })
}

fn compile(pattern: &str) -> Regex {
    const ADVERBS: &str = r"(?:(?:\w+ly|also|already|now|still|again|even|further|jointly|just|long|therefore|thus|once more|once again|not only|at once|in turn|so far|quite|very|for the first time|(?:late |early )?on \w+day(?: night| morning| evening)?|on [0-9]{1,2} \w+|yesterday|today|last week|this week) ){0,2}";
    let pattern = pattern
        .replace("{adv}", ADVERBS)
        .replace("{have}", "(?:has|have|had|having)")
        .replace("{be}", "(?:is|are|was|were|am|’m|’re|'m|'re)")
        .replace("{poss}", "(?:its|their|his|her|our|my|the)")
        .replace("{act}", "[a-z][a-z-]*");
    // Word classes and bounds are those of ASCII: the words that patterns name are, and the regex engine is many times
    // faster so where a text has typographic quotation marks.
    let pattern = match pattern.strip_prefix('^') {
        Some(rest) => format!(r"^[^a-z0-9]*(?:{rest})\b"),
        None => format!(r"\b(?:{pattern})\b"),
    };
    let pattern =
        pattern.replace(r"[\w-]", "[a-z0-9-]").replace(r"[\w ]", "[a-z0-9 ]").replace(r"[\w ’']", "[a-z0-9 ’']");
    let pattern = pattern.replace(r"\w", "[a-z0-9]").replace(r"\b", r"(?-u:\b)");
    // Most patterns match nothing but ASCII, and a search that need not think of other letters is smaller and faster.
    let ascii = Regex::new(&format!("(?i-u){pattern}"));
    let regex = ascii.or_else(|_| Regex::new(&format!("(?i){pattern}")));
    regex.unwrap_or_else(|error| panic!("a pattern of the tables does not compile: {error}"))
}

fn last_word(sentence: &str, range: &Range<usize>) -> Range<usize> {
    let start = sentence[range.clone()].rfind(' ').map_or(range.start, |at| range.start + at + 1);
    start..range.end
}
