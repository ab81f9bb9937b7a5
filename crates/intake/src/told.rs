//! What does what came with a document say of it?

use casus_text::{Published, StatedIn};
use jiff::civil::Date;

use crate::day::day;
use crate::decode::is_control;

/// How long a title or a name can be, in characters; what is longer is cut.
const LINE_CHARS_MAX: usize = 500;

/// What a file, a feed, a row or a header says of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Its headline.
    pub title: Option<String>,
    /// The day it was published, where what says so is to be believed before the text.
    pub published: Option<Published>,
    /// A day that only counts where the text itself gives none: when it was sent, fetched or saved.
    pub handled: Option<Published>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who is named as its author.
    pub byline: Option<String>,
    /// The language it says it is in.
    pub language: Option<String>,
    /// The encoding it was read in, where nothing says so and it was guessed from the bytes.
    pub guessed_encoding: Option<&'static str>,
    /// The pages that could not be read, while the others could.
    pub unread_pages: Vec<u32>,
}

impl Told {
    /// Says what a reader of the text should know of how it was read, in half sentences about the document.
    pub fn remarks(&self) -> Vec<String> {
        let guess =
            self.guessed_encoding.map(|encoding| format!("names no encoding and was read as {encoding}, a guess"));
        let pages: Vec<String> = self.unread_pages.iter().map(u32::to_string).collect();
        let unread = (!pages.is_empty()).then(|| format!("has pages that could not be read: {}", pages.join(", ")));
        guess.into_iter().chain(unread).collect()
    }

    /// Returns this, with what another source says where this says nothing.
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            handled: self.handled.or(other.handled),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            byline: self.byline.or(other.byline),
            language: self.language.or(other.language),
            guessed_encoding: self.guessed_encoding.or(other.guessed_encoding),
            unread_pages: if self.unread_pages.is_empty() { other.unread_pages } else { self.unread_pages },
        }
    }
}

/// Reads a day that some part of what came with a document states.
pub(crate) fn stated(text: &str, place: StatedIn) -> Option<Published> {
    day(text).map(|day| published(day, place))
}

/// Returns a day with the part that states it.
pub(crate) fn published(day: Date, place: StatedIn) -> Published {
    Published { day, origin: casus_text::DateOrigin::Stated(place) }
}

/// Makes one line of a title or a name, without what could steer a terminal or turn a line around.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let mut line = String::new();
    let mut chars = 0;
    for word in text.split(|character: char| character.is_whitespace() || is_control(character)) {
        let word: String = word.chars().filter(|&character| !turns(character)).collect();
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        chars += 1 + word.chars().count();
        if chars > LINE_CHARS_MAX {
            let room = word.chars().count().saturating_sub(chars - LINE_CHARS_MAX);
            line.extend(word.chars().take(room));
            line.push('…');
            break;
        }
        line.push_str(&word);
    }
    (!line.is_empty()).then_some(line)
}

/// Returns whether a character turns the direction of what follows, or is never seen.
fn turns(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Returns an address of the web as it is written, where it is one.
pub(crate) fn address(text: &str) -> Option<String> {
    let address = url::Url::parse(text.trim()).ok()?;
    matches!(address.scheme(), "http" | "https").then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_nothing_that_steers_or_turns() {
        assert_eq!(one_line(" Dykes\n\t first \u{1b}[31m "), Some("Dykes first [31m".to_owned()));
        assert_eq!(one_line("a\u{202E}txt.exe"), Some("atxt.exe".to_owned()));
        assert_eq!(one_line("\u{202E} \n"), None);
        assert_eq!(one_line(&"x".repeat(10_000)).map(|line| line.chars().count()), Some(LINE_CHARS_MAX));
    }

    #[test]
    fn only_addresses_of_the_web_are_addresses() {
        assert_eq!(address(" https://heron.example/1 "), Some("https://heron.example/1".to_owned()));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("file:///etc/passwd"), None);
        assert_eq!(address("tag:heron.example,2031:1"), None);
    }
}
