//! How do the words of a sentence hang together?
//!
//! The parser's labels are those of ClearNLP: `nsubj`, `dobj`, `ccomp`, `advcl`. A parser errs, so everything here holds
//! for any tree; only [`plant`] meets what the parser gave.

use casus_claim::EntityId;
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::Mention;
use crate::passage::Passage;
use crate::word::{Kind, Word};

/// Makes heads that are tokens of the document into words of the sentence, and finds how far each word's subtree reaches.
///
/// A head outside the sentence, and one link of every circle, is taken for a root.
pub(crate) fn plant(words: &mut [Word<'_>], place: impl Fn(usize) -> Option<usize>) {
    for (at, word) in words.iter_mut().enumerate() {
        word.head = place(word.head).unwrap_or(at);
        word.edges = (at, at);
    }
    let order = from_the_root(words);
    for at in order.into_iter().rev() {
        let (edges, head) = (words[at].edges, words[at].head);
        let reach = &mut words[head].edges;
        *reach = (reach.0.min(edges.0), reach.1.max(edges.1));
    }
    chain(words);
}

/// Chains the words that depend on one head, in order.
fn chain(words: &mut [Word<'_>]) {
    for at in (0..words.len()).rev() {
        let head = words[at].head;
        if head != at {
            words[at].next_sibling = words[head].first_child;
            words[head].first_child = Some(at);
        }
    }
}

/// Returns the words that depend on a word directly, in order.
pub(crate) fn children(words: &[Word<'_>], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(words[at].first_child, |child| words[*child].next_sibling)
}

/// Returns a word and those above it, up to the root of the sentence.
pub(crate) fn upward(words: &[Word<'_>], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |at| Some(words[*at].head).filter(|head| head != at))
}

/// Orders the words so that each comes after its head; circles are cut on the way.
fn from_the_root(words: &mut [Word<'_>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(words.len());
    let mut is_placed = vec![false; words.len()];
    let mut path = Vec::new();
    let mut on_path = vec![false; words.len()];
    for start in 0..words.len() {
        let mut at = start;
        while !is_placed[at] && !on_path[at] {
            path.push(at);
            on_path[at] = true;
            at = words[at].head;
        }
        if on_path[at] {
            // The way has come back to itself, by a root or by a circle, which is cut at its last link.
            let last = path.last().copied().expect("the way has begun");
            words[last].head = last;
        }
        for at in path.drain(..).rev() {
            is_placed[at] = true;
            on_path[at] = false;
            order.push(at);
        }
    }
    order
}

/// Labels of what tells who does it.
pub(crate) const SUBJECTS: [&str; 4] = ["nsubj", "nsubjpass", "csubj", "csubjpass"];

impl Passage<'_> {
    /// Returns the words that depend on a word directly, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        children(&self.words, at)
    }

    /// Returns the first child with one of some labels.
    pub fn child(&self, at: usize, deps: &[&str]) -> Option<usize> {
        self.children(at).find(|child| deps.contains(&self.words[*child].dep))
    }

    /// Returns whether a word is another or depends on it, directly or not.
    pub fn is_under(&self, at: usize, top: usize) -> bool {
        upward(&self.words, at).any(|above| above == top)
    }

    /// Returns the first of the words that a word is joined to, which tells what all of them do; else the word itself.
    pub fn first_joined(&self, at: usize) -> usize {
        let mut first = at;
        while self.words[first].dep == "conj" && self.words[first].head < first {
            first = self.words[first].head;
        }
        first
    }

    /// Returns the word that the others of a span depend on; of several the first that is no auxiliary or mark.
    pub fn top(&self, span: Span) -> Option<usize> {
        let (start, end) = (self.word_from(span.start_bytes()), self.word_from(span.end_bytes()));
        let is_top = |at: &usize| {
            let head = self.words[*at].head;
            head == *at || head < start || head >= end
        };
        let is_small = |at: &usize| {
            let word = &self.words[*at];
            word.kind == Kind::Mark
                || matches!(word.dep, "aux" | "auxpass" | "mark" | "prep" | "neg" | "advmod" | "cc" | "det" | "punct")
        };
        let tops = || (start..end).filter(is_top);
        tops().find(|at| !is_small(at)).or_else(|| {
            // In `to` of `plans to` and in `will` alone the verb stands outside.
            let small = tops().next()?;
            let is_helper = matches!(self.words[small].dep, "aux" | "auxpass" | "neg" | "mark" | "advmod");
            Some(if is_helper { self.words[small].head } else { small })
        })
    }

    pub fn is_verbal(&self, at: usize) -> bool {
        matches!(self.words[at].pos, Pos::Verb | Pos::Aux)
    }

    /// Returns the head of the noun phrase that is the subject of a verb: its own, or that of the verb it goes with.
    pub fn subject_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        let mut steps = 0;
        loop {
            if let Some(subject) = self.child(at, &SUBJECTS).or_else(|| self.helper_subject(at)) {
                return Some(self.behind_relative(self.subject_within(subject), at));
            }
            let word = &self.words[at];
            let head = word.head;
            steps += 1;
            if head == at || steps > STEPS_MAX {
                return self.stray_subject(at);
            }
            match word.dep {
                // `urged Callow to pay`: the object of the one is the subject of the other.
                "xcomp" | "ccomp" if self.child(head, &["dobj"]).is_some_and(|object| object < at) => {
                    return self.child(head, &["dobj"]);
                }
                "conj" | "xcomp" | "aux" | "auxpass" | "advcl" | "ccomp" | "pcomp" | "prep" | "dep" | "advmod"
                | "attr" | "acomp" | "neg" | "mark" => at = head,
                // `a bill backed by Callow`, `the party opposing it`.
                "acl" if !self.is_verbal(head) => return (self.words[at].tag == "VBG").then_some(head),
                "relcl" => return Some(head),
                _ => return None,
            }
            if !self.is_verbal(at) && !matches!(self.words[at].pos, Pos::Adj | Pos::Adp | Pos::Sconj | Pos::Part) {
                return None;
            }
        }
    }

    /// Returns the subject that the parser has hung on a noun that it takes for the subject, by which nobody is meant:
    /// `Callow and Dunmere, co-chairs of the League,`.
    fn subject_within(&self, subject: usize) -> usize {
        let is_inside = |at: &usize| *at < subject && self.mention_at(*at).is_some();
        let inside = || self.child(subject, &["nsubj"]).filter(is_inside);
        let is_empty = !self.is_verbal(subject) && self.mention_at(subject).is_none();
        if is_empty { inside().unwrap_or(subject) } else { subject }
    }

    /// Returns a subject that the parser has hung on the helper of a verb.
    fn helper_subject(&self, verb: usize) -> Option<usize> {
        let is_helper = |child: &usize| matches!(self.words[*child].dep, "aux" | "auxpass") && *child < verb;
        let mut helpers = self.children(verb).filter(is_helper);
        helpers.find_map(|helper| self.child(helper, &SUBJECTS).filter(|subject| *subject < helper))
    }

    /// Returns a subject before a finite verb that the parser has hung on something else than a verb.
    fn stray_subject(&self, verb: usize) -> Option<usize> {
        let is_stray = |at: &usize| self.words[*at].dep == "nsubj" && !self.is_verbal(self.words[*at].head);
        let stray = (self.words[verb].edges.0..verb).find(is_stray);
        stray.or_else(|| {
            // Of two clauses that a verb seems to take, the one before it is its own, torn off.
            let mut clauses = self.children(verb).filter(|child| self.words[*child].dep == "ccomp");
            let (first, second) = (clauses.next()?, clauses.next()?);
            (first < verb && verb < second).then(|| self.child(first, &["nsubj"]))?
        })
    }

    /// Returns the noun that a relative pronoun stands for, or the subject itself.
    fn behind_relative(&self, subject: usize, verb: usize) -> usize {
        let is_relative = matches!(self.words[subject].tag, "WDT" | "WP");
        let mut at = verb;
        while is_relative && self.words[at].head != at {
            if self.words[at].dep == "relcl" {
                return self.words[at].head;
            }
            at = self.words[at].head;
        }
        subject
    }

    /// Returns the verb whose clause a verb completes: `intend` of `to pay` in `they intend to pay`.
    pub fn clause_of(&self, verb: usize) -> usize {
        let mut at = verb;
        while self.words[at].head != at && matches!(self.words[at].dep, "xcomp" | "acomp" | "aux" | "auxpass" | "attr")
        {
            at = self.words[at].head;
        }
        at
    }

    /// Returns whether a verb stands in a question that is left open: `whether they will pay`, `what they would bring`.
    pub fn is_open_question(&self, verb: usize) -> bool {
        let mut at = verb;
        loop {
            let asks = |child: usize| {
                let word = &self.words[child];
                let is_object = matches!(word.tag, "WP" | "WRB" | "WDT") && !SUBJECTS.contains(&word.dep);
                word.dep == "mark" && word.is("whether") || is_object && child < at
            };
            let word = &self.words[at];
            let is_clause = matches!(word.dep, "ccomp" | "pcomp" | "acl" | "prep" | "conj");
            if is_clause && self.children(at).any(asks) {
                return true;
            }
            if word.head == at || !matches!(word.dep, "xcomp" | "conj" | "aux" | "acomp" | "ccomp") {
                return false;
            }
            at = word.head;
        }
    }

    /// Returns the words joined to a word by `and`, `or` and commas, itself first.
    pub fn conjuncts(&self, at: usize) -> Vec<usize> {
        let mut all = vec![at];
        let mut next = 0;
        while next < all.len() {
            let joined: Vec<usize> = self
                .children(all[next])
                .filter(|child| self.words[*child].dep == "conj" && *child > all[next])
                .collect();
            all.extend(joined);
            next += 1;
        }
        all.sort_unstable();
        all
    }

    /// Returns the mention that a word is part of.
    pub fn mention_at(&self, at: usize) -> Option<&Mention> {
        let span = self.words[at].span;
        let next = self.mentions.partition_point(|mention| mention.span.end_bytes() <= span.start_bytes());
        self.mentions.get(next).filter(|mention| mention.span.overlaps(span))
    }

    /// Returns the actors that a noun phrase names by its head, by an apposition to it, or by their list.
    pub fn actors_of(&self, head: usize) -> Vec<EntityId> {
        let mut actors = Vec::new();
        for at in self.conjuncts(head) {
            for id in self.named_by(at) {
                if !actors.contains(&id) {
                    actors.push(id);
                }
            }
        }
        actors
    }

    fn named_by(&self, at: usize) -> Vec<EntityId> {
        let own = self.mention_at(at).filter(|mention| !self.is_possessor(mention) || self.is_pronoun_alone(at));
        let is_name = |mention: &&Mention| {
            let last = self.words_of(mention).1.saturating_sub(1);
            self.words.get(last).is_some_and(|word| word.is_capitalised())
        };
        // `the manufacturer, Helvar Works,` is the works.
        let appositions = self.children(at).filter(|child| self.words[*child].dep == "appos" && !self.is_among(*child));
        let mut named = appositions.filter_map(|child| self.mention_at(child));
        let own = match own {
            Some(own) if is_name(&own) => Some(own),
            own => named.find(is_name).or(own),
        };
        own.map(|mention| self.bearers(mention)).unwrap_or_default()
    }

    /// Returns whether a name is that of one of several: `the ministers, | Ada Korn among them,`.
    fn is_among(&self, at: usize) -> bool {
        self.child(at, &["prep"]).is_some_and(|link| self.words[link].is_any(&["among", "amongst", "including"]))
    }

    fn is_pronoun_alone(&self, at: usize) -> bool {
        self.words[at].pos == Pos::Pron && self.words[at].dep != "poss"
    }

    /// Returns the verb that a noun is an object of, directly or under a preposition: `held` over `a summit`.
    pub fn governor(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while matches!(self.words[at].dep, "dobj" | "pobj" | "prep" | "attr" | "conj" | "agent" | "dative") {
            let head = self.words[at].head;
            if head == at || self.is_verbal(head) {
                return Some(head);
            }
            at = head;
        }
        None
    }
}

/// A verb is so many links at most from the verb whose subject it shares.
const STEPS_MAX: usize = 8;
