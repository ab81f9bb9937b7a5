//! What tells a sure record from an unsure one? Its value, whose it is and how they are named, and how it is worded.

use casus_claim::{Claim, Entity, EntityId, EntityKind, Unit};
use casus_text::Span;

use super::{ALWAYS, SCORE, WE};
use crate::cast::Cast;
use crate::judge::Likelihood;
use crate::passage::Passage;

/// What is seen of a record: signs with how much of each, 1 where there is no more to it than that it is there.
#[derive(Clone, Debug)]
pub(crate) struct Signs {
    pub kind: &'static str,
    pub shown: Vec<(String, f64)>,
}

/// A record with where it was seen.
pub(crate) struct Seen<'a, 'p> {
    pub passage: &'a Passage<'p>,
    pub cast: &'a Cast,
    /// The words that show it.
    pub trigger: Span,
    pub claim: &'a Claim,
    /// Whether it lies in what somebody is reported to have said.
    pub is_reported: bool,
    /// Whether the learned layer of attributions finds words attributed there.
    pub is_attributed: bool,
    pub has_time: bool,
    /// How many of its kind the sentence has given before.
    pub before: usize,
    /// How likely the judge holds it, where it was judged.
    pub likelihood: Option<Likelihood>,
}

impl Seen<'_, '_> {
    /// Returns the signs of the record.
    pub fn signs(&self) -> Signs {
        let mut signs = Signs { kind: self.claim.kind(), shown: Vec::new() };
        signs.show(ALWAYS);
        if let Some(likelihood) = self.likelihood {
            signs.judged(likelihood);
        }
        self.circumstances(&mut signs);
        match self.claim {
            Claim::Statement(statement) => {
                signs.of("mode", statement.mode.word());
                signs.flag("addressed", !statement.addressee.is_empty());
                self.actors(&mut signs, statement.speaker.ids());
                self.said(&mut signs, statement.speaker.ids(), statement.content.span());
            }
            Claim::Commitment(commitment) => {
                signs.of("status", commitment.status.word());
                signs.flag("waits", commitment.antecedent.is_some());
                self.actors(&mut signs, commitment.debtor.ids());
                self.said(&mut signs, commitment.debtor.ids(), commitment.consequent.quote.span());
            }
            Claim::Position(position) => {
                signs.of("stance", position.stance.word());
                self.actors(&mut signs, position.holder.ids());
                self.said(&mut signs, position.holder.ids(), position.content.span());
            }
            Claim::Event(event) => {
                signs.of("type", event.kind.word());
                signs.of("status", event.status.word());
                signs.of("participants", ["none", "one", "two", "more"][event.participants.len().min(3)]);
                signs.flag("placed", event.place.is_some());
                signs.flag("formed", event.format.is_some());
            }
            Claim::Figure(figure) => {
                signs.of("unit", figure.amount.unit.kind());
                signs.flag("ranged", figure.amount.high.is_some());
                signs.flag("approximate", figure.amount.is_approximate);
                let is_noun = matches!(figure.amount.unit, Unit::Noun(_));
                signs.flag("few", is_noun && figure.amount.value < 10.into());
                signs.flag("bare", figure.of.split_whitespace().count() <= 1);
            }
            Claim::Authority(authority) => {
                signs.of("say", authority.claim.word());
                self.actors(&mut signs, authority.holder.ids());
            }
        }
        signs
    }

    /// Shows what any record shows: its sentence, and the word that gives it.
    fn circumstances(&self, signs: &mut Signs) {
        let passage = self.passage;
        signs.flag("reported", self.is_reported);
        signs.flag("attributed", self.is_attributed);
        signs.flag("timed", self.has_time);
        signs.flag("further", self.before > 0);
        signs.of("sentence", ["short", "middling", "long", "overlong"][rank(passage.words.len(), &[12, 25, 40])]);
        let at = passage.word_from(self.trigger.start_bytes());
        let Some(word) = passage.words.get(at) else { return };
        signs.flag("quoted", passage.is_quoted(at));
        // The judge has looked at these more closely.
        if self.likelihood.is_none() {
            signs.of("tag", word.tag);
        }
        signs.flag("negated", passage.children(at).any(|child| passage.words[child].dep == "neg"));
        signs.flag("relative", word.dep == "relcl");
        signs.flag("root", word.head == at);
    }

    /// Shows whose record it is.
    fn actors(&self, signs: &mut Signs, actors: &[EntityId]) {
        let Some(first) = actors.first() else { return };
        signs.of("actor", kind_of(self.cast.entity(*first)));
        signs.flag("several", actors.len() > 1);
        signs.of("named", self.named(*first));
    }

    /// Returns how somebody is named in the sentence, in a word.
    fn named(&self, id: EntityId) -> &'static str {
        let passage = self.passage;
        let trigger = self.trigger.start_bytes();
        let mentions = passage.mentions.iter().filter(|mention| passage.bearers(mention).contains(&id));
        let Some(mention) = mentions.min_by_key(|mention| mention.span.start_bytes().abs_diff(trigger)) else {
            return "elsewhere";
        };
        let (first, after) = passage.words_of(mention);
        let words = &passage.words[first..after.max(first)];
        match words {
            [word] if word.is_any(&["we", "our", "us", "i", "my", "me"]) => "first person",
            [word] if word.is_any(&["it", "its", "they", "their", "them"]) => "it",
            [word] if word.is_any(&["he", "she", "his", "her", "him", "who", "which"]) => "he",
            _ if words.iter().any(|word| word.tag.starts_with("NNP")) => "by name",
            _ => "by description",
        }
    }

    /// Shows what is said of somebody, and how far from them.
    fn said(&self, signs: &mut Signs, actors: &[EntityId], said: Span) {
        let passage = self.passage;
        let (first, after) = (passage.word_from(said.start_bytes()), passage.word_from(said.end_bytes()));
        let count = after.saturating_sub(first);
        signs.of("words", ["1", "2", "3–5", "6–12", "13–25", "more"][rank(count, &[1, 2, 5, 12, 25])]);
        if let Some(word) = passage.words.get(first).filter(|_| self.likelihood.is_none()) {
            signs.of("begins", word.tag);
        }
        let place = |mention: &crate::cast::Mention| {
            let (start, end) = passage.words_of(mention);
            if start >= first {
                Some(start - first).map(|gap| (gap, false))
            } else {
                Some((first.saturating_sub(end), true))
            }
        };
        let is_theirs = |mention: &&crate::cast::Mention| passage.bearers(mention).iter().any(|id| actors.contains(id));
        let gap = passage.mentions.iter().filter(is_theirs).filter_map(place).min();
        signs.of(
            "gap",
            match gap {
                None => "outside",
                Some((_, false)) => "behind",
                Some((gap, true)) => ["2", "5", "10", "more"][rank(gap, &[2, 5, 10])],
            },
        );
    }
}

impl Signs {
    /// Shows what the judge makes of it.
    fn judged(&mut self, likelihood: Likelihood) {
        let share = likelihood.share.clamp(0.001, 0.999);
        self.shown.push((SCORE.to_owned(), (share / (1.0 - share)).ln()));
        self.shown.push(("what".to_owned(), f64::from(likelihood.what.clamp(-5.0, 5.0))));
        self.shown.push(("who".to_owned(), f64::from(likelihood.who.clamp(-5.0, 5.0))));
        self.of("how", likelihood.how);
    }

    fn show(&mut self, sign: &str) {
        self.shown.push((sign.to_owned(), 1.0));
    }

    fn flag(&mut self, sign: &str, is_shown: bool) {
        if is_shown {
            self.show(sign);
        }
    }

    fn of(&mut self, sign: &str, value: &str) {
        self.shown.push((format!("{sign}: {value}"), 1.0));
    }
}

/// Returns what somebody is, in a word.
fn kind_of(entity: &Entity) -> &'static str {
    match entity.kind {
        _ if entity.name == WE => "we",
        EntityKind::Person => "person",
        EntityKind::State => "state",
        EntityKind::Organisation => "organisation",
        EntityKind::Group => "group",
        _ => "other",
    }
}

/// Returns how many of some bounds a number is above.
fn rank(number: usize, bounds: &[usize]) -> usize {
    bounds.iter().filter(|bound| number > **bound).count()
}
