//! Whom does a pronoun mean? The candidate for whom most speaks, by the weights of `data/salience.tsv`.

use casus_claim::{EntityId, EntityKind};
use casus_text::Span;

use super::Cast;
use super::place::{Place, Role, Scene};
use super::referent::Referent;
use super::table::{Feature, TABLES};
use crate::lexicon::{Class, Gender, LEXICON};
use crate::mention::Pronoun;

/// A pronoun in its sentence.
pub(super) struct Asked<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub at: usize,
    pub pronoun: Pronoun,
    /// Who says the quotation that it stands in.
    pub sayer: Option<EntityId>,
}

/// What is known of a pronoun before any candidate is looked at.
struct Question<'s, 'a> {
    asked: &'s Asked<'s, 'a>,
    place: Place,
    /// The subjects of the verbs that it depends on, the nearest first.
    governing: Vec<Span>,
    /// The subject of its clause, if it cannot be that.
    barred: Option<Span>,
    /// The subject that follows its clause.
    announced: Option<Span>,
}

/// A pronoun points no further back than so many candidates and sentences.
const CANDIDATES_MAX: usize = 48;
const SENTENCES_MAX: usize = 9;

impl Cast {
    /// Returns whom a pronoun means: one, two, or nobody.
    pub(super) fn pronoun(&mut self, asked: &Asked<'_, '_>) -> Vec<EntityId> {
        let (scene, at) = (asked.scene, asked.at);
        if asked.pronoun == Pronoun::It && scene.is_empty_it(at) {
            return Vec::new();
        }
        let question = question(asked);
        let (is_of_things, acts) = (matches!(asked.pronoun, Pronoun::It | Pronoun::They), scene.acts(at));
        let things = self.discourse.things().filter(|thing| is_of_things && (!acts || thing.is_agent));
        let candidates = self.discourse.latest().take(CANDIDATES_MAX).chain(things);
        let mut best: Option<(i32, &Referent)> = None;
        let mut rivals = 0;
        for candidate in candidates {
            let Some(score) = self.score(&question, candidate) else { continue };
            rivals += usize::from(self.is_ungendered(candidate));
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, candidate));
            }
        }
        let Some((_, candidate)) = best.filter(|(score, _)| *score >= TABLES.weight(Feature::Enough)) else {
            return Vec::new();
        };
        let ids = candidate.ids.clone();
        if ids.is_empty() {
            self.discourse.thing(question.place, asked.pronoun);
        }
        // Nobody else can be meant, so the pronoun shows the gender.
        if let ([id], true) = (&ids[..], rivals <= 1) {
            self.show_gender(*id, asked.pronoun);
        }
        ids
    }

    fn is_ungendered(&self, candidate: &Referent) -> bool {
        candidate.one().is_some_and(|id| self.is_human(id) && self.traits(id).shown == Gender::Unknown)
    }

    fn show_gender(&mut self, id: EntityId, pronoun: Pronoun) {
        let Some(gender) = gender_of(pronoun) else { return };
        let traits = self.traits_mut(id);
        if traits.shown == Gender::Unknown {
            traits.shown = gender;
        }
    }

    /// Weighs a candidate; `None` where it cannot be meant.
    fn score(&self, question: &Question<'_, '_>, candidate: &Referent) -> Option<i32> {
        let (asked, own) = (question.asked, question.place);
        let stands = |span: Span| candidate.stands(own.sentence, span);
        let is_announced = question.announced.is_some_and(stands);
        let before = candidate.place_before(own.sentence, own.span.start_bytes());
        let place = if is_announced { candidate.place } else { before? };
        let distance = own.sentence - place.sentence;
        if distance > SENTENCES_MAX || question.barred.is_some_and(stands) {
            return None;
        }
        let is_spoken = own.is_quoted || self.floor.is_some();
        if is_spoken && asked.sayer.is_some_and(|sayer| candidate.ids.contains(&sayer)) {
            return None;
        }
        let weight = |feature: Feature| TABLES.weight(feature);
        let mut score = self.agreement(asked.pronoun, candidate)?;
        score += match distance {
            0 => weight(Feature::SameSentence),
            more => {
                let further = i32::try_from(more - 1).unwrap_or(i32::MAX);
                weight(Feature::SentenceBefore) + further * weight(Feature::EachSentence)
            }
        };
        score += match question.governing.iter().position(|span| stands(*span)) {
            Some(0) => weight(Feature::Governing),
            Some(_) => weight(Feature::Further),
            None => 0,
        };
        let role = candidate.role_at(&place);
        score += match role {
            Role::Subject => weight(Feature::Subject),
            Role::Object => weight(Feature::Object),
            Role::Owner => weight(Feature::Owner),
            Role::Elsewhere => weight(Feature::Elsewhere),
        };
        let holds = [
            (Feature::Parallel, role == own.role && matches!(own.role, Role::Subject | Role::Object)),
            (Feature::Continued, candidate.by == Some(asked.pronoun) && distance <= 1),
            (Feature::Aside, candidate.is_aside_at(&place) && distance > 0),
            (Feature::QuotedApart, place.is_quoted != own.is_quoted),
            (Feature::Announced, is_announced),
        ];
        score += holds.iter().filter(|(_, holds)| *holds).map(|(feature, _)| weight(*feature)).sum::<i32>();
        let often = i32::try_from(candidate.count.min(4)).unwrap_or(4);
        Some(score + often * weight(Feature::Often))
    }

    /// Weighs how well a candidate agrees with a pronoun in number, gender and kind; `None` where it does not.
    fn agreement(&self, pronoun: Pronoun, candidate: &Referent) -> Option<i32> {
        let weight = |feature: Feature| TABLES.weight(feature);
        let Some(first) = candidate.ids.first().copied() else {
            let is_plural = pronoun == Pronoun::They;
            return (candidate.is_plural == is_plural).then(|| weight(Feature::Thing));
        };
        if candidate.ids.len() > 1 {
            let met = if candidate.has_met { weight(Feature::Met) } else { 0 };
            return (pronoun == Pronoun::They).then(|| weight(Feature::Set) + met);
        }
        let (kind, traits) = (self.entity(first).kind, self.traits(first));
        match pronoun {
            Pronoun::He | Pronoun::She => self.is_human(first).then(|| self.gender(first, pronoun))?,
            Pronoun::It if traits.is_human || traits.is_plural => None,
            Pronoun::It => match kind {
                EntityKind::State => Some(weight(Feature::State)),
                EntityKind::Organisation => Some(weight(Feature::Body)),
                EntityKind::Instrument => Some(weight(Feature::Paper)),
                EntityKind::Group => Some(weight(Feature::Described)),
                EntityKind::Person | EntityKind::Place => None,
            },
            Pronoun::They => match kind {
                EntityKind::Group if traits.is_human => None,
                // Those who are only told something are hardly spoken of.
                EntityKind::Group if LEXICON.is(Class::Audience, &self.entity(first).name) => None,
                EntityKind::Group if traits.is_plural => Some(weight(Feature::Group)),
                EntityKind::Group | EntityKind::Organisation => Some(weight(Feature::Collective)),
                EntityKind::State => Some(weight(Feature::Land)),
                _ => None,
            },
            Pronoun::We | Pronoun::I => None,
        }
    }

    /// Weighs what is known of somebody's gender.
    fn gender(&self, id: EntityId, pronoun: Pronoun) -> Option<i32> {
        let asked = gender_of(pronoun)?;
        let traits = self.traits(id);
        let nameless = if traits.is_human { TABLES.weight(Feature::Nameless) } else { 0 };
        match (traits.shown, traits.named) {
            (Gender::Unknown, Gender::Unknown) => Some(nameless),
            (Gender::Unknown, named) if named == asked => Some(TABLES.weight(Feature::GenderNamed)),
            (Gender::Unknown, _) => Some(TABLES.weight(Feature::GenderNamedOtherwise)),
            (shown, _) => (shown == asked).then(|| TABLES.weight(Feature::GenderShown)),
        }
    }
}

fn question<'s, 'a>(asked: &'s Asked<'s, 'a>) -> Question<'s, 'a> {
    let (scene, at) = (asked.scene, asked.at);
    let span = |at: usize| scene.words[at].span;
    let place = scene.place(span(at));
    let is_object = scene.words[at].is_any(&["him", "them"]) || scene.words[at].is("her") && place.role != Role::Owner;
    let is_free = matches!(place.role, Role::Subject | Role::Owner) && !is_object;
    Question {
        place,
        governing: scene.governing(at).into_iter().filter(|subject| *subject < at).map(span).collect(),
        barred: scene.barred_subject(at).filter(|subject| !is_free && *subject != at).map(span),
        announced: scene.announced(at).map(span),
        asked,
    }
}

fn gender_of(pronoun: Pronoun) -> Option<Gender> {
    match pronoun {
        Pronoun::He => Some(Gender::Masculine),
        Pronoun::She => Some(Gender::Feminine),
        _ => None,
    }
}
