//! The words of `casus goal`, `casus why` and `casus deadlocks`.

use std::time::Duration;

use casus_claim::PropositionId;
use casus_engine::Interval;
use clap::Args;

use super::values::chance;
use super::{AnswerFormat, Asked};

/// How much an answer may be and cost.
#[derive(Debug, Args)]
pub(crate) struct Spent {
    /// List no more sets of each kind than this, those of the fewest members first.
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Stop when so many million nodes are needed at once; a million take some 50 MB.
    #[arg(long, value_name = "MILLIONS", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub(crate) nodes: u32,
    /// Stop after so many seconds, and say what was not worked out.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) seconds: u64,
    /// How the answer is written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

impl Spent {
    /// Returns how long may be spent.
    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Goal {
    /// The id of a goal in `dossier.toml`; without it, all goals are listed.
    #[arg(value_name = "GOAL")]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// How probable a proposition is, or between what.
    #[arg(long, value_name = "PROPOSITION=SHARE|SHARE..SHARE", value_parser = chance)]
    pub(crate) probability: Vec<(PropositionId, Interval)>,
    #[command(flatten)]
    pub(crate) spent: Spent,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// The reference of a promise, or its first characters.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) spent: Spent,
}

#[derive(Debug, Args)]
pub(crate) struct Deadlocks {
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) spent: Spent,
}
