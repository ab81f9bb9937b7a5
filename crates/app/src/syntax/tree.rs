//! What does a sentence look like to a person? Its words as a tree, each with its tag and what it is to the word above.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use casus_engine::syntax::{Doc, Iob};
use casus_text::Source;
use unicode_width::UnicodeWidthStr;

use super::{Token, is_blank};
use crate::face::{one_line, visible};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const TAG: Style = AnsiColor::Cyan.on_default();
const ENTITY: Style = AnsiColor::Yellow.on_default();

/// From this depth on a branch says how deep it is and is drawn no further to the right: a chain of a thousand words
/// would otherwise be a triangle a thousand columns wide.
const DEPTH_MAX: usize = 16;

/// A first column that is wider than this does not push the others further.
const WIDTH_MAX: usize = 44;

/// Draws the sentences of a document, with ANSI styles.
pub(super) fn tree(source: &Source, doc: &Doc) -> String {
    let mut out = format!("=== {} ===\n", source.origin().path);
    for range in doc.sentences() {
        Sentence { text: source.text(), doc, range }.draw(&mut out);
    }
    out.push('\n');
    out
}

struct Sentence<'a> {
    text: &'a str,
    doc: &'a Doc,
    range: Range<usize>,
}

/// A word as it is drawn.
struct Row {
    bars: String,
    form: String,
    is_root: bool,
    tag: String,
    label: String,
    entity: Option<String>,
}

impl Sentence<'_> {
    fn draw(&self, out: &mut String) {
        let rows = self.rows();
        if rows.is_empty() {
            return;
        }
        let width = |row: &Row| row.bars.width() + row.form.width();
        let words = rows.iter().map(width).filter(|width| *width <= WIDTH_MAX).max().unwrap_or(0);
        let tags = rows.iter().map(|row| row.tag.width()).max().unwrap_or(0);
        let labels = rows.iter().map(|row| row.label.width()).max().unwrap_or(0);
        out.push_str(&format!("\n{}\n", self.whole()));
        for row in &rows {
            let style = if row.is_root { BOLD } else { Style::new() };
            let mut line = format!("{DIM}{}{DIM:#}{style}{}{style:#}", row.bars, row.form);
            line += &" ".repeat(words.saturating_sub(width(row)) + 2);
            line += &format!("{TAG}{}{TAG:#}", row.tag);
            line += &" ".repeat(tags - row.tag.width() + 2);
            line += &row.label;
            if let Some(entity) = &row.entity {
                line += &" ".repeat(labels - row.label.width() + 2);
                line += &format!("{ENTITY}{entity}{ENTITY:#}");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }

    fn token(&self, index: usize) -> &Token {
        &self.doc.tokens()[index]
    }

    fn form(&self, index: usize) -> &str {
        let token = self.token(index);
        &self.text[token.start..token.end]
    }

    /// Returns the text of the sentence in one line.
    fn whole(&self) -> String {
        tamed(&self.text[self.token(self.range.start).start..self.token(self.range.end - 1).end])
    }

    /// Walks the trees from their roots down, from left to right.
    fn rows(&self) -> Vec<Row> {
        let below = self.below();
        let is_root = |index: &usize| self.above(*index).is_none();
        let mut rows = Vec::new();
        let mut open: Vec<Node> = Vec::new();
        for root in self.range.clone().filter(is_root) {
            open.push(Node { index: root, depth: 0, bars: String::new(), is_last: true });
            while let Some(node) = open.pop() {
                let children = &below[node.index - self.range.start];
                if !(children.is_empty() && is_blank(self.form(node.index))) {
                    rows.push(self.row(&node));
                }
                let bars = node.bars_below();
                for (place, &index) in children.iter().enumerate().rev() {
                    let is_last = place + 1 == children.len();
                    open.push(Node { index, depth: node.depth + 1, bars: bars.clone(), is_last });
                }
            }
        }
        rows
    }

    /// Returns the token above a token of the same sentence.
    fn above(&self, index: usize) -> Option<usize> {
        let head = self.token(index).head as usize;
        Some(head).filter(|&head| head != index && self.range.contains(&head))
    }

    /// Lists what hangs on each token, without white space on which nothing hangs.
    fn below(&self) -> Vec<Vec<usize>> {
        let mut has_any = vec![false; self.range.len()];
        let above = || self.range.clone().filter_map(|index| Some((index, self.above(index)? - self.range.start)));
        above().for_each(|(_, above)| has_any[above] = true);
        let mut below = vec![Vec::new(); self.range.len()];
        for (index, above) in above() {
            if has_any[index - self.range.start] || !is_blank(self.form(index)) {
                below[above].push(index);
            }
        }
        below
    }

    fn row(&self, node: &Node) -> Row {
        let token = self.token(node.index);
        let tag = match self.doc.label(token.tag) {
            "" => token.pos.as_str(),
            tag => tag,
        };
        let form = tamed(self.form(node.index));
        Row {
            bars: node.bars(),
            form: if form.is_empty() { "␣".to_owned() } else { form },
            is_root: node.depth == 0,
            tag: tamed(tag),
            label: tamed(self.doc.label(token.dep)),
            entity: self.entity(node.index),
        }
    }

    /// Writes the entity that begins with a token.
    fn entity(&self, index: usize) -> Option<String> {
        let token = self.token(index);
        if token.ent_iob != Iob::Begin {
            return None;
        }
        let rest = (index + 1..self.doc.len()).take_while(|&next| self.token(next).ent_iob == Iob::Inside);
        let end = rest.last().unwrap_or(index);
        let words = tamed(&self.text[token.start..self.token(end).end]);
        Some(format!("{} “{words}”", tamed(self.doc.label(token.ent_type))))
    }
}

/// A token on the way down a tree.
struct Node {
    index: usize,
    depth: usize,
    /// What stands before it and whatever hangs beside it.
    bars: String,
    is_last: bool,
}

impl Node {
    fn bars(&self) -> String {
        let corner = if self.is_last { "└─ " } else { "├─ " };
        match self.depth {
            0 => String::new(),
            depth if depth > DEPTH_MAX => format!("{}{corner}({depth}) ", self.bars),
            _ => format!("{}{corner}", self.bars),
        }
    }

    fn bars_below(&self) -> String {
        match self.depth {
            0 => String::new(),
            depth if depth >= DEPTH_MAX => self.bars.clone(),
            _ if self.is_last => format!("{}   ", self.bars),
            _ => format!("{}│  ", self.bars),
        }
    }
}

/// Writes a text in one line that cannot steer a terminal.
fn tamed(text: &str) -> String {
    visible(&one_line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::sample::{DAM, DAM_TEXT, Row, doc, source};

    fn drawn(text: &str, sentences: &[&[Row]]) -> String {
        anstream::adapter::strip_str(&tree(&source(text), &doc(text, sentences))).to_string()
    }

    fn check(text: &str, sentences: &[&[Row]], expect: &[&str]) {
        let drawn = drawn(text, sentences);
        assert_eq!(drawn.lines().collect::<Vec<_>>(), expect, "{drawn}");
    }

    #[test]
    fn words_hang_on_their_heads() {
        check(
            DAM_TEXT,
            &[&DAM],
            &[
                "=== dam one.txt ===",
                "",
                "Élodie built the Callow dam.",
                "built         VBD  ROOT",
                "├─ Élodie     NNP  nsubj     PERSON “Élodie”",
                "├─ dam        NN   dobj",
                "│  ├─ the     DT   det       FAC “the Callow dam”",
                "│  └─ Callow  NNP  compound",
                "└─ .          .    punct",
                "",
            ],
        );
    }

    #[test]
    fn white_space_is_drawn_only_where_something_hangs_on_it() {
        let rows = [
            ("a", "", "X", "a", 0, "ROOT", "O"),
            ("\n", "_SP", "SPACE", "", 0, "dep", "O"),
            ("\t\t", "_SP", "SPACE", "", 0, "dep", "O"),
            ("\u{202e}b", "X", "X", "", 2, "dep", "O"),
        ];
        check(
            "a\n\t\t\u{202e}b",
            &[&rows],
            &[
                "=== dam one.txt ===",
                "",
                "a [U+202E]b",
                "a                X    ROOT",
                "└─ ␣             _SP  dep",
                "   └─ [U+202E]b  X    dep",
                "",
            ],
        );
    }

    #[test]
    fn white_space_alone_is_not_drawn() {
        check("\n", &[&[("\n", "_SP", "SPACE", "", 0, "ROOT", "O")]], &["=== dam one.txt ===", ""]);
        check("", &[], &["=== dam one.txt ===", ""]);
    }

    #[test]
    fn a_long_chain_stays_narrow() {
        let rows: Vec<Row> = (0..3000).map(|at: u32| ("a", "X", "X", "a", at.saturating_sub(1), "x", "O")).collect();
        let drawn = drawn(&"a ".repeat(3000), &[&rows]);
        assert!(drawn.lines().skip(3).all(|line| line.width() < 80), "{}", drawn.lines().last().unwrap());
        assert!(drawn.contains("└─ (2999) a"));
        assert_eq!(drawn.lines().count(), 3 + 3000 + 1);
    }
}
