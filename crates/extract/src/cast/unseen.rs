//! What do the sightings leave out? Pronouns inside them, reflexives, nouns after `the`, `both`, `the latter`.

use casus_text::Span;

use super::settle::{Item, Open, Settling, open};
use super::table::TABLES;
use crate::mention::Pronoun;

impl Settling<'_, '_, '_> {
    /// Finds what the sightings leave out: pronouns inside them, reflexives, nouns after `the`, `both`, `the latter`.
    pub fn unseen(&mut self, taken: &[Span]) -> Vec<Open> {
        let mut unseen = Vec::new();
        let words = self.scene.words;
        for at in 0..words.len() {
            let span = words[at].span;
            if let Some(item) = self.unseen_pronoun(at) {
                if !taken.contains(&span) {
                    unseen.push(open(span, item, false));
                }
                continue;
            }
            let found = self.unseen_noun(at).or_else(|| self.unseen_pair(at)).or_else(|| self.unseen_side(at));
            let Some((last, item)) = found else { continue };
            let span = span.cover(words[last].span);
            if !taken.iter().any(|taken| taken.overlaps(span)) {
                unseen.push(open(span, item, true));
            }
        }
        unseen
    }

    fn unseen_pronoun(&mut self, at: usize) -> Option<Item> {
        let word = &self.scene.words[at];
        let item = match &*word.lower() {
            "himself" => Item::Reflexive(Pronoun::He),
            "herself" => Item::Reflexive(Pronoun::She),
            "itself" => Item::Reflexive(Pronoun::It),
            "themselves" => Item::Reflexive(Pronoun::They),
            "he" | "his" | "him" => Item::Pronoun(Pronoun::He),
            "she" | "her" | "hers" => Item::Pronoun(Pronoun::She),
            "it" | "its" => Item::Pronoun(Pronoun::It),
            "they" | "them" | "their" | "theirs" => Item::Pronoun(Pronoun::They),
            "we" | "us" | "our" | "ours" | "ourselves" if word.text != "US" => Item::Pronoun(Pronoun::We),
            "my" | "mine" | "myself" => Item::Pronoun(Pronoun::I),
            "i" | "me" if word.text != "i" => Item::Pronoun(Pronoun::I),
            "whose" => Item::Relative,
            "you" | "your" | "yours" | "yourself" | "yourselves" => {
                let span = word.span;
                self.cast.persons.addressed.push(span);
                return None;
            }
            _ => return None,
        };
        Some(item)
    }

    /// Reads `the protocol`: what may have been named before.
    fn unseen_noun(&self, at: usize) -> Option<(usize, Item)> {
        const WORDS_MAX: usize = 4;
        let words = self.scene.words;
        if !words[at].is_any(&["the", "this", "that"]) || words[at].dep != "det" {
            return None;
        }
        let head = words[at].head;
        let lower = words[head].lower();
        let is_near = head > at && head - at <= WORDS_MAX && words[head].tag == "NN";
        let is_before_name = words.get(head + 1).is_some_and(|next| next.is_capitalised());
        (is_near && !is_before_name && TABLES.noun(&lower).is_some()).then_some((head, Item::Noun(lower.into_owned())))
    }

    /// Reads `neither side`, `either party`, `neither government`.
    fn unseen_side(&self, at: usize) -> Option<(usize, Item)> {
        let words = self.scene.words;
        let head = words[at].head;
        let is_det = words[at].is_any(&["neither", "either", "each"]) && head == at + 1 && words[head].tag == "NN";
        let is_side = || words[head].is_any(&["side", "party", "camp", "government", "country", "state"]);
        (is_det && is_side()).then(|| (head, Item::PairOf(words[head].lower().into_owned())))
    }

    /// Reads `both`, `neither`, `the pair`, `the two`, `the latter`.
    fn unseen_pair(&self, at: usize) -> Option<(usize, Item)> {
        let words = self.scene.words;
        let stands_alone =
            |at: usize| matches!(words[at].dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "appos" | "poss");
        if words[at].is_any(&["both", "neither"]) {
            return stands_alone(at).then_some((at, Item::Pair));
        }
        if !words[at].is("the") || at + 1 >= words.len() || words[at].head != at + 1 {
            return None;
        }
        match &*words[at + 1].lower() {
            "pair" | "duo" | "two" => Some((at + 1, Item::Pair)),
            "former" => Some((at + 1, Item::OneOfPair(0))),
            "latter" => Some((at + 1, Item::OneOfPair(1))),
            _ => None,
        }
    }
}
