//! Which spellings count as one?
//!
//! A form's norm is, in this order: what the pipeline's own table says, what the table of all languages says, the form
//! in lower case. (A rule of the tokenizer can set a token's norm before any of these is asked.)

#![expect(clippy::disallowed_types, reason = "the tables are only asked by key, never walked")]

use std::collections::HashMap;
use std::sync::LazyLock;

use rmpv::ValueRef;

use crate::ModelError;
use crate::strings::{string_id, text_of};
use crate::thinc::get;

/// The norms that hold in every language, by their forms.
static BASE: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let lines = include_str!("../data/norms.tsv").lines().filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.split_once('\t')).map(|(form, norm)| (form, string_id(norm))).collect()
});

/// The languages whose norms spaCy works out with code of their own, which this crate does not have.
const LANGUAGES_WITH_CODE: [&str; 3] = ["hi", "ht", "ne"];

/// A pipeline's file of tables nests no deeper than this.
const DEPTH_MAX: usize = 16;

/// The norms of a pipeline.
#[derive(Debug, Default)]
pub(crate) struct Norms {
    /// The numbers of the norms by the numbers of their forms.
    own: HashMap<u64, u64>,
}

impl Norms {
    /// Returns the norms of a language, without a table of the pipeline's own.
    pub fn of_language(language: &str) -> Result<Self, ModelError> {
        if LANGUAGES_WITH_CODE.contains(&language) {
            return Err(ModelError::unsupported("the spelling rules of the language", language));
        }
        Ok(Self::default())
    }

    /// Reads the table `lexeme_norm` of a pipeline's `vocab/lookups.bin`, if it has one; `file` is its name for errors.
    pub fn from_bytes(language: &str, file: &str, bytes: &[u8]) -> Result<Self, ModelError> {
        let mut norms = Self::of_language(language)?;
        let tables = rmpv::decode::read_value_ref_with_max_depth(&mut &bytes[..], DEPTH_MAX)
            .map_err(|error| ModelError::damaged(file, format!("it is not MessagePack ({error})")))?;
        if !matches!(tables, ValueRef::Map(_)) {
            return Err(ModelError::damaged(file, "it is no map of tables"));
        }
        let Some(table) = get(&tables, "lexeme_norm") else { return Ok(norms) };
        let ValueRef::Map(entries) = table else {
            return Err(ModelError::damaged(file, "its table `lexeme_norm` is no map"));
        };
        for (form, norm) in entries {
            let entry = form.as_u64().zip(text_of(norm));
            let (form, norm) =
                entry.ok_or_else(|| ModelError::damaged(file, "`lexeme_norm` is no map of numbers to strings"))?;
            norms.own.insert(form, string_id(norm));
        }
        Ok(norms)
    }

    /// Returns the number of the norm of a form, whose own number is `orth`, where that is not the form in lower case.
    pub fn get(&self, form: &str, orth: u64) -> Option<u64> {
        self.own.get(&orth).or_else(|| BASE.get(form)).copied()
    }
}

#[cfg(test)]
mod tests {
    use rmpv::Value;

    use super::*;

    fn lookups(tables: Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &tables).unwrap();
        bytes
    }

    #[test]
    fn the_pipelines_own_norms_come_first() {
        let table =
            Value::Map(vec![(string_id("harbour").into(), "harbor".into()), (string_id("£").into(), "pound".into())]);
        let bytes = lookups(Value::Map(vec![("lexeme_norm".into(), table)]));
        let norms = Norms::from_bytes("en", "vocab/lookups.bin", &bytes).unwrap();
        let known = [("harbour", Some("harbor")), ("£", Some("pound")), ("€", Some("$")), ("treaty", None)];
        assert_eq!(known.map(|(form, _)| norms.get(form, string_id(form))), known.map(|(_, norm)| norm.map(string_id)));
    }

    #[test]
    fn a_pipeline_may_have_no_norms() {
        let bytes = lookups(Value::Map(vec![]));
        assert_eq!(
            Norms::from_bytes("fr", "vocab/lookups.bin", &bytes).unwrap().get("treaty", string_id("treaty")),
            None
        );
    }

    #[test]
    fn damage_is_told() {
        let error = |bytes: &[u8]| Norms::from_bytes("en", "vocab/lookups.bin", bytes).unwrap_err().to_string();
        assert!(error(b"").contains("not MessagePack"));
        assert!(error(&lookups(7.into())).contains("no map of tables"));
        let table = Value::Map(vec![("lexeme_norm".into(), Value::Map(vec![("a".into(), "b".into())]))]);
        assert!(error(&lookups(table)).contains("no map of numbers to strings"));
        assert!(Norms::of_language("hi").unwrap_err().to_string().contains("`hi` is not supported"));
    }

    #[test]
    fn every_line_of_the_table_is_a_form_with_another_norm() {
        let lines: Vec<&str> =
            include_str!("../data/norms.tsv").lines().filter(|line| !line.starts_with("# ")).collect();
        assert_eq!(lines.len(), BASE.len());
        for line in lines {
            let (form, norm) = line.split_once('\t').expect("a tab");
            assert!(!form.is_empty() && !norm.is_empty() && !norm.contains('\t'), "{line}");
            assert!(norm.chars().count() <= form.chars().count() + 2, "{line}");
        }
    }
}
