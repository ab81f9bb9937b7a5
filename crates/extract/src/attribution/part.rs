//! Which words are the cue's own, its source and its content? Features of a word as the first or last of a part.
//!
//! A cue is known by its head. For each part the first word and the last are chosen among the words around; choosing the
//! head itself for a source or a content means that there is none.

use super::cue::{Labels, subject};
use super::outline::{Outline, Sort};
use crate::network::feature::{Features, Key, bucket, join};

/// What is chosen for a cue: the first and the last word of the cue, of its source, of the piece of its content before the
/// cue and of the piece after it.
pub(crate) const ENDS: usize = 8;

/// The words among which the ends of the parts of a cue are chosen, in order; the head is one of them.
pub(crate) struct Window {
    pub words: Vec<usize>,
    /// How each word hangs together with the head.
    paths: Vec<Path>,
    /// The first token of the sentence in the window.
    first: usize,
    /// The place of each token of the sentence among the words.
    places: Vec<u32>,
}

/// Stands for the place of a token that is no word.
const NOWHERE: u32 = u32::MAX;

/// How words hang together with a head.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    /// The labels on the way from the head of the cue to the word.
    own: Key,
    /// The way to the largest run of words that begins here and leaves the head of the cue out, and what is on top of it.
    opens: Key,
    opens_tag: Key,
    opens_dep: Key,
    /// The same for one that ends here.
    closes: Key,
    closes_tag: Key,
    closes_dep: Key,
    /// The way to what begins or ends here with the head of the cue in its midst.
    around: (Key, Key),
}

/// Sentences before and after that of the cue in which a piece may begin or end.
const SENTENCES_BEFORE: usize = 3;
const SENTENCES_AFTER: usize = 6;

/// A longer sentence is looked at only so far around the head.
const REACH: usize = 120;

impl Window {
    pub fn new(outline: &Outline, head: usize) -> Self {
        let own = outline.nodes[head].sentence;
        let sentence = outline.sentences[own].clone();
        let near = sentence.start.max(head.saturating_sub(REACH))..sentence.end.min(head + REACH);
        let mut words = Vec::with_capacity(near.len() + 8);
        let first_of = |sentence: usize| outline.sentences[sentence].clone().find(|at| outline.is_word(*at));
        let last_of = |sentence: usize| outline.sentences[sentence].clone().rev().find(|at| outline.is_word(*at));
        let paragraph = |sentence: usize| outline.paragraphs[sentence];
        for before in own.saturating_sub(SENTENCES_BEFORE)..own {
            if paragraph(before) == paragraph(own) {
                words.extend(first_of(before));
                words.extend(last_of(before).filter(|last| first_of(before) != Some(*last)));
            }
        }
        let mut places = Vec::with_capacity(near.len());
        for at in near.clone() {
            let is_word = outline.is_word(at) || at == head;
            places.push(if is_word { u32::try_from(words.len()).unwrap_or(NOWHERE) } else { NOWHERE });
            words.extend(is_word.then_some(at));
        }
        for after in own + 1..outline.sentences.len().min(own + 1 + SENTENCES_AFTER) {
            if paragraph(after) > paragraph(own) + 1 {
                break;
            }
            words.extend(first_of(after));
            words.extend(last_of(after).filter(|last| first_of(after) != Some(*last)));
        }
        let mut window = Self { paths: vec![Path::default(); words.len()], words, first: near.start, places };
        window.walk(outline, head);
        window
    }

    /// Returns the place of a token among the words.
    pub fn place(&self, at: usize) -> Option<usize> {
        // The place of a word of the sentence is known, that of others is looked for.
        match at.checked_sub(self.first).and_then(|at| self.places.get(at)) {
            Some(place) => (*place != NOWHERE).then_some(*place as usize),
            None => self.words.binary_search(&at).ok(),
        }
    }

    /// Finds the ways from the head to the words of its sentence.
    fn walk(&mut self, outline: &Outline, head: usize) {
        // Up from the head, and from each word on the way down again.
        let mut up: Key = 1;
        let mut at = head;
        let mut from = None;
        for _ in 0..8 {
            self.visit(outline, head, at, from, up, 0);
            let node = &outline.nodes[at];
            if node.head == at {
                break;
            }
            up = join(up, node.dep);
            from = Some(at);
            at = node.head;
        }
    }

    fn visit(&mut self, outline: &Outline, head: usize, at: usize, from: Option<usize>, path: Key, depth: usize) {
        const DEPTH_MAX: usize = 12;
        let node = &outline.nodes[at];
        if let Some(place) = self.place(at) {
            self.paths[place].own = path;
        }
        let holds_head = node.edges.0 <= head && head <= node.edges.1 && at != head && from.is_some();
        if at != head && !holds_head {
            if let Some(place) = self.place(node.edges.0).filter(|place| self.paths[*place].opens == 0) {
                let it = &mut self.paths[place];
                (it.opens, it.opens_tag, it.opens_dep) = (path, node.tag, node.dep);
            }
            if let Some(place) = self.place(node.edges.1).filter(|place| self.paths[*place].closes == 0) {
                let it = &mut self.paths[place];
                (it.closes, it.closes_tag, it.closes_dep) = (path, node.tag, node.dep);
            }
        }
        if holds_head {
            let (first, last) = (self.place(node.edges.0), self.place(node.edges.1));
            first.into_iter().for_each(|place| self.paths[place].around.0 = path);
            last.into_iter().for_each(|place| self.paths[place].around.1 = path);
        }
        if depth == DEPTH_MAX {
            return;
        }
        for child in outline.children(at).filter(|child| Some(*child) != from) {
            let path = if depth < 3 { join(join(path, outline.nodes[child].dep), 7) } else { join(join(path, 0), 7) };
            self.visit(outline, head, child, None, path, depth + 1);
        }
    }

    /// Collects the features of a word of the window as an end of a part of the cue with a head.
    pub fn features(&self, outline: &Outline, cue: &CueContext, place: usize, out: &mut Features) {
        out.clear();
        let (head, at) = (cue.head, self.words[place]);
        let nodes = &outline.nodes;
        let (node, path) = (&nodes[at], &self.paths[place]);
        let side: Key = match at.cmp(&head) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        let lemma = cue.lemma;
        if side == 1 {
            cue.features(out);
        }
        let distance = bucket(at.abs_diff(head));
        out.pair(101, side, distance);
        out.pair(102, side, path.own);
        out.pair(103, lemma, path.own);
        out.pair(104, side, path.opens);
        out.pair(105, side, path.closes);
        out.pair(106, lemma, path.opens);
        out.pair(107, lemma, path.closes);
        out.triple(108, path.opens, path.opens_tag, node.tag);
        out.triple(109, path.closes, path.closes_tag, node.tag);
        out.triple(110, side, path.opens_dep, cue.tag_dep);
        out.triple(111, side, path.closes_dep, cue.tag_dep);
        out.triple(112, path.opens, path.closes, side);
        if path.around != (0, 0) {
            out.triple(151, side, path.around.0, path.around.1);
            out.triple(152, side, join(path.around.0, path.around.1), cue.tag_dep);
            out.triple(153, side, join(path.around.0, path.around.1), cue.signature);
        }
        out.triple(113, path.own, cue.signature, side);
        out.triple(114, path.opens, cue.signature, side);
        out.triple(115, path.closes, cue.signature, side);
        out.pair(116, side, node.lower);
        out.pair(117, side, node.tag);
        out.triple(118, side, node.tag, distance);
        out.triple(119, side, node.dep, node.tag);
        out.triple(120, side, node.tag, node.entity);
        out.triple(121, lemma, side, node.lower);
        out.triple(122, lemma, side, distance);
        let previous = at.checked_sub(1).and_then(|at| nodes.get(at));
        let next = nodes.get(at + 1);
        let previous_key = previous.map_or(0, |it| it.lower);
        let next_key = next.map_or(0, |it| it.lower);
        let (previous_tag, next_tag) = (previous.map_or(0, |it| it.tag), next.map_or(0, |it| it.tag));
        out.pair(123, side, previous_key);
        out.pair(124, side, next_key);
        out.triple(125, side, previous_tag, node.tag);
        out.triple(126, side, node.tag, next_tag);
        out.triple(127, side, node.lower, previous_key);
        out.triple(128, side, node.lower, next_key);
        out.triple(129, path.opens, previous_tag, side);
        out.triple(130, path.closes, next_tag, side);
        out.triple(131, path.closes_dep, next_key, side);
        out.triple(132, path.opens_dep, previous_key, side);
        let is_after_open = previous.is_some_and(|it| it.sort == Sort::Opens);
        let is_before_close = next.is_some_and(|it| it.sort == Sort::Closes)
            || next.is_some_and(|it| it.sort == Sort::Mark)
                && nodes.get(at + 2).is_some_and(|it| it.sort == Sort::Closes);
        let quotes = Key::from(is_after_open)
            | Key::from(is_before_close) << 1
            | Key::from(node.is_quoted) << 2
            | Key::from(cue.is_quoted) << 3;
        out.pair(133, side, quotes);
        out.triple(134, side, quotes, distance);
        out.triple(135, side, quotes, path.opens_dep);
        out.triple(136, side, quotes, path.closes_dep);
        out.triple(137, lemma, side, quotes);
        let sentence = outline.sentence_of(at);
        let is_first = !nodes[sentence.start..at].iter().any(|it| it.sort == Sort::Word);
        let is_last = !nodes[at + 1..sentence.end].iter().any(|it| it.sort == Sort::Word);
        let offset = (node.sentence as isize - nodes[head].sentence as isize) as Key;
        let bounds = Key::from(is_first) | Key::from(is_last) << 1;
        out.triple(138, side, bounds, offset);
        out.triple(139, side, bounds, quotes);
        out.triple(140, join(side, bounds), offset, quotes);
        out.triple(141, lemma, side, bounds);
        if offset != 0 {
            let is_other = outline.paragraphs[node.sentence] != outline.paragraphs[nodes[head].sentence];
            let end_is_quoted = sentence_end_is_quoted(outline, outline.sentence_of(head));
            out.triple(142, offset, join(bounds, quotes), Key::from(is_other) | Key::from(end_is_quoted) << 1);
        }
        let between = if at < head { at + 1..head } else { head + 1..at.max(head + 1) };
        if offset == 0 {
            let mut commas = 0;
            let mut verbs = 0;
            let mut marks: Key = 0;
            for it in &nodes[between] {
                commas += usize::from(it.sort == Sort::Mark);
                verbs += usize::from(matches!(it.pos, casus_syntax::Pos::Verb | casus_syntax::Pos::Aux));
                if matches!(it.sort, Sort::Opens | Sort::Closes) {
                    marks = join(marks, Key::from(it.sort == Sort::Opens));
                }
            }
            out.triple(143, side, bucket(commas), bucket(verbs));
            out.triple(144, side, marks, quotes);
            out.triple(145, side, bucket(verbs), node.tag);
        }
        if let Some(subject) = cue.subject {
            let is_subject = Key::from(at == subject);
            let inside = nodes[subject].edges.0 <= at && at <= nodes[subject].edges.1;
            let edge = Key::from(nodes[subject].edges.0 == at) | Key::from(nodes[subject].edges.1 == at) << 1;
            out.triple(146, is_subject, Key::from(inside), edge);
            out.triple(147, edge, nodes[subject].tag, node.tag);
            out.triple(148, join(edge, Key::from(inside)), previous_key, next_key);
            let order = Key::from(subject < head) | Key::from(at < subject) << 1;
            out.triple(149, side, order, distance);
            out.triple(150, side, order, join(path.opens_dep, path.closes_dep));
        }
    }
}

fn sentence_end_is_quoted(outline: &Outline, sentence: std::ops::Range<usize>) -> bool {
    outline.nodes[sentence].last().is_some_and(|node| node.is_quoted)
}

/// What is known of a cue before its parts are chosen.
pub(crate) struct CueContext {
    pub head: usize,
    lemma: Key,
    tag_dep: Key,
    signature: Key,
    is_quoted: bool,
    subject: Option<usize>,
    own: Vec<Key>,
}

impl CueContext {
    pub fn new(outline: &Outline, labels: &Labels, head: usize) -> Self {
        let node = &outline.nodes[head];
        let kept = outline.children(head).map(|child| &outline.nodes[child]).filter(|it| it.dep != labels.punct);
        let signature = kept.fold(0, |sum, it| join(sum, it.dep));
        let mut own = Features::default();
        super::cue::features(outline, labels, head, &mut own);
        Self {
            head,
            lemma: node.lemma,
            tag_dep: join(node.tag, node.dep),
            signature,
            is_quoted: node.is_quoted,
            subject: subject(outline, labels, head),
            own: own.keys,
        }
    }

    /// Adds what speaks for a part that is missing.
    fn features(&self, out: &mut Features) {
        self.own.iter().for_each(|key| out.add(100, *key));
    }
}
