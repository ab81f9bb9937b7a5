//! Which words does a document of one format hold?
//!
//! Each reader takes bytes and returns the canonical text, to which all spans refer, with what the document tells of itself.

pub(crate) mod docx;
pub(crate) mod markdown;
pub(crate) mod pdf;
mod pdf_bounds;
mod pdf_layout;
mod pdf_thread;

pub use pdf_thread::PDF_THREAD;
