//! Which moves can a component make, and in which order does its network score them?
//!
//! The file `moves` is MessagePack with one string of JSON: for each action, a number, its labels with their frequencies
//! in training. The order of the classes follows from it as in spaCy's `TransitionSystem.initialize_actions`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rmpv::ValueRef;
use serde_json::Value;

use crate::ModelError;
use crate::thinc;

/// MessagePack is read no deeper than this: the file is a map of strings.
const DEPTH_MAX: usize = 16;

/// The labels of each action with their frequencies, as the file gives them.
type Frequencies = BTreeMap<String, BTreeMap<String, i64>>;

/// An action with a label, before the component gives its number a meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Move {
    /// The action's number.
    pub action: u8,
    /// The label, which is empty where the action has none.
    pub label: String,
}

/// Reads the moves in the order in which the network scores them; `file` is the file's name for errors.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Move>, ModelError> {
    let damaged = |what: String| ModelError::damaged(file, what);
    let value = rmpv::decode::read_value_ref_with_max_depth(&mut &bytes[..], DEPTH_MAX)
        .map_err(|error| damaged(format!("it is not MessagePack ({error})")))?;
    let json = match thinc::get(&value, "moves") {
        Some(ValueRef::String(json)) => json.as_bytes(),
        _ => return Err(damaged("it has no string `moves`".to_owned())),
    };
    let frequencies: Frequencies =
        serde_json::from_slice(json).map_err(|error| damaged(format!("its moves cannot be read ({error})")))?;
    let number = |action: &str| action.parse().map_err(|_| damaged(format!("`{action}` is no action")));
    let actions = frequencies.iter().map(|(action, labels)| Ok((number(action)?, labels)));
    Ok(in_order(&actions.collect::<Result<Vec<_>, ModelError>>()?))
}

/// Lists moves action by action, the frequent labels first; labels that joined after training have negative frequencies
/// and come last, each with all its actions.
fn in_order(actions: &[(u8, &BTreeMap<String, i64>)]) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut joined = Vec::new();
    for (action, labels) in actions {
        let mut labels: Vec<_> = labels.iter().map(|(label, frequency)| (*frequency, label)).collect();
        labels.sort_unstable_by_key(|label| Reverse(*label));
        for (frequency, label) in labels {
            if frequency < 0 {
                joined.push((frequency, label, *action));
            } else {
                moves.push(Move { action: *action, label: label.clone() });
            }
        }
    }
    let mut actions_of: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for (_, label, action) in &joined {
        actions_of.entry(label).or_default().push(*action);
    }
    joined.sort_by_key(|(frequency, label, _)| Reverse((*frequency, *label)));
    let mut is_listed: BTreeSet<&str> = BTreeSet::new();
    for (_, label, _) in &joined {
        if is_listed.insert(label) {
            moves.extend(actions_of[label.as_str()].iter().map(|&action| Move { action, label: (*label).clone() }));
        }
    }
    moves
}

/// Checks that a component's `cfg` asks for nothing that is not done here: a beam, or tokens that are to be merged.
pub(super) fn check_settings(file: &str, bytes: &[u8]) -> Result<(), ModelError> {
    let settings: Value = serde_json::from_slice(bytes)
        .map_err(|error| ModelError::damaged(file, format!("it is not JSON ({error})")))?;
    let Value::Object(settings) = settings else { return Err(ModelError::damaged(file, "it is no object")) };
    match settings.get("beam_width") {
        Some(width) if *width != 1 => Err(ModelError::unsupported("the setting `beam_width`", width.to_string())),
        _ if settings.get("learn_tokens") == Some(&Value::Bool(true)) => {
            Err(ModelError::unsupported("the setting `learn_tokens`", "true"))
        }
        _ => Ok(()),
    }
}

/// Returns the name of a file that lies beside another.
pub(super) fn beside(file: &str, name: &str) -> String {
    match file.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}
