//! What should the tests expect? What casus gives today, once a person has read the diff.

use crate::documents;
use crate::failure::Failure;
use crate::release;
use crate::tools::{cargo, run};
use crate::workspace::Workspace;

/// Rewrites the expectations of the suite, of the snapshots and of the documents.
pub fn rewrite(workspace: &Workspace) -> Result<(), Failure> {
    let suite = ["test", "--quiet", "--package", "casus-app", "--test", "suite"];
    run(cargo(&suite).env("CASUS_BLESS", "1").current_dir(workspace.root()))?;
    if workspace.uses("insta") {
        let snapshots = ["test", "--quiet", "--workspace"];
        run(cargo(&snapshots).env("INSTA_UPDATE", "always").current_dir(workspace.root()))?;
    }
    release::build(workspace)?;
    documents::bless(workspace)?;
    println!("Read the diff before you commit it: `git diff`.");
    Ok(())
}
