//! Which attributes do rules set?
//!
//! spaCy's attribute ruler (`pipeline/attributeruler.py`) turns tags into parts of speech and morphological features, and
//! puts single words right. A rule has patterns over tokens in a row and what it sets on one of the tokens. All patterns
//! are compared with the text as it came in; then the rules set what they set in their order, the later over the earlier.
//!
//! Nearly all patterns ask for a tag or a form, so that a token finds the few that it may fit into by what it is.

mod attribute;
mod condition;
mod effect;
mod pattern;

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rmpv::Value as Packed;

use crate::ModelError;
use crate::draft::Draft;
use crate::label::Labels;
use crate::lexicon::Lexicon;
use crate::pattern::Scratch;
use attribute::{Attribute, Row, Value};
use effect::Effect;
use pattern::Sequence;

/// MessagePack is read no deeper than this: rules nest six levels deep.
const DEPTH_MAX: usize = 32;

/// An attribute ruler.
#[derive(Debug, Default)]
pub(crate) struct Ruler {
    effects: Vec<Effect>,
    matchers: Vec<Matcher>,
    /// The matchers that a token may fit into, by the value of its attribute.
    by_value: BTreeMap<Attribute, HashMap<Value, Vec<MatcherId>>>,
    /// The other matchers.
    others: Vec<MatcherId>,
}

/// A sequence of a rule.
#[derive(Debug)]
struct Matcher {
    sequence: Sequence,
    /// The place of the token that it is found by.
    anchor: usize,
    /// The place of the token on which its rule sets attributes.
    target: usize,
    rule: u32,
}

/// A place in the list of matchers.
type MatcherId = u32;

impl Ruler {
    /// Reads the `patterns` file of an attribute ruler; `file` is its name for errors.
    pub fn load(file: &str, bytes: &[u8], labels: &mut Labels) -> Result<Self, ModelError> {
        let mut rest = bytes;
        let value = rmpv::decode::read_value_with_max_depth(&mut rest, DEPTH_MAX)
            .map_err(|error| ModelError::damaged(file, format!("it is not MessagePack ({error})")))?;
        if !rest.is_empty() {
            return Err(ModelError::damaged(file, "something follows its list of rules"));
        }
        let rules = value.as_array().ok_or_else(|| ModelError::damaged(file, "it is no list of rules"))?;
        let mut ruler = Self::default();
        for rule in rules {
            ruler.add_rule(file, rule, labels)?;
        }
        Ok(ruler)
    }

    fn add_rule(&mut self, file: &str, rule: &Packed, labels: &mut Labels) -> Result<(), ModelError> {
        let nth = u32::try_from(self.effects.len()).expect("a rule takes a byte of a file");
        let damaged = |what| ModelError::damaged(file, format!("its rule {nth} has no {what}"));
        let attrs = entry(rule, "attrs").ok_or_else(|| damaged("attributes"))?;
        let index = entry(rule, "index").map_or(Some(0), Packed::as_i64).ok_or_else(|| damaged("index"))?;
        for pattern in entry(rule, "patterns").and_then(Packed::as_array).ok_or_else(|| damaged("patterns"))? {
            for sequence in Sequence::read_all(file, pattern, labels)? {
                let target = target(index, sequence.len()).ok_or_else(|| damaged("token with its index"))?;
                self.add_matcher(Matcher { sequence, anchor: 0, target, rule: nth });
            }
        }
        self.effects.push(Effect::read(file, attrs, labels)?);
        Ok(())
    }

    fn add_matcher(&mut self, mut matcher: Matcher) {
        let id = MatcherId::try_from(self.matchers.len()).expect("matchers are fewer than 4 billion");
        match matcher.sequence.take_anchor() {
            Some(anchor) => {
                matcher.anchor = anchor.place;
                let by_value = self.by_value.entry(anchor.attribute).or_default();
                anchor.values.into_iter().for_each(|value| by_value.entry(value).or_default().push(id));
            }
            None => self.others.push(id),
        }
        self.matchers.push(matcher);
    }

    /// Sets the attributes of the tokens that the rules are about.
    pub fn apply(&self, draft: &mut Draft, lexicon: &Lexicon, labels: &Labels, scratch: &mut Scratch) {
        let rows = Rows { draft, lexicon, labels };
        let mut found = Vec::with_capacity(2 * draft.tokens.len());
        for index in 0..draft.tokens.len() {
            self.find(&rows, index, scratch, &mut found);
        }
        found.sort_unstable();
        for (rule, target) in found {
            self.effects[rule as usize].set(&mut draft.tokens[target]);
        }
    }

    /// Finds the rules whose anchor is a token, each with the token that it sets attributes on.
    fn find(&self, rows: &Rows, index: usize, scratch: &mut Scratch, found: &mut Vec<(u32, usize)>) {
        let row = rows.row(index);
        let fitting = self.by_value.iter().filter_map(|(attribute, by_value)| by_value.get(&attribute.of(row)));
        for id in fitting.flatten().chain(&self.others) {
            let matcher = &self.matchers[*id as usize];
            let Some(start) = index.checked_sub(matcher.anchor) else { continue };
            let tokens = (start..rows.draft.tokens.len()).map(|index| rows.row(index));
            if matcher.sequence.matches(tokens, scratch) {
                found.push((matcher.rule, start + matcher.target));
            }
        }
    }
}

/// The tokens of a draft with all that can be asked of them.
struct Rows<'r> {
    draft: &'r Draft,
    lexicon: &'r Lexicon,
    labels: &'r Labels,
}

impl<'r> Rows<'r> {
    fn row(&self, index: usize) -> Row<'r> {
        let word = self.lexicon.word(self.draft.words[index]);
        Row { token: &self.draft.tokens[index], word, labels: self.labels }
    }
}

/// Returns an entry of a map.
fn entry<'v>(map: &'v Packed, key: &str) -> Option<&'v Packed> {
    map.as_map()?.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
}

/// Returns the place that an index names, which counts from the end when it is negative.
fn target(index: i64, length: usize) -> Option<usize> {
    let magnitude = usize::try_from(index.unsigned_abs()).ok()?;
    let target = if index < 0 { length.checked_sub(magnitude)? } else { magnitude };
    (target < length).then_some(target)
}

#[cfg(test)]
mod tests;
