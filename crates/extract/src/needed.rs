//! Which expressions may fit a text? Those whose needed words stand in it, all found in one pass.
//!
//! Of hundreds of expressions a handful can fit a sentence. Each has literals one of which stands in whatever it matches;
//! where none does, the expression need not be tried.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_syntax::hir::{Class, Hir, HirKind};

/// The literals that some expressions need, looked for at once.
pub(crate) struct Needed {
    literals: AhoCorasick,
    /// The expression that each literal belongs to.
    owners: Vec<usize>,
    /// The expressions that need no literal, which may fit anywhere.
    free: Vec<usize>,
}

impl Needed {
    /// Works out what each of some expressions needs; their case is of no account.
    pub fn of<'e>(expressions: impl Iterator<Item = &'e str>) -> Self {
        let (mut literals, mut owners, mut free) = (Vec::new(), Vec::new(), Vec::new());
        for (index, expression) in expressions.enumerate() {
            // The search has no regard to case, and literals are easier to see where the expression has.
            let modes = ["(?i)", "(?i-u)", "(?i:", "(?i-u:"];
            let expression = modes.iter().fold(expression.to_owned(), |expression, mode| {
                expression.replace(mode, if mode.ends_with(':') { "(?:" } else { "" })
            });
            let hir = regex_syntax::parse(&expression).expect("what is needed is asked of expressions that compile");
            match needed(&hir) {
                Some(needed) => {
                    owners.extend(needed.iter().map(|_| index));
                    literals.extend(needed);
                }
                None => free.push(index),
            }
        }
        let literals = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(literals)
            .expect("the literals are few");
        Self { literals, owners, free }
    }

    /// Returns the expressions that may fit a text, in order.
    pub fn in_text(&self, text: &str) -> Vec<usize> {
        let mut found = self.free.clone();
        found.extend(self.literals.find_overlapping_iter(text).map(|found| self.owners[found.pattern().as_usize()]));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Returns literals one of which stands in whatever an expression matches; none where nothing is certain.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(class) => few(class),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Alternation(parts) => {
            let all = parts.iter().map(needed).collect::<Option<Vec<_>>>()?;
            Some(all.concat())
        }
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|literals| rareness(literals)),
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// Returns the members of a class that is small, as that of the digits is.
fn few(class: &Class) -> Option<Vec<String>> {
    const MEMBERS_MAX: usize = 16;
    let Class::Unicode(class) = class else { return None };
    let members = class.iter().flat_map(|range| range.start()..=range.end());
    let members: Vec<String> = members.take(MEMBERS_MAX + 1).map(String::from).collect();
    (members.len() <= MEMBERS_MAX).then_some(members)
}

/// Returns how seldom one of some literals stands in a text, to be compared: the longer the shortest of them is.
fn rareness(literals: &[String]) -> usize {
    literals.iter().map(|literal| literal.trim().len() * 2 + literal.len()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expressions: &[&str], text: &str, expected: &[usize]) {
        assert_eq!(Needed::of(expressions.iter().copied()).in_text(text), expected, "{text}");
    }

    #[test]
    fn what_needs_words_that_are_not_there_is_left_out() {
        let expressions = [r"(?i)(?:has|have) (?:\w+ly )?(?:paid|sent)", "will [a-z]+", r"\w+ing"];
        check(&expressions, "Callow has finally PAID.", &[0]);
        check(&expressions, "Callow will be paying.", &[1, 2]);
        check(&expressions, "They met in Port Sabel.", &[]);
    }

    #[test]
    fn what_needs_nothing_may_fit_anywhere() {
        check(&["[a-z]+", "(?:to )?[a-z]+", "[0-9]{4}"], "Port Sabel", &[0, 1]);
        check(&["[a-z]+", "(?:to )?[a-z]+", "[0-9]{4}"], "Port Sabel 4", &[0, 1, 2]);
    }
}
