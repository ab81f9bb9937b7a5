//! How is a reader kept from taking too long, or more stack than there is?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::{Format, IntakeError};

/// How long a PDF is read before it is given up.
pub(super) const READ_SECONDS_MAX: u64 = 60;

/// The name of the thread; what it says in a panic is of no interest to anybody.
pub const PDF_THREAD: &str = "pdf";

/// How much stack a reader is given, in bytes: readers of PDF go down into what is nested.
const STACK_BYTES: usize = 256 << 20;

/// Does a reader's work on a thread of its own, and waits for it as long as a PDF may take.
///
/// The work looks at the flag now and then, and ends when nobody waits any more.
pub(super) fn apart<T: Send + 'static>(
    work: impl FnOnce(&AtomicBool) -> Result<T, IntakeError> + Send + 'static,
) -> Result<T, IntakeError> {
    let stop = Arc::new(AtomicBool::new(false));
    let (done, result) = channel();
    let flag = Arc::clone(&stop);
    let spawned = thread::Builder::new().name(PDF_THREAD.to_owned()).stack_size(STACK_BYTES).spawn(move || {
        // Nobody may wait for it any more.
        let _ = done.send(work(&flag));
    });
    spawned.map_err(|error| IntakeError::Broken { reason: error.to_string() })?;
    match result.recv_timeout(Duration::from_secs(READ_SECONDS_MAX)) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => {
            stop.store(true, Ordering::Relaxed);
            Err(IntakeError::TooSlow { format: Format::Pdf, seconds: READ_SECONDS_MAX })
        }
        Err(RecvTimeoutError::Disconnected) => Err(Format::Pdf.malformed("it is not put together as a PDF is")),
    }
}
