//! What is said on standard error: errors, hints and notes, each on lines of its own.
//!
//! A message that cannot be written there has nowhere else to go, so failures to write are let be.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::error::Error;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Tells an error and what to do about it; a closed pipe is no news, nor is the count of a single refusal.
pub(crate) fn error(error: &Error) {
    if matches!(
        error,
        Error::Closed | Error::SomeRefused { refused: 1, .. } | Error::SomeRecordsRefused { refused: 1, .. }
    ) {
        return;
    }
    say(ERROR, "error", &error.to_string());
    if let Some(hint) = error.hint() {
        say(HINT, "hint", &hint);
    }
}

/// Tells something that the user should know and need not act on.
pub(crate) fn note(sentence: &str) {
    say(NOTE, "note", sentence);
}

fn say(style: Style, label: &str, sentence: &str) {
    let _ = writeln!(anstream::stderr(), "{style}{label}:{style:#} {sentence}");
}
