//! How is an instant stored? In UTC with nine digits of fraction, so that text sorts as time does.

use jiff::Timestamp;

use crate::database::Fault;

/// Writes an instant down.
pub(crate) fn written(instant: Timestamp) -> String {
    format!("{instant:.9}")
}

/// Takes an instant that was written down.
pub(crate) fn parsed(text: &str) -> Result<Timestamp, Fault> {
    text.parse().map_err(|_| Fault::Corrupt(format!("`{text}` is no instant")))
}
