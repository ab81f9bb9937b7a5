//! When was a document written that does not say so?
//!
//! In go documents with their readings, some with a day of publication and some without, and who held which office when;
//! out comes a [`Dating`] for each undated one: the window in which it was written, as far as solid reasons tell, with
//! each reason, its bounds, and the words here and elsewhere that it rests on. A person confirms a day; nothing here does.
//!
//! Each module is one kind of reason and says what makes it solid; where that is not plain, it gives none. Bounds are
//! intersected. Where they exclude one another there is no window, and the two that do so are named. What stands in
//! another version of the same document is no reason, since it may be corrected by it.
//!
//! Nothing here compares all with all: sentences, quotes, numbers and rare words are looked up.

mod copy;
mod event;
mod inside;
mod number;
mod officer;
mod quoted;
mod thing;
mod weekday;

use casus_claim::{Reading, Term};
use casus_text::Source;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::contradiction::Side;
use crate::contradiction::text::Text;

/// What is told among this many first sentences is the news of a document.
const LEAD_SENTENCES: usize = 4;

/// The days between which an undated document was written, with the reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Dating {
    /// The document, counted from 0.
    pub document: usize,
    /// The window; none where nothing bounds it, and where bounds exclude one another.
    pub window: Option<Window>,
    /// The likeliest day, where the reasons point to one.
    pub best: Option<Date>,
    /// The reasons, in the order of their kinds and of the text.
    pub reasons: Vec<DateReason>,
    /// The places of two reasons whose bounds exclude one another.
    pub clash: Option<[usize; 2]>,
}

/// A stretch of days of which either end may be open; both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub earliest: Option<Date>,
    /// The last day.
    pub latest: Option<Date>,
}

/// One thing that tells when an undated document was written.
#[derive(Clone, Debug, PartialEq)]
pub struct DateReason {
    /// Of which kind it is.
    pub kind: DateReasonKind,
    /// What it leaves; open at both ends where it only points to a day.
    pub window: Window,
    /// The day near which documents with this are usually written.
    pub near: Option<Date>,
    /// Why, in a sentence.
    pub why: String,
    /// The words of the document itself.
    pub here: Side,
    /// The words of other documents that date them.
    pub there: Vec<Side>,
    /// Whether it is only reported: it excludes another reason of its kind, and neither bounds the window.
    pub is_set_aside: bool,
}

/// What kind of thing tells when a document was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateReasonKind {
    /// Dated documents have the same text.
    Copy,
    /// It reports as past what others date.
    Reported,
    /// It speaks as still to come of what others report as held.
    Ahead,
    /// It quotes what others say was said on a day.
    Quoted,
    /// It gives a number that others give as of a day.
    Number,
    /// It names a text that came out on a day.
    Appeared,
    /// It gives a day itself.
    Inside,
    /// It gives somebody an office that was held from one day to another.
    Office,
    /// It gives a day of the week with a day of the month.
    Weekday,
}

impl DateReasonKind {
    /// Returns the kind as it stands on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Reported => "reported",
            Self::Ahead => "ahead",
            Self::Quoted => "quoted",
            Self::Number => "number",
            Self::Appeared => "appeared",
            Self::Inside => "inside",
            Self::Office => "office",
            Self::Weekday => "weekday",
        }
    }
}

impl Window {
    /// Returns the days from one on.
    pub fn from(day: Date) -> Self {
        Self { earliest: Some(day), latest: None }
    }

    /// Returns the days up to one.
    pub fn until(day: Date) -> Self {
        Self { earliest: None, latest: Some(day) }
    }

    /// Returns the days from one to another.
    pub fn between(earliest: Date, latest: Date) -> Self {
        Self { earliest: Some(earliest), latest: Some(latest) }
    }

    /// Returns whether a day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= day) && self.latest.is_none_or(|latest| day <= latest)
    }

    /// Returns whether neither end is bounded.
    pub fn is_open(&self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// Returns whether no day is left.
    fn is_empty(&self) -> bool {
        self.earliest.zip(self.latest).is_some_and(|(earliest, latest)| latest < earliest)
    }

    fn and(self, other: Self) -> Self {
        let latest = [self.latest, other.latest].into_iter().flatten().min();
        Self { earliest: self.earliest.max(other.earliest), latest }
    }
}

/// Proposes a window for each undated document, in the order of the documents.
pub fn datings(documents: &[(Source, Reading)], terms: &[Term]) -> Vec<Dating> {
    if documents.iter().all(|(source, _)| source.published().is_some()) {
        return Vec::new();
    }
    let numbered = documents.iter().enumerate();
    let texts: Vec<Text<'_>> = numbered.map(|(number, (source, reading))| Text::of(number, source, reading)).collect();
    let (dated, undated): (Vec<&Text<'_>>, Vec<&Text<'_>>) = texts.iter().partition(|text| text.published().is_some());
    let copies = copy::Copies::of(&dated);
    let held = event::held(&dated);
    let events = event::Events::of(&held);
    let quotes = quoted::Quotes::of(&dated);
    let numbers = number::Numbers::of(&dated);
    let things = thing::Things::of(&dated);
    let of_text = |text: &&Text<'_>| {
        let kin = copies.kin_of(text);
        let mut reasons = copy::reasons(text, &kin);
        reasons.extend(events.reasons(text, &kin));
        reasons.extend(quotes.reasons(text, &kin));
        reasons.extend(numbers.reasons(text, &kin));
        reasons.extend(things.reasons(text, &kin));
        reasons.extend(inside::reasons(text));
        reasons.extend(officer::reasons(text, terms));
        let so_far = intersection(&reasons);
        reasons.extend(weekday::reasons(text, so_far));
        concluded(text.number, reasons)
    };
    undated.iter().map(of_text).collect()
}

fn concluded(document: usize, mut reasons: Vec<DateReason>) -> Dating {
    reasons.sort_by_key(|reason| (reason.kind, reason.here.quote.span().start_bytes()));
    let window = intersection(&reasons);
    if window.is_empty() {
        let clash = clash(&reasons, window);
        return Dating { document, window: None, best: None, reasons, clash };
    }
    let best = best(&reasons, window);
    Dating { document, window: Some(window).filter(|window| !window.is_open()), best, reasons, clash: None }
}

fn intersection(reasons: &[DateReason]) -> Window {
    let used = reasons.iter().filter(|reason| !reason.is_set_aside);
    used.fold(Window::default(), |window, reason| window.and(reason.window))
}

/// Returns the two reasons that give the ends of a window in which no day is left.
fn clash(reasons: &[DateReason], window: Window) -> Option<[usize; 2]> {
    let place = |is_it: &dyn Fn(&Window) -> bool| {
        reasons.iter().position(|reason| !reason.is_set_aside && is_it(&reason.window))
    };
    let first = place(&|other| other.earliest == window.earliest)?;
    let last = place(&|other| other.latest == window.latest)?;
    Some([first.min(last), first.max(last)])
}

/// Returns the only day there is, or the last one near which such documents are written.
fn best(reasons: &[DateReason], window: Window) -> Option<Date> {
    if window.earliest.is_some() && window.earliest == window.latest {
        return window.earliest;
    }
    let used = || reasons.iter().filter(|reason| !reason.is_set_aside);
    // What has the same text is the better witness.
    let of_copies = used().filter(|reason| reason.kind == DateReasonKind::Copy).filter_map(|reason| reason.near).min();
    let near = of_copies.or_else(|| used().filter_map(|reason| reason.near).max());
    near.filter(|day| window.contains(*day))
}

/// Returns a day so many days later, or earlier; at the end of the calendar the day itself.
fn shifted(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests;
