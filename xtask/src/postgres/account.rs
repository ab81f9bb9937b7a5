//! As whom does the server run? As us, or, since PostgreSQL refuses root, as a user of the system who may do little.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::tools::run;

/// Who may do the work, in this order: whom PostgreSQL's packages make, and whom we make where there is nobody.
pub const NAMES: [&str; 2] = ["postgres", "casus-postgres"];

/// A user of the system and their group, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    user: u32,
    group: u32,
}

/// Returns whether we are root.
pub fn is_root() -> bool {
    number(&["-u"]) == Some(0)
}

/// Finds the first of these users, or makes the last one; none where we are not root and work as ourselves.
pub fn unprivileged(names: &[&str]) -> Result<Option<Account>, Failure> {
    if !is_root() {
        return Ok(None);
    }
    if let Some(account) = names.iter().find_map(|name| Account::of(name)) {
        return Ok(Some(account));
    }
    let name = names.last().expect("somebody is asked for");
    println!("PostgreSQL refuses to run as root, and there is nobody else: making the system user `{name}`");
    let missing = || Failure::Missing {
        tool: format!("user {name}"),
        hint: "make a system user `postgres`, or run this as somebody who is not root".to_owned(),
    };
    let words = ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false"];
    run(Command::new("useradd").args(words).arg(name)).map_err(|_| missing())?;
    Account::of(name).map(Some).ok_or_else(missing)
}

impl Account {
    fn of(name: &str) -> Option<Self> {
        Some(Self { user: number(&["-u", name])?, group: number(&["-g", name])? })
    }

    /// Gives a folder to them.
    #[cfg(unix)]
    pub fn own(self, folder: &Path) -> Result<(), Failure> {
        std::os::unix::fs::chown(folder, Some(self.user), Some(self.group)).map_err(Failure::disk(folder))
    }

    /// Lets a command run as them, and as a member of no other group.
    #[cfg(unix)]
    pub fn run(self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        command.uid(self.user).gid(self.group);
    }

    /// There is no root elsewhere, and so nobody who must become somebody else.
    #[cfg(not(unix))]
    pub fn own(self, _: &Path) -> Result<(), Failure> {
        Ok(())
    }

    /// Leaves the command as it is.
    #[cfg(not(unix))]
    pub fn run(self, _: &mut Command) {}
}

/// Asks the system for the number of a user or a group.
fn number(words: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(words).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_of_the_system_is_found_by_name() {
        assert_eq!(Account::of("root"), Some(Account { user: 0, group: 0 }));
        assert_eq!(Account::of("nobody-is-called-this"), None);
    }

    #[test]
    fn only_root_works_as_somebody_else() {
        let account = unprivileged(&["nobody-is-called-this", "nobody"]).expect("there is somebody");
        assert_eq!(account, if is_root() { Account::of("nobody") } else { None });
    }
}
