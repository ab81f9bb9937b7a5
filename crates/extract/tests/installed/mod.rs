//! Which model do tests read with? The installed one, opened once in a process.
//!
//! Whoever takes this module in names the crate `syntax` beside it.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::LazyLock;

use super::syntax::{Pipeline, Reader};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let folder = folder();
    Pipeline::open(&folder).unwrap_or_else(|error| {
        panic!("no model can be opened in `{}`: {error}\nhint: run `casus model add en`", folder.display())
    })
});

thread_local! {
    static READER: RefCell<Reader<'static>> = RefCell::new(PIPELINE.reader());
}

/// Works with the reader of this thread.
pub fn with_reader<T>(work: impl FnOnce(&mut Reader<'static>) -> T) -> T {
    READER.with_borrow_mut(work)
}

/// Returns where the English model lies: in the folder that `CASUS_MODELS` names, or in the user's.
fn folder() -> PathBuf {
    let named = std::env::var_os("CASUS_MODELS").filter(|folder| !folder.is_empty());
    let models = named.map(PathBuf::from).unwrap_or_else(|| {
        let places = etcetera::choose_base_strategy().expect("a user has a home");
        etcetera::BaseStrategy::data_dir(&places).join("casus").join("models")
    });
    models.join("en")
}
