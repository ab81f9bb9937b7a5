//! How are many documents read at once, and told in the order in which they were named?

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use casus_engine::intake::{Document, Given, IntakeError, Item, document};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::error::Error;
use crate::expand::{Next, expand};
use crate::input::{Input, Loaded};
use crate::report;

/// How many documents are in memory at once for each thread, and how many bytes of them in all.
const CHUNK_PER_THREAD: usize = 4;
const CHUNK_BYTES_MAX: usize = 64 << 20;

/// From how many files or bytes on a bar shows how far the work has come.
const BAR_FILES_MIN: usize = 24;
const BAR_BYTES_MIN: u64 = 8 << 20;

/// How often the bar is drawn when nothing has happened.
const TICK: Duration = Duration::from_millis(250);

/// Works on each document of the inputs in parallel and hands the results to `tell` in their order.
///
/// The work on one document knows nothing of the others, so the number of threads cannot show in the result. Refused
/// inputs and documents are told at once and counted in the error at the end.
pub(crate) fn each<T: Send>(
    inputs: &[Input],
    given: Given,
    work: impl Fn(Loaded) -> T + Sync,
    tell: impl FnMut(T) -> Result<(), Error>,
) -> Result<(), Error> {
    let read = AtomicU64::new(0);
    let mut batch =
        Batch { given, work, tell, bar: bar(inputs), waiting: Vec::new(), waiting_bytes: 0, count: Count::default() };
    for input in inputs {
        let before = batch.count;
        let mut is_container = false;
        expand(input, &read, |next| {
            is_container |= !matches!(&next, Next::Item(item) if !item.is_inside);
            batch.take(next, read.load(Ordering::Relaxed))
        })?;
        // Documents of several files wait for one another, those of an archive are told with it.
        if is_container {
            batch.flush(read.load(Ordering::Relaxed))?;
            batch.count.tell(before, input, &batch.bar);
        }
    }
    batch.flush(read.load(Ordering::Relaxed))?;
    batch.bar.finish_and_clear();
    let Count { refused, named, .. } = batch.count;
    if refused == 0 { Ok(()) } else { Err(Error::SomeRefused { refused, named }) }
}

/// What was found so far.
#[derive(Clone, Copy, Default)]
struct Count {
    /// How many things were to be documents.
    named: usize,
    refused: usize,
    passed_over: usize,
    /// How many documents stood in others.
    inside: usize,
}

impl Count {
    /// Tells how many documents an archive held, since nobody sees that from outside.
    fn tell(self, before: Self, input: &Input, bar: &ProgressBar) {
        let (inside, over) = (self.inside - before.inside, self.passed_over - before.passed_over);
        if inside == 0 && over == 0 {
            return;
        }
        let path = crate::error::shown(input.path());
        let documents = if inside == 1 { "document" } else { "documents" };
        let over = match over {
            0 => String::new(),
            over => format!(", and `{over}` other things that were passed over"),
        };
        bar.suspend(|| report::note(&format!("`{path}` holds `{inside}` {documents}{over}")));
    }
}

/// Documents that wait to be read together.
struct Batch<W, F> {
    given: Given,
    work: W,
    tell: F,
    bar: ProgressBar,
    waiting: Vec<Result<Item, Error>>,
    waiting_bytes: usize,
    count: Count,
}

impl<T: Send, W: Fn(Loaded) -> T + Sync, F: FnMut(T) -> Result<(), Error>> Batch<W, F> {
    fn take(&mut self, next: Next, read: u64) -> Result<(), Error> {
        match next {
            Next::PassedOver => {
                self.count.passed_over += 1;
                return Ok(());
            }
            Next::Refused(error) => self.waiting.push(Err(error)),
            Next::Item(item) => {
                self.waiting_bytes += item.bytes.len();
                self.waiting.push(Ok(item));
            }
        }
        let is_full = self.waiting.len() >= rayon::current_num_threads() * CHUNK_PER_THREAD
            || self.waiting_bytes >= CHUNK_BYTES_MAX;
        if is_full { self.flush(read) } else { Ok(()) }
    }

    /// Reads what waits, and tells it.
    fn flush(&mut self, read: u64) -> Result<(), Error> {
        let (given, work) = (self.given, &self.work);
        let waiting = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        let done: Vec<_> = waiting.into_par_iter().map(|item| read_one(item, given, work)).collect();
        for done in done {
            match done {
                Done::Told { result, remarks, is_inside } => {
                    self.count.named += 1;
                    self.count.inside += usize::from(is_inside);
                    let tell = &mut self.tell;
                    self.bar.suspend(|| {
                        remarks.iter().for_each(|remark| report::note(remark));
                        tell(result)
                    })?;
                }
                Done::Refused(error) => {
                    self.count.named += 1;
                    self.count.refused += 1;
                    self.bar.suspend(|| report::error(&error));
                }
                Done::PassedOver => self.count.passed_over += 1,
            }
        }
        self.bar.set_position(read);
        self.bar.set_message(self.count.named.to_string());
        Ok(())
    }
}

/// What became of a document.
enum Done<T> {
    Told { result: T, remarks: Vec<String>, is_inside: bool },
    Refused(Error),
    PassedOver,
}

fn read_one<T>(item: Result<Item, Error>, given: Given, work: &impl Fn(Loaded) -> T) -> Done<T> {
    let item = match item {
        Ok(item) => item,
        Err(error) => return Done::Refused(error),
    };
    let is_inside = item.is_inside;
    match document(&item, given) {
        Ok(Document { source, remarks }) => {
            let remarks = remarks.iter().map(|remark| format!("`{}` {remark}", item.path)).collect();
            Done::Told { result: work(Loaded { bytes: item.bytes, source }), remarks, is_inside }
        }
        // A crawl is full of pages that only lead to others.
        Err(IntakeError::NoArticle) if is_inside => Done::PassedOver,
        Err(cause) => Done::Refused(Error::Refused { path: item.path, cause }),
    }
}

/// Works in parallel on inputs that the work reads itself, and hands the results to `tell` in the order of the inputs.
pub(crate) fn each_input<T: Send>(
    inputs: &[Input],
    work: impl Fn(&Input) -> Result<T, Error> + Sync,
    mut tell: impl FnMut(T) -> Result<(), Error>,
) -> Result<(), Error> {
    let (bar, mut refused) = (bar(inputs), 0);
    for chunk in inputs.chunks(rayon::current_num_threads() * CHUNK_PER_THREAD) {
        let done = |input: &Input| {
            let result = work(input);
            bar.inc(input.size_bytes());
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

/// Returns the bar that shows how far the inputs have been gone through, where there is much of them.
pub(crate) fn bar(inputs: &[Input]) -> ProgressBar {
    let size_bytes: u64 = inputs.iter().map(Input::size_bytes).sum();
    if !io::stderr().is_terminal() || (inputs.len() < BAR_FILES_MIN && size_bytes < BAR_BYTES_MIN) {
        return ProgressBar::hidden();
    }
    let template = "{bar:40} {bytes} of {total_bytes}, {msg} documents, {elapsed} gone, {eta} left";
    let style = ProgressStyle::with_template(template);
    let bar = ProgressBar::with_draw_target(Some(size_bytes), ProgressDrawTarget::stderr());
    // One long document keeps the bar where it is; the seconds show that work goes on.
    bar.enable_steady_tick(TICK);
    bar.with_style(style.expect("the template is a literal"))
}
