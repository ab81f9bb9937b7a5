//! Which stretches of a sentence belong to which verb?
//!
//! The tree tells what is subject and object; commas and coordination tell where the object that a record quotes ends.

use casus_claim::Actors;
use casus_syntax::Pos;
use casus_text::Span;

use crate::lexicon::Class;
use crate::passage::Passage;
use crate::word::{Kind, Word};

impl Passage<'_> {
    /// Returns whether a word that a pattern took for a verb is one here: `guarantees` after its subject, but not in
    /// `robust security guarantees` and not in `was suspended by`.
    pub fn is_verb(&self, trigger: Span) -> bool {
        let Some(at) = self.top(trigger) else { return false };
        let (start, end) = (self.word_from(trigger.start_bytes()), self.word_from(trigger.end_bytes()));
        let has_verb = (start..end).any(|at| self.is_verbal(at)) || self.is_missed_verb(at);
        let is_modifier = matches!(self.words[at].dep, "amod" | "compound" | "nmod" | "poss");
        if !has_verb || is_modifier || self.words[at].pos == Pos::Propn {
            return false;
        }
        let is_outside = |helper: usize| helper < start || helper >= end;
        let is_passive = self.children(at).any(|child| self.words[child].dep == "auxpass" && is_outside(child));
        let is_reduced = self.words[at].dep == "acl" && self.words[at].tag == "VBN";
        !is_passive && !is_reduced
    }

    /// Returns what is done and by whom, where a pattern's verb is a passive that says so: `The rest will be paid | by Callow`.
    pub fn passive(&self, trigger: Span) -> Option<(Span, Actors)> {
        let (verb, deed) = self.passive_deed(trigger)?;
        let by = self.child(verb, &["agent"]).filter(|by| *by > verb)?;
        let actors = Actors::new(self.actors_of(self.child(by, &["pobj"])?))?;
        Some((deed, actors))
    }

    /// Returns the passive verb of a pattern's words, and what is done from its subject on: `The rest will be paid`, `The
    /// rest is to be paid`.
    pub fn passive_deed(&self, trigger: Span) -> Option<(usize, Span)> {
        let top = self.top(trigger)?;
        let is_passive = |verb: &usize| self.child(*verb, &["auxpass"]).is_some();
        let below = || self.child(top, &["xcomp"]).filter(|_| self.words[top].lemma == "be");
        let verb = Some(top).filter(is_passive).or_else(|| below().filter(is_passive))?;
        let subject = self.child(verb, &["nsubjpass"]).or_else(|| self.child(top, &["nsubj"]));
        let subject = subject.filter(|subject| *subject < verb)?;
        let deed = self.between(self.words[subject].edges.0, verb + 1)?;
        Some((verb, deed))
    }

    /// Returns whether the tagger has taken the verb of a sentence for a noun: `Norland | reserves the right`.
    pub fn is_missed_verb(&self, at: usize) -> bool {
        let is_finite = |word: &Word<'_>| matches!(word.tag, "VBZ" | "VBD" | "VBP" | "MD");
        self.words[at].tag == "NNS" && !self.words.iter().any(is_finite)
    }

    /// Returns the subject of the verb in a pattern's words, if it names actors.
    pub fn subject(&self, trigger: Span) -> Option<Actors> {
        let top = self.top(trigger)?;
        if self.is_missed_verb(top) {
            let mention = self.mention_at(top.checked_sub(1)?)?;
            return Actors::new(self.bearers(mention));
        }
        let subject = self.subject_of(top)?;
        Actors::new(self.actors_of(subject))
    }

    /// Returns the noun phrase that is the subject of the verb in a pattern's words.
    pub fn subject_phrase(&self, trigger: Span) -> Option<Span> {
        let top = self.top(trigger)?;
        if self.is_missed_verb(top) {
            return self.between(0, top);
        }
        let subject = self.subject_of(top)?;
        let (first, last) = self.words[subject].edges;
        let limit = self.word_from(trigger.start_bytes());
        self.between(first, (last + 1).min(limit.max(first)))
    }

    /// Returns the noun that a relative clause without a pronoun speaks of: `the concessions Norland is willing to make`.
    pub fn relative_head(&self, trigger: Span) -> Option<Span> {
        let mut at = self.top(trigger)?;
        while matches!(self.words[at].dep, "xcomp" | "acomp" | "aux" | "conj") && self.words[at].head != at {
            at = self.words[at].head;
        }
        let word = &self.words[at];
        let subject = self.child(at, &["nsubj"])?;
        let first = word.edges.0;
        let head = first.checked_sub(1)?;
        let is_clause = matches!(word.dep, "relcl" | "ccomp") && self.child(at, &["mark"]).is_none();
        let is_noun = matches!(self.words[head].tag, "NN" | "NNS");
        // In `told reporters Callow is willing` the noun is the hearer.
        let is_hearer = self.words[head].head == word.head && word.dep == "ccomp" && self.words[head].dep != "pobj";
        let is_pronoun = matches!(self.words[subject].tag, "WDT" | "WP");
        if !is_clause || !is_noun || is_hearer || is_pronoun {
            return None;
        }
        self.between(self.words[head].edges.0, head + 1)
    }

    /// Returns whether a verb stands in a clause that tells what is feared: `concerns that Callow might …`.
    pub fn is_feared(&self, trigger: Span) -> bool {
        let mut at = self.top(trigger).unwrap_or(usize::MAX);
        while let Some(word) = self.words.get(at) {
            if matches!(word.dep, "acl" | "ccomp" | "relcl") && self.is(word.head, Class::Feared) {
                return true;
            }
            if word.head == at || !self.is_verbal(word.head) {
                return false;
            }
            at = word.head;
        }
        false
    }

    /// Returns what follows a pattern's verb from a byte of the source on, up to the end of its clause.
    pub fn object(&self, trigger: Span, start_bytes: usize) -> Option<Span> {
        let start = self.word_from(start_bytes);
        let verb = self.top(trigger)?;
        let start = self.after_aside(start);
        let end = self.end_of(verb).max(self.end_within(start, verb));
        self.between(start, self.stop(start, end, Some(verb)))
    }

    /// Returns what follows a byte of the source, up to the end of the phrase or clause that begins there.
    pub fn rest_of_clause(&self, marker: Span) -> Option<Span> {
        let start = self.word_from(marker.end_bytes());
        let last = start.checked_sub(1)?;
        let word = &self.words[last];
        let top = match word.dep {
            "mark" | "advmod" | "aux" | "cc" => word.head,
            _ => self.top(marker).unwrap_or(last),
        };
        let end = self.end_of(top).max(self.end_of(last));
        self.between(start, self.stop(start, end, None))
    }

    /// Returns the index after a few words between commas: `ruled out, however, any return`.
    pub fn after_aside(&self, start: usize) -> usize {
        const WORDS_MAX: usize = 4;
        let is_comma = |at: usize| self.words.get(at).is_some_and(|word| word.text == ",");
        let close = (start + 2..start + 2 + WORDS_MAX).find(|at| is_comma(*at));
        close.filter(|_| is_comma(start)).map_or(start, |close| close + 1)
    }

    /// Returns what follows the name at the head of a line of a list.
    pub fn rest_of_line(&self, start: usize) -> Option<Span> {
        let is_end = |at: &usize| matches!(self.words[*at].text, "," | ";" | "(" | "—" | "–");
        self.between(start, (start..self.words.len()).find(is_end).unwrap_or(self.words.len()))
    }

    /// Returns the index after the last word that depends on a word.
    fn end_of(&self, at: usize) -> usize {
        self.words[at].edges.1 + 1
    }

    /// Returns the end of the phrase that begins at a word, where the parser has hung it on something before the verb.
    fn end_within(&self, start: usize, verb: usize) -> usize {
        let Some(word) = self.words.get(start) else { return start };
        if word.kind == Kind::Mark || self.is_under(start, verb) {
            return start;
        }
        let mut at = start;
        while self.words[at].head != at && self.words[self.words[at].head].edges.0 >= start {
            at = self.words[at].head;
        }
        self.end_of(at)
    }

    /// Returns where between two words the object of a verb stops, or a phrase that has no verb to go with.
    fn stop(&self, start: usize, end: usize, verb: Option<usize>) -> usize {
        let mut depth = 0_i32;
        let mut is_quoted = false;
        for at in start..end {
            match self.words[at].text {
                "(" | "“" | "[" => depth += 1,
                ")" | "”" | "]" if depth == 0 => return at,
                ")" | "”" | "]" => depth -= 1,
                "\"" if self.is_quoted(start) && !is_quoted => return at,
                "\"" => is_quoted = !is_quoted,
                ";" | "—" | ":" | "–" if depth == 0 => return at,
                "," if depth == 0 && self.comma_closes(at, verb) => return at,
                _ if depth == 0 && at > start && self.begins_clause(at, verb) => return at,
                _ => {}
            }
        }
        end
    }

    /// Returns the largest phrase that begins at a word.
    fn phrase_from(&self, start: usize) -> usize {
        let mut at = start;
        while self.words[at].head != at && self.words[self.words[at].head].edges.0 >= start {
            at = self.words[at].head;
        }
        at
    }

    /// Returns whether a comma ends an object: what comes after it neither goes on with a list nor with an adjective.
    fn comma_closes(&self, comma: usize, verb: Option<usize>) -> bool {
        let Some(next) = self.words.get(comma + 1) else { return true };
        if next.dep == "cc" {
            return self.begins_clause(comma + 1, verb);
        }
        let phrase = self.phrase_from(comma + 1);
        let word = &self.words[phrase];
        let goes_on = match word.dep {
            "conj" => !self.is_verbal(phrase),
            "amod" | "nummod" | "compound" | "punct" | "quantmod" => true,
            _ => next.kind == Kind::Number || next.is("including"),
        };
        !goes_on
    }

    /// Returns whether a clause of its own begins at a word: another verb of the same subject, or one that says when, why
    /// and on what condition.
    fn begins_clause(&self, at: usize, verb: Option<usize>) -> bool {
        let Some(verb) = verb else { return false };
        let word = &self.words[at];
        if word.dep == "cc" {
            let joined = self.children(word.head).find(|child| *child > at && self.words[*child].dep == "conj");
            // In `will cut and abolish its duties` both verbs have the one object; what `or` joins is one thing.
            let is_bare = word.head + 1 == at || word.is("or");
            // What is finite does not go with a bare verb: `hopes they can agree, but doubted it`.
            let is_finite = |joined: usize| matches!(self.words[joined].tag, "VBD" | "VBZ" | "VBP");
            if self.words[word.head].tag == "VB" && joined.is_some_and(is_finite) {
                return true;
            }
            return joined
                .is_some_and(|joined| !is_bare && self.is_verbal(joined) && self.is_complement(word.head, verb));
        }
        let phrase = self.phrase_from(at);
        let head = self.words[phrase].head;
        let is_clause = match self.words[phrase].dep {
            "advcl" => self.is(at, Class::Closer),
            "prep" => self.is(at, Class::Closer),
            "parataxis" => true,
            "conj" => self.is_verbal(phrase) && at > 0 && self.words[at - 1].dep != "cc",
            _ => false,
        };
        is_clause && head != phrase && self.is_complement(head, verb)
    }

    /// Returns whether a word is a verb or what completes it: `freeze` in `agreed to freeze`.
    fn is_complement(&self, at: usize, verb: usize) -> bool {
        let mut at = at;
        while at != verb {
            let word = &self.words[at];
            if word.head == at
                || !matches!(word.dep, "xcomp" | "ccomp" | "pcomp" | "prep" | "acomp" | "attr" | "dobj" | "acl")
            {
                return false;
            }
            at = word.head;
        }
        true
    }
}
