//! What is a stance on? The phrase or clause that its word takes.

use casus_text::Span;

use super::attitude::{Attitude, Part, Takes, attitudes};
use super::small_words::Helper;
use crate::passage::Passage;
use crate::statement::Report;
use crate::tree::SUBJECTS;

/// A word that shows a stance, in its place.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub attitude: &'static Attitude,
    pub at: usize,
    /// The index after its last word.
    pub end: usize,
    /// Another word that may carry what it is on: the verb of `voiced concern yesterday about`.
    pub carrier: Option<usize>,
    pub reports: &'a [Report],
}

impl Passage<'_> {
    /// Returns what a stance is on, with the way it was found; the first that the word takes and has.
    pub(crate) fn stance_on(&self, shown: &Shown<'_>) -> Option<(Takes, Span)> {
        shown.attitude.takes.iter().find_map(|takes| Some((*takes, self.taken(shown, *takes)?)))
    }

    fn taken(&self, shown: &Shown<'_>, takes: Takes) -> Option<Span> {
        let at = shown.at;
        match takes {
            Takes::Object => self.object_taken(shown),
            Takes::Infinitive => {
                let deed = self.infinitive(at)?;
                let between =
                    |child: usize| matches!(self.words[child].dep, "dobj" | "prep") && child > at && child < deed;
                let is_own = shown.attitude.part == Part::Noun || !self.children(at).any(between);
                // `pleased to note that` is a turn of speech.
                let is_mere = Helper::Mere.is(self.words[deed].lemma);
                self.clause_taken(at, deed).filter(|_| is_own && !is_mere)
            }
            Takes::Clause => match self.finite(shown, false) {
                Some(clause) => self.clause_taken(at, clause),
                None => self.around(at),
            },
            Takes::Subjunctive => {
                let clause = self.finite(shown, false).filter(|clause| self.is_subjunctive(*clause, at))?;
                self.clause_taken(at, clause)
            }
            Takes::Question => self.clause_taken(at, self.finite(shown, true)?),
            Takes::ObjectInfinitive => {
                let (object, _) = self.causee(at)?;
                self.rest_from(at, self.words[object].edges.0)
            }
            Takes::ObjectClause => {
                let object = self.child(at, &["dobj", "dative"]).filter(|object| *object > at)?;
                let clause = self.finite(shown, false).filter(|clause| *clause > object)?;
                self.clause_taken(at, clause)
            }
            Takes::ObjectPreposition(word) => {
                let object = self.child(at, &["dobj", "dative"]).filter(|object| *object > at)?;
                let of =
                    self.preposition(at, word).or_else(|| self.preposition(object, word)).filter(|of| *of > object)?;
                self.rest_from(at, of + 1)
            }
            Takes::Preposition(word) => self.behind(shown, word),
            Takes::PrepositionInfinitive(word) => {
                let of = self.preposition(at, word).or_else(|| self.next_preposition(shown.end, word))?;
                let noun = self.child(of, &["pobj"])?;
                let carried = || self.infinitive(shown.carrier?);
                let deed = self
                    .infinitive(at)
                    .or_else(|| self.infinitive(noun))
                    .or_else(carried)
                    .filter(|deed| *deed > noun)?;
                self.clause_taken(at, deed)
            }
            Takes::Prepositions(first, second) => {
                let first = self.preposition(at, first)?;
                let noun = self.child(first, &["pobj"])?;
                let second = self.preposition(at, second).or_else(|| self.preposition(noun, second));
                self.rest_from(at, second.filter(|second| *second > noun)? + 1)
            }
            Takes::Rest => {
                // `stressed the need to wait and to talk` asks for both.
                let to = shown.end - 1;
                let deed = self.words[to].head;
                if self.words[to].tag == "TO" && self.words[deed].dep == "acl" {
                    return self.between(shown.end, self.words[deed].edges.1 + 1);
                }
                let is_that = self.words.get(shown.end).is_some_and(|word| word.is("that") && word.dep == "mark");
                self.rest_from(at, shown.end + usize::from(is_that))
            }
            Takes::Said => {
                let report = shown.reports.iter().find(|report| report.at == at)?;
                // What is foretold stands before: `It will hold, Korn predicted`.
                let is_behind = report.content.start_bytes() > self.words[at].span.start_bytes();
                let is_foretold = matches!(self.words[at].lemma, "predict" | "forecast");
                (!is_foretold || !is_behind).then_some(report.content)
            }
            Takes::Bare => {
                let verb = self.clause_of(at);
                let (first, last) = self.words[verb].edges;
                self.between(first, last + 1)
            }
        }
    }

    /// Returns the object of a verb behind it, or the noun before it that a relative clause speaks of.
    fn object_taken(&self, shown: &Shown<'_>) -> Option<Span> {
        let at = shown.at;
        let object = self.child(at, &["dobj"]);
        // `What we cannot accept is the price`
        if let Some(what) = object.filter(|object| self.words[*object].is("what")) {
            let be = self.words[at].head;
            let is_named = what < at && self.words[at].dep == "csubj" && be > at;
            let named = self.child(be, &["attr", "ccomp"]).filter(|_| is_named)?;
            return self.between(self.words[named].edges.0, self.words[named].edges.1 + 1);
        }
        if let Some(object) = object.filter(|object| *object >= shown.end) {
            let is_self = self.words[object].text.ends_with("self") || self.words[object].text.ends_with("selves");
            return self.rest_from(at, self.words[object].edges.0.max(shown.end)).filter(|_| !is_self);
        }
        // `all that they want` tells of nothing.
        let is_wish = matches!(self.words[at].lemma, "want" | "expect");
        if let Some(head) =
            self.gap(at).filter(|_| !is_wish).filter(|_| object.is_none_or(|object| self.is_relative(object)))
        {
            return self.noun_phrase(head, at);
        }
        // `appreciates and understands the steps`: the object stands behind the last.
        let joined = self.child(at, &["conj"]).filter(|joined| object.is_none() && *joined == shown.end + 1);
        if let Some(shared) = joined.and_then(|joined| self.child(joined, &["dobj"])) {
            return self.rest_from(at, self.words[shared].edges.0);
        }
        // `criticised how it was done`
        let asked = self.finite(shown, true).filter(|asked| object.is_none() && self.words[*asked].dep == "ccomp");
        if let Some(asked) = asked {
            return self.rest_from(at, self.words[asked].edges.0);
        }
        // `opposes sending troops`
        let deed = self.children(at).find(|child| {
            *child > at
                && matches!(self.words[*child].dep, "xcomp" | "ccomp" | "pcomp")
                && self.words[*child].tag == "VBG"
        });
        if let Some(deed) = deed.filter(|_| object.is_none()) {
            return self.clause_taken(at, deed);
        }
        let amount = self.child(at, &["npadvmod"]).filter(|amount| self.words[*amount].edges.0 == shown.end);
        if let Some(amount) = amount.filter(|_| object.is_none()) {
            return self.rest_from(at, self.words[amount].edges.0);
        }
        // The parser may have hung the object on something else: it stands right behind the verb.
        let next = self.words.get(shown.end)?;
        let is_noun = matches!(next.dep, "det" | "poss" | "amod" | "compound" | "nummod" | "nsubj" | "dobj");
        let is_clause = self.child(at, &["ccomp"]).is_some_and(|clause| self.child(clause, &["mark"]).is_none());
        (object.is_none() && is_noun && is_clause).then(|| self.rest_from(at, shown.end))?
    }

    fn is_relative(&self, at: usize) -> bool {
        matches!(self.words[at].tag, "WDT" | "WP")
    }

    /// Returns the noun that a relative clause speaks of whose verb has it for an object: `the plan (that) Callow backs`.
    pub(crate) fn gap(&self, at: usize) -> Option<usize> {
        let mut top = at;
        while matches!(self.words[top].dep, "xcomp" | "conj" | "ccomp") && self.words[top].head != top {
            top = self.words[top].head;
        }
        let word = &self.words[top];
        let has_own = self.child(top, &SUBJECTS).is_some_and(|subject| !self.is_relative(subject));
        (word.dep == "relcl" && has_own).then_some(word.head)
    }

    /// Returns the subject of a verb as what a stance is on; of a relative clause the noun that it speaks of.
    pub(crate) fn subject_content(&self, verb: usize) -> Option<Span> {
        let subject = self.subject_of(verb)?;
        match self.words[subject].edges.1 >= verb {
            true => self.noun_phrase(subject, verb),
            false => self.subject_phrase(self.words[verb].span),
        }
    }

    /// Returns a noun with what belongs to it before another word.
    pub(crate) fn noun_phrase(&self, head: usize, before: usize) -> Option<Span> {
        let last = (head..before.max(head + 1)).take_while(|at| *at == head || self.words[*at].text != ",").last()?;
        // Its relative clause begins with a pronoun, a preposition before one, or a subject of its own.
        let relative = self.children(head).find(|child| *child > head && self.words[*child].dep == "relcl");
        let end = relative.map_or(last + 1, |relative| self.words[relative].edges.0.min(last + 1));
        self.between(self.words[head].edges.0, end.max(head + 1))
    }

    /// Returns the infinitive that a word takes: `to pay`.
    pub(crate) fn infinitive(&self, at: usize) -> Option<usize> {
        self.children(at).find(|child| {
            *child > at
                && matches!(self.words[*child].dep, "xcomp" | "ccomp" | "acl" | "relcl" | "advcl")
                && self.has_to(*child)
        })
    }

    /// Returns whether a verb is an infinitive with `to`.
    pub(crate) fn has_to(&self, verb: usize) -> bool {
        self.children(verb).any(|child| child < verb && self.words[child].tag == "TO")
    }

    /// Returns whom somebody wants to do something, and the verb of that.
    pub(crate) fn causee(&self, at: usize) -> Option<(usize, usize)> {
        let clause = self
            .children(at)
            .find(|child| *child > at && self.words[*child].dep == "ccomp" && self.child(*child, &["mark"]).is_none());
        if let Some((clause, subject)) = clause.and_then(|clause| Some((clause, self.child(clause, &SUBJECTS)?)))
            && subject > at
            && !matches!(self.words[clause].tag, "VBD" | "VBZ" | "VBP" | "MD")
            && self.has_to(clause)
        {
            return Some((subject, clause));
        }
        let object = self.child(at, &["dobj"]).filter(|object| *object > at)?;
        let deed = self.infinitive(at).or_else(|| self.infinitive(object)).filter(|deed| *deed > object)?;
        Some((object, deed))
    }

    /// Returns the clause with a verb and a subject that a word takes; one that is left open or one that is not.
    fn finite(&self, shown: &Shown<'_>, is_open: bool) -> Option<usize> {
        let is_clause = |child: &usize| {
            let word = &self.words[*child];
            let marks = self.children(*child).find(|mark| *mark < *child && self.words[*mark].dep == "mark");
            let asks = marks.is_some_and(|mark| self.words[mark].is_any(&["whether", "if"]))
                || self
                    .children(*child)
                    .any(|part| part < *child && matches!(self.words[part].tag, "WRB" | "WP" | "WDT"));
            let asks = asks || matches!(self.words[word.edges.0].tag, "WRB" | "WP" | "WDT");
            let is_kind = matches!(word.dep, "ccomp" | "acl" | "advcl" | "pcomp" | "relcl");
            let has_that = marks.is_some_and(|mark| self.words[mark].is("that"));
            let is_bare = word.dep == "ccomp" && marks.is_none() && !self.has_to(*child);
            let has_subject = self.child(*child, &SUBJECTS).is_some_and(|subject| subject > shown.at);
            *child > shown.at && is_kind && has_subject && if is_open { asks } else { !asks && (has_that || is_bare) }
        };
        let own = self.children(shown.at).find(is_clause);
        own.or_else(|| self.children(shown.carrier?).find(|child| is_clause(child)))
    }

    /// Returns the clause that a verb with its subject is put into: `The price, we fear, will rise`.
    fn around(&self, at: usize) -> Option<Span> {
        let word = &self.words[at];
        let (first, last) = word.edges;
        let is_comma = |at: Option<usize>| at.and_then(|at| self.words.get(at)).is_some_and(|word| word.text == ",");
        let is_put_in = word.dep == "parataxis"
            && is_comma(first.checked_sub(1))
            && (is_comma(Some(last)) || is_comma(Some(last + 1)));
        let (start, end) = self.words[word.head].edges;
        is_put_in.then(|| self.between(start, end + 1))?
    }

    fn clause_taken(&self, at: usize, clause: usize) -> Option<Span> {
        let first = self.words[clause].edges.0.max(at + 1);
        let marks = ["that", "to", "whether", "if", "as"];
        let skipped = (first..clause).take_while(|at| self.words[*at].is_any(&marks) || self.words[*at].text == ",");
        let start = first + skipped.count();
        let span = self.rest_from(at, start);
        // A clause does not end before its verb: `doubts that the plan, as it stands, will do`.
        let is_whole = |span: &Span| span.end_bytes() > self.words[clause].span.start_bytes();
        span.filter(is_whole).or_else(|| self.between(start, self.words[clause].edges.1 + 1))
    }

    /// Returns whether a clause tells what is to be: `that it be done`, `that it should be done`, `insisted that it stay`.
    fn is_subjunctive(&self, clause: usize, at: usize) -> bool {
        let is_helper = |child: &usize| matches!(self.words[*child].dep, "aux" | "auxpass");
        let first = self.children(clause).filter(is_helper).find(|child| *child < clause);
        let word = &self.words[first.unwrap_or(clause)];
        let is_bare = word.tag == "VB" || word.tag == "VBP" && word.lemma != "be" && self.words[at].tag == "VBD";
        is_bare || word.is_any(&["should", "be", "must", "ought"])
    }

    fn preposition(&self, at: usize, word: &str) -> Option<usize> {
        let is_it = |child: &usize| *child > at && self.words[*child].is(word) && self.words[*child].tag != "TO";
        self.children(at).find(|child| is_it(child) && matches!(self.words[*child].dep, "prep" | "dative" | "agent"))
    }

    fn next_preposition(&self, end: usize, word: &str) -> Option<usize> {
        let is_adverb = |at: usize| self.words.get(at).is_some_and(|word| word.dep == "advmod");
        let at = if is_adverb(end) { end + 1 } else { end };
        self.words.get(at).filter(|next| next.is(word) && next.tag != "TO" && next.tag != "RP").map(|_| at)
    }

    /// Returns what stands behind a preposition of a word, or before the word in a relative clause: `for which it called`.
    fn behind(&self, shown: &Shown<'_>, word: &str) -> Option<Span> {
        let at = shown.at;
        let own = self.preposition(at, word).or_else(|| self.next_preposition(shown.end, word));
        let carried = || self.preposition(shown.carrier?, word).filter(|of| *of > at);
        if let Some(of) = own.or_else(carried) {
            // `insisted on Monday that`
            let is_date = self.child(of, &["pobj"]).is_some_and(|noun| matches!(self.words[noun].ent, "DATE" | "TIME"));
            if is_date {
                return None;
            }
            let is_complete =
                self.words.get(of + 1).is_some_and(|next| next.text != ",") && !self.words[of - 1].is("not");
            return if is_complete { self.rest_from(at, of + 1) } else { None };
        }
        let before = self.children(at).find(|child| *child < at && self.words[*child].is(word))?;
        let noun = self.child(before, &["pobj"])?;
        let is_topic = self.is_relative(noun) || word == "against";
        if self.is_relative(noun) {
            let head = self.gap(at)?;
            return self.noun_phrase(head, before);
        }
        // `Against this plan Callow protests.`
        is_topic.then(|| self.between(self.words[noun].edges.0, self.words[noun].edges.1 + 1))?
    }

    fn rest_from(&self, at: usize, start: usize) -> Option<Span> {
        let first = self.words.get(start)?.span.start_bytes();
        let span = self.object(self.words[at].span, first)?;
        Some(self.with_list(self.before_next(start, span)))
    }

    /// Leaves out a further stance that is joined to what the first is on: `concern about the flood | and its support for`.
    fn before_next(&self, start: usize, span: Span) -> Span {
        let end = self.word_from(span.end_bytes());
        let begins = |at: &usize| {
            let at = *at;
            let Some(next) = self.words.get(at + 1).filter(|_| self.words[at].dep == "cc") else { return false };
            let shows =
                |noun: &crate::word::Word<'_>| attitudes(noun.lemma).iter().any(|attitude| attitude.part == Part::Noun);
            // `fears of a flood | and concerns about the dam`
            let is_bare = next.tag == "NNS"
                && next.dep == "conj"
                && shows(next)
                && self.words.get(at + 2).is_some_and(|word| word.tag == "IN");
            next.tag == "PRP$" && next.dep == "poss" && shows(&self.words[next.head]) || is_bare
        };
        let cut = (start + 1..end).find(begins).and_then(|at| self.between(start, at));
        cut.unwrap_or(span)
    }

    /// Adds the list behind a colon to what announces it: `three things: a roof, a door and a bed`.
    fn with_list(&self, span: Span) -> Span {
        let end = self.word_from(span.end_bytes());
        let is_colon = self.words.get(end).is_some_and(|word| word.text == ":");
        let (first, last) = (self.word_from(span.start_bytes()), self.words.len());
        let is_counted = self.words[first..end].iter().any(|word| word.tag == "CD" || word.is("following"));
        let list = self.between(end + 1, last).filter(|_| is_colon && is_counted && end - first < 6);
        list.map_or(span, |list| span.cover(list))
    }
}
