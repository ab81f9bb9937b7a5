//! `casus watch`: what is new at the sources of a dossier, and who should hear of it?

mod brief;
mod channel;
mod status;
mod world;

use std::sync::Arc;
use std::time::Duration;

use casus_engine::ledger::Ledger;
use casus_watch::{BOOK, Book, Outcome, Status};
use jiff::Timestamp;

use crate::clock::Clock;
use crate::command::{AnswerFormat, Watch};
use crate::error::Error;
use crate::folder::Folder;
use crate::readers::Readers;
use crate::web::Pace;
use crate::{face, output, readers, report};

use world::Outdoors;

/// So long is waited between two looks; each source has its own time besides.
const BETWEEN: Duration = Duration::from_secs(20);

/// So many alerts stand on the page of a watch.
const ALERTS_SHOWN: usize = 50;

/// Watches until it is stopped, looks once, or shows how the watch stands.
pub(crate) fn watch(options: &Watch, clock: &Clock) -> Result<(), Error> {
    let folder = Folder::open(&options.dossier)?;
    let path = folder.path.join(BOOK);
    if options.status || options.metrics || options.alerts.is_some() {
        if !path.try_exists().map_err(|cause| Error::Unreadable { path: crate::error::shown(&path), cause })? {
            return Err(Error::NoWatch { path: crate::error::shown(&folder.path) });
        }
        return shown(options, &folder, &Book::open(&path)?);
    }
    if folder.dossier.watch.sources.is_empty() {
        return Err(Error::NoSources { path: crate::error::shown(&folder.path.join(crate::folder::DOSSIER)) });
    }
    let mut book = Book::open(&path)?;
    look(options, &folder, &mut book, clock)
}

fn look(options: &Watch, folder: &Folder, book: &mut Book, clock: &Clock) -> Result<(), Error> {
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let pace = Arc::new(Pace::of(*clock));
    let mut ledger: Ledger = folder.ledger_to_fill(pace.present())?;
    let mut outside = Outdoors::open(&options.dossier, folder, Readers::of(&pipeline), Arc::clone(&pace))?;
    loop {
        let mut watch =
            casus_watch::Watch { dossier: &folder.dossier, ledger: &mut ledger, book, outside: &mut outside };
        let outcome = watch.round().map_err(Error::from)?;
        tell(&outcome, pace.present());
        if let Some(page) = &options.page {
            let status = Status::of(&folder.dossier.watch, book)?;
            output::write_file(
                page,
                &face::watch_html(&title(folder), &status, &book.alerts(ALERTS_SHOWN)?, pace.present()),
            )?;
        }
        if options.once {
            return Ok(());
        }
        pace.wait(BETWEEN);
    }
}

/// Says on standard error what came of a look, where anything did.
fn tell(outcome: &Outcome, now: Timestamp) {
    if *outcome == Outcome::default() {
        return;
    }
    let Outcome { documents, alerts, sent, briefs } = outcome;
    report::note(&format!(
        "{now:.0}: new documents `{documents}`, alerts `{alerts}`, sent `{sent}`, briefs `{briefs}`"
    ));
}

fn shown(options: &Watch, folder: &Folder, book: &Book) -> Result<(), Error> {
    if let Some(count) = options.alerts {
        let mut alerts = book.alerts(count)?;
        alerts.reverse();
        let one = |alert: &casus_watch::Alert| match options.format {
            AnswerFormat::Json => casus_watch::line(alert),
            AnswerFormat::Text => casus_watch::plain(alert) + "\n",
        };
        return output::print(alerts.iter().map(one).collect::<String>().as_bytes());
    }
    let status = Status::of(&folder.dossier.watch, book)?;
    if options.metrics {
        return output::print(status.metrics().as_bytes());
    }
    match options.format {
        AnswerFormat::Text => output::print_styled(&face::watch(&status, output::width())),
        AnswerFormat::Json => output::print((status::json(&status) + "\n").as_bytes()),
    }
}

fn title(folder: &Folder) -> String {
    folder.dossier.title.clone().unwrap_or_else(|| crate::error::shown(&folder.path))
}
