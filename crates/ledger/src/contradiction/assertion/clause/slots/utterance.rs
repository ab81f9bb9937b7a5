//! With which words is something said or called, where all around them is the same? Kind `wording`.

use super::*;
use crate::contradiction::words::telling_of;

/// So much around them must be the same.
const WEIGHT_MIN: f64 = 2.5;
/// And so much of what the shorter sentence tells.
const SHARE_MIN: f64 = 0.6;
/// What is said is told for so many days.
const DAYS_MAX: i32 = 1;

pub(super) fn clash(Pair { one, other, weight, .. }: Pair<'_, '_>) -> Option<Clash> {
    if days(one, other) > DAYS_MAX {
        return None;
    }
    let (ours, theirs) = (quoted(one)?, quoted(other)?);
    let is_one = telling_of(&ours) != telling_of(&theirs)
        && !ours.contains(&theirs)
        && !theirs.contains(&ours)
        && weight.all() >= WEIGHT_MIN
        && weight.own >= 1.0
        && weight.share >= SHARE_MIN;
    is_one.then(|| Clash {
        kind: ContradictionKind::Wording,
        why: format!("The same words are given as “{ours}” and as “{theirs}”."),
    })
}

/// Returns the only few words in quotation marks.
fn quoted(clause: &Clause<'_>) -> Option<String> {
    match super::super::quoted(clause.text, clause.at)[..] {
        [(start, end)] => Some(clause.text.source.text()[start..end].trim_end_matches([',', '.']).to_lowercase())
            .filter(|said| !said.is_empty()),
        _ => None,
    }
}
