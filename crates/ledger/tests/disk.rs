//! What happens on a disk that is really full, or really read-only?
//!
//! The test starts itself again in a mount namespace of its own (`unshare`, as on any Linux), where it mounts what it
//! needs; nothing of it is seen outside, and all of it is gone with the process. Where the system does not let a
//! program do so, the test says that it cannot be run; faults.rs asks the database for the same faults.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use casus_claim::Reading;
use casus_ledger::{Error, Incoming, Ledger, Reader};
use casus_text::{Origin, Source};
use jiff::Timestamp;
use libtest_mimic::{Arguments, Trial};

/// Tells the child which disk it is on.
const DISK: &str = "CASUS_DISK";

/// How each disk comes about, in the folder that is the first argument of the shell.
const DISKS: [(&str, &str); 3] = [
    ("full", r#"mount -t tmpfs -o size=400k tmpfs "$1""#),
    ("read-only", r#"mount --bind "$1" "$1" && mount -o remount,ro,bind "$1""#),
    (
        "read-only folder",
        r#"mount --bind "$1" "$1" && mount --bind "$1/ledger" "$1/ledger" && mount -o remount,ro,bind "$1""#,
    ),
];

fn main() {
    if let Some(disk) = env::var_os(DISK) {
        let folder = env::args().nth(1).expect("the child is given a folder");
        let path = Path::new(&folder).join("ledger");
        return match disk.to_str() {
            Some("full") => on_a_full_disk(&path),
            Some("read-only") => on_a_read_only_disk(&path),
            _ => in_a_read_only_folder(&path),
        };
    }
    let may_mount = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    let may_mount = may_mount.is_ok_and(|output| output.status.success());
    let trial = |(disk, mount): (&'static str, &'static str)| {
        let name = format!("on_a_disk_that_is_{}", disk.replace([' ', '-'], "_"));
        // Where the system lets nobody mount a disk, the test says that it was left out.
        Trial::test(name, move || {
            check(disk, mount);
            Ok(())
        })
        .with_ignored_flag(!may_mount)
    };
    libtest_mimic::run(&Arguments::from_args(), DISKS.into_iter().map(trial).collect()).exit();
}

/// Runs this program again where such a disk is mounted.
fn check(disk: &str, mount: &str) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let mut ledger = Ledger::create(&folder.path().join("ledger")).expect("the folder is empty");
    ingest(&mut ledger, 0).expect("there is room");
    let here = env::current_exe().expect("a test knows where it lies");
    let mut child = Command::new("unshare");
    child.args(["-rm", "sh", "-c", &format!(r#"{mount} && exec "$0" "$1""#)]).arg(here).arg(folder.path());
    let status = child.env(DISK, disk).status().expect("unshare is there");
    assert!(status.success(), "on a disk that is {disk}");
}

fn on_a_full_disk(path: &Path) {
    let mut ledger = Ledger::create(path).expect("the disk is fresh");
    let (held, error) = (0..).find_map(|number| Some((number, ingest(&mut ledger, number).err()?))).expect("it fills");
    assert!(matches!(error, Error::Full { .. }), "{error}");
    assert!(held > 0, "not one document had room");
    let check = |ledger: &Ledger| {
        assert_eq!(ledger.verify().expect("the ledger can be asked").findings, []);
        assert_eq!(ledger.known_at(None).expect("the ledger can be read").len(), held);
    };
    check(&ledger);
    drop(ledger);
    check(&Ledger::open(path).expect("a ledger on a full disk opens"));
    fs::write(path.with_extension("other"), vec![0; 1 << 20]).expect_err("the disk is full");
    let error = Ledger::create(&path.with_extension("second")).expect_err("the disk is full");
    assert!(matches!(error, Error::Full { .. }), "{error}");
}

fn on_a_read_only_disk(path: &Path) {
    let error = Ledger::open(path).expect_err("nothing can be added");
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
    cannot_be_added_to(Ledger::open_read_only(path).expect("a ledger can be read on a read-only disk"));
}

/// The file can be written to, and the journal that would undo a write cannot.
fn in_a_read_only_folder(path: &Path) {
    cannot_be_added_to(Ledger::open(path).expect("the file itself can be written to"));
}

fn cannot_be_added_to(mut ledger: Ledger) {
    let error = ingest(&mut ledger, 1).expect_err("nothing can be added");
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
    assert_eq!(ledger.verify().expect("the ledger can be asked").findings, []);
    assert_eq!(ledger.known_at(None).expect("the ledger can be read").len(), 1);
}

fn ingest(ledger: &mut Ledger, number: usize) -> Result<(), Error> {
    let text = format!("Norland will send {number} ferries once the dykes hold. ").repeat(200);
    let source = Source::new(text, Origin { path: format!("{number}.txt"), ..Origin::default() });
    let reading = Reading::new(source.id(), Vec::new(), Vec::new(), Vec::new(), vec![source.whole()]);
    let reader = Reader::rules("casus 0.1.0 rules");
    let bytes = source.text().as_bytes();
    let now = Timestamp::from_second(1_935_000_000).expect("the instant is in range");
    ledger.ingest(&Incoming { bytes, source: &source, reader: &reader, reading: &reading }, now)?;
    Ok(())
}
