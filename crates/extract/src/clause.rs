//! Which stretches of a sentence belong to which verb?
//!
//! There is no parse tree here. The subject of a verb is looked for to its left up to the head of the clause, its object
//! to its right up to the clause's end, by the marks and small words that English sets between clauses.

use casus_claim::{Actors, EntityId};
use casus_syntax::TokenKind;
use casus_text::Span;

use crate::cast::Mention;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;

impl Passage<'_> {
    /// Returns whether a word that a pattern took for a verb is one here: `guarantees` after its subject, but not in
    /// `robust security guarantees`.
    pub fn is_verb(&self, trigger: Span) -> bool {
        let at = self.word_from(trigger.start_bytes());
        let Some(word) = self.words.get(at) else { return false };
        let is_hyphened = at > 0 && self.words[at - 1].text == "-";
        // `May` inside a sentence is the month.
        let is_inside = at > 0 && self.words[at - 1].kind != TokenKind::Mark;
        if is_hyphened || is_inside && word.is_capitalised() {
            return false;
        }
        let is_auxiliary = LEXICON.is(Class::Auxiliary, &word.lower()) || word.text.contains(['\'', '’']);
        if is_auxiliary {
            return true;
        }
        let is_participle = word.lower().ends_with(['d', 'n', 't']) && !word.lower().ends_with("nt");
        let is_passive = self.follows(at, Class::Passive) && is_participle;
        if is_passive || self.follows(at, Class::BeforeNoun) && !self.is_mention_before(at) {
            return false;
        }
        let is_adverb = word.lower().ends_with("ly") || word.is_any(&["also", "already", "now", "still", "again"]);
        let verb = if is_adverb { self.words.get(at + 1).unwrap_or(word) } else { word };
        !LEXICON.is(Class::TwoFaced, &verb.lower()) || self.is_subject_before(at)
    }

    /// Returns whether a mention ends right before a word.
    fn is_mention_before(&self, at: usize) -> bool {
        let limit = self.words[at].span.start_bytes();
        self.mentions.iter().any(|mention| {
            let end = mention.span.end_bytes();
            end <= limit && limit - end <= 1 && !self.is_possessor(mention)
        })
    }

    /// Returns whether the word before is the end of a subject, or joins this verb to an earlier one.
    fn is_subject_before(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let before = &self.words[at - 1];
        let is_joint = before.is_any(&[",", ")", "also", "not", "and", "to", "has", "have", "had", "”", "—"]);
        let is_finite_pair = before.is("and") && self.words[at].lower().ends_with(['d', 's']);
        let is_closed = before.is_any(&[",", ")", "also", "—", "”", "has", "have", "had"]);
        let is_relative = self.follows(at, Class::Relative) && !before.is("that");
        self.is_mention_before(at)
            || is_relative
            || is_joint && (is_finite_pair || is_closed)
            || before.lower().ends_with("ly") && at > 1 && self.is_subject_before(at - 1)
    }

    /// Returns the subject of a verb that begins at a byte of the source, if it names actors.
    pub fn subject(&self, verb_bytes: usize) -> Option<Actors> {
        let at = self.before_parenthesis(self.word_from(verb_bytes));
        let mut end = at;
        // After `…, but` the verb goes with the main clause and not with the `that` clause in between.
        let mut is_main = false;
        loop {
            let start = self.clause_start(end);
            let is_content = is_main && start > 0 && self.words[start - 1].is("that");
            let candidates: Vec<&Mention> = self.subjects_between(start, at).collect();
            if let Some(first) = self.head_of(&candidates, at).filter(|_| !is_content) {
                return Actors::new(self.coordinated(first, &candidates));
            }
            if start == 0 {
                return None;
            }
            let opener = self.words[start - 1].lower();
            if is_content {
                end = start - 1;
                continue;
            }
            is_main |=
                start > 1 && self.words[start - 2].text == "," && matches!(opener.as_str(), "but" | "and" | "yet");
            if LEXICON.is(Class::Relative, &opener) {
                return self.antecedent(start - 1);
            }
            let goes_on = matches!(opener.as_str(), "," | "and" | "or" | "but" | "—" | "–" | "yet" | ")" | "”");
            if !goes_on {
                return None;
            }
            end = start - 1;
        }
    }

    /// Returns the index of the comma that opens the relative clause closed right before a verb: in `Callow, which leads
    /// the League, will pay` the one after Callow. Without such a clause it is the verb's own index.
    fn before_parenthesis(&self, verb: usize) -> usize {
        if verb == 0 || self.words[verb - 1].text != "," {
            return verb;
        }
        let opens = |at: &usize| self.words[*at].text == "," && self.is(at + 1, Class::Relative);
        (0..verb - 1).rev().find(opens).unwrap_or(verb)
    }

    /// Returns the first of the possible subjects, but the nearest one where it opens a relative clause without a
    /// pronoun: `the concessions Norland is willing to make`.
    fn head_of<'m>(&self, candidates: &[&'m Mention], verb: usize) -> Option<&'m Mention> {
        let nearest = candidates.last()?;
        let (start, end) = self.words_of(nearest);
        if end == verb && (self.is_reduced_relative(nearest) || self.begins_after_clause(start)) {
            return Some(nearest);
        }
        candidates.first().copied()
    }

    /// Returns whether a whole clause and a comma stand before a word: `Callow will pay, | Ada Korn said`.
    fn begins_after_clause(&self, at: usize) -> bool {
        let at = if at > 0 && self.words[at - 1].is("the") { at - 1 } else { at };
        at > 0 && matches!(self.words[at - 1].text, "," | ":") && self.has_finite(0, at - 1)
    }

    /// Returns whether a mention follows a noun directly, as the subject of a relative clause without a pronoun does.
    fn is_reduced_relative(&self, mention: &Mention) -> bool {
        let (first, _) = self.words_of(mention);
        let Some(before) = first.checked_sub(1).map(|before| &self.words[before]) else { return false };
        let is_noun = before.kind == TokenKind::Word
            && !before.is_capitalised()
            && !LEXICON.is_function_word(&before.lower())
            && LEXICON.cue(&before.lower()).is_none()
            && !LEXICON.is_finite(&before.lower());
        let has_article =
            (first.saturating_sub(4)..first).any(|at| self.words[at].is_any(&["the", "a", "an", "any", "no"]));
        is_noun && has_article
    }

    /// Returns the noun that a relative clause without a pronoun speaks of, for the subject right before a verb.
    pub fn relative_head(&self, verb_bytes: usize) -> Option<Span> {
        let at = self.word_from(verb_bytes);
        let mention = self.mentions.iter().rev().find(|mention| mention.span.end_bytes() <= verb_bytes)?;
        let (first, after) = self.words_of(mention);
        if after != at || !self.is_reduced_relative(mention) {
            return None;
        }
        let start = (first.saturating_sub(4)..first)
            .rev()
            .find(|at| self.words[*at].is_any(&["the", "a", "an", "any", "no"]))?;
        self.between(start, first)
    }

    /// Returns whether a verb stands in a clause that tells what is feared: `concerns that Callow might …`.
    pub fn is_feared(&self, verb_bytes: usize) -> bool {
        let start = self.clause_start(self.word_from(verb_bytes));
        start > 1 && self.words[start - 1].is("that") && self.is(start - 2, Class::Feared)
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
                "”" | "\"" if self.closes_speech(at) => return at + 1,
                "”" => quote_depth += 1,
                "“" if quote_depth > 0 => quote_depth -= 1,
                ";" | ":" | "“" | "(" | "—" => return at + 1,
                _ if self.is(at, Class::Opener) && !self.is_no_conjunction(at) => return at + 1,
                "," if self.opens_main_clause(at) => return at + 1,
                "and" if self.joins_clauses(at) => return at + 1,
                _ => {}
            }
        }
        0
    }

    /// Returns whether a closing quotation mark ends quoted speech, and not a quoted name.
    pub fn closes_speech(&self, at: usize) -> bool {
        at > 0 && matches!(self.words[at - 1].text, "," | "." | "!" | "?")
    }

    /// Returns whether a small word at an index opens no clause: `in that way`, `as well as`, `after the talks,`.
    fn is_no_conjunction(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).map_or("", |word| word.text);
        match self.words[at].lower().as_str() {
            "that" => self.follows(at, Class::Preposition),
            "as" => next == "well" || at > 0 && self.words[at - 1].text == "well" || next == "of" || at == 0,
            "after" | "before" => true,
            _ => false,
        }
    }

    /// Returns whether the comma at an index ends a clause or phrase that stands before the main clause.
    fn opens_main_clause(&self, comma: usize) -> bool {
        let first = self.words.iter().position(|word| word.kind == TokenKind::Word);
        let is_fronted = first.is_some_and(|first| self.is(first, Class::Fronted));
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
        self.words.get(after).is_some_and(|word| LEXICON.is_finite(&word.lower()))
            && and > 0
            && (self.words[and - 1].text == "," || self.has_finite(0, and))
    }

    fn has_finite(&self, start: usize, end: usize) -> bool {
        self.words[start..end].iter().any(|word| LEXICON.is_finite(&word.lower()))
    }

    /// Returns the mentions between two words that can be a subject.
    fn subjects_between(&self, start: usize, end: usize) -> impl Iterator<Item = &Mention> {
        let from = self.words.get(start).map_or(usize::MAX, |word| word.span.start_bytes());
        let to = if end == 0 { 0 } else { self.words[end - 1].span.end_bytes() };
        let inside = move |mention: &&Mention| from <= mention.span.start_bytes() && mention.span.end_bytes() <= to;
        self.mentions.iter().filter(inside).filter(move |mention| !self.is_oblique(mention, end))
    }

    /// Returns whether a mention stands under a preposition, owns what follows, or is an object pronoun.
    fn is_oblique(&self, mention: &Mention, verb: usize) -> bool {
        let (first, after) = self.words_of(mention);
        let mut before = first;
        while before > 0 && self.words[before - 1].is_any(&["the", "a", "an", "its", "their", "“", "\""]) {
            before -= 1;
        }
        let is_count = self.words.get(first).is_some_and(|word| word.kind == TokenKind::Number);
        let is_about = before > 0 && self.words[before - 1].is_any(&["about", "around", "over"]) && is_count;
        // In `with Callow weighing a ban` the name is a subject all the same.
        let is_participle = |at: usize| self.words.get(at).is_some_and(|word| word.lower().ends_with("ing"));
        let is_absolute =
            before > 0 && self.words[before - 1].is("with") && (is_participle(verb) || is_participle(verb + 1));
        let preposition = self.follows(before, Class::Preposition) && !is_about && !is_absolute;
        let is_pronoun = |text: &str| matches!(text, "him" | "them" | "us" | "me");
        let is_object = after == first + 1 && self.words.get(first).is_some_and(|word| is_pronoun(word.text));
        preposition || self.is_possessor(mention) || is_object
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
            && rest.iter().take_while(|word| !LEXICON.is_finite(&word.lower())).any(|word| word.text == "and")
    }

    /// Returns what follows a verb that ends at a byte of the source, up to the end of its clause.
    pub fn object(&self, verb_end_bytes: usize) -> Option<Span> {
        let start = self.word_from(verb_end_bytes);
        // After a bare infinitive the next finite verb goes with another clause: `is ready to make | remain unclear`.
        let next = self.words.get(start + 1).is_some_and(|word| LEXICON.is(Class::Auxiliary, word.text));
        if next && !self.is_clause_head(start) {
            self.between(start, start + 1)
        } else {
            self.rest_of_clause(verb_end_bytes)
        }
    }

    /// Returns what follows a byte of the source, up to the end of the clause that begins there.
    pub fn rest_of_clause(&self, start_bytes: usize) -> Option<Span> {
        let start = self.word_from(start_bytes);
        let mut end = start;
        let mut depth = 0_i32;
        while let Some(word) = self.words.get(end) {
            match word.text {
                "(" | "“" => depth += 1,
                ")" | "”" if depth == 0 => break,
                ")" | "”" => depth -= 1,
                ";" | "—" | ":" if depth == 0 => break,
                "," if depth == 0 && self.comma_closes(end) => break,
                "and" if depth == 0 && self.and_closes(start, end) => break,
                _ if depth == 0 && end > start && self.is(end, Class::Closer) => break,
                _ => {}
            }
            end += 1;
        }
        self.between(start, end)
    }

    /// Returns whether a word can be the subject of the clause that begins with it: `there is`, `it has`, `Callow will`.
    fn is_clause_head(&self, at: usize) -> bool {
        LEXICON.is_function_word(&self.words[at].lower()) || self.is_mention_before(at + 1)
    }

    fn comma_closes(&self, comma: usize) -> bool {
        let Some(next) = self.words.get(comma + 1) else { return true };
        let is_participle =
            next.lower().ends_with("ing") && !next.is_any(&["including", "housing", "training", "funding"]);
        let opens_clause = self.is(comma + 1, Class::Closer) || self.is(comma + 1, Class::AfterComma);
        if opens_clause || is_participle || LEXICON.cue(&next.lower()).is_some() {
            return true;
        }
        let after_and = if next.text == "and" { comma + 2 } else { comma + 1 };
        let goes_on = |word: &crate::word::Word<'_>| {
            word.is_any(&["that", "he", "she", "they", "it"]) || LEXICON.is_finite(&word.lower())
        };
        if next.text == "and" && self.words.get(after_and).is_some_and(goes_on) {
            return true;
        }
        self.is_subject_at(after_and)
    }

    fn and_closes(&self, start: usize, and: usize) -> bool {
        let Some(next) = self.words.get(and + 1) else { return true };
        let is_adverb = next.is_any(&["also", "then", "thus", "now"]);
        let verb = if is_adverb { self.words.get(and + 2).unwrap_or(next) } else { next };
        let has_subject = self.is_subject_at(and + 1) && self.has_finite(start, and);
        LEXICON.is_finite(&verb.lower()) || next.is_any(&["that", "he", "she", "they"]) || has_subject
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
        self.words.get(after).is_some_and(|word| LEXICON.is_finite(&word.lower()))
    }
}
