//! What does casus show? The page for two articles of the project's own.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::release;
use crate::tools::{self, run};
use crate::workspace::Workspace;

/// The articles, about states and people that do not exist.
const ARTICLES: [&str; 2] = ["demo/port-alma.txt", "demo/frozen-reserves.txt"];

/// Builds casus, prints the page and writes it as HTML.
pub fn show(workspace: &Workspace) -> Result<(), Failure> {
    release::build(workspace)?;
    let folder = workspace.target().join("demo");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let page = folder.join("page.html");
    run(Command::new(workspace.casus())
        .current_dir(workspace.root())
        .arg("read")
        .args(ARTICLES)
        .arg("--html")
        .arg(&page))?;
    let length = fs::metadata(&page).map_err(Failure::disk(&page))?.len();
    println!();
    println!("The articles:   {}", ARTICLES.join(" "));
    println!("The same page:  {} ({} kB, one file, works offline)", page.display(), length.div_ceil(1000));
    println!("Look at it:     {}", opening(&page.display().to_string()));
    Ok(())
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
