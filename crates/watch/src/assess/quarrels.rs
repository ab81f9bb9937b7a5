//! Which sources disagree that did not?

use std::collections::BTreeSet;

use casus_engine::Comparison;
use casus_engine::dossier::AlertKind;
use casus_engine::ledger::thread::Rest;
use casus_engine::ledger::{Contradiction, Side};
use casus_text::ContentId;

use crate::alert::{Alert, Development, Kind};

use super::cite;

/// Lists the contradictions of the later state that are news: one side of them at least stands in a document that the
/// earlier state did not have.
pub(super) fn developments(compared: &Comparison) -> Vec<Development> {
    let old: BTreeSet<ContentId> = compared.before.texts().collect();
    let is_new = |found: &&Contradiction| found.sides.iter().any(|side| !old.contains(&text(compared, side)));
    compared.contradictions.iter().filter(is_new).map(|found| development(compared, found)).collect()
}

fn text(compared: &Comparison, side: &Side) -> ContentId {
    compared.after.source(side.document).id()
}

fn development(compared: &Comparison, found: &Contradiction) -> Development {
    let kind = found.kind.word();
    let key = |side: &Side| {
        let span = side.quote.span();
        format!("contradicted:{kind}:{}:{}-{}", text(compared, side), span.start_bytes(), span.end_bytes())
    };
    let cites =
        found.sides.iter().map(|side| cite("side", compared.after.source(side.document), side.quote.span(), None));
    Development {
        kinds: vec![Kind {
            kind: AlertKind::Contradicted,
            change: Some(found.why.clone()),
            keys: found.sides.iter().map(key).collect(),
        }],
        alert: Alert {
            cites: cites.collect(),
            ..Alert::of(format!("Sources disagree ({kind}) on: {}", found.about.trim_end_matches('.')))
        },
    }
}

/// Returns whether a move rests on a contradiction, which is told by itself.
pub(super) fn is_one(rest: &Rest) -> bool {
    matches!(rest, Rest::Contradiction(_))
}
