//! Does a document name those whom it speaks of?
//!
//! In goes an entity; out comes whether it has a name, and whether it is a person or some whom nobody could look up.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casus_claim::{Entity, EntityKind};

use crate::phrase::words;

/// Nouns for persons who are described and not named.
static UNNAMED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../data/unnamed.txt")).collect());
/// Words behind which a description only goes on: `people familiar with the talks`.
static AFTER_HEAD: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines(include_str!("../data/after_head.txt")).collect());

/// Returns whether an entity is named: a group is described.
pub(crate) fn is_named(entity: &Entity) -> bool {
    entity.kind != EntityKind::Group && !is_unnamed_source(entity)
}

/// Returns whether an entity is a person or some persons whom the document does not name: `a senior official`, `diplomats`.
pub(crate) fn is_unnamed_source(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Group | EntityKind::Person) && is_unnamed(&entity.name)
}

fn is_unnamed(name: &str) -> bool {
    let words = words(name);
    let head = words.iter().take_while(|word| !AFTER_HEAD.contains(word.as_str())).last();
    head.is_some_and(|head| UNNAMED.contains(head.as_str()))
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: EntityKind, name: &str, expected: (bool, bool)) {
        let (aliases, mentions, offices, roles) = Default::default();
        let id = casus_claim::EntityId(0);
        let entity = Entity { id, kind, name: name.to_owned(), aliases, mentions, offices, roles };
        assert_eq!((is_named(&entity), is_unnamed_source(&entity)), expected, "{name}");
    }

    #[test]
    fn persons_who_are_described_are_not_named() {
        for name in
            ["senior official", "Norlandic diplomats", "two people familiar with the talks", "sources in Eastport"]
        {
            check(EntityKind::Group, name, (false, true));
        }
        check(EntityKind::Person, "a Verian official", (false, true));
    }

    #[test]
    fn states_that_are_counted_are_not_named_and_no_unnamed_source() {
        check(EntityKind::Group, "26 countries", (false, false));
        check(EntityKind::Group, "foreign ministers of the League", (false, false));
    }

    #[test]
    fn who_has_a_name_is_named() {
        check(EntityKind::Person, "Ada Korn", (true, false));
        check(EntityKind::Organisation, "Association of River Officials", (true, false));
        check(EntityKind::State, "Veria", (true, false));
    }

    #[test]
    fn the_lists_are_sorted_words() {
        for data in [include_str!("../data/unnamed.txt"), include_str!("../data/after_head.txt")] {
            assert!(lines(data).is_sorted(), "the list is not sorted");
            lines(data).for_each(|line| assert_eq!(words(line), [line], "`{line}` is no lower-case word"));
        }
    }
}
