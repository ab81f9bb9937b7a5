//! Does every row point at something, is every text pointed at, and does the index lead to every record?

use crate::database::Fault;
use crate::database::tables::{POINTERS, Table};

use super::Search;

impl Search<'_> {
    /// Looks for rows that point at nothing, and for bytes and texts of no document.
    pub(super) fn pointers(&mut self) -> Result<(), Fault> {
        for (table, column, other, key) in POINTERS {
            self.part(Some(table), |search| search.astray((table, column), (other, key)))?;
        }
        self.part(Some("original"), |search| search.unused("original", "hash"))?;
        self.part(Some("text"), |search| search.unused("text", "id"))
    }

    fn astray(&mut self, (table, column): (&'static str, &str), (other, key): (&str, &str)) -> Result<(), Fault> {
        let own = Table::named(table).map(Table::key).unwrap_or_default();
        let keys: Vec<String> = own.split(", ").map(|name| format!("CAST({table}.{name} AS TEXT)")).collect();
        let select = format!(
            "SELECT {}, CAST({table}.{column} AS TEXT) FROM {table} WHERE {column} IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM {other} AS other WHERE other.{key} = {table}.{column}) ORDER BY {own}",
            keys.join(" || ' ' || ")
        );
        let astray: Vec<(String, String)> = self.db.rows(&select, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (row, missing) in astray {
            let what = format!("its {column} `{missing}` is not in the table `{other}`");
            self.find(Some(table), Some(row.clone()), format!("{table} `{row}`"), what);
        }
        Ok(())
    }

    /// Looks for records that no search finds, and for finds that are no records.
    pub(super) fn index(&mut self) -> Result<(), Fault> {
        let [left_out, astray] = self.db.misindexed()?;
        let of =
            |(reading, place): (i64, i64)| (Some(format!("{reading} {place}")), format!("record `{reading} {place}`"));
        for (row, about) in left_out.into_iter().map(of) {
            self.find(Some("record"), row, about, "the index of words does not lead to it".to_owned());
        }
        for (row, about) in astray.into_iter().map(of) {
            self.find(Some("record"), row, about, "the index of words leads to it, and it is not there".to_owned());
        }
        Ok(())
    }

    fn unused(&mut self, table: &'static str, key: &str) -> Result<(), Fault> {
        let select = format!(
            "SELECT {key} FROM {table} WHERE NOT EXISTS (SELECT 1 FROM document WHERE document.{table} = {table}.{key}) \
             ORDER BY {key}"
        );
        let unused: Vec<String> = self.db.rows(&select, &[], |row| row.get(0))?;
        for row in unused {
            let about = format!("{table} `{row}`");
            self.find(Some(table), Some(row), about, "it belongs to no document".to_owned());
        }
        Ok(())
    }
}
