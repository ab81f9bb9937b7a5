//! What does an analyst see?
//!
//! In goes one [`Page`](casus_engine::Page); out comes the same page as one HTML file ([`html()`]) or as styled text for
//! a terminal ([`terminal()`]). Both take their wording from `words` and their order from `order`, so that they
//! cannot say different things. Neither reads, judges nor looks anything up.
//!
//! A document whose words are marked ([`marked`]) is drawn in the same two ways.
//!
//! Whatever comes from a source is hostile until shown otherwise: it is escaped in HTML, and characters that could steer
//! a terminal or reorder a line are made visible by `visible`.

mod amount;
mod dated;
mod decides;
mod development;
pub(crate) mod digest;
mod ground;
mod history;
mod html;
mod line;
mod markdown;
pub mod marked;
mod moves;
mod order;
mod outline;
mod picture;
mod scenario;
mod stories;
mod terminal;
mod visible;
mod voices;
mod watch;
pub(crate) mod words;

pub(crate) use decides::{decides, decides_html, decides_markdown};
pub(crate) use ground::{ground, ground_changes, ground_changes_html, ground_changes_markdown, ground_markdown};
pub(crate) use history::{change, doubles, history, list};
pub(crate) use html::ground::ground as ground_html;
pub use html::html;
pub(crate) use html::threads::{doubles as doubles_html, history as history_html, threads as threads_html};
pub(crate) use html::watch::watch as watch_html;
pub(crate) use line::one_line;
pub use markdown::markdown;
pub(crate) use moves::{moves, moves_markdown};
pub(crate) use order::label;
pub(crate) use stories::stories;
pub use terminal::{contradictions, terminal};
pub(crate) use visible::visible;
pub(crate) use voices::copies;
pub(crate) use watch::watch;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
