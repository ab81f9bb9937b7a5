//! Where do the sentences of a tree begin, and which arcs did the parser have to lift?
//!
//! A sentence begins at the left edge of a root's subtree. The parser makes no crossing arcs; where the text has one, it
//! attaches the word further up and gives it a label such as `prep||dobj`: a `prep` whose real head is a `dobj` below.
//! (Nivre and Nilsson, "Pseudo-Projective Dependency Parsing", 2005, with their scheme `Head`.)

use crate::ModelError;
use crate::doc::Token;
use crate::draft::Draft;
use crate::label::{Label, Labels};
use crate::lexicon::Lexicon;

/// What stands between the label of a lifted arc and the label of its real head.
const DELIMITER: &str = "||";

/// How often the edges are passed over at most until all heads lie within their sentences, as in spaCy.
const PASSES_MAX: usize = 12;

/// How many tokens are looked at to find one real head.
///
/// A search ends within its sentence. This bound is far beyond what a sentence of hundreds of words needs, and keeps a
/// text without sentences from taking quadratic time.
const SEARCH_MAX: usize = 1 << 16;

/// The labels of lifted arcs: each with the label that remains and the label of the real head.
#[derive(Debug, Default)]
pub(super) struct Lifted(Vec<(Label, Label, Label)>);

/// The edges of the subtrees of a document.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The leftmost token of each token's subtree.
    left: Vec<u32>,
    /// The rightmost token of each token's subtree.
    right: Vec<u32>,
    is_start: Vec<bool>,
    queue: Vec<u32>,
}

impl Lifted {
    /// Finds the labels of lifted arcs among a parser's labels.
    pub fn of<'l>(strings: impl Iterator<Item = &'l str>, file: &str, labels: &mut Labels) -> Result<Self, ModelError> {
        let mut lifted = Vec::new();
        for string in strings {
            let Some((own, head)) = string.split_once(DELIMITER) else { continue };
            if head.contains(DELIMITER) {
                return Err(ModelError::damaged(file, format!("the label `{string}` has more than two parts")));
            }
            lifted.push((labels.add(string)?, labels.add(own)?, labels.add(head)?));
        }
        lifted.sort_unstable();
        lifted.dedup();
        Ok(Self(lifted))
    }

    /// Returns the remaining label and the label of the real head.
    fn parts(&self, label: Label) -> Option<(Label, Label)> {
        let index = self.0.binary_search_by_key(&label, |(label, ..)| *label).ok()?;
        let (_, own, head) = self.0[index];
        Some((own, head))
    }
}

impl Tree {
    /// Gives lifted arcs their real heads, and each token its sentence start.
    pub fn finish(&mut self, draft: &mut Draft, lexicon: &Lexicon, lifted: &Lifted) {
        self.find_edges(&draft.tokens);
        let is_lifted = |token: &Token| lifted.parts(token.dep).is_some();
        if draft.tokens.iter().any(is_lifted) {
            self.lower(draft, lexicon, lifted);
            self.find_edges(&draft.tokens);
        }
        let tokens = &mut draft.tokens;
        for token in tokens.iter_mut() {
            token.sent_start = Some(false);
        }
        for index in 0..tokens.len() {
            if tokens[index].head as usize == index && tokens[index].dep != Label::EMPTY {
                tokens[self.left[index] as usize].sent_start = Some(true);
            }
        }
    }

    /// Finds the left and right edge of each subtree.
    ///
    /// With crossing arcs one pass may not be enough; then some more are made.
    fn find_edges(&mut self, tokens: &[Token]) {
        let indices = 0..u32::try_from(tokens.len()).expect("a token's index has 32 bits");
        self.left.clear();
        self.left.extend(indices.clone());
        self.right.clear();
        self.right.extend(indices);
        for _ in 0..PASSES_MAX {
            (0..tokens.len()).for_each(|index| self.widen(index, tokens[index].head as usize));
            (0..tokens.len()).rev().for_each(|index| self.widen(index, tokens[index].head as usize));
            if self.heads_are_within_sentences(tokens) {
                break;
            }
        }
    }

    fn widen(&mut self, child: usize, head: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    /// Checks that no arc leaves its sentence, as far as spaCy checks it: an arc may reach the first word of the next one,
    /// and the last word of the document is not looked at.
    fn heads_are_within_sentences(&mut self, tokens: &[Token]) -> bool {
        self.is_start.clear();
        self.is_start.resize(tokens.len(), false);
        for (index, token) in tokens.iter().enumerate() {
            if token.head as usize == index {
                self.is_start[self.left[index] as usize] = true;
            }
        }
        let mut start = 0;
        for index in 0..tokens.len() {
            if (index > 0 && self.is_start[index]) || index + 1 == tokens.len() {
                let reach = start..=index;
                if !tokens[start..index].iter().all(|token| reach.contains(&(token.head as usize))) {
                    return false;
                }
                start = index;
            }
        }
        true
    }

    /// Gives lifted arcs their real heads, from left to right. The edges stay those of the tree as it was.
    fn lower(&mut self, draft: &mut Draft, lexicon: &Lexicon, lifted: &Lifted) {
        for index in 0..draft.tokens.len() {
            if let Some((own, head)) = lifted.parts(draft.tokens[index].dep) {
                if let Some(found) = self.search(draft, lexicon, index, head) {
                    draft.tokens[index].head = found;
                }
                draft.tokens[index].dep = own;
            }
        }
    }

    /// Searches below a token's head for the first word with a label, level by level and from left to right.
    ///
    /// The token's own subtree and those of white space are left out.
    fn search(&mut self, draft: &Draft, lexicon: &Lexicon, token: usize, label: Label) -> Option<u32> {
        self.queue.clear();
        self.queue.push(draft.tokens[token].head);
        let (mut next, mut looked_at) = (0, 0);
        while let Some(&word) = self.queue.get(next) {
            next += 1;
            let (left, right) = (self.left[word as usize], self.right[word as usize]);
            looked_at += (right - left) as usize;
            if looked_at > SEARCH_MAX {
                return None;
            }
            for index in left..=right {
                let child = &draft.tokens[index as usize];
                let is_child = child.head == word && index != word && index as usize != token;
                if !is_child || lexicon.word(draft.words[index as usize]).is_space {
                    continue;
                }
                if child.dep == label {
                    return Some(index);
                }
                self.queue.push(index);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finishes a tree written as `head:label` for each token, where `_` before it marks white space; `|` stands before
    /// what begins a sentence in the result.
    fn check(tree: &str, expect: &str) {
        let mut labels = Labels::default();
        let mut lexicon = Lexicon::default();
        let (word, space) = (lexicon.id("a"), lexicon.id(" "));
        let mut draft = Draft { words: Vec::new(), tokens: Vec::new() };
        let mut strings = Vec::new();
        for (index, token) in tree.split_whitespace().enumerate() {
            draft.words.push(if token.starts_with('_') { space } else { word });
            let (head, label) = token.trim_start_matches('_').split_once(':').unwrap();
            let mut token = Token::new(u32::try_from(index).unwrap(), 0..0, true);
            token.head = head.parse().unwrap();
            token.dep = labels.add(label).unwrap();
            draft.tokens.push(token);
            strings.push(label);
        }
        let lifted = Lifted::of(strings.into_iter(), "parser/moves", &mut labels).unwrap();
        Tree::default().finish(&mut draft, &lexicon, &lifted);
        let shown = draft.tokens.iter().map(|token| {
            let start = if token.sent_start == Some(true) { "|" } else { "" };
            format!("{start}{}:{}", token.head, labels.text(token.dep))
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expect);
    }

    #[test]
    fn a_sentence_begins_at_the_left_edge_of_its_root() {
        check("1:nsubj 1:ROOT 1:dobj 4:det 5:nsubj 5:ROOT", "|1:nsubj 1:ROOT 1:dobj |4:det 5:nsubj 5:ROOT");
        check("2:a 0:b 2:ROOT", "|2:a 0:b 2:ROOT");
        check("0:ROOT", "|0:ROOT");
    }

    #[test]
    fn the_edges_of_crossing_arcs_take_more_than_one_pass() {
        // 0 reaches its root over words that stand to the right of it.
        check("3:a 1:ROOT 5:b 2:c 1:d 1:e", "|3:a 1:ROOT 5:b 2:c 1:d 1:e");
    }

    #[test]
    fn lifted_arcs_get_the_first_head_found_from_the_top() {
        check("0:ROOT 0:dobj 0:advmod 0:prep||dobj", "|0:ROOT 0:dobj 0:advmod 1:prep");
        // The nearer level wins over the earlier word, and the left one over the right one.
        check("0:ROOT 0:x 1:dobj 0:dobj 0:dobj 0:prep||dobj", "|0:ROOT 0:x 1:dobj 0:dobj 0:dobj 3:prep");
        check("0:ROOT 0:x 1:dobj 0:prep||dobj", "|0:ROOT 0:x 1:dobj 2:prep");
    }

    #[test]
    fn white_space_and_the_words_own_subtree_are_no_heads() {
        check("0:ROOT _0:dobj 1:dobj 0:prep||dobj 3:dobj", "|0:ROOT 0:dobj 1:dobj 0:prep 3:dobj");
    }

    #[test]
    fn a_word_that_got_another_head_is_not_found_below_it() {
        // spaCy looks for children within the edges that the tree had before.
        check("0:ROOT 0:dobj 0:acl||dobj 0:prep||acl", "|0:ROOT 0:dobj 1:acl 0:prep");
    }

    #[test]
    fn a_label_of_three_parts_is_damaged() {
        let lifted = Lifted::of(["a||b||c"].into_iter(), "parser/moves", &mut Labels::default());
        let what = "`parser/moves` of the pipeline is damaged: the label `a||b||c` has more than two parts";
        assert_eq!(lifted.unwrap_err().to_string(), what);
    }

    #[test]
    fn a_search_through_a_text_without_sentences_is_cut_short() {
        let tokens = SEARCH_MAX + 2;
        let mut labels = Labels::default();
        let lifted = Lifted::of(["prep||dobj"].into_iter(), "parser/moves", &mut labels).unwrap();
        let mut lexicon = Lexicon::default();
        let words = vec![lexicon.id("a"); tokens];
        let token = |index| Token { head: 0, dep: labels.get("prep||dobj").unwrap(), ..Token::new(index, 0..0, true) };
        let mut draft = Draft { words, tokens: (0..u32::try_from(tokens).unwrap()).map(token).collect() };
        Tree::default().finish(&mut draft, &lexicon, &lifted);
        assert!(draft.tokens.iter().all(|token| token.head == 0 && labels.text(token.dep) == "prep"));
    }
}
