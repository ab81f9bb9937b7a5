//! How are many documents read at once, and told in the order in which they were named?

use std::io::{self, IsTerminal};
use std::time::Duration;

use casus_engine::intake::Given;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::error::Error;
use crate::input::{Input, Loaded, load};
use crate::report;

/// How many documents are in memory at once for each thread.
const CHUNK_PER_THREAD: usize = 4;

/// From how many files or bytes on a bar shows how far the work has come.
const BAR_FILES_MIN: usize = 24;
const BAR_BYTES_MIN: u64 = 8 << 20;

/// How often the bar is drawn when nothing has happened.
const TICK: Duration = Duration::from_millis(250);

/// Works on each input in parallel and hands the results to `tell` in the order of the inputs.
///
/// The work on one document knows nothing of the others, so the number of threads cannot show in the result. Refused
/// inputs are told at once and counted in the error at the end.
pub(crate) fn each<T: Send>(
    inputs: &[Input],
    given: Given,
    work: impl Fn(Loaded) -> T + Sync,
    tell: impl FnMut(T) -> Result<(), Error>,
) -> Result<(), Error> {
    each_input(inputs, |input| load(input, given).map(&work), tell)
}

/// Does the same with work that reads its input itself.
pub(crate) fn each_input<T: Send>(
    inputs: &[Input],
    work: impl Fn(&Input) -> Result<T, Error> + Sync,
    mut tell: impl FnMut(T) -> Result<(), Error>,
) -> Result<(), Error> {
    let bar = bar(inputs);
    let mut refused = 0;
    for chunk in inputs.chunks(rayon::current_num_threads() * CHUNK_PER_THREAD) {
        let done = |input: &Input| {
            let result = work(input);
            bar.inc(1);
            result
        };
        for result in chunk.par_iter().map(done).collect::<Vec<_>>() {
            match result {
                Ok(result) => bar.suspend(|| tell(result))?,
                Err(error) => {
                    refused += 1;
                    bar.suspend(|| report::error(&error));
                }
            }
        }
    }
    bar.finish_and_clear();
    if refused == 0 { Ok(()) } else { Err(Error::SomeRefused { refused, named: inputs.len() }) }
}

fn bar(inputs: &[Input]) -> ProgressBar {
    let is_long =
        || inputs.len() >= BAR_FILES_MIN || inputs.iter().map(Input::size_bytes).sum::<u64>() >= BAR_BYTES_MIN;
    if !io::stderr().is_terminal() || !is_long() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {elapsed} gone, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(inputs.len() as u64), ProgressDrawTarget::stderr());
    // One long document keeps the bar where it is; the seconds show that work goes on.
    bar.enable_steady_tick(TICK);
    bar.with_style(style.expect("the template is a literal"))
}
