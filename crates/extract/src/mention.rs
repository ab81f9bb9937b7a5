//! Where does a sentence name somebody or something? Names, titles with names, described groups, pronouns.
//!
//! This is a walk from left to right that takes the longest name at each word. It knows no grammar.

use casus_claim::EntityKind;
use casus_syntax::TokenKind;
use casus_text::Span;

use crate::lexicon::{Class, Gender, KnownSort, LEXICON, TITLE_WORDS_MAX};
use crate::names::{Bearer, Names};
use crate::word::{Word, phrase};

/// Words that point at somebody.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sighting {
    pub span: Span,
    pub points_at: Target,
}

/// Whom the words point at, before it is settled who that is in the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// A name, as it is known or as it stands.
    Name { name: String, surface: String, kind: EntityKind },
    /// A person with what the words around the name tell.
    Person { name: String, offices: Vec<SeenOffice>, gender: Gender },
    /// `the chancellor`, `the French president`.
    Title { title: String, of: Option<String>, surface: String },
    /// `26 countries`, `European allies`.
    Group { name: String, head: String },
    /// `we Europeans`: whom the speaker speaks for.
    Ourselves { name: String, kind: EntityKind },
    /// `the government`, `the Group`.
    Noun { noun: String, of: Option<String>, surface: String },
    /// `he`, `its`.
    Pronoun(Pronoun),
}

/// An office as the words give it; `of` may still be a pronoun's to settle.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeenOffice {
    pub title: Option<String>,
    pub of: Option<String>,
}

/// A personal or possessive pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He,
    She,
    It,
    They,
    We,
    I,
}

/// Returns the sightings in a sentence, in order; `is_name` tells whether a capitalised word at the head of the sentence
/// is a name.
pub(crate) fn sightings(words: &[Word<'_>], names: &Names, is_name: &dyn Fn(&str) -> bool) -> Vec<Sighting> {
    let walk = Walk { words, names, is_name };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match walk.at(at) {
            Some((end, points_at)) => {
                found.push(Sighting { span: words[at].span.cover(words[end - 1].span), points_at });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

struct Walk<'a> {
    words: &'a [Word<'a>],
    names: &'a Names,
    is_name: &'a dyn Fn(&str) -> bool,
}

/// A target with the index after its last word.
type Found = Option<(usize, Target)>;

impl Walk<'_> {
    fn at(&self, at: usize) -> Found {
        self.pronoun(at)
            .or_else(|| self.titled(at))
            .or_else(|| self.group(at))
            .or_else(|| self.noun(at))
            .or_else(|| self.known(at))
            .or_else(|| self.capitals(at))
    }

    fn word(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at)
    }

    fn is(&self, at: usize, texts: &[&str]) -> bool {
        self.word(at).is_some_and(|word| word.is_any(texts))
    }

    fn pronoun(&self, at: usize) -> Found {
        let is_we = self.is(at, &["we", "us"]) && self.words[at].text != "US";
        if let Some(found) = self.ourselves(at).filter(|_| is_we) {
            return Some(found);
        }
        let pronoun = match self.words[at].lower().as_str() {
            "he" | "him" | "his" => Pronoun::He,
            "she" | "her" | "hers" => Pronoun::She,
            "it" | "its" => Pronoun::It,
            "they" | "them" | "their" => Pronoun::They,
            "we" | "us" | "our" if self.words[at].text != "US" => Pronoun::We,
            "i" | "my" | "me" if self.words[at].text != "i" => Pronoun::I,
            _ => return None,
        };
        // `its prime minister, Ada Korn,` is a person first.
        if let Some((end, mut target)) = self.titled(at + 1) {
            match &mut target {
                Target::Person { offices, .. } => offices.iter_mut().for_each(|office| {
                    office.of.get_or_insert_with(|| OF_PRONOUN.to_owned());
                }),
                Target::Title { of, .. } => {
                    of.get_or_insert_with(|| OF_PRONOUN.to_owned());
                }
                _ => {}
            }
            return Some((end, target));
        }
        Some((at + 1, Target::Pronoun(pronoun)))
    }

    /// Reads whom the speaker speaks for: `we Europeans`, `we, the leaders of the Northern League,`.
    fn ourselves(&self, at: usize) -> Found {
        const REACH_WORDS: usize = 8;
        if let Some(word) = self.word(at + 1).filter(|word| word.is_capitalised() && word.text.ends_with('s')) {
            return Some((at + 2, Target::Ourselves { name: word.text.to_owned(), kind: EntityKind::Group }));
        }
        if !(self.is(at + 1, &[","]) && self.is(at + 2, &["the"])) {
            return None;
        }
        let body = |at: usize| self.lookup(at).filter(|(_, known)| known.kind == EntityKind::Organisation);
        let (end, known) = (at + 3..at + 3 + REACH_WORDS).find_map(body)?;
        Some((end, Target::Ourselves { name: known.name, kind: known.kind }))
    }

    /// Returns the longest known name at a word.
    fn lookup(&self, at: usize) -> Option<(usize, Bearer)> {
        let word = self.word(at)?;
        let longest = self.names.words_max(word.text.split('-').next().unwrap_or(word.text));
        let lengths = (1..=longest.min(self.words.len() - at)).rev();
        let mut names = lengths.map(|len| (at + len, phrase(&self.words[at..at + len])));
        names.find_map(|(end, name)| self.names.bearer(&name).map(|known| (end, known)))
    }

    /// A title with or without a name: `French President Ada Korn`, `Ada Korn, the chancellor`, `the chancellor`.
    fn titled(&self, at: usize) -> Found {
        let start = if self.is(at, &["the", "a", "an"]) { at + 1 } else { at };
        let (after_of, of) = self.owner(start);
        if let Some((end, title, gender)) = self.title(after_of) {
            return self.after_title(at, end, Seen { title: Some(title), of, gender });
        }
        // `Norland's Ada Korn`, `German Ada Korn`.
        if let (Some(of), true) = (of, after_of > start) {
            let (end, name) = self.person_name(after_of)?;
            let is_owner_alone = self.lookup(after_of).is_some();
            if !is_owner_alone && end - after_of >= 2 {
                let office = SeenOffice { title: None, of: Some(of) };
                return Some(self.with_apposition(end, name, vec![office], Gender::Unknown));
            }
            return None;
        }
        let gender = self.word(start).and_then(|word| LEXICON.honorific(word.text));
        if let Some(gender) = gender {
            let next = if self.is(start + 1, &["."]) { start + 2 } else { start + 1 };
            let (end, name) = self.person_name(next)?;
            return Some(self.with_apposition(end, name, Vec::new(), gender));
        }
        None
    }

    /// Reads `French`, `Norland's`, `NATO`, `European Commission` before a title: whom the office belongs to.
    fn owner(&self, at: usize) -> (usize, Option<String>) {
        let Some((end, known)) = self.lookup(at) else { return self.unknown_owner(at) };
        let is_possessive = self.word(end).is_some_and(|word| word.kind == TokenKind::Possessive);
        let end = if is_possessive { end + 1 } else { end };
        (end, Some(known.name))
    }

    /// Reads an adjective that no table knows before a title or an actor: `the Norlandic premier`.
    fn unknown_owner(&self, at: usize) -> (usize, Option<String>) {
        // `Lowmark's governor`.
        if let Some(end) =
            self.capital_run(at).filter(|end| self.word(*end).is_some_and(|word| word.kind == TokenKind::Possessive))
        {
            let is_before_title = self.title(end + 1).is_some();
            return if is_before_title { (end + 1, Some(phrase(&self.words[at..end]))) } else { (at, None) };
        }
        let is_adjective = |word: &&Word<'_>| word.is_capitalised() && LEXICON.is_demonym(&word.lower());
        let Some(word) = self.word(at).filter(is_adjective) else { return (at, None) };
        let is_before_title = self.title(at + 1).is_some_and(|(end, _, _)| end == at + 2 || self.is_before_name(end));
        let is_before_actor = self.word(at + 1).is_some_and(|next| LEXICON.is_actor_noun(next.text));
        if is_before_title || is_before_actor { (at + 1, Some(word.text.to_owned())) } else { (at, None) }
    }

    /// Reads the longest title at a word, with capitalised words before its head: `Energy Security Secretary`.
    fn title(&self, at: usize) -> Option<(usize, String, Gender)> {
        let is_part = |i: &usize| {
            let word = &self.words[*i];
            word.is_capitalised() && !LEXICON.is_function_word(&word.lower()) && self.names.bearer(word.text).is_none()
        };
        let capitals = (at..self.words.len()).take(3).take_while(is_part).count();
        for skip in 0..=capitals {
            let head = at + skip;
            for len in (1..=TITLE_WORDS_MAX.min(self.words.len().saturating_sub(head))).rev() {
                let words = &self.words[head..head + len];
                let Some(gender) = LEXICON.title(&phrase(words).to_lowercase()) else { continue };
                if skip > 0 && !self.words[head + len - 1].is_capitalised() && !self.is_before_name(head + len) {
                    continue;
                }
                return Some((head + len, phrase(&self.words[at..head + len]), gender));
            }
        }
        None
    }

    fn is_before_name(&self, at: usize) -> bool {
        self.person_name(at).is_some_and(|(end, _)| end - at >= 2)
    }

    fn after_title(&self, start: usize, end: usize, seen: Seen) -> Found {
        let (end, seen) = self.of_clause(end, seen);
        let mut name_at = end;
        if self.is(name_at, &[","]) {
            name_at += 1;
        }
        let mut gender = seen.gender;
        if let Some(shown) = self.word(name_at).and_then(|word| LEXICON.honorific(word.text)) {
            gender = shown;
            name_at += if self.is(name_at + 1, &["."]) { 2 } else { 1 };
        }
        let is_apposed = name_at > end;
        let named = self.person_name(name_at).filter(|(after, _)| {
            !is_apposed || *after - name_at >= 2 && self.may_be_person(name_at) || gender != seen.gender
        });
        let named = named.filter(|_| self.may_be_person(name_at));
        if let Some((after, name)) = named {
            let office = SeenOffice { title: seen.title, of: seen.of };
            return Some(self.with_apposition(after, name, vec![office], gender));
        }
        let is_definite = start != end && self.is(start, &["the"]) || seen.of.is_some() || self.is_possessed(start);
        let title = seen.title?;
        is_definite.then(|| {
            let surface = phrase(&self.words[start..end]);
            (end, Target::Title { title, of: seen.of, surface })
        })
    }

    /// Returns whether the words at an index are not known to name somebody other than a person.
    fn may_be_person(&self, at: usize) -> bool {
        self.lookup(at)
            .is_none_or(|(end, known)| known.kind == EntityKind::Person || known.sort.is_some() && end > at + 1)
    }

    fn is_possessed(&self, at: usize) -> bool {
        at > 0 && (self.words[at - 1].kind == TokenKind::Possessive || self.is(at - 1, &["his", "her", "its", "their"]))
    }

    /// Reads `of Norland`, `of the European Commission` after a title.
    fn of_clause(&self, end: usize, seen: Seen) -> (usize, Seen) {
        if seen.of.is_some() || !self.is(end, &["of", "for"]) {
            return (end, seen);
        }
        let at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let found = self.lookup(at).map(|(after, known)| (after, known.name));
        let found = found.or_else(|| self.capital_run(at).map(|after| (after, phrase(&self.words[at..after]))));
        match found {
            Some((after, name)) => (after, Seen { of: Some(name), ..seen }),
            None => (end, seen),
        }
    }

    /// Reads `, the Norlandic foreign minister,` or `, head of the Union` after a name.
    fn with_apposition(
        &self,
        end: usize,
        name: String,
        mut offices: Vec<SeenOffice>,
        gender: Gender,
    ) -> (usize, Target) {
        let mut gender = gender;
        let mut after = end;
        if self.is(end, &[","]) {
            let start = if self.is(end + 1, &["the", "a"]) { end + 2 } else { end + 1 };
            let (title_at, of) = self.owner(start);
            if let Some((title_end, title, shown)) = self.title(title_at) {
                let (close, seen) = self.of_clause(title_end, Seen { title: Some(title), of, gender: shown });
                if close == self.words.len() || self.is(close, &[",", ".", ";", ")", "and", "said"]) {
                    offices.push(SeenOffice { title: seen.title, of: seen.of });
                    gender = if gender == Gender::Unknown { shown } else { gender };
                    after = close;
                }
            }
        }
        (after, Target::Person { name, offices, gender })
    }

    /// Reads a run of capitalised words that may be a person's name.
    fn person_name(&self, at: usize) -> Option<(usize, String)> {
        let end = self.capital_run(at)?;
        let words = &self.words[at..end];
        let is_body = words.iter().any(|word| LEXICON.is_organisation_head(word.text));
        let is_first_function = LEXICON.is_function_word(&words[0].lower()) && words.len() == 1;
        let is_name = !is_body && !is_first_function && words[0].text.chars().count() > 1 || words.len() > 1;
        let known = self.lookup(at).filter(|(after, known)| *after == end && known.kind == EntityKind::Person);
        is_name.then(|| (end, known.map_or_else(|| phrase(words), |(_, known)| known.name)))
    }

    /// Returns the end of a run of capitalised words, particles (`van der`) and initials among them.
    fn capital_run(&self, at: usize) -> Option<usize> {
        let first = self.word(at).filter(|word| word.is_capitalised())?;
        if LEXICON.is_function_word(&first.lower()) && !first.is_acronym() && !LEXICON.is(Class::Particle, first.text) {
            return None;
        }
        let mut end = at + 1;
        while let Some(word) = self.word(end) {
            let is_initial_stop = word.text == "." && self.words[end - 1].text.chars().count() == 1;
            let is_particle = LEXICON.is(Class::Particle, word.text)
                && (end + 1..end + 3).any(|i| self.word(i).is_some_and(Word::is_capitalised))
                && end - at < 3;
            let is_part = word.is_capitalised() && !LEXICON.is_function_word(&word.lower());
            if !(is_part || is_particle || is_initial_stop && self.word(end + 1).is_some_and(Word::is_capitalised)) {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    /// A described group: `26 mostly Nordic countries`, `members of the League`.
    fn group(&self, at: usize) -> Found {
        let mut head = if self.is(at, &["the", "these", "those", "its", "their", "our", "all"]) { at + 1 } else { at };
        let first = head;
        while self.word(head).is_some_and(|word| self.is_modifier(head, word)) && head - first < 6 {
            head = self.lookup(head).map_or(head + 1, |(end, _)| end);
        }
        let word = self.word(head)?;
        LEXICON.group_head(&word.lower())?;
        // `union members`: the last noun of the run is the head.
        let head = if self.word(head + 1).is_some_and(|next| LEXICON.group_head(next.text).is_some()) {
            head + 1
        } else {
            head
        };
        let end = head + 1;
        // A bare plural at the head of nothing (`talks with officials`) is an actor all the same.
        let name = phrase(&self.words[first..end]);
        if self.is(end, &["of"]) {
            let owner_at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
            let owner_at = if self.is(owner_at, &["“", "\"", "‘"]) { owner_at + 1 } else { owner_at };
            let is_member = self.words[head].is_any(&["members"]);
            if let Some((after, known)) = self.lookup(owner_at).filter(|_| is_member) {
                let kind = known.kind;
                let surface = phrase(&self.words[owner_at..after]);
                return Some((after, Target::Name { name: known.name, surface, kind }));
            }
        }
        Some((end, Target::Group { name, head: self.words[head].lower() }))
    }

    fn is_modifier(&self, at: usize, word: &Word<'_>) -> bool {
        word.kind == TokenKind::Number
            || LEXICON.is_group_modifier(word.text)
            || LEXICON.is_group_modifier(&word.lower())
            || self.is_compound_number(at)
            || self.lookup(at).is_some_and(|(end, known)| {
                let is_head_next = self.word(end).is_some_and(|next| {
                    LEXICON.group_head(&next.lower()).is_some() || LEXICON.is_group_modifier(&next.lower())
                });
                is_head_next && (known.sort == Some(KnownSort::Adjective) || known.kind == EntityKind::Organisation)
            })
    }

    /// Returns whether a word or hyphen is part of `twenty-six`.
    fn is_compound_number(&self, at: usize) -> bool {
        let is_number = |word: &Word<'_>| LEXICON.is_group_modifier(&word.lower());
        self.words[at].text == "-"
            && at > 0
            && is_number(&self.words[at - 1])
            && self.word(at + 1).is_some_and(is_number)
    }

    /// An actor by a common noun: `the government`, `the Norlandic parliament`, `the Group`.
    fn noun(&self, at: usize) -> Found {
        let is_definite = self.is(at, &["the", "its", "their", "his", "her", "our"]);
        let start = if is_definite { at + 1 } else { at };
        let (head, of) = self.owner(start);
        if !is_definite && of.is_none() {
            return None;
        }
        let modifier = self.word(head).is_some_and(|word| LEXICON.is_group_modifier(&word.lower()));
        let head = if modifier && of.is_none() { head + 1 } else { head };
        let word = self.word(head)?;
        if !LEXICON.is_actor_noun(&word.lower())
            || self.word(head + 1).is_some_and(Word::is_capitalised) && word.is_capitalised()
        {
            return None;
        }
        let seen = Seen { title: None, of, gender: Gender::Unknown };
        let (end, seen) = self.of_clause(head + 1, seen);
        let surface = phrase(&self.words[start..end]);
        Some((end, Target::Noun { noun: self.words[head].lower(), of: seen.of, surface }))
    }

    /// A name that the tables know.
    fn known(&self, at: usize) -> Found {
        let (end, known) = self.lookup(at)?;
        if known.sort == Some(KnownSort::Adjective) {
            return None;
        }
        let surface = phrase(&self.words[at..end]);
        let is_place = known.sort == Some(KnownSort::Seat) && self.is_located(at);
        let (name, kind) = if is_place { (surface.clone(), EntityKind::Place) } else { (known.name, known.kind) };
        Some((end, Target::Name { name, surface, kind }))
    }

    fn is_located(&self, at: usize) -> bool {
        at > 0 && LEXICON.is(Class::Located, &self.words[at - 1].lower())
    }

    /// A run of capitals that no table knows.
    fn capitals(&self, at: usize) -> Found {
        let mut end = self.capital_run(at)?;
        let first = &self.words[at];
        // `European` and `Norlandic` are no names by themselves.
        let is_adjective = self.lookup(at).is_some_and(|(_, known)| known.sort == Some(KnownSort::Adjective));
        if end == at + 1 && (is_adjective || LEXICON.is_group_modifier(first.text)) {
            return None;
        }
        let begins_sentence =
            !self.words[..at].iter().any(|word| matches!(word.kind, TokenKind::Word | TokenKind::Number));
        let is_sure = first.is_acronym() || (self.is_name)(first.text) || self.acts_like_a_name(at);
        if begins_sentence && end == at + 1 && !is_sure {
            return None;
        }
        let of_at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let is_body = LEXICON.is_organisation_head(self.words[end - 1].text);
        if is_body && self.is(end, &["of", "for", "on"]) {
            let known = self.lookup(of_at).map(|(after, _)| after);
            end = known.or_else(|| self.capital_run(of_at)).unwrap_or(end);
        }
        let name = phrase(&self.words[at..end]);
        Some(match self.unknown(at, end, name) {
            Target::Person { name, offices, gender } => self.with_apposition(end, name, offices, gender),
            other => (end, other),
        })
    }

    /// Returns whether the capitalised word at the head of a sentence stands where a name would: before a finite verb, a
    /// possessive mark or `and` with another name.
    fn acts_like_a_name(&self, at: usize) -> bool {
        if LEXICON.ends_commonly(&self.words[at].lower()) {
            return self.word(at + 1).is_some_and(|next| next.kind == TokenKind::Possessive);
        }
        let is_verb = |next: &Word<'_>| {
            let lower = next.lower();
            LEXICON.is_finite(&lower)
                || LEXICON.is(Class::TwoFaced, &lower)
                || lower.ends_with("ed")
                || next.text == ","
        };
        self.word(at + 1).is_some_and(|next| {
            let joins_name = next.is("and") && self.word(at + 2).is_some_and(Word::is_capitalised);
            next.kind == TokenKind::Possessive || joins_name || is_verb(next)
        })
    }

    /// Guesses what a run of capitals is from its words and from the word before it.
    fn unknown(&self, at: usize, end: usize, name: String) -> Target {
        let words = &self.words[at..end];
        let has = |test: &dyn Fn(&str) -> bool| words.iter().any(|word| test(word.text));
        let kind = if has(&|word| LEXICON.is_instrument_head(word)) {
            EntityKind::Instrument
        } else if has(&|word| LEXICON.is_organisation_head(word)) || words.iter().any(Word::is_acronym) {
            EntityKind::Organisation
        } else if self.is_located(at) {
            EntityKind::Place
        } else if words.len() >= 2 && !(at > 0 && self.words[at - 1].is("the")) {
            return Target::Person { name, offices: Vec::new(), gender: Gender::Unknown };
        } else {
            EntityKind::Organisation
        };
        let surface = name.clone();
        Target::Name { name, surface, kind }
    }
}

/// A title on the way to an office.
struct Seen {
    title: Option<String>,
    of: Option<String>,
    gender: Gender,
}

/// Stands in an office's `of` for a possessive pronoun before the title.
pub(crate) const OF_PRONOUN: &str = "its";
