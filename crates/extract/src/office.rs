//! Which office does somebody hold? Titles before and after names, and titles that stand for their holder.

use casus_claim::EntityKind;

use crate::lexicon::{Class, Gender, LEXICON, TitleKind};
use crate::mention::{Found, SeenOffice, Target, Walk};
use crate::owner::Whose;
use crate::title::SeenTitle;
use crate::word::{Kind, Word, phrase};

/// Somebody's name with what stands around it.
pub(crate) struct Somebody {
    /// The index after the last word that tells of him.
    pub end: usize,
    pub name: String,
    pub offices: Vec<SeenOffice>,
    pub gender: Gender,
    /// Whose he is by the words behind his name: `Ada Korn of Norland`.
    pub whose: Whose,
}

impl From<Somebody> for (usize, Target) {
    fn from(found: Somebody) -> Self {
        (found.end, Target::Person { name: found.name, offices: found.offices, gender: found.gender })
    }
}

impl SeenTitle {
    /// Returns the office, unless the words name none that is held.
    fn office(&self, whose: Whose) -> Option<SeenOffice> {
        let is_office = match self.kind {
            TitleKind::Style => false,
            TitleKind::Occupation => matches!(whose, Whose::Named(_)) && !LEXICON.is(Class::Companion, &self.words),
            _ => true,
        };
        // `my Norlandic colleague` holds an office of Norland that is not told.
        let is_colleague = matches!(whose, Whose::Named(_)) && self.words.eq_ignore_ascii_case("colleague");
        let title = Some(self.words.clone()).filter(|_| !is_colleague);
        ((is_office || is_colleague) && !self.is_former).then(|| SeenOffice {
            title,
            of: whose.name(),
            whose,
            kind: self.kind,
            usual: self.whose,
        })
    }
}

impl Walk<'_> {
    /// A title with or without a name: `French President Ada Korn`, `Ada Korn, the chancellor`, `the chancellor`.
    pub(crate) fn titled(&self, at: usize) -> Found {
        // A lower-case word begins an office only where a title is near, or an address such as `his Majesty`.
        if !self.is_title_near(at) && !(at..at + 3).any(|at| self.word(at).is_some_and(Word::is_capitalised)) {
            return None;
        }
        let named_at = if self.is(at, &["the", "a", "an"]) { at + 1 } else { at };
        let (start, shown) = self.after_honorifics(named_at);
        let is_addressed = start > named_at;
        let (start, is_former) = self.after_loose(start);
        if let Some((title, whose)) = self.ranked(start) {
            let is_former = is_former || title.is_former;
            return self.after_title(at, SeenTitle { is_former, ..title }, whose);
        }
        let (after_of, whose) = self.possessor(start);
        if let Some(title) = self.title(after_of) {
            let is_former = is_former || title.is_former;
            let whose = if whose.is_unsaid() { whose } else { self.town(start, &title, whose) };
            return self.after_title(at, SeenTitle { is_former, ..title }, whose);
        }
        if is_addressed {
            let (end, name) = self.person_name(start)?;
            return Some(self.somebody(end, name, Vec::new(), shown).into());
        }
        // `Norland's Ada Korn`, `German Ada Korn`.
        if let (Whose::Named(of), true) = (&whose, after_of > start) {
            return self.owned_name(after_of, of).map(Into::into);
        }
        if let Some(end) =
            self.capital_run(start).filter(|end| self.word(*end).is_some_and(|word| word.kind == Kind::Possessive))
        {
            let is_land = self.words[start..end].iter().any(|word| word.tag == "NNP");
            let of = phrase(&self.words[start..end]);
            return self.owned_name(end + 1, &of).filter(|_| is_land && start == at).map(Into::into);
        }
        None
    }

    /// Reads a name after its state: `Norland's Ada Korn`.
    fn owned_name(&self, at: usize, of: &str) -> Option<Somebody> {
        let (end, name) = self.person_name(at)?;
        let is_possessed = self.words[at - 1].kind == Kind::Possessive;
        let is_person = self.words[at..end].iter().all(|word| word.ent == "PERSON");
        let is_sure = if end - at >= 2 {
            is_person || is_possessed && !self.is_thing(at, end)
        } else {
            is_person && is_possessed
        };
        if self.lookup(at).is_some() || !is_sure {
            return None;
        }
        let whose = Whose::Named(of.to_owned());
        let office = SeenOffice { title: None, of: whose.name(), whose, kind: TitleKind::Either, usual: None };
        Some(self.somebody(end, name, vec![office], Gender::Unknown))
    }

    /// Returns whether words are named as places, laws or works are.
    fn is_thing(&self, at: usize, end: usize) -> bool {
        let things = ["LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "NORP"];
        let is_thing = |word: &Word<'_>| things.contains(&word.ent) || LEXICON.is_instrument_head(word.text);
        let is_place = |word: &Word<'_>| matches!(word.ent, "GPE" | "LOC" | "FAC");
        let start = (0..at)
            .rev()
            .find(|before| !self.words[*before].is_capitalised() && self.words[*before].kind == Kind::Word);
        let is_located = start.is_some_and(|before| LEXICON.is(Class::Located, &self.words[before].lower()));
        self.words[at..end].iter().any(|word| is_thing(word) || is_located && is_place(word))
    }

    /// Skips forms of address and tells the gender that they show.
    pub(crate) fn after_honorifics(&self, at: usize) -> (usize, Gender) {
        let (mut end, mut gender) = (at, Gender::Unknown);
        loop {
            let pair = self.words.get(end..end + 2).and_then(|pair| LEXICON.honorific(&phrase(pair)));
            let single = || self.word(end).and_then(|word| LEXICON.honorific(word.text));
            let (len, shown) = match pair.map(|shown| (2, shown)).or_else(|| single().map(|shown| (1, shown))) {
                Some(found) => found,
                None => return (end, gender),
            };
            gender = if shown == Gender::Unknown { gender } else { shown };
            end += len + usize::from(self.is(end + len, &["."]));
        }
    }

    /// Reads what follows a title: whose it is, and who holds it.
    fn after_title(&self, start: usize, title: SeenTitle, whose: Whose) -> Found {
        let (end, whose) = self.whose_behind(&title, whose);
        if let Some(mut held) = self.holder_behind(&title, end).or_else(|| self.holder_farther(&title, end)) {
            let whose = if whose.is_unsaid() { std::mem::take(&mut held.whose) } else { whose };
            let bracketed = held.offices.iter().position(|office| office.title.is_none());
            let bracketed = bracketed.map(|at| held.offices.remove(at).whose);
            let whose = if whose.is_unsaid() { bracketed.unwrap_or(whose) } else { whose };
            held.offices.splice(0..0, title.office(whose.clone()));
            share_owner(&mut held.offices, &whose);
            return Some(held.into());
        }
        if title.kind == TitleKind::Occupation || title.is_former || !self.stands_alone(start, &title) {
            return None;
        }
        let is_definite = self.is(start, &["the"]) || !whose.is_unsaid() || self.is_possessed(start);
        let surface = phrase(&self.words[start..end]);
        let of = whose.name();
        let holder = of.as_deref().and_then(|of| self.names.holder(&title.words, of));
        if let Some(name) = holder {
            return Some((end, Target::Name { name: name.to_owned(), surface, kind: EntityKind::Person }));
        }
        is_definite.then_some((end, Target::Title { title: title.words, of, surface }))
    }

    /// Returns whether a title without a name is a noun by itself.
    fn stands_alone(&self, start: usize, title: &SeenTitle) -> bool {
        let last = self.words[title.end - 1].tag;
        let is_single = !title.words.contains([' ', '-']);
        let is_singular = !(matches!(last, "NNS" | "VB" | "VBP" | "VBZ") || last == "JJ" && is_single);
        start < title.end && is_singular
    }

    /// Reads the owner behind a title that has none yet.
    fn whose_behind(&self, title: &SeenTitle, whose: Whose) -> (usize, Whose) {
        let last = self.words[title.end - 1].lower();
        // `the US ambassador to the United Nations`, `special envoy for Norland` are sent there.
        let is_for = self.is(title.end, &["for"]) && last != "negotiator";
        let is_sent = LEXICON.is(Class::Sent, &last) && (is_for || self.is(title.end, &["to"]));
        let is_from = title.kind == TitleKind::Occupation && self.is(title.end, &["from", "for", "to"]);
        if let Some(served) = self.served(title.end).filter(|_| whose.is_unsaid()) {
            return served;
        }
        let (end, whose) = match self.owner_behind(title.end) {
            Some((end, _)) if is_sent || is_from => (end, whose),
            // `director of communications at the Northern Fund`.
            Some((end, Whose::Noun(noun))) if whose.is_unsaid() => {
                let nearer = self.owner_behind(end).filter(|(_, nearer)| matches!(nearer, Whose::Named(_)));
                nearer.unwrap_or((end, Whose::Noun(noun)))
            }
            Some((end, behind)) if whose.is_unsaid() => (end, self.town(title.end + 1, title, behind)),
            // `her counterpart from Norland`.
            Some((end, Whose::Named(of))) if last == "counterpart" => (end, Whose::Named(of)),
            Some((end, _)) if self.is(title.end, &["to"]) => (end, whose),
            _ => (title.end, whose),
        };
        // `the representative of the Union for Foreign Affairs`.
        let end = if self.is(end, &["for"]) { self.portfolio_behind(end).unwrap_or(end) } else { end };
        (end, whose)
    }

    /// Reads the holder of a title behind it, with a second title perhaps: `the head of the delegation, Premier Ada Korn`.
    fn holder_behind(&self, title: &SeenTitle, end: usize) -> Option<Somebody> {
        let is_apposed = self.is(end, &[","]);
        // `Deputy Prime Minister and Foreign Minister Ada Korn`.
        let is_joined = self.is(end, &["and"]) && self.title(end + 1).is_some();
        let at = if is_apposed || is_joined { end + 1 } else { end };
        let (name_at, shown) = self.after_honorifics(at);
        let gender = if shown == Gender::Unknown { title.gender } else { shown };
        if let Some(second) = self.title(name_at).filter(|second| second.end < self.words.len()) {
            let (after, whose) = self.whose_behind(&second, Whose::Unsaid);
            let mut held = self.holder_behind(&second, after).filter(|held| held.end - after >= 1)?;
            let office = second.office(whose);
            held.offices.splice(0..0, office);
            return Some(held);
        }
        let (after, name) = self.person_name(name_at)?;
        let is_long = after - name_at >= 2;
        let is_sure = !is_apposed || is_long || name_at > at;
        let is_rank = matches!(title.kind, TitleKind::Rank | TitleKind::Occupation);
        let is_named_so = !is_rank || is_long || self.words[name_at].ent == "PERSON";
        if !is_sure || !is_named_so || !self.may_be_person(name_at) || self.names_a_body(name_at, after) {
            return None;
        }
        // `President Ada Korn of Norland`.
        let behind = self.owner_behind(after).filter(|(_, whose)| {
            let is_name = matches!(whose, Whose::Named(_));
            let owner = if self.is(after + 1, &["the"]) { after + 2 } else { after + 1 };
            is_name && (self.is(after, &["of"]) || self.is(after, &["for"]) && self.lookup(owner).is_some())
        });
        let (after, whose) = behind.unwrap_or((after, Whose::Unsaid));
        Some(Somebody { whose, ..self.somebody(after, name, Vec::new(), gender) })
    }

    /// Reads the holder behind what he does it in: `the lead negotiator in the talks, Ada Korn, said`.
    fn holder_farther(&self, title: &SeenTitle, end: usize) -> Option<Somebody> {
        const WORDS_MAX: usize = 5;
        if !self.is(end, &["in", "at", "on"]) {
            return None;
        }
        let comma = (end + 2..end + 2 + WORDS_MAX).find(|at| self.is(*at, &[","]))?;
        let are_nouns = self.words[end + 1..comma].iter().all(|word| !word.tag.starts_with('V'));
        let is_name = self.person_name(comma + 1).is_some_and(|(after, _)| self.is(after, &[","]));
        let held = if are_nouns && is_name { self.holder_behind(title, comma) } else { None };
        held.filter(|held| held.offices.is_empty())
    }

    fn names_a_body(&self, at: usize, end: usize) -> bool {
        self.words[at..end].iter().any(|word| LEXICON.is_instrument_head(word.text))
    }

    /// Returns whether the words at an index are not known to name somebody other than a person.
    fn may_be_person(&self, at: usize) -> bool {
        self.lookup(at)
            .is_none_or(|(end, known)| known.kind == EntityKind::Person || known.sort.is_some() && end > at + 1)
    }

    fn is_possessed(&self, at: usize) -> bool {
        at > 0 && (self.words[at - 1].kind == Kind::Possessive || self.is(at - 1, &["his", "her", "its", "their"]))
    }

    /// Reads what follows a name: `of Norland`, `, the Norlandic foreign minister and chair of the forum,`.
    pub(crate) fn somebody(&self, end: usize, name: String, offices: Vec<SeenOffice>, gender: Gender) -> Somebody {
        let mut found = Somebody { end, name, offices, gender, whose: Whose::Unsaid };
        self.apposed(&mut found);
        if found.offices.is_empty() {
            found.offices.extend(self.copular(end));
        }
        found
    }

    fn apposed(&self, found: &mut Somebody) {
        let is_bracketed = self.is(found.end, &["("]);
        let mut at = match self.apposition_at(found.end) {
            Some(at) => at,
            None => return,
        };
        while let Some((close, office, gender)) = self
            .apposition(at)
            .map(|found| if is_bracketed { self.owned_in_brackets(found) } else { found })
            .filter(|(close, _, _)| !is_bracketed || self.is(*close, &[")"]))
        {
            found.gender = if found.gender == Gender::Unknown { gender } else { found.gender };
            found.offices.extend(office);
            found.end = close + usize::from(is_bracketed);
            if !self.is(close, &["and"]) {
                break;
            }
            at = close + 1;
        }
        if is_bracketed {
            self.bracketed_owner(at, found);
        }
        let whose = found.offices.iter().rev().find(|office| !office.whose.is_unsaid());
        let whose = whose.map(|office| office.whose.clone()).unwrap_or_default();
        share_owner(&mut found.offices, &whose);
    }

    /// Returns where an apposition behind a name begins: after `,`, `(`, `, 54,` or `, who is`.
    fn apposition_at(&self, end: usize) -> Option<usize> {
        if !self.is(end, &[",", "("]) {
            return None;
        }
        let is_number = self.word(end + 1).is_some_and(|word| word.kind == Kind::Number);
        if is_number && self.is(end + 2, &[","]) {
            return Some(end + 3);
        }
        let link = end + 2;
        let is_clause = self.is(end + 1, &["who"]);
        // `, who has been foreign minister since May`, `, who serves as`.
        let after = match self.word(link).map(Word::lower).as_deref() {
            Some("is" | "remains" | "became") => link + 1,
            Some("has") if self.is(link + 1, &["been"]) => link + 2,
            Some("serves") if self.is(link + 1, &["as"]) => link + 2,
            _ => return Some(end + 1),
        };
        Some(if is_clause { after } else { end + 1 })
    }

    /// Reads a name in brackets: `(Norland)`.
    pub(crate) fn in_brackets(&self, at: usize) -> Option<(usize, Whose)> {
        if !self.is(at, &["("]) {
            return None;
        }
        let at = at + 1 + usize::from(self.is(at + 1, &["the"]));
        // `the minister (Mr Holm)` names the minister.
        if LEXICON.honorific(self.word(at)?.text.trim_end_matches('.')).is_some() {
            return None;
        }
        let known = self.lookup(at).map(|(end, known)| (end, known.name));
        let named = known.or_else(|| self.capital_run(at).map(|end| (end, phrase(&self.words[at..end]))));
        let (close, of) = named.filter(|(close, _)| self.is(*close, &[")"]))?;
        Some((close + 1, Whose::Named(of)))
    }

    /// Reads whose an office in brackets is behind a comma: `(Minister for Trade, Norland)`.
    fn owned_in_brackets(&self, found: (usize, Option<SeenOffice>, Gender)) -> (usize, Option<SeenOffice>, Gender) {
        let (close, office, gender) = found;
        let known = if self.is(close, &[","]) { self.lookup(close + 1) } else { None };
        match (known.filter(|(end, _)| self.is(*end, &[")"])), office) {
            (Some((end, known)), Some(office)) if office.whose.is_unsaid() => {
                let of = Some(known.name.clone());
                (end, Some(SeenOffice { of, whose: Whose::Named(known.name), ..office }), gender)
            }
            (_, office) => (close, office, gender),
        }
    }

    /// Reads whose somebody is in brackets: `Ada Korn (Norland)`.
    fn bracketed_owner(&self, at: usize, found: &mut Somebody) {
        let Some((close, whose)) = self.in_brackets(at - 1) else { return };
        found.end = close;
        if found.offices.is_empty() {
            let of = whose.name();
            found.offices.push(SeenOffice { title: None, of, whose, kind: TitleKind::Either, usual: None });
        } else {
            share_owner(&mut found.offices, &whose);
        }
        found.whose = Whose::Unsaid;
    }

    /// Reads one title beside a name, up to where the next thing begins.
    fn apposition(&self, at: usize) -> Option<(usize, Option<SeenOffice>, Gender)> {
        let start = if self.is(at, &["the", "a", "an", "now"]) { at + 1 } else { at };
        let (start, is_former) = self.after_loose(start);
        let found = self.ranked(start).or_else(|| {
            let (title_at, whose) = self.possessor(start);
            Some((self.title(title_at)?, whose))
        });
        let (title, whose) = found.filter(|(_, whose)| *whose != Whose::Relative)?;
        let title = SeenTitle { is_former: is_former || title.is_former, ..title };
        let whose = if whose.is_unsaid() { whose } else { self.town(start, &title, whose) };
        let (close, whose) = self.whose_behind(&title, whose);
        let is_closed = self
            .word(close)
            .is_none_or(|next| !next.tag.starts_with("NN") && next.kind != Kind::Possessive && !next.is_capitalised());
        let is_verb = matches!(self.words[title.end - 1].tag, "VB" | "VBP" | "VBZ" | "VBD");
        (is_closed && !is_verb).then(|| (close, title.office(whose), title.gender))
    }

    /// Reads `Ada Korn has been finance minister of Norland`.
    fn copular(&self, end: usize) -> Option<SeenOffice> {
        const AUXILIARIES_MAX: usize = 3;
        const MAKING: [&str; 8] = ["been", "appointed", "named", "elected", "sworn", "in", "as", "reelected"];
        // `was appointed foreign minister`.
        let is_made = self.is(end, &["was", "is", "has"])
            && (end + 1..end + 3).any(|at| self.is(at, &["appointed", "named", "elected", "sworn", "reelected"]));
        if is_made {
            let made = (end + 1..end + 4).take_while(|at| self.is(*at, &MAKING)).count();
            let (_, office, _) = self.apposition(end + 1 + made)?;
            return office.filter(|office| office.kind != TitleKind::Occupation);
        }
        let is_link = |at: &usize| self.is(*at, &["is", "was", "has", "been", "became", "becomes", "remains", "as"]);
        let links = (end..end + AUXILIARIES_MAX).take_while(is_link).count();
        let has_link = self.word(end + links.max(1) - 1).is_some_and(|word| !word.is("has"));
        if links == 0 || !has_link || self.is(end, &["was"]) {
            return None;
        }
        let (_, office, _) = self.apposition(end + links)?;
        office.filter(|office| office.kind != TitleKind::Occupation)
    }

    /// Reads a run of capitalised words that may be a person's name.
    pub(crate) fn person_name(&self, at: usize) -> Option<(usize, String)> {
        let end = self.capital_run(at)?;
        let words = &self.words[at..end];
        let is_body = words.iter().any(|word| LEXICON.is_organisation_head(word.text));
        let is_first_function = LEXICON.is_function_word(&words[0].lower()) && words.len() == 1;
        let is_name =
            !is_body && !is_first_function && words[0].text.chars().count() > 1 || words.len() > 1 && !is_body;
        let known = self.lookup(at).filter(|(after, known)| *after == end && known.kind == EntityKind::Person);
        is_name.then(|| (end, known.map_or_else(|| phrase(words), |(_, known)| known.name)))
    }
}

/// Gives the offices beside one name that tell no owner that of the office beside them.
fn share_owner(offices: &mut [SeenOffice], whose: &Whose) {
    if !matches!(whose, Whose::Named(_)) {
        return;
    }
    for office in offices.iter_mut().filter(|office| office.whose.is_unsaid() && office.kind != TitleKind::Rank) {
        office.whose = whose.clone();
        office.of = whose.name();
    }
}
