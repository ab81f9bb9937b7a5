//! How does a condition read?

use casus_claim::{Atom, Condition};

use crate::phrase::one_line;

/// Renders a condition in the text's own words, such as `a truce and (a mandate or the consent of Borovia)`.
pub(crate) fn in_words(condition: &Condition<Atom>) -> String {
    rendered(condition, &|atom| one_line(atom.quote.text()))
}

/// Renders a condition with a name for each atom.
pub(crate) fn rendered<A>(condition: &Condition<A>, name: &impl Fn(&A) -> String) -> String {
    match condition {
        Condition::Atom(atom) => name(atom),
        Condition::Not(part) => format!("not {}", in_brackets(part, name)),
        Condition::All(parts) => joined(parts, name, " and ", "nothing"),
        Condition::Any(parts) => joined(parts, name, " or ", "what cannot be"),
        Condition::AtLeast { count, of } => {
            let parts: Vec<String> = of.iter().map(|part| rendered(part, name)).collect();
            format!("at least {count} of ({})", parts.join(", "))
        }
    }
}

/// Returns whether a condition is met when all its atoms are, and only then: what `a and b` says in a list.
pub(crate) fn is_conjunction<A>(condition: &Condition<A>) -> bool {
    match condition {
        Condition::Atom(_) => true,
        Condition::All(parts) => parts.iter().all(is_conjunction),
        Condition::Any(_) | Condition::Not(_) | Condition::AtLeast { .. } => false,
    }
}

fn joined<A>(parts: &[Condition<A>], name: &impl Fn(&A) -> String, word: &str, empty: &str) -> String {
    match parts {
        [] => empty.to_owned(),
        [only] => rendered(only, name),
        _ => parts.iter().map(|part| in_brackets(part, name)).collect::<Vec<_>>().join(word),
    }
}

/// Renders a part, in brackets if it has parts itself.
fn in_brackets<A>(condition: &Condition<A>, name: &impl Fn(&A) -> String) -> String {
    let words = rendered(condition, name);
    let is_compound = matches!(condition, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
    if is_compound { format!("({words})") } else { words }
}
