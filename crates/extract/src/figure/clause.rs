//! What does the clause around an amount tell of it? Who does what with it, and what rises or falls by it.

use casus_syntax::Pos;

use super::measured::{Seeker, is_noun};
use super::words::{Around, WORDS};
use crate::tree::SUBJECTS;

impl Seeker<'_, '_> {
    /// Returns what the subject of a verb does or is done to, as briefly as can be: `put forward`, `signing the code`.
    pub fn deed(&self, subject: usize) -> Option<String> {
        let word = self.word(subject);
        let verb = word.head;
        let is_passive = word.dep == "nsubjpass";
        if !(is_passive || word.dep == "nsubj") || self.word(verb).pos != Pos::Verb || verb <= subject {
            return None;
        }
        let helpers = self
            .passage
            .children(verb)
            .filter(|child| matches!(self.word(*child).dep, "aux" | "neg") && *child > subject && *child < verb);
        let helpers: Vec<usize> = helpers.collect();
        let mut words = Vec::new();
        for child in self.passage.children(verb).filter(|child| *child > verb) {
            let object = self.passage.child(child, &["pobj"]).filter(|object| is_noun(self.word(*object)));
            match (self.word(child).dep, object) {
                ("prt" | "acomp", _) => words.push(child),
                ("advmod", _) if child == verb + 1 => words.push(child),
                ("dobj", _) => words.extend(self.word(child).edges.0..=child),
                ("prep" | "agent", Some(object)) if words.is_empty() && self.word(child).is_any(SIDES) => {
                    words.extend(child..=object);
                }
                _ => {}
            }
        }
        let is_cut =
            |at: &usize| matches!(self.word(*at).text, "," | ";" | ":" | "(" | "—") || self.word(*at).tag == "CD";
        if words.len() > DEED_WORDS_MAX || words.iter().any(is_cut) {
            words.clear();
        }
        if !is_passive && words.is_empty() {
            return Some(gerund(self.word(verb).lemma));
        }
        words.insert(0, verb);
        if is_passive {
            return Some(self.phrases.written(&words));
        }
        let words = helpers.into_iter().chain(words).collect::<Vec<_>>();
        Some(format!("that {}", self.phrases.written(&words)))
    }

    /// Returns the subject of the verb over a noun.
    pub fn subject_over(&self, noun: usize) -> Option<String> {
        let verb = self.passage.governor(noun)?;
        self.subject(verb)
    }

    /// Returns whether the amount is where something rises to, falls by, or is kept below.
    pub fn is_step(&self, top: usize) -> bool {
        // `below` makes a number approximate, and says that something is kept there.
        let is_kept = self.hedged < self.start && self.word(self.hedged).is_any(&["below", "above", "under"]);
        let is_led = is_kept || self.before_hedges().is_some_and(|before| self.word(before).is_any(STEPS));
        is_led && self.verb_over(top).is_some_and(|(verb, _)| verb < self.start)
    }

    /// Returns the object or the subject that a verb moves by an amount, or to it.
    pub fn moved(&self, top: usize) -> Option<String> {
        let (verb, _) = self.verb_over(top)?;
        let object =
            self.passage.child(verb, &["dobj"]).filter(|object| *object < self.start && !self.is_amount(*object));
        let object = object.filter(|object| is_noun(self.word(*object))).map(|object| self.phrases.whole(object));
        object.or_else(|| self.subject(verb))
    }

    /// Returns what the verb over the amount tells of it.
    pub fn clause(&self, top: usize) -> Option<String> {
        if SUBJECTS.contains(&self.word(top).dep) {
            return self.deed_of_amount(top);
        }
        let (verb, preposition) = self.verb_over(top)?;
        let lemma = self.word(verb).lemma;
        let is_object = preposition.is_none() && self.word(top).dep == "dobj";
        let moves = WORDS.is(Around::Change, lemma) && !is_object || WORDS.is(Around::Measure, lemma);
        let moved = moves.then(|| self.moved(top)).flatten();
        moved.or_else(|| self.use_of(verb)).or_else(|| self.subject_and(verb))
    }

    /// Returns the verb that the amount is an object of, with the preposition between.
    pub fn verb_over(&self, top: usize) -> Option<(usize, Option<usize>)> {
        let (mut at, mut preposition) = (top, None);
        for _ in 0..VERB_STEPS_MAX {
            let head = self.word(at).head;
            if head == at {
                return None;
            }
            if self.word(at).dep == "prep" {
                preposition = Some(at);
            }
            at = head;
            if self.passage.is_verbal(at) {
                return Some((at, preposition));
            }
        }
        None
    }

    /// Returns the subject of a verb, if it is a noun.
    pub fn subject(&self, verb: usize) -> Option<String> {
        let subject = self.passage.subject_of(verb).filter(|subject| is_noun(self.word(*subject)))?;
        (!self.is_amount(subject)).then(|| self.phrases.whole(subject))
    }

    /// Returns what is done with an amount that is the subject: `€60bn | are meant for arms`.
    pub fn deed_of_amount(&self, top: usize) -> Option<String> {
        let verb = self.word(top).head;
        if !self.passage.is_verbal(verb) {
            return None;
        }
        if self.word(verb).lemma == "be" {
            let said = self.passage.child(verb, &["attr", "acomp"])?;
            return Some(self.run(said, self.word(said).edges.1));
        }
        Some(self.run(verb, self.word(verb).edges.1))
    }

    /// Returns what an amount is used for: `put aside €3bn | for the dykes`, `| to mend the dykes`.
    pub fn use_of(&self, verb: usize) -> Option<String> {
        let after = self.passage.children(verb).filter(|child| *child >= self.end);
        for child in after {
            let word = self.word(child);
            let object = self.passage.child(child, &["pobj"]);
            match (word.dep, object) {
                ("prep" | "dative", Some(object))
                    if word.is_any(&["for", "into", "on", "to", "towards"])
                        && is_noun(self.word(object))
                        && self.word(object).ent != "DATE"
                        && !WORDS.is(Around::Aside, self.word(object).lemma) =>
                {
                    return Some(self.phrases.whole(object));
                }
                ("advcl" | "xcomp", _) if self.word(child).tag == "VB" => {
                    return Some(self.run(child, word.edges.1));
                }
                _ => {}
            }
        }
        None
    }

    /// Returns who does what with an amount: `Norland has pledged`.
    pub fn subject_and(&self, verb: usize) -> Option<String> {
        let subject = self.passage.subject_of(verb).filter(|subject| is_noun(self.word(*subject)) && *subject < verb);
        let Some(subject) = subject else {
            let near =
                (0..verb).rev().take(4).find(|at| is_noun(self.word(*at)) && !self.is_amount(*at) && *at < self.start);
            return Some(
                near.map_or_else(|| self.run(verb, verb), |noun| self.phrases.written(&self.phrases.front(noun))),
            );
        };
        let helpers = self.passage.children(verb).filter(|child| {
            matches!(self.word(*child).dep, "aux" | "auxpass" | "neg") && *child > subject && *child < verb
        });
        let mut words = self.phrases.front(subject);
        words.extend(helpers);
        words.push(verb);
        Some(self.phrases.written(&words))
    }

    pub fn run(&self, first: usize, last: usize) -> String {
        let end = (last + 1).min(first + DEED_WORDS_MAX);
        let words = self.phrases.without_loose_end((first..self.phrases.stop(first, end)).collect());
        self.phrases.written(&words)
    }
}

/// A verb phrase that tells what those did who are counted has so many words.
const DEED_WORDS_MAX: usize = 5;

/// What leads to what a deed is about.
const SIDES: &[&str] = &["for", "against", "to", "with", "into", "round", "around", "by", "of", "from"];

/// What leads to where something rises, falls or is kept.
const STEPS: &[&str] = &["by", "to", "from", "below", "above", "at", "under", "over", "up"];

/// The verb over an amount is so many links away at most.
const VERB_STEPS_MAX: usize = 8;

/// Returns the form of a verb that says what somebody is doing: `sign` gives `signing`.
fn gerund(lemma: &str) -> String {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let letters: Vec<char> = lemma.chars().collect();
    let is_vowel = |back: usize| letters.len().checked_sub(back).is_some_and(|at| VOWELS.contains(&letters[at]));
    if let Some(stem) = lemma.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if let Some(stem) = lemma.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y']) && stem.len() > 1) {
        return format!("{stem}ing");
    }
    // `set`, `plan`, `commit`: one vowel before one consonant at the end of a short verb.
    let ends_short = letters.len() >= 3 && !is_vowel(1) && is_vowel(2) && !is_vowel(3);
    let doubles = ends_short && !lemma.ends_with(['w', 'x', 'y']) && (letters.len() <= 4 || lemma.ends_with("mit"));
    match letters.last() {
        Some(last) if doubles => format!("{lemma}{last}ing"),
        _ => format!("{lemma}ing"),
    }
}
