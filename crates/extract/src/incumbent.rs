//! Whom of the people whom a document names does a title mean that the press uses for one person: `the Norlandic president`?
//!
//! The table of office-holders only chooses among people whom the document names; it names nobody by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use casus_claim::{KnownOffice, Term};
use jiff::civil::Date;

use crate::lexicon::{LEXICON, TitleKind, rows};
use crate::mention::SeenOffice;
use crate::owner::Whose;
use crate::people::{is_same_person, last};
use crate::spelling::fold;

/// Somebody in office.
struct Incumbent {
    name: &'static str,
    titles: Vec<&'static str>,
    of: &'static str,
    /// The first and the last month.
    from: &'static str,
    to: &'static str,
}

/// The rows of the table by what the spellings of the last name have in common.
static INCUMBENTS: LazyLock<BTreeMap<String, Vec<Incumbent>>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Vec<Incumbent>> = BTreeMap::new();
    for row in rows(include_str!("../data/incumbents.tsv")) {
        let titles = row[1].split('|').collect();
        let one = Incumbent { name: row[0], titles, of: row[2], from: row[3], to: row[4] };
        all.entry(fold(last(row[0]))).or_default().push(one);
    }
    all
});

impl Incumbent {
    fn is_in_office(&self, month: Option<&str>) -> bool {
        month.is_none_or(|month| self.from <= month && (self.to == "-" || month <= self.to))
    }

    fn is_called(&self, title: &str) -> bool {
        self.titles.iter().any(|known| known.eq_ignore_ascii_case(title))
    }
}

/// Returns who held which office when, as far as the table knows, each title by itself.
pub fn terms() -> Vec<Term> {
    let of_row = |row: &Incumbent| -> Vec<Term> {
        let first = |month: &str| format!("{month}-01").parse::<Date>().ok();
        let (from, to) = (first(row.from), first(row.to).map(Date::last_of_month));
        let office = |title: &&str| KnownOffice { title: (*title).to_owned(), of: row.of.to_owned(), from, to };
        row.titles.iter().map(|title| Term { person: row.name.to_owned(), office: office(title) }).collect()
    };
    INCUMBENTS.values().flatten().flat_map(of_row).collect()
}

/// The people of a document who are known to hold an office.
pub(crate) struct Incumbents {
    /// The name in the document, with the row.
    named: Vec<(String, &'static Incumbent)>,
}

impl Incumbents {
    /// Chooses the rows of the people whom a document names, in office when it was published.
    pub fn of(people: &BTreeSet<String>, published: Option<Date>) -> Self {
        let month = published.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
        let mut named = Vec::new();
        for name in people {
            let rows = INCUMBENTS.get(&fold(last(name))).map(Vec::as_slice).unwrap_or_default();
            let is_meant = |row: &&Incumbent| is_same_person(row.name, name) && row.is_in_office(month.as_deref());
            named.extend(rows.iter().filter(is_meant).map(|row| (name.clone(), row)));
        }
        Self { named }
    }

    /// Returns the only person of the document whom a title means, with the office by its words.
    pub fn meant(&self, title: &str, of: Option<&str>) -> Option<(String, SeenOffice)> {
        // `the Commission President`
        let whole = of.map(|of| format!("{of} {title}"));
        let is_meant = |(_, row): &&(String, &Incumbent)| {
            // Without an owner a title such as `the chief` may be anybody's.
            let is_usual = row.titles[0].eq_ignore_ascii_case(title) || title.contains([' ', '-']);
            // `the Commission President`.
            let is_short = |of: &str| row.of.rsplit_once(' ').is_some_and(|(_, last)| last == of);
            let is_owner = of.map_or(is_usual, |of| of == row.of || is_short(of));
            is_owner && row.is_called(title) || whole.as_deref().is_some_and(|whole| row.is_called(whole))
        };
        let mut meant = self.named.iter().filter(is_meant);
        let (name, row) = meant.next()?;
        if meant.any(|(other, _)| other != name) {
            return None;
        }
        let known = LEXICON.title(&title.to_lowercase());
        let office = SeenOffice {
            title: Some(title.to_owned()),
            of: Some(row.of.to_owned()),
            whose: Whose::Named(row.of.to_owned()),
            kind: known.map_or(TitleKind::Either, |known| known.kind),
            usual: None,
        };
        Some((name.clone(), office))
    }

    /// Returns whose office somebody of the document holds by a title.
    pub fn owner(&self, name: &str, title: &str) -> Option<&'static str> {
        let mut rows = self.named.iter().filter(|(other, row)| other == name && row.is_called(title));
        let of = rows.next()?.1.of;
        rows.all(|(_, row)| row.of == of).then_some(of)
    }

    /// Returns the state or body of somebody of the document, by the full name or the last one.
    pub fn owner_of(&self, name: &str) -> Option<&'static str> {
        let mut rows = self.named.iter().filter(|(other, _)| other == name || last(other) == name);
        let of = rows.next()?.1.of;
        rows.all(|(_, row)| row.of == of).then_some(of)
    }

    /// Lists the state or body of each.
    pub fn owners(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.named.iter().map(|(name, row)| (name.as_str(), row.of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_row_has_titles_and_an_owner_that_the_tables_know() {
        for row in rows(include_str!("../data/incumbents.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(LEXICON.name(row[2]).is_some_and(|known| known.name == row[2]), "nobody is called `{}`", row[2]);
            assert!(row[4] == "-" || row[3] < row[4], "{row:?}");
        }
    }

    #[test]
    fn a_term_goes_from_the_first_day_of_its_first_month_to_the_last_of_its_last() {
        let terms = terms();
        let is_row = |term: &&Term| term.person == "Joe Biden" && term.office.title == "President";
        let biden = &terms.iter().find(is_row).expect("a row").office;
        assert_eq!((biden.from, biden.to), (Some(date(2021, 1, 1)), Some(date(2025, 1, 31))));
        assert!(terms.iter().any(|term| term.office.to.is_none()));
    }

    #[test]
    fn a_title_means_who_holds_it_and_is_named() {
        let people = BTreeSet::from(["Joe Biden".to_owned(), "Trump".to_owned(), "Ada Korn".to_owned()]);
        let meant = |day, of| {
            let found = Incumbents::of(&people, Some(day)).meant("President", Some(of));
            found.map(|(name, _)| name)
        };
        assert_eq!(meant(date(2023, 5, 7), "United States").as_deref(), Some("Joe Biden"));
        assert_eq!(meant(date(2025, 5, 7), "United States").as_deref(), Some("Trump"));
        assert_eq!(meant(date(2025, 5, 7), "France"), None);
    }
}
