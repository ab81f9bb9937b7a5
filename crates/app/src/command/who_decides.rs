//! The words of `casus who-decides`.

use clap::Args;

use super::common_ground::{AskedOfSaid, GroundFormat};

/// `casus who-decides --help` shows these.
pub(super) const WHO_DECIDES_EXAMPLES: &str = "\
Examples:
  casus who-decides --dossier straits
  casus who-decides --dossier straits road-treaty --format text
  casus who-decides --dossier straits --as-of 2031-05-02 --format json
  casus who-decides --dossier straits --format html > procedures.html

The procedures stand in `dossier.toml`. Each proposition that has one is told with its veto players, its smallest winning
coalitions and blocking minorities, the power of each voter by Banzhaf and by Shapley and Shubik, and what follows from what was
said of it. What documents say of whose say it is stands beside that, with the sentences.";

/// What is asked about the decisions of a dossier.
#[derive(Debug, Args)]
pub(crate) struct WhoDecides {
    /// Tell only of this proposition.
    #[arg(value_name = "PROPOSITION")]
    pub(crate) proposition: Option<String>,
    #[command(flatten)]
    pub(crate) said: AskedOfSaid,
    /// How it is written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<GroundFormat>,
}
