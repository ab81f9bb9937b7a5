//! How is a text shown on one line?

/// Returns a text with single spaces, whatever white space and line breaks it has.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
