//! How well do the times agree with TimeML? The measures of TempEval-3: strict, relaxed and value.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::{Seen, Text, share};
use crate::failure::Failure;

/// What other systems reach on the part of TempEval-3 that is kept back, its platinum texts.
const PUBLISHED: [(&str, &str, &str, &str); 3] = [
    ("HeidelTime, on the platinum texts", "81.8", "90.7", "78.1"),
    ("SUTime, published, on the platinum texts", "", "", "67.4"),
    ("UWTime, published, on the platinum texts", "", "", "82–83"),
];

/// A document with the times that people marked in it.
pub struct Document {
    pub text: Text,
    gold: Vec<Gold>,
}

struct Gold {
    start: usize,
    end: usize,
    value: String,
}

/// Reads the TimeML files of a folder, in the order of their names.
pub fn documents(folder: &Path) -> Result<Vec<Document>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tml"));
    paths.sort();
    let document = |path: PathBuf| {
        let file = fs::read_to_string(&path).map_err(Failure::disk(&path))?;
        parse(&file).ok_or_else(|| Failure::Format { path, error: "it has no <TEXT>".to_owned() })
    };
    paths.into_iter().map(document).collect()
}

fn parse(file: &str) -> Option<Document> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]+>").expect("the form of a tag compiles"));
    let body = file.split_once("<TEXT>")?.1.split_once("</TEXT>")?.0;
    let (mut text, mut gold, mut open, mut at) = (String::new(), Vec::new(), Vec::new(), 0);
    let mut length = 0;
    for tag in TAG.find_iter(body) {
        let words = unescaped(&body[at..tag.start()]);
        length += words.chars().count();
        text.push_str(&words);
        at = tag.end();
        if tag.as_str().starts_with("<TIMEX3") {
            open.push((length, attribute(tag.as_str(), "value").unwrap_or_default()));
        } else if tag.as_str().starts_with("</TIMEX3") {
            gold.extend(open.pop().map(|(start, value)| Gold { start, end: length, value }));
        }
    }
    text.push_str(&unescaped(&body[at..]));
    gold.sort_by_key(|time| (time.start, time.end));
    Some(Document { text: Text { words: text, published: published(file) }, gold })
}

/// Returns the day on which a document says that it was made.
fn published(file: &str) -> Option<String> {
    let mut tags = file.split("<TIMEX3").skip(1).filter_map(|rest| rest.split_once('>').map(|it| it.0));
    let tag = tags.find(|tag| tag.contains("functionInDocument=\"CREATION_TIME\""))?;
    attribute(tag, "value").map(|value| value.chars().take(10).collect())
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|it| it.0.to_owned())
}

fn unescaped(text: &str) -> String {
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    names.iter().fold(text.to_owned(), |text, (name, mark)| text.replace(name, mark))
}

/// How many times there are, how many are found, and how many of these agree.
#[derive(Default)]
struct Count {
    gold: usize,
    seen: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
}

impl Count {
    fn add(&mut self, gold: &[Gold], seen: &[Seen]) {
        self.gold += gold.len();
        self.seen += seen.len();
        let mut used = BTreeSet::new();
        for time in gold {
            let common = |seen: &Seen| seen.span[1].min(time.end).saturating_sub(seen.span[0].max(time.start));
            let free = seen.iter().enumerate().filter(|(at, _)| !used.contains(at));
            let best = free.map(|(at, seen)| (common(seen), at)).max().filter(|(common, _)| *common > 0);
            let Some((_, at)) = best else { continue };
            used.insert(at);
            self.relaxed += 1;
            self.strict += usize::from(seen[at].span == [time.start, time.end]);
            self.value += usize::from(seen[at].value == time.value);
        }
    }

    /// Returns the harmonic mean of precision and recall, in percent.
    fn f1(&self, agreeing: usize) -> f64 {
        share(2 * agreeing, self.gold + self.seen)
    }
}

/// Lays out how well the times agree.
pub fn table(documents: &[Document], seen: &[Vec<Seen>]) -> String {
    let mut count = Count::default();
    documents.iter().zip(seen).for_each(|(document, seen)| count.add(&document.gold, seen));
    let mut table = format!(
        "{} documents, {} times in the gold, {} found:\n\n| F1 | strict | relaxed | value |\n| --- | --- | --- | --- |\n",
        documents.len(),
        count.gold,
        count.seen
    );
    let [strict, relaxed, value] = [count.strict, count.relaxed, count.value].map(|agreeing| count.f1(agreeing));
    let _ = writeln!(table, "| casus, on these | {strict:.1} | {relaxed:.1} | {value:.1} |");
    for (name, strict, relaxed, value) in PUBLISHED {
        let _ = writeln!(table, "| {name} | {strict} | {relaxed} | {value} |");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<DCT><TIMEX3 tid=\"t0\" value=\"2031-05-02\" functionInDocument=\"CREATION_TIME\">2 May</TIMEX3></DCT>\
        <TEXT>Ada &amp; Ivo met <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2031-W18\">this week</TIMEX3>.</TEXT>";

    #[test]
    fn a_file_gives_its_text_and_its_times() {
        let document = parse(FILE).expect("it has a text");
        assert_eq!(document.text.words, "Ada & Ivo met this week.");
        assert_eq!(document.text.published.as_deref(), Some("2031-05-02"));
        let gold: Vec<_> = document.gold.iter().map(|it| (it.start, it.end, it.value.as_str())).collect();
        assert_eq!(gold, [(14, 23, "2031-W18")]);
    }

    #[test]
    fn a_part_of_a_time_agrees_in_part() {
        let document = parse(FILE).expect("it has a text");
        let time =
            |span, value: &str| Seen { span, text: String::new(), value: value.to_owned(), start: None, end: None };
        let mut count = Count::default();
        count.add(&document.gold, &[time([19, 23], "2031-W18"), time([0, 3], "PRESENT_REF")]);
        let found = [count.gold, count.seen, count.relaxed, count.strict, count.value];
        assert_eq!(found, [1, 2, 1, 0, 1]);
    }
}
