//! How does a watch look that one looks in on?

use casus_watch::{SourceStatus, Status};
use jiff::Timestamp;

use super::terminal::paper::{BOLD, DIM, GREEN, Paper, RED, plain};

/// Draws how a watch stands.
pub(crate) fn watch(status: &Status, width: usize) -> String {
    let mut paper = Paper::new(width);
    paper.heading(&format!("Sources ({})", status.sources.len()));
    for source in &status.sources {
        let state = match (&source.failing, source.last_read) {
            (Some(_), _) => (RED, "  cannot be read".to_owned()),
            (None, Some(_)) => (GREEN, "  is read".to_owned()),
            (None, None) => (DIM, "  was not asked yet".to_owned()),
        };
        paper.line(2, "", &[(BOLD, source.name.clone()), state]);
        paper.line(5, "", &[(DIM, counts(source))]);
        if let Some((since, why)) = &source.failing {
            paper.line(5, "", &[(DIM, format!("since {}: it {why}", at(*since)))]);
        }
    }
    paper.heading(&format!("Channels ({})", status.channels.len()));
    for (name, waiting, error) in &status.channels {
        let error = error.as_ref().map(|error| format!("; it {error}")).unwrap_or_default();
        let waits = if *waiting == 0 { "nothing waits".to_owned() } else { format!("alerts that wait: {waiting}") };
        paper.line(2, "", &[(BOLD, name.clone()), plain(&format!("  {waits}{error}"))]);
    }
    paper.heading("Alerts");
    if status.alerts.is_empty() {
        paper.quiet("None was told yet.");
    }
    for (kind, count) in &status.alerts {
        paper.line(2, "", &[(BOLD, kind.clone()), plain(&format!("  {count}"))]);
    }
    if let Some(last) = status.last_alert {
        paper.quiet(&format!("The last one was told at {}.", at(last)));
    }
    paper.text()
}

/// Says how often a source was asked and what it gave.
pub(super) fn counts(source: &SourceStatus) -> String {
    let SourceStatus { polls, failures, addresses, read, gone, .. } = source;
    let read_at = source.last_read.map(|instant| format!("read last at {}, ", at(instant))).unwrap_or_default();
    let next = source.next.map(|instant| format!("; next at {}", at(instant))).unwrap_or_default();
    let failed = if *failures > 0 { format!(", {failures} in vain") } else { String::new() };
    let gone = if *gone > 0 { format!(", {gone} gone") } else { String::new() };
    format!("{read_at}asked {polls} times{failed}; {addresses} addresses, {read} with a document{gone}{next}")
}

/// Returns an instant as it is shown.
pub(super) fn at(instant: Timestamp) -> String {
    instant.strftime("%-d %B %Y, %H:%M UTC").to_string()
}
