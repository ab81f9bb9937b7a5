//! Where does a sentence name somebody or something? Names, titles with names, described groups, pronouns.
//!
//! This is a walk from left to right that takes the longest name at each word. It knows no grammar.

use casus_claim::EntityKind;
use casus_text::Span;

use crate::lexicon::{Class, Gender, KnownSort, LEXICON, TitleKind};
use crate::names::{Bearer, Names};
use crate::owner::Whose;
use crate::word::{Kind, Word, capitalised, phrase};

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
    /// `its government`, `her organisation`.
    Belonging(Pronoun),
    /// `he`, `its`.
    Pronoun(Pronoun),
}

/// An office as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeenOffice {
    pub title: Option<String>,
    /// The state or body, as soon as it is settled.
    pub of: Option<String>,
    /// What the words tell of it.
    pub whose: Whose,
    pub kind: TitleKind,
    /// The state or body that alone has such an office.
    pub usual: Option<&'static str>,
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
    let walk = Walk::of(words, names, is_name);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(holders) = walk.holders(at) {
            for holder in holders {
                at = holder.end;
                let span = words[holder.start].span.cover(words[at - 1].span);
                found.push(Sighting { span, points_at: holder.target() });
            }
            continue;
        }
        match walk.at(at) {
            Some((end, points_at)) => {
                let span = words[at].span.cover(words[end - 1].span);
                found.push(Sighting { span, points_at });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

pub(crate) struct Walk<'a> {
    pub words: &'a [Word<'a>],
    pub names: &'a Names,
    is_name: &'a dyn Fn(&str) -> bool,
    /// How many words the longest known name has that begins with each word.
    name_words: Vec<usize>,
    /// Where the next word stands that a title begins with or ends in, at each word or behind it.
    titles: Vec<usize>,
}

/// A target with the index after its last word.
pub(crate) type Found = Option<(usize, Target)>;

impl<'a> Walk<'a> {
    /// Looks each word up once, as most begin neither a name nor a title.
    fn of(words: &'a [Word<'a>], names: &'a Names, is_name: &'a dyn Fn(&str) -> bool) -> Self {
        let first = |text: &'a str| text.split('-').next().unwrap_or(text);
        let name_words = words.iter().map(|word| names.words_max(first(word.text))).collect();
        let mut titles = vec![words.len(); words.len() + 1];
        for at in (0..words.len()).rev() {
            let lower = words[at].lower();
            let is_title = LEXICON.title_words_max(lower.split('-').next().unwrap_or(&lower)) > 0;
            titles[at] = if is_title { at } else { titles[at + 1] };
        }
        Self { words, names, is_name, name_words, titles }
    }

    /// Returns whether a title may begin at a word or soon behind it.
    pub(crate) fn is_title_near(&self, at: usize) -> bool {
        const REACH_WORDS: usize = 12;
        self.titles.get(at).is_some_and(|next| *next < self.words.len() && *next <= at + REACH_WORDS)
    }
}

impl Walk<'_> {
    fn at(&self, at: usize) -> Found {
        self.pronoun(at)
            .or_else(|| self.titled(at))
            .or_else(|| self.members(at))
            .or_else(|| self.realm(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.group(at))
            .or_else(|| self.unnamed(at))
            .or_else(|| self.noun(at))
            .or_else(|| self.agent(at))
            .or_else(|| self.known(at))
            .or_else(|| self.capitals(at))
    }

    pub(crate) fn word(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at)
    }

    pub(crate) fn is(&self, at: usize, texts: &[&str]) -> bool {
        self.word(at).is_some_and(|word| word.is_any(texts))
    }

    fn pronoun(&self, at: usize) -> Found {
        // `Her Excellency Ada Korn`; `He` may be a Chinese name.
        let is_address = self.words[at].dep == "poss" && self.after_honorifics(at).0 > at;
        if is_address || self.words[at].tag == "NNP" && self.words[at].ent == "PERSON" {
            return None;
        }
        let is_we = self.is(at, &["we", "us"]) && self.words[at].text != "US";
        if let Some(found) = self.ourselves(at).filter(|_| is_we) {
            return Some(found);
        }
        let pronoun = match &*self.words[at].lower() {
            "he" | "him" | "his" => Pronoun::He,
            "she" | "her" | "hers" => Pronoun::She,
            "it" | "its" => Pronoun::It,
            "they" | "them" | "their" => Pronoun::They,
            "we" | "us" | "our" if self.words[at].text != "US" => Pronoun::We,
            "i" | "my" | "me" if self.words[at].text != "i" => Pronoun::I,
            _ => return None,
        };
        // `its prime minister, Ada Korn,` is a person first.
        if let Some((end, mut target)) = self.titled(at).filter(|_| self.words[at].dep == "poss") {
            if let Target::Title { of, .. } = &mut target {
                of.get_or_insert_with(|| OF_PRONOUN.to_owned());
            }
            return Some((end, target));
        }
        // `its government`, `her organisation` are whom the pronoun belongs to.
        let owned = self.noun_from(at + 1);
        let is_owner = self.word(owned).is_some_and(|word| LEXICON.is(Class::Belonging, word.lemma));
        if is_owner && self.words[at].dep == "poss" {
            return Some((owned + 1, Target::Belonging(pronoun)));
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
        let body = |at: usize| {
            let known = self.lookup(at).filter(|(_, known)| known.kind == EntityKind::Organisation);
            let run = || {
                let end = self.capital_run(at)?;
                LEXICON.is_organisation_head(self.words[end - 1].text).then(|| (end, phrase(&self.words[at..end])))
            };
            known.map(|(end, known)| (end, known.name)).or_else(run)
        };
        let (mut end, mut name) = (at + 3..at + 3 + REACH_WORDS).find_map(body)?;
        // `the Heads of Government of the Northern Pact` speak for the pact.
        let owner = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let is_owned = self.is(end, &["of"]);
        if let Some((after, owner)) = is_owned.then(|| self.run_of_capitals(owner)).flatten() {
            (end, name) = (after, owner);
        }
        Some((end, Target::Ourselves { name, kind: EntityKind::Organisation }))
    }

    fn run_of_capitals(&self, at: usize) -> Option<(usize, String)> {
        let end = self.capital_run(at)?;
        Some((end, phrase(&self.words[at..end])))
    }

    /// Returns the longest known name at a word.
    pub(crate) fn lookup(&self, at: usize) -> Option<(usize, Bearer)> {
        self.word(at)?;
        let longest = self.name_words[at];
        let lengths = (1..=longest.min(self.words.len() - at)).rev();
        let mut names = lengths.map(|len| (at + len, phrase(&self.words[at..at + len])));
        // `the guarantor States` are not `the States`.
        let is_common =
            |end: usize| end == at + 1 && self.words[at].is("States") && !(at > 0 && self.is(at - 1, &["the"]));
        let found = names
            .find_map(|(end, name)| self.names.bearer(&name).filter(|_| !is_common(end)).map(|known| (end, known)));
        found.or_else(|| self.lookup_capitals(at))
    }

    /// Returns the known name that a label in capitals is: `FRANCE:`.
    fn lookup_capitals(&self, at: usize) -> Option<(usize, Bearer)> {
        const NAME_WORDS_MAX: usize = 4;
        let is_loud = |word: &&Word<'_>| word.text.len() > 3 && word.text.chars().all(char::is_uppercase);
        let run = self.words[at..].iter().take(NAME_WORDS_MAX).take_while(is_loud).count();
        let mut ends = (at + 1..=at + run).rev();
        ends.find_map(|end| {
            let words = self.words[at..end].iter().map(|word| capitalised(word.text)).collect::<Vec<_>>();
            self.names.bearer(&words.join(" ")).map(|known| (end, known))
        })
    }

    /// Returns the end of a run of capitalised words, particles (`van der`) and initials among them.
    pub(crate) fn capital_run(&self, at: usize) -> Option<usize> {
        let first = self.word(at).filter(|word| word.is_capitalised())?;
        let is_person = |word: &Word<'_>| word.ent == "PERSON" && word.tag == "NNP";
        if LEXICON.is_function_word(&first.lower())
            && !first.is_acronym()
            && !LEXICON.is(Class::Particle, first.text)
            && !is_person(first)
        {
            return None;
        }
        let mut end = at + 1;
        while let Some(word) = self.word(end) {
            let is_initial_stop = word.text == "." && self.words[end - 1].text.chars().count() == 1;
            let is_particle = LEXICON.is(Class::Particle, word.text)
                && (end + 1..end + 3).any(|i| self.word(i).is_some_and(Word::is_capitalised))
                && end - at < 3;
            let is_part = word.is_capitalised() && (!LEXICON.is_function_word(&word.lower()) || is_person(word));
            if self.joins_a_body(end) || self.joins_a_field(end) || self.joins_a_name(end) {
                end += 2;
                continue;
            }
            if !(is_part || is_particle || is_initial_stop && self.word(end + 1).is_some_and(Word::is_capitalised)) {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    /// Returns whether a hyphen is a part of a name: `Lee Min-jun`, `Ali al-Karim`.
    fn joins_a_name(&self, at: usize) -> bool {
        let (before, Some(after)) = (&self.words[at - 1], self.word(at + 1)) else { return false };
        let hyphen = &self.words[at];
        let is_close = hyphen.text == "-"
            && before.span.end_bytes() == hyphen.span.start_bytes()
            && hyphen.span.end_bytes() == after.span.start_bytes();
        let is_particle = LEXICON.is(Class::Particle, before.text) && after.is_capitalised();
        let is_syllable =
            before.is_capitalised() && after.tag == "NNP" && before.tag == "NNP" && before.ent == "PERSON";
        is_close && (is_particle || is_syllable)
    }

    /// Returns whether `and` is a part of a name: `Security and Defence Council`.
    fn joins_a_field(&self, at: usize) -> bool {
        let is_field = LEXICON.is_title_modifier(&self.words[at - 1].lower());
        let mut rest = (at + 1..at + 4).map_while(|at| self.word(at).filter(|word| word.is_capitalised()));
        // `Metal and Power Workers' Union`.
        let is_union = || {
            let run = (at + 1..at + 4).take_while(|at| self.word(*at).is_some_and(Word::is_capitalised)).last();
            self.words[at - 1].is_capitalised() && run.is_some_and(|last| self.joins_a_body(last + 1))
        };
        self.is(at, &["and", "&"])
            && (is_field && rest.any(|word| LEXICON.is_organisation_head(word.text)) || is_union())
    }

    /// Returns whether a possessive is a part of a name: `Seafarers' Union`, `People's Bank`.
    pub(crate) fn joins_a_body(&self, at: usize) -> bool {
        if at + 1 >= self.words.len() {
            return false;
        }
        let owner = &self.words[at - 1];
        let is_several = self.words[at].text.chars().count() == 1 || LEXICON.is(Class::PossessivePart, &owner.lower());
        let is_body = |at: usize| self.word(at).is_some_and(|word| LEXICON.is_organisation_head(word.text));
        self.words[at].kind == Kind::Possessive
            && is_several
            && self.word(at + 1).is_some_and(Word::is_capitalised)
            && (is_body(at + 1) || is_body(at + 2) && self.words[at + 2].is_capitalised())
    }

    /// Somebody whom the text does not name: `a source from the Norlandic government`, `one senior diplomat`.
    fn unnamed(&self, at: usize) -> Found {
        if !self.is(at, &["a", "an", "one", "another"]) {
            return None;
        }
        let mut head = at + 1;
        head = self.noun_from(head);
        self.word(head).filter(|word| LEXICON.is(Class::Unnamed, word.text))?;
        let is_from = self.is(head + 1, &["from", "in", "at", "of", "for"]);
        let owner = |at: usize| self.noun(at).or_else(|| self.known(at)).map(|(end, _)| end);
        let owner = owner(head + 2).filter(|_| is_from);
        let end = owner.unwrap_or(head + 1);
        let name = phrase(&self.words[at + 1..end]);
        Some((end, Target::Group { name, head: self.words[head].lower().into_owned() }))
    }

    /// An actor by a common noun: `the government`, `the Norlandic parliament`, `the Group`.
    fn noun(&self, at: usize) -> Found {
        let is_definite = self.is(at, &["the", "its", "their", "his", "her", "our"]);
        let start = if is_definite { at + 1 } else { at };
        let (head, of) = self.owner(start);
        if !is_definite && of.is_none() {
            return None;
        }
        let is_federal = |word: &Word<'_>| {
            let is_before_name = self.word(head + 2).is_some_and(Word::is_capitalised);
            LEXICON.is_title_modifier(word.text) && !is_before_name
        };
        let is_modifier = |word: &Word<'_>| LEXICON.is_group_modifier(&word.lower()) || is_federal(word);
        let modifier = self.word(head).is_some_and(is_modifier);
        let is_followed = self.word(head + 1).is_some_and(|word| LEXICON.is_actor_noun(&word.lower()));
        let head = if modifier && of.is_none() && is_followed { head + 1 } else { head };
        let word = self.word(head)?;
        if !LEXICON.is_actor_noun(&word.lower())
            || self.word(head + 1).is_some_and(Word::is_capitalised) && word.is_capitalised()
        {
            return None;
        }
        // `the Ministry of Finance of Norland` is a name.
        let field = if self.is(head + 2, &["the"]) { head + 3 } else { head + 2 };
        let is_field =
            self.word(field).is_some_and(|word| LEXICON.is_title_modifier(&word.lower()) && word.is_capitalised());
        if word.is_capitalised() && self.is(head + 1, &["of", "for"]) && is_field {
            return None;
        }
        let behind = self.owner_behind(head + 1).filter(|_| of.is_none() && self.is(head + 1, &["of", "for"]));
        // `the government of Ada Korn` is that of her state.
        let is_person = |end: usize| {
            let name = &self.words[head + 2..end];
            name.len() > 1 && name.iter().all(|word| word.ent == "PERSON")
        };
        let behind = behind.filter(|(end, _)| !is_person(*end));
        let behind = behind.and_then(|(end, whose)| Some((end, whose.name()?)));
        let (end, of) = behind.map_or((head + 1, of), |(end, of)| (end, Some(of)));
        let surface = phrase(&self.words[start..end]);
        Some((end, Target::Noun { noun: self.words[head].lower().into_owned(), of, surface }))
    }

    /// A name that the tables know.
    fn known(&self, at: usize) -> Found {
        let (end, known) = self.lookup(at)?;
        if known.sort == Some(KnownSort::Adjective) {
            return self.people(at, end, known.name);
        }
        let surface = phrase(&self.words[at..end]);
        if let Some(target) = self.region(at, &known) {
            return Some((end, target));
        }
        // `the Vienna talks` are talks in Vienna.
        let is_setting = self.is(end, &["summit", "talks", "conference", "negotiations"]);
        let is_place = known.sort == Some(KnownSort::Seat) && (self.is_located(at) || is_setting);
        let (name, kind) = if is_place { (surface.clone(), EntityKind::Place) } else { (known.name, known.kind) };
        Some((end, Target::Name { name, surface, kind }))
    }

    fn is_located(&self, at: usize) -> bool {
        // `at the White House`
        let is_there = at > 1 && self.is(at - 1, &["the"]) && self.is(at - 2, &["in", "at", "near", "outside"]);
        is_there || at > 0 && LEXICON.is(Class::Located, &self.words[at - 1].lower())
    }

    /// A run of capitals that no table knows.
    fn capitals(&self, at: usize) -> Found {
        let mut end = self.capital_run(at)?;
        let first = &self.words[at];
        // `Christmas` and `EUR` are nobody.
        if end == at + 1 && matches!(first.ent, "DATE" | "TIME" | "MONEY" | "PERCENT") || first.text.contains('$') {
            return None;
        }
        // `European` and `Norlandic` are no names by themselves.
        let is_adjective = self.lookup(at).is_some_and(|(_, known)| known.sort == Some(KnownSort::Adjective));
        if end == at + 1 && (is_adjective || LEXICON.is_group_modifier(first.text)) {
            return None;
        }
        if end == at + 1 && LEXICON.is(Class::Statement, &first.lower()) {
            return None;
        }
        // A title alone calls somebody: `Minister, the money is gone.`
        if self.words[at..end].iter().all(|word| LEXICON.title(&word.lower()).is_some()) {
            return None;
        }
        let before = &self.words[..at];
        let is_after_mark = before.last().is_none_or(|word| word.kind == Kind::Mark);
        let begins_sentence = !before.iter().any(|word| matches!(word.kind, Kind::Word | Kind::Number))
            // `17:30 – Softer tones`
            || is_after_mark && !before.iter().any(|word| word.kind == Kind::Word)
            || at > 0 && self.is(at - 1, &[":", "“", "\""]);
        // `Congress is to vote.`
        let is_body_itself = first.tag == "NNP" && LEXICON.is_organisation_head(first.text);
        let is_sure = is_body_itself || first.is_acronym() || (self.is_name)(first.text) || self.acts_like_a_name(at);
        let is_no_noun = end == at + 1
            && matches!(
                first.tag,
                "RB" | "UH" | "IN" | "DT" | "CC" | "VB" | "VBD" | "VBG" | "VBN" | "WRB" | "PRP" | "MD"
            );
        // `Ministry of Finance of Norland` is a name at the head of a line too.
        let names_a_body = self.is(end, &["of", "for"])
            && LEXICON.is(Class::StateBody, &first.lower())
            && self.word(end + 1).is_some_and(Word::is_capitalised);
        if begins_sentence
            && !names_a_body
            && end == at + 1
            && (!is_sure || is_no_noun && !first.is_acronym() && !(self.is_name)(first.text))
        {
            return None;
        }
        let of_at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        let is_body = LEXICON.is_organisation_head(self.words[end - 1].text)
            || LEXICON.is(Class::StateBody, &self.words[end - 1].lower());
        let of = end;
        if is_body && self.is(end, &["of", "for", "on"]) {
            let known = self.lookup(of_at).map(|(after, _)| after);
            end = self.after_owner(known.or_else(|| self.capital_run(of_at)).unwrap_or(end));
        }
        let name = phrase(&self.words[at..end]);
        Some(match self.unknown(at, end, name) {
            // `House of Representatives of Norland` is nobody's name.
            Target::Person { name, .. } if end > of => {
                (end, Target::Name { surface: name.clone(), name, kind: EntityKind::Organisation })
            }
            Target::Person { name, offices, gender } => self.somebody(end, name, offices, gender).into(),
            other => {
                // `Korn, the chancellor of Norland,` shows that Korn is somebody.
                let name = phrase(&self.words[at..end]);
                let found = self.somebody(end, name, Vec::new(), Gender::Unknown);
                let is_person = !found.offices.is_empty() && found.end > end && !is_body;
                if is_person { found.into() } else { (end, other) }
            }
        })
    }

    /// Returns whether the capitalised word at the head of a sentence stands where a name would: as a subject or an owner.
    fn acts_like_a_name(&self, at: usize) -> bool {
        let word = &self.words[at];
        let is_owner = self.word(at + 1).is_some_and(|next| next.kind == Kind::Possessive);
        let is_subject = matches!(word.dep, "nsubj" | "nsubjpass") && matches!(word.tag, "NNP" | "NNPS" | "NN" | "JJ");
        is_owner || is_subject && !LEXICON.ends_commonly(&word.lower())
    }

    /// Guesses what a run of capitals is from its words and from the word before it.
    fn unknown(&self, at: usize, end: usize, name: String) -> Target {
        let words = &self.words[at..end];
        let has = |test: &dyn Fn(&str) -> bool| words.iter().any(|word| test(word.text));
        let is_firm = words.len() >= 2 && LEXICON.is(Class::FirmPart, &words[words.len() - 1].lower());
        let kind = if has(&|word| LEXICON.is_instrument_head(word)) {
            EntityKind::Instrument
        } else if is_firm || has(&|word| LEXICON.is_organisation_head(word)) || words.iter().any(Word::is_acronym) {
            EntityKind::Organisation
        } else if at > 0 && self.words[at - 1].is_any(&["in", "at", "near", "outside"]) {
            EntityKind::Place
        } else if words.last().is_some_and(|last| words.len() >= 2 && last.tag == "NNPS" && last.text.ends_with('s')) {
            EntityKind::Organisation
        } else if words.len() >= 2 && !(at > 0 && self.words[at - 1].is("the")) {
            return Target::Person { name, offices: Vec::new(), gender: Gender::Unknown };
        } else {
            EntityKind::Organisation
        };
        let surface = name.clone();
        Target::Name { name, surface, kind }
    }
}

/// Stands in an office's `of` for a possessive pronoun before the title.
pub(crate) const OF_PRONOUN: &str = "its";
