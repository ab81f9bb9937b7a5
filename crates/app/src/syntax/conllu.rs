//! What do sentences look like as CoNLL-U?
//!
//! The format (version 2, <https://universaldependencies.org/format.html>) cannot hold everything that a pipeline says,
//! so:
//!
//! - White space is no word in it. A token of white space goes into `SpacesAfter` of the word before it, or
//!   `SpacesBefore` of the first word, as UDPipe writes them: `\s`, `\t`, `\n`, `\r`, `\p` for a bar, `\\` for a
//!   backslash; other white space and control characters stand as `\uXXXX`. What depends on it depends on its head.
//! - A sentence has one root. A word whose head is in another sentence, or is white space without a head, depends on the
//!   root; the label of the root is `root`, and that of every other word what the pipeline calls it, which for English is
//!   not the scheme of Universal Dependencies.
//! - Entities stand in `NER`, such as `B-ORG`.

use std::fmt::Write;
use std::ops::Range;

use casus_engine::syntax::{Doc, Pos};
use casus_text::Source;

use super::{Token, is_blank};

/// Writes a document as CoNLL-U; nothing when it has no word.
pub(super) fn conllu(source: &Source, doc: &Doc) -> String {
    let view = View { text: source.text(), doc };
    let words: Vec<usize> = (0..doc.len()).filter(|&index| !is_blank(view.form(index))).collect();
    let mut out = String::new();
    let path = encoded(&source.origin().path);
    // A slash has a meaning of its own in the id of a sentence.
    let stem = path.replace('/', "%2F");
    let (mut first, mut number) = (0, 0);
    for range in doc.sentences() {
        let after = first + words[first..].partition_point(|&word| word < range.end);
        if after > first {
            number += 1;
            let sentence = Sentence { view, words: &words, place: first..after, range };
            if number == 1 {
                line(&mut out, &format!("# newdoc id = {path}"));
            }
            line(&mut out, &format!("# sent_id = {stem}-s{number}"));
            line(&mut out, &format!("# text = {}", sentence.text()));
            sentence.rows().iter().for_each(|row| line(&mut out, row));
            out.push('\n');
        }
        first = after;
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// A document with its text.
#[derive(Clone, Copy)]
struct View<'a> {
    text: &'a str,
    doc: &'a Doc,
}

impl<'a> View<'a> {
    fn token(self, index: usize) -> &'a Token {
        &self.doc.tokens()[index]
    }

    fn form(self, index: usize) -> &'a str {
        let token = self.token(index);
        &self.text[token.start..token.end]
    }

    fn head(self, index: usize) -> usize {
        self.token(index).head as usize
    }
}

/// A sentence that has words.
struct Sentence<'a> {
    view: View<'a>,
    /// The indices of all words of the document.
    words: &'a [usize],
    /// Which of them are in this sentence.
    place: Range<usize>,
    /// Which tokens are.
    range: Range<usize>,
}

/// What a word depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Itself.
    Root,
    /// A word of the sentence.
    Word(usize),
    /// Nothing that this format can name.
    Lost,
}

impl Sentence<'_> {
    fn own(&self) -> &[usize] {
        &self.words[self.place.clone()]
    }

    /// Returns the white space between a word, by its place among the words, and the next.
    fn after(&self, place: usize) -> &str {
        let start = self.view.token(self.words[place]).end;
        let end = self.words.get(place + 1).map_or(self.view.text.len(), |&next| self.view.token(next).start);
        self.view.text.get(start..end).unwrap_or_default()
    }

    /// Returns the text as the rows spell it: a single blank for any white space.
    fn text(&self) -> String {
        let mut text = String::new();
        for place in self.place.clone() {
            text.push_str(&form(self.view.form(self.words[place])));
            if !self.after(place).is_empty() {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn rows(&self) -> Vec<String> {
        let heads = self.heads();
        let is_parsed = self.own().iter().any(|&word| {
            let token = self.view.token(word);
            self.view.head(word) != word || !self.view.doc.label(token.dep).is_empty()
        });
        let is_root = |kind: Head| heads.iter().position(|&head| head == kind);
        let root = is_root(Head::Root).or_else(|| is_root(Head::Lost)).unwrap_or(0);
        let number = |word: usize| self.own().partition_point(|&own| own < word) + 1;
        let numbers = heads.iter().enumerate().map(|(at, head)| match head {
            _ if !is_parsed => None,
            Head::Word(word) => Some(number(*word)),
            _ if at == root => Some(0),
            Head::Root | Head::Lost => Some(root + 1),
        });
        numbers.enumerate().map(|(at, head)| self.row(at, head)).collect()
    }

    fn row(&self, at: usize, head: Option<usize>) -> String {
        let place = self.place.start + at;
        let word = self.words[place];
        let (token, doc) = (self.view.token(word), self.view.doc);
        let label = match (head, doc.label(token.dep)) {
            (None, _) => "",
            (Some(0), _) => "root",
            // These two are no label of a word with a head, and the place must not be left empty.
            (Some(_), "ROOT" | "") => "dep",
            (Some(_), label) => label,
        };
        let head = head.map_or_else(|| "_".to_owned(), |head| head.to_string());
        let columns = [
            (at + 1).to_string(),
            form(self.view.form(word)),
            or_none(form(&token.lemma)),
            upos(token.pos).to_owned(),
            column(doc.label(token.tag)),
            column(doc.label(token.morph)),
            head,
            column(label),
            "_".to_owned(),
            or_none(self.misc(place).join("|")),
        ];
        columns.join("\t")
    }

    fn misc(&self, place: usize) -> Vec<String> {
        let token = self.view.token(self.words[place]);
        let ent_type = self.view.doc.label(token.ent_type);
        let mut misc = Vec::new();
        if !ent_type.is_empty() {
            misc.push(format!("NER={}-{}", token.ent_iob.as_str(), column(ent_type).replace('|', "_")));
        }
        match self.after(place) {
            "" => misc.push("SpaceAfter=No".to_owned()),
            " " => {}
            spaces => misc.push(format!("SpacesAfter={}", escaped(spaces))),
        }
        let before = self.view.text.get(..token.start).filter(|before| place == 0 && !before.is_empty());
        misc.extend(before.map(|spaces| format!("SpacesBefore={}", escaped(spaces))));
        misc
    }

    /// Finds what each word depends on, past any white space in between.
    fn heads(&self) -> Vec<Head> {
        // What white space leads to is remembered, so that a long run of it is walked once.
        let mut beyond: Vec<Option<Head>> = vec![None; self.range.len()];
        self.own().iter().map(|&word| self.head(word, &mut beyond)).collect()
    }

    fn head(&self, word: usize, beyond: &mut [Option<Head>]) -> Head {
        let mut at = self.view.head(word);
        if at == word {
            return Head::Root;
        }
        let mut walked = Vec::new();
        let head = loop {
            if !self.range.contains(&at) || walked.len() > self.range.len() {
                break Head::Lost;
            }
            if !is_blank(self.view.form(at)) {
                break Head::Word(at);
            }
            if let Some(known) = beyond[at - self.range.start] {
                break known;
            }
            walked.push(at);
            match self.view.head(at) {
                next if next == at => break Head::Lost,
                next => at = next,
            }
        };
        walked.iter().for_each(|&blank| beyond[blank - self.range.start] = Some(head));
        if head == Head::Word(word) { Head::Lost } else { head }
    }
}

/// Returns one of the 17 parts of speech of Universal Dependencies.
fn upos(pos: Pos) -> &'static str {
    match pos {
        Pos::Unknown => "_",
        Pos::Conj => "CCONJ",
        Pos::Eol | Pos::Space => "X",
        pos => pos.as_str(),
    }
}

/// Writes a form or a lemma, within which blanks may stand and nothing else that parts columns or lines.
fn form(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let is_kept = |at: usize, letter: char| match letter {
        ' ' => at > 0 && at < last,
        _ => !letter.is_control() && !letter.is_whitespace(),
    };
    text.chars().enumerate().map(|(at, letter)| if is_kept(at, letter) { letter } else { '\u{FFFD}' }).collect()
}

/// Writes a column in which no white space may stand.
fn column(text: &str) -> String {
    or_none(text.replace(|letter: char| letter.is_control() || letter.is_whitespace(), "_"))
}

fn or_none(text: String) -> String {
    if text.is_empty() { "_".to_owned() } else { text }
}

/// Writes white space as one value of the last column.
fn escaped(spaces: &str) -> String {
    let mut out = String::new();
    for letter in spaces.chars() {
        match letter {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            _ if letter.is_whitespace() || letter.is_control() => {
                write!(out, "\\u{:04X}", u32::from(letter)).expect("a string can be written");
            }
            _ => out.push(letter),
        }
    }
    out
}

/// Writes a path as an id, which holds no white space.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for letter in path.chars() {
        if letter.is_whitespace() || letter.is_control() || letter == '%' {
            let mut bytes = [0; 4];
            letter.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests;
