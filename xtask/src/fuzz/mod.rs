//! Does anything break it? Odd texts and damaged models, read by the crate in processes that may take only so much.
//!
//! Every choice follows from one seed, which is printed. What breaks something is kept under `target/fuzz`.

mod checks;
mod damage;
mod models;
mod odd;
mod process;
mod shapes;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use fastrand::Rng;

use crate::failure::Failure;
use crate::finding::{Finding, report};
use crate::model;
use crate::release;
use crate::workspace::Workspace;

use process::Reader;

/// A room that is tried.
#[derive(Subcommand)]
pub enum Room {
    /// Tries odd texts, texts of great length and damaged models.
    Syntax(Wanted),
}

/// How long and with what.
#[derive(Args)]
pub struct Wanted {
    /// How long to try; the shapes that grow are tried in a third of it, and larger the more time there is.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The seed of every choice; a fresh one if none.
    #[arg(long)]
    seed: Option<u64>,
    /// The pipeline, as casus names it.
    #[arg(long, default_value = "en")]
    pipeline: String,
}

impl Wanted {
    /// What `cargo xtask test` tries: little, and the same each time.
    pub fn briefly() -> Self {
        Self { seconds: 20, seed: Some(1), pipeline: "en".to_owned() }
    }
}

/// What is at hand while things are tried.
struct Campaign<'a> {
    /// Reads texts with a pipeline.
    reader: Reader,
    /// Where everything that is tried lies.
    folder: &'a Path,
    rng: Rng,
    findings: Vec<Finding>,
}

impl Campaign<'_> {
    /// Keeps what broke something, and says so.
    fn found(&mut self, bytes: &[u8], what: &str) -> Result<(), Failure> {
        let path = self.folder.join(format!("broken-{}", &blake3::hash(bytes).to_hex()[..12]));
        fs::write(&path, bytes).map_err(Failure::disk(&path))?;
        self.findings.push(Finding::of(&path.display().to_string(), what));
        Ok(())
    }
}

/// Tries for some time, and fails when something broke.
pub fn syntax(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    release::build(workspace)?;
    release::build_examples(workspace, "casus-syntax")?;
    let seed = wanted.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed: {seed}");
    let folder = fresh(workspace.target().join("fuzz"))?;
    let model = model::folder(workspace, &wanted.pipeline)?;
    let reader = Reader::new(release::example(workspace, "tokens"), model, wanted.seconds);
    let mut campaign = Campaign { reader, folder: &folder, rng: Rng::with_seed(seed), findings: Vec::new() };
    let third = Duration::from_secs(wanted.seconds) / 3;
    shapes::try_all(&mut campaign, third)?;
    texts::try_some(&mut campaign, Instant::now() + third)?;
    models::try_some(&mut campaign, Instant::now() + third)?;
    report(&campaign.findings)
}

fn fresh(folder: PathBuf) -> Result<PathBuf, Failure> {
    if folder.try_exists().map_err(Failure::disk(&folder))? {
        fs::remove_dir_all(&folder).map_err(Failure::disk(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    Ok(folder)
}
