//! Which words are a title of office? `Federal Chancellor`, `deputy trade envoy`, `minister of foreign affairs`.

use crate::lexicon::{Class, Gender, KnownSort, LEXICON, Title, TitleKind};
use crate::mention::Walk;
use crate::word::{Kind, Word, lower, phrase};

/// A title as it stands in the text.
pub(crate) struct SeenTitle {
    /// The index after its last word.
    pub end: usize,
    pub words: String,
    pub gender: Gender,
    pub kind: TitleKind,
    /// The state or body that alone has such an office.
    pub whose: Option<&'static str>,
    /// Whether it is said to be held no longer: `former`.
    pub is_former: bool,
}

/// A title has so many words at most.
const TITLE_WORDS_MAX: usize = 9;

impl Walk<'_> {
    /// Reads the longest title at a word, behind words that praise or date its bearer: `newly elected`, `outgoing`.
    pub(crate) fn title(&self, at: usize) -> Option<SeenTitle> {
        if !self.is_title_near(at) {
            return None;
        }
        let (start, is_former) = self.after_loose(at);
        let (end, known) = self.title_core(start)?;
        let end = self.portfolio(end, known.kind).unwrap_or(end);
        let words = phrase(&self.words[start..end]);
        Some(SeenTitle { end, words, gender: known.gender, kind: known.kind, whose: known.whose, is_former })
    }

    /// Reads modifiers and heads up to the last head.
    fn title_core(&self, start: usize) -> Option<(usize, Title)> {
        let mut found: Option<(usize, Title)> = None;
        let mut at = start;
        while at < self.words.len().min(start + TITLE_WORDS_MAX) {
            if let Some((end, title)) = self.title_head(at) {
                let is_stacked = matches!(title.kind, TitleKind::Rank | TitleKind::Style);
                let is_capital = self.words[at].is_capitalised();
                // `energy minister Prince Ivo`.
                let is_other = is_capital && at > start && !self.words[at - 1].is_capitalised();
                let is_new = found.is_some_and(|(last, _)| last == at && (is_stacked && is_capital || is_other));
                if is_new {
                    break;
                }
                found = Some((end, title));
                at = end;
                continue;
            }
            let is_after_head = found.is_some_and(|(last, _)| last == at);
            let field = || if at == start { self.field_of_envoy(at) } else { None };
            let unknown = || if at == start { self.unknown_field(at) } else { None };
            match self.title_modifier(at, is_after_head).or_else(field).or_else(unknown) {
                Some(next) => at = next,
                None => break,
            }
        }
        found.filter(|(end, _)| self.is_head_of_phrase(start, *end - 1) || self.person_starts(*end))
    }

    /// Reads a title of the table at a word.
    fn title_head(&self, at: usize) -> Option<(usize, Title)> {
        let word = self.word(at).filter(|word| word.kind == Kind::Word)?;
        let first = word.lower();
        let longest = LEXICON.title_words_max(first.split('-').next().unwrap_or(&first));
        let lengths = (1..=longest.min(self.words.len() - at)).rev();
        let mut titles = lengths.filter_map(|len| {
            let title = LEXICON.title(&lower(&phrase(&self.words[at..at + len])))?;
            Some((at + len, title))
        });
        // `Sultan Al Marr` is a name.
        let is_name = |end: usize| self.is(end, &["al", "el", "bin", "ibn"]) && self.words[end].is_capitalised();
        titles.next().filter(|(end, _)| !is_name(*end))
    }

    /// Reads a word that modifies a title, and what joins it to the next: `foreign and `, `health-`.
    fn title_modifier(&self, at: usize, is_after_head: bool) -> Option<usize> {
        let end = self.known_modifier(at).or_else(|| self.compound_modifier(at))?;
        let is_joined = self.is(end, &["and", "&", "-", "–", "/"]) && !is_after_head;
        let continues = is_joined && (self.known_modifier(end + 1).is_some() || self.title_head(end + 1).is_some());
        Some(if continues { end + 1 } else { end })
    }

    /// Reads capitals that no table knows between an owner and a minister: `the Norlandic Tidal Transition Minister`.
    fn unknown_field(&self, at: usize) -> Option<usize> {
        const FIELD_WORDS_MAX: usize = 3;
        let before = &self.words[at.checked_sub(1)?];
        let is_owned = before.kind == Kind::Possessive || self.names.bearer(before.text).is_some();
        let is_field = |word: &&Word<'_>| word.is_capitalised() && word.kind == Kind::Word;
        let is_head = |word: &Word<'_>| matches!(word.text, "Minister" | "Secretary" | "Commissioner");
        let field =
            self.words[at..].iter().take(FIELD_WORDS_MAX).take_while(is_field).take_while(|word| !is_head(word));
        let end = at + field.count();
        let is_before_head = end > at && self.word(end).is_some_and(is_head);
        (is_owned && is_before_head && self.lookup(at).is_none() && self.person_name(end + 1).is_some()).then_some(end)
    }

    /// Reads where an envoy is sent between whose he is and his title: `Sudland` in `the Norlandic Sudland envoy`.
    fn field_of_envoy(&self, at: usize) -> Option<usize> {
        let (end, known) = self.lookup(at)?;
        let is_sent = self.word(end).is_some_and(|word| LEXICON.is(Class::Sent, &word.lower()));
        let is_land = matches!(known.sort, Some(KnownSort::Place | KnownSort::State)) && self.words[at].tag == "NNP";
        let before = at.checked_sub(1)?;
        let is_owner = self.names.bearer(self.words[before].text).is_some_and(|owner| owner.name != known.name);
        let is_owned = is_owner || self.words[before].kind == Kind::Possessive;
        (is_sent && is_land && is_owned).then_some(end)
    }

    fn known_modifier(&self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|word| word.kind == Kind::Word)?;
        let first = word.lower();
        let longest = LEXICON.modifier_words_max(first.split('-').next().unwrap_or(&first));
        let mut lengths = (1..=longest.min(self.words.len() - at)).rev();
        let is_modifier = |len: &usize| LEXICON.is_title_modifier(&lower(&phrase(&self.words[at..at + len])));
        lengths.find(is_modifier).map(|len| at + len)
    }

    /// Reads a common noun that the tree makes a part of the title after it: `calibration specialist`.
    fn compound_modifier(&self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        let is_common = word.tag == "NN" && !word.is_capitalised();
        let leads = word.head > at && word.head <= at + 2 && self.title_head(word.head).is_some();
        (is_common && word.dep == "compound" && leads).then_some(at + 1)
    }

    /// Reads what a minister is for: `of foreign affairs and trade`, `for Peace`.
    fn portfolio(&self, end: usize, kind: TitleKind) -> Option<usize> {
        let has_portfolio = self.words[end - 1].lower();
        let has_portfolio =
            LEXICON.is(Class::PortfolioHead, has_portfolio.rsplit('-').next().unwrap_or(&has_portfolio));
        if !has_portfolio || matches!(kind, TitleKind::Occupation | TitleKind::Style) || !self.is(end, &["of", "for"]) {
            return None;
        }
        // `of the European Union` tells whose it is.
        let owner = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        if self.lookup(owner).is_some_and(|(after, _)| after > owner + 1) {
            return None;
        }
        // `High Representative of the Union for Foreign Affairs`.
        let is_body = |word: &Word<'_>| word.is_capitalised() && LEXICON.is_organisation_head(word.text);
        let is_field = self.is(owner + 1, &["affairs"]);
        if self.is(end, &["of"]) && self.word(owner).is_some_and(is_body) && !is_field {
            return None;
        }
        self.portfolio_behind(end)
    }

    /// Reads `of foreign affairs and trade` behind any title.
    pub(crate) fn portfolio_behind(&self, end: usize) -> Option<usize> {
        let mut at = if self.is(end + 1, &["the"]) { end + 2 } else { end + 1 };
        // `for EU affairs`.
        if let Some((end, _)) = self.lookup(at).filter(|(end, _)| self.is(*end, &["affairs"])) {
            at = end;
        }
        let mut last = None;
        while let Some(next) = self.known_modifier(at) {
            last = Some(next);
            at = next;
            let joins = self.is(at, &[",", "and", "&"]) as usize;
            if joins > 0 && self.known_modifier(at + joins).is_some() {
                at += joins;
            }
        }
        let is_cut =
            |end: &usize| self.word(*end).is_some_and(|word| word.tag.starts_with("NN")) && !self.is_full_name(*end);
        last.filter(|end| !is_cut(end))
    }

    /// Skips adjectives that are no part of a title, and tells whether they say that it is held no longer.
    pub(crate) fn after_loose(&self, at: usize) -> (usize, bool) {
        const LOOSE_MAX: usize = 3;
        let mut is_former = false;
        let mut end = at;
        while let Some(word) = self.word(end).filter(|_| end < at + LOOSE_MAX) {
            // `until then` says nothing of the title behind it.
            let is_date =
                word.is("then") && end > 0 && self.is(end - 1, &["until", "till", "since", "by", "from", "even"]);
            let is_past = LEXICON.is(Class::Former, &word.lower()) && !is_date;
            let is_adjective = matches!(word.tag, "JJ" | "RB" | "VBN" | "VBG") && !word.is_capitalised();
            let is_part = || self.title_head(end).is_some() || self.known_modifier(end).is_some();
            if !is_past && (!is_adjective || word.is("not") || is_part()) {
                break;
            }
            is_former |= is_past;
            end += 1;
            end += usize::from(is_past && self.is(end, &["-"]));
        }
        (end, is_former)
    }

    /// Returns whether a noun is no mere modifier of another: `chief` in `the chief obstacle` is one.
    fn is_head_of_phrase(&self, start: usize, at: usize) -> bool {
        let is_noun = self.words[start..=at].iter().any(|word| word.tag.starts_with("NN") || word.is_capitalised());
        let next = self.word(at + 1);
        let is_before_noun = next.is_some_and(|next| next.tag.starts_with("NN") && !next.is_capitalised());
        is_noun && !is_before_noun || self.words[at].tag == "NN" && self.words[at].dep != "compound"
    }

    fn person_starts(&self, at: usize) -> bool {
        self.word(at).is_some_and(Word::is_capitalised) && self.person_name(at).is_some()
    }
}
