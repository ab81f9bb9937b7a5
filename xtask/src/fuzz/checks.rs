//! Is what was said of a text possible? Whatever the text, its tokens tile it and its trees hang together.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::failure::Failure;

/// A line, of which only the places are of interest.
#[derive(Deserialize)]
struct Line {
    tokens: Vec<Row>,
}

/// Start, end, tag, part of speech, lemma, head, label, whether a sentence begins, type of entity, place in it.
type Row = (usize, usize, IgnoredAny, IgnoredAny, IgnoredAny, usize, IgnoredAny, u8, IgnoredAny, Iob);

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
enum Iob {
    B,
    I,
    O,
    #[serde(rename = "")]
    Unknown,
}

/// Checks the lines of a file against their texts, in order; returns the number of tokens and what is impossible, with
/// the index of the text.
pub fn check<'t>(
    lines: &Path,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<(u64, Vec<(usize, String)>), Failure> {
    let mut read = BufReader::new(File::open(lines).map_err(Failure::disk(lines))?).lines();
    let (mut tokens, mut wrong) = (0, Vec::new());
    for (index, text) in texts.into_iter().enumerate() {
        let line = read.next().transpose().map_err(Failure::disk(lines))?.unwrap_or_default();
        match serde_json::from_str::<Line>(&line) {
            Ok(line) => {
                tokens += line.tokens.len() as u64;
                wrong.extend(of_text(text, &line.tokens).map(|what| (index, what)));
            }
            Err(error) => wrong.push((index, format!("what is printed is no line of tokens: {error}"))),
        }
    }
    Ok((tokens, wrong))
}

fn of_text(text: &str, rows: &[Row]) -> Option<String> {
    let mut letters = text.chars();
    let mut at = 0;
    for (index, &(start, end, .., head, _, sentence, _, _)) in rows.iter().enumerate() {
        // One space may stand between two tokens, and belongs to the first.
        let gap = start.checked_sub(at);
        let is_space = gap == Some(0) || gap == Some(1) && at > 0 && letters.next() == Some(' ');
        if !is_space || end <= start {
            return Some(format!("token {index} is {start}-{end} after {at}"));
        }
        if letters.by_ref().take(end - start).count() != end - start {
            return Some(format!("token {index} is {start}-{end}, beyond the text"));
        }
        if head >= rows.len() || sentence > 1 {
            return Some(format!("token {index} has the head {head} of {}", rows.len()));
        }
        at = end;
    }
    let rest = letters.as_str();
    let is_whole = rest.is_empty() || rest == " " && at > 0;
    if is_whole { broken_sentence(rows) } else { Some(format!("the tokens end at {at}, before the text does")) }
}

/// Returns which sentence or entity does not hang together.
fn broken_sentence(rows: &[Row]) -> Option<String> {
    let mut sentence = 0;
    let starts = |row: &Row| row.7 == 1;
    if rows.first().is_some_and(|row| !starts(row)) {
        return Some("the first token begins no sentence".to_owned());
    }
    let mut sentences = Vec::with_capacity(rows.len());
    for row in rows {
        sentence += u32::from(starts(row));
        sentences.push(sentence);
    }
    for (index, row) in rows.iter().enumerate() {
        if sentences[index] != sentences[row.5] {
            return Some(format!("token {index} hangs on {}, in another sentence", row.5));
        }
        let before = index.checked_sub(1).map_or(Iob::O, |before| rows[before].9);
        if row.9 == Iob::I && !matches!(before, Iob::B | Iob::I) {
            return Some(format!("token {index} is inside an entity that has not begun"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    fn check(text: &str, rows: &str, expected: Option<&str>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("lines.jsonl");
        std::fs::write(&path, format!("{{\"path\":\"a\",\"tokens\":[{rows}]}}\n")).expect("a file can be written");
        let (_, wrong) = super::check(&path, [text]).expect("the file is there");
        assert_eq!(wrong.first().map(|(_, what)| what.as_str()), expected);
    }

    fn row(start: usize, end: usize, head: usize, sentence: u8, iob: &str) -> String {
        format!(r#"[{start},{end},"NN","NOUN","salt",{head},"dep",{sentence},"","{iob}"]"#)
    }

    #[test]
    fn tokens_tile_their_text() {
        let two = row(0, 4, 1, 1, "O") + "," + &row(5, 9, 1, 0, "O");
        check("Salz rühr", &two, None);
        check("Salz rühr ", &two, None);
        check("Salz-rühr", &two, Some("token 1 is 5-9 after 4"));
        check("Salz rührt", &two, Some("the tokens end at 9, before the text does"));
        check("Salz rüh", &two, Some("token 1 is 5-9, beyond the text"));
        check(" Salz", &row(1, 5, 0, 1, "O"), Some("token 0 is 1-5 after 0"));
        check("", "", None);
        check(" ", "", Some("the tokens end at 0, before the text does"));
    }

    #[test]
    fn sentences_and_entities_hang_together() {
        check("Salz", &row(0, 4, 1, 1, "O"), Some("token 0 has the head 1 of 1"));
        check("Salz", &row(0, 4, 0, 0, "O"), Some("the first token begins no sentence"));
        check("Salz", &row(0, 4, 0, 1, "I"), Some("token 0 is inside an entity that has not begun"));
        let apart = row(0, 4, 1, 1, "B") + "," + &row(5, 9, 1, 1, "I");
        check("Salz rühr", &apart, Some("token 0 hangs on 1, in another sentence"));
    }
}
