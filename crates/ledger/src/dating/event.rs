//! Which events does it tell of that others date? Kinds `reported` and `ahead`.
//!
//! **The same event**: of one kind, told in much the same words, with two names in common or a name and the place, and
//! with two words besides that do not stand in any telling of a meeting. No other dated event is told like it on other
//! days, and neither tells of another one of a row.
//!
//! **Bounds**: what is told as past is written from that day on, what is told as still to come up to it. Where the time is
//! told as `yesterday` or `on Friday`, and that is the day of the week, it is written within a week.
//!
//! **No reason**: another day of the week, month or year than that of the event; plans that are told back.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use casus_claim::{Claim, EntityKind, Event, EventStatus, EventType, Record};
use jiff::civil::{Date, Weekday};

use super::copy::Kin;
use super::{DateReason, DateReasonKind, LEAD_SENTENCES, Window, shifted};
use crate::contradiction::meeting::{Meeting, Meetings, are_told_alike};
use crate::contradiction::tellings::{Around, Tellings};
use crate::contradiction::text::Text;
use crate::contradiction::told;
use crate::contradiction::words::{Word, has_of, is_of, month, stem, stems_of, telling_of, weekday, words, year};

/// Events are looked up by so many of their rarest words.
const RAREST_WORDS: usize = 3;
/// What shares its rarest words with more events has no rare words.
const CANDIDATES_MAX: usize = 200;
/// So many words must be shared besides names, places and what stands in any telling of a meeting.
const OWN_WORDS_MIN: usize = 2;
/// `On Friday` is a day of the last week or of the next.
const WEEK_DAYS: i32 = 7;
/// So many of the documents that tell of an event are shown.
const SHOWN_MAX: usize = 3;

/// What stands in any telling of a meeting.
static GATHER: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of("gather"));

/// The dated events of dated documents.
pub(super) struct Events<'t> {
    held: &'t [Meeting<'t>],
    tellings: Tellings<'t>,
}

/// An event that an undated document tells of.
struct Telling<'t> {
    text: &'t Text<'t>,
    record: &'t Record,
    event: &'t Event,
    names: BTreeSet<&'t str>,
    places: BTreeSet<&'t str>,
    telling: BTreeSet<String>,
    words: Vec<Word<'t>>,
}

/// A time that is told from the day of the document on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deictic {
    Yesterday,
    Today,
    Tomorrow,
    On(Weekday),
}

/// Lists the events of dated documents that were held.
pub(super) fn held<'t>(dated: &[&'t Text<'t>]) -> Vec<Meeting<'t>> {
    Meetings::of(dated.iter().copied()).all.into_iter().filter(is_dated).collect()
}

impl<'t> Events<'t> {
    /// Notes dated events.
    pub(super) fn of(held: &'t [Meeting<'t>]) -> Self {
        Self { held, tellings: Tellings::of(held.iter().map(|meeting| (meeting.text.published(), &meeting.telling))) }
    }

    /// Returns what the events of an undated document tell of its day.
    pub(super) fn reasons(&self, text: &Text<'_>, kin: &Kin<'_>) -> Vec<DateReason> {
        let events = text.reading.records().iter().filter_map(|record| telling(text, record));
        events.filter_map(|telling| self.reason(&telling, kin)).collect()
    }

    fn reason(&self, telling: &Telling<'_>, kin: &Kin<'_>) -> Option<DateReason> {
        let ever = Around { day: None, days: 0 };
        let places: BTreeSet<usize> =
            self.tellings.near(&telling.telling, RAREST_WORDS, ever).take(CANDIDATES_MAX + 1).collect();
        if places.len() > CANDIDATES_MAX {
            return None;
        }
        let candidates = places.into_iter().map(|place| &self.held[place]);
        let same: Vec<&Meeting<'_>> =
            candidates.filter(|meeting| !kin.has(meeting.text.number) && telling.is_of(meeting)).collect();
        let (start, end) = (same.iter().map(|one| one.start).max()?, same.iter().map(|one| one.end).min()?);
        // Two days of one event, or two events: nobody can tell which is meant.
        if end < start {
            return None;
        }
        let deictic = deictic(telling);
        let is_of_day = |day: Weekday| start == end && start.weekday() == day;
        if let Some(Deictic::On(day)) = deictic
            && !is_of_day(day)
        {
            return None;
        }
        let (kind, window, why) = match telling.event.status {
            EventStatus::Held => reported(start, end, deictic)?,
            EventStatus::Planned => ahead(start, end, deictic)?,
            _ => return None,
        };
        let is_news = is_in_lead(telling.text, telling.record) && kind == DateReasonKind::Reported;
        Some(DateReason {
            kind,
            window,
            near: is_news.then_some(end),
            why,
            here: told(telling.text, telling.record),
            there: same.iter().take(SHOWN_MAX).map(|meeting| told(meeting.text, meeting.record)).collect(),
            is_set_aside: false,
        })
    }
}

fn reported(start: Date, end: Date, deictic: Option<Deictic>) -> Option<(DateReasonKind, Window, String)> {
    let day = written(start, end);
    let (window, how) = match deictic {
        Some(Deictic::Tomorrow) => return None,
        Some(Deictic::Today) if start == end => (Window::between(end, end), "today"),
        Some(Deictic::Yesterday) if start == end => (Window::between(shifted(end, 1), shifted(end, 1)), "yesterday"),
        Some(Deictic::On(_)) => (Window::between(end, shifted(end, WEEK_DAYS)), "by its day of the week"),
        _ => (Window::from(start), ""),
    };
    let told = if how.is_empty() { String::new() } else { format!(", told {how} here") };
    Some((DateReasonKind::Reported, window, format!("It reports as past what others date {day}{told}.")))
}

fn ahead(start: Date, end: Date, deictic: Option<Deictic>) -> Option<(DateReasonKind, Window, String)> {
    let day = written(start, end);
    let (window, how) = match deictic {
        Some(Deictic::Yesterday) => return None,
        Some(Deictic::Today) if start == end => (Window::between(start, start), "today"),
        Some(Deictic::Tomorrow) if start == end => {
            (Window::between(shifted(start, -1), shifted(start, -1)), "tomorrow")
        }
        Some(Deictic::On(_)) => (Window::between(shifted(start, -WEEK_DAYS), start), "by its day of the week"),
        _ => (Window::until(end), ""),
    };
    let told = if how.is_empty() { String::new() } else { format!(", told {how} here") };
    Some((
        DateReasonKind::Ahead,
        window,
        format!("It speaks as still to come of what others report as held {day}{told}."),
    ))
}

fn written(start: Date, end: Date) -> String {
    if start == end { format!("on {start}") } else { format!("from {start} to {end}") }
}

fn is_dated(meeting: &Meeting<'_>) -> bool {
    // What is told as held and lies after its document has a wrong day.
    meeting.is_held() && meeting.text.published().is_some_and(|day| meeting.start <= day)
}

fn telling<'t>(text: &'t Text<'t>, record: &'t Record) -> Option<Telling<'t>> {
    let Claim::Event(event) = &record.claim else { return None };
    let words = words(text.source, record.quote.span());
    let is_ahead = event.status == EventStatus::Planned;
    if event.kind == EventType::Deadline || is_ahead && has_of("toldback", &words) {
        return None;
    }
    let named = text.sentences_of(record).flat_map(|sentence| &sentence.named).map(|(_, entity)| *entity);
    let all: Vec<_> = named.chain(event.participants.iter().map(|&id| text.entity(id))).collect();
    let is_name = |kind: EntityKind| !matches!(kind, EntityKind::Group | EntityKind::Place);
    let names = all.iter().filter(|entity| is_name(entity.kind)).map(|entity| entity.name.as_str()).collect();
    let place = event.place.map(|id| text.entity(id));
    let of_kind = all.iter().copied().filter(|entity| entity.kind == EntityKind::Place);
    let places: BTreeSet<&str> = of_kind.chain(place).map(|entity| entity.name.as_str()).collect();
    let of_places: BTreeSet<String> = places.iter().flat_map(|place| telling_of(place)).collect();
    let telling = &text.telling(record.quote.span()) - &of_places;
    Some(Telling { text, record, event, names, places, telling, words })
}

impl Telling<'_> {
    /// Returns whether a dated event is the one that is told of.
    fn is_of(&self, meeting: &Meeting<'_>) -> bool {
        let shared = self.names.intersection(&meeting.names).count();
        let is_one_place = !self.places.is_disjoint(&meeting.places);
        let may_be_one_place = self.places.is_empty() || meeting.places.is_empty() || is_one_place;
        let is_tied = shared >= 2 || shared == 1 && is_one_place;
        self.event.kind == meeting.event.kind
            && is_tied
            && may_be_one_place
            && are_told_alike((&self.telling, &self.words), (&meeting.telling, &meeting.words))
            && self.own_words_with(meeting) >= OWN_WORDS_MIN
            && !is_of_row(&self.words)
            && !is_of_row(&meeting.words)
            && ordinals(&self.words) == ordinals(&meeting.words)
            && self.agrees_on_days(meeting)
    }

    /// Counts the shared words that are no names and stand not in any telling of a meeting.
    fn own_words_with(&self, meeting: &Meeting<'_>) -> usize {
        let named: BTreeSet<String> =
            self.names.iter().chain(&meeting.names).flat_map(|name| name_words(name)).collect();
        let is_own = |word: &&String| !named.contains(*word) && !GATHER.contains(*word);
        self.telling.intersection(&meeting.telling).filter(is_own).count()
    }

    /// Returns whether the days, months and years that are named here are those of a dated event.
    fn agrees_on_days(&self, meeting: &Meeting<'_>) -> bool {
        let days = [meeting.start, meeting.end];
        let has_month = |word: &Word<'_>| month(word).is_none_or(|month| days.iter().any(|day| day.month() == month));
        let has_year = |word: &Word<'_>| year(word).is_none_or(|year| days.iter().any(|day| day.year() == year));
        let own = self.record.time.as_ref();
        let starts = own.and_then(|time| time.start()).is_none_or(|start| start <= meeting.end);
        let ends = own.and_then(|time| time.end()).is_none_or(|end| meeting.start <= end);
        self.words.iter().all(|word| has_month(word) && has_year(word)) && starts && ends
    }
}

fn name_words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !c.is_alphanumeric()).map(|word| stem(&word.to_lowercase())).chain([name.to_owned()]).collect()
}

/// Returns whether another meeting of a row is told of, or one that was put off.
fn is_of_row(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| is_of("afresh", &word.lower) && !is_of("ordinal", &word.lower))
}

fn ordinals<'w>(words: &'w [Word<'_>]) -> BTreeSet<&'w str> {
    words.iter().map(|word| word.lower.as_str()).filter(|word| is_of("ordinal", word)).collect()
}

/// Returns the time of an event as it is told from the day of the document on, in the document's own voice.
fn deictic(telling: &Telling<'_>) -> Option<Deictic> {
    let is_quoted = telling.record.quote.text().contains(['“', '”', '"']);
    if is_quoted || !telling.record.attributed_to.is_empty() {
        return None;
    }
    let time = telling.record.time.as_ref()?.text().to_lowercase();
    let source = casus_text::Source::new(time, casus_text::Origin::default());
    let said = words(&source, source.whole());
    let said: Vec<&Word<'_>> = said.iter().filter(|word| !matches!(word.lower.as_str(), "on" | "this")).collect();
    let [only] = said.as_slice() else { return None };
    match only.lower.as_str() {
        "yesterday" => Some(Deictic::Yesterday),
        "today" => Some(Deictic::Today),
        "tomorrow" => Some(Deictic::Tomorrow),
        _ => weekday(only).map(Deictic::On),
    }
}

/// Returns whether a record is among the news of its document.
fn is_in_lead(text: &Text<'_>, record: &Record) -> bool {
    text.sentences.iter().take(LEAD_SENTENCES).any(|sentence| sentence.span.overlaps(record.quote.span()))
}
