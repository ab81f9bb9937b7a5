//! How do marked words look in a terminal? `[Norland]1 will pay, [its premier Ann Berg]2 said.`

use anstyle::{AnsiColor, Style};
use casus_claim::EntityKind;

use super::nesting::{Edge, edges};
use super::{Ink, Marked, Subject, Thing};
use crate::face::terminal::paper::{BOLD, DIM, Paper, Piece, plain};
use crate::face::words;

/// A list names no more of a phrase than this.
const PHRASE_CHARS_MAX: usize = 160;
/// A piece of text is handed on in parts of at most so many characters, since a longer one would be cut.
const PIECE_CHARS_MAX: usize = 500;
/// A paragraph of more pieces than this is drawn as several, parted before white space where some comes soon: what it
/// takes to draw one grows faster than its length.
const PIECES_MAX: usize = 1000;

/// Draws documents as text of a width in columns, with ANSI styles.
pub fn terminal(subject: Subject, marked: &Marked, width: usize) -> String {
    let mut paper = Paper::new(width);
    marked.summary.iter().for_each(|phrase| paper.quiet(&format!("{phrase}.")));
    marked.notes.iter().for_each(|note| paper.quiet(&format!("Note: {note}.")));
    if !marked.summary.is_empty() {
        paper.quiet("");
    }
    text(&mut paper, marked);
    paper.heading(match subject {
        Subject::Entities => "Entities",
        Subject::Attributions => "Attributions",
        Subject::Coverage => "Sentences without a record",
    });
    if marked.things.is_empty() {
        paper.quiet("None was found.");
    }
    for (number, thing) in marked.things.iter().enumerate() {
        let lead = format!("{} ", number + 1);
        match subject {
            Subject::Entities => paper.line(2, &lead, &entity(thing)),
            Subject::Attributions => paper.line(2, &lead, &attribution(thing)),
            Subject::Coverage => paper.line(2, &lead, &sentence(thing)),
        }
    }
    paper.text()
}

/// Draws the running text, line by line as it stands.
fn text(paper: &mut Paper, marked: &Marked) {
    let whole = marked.source.text();
    let mut drawn = Drawn { paper, line: Vec::new(), open: Vec::new() };
    let mut done = 0;
    for Edge { at_bytes, mark, opens } in edges(&marked.marks) {
        drawn.words(&whole[done..at_bytes]);
        done = at_bytes;
        let mark = marked.marks[mark];
        if opens {
            drawn.open.push(mark.ink);
            drawn.line.push((style(mark.ink).dimmed(), "[".to_owned()));
        } else {
            drawn.line.push((style(mark.ink).dimmed(), format!("]{}", mark.ink.label(mark.thing))));
            drawn.open.pop();
        }
    }
    drawn.words(whole[done..].trim_end());
    drawn.end_line();
}

/// The running text as far as it has been drawn.
struct Drawn<'a> {
    paper: &'a mut Paper,
    line: Vec<Piece>,
    /// The marks that are open, the innermost last.
    open: Vec<Ink>,
}

impl Drawn<'_> {
    fn words(&mut self, text: &str) {
        let style = self.open.last().map_or(Style::new(), |&ink| style(ink));
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.end_line();
            }
            for part in parts(line) {
                let is_between_words = part.starts_with(char::is_whitespace);
                if self.line.len() > PIECES_MAX && (is_between_words || self.line.len() > 2 * PIECES_MAX) {
                    self.end_line();
                }
                self.line.push((style, part.to_owned()));
            }
        }
    }

    fn end_line(&mut self) {
        self.paper.line(0, "", &std::mem::take(&mut self.line));
    }
}

/// Cuts a text into parts, before white space where there is some.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let reach = rest.char_indices().nth(PIECE_CHARS_MAX).map_or(rest.len(), |(at, _)| at);
        let blank = rest[..reach].rfind(char::is_whitespace).filter(|&at| at > 0 && reach < rest.len());
        let (part, more) = rest.split_at(blank.unwrap_or(reach));
        parts.push(part);
        rest = more;
    }
    parts
}

fn entity(thing: &Thing) -> Vec<Piece> {
    let name = (style(thing.ink), clipped(&thing.name));
    let kind = (DIM, format!(", {}", thing.ink.word()));
    let details = thing.details.iter().map(|detail| plain(&format!("; {}", clipped(detail))));
    [name, kind].into_iter().chain(details).collect()
}

fn attribution(thing: &Thing) -> Vec<Piece> {
    let mut pieces = vec![(style(Ink::Source), clipped(&thing.name))];
    let details = [Ink::Cue, Ink::Content].into_iter().zip(&thing.details);
    for (ink, detail) in details.filter(|(_, detail)| !detail.is_empty()) {
        pieces.extend([(DIM, " · ".to_owned()), (style(ink), clipped(detail))]);
    }
    pieces
}

fn sentence(thing: &Thing) -> Vec<Piece> {
    let words = (style(thing.ink), clipped(&thing.name));
    let details = thing.details.iter().map(|detail| (DIM, format!(" ({})", clipped(detail))));
    [words].into_iter().chain(details).collect()
}

fn clipped(phrase: &str) -> String {
    words::clipped(phrase, PHRASE_CHARS_MAX)
}

fn style(ink: Ink) -> Style {
    match ink {
        Ink::Mention(EntityKind::Person) => AnsiColor::Cyan.on_default(),
        Ink::Mention(EntityKind::State) => AnsiColor::Green.on_default(),
        Ink::Mention(EntityKind::Organisation) => AnsiColor::Magenta.on_default(),
        Ink::Mention(EntityKind::Group) => AnsiColor::Yellow.on_default(),
        Ink::Mention(EntityKind::Place) => AnsiColor::Blue.on_default(),
        Ink::Mention(EntityKind::Instrument) => AnsiColor::Red.on_default(),
        Ink::Source => BOLD.fg_color(Some(AnsiColor::Cyan.into())),
        Ink::Cue => AnsiColor::Yellow.on_default(),
        Ink::Content => AnsiColor::Green.on_default(),
        Ink::Silent => AnsiColor::Yellow.on_default(),
        Ink::Unread => AnsiColor::Red.on_default(),
    }
}
