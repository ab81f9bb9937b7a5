//! What would bring a system down? Fault trees as reliability engineering writes them.
//!
//! The engine behind the goals of a dossier is held against the tools of that field by the trees that they share:
//! [`FaultTree::parse`] reads the Open-PSA Model Exchange Format.

mod open_psa;

use crate::structure::{NodeId, Structure};

pub use open_psa::Unreadable;

/// A fault tree.
#[derive(Clone, Debug)]
pub struct FaultTree {
    /// The name of the gate that stands for the failure of the whole.
    pub top_name: String,
    /// Its formula over the basic events.
    pub structure: Structure,
    /// The node of the top gate.
    pub top: NodeId,
    /// The names of the basic events, by their numbers.
    pub events: Vec<String>,
    /// Their probabilities, where the file gives them all.
    pub probabilities: Option<Vec<f64>>,
}
