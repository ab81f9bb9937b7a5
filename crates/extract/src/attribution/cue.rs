//! Which words attribute? Features of a word that may head a cue.

use casus_syntax::Pos;

use super::outline::{Outline, Sort};
use crate::network::Index;
use crate::network::feature::{Features, Key, bucket, join, text};

/// Labels by their hashes.
pub(crate) struct Labels {
    pub subjects: [Key; 4],
    pub carries_subject: [Key; 8],
    pub punct: Key,
    pub aux: [Key; 2],
    pub complement: [Key; 6],
    pub relcl: Key,
}

impl Labels {
    pub fn new() -> Self {
        Self {
            subjects: ["nsubj", "nsubjpass", "csubj", "csubjpass"].map(text),
            carries_subject: ["conj", "xcomp", "advcl", "ccomp", "pcomp", "aux", "auxpass", "dep"].map(text),
            punct: text("punct"),
            aux: ["aux", "auxpass"].map(text),
            complement: ["ccomp", "dobj", "xcomp", "prep", "acomp", "attr"].map(text),
            relcl: text("relcl"),
        }
    }
}

/// Returns whether a token can head a cue: a verb, or something else that is known to.
pub(crate) fn is_candidate(outline: &Outline, labels: &Labels, heads: &Index, at: usize) -> bool {
    let node = &outline.nodes[at];
    match node.pos {
        Pos::Verb => node.sort == Sort::Word,
        Pos::Aux => !labels.aux.contains(&node.dep),
        _ => is_other(outline, at) && heads.row(node.lemma).is_some(),
    }
}

/// Returns whether a token is something else than a verb that may head a cue.
pub(crate) fn is_other(outline: &Outline, at: usize) -> bool {
    let node = &outline.nodes[at];
    match node.pos {
        Pos::Noun | Pos::Adj | Pos::Adp | Pos::Sconj => node.sort == Sort::Word,
        Pos::Punct => node.sort == Sort::Mark,
        _ => false,
    }
}

/// Returns the word that is the subject of a word, or of one that it goes with.
pub(crate) fn subject(outline: &Outline, labels: &Labels, at: usize) -> Option<usize> {
    let mut verb = at;
    for _ in 0..4 {
        if let Some(subject) = outline.children(verb).find(|child| labels.subjects.contains(&outline.nodes[*child].dep))
        {
            return Some(subject);
        }
        let node = &outline.nodes[verb];
        if node.dep == labels.relcl {
            return Some(node.head);
        }
        if node.head == verb || !labels.carries_subject.contains(&node.dep) {
            return None;
        }
        verb = node.head;
    }
    None
}

/// Collects the features of a token as the head of a cue.
pub(crate) fn features(outline: &Outline, labels: &Labels, at: usize, out: &mut Features) {
    out.clear();
    let nodes = &outline.nodes;
    let node = &nodes[at];
    let (lemma, tag, dep) = (node.lemma, node.tag, node.dep);
    out.add(1, lemma);
    out.add(2, node.lower);
    out.add(3, tag);
    out.add(4, dep);
    out.pair(5, lemma, tag);
    out.pair(6, lemma, dep);
    out.pair(7, tag, dep);
    let head = &nodes[node.head];
    let is_root = node.head == at;
    let head_lemma = if is_root { 0 } else { head.lemma };
    out.add(8, head_lemma);
    out.pair(9, dep, head_lemma);
    out.pair(10, lemma, head_lemma);
    out.pair(11, dep, head.tag);
    out.triple(12, dep, head.dep, nodes[head.head].tag);
    let mut signature: Key = 0;
    let mut verbal: Key = 0;
    for child in outline.children(at) {
        let it = &nodes[child];
        if it.dep == labels.punct {
            if it.sort == Sort::Opens || it.sort == Sort::Closes || it.lower == text(":") {
                out.pair(13, it.lower, Key::from(child > at));
            }
            continue;
        }
        let side = Key::from(child > at);
        signature = join(signature, it.dep);
        out.pair(14, it.dep, side);
        out.triple(15, it.dep, side, lemma);
        out.triple(16, it.dep, it.tag, side);
        out.triple(17, it.dep, it.lemma, side);
        out.triple(18, it.dep, it.lemma, lemma);
        out.triple(19, it.dep, it.entity, side);
        if labels.complement.contains(&it.dep) {
            verbal = join(verbal, it.dep);
            for part in outline.children(child) {
                let part = &nodes[part];
                if part.dep != labels.punct {
                    out.triple(20, it.dep, part.dep, part.lemma);
                    out.triple(21, it.dep, part.dep, part.tag);
                    out.triple(22, join(lemma, it.lemma), part.dep, part.tag);
                }
            }
        }
    }
    out.add(23, signature);
    out.pair(24, lemma, signature);
    out.pair(25, lemma, verbal);
    out.pair(26, tag, verbal);
    match subject(outline, labels, at) {
        Some(subject) => {
            let it = &nodes[subject];
            out.add(27, it.lemma);
            out.pair(28, it.tag, it.entity);
            out.triple(29, it.tag, it.entity, lemma);
            out.pair(30, lemma, it.lemma);
            out.triple(31, it.tag, it.entity, verbal);
            out.pair(32, Key::from(subject < at), bucket(subject.abs_diff(at)));
        }
        None => {
            out.add(33, dep);
            out.pair(34, lemma, 0);
        }
    }
    for (kind, offset) in [(35, -2isize), (36, -1), (37, 1), (38, 2)] {
        let Some(near) = at.checked_add_signed(offset).and_then(|near| nodes.get(near)) else { continue };
        out.add(kind, near.lower);
        out.add(kind + 10, near.tag);
        out.pair(kind + 20, lemma, near.lower);
        out.pair(kind + 30, tag, near.tag);
    }
    let sentence = outline.sentence_of(at);
    let quoted = Key::from(node.is_quoted);
    out.add(70, quoted);
    out.pair(71, quoted, tag);
    out.pair(72, quoted, lemma);
    let mark = |range: std::ops::Range<usize>, sort: Sort| {
        range.clone().find(|it| nodes[*it].sort == sort).map_or(9, |it| bucket(it.abs_diff(at)))
    };
    let after = mark(at..sentence.end, Sort::Opens);
    out.add(73, after);
    out.pair(74, lemma, Key::from(after < 4));
    let before = nodes[sentence.start..at].iter().rposition(|it| it.sort == Sort::Closes);
    let before = before.map_or(9, |it| bucket(at - sentence.start - it));
    out.add(75, before);
    out.triple(76, tag, Key::from(before < 4), Key::from(after < 4));
    out.add(77, bucket(at - sentence.start));
    out.add(78, bucket(sentence.len()));
    out.pair(79, dep, verbal);
    out.add(80, node.entity);
    out.triple(81, tag, Key::from(node.is_capital), Key::from(at == sentence.start));
}
