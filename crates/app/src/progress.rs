//! How far has a search through a ledger come? A bar on a terminal tells, where there is much to go through.

use std::io::{self, IsTerminal};

use casus_engine::ledger::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many documents on a bar is shown.
const BAR_DOCUMENTS_MIN: u64 = 100;

/// A bar that comes with the first news of a long search.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    pub(crate) fn new() -> Self {
        Self(None)
    }

    /// Shows how far the search has come.
    pub(crate) fn tell(&mut self, progress: Progress) {
        if progress.of < BAR_DOCUMENTS_MIN || !io::stderr().is_terminal() {
            return;
        }
        self.0.get_or_insert_with(|| bar(progress.of)).set_position(progress.done);
    }

    pub(crate) fn finish(self) {
        if let Some(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}

fn bar(count: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {elapsed} gone, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    bar.with_style(style.expect("the template is a literal"))
}
