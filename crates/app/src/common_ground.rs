//! `casus common-ground`: where could actors meet on the issues of a dossier, and who would have to move?

use casus_engine::{Question, Scenario, changes};
use jiff::civil::Date;

use crate::brief::Desk;
use crate::command::{CommonGround, GroundFormat, or_by_place};
use crate::error::Error;
use crate::{face, output, wire};

/// Prints the common ground of a dossier, or how it changed between two days.
pub(crate) fn common_ground(options: &CommonGround) -> Result<(), Error> {
    let format = or_by_place(options.format, GroundFormat::Text, GroundFormat::Json);
    let asked = options.said.asked();
    let desk = Desk::open(&asked)?;
    let ground = |as_of: Option<Date>| {
        let question = Question { as_of, ..desk.question(&Scenario::new()) };
        let remembered = desk.remembered_by(as_of)?;
        casus_engine::common_ground(desk.dossier(), remembered, &question).map_err(Error::Question)
    };
    if let Some([from, to]) = options.between.as_deref() {
        let between = [from, to].map(Date::to_string);
        let between = [between[0].as_str(), between[1].as_str()];
        if to < from {
            let [from, to] = between.map(str::to_owned);
            return Err(Error::Backwards { from, to });
        }
        let (before, after) = (ground(Some(*from))?, ground(Some(*to))?);
        let (states, found) = ([&before, &after], changes(&before, &after));
        return match format {
            GroundFormat::Json => output::print((wire::ground_changes(states, &found, between) + "\n").as_bytes()),
            GroundFormat::Text => output::print_styled(&face::ground_changes(states, &found, between, output::width())),
            GroundFormat::Md => output::print(face::ground_changes_markdown(states, &found, between).as_bytes()),
            GroundFormat::Html => output::print(face::ground_changes_html(states, &found, between).as_bytes()),
        };
    }
    let as_of = options.said.as_of;
    let found = ground(as_of)?;
    match format {
        GroundFormat::Json => output::print((wire::ground(&found, as_of.map(|day| day.to_string())) + "\n").as_bytes()),
        GroundFormat::Text => output::print_styled(&face::ground(&found, output::width())),
        GroundFormat::Md => output::print(face::ground_markdown(&found).as_bytes()),
        GroundFormat::Html => output::print(face::ground_html(&found).as_bytes()),
    }
}
