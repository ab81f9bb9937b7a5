//! Where are PostgreSQL's programs? On the path, or where the packages of a system put them; on Debian they are
//! installed if they are missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use super::account::is_root;
use crate::failure::Failure;
use crate::tools::{has, run};

/// The oldest release that the ledger is tested with.
const OLDEST: u32 = 15;

/// What a server is made and kept with.
const NEEDED: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Where packages put the programs of each release: in a folder that begins so, with the release behind it, and there
/// in `bin`. Debian, Red Hat, and Homebrew on both kinds of Mac.
const SHELVES: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
];

/// What Debian reads before it makes a server of its own, which we do not need.
const DEBIANS_OWN: &str = "/etc/postgresql-common/createcluster.conf";

/// The folder of PostgreSQL's programs, and which release they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Where they lie.
    pub folder: PathBuf,
    /// The number of the release, such as 15.
    pub release: u32,
}

/// Finds the programs, and installs them where that can be done.
pub fn ensure() -> Result<Programs, Failure> {
    if let Some(programs) = find(&places(), release) {
        return Ok(programs);
    }
    if is_root() && has("apt-get") {
        println!("PostgreSQL's server is missing: installing it");
        install()?;
    }
    find(&places(), release).ok_or_else(|| Failure::Missing {
        tool: format!("PostgreSQL {OLDEST} or later"),
        hint:
            "install its server, not only its client (`apt-get install postgresql`, `dnf install postgresql-server`, \
               `brew install postgresql@17`), or put the folder of its `initdb` into PATH"
                .to_owned(),
    })
}

/// Lists where the programs may be, the likeliest first.
fn places() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).collect::<Vec<_>>();
    let told = Command::new("pg_config").arg("--bindir").stdin(Stdio::null()).stderr(Stdio::null()).output();
    let told = told.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().into());
    let shelved = SHELVES.iter().flat_map(|(shelf, start)| shelved(Path::new(shelf), start));
    on_path.into_iter().chain(told).chain(shelved).collect()
}

/// Lists the folders of programs on a shelf, the newest release first.
fn shelved(shelf: &Path, start: &str) -> Vec<PathBuf> {
    // A shelf that is not there holds nothing.
    let entries = fs::read_dir(shelf).into_iter().flatten().flatten();
    let release = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_prefix(start)?.parse::<u32>().ok();
    let mut releases: Vec<_> = entries.filter_map(release).collect();
    releases.sort_unstable_by(|one, other| other.cmp(one));
    releases.iter().map(|release| shelf.join(format!("{start}{release}")).join("bin")).collect()
}

/// Returns the first folder that has all programs, of a release that is new enough.
fn find(places: &[PathBuf], release: impl Fn(&Path) -> Option<u32>) -> Option<Programs> {
    let complete = places.iter().filter(|folder| NEEDED.iter().all(|name| folder.join(name).is_file()));
    let mut known = complete.filter_map(|folder| Some(Programs { folder: folder.clone(), release: release(folder)? }));
    known.find(|programs| programs.release >= OLDEST)
}

/// Asks the server which release it is.
fn release(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").stdin(Stdio::null()).output().ok()?;
    release_of(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the number of the release in what `postgres --version` prints.
fn release_of(answer: &str) -> Option<u32> {
    let number = answer.strip_prefix("postgres (PostgreSQL) ")?;
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..end].parse().ok()
}

/// Installs the programs from Debian's packages, without the server that these would make and start.
fn install() -> Result<(), Failure> {
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    apt(&["update", "-qq"])?;
    let package = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&package[..], &["postgresql-common"]].concat())?;
    let own = Path::new(DEBIANS_OWN);
    let before = fs::read_to_string(own).map_err(Failure::disk(own))?;
    fs::write(own, format!("{before}\ncreate_main_cluster = false\n")).map_err(Failure::disk(own))?;
    let installed = apt(&[&package[..], &["postgresql"]].concat());
    // Who installs another release later may want what Debian does.
    fs::write(own, before).map_err(Failure::disk(own))?;
    installed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays out folders of programs, and says which is found.
    fn check(folders: &[(&str, &[&str])], expected: Option<(&str, u32)>) {
        let root = tempfile::tempdir().expect("there is room for a folder");
        let lay = |(folder, names): &(&str, &[&str])| {
            let folder = root.path().join(folder);
            fs::create_dir_all(&folder).expect("the folder is ours");
            names.iter().for_each(|name| fs::write(folder.join(name), "").expect("the folder is ours"));
            folder
        };
        let places: Vec<_> = folders.iter().map(lay).collect();
        // Here a folder is called after the release that it holds.
        let release = |folder: &Path| folder.file_name()?.to_str()?.parse().ok();
        let expected = expected.map(|(folder, release)| Programs { folder: root.path().join(folder), release });
        assert_eq!(find(&places, release), expected);
    }

    #[test]
    fn the_first_folder_with_a_whole_server_is_taken() {
        check(&[("a/16", &NEEDED), ("b/17", &NEEDED)], Some(("a/16", 16)));
        check(&[("client/17", &["psql", "pg_ctl"]), ("server/15", &NEEDED)], Some(("server/15", 15)));
    }

    #[test]
    fn what_is_too_old_or_says_nothing_is_passed_over() {
        check(&[("a/14", &NEEDED), ("b/9", &NEEDED)], None);
        check(&[("a/14", &NEEDED), ("b/odd", &NEEDED), ("c/15", &NEEDED)], Some(("c/15", 15)));
    }

    #[test]
    fn the_newest_release_on_a_shelf_comes_first() {
        let shelf = tempfile::tempdir().expect("there is room for a folder");
        for name in ["pgsql-9", "pgsql-17", "pgsql-15", "pgsql-odd", "share"] {
            fs::create_dir(shelf.path().join(name)).expect("the folder is ours");
        }
        let expected = ["pgsql-17/bin", "pgsql-15/bin", "pgsql-9/bin"].map(|name| shelf.path().join(name));
        assert_eq!(shelved(shelf.path(), "pgsql-"), expected);
        assert_eq!(shelved(&shelf.path().join("missing"), ""), Vec::<PathBuf>::new());
    }

    #[test]
    fn the_release_is_read_in_what_the_server_says() {
        let read = |answer| release_of(answer);
        assert_eq!(read("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(read("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(read("postgres (PostgreSQL) 9.6.24"), Some(9));
        assert_eq!(read("postgres (PostgreSQL) "), None);
        assert_eq!(read("sh: postgres: not found"), None);
    }
}
