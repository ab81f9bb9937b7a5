//! Which words name a thing? A noun with its own modifiers and with what follows it, without its amount and its article.

use std::ops::Range;

use crate::passage::Passage;
use crate::word::{Kind, Word};

/// Words for what is measured, which leave out the words of the amount.
pub(super) struct Phrases<'s, 'a> {
    pub passage: &'s Passage<'a>,
    /// The words of the amount, its hedges included.
    pub amount: Range<usize>,
}

/// A relative clause belongs to a noun only if it has no more words.
const CLAUSE_WORDS_MAX: usize = 6;

/// What follows a noun may have so many words.
const TAIL_WORDS_MAX: usize = 7;

impl Phrases<'_, '_> {
    fn word(&self, at: usize) -> &Word<'_> {
        &self.passage.words[at]
    }

    /// Returns a noun with its modifiers and complements.
    pub fn whole(&self, noun: usize) -> String {
        let mut words = self.front(noun);
        words.extend(self.tail(noun));
        self.written(&words)
    }

    /// Returns a noun with its modifiers and with what a preposition adds to it.
    pub fn without_clause(&self, noun: usize) -> String {
        let has_clause = self.passage.child(noun, &["relcl"]).is_some();
        if has_clause { self.written(&self.front(noun)) } else { self.whole(noun) }
    }

    /// Returns the modifiers of a noun and the noun.
    pub fn front(&self, noun: usize) -> Vec<usize> {
        let mut words: Vec<usize> = Vec::new();
        for child in self.passage.children(noun).filter(|child| *child < noun) {
            let modifies =
                matches!(self.word(child).dep, "amod" | "compound" | "nmod" | "poss" | "nummod" | "advmod" | "punct");
            let (first, last) = self.word(child).edges;
            let is_number = self.word(child).dep == "nummod";
            if modifies && !is_number && last < noun {
                words.extend(first..=last);
            }
        }
        words.retain(|at| !self.amount.contains(at) && !self.is_article(*at) && !self.is_figure(*at));
        let is_mark = |at: &usize| self.word(*at).kind == Kind::Mark && self.word(*at).text != "-";
        while words.first().is_some_and(|first| is_mark(first) || self.word(*first).text == "-") {
            words.remove(0);
        }
        // Nothing joins what stands on the two sides of the amount but the noun.
        words.retain(|at| !is_mark(at) || matches!(self.word(*at).text, "-" | "'" | "’" | "%"));
        words.push(noun);
        words
    }

    /// Returns whether a word belongs to another amount.
    fn is_figure(&self, at: usize) -> bool {
        let word = self.word(at);
        word.tag == "$" || word.tag == "NNP" && word.text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn is_article(&self, at: usize) -> bool {
        matches!(self.word(at).tag, "DT" | "PDT" | "PRP$" | "WP$")
            || self.word(at).is_any(&["remaining", "further", "another", "additional"])
    }

    /// Returns what follows a noun and belongs to it: `of the League`, `on strike`, `concluded by both`.
    pub fn tail(&self, noun: usize) -> Vec<usize> {
        let mut words = Vec::new();
        for child in self.passage.children(noun).filter(|child| *child > noun) {
            let (first, last) = self.word(child).edges;
            let is_bare = self.front(noun).len() == 1;
            let belongs = match self.word(child).dep {
                "prep" | "conj" | "cc" | "amod" => true,
                "acl" => (first..=last).all(|at| self.word(at).tag != "CD"),
                "relcl" => is_bare && self.word(child).edges.1 - self.word(child).edges.0 < CLAUSE_WORDS_MAX,
                _ => false,
            };
            let is_set_off = first > 0 && self.word(first - 1).text == "," && self.word(child).dep != "conj";
            if !belongs || is_set_off {
                if matches!(self.word(child).dep, "punct" | "appos") {
                    break;
                }
                continue;
            }
            if matches!(self.word(child).dep, "cc" | "conj") && !self.is_short_list(noun) {
                break;
            }
            let room = TAIL_WORDS_MAX.saturating_sub(words.len());
            let cut = self.stop(first, (last + 1).min(first + room));
            let holds_amount = (first..=last).any(|at| self.amount.contains(&at));
            // What stands before the amount belongs: `the reserves of the bank (€3bn)`, but `a bonus of €300` has nothing.
            if holds_amount && cut <= first + 1 {
                continue;
            }
            words.extend(first..cut);
            if cut <= last {
                break;
            }
        }
        self.without_loose_end(words)
    }

    /// Returns whether two nouns joined by `and` are short: `men and women`.
    fn is_short_list(&self, noun: usize) -> bool {
        let joined = self.passage.child(noun, &["conj"]);
        let has_article =
            |joined: usize| self.passage.child(joined, &["det"]).is_some() && self.word(noun).dep != "pobj";
        let has_number = |joined: usize| (noun..=joined).any(|at| self.word(at).tag == "CD");
        joined.is_some_and(|joined| {
            joined <= noun + 3 && !has_article(joined) && !has_number(joined) && self.word(joined).edges.1 < noun + 6
        })
    }

    /// Returns where words stop that belong together: at a comma, a bracket, a further amount.
    pub fn stop(&self, start: usize, end: usize) -> usize {
        let is_end = |at: &usize| {
            let word = self.word(*at);
            matches!(word.text, "," | ";" | ":" | "(" | ")" | "—" | "–" | "." | "”" | "“" | "\"")
                || self.amount.contains(at)
        };
        (start..end).find(is_end).unwrap_or(end)
    }

    /// Drops what leads nowhere at the end of a run: a preposition, an article, `and`.
    pub fn without_loose_end(&self, mut words: Vec<usize>) -> Vec<usize> {
        let is_loose = |at: &usize| {
            let word = self.word(*at);
            matches!(word.tag, "IN" | "DT" | "CC" | "TO" | "PRP$" | "POS" | "HYPH" | "WDT" | "WP" | "MD")
                || word.kind == Kind::Mark
        };
        while words.len() > 1 && words.last().is_some_and(is_loose) {
            words.pop();
        }
        words
    }

    /// Returns words as they stand in the text, one space where some are left out.
    pub fn written(&self, words: &[usize]) -> String {
        let mut phrase = String::new();
        let mut before: Option<usize> = None;
        for at in words {
            let word = self.word(*at);
            let touches = before.is_some_and(|before| {
                before + 1 == *at && self.word(before).span.end_bytes() == word.span.start_bytes()
            });
            if before.is_some() && !touches {
                phrase.push(' ');
            }
            phrase.push_str(word.text);
            before = Some(*at);
        }
        phrase
    }
}
