//! What can one ask?
//!
//! In go files as they arrive; out come answers. [`pipeline`] tells the story from one to the other, and [`page`] is
//! what there is to see at its end.

pub mod page;
pub mod pipeline;

pub use page::Page;
