//! Does the tree keep the rules of the house? Who imports whom, who touches the world, and what is tidy.

mod layers;
mod reach;
mod source;
mod tidy;
mod token;

pub use source::{Source, sources, texts};
pub use token::names;

use crate::failure::Failure;
use crate::finding::{Finding, report};
use crate::workspace::Workspace;

/// Prints what breaks the rules, and fails when something does.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let sources = sources(workspace.root())?;
    println!("crates: {}, source files: {}", workspace.imports().len(), sources.len());
    report(&findings(workspace, &sources))
}

fn findings(workspace: &Workspace, sources: &[Source]) -> Vec<Finding> {
    let mut findings = layers::findings(&workspace.imports());
    for source in sources {
        findings.extend(reach::findings(source));
        findings.extend(tidy::findings(source));
    }
    findings.sort();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_tree_keeps_the_rules() {
        let workspace = Workspace::open().expect("the tests run inside the workspace");
        let sources = sources(workspace.root()).expect("the sources can be read");
        assert!(sources.iter().any(|source| source.path == "crates/text/src/lib.rs"), "no sources were found");
        assert_eq!(findings(&workspace, &sources), []);
    }
}
