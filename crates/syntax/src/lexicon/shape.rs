//! What does a word look like?

use crate::characters::{is_capital, is_digit, is_letter};

/// A form of so many code points or more has the shape `LONG`.
const LEN_CHARS_MAX: usize = 100;

/// Of a run of like characters, so many are kept.
const RUN_MAX: usize = 4;

/// Returns a form with `X` for capitals, `x` for other letters and `d` for digits, in runs of at most four.
///
/// This is spaCy's `SHAPE`.
pub(super) fn shape(form: &str) -> String {
    if form.len() >= LEN_CHARS_MAX && form.chars().nth(LEN_CHARS_MAX - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(form.len().min(16));
    let (mut last, mut run) = (None, 0);
    for c in form.chars() {
        let kind = kind(c);
        run = if last == Some(kind) { run + 1 } else { 1 };
        last = Some(kind);
        if run <= RUN_MAX {
            shape.push(kind);
        }
    }
    shape
}

fn kind(c: char) -> char {
    match c {
        _ if is_letter(c) && is_capital(c) => 'X',
        _ if is_letter(c) => 'x',
        _ if is_digit(c) => 'd',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_runs_short() {
        let known = [
            ("Treaty", "Xxxxx"),
            ("NATO-2030s", "XXXX-ddddx"),
            ("ǅungla", "xxxx"),
            ("10²", "ddd"),
            ("……………", "…………"),
            ("e\u{301}", "x\u{301}"),
            ("日本", "xx"),
            ("", ""),
        ];
        assert_eq!(known.map(|(form, _)| (form, shape(form))), known.map(|(form, shape)| (form, shape.to_owned())));
    }

    #[test]
    fn a_hundred_characters_are_long() {
        assert_eq!(shape(&"é".repeat(99)), "xxxx");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }
}
