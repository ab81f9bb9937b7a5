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

/// Looks for what an amount measures.
pub(super) struct Seeker<'s, 'a> {
    pub passage: &'s Passage<'a>,
    pub phrases: Phrases<'s, 'a>,
    pub start: usize,
    /// Where the hedges of the amount begin.
    pub hedged: usize,
    pub end: usize,
}

impl Seeker<'_, '_> {
    pub fn word(&self, at: usize) -> &Word<'_> {
        &self.passage.words[at]
    }

    /// Returns a counted noun with what belongs to it, or with what they did: `countries that endorsed the text`.
    fn counted(&self, noun: usize) -> String {
        if let Some(side) = self.side().filter(|_| self.word(noun).is("votes")) {
            return format!("votes {side}");
        }
        let (front, tail) = (self.phrases.front(noun), self.phrases.tail(noun));
        let deed = tail.is_empty().then(|| self.deed(noun)).flatten();
        if let Some(whole) = self.part_of(noun).filter(|_| tail.is_empty()) {
            return whole;
        }
        if let Some(moved) = self.changed(noun).filter(|_| tail.is_empty()) {
            // A ceiling is itself what so many are allowed.
            let is_limit = moved.rsplit(' ').next().is_some_and(|last| WORDS.is(Around::Owner, last));
            return if is_limit { moved } else { format!("{} of {moved}", self.phrases.written(&front)) };
        }
        match deed {
            Some(deed) => format!("{} {deed}", self.phrases.written(&front)),
            None => self.phrases.whole(noun),
        }
    }

    /// Returns what a verb brings to so many of what is counted: `cut the text | to 19 points`.
    fn changed(&self, noun: usize) -> Option<String> {
        let (verb, link) = self.verb_over(noun)?;
        let is_step =
            link.is_some_and(|link| self.word(link).is_any(&["to", "from", "by"]) && self.word(link).head == verb);
        (is_step && WORDS.is(Around::Change, self.word(verb).lemma)).then(|| self.moved(noun)).flatten()
    }

    /// Returns how those voted of whom one of two numbers tells: `by 61 votes to 38`.
    fn side(&self) -> Option<String> {
        let is_number = |at: usize| self.passage.words.get(at).is_some_and(|word| word.kind == Kind::Number);
        let is_joint = |at: usize| self.passage.words.get(at).is_some_and(|word| word.is_any(&["to", "-", "–"]));
        let is_first = is_joint(self.end) && is_number(self.end + 1);
        let before = self.start.checked_sub(2)?;
        let is_second = is_joint(before + 1) && (is_number(before) || self.word(before).is("votes"));
        let is_lost = self.passage.words.iter().any(|word| WORDS.is(Around::Rejected, word.lemma));
        (is_first || is_second).then(|| if is_first == is_lost { "against" } else { "for" }.to_owned())
    }

    /// Reads what the counted are the parts of: `an advance party of 85 monitors`.
    fn part_of(&self, noun: usize) -> Option<String> {
        let link =
            Some(self.word(noun).head).filter(|link| self.word(*link).is("of") && self.word(noun).dep == "pobj")?;
        let whole = self.word(link).head;
        if whole >= self.start || !is_noun(self.word(whole)) || WORDS.is(Around::Owner, self.word(whole).lemma) {
            return None;
        }
        let (whole, parts) = (self.phrases.front(whole), self.phrases.front(noun));
        Some(format!("{} of {}", self.phrases.written(&whole), self.phrases.written(&parts)))
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
            let side = side.map(|side| side.lower().into_owned()).or_else(|| self.side());
            return side.map_or(things.clone(), |side| format!("{things} {side}"));
        }
        let is_led = self.word(top).dep == "pobj" || unit.word() == "person" || unit.word() == "member";
        let moved = || if self.is_step(top) { self.moved(top) } else { None };
        let owner = self.owner(top).or_else(moved).filter(|_| is_led);
        let deed = SUBJECTS.contains(&self.word(top).dep).then(|| self.deed(top)).flatten();
        owner.or_else(|| deed.map(|deed| format!("{things} {deed}"))).unwrap_or(things)
    }

    /// Reads `a 20-point plan` as the points of the plan.
    fn compound(&self, noun: usize, unit: &Unit) -> String {
        let mut head = noun;
        while self.word(head).head > head
            && matches!(self.word(head).dep, "compound" | "amod" | "nmod" | "nummod" | "npadvmod")
        {
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
    pub fn top(&self) -> usize {
        let is_outside =
            |at: usize| self.word(at).head < self.start || self.word(at).head >= self.end || self.word(at).head == at;
        let tops = || (self.start..self.end).rev().filter(|at| is_outside(*at));
        let is_small = |at: &usize| {
            let word = self.word(*at);
            matches!(word.dep, "prep" | "quantmod" | "punct" | "det" | "advmod")
                || word.kind == Kind::Mark && word.tag != "$"
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
    pub fn before_hedges(&self) -> Option<usize> {
        self.hedged.min(self.start).checked_sub(1)
    }

    pub fn is_amount(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
            || matches!(self.word(at).tag, "CD" | "$")
            || self.word(at).text.contains(|c: char| c.is_ascii_digit())
    }
}

/// The name at the head of a line has so many words at most.
const LABEL_WORDS_MAX: usize = 8;

pub(super) fn is_noun(word: &Word<'_>) -> bool {
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
