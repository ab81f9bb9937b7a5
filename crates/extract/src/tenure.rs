//! Whose are the offices of which the words beside them do not tell it? What was named before tells.
//!
//! `its prime minister` belongs to the subject of the sentence before, `Prime Minister Korn` to the state named last,
//! and `the director` after a sentence about Korn alone is Korn.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use crate::lexicon::{Class, Gender, LEXICON, TitleKind};
use crate::mention::{Pronoun, SeenOffice, Sighting, Target};
use crate::owner::Whose;
use crate::roll::{Lands, Line, state_of_body};
use crate::word::{Kind, Word};

/// A state or body where it is named.
#[derive(Clone, Debug, Default)]
struct Owner {
    name: String,
    is_state: bool,
    /// Whether it may be a state, as nothing tells what it is.
    may_be_state: bool,
    is_place: bool,
    is_subject: bool,
    /// The sentence, and the word in it.
    line: usize,
    word: usize,
}

/// Settles the offices of a document.
pub(crate) fn settle(lines: &mut [Line<'_>], lands: &Lands) {
    let mut tenure = Tenure::of(lines, lands);
    possessed_people(lines);
    tenure.bind_titles(lines);
    for at in 0..lines.len() {
        for index in 0..lines[at].sightings.len() {
            tenure.settle_sighting(lines, at, index);
        }
    }
    tenure.keep_the_fullest(lines);
}

struct Tenure<'a> {
    lands: &'a Lands,
    /// Every state and body in the order of the text.
    owners: Vec<Owner>,
    names: BTreeSet<String>,
    /// Whose words the text is.
    author: Option<String>,
    /// The state whose body's paper it is.
    home: Option<String>,
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
    fn of(lines: &[Line<'_>], lands: &'a Lands) -> Self {
        let mut owners = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            owners.extend(owners_in(line, at, lands));
        }
        let names = owners.iter().map(|owner: &Owner| owner.name.clone()).collect();
        let author = author(lines);
        let home = home(lines);
        Self {
            lands,
            owners,
            names,
            author,
            home,
            labels: labels(lines, lands),
            held: BTreeMap::new(),
            states: BTreeMap::new(),
        }
    }

    /// Takes a title that stands alone for whoever was spoken of just before, where nobody else has such an office.
    fn bind_titles(&self, lines: &mut [Line<'_>]) {
        let offices = offices(lines);
        for at in 0..lines.len() {
            for index in 0..lines[at].sightings.len() {
                let Target::Title { title, of, .. } = &lines[at].sightings[index].points_at else { continue };
                let of = of.as_deref().map(|of| self.lands.name(of).to_owned());
                let fits = |(_, held, held_of): &&(String, String, Option<String>)| {
                    is_part(title, held) && (of.is_none() || held_of.is_none() || *held_of == of)
                };
                if let Some(name) = meant(lines, at, title, of.as_deref(), &offices) {
                    let target = Target::Person { name, offices: Vec::new(), gender: Gender::Unknown };
                    lines[at].sightings[index].points_at = target;
                    continue;
                }
                let is_speaker = title.to_lowercase().contains("spokes");
                if is_speaker || !lines[at].is_subject(&lines[at].sightings[index]) {
                    continue;
                }
                let is_of_state = of.as_deref().is_some_and(|of| self.lands.is_state(of));
                let is_held = offices.iter().any(|office| fits(&office));
                let just = || self.just_named(lines, at, &offices).filter(|_| of.is_none());
                let recent = || self.spoken_of(lines, at, index, &offices).filter(|_| !is_held);
                let acted = || self.acted_before(lines, at, &offices).filter(|_| !is_held && is_of_state);
                let Some(name) = recent().or_else(just).or_else(acted) else { continue };
                let known = LEXICON.title(&title.to_lowercase());
                let office = SeenOffice {
                    title: Some(title.clone()),
                    whose: of.clone().map_or(Whose::Unsaid, Whose::Named),
                    of,
                    kind: known.map_or(TitleKind::Either, |known| known.kind),
                    usual: known.and_then(|known| known.whose),
                };
                let target = Target::Person { name, offices: vec![office], gender: Gender::Unknown };
                lines[at].sightings[index].points_at = target;
            }
        }
    }

    /// Returns the only person without an office of the sentences before.
    fn spoken_of(&self, lines: &[Line<'_>], at: usize, index: usize, offices: &[HeldOffice]) -> Option<String> {
        let named = |sightings: &[Sighting]| -> Vec<String> {
            let people = sightings.iter().filter_map(|seen| person(&seen.points_at));
            people.filter(|name| !offices.iter().any(|(holder, _, _)| holder == name)).collect()
        };
        let here = named(&lines[at].sightings[..index]);
        let before = &lines[at.saturating_sub(REACH_LINES)..at];
        let people: BTreeSet<String> = before.iter().flat_map(|line| named(&line.sightings)).collect();
        let mut people = people.into_iter().filter(|name| !here.contains(name));
        let one = people.next()?;
        people.next().is_none().then_some(one)
    }

    /// Returns the person whom the sentence before names, if it names no other and he has no office.
    fn just_named(&self, lines: &[Line<'_>], at: usize, offices: &[HeldOffice]) -> Option<String> {
        let before = lines[..at].last()?;
        let people: BTreeSet<String> = before.sightings.iter().filter_map(|seen| person(&seen.points_at)).collect();
        let mut people = people.into_iter();
        let one = people.next()?;
        let is_free = people.next().is_none() && !offices.iter().any(|(holder, _, _)| *holder == one);
        let is_named =
            |line: &Line<'_>| line.sightings.iter().any(|seen| person(&seen.points_at).is_some_and(|name| name == one));
        let is_new = !lines[..at - 1].iter().any(is_named);
        (is_free && is_new).then_some(one)
    }

    /// Returns the person without an office who is the subject of the sentence before: the Norlandic premier of this one.
    fn acted_before(&self, lines: &[Line<'_>], at: usize, offices: &[HeldOffice]) -> Option<String> {
        let before = lines[..at].last()?;
        let subject = before.sightings.iter().find(|sighting| before.is_subject(sighting))?;
        person(&subject.points_at).filter(|name| !offices.iter().any(|(holder, _, _)| holder == name))
    }

    fn settle_sighting(&mut self, lines: &mut [Line<'_>], at: usize, index: usize) {
        let sighting = &lines[at].sightings[index];
        let word = lines[at].words_of(sighting).start;
        let end = lines[at].words_of(sighting).end;
        let mut target = sighting.points_at.clone();
        match &mut target {
            Target::Person { name, offices, .. } => {
                for office in offices.iter_mut() {
                    let said = office.of.take().map(|of| self.lands.name(&of).to_owned());
                    // Whoever is a chancellor's is the state's whose chancellor that is.
                    let is_person = said.as_ref().is_some_and(|of| self.states.contains_key(of));
                    if is_person {
                        office.of = said.and_then(|of| self.states.get(&of).cloned().flatten());
                    } else if said.is_some() {
                        office.of = said;
                    } else {
                        office.of = self.owner(lines, office, name, (at, word, end));
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
                state.or_else(|| self.likely(office, holder, (at, word, end)))
            }
        }
    }

    /// Returns what `its` points at: the subject of its sentence or of the one before, else what was named last.
    fn pointed_at(&self, at: usize, word: usize, kind: TitleKind) -> Option<String> {
        let fits = |owner: &&Owner| match kind {
            TitleKind::State => owner.is_state || owner.may_be_state,
            TitleKind::Body => !owner.is_state,
            _ => true,
        };
        let here: Vec<&Owner> =
            self.owners.iter().rev().filter(|owner| owner.line == at && owner.word < word).filter(fits).collect();
        let subject = here.iter().find(|owner| owner.is_subject).or_else(|| here.first());
        if let Some(owner) = subject {
            return Some(owner.name.clone());
        }
        for line in (at.saturating_sub(REACH_LINES)..at).rev() {
            let owners: Vec<&Owner> = self.owners.iter().filter(|owner| owner.line == line).filter(fits).collect();
            if let Some(owner) = owners.iter().find(|owner| owner.is_subject).or_else(|| owners.last()) {
                return Some(owner.name.clone());
            }
        }
        None
    }

    /// Returns the body that a common noun before `its` names: `As for the city, its director`.
    fn noun_pointed_at(&self, lines: &[Line<'_>], at: usize, word: usize) -> Option<String> {
        let named = self
            .owners
            .iter()
            .rev()
            .find(|owner| owner.line == at && owner.word < word)
            .map_or(0, |owner| owner.word + 1);
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
        let is_before = |owner: &&Owner| (owner.line, owner.word) < (at, word) && owner.line + REACH_LINES >= at;
        let last = self.owners.iter().rev().filter(is_before).find(|owner| fits(owner));
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
            for owner in self.owners.iter().filter(|owner| owner.line == line && owner.is_state) {
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
    fn likely(&self, office: &SeenOffice, holder: &str, place: (usize, usize, usize)) -> Option<String> {
        let (at, word, end) = place;
        let title = office.title.as_deref()?.to_lowercase();
        if let Some(usual) = office.usual.filter(|usual| self.names.contains(*usual)) {
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
        let is_longer = |name: &str, other: &str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        let is_short = |owner: &Owner| self.names.iter().any(|other| is_longer(&owner.name, other));
        let is_company =
            |owner: &Owner| !owner.is_state && !owner.is_place && !is_of_state_body(&owner.name) && !is_short(owner);
        let fits = |owner: &Owner| match kind {
            TitleKind::State => is_land(owner) && is_free(owner),
            TitleKind::Body => is_company(owner) && is_free(owner) && !is_author(owner),
            TitleKind::Either => !owner.is_place && (is_land(owner) || !is_presidency) && is_free(owner),
            TitleKind::Town => owner.is_place,
            _ => false,
        };
        let near = self.owners.iter().rev().filter(|owner| (owner.line, owner.word) < (at, word));
        let near = near.take_while(|owner| owner.line + 2 >= at).find(|owner| fits(owner));
        if let Some(owner) = near {
            return Some(owner.name.clone());
        }
        let behind =
            self.owners.iter().find(|owner| owner.line == at && owner.word >= end && owner.is_subject && fits(owner));
        let far = || self.before(at, word, fits).or_else(|| self.most_named(fits));
        behind.map(|owner| owner.name.clone()).or_else(far)
    }

    /// Returns the fitting owner that the document names most often.
    fn most_named(&self, fits: impl Fn(&Owner) -> bool) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for owner in self.owners.iter().filter(|owner| fits(owner)) {
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
                all.entry(name.clone()).or_default().extend(offices.iter().cloned());
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

/// Returns whether the words of one title are among those of another.
fn is_part(title: &str, held: &str) -> bool {
    let (title, held) = (title.to_lowercase(), held.to_lowercase());
    let held: Vec<&str> = held.split([' ', '-']).collect();
    title.split([' ', '-']).all(|word| held.contains(&word))
}

type HeldOffice = (String, String, Option<String>);

/// Lists who is said to hold which title of whom.
fn offices(lines: &[Line<'_>]) -> Vec<HeldOffice> {
    let mut all = Vec::new();
    for sighting in lines.iter().flat_map(|line| &line.sightings) {
        if let Target::Person { name, offices, .. } = &sighting.points_at {
            let told =
                offices.iter().filter_map(|office| Some((name.clone(), office.title.clone()?, office.of.clone())));
            all.extend(told);
        }
    }
    all
}

fn person(target: &Target) -> Option<String> {
    match target {
        Target::Person { name, .. } | Target::Name { name, kind: EntityKind::Person, .. } => Some(name.clone()),
        _ => None,
    }
}

/// Lists the states and bodies that a sentence names, adjectives among them.
fn owners_in(line: &Line<'_>, at: usize, lands: &Lands) -> Vec<Owner> {
    let mut owners = Vec::new();
    let mut taken = vec![false; line.words.len()];
    for sighting in &line.sightings {
        let words = line.words_of(sighting);
        let is_subject = line.is_subject(sighting);
        let mut add = |name: &str, is_state: bool| {
            let name = lands.name(name).to_owned();
            let may_be_state = !is_state && lands.may_be(&name);
            let owner =
                Owner { name, is_state, may_be_state, is_place: false, is_subject, line: at, word: words.start };
            owners.push(owner);
        };
        match &sighting.points_at {
            Target::Name { name, kind: EntityKind::State, .. } => add(name, true),
            Target::Name { name, kind: EntityKind::Organisation, .. } | Target::Ourselves { name, .. } => {
                add(name, lands.is_state(name));
                if let Some(state) = state_of_body(name) {
                    add(state, true);
                }
            }
            Target::Name { name, kind: EntityKind::Place, .. } if lands.is_state(name) => add(name, true),
            Target::Name { name, kind: EntityKind::Place, .. } => {
                let place =
                    Owner { name: name.clone(), is_place: true, line: at, word: words.start, ..Owner::default() };
                owners.push(place);
            }
            Target::Noun { of: Some(of), .. } | Target::Title { of: Some(of), .. } => {
                add(of, lands.is_state(lands.name(of)))
            }
            Target::Person { offices, .. } => {
                for of in offices.iter().filter_map(|office| office.of.as_deref()) {
                    add(of, lands.is_state(lands.name(of)));
                }
            }
            _ => continue,
        }
        taken[words].fill(true);
    }
    for (word, state) in line.words.iter().enumerate().filter_map(|(at, word)| Some((at, lands.state_of_word(word)?))) {
        if !taken[word] {
            owners.push(Owner { name: state.to_owned(), is_state: true, line: at, word, ..Owner::default() });
        }
    }
    owners.sort_by_key(|owner| owner.word);
    owners
}

/// Returns whom of several with such an office a title means: who acted last, else who is named most.
fn meant(lines: &[Line<'_>], at: usize, title: &str, of: Option<&str>, offices: &[HeldOffice]) -> Option<String> {
    let fits = |(_, held, _): &&HeldOffice| is_part(title, held);
    let holders: BTreeSet<&str> = offices.iter().filter(fits).map(|(name, _, _)| name.as_str()).collect();
    if of.is_some() || holders.len() < 2 {
        return None;
    }
    let is_holder = |name: &String| holders.contains(name.as_str());
    let before = lines[at.saturating_sub(REACH_LINES)..at].iter().rev();
    let mut acted = before.flat_map(|line| line.sightings.iter().filter(|sighting| line.is_subject(sighting)));
    if let Some(name) = acted.find_map(|sighting| person(&sighting.points_at).filter(is_holder)) {
        return Some(name);
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let named = lines[..at].iter().flat_map(|line| &line.sightings).filter_map(|sighting| person(&sighting.points_at));
    named.filter(is_holder).for_each(|name| *counts.entry(name).or_default() += 1);
    let most = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.clone())))?;
    Some(most.0)
}

/// Returns the person to whom what begins at a word belongs: `Korn's spokesman`.
fn possessor_before(line: &Line<'_>, word: usize) -> Option<String> {
    let at = word.checked_sub(1).filter(|at| line.words[*at].kind == Kind::Possessive)?;
    let owner = line.sightings.iter().find(|sighting| line.words_of(sighting).contains(&(at.saturating_sub(1))))?;
    person(&owner.points_at)
}

/// Gives people their states: `Norland's Korn`, when Korn is known to be somebody.
fn possessed_people(lines: &mut [Line<'_>]) {
    for line in lines.iter_mut() {
        for index in 1..line.sightings.len() {
            let before = line.words_of(&line.sightings[index - 1]);
            let here = line.words_of(&line.sightings[index]);
            let is_possessed = here.start == before.end + 1 && line.words[before.end].kind == Kind::Possessive;
            let owner = match &line.sightings[index - 1].points_at {
                Target::Name { name, kind: EntityKind::State | EntityKind::Organisation, .. } if is_possessed => {
                    name.clone()
                }
                _ => continue,
            };
            if let Target::Person { offices, .. } = &mut line.sightings[index].points_at
                && offices.is_empty()
            {
                let whose = Whose::Named(owner.clone());
                let office = SeenOffice { title: None, of: Some(owner), whose, kind: TitleKind::Either, usual: None };
                offices.push(office);
            }
        }
    }
}

/// Returns the body whose statement a headline announces.
fn author(lines: &[Line<'_>]) -> Option<String> {
    let heading =
        lines.iter().take(3).find(|line| line.words.iter().any(|word| LEXICON.is(Class::Statement, &word.lower())))?;
    let named = heading.sightings.iter().find_map(|sighting| match &sighting.points_at {
        Target::Name { name, kind: EntityKind::Organisation | EntityKind::State, .. } => Some(name.clone()),
        Target::Noun { of: Some(of), .. } => Some(of.clone()),
        _ => None,
    });
    named
}

/// Returns the state whose parliament's or ministry's paper it is, by its first lines.
fn home(lines: &[Line<'_>]) -> Option<String> {
    const HEAD_LINES: usize = 3;
    let names = lines.iter().take(HEAD_LINES).flat_map(|line| &line.sightings).filter_map(|sighting| {
        match &sighting.points_at {
            Target::Name { name, kind: EntityKind::Organisation, .. } => state_of_body(name),
            _ => None,
        }
    });
    names.map(str::to_owned).next()
}

fn is_of_state_body(name: &str) -> bool {
    name.split(' ').any(|word| LEXICON.is(Class::StateBody, &word.to_lowercase()))
}

/// Returns the state of each paragraph with a label: `FRANCE:`, `Ada Korn:`, where her office is Norland's.
fn labels(lines: &[Line<'_>], lands: &Lands) -> BTreeMap<usize, Option<String>> {
    const LABEL_WORDS_MAX: usize = 8;
    let mut labels = BTreeMap::new();
    let offices = offices(lines);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_paragraph) {
        let colon = line.words.iter().take(LABEL_WORDS_MAX).position(|word| word.text == ":");
        let first = line.sightings.first().filter(|first| colon.is_some_and(|colon| line.words_of(first).end == colon));
        let state = first.and_then(|first| match &first.points_at {
            Target::Name { name, kind: EntityKind::State, .. } => Some(name.clone()),
            Target::Name { name, kind: EntityKind::Organisation | EntityKind::Place, .. } if lands.may_be(name) => {
                Some(name.clone())
            }
            target => {
                let name = person(target)?;
                let of = offices.iter().find_map(|(holder, _, of)| of.clone().filter(|_| *holder == name))?;
                lands.is_state(lands.name(&of)).then(|| lands.name(&of).to_owned())
            }
        });
        labels.insert(at, state);
    }
    labels
}

/// Returns the noun in the plural that the sentence before is about: whose `their leader` leads.
fn subject_of_several(lines: &[Line<'_>], at: usize) -> Option<String> {
    let before = lines[..at].iter().rev().take(3);
    let subjects = before.flat_map(|line| {
        let subjects = line.words.iter().filter(|word| matches!(word.dep, "nsubj" | "nsubjpass") && word.tag == "NNS");
        subjects.map(|word| (word, LEXICON.cue(line.words[word.head].lemma).is_some()))
    });
    let mut nouns = subjects
        .filter(|(word, is_speaker)| *is_speaker || LEXICON.group_head(&word.lower()).is_some())
        .map(|(word, _)| word);
    nouns.next().map(|word| word.text.to_owned())
}
