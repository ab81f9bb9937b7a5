//! Where do models lie?
//!
//! In one folder of the user's, each in a folder of its own that bears its name, with a record of where it came from. A
//! model is there in whole or not at all: it is made ready in a folder beside it, which then takes its name.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::fault::Fault;
use super::fill::sync;
use crate::error::{Error, shown};
use crate::report;

/// Where in a model's folder its record stands.
pub(super) const RECORD: &str = "casus-model.json";

/// What the name of the folder begins with in which a model is made ready, or that one is moved to.
const APART: &str = ".casus-apart-";

/// What says that somebody is at work.
const LOCK: &str = ".casus-lock";

/// Where a model came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The package, or what the pipeline calls itself.
    pub(super) package: String,
    pub(super) version: String,
    /// The code of the language.
    pub(super) language: String,
    pub(super) licence: Option<String>,
    pub(super) author: Option<String>,
    /// The hash of the wheel that it was unpacked from.
    pub(super) sha256: Option<String>,
    /// Whether that hash was written down before.
    pub(super) pinned: bool,
    /// The day on which it was added, in UTC.
    pub(super) added: String,
}

/// A model that is there.
#[derive(Clone, Debug)]
pub(super) struct Installed {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Where it came from, or nothing when the record is damaged.
    pub(super) record: Option<Record>,
}

/// The folder of all models.
#[derive(Clone, Debug)]
pub(super) struct Store {
    root: PathBuf,
}

impl Store {
    /// Asks the environment: `CASUS_MODELS`, or the folder that the system has for a user's data.
    pub(super) fn of_user() -> Result<Self, Error> {
        let named = std::env::var_os("CASUS_MODELS").filter(|folder| !folder.is_empty());
        let root = match named {
            Some(folder) => PathBuf::from(folder),
            None => {
                let places = etcetera::choose_base_strategy().map_err(|_| Fault::NoHome)?;
                places.data_dir().join("casus").join("models")
            }
        };
        let root = std::path::absolute(&root).map_err(|cause| Error::Unreadable { path: shown(&root), cause })?;
        Ok(Self { root })
    }

    /// Returns the folder of all models, which need not be there.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns where a model lies, or would lie.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Returns a model, if it is there.
    pub(super) fn find(&self, name: &str) -> Result<Option<Installed>, Error> {
        let path = self.path(name);
        match fs::symlink_metadata(&path) {
            Ok(_) => match installed(&path, name)? {
                None => Err(Fault::InTheWay { path: shown(&path) }.into()),
                found => Ok(found),
            },
            Err(cause) if is_absent(&cause) => Ok(None),
            Err(cause) => Err(Error::Unreadable { path: shown(&path), cause }),
        }
    }

    /// Returns the models in the order of their names.
    pub(super) fn all(&self) -> Result<Vec<Installed>, Error> {
        let unreadable = |cause| Error::Unreadable { path: shown(&self.root), cause };
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(cause) if is_absent(&cause) => return Ok(Vec::new()),
            Err(cause) => return Err(unreadable(cause)),
        };
        let mut all = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                all.extend(installed(&path, &name)?);
            }
        }
        all.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(all)
    }

    /// Makes the folder if need be, and waits until nobody else changes it.
    pub(super) fn lock(&self) -> Result<Locked<'_>, Error> {
        let opened = fs::create_dir_all(&self.root)
            .and_then(|()| File::options().create(true).append(true).open(self.root.join(LOCK)));
        let file = opened.map_err(|cause| self.not_written(cause))?;
        if let Err(refusal) = file.try_lock() {
            if let TryLockError::Error(cause) = refusal {
                return Err(self.not_written(cause));
            }
            report::note(&format!("another `casus` is at work in `{}`; this one waits", shown(&self.root)));
            file.lock().map_err(|cause| self.not_written(cause))?;
        }
        let locked = Locked { store: self, _file: file };
        locked.sweep().map_err(|cause| self.not_written(cause))?;
        Ok(locked)
    }

    /// Says that the disk does not take what is to be put here.
    pub(super) fn not_written(&self, cause: io::Error) -> Error {
        Error::NotWritten { path: shown(&self.root), cause }
    }
}

/// Reads the model in a folder; `None` where nobody has put one there.
fn installed(path: &Path, name: &str) -> Result<Option<Installed>, Error> {
    let bytes = match fs::read(path.join(RECORD)) {
        Ok(bytes) => bytes,
        Err(cause) if is_absent(&cause) => return Ok(None),
        Err(cause) => return Err(Error::Unreadable { path: shown(&path.join(RECORD)), cause }),
    };
    let record = serde_json::from_slice(&bytes).ok();
    Ok(Some(Installed { name: name.to_owned(), path: path.to_owned(), record }))
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The folder of all models, while nobody else changes it.
#[derive(Debug)]
pub(super) struct Locked<'a> {
    store: &'a Store,
    _file: File,
}

impl<'a> Locked<'a> {
    /// Returns the folder.
    pub(super) fn store(&self) -> &'a Store {
        self.store
    }

    /// Makes a folder on the same disk that is gone at the end.
    pub(super) fn apart(&self) -> Result<TempDir, Error> {
        tempfile::Builder::new()
            .prefix(APART)
            .tempdir_in(&self.store.root)
            .map_err(|cause| self.store.not_written(cause))
    }

    /// Gives a folder the name of a model, in place of what bears it.
    pub(super) fn put(&self, folder: &Path, name: &str) -> Result<(), Error> {
        let path = self.store.path(name);
        let apart = self.apart()?;
        let former = apart.path().join(name);
        let put = match fs::rename(&path, &former) {
            Ok(()) => fs::rename(folder, &path).inspect_err(|_| {
                // What was there is better than nothing; where even that fails, the error says so already.
                let _ = fs::rename(&former, &path);
            }),
            Err(cause) if cause.kind() == ErrorKind::NotFound => fs::rename(folder, &path),
            Err(cause) => Err(cause),
        };
        put.and_then(|()| sync(&self.store.root)).map_err(|cause| self.store.not_written(cause))
    }

    /// Takes a model away, in one step for whoever looks.
    pub(super) fn remove(&self, name: &str) -> Result<(), Error> {
        let path = self.store.path(name);
        let apart = self.apart()?;
        let removed = fs::rename(&path, apart.path().join(name))
            .and_then(|()| sync(&self.store.root))
            .and_then(|()| apart.close());
        removed.map_err(|cause| Error::NotWritten { path: shown(&path), cause })
    }

    /// Removes what a `casus` has left that was killed.
    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.store.root)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(APART) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let store = Store { root: folder.path().join("models") };
        (folder, store)
    }

    /// Makes a model ready whose record is a text, and puts it in its place.
    fn put(store: &Store, name: &str, record: &str) {
        let locked = store.lock().expect("nobody else is at work");
        let apart = locked.apart().expect("a folder can be made");
        let folder = apart.path().join("model");
        fs::create_dir(&folder).expect("a folder can be made");
        fs::write(folder.join(RECORD), record).expect("the folder can be written");
        locked.put(&folder, name).expect("the model can be put there");
    }

    fn names(store: &Store) -> Vec<String> {
        let names = fs::read_dir(store.root()).expect("the folder is there");
        let mut names: Vec<String> =
            names.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_model_is_put_replaced_and_removed_without_a_trace() {
        let (_folder, store) = store();
        assert_eq!(store.all().expect("no folder is no error").len(), 0);
        put(&store, "b", "{}");
        put(&store, "a", "one");
        put(&store, "a", "two");
        assert_eq!(fs::read_to_string(store.path("a").join(RECORD)).expect("it is there"), "two");
        assert_eq!(names(&store), [LOCK, "a", "b"]);
        let all = store.all().expect("the folder can be read");
        assert_eq!(all.iter().map(|model| model.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        store.lock().expect("nobody else is at work").remove("a").expect("it is there");
        assert!(store.find("a").expect("the folder can be read").is_none());
        assert_eq!(names(&store), [LOCK, "b"]);
    }

    #[test]
    fn what_a_killed_casus_has_left_is_swept_away() {
        let (_folder, store) = store();
        put(&store, "a", "{}");
        let left = store.root().join(format!("{APART}x1y2"));
        fs::create_dir_all(left.join("model/ner")).expect("a folder can be made");
        fs::write(left.join("model/ner/model"), "half").expect("the folder can be written");
        assert_eq!(store.all().expect("the folder can be read").len(), 1, "it is no model");
        drop(store.lock().expect("nobody else is at work"));
        assert_eq!(names(&store), [LOCK, "a"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let (_folder, store) = store();
        put(&store, "a", "{}");
        fs::create_dir(store.path("letters")).expect("a folder can be made");
        assert!(matches!(store.find("letters"), Err(Error::Model(Fault::InTheWay { .. }))));
        assert_eq!(store.all().expect("the folder can be read").len(), 1);
    }
}
