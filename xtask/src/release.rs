//! How is the command built? The one release build that the demo, the benches and the documents share, and the quick
//! build that the tests run.

use crate::failure::Failure;
use crate::tools::{cargo, run};
use crate::workspace::Workspace;

/// Builds the release of casus.
pub fn build(workspace: &Workspace) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--release", "--locked", "--package", "casus-app"];
    run(cargo(&arguments).current_dir(workspace.root()))
}

/// Builds casus without spending time to make it fast; of the whole workspace, so that the tests find its parts built.
pub fn build_quickly(workspace: &Workspace) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--locked", "--workspace", "--bin", "casus"];
    run(cargo(&arguments).current_dir(workspace.root()))
}
