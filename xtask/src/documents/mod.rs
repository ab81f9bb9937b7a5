//! Do the documents tell the truth? Their links lead somewhere, the names in them exist, and their commands run.

mod commands;
mod console;
mod links;
mod markdown;
mod names;

use crate::failure::Failure;
use crate::finding::{Finding, report};
use crate::tree;
use crate::workspace::Workspace;

use commands::Manual;
use console::Shell;
use markdown::Document;
use names::Known;

/// Documents that tell of the past, where names and commands may be gone.
const HISTORIES: [&str; 2] = ["CHANGELOG.md", "DECISIONS.md"];

/// Documents whose every name of a type or function is one of the code.
const MAPS: [&str; 2] = ["ARCHITECTURE.md", "GLOSSARY.md"];

/// Prints what is not so, and fails when something is not. Needs the release build.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let documents = documents(workspace)?;
    let (manual, shell) = (Manual::of(workspace), Shell::of(workspace));
    let mut findings = standing(workspace, &documents)?;
    for document in documents.iter().filter(|it| speaks_of_today(it)) {
        findings.extend(commands::findings(document, &manual));
        findings.extend(console::findings(document, &shell));
    }
    let blocks = documents.iter().map(|document| document.blocks.len()).sum::<usize>();
    println!("documents: {}, blocks of code: {blocks}", documents.len());
    findings.sort();
    report(&findings)
}

/// Rewrites the outputs that the documents show. Needs the release build.
pub fn bless(workspace: &Workspace) -> Result<(), Failure> {
    let shell = Shell::of(workspace);
    documents(workspace)?.iter().filter(|it| speaks_of_today(it)).try_for_each(|document| {
        let path = workspace.root().join(&document.path);
        console::blessed(document, &shell)
            .map_or(Ok(()), |text| std::fs::write(&path, text).map_err(Failure::disk(&path)))
    })
}

/// Finds what can be seen without running anything.
fn standing(workspace: &Workspace, documents: &[Document]) -> Result<Vec<Finding>, Failure> {
    let known = Known::new(workspace.root(), &tree::sources(workspace.root())?);
    let mut findings = Vec::new();
    for document in documents {
        findings.extend(links::findings(document, workspace.root()));
        if speaks_of_today(document) {
            findings.extend(names::files(document, &known));
        }
        if MAPS.contains(&document.path.as_str()) {
            findings.extend(names::code(document, &known));
        }
    }
    Ok(findings)
}

fn speaks_of_today(document: &Document) -> bool {
    !HISTORIES.contains(&document.path.as_str())
}

/// Reads the documents. The cases of the suite are not among them: they have a test of their own.
fn documents(workspace: &Workspace) -> Result<Vec<Document>, Failure> {
    let texts = tree::texts(workspace.root(), "md")?;
    Ok(texts
        .into_iter()
        .filter(|it| !it.path.starts_with("suite/"))
        .map(|it| Document::new(it.path, it.text))
        .collect())
}

/// Returns the passages of a case of the suite: its blocks of `passage`.
pub fn passages(path: String, text: String) -> Vec<String> {
    let case = Document::new(path, text);
    let passages = case.blocks.iter().filter(|block| block.info.split_whitespace().next() == Some("passage"));
    passages.map(|block| case.content(block).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_and_names_of_these_documents_lead_somewhere() {
        let workspace = Workspace::open().expect("the tests run inside the workspace");
        let documents = documents(&workspace).expect("the documents can be read");
        assert_eq!(standing(&workspace, &documents).expect("the tree can be read"), []);
    }
}
