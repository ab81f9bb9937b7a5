//! Which pipelines can be added by name alone?
//!
//! Each is pinned: the hash of its wheel is written down here, so what is fetched is what was looked at.

/// A pipeline that can be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// The name that it is added under, which is also the code of its language.
    pub(super) name: &'static str,
    /// The English name of its language.
    pub(super) language: &'static str,
    /// The package on the Python Package Index.
    pub(super) package: &'static str,
    /// The version of the package.
    pub(super) version: &'static str,
    /// The SHA-256 of the wheel, in hexadecimal digits.
    pub(super) sha256: &'static str,
    /// The licence that the pipeline itself states.
    pub(super) licence: &'static str,
    /// Who made it.
    pub(super) author: &'static str,
}

const TABLE: &str = include_str!("../../data/models.tsv");

/// Returns the pipelines in the order of the table.
pub(super) fn all() -> impl Iterator<Item = Known> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| known(line).expect("a test reads every line of the table"))
}

/// Returns the pipeline of a name.
pub(super) fn named(name: &str) -> Option<Known> {
    all().find(|known| known.name == name)
}

/// Returns the English name of a language, or its code where the table has none.
pub(super) fn language(code: &str) -> &str {
    named(code).map_or(code, |known| known.language)
}

fn known(line: &'static str) -> Option<Known> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [name, language, package, version, sha256, licence, author] = columns[..] else { return None };
    Some(Known { name, language, package, version, sha256, licence, author })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::command::values::{model_name, sha256};

    #[test]
    fn every_line_names_one_wheel() {
        let names: BTreeSet<_> = all().map(|known| known.name).collect();
        assert_eq!(names.len(), all().count());
        for known in all() {
            assert_eq!(model_name(known.name).as_deref(), Ok(known.name));
            assert_eq!(sha256(known.sha256).as_deref(), Ok(known.sha256));
            for column in [known.language, known.package, known.version, known.licence, known.author] {
                assert!(!column.is_empty() && column.trim() == column, "{known:?}");
            }
        }
        assert_eq!(named("en").map(|known| known.licence), Some("MIT"));
        assert_eq!((language("fr"), language("xx")), ("French", "xx"));
    }
}
