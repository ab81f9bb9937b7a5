//! How long does it take to work out what follows? Fault trees beside SCRAM, and a made-up dossier, beside clingo.

mod chart;
mod clingo;
mod made_up;
mod trees;

use std::path::PathBuf;

use clap::Args;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// A folder of fault trees in the Open-PSA format.
    #[arg(long, value_name = "DIR", required_unless_present_any = ["made_up", "clingo"])]
    trees: Option<PathBuf>,
    /// So many seconds a tree may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// Counts the minimal cut sets in a second way, gate by gate.
    #[arg(long, requires = "trees")]
    confirm: bool,
    /// Asks everything about the goals of made-up dossiers of growing size.
    #[arg(long)]
    made_up: bool,
    /// Writes the figures to bench/reason.json and draws docs/reasoning-cost.svg.
    #[arg(long, requires = "made_up")]
    record: bool,
    /// Holds what follows in made-up dossiers against clingo, answers and times.
    #[arg(long)]
    clingo: bool,
}

/// Measures what is wanted.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    if wanted.made_up {
        made_up::measure(workspace, wanted.record)?;
    }
    if wanted.clingo {
        clingo::measure(workspace)?;
    }
    if let Some(folder) = &wanted.trees {
        let (seconds, is_to_confirm) = (wanted.seconds, wanted.confirm);
        trees::measure(workspace, &trees::Wanted { folder, seconds, is_to_confirm })?;
    }
    Ok(())
}
