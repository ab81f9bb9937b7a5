//! How is the command built, and where is what it needs? The one release build that the demo, the benches and the
//! documents share, and the models that the command has installed.

use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::failure::Failure;
use crate::tools::{cargo, heard, run};
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

/// Returns where the release build puts an example.
pub fn example(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target().join("release/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// What `casus model list` says of the models that are there.
#[derive(Deserialize)]
struct Models {
    models: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    name: String,
    path: PathBuf,
}

/// Asks casus where a model lies.
pub fn model_folder(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let casus = workspace.casus();
    let answer = heard(Command::new(&casus).args(["model", "list", "--format", "json"]))?;
    let wrong =
        |error: serde_json::Error| Failure::Format { path: "casus model list".into(), error: error.to_string() };
    let models: Models = serde_json::from_str(&answer).map_err(wrong)?;
    let found = models.models.into_iter().find(|model| model.name == name).map(|model| model.path);
    let hint = format!("`{} model add {name}`", casus.display());
    found.ok_or_else(|| Failure::Missing { tool: format!("model {name}"), hint })
}
