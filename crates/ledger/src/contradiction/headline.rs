//! Does a document give another number below its headline? Kind `self_revision`.
//!
//! **What is compared**: a number in the headline, which is a first line without a stop, and one of the same dimension in
//! the one sentence below that tells most of what the headline tells.
//!
//! **A clash**: the ranges that the words allow do not meet.
//!
//! **Excused**: a number of the headline that stands anywhere below it; a part, a `first` or an `annual` on one side alone.

use super::kin::{Topic, may_be_one_role};
use super::quantity::{Quantity, quantities};
use super::slot::{dimension, topic};
use super::text::{Sentence, Text};
use super::{Contradiction, ContradictionKind, one_line, said};

/// So much of the headline must be kin in the sentence.
const SHARED_MIN: f64 = 2.0;
/// That much of all that it tells.
const SHARE_MIN: f64 = 0.4;
/// So much of it must be no name.
const PLAIN_MIN: f64 = 1.0;

/// Finds headlines that say another number than what stands below them.
pub(super) fn find(texts: &[Text<'_>]) -> Vec<Contradiction> {
    texts.iter().filter_map(of_text).collect()
}

fn of_text(text: &Text<'_>) -> Option<Contradiction> {
    let (head, below) = text.sentences.split_first()?;
    let is_headline = !text.source.slice(head.span).trim_end().ends_with(['.', '!', '?', ':', '"', '”', ',', ';']);
    if !is_headline || below.is_empty() {
        return None;
    }
    let read = |sentence: &Sentence<'_>| -> (Topic, Vec<Quantity>) {
        let all = quantities(text.source.text(), &sentence.words);
        (topic(&sentence.words, &all, 0..sentence.words.len()), all)
    };
    let (title, numbers) = read(head);
    let told: Vec<(&Sentence<'_>, (Topic, Vec<Quantity>))> = below.iter().map(|one| (one, read(one))).collect();
    numbers.iter().find_map(|number| {
        let is_limit = title.has("ceiling");
        let stands = |other: &Quantity| {
            let is_met = other.range(is_limit).meets(number.range(is_limit));
            other.value == number.value || is_met && dimension(other, &title) == dimension(number, &title)
        };
        if told.iter().any(|(_, (_, others))| others.iter().any(stands)) {
            return None;
        }
        let mut same = told.iter().filter_map(|(sentence, (topic, others))| {
            let mut of_kind = others.iter().filter(|other| is_same(number, &title, other, topic));
            let other = of_kind.next().filter(|_| of_kind.next().is_none())?;
            tells_alike(&title, topic).then_some((*sentence, other))
        });
        let (sentence, other) = same.next().filter(|_| same.next().is_none())?;
        Some(Contradiction {
            kind: ContradictionKind::SelfRevision,
            about: one_line(text.source.slice(head.span)),
            why: format!("The headline gives {}, and the text gives {}.", number.written(), other.written()),
            sides: vec![said(text, head.span), said(text, sentence.span)],
        })
    })
}

/// Returns whether two numbers are of one dimension and do not meet.
fn is_same(number: &Quantity, title: &Topic, other: &Quantity, topic: &Topic) -> bool {
    let is_limit = title.has("ceiling") && topic.has("ceiling");
    let dimensions = (dimension(number, title), dimension(other, topic));
    dimensions.0.is_some()
        && dimensions.0 == dimensions.1
        && number.is_part == other.is_part
        && !number.range(is_limit).meets(other.range(is_limit))
}

fn tells_alike(title: &Topic, topic: &Topic) -> bool {
    let shared = title.shared(topic);
    let (ours, theirs) = (title.uses("role"), topic.uses("role"));
    shared.all >= SHARED_MIN
        && shared.all >= SHARE_MIN * title.weight()
        && shared.plain >= PLAIN_MIN
        && title.uses("apart") == topic.uses("apart")
        && may_be_one_role(&ours, &theirs)
}
