//! `casus diff`: what is different between two days?

use casus_engine::{Chronicle, compare};
use jiff::civil::Date;

use crate::brief::Desk;
use crate::command::{Diff, DiffFormat, Moment};
use crate::error::Error;
use crate::{face, output, wire};

/// Prints what is different between two states of a dossier.
pub(crate) fn diff(options: &Diff) -> Result<(), Error> {
    let Diff { from, to, .. } = options;
    if to.instant < from.instant {
        return Err(Error::Backwards { from: from.text.clone(), to: to.text.clone() });
    }
    let asked = options.asked();
    let desk = Desk::open(&asked)?;
    let state = |moment: &Moment| -> Result<Chronicle, Error> {
        match options.recorded {
            true => desk.chronicle(None, Some(moment.instant)),
            false => desk.chronicle(Some(day(moment)?), options.known_at),
        }
    };
    let compared = compare(state(from)?, state(to)?);
    let between = [from.text.as_str(), to.text.as_str()];
    match options.format {
        DiffFormat::Json => output::print((wire::moves(&compared, between) + "\n").as_bytes()),
        DiffFormat::Md => output::print(face::moves_markdown(&compared, between).as_bytes()),
        DiffFormat::Text => output::print_styled(&face::moves(&compared, between, output::width())),
    }
}

/// Returns the day of a moment.
pub(crate) fn day(moment: &Moment) -> Result<Date, Error> {
    moment.day.ok_or_else(|| Error::NoDay { text: moment.text.clone() })
}
