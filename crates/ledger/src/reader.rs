//! Who read it?

/// What sort of reader somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReaderKind {
    /// Rules of Casus, which read the same text the same way each time.
    Rules,
    /// A language model.
    Model,
    /// A person.
    Person,
}

impl ReaderKind {
    /// Every kind, in the order in which readings are listed.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Model, Self::Person];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Model => "model",
            Self::Person => "person",
        }
    }

    /// Returns the kind that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Somebody who reads documents, in one version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reader {
    /// What sort of reader it is.
    pub kind: ReaderKind,
    /// Its name with its version: `casus 0.1.0 rules`.
    pub name: String,
}

impl Reader {
    /// Names a set of rules with its version.
    pub fn rules(name: impl Into<String>) -> Self {
        Self { kind: ReaderKind::Rules, name: name.into() }
    }

    /// Names a language model.
    pub fn model(name: impl Into<String>) -> Self {
        Self { kind: ReaderKind::Model, name: name.into() }
    }

    /// Names a person.
    pub fn person(name: impl Into<String>) -> Self {
        Self { kind: ReaderKind::Person, name: name.into() }
    }
}

impl std::fmt::Display for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.name)
    }
}
