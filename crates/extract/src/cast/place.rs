//! Where in its sentence does a mention stand? Its role, its clause, and whether it is quoted.

use casus_syntax::Pos;
use casus_text::Span;

use crate::lexicon::LEXICON;
use crate::tree::children;
use crate::word::Word;

/// What a mention is to its clause, what matters most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Subject,
    Object,
    Owner,
    Elsewhere,
}

/// Where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of its sentence.
    pub sentence: usize,
    pub span: Span,
    pub role: Role,
    pub is_quoted: bool,
    /// Whether it stands in a relative or an adverbial clause.
    pub is_aside: bool,
    /// The noun that it stands beside, if it does.
    pub beside: Option<Span>,
}

/// A sentence whose mentions are being settled.
pub(super) struct Scene<'a> {
    pub words: &'a [Word<'a>],
    pub sentence: usize,
    quoted: Vec<bool>,
    /// Whether a quotation is open at its end.
    pub is_open: bool,
}

/// A verb hangs on so many others at most.
const STEPS_MAX: usize = 12;

impl<'a> Scene<'a> {
    /// Lays out a sentence; `is_open` says whether a quotation goes on from the sentence before.
    pub fn new(words: &'a [Word<'a>], sentence: usize, is_open: bool) -> Self {
        let mut open = is_open;
        let mut quoted = Vec::with_capacity(words.len());
        for word in words {
            match word.text {
                "“" => open = true,
                "”" => open = false,
                "\"" => open = !open,
                _ => {}
            }
            quoted.push(open);
        }
        Self { words, sentence, quoted, is_open: open }
    }

    /// Returns the words of a span.
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let from = |bytes: usize| self.words.partition_point(|word| word.span.start_bytes() < bytes);
        from(span.start_bytes())..from(span.end_bytes())
    }

    /// Returns the word of a span on which its others depend; the last of several.
    pub fn head(&self, span: Span) -> Option<usize> {
        let range = self.range(span);
        let is_top = |at: &usize| self.words[*at].head == *at || !range.contains(&self.words[*at].head);
        range.clone().rev().find(|at| is_top(at) && self.words[*at].pos != Pos::Punct)
    }

    /// Returns whether a word stands in a quotation.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    pub fn has_quotes(&self) -> bool {
        self.quoted.iter().any(|is_quoted| *is_quoted)
    }

    /// Returns where a mention stands.
    pub fn place(&self, span: Span) -> Place {
        let head = self.head(span);
        Place {
            sentence: self.sentence,
            span,
            role: head.map_or(Role::Elsewhere, |head| self.role(head)),
            is_quoted: head.is_some_and(|head| self.is_quoted(head)),
            is_aside: head.is_some_and(|head| self.is_aside(head)),
            beside: head.filter(|head| self.words[*head].dep == "appos").map(|at| self.words[self.words[at].head].span),
        }
    }

    /// Returns whether a word stands in a relative or an adverbial clause.
    fn is_aside(&self, at: usize) -> bool {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let word = &self.words[at];
            if matches!(word.dep, "relcl" | "acl" | "advcl") {
                return true;
            }
            if word.head == at {
                break;
            }
            at = word.head;
        }
        false
    }

    /// Returns what a noun or pronoun is to its clause; one that hangs on nothing is what is spoken of.
    pub fn role(&self, at: usize) -> Role {
        match self.words[self.first_of(at)].dep {
            "nsubj" | "nsubjpass" | "ROOT" => Role::Subject,
            "dobj" | "dative" => Role::Object,
            "poss" => Role::Owner,
            _ => Role::Elsewhere,
        }
    }

    /// Returns the first of the nouns that a noun is joined to, or stands beside.
    fn first_of(&self, at: usize) -> usize {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let word = &self.words[at];
            if !matches!(word.dep, "conj" | "appos") || word.head == at {
                break;
            }
            at = word.head;
        }
        at
    }

    /// Returns the verb of the clause that a word stands in.
    pub fn verb(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let head = self.words[at].head;
            if head == at {
                return matches!(self.words[at].pos, Pos::Verb | Pos::Aux).then_some(at);
            }
            at = head;
            if matches!(self.words[at].pos, Pos::Verb | Pos::Aux) {
                return Some(at);
            }
        }
        None
    }

    /// Returns the subject of a verb.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        children(self.words, verb).find(|child| matches!(self.words[*child].dep, "nsubj" | "nsubjpass"))
    }

    /// Returns the subject of a word's own clause, or of that whose subject its clause shares.
    pub fn own_subject(&self, at: usize) -> Option<usize> {
        let mut verb = self.verb(at)?;
        for _ in 0..STEPS_MAX {
            if let Some(subject) = self.subject(verb) {
                return Some(subject);
            }
            let word = &self.words[verb];
            let shares = matches!(word.dep, "conj" | "xcomp" | "advcl" | "pcomp" | "aux" | "acomp");
            if !shares || word.head == verb {
                return None;
            }
            verb = self.verb(verb)?;
        }
        None
    }

    /// Returns who does what a verb says: its subject, or the noun that its relative clause tells of.
    pub fn leader(&self, verb: usize) -> Option<usize> {
        let word = &self.words[verb];
        if matches!(word.dep, "relcl" | "acl") { Some(word.head) } else { self.own_subject(verb) }
    }

    /// Returns whether a pronoun says, hopes, undertakes or must do something, as nothing does that is no actor.
    pub fn acts(&self, at: usize) -> bool {
        let verb = self.words[at].head;
        let is_agent = self.words[at].dep == "nsubj" && self.words[verb].pos == Pos::Verb;
        let is_auxiliary =
            |child: usize| self.words[child].dep == "aux" && self.words[child].is_any(&["will", "shall"]);
        let undertakes = || children(self.words, verb).any(is_auxiliary);
        is_agent && (LEXICON.cue(self.words[verb].lemma).is_some() || undertakes())
    }

    /// Returns the subject that an object cannot be: that of its clause, or of the one above in `let them go`.
    pub fn barred_subject(&self, at: usize) -> Option<usize> {
        let subject = self.own_subject(at)?;
        if subject != at {
            return Some(subject);
        }
        let verb = self.verb(at)?;
        self.own_subject(verb)
    }

    /// Returns the subjects of the verbs that a word depends on, the nearest first, that stand before it.
    pub fn governing(&self, at: usize) -> Vec<usize> {
        let mut subjects = Vec::new();
        let mut here = at;
        for _ in 0..STEPS_MAX {
            let head = self.words[here].head;
            if head == here {
                break;
            }
            // `told the agency to have its buses ready`: the object of the one is the subject of the other.
            if self.words[here].dep == "xcomp" && self.subject(here).is_none() {
                let object =
                    children(self.words, head).find(|child| matches!(self.words[*child].dep, "dobj" | "dative"));
                subjects.extend(object.filter(|object| *object < here && *object != at));
            }
            here = head;
            subjects.extend(self.subject(here).filter(|subject| *subject != at));
        }
        subjects
    }

    /// Returns the subject that follows a pronoun whose clause comes before the main one: `Before he left, Korn`.
    pub fn announced(&self, at: usize) -> Option<usize> {
        let mut verb = self.verb(at)?;
        for _ in 0..STEPS_MAX {
            let word = &self.words[verb];
            if matches!(word.dep, "advcl" | "prep" | "pcomp") && word.head > verb {
                let main = if word.dep == "advcl" { word.head } else { self.verb(verb)? };
                return self.subject(main).filter(|subject| *subject > at);
            }
            if word.head == verb {
                return None;
            }
            verb = word.head;
        }
        None
    }

    /// Returns the subject of the verb of saying outside the quotations.
    pub fn sayer(&self) -> Option<usize> {
        let says = |at: &usize| {
            let word = &self.words[*at];
            word.pos == Pos::Verb && !self.is_quoted(*at) && LEXICON.cue(word.lemma).is_some()
        };
        let mut verbs = (0..self.words.len()).filter(says);
        verbs.find_map(|verb| self.own_subject(verb).or_else(|| self.subject(verb))).filter(|at| !self.is_quoted(*at))
    }

    /// Returns the noun that the relative clause of a `whose` tells of.
    pub fn told_of(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..STEPS_MAX {
            let word = &self.words[at];
            if word.head == at {
                return None;
            }
            at = word.head;
            if word.dep == "relcl" {
                return Some(at);
            }
        }
        None
    }

    /// Returns the words joined to a word by `and`, itself first.
    pub fn joined(&self, at: usize) -> Vec<usize> {
        let mut all = vec![at];
        let mut next = 0;
        while next < all.len() && next < STEPS_MAX {
            let joined = children(self.words, all[next]).filter(|child| self.words[*child].dep == "conj");
            all.extend(joined.collect::<Vec<_>>());
            next += 1;
        }
        // `of Norland and of Sudland`
        let above = self.words[at].head;
        if all.len() == 1 && self.words[at].dep == "pobj" {
            let also = children(self.words, above).filter(|child| self.words[*child].dep == "conj");
            let object = |of: usize| children(self.words, of).find(|child| self.words[*child].dep == "pobj");
            all.extend(also.filter_map(object));
        }
        all.sort_unstable();
        all
    }
}
