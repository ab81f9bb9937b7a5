//! Which names are known beforehand: those of the tables, and before them those of the dossier.

use std::collections::BTreeMap;

use casus_claim::{EntityKind, KnownOffice, Registry};
use jiff::civil::Date;

use crate::lexicon::{Known, KnownSort, LEXICON, words_of};

/// A name that is known beforehand, with its bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The name to use.
    pub name: String,
    pub kind: EntityKind,
    /// What the table says of it; `None` for a name of the dossier.
    pub sort: Option<KnownSort>,
}

/// The names of a dossier, in front of the tables.
#[derive(Debug, Default)]
pub(crate) struct Names {
    bearers: BTreeMap<String, (String, EntityKind)>,
    /// How many words the longest name has that begins with a word.
    lengths: BTreeMap<String, usize>,
    /// The offices that are held on the day of publication, or all of them where that is not known, with their holders.
    offices: Vec<(KnownOffice, String)>,
    /// The day of publication, where it is known.
    pub published: Option<Date>,
    /// Who published the document, where that is known.
    pub publisher: Option<String>,
}

impl Names {
    /// Takes the names and aliases of a registry, and the offices of the day.
    pub fn of(registry: &Registry, published: Option<Date>, publisher: Option<String>) -> Self {
        let mut names = Self { published, publisher, ..Self::default() };
        for actor in &registry.actors {
            let held = actor.offices.iter().filter(|office| published.is_none_or(|day| office.is_held_on(day)));
            names.offices.extend(held.map(|office| (office.clone(), actor.name.clone())));
            for spelling in std::iter::once(&actor.name).chain(&actor.aliases) {
                let spelling = spelling.strip_prefix("the ").unwrap_or(spelling);
                let first = spelling.split([' ', '-', '\'', '’']).next().unwrap_or(spelling);
                let longest = names.lengths.entry(first.to_owned()).or_insert(0);
                *longest = words_of(spelling).max(*longest);
                names.bearers.entry(spelling.to_owned()).or_insert_with(|| (actor.name.clone(), actor.kind));
            }
        }
        names
    }

    /// Returns whose name these words are.
    pub fn bearer(&self, words: &str) -> Option<Bearer> {
        if let Some((name, kind)) = self.bearers.get(words) {
            return Some(Bearer { name: name.clone(), kind: *kind, sort: None });
        }
        let Known { name, sort } = LEXICON.name(words)?;
        let kind = match sort {
            KnownSort::State | KnownSort::Adjective | KnownSort::Seat => EntityKind::State,
            KnownSort::Place => EntityKind::Place,
            KnownSort::Organisation => EntityKind::Organisation,
            KnownSort::Instrument => EntityKind::Instrument,
        };
        Some(Bearer { name: name.to_owned(), kind, sort: Some(sort) })
    }

    /// Returns who holds an office, if the dossier knows exactly one who may.
    pub fn holder(&self, title: &str, of: &str) -> Option<&str> {
        let is_this = |office: &KnownOffice| office.title.eq_ignore_ascii_case(title) && office.of == of;
        let mut holders = self.offices.iter().filter(|(office, _)| is_this(office)).map(|(_, name)| name.as_str());
        let holder = holders.next()?;
        holders.all(|other| other == holder).then_some(holder)
    }

    /// Returns the people of the dossier, each with the last word of the name.
    pub fn people(&self) -> impl Iterator<Item = (&str, &str)> {
        let people = self.bearers.values().filter(|(name, kind)| *kind == EntityKind::Person && name.contains(' '));
        people.filter_map(|(name, _)| Some((name.as_str(), name.rsplit(' ').next()?)))
    }

    /// Returns how many words the longest name that begins with this word has; 0 when there is none.
    pub fn words_max(&self, first: &str) -> usize {
        let own = self.lengths.get(first).copied().unwrap_or(0);
        own.max(LEXICON.name_words_max(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casus_claim::KnownActor;
    use jiff::civil::date;

    #[test]
    fn a_dossier_names_its_actors_before_the_tables_do() {
        let actor = KnownActor {
            name: "Ada Korn".to_owned(),
            kind: EntityKind::Person,
            aliases: vec!["Adda Korne".to_owned(), "Georgia".to_owned()],
            offices: vec![KnownOffice {
                title: "Premier".to_owned(),
                of: "Norland".to_owned(),
                from: Some(date(2030, 9, 1)),
                to: Some(date(2034, 8, 31)),
            }],
        };
        let registry = Registry { actors: vec![actor] };
        let names = Names::of(&registry, Some(date(2031, 5, 7)), None);
        assert_eq!(names.holder("premier", "Norland"), Some("Ada Korn"));
        assert_eq!(Names::of(&registry, Some(date(2036, 5, 7)), None).holder("premier", "Norland"), None);
        let named = |words: &str| names.bearer(words).map(|bearer| bearer.name);
        assert_eq!(named("Adda Korne"), Some("Ada Korn".to_owned()));
        assert_eq!(named("Georgia"), Some("Ada Korn".to_owned()));
        assert_eq!(named("France"), Some("France".to_owned()));
        assert_eq!(names.words_max("Adda"), 2);
    }
}
