//! What can go wrong, what its exit code is, and what to do about it.

use std::io;
use std::path::Path;

use casus_engine::dossier::Fault;
use casus_engine::intake::IntakeError;
use jiff::civil::Date;

use crate::model::Fault as ModelFault;
use crate::review::Fault as ReviewFault;

/// The exit code of wrong use, which is also clap's own.
pub(crate) const WRONG_USE: u8 = 2;

/// Why `casus` did not do all that it was asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no such file.
    #[error("`{path}` does not exist")]
    Missing { path: String },
    /// A folder without documents stands where documents are asked for.
    #[error("`{path}` is a folder with no document in it")]
    Directory { path: String },
    /// The system does not let the file be read.
    #[error("`{path}` cannot be read: {cause}")]
    Unreadable { path: String, cause: io::Error },
    /// The file is not a document.
    #[error("`{path}` {cause}")]
    Refused { path: String, cause: IntakeError },
    /// Each refusal has been told already.
    #[error("`{refused}` of `{named}` inputs could not be read")]
    SomeRefused { refused: usize, named: usize },
    /// Nothing was named and nothing is piped in.
    #[error("no file is named, and standard input is a terminal")]
    NoInput { command: &'static str },
    /// The page would take the place of something that it is made from.
    #[error("`{path}` is {what}, and the page would overwrite it")]
    Over { path: String, what: &'static str, option: &'static str },
    /// One proposition is given two values.
    #[error("`{proposition}` is set to true and to false")]
    SetTwice { proposition: String },
    /// The folder holds a dossier already.
    #[error("`{path}` holds a dossier already")]
    DossierThere { path: String },
    /// The folder holds something else.
    #[error("`{path}` is not empty")]
    NotEmpty { path: String },
    /// There is no dossier in the folder.
    #[error("`{path}` is no dossier: it has no `dossier.toml`")]
    NoDossier { path: String },
    /// The dossier says something that cannot be taken.
    #[error("`{path}:{line}:{column}`: {fault}\n{excerpt}", line = fault.line, column = fault.column, excerpt = fault.excerpt())]
    Dossier { path: String, fault: Fault },
    /// The ledger does not do what it is asked.
    #[error(transparent)]
    Ledger(#[from] casus_engine::ledger::Error),
    /// The watch cannot go on.
    #[error(transparent)]
    Watch(#[from] casus_watch::Error),
    /// The web cannot be asked.
    #[error(transparent)]
    Web(#[from] casus_net::SettingsError),
    /// An address gives nothing.
    #[error(transparent)]
    Fetch(#[from] casus_net::FetchError),
    /// An address gives no document.
    #[error("`{address}` gives no document any more")]
    NothingThere { address: String },
    /// There is nothing to watch.
    #[error("`{path}` names no source to watch")]
    NoSources { path: String },
    /// Nothing was watched yet.
    #[error("`{path}` was never watched")]
    NoWatch { path: String },
    /// The ledger was looked through, and what is wrong has been told already.
    #[error("the ledger is damaged: `{count}` findings")]
    NotWhole { count: usize },
    /// No document goes by the name.
    #[error("no document of the dossier goes by `{typed}`")]
    NoDocument { typed: String },
    /// Several documents go by the name.
    #[error("`{typed}` stands for `{count}` documents")]
    SeveralDocuments { typed: String, count: usize },
    /// A document is to be taken out, and nobody said so twice.
    #[error("`{path}` is not taken out: nobody said `yes`")]
    NotConfirmed { path: String },
    /// No entry goes by the reference.
    #[error("no entry goes by `{typed}`")]
    NoEntry { typed: String },
    /// The entry was published after the day that is asked about.
    #[error("the entry `{typed}` was not yet published on {day}")]
    NoEntryYet { typed: String, day: Date },
    /// Several entries begin with the digits.
    #[error("`{typed}` is the beginning of `{count}` references")]
    SeveralEntries { typed: String, count: usize },
    /// The entry is in no thread.
    #[error("the entry `{typed}` is told in no thread")]
    NoThread { typed: String },
    /// A day of the world is asked for, and an instant is given.
    #[error("`{text}` is an instant, and the world is told by days")]
    NoDay { text: String },
    /// What is asked for ends before it begins.
    #[error("`{to}` lies before `{from}`")]
    Backwards { from: String, to: String },
    /// A part of what somebody else read cannot be taken.
    #[error("`{path}` line `{line}`: {reason}")]
    Reading { path: String, line: usize, reason: String },
    /// A file of readings has nothing in it.
    #[error("`{path}` holds no line")]
    NoLine { path: String },
    /// Each refusal has been told already.
    #[error("`{refused}` of `{named}` records could not be taken")]
    SomeRecordsRefused { refused: usize, named: usize },
    /// Nothing was named.
    #[error("neither documents nor readings are named")]
    NothingToIngest,
    /// A model is not there, or does not go.
    #[error(transparent)]
    Model(#[from] ModelFault),
    /// Something cannot be decided as it is put.
    #[error(transparent)]
    Review(#[from] ReviewFault),
    /// A model that is there cannot be read with.
    #[error("the model `{name}` in `{path}` cannot be used: {cause}")]
    Pipeline { add: String, name: String, path: String, cause: casus_engine::syntax::ModelError },
    /// The documents do not answer the question as it is put.
    #[error(transparent)]
    Question(casus_engine::Error),
    /// A file is no fault tree.
    #[error("`{path}`, {fault}")]
    FaultTree { path: String, fault: casus_engine::fault_tree::Unreadable },
    /// A fault tree gives no probability to some event.
    #[error("`{path}` does not give every basic event a probability")]
    NoProbability { path: String },
    /// No promise has this reference.
    #[error("`{typed}` is the reference of no promise of this dossier")]
    NoPromise { typed: String },
    /// An analysis was given up.
    #[error("`{path}` could not be worked out to the end: {stopped}")]
    Stopped { path: String, stopped: casus_engine::structure::Stopped },
    /// A PDF file cannot be drawn.
    #[error("the PDF file cannot be drawn: {cause}")]
    NoPdf { cause: String },
    /// A file cannot be written.
    #[error("`{path}` cannot be written: {cause}")]
    NotWritten { path: String, cause: io::Error },
    /// What is asked for cannot be shown in a terminal.
    #[error("{what} cannot be shown in a terminal")]
    NoTerminal { what: &'static str },
    /// Standard output cannot be written.
    #[error("standard output cannot be written: {cause}")]
    NotPrinted { cause: io::Error },
    /// Whoever read standard output has had enough.
    #[error("standard output is closed")]
    Closed,
}

impl Error {
    /// Returns the exit code.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Missing { .. }
            | Self::Directory { .. }
            | Self::Unreadable { .. }
            | Self::Refused { .. }
            | Self::FaultTree { .. }
            | Self::NoProbability { .. }
            | Self::Stopped { .. }
            | Self::NoPromise { .. }
            | Self::Reading { .. }
            | Self::NoLine { .. }
            | Self::SomeRecordsRefused { .. }
            | Self::SomeRefused { .. } => 1,
            Self::Ledger(cause) => of_ledger(cause),
            Self::Watch(_) | Self::Fetch(_) | Self::NothingThere { .. } => 1,
            Self::Model(fault) => fault.exit_code(),
            Self::NoSources { .. }
            | Self::NoWatch { .. }
            | Self::Web(_)
            | Self::NoTerminal { .. }
            | Self::DossierThere { .. }
            | Self::NotEmpty { .. }
            | Self::NoDossier { .. }
            | Self::Dossier { .. }
            | Self::NoEntry { .. }
            | Self::NoEntryYet { .. }
            | Self::SeveralEntries { .. }
            | Self::NoThread { .. }
            | Self::NoDay { .. }
            | Self::Backwards { .. }
            | Self::NoDocument { .. }
            | Self::SeveralDocuments { .. }
            | Self::NotConfirmed { .. }
            | Self::NothingToIngest => WRONG_USE,
            Self::NoInput { .. } | Self::Over { .. } | Self::SetTwice { .. } | Self::Question(_) | Self::Review(_) => {
                WRONG_USE
            }
            Self::NotWhole { .. } => 3,
            Self::Pipeline { .. } | Self::NoPdf { .. } | Self::NotWritten { .. } | Self::NotPrinted { .. } => 3,
        }
    }

    /// Returns advice, where there is some.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing { .. } => "check the spelling; a pattern in quotation marks is not expanded by the shell",
            Self::Directory { path } => {
                return Some(format!(
                    "documents are known by their names; name other files yourself, as in `{path}/*`"
                ));
            }
            Self::Unreadable { .. } => "check who may read it with `ls -l`",
            Self::Refused { cause, .. } => cause.hint(),
            Self::NoInput { command } => {
                return Some(format!(
                    "name one, as in `casus {command} report.txt`, or pipe text in: `casus {command} < report.txt`"
                ));
            }
            Self::Over { option, .. } => {
                return Some(format!("give `{option}` a name of its own, as in `{option} page.html`"));
            }
            Self::NoPdf { .. } => "take `--format html` and print it from a browser",
            Self::NoTerminal { .. } => "write it to a file with `--out`, or pipe it on",
            Self::SetTwice { .. } => "set it once; a proposition that is not set is unknown",
            Self::Question(cause) => return cause.hint(),
            Self::NotWritten { .. } | Self::NotPrinted { .. } => {
                "check the free space with `df`, and who may write there"
            }
            Self::DossierThere { path } => return Some(format!("add to it: `casus ingest --dossier {path} FILE…`")),
            Self::NotEmpty { .. } => "name a folder that is empty or not there yet",
            Self::NoDossier { path } => return Some(format!("make one: `casus init {path}`")),
            Self::Dossier { fault, .. } => return fault.hint().map(str::to_owned),
            Self::Ledger(cause) => return cause.hint().map(str::to_owned),
            Self::Model(fault) => return Some(fault.hint()),
            Self::Review(fault) => return fault.hint(),
            Self::NoSources { .. } => "name one, as in `[[source]]` with `feed = \"https://post.example/feed.xml\"`",
            Self::NoWatch { path } => return Some(format!("begin: `casus watch --dossier {path}`")),
            Self::Fetch(cause) => cause.hint(),
            Self::NothingThere { .. } => "look at the address in a browser",
            Self::Watch(_) => "what was done until then is kept; `casus watch` goes on from there",
            Self::Web(_) => "look at the variables `https_proxy` and `no_proxy`",
            Self::NotWhole { .. } => "make a ledger from a backup: `casus restore`",
            Self::NoDocument { .. } => "name it by its path or url, or by the first eight digits of its id",
            Self::SeveralDocuments { .. } => "name one by the first digits of its id",
            Self::NotConfirmed { .. } => "answer `yes` on a terminal, or give `--yes`",
            Self::NoEntry { .. } => "references stand beside the lines of `casus brief`",
            Self::FaultTree { .. } => "mend the file there; `casus faulttree --help` says which format is read",
            Self::NoProbability { .. } => {
                "leave `--probability` and `--importance` out, or give each event one in the file"
            }
            Self::Stopped { .. } => "allow more with `--nodes` or `--seconds`, or ask for less",
            Self::NoPromise { .. } => {
                "`casus brief` prints the reference beside each promise; `casus show` shows any entry"
            }
            Self::NoEntryYet { .. } => "give a later day, or leave `--as-of` out",
            Self::NoThread { .. } => {
                "threads are of commitments, positions and events above `--min-confidence`; `casus show` shows any entry"
            }
            Self::NoDay { .. } => "write a day as in `2031-05-02`, or ask for instants of the ledger with `--recorded`",
            Self::Backwards { .. } => "exchange the two",
            Self::SeveralEntries { .. } => "give more of its digits",
            Self::Pipeline { add, .. } => return Some(format!("add it once more: `{add} --force`")),
            Self::NoLine { .. } => "each line is one document, as `casus extract` prints it",
            Self::NothingToIngest => "name documents, or `--readings` with a file",
            Self::Reading { .. } | Self::SomeRecordsRefused { .. } | Self::SomeRefused { .. } | Self::Closed => {
                return None;
            }
        };
        Some(hint.to_owned())
    }
}

/// A ledger that is not where it is looked for is wrong use, one that fails is not.
fn of_ledger(cause: &casus_engine::ledger::Error) -> u8 {
    use casus_engine::ledger::Error;
    match cause {
        Error::Missing { .. } | Error::Exists { .. } | Error::NotALedger { .. } | Error::Refused { .. } => WRONG_USE,
        Error::Unfit { .. } | Error::BadArchive { .. } => 1,
        _ => 3,
    }
}

/// Writes a path as a message may hold it, with control characters made visible.
pub(crate) fn shown(path: &Path) -> String {
    let escaped = |character: char| match character.is_control() {
        true => character.escape_default().to_string(),
        false => character.to_string(),
    };
    path.to_string_lossy().chars().map(escaped).collect()
}
