//! How fast are sentences read, beside spaCy? Tokens a second, loading, memory, and how much is calculated.
//!
//! In each of five rounds spaCy reads the texts on one thread, and casus reads them on one thread and on two, each in a
//! process of its own. A ratio is the median of the rounds' ratios: what disturbs the machine disturbs a whole round.

mod figures;
mod own;
mod run;

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{RUNS_MAX, median};
use crate::failure::Failure;
use crate::model;
use crate::oracle::{Kept, Pipeline, Python, Texts};
use crate::release;
use crate::workspace::Workspace;

use figures::{Figures, Round};
use run::{Casus, Spacy};

/// The sizes of a batch that spaCy is tried with.
const BATCHES: [usize; 6] = [8, 16, 32, 64, 128, 256];

/// What share of the texts spaCy is tried on.
const TRIED: usize = 5;

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// A text, a file of texts (`.jsonl`, `.jsonl.gz`, each line with a "text") or a folder; texts of ours if none.
    #[arg(long, value_name = "PATH")]
    text: Vec<PathBuf>,
    /// The pipeline, as casus names it.
    #[arg(long, default_value = "en")]
    pipeline: String,
    /// spaCy's package for the pipeline and its version, such as `de_core_news_sm==3.8.0`.
    #[arg(long)]
    package: Option<String>,
    /// The folder of the Python environment; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    python: Option<PathBuf>,
    /// Writes the figures to bench/syntax.json.
    #[arg(long)]
    record: bool,
}

/// Measures, prints the figures beside the last record, and keeps them as the record when asked to.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let pipeline = Pipeline::named(&wanted.pipeline, wanted.package.as_deref())?;
    release::build(workspace)?;
    release::build_examples(workspace, "casus-syntax")?;
    let texts = texts(workspace, &wanted.text)?;
    println!("{} texts, {:.1} MB; {RUNS_MAX} rounds", texts.len(), super::mega(texts.bytes()));
    let folder = model::folder(workspace, &pipeline.name)?;
    let casus = Casus { program: release::example(workspace, "measure"), folder };
    let python = Python::ready(workspace, wanted.python.as_deref(), &pipeline);
    let figures = match &python {
        Ok(python) => measured(&casus, Some(&Spacy { python, package: &pipeline.package }), &texts)?,
        Err(failure) => {
            println!("spaCy is not measured: {failure}");
            failure.hint().iter().for_each(|hint| println!("hint: {hint}"));
            measured(&casus, None, &texts)?
        }
    };
    let path = workspace.root().join("bench/syntax.json");
    let last = Figures::read(&path)?;
    print!("{}", figures.beside(last.as_ref()));
    if wanted.record {
        figures.write(&path)?;
        println!("recorded in {}", path.display());
    }
    Ok(())
}

/// Gathers the texts that are named, or those of ours.
pub(super) fn texts(workspace: &Workspace, paths: &[PathBuf]) -> Result<Texts, Failure> {
    let folder = workspace.target().join("bench-syntax");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let own = if paths.is_empty() { own::write(workspace, &folder.join("own"))? } else { paths.to_vec() };
    Texts::gather(&own, folder.join("texts"), Kept::AsRead)
}

fn measured(casus: &Casus, spacy: Option<&Spacy<'_>>, texts: &Texts) -> Result<Figures, Failure> {
    let list = list(texts, "all.txt", texts.len())?;
    let batch = spacy.map(|spacy| best_batch(spacy, texts)).transpose()?;
    let mut rounds = Vec::new();
    for round in 1..=RUNS_MAX {
        let theirs = spacy.zip(batch).map(|(spacy, batch)| spacy.read(&list, &[batch])).transpose()?;
        let (one, two) = (casus.read(&list, 1)?, casus.read(&list, 2)?);
        rounds.push(Round::of(theirs, one, two));
        println!("round {round}: {}", rounds[round - 1]);
    }
    Figures::of(&rounds, texts, batch, casus.peak(&list)?)
}

/// Tries spaCy on a part of the texts, once to warm up and once with each size of a batch.
fn best_batch(spacy: &Spacy<'_>, texts: &Texts) -> Result<usize, Failure> {
    let list = list(texts, "tried.txt", texts.len().div_ceil(TRIED))?;
    let sizes: Vec<_> = BATCHES[..1].iter().chain(&BATCHES).copied().collect();
    let runs = spacy.read(&list, &sizes)?.runs;
    let best = runs[1..].iter().max_by(|a, b| a.tokens_per_s().total_cmp(&b.tokens_per_s()));
    let best = best.expect("there is a run for each size").batch;
    let shown: Vec<_> = runs[1..].iter().map(|run| format!("{}: {:.0}", run.batch, run.tokens_per_s())).collect();
    println!("spaCy's tokens/s by size of batch: {}", shown.join(", "));
    Ok(best)
}

/// Writes the paths of the first texts into a file beside them, one a line.
pub(super) fn list(texts: &Texts, name: &str, count: usize) -> Result<PathBuf, Failure> {
    let path = texts.folder().with_file_name(name);
    let lines = texts.files().take(count).map(|file| format!("{}\n", texts.folder().join(file).display()));
    fs::write(&path, lines.collect::<String>()).map_err(Failure::disk(&path))?;
    Ok(path)
}
