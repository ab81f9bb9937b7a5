//! Which line is the headline?

use casus_text::{Source, Span};

use crate::dateline::is_dateline_only;
use crate::head::{HeadLine, head_lines};

/// The length from which on a line is no headline, in bytes.
const TITLE_BYTES_MAX: usize = 150;

/// The length from which on two lines in a row are the wrapped lines of a paragraph, in bytes.
const WRAPPED_LINE_BYTES: usize = 60;

/// Finds the headline: the first line that is no dateline, when it stands alone and does not end like a sentence.
pub fn title(source: &Source) -> Option<Span> {
    let head = head_lines(source);
    let at = head.iter().position(|line| !is_dateline_only(source, *line))?;
    let line = head[at];
    let text = source.slice(line.span);
    let is_sentence = text.ends_with(['.', ',', ';', ':']);
    let next = head.get(at + 1);
    (!is_sentence && text.len() < TITLE_BYTES_MAX && next.is_some_and(|next| stands_apart(source, line, *next)))
        .then_some(line.span)
}

/// Returns whether a line is not carried on by the next one.
fn stands_apart(source: &Source, line: HeadLine, next: HeadLine) -> bool {
    if !line.is_followed {
        return true;
    }
    let is_carried_on = source.slice(next.span).starts_with(char::is_lowercase);
    let is_wrapped = line.span.len_bytes().min(next.span.len_bytes()) >= WRAPPED_LINE_BYTES;
    !is_carried_on && !is_wrapped && !next.is_body()
}

#[cfg(test)]
mod tests {
    use casus_text::Origin;

    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let source = Source::new(text.to_owned(), Origin::default());
        assert_eq!(title(&source).map(|span| source.slice(span)), expect, "{text}");
    }

    #[test]
    fn a_first_line_that_stands_alone_is_the_title() {
        check("Dykes before ferries\n\nThe delegates met.", Some("Dykes before ferries"));
        check("\n\n  Who pays for the dykes?  \nBy A. Heron\n\nThe delegates met.", Some("Who pays for the dykes?"));
        check("2 May, 2031\ndelegates-meet-in-eastport\n\nThe delegates met.", Some("delegates-meet-in-eastport"));
        check("Published: 2 May 2031\nDykes before ferries\n\nThe delegates met.", Some("Dykes before ferries"));
        check("Dykes Accord, 2 May 2031: what it says\n\nText.", Some("Dykes Accord, 2 May 2031: what it says"));
    }

    #[test]
    fn a_paragraph_is_no_title() {
        check("The delegates met.\n\nThey talked.", None);
        check("The delegates met in\nthe old town hall.", None);
        check("The delegates met", None);
        check("", None);
        let wrapped = "The delegates of the four river states came together in Eastport";
        check(&format!("{wrapped}\nHotel, where the talks on the dykes and on the tolls began again."), None);
        check(&format!("{}\n\nText.", "Dykes ".repeat(30)), None);
        check("2 May 2031\n\nThe delegates met.", None);
        check("EASTPORT, 2 May 2031. The delegates met.\n\nDykes first\n\nThey talked.", None);
    }
}
