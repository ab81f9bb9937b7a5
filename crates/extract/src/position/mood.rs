//! Is a stance asserted, denied, or only thought of?

use casus_claim::Stance;

use super::small_words::Helper;
use crate::passage::Passage;

/// So many words at most lie between a word and the verb that tells whether it holds.
const STEPS_MAX: usize = 8;

/// What a word leaves open of whether it holds.
enum Lead {
    /// Nothing: it does.
    Holds,
    /// It does not, or nobody can tell.
    Nowhere,
    /// Another word tells, and may deny it.
    On { next: usize, flips: bool },
}

impl Passage<'_> {
    /// Returns whether a word that shows a stance is denied; nothing where it is neither asserted nor denied.
    pub(crate) fn denial(&self, at: usize, stance: Option<Stance>) -> Option<bool> {
        if self.is_supposed(at)
            || self.is_open_question(at)
            || self.is_feared(self.words[at].span)
            || self.is_question()
        {
            return None;
        }
        let mut is_denied = false;
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let is_negated = self.is_negated(at);
            is_denied ^= is_negated;
            self.modality(at, stance, is_denied)?;
            if self.is_disappointed(at) {
                return None;
            }
            match self.leads_on(at) {
                Lead::Holds => return Some(is_denied),
                Lead::Nowhere => return None,
                Lead::On { next, flips } => {
                    is_denied ^= flips;
                    at = next;
                }
            }
        }
        Some(is_denied)
    }

    /// Returns whether a hope is told of that has failed: `had hoped for more`.
    fn is_disappointed(&self, at: usize) -> bool {
        let is_hope = matches!(self.words[at].lemma, "hope" | "hop" | "expect");
        is_hope && self.children(at).any(|child| self.words[child].dep == "aux" && self.words[child].is("had"))
    }

    /// Returns nothing where a helping verb makes a stance a possibility, a duty or a promise.
    fn modality(&self, at: usize, stance: Option<Stance>, is_denied: bool) -> Option<()> {
        let is_modal = |child: &usize| self.words[*child].dep == "aux" && self.words[*child].tag == "MD";
        for modal in self.children(at).filter(is_modal) {
            let is_meant = match &*self.words[modal].lower() {
                "would" | "’d" | "'d" if !self.is_told_back(at) => true,
                "would" | "’d" | "'d" => is_denied || stance != Some(Stance::Supports),
                "will" | "’ll" | "'ll" | "wo" | "shall" => is_denied || stance != Some(Stance::Supports),
                "can" | "ca" | "could" => is_denied,
                _ => false,
            };
            is_meant.then_some(())?;
        }
        Some(())
    }

    /// Returns whether a clause is told back in the past, so that its `would` is a `will`: `said that it would endorse`.
    fn is_told_back(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.dep == "ccomp" && word.head < at && matches!(self.words[word.head].tag, "VBD" | "VBN")
    }

    /// Returns where it is told whether what a word tells holds.
    fn leads_on(&self, at: usize) -> Lead {
        let word = &self.words[at];
        let on = |flips: bool| Lead::On { next: word.head, flips };
        let has_aux = self
            .children(at)
            .any(|child| matches!(self.words[child].dep, "aux" | "auxpass") && self.words[child].tag != "TO");
        let is_joined = word.dep == "conj" && word.head != at;
        match word.tag {
            "VBD" | "VBZ" | "VBP" => Lead::Holds,
            "VBN" | "VBG" | "VB" if has_aux && !self.has_to(at) => Lead::Holds,
            _ if is_joined && !self.has_to(at) => on(self.is_negated(word.head) && !self.is_either(at)),
            "VBG" => match word.dep {
                "advcl" | "acl" | "ROOT" | "ccomp" | "parataxis" => Lead::Holds,
                "pcomp" if Helper::Within.is(&self.words[word.head].lower()) => Lead::Holds,
                "xcomp" if Helper::Keeping.is(self.words[word.head].lemma) => on(false),
                "xcomp" if Helper::Refusing.is(self.words[word.head].lemma) => on(true),
                _ => Lead::Nowhere,
            },
            "VB" if self.has_to(at) || word.dep == "xcomp" => self.governed(at),
            "VB" => Lead::Nowhere,
            // A participle or an adjective: the verb before it tells.
            _ if matches!(word.dep, "acomp" | "attr" | "oprd" | "prep" | "xcomp" | "ccomp" | "pobj" | "dobj") => {
                on(false)
            }
            _ => Lead::Holds,
        }
    }

    /// Returns what an infinitive hangs on, where it is meant: `refused to support`, `glad to welcome`, `gathered to protest`.
    fn governed(&self, at: usize) -> Lead {
        let word = &self.words[at];
        let head = &self.words[word.head];
        let on = |flips: bool| Lead::On { next: word.head, flips };
        let is_own = self.child(word.head, &["dobj"]).is_none_or(|object| object > at);
        match word.dep {
            "advcl" if Helper::Aimed.is(word.lemma) => Lead::Holds,
            "conj" => on(false),
            "xcomp" | "ccomp" | "acl" if is_own && Helper::Keeping.is(head.lemma) => on(false),
            "xcomp" | "ccomp" if is_own && Helper::Refusing.is(head.lemma) => on(true),
            "xcomp" | "ccomp" if Helper::Unwilling.is(head.lemma) => on(true),
            "xcomp" | "ccomp" if Helper::Glad.is(head.lemma) => on(false),
            _ => Lead::Nowhere,
        }
    }

    /// Returns whether what is joined to a denied word is denied with it: `does not support or endorse`.
    fn is_either(&self, at: usize) -> bool {
        !self.children(self.words[at].head).any(|child| self.words[child].is_any(&["or", "nor"]))
    }

    /// Returns whether a word has `not`, `never` or `no longer` beside it.
    pub(crate) fn is_negated(&self, at: usize) -> bool {
        let is_only =
            |at: usize| self.words.get(at + 1).is_some_and(|next| next.is_any(&["only", "just", "merely", "simply"]));
        self.children(at).any(|child| {
            let word = &self.words[child];
            let is_longer = || word.is("longer") && child > 0 && self.words[child - 1].is("no");
            let is_not =
                word.dep == "neg" || word.is_any(&["never", "hardly", "scarcely", "neither"]) && word.dep == "advmod";
            is_not && !is_only(child) || is_longer()
        })
    }

    /// Returns whether a word stands in a clause that only says what may come: `if Callow supports it`.
    pub(crate) fn is_supposed(&self, at: usize) -> bool {
        const MARKS: [&str; 8] = ["if", "unless", "once", "until", "lest", "whether", "till", "provided"];
        let start = at;
        let mut at = at;
        loop {
            let word = &self.words[at];
            let first = word.edges.0;
            let is_marked = || {
                let mut marks = self.children(at).filter(|mark| *mark < at);
                marks.any(|mark| {
                    let is_as_long = || self.words[mark].is("as") && mark > 0 && self.words[mark - 1].is("long");
                    self.words[mark].dep == "mark" && self.words[mark].is_any(&MARKS) || is_as_long()
                })
            };
            // `Should Callow approve it, …`
            let is_turned = || self.words[first].is("should") && self.words[first].head == at && first < at;
            let is_condition = || word.dep == "acl" && self.words[word.head].lemma == "condition";
            let is_provided = || word.is_any(&["provided", "providing", "assuming", "supposing"]) && at != start;
            if is_provided() {
                return true;
            }
            if matches!(word.dep, "advcl" | "ccomp" | "acl" | "csubj" | "pcomp") && is_marked()
                || is_turned()
                || is_condition()
            {
                return true;
            }
            if word.head == at {
                return false;
            }
            at = word.head;
        }
    }

    /// Returns whether the sentence is a question.
    pub(crate) fn is_question(&self) -> bool {
        let last = self.words.iter().rev().find(|word| !matches!(word.text, "”" | "\"" | "’" | ")"));
        last.is_some_and(|word| word.text == "?")
    }
}
