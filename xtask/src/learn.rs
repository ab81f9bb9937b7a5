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
    /// What a careful reader takes and how sure one may be of it, from training/: writes judge.bin and confidence.tsv in
    /// crates/extract/data.
    Records,
}

/// What to learn from.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the corpora, which has attribution/polnear-train.jsonl.gz in it.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
}

/// Learns, prints how it goes, and keeps the weights; attribution takes some minutes, records about one.
pub fn run_task(workspace: &Workspace, task: &Task) -> Result<(), Failure> {
    release::build(workspace)?;
    let folder = workspace.target().join("learn");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    match task {
        Task::Attribution(wanted) => {
            let texts = unpack(&wanted.corpora, &folder)?;
            learn(workspace, "learn_attribution", &[], &texts, &["attribution.bin"])
        }
        Task::Records => {
            let gold = workspace.root().join("training/gold");
            learn(workspace, "learn_records", &["learn"], &gold, &["judge.bin", "confidence.tsv"])
        }
    }
}

/// Runs an example that learns from a place, and keeps the weights that it writes.
fn learn(workspace: &Workspace, name: &str, mode: &[&str], lessons: &Path, weights: &[&str]) -> Result<(), Failure> {
    release::build_learner(workspace, name)?;
    let folder = workspace.target().join("learn");
    let written = weights.iter().map(|weights| folder.join(weights));
    let mut learner = Command::new(release::example(workspace, name));
    run(learner.args(mode).arg(model::folder(workspace, "en")?).arg(lessons).args(written))?;
    for weights in weights {
        let kept = workspace.root().join("crates/extract/data").join(weights);
        fs::copy(folder.join(weights), &kept).map_err(Failure::disk(&kept))?;
        println!("wrote {}; `cargo xtask eval` measures it", kept.display());
    }
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
