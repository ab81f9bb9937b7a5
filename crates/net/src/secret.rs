//! What must not be seen? A secret, which shows itself to nobody who prints it.

use std::fmt::{self, Debug, Formatter};

/// A word that only its two ends know.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl Debug for Secret {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
