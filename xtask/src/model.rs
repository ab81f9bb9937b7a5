//! Where do the tasks get the model that sentences are read with? `casus` fetches it, once.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::failure::Failure;
use crate::tools::{heard, run};
use crate::workspace::Workspace;

/// The model that the demo and the tests read with.
const NAME: &str = "en";

/// Sees to it that the model is there: in the folder that `CASUS_MODELS` names, or in the user's.
///
/// Without a network this succeeds as long as somebody has added the model before.
pub fn ensure(casus: &Path) -> Result<(), Failure> {
    run(Command::new(casus).args(["model", "add", NAME])).map_err(|_| missing(casus, NAME))
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
pub fn folder(workspace: &Workspace, name: &str) -> Result<PathBuf, Failure> {
    let casus = workspace.casus();
    let answer = heard(Command::new(&casus).args(["model", "list", "--format", "json"]))?;
    let wrong =
        |error: serde_json::Error| Failure::Format { path: "casus model list".into(), error: error.to_string() };
    let models: Models = serde_json::from_str(&answer).map_err(wrong)?;
    let found = models.models.into_iter().find(|model| model.name == name).map(|model| model.path);
    found.ok_or_else(|| missing(&casus, name))
}

fn missing(casus: &Path, name: &str) -> Failure {
    let hint = format!(
        "run `{} model add {name}` where there is a network, or with `--from WHEEL`; `CASUS_MODELS` names another folder",
        casus.display()
    );
    Failure::Missing { tool: format!("model {name}"), hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_run_is_said() {
        let failure = ensure(Path::new("false")).expect_err("it always fails");
        assert_eq!(failure.to_string(), "`model en` is missing");
        assert!(failure.hint().expect("there is one").starts_with("run `false model add en` where"), "{failure:?}");
    }
}
