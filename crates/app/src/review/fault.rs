//! What can be wrong with what somebody wants to decide?

/// Why something cannot be decided as it is put.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No dossier is named.
    #[error("no dossier is named")]
    NoDossier,
    /// Nobody is named who decides.
    #[error("nobody is named who decides")]
    Nobody,
    /// The name is that of a language model.
    #[error("`{name}` is a language model, and a person decides")]
    Machine { name: String },
    /// The dossier has no such document.
    #[error("the dossier has no document `{typed}`")]
    NoDocument { typed: String },
    /// It is neither an entry nor a document, or neither a publisher nor an entry.
    #[error("`{typed}` is neither {one} nor {other} of the dossier")]
    Neither { typed: String, one: &'static str, other: &'static str },
    /// Such a record has no such field.
    #[error("a record of the kind `{kind}` has no field `{field}`")]
    Field { kind: &'static str, field: String, fields: Vec<&'static str> },
    /// A field has no such word.
    #[error("`{field}` cannot be `{word}`")]
    Word { field: String, word: String, words: Vec<&'static str> },
    /// A field cannot be empty.
    #[error("`{field}` is needed and cannot be `none`")]
    Needed { field: String },
    /// Fields are missing.
    #[error("a record of the kind `{kind}` needs {}", list(missing))]
    Missing { kind: &'static str, missing: Vec<&'static str> },
    /// A value is written otherwise.
    #[error("`{field}` cannot be read from `{value}`")]
    Value { field: String, value: String, how: &'static str },
    /// The words do not stand there.
    #[error("`{words}` does not stand in `{path}`")]
    NoWords { words: String, path: String },
    /// The words stand there several times.
    #[error("`{words}` stands `{count}` times in `{path}`")]
    SeveralWords { words: String, path: String, count: usize, places: Vec<String> },
    /// Nobody goes by the name.
    #[error("the document knows no `{name}`")]
    Stranger { name: String },
    /// No entity of the dossier goes by the name.
    #[error("no entity of the dossier goes by the name `{name}`")]
    NoEntity { name: String, near: Option<String> },
    /// A name has several kinds.
    #[error("`{name}` names several: {}", list(kinds))]
    SeveralKinds { name: String, kinds: Vec<&'static str> },
    /// The correction says what is there.
    #[error("`{reference}` says so already")]
    Unchanged { reference: String },
    /// The entry was corrected, so that there is another to correct.
    #[error("`{reference}` was amended, and `{by}` stands in its place")]
    Amended { reference: String, by: String },
    /// The entry that is to be added is there.
    #[error("`{reference}` says just this")]
    There { reference: String },
    /// What was written does not stand in the document.
    #[error("{reason}")]
    Unborne { reason: String },
    /// The dossier declares no such proposition.
    #[error("`{id}` is no proposition that `dossier.toml` declares")]
    NoProposition { id: String, known: Vec<String> },
    /// The document has a day.
    #[error("`{path}` has a day already: {day}")]
    Dated { path: String, day: String },
    /// There is nothing of this person to undo.
    #[error("`{by}` has made no decision that could be undone")]
    NothingToUndo { by: String },
}

impl Fault {
    /// Returns what to do about it, where that is not plain.
    pub(crate) fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoDossier => "name its folder with `--dossier DIR`".to_owned(),
            Self::Nobody => "say so with `--by NAME`, or set the variable `CASUS_REVIEWER`".to_owned(),
            Self::Machine { .. } => "what a model reads comes in with `casus ingest --readings`".to_owned(),
            Self::NoDocument { .. } => "give its path or its id, as `casus show` prints them".to_owned(),
            Self::Neither { other: "an entry", .. } => {
                "write the publisher as `casus show` prints it, or the first digits of a reference".to_owned()
            }
            Self::Neither { .. } => "give the first digits of a reference, or the path of a document".to_owned(),
            Self::Field { fields, .. } => format!("there are {}", list(fields)),
            Self::Word { words, .. } => format!("there are {}", list(words)),
            Self::Missing { missing, .. } => {
                format!("write it as in `{}=…`", missing.first().copied().unwrap_or("field"))
            }
            Self::Value { how, .. } => (*how).to_owned(),
            Self::NoWords { .. } => "copy the words as they stand there; `casus show` prints them".to_owned(),
            Self::SeveralWords { words, places, .. } => {
                format!("write `{words}@1` for the first of {}, and so on", places.join(", "))
            }
            Self::Stranger { name } => format!("write it with its kind, as in `state:{name}`, if it stands there"),
            Self::NoEntity { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::NoEntity { near: None, .. } => "`casus extract` lists the entities of a document".to_owned(),
            Self::SeveralKinds { .. } => "say which with `--kind`".to_owned(),
            Self::Unchanged { reference } => format!("accept it: `casus review accept {reference}`"),
            Self::Amended { by, .. } => {
                format!("decide on `{by}`, or undo the amendment; `casus review log` has its number")
            }
            Self::There { reference } => format!("accept it: `casus review accept {reference}`"),
            Self::NoProposition { known, .. } if known.is_empty() => "declare it in `dossier.toml` first".to_owned(),
            Self::NoProposition { known, .. } => format!("declare it there, or name one of {}", list(known)),
            Self::Dated { .. } => "give it another with `--force`".to_owned(),
            Self::NothingToUndo { .. } => {
                "name one, as in `casus review undo d7`; `casus review log` lists them".to_owned()
            }
            Self::Needed { .. } | Self::Unborne { .. } => return None,
        })
    }
}

fn list(words: &[impl AsRef<str>]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}
