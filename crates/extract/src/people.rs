//! Which people does a document name, and by which last names and spellings does it mean them?

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::EntityKind;

use crate::lexicon::{Gender, LEXICON};
use crate::mention::Target;
use crate::names::Names;
use crate::roll::Line;
use crate::spelling::{fold, is_near};

/// The people of a document by their full names.
pub(crate) struct People {
    /// The name to use for each full name.
    names: BTreeMap<String, String>,
    /// The bearer of each last name; `None` where there are several.
    by_last: BTreeMap<String, Option<String>>,
    /// The bearer of each first name; `None` where there are several.
    by_first: BTreeMap<String, Option<String>>,
}

impl People {
    /// Collects the full names of people.
    pub fn of(lines: &[Line<'_>], registry: &Names) -> Self {
        let mut full: Vec<String> = Vec::new();
        let mut is_listed = BTreeSet::new();
        for sighting in lines.iter().flat_map(|line| &line.sightings) {
            let name = match &sighting.points_at {
                Target::Person { name, .. } => name,
                Target::Name { name, kind: EntityKind::Person, .. } => name,
                _ => continue,
            };
            if name.contains(' ') && is_listed.insert(name.clone()) {
                full.push(name.clone());
            }
        }
        // Only whoever has an office is sure to be a person.
        let titled = lines.iter().flat_map(|line| &line.sightings).filter_map(|sighting| match &sighting.points_at {
            Target::Person { name, offices, .. } if !offices.is_empty() => Some(name.clone()),
            _ => None,
        });
        let titled: BTreeSet<String> = titled.collect();
        let mut people = Self { names: BTreeMap::new(), by_last: BTreeMap::new(), by_first: BTreeMap::new() };
        people.unite(&full, registry);
        people.call(&titled);
        people
    }

    /// Gives spellings of one name one name, and each last name its bearer.
    fn unite(&mut self, full: &[String], registry: &Names) {
        let mut by_sound: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in full {
            let alike = by_sound.entry(fold(last(name))).or_default();
            let same = alike.iter().find(|other| is_same_person(other, name)).cloned();
            let chosen = match same {
                Some(other) if name.split(' ').count() <= other.split(' ').count() => other,
                Some(other) => {
                    self.names.values_mut().filter(|value| **value == other).for_each(|value| value.clone_from(name));
                    alike.retain(|known| *known != other);
                    alike.push(name.clone());
                    name.clone()
                }
                None => {
                    alike.push(name.clone());
                    name.clone()
                }
            };
            self.names.insert(name.clone(), chosen);
        }
        for (sound, bearers) in by_sound {
            let one = bearers.iter().max_by_key(|name| name.len()).filter(|longest| {
                let is_part = |name: &String| longest.ends_with(name.as_str());
                bearers.len() == 1 || bearers.iter().all(is_part)
            });
            self.by_last.insert(sound, one.cloned());
        }
        for (name, last_name) in registry.people() {
            self.by_last.entry(fold(last_name)).or_insert_with(|| Some(name.to_owned()));
        }
    }

    /// Gives each first name its bearer.
    fn call(&mut self, titled: &BTreeSet<String>) {
        for (name, chosen) in self.names.iter().filter(|(name, _)| titled.contains(*name)) {
            let first = name.split(' ').next().unwrap_or(name).to_owned();
            let bearer = self.by_first.entry(first).or_insert_with(|| Some(chosen.clone()));
            if bearer.as_ref() != Some(chosen) {
                *bearer = None;
            }
        }
    }

    /// Puts the full name of each person in the place of his last name and of other spellings.
    pub fn rename(&self, lines: &mut [Line<'_>]) {
        for sighting in lines.iter_mut().flat_map(|line| &mut line.sightings) {
            match &mut sighting.points_at {
                Target::Person { name, .. } => {
                    if let Some(full) = self.full(name) {
                        full.clone_into(name);
                    }
                }
                Target::Name { name, surface, kind }
                    if !name.contains(' ') && *kind != EntityKind::State && LEXICON.name(name).is_none() =>
                {
                    // In some lands one is called by one's first name: `Abebe` is Abebe Tadesse.
                    let called =
                        || self.by_first.get(name.as_str())?.as_deref().filter(|_| *kind == EntityKind::Organisation);
                    let Some(full) = self.full(name).or_else(called).map(str::to_owned) else { continue };
                    let surface = std::mem::take(surface);
                    sighting.points_at = if surface == last(&full) {
                        Target::Person { name: full, offices: Vec::new(), gender: Gender::Unknown }
                    } else {
                        Target::Name { name: full, surface, kind: EntityKind::Person }
                    };
                }
                _ => {}
            }
        }
    }

    /// Returns the full name of a name, if it is shorter or spelt otherwise.
    fn full(&self, name: &str) -> Option<&str> {
        if let Some(known) = self.names.get(name).filter(|known| *known != name) {
            return Some(known);
        }
        let bearer = self.by_last.get(&fold(last(name)))?.as_deref()?;
        let is_short = !name.contains(' ') || bearer.ends_with(name);
        (is_short && bearer != name && is_near(last(bearer), last(name))).then_some(bearer)
    }
}

/// Returns the last word of a name that is no mere suffix.
pub(crate) fn last(name: &str) -> &str {
    let words = || name.split(' ').rev();
    let is_suffix = |word: &&str| matches!(*word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV");
    words().find(|word| !is_suffix(word)).unwrap_or(name)
}

/// Returns whether two full names with last names alike are of one person.
pub(crate) fn is_same_person(a: &str, b: &str) -> bool {
    if !is_near(last(a), last(b)) {
        return false;
    }
    if a.ends_with(b) || b.ends_with(a) {
        return true;
    }
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_owned();
    let (a, b) = (first(a), first(b));
    let is_initial = |a: &str, b: &str| a.trim_end_matches('.').chars().count() == 1 && b.starts_with(&a[..1]);
    let is_ascii = a.is_ascii() && b.is_ascii();
    is_near(&a, &b) || is_ascii && (is_initial(&a, &b) || is_initial(&b, &a))
}
