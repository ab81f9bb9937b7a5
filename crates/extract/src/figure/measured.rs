//! What is it an amount of? `a loan of €3bn`, `€3bn in aid`, `the debt stands at €3bn`, `Norland: €3bn`.

use casus_claim::Unit;
use casus_syntax::Pos;

use super::currency::is_money;
use super::noun_phrase::Phrases;
use super::words::{Around, WORDS};
use crate::passage::Passage;
use crate::tree::SUBJECTS;
use crate::word::{Kind, Word, phrase};

/// How an amount stands beside what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A sum or a share, which the sentence tells the use of.
    Whole,
    /// A number alone.
    Bare,
    /// A number with the noun that it counts, which is a word of the sentence.
    Counted { noun: usize, number_end: usize },
    /// The same, joined by a hyphen: `20-point`.
    Compound(usize),
}

/// Where an amount stands among the words of its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where its hedges begin.
    pub hedged: usize,
    pub start: usize,
    /// The word after the number, where its noun does not belong to it.
    pub number_end: usize,
    pub end: usize,
}

/// A verb phrase that tells what those did who are counted has so many words.
const DEED_WORDS_MAX: usize = 5;

/// Returns the words for what an amount measures; those of the amount itself where there are no others.
pub(super) fn measured(passage: &Passage<'_>, place: &Place, measure: Measure, unit: &Unit) -> String {
    let end = place.end.max(place.start + 1).min(passage.words.len());
    let Place { start, hedged, number_end, .. } = *place;
    let amount = match measure {
        Measure::Counted { .. } => hedged..number_end.max(start + 1),
        _ => hedged..end,
    };
    let seeker = Seeker { passage, phrases: Phrases { passage, amount }, start, hedged, end };
    let words = match measure {
        Measure::Counted { noun, .. } => seeker.counted(noun),
        Measure::Compound(noun) => seeker.compound(noun, unit),
        Measure::Whole => seeker.whole(is_money(unit)).unwrap_or_default(),
        Measure::Bare => seeker.bare(unit),
    };
    let has_words = words.contains(char::is_alphanumeric);
    match unit {
        _ if has_words => words,
        Unit::Noun(noun) => plural(noun),
        _ => unit.word().to_owned(),
    }
}

struct Seeker<'s, 'a> {
    passage: &'s Passage<'a>,
    phrases: Phrases<'s, 'a>,
    start: usize,
    /// Where the hedges of the amount begin.
    hedged: usize,
    end: usize,
}

impl Seeker<'_, '_> {
    fn word(&self, at: usize) -> &Word<'_> {
        &self.passage.words[at]
    }

    /// Returns a counted noun with what belongs to it, or with what they did: `countries that endorsed the text`.
    fn counted(&self, noun: usize) -> String {
        let (front, tail) = (self.phrases.front(noun), self.phrases.tail(noun));
        let deed = tail.is_empty().then(|| self.deed(noun)).flatten();
        match deed {
            Some(deed) => format!("{} {deed}", self.phrases.written(&front)),
            None => self.phrases.whole(noun),
        }
    }

    /// Returns what the subject of a verb does or is done to, as briefly as can be: `put forward`, `signing the code`.
    fn deed(&self, subject: usize) -> Option<String> {
        let word = self.word(subject);
        let verb = word.head;
        let is_passive = word.dep == "nsubjpass";
        if !(is_passive || word.dep == "nsubj") || self.word(verb).pos != Pos::Verb || verb <= subject {
            return None;
        }
        let helpers = self.passage.children(verb).filter(|child| {
            matches!(self.word(*child).dep, "aux" | "neg") && *child > subject && *child < verb
        });
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
        let is_cut = |at: &usize| matches!(self.word(*at).text, "," | ";" | ":" | "(" | "—") || self.word(*at).tag == "CD";
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

    /// Returns what a number counts whose noun is left out: `So far 140 have arrived`.
    fn bare(&self, unit: &Unit) -> String {
        let things = plural(unit.word());
        let top = self.top();
        let after = self.passage.words.get(self.end).filter(|word| word.is("of"));
        let object = after.and_then(|_| self.passage.child(self.end, &["pobj"]));
        if let Some(those) = object.filter(|object| self.word(*object).is("those")) {
            return self.run(those, self.word(those).edges.1);
        }
        if let Some(object) = object.filter(|object| is_noun(self.word(*object))) {
            return self.phrases.whole(object);
        }
        if unit.word() == "vote" {
            let side = self.passage.words.get(self.end).filter(|word| WORDS.is(Around::Side, word.lemma));
            return side.map_or(things.clone(), |side| format!("{things} {}", side.lower()));
        }
        let owner = self.owner(top).filter(|_| unit.word() == "person" || unit.word() == "member");
        let deed = SUBJECTS.contains(&self.word(top).dep).then(|| self.deed(top)).flatten();
        owner.or_else(|| deed.map(|deed| format!("{things} {deed}"))).unwrap_or(things)
    }

    /// Reads `a 20-point plan` as the points of the plan.
    fn compound(&self, noun: usize, unit: &Unit) -> String {
        let mut head = noun;
        while self.word(head).head > head && matches!(self.word(head).dep, "compound" | "amod" | "nmod" | "nummod" | "npadvmod") {
            head = self.word(head).head;
        }
        if head == noun {
            return self.phrases.whole(noun);
        }
        let owner = self.phrases.whole(head);
        format!("{} of the {owner}", plural(unit.word()))
    }

    /// Returns what a sum, a share or a quantity measures; of a share or a quantity, what it is a part of comes first.
    fn whole(&self, is_sum: bool) -> Option<String> {
        if let Some(name) = self.label() {
            return Some(name);
        }
        let top = self.top();
        
        let owner = || self.worth().or_else(|| self.limited()).or_else(|| self.set_off()).or_else(|| self.owner(top));
        let is_within = self.start > 0 && self.word(self.start - 1).is("within");
        let is_share = !is_sum && !self.is_step(top) && !is_within;
        let first = if is_share { self.share_of_owner().or_else(|| self.complement(is_sum)) } else { owner() };
        self.modified(top)
            .or_else(|| self.beside_name())
            .or(first)
            .or_else(|| self.is_step(top).then(|| self.moved(top)).flatten())
            .or_else(|| self.complement(is_sum))
            .or_else(owner)
            .or_else(|| self.clause(top))
            .or_else(|| self.noun_before())
    }

    /// Returns the word of the amount on which its others depend.
    fn top(&self) -> usize {
        let is_outside = |at: usize| self.word(at).head < self.start || self.word(at).head >= self.end || self.word(at).head == at;
        let tops = || (self.start..self.end).rev().filter(|at| is_outside(*at));
        let is_small = |at: &usize| {
            let word = self.word(*at);
            matches!(word.dep, "prep" | "quantmod" | "punct" | "det" | "advmod") || word.kind == Kind::Mark && word.tag != "$"
        };
        tops().find(|at| !is_small(at)).or_else(|| tops().next()).unwrap_or(self.end - 1)
    }

    /// Reads the name at the head of a line: `Norland: €3bn for the fund`.
    fn label(&self) -> Option<String> {
        let colon = self.before_hedges()?;
        if self.word(colon).text != ":" || colon == 0 || colon > LABEL_WORDS_MAX {
            return None;
        }
        let is_finite = |word: &Word<'_>| matches!(word.tag, "VBD" | "VBZ" | "VBP" | "MD");
        if self.passage.words.get(self.end).is_some_and(is_finite) {
            return None;
        }
        let is_bullet = |word: &&Word<'_>| word.kind == Kind::Mark;
        let words = &self.passage.words[..colon];
        let skipped = words.iter().take_while(is_bullet).count();
        words[skipped..].first().filter(|word| word.is_capitalised())?;
        Some(phrase(&words[skipped..]))
    }

    /// Returns the index of the last word before the amount and its hedges.
    fn before_hedges(&self) -> Option<usize> {
        self.hedged.min(self.start).checked_sub(1)
    }

    /// Returns the noun that the amount modifies: `a €3bn loan to Dunmere`, `her 20 percent levy`.
    fn modified(&self, top: usize) -> Option<String> {
        let word = self.word(top);
        let noun = word.head;
        let modifies = matches!(word.dep, "nummod" | "compound" | "nmod" | "amod" | "quantmod" | "npadvmod" | "poss");
        if noun < self.end || !modifies || !is_noun(self.word(noun)) || noun > top + 6 {
            return None;
        }
        Some(self.phrases.whole(noun))
    }

    /// Returns what follows the amount and tells what it is of, in or for.
    fn complement(&self, is_sum: bool) -> Option<String> {
        let children = (self.start..self.end).flat_map(|at| self.passage.children(at)).filter(|child| *child >= self.end);
        for child in children {
            let word = self.word(child);
            match word.dep {
                "prep" => {
                    let object = self.passage.child(child, &["pobj", "pcomp"]);
                    let Some(object) = object.filter(|object| self.tells_use(child, *object)) else { continue };
                    let is_pronoun = self.word(object).is("those");
                    return Some(if is_pronoun { self.run(object, self.word(object).edges.1) } else { self.phrases.whole(object) });
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
    fn next_phrase(&self) -> Option<String> {
        let next = self.passage.words.get(self.end).filter(|word| word.is_any(&["of", "in", "worth"]))?;
        let object = self.passage.child(self.end, &["pobj"]).filter(|object| self.tells_use(self.end, *object))?;
        (next.is_any(&["of", "in"])).then(|| self.phrases.whole(object))
    }

    /// Returns whether a phrase tells what the amount is of, and not when, where or for whom each.
    fn tells_use(&self, preposition: usize, object: usize) -> bool {
        let (link, object) = (self.word(preposition), self.word(object));
        let is_thing = (is_noun(object) || matches!(object.pos, Pos::Verb | Pos::Num) || object.is("those")) && !matches!(object.ent, "DATE" | "TIME");
        match link.lower().as_str() {
            "of" | "for" => is_thing,
            "in" => is_thing && object.pos == Pos::Noun && !matches!(object.ent, "GPE" | "LOC" | "CARDINAL") && !object.is_any(&["instalments", "installments", "event", "total", "return", "exchange", "tranches", "case", "ballot", "response", "addition"]),
            "on" | "towards" | "toward" => is_thing,
            _ => false,
        }
    }

    /// Returns the noun that the amount belongs to: `a bonus of €300`, `the debt (€3bn)`, `a deal valued at €3bn`.
    fn owner(&self, top: usize) -> Option<String> {
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
        if matches!(word.dep, "appos" | "parataxis" | "nmod") && is_noun(self.word(word.head)) && word.head < self.start {
            return Some(self.owned(word.head));
        }
        let sized = self.word(at);
        let is_sized = WORDS.is(Around::Sized, sized.lemma) && at < self.start;
        if is_sized && matches!(sized.dep, "acl" | "relcl" | "prep" | "amod" | "appos") && is_noun(self.word(sized.head)) {
            return Some(self.owned(sized.head));
        }
        None
    }

    /// Returns the noun that owns an amount; of `a total of` and the like what it is the total of.
    fn owned(&self, noun: usize) -> String {
        let is_mere = WORDS.is(Around::Owner, self.word(noun).lemma) && self.phrases.front(noun).len() == 1;
        let subject = is_mere.then(|| self.subject_over(noun)).flatten();
        subject.unwrap_or_else(|| self.phrases.without_clause(noun))
    }

    /// Returns the subject of the verb over a noun.
    fn subject_over(&self, noun: usize) -> Option<String> {
        let verb = self.passage.governor(noun)?;
        self.subject(verb)
    }

    /// Reads the name right before the amount where its verb is left out: `Norland €3bn`.
    fn beside_name(&self) -> Option<String> {
        let before = self.before_hedges()?;
        let word = self.word(before);
        let is_name = word.tag == "NNP" && word.is_capitalised();
        let is_object = matches!(word.dep, "pobj" | "dative" | "dobj");
        let is_subject = word.dep == "nsubj" && self.passage.is_verbal(word.head) && word.head < before;
        (is_name && !is_object && !is_subject).then(|| self.phrases.written(&self.phrases.front(before)))
    }

    /// Returns the noun that the amount is set beside by commas or brackets: `our share, €3bn, at once`.
    fn set_off(&self) -> Option<String> {
        let mark = self.before_hedges()?;
        let noun = mark.checked_sub(1)?;
        let is_mark = |at: usize, marks: &[&str]| self.passage.words.get(at).is_some_and(|word| marks.contains(&word.text));
        let is_beside = is_mark(mark, &[",", "(", "–", "—"]) && is_mark(self.end, &[",", ")", ".", "–", "—", ";"]);
        let is_listed = is_mark(self.end, &[","]) && self.word(self.top()).dep == "conj";
        (is_beside && !is_listed && is_noun(self.word(noun)) && !self.is_amount(noun)).then(|| self.owned(self.head_ending_at(noun)))
    }

    /// Returns the noun whose share is told, with what it is a share of: `the loss | of 8 percent | of the forest`.
    fn share_of_owner(&self) -> Option<String> {
        let link = self.before_hedges().filter(|before| self.word(*before).is("of"))?;
        let noun = link.checked_sub(1).filter(|noun| is_noun(self.word(*noun)))?;
        let rest = self.complement(false)?;
        let front = self.phrases.written(&self.phrases.front(noun));
        let is_short = rest.split(' ').count() <= SHARED_WORDS_MAX;
        Some(if is_short { format!("{front} of {rest}") } else { front })
    }

    /// Reads `the deal, worth €3bn`.
    fn worth(&self) -> Option<String> {
        let worth = self.before_hedges().filter(|before| self.word(*before).is("worth"))?;
        let noun = worth.checked_sub(1)?;
        let noun = if self.word(noun).text == "," { noun.checked_sub(1)? } else { noun };
        is_noun(self.word(noun)).then(|| self.owned(self.head_ending_at(noun)))
    }

    /// Returns the noun right before a limit: `loans up to €3bn`, `turnover above €3bn`.
    fn limited(&self) -> Option<String> {
        let noun = self.before_hedges()?;
        let is_limit = self.hedged < self.start && self.word(self.hedged).is_any(&["up", "over", "above", "below", "under"]);
        let is_subject = SUBJECTS.contains(&self.word(noun).dep);
        (is_limit && is_noun(self.word(noun)) && !is_subject && !self.is_amount(noun))
            .then(|| self.phrases.written(&self.phrases.front(noun)))
    }

    /// Returns the head of the longest noun phrase that ends with a word.
    fn head_ending_at(&self, last: usize) -> usize {
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

    /// Returns whether the amount is where something rises to, falls by, or is kept below.
    fn is_step(&self, top: usize) -> bool {
        // `below` makes a number approximate, and says that something is kept there.
        let is_kept = self.hedged < self.start && self.word(self.hedged).is_any(&["below", "above", "under"]);
        let is_led = is_kept || self.before_hedges().is_some_and(|before| self.word(before).is_any(STEPS));
        is_led && self.verb_over(top).is_some_and(|(verb, _)| verb < self.start)
    }

    /// Returns the object or the subject that a verb moves by an amount, or to it.
    fn moved(&self, top: usize) -> Option<String> {
        let (verb, _) = self.verb_over(top)?;
        let object = self.passage.child(verb, &["dobj"]).filter(|object| *object < self.start && !self.is_amount(*object));
        let object = object.filter(|object| is_noun(self.word(*object))).map(|object| self.phrases.whole(object));
        object.or_else(|| self.subject(verb))
    }

    /// Returns what the verb over the amount tells of it.
    fn clause(&self, top: usize) -> Option<String> {
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
    fn verb_over(&self, top: usize) -> Option<(usize, Option<usize>)> {
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
    fn subject(&self, verb: usize) -> Option<String> {
        let subject = self.passage.subject_of(verb).filter(|subject| is_noun(self.word(*subject)))?;
        (!self.is_amount(subject)).then(|| self.phrases.whole(subject))
    }

    fn is_amount(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
            || matches!(self.word(at).tag, "CD" | "$")
            || self.word(at).text.contains(|c: char| c.is_ascii_digit())
    }

    /// Returns what is done with an amount that is the subject: `€60bn | are meant for arms`.
    fn deed_of_amount(&self, top: usize) -> Option<String> {
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
    fn use_of(&self, verb: usize) -> Option<String> {
        let after = self.passage.children(verb).filter(|child| *child >= self.end);
        for child in after {
            let word = self.word(child);
            let object = self.passage.child(child, &["pobj"]);
            match (word.dep, object) {
                ("prep" | "dative", Some(object)) if word.is_any(&["for", "into", "on", "to", "towards"]) && is_noun(self.word(object)) && self.word(object).ent != "DATE" && !self.word(object).is_any(&["condition", "behalf", "basis", "top"]) => {
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
    fn subject_and(&self, verb: usize) -> Option<String> {
        let subject = self.passage.subject_of(verb).filter(|subject| is_noun(self.word(*subject)) && *subject < verb);
        let Some(subject) = subject else {
            let near = (0..verb).rev().take(4).find(|at| is_noun(self.word(*at)) && !self.is_amount(*at) && *at < self.start);
            return Some(near.map_or_else(|| self.run(verb, verb), |noun| self.phrases.written(&self.phrases.front(noun))));
        };
        let helpers = self.passage.children(verb).filter(|child| matches!(self.word(*child).dep, "aux" | "auxpass" | "neg") && *child > subject && *child < verb);
        let mut words = self.phrases.front(subject);
        words.extend(helpers);
        words.push(verb);
        Some(self.phrases.written(&words))
    }

    fn run(&self, first: usize, last: usize) -> String {
        let end = (last + 1).min(first + DEED_WORDS_MAX);
        let words = self.phrases.without_loose_end((first..self.phrases.stop(first, end)).collect());
        self.phrases.written(&words)
    }

    /// Returns the nearest noun before the amount.
    fn noun_before(&self) -> Option<String> {
        let noun = (0..self.start).rev().take(6).find(|at| is_noun(self.word(*at)) && !self.is_amount(*at))?;
        Some(self.phrases.written(&self.phrases.front(noun)))
    }
}

/// What leads to what a deed is about.
const SIDES: &[&str] = &["for", "against", "to", "with", "into", "round", "around", "by", "of", "from"];

/// What leads to where something rises, falls or is kept.
const STEPS: &[&str] = &["by", "to", "from", "below", "above", "at", "under", "over", "up"];

/// What a share is a share of is told beside its owner in so many words at most.
const SHARED_WORDS_MAX: usize = 3;

/// The verb over an amount is so many links away at most.
const VERB_STEPS_MAX: usize = 8;

/// The name at the head of a line has so many words at most.
const LABEL_WORDS_MAX: usize = 8;

fn is_noun(word: &Word<'_>) -> bool {
    matches!(word.pos, Pos::Noun | Pos::Propn) && word.tag != "$"
}

/// Returns the plural of a unit.
fn plural(unit: &str) -> String {
    if unit == "person" {
        return "people".to_owned();
    }
    match unit.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{unit}s"),
    }
}

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
