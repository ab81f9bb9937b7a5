//! `casus goal`, `casus why` and `casus deadlocks`: what suffices, what would sink it, and who waits for whom?

mod deadlocks;
mod goal;
mod sets;
mod why;

pub(crate) use deadlocks::deadlocks;
pub(crate) use goal::goal;
pub(crate) use why::why;

use casus_engine::Analysis;
use casus_engine::structure::Budget;

use crate::brief::Desk;
use crate::clock::Stopwatch;
use crate::command::{Asked, Spent};
use crate::error::Error;
use crate::read::scenario;

/// A million nodes.
const MILLION: usize = 1_000_000;

/// Puts together what is asked about, and answers within the budget.
fn within<T>(
    asked: &Asked,
    spent: &Spent,
    answer: impl FnOnce(&Desk<'_>, &Analysis, &Budget<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let desk = Desk::open(asked)?;
    let analysis = desk.analysis(&scenario(&asked.set)?)?;
    // Reading the ledger is not what the time is for.
    let stopwatch = Stopwatch::start();
    let is_over = || stopwatch.gone() >= spent.time();
    let budget = Budget { nodes_max: spent.nodes as usize * MILLION, is_over: &is_over };
    answer(&desk, &analysis, &budget)
}
