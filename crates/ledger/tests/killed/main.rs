//! Does a process that is killed while it ingests and decides leave whole documents and whole decisions only?
//!
//! The test starts itself again as a child that works on a ledger until it is killed with SIGKILL, at a moment drawn
//! from a seed; on a server the connection of the child may be cut instead. Each database gets ten kills;
//! `CASUS_KILLS=200` asks for as many as one has patience for, and `CASUS_KILLS_SERVER=1` starts a server of the test's
//! own, which is killed as well and whose disk runs full.

mod child;
mod own;
#[allow(dead_code)]
#[path = "../../src/tests/sample.rs"]
mod sample;
mod server;
mod steps;
#[allow(dead_code)]
#[path = "../../src/tests/store.rs"]
mod store;

use std::env;
use std::process::ExitCode;

use casus_ledger::{Ledger, Location};
use child::Child;
use fastrand::Rng;
use libtest_mimic::{Arguments, Trial};
use server::Sessions;
use store::Store;

/// Rounds on one ledger, so that it does not grow without end.
const ROUNDS_PER_LEDGER: usize = 10;

fn main() -> ExitCode {
    if let Ok(place) = env::var(child::PLACE) {
        return child::work(Location::parse(&place));
    }
    let trial = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let mut trials = vec![trial("a_kill_leaves_whole_entries_in_a_file", || kill_often(&Place::File))];
    if env::var_os(store::SERVER).is_some() {
        trials.push(trial("a_kill_leaves_whole_entries_on_a_server", || kill_often(&Place::server())));
    }
    if env::var_os("CASUS_KILLS_SERVER").is_some() {
        trials.push(trial("a_server_that_is_killed_keeps_what_it_acknowledged", own::killed_often));
        trials.push(trial("a_server_whose_disk_is_full_keeps_what_it_acknowledged", own::filled));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// In which database the ledgers lie.
enum Place {
    File,
    Server(Store),
}

impl Place {
    fn server() -> Self {
        let url = env::var(store::SERVER).expect("it was given a moment ago");
        store::note_server();
        Self::Server(Store::Server { url, schemas: Default::default() })
    }
}

/// Returns the seed of the moments, which is told so that a failure can be had again.
fn seeded(rounds: usize) -> Rng {
    let seed = env::var("CASUS_SEED").map_or_else(|_| fastrand::u64(..), |seed| seed.parse().expect("a number"));
    println!("{rounds} kills, CASUS_SEED={seed}");
    Rng::with_seed(seed)
}

/// Returns how many kills are asked for.
fn rounds() -> usize {
    env::var("CASUS_KILLS").map_or(10, |count| count.parse().expect("CASUS_KILLS is a number"))
}

/// What the kills of a database came to.
#[derive(Default)]
struct Tally {
    /// Kills that fell into a transaction.
    amid: usize,
    /// Kills of a connection and not of the child.
    cut: usize,
    /// Steps that the ledgers held in the end.
    steps: usize,
}

/// Kills the child again and again, and looks at what each kill leaves.
fn kill_often(place: &Place) {
    let rounds = rounds();
    let mut rng = seeded(rounds);
    let mut tally = Tally::default();
    for first in (0..rounds).step_by(ROUNDS_PER_LEDGER) {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let location = match place {
            Place::File => Location::from(&folder.path().join("ledger.sqlite")),
            Place::Server(store) => store.place(),
        };
        drop(Ledger::create(location.clone()).expect("nothing is there"));
        let mut held = 0;
        for _ in first..rounds.min(first + ROUNDS_PER_LEDGER) {
            held = round(&location, &mut rng, &mut tally);
        }
        tally.steps += held;
    }
    let Tally { amid, cut, steps } = tally;
    println!(
        "{amid} kills fell into a transaction, {cut} cut a connection; {steps} steps are held, each ledger is whole"
    );
    // A kill may fall between two steps; that nearly all do would mean that the test misses its moment.
    assert!(amid > 0, "no kill fell into a write");
}

/// Kills one child, and returns how many steps the ledger then holds.
fn round(location: &Location, rng: &mut Rng, tally: &mut Tally) -> usize {
    let mut sessions = Sessions::of(location);
    let mut child = Child::start(location);
    child.work_for(rng.usize(1..20), rng.u64(0..30_000));
    let must_be_writing = rng.bool();
    while must_be_writing && !sessions.is_writing() {
        if child.is_over() {
            break;
        }
    }
    let is_cut = rng.u8(0..3) == 0 && sessions.cut();
    tally.amid += usize::from(sessions.is_writing());
    tally.cut += usize::from(is_cut);
    let done = if is_cut { child.end() } else { child.kill() };
    sessions.wait();
    let held = steps::check(&Ledger::open_read_only(location.clone()).expect("a ledger opens after a kill"));
    assert!(held >= done, "{done} steps were said to be done, and {held} are");
    held
}
