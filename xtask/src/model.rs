//! Where do the tasks get the model that sentences are read with? `casus` fetches it, once.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::tools::run;

/// The model that the demo and the tests read with.
const NAME: &str = "en";

/// Sees to it that the model is there: in the folder that `CASUS_MODELS` names, or in the user's.
///
/// Without a network this succeeds as long as somebody has added the model before.
pub fn ensure(casus: &Path) -> Result<(), Failure> {
    run(Command::new(casus).args(["model", "add", NAME])).map_err(|_| missing(casus))
}

fn missing(casus: &Path) -> Failure {
    let hint = format!(
        "run `{} model add {NAME}` where there is a network, or with `--from WHEEL`; `CASUS_MODELS` names another folder",
        casus.display()
    );
    Failure::Missing { tool: format!("model {NAME}"), hint }
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
