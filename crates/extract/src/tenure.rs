//! Whose are the offices of which the words beside them do not tell it? What was named before tells.
//!
//! `its prime minister` belongs to the subject of the sentence before, `Prime Minister Korn` to the state named last,
//! and `the director` after a sentence about Korn alone is Korn.

use std::collections::{BTreeMap, BTreeSet};

use crate::holding::{Binding, is_part, people, person, possessed_people};
use crate::incumbent::Incumbents;
use crate::lexicon::{Class, LEXICON, TitleKind};
use crate::mention::{Pronoun, SeenOffice, Target};
use crate::names::Names;
use crate::owner::Whose;
use crate::roll::{Lands, Line, is_unknown_adjective};
use crate::setting::{
    Owner, author, home, is_of_state_body, labels, owners_in, state_named_in, subject_of_several, town,
};
use crate::word::{Kind, Word};

/// Settles the offices of a document.
pub(crate) fn settle(lines: &mut [Line<'_>], lands: &Lands, names: &Names) {
    possessed_people(lines);
    let mut people = people(lines);
    people.extend(served(lines));
    let incumbents = Incumbents::of(&people, names.published);
    let mut tenure = Tenure::of(lines, lands, &incumbents, names);
    Binding { lands, incumbents: &incumbents }.bind_titles(lines);
    for at in 0..lines.len() {
        for index in 0..lines[at].sightings.len() {
            tenure.settle_sighting(lines, at, index);
        }
    }
    tenure.keep_the_fullest(lines);
}

/// Returns the names of those for whom somebody unnamed speaks: `a spokesman for Ada Korn`.
fn served(lines: &[Line<'_>]) -> Vec<String> {
    let groups = lines.iter().flat_map(|line| &line.sightings).filter_map(|sighting| match &sighting.points_at {
        Target::Group { name, .. } => name.split_once(" of ").or_else(|| name.split_once(" for ")),
        _ => None,
    });
    groups.map(|(_, name)| name.to_owned()).filter(|name| name.contains(' ')).collect()
}

struct Tenure<'a> {
    lands: &'a Lands,
    incumbents: &'a Incumbents,
    /// Every state and body in the order of the text.
    owners: Vec<Owner>,
    names: BTreeSet<String>,
    /// The names with which longer ones begin: `Lissmar` beside `Lissmar Docks`.
    short: BTreeSet<String>,
    /// Whose words the text is.
    author: Option<String>,
    /// The state whose body's paper it is.
    home: Option<String>,
    /// The noun by which the text speaks of a town.
    town: Option<String>,
    /// The state that the label at the head of a paragraph names, or whose speaker has the word, from there on.
    labels: BTreeMap<usize, Option<String>>,
    /// Who is known to hold which title of whom.
    held: BTreeMap<(String, String), String>,
    /// The state or body of each person with an office, as far as the text has been settled.
    states: BTreeMap<String, Option<String>>,
}

/// An owner is looked for in so many sentences before.
const REACH_LINES: usize = 4;

impl<'a> Tenure<'a> {
    fn of(lines: &[Line<'_>], lands: &'a Lands, incumbents: &'a Incumbents, names: &Names) -> Self {
        let mut owners = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            owners.extend(owners_in(line, at, lands));
        }
        let named: BTreeSet<String> = owners.iter().map(|owner: &Owner| owner.name.clone()).collect();
        let firsts = named.iter().filter_map(|name| name.split_once(' '));
        let short = firsts.map(|(first, _)| first.to_owned()).filter(|first| named.contains(first)).collect();
        let author = author(lines);
        let home =
            home(lines).or_else(|| names.publisher.as_deref().and_then(|publisher| state_named_in(publisher, lands)));
        let town = town(lines);
        Self {
            lands,
            incumbents,
            owners,
            names: named,
            short,
            author,
            home,
            town,
            labels: labels(lines, lands),
            held: BTreeMap::new(),
            states: BTreeMap::new(),
        }
    }

    fn settle_sighting(&mut self, lines: &mut [Line<'_>], at: usize, index: usize) {
        let sighting = &lines[at].sightings[index];
        let word = lines[at].words_of(sighting).start;
        let end = lines[at].words_of(sighting).end;
        let mut target = sighting.points_at.clone();
        match &mut target {
            Target::Person { name, offices, .. } => {
                for office in offices.iter_mut() {
                    if let Some(title) = counterpart(lines, at, index, office) {
                        office.title = Some(title);
                    }
                    let said = office.of.take().map(|of| self.lands.name(&of).to_owned());
                    // Whoever is a chancellor's is the state's whose chancellor that is.
                    let is_person = said.as_ref().is_some_and(|of| self.states.contains_key(of));
                    let state = said.as_deref().and_then(|of| self.incumbents.owner_of(of));
                    if let Some(state) = state {
                        office.of = Some(state.to_owned());
                    } else if is_person {
                        office.of = said.and_then(|of| self.states.get(&of).cloned().flatten());
                    } else if said.is_some() {
                        office.of = said;
                    } else {
                        office.of = self.owner(lines, office, name, (at, word, end));
                    }
                    // Of an unknown adjective without a title nothing is known.
                    let is_lost = |of: &String| office.title.is_none() && is_unknown_adjective(of);
                    if office.of.as_ref().is_some_and(is_lost) {
                        office.of = None;
                    }
                    let state = self.states.entry(name.clone()).or_default();
                    if state.is_none() {
                        state.clone_from(&office.of);
                    }
                    if let (Some(of), Some(title)) = (&office.of, &office.title) {
                        let key = (of.clone(), title.to_lowercase());
                        self.held.entry(key).or_insert_with(|| name.clone());
                    }
                }
            }
            Target::Title { of: Some(of), .. } | Target::Noun { of: Some(of), .. } => {
                *of = self.lands.name(of).to_owned();
            }
            // `The Foreign Minister (Mr Holm)` holds what the title says.
            Target::Title { title, of, .. } => {
                let Some(holder) = in_brackets(&lines[at], index, end) else { return };
                let lower = title.to_lowercase();
                let known =
                    LEXICON.title(&lower).or_else(|| LEXICON.title(lower.split([' ', '-']).find_map(head_word)?));
                let kind = known.map_or(TitleKind::Either, |known| known.kind);
                let usual = known.and_then(|known| known.whose);
                let whose = Whose::Unsaid;
                let office = SeenOffice { title: Some(title.clone()), of: None, whose, kind, usual };
                *of = self.owner(lines, &office, &holder, (at, word, end));
            }
            _ => return,
        }
        lines[at].sightings[index].points_at = target;
    }

    /// Finds whose an office is.
    fn owner(
        &self,
        lines: &[Line<'_>],
        office: &SeenOffice,
        holder: &str,
        place: (usize, usize, usize),
    ) -> Option<String> {
        let (at, word, end) = place;
        match &office.whose {
            Whose::Named(of) => Some(self.lands.name(of).to_owned()),
            Whose::Of(Pronoun::We | Pronoun::I) => self.author.clone(),
            Whose::Of(Pronoun::They) => {
                subject_of_several(lines, at).or_else(|| self.pointed_at(at, word, office.kind))
            }
            Whose::Of(Pronoun::It) if office.kind == TitleKind::State => self.pointed_at(at, word, office.kind),
            Whose::Of(Pronoun::It) => {
                self.noun_pointed_at(lines, at, word).or_else(|| self.pointed_at(at, word, office.kind))
            }
            Whose::Of(Pronoun::He | Pronoun::She) => self.of_person(lines, at, word, holder),
            Whose::Relative => self.before(at, word, |_| true),
            Whose::Noun(noun) => Some(self.of_noun(noun, at, word)),
            Whose::Nth(nth) => self.spoken_of_together(at, *nth),
            Whose::Unsaid => {
                let behind_person = possessor_before(&lines[at], word);
                let state = behind_person.and_then(|name| self.states.get(&name).cloned().flatten());
                state.or_else(|| self.likely(lines, office, holder, (at, word, end)))
            }
        }
    }

    /// Returns the owners that a sentence names.
    fn on_line(&self, line: usize) -> &[Owner] {
        let start = self.owners.partition_point(|owner| owner.line < line);
        let end = self.owners.partition_point(|owner| owner.line <= line);
        &self.owners[start..end]
    }

    /// Returns the owners before a place, in order.
    fn until(&self, at: usize, word: usize) -> &[Owner] {
        &self.owners[..self.owners.partition_point(|owner| (owner.line, owner.word) < (at, word))]
    }

    /// Returns what `its` points at: the subject of its sentence or of the one before, else what was named last.
    fn pointed_at(&self, at: usize, word: usize, kind: TitleKind) -> Option<String> {
        let fits = |owner: &&Owner| match kind {
            TitleKind::State => owner.is_state || owner.may_be_state,
            TitleKind::Body => !owner.is_state,
            _ => true,
        };
        let here: Vec<&Owner> = self.on_line(at).iter().rev().filter(|owner| owner.word < word).filter(fits).collect();
        // `Norland by its premier, and Sudland by its envoy`.
        let beside = here.first().filter(|owner| owner.word + 2 >= word);
        let subject = beside.or_else(|| here.iter().find(|owner| owner.is_subject)).or_else(|| here.first());
        if let Some(owner) = subject {
            return Some(owner.name.clone());
        }
        for line in (at.saturating_sub(REACH_LINES)..at).rev() {
            let owners: Vec<&Owner> = self.on_line(line).iter().filter(fits).collect();
            if let Some(owner) = owners.iter().find(|owner| owner.is_subject).or_else(|| owners.last()) {
                return Some(owner.name.clone());
            }
        }
        None
    }

    /// Returns the body that a common noun before `its` names: `As for the city, its director`.
    fn noun_pointed_at(&self, lines: &[Line<'_>], at: usize, word: usize) -> Option<String> {
        let named = self.on_line(at).iter().rev().find(|owner| owner.word < word).map_or(0, |owner| owner.word + 1);
        let between = lines[at].words.get(named..word)?;
        let is_body = |word: &&Word<'_>| word.tag == "NN" && LEXICON.is_actor_noun(word.text);
        let noun = between.iter().rev().find(is_body)?;
        Some(self.of_noun(noun.text, at, word))
    }

    /// Returns the state of the person that `her` in `her foreign minister` points at.
    fn of_person(&self, lines: &[Line<'_>], at: usize, word: usize, holder: &str) -> Option<String> {
        let before = (at.saturating_sub(REACH_LINES)..=at).rev().flat_map(|line| {
            let sightings = lines[line].sightings.iter().rev();
            sightings.filter(move |sighting| line < at || lines[line].words_of(sighting).start < word)
        });
        let owners = before.filter_map(|sighting| match &sighting.points_at {
            Target::Person { name, offices, .. } if name != holder => {
                offices.iter().find_map(|office| office.of.clone())
            }
            _ => None,
        });
        owners.into_iter().next()
    }

    /// Returns the last owner before a place that fits.
    fn before(&self, at: usize, word: usize, fits: impl Fn(&Owner) -> bool) -> Option<String> {
        let mut near = self.until(at, word).iter().rev().take_while(|owner| owner.line + REACH_LINES >= at);
        let last = near.find(|owner| fits(owner));
        last.map(|owner| owner.name.clone())
    }

    /// Returns the body that a common noun means: one whose name has the noun in it, or that named last for `company`.
    fn of_noun(&self, noun: &str, at: usize, word: usize) -> String {
        let head = noun.rsplit(' ').next().unwrap_or(noun);
        let is_named_so =
            |owner: &Owner| owner.name.split(' ').any(|part| part.eq_ignore_ascii_case(head)) && !owner.is_state;
        let is_general = LEXICON.is(Class::AnyBody, noun);
        let is_land = LEXICON.is(Class::AnyLand, noun);
        let named = self.before(at, word, is_named_so);
        let general = || is_general.then(|| self.before(at, word, |owner| !owner.is_state)).flatten();
        let land = || is_land.then(|| self.before(at, word, |owner| owner.is_state)).flatten();
        named.or_else(general).or_else(land).unwrap_or_else(|| noun.to_owned())
    }

    /// Returns one of the states that the last sentence to name several of them names.
    fn spoken_of_together(&self, at: usize, nth: usize) -> Option<String> {
        for line in (at.saturating_sub(REACH_LINES)..=at).rev() {
            let mut states: Vec<&str> = Vec::new();
            for owner in self.on_line(line).iter().filter(|owner| owner.is_state) {
                if !states.contains(&owner.name.as_str()) {
                    states.push(&owner.name);
                }
            }
            if states.len() >= 2 {
                return states.get(nth).map(|state| (*state).to_owned());
            }
        }
        None
    }

    /// Returns the likeliest owner of an office that tells none.
    fn likely(
        &self,
        lines: &[Line<'_>],
        office: &SeenOffice,
        holder: &str,
        place: (usize, usize, usize),
    ) -> Option<String> {
        let (at, word, end) = place;
        let title = office.title.as_deref()?.to_lowercase();
        if let Some(of) = self.incumbents.owner(holder, &title) {
            return Some(of.to_owned());
        }
        // The Commission is likely where the Union or its Council is named.
        let is_near = |usual: &&str| {
            let first = usual.split(' ').next();
            usual.contains(' ') && self.names.iter().any(|name| name.contains(' ') && name.split(' ').next() == first)
        };
        if let Some(usual) = office.usual.filter(|usual| self.names.contains(*usual) || is_near(usual)) {
            return Some(usual.to_owned());
        }
        let is_free = |owner: &Owner| {
            let held = self.held.get(&(owner.name.clone(), title.clone()));
            held.is_none_or(|other| other == holder)
        };
        let is_presidency = title.ends_with("president");
        let is_of_state = title.split(' ').any(|word| LEXICON.is(Class::StateBody, word));
        let kind = if is_of_state { TitleKind::State } else { office.kind };
        if let Some(home) = self.home.as_ref().filter(|_| kind == TitleKind::State) {
            return Some(home.clone());
        }
        let is_land = |owner: &Owner| owner.is_state || owner.may_be_state;
        let label = self.labels.range(..=at).next_back().map(|(_, label)| label.as_deref());
        if let Some(label) = label.flatten().filter(|_| kind == TitleKind::State || is_presidency) {
            return Some(label.to_owned());
        }
        let is_author = |owner: &Owner| Some(&owner.name) == self.author.as_ref();
        let is_short = |owner: &Owner| self.short.contains(&owner.name);
        let is_company =
            |owner: &Owner| !owner.is_state && !owner.is_place && !is_of_state_body(&owner.name) && !is_short(owner);
        let fits = |owner: &Owner| match kind {
            TitleKind::State => is_land(owner) && is_free(owner),
            TitleKind::Body => is_company(owner) && is_free(owner) && !is_author(owner),
            TitleKind::Either => !owner.is_place && (is_land(owner) || !is_presidency) && is_free(owner),
            TitleKind::Town => owner.is_place,
            _ => false,
        };
        // `Callow will send boats to Marn, Foreign Minister Korn said`: who speaks for Callow.
        let is_behind_comma = word > 0 && matches!(lines[at].words[word - 1].text, "," | "”" | "\"");
        let told_of = || self.on_line(at).iter().find(|owner| owner.word < word && owner.is_subject && fits(owner));
        if let Some(owner) = Some(()).filter(|()| is_behind_comma && kind == TitleKind::State).and_then(|()| told_of())
        {
            return Some(owner.name.clone());
        }
        let near = self.until(at, word).iter().rev();
        let near = near.take_while(|owner| owner.line + 2 >= at).find(|owner| fits(owner));
        if let Some(owner) = near {
            return Some(owner.name.clone());
        }
        // A mayor in a text about `the city` is its mayor.
        if let Some(town) = self.town.as_ref().filter(|_| kind == TitleKind::Town) {
            return Some(town.clone());
        }
        let behind = self.on_line(at).iter().find(|owner| owner.word >= end && owner.is_subject && fits(owner));
        let far = || self.before(at, word, fits).or_else(|| self.most_named(fits));
        behind.map(|owner| owner.name.clone()).or_else(far)
    }

    /// Returns the fitting owner that the document names most often.
    fn most_named(&self, fits: impl Fn(&Owner) -> bool) -> Option<String> {
        // What a document is about it names early.
        const OWNERS_MAX: usize = 1000;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for owner in self.owners.iter().take(OWNERS_MAX).filter(|owner| fits(owner)) {
            *counts.entry(&owner.name).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))?;
        Some(most.0.to_owned())
    }

    /// Leaves each person each office once, in its fullest form.
    fn keep_the_fullest(&self, lines: &mut [Line<'_>]) {
        let mut all: BTreeMap<String, Vec<SeenOffice>> = BTreeMap::new();
        for sighting in lines.iter().flat_map(|line| &line.sightings) {
            if let Target::Person { name, offices, .. } = &sighting.points_at {
                let known = all.entry(name.clone()).or_default();
                for office in offices {
                    if !known.contains(office) {
                        known.push(office.clone());
                    }
                }
            }
        }
        for sighting in lines.iter_mut().flat_map(|line| &mut line.sightings) {
            if let Target::Person { name, offices, .. } = &mut sighting.points_at {
                let known = all.get(name).map(Vec::as_slice).unwrap_or_default();
                offices.retain_mut(|office| keep(office, known));
            }
        }
    }
}

/// Returns whether an office says something that no other of the person says better; what was only guessed of it is
/// taken from where it is said.
fn keep(office: &mut SeenOffice, known: &[SeenOffice]) -> bool {
    let Some(title) = office.title.clone() else {
        return !known.iter().any(|other| other.title.is_some() && (other.of.is_none() || other.of == office.of));
    };
    let is_said = |office: &SeenOffice| !office.whose.is_unsaid();
    let is_fuller = |other: &SeenOffice| {
        let Some(held) = &other.title else { return false };
        let is_compatible = other.of == office.of || !is_said(office) || other.of.is_none() || office.of.is_none();
        !held.eq_ignore_ascii_case(&title) && is_part(&title, held) && is_compatible
    };
    if known.iter().any(is_fuller) {
        return false;
    }
    let same = known.iter().filter(|other| other.title.as_ref().is_some_and(|held| held.eq_ignore_ascii_case(&title)));
    let best = same
        .clone()
        .find(|other| is_said(other) && other.of.is_some())
        .or_else(|| same.clone().find(|other| other.of.is_some()));
    if let Some(best) = best.filter(|_| !is_said(office) || office.of.is_none()) {
        office.of.clone_from(&best.of);
        office.title.clone_from(&best.title);
    }
    true
}

/// Returns what `counterpart` means: the title of the person named last before.
fn counterpart(lines: &[Line<'_>], at: usize, index: usize, office: &SeenOffice) -> Option<String> {
    office.title.as_deref().filter(|title| title.eq_ignore_ascii_case("counterpart"))?;
    let here = lines[at].sightings[..index].iter().rev();
    let before = lines[at.saturating_sub(1)..at].iter().flat_map(|line| line.sightings.iter().rev());
    let titles = here.chain(before).filter_map(|sighting| match &sighting.points_at {
        Target::Person { offices, .. } => offices.iter().find(|office| office.kind == TitleKind::State)?.title.clone(),
        _ => None,
    });
    titles.into_iter().next()
}

/// Returns the person in brackets behind a title.
fn in_brackets(line: &Line<'_>, index: usize, end: usize) -> Option<String> {
    let next = line.sightings.get(index + 1)?;
    let is_behind = line.words.get(end).is_some_and(|word| word.text == "(") && line.words_of(next).start == end + 1;
    person(&next.points_at).filter(|_| is_behind)
}

/// Returns a word that is a title by itself: `Minister` in `Minister for Trade`.
fn head_word(word: &str) -> Option<&str> {
    LEXICON.title(word).map(|_| word)
}

/// Returns the person to whom what begins at a word belongs: `Korn's spokesman`.
fn possessor_before(line: &Line<'_>, word: usize) -> Option<String> {
    let at = word.checked_sub(1).filter(|at| line.words[*at].kind == Kind::Possessive)?;
    let owner = line.sightings.iter().find(|sighting| line.words_of(sighting).contains(&(at.saturating_sub(1))))?;
    person(&owner.points_at)
}
