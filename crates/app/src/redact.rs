//! `casus redact`: a document is taken out of a dossier for good.

use std::io::{self, BufRead, IsTerminal, Write};

use casus_engine::World;
use casus_engine::ledger::{Ledger, Person, Placed, Redaction};

use crate::clock::Clock;
use crate::command::Redact;
use crate::error::Error;
use crate::face::visible;
use crate::folder::Folder;
use crate::{address, output, report};

/// Takes a document out, once whoever asks has said so twice.
pub(crate) fn redact(options: &Redact, clock: &Clock) -> Result<(), Error> {
    let folder = Folder::open(&options.dossier)?;
    let mut ledger = folder.ledger()?;
    let placed = found(&ledger, &folder, &options.document)?;
    if !options.yes && !placed.is_redacted {
        confirmed(&placed)?;
    }
    let person = Person { name: &options.by, note: Some(&options.reason) };
    let redaction = ledger.redact(&placed.document, person, clock.now())?;
    output::print(visible(&text(&ledger, &placed, &redaction)?).as_bytes())
}

/// Returns the one document that somebody means.
fn found(ledger: &Ledger, folder: &Folder, typed: &str) -> Result<Placed, Error> {
    let mut placed = ledger.placed(typed)?;
    if placed.is_empty() {
        placed = ledger.placed(&address::of(typed, &folder.path))?;
    }
    match placed.len() {
        0 => Err(Error::NoDocument { typed: typed.to_owned() }),
        1 => Ok(placed.remove(0)),
        count => {
            for one in &placed {
                let gone = if one.is_redacted { ", redacted" } else { "" };
                let said = format!("`{}` {}, recorded {}{gone}", one.document, one.path, one.recorded_at);
                report::note(&visible(&said));
            }
            Err(Error::SeveralDocuments { typed: typed.to_owned(), count })
        }
    }
}

/// Asks once more on a terminal; elsewhere `--yes` must have been given.
fn confirmed(placed: &Placed) -> Result<(), Error> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Error::NotConfirmed { path: placed.path.clone() });
    }
    let mut stderr = io::stderr().lock();
    let question = format!("Take `{}` out for good? Nothing brings it back. Type `yes`: ", visible(&placed.path));
    let asked = stderr.write_all(question.as_bytes()).and_then(|()| stderr.flush());
    let mut answer = String::new();
    let answered = asked.and_then(|()| io::stdin().lock().read_line(&mut answer));
    match answered {
        Ok(_) if answer.trim() == "yes" => Ok(()),
        _ => Err(Error::NotConfirmed { path: placed.path.clone() }),
    }
}

fn text(ledger: &Ledger, placed: &Placed, redaction: &Redaction) -> Result<String, Error> {
    let redacted = &redaction.redacted;
    let mut lines = vec![format!(
        "took out `{}`, as {} decided at {} ({}): {}",
        placed.path, redacted.by, redacted.recorded_at, redacted.decision, redacted.reason
    )];
    lines.push(format!("its id {} and the hash of its bytes {} stay", redacted.document, redacted.original));
    for (document, address) in &redaction.shared_by {
        lines.push(format!("the same text is still there as `{address}` ({document})"));
    }
    if !redaction.mentioned_by.is_empty() {
        lines.push("these decisions are about it, and keep the words of whoever made them:".to_owned());
        for decided in ledger.decisions(None)? {
            if redaction.mentioned_by.contains(&decided.id) {
                let note = decided.note.map(|note| format!(": {note}")).unwrap_or_default();
                lines.push(format!("  {} by {}{note}", decided.id, decided.by));
            }
        }
    }
    lines.push("files outside the ledger, backups and logs of the database are not touched".to_owned());
    Ok(lines.join("\n") + "\n")
}
