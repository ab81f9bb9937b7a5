//! How is the command built? The one release build that the demo, the benches and the documents share, with the examples
//! that measure, and the quick build that the tests run.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::tools::{cargo, run};
use crate::workspace::Workspace;

/// Builds the release of casus.
pub fn build(workspace: &Workspace) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--release", "--locked", "--package", "casus-app"];
    run(cargo(&arguments).current_dir(workspace.root()))
}

/// Builds the examples of a crate, as fast as the command.
pub fn build_examples(workspace: &Workspace, package: &str) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--release", "--locked", "--examples", "--package", package];
    run(cargo(&arguments).current_dir(workspace.root()))
}

/// Builds what learns the weights of the reader.
pub fn build_learner(workspace: &Workspace, name: &str) -> Result<(), Failure> {
    let what = ["--package", "casus-extract", "--features", "learn", "--example", name];
    run(cargo(&["build", "--quiet", "--release", "--locked"]).args(what).current_dir(workspace.root()))
}

/// Returns where the release build puts an example.
pub fn example(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target().join("release/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Builds casus without spending time to make it fast; of the whole workspace, so that the tests find its parts built.
pub fn build_quickly(workspace: &Workspace) -> Result<(), Failure> {
    let arguments = ["build", "--quiet", "--locked", "--workspace", "--bin", "casus"];
    run(cargo(&arguments).current_dir(workspace.root()))
}
