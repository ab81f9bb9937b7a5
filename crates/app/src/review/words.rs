//! Where do the words stand that somebody typed?
//!
//! Line breaks, the number of spaces and the shape of quotation marks are of no account, everything else is. Words that
//! stand there several times are meant within the evidence if they stand there once, and else are not guessed at.

use casus_text::{Source, Span};

use super::fault::Fault;
use crate::error::shown;
use crate::face::one_line;
use crate::face::words::clipped;

/// So much of the text is shown on either side of a place.
const AROUND_LEN_CHARS: usize = 24;
/// So many places are shown.
const PLACES_MAX: usize = 6;

/// Returns where words stand in a text; `within` is the evidence, where that is known already.
pub(super) fn find(source: &Source, typed: &str, within: Option<Span>) -> Result<Span, Fault> {
    let path = || shown(source.origin().path.as_ref());
    let all = places(source, typed);
    if let ([], Some((words, number))) = (&all[..], numbered(typed)) {
        let place = places(source, words).get(number.saturating_sub(1)).copied();
        return place.ok_or_else(|| Fault::NoWords { words: typed.to_owned(), path: path() });
    }
    let inside: Vec<Span> =
        all.iter().filter(|span| within.is_some_and(|within| within.contains(**span))).copied().collect();
    match (&all[..], &inside[..]) {
        ([only], _) | (_, [only]) => Ok(*only),
        ([], _) => Err(Fault::NoWords { words: typed.to_owned(), path: path() }),
        _ => {
            let mut places: Vec<String> =
                all.iter().zip(1..).take(PLACES_MAX).map(|(span, number)| around(source, *span, number)).collect();
            places.extend((all.len() > PLACES_MAX).then(|| "…".to_owned()));
            Err(Fault::SeveralWords { words: typed.to_owned(), path: path(), count: all.len(), places })
        }
    }
}

/// Returns whether words stand in a text.
pub(super) fn stand(source: &Source, words: &str) -> bool {
    !places(source, words).is_empty()
}

/// Takes `the truce@2` apart.
fn numbered(typed: &str) -> Option<(&str, usize)> {
    let (words, number) = typed.rsplit_once('@')?;
    Some((words, number.parse().ok().filter(|number| *number > 0)?))
}

/// Returns all places of words in a text: as whole words, or else where they are parts of words.
pub(super) fn places(source: &Source, typed: &str) -> Vec<Span> {
    let words = Folded::of(typed.trim()).text;
    if words.is_empty() {
        return Vec::new();
    }
    let folded = Folded::of(source.text());
    let found = || folded.text.match_indices(&words).map(|(at, _)| (at, at + words.len()));
    let is_whole = |&(start, end): &(usize, usize)| {
        let before = folded.text[..start].chars().next_back().zip(words.chars().next());
        let after = folded.text[end..].chars().next().zip(words.chars().next_back());
        [before, after].into_iter().flatten().all(|(one, other)| !one.is_alphanumeric() || !other.is_alphanumeric())
    };
    let whole: Vec<(usize, usize)> = found().filter(is_whole).collect();
    let chosen = if whole.is_empty() { found().collect() } else { whole };
    let span = |(start, end): (usize, usize)| source.span(folded.starts[start], folded.ends[end - 1]);
    chosen.into_iter().filter_map(span).collect()
}

/// A text as it is compared, each of its bytes with the bytes of the text that it stands for.
struct Folded {
    text: String,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::new(), starts: Vec::new(), ends: Vec::new() };
        let mut is_after_space = false;
        for (at, character) in text.char_indices() {
            let end = at + character.len_utf8();
            let is_space = character.is_whitespace();
            if is_space && is_after_space {
                *folded.ends.last_mut().expect("a space stands before") = end;
            } else {
                folded.push(plain(character), at, end);
            }
            is_after_space = is_space;
        }
        folded
    }

    fn push(&mut self, character: char, start: usize, end: usize) {
        self.text.push(character);
        self.starts.resize(self.text.len(), start);
        self.ends.resize(self.text.len(), end);
    }
}

fn plain(character: char) -> char {
    match character {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

fn around(source: &Source, span: Span, number: usize) -> String {
    let text = source.text();
    let before: Vec<char> = text[..span.start_bytes()].chars().rev().take(AROUND_LEN_CHARS).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end_bytes()..].chars().take(AROUND_LEN_CHARS).collect();
    let whole = format!("{before}{}{after}", source.slice(span));
    let line = one_line(&whole);
    format!("@{number} `…{}…`", clipped(&line, 4 * AROUND_LEN_CHARS))
}

#[cfg(test)]
mod tests {
    use casus_text::Origin;

    use super::*;

    const TEXT: &str = "The truce holds. “We’ll pay\n  twice,” said Ada once the truce holds; the truces end.";

    fn source() -> Source {
        Source::new(TEXT.to_owned(), Origin { path: "a.txt".to_owned(), ..Origin::default() })
    }

    fn check(typed: &str, within: Option<&str>, expected: &[&str]) {
        let source = source();
        let within = within.map(|words| places(&source, words)[0]);
        let found = match find(&source, typed, within) {
            Ok(span) => vec![format!("{}", source.span_chars(span)[0]), source.slice(span).to_owned()],
            Err(fault) => vec![fault.to_string()],
        };
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn words_are_found_however_their_lines_are_broken() {
        check("We'll pay twice", None, &["18", "We’ll pay\n  twice"]);
        check("  \"We'll   pay\ntwice,\" ", None, &["17", "“We’ll pay\n  twice,”"]);
        check("the truces", None, &["69", "the truces"]);
    }

    #[test]
    fn words_that_do_not_stand_there_are_refused() {
        check("we'll pay", None, &["`we'll pay` does not stand in `a.txt`"]);
        check("", None, &["`` does not stand in `a.txt`"]);
        check("the truce@9", None, &["`the truce@9` does not stand in `a.txt`"]);
    }

    #[test]
    fn words_that_stand_there_twice_are_meant_in_the_evidence_or_by_their_number() {
        check("truce holds", None, &["`truce holds` stands `2` times in `a.txt`"]);
        check("truce holds", Some("said Ada once the truce holds"), &["56", "truce holds"]);
        check("truce holds@1", None, &["4", "truce holds"]);
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_folds_to_what_was_typed(typed in "[a-z “'\n]{0,3}", text in "[a-z “'\n é]{0,40}") {
            let source = Source::new(text, Origin::default());
            for span in places(&source, &typed) {
                proptest::prop_assert_eq!(Folded::of(source.slice(span)).text, Folded::of(typed.trim()).text);
            }
        }
    }
}
