//! What if the server itself is killed, or its disk runs full? A server of the test's own shows it.
//!
//! The programs of PostgreSQL must be found, and where the test runs as root, an account `postgres`, for the server
//! refuses to run as root. The small disk is a tmpfs, which only root may mount.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use casus_ledger::{Error, Ledger, Location};
use postgres::{Client, NoTls};
use tempfile::TempDir;

use crate::child::Child;
use crate::server::Sessions;
use crate::{rounds, seeded, steps};

/// How long a server may take to come up, also after it was killed.
const UP_SECONDS: u64 = 60;

/// A server in a folder of its own.
struct Server {
    folder: TempDir,
    port: u16,
    process: process::Child,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("casus-pg").tempdir().expect("there is room for a folder");
        give(folder.path());
        let data = folder.path().join("data");
        let mut made = program("initdb");
        made.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-D"]).arg(&data);
        assert!(made.stdout(Stdio::null()).status().expect("initdb is there").success());
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("a port is free").port();
        let process = Self::run(folder.path(), port);
        let server = Self { folder, port, process };
        server.wait();
        server
    }

    fn run(folder: &Path, port: u16) -> process::Child {
        let log = File::options().create(true).append(true).open(folder.join("log")).expect("the folder is there");
        let mut server = program("postgres");
        server.arg("-D").arg(folder.join("data")).args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"]).arg(folder);
        server.stdout(Stdio::null()).stderr(log).spawn().expect("the server starts")
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    fn wait(&self) {
        let until = Instant::now() + Duration::from_secs(UP_SECONDS);
        while Client::connect(&self.url("postgres"), NoTls).is_err() {
            assert!(Instant::now() < until, "the server does not come up");
            pause(20);
        }
    }

    fn say(&self, sql: &str) {
        let mut client = Client::connect(&self.url("postgres"), NoTls).expect("the server answers");
        client.batch_execute(sql).expect("the server does as it is told");
    }

    /// Kills the server, whose other processes then end by themselves.
    fn kill(&mut self) {
        self.process.kill().expect("the server lives");
        self.process.wait().expect("the server was there");
    }

    /// Starts it again; while a process of the killed one is left, the new one refuses to come up.
    fn start_again(&mut self) {
        let until = Instant::now() + Duration::from_secs(UP_SECONDS);
        loop {
            self.process = Self::run(self.folder.path(), self.port);
            while self.process.try_wait().expect("it can be asked").is_none() {
                if Client::connect(&self.url("postgres"), NoTls).is_ok() {
                    return;
                }
                pause(20);
            }
            assert!(Instant::now() < until, "the server does not come up again");
            pause(100);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The processes of a killed server take a moment to see that it is gone.
        let _ = self.process.kill();
        let _ = self.process.wait();
        pause(500);
    }
}

/// Waits for a server, which tells nobody when it is up or gone.
#[expect(clippy::disallowed_methods, reason = "there is nothing to wait for but time")]
fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

/// Gives a folder to whoever the server runs as.
fn give(folder: &Path) {
    if is_root() {
        assert!(Command::new("chown").arg("postgres").arg(folder).status().is_ok_and(|status| status.success()));
    }
}

/// Returns a program of PostgreSQL, to be run as somebody who is not root.
fn program(name: &str) -> Command {
    let path = found(name);
    if !is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path).current_dir("/");
    command
}

/// Returns where a program lies: where Debian keeps it, or wherever the shell finds it.
fn found(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = versions.map(|version| version.path().join("bin").join(name)).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.pop().unwrap_or_else(|| PathBuf::from(name))
}

/// Kills a server again and again while a child works on a ledger there.
pub fn killed_often() {
    let rounds = rounds();
    let mut rng = seeded(rounds);
    let mut server = Server::start();
    let (mut amid, mut steps_held) = (0, 0);
    for round in 0..rounds {
        let ledger = round / 10;
        let location = ledger_of(&server, ledger, round % 10 == 0);
        let mut sessions = Sessions::of(&location);
        let mut child = Child::start(&location);
        child.work_for(rng.usize(1..20), rng.u64(0..30_000));
        while rng.bool() && !sessions.is_writing() {}
        amid += usize::from(sessions.is_writing());
        server.kill();
        let done = child.end();
        server.start_again();
        let held = steps::check(&Ledger::open_read_only(location).expect("a ledger opens after a kill"));
        assert!(held >= done, "{done} steps were said to be done, and {held} are");
        steps_held += if round % 10 == 9 || round + 1 == rounds { held } else { 0 };
    }
    println!("{amid} of {rounds} kills of the server fell into a transaction; {steps_held} steps are held");
}

/// Returns a ledger of its own database, which is made at first.
fn ledger_of(server: &Server, number: usize, is_new: bool) -> Location {
    // What the children go by comes last in the address.
    let name = format!("ledger{number}");
    let location = Location::parse(&format!("{}?options=-c%20search_path%3D{name}", server.url("postgres")));
    if is_new {
        server.say(&format!("CREATE SCHEMA {name}"));
        drop(Ledger::create(location.clone()).expect("nothing is there"));
    }
    location
}

/// Works on a ledger in a tablespace on a disk of a few megabytes until that is full, and once more when it has room.
pub fn filled() {
    let server = Server::start();
    let disk = server.folder.path().join("disk");
    fs::create_dir(&disk).expect("the folder is there");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(&disk).status();
    assert!(mounted.is_ok_and(|status| status.success()), "only root may mount a small disk");
    // The disk is taken away before the folder that it lies in.
    let _unmounted = Unmounted(&disk);
    give(&disk);
    server.say(&format!("CREATE TABLESPACE small LOCATION '{}'", disk.display()));
    server.say("CREATE DATABASE small TABLESPACE small");
    let location = Location::parse(&server.url("small"));
    let mut ledger = Ledger::create(location.clone()).expect("nothing is there");
    let full = (0..).find_map(|step| Some((step, steps::done(&mut ledger, step).err()?)));
    let (held, error) = full.expect("it fills");
    assert!(matches!(error, Error::Full { .. }), "{error}");
    assert!(held > 0, "not one step had room");
    assert_eq!(steps::check(&ledger), held);
    // The server writes a file of its own for a new connection, so that one has to wait until there is room.
    drop(ledger);
    let more = Command::new("mount").args(["-o", "remount,size=240m"]).arg(&disk).status();
    assert!(more.is_ok_and(|status| status.success()));
    let mut ledger = Ledger::open(location).expect("a ledger opens where there is room again");
    assert_eq!(steps::check(&ledger), held);
    for step in held..held + 6 {
        steps::done(&mut ledger, step).expect("there is room again");
    }
    assert_eq!(steps::check(&ledger), held + 6);
    println!("{held} steps had room on the small disk, and the next was refused");
}

/// A disk that is taken away in the end.
struct Unmounted<'a>(&'a Path);

impl Drop for Unmounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
