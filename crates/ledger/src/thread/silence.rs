//! Who no longer repeats a promise?
//!
//! **Silence**: the actor told the promise itself on two days or more; after the last of them it spoke on two days or more
//! of other things, in documents that carry its words; and longer than it ever paused between two tellings.
//!
//! **No silence**: a promise that is done, refused or taken back needs no repeating; and where no document carries what the
//! actor says, nothing follows from not reading it.

use std::collections::{BTreeMap, BTreeSet};

use casus_claim::Claim;
use casus_text::Quote;
use jiff::civil::Date;

use crate::contradiction::text::Text;

use super::actor::Who;
use super::change::rank;
use super::{Thread, ThreadKind};

/// The actor told the promise on so many days.
const TOLD_DAYS_MIN: usize = 2;
/// It spoke of other things on so many days afterwards.
const SPOKE_DAYS_MIN: usize = 2;
/// Whoever pauses no longer than this has not fallen silent.
const PAUSE_DAYS_MIN: i32 = 7;

/// How an actor fell silent on what it used to repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    /// The step at which it was told last, counted from 0.
    pub last: usize,
    /// On how many days the actor spoke of other things since then.
    pub days_spoken: usize,
    /// The document in which the actor spoke last.
    pub document: usize,
    /// When that was published.
    pub day: Date,
    /// What the actor said there.
    pub quote: Quote,
}

/// What somebody is reported to say.
struct Spoken<'t> {
    day: Date,
    number: usize,
    quote: &'t Quote,
}

/// What everybody is reported to say in dated documents, in the order of their days.
pub(super) struct Speech<'t> {
    by_name: BTreeMap<&'t str, Vec<Spoken<'t>>>,
}

impl<'t> Speech<'t> {
    /// Notes the words that documents, which are in the order of their days, attribute to somebody.
    pub(super) fn of(texts: &'t [Text<'t>], who: &'t Who<'t>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<Spoken<'_>>> = BTreeMap::new();
        for text in texts {
            let Some(day) = text.published() else { continue };
            for record in text.reading.records() {
                let speakers = match &record.claim {
                    Claim::Statement(statement) => statement.speaker.ids(),
                    _ => &record.attributed_to,
                };
                let names: BTreeSet<&str> = speakers.iter().flat_map(|&id| who.speaks_for(text, id)).collect();
                for name in names {
                    let spoken = Spoken { day, number: text.number, quote: &record.quote };
                    by_name.entry(name).or_default().push(spoken);
                }
            }
        }
        Self { by_name }
    }

    /// Returns what somebody said after a day.
    fn after(&self, name: &str, day: Date) -> &[Spoken<'t>] {
        let all = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        &all[all.partition_point(|spoken| spoken.day <= day)..]
    }
}

/// Returns how the actors of a thread fell silent on it.
pub(super) fn of(thread: &Thread, speech: &Speech<'_>, order: &[usize]) -> Option<Silence> {
    let last = thread.last();
    let is_open = last.is_in_part() || last.told.status().is_some_and(|status| (1..5).contains(&rank(status)));
    if thread.kind != ThreadKind::Commitment || !is_open {
        return None;
    }
    let own: BTreeSet<Date> = thread.steps.iter().filter(|step| step.is_own).filter_map(|step| step.day).collect();
    let last = own.last().copied().filter(|_| own.len() >= TOLD_DAYS_MIN)?;
    // Whoever else tells it later speaks of it as of something that stands; only the actor can be silent on it.
    let spoken: Vec<&Spoken<'_>> = thread.actors.iter().flat_map(|actor| speech.after(actor, last)).collect();
    let days: BTreeSet<Date> = spoken.iter().map(|spoken| spoken.day).collect();
    let days_of_own: Vec<Date> = own.into_iter().collect();
    let pause = days_of_own.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).max()?;
    let latest = spoken.iter().max_by_key(|spoken| (spoken.day, spoken.number, spoken.quote.span()))?;
    let is_long = (latest.day - last).get_days() > pause.max(PAUSE_DAYS_MIN);
    let at = thread.steps.iter().rposition(|step| step.is_own && step.day == Some(last))?;
    (is_long && days.len() >= SPOKE_DAYS_MIN).then(|| Silence {
        last: at,
        days_spoken: days.len(),
        document: order[latest.number],
        day: latest.day,
        quote: latest.quote.clone(),
    })
}
