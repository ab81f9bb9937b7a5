//! What may be the case.

use casus_text::Quote;

use crate::word::words;

/// The name of a proposition of the dossier: `truce`, `us-support/air-defence`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropositionId(pub String);

impl std::fmt::Display for PropositionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

words! {
    /// Who says that a proposition exists.
    Standing {
        /// Casus found it among the conditions of the documents; nobody has confirmed it.
        Proposed = "proposed",
        /// The dossier declares it.
        Declared = "declared",
    }
}

/// Something that may be true, false or unknown, on which commitments wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// Its name.
    pub id: PropositionId,
    /// The words to show for it.
    pub label: String,
    /// Who says that it exists.
    pub standing: Standing,
    /// The phrases that were taken to mean it, in the order of the documents.
    pub phrases: Vec<Quote>,
}

/// A proposition that a dossier declares, with the phrases that texts use for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProposition {
    /// Its name.
    pub id: PropositionId,
    /// The words to show for it.
    pub label: String,
    /// Phrases that mean it wherever they stand in a condition.
    pub phrases: Vec<String>,
}
