//! The words of `casus syntax` and `casus model`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::AnswerFormat;
use super::examples::*;
use super::values::{model_name, sha256};

#[derive(Debug, Args)]
pub(crate) struct Syntax {
    /// Documents, folders or archives of them; `-`, or none when something is piped in, is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How sentences are written.
    #[arg(long, value_enum, default_value_t = SyntaxFormat::Tree)]
    pub(crate) format: SyntaxFormat,
    /// The model to read with, as `casus model list` names it.
    #[arg(long, value_name = "NAME", default_value = "en", value_parser = model_name)]
    pub(crate) model: String,
}

#[derive(Debug, Args)]
pub(crate) struct Model {
    #[command(subcommand)]
    pub(crate) action: ModelAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelAction {
    /// Fetch a known model, or take one from a wheel or a folder.
    #[command(after_help = ADD_MODEL_EXAMPLES)]
    Add(AddModel),
    /// List the models that are there, and those that can be added.
    #[command(after_help = LIST_MODELS_EXAMPLES)]
    List(ListModels),
    /// Remove a model.
    #[command(after_help = "Example:\n  casus model remove en")]
    Remove(RemoveModel),
}

#[derive(Debug, Args)]
pub(crate) struct AddModel {
    /// The name that the model goes by; a known one is the code of its language.
    #[arg(value_name = "NAME", value_parser = model_name)]
    pub(crate) name: String,
    /// Take a wheel, or the folder of a pipeline.
    #[arg(long, value_name = "PATH")]
    pub(crate) from: Option<PathBuf>,
    /// The SHA-256 that the wheel must have.
    #[arg(long, value_name = "HEX", requires = "from", value_parser = sha256)]
    pub(crate) sha256: Option<String>,
    /// Replace a model that is there.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ListModels {
    /// How the list is written.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveModel {
    /// The name that the model goes by.
    #[arg(value_name = "NAME", value_parser = model_name)]
    pub(crate) name: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SyntaxFormat {
    /// A drawn tree for each sentence.
    Tree,
    /// CoNLL-U, one line a word.
    Conllu,
    /// One JSON object a document, one line each.
    Json,
}
