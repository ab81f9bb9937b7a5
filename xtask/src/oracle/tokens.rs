//! What does one side say of a text? The lines of `casus syntax --format json`, and the columns of a token.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// A token, as it stands in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub struct Token {
    /// Where it begins and ends, in code points.
    pub span: (usize, usize),
    /// The fine-grained part of speech.
    pub tag: String,
    /// The part of speech of Universal Dependencies.
    pub pos: String,
    /// The form found in a dictionary.
    pub lemma: String,
    /// The index of its head, its own for a root.
    pub head: usize,
    /// What it is to its head.
    pub dep: String,
    /// Whether it begins a sentence: 0 or 1.
    pub sent_start: u8,
    /// The type of its entity.
    pub ent_type: String,
    /// Where in its entity it stands: `B`, `I`, `O` or nothing.
    pub ent_iob: String,
}

/// The order in which a line holds a token's columns.
type Row = (usize, usize, String, String, String, usize, String, u8, String, String);

impl From<Row> for Token {
    fn from((start, end, tag, pos, lemma, head, dep, sent_start, ent_type, ent_iob): Row) -> Self {
        Self { span: (start, end), tag, pos, lemma, head, dep, sent_start, ent_type, ent_iob }
    }
}

impl From<Token> for Row {
    fn from(token: Token) -> Self {
        let Token { span: (start, end), tag, pos, lemma, head, dep, sent_start, ent_type, ent_iob } = token;
        (start, end, tag, pos, lemma, head, dep, sent_start, ent_type, ent_iob)
    }
}

/// What one side says of one text.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// The text's file.
    pub path: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
}

/// Reads a file of lines, one at a time.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = Result<Line, Failure>>, Failure> {
    let file = File::open(path).map_err(Failure::disk(path))?;
    let path = path.to_owned();
    Ok(BufReader::new(file).lines().enumerate().map(move |(at, line)| {
        let line = line.map_err(Failure::disk(&path))?;
        let wrong = |error: serde_json::Error| {
            let place = format!("{}:{}", path.display(), at + 1);
            Failure::Format { path: PathBuf::from(place), error: error.to_string() }
        };
        serde_json::from_str(&line).map_err(wrong)
    }))
}

/// What is said of a token apart from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The fine-grained part of speech.
    Tag,
    /// The part of speech of Universal Dependencies.
    Pos,
    /// The form found in a dictionary.
    Lemma,
    /// The head, compared by its place.
    Head,
    /// What the token is to its head.
    Dep,
    /// Whether it begins a sentence.
    SentStart,
    /// The type of its entity and where in it the token stands.
    Entity,
}

impl Column {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Tag, Self::Pos, Self::Lemma, Self::Head, Self::Dep, Self::SentStart, Self::Entity];

    /// Returns what the column is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Pos => "pos",
            Self::Lemma => "lemma",
            Self::Head => "head",
            Self::Dep => "dep",
            Self::SentStart => "sent_start",
            Self::Entity => "entity",
        }
    }

    /// Returns what a token has in the column, so that two sides are alike where their values are.
    ///
    /// A head is told by its place in the text, because its index depends on how many tokens came before.
    pub fn value(self, tokens: &[Token], index: usize) -> String {
        let token = &tokens[index];
        match self {
            Self::Tag => token.tag.clone(),
            Self::Pos => token.pos.clone(),
            Self::Lemma => token.lemma.clone(),
            Self::Head => match tokens.get(token.head) {
                Some(head) => format!("{}-{}", head.span.0, head.span.1),
                None => format!("token {} of {}", token.head, tokens.len()),
            },
            Self::Dep => token.dep.clone(),
            Self::SentStart => token.sent_start.to_string(),
            Self::Entity => format!("{}-{}", token.ent_iob, token.ent_type),
        }
    }

    /// Returns whether two tokens have the same in the column, without making the words to show it.
    pub fn agrees(self, ours: (&[Token], usize), theirs: (&[Token], usize)) -> bool {
        let (our, their) = (&ours.0[ours.1], &theirs.0[theirs.1]);
        match self {
            Self::Tag => our.tag == their.tag,
            Self::Pos => our.pos == their.pos,
            Self::Lemma => our.lemma == their.lemma,
            Self::Head => {
                let place = |tokens: &[Token], head: usize| tokens.get(head).map(|it| it.span);
                let place = (place(ours.0, our.head), place(theirs.0, their.head));
                place.0.is_some() && place.0 == place.1
            }
            Self::Dep => our.dep == their.dep,
            Self::SentStart => our.sent_start == their.sent_start,
            Self::Entity => our.ent_type == their.ent_type && our.ent_iob == their.ent_iob,
        }
    }
}
