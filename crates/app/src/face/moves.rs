//! How does the difference between two states of a dossier look, as text and as Markdown?
//!
//! Both are drawn from the same lines: counts on top, then each kind of move with its threads, and under each thread what
//! stood before, what stands now, and what else it rests on.

use casus_engine::Comparison;
use casus_engine::ledger::thread::{Move, MoveKind, Rest, Thread};

use super::history::{about, change, evidence, outlet, quoted, who};
use super::markdown::escaped;
use super::terminal::paper::{BOLD, DIM, Paper, plain};
use super::words;

/// A thread that moved, in words.
struct Line {
    what: String,
    how: String,
    /// What it rests on, each with what it is.
    rests: Vec<(&'static str, String)>,
}

/// Draws what is different as text.
pub(crate) fn moves(compared: &Comparison, between: [&str; 2], width: usize) -> String {
    let mut paper = Paper::new(width);
    paper.heading(&heading(between));
    paper.line(0, "", &[plain(&summary(compared))]);
    for (title, lines) in sections(compared) {
        paper.heading(&format!("{title} ({})", lines.len()));
        for line in lines {
            paper.line(2, "", &[(BOLD, line.what), (DIM, line.how)]);
            for (lead, text) in line.rests {
                paper.line(5, lead, &[(DIM, text)]);
            }
        }
    }
    paper.text()
}

/// Draws what is different as Markdown.
pub(crate) fn moves_markdown(compared: &Comparison, between: [&str; 2]) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&heading(between)), escaped(&summary(compared)));
    for (title, lines) in sections(compared) {
        text += &format!("\n## {title} ({})\n\n", lines.len());
        for line in lines {
            text += &format!("- **{}**{}\n", escaped(&line.what), markdown(&line.how));
            line.rests.iter().for_each(|(lead, rest)| text += &format!("  - {}{}\n", lead, escaped(rest)));
        }
    }
    text
}

/// Escapes a text that may begin with the space before it.
fn markdown(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" {}", escaped(text)) }
}

fn heading([from, to]: [&str; 2]) -> String {
    format!("What is different between {from} and {to}")
}

/// Counts the moves: “2 new, 1 stronger”.
fn summary(compared: &Comparison) -> String {
    let moves = &compared.difference.moves;
    counted(compared, |kind| moves.iter().filter(|one| one.kind == kind).count())
}

/// Says how many there are of each kind of move, as somebody counts them.
pub(super) fn counted(compared: &Comparison, count: impl Fn(MoveKind) -> usize) -> String {
    let count = |kind: &MoveKind| {
        let count = count(*kind);
        (count > 0).then(|| format!("{count} {}", word(*kind)))
    };
    let gone = compared.difference.gone.len();
    let gone = (gone > 0).then(|| format!("{gone} no longer in any document"));
    let counts: Vec<String> = MoveKind::ALL.iter().filter_map(count).chain(gone).collect();
    let of = words::count_of(compared.difference.threads.len(), "thread");
    if counts.is_empty() {
        return format!("Nothing is different: none of {of} moved, and no new one began.");
    }
    format!("{}; {of} in all.", counts.join(", "))
}

fn sections(compared: &Comparison) -> Vec<(&'static str, Vec<Line>)> {
    let of_kind = |&kind: &MoveKind| {
        let moves = compared.difference.moves.iter().filter(|one| one.kind == kind);
        (title(kind), moves.map(|one| line(compared, one)).collect::<Vec<_>>())
    };
    let gone = compared.difference.gone.iter().map(|thread| gone(compared, thread)).collect();
    let sections = MoveKind::ALL.iter().map(of_kind).chain([("No longer in any document", gone)]);
    sections.filter(|(_, lines)| !lines.is_empty()).collect()
}

fn line(compared: &Comparison, one: &Move) -> Line {
    let thread = &compared.difference.threads[one.thread];
    let step = |at: usize| evidence(&compared.after, &thread.steps[at]);
    let mut rests = Vec::new();
    let is_moved = one.before != Some(one.after);
    match one.before {
        Some(before) if is_moved => rests.extend([("before: ", step(before)), ("now: ", step(one.after))]),
        _ => rests.push(("told: ", step(one.after))),
    }
    match &one.rest {
        Rest::Steps => {}
        Rest::Fact { condition, document, reference, quote } => {
            let day = words::published_day(compared.after.source(*document));
            let outlet = outlet(&compared.after, *document);
            rests.push(("waits on: ", quoted(condition)));
            let reference = reference.map(|reference| format!(" · {reference}")).unwrap_or_default();
            rests.push(("fact: ", format!("{} {outlet}, {day}{reference}", quoted(quote.text()))));
        }
        Rest::Contradiction(at) => {
            let found = &compared.contradictions[*at];
            rests.push(("why: ", found.why.clone()));
            for side in &found.sides {
                let day = words::published_day(compared.after.source(side.document));
                let outlet = outlet(&compared.after, side.document);
                rests.push(("side: ", format!("{} {outlet}, {day}", quoted(side.quote.text()))));
            }
        }
        Rest::Silence(silence) => {
            let outlet = outlet(&compared.after, silence.document);
            let day = words::day(silence.day);
            rests.push(("spoke since: ", format!("{} {outlet}, {day}", quoted(silence.quote.text()))));
        }
    }
    Line { what: who(thread) + &about(thread), how: how(thread, one), rests }
}

/// Says how a thread moved, where its steps tell.
pub(super) fn how(thread: &Thread, one: &Move) -> String {
    let now = &thread.steps[one.after];
    let states = || {
        let before = thread.steps[one.before?].told.state();
        Some(format!("{before} → {}", now.told.state()))
    };
    let says = match (one.change, one.kind) {
        (Some(at), _) => Some(change(&now.changes[at])),
        (None, MoveKind::New) => Some(now.told.state()),
        (None, MoveKind::Met) if matches!(one.rest, Rest::Fact { .. }) => {
            Some("a condition is told as a fact".to_owned())
        }
        (None, MoveKind::Contradicted | MoveKind::Silent) => None,
        (None, _) => states(),
    };
    says.map(|says| format!("  {says}")).unwrap_or_default()
}

fn gone(compared: &Comparison, thread: &Thread) -> Line {
    let step = thread.last();
    Line {
        what: who(thread) + &about(thread),
        how: format!("  {}", step.told.state()),
        rests: vec![("was told: ", evidence(&compared.before, step))],
    }
}

fn word(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Silent => "fallen silent",
        MoveKind::Changed => "changed otherwise",
        _ => kind.word(),
    }
}

pub(super) fn title(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::New => "New",
        MoveKind::Stronger => "Stronger",
        MoveKind::Weaker => "Weaker",
        MoveKind::Conditional => "Conditional where it was not",
        MoveKind::Unconditional => "Unconditional where it was conditional",
        MoveKind::Met => "Met",
        MoveKind::Contradicted => "Contradicted",
        MoveKind::Withdrawn => "Taken back, refused or withheld",
        MoveKind::Silent => "Fallen silent",
        MoveKind::Changed => "Changed otherwise",
    }
}
