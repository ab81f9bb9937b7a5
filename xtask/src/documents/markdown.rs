//! What does a document hold? Its links, its words in code type and its blocks of code, each with its line.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A Markdown document.
pub struct Document {
    /// The path from the root.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where its links and pictures lead.
    pub links: Vec<Words>,
    /// Its words in code type.
    pub codes: Vec<Words>,
    /// Its blocks of code.
    pub blocks: Vec<Block>,
}

/// Some words on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The line, counted from 1.
    pub line: usize,
    /// The words.
    pub text: String,
}

/// A fenced block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of its fence, counted from 1.
    pub line: usize,
    /// What stands behind the fence: the language, and marks of ours.
    pub info: String,
    /// Where its content stands in the document.
    pub range: Range<usize>,
}

impl Document {
    /// Reads a document.
    pub fn new(path: String, text: String) -> Self {
        let mut document = Self { path, links: Vec::new(), codes: Vec::new(), blocks: Vec::new(), text };
        let text = std::mem::take(&mut document.text);
        let mut is_open = false;
        for (event, range) in Parser::new(&text).into_offset_iter() {
            document.take(&text, event, range, &mut is_open);
        }
        document.text = text;
        document
    }

    /// Returns the content of a block.
    pub fn content(&self, block: &Block) -> &str {
        &self.text[block.range.clone()]
    }

    fn take(&mut self, text: &str, event: Event<'_>, range: Range<usize>, is_open: &mut bool) {
        let line = text[..range.start].matches('\n').count() + 1;
        match event {
            Event::Code(words) => self.codes.push(Words { line, text: words.into_string() }),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.links.push(Words { line, text: dest_url.into_string() });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let start = text[range.clone()].find('\n').map_or(range.end, |at| range.start + at + 1);
                self.blocks.push(Block { line, info: info.into_string(), range: start..start });
                *is_open = true;
            }
            Event::Text(_) if *is_open => {
                let block = self.blocks.last_mut().expect("the block that is open is the last one");
                block.range.end = range.end;
            }
            Event::End(TagEnd::CodeBlock) => *is_open = false,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_words_and_blocks_are_found_with_their_lines() {
        let text = "# A `b` and\n[c](d.md)\n\n```sh run\none\n\ntwo\n```\n\n```console\n```\n`e`\n";
        let document = Document::new("a.md".to_owned(), text.to_owned());
        let words = |line, text: &str| Words { line, text: text.to_owned() };
        assert_eq!(document.codes, [words(1, "b"), words(12, "e")]);
        assert_eq!(document.links, [words(2, "d.md")]);
        let blocks: Vec<_> =
            document.blocks.iter().map(|it| (it.line, it.info.as_str(), document.content(it))).collect();
        assert_eq!(blocks, [(4, "sh run", "one\n\ntwo\n"), (10, "console", "")]);
        assert_eq!(document.text, text);
    }
}
