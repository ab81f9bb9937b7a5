//! Which sequences of tokens may have a rule of their own?
//!
//! A rule's text, such as "a.m.", can be cut apart before the rule is asked, or hold a space. So each such text is cut as
//! if there were no rule, and the tokens are sought in the tokens of a text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cache::Row;
use crate::lexicon::Lexicon;
use crate::strings::string_id;

/// Sequences of forms, as a tree: each node is a beginning.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    steps: Steps,
    /// The nodes at which a sequence is complete. The root is 0.
    complete: BTreeSet<u32>,
    count: u32,
}

/// The nodes by the node before and the number of the form that follows.
#[expect(clippy::disallowed_types, reason = "the table is only asked by key, never walked")]
type Steps = std::collections::HashMap<(u32, u64), u32>;

impl Phrases {
    /// Adds a sequence of forms.
    pub fn add<'f>(&mut self, forms: impl Iterator<Item = &'f str>) {
        let mut node = 0;
        for form in forms {
            node = *self.steps.entry((node, string_id(form))).or_insert_with(|| {
                self.count += 1;
                self.count
            });
        }
        if node > 0 {
            self.complete.insert(node);
        }
    }

    /// Returns whether a sequence begins with the form of a number.
    pub fn is_opened_by(&self, orth: u64) -> bool {
        self.steps.contains_key(&(0, orth))
    }

    /// Returns where sequences stand that do not overlap; `openings` are the tokens at which one may begin.
    pub fn find(&self, openings: &[usize], rows: &[Row], lexicon: &Lexicon) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for &start in openings {
            let mut node = 0;
            for (index, row) in rows.iter().enumerate().skip(start) {
                let Some(&next) = self.steps.get(&(node, lexicon.word(row.word).hashes.orth)) else { break };
                node = next;
                if self.complete.contains(&node) {
                    found.push(start..index + 1);
                }
            }
        }
        choose(found, rows.len())
    }
}

/// Chooses the longest, of several the first, then the longest of what does not overlap.
///
/// As in spaCy, a sequence that is left out for its first or last token shuts out others as if it were chosen.
fn choose(mut found: Vec<Range<usize>>, count: usize) -> Vec<Range<usize>> {
    found.sort_unstable_by_key(|tokens| (std::cmp::Reverse(tokens.len()), tokens.start));
    if found.is_empty() {
        return found;
    }
    let mut seen = vec![false; count];
    found.retain(|tokens| {
        let is_free = !seen[tokens.start] && !seen[tokens.end - 1];
        seen[tokens.clone()].fill(true);
        is_free
    });
    found.sort_unstable_by_key(|tokens| tokens.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which of the sequences, each a first token and the one after the last, are chosen.
    fn check(found: &[(usize, usize)], expected: &[(usize, usize)]) {
        let found = found.iter().map(|(start, end)| *start..*end).collect();
        let chosen: Vec<(usize, usize)> =
            choose(found, 9).into_iter().map(|tokens| (tokens.start, tokens.end)).collect();
        assert_eq!(chosen, expected);
    }

    #[test]
    fn the_longest_and_first_is_chosen() {
        check(&[(0, 1), (1, 3), (0, 2), (4, 5)], &[(0, 2), (4, 5)]);
    }

    #[test]
    fn what_is_left_out_shuts_out_others() {
        check(&[(2, 3), (1, 3), (0, 2)], &[(0, 2)]);
    }
}
