//! What value does a formula have, when some propositions are unknown?
//!
//! Strong Kleene logic: a formula is true or false as soon as what is known settles it, and unknown until then. So
//! learning more never turns a true formula false nor a false one true, with or without a `not` in it. Everything that
//! this crate says of fixpoints rests on that.

use casus_claim::Condition;

/// A value of a proposition or a condition, in Kleene's strong logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is not the case.
    False,
    /// Nobody has said.
    Unknown,
    /// It is the case.
    True,
}

impl Truth {
    /// Returns the value of the contrary.
    pub fn negated(self) -> Self {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Truth::True } else { Truth::False }
    }
}

/// Returns the value of a condition, given the values of its atoms.
///
/// All of nothing is true, any of nothing false, and more than there are can never hold.
pub fn value<A>(condition: &Condition<A>, of: &impl Fn(&A) -> Truth) -> Truth {
    match condition {
        Condition::Atom(id) => of(id),
        Condition::Not(part) => value(part, of).negated(),
        Condition::All(parts) => parts.iter().map(|part| value(part, of)).min().unwrap_or(Truth::True),
        Condition::Any(parts) => parts.iter().map(|part| value(part, of)).max().unwrap_or(Truth::False),
        Condition::AtLeast { count, of: parts } => at_least(*count, parts, of),
    }
}

fn at_least<A>(count: usize, parts: &[Condition<A>], of: &impl Fn(&A) -> Truth) -> Truth {
    let values: Vec<Truth> = parts.iter().map(|part| value(part, of)).collect();
    let reaching = |least: Truth| values.iter().filter(|&&value| value >= least).count() >= count;
    if reaching(Truth::True) {
        Truth::True
    } else if reaching(Truth::Unknown) {
        Truth::Unknown
    } else {
        Truth::False
    }
}

#[cfg(test)]
mod tests {
    use casus_claim::PropositionId;

    use super::*;
    use Condition::{All, Any, AtLeast, Atom};

    /// Propositions are named after their values: `t`, `u` and `f`.
    fn check(condition: &Condition<&str>, expect: Truth) {
        let condition = condition.map(&mut |name| PropositionId((*name).to_owned()));
        let of = |id: &PropositionId| match id.0.as_str() {
            "t" => Truth::True,
            "f" => Truth::False,
            _ => Truth::Unknown,
        };
        assert_eq!(value(&condition, &of), expect, "{condition:?}");
    }

    #[test]
    fn what_is_known_settles_a_formula_or_leaves_it_unknown() {
        let (t, u, f) = (|| Atom("t"), || Atom("u"), || Atom("f"));
        check(&All(vec![t(), u()]), Truth::Unknown);
        check(&All(vec![f(), u()]), Truth::False);
        check(&Any(vec![t(), u()]), Truth::True);
        check(&Any(vec![f(), u()]), Truth::Unknown);
        check(&u().negated(), Truth::Unknown);
        check(&Any(vec![t(), u()]).negated(), Truth::False);
        check(&AtLeast { count: 2, of: vec![t(), u(), f()] }, Truth::Unknown);
        check(&AtLeast { count: 2, of: vec![t(), t(), u()] }, Truth::True);
        check(&AtLeast { count: 2, of: vec![t(), f(), f()] }, Truth::False);
    }

    #[test]
    fn empty_lists_and_impossible_counts_have_values() {
        check(&All(vec![]), Truth::True);
        check(&Any(vec![]), Truth::False);
        check(&AtLeast { count: 0, of: vec![] }, Truth::True);
        check(&AtLeast { count: 3, of: vec![Atom("t"), Atom("t")] }, Truth::False);
    }
}
