//! `casus model`: with which pipelines are sentences read, and where do they come from?
//!
//! A model is a pipeline in a folder of the user's. None comes with Casus: a known one is fetched when the user asks for
//! it, any other is taken from a file. What is fetched is held against a hash, looked through, unpacked beside its place,
//! opened, and only then given its name.

mod add;
mod fault;
mod fetch;
mod fill;
mod known;
mod list;
mod pipeline;
mod store;
mod wheel;

use std::path::PathBuf;

use crate::clock::Clock;
use crate::command::{ModelAction, RemoveModel};
use crate::error::Error;
use crate::output::print;

pub(crate) use fault::Fault;
use store::Store;

/// Does what is asked with the models of the user.
pub(crate) fn model(action: &ModelAction, clock: &Clock) -> Result<(), Error> {
    match action {
        ModelAction::Add(options) => add::add(options, clock),
        ModelAction::List(options) => list::list(options),
        ModelAction::Remove(options) => remove(options),
    }
}

/// Returns where the pipeline of a name lies; the known ones go by the code of their language, such as `en`.
pub(crate) fn folder(name: &str) -> Result<PathBuf, Error> {
    let store = Store::of_user()?;
    let found = store.find(name)?;
    found.map(|model| model.path).ok_or_else(|| absent(name).into())
}

/// Returns the command that adds the pipeline of a name.
pub(crate) fn to_add(name: &str) -> String {
    let from = if known::named(name).is_some() { "" } else { " --from WHEEL" };
    format!("casus model add {name}{from}")
}

fn absent(name: &str) -> Fault {
    let add = to_add(name);
    match known::named(name) {
        Some(known) => Fault::Absent { language: known.language.to_owned(), how: format!("run `{add}`") },
        None => Fault::Absent {
            language: format!("`{name}`"),
            how: format!("run `{add}`; `casus model list` shows what is there"),
        },
    }
}

fn remove(options: &RemoveModel) -> Result<(), Error> {
    let store = Store::of_user()?;
    let name = &options.name;
    let not_installed = || -> Result<Fault, Error> {
        let all: Vec<String> = store.all()?.iter().map(|model| format!("`{}`", model.name)).collect();
        let installed = if all.is_empty() { "none is".to_owned() } else { format!("installed are {}", all.join(", ")) };
        Ok(Fault::NotInstalled { name: name.clone(), installed })
    };
    if store.find(name)?.is_none() {
        return Err(not_installed()?.into());
    }
    store.lock()?.remove(name)?;
    print(format!("removed the model `{name}`\n").as_bytes())
}

#[cfg(test)]
mod sample;
