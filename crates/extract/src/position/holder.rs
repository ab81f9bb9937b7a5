//! Whose stance is it?

use casus_claim::{Actors, EntityId};

use super::small_words::Helper;
use crate::cast::Cast;
use crate::lexicon::{Class, LEXICON};
use crate::passage::Passage;
use crate::statement::{Report, author};
use crate::tree::{SUBJECTS, upward};
use crate::word::{Kind, Word};

impl Passage<'_> {
    /// Returns the actors that a noun names, or who wrote the paper that it is; nobody for `no country`.
    pub(crate) fn held_by(&self, cast: &Cast, noun: usize) -> Option<Actors> {
        let is_none = self.children(noun).any(|child| self.words[child].is_any(&["no", "neither", "few", "hardly"]))
            || self.words[noun].is_any(&["nobody", "none", "neither"]);
        if is_none {
            return None;
        }
        let lemma = self.words[noun].lemma;
        let is_paper = LEXICON.is(Class::Paper, lemma) || LEXICON.is(Class::Statement, lemma);
        let author = || author(self, noun).and_then(|(_, actors)| cast.actors(actors.ids()));
        let owner = || cast.actors(&self.bearers(self.mention_at(self.child(noun, &["poss"])?)?));
        let own = || cast.actors(&self.actors_of(noun));
        if is_paper { author().or_else(owner) } else { own().or_else(author) }
    }

    /// Returns who does what a verb tells, or whose paper does it: `issued a statement condemning`.
    pub(crate) fn done_by(&self, cast: &Cast, verb: usize) -> Option<Actors> {
        let subject = self.subject_over(verb);
        if let Some(holder) = subject.and_then(|subject| self.held_by(cast, subject)) {
            return Some(holder);
        }
        if let Some(holder) = self.done_besides(cast, verb) {
            return Some(holder);
        }
        let missed = || self.subject(self.words[verb].span).filter(|_| !self.is_verbal(verb));
        if let Some(missed) = missed() {
            return cast.actors(missed.ids());
        }
        if let Some(before) = self.stray_holder(cast, verb).filter(|_| subject.is_none()) {
            return Some(before);
        }
        if self.is_list_item(verb) {
            return cast.actors(&self.place.list_of);
        }
        let word = &self.words[verb];
        if word.dep != "acl" || word.tag != "VBG" {
            return None;
        }
        let issuer = self.governor(word.head).filter(|issuer| Helper::Issuing.is(self.words[*issuer].lemma))?;
        self.held_by(cast, self.subject_of(issuer)?)
    }

    /// Returns who does besides what a participle behind a comma tells, where the subject next to it is nobody: `hoped that
    /// the truce would hold, thanking Norland`.
    fn done_besides(&self, cast: &Cast, verb: usize) -> Option<Actors> {
        const STEPS_MAX: usize = 6;
        let word = &self.words[verb];
        let is_aside = word.tag == "VBG" && word.dep == "advcl" && verb > 0 && self.words[verb - 1].text == ",";
        let above = upward(&self.words, word.head);
        let mut subjects = above.take(STEPS_MAX).filter_map(|at| self.child(at, &SUBJECTS)).filter(|_| is_aside);
        subjects.find_map(|subject| self.held_by(cast, subject))
    }

    /// Returns the subject of a verb, which it may share with verbs before it: `welcomes A, repeats B and stresses C`.
    fn subject_over(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        while self.child(at, &SUBJECTS).is_none() {
            let has_own = |child: &usize| {
                let is_first =
                    *child < at && self.words[*child].dep == "ccomp" && self.child(*child, &["mark"]).is_none();
                is_first && self.child(*child, &SUBJECTS).is_some()
            };
            if let Some(first) = self.children(at).find(has_own) {
                return self.child(first, &SUBJECTS);
            }
            let word = &self.words[at];
            // What is finite does not go with an infinitive or a noun: `invites Callow to come and stresses`.
            let mut up = word.head;
            while !self.is_finite(up) && self.words[up].head < up {
                up = self.words[up].head;
            }
            let is_joined = word.dep == "conj" && matches!(word.tag, "VBD" | "VBZ" | "VBP") && up < at;
            if !is_joined || !self.is_verbal(up) {
                break;
            }
            at = up;
        }
        self.subject_of(at)
    }

    /// Returns whether a verb is finite, by itself or with its helper.
    fn is_finite(&self, at: usize) -> bool {
        let is_helper =
            |child: usize| matches!(self.words[child].dep, "aux" | "auxpass") && self.words[child].tag != "TO";
        matches!(self.words[at].tag, "VBD" | "VBZ" | "VBP" | "MD") || self.children(at).any(is_helper)
    }

    /// Returns whether a verb begins an item of a list whose lead-in names who does it all: `The ministers: – welcome …`.
    pub(crate) fn is_list_item(&self, verb: usize) -> bool {
        if self.place.list_of.is_empty() {
            return false;
        }
        let first = self.first_joined(verb);
        let is_before =
            |word: &Word<'_>| word.kind != Kind::Word || word.dep == "advmod" || word.text.chars().count() == 1;
        let is_first = self.words[..first].iter().all(is_before);
        is_first
            && matches!(self.words[verb].tag, "VB" | "VBP" | "VBZ" | "VBD" | "VBG")
            && self.child(verb, &SUBJECTS).is_none()
    }

    /// Returns the actor right before a verb whose subject the parser has hung on something else.
    fn stray_holder(&self, cast: &Cast, verb: usize) -> Option<Actors> {
        const GAP_MAX: usize = 3;
        let at = self.first_joined(verb);
        let is_loose = |word: &Word<'_>| matches!(word.dep, "aux" | "auxpass" | "advmod" | "neg") || word.text == ",";
        let before = (0..at).rev().take(GAP_MAX).find(|at| !is_loose(&self.words[*at]))?;
        let is_finite = matches!(self.words[at].tag, "VBD" | "VBZ" | "VBP");
        let mention = self.mention_at(before).filter(|mention| is_finite && !self.is_possessor(mention))?;
        cast.actors(&self.bearers(mention))
    }

    /// Returns who says a word, where somebody does: the innermost speaker, or whose words the sentence is.
    pub(crate) fn said_by(&self, cast: &Cast, reports: &[Report], at: usize) -> Option<Actors> {
        let span = self.words[at].span;
        let inside = reports.iter().filter(|report| report.content.contains(span));
        if let Some(report) = inside.min_by_key(|report| report.content.len_bytes()) {
            return cast.actors(report.speaker.ids());
        }
        self.agreed_by(cast, at).or_else(|| cast.actors(&self.place.mouth))
    }

    /// Returns who agrees or finds that something must be or is: `agreed that the sanctions must stay`.
    fn agreed_by(&self, cast: &Cast, at: usize) -> Option<Actors> {
        let mut at = at;
        while self.words[at].head != at && self.words[at].dep != "ccomp" {
            at = self.words[at].head;
        }
        let verb = self.words[at].head;
        let is_told = verb < at && Helper::Agreeing.is(self.words[verb].lemma);
        self.done_by(cast, verb).filter(|_| is_told)
    }

    /// Returns whose stance it is where the passive names nobody: `concern was voiced at`, in a text or speech of theirs.
    pub(crate) fn unnamed(&self, cast: &Cast) -> Option<Actors> {
        cast.actors(&self.place.mouth).or_else(|| cast.actors(&self.place.told_by))
    }

    /// Returns the actors of a noun behind one of some prepositions of a word: `opposition from Callow`.
    pub(crate) fn named_behind(&self, at: usize, prepositions: &[&str]) -> Option<Vec<EntityId>> {
        let is_one = |child: &usize| *child > at && self.words[*child].is_any(prepositions);
        let behind = self.children(at).filter(is_one);
        let mut named = behind.filter_map(|of| self.child(of, &["pobj"])).map(|noun| self.actors_of(noun));
        named.find(|actors| !actors.is_empty())
    }
}
