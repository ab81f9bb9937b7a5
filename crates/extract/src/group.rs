//! Who is described and not named? Groups and single actors by a common noun: `26 countries`, `a working party`.

use casus_claim::EntityKind;

use crate::lexicon::{Class, KnownSort, LEXICON};
use crate::mention::{Found, Target, Walk};
use crate::names::Bearer;
use crate::word::{Kind, Word, phrase};

/// Words that open a noun phrase and are no part of a description.
const OPENERS: &[&str] = &["the", "a", "an", "these", "those", "this", "all", "some", "own"];

/// Words before a noun that then is nobody's description.
const NOBODY: &[&str] = &["no", "neither", "which", "what", "how", "so", "every", "any"];

/// A description is so many words long at most.
const WORDS_MAX: usize = 8;

impl Walk<'_> {
    /// Returns whether a number stands behind a name, so that the two are no one phrase: `Callow | two survey teams`, where
    /// a verb is left out.
    fn is_counted_behind(&self, start: usize, head: usize) -> bool {
        let is_name = self.words[start].tag == "NNP" && self.words[start].is_capitalised();
        is_name
            && self.words[start + 1..=head]
                .iter()
                .any(|word| word.tag == "CD" && word.text.starts_with(char::is_lowercase))
    }

    /// Reads a state by what its people are called: `the Norlanders will stay`, but not `three Norlanders`.
    pub(crate) fn people(&self, at: usize, end: usize, state: String) -> Found {
        let word = self.word(at).filter(|_| end == at + 1 && at > 0 && self.is(at - 1, &["the"]))?;
        let is_head = matches!(word.dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "conj" | "poss");
        let is_several = word.text.ends_with(['s', 'h']) || word.text.ends_with("ese") || word.text.ends_with("men");
        // `the Norlanders killed in the strait`, `the Norlanders who fled` are some of them.
        let is_some = self.word(end).is_some_and(|next| next.is_any(&["who", "whose"]) || next.dep == "acl");
        (is_head && is_several && !is_some)
            .then(|| (end, Target::Name { name: state, surface: word.text.to_owned(), kind: EntityKind::State }))
    }

    /// Reads a part of the world that acts: `Europe will pay`.
    pub(crate) fn region(&self, at: usize, known: &Bearer) -> Option<Target> {
        let is_region = known.kind == EntityKind::Place && LEXICON.is(Class::Region, &known.name.to_lowercase());
        let acts = matches!(self.words[at].dep, "nsubj" | "nsubjpass");
        (is_region && acts).then(|| {
            let name = known.name.clone();
            Target::Name { surface: name.clone(), name, kind: EntityKind::Group }
        })
    }

    /// Returns the head of the noun phrase whose modifiers begin at a word.
    pub(crate) fn noun_from(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(word) = self.words.get(at) {
            let is_modifier = matches!(
                word.dep,
                "det"
                    | "amod"
                    | "compound"
                    | "nummod"
                    | "quantmod"
                    | "nmod"
                    | "advmod"
                    | "predet"
                    | "punct"
                    | "npadvmod"
            );
            let is_nominal = |head: usize| {
                matches!(self.words[head].tag, "NN" | "NNS" | "NNP" | "NNPS" | "CD" | "JJ" | "VBN" | "VBG" | "HYPH")
            };
            if !is_modifier || word.head <= at || word.head - start > WORDS_MAX || !is_nominal(word.head) {
                break;
            }
            at = word.head;
        }
        at
    }

    fn after_openers(&self, at: usize) -> usize {
        let opens = |at: &usize| self.is(*at, OPENERS);
        (at..self.words.len().min(at + 3)).find(|at| !opens(at)).unwrap_or(at)
    }

    /// Reads `members of the League`: whom the members make up, unless they are counted.
    pub(crate) fn members(&self, at: usize) -> Found {
        let start = self.after_openers(at);
        let head = self.noun_from(start);
        if !self.word(head)?.is("members") || !self.is(head + 1, &["of"]) {
            return None;
        }
        let owner = self.after_openers(head + 2);
        let owner = if self.is(owner, &["“", "\"", "‘"]) { owner + 1 } else { owner };
        let known = self.lookup(owner).map(|(after, known)| (after, known.name, known.kind));
        let run = || {
            let after = self.capital_run(owner)?;
            let last = self.words[after - 1].text;
            let is_body = LEXICON.is_organisation_head(last) || LEXICON.is_instrument_head(last);
            is_body.then(|| (after, phrase(&self.words[owner..after]), EntityKind::Organisation))
        };
        let (after, name, kind) = known.or_else(run)?;
        // Eight members of the League are not the League; the eight members are.
        let is_whole = start > at && self.is(start - 1, &["the"]);
        if !is_whole && (start..head).any(|at| self.words[at].tag == "CD") {
            let name = phrase(&self.words[start..after]);
            return Some((head + 1, Target::Group { name, head: "members".to_owned() }));
        }
        let surface = phrase(&self.words[owner..after]);
        Some((after, Target::Name { name, surface, kind }))
    }

    /// Reads a land by what it is: `the Emirate of Norland`.
    pub(crate) fn realm(&self, at: usize) -> Found {
        let start = at + usize::from(self.is(at, &["the"]));
        let is_realm = self.word(start).filter(|word| word.is_capitalised() && LEXICON.is(Class::Realm, &word.lower()));
        is_realm.filter(|_| self.is(start + 1, &["of"]) && self.lookup(start).is_none())?;
        let end = self.capital_run(start + 2)?;
        let name = match self.lookup(start + 2) {
            Some((_, known)) => known.name,
            None => phrase(&self.words[start + 2..end]),
        };
        let surface = phrase(&self.words[start + 2..end]);
        Some((end, Target::Name { name, surface, kind: EntityKind::State }))
    }

    /// Reads a number for those who are counted: `the eleven`, `seven of them`.
    pub(crate) fn counted(&self, at: usize) -> Found {
        let number = at + usize::from(self.is(at, &["the"]));
        let is_number = |word: &&Word<'_>| matches!(word.tag, "CD" | "NN") && word.ent == "CARDINAL";
        let word = self.word(number).filter(is_number).filter(|word| word.text.chars().all(char::is_alphabetic))?;
        let is_actor = matches!(word.dep, "nsubj" | "nsubjpass" | "pobj" | "poss") && !word.is_any(&["one", "two"]);
        if number == at && is_actor && self.is(at + 1, &["of"]) && self.is(at + 2, &["them"]) {
            let name = phrase(&self.words[at..at + 3]);
            return Some((at + 1, Target::Group { name, head: "members".to_owned() }));
        }
        // `nine of the eighteen leaders`
        let whole = self.noun_from(self.after_openers(at + 2));
        let head = self.word(whole).map(Word::lower).filter(|lower| LEXICON.group_head(lower).is_some());
        if let Some(head) = head.filter(|_| number == at && is_actor && self.is(at + 1, &["of"])) {
            return Some((at + 1, Target::Group { name: phrase(&self.words[at..=whole]), head: head.into_owned() }));
        }
        let is_whole = number > at && is_actor && word.head != number + 1 && !self.is(number + 1, &["of", "-"]);
        is_whole.then(|| (number + 1, Target::Group { name: word.lower().into_owned(), head: "number".to_owned() }))
    }

    /// Reads `heads of state and government`.
    fn heads(&self, at: usize) -> Found {
        let first = self.after_openers(at);
        let start = first + usize::from(self.word(first).is_some_and(|word| word.tag == "CD"));
        let is_land = |at: usize| self.is(at, &["state", "government"]);
        if !self.is(start, &["heads"]) || !self.is(start + 1, &["of"]) || !is_land(start + 2) {
            return None;
        }
        let end = if self.is(start + 3, &["and", "or"]) && is_land(start + 4) { start + 5 } else { start + 3 };
        Some((end, Target::Group { name: phrase(&self.words[first..end]), head: "leaders".to_owned() }))
    }

    /// Reads a described group: `26 mostly Nordic countries`.
    pub(crate) fn group(&self, at: usize) -> Found {
        if let Some(heads) = self.heads(at) {
            return Some(heads);
        }
        let start = self.after_openers(at);
        let head = self.noun_from(start);
        let lower = self.word(head)?.lower();
        let is_nobody = self.is_nobody(start) || self.is_counted_behind(start, head);
        LEXICON.group_head(&lower).filter(|_| !is_nobody)?;
        // `the Port Workers' Federation` is a name.
        if self.words[head].is_capitalised() && self.joins_a_body(head + 1) {
            return None;
        }
        // Funds may be money.
        if lower == "funds" && !self.acts(head) {
            return None;
        }
        // `the United States` and `the Organization of American States` are names.
        let is_name = |(end, known): (usize, Bearer)| end == head + 1 && known.sort != Some(KnownSort::Adjective);
        if self.word(start)?.is_capitalised() && self.lookup(start).is_some_and(is_name) {
            return None;
        }
        Some((head + 1, Target::Group { name: phrase(&self.words[start..=head]), head: lower.into_owned() }))
    }

    /// Reads whoever does something and is only described: `the state arts council`, `organisations of civil society`.
    pub(crate) fn agent(&self, at: usize) -> Found {
        let start = self.after_openers(at);
        let head = self.noun_from(start);
        let word = self.word(head)?;
        // In `the Swiss organisation Open Eye` a name follows.
        let is_before_name = self.word(head + 1).is_some_and(Word::is_capitalised);
        // A noun in small letters may be taken for a part of a name.
        let is_common = matches!(word.tag, "NN" | "NNS") || word.tag == "NNP" && !word.is_capitalised();
        let is_noun = is_common && (LEXICON.is_agent(word.lemma) || self.speaks(head) && speaks_itself(word));
        let is_cut = self.words[start].kind == Kind::Mark;
        if !is_noun
            || is_cut
            || is_before_name
            || !self.acts(head)
            || self.is_nobody(start)
            || self.is_counted_behind(start, head)
        {
            return None;
        }
        let end = self.after_of(head);
        let first = self.owner_before(start).unwrap_or(start);
        Some((end, Target::Group { name: phrase(&self.words[first..end]), head: word.lower().into_owned() }))
    }

    /// Returns the first word of whoever owns a description: `the exiles' council`, `Storm's government`.
    fn owner_before(&self, start: usize) -> Option<usize> {
        let mark = start.checked_sub(1).filter(|mark| self.words[*mark].kind == Kind::Possessive)?;
        let owner = mark.checked_sub(1).map(|owner| self.words[owner].edges.0.max(mark.saturating_sub(WORDS_MAX)))?;
        Some(self.after_openers(owner)).filter(|first| *first < mark)
    }

    /// Returns whether a noun is the subject of a verb of communication.
    fn speaks(&self, at: usize) -> bool {
        let word = &self.words[at];
        let verb = &self.words[word.head];
        let is_verb = matches!(verb.tag, "VBD" | "VBZ" | "VBP" | "VBN");
        word.dep == "nsubj" && is_verb && LEXICON.cue(verb.lemma).is_some()
    }

    /// Returns whether a description is of nobody in particular: `no government`, `which countries`.
    fn is_nobody(&self, start: usize) -> bool {
        let at = if start > 0 && !self.is(start, NOBODY) { start - 1 } else { start };
        self.is(at, NOBODY)
    }

    /// Returns whether a noun stands where whoever acts is named: as a subject, after `by`, or as an owner.
    fn acts(&self, at: usize) -> bool {
        let mut at = at;
        while self.words[at].dep == "conj" && self.words[at].head != at {
            at = self.words[at].head;
        }
        let word = &self.words[at];
        if self.is_to_act(at) {
            return true;
        }
        match word.dep {
            "nsubj" | "nsubjpass" | "poss" => true,
            "pobj" => {
                let to = word.head;
                self.words[to].is("by") || self.is(to, &["to"]) && to > 0 && self.is(to - 1, &["according"])
            }
            // `said the governor`: a speaker after his verb may be taken for an object.
            "dobj" => word.head < at && LEXICON.cue(self.words[word.head].lemma).is_some(),
            _ => false,
        }
    }

    /// Returns whether a relative clause says what somebody will do: `the towns, which are to pay`.
    fn is_to_act(&self, at: usize) -> bool {
        const REACH_WORDS: usize = 8;
        let near = at + 1..self.words.len().min(at + REACH_WORDS);
        near.into_iter().any(|which| {
            let (word, verb) = (&self.words[which], self.words[which].head);
            let is_subject = word.dep == "nsubj" && matches!(word.tag, "WDT" | "WP") && self.words[verb].head == at;
            let is_dutiful = |aux: &Word<'_>| aux.head == verb && aux.is_any(&["will", "shall", "would", "must"]);
            let is_to = |aux: &Word<'_>| aux.head == verb && aux.dep == "xcomp" && self.words[verb].lemma == "be";
            is_subject && self.words[which..].iter().take(REACH_WORDS).any(|aux| is_dutiful(aux) || is_to(aux))
        })
    }

    /// Returns the index after the `of` phrase of a description, else after its noun.
    fn after_of(&self, head: usize) -> usize {
        const OF_WORDS_MAX: usize = 5;
        let of = head + 1;
        let Some(word) = self.word(of).filter(|word| word.is("of") && word.head == head) else { return of };
        let end = word.edges.1 + 1;
        let is_plain = self.words[of..end].iter().all(|word| word.kind != Kind::Mark && !word.tag.starts_with('V'));
        if end - of <= OF_WORDS_MAX + 1 && is_plain { end } else { of }
    }
}

/// Returns whether a noun is somebody's or that of a paper: `the environmentalists warn`, `a news release says`.
fn speaks_itself(word: &Word<'_>) -> bool {
    ends_humanly(word) || LEXICON.is(Class::Paper, word.lemma)
}

/// Returns whether a noun ends as those for people do: `environmentalist`, `fisherman`.
fn ends_humanly(word: &Word<'_>) -> bool {
    const ENDINGS: [&str; 9] = ["ist", "ologist", "ician", "arian", "man", "woman", "people", "men", "eer"];
    word.lemma.len() > 6 && ENDINGS.iter().any(|end| word.lemma.ends_with(end))
}
