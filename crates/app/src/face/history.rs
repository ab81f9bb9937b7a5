//! How do threads look as text: a list, the history of one, what is promised twice?

use casus_engine::Chronicle;
use casus_engine::ledger::thread::{Change, ChangeKind, ChangeValue, Double, Silence, Step, Thread, ThreadKind};

use super::terminal::paper::{BOLD, DIM, Paper, Piece, YELLOW, plain};
use super::{one_line, words};

/// A longer name of what a thread is about is cut.
const ABOUT_CHARS_MAX: usize = 120;
/// A longer quote is cut.
const QUOTE_CHARS_MAX: usize = 280;

/// Draws one line for each thread, by their kinds.
pub(crate) fn list(_: &Chronicle, threads: &[&Thread], width: usize) -> String {
    let mut paper = Paper::new(width);
    if threads.is_empty() {
        paper.quiet("No thread was found.");
    }
    for kind in ThreadKind::ALL {
        let of_kind: Vec<&&Thread> = threads.iter().filter(|thread| thread.kind == kind).collect();
        if !of_kind.is_empty() {
            paper.heading(&format!("{} ({})", kind_heading(kind), of_kind.len()));
        }
        for thread in of_kind {
            let state = format!("{} · {}", thread.last().state(), told(thread));
            let trend = trend(thread).map(|trend| format!(" · {trend}")).unwrap_or_default();
            let reference = (DIM, format!("  {}", thread.last().reference));
            paper.line(2, "", &[(BOLD, who(thread)), plain(&about(thread)), reference]);
            paper.line(5, "", &[plain(&state), (YELLOW, trend), (DIM, silent(thread).unwrap_or_default())]);
        }
    }
    paper.text()
}

/// Draws threads with all their steps.
pub(crate) fn history(chronicle: &Chronicle, threads: &[&Thread], width: usize) -> String {
    let mut paper = Paper::new(width);
    for thread in threads {
        paper.heading(&(who(thread) + &about(thread)));
        let trend = trend(thread).map(|trend| format!("; {trend}")).unwrap_or_default();
        paper.quiet(&format!("{}{trend}.", told(thread)));
        paper.quiet(&format!("Voices: {}.", relays(thread)));
        for step in &thread.steps {
            self::step(&mut paper, chronicle, thread, step);
        }
        if let Some(silence) = &thread.silence {
            paper.line(2, "", &[(YELLOW, self::silence(chronicle, thread, silence))]);
            paper.line(5, "", &[(DIM, quoted(silence.quote.text()))]);
        }
    }
    paper.text()
}

/// Says how the actors of a thread fell silent, before what they spoke of instead.
pub(super) fn silence(chronicle: &Chronicle, thread: &Thread, silence: &Silence) -> String {
    format!(
        "Fallen silent: since then {} spoke on {} of other things, last in {}, {}:",
        words::names(&thread.actors),
        words::count_of(silence.days_spoken, "day"),
        outlet(chronicle, silence.document),
        words::day(silence.day)
    )
}

fn step(paper: &mut Paper, chronicle: &Chronicle, thread: &Thread, step: &Step) {
    let day = step.day.map_or_else(|| "no date".to_owned(), words::day);
    let mut pieces: Vec<Piece> = vec![(BOLD, format!("{day}: {}", step.state()))];
    pieces.extend(step.told.amount().map(|amount| plain(&format!(", {}", words::amount(amount)))));
    pieces.extend(step.told.condition().map(|condition| plain(&format!(", if: {condition}"))));
    paper.line(2, "", &pieces);
    for change in &step.changes {
        let since = thread.steps[change.since].day.map_or_else(|| "before".to_owned(), words::day);
        paper.line(5, "", &[(YELLOW, self::change(change)), (DIM, format!(" (since {since})"))]);
    }
    paper.line(5, "", &[(DIM, evidence(chronicle, step))]);
}

/// Draws what is promised twice.
pub(crate) fn doubles(chronicle: &Chronicle, threads: &[Thread], doubles: &[Double], width: usize) -> String {
    let mut paper = Paper::new(width);
    paper.heading("What is promised twice");
    if doubles.is_empty() {
        paper.quiet("No unit, vessel or sum was found in two promises.");
    }
    for double in doubles {
        paper.line(2, "", &[(BOLD, format!("{}: ", double.what)), plain(&double.why)]);
        for (thread, step) in double.sides {
            paper.line(5, "", &[(DIM, evidence(chronicle, &threads[thread].steps[step]))]);
        }
    }
    paper.text()
}

/// Returns what a step rests on: the quote, who says it, the outlet, the day and the reference.
pub(super) fn evidence(chronicle: &Chronicle, step: &Step) -> String {
    let speaker = match step.attributed_to.as_slice() {
        [] => String::new(),
        [one] => format!("says {one}, "),
        several => format!("say {}, ", words::names(several)),
    };
    let day = step.day.map_or_else(|| "no date".to_owned(), words::day);
    let outlet = outlet(chronicle, step.document);
    format!("{} {speaker}{outlet}, {day} · {}", quoted(step.quote.text()), step.reference)
}

/// Returns a quote as it is shown.
pub(super) fn quoted(text: &str) -> String {
    words::quoted(&words::clipped(&one_line(text), QUOTE_CHARS_MAX))
}

/// Returns who published a document, or how it is called.
pub(super) fn outlet(chronicle: &Chronicle, document: usize) -> String {
    let source = chronicle.source(document);
    source.origin().publisher.clone().unwrap_or_else(|| words::title(source).to_owned())
}

/// Returns the heading of the threads of a kind.
pub(super) fn kind_heading(kind: ThreadKind) -> &'static str {
    match kind {
        ThreadKind::Commitment => "Promises",
        ThreadKind::Position => "Positions",
        ThreadKind::Event => "Events",
        ThreadKind::Plan => "Plans and texts",
    }
}

/// Returns who a thread is of, before what it is about.
pub(super) fn who(thread: &Thread) -> String {
    if thread.actors.is_empty() { String::new() } else { format!("{}: ", words::names(&thread.actors)) }
}

/// Returns what a thread is about.
pub(super) fn about(thread: &Thread) -> String {
    words::clipped(&thread.about, ABOUT_CHARS_MAX)
}

/// Says how often, by how many and when a thread is told.
pub(super) fn told(thread: &Thread) -> String {
    let days = || thread.steps.iter().filter_map(|step| step.day);
    let span = match (days().min(), days().max()) {
        (Some(first), Some(last)) if first == last => format!(", {}", words::day(first)),
        (Some(first), Some(last)) => format!(", {} to {}", words::day(first), words::day(last)),
        _ => String::new(),
    };
    let times = match thread.steps.len() {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    format!("told {times} by {}{span}", words::count_of(thread.voices(), "voice"))
}

/// Says since when it is stronger, weaker or otherwise.
pub(super) fn trend(thread: &Thread) -> Option<String> {
    let (step, change) = thread.trend()?;
    let day = step.day.map_or_else(|| "a day not known".to_owned(), words::day);
    Some(format!("{} since {day}", change_word(change.kind)))
}

fn silent(thread: &Thread) -> Option<String> {
    let silence = thread.silence.as_ref()?;
    let day = thread.steps[silence.last].day.map_or_else(String::new, words::day);
    Some(format!(" · not repeated since {day}"))
}

/// Says which outlet relays which voices.
pub(super) fn relays(thread: &Thread) -> String {
    let outlet = |(outlet, voices): (&String, &std::collections::BTreeSet<usize>)| {
        let voices: Vec<String> = voices.iter().map(|voice| (voice + 1).to_string()).collect();
        format!("{outlet} relays {}", words::names(&voices))
    };
    thread.relays.iter().map(outlet).collect::<Vec<_>>().join("; ")
}

/// Returns a change in words: “stronger: offered → pledged”.
pub(crate) fn change(change: &Change) -> String {
    let value = |value: &ChangeValue| match value {
        ChangeValue::Words(text) => text.clone(),
        ChangeValue::Amount(amount) => words::amount(amount),
        ChangeValue::Day(day) => words::day(*day),
    };
    let what = change_word(change.kind);
    match (&change.from, &change.to) {
        (Some(whole), Some(part)) if change.kind == ChangeKind::DeliveredInPart => {
            format!("{what}: {} of {}", value(part), value(whole))
        }
        (Some(from), Some(to)) => format!("{what}: {} → {}", value(from), value(to)),
        (Some(one), None) | (None, Some(one)) => format!("{what}: {}", value(one)),
        (None, None) => what.to_owned(),
    }
}

/// Returns a kind of change as a person would say it.
pub(super) fn change_word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Stronger => "stronger",
        ChangeKind::Weaker => "weaker",
        ChangeKind::Delivered => "delivered",
        ChangeKind::DeliveredInPart => "delivered in part",
        ChangeKind::Withdrawn => "taken back",
        ChangeKind::Refused => "refused",
        ChangeKind::Withheld => "withheld",
        ChangeKind::Conditional => "conditional",
        ChangeKind::Unconditional => "condition dropped",
        ChangeKind::ConditionUntold => "told without its condition",
        ChangeKind::OtherCondition => "another condition",
        ChangeKind::AmountUp => "more",
        ChangeKind::AmountDown => "less",
        ChangeKind::WordedStronger => "in stronger words",
        ChangeKind::WordedWeaker => "in weaker words",
        ChangeKind::Further => "further",
        ChangeKind::Later => "later",
        ChangeKind::Earlier => "earlier",
        ChangeKind::Stance => "another stance",
        ChangeKind::Status => "another status",
        ChangeKind::Place => "another place",
        ChangeKind::Version => "another version",
    }
}
