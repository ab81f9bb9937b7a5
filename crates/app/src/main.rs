//! The command `casus`.

use std::process::ExitCode;

fn main() -> ExitCode {
    casus::run(std::env::args_os())
}
