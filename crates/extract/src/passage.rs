//! One sentence in its document: its words, who is named where, and which stretches belong to which verb.
//!
//! There is no parse tree here. The subject of a verb is looked for to its left up to the head of the clause, its object
//! to its right up to the clause's end, by the marks and small words that English sets between clauses.

use casus_claim::{Actors, EntityId};
use casus_syntax::TokenKind;
use casus_text::{Quote, Source, Span};

use crate::cast::{Mention, Who};
use crate::lexicon::LEXICON;
use crate::word::Word;

/// A sentence in hand.
pub(crate) struct Passage<'a> {
    pub source: &'a Source,
    pub span: Span,
    pub words: Vec<Word<'a>>,
    pub mentions: Vec<Mention>,
    /// Whoever says `we` and `I` here.
    pub speaker: Vec<EntityId>,
}

/// Words before a name that make it no subject.
const PREPOSITIONS: &[&str] = &[
    "of",
    "by",
    "with",
    "for",
    "from",
    "in",
    "at",
    "on",
    "to",
    "about",
    "over",
    "against",
    "between",
    "among",
    "alongside",
    "after",
    "before",
    "under",
    "than",
    "including",
    "via",
    "like",
    "as",
    "into",
    "toward",
    "towards",
    "through",
    "within",
    "across",
    "regarding",
    "around",
    "near",
    "during",
    "without",
    "despite",
    "upon",
    "per",
];

/// Words that open a clause inside a sentence.
const OPENERS: &[&str] = &[
    "that", "but", "while", "whereas", "although", "though", "because", "if", "unless", "once", "until", "when",
    "where", "whether", "so", "as", "since", "yet", "which", "who", "whom", "what",
];

/// Words that open a clause and may end the object of the verb before it.
const CLOSERS: &[&str] = &[
    "if",
    "once",
    "unless",
    "until",
    "while",
    "although",
    "though",
    "whereas",
    "because",
    "provided",
    "but",
    "citing",
    "saying",
    "adding",
    "warning",
    "noting",
    "according",
    "when",
    "who",
    "failing",
    "assuming",
    "yet",
    "depending",
];

impl<'a> Passage<'a> {
    /// Returns the words of the sentence.
    pub fn text(&self) -> &'a str {
        self.source.slice(self.span)
    }

    /// Returns the span of a byte range of the sentence.
    pub fn part(&self, start: usize, end: usize) -> Span {
        let base = self.span.start_bytes();
        self.source.span(base + start, base + end).expect("a range of the sentence lies on its characters")
    }

    /// Returns a quote of a span.
    pub fn quote(&self, span: Span) -> Quote {
        self.source.quote(span)
    }

    /// Returns the index of the first word that begins at or after a byte of the source.
    pub fn word_from(&self, offset_bytes: usize) -> usize {
        self.words.partition_point(|word| word.span.start_bytes() < offset_bytes)
    }

    /// Returns whom a mention points at; several where it is the speakers.
    pub fn bearers(&self, mention: &Mention) -> Vec<EntityId> {
        match mention.who {
            Who::Entity(id) => vec![id],
            Who::Speaker => self.speaker.clone(),
        }
    }

    /// Returns the mentions inside a span.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| span.contains(mention.span))
    }

    /// Returns the actors named inside a span, each once.
    pub fn actors_in(&self, span: Span) -> Vec<EntityId> {
        let mut actors = Vec::new();
        for mention in self.mentions_in(span) {
            for id in self.bearers(mention) {
                if !actors.contains(&id) {
                    actors.push(id);
                }
            }
        }
        actors
    }

    /// Returns the subject of a verb that begins at a byte of the source, if it names actors.
    pub fn subject(&self, verb_bytes: usize) -> Option<Actors> {
        let at = self.word_from(verb_bytes);
        let mut end = at;
        loop {
            let start = self.clause_start(end);
            let candidates: Vec<&Mention> = self.subjects_between(start, at).collect();
            if let Some(first) = candidates.first() {
                return Actors::new(self.coordinated(first, &candidates));
            }
            if start == 0 {
                return None;
            }
            let opener = self.words[start - 1].text;
            if matches!(opener, "which" | "who" | "that" | "where" | "whom") {
                return self.antecedent(start - 1);
            }
            let goes_on = matches!(opener, "," | "and" | "or" | "but" | "—" | "–" | "then" | "yet" | "also");
            if !goes_on {
                return None;
            }
            end = start - 1;
        }
    }

    /// Returns the noun phrase that is the subject of a verb, from the head of its clause.
    pub fn subject_phrase(&self, verb_bytes: usize) -> Option<Span> {
        let at = self.word_from(verb_bytes);
        self.between(self.clause_start(at), at)
    }

    /// Returns the actor right before a relative pronoun.
    fn antecedent(&self, pronoun: usize) -> Option<Actors> {
        let limit = self.words[pronoun].span.start_bytes();
        let mention = self.mentions.iter().rev().find(|mention| mention.span.end_bytes() <= limit)?;
        let is_near = limit - mention.span.end_bytes() <= 3;
        if is_near { Actors::new(self.bearers(mention)) } else { None }
    }

    /// Returns the index of the first word of the clause that ends before the word `end`.
    fn clause_start(&self, end: usize) -> usize {
        let mut quote_depth = 0;
        for at in (0..end).rev() {
            let word = &self.words[at];
            match word.text {
                "”" => quote_depth += 1,
                "“" if quote_depth > 0 => quote_depth -= 1,
                ";" | ":" | "“" | "(" | "—" => return at + 1,
                _ if OPENERS.contains(&word.text) && !self.is_noun_phrase_that(at) => return at + 1,
                "," if self.opens_main_clause(at) => return at + 1,
                "and" if self.joins_clauses(at) => return at + 1,
                _ => {}
            }
        }
        0
    }

    /// Returns whether `that` or `as` at an index is not a conjunction: `in that way`, `as well as`.
    fn is_noun_phrase_that(&self, at: usize) -> bool {
        let is_after_preposition = at > 0 && PREPOSITIONS.contains(&self.words[at - 1].text);
        let next = self.words.get(at + 1).map_or("", |word| word.text);
        match self.words[at].text {
            "that" | "which" => is_after_preposition && self.words[at].text == "that",
            "as" => next == "well" || at > 0 && self.words[at - 1].text == "well" || next == "of",
            _ => false,
        }
    }

    /// Returns whether the comma at an index ends a clause or phrase that stands before the main clause.
    fn opens_main_clause(&self, comma: usize) -> bool {
        const FRONTED: &[&str] = &[
            "while",
            "if",
            "as",
            "after",
            "although",
            "when",
            "once",
            "since",
            "unless",
            "before",
            "in",
            "on",
            "at",
            "during",
            "following",
            "despite",
            "with",
            "without",
            "by",
            "for",
            "should",
            "until",
            "under",
            "like",
            "according",
            "amid",
            "given",
            "though",
            "because",
            "from",
            "apart",
            "relatedly",
            "meanwhile",
            "however",
        ];
        let first = self.words.iter().find(|word| word.kind == TokenKind::Word);
        let is_fronted = first.is_some_and(|word| word.is_any(FRONTED));
        let earlier = self.words[..comma].iter().any(|word| word.text == ",");
        is_fronted && !earlier
    }

    /// Returns whether the `and` at an index is followed by a clause with a subject of its own.
    fn joins_clauses(&self, and: usize) -> bool {
        let Some(next) = self.words.get(and + 1) else { return false };
        let mention = self.mentions.iter().find(|mention| {
            let gap = mention.span.start_bytes().saturating_sub(next.span.start_bytes());
            mention.span.start_bytes() >= next.span.start_bytes() && gap <= 4
        });
        let Some(mention) = mention else { return false };
        let after = self.word_from(mention.span.end_bytes());
        self.words.get(after).is_some_and(|word| is_finite(&word.lower()))
            && and > 0
            && (self.words[and - 1].text == "," || self.has_finite_before(and))
    }

    fn has_finite_before(&self, at: usize) -> bool {
        self.words[..at].iter().any(|word| is_finite(&word.lower()))
    }

    /// Returns the mentions between two words that can be a subject.
    fn subjects_between(&self, start: usize, end: usize) -> impl Iterator<Item = &Mention> {
        let from = self.words.get(start).map_or(usize::MAX, |word| word.span.start_bytes());
        let to = if end == 0 { 0 } else { self.words[end - 1].span.end_bytes() };
        let inside = move |mention: &&Mention| from <= mention.span.start_bytes() && mention.span.end_bytes() <= to;
        self.mentions.iter().filter(inside).filter(|mention| !self.is_oblique(mention))
    }

    /// Returns whether a mention stands under a preposition or is a possessor.
    fn is_oblique(&self, mention: &Mention) -> bool {
        let first = self.word_from(mention.span.start_bytes());
        let mut before = first;
        while before > 0 && self.words[before - 1].is_any(&["the", "a", "an", "its", "their", "“", "\""]) {
            before -= 1;
        }
        let preposition = before > 0 && self.words[before - 1].is_any(PREPOSITIONS);
        let after = self.word_from(mention.span.end_bytes());
        let is_possessor = self.words.get(after).is_some_and(|word| word.kind == TokenKind::Possessive)
            || self
                .words
                .get(first)
                .is_some_and(|word| word.is_any(&["its", "his", "their", "our", "my", "her"]) && after == first + 1);
        let is_object = self.words.get(first).is_some_and(|word| word.is_any(&["him", "them", "us", "me"]));
        preposition || is_possessor || is_object
    }

    /// Returns the actors of `first` and of the mentions joined to it by commas and `and`.
    fn coordinated(&self, first: &Mention, candidates: &[&Mention]) -> Vec<EntityId> {
        let mut ids = self.bearers(first);
        let mut end = first.span.end_bytes();
        for mention in candidates.iter().skip_while(|mention| mention.span != first.span).skip(1) {
            let between = &self.words[self.word_from(end)..self.word_from(mention.span.start_bytes())];
            let has_and = between.iter().any(|word| word.is_any(&["and", "or", "&"]));
            let is_joint =
                between.iter().all(|word| word.is_any(&[",", "and", "the", "or", "both", "as", "well", "&"]));
            let list_goes_on = self.continues_list(mention);
            if !is_joint || !(has_and || list_goes_on) {
                break;
            }
            ids.extend(self.bearers(mention));
            end = mention.span.end_bytes();
        }
        ids
    }

    /// Returns whether after a mention a list of names goes on to its `and`.
    fn continues_list(&self, mention: &Mention) -> bool {
        let after = self.word_from(mention.span.end_bytes());
        let rest = &self.words[after..self.words.len().min(after + 12)];
        rest.first().is_some_and(|word| word.text == "," || word.text == "and")
            && rest.iter().take_while(|word| !is_finite(&word.lower())).any(|word| word.text == "and")
    }

    /// Returns what follows a verb that ends at a byte of the source, up to the end of its clause.
    pub fn object(&self, verb_end_bytes: usize) -> Option<Span> {
        let start = self.word_from(verb_end_bytes);
        let mut end = start;
        let mut depth = 0_i32;
        while let Some(word) = self.words.get(end) {
            match word.text {
                "(" | "“" => depth += 1,
                ")" | "”" if depth == 0 => break,
                ")" | "”" => depth -= 1,
                ";" | "—" | ":" if depth == 0 => break,
                "," if depth == 0 && self.comma_closes(end) => break,
                "and" if depth == 0 && self.and_closes(end) => break,
                text if depth == 0 && end > start && CLOSERS.contains(&text) => break,
                _ => {}
            }
            end += 1;
        }
        self.between(start, end)
    }

    /// Returns the span of a run of words without the marks at its end.
    pub fn between(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.words.get(start..end)?;
        let opens = words.iter().any(|word| matches!(word.text, "“" | "\""));
        let is_loose = |word: &&Word<'_>| {
            matches!(word.text, "," | "." | ";" | ":" | "!" | "?" | "—" | "–" | "-")
                || matches!(word.text, "”" | "\"") && !opens
                || matches!(word.text, "and" | "but" | "or" | "only" | "though" | "even")
        };
        let last = words.iter().rev().find(|word| !is_loose(word))?;
        let first = words.iter().find(|word| !matches!(word.text, "," | ":" | ";" | "—" | "–"))?;
        (first.span.start_bytes() <= last.span.start_bytes()).then(|| first.span.cover(last.span))
    }

    fn comma_closes(&self, comma: usize) -> bool {
        let Some(next) = self.words.get(comma + 1) else { return true };
        const AFTER_COMMA: &[&str] = &[
            "who",
            "which",
            "where",
            "when",
            "he",
            "she",
            "they",
            "it",
            "we",
            "i",
            "so",
            "then",
            "as",
            "with",
            "a",
            "even",
            "not",
            "only",
            "in",
            "subject",
            "this",
            "that",
            "according",
            "whose",
            "despite",
            "after",
        ];
        if CLOSERS.contains(&next.text) || next.is_any(AFTER_COMMA) || LEXICON.cue(&next.lower()).is_some() {
            return true;
        }
        let after_and = if next.text == "and" { comma + 2 } else { comma + 1 };
        if next.text == "and"
            && self
                .words
                .get(after_and)
                .is_some_and(|word| word.is_any(&["that", "he", "she", "they", "it"]) || is_finite(&word.lower()))
        {
            return true;
        }
        self.is_subject_at(after_and)
    }

    fn and_closes(&self, and: usize) -> bool {
        let Some(next) = self.words.get(and + 1) else { return true };
        let next_but =
            if next.is_any(&["also", "then", "thus", "now"]) { self.words.get(and + 2).unwrap_or(next) } else { next };
        is_finite(&next_but.lower()) && !next_but.is_any(&["support"])
            || next.is_any(&["that", "he", "she", "they"])
            || self.is_subject_at(and + 1)
    }

    /// Returns whether a mention with a finite verb after it begins at a word.
    fn is_subject_at(&self, at: usize) -> bool {
        let at = if self.words.get(at).is_some_and(|word| word.is_any(&["the", "a"])) { at + 1 } else { at };
        let Some(word) = self.words.get(at) else { return false };
        let starts_here = |mention: &&Mention| {
            let start = mention.span.start_bytes();
            start == word.span.start_bytes() || start + 4 == word.span.start_bytes()
        };
        let Some(mention) = self.mentions.iter().find(starts_here) else { return false };
        let after = self.word_from(mention.span.end_bytes());
        self.words.get(after).is_some_and(|word| is_finite(&word.lower()))
    }
}

/// Returns whether a word in lower case is likely a finite verb: an auxiliary or a verb of communication in the present
/// or past.
pub(crate) fn is_finite(word: &str) -> bool {
    const AUXILIARIES: &[&str] = &[
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "can",
        "does",
        "do",
        "did",
        "agreed",
        "pledged",
        "promised",
        "wants",
        "want",
        "decided",
        "rejected",
        "refused",
        "refuses",
        "rejects",
        "offered",
        "offers",
        "signed",
        "adopted",
        "approved",
        "called",
        "urged",
        "demanded",
        "demands",
        "welcomed",
        "met",
        "hopes",
        "hoped",
        "fears",
        "opposes",
        "opposed",
        "expects",
        "plans",
        "intends",
        "committed",
        "remain",
        "remains",
        "accepted",
        "ruled",
        "vowed",
        "took",
        "gave",
        "left",
        "went",
        "made",
    ];
    let is_cue = LEXICON.cue(word).is_some() && !word.ends_with("ing");
    AUXILIARIES.contains(&word) || is_cue && !is_noun_too(word)
}

/// Returns whether the form of a verb of communication is oftener a noun.
fn is_noun_too(word: &str) -> bool {
    matches!(
        word,
        "report"
            | "reports"
            | "claim"
            | "claims"
            | "state"
            | "states"
            | "note"
            | "notes"
            | "answer"
            | "answers"
            | "post"
            | "posts"
            | "comment"
            | "comments"
            | "signal"
            | "signals"
            | "estimate"
            | "estimates"
            | "reply"
            | "remark"
            | "remarks"
            | "promise"
            | "promises"
            | "hint"
            | "tell"
            | "say"
            | "add"
            | "stress"
    )
}
