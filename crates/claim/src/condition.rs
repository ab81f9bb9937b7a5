//! On which conditions.

use casus_text::Quote;

use crate::EntityId;

/// A formula over atoms. A reading has [`Atom`]s in it; once these are mapped, it has [`PropositionId`](crate::PropositionId)s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition<A> {
    /// One thing that must be the case.
    Atom(A),
    /// All of these.
    All(Vec<Condition<A>>),
    /// At least one of these.
    Any(Vec<Condition<A>>),
    /// The contrary of this.
    Not(Box<Condition<A>>),
    /// At least `count` of these.
    AtLeast {
        /// How many must hold.
        count: usize,
        /// Among which.
        of: Vec<Condition<A>>,
    },
}

/// The shortest phrase that names what must be the case, as the text words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The phrase.
    pub quote: Quote,
    /// The actors named in it.
    pub actors: Vec<EntityId>,
    /// What it is about: its content words in base form, near synonyms made one, sorted; without the actors' names.
    pub theme: Vec<String>,
    /// The base form of the word that the others depend on, where the reader knows how the phrase is built.
    pub head: Option<String>,
    /// Whether its own words deny it: `no truce holds`, `the clause does not apply`.
    pub is_denied: bool,
}

impl<A> Condition<A> {
    /// Returns the condition that holds when this one does not.
    pub fn negated(self) -> Self {
        Condition::Not(Box::new(self))
    }

    /// Returns the same formula with each atom replaced.
    pub fn map<B>(&self, replace: &mut impl FnMut(&A) -> B) -> Condition<B> {
        let mut each = |parts: &[Condition<A>]| parts.iter().map(|part| part.map(replace)).collect();
        match self {
            Condition::All(parts) => Condition::All(each(parts)),
            Condition::Any(parts) => Condition::Any(each(parts)),
            Condition::AtLeast { count, of } => Condition::AtLeast { count: *count, of: each(of) },
            Condition::Not(part) => Condition::Not(Box::new(part.map(replace))),
            Condition::Atom(atom) => Condition::Atom(replace(atom)),
        }
    }

    /// Returns the same formula with a formula in the place of each atom.
    pub fn expand<B>(&self, replace: &mut impl FnMut(&A) -> Condition<B>) -> Condition<B> {
        let mut each = |parts: &[Condition<A>]| parts.iter().map(|part| part.expand(replace)).collect();
        match self {
            Condition::All(parts) => Condition::All(each(parts)),
            Condition::Any(parts) => Condition::Any(each(parts)),
            Condition::AtLeast { count, of } => Condition::AtLeast { count: *count, of: each(of) },
            Condition::Not(part) => Condition::Not(Box::new(part.expand(replace))),
            Condition::Atom(atom) => replace(atom),
        }
    }

    /// Returns the atoms in the order of the formula.
    pub fn atoms(&self) -> Vec<&A> {
        match self {
            Condition::Atom(atom) => vec![atom],
            Condition::Not(part) => part.atoms(),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
                parts.iter().flat_map(Condition::atoms).collect()
            }
        }
    }
}
