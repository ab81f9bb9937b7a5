//! What does casus show? The brief of the demo dossier, and what follows where one condition fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::model;
use crate::release;
use crate::tools::{self, run};
use crate::workspace::Workspace;

/// The dossier that is shown.
const DOSSIER: &str = "dossiers/ukraine-guarantees";

/// The condition that fails in the what-if.
const FAILING: &str = "us-support=false";

/// Builds casus, reads the demo dossier into a fresh folder, and prints its brief and one what-if.
pub fn show(workspace: &Workspace) -> Result<(), Failure> {
    release::build(workspace)?;
    model::ensure(&workspace.casus())?;
    let folder = fresh(workspace)?;
    let casus = |words: &[&str]| {
        let mut command = Command::new(workspace.casus());
        command.current_dir(workspace.root()).args(words).arg("--dossier").arg(&folder);
        command
    };
    run(Command::new(workspace.casus()).arg("init").arg(&folder))?;
    run(casus(&["ingest"]).args(documents(workspace)?))?;
    let page = folder.join("brief.html");
    run(casus(&["brief", "--format", "html"]).arg("--out").arg(&page))?;
    run(&mut casus(&["brief"]))?;
    println!();
    println!("What if {FAILING}?");
    println!();
    run(&mut casus(&["what-if", "--set", FAILING]))?;
    let length = fs::metadata(&page).map_err(Failure::disk(&page))?.len();
    println!();
    println!("The dossier:    {}", folder.display());
    println!("The same brief: {} ({} kB, one file, works offline)", page.display(), length.div_ceil(1000));
    println!("Look at it:     {}", opening(&page.display().to_string()));
    Ok(())
}

/// Lays the dossier's own file in a folder that has nothing else in it.
fn fresh(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let folder = workspace.target().join("demo");
    if folder.try_exists().map_err(Failure::disk(&folder))? {
        fs::remove_dir_all(&folder).map_err(Failure::disk(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let file = workspace.root().join(DOSSIER).join("dossier.toml");
    fs::copy(&file, folder.join("dossier.toml")).map_err(Failure::disk(&file))?;
    Ok(folder)
}

/// Lists the dossier's texts as seen from the root, in the order of their names.
fn documents(workspace: &Workspace) -> Result<Vec<PathBuf>, Failure> {
    let folder = workspace.root().join(DOSSIER).join("documents");
    let entries = fs::read_dir(&folder).map_err(Failure::disk(&folder))?;
    let mut texts = Vec::new();
    for entry in entries {
        let name = PathBuf::from(entry.map_err(Failure::disk(&folder))?.file_name());
        if name.extension().is_some_and(|extension| extension == "txt") {
            texts.push(Path::new(DOSSIER).join("documents").join(name));
        }
    }
    texts.sort();
    Ok(texts)
}

fn opening(page: &str) -> String {
    if cfg!(target_os = "macos") {
        format!("open {page}")
    } else if tools::has("xdg-open") {
        format!("xdg-open {page}")
    } else {
        format!("open file://{page} in a browser")
    }
}
