//! `casus model list`: which models are there, and which could be?

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::known::{self, Known};
use super::store::{Installed, Record, Store};
use crate::command::{AnswerFormat, ListModels};
use crate::error::{Error, shown};
use crate::output::print;

/// Prints the models that are there and those that are known.
pub(super) fn list(options: &ListModels) -> Result<(), Error> {
    let store = Store::of_user()?;
    let all = store.all()?;
    let mut models = Vec::new();
    for model in &all {
        let size = size_bytes(&model.path).map_err(|cause| Error::Unreadable { path: shown(&model.path), cause })?;
        models.push((model, size));
    }
    let known: Vec<Known> = known::all().filter(|known| all.iter().all(|model| model.name != known.name)).collect();
    let text = match options.format {
        AnswerFormat::Text => text(store.root(), &models, &known),
        AnswerFormat::Json => json(store.root(), &models, &known) + "\n",
    };
    print(text.as_bytes())
}

fn size_bytes(folder: &Path) -> io::Result<u64> {
    let (mut size, mut open) = (0, vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                open.push(entry.path());
            } else {
                size += metadata.len();
            }
        }
    }
    Ok(size)
}

fn text(root: &Path, models: &[(&Installed, u64)], known: &[Known]) -> String {
    let mut text = match models {
        [] => format!("No model is installed in {}\n", shown(root)),
        _ => "Installed\n".to_owned(),
    };
    for (model, size) in models {
        let megabytes = size.div_ceil(100_000);
        let size = format!("{}.{} MB", megabytes / 10, megabytes % 10);
        text += &match &model.record {
            Some(record) => format!("  {}: {}, {size}\n", model.name, about(record)),
            None => format!("  {}: `casus-model.json` in it is damaged, {size}\n", model.name),
        };
        text += &format!("      {}\n", shown(&model.path));
    }
    if !known.is_empty() {
        text += "Can be added\n";
    }
    for Known { name, language, package, version, licence, author, .. } in known {
        text += &format!("  {name}: {language}, {package} {version}, {licence}, by {author}\n");
        text += &format!("      casus model add {name}\n");
    }
    text
}

fn about(record: &Record) -> String {
    let licence = record.licence.as_deref().unwrap_or("no licence stated");
    let author = record.author.as_ref().map(|author| format!(", by {author}")).unwrap_or_default();
    let pinned = if record.pinned { "" } else { ", not pinned" };
    let language = known::language(&record.language);
    format!("{language}, {} {}, {licence}{author}, added {}{pinned}", record.package, record.version, record.added)
}

#[derive(Serialize)]
struct ListLine<'a> {
    folder: String,
    models: Vec<ModelLine<'a>>,
    known: Vec<KnownLine>,
}

#[derive(Serialize)]
struct ModelLine<'a> {
    name: &'a str,
    path: String,
    size_bytes: u64,
    #[serde(flatten)]
    record: Option<&'a Record>,
}

#[derive(Serialize)]
struct KnownLine {
    name: &'static str,
    language: &'static str,
    package: &'static str,
    version: &'static str,
    licence: &'static str,
    author: &'static str,
    sha256: &'static str,
}

fn json(root: &Path, models: &[(&Installed, u64)], known: &[Known]) -> String {
    let models = models.iter().map(|(model, size_bytes)| ModelLine {
        name: &model.name,
        path: shown(&model.path),
        size_bytes: *size_bytes,
        record: model.record.as_ref(),
    });
    let known = known.iter().map(|known| KnownLine {
        name: known.name,
        language: known.name,
        package: known.package,
        version: known.version,
        licence: known.licence,
        author: known.author,
        sha256: known.sha256,
    });
    let list = ListLine { folder: shown(root), models: models.collect(), known: known.collect() };
    serde_json::to_string(&list).expect("every key is a string and no value can fail")
}
