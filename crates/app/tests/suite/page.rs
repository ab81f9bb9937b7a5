//! The parts of a page of the suite: prose, and the fenced blocks that mean something.

use casus_claim::PropositionId;
use casus_engine::Scenario;
use jiff::civil::Date;

const FENCE: &str = "```";

/// A part of a page, in its order.
pub enum Part {
    /// Lines that are for people.
    Prose(String),
    /// A block that is read or compared.
    Block(Block),
}

impl Part {
    /// Returns the part as it stands in the page.
    pub fn text(&self) -> String {
        match self {
            Part::Prose(prose) => prose.clone(),
            Part::Block(block) => block.text(),
        }
    }
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document.
    Passage,
    /// What is read from the passage before it.
    Reading,
    /// Which times the passage before it speaks of.
    Times,
    /// What follows from the passage before it in a scenario.
    WhatFollows,
}

const KINDS: [Kind; 4] = [Kind::Passage, Kind::Reading, Kind::Times, Kind::WhatFollows];

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Passage => "passage",
            Kind::Reading => "reading",
            Kind::Times => "times",
            Kind::WhatFollows => "what-follows",
        }
    }

    fn of(info: &str) -> Option<Self> {
        let word = info.split_whitespace().next()?;
        KINDS.into_iter().find(|kind| kind.word() == word)
    }

    fn attribute(self) -> Option<&'static str> {
        match self {
            Kind::Passage => Some("published"),
            Kind::Reading | Kind::Times => None,
            Kind::WhatFollows => Some("set"),
        }
    }
}

/// A fenced block.
#[derive(Clone)]
pub struct Block {
    pub kind: Kind,
    /// What stands between the fences, each line with its end.
    pub body: String,
    info: String,
    line: usize,
}

impl Block {
    /// Returns the block as it stands in the page.
    pub fn text(&self) -> String {
        format!("{FENCE}{}\n{}{FENCE}\n", self.info, self.body)
    }

    /// Returns the same block with another body.
    pub fn with(&self, body: &str) -> Self {
        Self { body: body.to_owned(), ..self.clone() }
    }

    /// Tells what is wrong with the block.
    pub fn wrong(&self, what: &str) -> String {
        format!("line {}: `{}` {what}", self.line, self.kind.word())
    }

    /// Returns the day that the passage was published.
    pub fn published(&self) -> Result<Option<Date>, String> {
        let day = |day: &str| day.parse().map_err(|_| self.wrong(&format!("has a day that is none: `{day}`")));
        self.attributes()?.first().copied().map(day).transpose()
    }

    /// Returns what the block takes to be true and false.
    pub fn scenario(&self) -> Result<Scenario, String> {
        let assignment = |text: &str| {
            let (name, value) = text.rsplit_once('=')?;
            Some((PropositionId(name.to_owned()), value.parse().ok()?))
        };
        let wrong = |text: &str| self.wrong(&format!("has an assignment that is none: `{text}`"));
        self.attributes()?.into_iter().map(|text| assignment(text).ok_or_else(|| wrong(text))).collect()
    }

    fn attributes(&self) -> Result<Vec<&str>, String> {
        let value = |attribute: &'_ str| -> Option<usize> {
            let (name, _) = attribute.split_once('=')?;
            (Some(name) == self.kind.attribute()).then_some(name.len() + 1)
        };
        let words = self.info.split_whitespace().skip(1);
        words.map(|word| value(word).map(|at| &word[at..]).ok_or_else(|| self.no_attribute(word))).collect()
    }

    fn no_attribute(&self, word: &str) -> String {
        self.wrong(&format!("has no attribute `{}`", word.split('=').next().unwrap_or(word)))
    }
}

/// Takes a page apart; put together again, the parts are the page.
pub fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut lines = text.split_inclusive('\n').zip(1..);
    while let Some((line, number)) = lines.next() {
        let Some(info) = line.strip_prefix(FENCE).map(str::trim_end) else {
            parts.push(Part::Prose(line.to_owned()));
            continue;
        };
        let (body, is_closed) = body(&mut lines);
        match Kind::of(info) {
            None => parts.push(Part::Prose(format!("{line}{body}{}", if is_closed { "```\n" } else { "" }))),
            Some(kind) => {
                let block = Block { kind, body, info: info.to_owned(), line: number };
                check(&block, is_closed)?;
                parts.push(Part::Block(block));
            }
        }
    }
    Ok(parts)
}

/// Takes the lines up to the closing fence.
fn body<'a>(lines: &mut impl Iterator<Item = (&'a str, usize)>) -> (String, bool) {
    let mut body = String::new();
    for (line, _) in lines {
        if line.trim_end() == FENCE {
            return (body, true);
        }
        body.push_str(line);
    }
    (body, false)
}

fn check(block: &Block, is_closed: bool) -> Result<(), String> {
    block.attributes()?;
    if !is_closed {
        return Err(block.wrong("has no end"));
    }
    if block.kind == Kind::Passage && block.body.trim().is_empty() {
        return Err(block.wrong("is empty"));
    }
    Ok(())
}
