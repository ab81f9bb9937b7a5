//! What does a text look like to whoever asks what is attributed to whom?
//!
//! In go a text and its tokens; out come the tokens with their trees as numbers that features are made of.

use std::ops::Range;

use casus_syntax::{Doc, Pos};

use crate::network::feature::{self, Key};
use crate::sentence::LEN_BYTES_MAX;

/// A token as the questions see it. Strings are hashes, since features only ask whether two are the same.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub start_bytes: usize,
    pub end_bytes: usize,
    pub lower: Key,
    pub lemma: Key,
    pub tag: Key,
    pub dep: Key,
    pub entity: Key,
    pub pos: Pos,
    pub sort: Sort,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it stands between quotation marks.
    pub is_quoted: bool,
    pub head: usize,
    /// The first and the last word of all that depends on it; marks at the ends are left out.
    pub edges: (usize, usize),
    pub first_child: Option<usize>,
    pub next_sibling: Option<usize>,
    /// The index of its sentence.
    pub sentence: usize,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Word,
    /// A quotation mark that opens.
    Opens,
    /// A quotation mark that closes.
    Closes,
    /// A mark that a part neither begins nor ends with.
    Mark,
    /// White space with an end of a line in it, or other white space.
    Space,
}

/// The tokens of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    pub nodes: Vec<Node>,
    pub sentences: Vec<Range<usize>>,
    /// The index of the paragraph of each sentence.
    pub paragraphs: Vec<usize>,
}

impl Outline {
    pub fn new(text: &str, doc: &Doc) -> Self {
        let mut outline = Self::default();
        outline.nodes.reserve(doc.len());
        let mut paragraph = 0;
        let mut quotes = Quotes::default();
        for tokens in doc.sentences() {
            let end = outline.nodes.last().map_or(0, |node| node.end_bytes);
            let start = doc.tokens()[tokens.start].start;
            if text.get(end..start).is_none_or(|between| between.contains('\n')) {
                paragraph += 1;
                quotes.is_open = false;
            }
            let sentence = outline.sentences.len();
            for index in tokens.clone() {
                outline.nodes.push(node(text, doc, index, sentence, &mut quotes));
            }
            outline.sentences.push(tokens.clone());
            outline.paragraphs.push(paragraph);
            plant(&mut outline.nodes[..tokens.end], tokens);
        }
        outline
    }

    /// Returns the tokens that depend on a token directly, in order.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[at].first_child, |child| self.nodes[*child].next_sibling)
    }

    /// Returns whether a sentence is no longer than what is read.
    pub fn is_readable(&self, tokens: &Range<usize>) -> bool {
        let nodes = &self.nodes[tokens.clone()];
        let ends = nodes.first().zip(nodes.last());
        ends.is_some_and(|(first, last)| last.end_bytes.saturating_sub(first.start_bytes) <= LEN_BYTES_MAX)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.nodes[at].sort == Sort::Word
    }

    /// Returns the range of tokens of the sentence of a token.
    pub fn sentence_of(&self, at: usize) -> Range<usize> {
        self.sentences[self.nodes[at].sentence].clone()
    }
}

/// Whether a quotation mark stands open; a quotation ends with its paragraph, or goes on in the next with a mark of its own.
#[derive(Default)]
struct Quotes {
    is_open: bool,
}

impl Quotes {
    /// Returns what a mark is, and whether the token stands inside.
    fn meet(&mut self, text: &str) -> Option<Sort> {
        let opens = match text {
            "“" | "``" | "„" | "«" => true,
            "”" | "''" | "»" => false,
            "\"" => !self.is_open,
            _ => return None,
        };
        self.is_open = opens;
        Some(if opens { Sort::Opens } else { Sort::Closes })
    }
}

fn node(text: &str, doc: &Doc, index: usize, sentence: usize, quotes: &mut Quotes) -> Node {
    let token = &doc.tokens()[index];
    let word = text.get(token.start..token.end).unwrap_or_default();
    let quote = quotes.meet(word);
    let sort = quote.unwrap_or_else(|| {
        if word.trim().is_empty() {
            Sort::Space
        } else if word
            .chars()
            .all(|c| matches!(c, '‘' | '’' | '\'' | ',' | '.' | ';' | ':' | '-' | '–' | '—' | '(' | ')' | '[' | ']'))
        {
            Sort::Mark
        } else {
            Sort::Word
        }
    });
    Node {
        start_bytes: token.start,
        end_bytes: token.end,
        lower: feature::lower(word),
        lemma: feature::lower(&token.lemma),
        tag: feature::text(doc.label(token.tag)),
        dep: feature::text(doc.label(token.dep)),
        entity: feature::text(doc.label(token.ent_type)),
        pos: token.pos,
        sort,
        is_capital: word.chars().next().is_some_and(char::is_uppercase),
        is_quoted: quotes.is_open && sort != Sort::Opens,
        head: token.head as usize,
        edges: (index, index),
        first_child: None,
        next_sibling: None,
        sentence,
    }
}

/// Mends heads that leave the sentence or run in a circle, and finds how far each token's words reach.
fn plant(nodes: &mut [Node], tokens: Range<usize>) {
    for at in tokens.clone() {
        let head = nodes[at].head;
        if !tokens.contains(&head) {
            nodes[at].head = at;
        }
    }
    for at in order(nodes, tokens.clone()).into_iter().rev() {
        let (edges, head) = (nodes[at].edges, nodes[at].head);
        if head != at && (nodes[at].sort == Sort::Word || edges.0 != edges.1) {
            let reach = &mut nodes[head].edges;
            *reach = (reach.0.min(edges.0), reach.1.max(edges.1));
        }
    }
    for at in tokens.rev() {
        let head = nodes[at].head;
        if head != at {
            nodes[at].next_sibling = nodes[head].first_child;
            nodes[head].first_child = Some(at);
        }
    }
}

/// Orders the tokens of a sentence so that each comes after its head; circles are cut on the way.
fn order(nodes: &mut [Node], tokens: Range<usize>) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath,
        Placed,
    }
    let first = tokens.start;
    let mut states = vec![State::New; tokens.len()];
    let mut order = Vec::with_capacity(tokens.len());
    let mut path = Vec::new();
    for start in tokens {
        let mut at = start;
        while states[at - first] == State::New {
            states[at - first] = State::OnPath;
            path.push(at);
            at = nodes[at].head;
        }
        if states[at - first] == State::OnPath {
            let last = path.last().copied().expect("the way has begun");
            nodes[last].head = last;
        }
        for at in path.drain(..).rev() {
            states[at - first] = State::Placed;
            order.push(at);
        }
    }
    order
}
