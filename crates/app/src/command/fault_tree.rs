//! The words of `casus faulttree`.

use std::path::PathBuf;

use clap::Args;

use super::AnswerFormat;

#[derive(Debug, Args)]
pub(crate) struct FaultTree {
    /// A fault tree in the Open-PSA Model Exchange Format; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The gate at the top, where the file has several that no other gate names.
    #[arg(long, value_name = "GATE")]
    pub(crate) top: Option<String>,
    /// Count the minimal cut sets; without this and the next, both are worked out.
    #[arg(long)]
    pub(crate) count: bool,
    /// Work out the probability of the top gate.
    #[arg(long)]
    pub(crate) probability: bool,
    /// List so many minimal cut sets, those with the fewest events first.
    #[arg(long, value_name = "COUNT")]
    pub(crate) cut_sets: Option<usize>,
    /// Tell how much each event matters.
    #[arg(long)]
    pub(crate) importance: bool,
    /// Stop when so many million nodes are needed at once; a million take some 50 MB.
    #[arg(long, value_name = "MILLIONS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub(crate) nodes: u32,
    /// Stop after so many seconds.
    #[arg(long, value_name = "SECONDS")]
    pub(crate) seconds: Option<u64>,
    /// How the answer is written; text on a terminal and JSON elsewhere, unless given.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}
