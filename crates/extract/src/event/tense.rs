//! What does the form of a verb say: past, present, ahead, possible? The verbs on which it hangs have their say too.

use super::words::Sign;
use crate::passage::Passage;

/// A verb hangs on so many others at most.
const STEPS_MAX: usize = 8;

/// What the form of a verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    /// `are meeting`
    Ongoing,
    Ahead,
    Possible,
}

/// What is found at one verb on the way up.
enum Says {
    /// What it says; nothing where it is denied.
    Tense(Option<Tense>),
    /// It says what another says.
    As(usize),
    /// It is what another looks to.
    Under(Under, usize),
}

/// How a verb looks to another that hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    /// `plans to meet`
    Ahead,
    /// `wants to meet`
    Open,
}

impl Under {
    /// Returns what the lower verb says when the upper says this.
    fn of(self, above: Tense) -> Tense {
        match self {
            Self::Open => Tense::Possible,
            Self::Ahead if above == Tense::Possible => above,
            Self::Ahead => Tense::Ahead,
        }
    }

    /// Returns how both look together.
    fn and(self, other: Self) -> Self {
        if self == Self::Open || other == Self::Open { Self::Open } else { Self::Ahead }
    }
}

impl Passage<'_> {
    /// Returns what the form of a verb says, those included on which it hangs; none where it is denied or supposed.
    pub(super) fn tense(&self, verb: usize) -> Option<Tense> {
        let mut at = verb;
        let mut under = None;
        for _ in 0..STEPS_MAX {
            if self.is_denied(at) || self.is_a_supposition(at) {
                return None;
            }
            match self.says(at) {
                Says::Tense(tense) => return tense.map(|tense| under.map_or(tense, |under: Under| under.of(tense))),
                Says::As(above) => at = above,
                Says::Under(next, above) => {
                    under = Some(under.map_or(next, |under| under.and(next)));
                    at = above;
                }
            }
        }
        None
    }

    /// Returns what a verb says, or which other says it for it.
    fn says(&self, at: usize) -> Says {
        if let Some(tense) = self.mood(at) {
            return Says::Tense(Some(tense));
        }
        let word = &self.words[at];
        let is_infinitive = self.child(at, &["aux"]).is_some_and(|aux| self.words[aux].tag == "TO");
        if is_infinitive || word.tag == "VB" && word.dep == "xcomp" {
            return self.says_infinitive(at);
        }
        let above = &self.words[word.head];
        // `proposed that they meet`
        if word.dep == "ccomp" && matches!(word.tag, "VB" | "VBP") && Sign::Open.is(above.lemma) {
            return Says::Under(Under::Open, word.head);
        }
        // `looks forward to seeing her`
        if word.dep == "pcomp" && above.is("to") && self.words[above.head].lemma == "look" {
            return Says::Tense(Some(Tense::Ahead));
        }
        if let Some(tense) = self.form(at) {
            return Says::Tense(Some(tense));
        }
        if word.head == at {
            return Says::Tense((word.tag != "VB").then_some(Tense::Past));
        }
        self.participle(at)
    }

    /// Returns what a verb behind a preposition says, or which is above it.
    fn participle(&self, at: usize) -> Says {
        let word = &self.words[at];
        let link = &self.words[word.head];
        // `with Korn recently discussing the toll`
        let is_lately = |child: usize| self.words[child].dep == "advmod" && Sign::Lately.is(&self.words[child].lower());
        if self.children(at).any(is_lately) {
            return Says::Tense(Some(Tense::Past));
        }
        if word.dep == "pcomp" && link.is_any(&["after", "following", "since", "upon"]) {
            return Says::Tense(Some(Tense::Past));
        }
        if word.dep == "pcomp" && Sign::Notional.is(&link.lower()) {
            return Says::Tense(Some(Tense::Possible));
        }
        let mut above = word.head;
        while !self.is_verbal(above) && self.words[above].head != above {
            above = self.words[above].head;
        }
        Says::As(above)
    }

    /// Returns what an infinitive says by what it hangs on: `plans to meet`, `is ready to meet`, `refused to meet`.
    fn says_infinitive(&self, at: usize) -> Says {
        let word = &self.words[at];
        let head = word.head;
        let lemma = self.words[head].lemma;
        if head == at || Sign::Refused.is(lemma) {
            return Says::Tense(None);
        }
        // `the meeting, to be held in May`, `a plan to meet`
        if matches!(word.dep, "acl" | "relcl") {
            return Says::Tense(Some(if Sign::Open.is(lemma) { Tense::Possible } else { Tense::Ahead }));
        }
        if Sign::Ahead.is(lemma) {
            return Says::Under(Under::Ahead, head);
        }
        if Sign::Open.is(lemma) {
            return Says::Under(Under::Open, head);
        }
        if Sign::Done.is(lemma) { Says::As(head) } else { Says::Tense(None) }
    }

    /// Returns what the auxiliaries of a verb say.
    pub(super) fn mood(&self, at: usize) -> Option<Tense> {
        // `said that it would come and would stay`
        let first = std::iter::successors(Some(self.clause_of(at)), |at| {
            let word = &self.words[*at];
            (word.dep == "conj" && word.head < *at).then_some(word.head)
        });
        let clause = first.take(STEPS_MAX).last().unwrap_or(at);
        let is_reported = matches!(self.words[clause].dep, "ccomp" | "relcl" | "acl");
        self.children(at).filter(|child| self.words[*child].dep == "aux").find_map(|aux| {
            let word = self.words[aux].lower();
            match &*word {
                "will" | "shall" | "'ll" | "’ll" | "wo" => Some(Tense::Ahead),
                "would" | "'d" | "’d" if is_reported => Some(Tense::Ahead),
                "may" | "might" | "could" | "can" | "would" | "'d" | "’d" | "should" | "must" => {
                    Some(Tense::Possible)
                }
                _ => None,
            }
        })
    }

    /// Returns what the form of a verb itself says.
    fn form(&self, at: usize) -> Option<Tense> {
        let helper = |words: &[&str]| {
            let is_helper = |child: &usize| matches!(self.words[*child].dep, "aux" | "auxpass");
            self.children(at).filter(is_helper).any(|child| self.words[child].is_any(words))
        };
        match self.words[at].tag {
            "VBD" => Some(Tense::Past),
            // A verb that the tagger has taken for a noun has the form of one in the plural.
            "VBZ" | "VBP" | "NNS" => Some(Tense::Present),
            "VBN" if helper(&["has", "have", "had", "'ve", "’ve", "having", "was", "were", "been"]) => {
                Some(Tense::Past)
            }
            "VBN" if helper(&["is", "are", "'s", "’s", "'re", "’re"]) => Some(Tense::Present),
            "VBN" if matches!(self.words[at].dep, "acl" | "ROOT") => Some(Tense::Past),
            "VBG" if helper(&["was", "were"]) => Some(Tense::Past),
            "VBG" if helper(&["is", "are", "'s", "’s", "'re", "’re", "'m", "been", "am"]) => Some(Tense::Ongoing),
            "VB" if helper(&["did"]) => Some(Tense::Past),
            "VB" if helper(&["do", "does"]) => Some(Tense::Present),
            _ => None,
        }
    }

    /// Returns whether a verb is denied.
    pub(super) fn is_denied(&self, at: usize) -> bool {
        let is_none = |child: usize| {
            let word = &self.words[child];
            let subject = matches!(word.dep, "nsubj" | "nsubjpass");
            word.dep == "neg"
                || word.dep == "advmod" && word.is_any(&["never", "neither", "nor"])
                || word.dep == "preconj" && word.is("neither")
                || subject && (word.is_any(&["none", "neither", "nobody"]) || self.is_wanting(child))
        };
        self.children(at).any(is_none)
    }

    /// Returns whether a verb stands in a clause that only supposes it: `unless they sign`.
    fn is_a_supposition(&self, at: usize) -> bool {
        let is_mark = |child: usize| {
            let word = &self.words[child];
            let is_inverted = word.is("should") && word.dep == "aux" && self.words[at].dep == "advcl";
            is_inverted
                || matches!(word.dep, "mark" | "advmod") && !word.is("should") && Sign::Hypothetical.is(&word.lower())
        };
        // `if they agree and vote`
        let first = std::iter::successors(Some(at), |at| {
            let word = &self.words[*at];
            (word.dep == "conj" && word.head < *at).then_some(word.head)
        });
        let at = first.take(STEPS_MAX).last().unwrap_or(at);
        let head = &self.words[self.words[at].head];
        let is_proviso =
            matches!(self.words[at].dep, "ccomp" | "pcomp" | "advcl") && Sign::Hypothetical.is(&head.lower());
        is_proviso || self.children(at).any(is_mark) || self.is_awaited(at)
    }

    /// Returns whether a verb stands behind `as soon as`.
    fn is_awaited(&self, at: usize) -> bool {
        self.children(at)
            .filter(|child| self.words[*child].dep == "mark" && self.words[*child].is("as"))
            .any(|mark| mark >= 2 && self.words[mark - 1].is_any(&["soon", "long"]) && self.words[mark - 2].is("as"))
    }
}
