//! Where do the tests get a PostgreSQL server? One of their own: on loopback, in a folder of its own, and gone together
//! with whoever started it.
//!
//! A small script keeps it (`keep.sh`), for as long as we hold the other end of the script's input. However we end, the
//! system closes that end, and the script stops the server and removes its folder.

mod account;
mod programs;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use self::account::Account;
use self::programs::Programs;
use crate::failure::Failure;

/// Tells the tests the URL of the server.
const SERVER: &str = "CASUS_TEST_POSTGRES";

/// Tells the tests the file to which each adds a line when it has talked to the server.
const SEEN: &str = "CASUS_TEST_POSTGRES_SEEN";

/// Tells the tests the file with the certificate of the server.
const CERTIFICATE: &str = "CASUS_TEST_POSTGRES_CERTIFICATE";

/// Keeps a server.
const KEEP: &str = include_str!("keep.sh");

/// The user who may do everything on the server.
const USER: &str = "casus";

/// A server that runs until this is dropped.
pub struct Server {
    url: String,
    release: u32,
    keeper: Child,
    // Dropped last: what the keeper has not removed goes with it.
    folder: TempDir,
}

impl Server {
    /// Starts a server, which holds nothing yet.
    pub fn start() -> Result<Self, Failure> {
        let programs = programs::ensure()?;
        let account = account::unprivileged(&account::NAMES)?;
        Self::of(&programs, account)
    }

    fn of(programs: &Programs, account: Option<Account>) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("casus-postgres-").tempdir();
        let folder = folder.map_err(Failure::disk(&std::env::temp_dir()))?;
        certify(folder.path())?;
        if let Some(account) = account {
            account.own(folder.path())?;
            account.own(&folder.path().join(KEY))?;
        }
        let (port, password) = (free_port()?, password()?);
        let mut command = Command::new("sh");
        command.args(["-c", KEEP, "keep"]).arg(&programs.folder).arg(folder.path()).args([&port.to_string(), USER]);
        // Whoever runs the server need not be able to look into the folder where we are.
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some(account) = account {
            account.run(&mut command);
        }
        let mut keeper = command.spawn().map_err(|error| Failure::Start { program: "sh".to_owned(), error })?;
        // A keeper that cannot be told the password has an answer, too.
        let _ = writeln!(keeper.stdin.as_mut().expect("the input is piped"), "{password}");
        let answer = answer(&mut keeper);
        let server = Self { url: url(&password, port), release: programs.release, keeper, folder };
        answer.map(|()| server)
    }

    /// Tells a command of tests where the server is.
    pub fn lend(&self, command: &mut Command) {
        command.env(SERVER, &self.url).env(SEEN, self.seen());
        command.env(CERTIFICATE, self.folder.path().join(CERTIFICATE_FILE));
    }

    /// Fails if none of the tests that the server was lent has talked to it.
    pub fn require_use(&self) -> Result<(), Failure> {
        of_use(&self.seen())
    }

    fn seen(&self) -> PathBuf {
        self.folder.path().join("seen")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Waiting closes the input. A keeper that somebody has ended already leaves nothing to wait for.
        let _ = self.keeper.wait();
    }
}

/// Keeps a server for somebody who runs the tests by hand, until they interrupt it or the input ends.
pub fn keep() -> Result<(), Failure> {
    let server = Server::start()?;
    println!("{SERVER}={}", server.url);
    eprintln!("PostgreSQL {} runs until you press Ctrl-C or the input ends. In another window:", server.release);
    let certificate = server.folder.path().join(CERTIFICATE_FILE);
    eprintln!("{SERVER}={} {CERTIFICATE}={} cargo test -p casus-ledger", server.url, certificate.display());
    io::copy(&mut io::stdin(), &mut io::sink()).map_err(Failure::disk(Path::new("/dev/stdin")))?;
    Ok(())
}

/// Waits until the keeper says how the start went.
fn answer(keeper: &mut Child) -> Result<(), Failure> {
    let mut output = BufReader::new(keeper.stdout.take().expect("the output is piped"));
    let mut said = String::new();
    let deaf = |error: io::Error| Failure::Server(error.to_string());
    output.read_line(&mut said).map_err(deaf)?;
    if said == "ready\n" {
        return Ok(());
    }
    output.read_to_string(&mut said).map_err(deaf)?;
    Err(Failure::Server(said.trim().to_owned()))
}

fn of_use(seen: &Path) -> Result<(), Failure> {
    match fs::metadata(seen) {
        Ok(file) if file.len() > 0 => Ok(()),
        Ok(_) => Err(Failure::Unused),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Failure::Unused),
        Err(error) => Err(Failure::disk(seen)(error)),
    }
}

/// Returns a port that was free a moment ago; the system gives out another one to whoever asks next.
fn free_port() -> Result<u16, Failure> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|error| Failure::Server(format!("no port is free: {error}")))
}

/// The certificate of the server, in its folder.
const CERTIFICATE_FILE: &str = "server.crt";
/// The key to that, which nobody but the server may read.
const KEY: &str = "server.key";

/// Makes a certificate that lets a server encrypt, and that nobody but the tests trusts.
fn certify(folder: &Path) -> Result<(), Failure> {
    let own = rcgen::generate_simple_self_signed([Ipv4Addr::LOCALHOST.to_string(), "localhost".to_owned()]);
    let own = own.map_err(|error| Failure::Server(format!("no certificate can be made: {error}")))?;
    let put = |name: &str, text: String| -> Result<PathBuf, Failure> {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        Ok(path)
    };
    put(CERTIFICATE_FILE, own.cert.pem())?;
    let key = put(KEY, own.signing_key.serialize_pem())?;
    #[cfg(unix)]
    fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(Failure::disk(&key))?;
    Ok(())
}

/// Makes up a password, since the server can be reached by everybody on this machine.
fn password() -> Result<String, Failure> {
    let source = Path::new("/dev/urandom");
    let mut bytes = [0; 16];
    File::open(source).and_then(|mut file| file.read_exact(&mut bytes)).map_err(Failure::disk(source))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn url(password: &str, port: u16) -> String {
    format!("postgres://{USER}:{password}@{}:{port}/postgres", Ipv4Addr::LOCALHOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_names_the_user_the_password_and_the_port() {
        assert_eq!(url("0f", 5433), "postgres://casus:0f@127.0.0.1:5433/postgres");
    }

    #[test]
    fn a_password_is_made_up_anew_each_time() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert!(one.len() == 32 && one.bytes().all(|byte| byte.is_ascii_hexdigit()), "{one}");
        assert_ne!(one, other);
    }

    #[test]
    fn a_server_that_no_test_talked_to_is_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let unused = |seen: &Path| of_use(seen).expect_err("nobody wrote a line").to_string();
        assert_eq!(unused(&seen), "no test talked to PostgreSQL");
        fs::write(&seen, "").unwrap();
        assert_eq!(unused(&seen), "no test talked to PostgreSQL");
        fs::write(&seen, "postgres_server\n").unwrap();
        of_use(&seen).expect("somebody wrote a line");
    }

    #[test]
    fn a_server_that_does_not_start_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let programs = Programs { folder: folder.path().join("nowhere"), release: 15 };
        let failure = Server::of(&programs, None).err().expect("there are no programs").to_string();
        // The rest is in the words of the shell.
        let missing = programs.folder.join("initdb").display().to_string();
        assert!(failure.starts_with("PostgreSQL does not start: ") && failure.contains(&missing), "{failure}");
    }

    #[test]
    #[cfg(unix)]
    fn a_server_that_is_dropped_leaves_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        // Programs that do nothing, and do it well.
        for name in ["initdb", "pg_ctl", "postgres"] {
            std::os::unix::fs::symlink("/usr/bin/true", folder.path().join(name)).unwrap();
        }
        let server = Server::of(&Programs { folder: folder.path().to_owned(), release: 15 }, None).unwrap();
        let made = server.folder.path().to_owned();
        assert!(made.join("password").try_exists().unwrap());
        drop(server);
        assert!(!made.try_exists().unwrap());
    }
}
