//! Where does the parser stand?
//!
//! The stack and the buffer of an arc-eager parser (Nivre 2003), with the arcs made so far. Words that were taken onto the
//! stack but found no head may be put back, so the buffer is those, the latest first, and then the words not yet read.
//!
//! Invariant: stack, words put back and unread words are in the order of the text. So an arc to the left always joins
//! the first of the buffer to the top of the stack, and the top is then done with; no word on the stack or in the buffer
//! depends on a later one.

use crate::doc::Token;
use crate::label::Label;

/// No token.
const NONE: u32 = u32::MAX;

/// The state of a parser. All words are indices of tokens.
#[derive(Debug, Default)]
pub(super) struct State {
    stack: Vec<u32>,
    /// The words put back, the first of the buffer last.
    put_back: Vec<u32>,
    /// The first word not yet read.
    unread: u32,
    length: u32,
    /// What is known of each word.
    words: Vec<Word>,
}

/// A word with its place among the arcs.
#[derive(Clone, Copy, Debug)]
struct Word {
    head: u32,
    label: Label,
    /// Whether it was put back, so that it cannot be shifted again before the stack has changed.
    was_put_back: bool,
    start: Start,
    /// The latest child to its left and to its right.
    left_child: u32,
    right_child: u32,
    /// The child that its head got on the same side before it.
    earlier_sibling: u32,
}

/// Whether a word begins a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    Yes,
    Forbidden,
    Unknown,
}

impl State {
    /// Stands before the first token. Sentence starts that are known hold; heads that are known are not looked at.
    pub fn begin(&mut self, tokens: &[Token]) {
        self.stack.clear();
        self.put_back.clear();
        self.unread = 0;
        self.length = u32::try_from(tokens.len()).expect("a token's index has 32 bits");
        self.words.clear();
        self.words.extend(tokens.iter().map(|token| Word {
            head: NONE,
            label: Label::EMPTY,
            was_put_back: false,
            start: token.sent_start.map_or(Start::Unknown, |yes| if yes { Start::Yes } else { Start::Forbidden }),
            left_child: NONE,
            right_child: NONE,
            earlier_sibling: NONE,
        }));
    }

    /// Returns whether there is nothing left to do.
    pub fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    /// Returns the number of words on the stack.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Returns the number of words in the buffer.
    pub fn buffer_length(&self) -> usize {
        self.put_back.len() + (self.length - self.unread) as usize
    }

    /// Returns a word of the stack, counted from the top.
    pub fn stack(&self, index: usize) -> Option<u32> {
        self.stack.iter().nth_back(index).copied()
    }

    /// Returns a word of the buffer, counted from its beginning.
    pub fn buffer(&self, index: usize) -> Option<u32> {
        let unread = || u32::try_from(index - self.put_back.len()).ok()?.checked_add(self.unread);
        let word = self.put_back.iter().nth_back(index).copied().or_else(unread);
        word.filter(|word| *word < self.length)
    }

    /// Returns the child of a word to its left that came latest, or latest but one, and so on.
    pub fn left_child(&self, word: Option<u32>, index: usize) -> Option<u32> {
        self.child(self.words[word? as usize].left_child, index)
    }

    /// Returns the child of a word to its right that came latest, or latest but one, and so on.
    pub fn right_child(&self, word: Option<u32>, index: usize) -> Option<u32> {
        self.child(self.words[word? as usize].right_child, index)
    }

    fn child(&self, mut child: u32, index: usize) -> Option<u32> {
        for _ in 0..index {
            child = self.words.get(child as usize)?.earlier_sibling;
        }
        (child != NONE).then_some(child)
    }

    /// Returns whether a word is known to begin a sentence.
    pub fn is_start(&self, word: Option<u32>) -> bool {
        word.is_some_and(|word| self.words[word as usize].start == Start::Yes)
    }

    /// Returns whether a word is known not to begin a sentence.
    pub fn cannot_start(&self, word: Option<u32>) -> bool {
        word.is_some_and(|word| self.words[word as usize].start == Start::Forbidden)
    }

    /// Returns whether a word was put back and the stack has not changed before it since.
    pub fn was_put_back(&self, word: Option<u32>) -> bool {
        word.is_some_and(|word| self.words[word as usize].was_put_back)
    }

    /// Takes the first word of the buffer onto the stack.
    pub fn shift(&mut self) {
        let word = self.put_back.pop().unwrap_or_else(|| {
            self.unread += 1;
            self.unread - 1
        });
        self.stack.push(word);
    }

    /// Takes the top off the stack; a word without a head that is not alone there is put back into the buffer.
    pub fn reduce(&mut self) {
        let Some(word) = self.stack.pop() else { return };
        if self.words[word as usize].head == NONE && !self.stack.is_empty() {
            self.words[word as usize].was_put_back = true;
            self.put_back.push(word);
        }
    }

    /// Makes the top of the stack depend on the first word of the buffer, in place of any head it had, and takes it off.
    pub fn arc_left(&mut self, label: Label) {
        let (Some(head), Some(child)) = (self.buffer(0), self.stack.pop()) else { return };
        self.drop_arc(child);
        let sibling = std::mem::replace(&mut self.words[head as usize].left_child, child);
        self.join(head, child, label, sibling);
        // The stack is shorter for good, so to shift the word again leads into no circle.
        self.words[head as usize].was_put_back = false;
    }

    /// Makes the first word of the buffer depend on the top of the stack, and takes it onto the stack.
    pub fn arc_right(&mut self, label: Label) {
        let (Some(head), Some(child)) = (self.stack(0), self.buffer(0)) else { return };
        let sibling = std::mem::replace(&mut self.words[head as usize].right_child, child);
        self.join(head, child, label, sibling);
        self.shift();
    }

    fn join(&mut self, head: u32, child: u32, label: Label, sibling: u32) {
        let word = &mut self.words[child as usize];
        (word.head, word.label, word.earlier_sibling) = (head, label, sibling);
    }

    /// Takes the word on top of the stack from its head, if it has one.
    ///
    /// The head lies below it on the stack and has got no child since, for that child would lie above.
    fn drop_arc(&mut self, child: u32) {
        let Word { head, earlier_sibling, .. } = self.words[child as usize];
        if let Some(head) = self.words.get_mut(head as usize) {
            head.right_child = earlier_sibling;
        }
    }

    /// Makes the second word of the buffer begin a sentence.
    pub fn break_sentence(&mut self) {
        if let Some(word) = self.buffer(1) {
            self.words[word as usize].start = Start::Yes;
        }
    }

    /// Gives up where no move is valid: forgets the stack and the unread words.
    ///
    /// The words put back stay, as in spaCy, unless the stack is empty already and nothing would change.
    pub fn give_up(&mut self) {
        if self.stack.is_empty() {
            self.put_back.clear();
        }
        self.stack.clear();
        self.unread = self.length;
    }

    /// Writes the arcs into the tokens.
    ///
    /// A token that is its own head gets the label of roots.
    pub fn write(&self, tokens: &mut [Token], root: Label) {
        for (index, (token, word)) in tokens.iter_mut().zip(&self.words).enumerate() {
            if word.head != NONE {
                (token.head, token.dep) = (word.head, word.label);
            }
            if token.head as usize == index {
                token.dep = root;
            }
        }
    }
}
