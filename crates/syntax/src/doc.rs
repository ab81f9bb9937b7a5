//! What was found out about a text?

use std::ops::Range;
use std::sync::Arc;

use crate::label::{Label, Labels};

/// A text's tokens with their tags, lemmas, tree and entities.
///
/// A token is named by its index. Offsets are bytes of the text that was read, which the document does not keep.
#[derive(Clone, Debug)]
pub struct Doc {
    tokens: Vec<Token>,
    labels: Arc<Labels>,
}

/// A token: a word, a number, a mark or a run of white space.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Whether a single space follows that is no token of its own.
    pub has_space: bool,
    /// The fine-grained part of speech, such as `VBD`.
    pub tag: Label,
    /// The part of speech of Universal Dependencies.
    pub pos: Pos,
    /// The morphological features of Universal Dependencies, such as `Number=Sing|Person=3`.
    pub morph: Label,
    /// The form found in a dictionary.
    pub lemma: Arc<str>,
    /// The index of the token it depends on: its own for a root.
    pub head: u32,
    /// What it is to its head, such as `nsubj`.
    pub dep: Label,
    /// Whether it begins a sentence; not known as long as no component has said so.
    pub sent_start: Option<bool>,
    /// The type of the entity it is part of, or empty.
    pub ent_type: Label,
    /// Where in an entity it stands.
    pub ent_iob: Iob,
}

impl Token {
    /// A token about which nothing is known but its place.
    pub fn new(index: u32, bytes: Range<usize>, has_space: bool) -> Self {
        Self::with_lemma(index, bytes, has_space, Arc::default())
    }

    /// A token about which nothing is known but its place and its lemma.
    pub(crate) fn with_lemma(index: u32, bytes: Range<usize>, has_space: bool, lemma: Arc<str>) -> Self {
        Self {
            start: bytes.start,
            end: bytes.end,
            has_space,
            tag: Label::EMPTY,
            pos: Pos::Unknown,
            morph: Label::EMPTY,
            lemma,
            head: index,
            dep: Label::EMPTY,
            sent_start: None,
            ent_type: Label::EMPTY,
            ent_iob: Iob::Unknown,
        }
    }
}

/// Where in an entity a token stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Iob {
    /// No component has looked.
    #[default]
    Unknown,
    /// In none.
    Outside,
    /// At the beginning.
    Begin,
    /// Further inside.
    Inside,
}

impl Iob {
    /// The letter: `B`, `I`, `O` or nothing.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::Outside => "O",
            Self::Begin => "B",
            Self::Inside => "I",
        }
    }
}

macro_rules! parts_of_speech {
    ($($name:ident $string:literal $what:literal;)*) => {
        /// The parts of speech of Universal Dependencies, with the few that pipelines add.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Pos {
            /// No component has said.
            #[default]
            Unknown,
            $(#[doc = $what] $name,)*
        }

        impl Pos {
            /// The name in capitals, such as `NOUN`; empty when unknown.
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::Unknown => "",
                    $(Self::$name => $string,)*
                }
            }

            /// Returns the part of speech with a name in capitals.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    "" => Some(Self::Unknown),
                    $($string => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

parts_of_speech! {
    Adj "ADJ" "An adjective.";
    Adp "ADP" "An adposition.";
    Adv "ADV" "An adverb.";
    Aux "AUX" "An auxiliary.";
    Conj "CONJ" "A conjunction, in the older scheme.";
    Cconj "CCONJ" "A coordinating conjunction.";
    Det "DET" "A determiner.";
    Intj "INTJ" "An interjection.";
    Noun "NOUN" "A noun.";
    Num "NUM" "A numeral.";
    Part "PART" "A particle.";
    Pron "PRON" "A pronoun.";
    Propn "PROPN" "A proper noun.";
    Punct "PUNCT" "A mark of punctuation.";
    Sconj "SCONJ" "A subordinating conjunction.";
    Sym "SYM" "A symbol.";
    Verb "VERB" "A verb.";
    X "X" "Anything else.";
    Eol "EOL" "The end of a line.";
    Space "SPACE" "White space.";
}

impl Doc {
    /// Puts a document together from tokens and the labels they refer to.
    pub fn new(tokens: Vec<Token>, labels: Arc<Labels>) -> Self {
        Self { tokens, labels }
    }

    /// Adds the tokens of a part of the text that was read by itself and begins at a byte of the whole.
    ///
    /// A sentence ends where a part does. Both must come from one pipeline, as labels are numbers within it.
    pub fn append(&mut self, part: Self, offset_bytes: usize) {
        assert!(Arc::ptr_eq(&self.labels, &part.labels), "the parts of a document are read by one pipeline");
        let first = self.tokens.len();
        let shift = u32::try_from(first).expect("a text has fewer tokens than a number of 32 bits can count");
        self.tokens.extend(part.tokens.into_iter().map(|token| Token {
            start: token.start + offset_bytes,
            end: token.end + offset_bytes,
            head: token.head + shift,
            ..token
        }));
        if let Some(token) = self.tokens.get_mut(first) {
            token.sent_start = Some(true);
        }
    }

    /// Returns the tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Returns the string of a label of a token.
    pub fn label(&self, label: Label) -> &str {
        self.labels.text(label)
    }

    /// Returns the labels that the tokens refer to.
    pub fn labels(&self) -> &Arc<Labels> {
        &self.labels
    }

    /// Returns the sentences as ranges of token indices, in order, without gaps.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = |index: &usize| *index == 0 || self.tokens[*index].sent_start == Some(true);
        let mut bounds = (0..self.tokens.len()).filter(starts).chain([self.tokens.len()]).peekable();
        std::iter::from_fn(move || {
            let start = bounds.next()?;
            bounds.peek().map(|&end| start..end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(labels: &Arc<Labels>, bytes: &[Range<usize>], heads: &[u32]) -> Doc {
        let tokens = bytes.iter().zip(heads).zip(0..);
        let tokens =
            tokens.map(|((bytes, head), index)| Token { head: *head, ..Token::new(index, bytes.clone(), false) });
        Doc::new(tokens.collect(), Arc::clone(labels))
    }

    #[test]
    fn parts_keep_their_trees_and_end_their_sentences() {
        let labels = Arc::new(Labels::default());
        let mut doc = part(&labels, &[0..2, 3..6], &[1, 1]);
        doc.append(part(&labels, &[0..4, 4..5], &[0, 0]), 8);
        let places: Vec<_> = doc.tokens().iter().map(|token| (token.start, token.end, token.head)).collect();
        assert_eq!(places, [(0, 2, 1), (3, 6, 1), (8, 12, 2), (12, 13, 2)]);
        assert_eq!(doc.sentences().collect::<Vec<_>>(), [0..2, 2..4]);
    }
}
