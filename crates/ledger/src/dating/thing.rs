//! Which texts does it name that came out on a day? Kind `appeared`.
//!
//! **The same text**: a plan, agreement or the like with a name of two words or more. A dated document tells in one
//! sentence with its name that it was published, presented or leaked (`data/dating.txt`), on a day.
//!
//! **Bounds**: a document that names it, and not as something to come, was written from then on.
//!
//! **No reason**: an earlier document names it already; its appearance is told of several days.

use std::collections::BTreeMap;

use casus_claim::{Claim, Entity, EntityKind, EventStatus, Record};
use jiff::civil::Date;

use super::copy::Kin;
use super::{DateReason, DateReasonKind, Window};
use crate::contradiction::text::{Sentence, Text};
use crate::contradiction::words::{Word, has_of, is_of, month};
use crate::contradiction::{said, told};

/// Texts with a name that came out on a day, as dated documents tell it.
pub(super) struct Things<'t> {
    by_name: BTreeMap<&'t str, Thing<'t>>,
}

#[derive(Default)]
struct Thing<'t> {
    /// On which day the first document that names it was published.
    first_named: Option<Date>,
    came_out: Vec<(&'t Text<'t>, &'t Record, Date)>,
}

impl<'t> Things<'t> {
    /// Notes the named texts of dated documents.
    pub(super) fn of(dated: &[&'t Text<'t>]) -> Self {
        let mut by_name: BTreeMap<&str, Thing<'t>> = BTreeMap::new();
        for &text in dated {
            for entity in text.reading.entities().iter().filter(|entity| is_named_text(entity)) {
                let thing = by_name.entry(&entity.name).or_default();
                thing.first_named = [thing.first_named, text.published()].into_iter().flatten().min();
            }
            for record in text.reading.records() {
                let Some(day) = day(text, record) else { continue };
                for entity in
                    text.sentences_of(record).filter(|sentence| has_of("appear", &sentence.words)).flat_map(named)
                {
                    by_name.entry(&entity.name).or_default().came_out.push((text, record, day));
                }
            }
        }
        Self { by_name }
    }

    /// Returns what the texts that an undated document names tell of its day.
    pub(super) fn reasons(&self, text: &Text<'_>, kin: &Kin<'_>) -> Vec<DateReason> {
        let mut reasons: BTreeMap<&str, DateReason> = BTreeMap::new();
        for sentence in text.sentences.iter().filter(|sentence| !is_ahead(&sentence.words)) {
            for entity in named(sentence) {
                if !reasons.contains_key(entity.name.as_str())
                    && let Some(reason) = self.reason(text, sentence, entity, kin)
                {
                    reasons.insert(&entity.name, reason);
                }
            }
        }
        reasons.into_values().collect()
    }

    fn reason(&self, text: &Text<'_>, sentence: &Sentence<'_>, named: &Entity, kin: &Kin<'_>) -> Option<DateReason> {
        let thing = self.by_name.get(named.name.as_str())?;
        let told_by_others: Vec<_> = thing.came_out.iter().filter(|(other, ..)| !kin.has(other.number)).collect();
        let &&(other, record, day) = told_by_others.first()?;
        let is_new = thing.first_named.is_some_and(|first| day <= first);
        let is_one_day = told_by_others.iter().all(|(.., another)| *another == day);
        (is_new && is_one_day).then(|| DateReason {
            kind: DateReasonKind::Appeared,
            window: Window::from(day),
            near: None,
            why: format!("It names the {}, which came out on {day} and which no document before names.", named.name),
            here: said(text, sentence.span),
            there: vec![told(other, record)],
            is_set_aside: false,
        })
    }
}

fn is_named_text(entity: &Entity) -> bool {
    let capitals = entity.name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
    entity.kind == EntityKind::Instrument && capitals.count() >= 2
}

fn named<'s>(sentence: &'s Sentence<'_>) -> impl Iterator<Item = &'s Entity> {
    sentence.named.iter().map(|(_, entity)| *entity).filter(|entity| is_named_text(entity))
}

/// Returns the day of something that happened, as its document says.
fn day(text: &Text<'_>, record: &Record) -> Option<Date> {
    let Claim::Event(event) = &record.claim else { return None };
    let time = record.time.as_ref()?;
    let day = time.start().filter(|day| time.end() == Some(*day) && text.published() >= Some(*day))?;
    (event.status == EventStatus::Held).then_some(day)
}

/// Returns whether words may speak of what is not there yet; the month of May is no verb.
pub(super) fn is_ahead(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| month(word).is_none() && is_of("ahead", &word.lower))
}
