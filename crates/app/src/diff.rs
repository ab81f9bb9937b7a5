//! `casus diff`: what is different between two days?

use casus_engine::{Chronicle, Comparison, compare};
use jiff::civil::Date;

use crate::brief::Desk;
use crate::command::{Diff, DiffFormat, Moment, States};
use crate::error::Error;
use crate::{face, output, wire};

/// Prints what is different between two states of a dossier.
pub(crate) fn diff(options: &Diff) -> Result<(), Error> {
    let Diff { states, to, .. } = options;
    check_order(&states.from, to)?;
    let asked = states.asked(to);
    let compared = compared(&Desk::open(&asked)?, states, to)?;
    let between = [states.from.text.as_str(), to.text.as_str()];
    match options.format {
        DiffFormat::Json => output::print((wire::moves(&compared, between) + "\n").as_bytes()),
        DiffFormat::Md => output::print(face::moves_markdown(&compared, between).as_bytes()),
        DiffFormat::Text => output::print_styled(&face::moves(&compared, between, output::width())),
    }
}

/// Refuses two moments of which the later one is named first.
pub(crate) fn check_order(from: &Moment, to: &Moment) -> Result<(), Error> {
    if to.instant < from.instant {
        return Err(Error::Backwards { from: from.text.clone(), to: to.text.clone() });
    }
    Ok(())
}

/// Compares two states of a dossier.
pub(crate) fn compared(desk: &Desk<'_>, states: &States, to: &Moment) -> Result<Comparison, Error> {
    let state = |moment: &Moment| -> Result<Chronicle, Error> {
        match states.recorded {
            true => desk.chronicle(None, Some(moment.instant)),
            false => desk.chronicle(Some(day(moment)?), states.known_at),
        }
    };
    Ok(compare(state(&states.from)?, state(to)?))
}

/// Returns the day of a moment.
fn day(moment: &Moment) -> Result<Date, Error> {
    moment.day.ok_or_else(|| Error::NoDay { text: moment.text.clone() })
}
