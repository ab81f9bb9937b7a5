//! Whom does a title without a name mean, and who holds which office by the words of the text?
//!
//! Somebody who was just spoken of and has no office yet holds the title that nobody else holds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use crate::incumbent::Incumbents;
use crate::lexicon::{Gender, LEXICON, TitleKind};
use crate::mention::{SeenOffice, Sighting, Target};
use crate::owner::Whose;
use crate::roll::{Lands, Line};
use crate::word::Kind;

/// Somebody is looked for in so many sentences before.
const REACH_LINES: usize = 4;

/// Puts people in the place of titles.
pub(crate) struct Binding<'a> {
    pub lands: &'a Lands,
    pub incumbents: &'a Incumbents,
}

impl Binding<'_> {
    /// Takes a title that stands alone for whoever was spoken of just before, where nobody else has such an office.
    pub fn bind_titles(&self, lines: &mut [Line<'_>]) {
        let mut offices = Offices::of(lines);
        let mut states = states(lines, self.lands);
        for (name, of) in self.incumbents.owners() {
            states.entry(name.to_owned()).or_insert_with(|| of.to_owned());
        }
        for at in 0..lines.len() {
            for index in 0..lines[at].sightings.len() {
                let Target::Title { title, of, .. } = &lines[at].sightings[index].points_at else { continue };
                let of = of.as_deref().map(|of| self.lands.name(of).to_owned());
                let held = offices.like(title);
                if let Some(name) = meant(lines, at, of.as_deref(), &held) {
                    let target = Target::Person { name, offices: Vec::new(), gender: Gender::Unknown };
                    lines[at].sightings[index].points_at = target;
                    continue;
                }
                let is_known_held = held.iter().any(|held| of.is_none() || held.owners.contains(&of));
                if let Some((name, office)) = self.incumbents.meant(title, of.as_deref()).filter(|_| !is_known_held) {
                    let target = Target::Person { name, offices: vec![office], gender: Gender::Unknown };
                    lines[at].sightings[index].points_at = target;
                    continue;
                }
                let is_speaker = title.to_lowercase().contains("spokes");
                if is_speaker || !lines[at].is_subject(&lines[at].sightings[index]) {
                    continue;
                }
                let is_of_state = of.as_deref().is_some_and(|of| self.lands.is_state(of));
                let is_held = is_known_held || held.iter().any(|held| held.owners.contains(&None));
                let just = || self.just_named(lines, at, &offices).filter(|_| of.is_none());
                let recent = || self.spoken_of(lines, at, index, &offices).filter(|_| !is_held);
                let acted = || self.acted_before(lines, at, &offices).filter(|_| !is_held && is_of_state);
                let Some(name) = recent().or_else(just).or_else(acted) else { continue };
                let lower = title.to_lowercase();
                let known = LEXICON.title(&lower).or_else(|| LEXICON.title(lower.rsplit(' ').next()?));
                // `Norland's Korn` is no chief of the Union.
                let is_other = states.get(&name).is_some_and(|state| match &of {
                    Some(of) => of != state,
                    None => known.is_some_and(|known| known.kind == TitleKind::Body),
                });
                if is_other {
                    continue;
                }
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
            offices.pass(at, &lines[at]);
        }
    }

    /// Returns the only person without an office of the sentences before.
    fn spoken_of(&self, lines: &[Line<'_>], at: usize, index: usize, offices: &Offices) -> Option<String> {
        let named = |sightings: &[Sighting]| -> Vec<String> {
            let people = sightings.iter().filter_map(|seen| person(&seen.points_at));
            people.filter(|name| !offices.held_by.contains_key(name)).collect()
        };
        let here = named(&lines[at].sightings[..index]);
        let before = &lines[at.saturating_sub(REACH_LINES)..at];
        let people: BTreeSet<String> = before.iter().flat_map(|line| named(&line.sightings)).collect();
        let mut people = people.into_iter().filter(|name| !here.contains(name));
        let one = people.next()?;
        people.next().is_none().then_some(one)
    }

    /// Returns the person whom the sentence before names, if it names no other and he has no office.
    fn just_named(&self, lines: &[Line<'_>], at: usize, offices: &Offices) -> Option<String> {
        let before = lines[..at].last()?;
        let people: BTreeSet<String> = before.sightings.iter().filter_map(|seen| person(&seen.points_at)).collect();
        let mut people = people.into_iter();
        let one = people.next()?;
        let is_free = people.next().is_none() && !offices.held_by.contains_key(&one);
        let is_new = offices.named.get(&one).is_none_or(|named| named.first_line + 1 >= at);
        (is_free && is_new).then_some(one)
    }

    /// Returns the person without an office who is the subject of the sentence before: the Norlandic premier of this one.
    fn acted_before(&self, lines: &[Line<'_>], at: usize, offices: &Offices) -> Option<String> {
        let before = lines[..at].last()?;
        let subject = before.sightings.iter().find(|sighting| before.is_subject(sighting))?;
        person(&subject.points_at).filter(|name| !offices.held_by.contains_key(name))
    }
}

/// Who is said to hold which title, and how often each has been named so far.
struct Offices {
    titles: Vec<HeldTitle>,
    /// The titles with each word.
    by_word: BTreeMap<String, Vec<usize>>,
    /// The titles that each person holds.
    held_by: BTreeMap<String, Vec<usize>>,
    named: BTreeMap<String, Named>,
}

/// A title that somebody is said to hold.
struct HeldTitle {
    /// Its words in lower case.
    words: Vec<String>,
    holders: BTreeSet<String>,
    /// The states and bodies whose title it is.
    owners: BTreeSet<Option<String>>,
    /// How often that holder has been named so far who has been named most, and who it is.
    most: Option<(usize, Reverse<String>)>,
}

/// How often somebody has been named so far, and where first.
struct Named {
    count: usize,
    first_line: usize,
}

impl Offices {
    fn of(lines: &[Line<'_>]) -> Self {
        let mut offices =
            Self { titles: Vec::new(), by_word: BTreeMap::new(), held_by: BTreeMap::new(), named: BTreeMap::new() };
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (name, title, of) in self::offices(lines) {
            let lower = title.to_lowercase();
            let place = *places.entry(lower).or_insert_with_key(|title| offices.add(title));
            let held = &mut offices.titles[place];
            held.owners.insert(of);
            if held.holders.insert(name.clone()) {
                offices.held_by.entry(name).or_default().push(place);
            }
        }
        offices
    }

    fn add(&mut self, title: &str) -> usize {
        let words: Vec<String> = words_of(title).map(str::to_owned).collect();
        for word in words.iter().collect::<BTreeSet<_>>() {
            self.by_word.entry(word.clone()).or_default().push(self.titles.len());
        }
        self.titles.push(HeldTitle { words, holders: BTreeSet::new(), owners: BTreeSet::new(), most: None });
        self.titles.len() - 1
    }

    /// Returns the titles among whose words are those of one.
    fn like(&self, title: &str) -> Vec<&HeldTitle> {
        let lower = title.to_lowercase();
        let first = words_of(&lower).next().and_then(|word| self.by_word.get(word));
        let held = first.into_iter().flatten().map(|place| &self.titles[*place]);
        held.filter(|held| words_of(&lower).all(|word| held.words.iter().any(|known| known == word))).collect()
    }

    /// Takes whom a line names.
    fn pass(&mut self, at: usize, line: &Line<'_>) {
        for name in line.sightings.iter().filter_map(|sighting| person(&sighting.points_at)) {
            let titles = self.held_by.get(&name).map(Vec::as_slice).unwrap_or_default();
            let named = self.named.entry(name.clone()).or_insert(Named { count: 0, first_line: at });
            named.count += 1;
            let most = Some((named.count, Reverse(name)));
            for title in titles {
                let known = &mut self.titles[*title].most;
                if *known < most {
                    known.clone_from(&most);
                }
            }
        }
    }
}

/// Returns the words of a title.
fn words_of(title: &str) -> impl Iterator<Item = &str> {
    title.split([' ', '-'])
}

/// Returns whom of several with such an office a title means: who acted last, else who is named most.
fn meant(lines: &[Line<'_>], at: usize, of: Option<&str>, held: &[&HeldTitle]) -> Option<String> {
    let mut holders = held.iter().flat_map(|held| &held.holders);
    let first = holders.next()?;
    if of.is_some() || holders.all(|other| other == first) {
        return None;
    }
    let is_holder = |name: &String| held.iter().any(|held| held.holders.contains(name));
    let before = lines[at.saturating_sub(REACH_LINES)..at].iter().rev();
    let mut acted = before.flat_map(|line| line.sightings.iter().filter(|sighting| line.is_subject(sighting)));
    if let Some(name) = acted.find_map(|sighting| person(&sighting.points_at).filter(is_holder)) {
        return Some(name);
    }
    let most = held.iter().filter_map(|held| held.most.as_ref()).max()?;
    Some(most.1.0.clone())
}

/// Gives people their states: `Norland's Korn`, when Korn is known to be somebody.
pub(crate) fn possessed_people(lines: &mut [Line<'_>]) {
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

/// Returns whether the words of one title are among those of another.
pub(crate) fn is_part(title: &str, held: &str) -> bool {
    let (title, held) = (title.to_lowercase(), held.to_lowercase());
    let held: Vec<&str> = words_of(&held).collect();
    words_of(&title).all(|word| held.contains(&word))
}

pub(crate) type HeldOffice = (String, String, Option<String>);

/// Returns the states and bodies for which people act without a title.
fn states(lines: &[Line<'_>], lands: &Lands) -> BTreeMap<String, String> {
    let mut states = BTreeMap::new();
    for sighting in lines.iter().flat_map(|line| &line.sightings) {
        let Target::Person { name, offices, .. } = &sighting.points_at else { continue };
        if let [SeenOffice { title: None, of: Some(of), .. }] = offices.as_slice() {
            states.entry(name.clone()).or_insert_with(|| lands.name(of).to_owned());
        }
    }
    states
}

/// Lists who is said to hold which title of whom.
pub(crate) fn offices(lines: &[Line<'_>]) -> Vec<HeldOffice> {
    let mut all = Vec::new();
    let mut is_listed = BTreeSet::new();
    for sighting in lines.iter().flat_map(|line| &line.sightings) {
        if let Target::Person { name, offices, .. } = &sighting.points_at {
            let told =
                offices.iter().filter_map(|office| Some((name.clone(), office.title.clone()?, office.of.clone())));
            all.extend(told.filter(|office| is_listed.insert(office.clone())));
        }
    }
    all
}

/// Returns the names of the people in a document.
pub(crate) fn people(lines: &[Line<'_>]) -> BTreeSet<String> {
    lines.iter().flat_map(|line| &line.sightings).filter_map(|sighting| person(&sighting.points_at)).collect()
}

pub(crate) fn person(target: &Target) -> Option<String> {
    match target {
        Target::Person { name, .. } | Target::Name { name, kind: EntityKind::Person, .. } => Some(name.clone()),
        _ => None,
    }
}
