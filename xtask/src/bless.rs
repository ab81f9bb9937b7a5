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
    // A test that fails for another reason does not keep the documents from being rewritten.
    let snapshots = workspace.users("insta").iter().try_for_each(|name| accept(workspace, name));
    release::build(workspace)?;
    documents::bless(workspace)?;
    snapshots?;
    println!("Read the diff before you commit it: `git diff`.");
    Ok(())
}

fn accept(workspace: &Workspace, name: &str) -> Result<(), Failure> {
    let mut command = cargo(&["test", "--quiet", "--no-fail-fast", "--package", name]);
    run(command.env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1").current_dir(workspace.root()))
}
