//! What is a pipeline made of, and how is each part set?
//!
//! `config.cfg` of a pipeline is an INI file whose section names are paths (`components.ner.model`), whose values are JSON, and
//! in which a value may stand for another one (`${components.tok2vec.model.encode:width}`) or for a whole section.
//! It is read into one tree of JSON values.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::ModelError;

/// The file's name within a pipeline's folder.
const FILE: &str = "config.cfg";

/// A value that stands for one that stands for another, and so on, is followed no further than Python's reader follows it.
const DEPTH_MAX: usize = 10;

/// What values stand for may not add up to more than this, so that a few lines cannot ask for the memory of a machine.
const LENGTH_MAX_BYTES: usize = 1 << 20;

/// The settings of a pipeline as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config(Map<String, Value>);

/// A part of the settings: what stands below one section.
pub(crate) type Section = Map<String, Value>;

impl Config {
    /// Reads the text of `config.cfg`.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let lines = Lines::read(text)?;
        let mut tree = Map::new();
        let mut limits = Limits { depth: DEPTH_MAX, length_bytes: LENGTH_MAX_BYTES };
        for (path, values) in &lines.sections {
            lines.fill(descend(&mut tree, path)?, path, values, &mut limits)?;
        }
        Ok(Self(tree))
    }

    /// Returns what stands at a path such as `nlp.pipeline`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let first = self.0.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    }

    /// Returns the section at a path such as `components.ner.model`.
    pub fn section(&self, path: &str) -> Result<&Section, ModelError> {
        self.get(path).and_then(Value::as_object).ok_or_else(|| damaged(format!("it has no section [{path}]")))
    }

    /// Returns a piece of text at a path such as `components.ner.factory`.
    pub fn text(&self, path: &str) -> Result<&str, ModelError> {
        self.get(path).and_then(Value::as_str).ok_or_else(|| damaged(format!("`{path}` is no text")))
    }
}

fn damaged(what: impl Into<String>) -> ModelError {
    ModelError::damaged(FILE, what)
}

/// Returns the section at a path of a tree, with those above it.
fn descend<'t>(tree: &'t mut Section, path: &str) -> Result<&'t mut Section, ModelError> {
    path.split('.').try_fold(tree, |section, part| {
        let value = section.entry(part).or_insert_with(|| Value::Object(Map::new()));
        value.as_object_mut().ok_or_else(|| damaged(format!("`{part}` is both a section and a value in [{path}]")))
    })
}

/// The sections as they are written.
struct Lines<'t> {
    /// The raw values by their keys by their sections. The order of names puts a section before those below it.
    sections: BTreeMap<&'t str, BTreeMap<&'t str, String>>,
}

impl<'t> Lines<'t> {
    fn read(text: &'t str) -> Result<Self, ModelError> {
        let mut sections: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        let (mut path, mut key) = (None, None);
        for line in text.lines() {
            let content = line.trim();
            if content.is_empty() || content.starts_with(['#', ';']) {
                continue;
            }
            let section = path.and_then(|path| sections.get_mut(path));
            if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                && !line.starts_with(char::is_whitespace)
            {
                if sections.insert(name, BTreeMap::new()).is_some() {
                    return Err(damaged(format!("it has two sections [{name}]")));
                }
                (path, key) = (Some(name), None);
            } else if let (Some(section), Some(key), true) = (section, key, line.starts_with(char::is_whitespace)) {
                // A value goes on in the lines that are indented.
                section.entry(key).or_default().push_str(content);
            } else {
                key = Some(set(path.and_then(|path| sections.get_mut(path)), content)?);
            }
        }
        Ok(Self { sections })
    }

    /// Returns what a raw value of a section means.
    fn value(&self, at: &str, raw: &str, limits: &mut Limits) -> Result<Value, ModelError> {
        limits.charge(raw.len())?;
        if let Some(name) = raw.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
            && !name.contains('$')
        {
            return self.named(at, name, limits);
        }
        let (mut text, mut rest) = (String::new(), raw);
        while let Some((before, after)) = rest.split_once('$') {
            text.push_str(before);
            if let Some(after) = after.strip_prefix('$') {
                text.push('$');
                rest = after;
                continue;
            }
            let name = after.strip_prefix('{').and_then(|after| after.split_once('}'));
            let (name, after) = name.ok_or_else(|| damaged(format!("a `$` in `{raw}` names nothing")))?;
            match self.named(at, name, limits)? {
                Value::String(string) => text.push_str(&string),
                value => text.push_str(&value.to_string()),
            }
            rest = after;
        }
        text.push_str(rest);
        limits.charge(text.len())?;
        Ok(serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    /// Returns what a name stands for: a value of the section at hand or of a named one, or else a section.
    fn named(&self, at: &str, name: &str, limits: &mut Limits) -> Result<Value, ModelError> {
        let name = name.replace(':', ".");
        let (path, key) = name.rsplit_once('.').unwrap_or((at, &name));
        limits.descend()?;
        let value = match self.sections.get(path).and_then(|section| section.get(key)) {
            Some(raw) => self.value(path, raw, limits)?,
            None => Value::Object(self.section(&name, limits)?),
        };
        limits.ascend();
        Ok(value)
    }

    /// Returns a section with those below it.
    fn section(&self, path: &str, limits: &mut Limits) -> Result<Section, ModelError> {
        let mut tree = Map::new();
        let below = format!("{path}.");
        let entries = self.sections.range(path..).take_while(|(name, _)| name.starts_with(path));
        let mut entries = entries.filter(|(name, _)| **name == path || name.starts_with(&below)).peekable();
        if entries.peek().is_none() {
            return Err(damaged(format!("`${{{path}}}` stands for nothing")));
        }
        for (name, values) in entries {
            let section = match name.strip_prefix(&below) {
                Some(rest) => descend(&mut tree, rest)?,
                None => &mut tree,
            };
            self.fill(section, name, values, limits)?;
        }
        Ok(tree)
    }

    /// Puts the values of a section into the tree.
    fn fill(
        &self,
        section: &mut Section,
        path: &str,
        values: &BTreeMap<&str, String>,
        limits: &mut Limits,
    ) -> Result<(), ModelError> {
        for (key, raw) in values {
            let value = self.value(path, raw, limits)?;
            if section.insert((*key).to_owned(), value).is_some() {
                return Err(damaged(format!("`{key}` of [{path}] is also a section")));
            }
        }
        Ok(())
    }
}

/// Reads a line such as `width = 96` into a section and returns its key.
fn set<'t>(section: Option<&mut BTreeMap<&'t str, String>>, line: &'t str) -> Result<&'t str, ModelError> {
    let (key, value) = line.split_once(['=', ':']).ok_or_else(|| damaged(format!("`{line}` is no setting")))?;
    let section = section.ok_or_else(|| damaged(format!("`{line}` is in no section")))?;
    let key = key.trim_end();
    match section.insert(key, value.trim_start().to_owned()) {
        None => Ok(key),
        Some(_) => Err(damaged(format!("`{key}` is set twice in one section"))),
    }
}

/// How far values that stand for others may still be followed.
struct Limits {
    depth: usize,
    length_bytes: usize,
}

impl Limits {
    fn charge(&mut self, length_bytes: usize) -> Result<(), ModelError> {
        let rest = self.length_bytes.checked_sub(length_bytes + 1);
        self.length_bytes = rest.ok_or_else(|| damaged("what its values stand for is too long"))?;
        Ok(())
    }

    fn descend(&mut self) -> Result<(), ModelError> {
        let rest = self.depth.checked_sub(1);
        self.depth = rest.ok_or_else(|| damaged("its values stand for one another in a circle"))?;
        Ok(())
    }

    fn ascend(&mut self) {
        self.depth += 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(text: &str, expect: Value) {
        assert_eq!(Value::Object(Config::parse(text).unwrap().0), expect);
    }

    fn check_damaged(text: &str, expect: &str) {
        let message = Config::parse(text).unwrap_err().to_string();
        assert_eq!(message, format!("`config.cfg` of the pipeline is damaged: {expect}"));
    }

    #[test]
    fn sections_are_a_tree_of_json_values() {
        let text = "[nlp]\nlang = \"en\"\npipeline = [\"tagger\",\n  \"ner\"]\n\n[components]\n; A remark.\n\
                    [components.ner]\n@factory : \"ner\"\nwidth = 1e2\nmoves = null\nbare = no json\n";
        let ner = json!({"@factory": "ner", "width": 100.0, "moves": null, "bare": "no json"});
        check(text, json!({"nlp": {"lang": "en", "pipeline": ["tagger", "ner"]}, "components": {"ner": ner}}));
        let config = Config::parse(text).unwrap();
        assert_eq!(config.text("components.ner.@factory").unwrap(), "ner");
        assert_eq!(config.section("nlp").unwrap().len(), 2);
        assert!(config.section("nlp.lang").is_err());
        assert!(config.text("components.ner.width").is_err());
    }

    #[test]
    fn a_value_stands_for_another() {
        check(
            "[a]\nx = 96\ny = ${x}\n[b]\nx = ${a:x}\ny = ${a.x}\nz = \"v${b:x}w\"\nlist = [${a.y}, 2]\nprice = $$5\n",
            json!({"a": {"x": 96, "y": 96},
                   "b": {"x": 96, "y": 96, "z": "v96w", "list": [96, 2], "price": "$5"}}),
        );
    }

    #[test]
    fn a_value_stands_for_a_section() {
        check(
            "[a]\nx = 1\n[a.b]\ny = 2\n[ab]\nz = 3\n[c]\nall = ${a}\nb = ${a.b}",
            json!({"a": {"x": 1, "b": {"y": 2}}, "ab": {"z": 3},
                   "c": {"all": {"x": 1, "b": {"y": 2}}, "b": {"y": 2}}}),
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        check_damaged("x = 1", "`x = 1` is in no section");
        check_damaged("[a]\nnothing", "`nothing` is no setting");
        check_damaged("[a]\n[a]", "it has two sections [a]");
        check_damaged("[a]\nx = 1\nx = 2", "`x` is set twice in one section");
        check_damaged("[a]\nb = 1\n[a.b]\nc = 2", "`b` is both a section and a value in [a.b]");
        check_damaged("[a]\nx = ${b.c}", "`${b.c}` stands for nothing");
        check_damaged("[a]\nx = $5", "a `$` in `$5` names nothing");
        check_damaged("[a]\nx = ${y}\ny = ${x}", "its values stand for one another in a circle");
        check_damaged("[a]\nx = ${a}", "its values stand for one another in a circle");
    }

    #[test]
    fn a_few_lines_cannot_ask_for_the_memory_of_a_machine() {
        let mut text = "[a]\nx0 = words and words and words\n".to_owned();
        for level in 1..10 {
            text += &format!("x{level} = {}\n", format!("${{x{}}}", level - 1).repeat(10));
        }
        check_damaged(&text, "what its values stand for is too long");
    }
}
