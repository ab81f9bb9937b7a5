//! What can be wrong with a question?

use casus_claim::PropositionId;

/// A question that cannot be answered as it is put.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The scenario sets something that no document speaks of.
    #[error("`{id}` is no proposition of these documents")]
    UnknownProposition {
        /// What was set.
        id: PropositionId,
        /// What there is to set.
        known: Vec<PropositionId>,
    },
    /// The scenario goes against the rules of the dossier.
    #[error("{} and {} do not go together by the rules of the dossier", said(one), said(other))]
    Clash {
        /// What is set to one value.
        one: (PropositionId, bool),
        /// What is set to a value that goes against it.
        other: (PropositionId, bool),
    },
    /// No goal of the dossier has this name.
    #[error("`{id}` is no goal of this dossier")]
    UnknownGoal {
        /// What was asked for.
        id: String,
        /// What there is to ask for.
        known: Vec<String>,
    },
    /// The threshold is no share.
    #[error("`{0}` is no confidence from 0 to 1")]
    Threshold(f64),
}

/// How alike two names must be, from 0 to 1, for one to be taken for a slip of the other.
const SLIP_MIN: f64 = 0.7;

impl Error {
    /// Returns the advice that goes with the message.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Threshold(_) => None,
            Error::Clash { .. } => Some("leave out one of the two".to_owned()),
            Error::UnknownGoal { known, .. } if known.is_empty() => {
                Some("declare goals with `[[goal]]` in `dossier.toml`".to_owned())
            }
            Error::UnknownGoal { id, known } => {
                let list: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
                let list = format!("there are {}", list.join(", "));
                let nearest = nearest_of(id, known.iter().map(String::as_str));
                Some(nearest.map_or(list.clone(), |nearest| format!("did you mean `{nearest}`? {list}")))
            }
            Error::UnknownProposition { known, .. } if known.is_empty() => {
                Some("no promise in these documents waits on anything".to_owned())
            }
            Error::UnknownProposition { id, known } => {
                let list: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
                let list = format!("there are {}", list.join(", "));
                Some(nearest(id, known).map_or(list.clone(), |nearest| format!("did you mean `{nearest}`? {list}")))
            }
        }
    }
}

fn said((id, value): &(PropositionId, bool)) -> String {
    format!("`{id}={value}`")
}

fn nearest<'a>(id: &PropositionId, known: &'a [PropositionId]) -> Option<&'a str> {
    nearest_of(&id.0, known.iter().map(|known| known.0.as_str()))
}

/// Returns the name of which another is likely to be a slip.
pub fn nearest_of<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known.map(|other| (strsim::jaro_winkler(&word, &other.to_lowercase()), other));
    scored.filter(|(score, _)| *score >= SLIP_MIN).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}
