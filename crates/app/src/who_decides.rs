//! `casus who-decides`: who can make the propositions of a dossier true, and by what vote?

use casus_claim::PropositionId;
use casus_engine::Scenario;

use crate::brief::Desk;
use crate::command::{GroundFormat, WhoDecides, or_by_place};
use crate::error::Error;
use crate::{face, output, wire};

/// Prints who decides what in a dossier.
pub(crate) fn who_decides(options: &WhoDecides) -> Result<(), Error> {
    let asked = options.said.asked();
    let desk = Desk::open(&asked)?;
    let question = desk.question(&Scenario::new());
    let mut found =
        casus_engine::who_decides(desk.dossier(), desk.remembered()?, &question).map_err(Error::Question)?;
    if let Some(name) = &options.proposition {
        let known: Vec<PropositionId> = desk.dossier().propositions.iter().map(|known| known.id.clone()).collect();
        let id = PropositionId(name.clone());
        if !known.contains(&id) {
            return Err(Error::Question(casus_engine::Error::UnknownProposition { id, known }));
        }
        found.decisions.retain(|decision| decision.id == id);
        found.left.clear();
    }
    let as_of = options.said.as_of.map(|day| day.to_string());
    match or_by_place(options.format, GroundFormat::Text, GroundFormat::Json) {
        GroundFormat::Json => output::print((wire::decides(&found, as_of) + "\n").as_bytes()),
        GroundFormat::Text => output::print_styled(&face::decides(&found, output::width())),
        GroundFormat::Md => output::print(face::decides_markdown(&found).as_bytes()),
        GroundFormat::Html => output::print(face::decides_html(&found).as_bytes()),
    }
}
