//! Does `it` mean anything? Not in `it rains`, `it is clear that`, `it was agreed that`, `made it clear that`.

use super::place::Scene;
use super::table::{Empty, TABLES};
use crate::tree::children;

impl Scene<'_> {
    /// Returns whether the `it` at a word means nothing.
    pub fn is_empty_it(&self, at: usize) -> bool {
        let word = &self.words[at];
        let verb = word.head;
        if verb == at {
            return false;
        }
        let lemma = self.words[verb].lemma;
        match word.dep {
            "expl" => true,
            "nsubj" if lemma == "be" => self.is_predicate_empty(verb),
            "nsubj" if TABLES.is(Empty::Weather, lemma) => true,
            "nsubj" if TABLES.is(Empty::Seeming, lemma) => self.has_clause(verb) || self.has_predicate(verb),
            "nsubj" if lemma == "get" => self.has_predicate(verb),
            "nsubj" => {
                // The parser may take the adjective or noun behind `is` for the head.
                children(self.words, verb).any(|child| self.words[child].dep == "cop") && self.has_clause(verb)
            }
            "nsubjpass" => TABLES.is(Empty::Told, lemma) && self.has_clause(verb),
            "dobj" => self.is_cleared(verb),
            _ => {
                // `make it clear that`: `it` is the subject of a small clause.
                let above = self.words[verb].head;
                TABLES.is(Empty::Cleared, self.words[above].lemma) && self.has_clause(verb)
            }
        }
    }

    fn has_clause(&self, at: usize) -> bool {
        children(self.words, at)
            .any(|child| child > at && matches!(self.words[child].dep, "ccomp" | "xcomp" | "csubj" | "advcl" | "relcl"))
    }

    fn has_predicate(&self, at: usize) -> bool {
        let predicates = children(self.words, at).filter(|child| matches!(self.words[*child].dep, "acomp" | "attr"));
        predicates.into_iter().any(|child| TABLES.is(Empty::Predicate, self.words[child].lemma))
    }

    /// Returns whether what follows `it is` leaves `it` empty.
    fn is_predicate_empty(&self, verb: usize) -> bool {
        let is_predicate = |child: &usize| matches!(self.words[*child].dep, "acomp" | "attr" | "npadvmod" | "oprd");
        let Some(predicate) = children(self.words, verb).find(is_predicate) else { return self.has_clause(verb) };
        let lemma = self.words[predicate].lemma;
        if TABLES.is(Empty::Predicate, lemma) {
            return true;
        }
        let is_personal = TABLES.is(Empty::Personal, lemma);
        let clause = |at: usize| children(self.words, at).find(|child| *child > at && self.is_clause(*child));
        let Some(clause) = clause(verb).or_else(|| clause(predicate)) else { return false };
        let is_that = children(self.words, clause).any(|child| {
            let word = &self.words[child];
            word.dep == "mark" || matches!(word.tag, "WP" | "WRB" | "WDT") || word.is("that")
        });
        // `it is likely that` and `it is likely to`.
        !is_personal || is_that && matches!(lemma, "likely" | "unlikely" | "certain" | "expected")
    }

    fn is_clause(&self, at: usize) -> bool {
        matches!(self.words[at].dep, "ccomp" | "xcomp" | "csubj" | "advcl" | "relcl" | "acl")
    }

    /// Returns whether a verb makes something clear of which a clause tells.
    fn is_cleared(&self, verb: usize) -> bool {
        let is_cleared = TABLES.is(Empty::Cleared, self.words[verb].lemma);
        let has = |deps: &[&str]| children(self.words, verb).any(|child| deps.contains(&self.words[child].dep));
        is_cleared && has(&["oprd", "acomp", "ccomp"]) && has(&["ccomp", "xcomp", "advcl"])
    }
}
