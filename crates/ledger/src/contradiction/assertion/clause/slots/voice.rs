//! Who was it that made it known? Kind `speaker`.

use super::*;
use crate::contradiction::assertion::name::{Name, share};

/// So much must be the same.
const WEIGHT_MIN: f64 = 2.0;
/// News is announced once, and told for so many days.
const DAYS_MAX: i32 = 1;

pub(super) fn clash(Pair { told, one, other, weight }: Pair<'_, '_>) -> Option<Clash> {
    if !both_done(one, other).contains("announce") || days(one, other) > DAYS_MAX {
        return None;
    }
    let (ours, theirs) = (voice(one)?, voice(other)?);
    let is_one = !ours.is_name_of(&theirs)
        && weight.all() >= WEIGHT_MIN
        && weight.own >= 2.0
        && !share(std::slice::from_ref(&ours), told[other.document].all_names())
        && !share(std::slice::from_ref(&theirs), told[one.document].all_names());
    is_one.then(|| Clash {
        kind: ContradictionKind::Speaker,
        why: format!("It is made known by {} and by {}.", ours.text, theirs.text),
    })
}

/// Returns the only person who is named in a sentence.
fn voice(clause: &Clause<'_>) -> Option<Name> {
    let mut people = clause.names.iter().filter(|name| name.may_be_person());
    match (people.next(), people.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}
