//! Which noun stands beside an amount as what it is of? `a loan of €3bn`, `€3bn in aid`, `the debt (€3bn)`.

use casus_syntax::Pos;

use super::measured::{Seeker, is_noun};
use super::words::{Around, WORDS};
use crate::tree::SUBJECTS;

impl Seeker<'_, '_> {
    /// Returns the noun that the amount modifies: `a €3bn loan to Dunmere`, `her 20 percent levy`.
    pub fn modified(&self, top: usize) -> Option<String> {
        let word = self.word(top);
        let noun = word.head;
        let modifies = matches!(word.dep, "nummod" | "compound" | "nmod" | "amod" | "quantmod" | "npadvmod" | "poss");
        if noun < self.end || !modifies || !is_noun(self.word(noun)) || noun > top + 6 {
            return None;
        }
        Some(self.phrases.whole(noun))
    }

    /// Returns what follows the amount and tells what it is of, in or for.
    pub fn complement(&self, is_sum: bool) -> Option<String> {
        let children =
            (self.start..self.end).flat_map(|at| self.passage.children(at)).filter(|child| *child >= self.end);
        for child in children {
            let word = self.word(child);
            match word.dep {
                "prep" => {
                    let object = self.passage.child(child, &["pobj", "pcomp"]);
                    let Some(object) = object.filter(|object| self.tells_use(child, *object)) else { continue };
                    let is_pronoun = self.word(object).is("those");
                    return Some(if is_pronoun {
                        self.run(object, self.word(object).edges.1)
                    } else {
                        self.phrases.whole(object)
                    });
                }
                "acl" if word.edges.0 == self.end && self.word(child).tag == "VBN" => {
                    return Some(self.run(word.edges.0, word.edges.1));
                }
                "relcl" if is_sum && word.edges.0 == self.end && self.word(self.end).is_any(&["that", "which"]) => {
                    return Some(self.run(word.edges.0, word.edges.1));
                }
                _ => {}
            }
        }
        self.next_phrase()
    }

    /// Reads `of the shares` right behind an amount, wherever the parser has hung it.
    pub fn next_phrase(&self) -> Option<String> {
        let next = self.passage.words.get(self.end).filter(|word| word.is_any(&["of", "in", "worth"]))?;
        let object = self.passage.child(self.end, &["pobj"]).filter(|object| self.tells_use(self.end, *object))?;
        (next.is_any(&["of", "in"])).then(|| self.phrases.whole(object))
    }

    /// Returns whether a phrase tells what the amount is of, and not when, where or for whom each.
    pub fn tells_use(&self, preposition: usize, object: usize) -> bool {
        let (link, object) = (self.word(preposition), self.word(object));
        let is_thing = (is_noun(object) || matches!(object.pos, Pos::Verb | Pos::Num) || object.is("those"))
            && !matches!(object.ent, "DATE" | "TIME");
        match &*link.lower() {
            "of" | "for" => is_thing,
            "in" => {
                is_thing
                    && object.pos == Pos::Noun
                    && !matches!(object.ent, "GPE" | "LOC" | "CARDINAL")
                    && !WORDS.is(Around::Aside, object.lemma)
            }
            "on" | "towards" | "toward" => is_thing,
            _ => false,
        }
    }

    /// Returns the noun that the amount belongs to: `a bonus of €300`, `the debt (€3bn)`, `a deal valued at €3bn`.
    pub fn owner(&self, top: usize) -> Option<String> {
        let word = self.word(top);
        let mut at = top;
        if matches!(word.dep, "pobj" | "quantmod" | "nummod" | "npadvmod" | "amod" | "dep") || word.dep == "prep" {
            let mut steps = 0;
            while matches!(self.word(at).dep, "pobj" | "prep" | "pcomp" | "quantmod" | "dep" | "nummod") && steps < 4 {
                let head = self.word(at).head;
                if head == at {
                    break;
                }
                at = head;
                steps += 1;
                if is_noun(self.word(at)) && at < self.start {
                    return Some(self.owned(at));
                }
            }
        }
        if matches!(word.dep, "appos" | "parataxis" | "nmod") && is_noun(self.word(word.head)) && word.head < self.start
        {
            return Some(self.owned(word.head));
        }
        let sized = self.word(at);
        let is_sized = WORDS.is(Around::Sized, sized.lemma) && at < self.start;
        if is_sized
            && matches!(sized.dep, "acl" | "relcl" | "prep" | "amod" | "appos")
            && is_noun(self.word(sized.head))
        {
            return Some(self.owned(sized.head));
        }
        None
    }

    /// Returns the noun that owns an amount; of `a total of` and the like what it is the total of.
    pub fn owned(&self, noun: usize) -> String {
        let is_mere = WORDS.is(Around::Owner, self.word(noun).lemma) && self.phrases.front(noun).len() == 1;
        let subject = is_mere.then(|| self.subject_over(noun)).flatten();
        subject.unwrap_or_else(|| self.phrases.without_clause(noun))
    }

    /// Reads the name right before the amount where its verb is left out: `Norland €3bn`.
    pub fn beside_name(&self) -> Option<String> {
        let before = self.before_hedges()?;
        let word = self.word(before);
        let is_name = word.tag == "NNP" && word.is_capitalised();
        let is_object = matches!(word.dep, "pobj" | "dative" | "dobj");
        let is_subject = word.dep == "nsubj" && self.passage.is_verbal(word.head) && word.head < before;
        (is_name && !is_object && !is_subject).then(|| self.phrases.written(&self.phrases.front(before)))
    }

    /// Returns the noun that the amount is set beside by commas or brackets: `our share, €3bn, at once`.
    pub fn set_off(&self) -> Option<String> {
        let mark = self.before_hedges()?;
        let noun = mark.checked_sub(1)?;
        let is_mark =
            |at: usize, marks: &[&str]| self.passage.words.get(at).is_some_and(|word| marks.contains(&word.text));
        let is_beside = is_mark(mark, &[",", "(", "–", "—"]) && is_mark(self.end, &[",", ")", ".", "–", "—", ";"]);
        let is_listed = is_mark(self.end, &[","]) && self.word(self.top()).dep == "conj";
        (is_beside && !is_listed && is_noun(self.word(noun)) && !self.is_amount(noun))
            .then(|| self.owned(self.head_ending_at(noun)))
    }

    /// Returns the noun whose share is told, with what it is a share of: `the loss | of 8 percent | of the forest`.
    pub fn share_of_owner(&self) -> Option<String> {
        let link = self.before_hedges().filter(|before| self.word(*before).is("of"))?;
        let noun = link.checked_sub(1).filter(|noun| is_noun(self.word(*noun)))?;
        let rest = self.complement(false)?;
        let front = self.phrases.written(&self.phrases.front(noun));
        let is_short = rest.split(' ').count() <= SHARED_WORDS_MAX;
        Some(if is_short { format!("{front} of {rest}") } else { front })
    }

    /// Reads `the deal, worth €3bn`.
    pub fn worth(&self) -> Option<String> {
        let worth = self.before_hedges().filter(|before| self.word(*before).is("worth"))?;
        let noun = worth.checked_sub(1)?;
        let noun = if self.word(noun).text == "," { noun.checked_sub(1)? } else { noun };
        is_noun(self.word(noun)).then(|| self.owned(self.head_ending_at(noun)))
    }

    /// Returns the noun right before a limit: `loans up to €3bn`, `turnover above €3bn`.
    pub fn limited(&self) -> Option<String> {
        let noun = self.before_hedges()?;
        let is_limit =
            self.hedged < self.start && self.word(self.hedged).is_any(&["up", "over", "above", "below", "under"]);
        let is_subject = SUBJECTS.contains(&self.word(noun).dep);
        (is_limit && is_noun(self.word(noun)) && !is_subject && !self.is_amount(noun))
            .then(|| self.phrases.written(&self.phrases.front(noun)))
    }

    /// Returns the head of the longest noun phrase that ends with a word.
    pub fn head_ending_at(&self, last: usize) -> usize {
        let mut at = last;
        let mut head = last;
        while matches!(self.word(at).dep, "pobj" | "prep") && self.word(at).head < at {
            at = self.word(at).head;
            if is_noun(self.word(at)) {
                head = at;
            }
        }
        head
    }

    /// Returns the nearest noun before the amount.
    pub fn noun_before(&self) -> Option<String> {
        let noun = (0..self.start).rev().take(6).find(|at| is_noun(self.word(*at)) && !self.is_amount(*at))?;
        Some(self.phrases.written(&self.phrases.front(noun)))
    }
}

/// What a share is a share of is told beside its owner in so many words at most.
const SHARED_WORDS_MAX: usize = 3;
