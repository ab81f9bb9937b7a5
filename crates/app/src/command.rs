//! The words of the command line.

use std::path::PathBuf;

use casus_claim::PropositionId;
use casus_engine::THRESHOLD;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  casus read monday.txt tuesday.txt
  casus read *.txt --html page.html --set us-support=false
  casus extract report.txt --published 2031-05-02 --format text
  curl -s https://example.org/statement.txt | casus extract

Exit codes: 0 done (also when nothing was found), 1 some input was refused, 2 used wrongly, 3 output failed.";

const READ_EXAMPLES: &str = "\
Examples:
  casus read monday.txt tuesday.txt
  casus read report.txt --published 2031-05-02 --html page.html
  casus read report.txt --set us-support=false --set truce=true

A proposition is what a promise waits on; the page lists those of the documents. One that is not set is unknown.";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  casus extract report.txt
  casus extract archive/*.txt > records.jsonl
  casus extract report.txt --format text --published 2031-05-02

What is known of `report.txt` besides its text may stand in `report.meta.json` beside it, every key optional:
  {\"published\": \"2031-05-02\", \"publisher\": \"The Heron\", \"title\": \"Dykes first\", \"url\": \"https://example.org\"}";

/// Reads the public record of a negotiation: who has promised what to whom, and on which conditions.
#[derive(Debug, Parser)]
#[command(name = "casus", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lay out who has promised what, what is due, and what waits on what.
    #[command(after_help = READ_EXAMPLES)]
    Read(Read),
    /// Print what the documents say, record by record.
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(Extract),
    /// Print a script that completes the words of `casus` in a shell.
    #[command(after_help = "Example:\n  casus completions bash > ~/.local/share/bash-completion/completions/casus")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// The documents, and what the user says of them.
#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// Plain-text documents; `-`, or none when text is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The day the documents were published, whatever they or their sidecars say.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) published: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// Write the page to a file as well: one file that needs nothing else.
    #[arg(long, value_name = "OUT")]
    pub(crate) html: Option<PathBuf>,
    /// Take a proposition to be true or false, and show what follows.
    #[arg(long, value_name = "PROPOSITION=true|false", value_parser = assignment)]
    pub(crate) set: Vec<(PropositionId, bool)>,
    /// Set lines that are less sure than this apart, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = THRESHOLD, value_parser = share)]
    pub(crate) min_confidence: f64,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) documents: Documents,
    /// How records are written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
    /// Leave out records that are less sure than this, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    pub(crate) min_confidence: f64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a document, one line each.
    Json,
    /// Passages with their evidence underlined, and the fields of each record.
    Text,
}

fn day(text: &str) -> Result<Date, String> {
    // A time after the day would be dropped in silence, so only a day is taken.
    let is_day = text.len() == "2031-05-02".len();
    text.parse().ok().filter(|_| is_day).ok_or_else(|| format!("`{text}` is not a day; write it as in `2031-05-02`"))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("`{text}` is not a number from 0 to 1"))
}

fn assignment(text: &str) -> Result<(PropositionId, bool), String> {
    // The name comes first and may hold an equals sign of its own.
    let Some((name, value)) = text.rsplit_once('=').filter(|(name, _)| !name.is_empty()) else {
        return Err(format!("`{text}` is not an assignment; write it as in `truce=true`"));
    };
    let value = value.parse().map_err(|_| format!("`{value}` is neither `true` nor `false`"))?;
    Ok((PropositionId(name.to_owned()), value))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn days_and_shares_are_checked() {
        assert!(day("2031-05-02").is_ok());
        for wrong in ["2031-02-30", "2 May 2031", "2031-05-02T10:00", "", "20310502"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
        assert_eq!(share("0.5"), Ok(0.5));
        for wrong in ["-0.1", "1.1", "NaN", "half"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
