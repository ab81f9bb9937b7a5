//! Whose office is it? What stands before a title, or behind it: `French`, `Norland's`, `the summit's`, `of the Union`.

use casus_claim::EntityKind;

use crate::lexicon::{Class, KnownSort, LEXICON, TitleKind};
use crate::mention::{Pronoun, Walk};
use crate::title::SeenTitle;
use crate::word::{Kind, Word, phrase};

/// Whose an office is, as far as the words tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Whose {
    /// They do not tell.
    #[default]
    Unsaid,
    /// The name that they give.
    Named(String),
    /// `its`, `our`: that of whom the pronoun points at.
    Of(Pronoun),
    /// `whose`: that of whom the clause is about.
    Relative,
    /// `the company's`, `of the board`.
    Noun(String),
    /// That of the first or second of those spoken of together: `the presidents of the two countries`.
    Nth(usize),
}

impl Whose {
    /// Returns the name that the words give.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Named(name) => Some(name.clone()),
            _ => None,
        }
    }

    pub fn is_unsaid(&self) -> bool {
        *self == Self::Unsaid
    }
}

impl Walk<'_> {
    /// Reads whose office it is before a title, and returns where the title may begin.
    pub(crate) fn possessor(&self, at: usize) -> (usize, Whose) {
        if let Some((end, whose)) = self.pronoun_before_title(at) {
            return (end, whose);
        }
        let (end, of) = self.owner(at);
        if let Some(of) = of {
            // `US Treasury secretary` is a secretary of the US.
            let state = self
                .names
                .bearer(self.words[at].text)
                .filter(|_| end > at + 1 && self.words[end - 1].kind != Kind::Possessive);
            let is_part = LEXICON.is_title_modifier(&self.words[end - 1].lower()) && self.title(at + 1).is_some();
            if let Some(state) = state.filter(|state| is_part && state.kind == EntityKind::State) {
                return (at + 1, Whose::Named(state.name));
            }
            // In `Norland's Northern Bank president` the bank is the nearer owner.
            // In `the US Norland envoy` Norland is where the envoy is sent.
            let is_whole = self.title(end).is_some();
            let nearer = (end > at && !is_whole)
                .then(|| self.owner(end))
                .filter(|(next, nearer)| *next > end && nearer.is_some());
            let nearer = nearer.filter(|(next, _)| self.title(*next).is_some());
            return match nearer {
                Some((next, Some(of))) => (next, Whose::Named(of)),
                _ => (self.through_title(end).unwrap_or(end), Whose::Named(of)),
            };
        }
        self.bare_owner(at).or_else(|| self.noun_owner(at)).unwrap_or((at, Whose::Unsaid))
    }

    /// Reads a title with its owner inside: `lead Norlandic negotiator`, `Top Norland envoy`.
    pub(crate) fn ranked(&self, at: usize) -> Option<(SeenTitle, Whose)> {
        if !self.is(at, &["top", "lead", "chief", "senior", "deputy"]) || self.title(at).is_some() {
            return None;
        }
        let (end, of) = self.owner(at + 1);
        let (title, of) = (self.title(end)?, of.filter(|_| end > at + 1 && self.words[end - 1].kind == Kind::Word)?);
        let words = format!("{} {}", self.words[at].text, title.words);
        (title.kind != TitleKind::Occupation).then_some((SeenTitle { words, ..title }, Whose::Named(of)))
    }

    /// Skips whose an office is by office: `president's` of `the Norlandic president's chief of staff`.
    fn through_title(&self, at: usize) -> Option<usize> {
        let served = self.title(at)?.end;
        let is_possessive = self.word(served).is_some_and(|word| word.kind == Kind::Possessive);
        (is_possessive && self.title(served + 1).is_some()).then_some(served + 1)
    }

    /// Reads whom somebody serves by his office: `to the Norlandic president`.
    pub(crate) fn served(&self, end: usize) -> Option<(usize, Whose)> {
        if !self.is(end, &["to", "for"]) {
            return None;
        }
        let at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let (title_at, whose) = self.possessor(at);
        let title = self.title(title_at).filter(|_| matches!(whose, Whose::Named(_)))?;
        (!self.is(title.end, &["of"]) && self.person_name(title.end).is_none()).then_some((title.end, whose))
    }

    /// Takes the town itself as what a mayor is of: `Norville` and not the state whose capital it is.
    pub(crate) fn town(&self, at: usize, title: &SeenTitle, whose: Whose) -> Whose {
        let seat = || self.lookup(at).filter(|(_, known)| known.sort == Some(KnownSort::Seat));
        match (title.kind == TitleKind::Town).then(seat).flatten() {
            Some((end, _)) => Whose::Named(phrase(&self.words[at..end])),
            None => whose,
        }
    }

    fn pronoun_before_title(&self, at: usize) -> Option<(usize, Whose)> {
        let whose = match &*self.word(at)?.lower() {
            "its" => Whose::Of(Pronoun::It),
            "their" => Whose::Of(Pronoun::They),
            "our" => Whose::Of(Pronoun::We),
            "my" => Whose::Of(Pronoun::I),
            "his" => Whose::Of(Pronoun::He),
            "her" => Whose::Of(Pronoun::She),
            "whose" => Whose::Relative,
            _ => return None,
        };
        // `its Norlandic counterpart`.
        let (end, of) = self.owner(at + 1);
        match of.filter(|_| self.title(end).is_some()) {
            Some(of) => Some((end, Whose::Named(of))),
            None => self.title(at + 1).map(|_| (at + 1, whose)),
        }
    }

    /// Reads `French`, `Norland's`, `NATO`, `European Commission` before a title: whom the office belongs to.
    pub(crate) fn owner(&self, at: usize) -> (usize, Option<String>) {
        let Some((end, known)) = self.lookup(at) else { return self.unknown_owner(at) };
        let is_possessive = self.word(end).is_some_and(|word| word.kind == Kind::Possessive);
        let end = if is_possessive { end + 1 } else { end };
        (end, Some(known.name))
    }

    /// Reads an adjective that no table knows before a title or an actor: `the Norlandic premier`.
    fn unknown_owner(&self, at: usize) -> (usize, Option<String>) {
        if self.title(at).is_some() {
            return (at, None);
        }
        // `Lowmark's governor`.
        if let Some(end) =
            self.capital_run(at).filter(|end| self.word(*end).is_some_and(|word| word.kind == Kind::Possessive))
        {
            let is_before_title = self.title(end + 1).is_some();
            return if is_before_title { (end + 1, Some(phrase(&self.words[at..end]))) } else { (at, None) };
        }
        let is_adjective = |word: &&Word<'_>| word.is_capitalised() && LEXICON.is_demonym(&word.lower());
        let Some(word) = self.word(at).filter(is_adjective) else { return (at, None) };
        let is_before_title = self.title(at + 1).is_some();
        let is_before_actor = self.word(at + 1).is_some_and(|next| LEXICON.is_actor_noun(next.text));
        if is_before_title || is_before_actor { (at + 1, Some(word.text.to_owned())) } else { (at, None) }
    }

    /// Reads a name that stands before a title as it is: `Northern Line chief executive`, `District 12 president`.
    fn bare_owner(&self, at: usize) -> Option<(usize, Whose)> {
        const OWNER_WORDS_MAX: usize = 4;
        let is_name =
            |word: &Word<'_>| word.is_capitalised() && word.tag != "VBG" && !LEXICON.is_function_word(&word.lower());
        self.word(at).filter(|word| is_name(word) && self.title(at).is_none())?;
        let rest = self.words[at..].iter().take(OWNER_WORDS_MAX);
        let run = rest.take_while(|word| is_name(word) || word.kind == Kind::Number).count();
        let ends = (1..=run).map(|len| at + len);
        // `Council President Korn`, but a full name behind what is not known to be a body.
        let is_body = |end: usize| LEXICON.is_organisation_head(self.words[end - 1].text);
        // `the COP9 president, Ada Korn`.
        let is_apposed = |at: usize, end: usize| {
            self.words[end - 1].is_acronym() && self.is(at, &[","]) && self.is_full_name(at + 1)
        };
        // `the Commission President`, who is named elsewhere.
        let is_definite = at > 0 && self.is(at - 1, &["the"]);
        let is_alone = |title_at: usize, end: usize| {
            let is_title = is_definite && run > 1 && self.word(end).is_some_and(Word::is_capitalised);
            is_title && is_body(end) && !self.word(title_at).is_some_and(|next| next.is_capitalised() || next.is("of"))
        };
        let is_named = |at: usize, end: usize| {
            is_alone(at, end)
                || self.is_full_name(at)
                || is_apposed(at, end)
                || is_body(end) && self.person_name(at).is_some()
        };
        let mut ends = ends.filter(|end| {
            let is_office = |title: &SeenTitle| title.kind != TitleKind::Occupation;
            self.title(*end).filter(is_office).is_some_and(|title| is_named(title.end, *end))
        });
        let end = ends.next()?;
        Some((end, Whose::Named(phrase(&self.words[at..end]))))
    }

    pub(crate) fn is_full_name(&self, at: usize) -> bool {
        self.person_name(at).is_some_and(|(end, _)| end - at >= 2)
    }

    /// Reads a common noun that owns a title: `the summit's president`.
    fn noun_owner(&self, at: usize) -> Option<(usize, Whose)> {
        const NOUN_WORDS_MAX: usize = 4;
        let is_part = |word: &&Word<'_>| matches!(word.tag, "NN" | "NNS" | "JJ") && !word.is_capitalised();
        let len = self.words[at..].iter().take(NOUN_WORDS_MAX).take_while(is_part).count();
        let end = at + len;
        let is_owner = len > 0 && self.word(end).is_some_and(|word| word.kind == Kind::Possessive);
        let is_before_title = is_owner && self.title(end + 1).is_some();
        is_before_title.then(|| (end + 1, Whose::Noun(phrase(&self.words[at..end]))))
    }

    /// Reads `of Norland`, `of the European Commission`, `of the board` after a title.
    pub(crate) fn owner_behind(&self, end: usize) -> Option<(usize, Whose)> {
        if !self.is(end, &["of", "for", "at", "from", "to"]) {
            return None;
        }
        let at =
            if self.is(end + 1, &["the", "their", "its", "our", "this", "his", "her"]) { end + 2 } else { end + 1 };
        let named = self.named_owner(at);
        match &*self.words[end].lower() {
            // `ambassador to the United Nations` is nobody's of the United Nations.
            "to" => named.map(|(after, _)| (after, Whose::Unsaid)),
            "of" => named.or_else(|| self.owning_noun(at)),
            _ => named.filter(|_| self.word(at).is_some_and(Word::is_capitalised)),
        }
    }

    /// Reads the name of a state or body: `Haiti's Transitional Council`, `the German Bundesbank`, `the Northern League`.
    fn named_owner(&self, at: usize) -> Option<(usize, Whose)> {
        // `the Africa Department` is no part of Africa.
        let known = self.lookup(at).filter(|(end, _)| {
            let run = self.capital_run(at).filter(|run| run > end);
            !run.is_some_and(|run| {
                LEXICON.is_organisation_head(self.words[run - 1].text) && self.words[*end].kind == Kind::Word
            })
        });
        let known_end = known.as_ref().map_or(at, |(end, _)| *end);
        let is_possessive = self.word(known_end).is_some_and(|word| word.kind == Kind::Possessive);
        let inner_at = if is_possessive && known_end > at { known_end + 1 } else { known_end };
        let is_adjective = known.as_ref().is_some_and(|(_, known)| known.sort == Some(KnownSort::Adjective));
        let inner = (is_possessive || is_adjective).then(|| self.body(inner_at)).flatten();
        if let Some((end, name)) = inner {
            return Some((end, Whose::Named(name)));
        }
        if known.is_none()
            && let Some(end) = self
                .capital_run(at)
                .filter(|end| self.words.get(*end).is_some_and(|word| word.kind == Kind::Possessive))
        {
            return Some(self.owned_noun(phrase(&self.words[at..end]), end + 1));
        }
        // `Norland's delegation` is Norland's, and `the Norlandic parliament` a body of its own.
        let state = known.as_ref().map(|(_, known)| known.name.clone()).or_else(|| self.unknown_adjective(at));
        let after = if known.is_some() { inner_at } else { at + 1 };
        if let Some(state) = state.filter(|_| is_possessive || is_adjective || known.is_none()) {
            let head = self.noun_from(after);
            let noun = self.word(head).filter(|word| matches!(word.tag, "NN" | "NNS") && !word.is_capitalised());
            if let Some(noun) = noun {
                let is_state = LEXICON.is(Class::StateSide, noun.lemma);
                let whose = if is_state { Whose::Named(state) } else { Whose::Noun(phrase(&self.words[at..=head])) };
                return Some((head + 1, whose));
            }
        }
        let is_owner = |known: &crate::names::Bearer| known.kind != EntityKind::Instrument;
        if let Some((end, known)) = known.filter(|(_, known)| is_owner(known)) {
            return Some((end, Whose::Named(known.name)));
        }
        self.body(at).map(|(end, name)| (end, Whose::Named(name)))
    }

    /// Reads what stands behind a state's name: `delegation`, `central bank`.
    fn owned_noun(&self, state: String, at: usize) -> (usize, Whose) {
        let head = self.noun_from(at);
        match self.word(head).filter(|word| matches!(word.tag, "NN" | "NNS") && !word.is_capitalised()) {
            Some(_) => (head + 1, Whose::Named(state)),
            None => (at, Whose::Named(state)),
        }
    }

    fn unknown_adjective(&self, at: usize) -> Option<String> {
        let word = self.word(at).filter(|word| word.is_capitalised() && LEXICON.is_demonym(&word.lower()))?;
        self.word(at + 1).filter(|next| !next.is_capitalised()).map(|_| word.text.to_owned())
    }

    /// Reads a run of capitals with what it is of: `Competition Authority of Aldermark`.
    fn body(&self, at: usize) -> Option<(usize, String)> {
        let mut end = self.capital_run(at)?;
        if let Some((after, known)) = self.lookup(at).filter(|(after, _)| *after >= end) {
            return Some((after, known.name));
        }
        let of_at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let is_body = LEXICON.is_organisation_head(self.words[end - 1].text);
        if is_body && self.is(end, &["of"]) {
            let known = self.lookup(of_at).map(|(after, _)| after);
            end = self.after_owner(known.or_else(|| self.capital_run(of_at)).unwrap_or(end));
        }
        Some((end, phrase(&self.words[at..end])))
    }

    /// Skips whose a body is behind what it is for: `of Norland` after `Ministry of Finance`.
    pub(crate) fn after_owner(&self, end: usize) -> usize {
        let is_portfolio = LEXICON.is_title_modifier(&self.words[end - 1].lower())
            || LEXICON.group_head(&self.words[end - 1].lower()).is_some();
        let owner = || self.lookup(end + 1).map(|(after, _)| after).or_else(|| self.capital_run(end + 1));
        if is_portfolio && self.is(end, &["of"]) { owner().unwrap_or(end) } else { end }
    }

    /// Reads a common noun for a body: `the board`, `our central bank`.
    fn owning_noun(&self, at: usize) -> Option<(usize, Whose)> {
        let head = self.noun_from(at);
        let word = self.word(head).filter(|word| matches!(word.tag, "NN" | "NNS"))?;
        let is_bare = !matches!(word.ent, "DATE" | "TIME") && LEXICON.title(&word.lower()).is_none();
        is_bare.then(|| (head + 1, Whose::Noun(phrase(&self.words[at..=head]))))
    }
}
