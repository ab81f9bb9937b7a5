//! What do the words around a stance do to it? The table `data/stance_helpers.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::lexicon::{cell, rows};

/// What a word does to a stance beside it; the table says it of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Helper {
    Keeping,
    Refusing,
    Glad,
    Unwilling,
    Aimed,
    Avowing,
    Agreeing,
    Within,
    Being,
    Carrying,
    Stressing,
    Issuing,
    Aid,
    Naming,
    Receiving,
    Ending,
    Bland,
    Mere,
    Empty,
}

static HELPERS: LazyLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/stance_helpers.tsv"));
    rows.map(|row| (row[0], cell(&row, 1).split('|').collect())).collect()
});

impl Helper {
    /// Returns whether a word does this.
    pub fn is(self, word: &str) -> bool {
        HELPERS.get(self.name()).is_some_and(|words| words.contains(word))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Keeping => "keeping",
            Self::Refusing => "refusing",
            Self::Glad => "glad",
            Self::Unwilling => "unwilling",
            Self::Aimed => "aimed",
            Self::Agreeing => "agreeing",
            Self::Avowing => "avowing",
            Self::Within => "within",
            Self::Being => "being",
            Self::Carrying => "carrying",
            Self::Stressing => "stressing",
            Self::Issuing => "issuing",
            Self::Aid => "aid",
            Self::Naming => "naming",
            Self::Receiving => "receiving",
            Self::Ending => "ending",
            Self::Bland => "bland",
            Self::Mere => "mere",
            Self::Empty => "empty",
        }
    }
}
