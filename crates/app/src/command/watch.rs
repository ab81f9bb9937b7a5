//! The words of `casus watch`.

use clap::Args;

use super::{AnswerFormat, DossierFolder};

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  casus watch --dossier straits
  casus watch --dossier straits --once
  casus watch --dossier straits --status
  casus watch --dossier straits --alerts 20 --format json
  casus watch --dossier straits --metrics > /var/lib/node_exporter/casus.prom

Sources, channels and what is worth an alert stand in `dossier.toml`, under `[[source]]`, `[[channel]]` and `[[alert]]`.
What was there when a source is first read is read and told to nobody. The watch remembers in `watch.casus` what it has
asked, told and delivered, so it may be stopped at any moment and goes on where it was.";

#[derive(Debug, Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) dossier: DossierFolder,
    /// Look once, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// Show how the watch stands, and look at nothing.
    #[arg(long, conflicts_with = "once")]
    pub(crate) status: bool,
    /// Print how the watch stands for Prometheus, and look at nothing.
    #[arg(long, conflicts_with_all = ["once", "status"])]
    pub(crate) metrics: bool,
    /// Print the last so many alerts, and look at nothing.
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["once", "status", "metrics"])]
    pub(crate) alerts: Option<usize>,
    /// Keep a page of how the watch stands in this file, written anew after each look.
    #[arg(long, value_name = "FILE")]
    pub(crate) page: Option<std::path::PathBuf>,
    /// How status and alerts are written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}
