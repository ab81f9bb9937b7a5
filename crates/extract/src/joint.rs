//! Which offices do several hold together? `the foreign ministers, A for P and B for Q`, `Presidents A of P and B of Q`.

use crate::lexicon::{Gender, LEXICON, Title};
use crate::mention::{SeenOffice, Target, Walk};
use crate::owner::Whose;
use crate::word::{Kind, Word, phrase};

/// One of several who hold offices of one title.
pub(crate) struct Holder {
    pub start: usize,
    pub end: usize,
    name: String,
    office: SeenOffice,
    gender: Gender,
}

impl Holder {
    /// Returns the person with the office.
    pub fn target(self) -> Target {
        Target::Person { name: self.name, offices: vec![self.office], gender: self.gender }
    }
}

/// A title in the plural stands so near to where it may begin.
const REACH_WORDS: usize = 12;

/// A title in the plural.
struct Plural {
    end: usize,
    title: String,
    known: Title,
}

impl Plural {
    fn office(&self, whose: Whose) -> SeenOffice {
        let (title, of) = (Some(self.title.clone()), whose.name());
        SeenOffice { title, of, whose, kind: self.known.kind, usual: self.known.whose }
    }
}

/// Returns the owner of one of several who are only counted.
fn nth(at: usize, is_counted: bool) -> Whose {
    if is_counted { Whose::Nth(at) } else { Whose::Unsaid }
}

impl Walk<'_> {
    /// Reads a title in the plural with the names of those who hold it.
    pub(crate) fn holders(&self, at: usize) -> Option<Vec<Holder>> {
        let start = if self.is(at, &["the", "their", "both"]) { at + 1 } else { at };
        let (start, is_former) = self.after_loose(start);
        let first = self.word(start).filter(|word| word.kind == Kind::Word)?;
        if !self.words[start..]
            .iter()
            .take(REACH_WORDS)
            .any(|word| matches!(word.tag, "NNS" | "NNPS" | "NNP") && word.text.ends_with('s'))
        {
            return None;
        }
        let may_begin = first.is_capitalised() || LEXICON.is_title_modifier(&first.lower()) || first.tag == "NNS";
        if !may_begin || is_former {
            return None;
        }
        let (title_at, before) = self.possessors(start);
        let plural = self.plural(title_at)?;
        if let Some(pairs) = self.pairs(&plural) {
            return Some(pairs);
        }
        let (end, behind) = self.owners(plural.end);
        let is_apposed = self.is(end, &[",", ":", "(", "–", "—"]);
        let mut holders = self.names_of(if is_apposed { end + 1 } else { end }, &plural)?;
        let is_list = holders.len() >= 2 && (is_apposed || end == plural.end);
        let is_named = |holder: &Holder| holder.end > holder.start + 1 || plural.title.starts_with(char::is_uppercase);
        if !is_list || !holders.iter().all(is_named) {
            return None;
        }
        let count = holders.len();
        let owners = if before.is_empty() { behind } else { before };
        for (at, holder) in holders.iter_mut().enumerate().filter(|(_, holder)| holder.office.whose.is_unsaid()) {
            let own = match owners.as_slice() {
                [one] => Some(one.clone()),
                several if several.len() == count => Some(several[at].clone()),
                _ => None,
            };
            let is_counted = end > plural.end && owners.is_empty();
            holder.office.whose = own.map(Whose::Named).unwrap_or_else(|| nth(at, is_counted));
            holder.office.of = holder.office.whose.name();
        }
        Some(holders)
    }

    /// Reads the owners before a title in the plural: `the French, German and Norlandic ministers`.
    fn possessors(&self, at: usize) -> (usize, Vec<String>) {
        let mut owners = Vec::new();
        let mut at = at;
        loop {
            let (end, Some(name)) = self.adjective(at) else { return (at, owners) };
            owners.push(name);
            let comma = usize::from(self.is(end, &[","]));
            let and = usize::from(self.is(end + comma, &["and"]));
            at = end + comma + and;
            if comma + and == 0 {
                return (at, owners);
            }
        }
    }

    fn adjective(&self, at: usize) -> (usize, Option<String>) {
        if let Some((end, known)) = self.lookup(at) {
            let is_possessive = self.word(end).is_some_and(|word| word.kind == Kind::Possessive);
            return (if is_possessive { end + 1 } else { end }, Some(known.name));
        }
        let is_adjective = |word: &&Word<'_>| word.is_capitalised() && LEXICON.is_demonym(&word.lower());
        (at + 1, self.word(at).filter(is_adjective).map(|word| word.text.to_owned()))
    }

    /// Reads owners with a name each: `of Norland, Ada Korn, and Sudland, Jon Vale`, `of Norland (Ada Korn)`.
    fn pairs(&self, plural: &Plural) -> Option<Vec<Holder>> {
        let mut holders = Vec::new();
        let mut at = plural.end + usize::from(self.is(plural.end, &["of", "from"]));
        if at == plural.end {
            return None;
        }
        loop {
            at += usize::from(self.is(at, &["the"]));
            let known = self.lookup(at).map(|(end, known)| (end, known.name));
            let run = || self.capital_run(at).map(|end| (end, phrase(&self.words[at..end])));
            let Some((owner_end, of)) = known.or_else(run) else { break };
            let is_marked = self.is(owner_end, &[",", "(", "–", "—", "-", ":"]);
            let name_at = owner_end + usize::from(is_marked);
            let (name_at, gender) = self.after_honorifics(name_at);
            let Some((end, name)) = self.person_name(name_at) else { break };
            if end < name_at + 2 || self.lookup(name_at).is_some_and(|(_, known)| known.sort.is_some()) {
                break;
            }
            let whose = Whose::Named(of);
            holders.push(Holder { start: name_at, end, name, office: plural.office(whose), gender });
            let close = usize::from(self.is(end, &[")"]));
            let mark = usize::from(self.is(end + close, &[",", ";"]));
            let and = usize::from(self.is(end + close + mark, &["and"]));
            if mark + and == 0 {
                break;
            }
            at = end + close + mark + and;
        }
        (holders.len() >= 2).then_some(holders)
    }

    fn plural(&self, at: usize) -> Option<Plural> {
        const WORDS_MAX: usize = 6;
        let is_plural = |at: &usize| matches!(self.words[*at].tag, "NNS" | "NNPS" | "NNP");
        for head in (at..self.words.len().min(at + WORDS_MAX)).filter(is_plural) {
            let lower = self.words[head].lower();
            let Some(singular) = lower.strip_suffix('s') else { continue };
            let before = phrase(&self.words[at..head]);
            let longer = format!("{} {singular}", self.words[head.saturating_sub(1)].lower());
            let known = LEXICON.title(singular).or_else(|| LEXICON.title(&longer))?;
            let are_modifiers = (at..head).all(|at| LEXICON.is_title_modifier(&self.words[at].lower()))
                || LEXICON.title(&format!("{} {singular}", before.to_lowercase())).is_some();
            let text = self.words[head].text;
            let title = format!("{before} {}", &text[..text.len() - 1]).trim().to_owned();
            return (before.is_empty() || are_modifiers).then_some(Plural { end: head + 1, title, known });
        }
        None
    }

    /// Reads the owners behind the plural: `of Norland and Sudland`; none where they are only counted.
    fn owners(&self, end: usize) -> (usize, Vec<String>) {
        if !self.is(end, &["of"]) {
            return (end, Vec::new());
        }
        let mut owners = Vec::new();
        let mut at = end + 1;
        loop {
            at += usize::from(self.is(at, &["the", "both"]));
            let known = self.lookup(at).map(|(after, known)| (after, known.name));
            let named = known.or_else(|| self.capital_run(at).map(|after| (after, phrase(&self.words[at..after]))));
            let Some((after, name)) = named else { break };
            owners.push(name);
            at = after;
            let is_next_capital = || self.word(at + 1).is_some_and(Word::is_capitalised);
            let goes_on = self.is(at, &[","]) && is_next_capital() && self.owner_follows(at + 1);
            if !goes_on && !self.is(at, &["and"]) {
                return (at, owners);
            }
            at += 1;
        }
        // `of the two countries`.
        let head = self.noun_from(at);
        let is_counted = self.word(head).is_some_and(|word| LEXICON.group_head(&word.lower()).is_some());
        if is_counted && owners.is_empty() { (head + 1, owners) } else { (end, Vec::new()) }
    }

    /// Returns whether after a comma the list of owners goes on, and not that of the holders.
    fn owner_follows(&self, at: usize) -> bool {
        self.lookup(at).is_some() || self.capital_run(at).is_some_and(|end| end == at + 1)
    }

    /// Reads names with what each is of: `Ada Korn for Norland and Jon Vale for Sudland`.
    fn names_of(&self, at: usize, plural: &Plural) -> Option<Vec<Holder>> {
        let mut holders = Vec::new();
        let mut at = at;
        loop {
            let (end, name) = self.person_name(at)?;
            if self.lookup(at).is_some_and(|(_, known)| known.sort.is_some()) {
                return None;
            }
            let behind = self.owner_behind(end).filter(|_| self.is(end, &["of", "for"]));
            let (close, whose) = behind.or_else(|| self.in_brackets(end)).unwrap_or((end, Whose::Unsaid));
            let gender = plural.known.gender;
            holders.push(Holder { start: at, end: close, name, office: plural.office(whose), gender });
            let comma = usize::from(self.is(close, &[","]));
            let and = usize::from(self.is(close + comma, &["and"]));
            let next = close + comma + and;
            if comma + and == 0 || self.person_name(next).is_none() {
                return Some(holders);
            }
            at = next;
        }
    }
}
