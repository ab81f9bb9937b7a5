//! Which words can follow? A script that tells the shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::command::CommandLine;
use crate::error::Error;
use crate::output;

/// Prints the completions of a shell.
pub(crate) fn complete(shell: Shell) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "casus", &mut script);
    output::print(&script)
}
