//! Which moves build the tree and find the entities?
//!
//! A dependency parser and an entity recogniser of spaCy read the tokens from left to right. At each step a small network
//! scores the moves from the vectors of a few tokens of the state; the best of the valid ones is made. In go the tokens'
//! vectors; out come heads, labels and sentence starts ([`Parser`]) or entities ([`EntityRecogniser`]).
//!
//! A step is bounded work, a document takes a bounded number of steps for each token, and what is kept for a token is a
//! few numbers, so time and memory are linear in the document, with or without sentence breaks. The result depends on the
//! document alone.

mod entities;
mod entity_moves;
mod moves;
mod parser;
mod scorer;
mod state;
mod step;
mod tree;
mod window;

pub(crate) use entities::EntityRecogniser;
pub(crate) use parser::Parser;

/// Memory that is used again from document to document.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    steps: scorer::Steps,
    state: state::State,
    tree: tree::Tree,
}
