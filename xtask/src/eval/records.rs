//! How well does what is learned carry over? Each document is read by what was learned from four fifths of the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::gold::{measured, threshold};
use super::measured::{curves, tables};
use super::page;
use super::reliability::drawing;
use crate::failure::Failure;
use crate::model;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// A folder of documents with their gold records, as `eval gold` takes it; several are taken together.
    #[arg(long, value_name = "DIR", required = true)]
    gold: Vec<PathBuf>,
    /// Puts the tables into a document as well, between the marks `records`, and draws reliability.svg beside it.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

/// Learns five times, reads what was kept apart, and prints how well that goes.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    release::build(workspace)?;
    release::build_learner(workspace, "learn_records")?;
    let mut learner = Command::new(release::example(workspace, "learn_records"));
    let lines = heard(learner.arg("measure").arg(model::folder(workspace, "en")?).args(&wanted.gold))?;
    let documents = measured(Path::new("learn_records"), &lines)?;
    let table = tables(&documents, threshold(workspace)?);
    println!("\n{table}");
    let Some(document) = &wanted.page else { return Ok(()) };
    let picture = document.with_file_name("reliability.svg");
    fs::write(&picture, drawing(&curves(&documents))).map_err(Failure::disk(&picture))?;
    page::put(document, "records", &format!("{} documents:\n\n{table}", documents.len()))
}
