//! Where do the weights of the reader come from? From texts that people have marked, which stay outside the project.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, Subcommand};
use flate2::read::MultiGzDecoder;

use crate::failure::Failure;
use crate::model;
use crate::release;
use crate::tools::run;
use crate::workspace::Workspace;

/// What is learned.
#[derive(Subcommand)]
pub enum Task {
    /// What attributes words to whom, from PolNeAR: writes crates/extract/data/attribution.bin.
    Attribution(Wanted),
}

/// What to learn from.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the corpora, which has attribution/polnear-train.jsonl.gz in it.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
}

/// Learns, prints how it goes, and keeps the weights; this takes some minutes.
pub fn run_task(workspace: &Workspace, task: &Task) -> Result<(), Failure> {
    let Task::Attribution(wanted) = task;
    release::build(workspace)?;
    release::build_learner(workspace)?;
    let folder = workspace.target().join("learn");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let texts = unpack(&wanted.corpora, &folder)?;
    let weights = folder.join("attribution.bin");
    let mut learner = Command::new(release::example(workspace, "learn_attribution"));
    run(learner.arg(model::folder(workspace, "en")?).args([&texts, &weights]))?;
    let kept = workspace.root().join("crates/extract/data/attribution.bin");
    fs::copy(&weights, &kept).map_err(Failure::disk(&kept))?;
    println!("wrote {}; `cargo xtask eval attribution` measures it", kept.display());
    Ok(())
}

fn unpack(corpora: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let packed = corpora.join("attribution/polnear-train.jsonl.gz");
    let plain = folder.join("polnear-train.jsonl");
    let file = File::open(&packed).map_err(Failure::disk(&packed))?;
    let mut out = File::create(&plain).map_err(Failure::disk(&plain))?;
    io::copy(&mut MultiGzDecoder::new(BufReader::new(file)), &mut out).map_err(Failure::disk(&packed))?;
    Ok(plain)
}
