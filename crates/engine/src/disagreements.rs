//! What cannot all be right?
//!
//! The ledger's finder says it; here its findings become lines of the page, each side with its reference and with who says
//! it and who read it.

use casus_claim::Term;
use casus_ledger::{Contradiction, Side, contradictions};

use crate::facts::Facts;
use crate::page::{Disagreement, Evidence};
use crate::phrase::shortened;

/// A longer subject is cut.
const SUBJECT_LEN_CHARS_MAX: usize = 80;

/// Lists the disagreements of the documents, in the order of their kinds.
pub(crate) fn disagreements(facts: &Facts, terms: &[Term]) -> Vec<Disagreement> {
    let line = |found: Contradiction| Disagreement {
        kind: found.kind,
        about: shortened(&found.about, SUBJECT_LEN_CHARS_MAX),
        why: found.why,
        sides: found.sides.into_iter().map(|side| evidence(facts, side)).collect(),
    };
    contradictions(&facts.documents, terms).into_iter().map(line).collect()
}

fn evidence(facts: &Facts, Side { document, quote, record }: Side) -> Evidence {
    match record {
        Some(place) => Evidence { quote, ..facts.line(document, place).evidence() },
        None => {
            let (attributed_to, unnamed, read_by) = (Vec::new(), Vec::new(), Vec::new());
            let (reference, vouched) = (None, None);
            Evidence { source: document, quote, attributed_to, unnamed, reference, read_by, vouched }
        }
    }
}
