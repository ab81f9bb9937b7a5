//! Which office does somebody hold? Titles before and after names, and titles that stand for their holder.

use casus_claim::EntityKind;

use crate::lexicon::{Gender, LEXICON};
use crate::mention::{Found, SeenOffice, Target, Walk};
use crate::word::{Kind, Word, phrase};

/// A title on the way to an office.
pub(crate) struct Seen {
    pub title: Option<String>,
    pub of: Option<String>,
    pub gender: Gender,
}

impl Walk<'_> {
    /// A title with or without a name: `French President Ada Korn`, `Ada Korn, the chancellor`, `the chancellor`.
    pub(crate) fn titled(&self, at: usize) -> Found {
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
    pub(crate) fn owner(&self, at: usize) -> (usize, Option<String>) {
        let Some((end, known)) = self.lookup(at) else { return self.unknown_owner(at) };
        let is_possessive = self.word(end).is_some_and(|word| word.kind == Kind::Possessive);
        let end = if is_possessive { end + 1 } else { end };
        (end, Some(known.name))
    }

    /// Reads an adjective that no table knows before a title or an actor: `the Norlandic premier`.
    fn unknown_owner(&self, at: usize) -> (usize, Option<String>) {
        // `Lowmark's governor`.
        if let Some(end) =
            self.capital_run(at).filter(|end| self.word(*end).is_some_and(|word| word.kind == Kind::Possessive))
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
            let Some(first) = self.words.get(head) else { break };
            let first = first.lower();
            let longest = LEXICON.title_words_max(first.split('-').next().unwrap_or(&first));
            for len in (1..=longest.min(self.words.len() - head)).rev() {
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
            let holder = seen.of.as_deref().and_then(|of| self.names.holder(&title, of));
            if let Some(name) = holder {
                return (end, Target::Name { name: name.to_owned(), surface, kind: EntityKind::Person });
            }
            (end, Target::Title { title, of: seen.of, surface })
        })
    }

    /// Returns whether the words at an index are not known to name somebody other than a person.
    fn may_be_person(&self, at: usize) -> bool {
        self.lookup(at)
            .is_none_or(|(end, known)| known.kind == EntityKind::Person || known.sort.is_some() && end > at + 1)
    }

    fn is_possessed(&self, at: usize) -> bool {
        at > 0 && (self.words[at - 1].kind == Kind::Possessive || self.is(at - 1, &["his", "her", "its", "their"]))
    }

    /// Reads `of Norland`, `of the European Commission` after a title.
    pub(crate) fn of_clause(&self, end: usize, seen: Seen) -> (usize, Seen) {
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
    pub(crate) fn with_apposition(
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
}
