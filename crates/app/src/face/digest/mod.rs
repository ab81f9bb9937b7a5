//! What changed between two moments, how do things stand, and which sentence says so?
//!
//! In go the page of a dossier and what is different between two states of it; out comes one small model, the
//! [`Digest`]: sections of lines, and numbered citations with the sentences that the lines rest on. Every format is
//! drawn from it and knows nothing else, so no two can say different things.

mod changed;
mod citations;
mod html;
mod markdown;
mod pdf;
mod standing;
mod text;

#[cfg(test)]
mod tests;

use casus_engine::Comparison;
use casus_engine::page::Page;
use jiff::civil::Date;

use super::words;
use citations::Citations;

pub(crate) use html::html;
pub(crate) use markdown::markdown;
pub(crate) use pdf::pdf;
pub(crate) use text::text;

/// A longer title of a dossier is cut.
const TITLE_CHARS_MAX: usize = 200;
/// A longer text of a line is cut.
const TEXT_CHARS_MAX: usize = 600;
/// A group of more lines than this is cut, and says so.
const LINES_MAX: usize = 60;
/// A line rests on more sentences than this seldom, and cites no more.
const CITED_MAX: usize = 8;

/// What is told of a dossier to somebody who read the last one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    /// What the dossier is called.
    pub(crate) title: String,
    /// Between which moments.
    pub(crate) subtitle: String,
    /// The two moments, in words.
    pub(crate) between: [String; 2],
    /// What is told, in the order in which it is read.
    pub(crate) sections: Vec<Section>,
    /// What it rests on, numbered from 1.
    pub(crate) citations: Vec<Citation>,
}

/// A part with a heading.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// A name that no other section has, of lower-case letters.
    pub(crate) id: &'static str,
    /// The heading.
    pub(crate) title: &'static str,
    /// What is told in whole sentences, before the lines.
    pub(crate) sentences: Vec<Line>,
    /// The lines.
    pub(crate) groups: Vec<Group>,
}

/// Lines that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The heading; nothing where the section has no other group.
    pub(crate) title: Option<String>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// What is said of lines that are left out.
    pub(crate) rest: Option<String>,
}

/// One thing that is told, and what it rests on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Who or what it is about, which stands out.
    pub(crate) who: Option<String>,
    /// What is told.
    pub(crate) text: String,
    /// How it stands or moved.
    pub(crate) state: Option<String>,
    /// The numbers of its citations.
    pub(crate) citations: Vec<usize>,
    /// What else is to be said of it.
    pub(crate) under: Vec<Detail>,
}

/// Something more about a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What kind of thing it is.
    pub(crate) label: &'static str,
    /// The words.
    pub(crate) text: String,
    /// The numbers of its citations.
    pub(crate) citations: Vec<usize>,
}

/// A sentence of a document, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// Its number.
    pub(crate) number: usize,
    /// The words, in quotation marks.
    pub(crate) quote: String,
    /// Whom the document names for them: “says Ada Korn”; nothing where it speaks in its own voice.
    pub(crate) speaker: Option<String>,
    /// Who published it, or how the document is called.
    pub(crate) outlet: String,
    /// The day of publication, in words.
    pub(crate) day: String,
    /// The address it was published at, where it can be followed.
    pub(crate) address: Option<String>,
    /// The path it was read from.
    pub(crate) path: String,
    /// By which names the entries go that rest on it, each with who stands behind it.
    pub(crate) entries: Vec<String>,
}

/// Tells what is different between two moments, and how things stand at the later one.
pub(crate) fn digest(page: &Page, compared: &Comparison, between: [&str; 2]) -> Digest {
    let mut citations = Citations::default();
    let changed = changed::changed(compared, &mut citations);
    let standing = standing::standing(page, between, &mut citations);
    let sections = [changed].into_iter().chain(standing).collect();
    let [from, to] = between.map(moment);
    Digest {
        title: words::clipped(&words::heading(page), TITLE_CHARS_MAX),
        subtitle: format!("What changed between {from} and {to}, and how things stand"),
        between: [from, to],
        sections,
        citations: citations.list,
    }
}

/// Returns a moment as it is read: a day in words, and an instant as it was written.
fn moment(text: &str) -> String {
    text.parse::<Date>().ok().filter(|_| text.len() == 10).map_or_else(|| text.to_owned(), words::day)
}

impl Group {
    /// Makes a group of at most so many lines; nothing where there is none.
    fn of(title: Option<&str>, count: usize, lines: impl Iterator<Item = Line>, whole: &str) -> Option<Self> {
        let lines: Vec<Line> = lines.take(LINES_MAX).collect();
        let left_out = count.saturating_sub(lines.len());
        let rest =
            (left_out > 0).then(|| format!("{} more; `{whole}` has them all.", words::count_of(left_out, "line")));
        (!lines.is_empty()).then(|| Self { title: title.map(|title| format!("{title} ({count})")), lines, rest })
    }
}

impl Line {
    /// Returns a sentence.
    fn sentence(text: String, citations: Vec<usize>) -> Self {
        Self { text: words::clipped(&text, TEXT_CHARS_MAX), citations, ..Self::default() }
    }
}

impl Citation {
    /// Returns the path, unless the document is called by it already.
    fn path(&self) -> Option<&str> {
        (self.path != self.outlet).then_some(self.path.as_str())
    }

    /// Returns what stands behind the quote: who says it, the outlet and the day.
    fn said(&self) -> String {
        let speaker = self.speaker.iter().map(|speaker| format!("{speaker}, "));
        speaker.chain([format!("{}, {}", self.outlet, self.day)]).collect()
    }
}
