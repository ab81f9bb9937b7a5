//! Which tables does a ledger have, what stands in their columns, and which rows do these point at?

/// A table, with its columns in the order in which they were made.
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Column)],
    /// So many of the first columns tell its rows apart.
    pub key_len: usize,
    /// So many of the last columns are not in rows that were written down in an earlier format, and empty there.
    pub later_len: usize,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Integer,
    Real,
    Text,
    Bytes,
}

use Column::{Bytes, Integer, Real, Text};

/// Every table, each after those that it points at; the index of words is made of what stands in them.
pub(crate) const TABLES: [Table; 11] = [
    table("act", 1, &[("seq", Integer), ("recorded_at", Text)]),
    table("original", 1, &[("hash", Text), ("bytes", Bytes)]),
    table("text", 1, &[("id", Text), ("text", Text)]),
    table("document", 1, &[("id", Text), ("address", Text), ("original", Text), ("text", Text)]),
    table("sighting", 1, &[("act", Integer), ("document", Text), ("replaces", Text)]),
    table(
        "origin",
        1,
        &[
            ("act", Integer),
            ("document", Text),
            ("path", Text),
            ("title", Text),
            ("publisher", Text),
            ("url", Text),
            ("published", Text),
            ("published_by", Text),
            ("dateline_start", Integer),
            ("dateline_end", Integer),
            ("byline", Text),
            ("language", Text),
            ("stated_in", Text),
        ],
    )
    .with_later(3),
    table(
        "reading",
        1,
        &[
            ("act", Integer),
            ("document", Text),
            ("origin", Integer),
            ("reader_kind", Text),
            ("reader_name", Text),
            ("entities", Text),
            ("notes", Text),
            ("sentences", Text),
            ("digest", Text),
        ],
    ),
    table(
        "record",
        2,
        &[
            ("reading", Integer),
            ("place", Integer),
            ("number", Integer),
            ("reference", Text),
            ("kind", Text),
            ("state", Text),
            ("span_start", Integer),
            ("span_end", Integer),
            ("quote", Text),
            ("confidence", Real),
            ("time_text", Text),
            ("time_start", Text),
            ("time_end", Text),
            ("body", Text),
        ],
    ),
    table(
        "decision",
        1,
        &[("act", Integer), ("person", Text), ("kind", Text), ("subject", Text), ("body", Text), ("note", Text)],
    ),
    table("dossier", 1, &[("act", Integer), ("text", Text)]),
    table("redaction", 1, &[("act", Integer), ("document", Text), ("reason", Text), ("entries", Text)]),
];

const fn table(name: &'static str, key_len: usize, columns: &'static [(&'static str, Column)]) -> Table {
    Table { name, columns, key_len, later_len: 0 }
}

/// The tables whose rows are added under an act, by the number of the act.
pub(crate) const UNDER_ACTS: [&str; 6] = ["sighting", "origin", "reading", "decision", "dossier", "redaction"];

/// Which column of which table names a row of which other: table, column, other table, its key.
pub(crate) const POINTERS: [(&str, &str, &str, &str); 15] = [
    ("document", "original", "original", "hash"),
    ("document", "text", "text", "id"),
    ("sighting", "act", "act", "seq"),
    ("sighting", "document", "document", "id"),
    ("sighting", "replaces", "document", "id"),
    ("origin", "act", "act", "seq"),
    ("origin", "document", "document", "id"),
    ("reading", "act", "act", "seq"),
    ("reading", "document", "document", "id"),
    ("reading", "origin", "origin", "act"),
    ("record", "reading", "reading", "act"),
    ("decision", "act", "act", "seq"),
    ("dossier", "act", "act", "seq"),
    ("redaction", "act", "act", "seq"),
    ("redaction", "document", "document", "id"),
];

impl Table {
    const fn with_later(self, later_len: usize) -> Self {
        Self { later_len, ..self }
    }

    /// Returns the table of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Returns the names of the columns that tell the rows apart, with commas between them.
    pub(crate) fn key(&self) -> String {
        self.names()[..self.key_len].join(", ")
    }

    /// Returns the names of all columns.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::database::{Database, Fault, Row};
    use crate::tests::on_each;

    #[test]
    fn the_list_is_what_both_databases_have() {
        let listed = |types: [&str; 4]| -> BTreeSet<[String; 3]> {
            let of_table = |table: &'static Table| {
                let column = move |(name, column): &(&str, Column)| {
                    [table.name.to_owned(), (*name).to_owned(), types[*column as usize].to_owned()]
                };
                table.columns.iter().map(column)
            };
            TABLES.iter().flat_map(of_table).collect()
        };
        let triple = |row: &Row<'_>| Ok::<_, Fault>([row.get(0)?, row.get(1)?, row.get(2)?]);
        on_each(|store| {
            let ledger = store.ledger();
            let (select, types) = match &ledger.db {
                Database::Sqlite(_) => (
                    "SELECT sqlite_schema.name, info.name, info.type FROM sqlite_schema \
                     JOIN pragma_table_info(sqlite_schema.name) AS info WHERE sqlite_schema.type = 'table' \
                     AND sqlite_schema.name NOT LIKE 'word%'",
                    ["INTEGER", "REAL", "TEXT", "BLOB"],
                ),
                Database::Server(_) => (
                    "SELECT table_name::TEXT, column_name::TEXT, data_type::TEXT FROM information_schema.columns \
                     WHERE table_schema = current_schema() AND table_name NOT IN ('ledger_format', 'word')",
                    ["bigint", "double precision", "text", "bytea"],
                ),
            };
            let there: BTreeSet<[String; 3]> = ledger.db.rows(select, &[], triple).unwrap().into_iter().collect();
            assert_eq!(there, listed(types));
        });
    }

    #[test]
    fn every_pointer_and_every_act_is_listed() {
        let ledger = crate::Ledger::in_memory().unwrap();
        let select = "SELECT sqlite_schema.name, their.\"from\", their.\"table\", their.\"to\" FROM sqlite_schema \
                      JOIN pragma_foreign_key_list(sqlite_schema.name) AS their WHERE sqlite_schema.type = 'table'";
        let quadruple = |row: &Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
        let there: BTreeSet<[String; 4]> = ledger.db.rows(select, &[], quadruple).unwrap().into_iter().collect();
        let listed = POINTERS.map(|(table, column, other, key)| [table, column, other, key].map(str::to_owned));
        assert_eq!(there, BTreeSet::from(listed));
        let under = POINTERS.iter().filter(|(_, column, other, _)| (*column, *other) == ("act", "act"));
        assert_eq!(under.map(|(table, ..)| *table).collect::<Vec<_>>(), UNDER_ACTS);
    }
}
