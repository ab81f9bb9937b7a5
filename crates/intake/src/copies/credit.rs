//! From which agency does a text say that it is?
//!
//! In goes a text; out comes the name in its credit line, at its head or at its foot. That somebody told an agency something is
//! no credit: such a sentence has neither the place nor the form of one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casus_text::Source;
use regex::Regex;

use crate::head::head_lines;

/// The forms of a credit line.
const CREDITS: &str = include_str!("../../data/credits.tsv");
/// So many lines at the foot of a text can hold a credit.
const FOOT_LINES_MAX: usize = 3;

/// A form of a credit line, with the example that is its test.
struct Form {
    is_at_head: bool,
    pattern: Regex,
    #[cfg(test)]
    example: (&'static str, &'static str),
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| CREDITS.lines().filter_map(Form::of).collect());

impl Form {
    /// Reads a line of the table; a comment is none.
    fn of(line: &'static str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [place, pattern, _example, _agency] = columns[..] else { panic!("`{line}` has not four columns") };
        Some(Self {
            is_at_head: place == "head",
            pattern: Regex::new(pattern).expect("a form is a regular expression"),
            #[cfg(test)]
            example: (_example, _agency),
        })
    }

    fn agency(&self, line: &str) -> Option<String> {
        let found = self.pattern.captures(line)?;
        Some(found["agency"].trim().to_owned())
    }
}

/// Returns the agency that a text names in its credit line.
pub(super) fn credit(source: &Source) -> Option<String> {
    let head: Vec<&str> = head_lines(source).iter().map(|line| source.slice(line.span)).collect();
    let lines = source.text().lines().map(str::trim).filter(|line| !line.is_empty());
    let foot: Vec<&str> = lines.rev().take(FOOT_LINES_MAX).collect();
    let at_head = head.iter().find_map(|line| of_line(line, true));
    at_head.or_else(|| foot.iter().find_map(|line| of_line(line, false)))
}

fn of_line(line: &str, is_at_head: bool) -> Option<String> {
    FORMS.iter().filter(|form| form.is_at_head == is_at_head).find_map(|form| form.agency(line))
}

/// Agencies by their names, in which another name of theirs is found: the same but for case, articles and dots, or one the
/// initials of the other.
#[derive(Default)]
pub(super) struct Agencies {
    names: BTreeSet<String>,
    initials: BTreeSet<String>,
}

impl<'a> FromIterator<&'a str> for Agencies {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut agencies = Self::default();
        for words in names.into_iter().map(words) {
            agencies.initials.extend(initials(&words));
            agencies.names.insert(words.join(" "));
        }
        agencies
    }
}

impl Agencies {
    /// Returns whether a name is that of one of them.
    pub(super) fn has(&self, name: &str) -> bool {
        let words = words(name);
        let name = words.join(" ");
        let is_short_for_one = self.initials.contains(&name);
        self.names.contains(&name)
            || is_short_for_one
            || initials(&words).is_some_and(|short| self.names.contains(&short))
    }
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|character: char| character.is_whitespace() || character == '-');
    let words = words.map(|word| word.replace('.', "").to_lowercase());
    words.filter(|word| !word.is_empty() && word != "the").collect()
}

fn initials(words: &[String]) -> Option<String> {
    (words.len() > 1).then(|| words.iter().filter_map(|word| word.chars().next()).collect())
}

#[cfg(test)]
mod tests {
    use casus_text::Origin;

    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let source = Source::new(text.to_owned(), Origin::default());
        assert_eq!(credit(&source).as_deref(), expected, "{text}");
    }

    #[test]
    fn every_form_reads_its_example() {
        for form in &*FORMS {
            let (example, agency) = form.example;
            assert_eq!(form.agency(example).as_deref(), Some(agency), "{example}");
        }
    }

    #[test]
    fn a_credit_stands_at_the_head_or_at_the_foot() {
        check("Talks go on\n\nEASTPORT, May 3 (Norland Wire) - The two sides met.\n", Some("Norland Wire"));
        check("Talks go on\n\nThe two sides met.\n\nSource: Norland Wire\n", Some("Norland Wire"));
    }

    #[test]
    fn what_somebody_told_an_agency_is_no_credit() {
        check("Talks go on\n\nMinister Ada Korn told Norland Wire that the two sides had met.\n", None);
        check("The Northern League (NL) - an alliance of six states - met in Eastport.\n", None);
        check("EASTPORT, 3 May - The two sides met (again).\n", None);
        check("", None);
    }

    #[test]
    fn an_agency_is_known_by_its_initials() {
        let is_same = |one: &str, other: &str| [one].into_iter().collect::<Agencies>().has(other);
        assert!(is_same("NW", "Norland Wire") && is_same("Norland Wire", "N.W."));
        assert!(is_same("the norland wire", "Norland Wire"));
        assert!(!is_same("Norland Wire", "Norland Post"));
    }
}
