//! Where does a ledger lie?

use std::fmt;
use std::path::{Path, PathBuf};

/// The place of a ledger: a file, or a database on a server.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL, by its `postgres://` address.
    Server(String),
}

/// How the address of a server begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

impl Location {
    /// Takes the address of a server for what it is, and anything else for the path of a file.
    pub fn parse(text: &str) -> Self {
        match SCHEMES.iter().any(|scheme| text.starts_with(scheme)) {
            true => Self::Server(text.to_owned()),
            false => Self::File(text.into()),
        }
    }

    /// Returns the path of the file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for Location {
    fn from(path: &P) -> Self {
        Self::File(path.as_ref().to_owned())
    }
}

impl fmt::Display for Location {
    /// Shows the place without the password and without what else follows the name of the database.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(url) => f.write_str(&without_secrets(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let rest = rest.split('?').next().unwrap_or_default();
    let shown = match rest.rsplit_once('@') {
        Some((person, host)) => format!("{}@{host}", person.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    format!("{scheme}://{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_path_and_keeps_its_password_to_itself() {
        let check = |text: &str, shown: &str, is_file: bool| {
            let location = Location::parse(text);
            assert_eq!(location.to_string(), shown);
            assert_eq!(location.file().is_some(), is_file);
        };
        check("straits/ledger.casus", "straits/ledger.casus", true);
        check("postgres", "postgres", true);
        check("postgres://ada:s3cret@db.example/straits?options=x", "postgres://ada@db.example/straits", false);
        check("postgresql://ada:p@ss@db.example:5433/straits", "postgresql://ada@db.example:5433/straits", false);
        check("postgres://db.example/straits", "postgres://db.example/straits", false);
    }
}
