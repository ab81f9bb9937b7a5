//! How is the command built? The one release build that the demo, the benches and the documents share.

use crate::failure::Failure;
use crate::tools::{cargo, run};
use crate::workspace::Workspace;

/// Builds the release of casus.
pub fn build(workspace: &Workspace) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--release", "--locked", "--package", "casus-app"];
    run(cargo(&arguments).current_dir(workspace.root()))
}
