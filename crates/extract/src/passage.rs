//! One sentence in its document: its words, and who is named where.

use casus_claim::EntityId;
use casus_text::{Quote, Source, Span};

use crate::cast::{Mention, Who};
use crate::lexicon::{Class, LEXICON};
use crate::pattern::Hit;
use crate::word::{Kind, Word};

/// A sentence in hand.
pub(crate) struct Passage<'a> {
    pub source: &'a Source,
    pub span: Span,
    pub words: Vec<Word<'a>>,
    /// Whether it begins inside a quotation.
    pub is_in_quote: bool,
    pub mentions: Vec<Mention>,
    /// Whoever says `we` here: an official's state or body.
    pub speaker: Vec<EntityId>,
    /// Whoever says `I`.
    pub voice: Vec<EntityId>,
    pub place: Place,
}

/// Whose words a sentence is by its place in the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Whose words the sentence is, where a label, a quotation that goes on or the text's authors tell so.
    pub mouth: Vec<EntityId>,
    /// Who spoke in the sentence before, in the same paragraph.
    pub told_by: Vec<EntityId>,
    /// Who does all that a list tells, where the sentence is an item of one: `The ministers:`.
    pub list_of: Vec<EntityId>,
}

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

    /// Returns whether a pattern fits whole words: its bounds are those of ASCII, and a word may have other letters.
    pub fn holds_words(&self, hit: &Hit<'_>) -> bool {
        let span = self.part(hit.range.start, hit.range.end);
        let first = self.words.get(self.word_from(span.start_bytes()));
        let begins = first.is_some_and(|word| span.contains(word.span));
        let is_cut = |offset: usize| {
            let before = self.word_from(offset).checked_sub(1).map(|at| self.words[at].span);
            before.is_some_and(|word| word.start_bytes() < offset && offset < word.end_bytes())
        };
        begins && !is_cut(span.start_bytes())
    }

    /// Returns a quote of a span.
    pub fn quote(&self, span: Span) -> Quote {
        self.source.quote(span)
    }

    /// Returns the index of the first word that begins at or after a byte of the source.
    pub fn word_from(&self, offset_bytes: usize) -> usize {
        self.words.partition_point(|word| word.span.start_bytes() < offset_bytes)
    }

    /// Returns whether the word at an index does this in a sentence.
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.words.get(at).is_some_and(|word| LEXICON.is(class, &word.lower()))
    }

    /// Returns whether the word before an index does this in a sentence.
    pub fn follows(&self, at: usize, class: Class) -> bool {
        at > 0 && self.is(at - 1, class)
    }

    /// Returns whom a mention points at; several where it is the speakers.
    pub fn bearers(&self, mention: &Mention) -> Vec<EntityId> {
        match mention.who {
            Who::Entity(id) => vec![id],
            Who::Pair(first, second) => vec![first, second],
            Who::Speaker if self.is_singular(mention) => self.voice.clone(),
            Who::Speaker => self.speaker.clone(),
        }
    }

    fn is_singular(&self, mention: &Mention) -> bool {
        let first = self.words.get(self.words_of(mention).0);
        first.is_some_and(|word| word.is_any(&["I", "me", "my"]))
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

    /// Returns the index of the first word of a mention, and the index after its last.
    pub fn words_of(&self, mention: &Mention) -> (usize, usize) {
        (self.word_from(mention.span.start_bytes()), self.word_from(mention.span.end_bytes()))
    }

    /// Returns whether a mention owns what follows it: `Norland's`, `its`.
    pub fn is_possessor(&self, mention: &Mention) -> bool {
        let (first, after) = self.words_of(mention);
        let has_mark = self.words.get(after).is_some_and(|word| word.kind == Kind::Possessive);
        let is_pronoun = after == first + 1
            && self.words.get(first).is_some_and(|word| word.is_any(&["its", "his", "their", "our", "my", "her"]));
        has_mark || is_pronoun
    }

    /// Returns whether a word stands between quotation marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.words[..at].iter().fold(self.is_in_quote, |is_open, word| match word.text {
            "“" => true,
            "”" => false,
            "\"" => !is_open,
            _ => is_open,
        })
    }

    /// Returns the span of a run of words without the marks and joints at its ends.
    pub fn between(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.words.get(start..end)?;
        let opens = words.iter().any(|word| matches!(word.text, "“" | "\""));
        let is_loose = |word: &&Word<'_>| {
            matches!(word.text, "," | "." | ";" | ":" | "!" | "?" | "—" | "–" | "-" | "(")
                || matches!(word.text, "”" | "\"") && !opens
                || word.is_any(&["and", "but", "or", "only", "though", "even", "as"])
        };
        let last = words.iter().rev().find(|word| !is_loose(word))?;
        let first = words.iter().find(|word| !matches!(word.text, "," | ":" | ";" | "—" | "–" | ")" | "”"))?;
        (first.span.start_bytes() <= last.span.start_bytes()).then(|| first.span.cover(last.span))
    }
}
