//! How does a condition read, in the text's own words?

use casus_claim::{Atom, Condition};

use crate::phrase::one_line;

/// Renders a condition, such as `a truce and (a mandate or the consent of Borovia)`.
pub(crate) fn in_words(condition: &Condition<Atom>) -> String {
    match condition {
        Condition::Atom(atom) => one_line(atom.quote.text()),
        Condition::Not(part) => format!("not {}", in_brackets(part)),
        Condition::All(parts) => joined(parts, " and ", "nothing"),
        Condition::Any(parts) => joined(parts, " or ", "what cannot be"),
        Condition::AtLeast { count, of } => {
            let parts: Vec<String> = of.iter().map(in_words).collect();
            format!("at least {count} of ({})", parts.join(", "))
        }
    }
}

fn joined(parts: &[Condition<Atom>], word: &str, empty: &str) -> String {
    match parts {
        [] => empty.to_owned(),
        [only] => in_words(only),
        _ => parts.iter().map(in_brackets).collect::<Vec<_>>().join(word),
    }
}

/// Renders a part, in brackets if it has parts itself.
fn in_brackets(condition: &Condition<Atom>) -> String {
    let words = in_words(condition);
    let is_compound = matches!(condition, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
    if is_compound { format!("({words})") } else { words }
}
