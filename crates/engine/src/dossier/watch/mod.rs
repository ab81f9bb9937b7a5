//! What is to be watched, what is worth an alert, and who hears of it?

mod parse;

use casus_claim::Category;
use jiff::SignedDuration;
use jiff::civil::{Time, Weekday};

pub(super) use parse::{KEYS, watch};

/// What a dossier says of watching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchRules {
    /// Where news comes from.
    pub sources: Vec<SourceRule>,
    /// What is worth telling whom; none asks for what is told by default.
    pub alerts: Vec<AlertRule>,
    /// Where alerts go.
    pub channels: Vec<ChannelRule>,
    /// When a brief is written.
    pub briefs: Vec<BriefRule>,
    /// Hosts, as in `127.0.0.1:8080` or `press.local`, that may be asked although they are private.
    pub allowed_hosts: Vec<String>,
    /// For how many days an address is looked at again after it was read first.
    pub recheck_days: Option<u32>,
}

/// For so many days an address is looked at again, unless the dossier says otherwise.
const RECHECK_DAYS: u32 = 30;

impl WatchRules {
    /// Returns for how many days an address is looked at again after it was read first.
    pub fn rechecked_days(&self) -> u32 {
        self.recheck_days.unwrap_or(RECHECK_DAYS)
    }
}

/// Somewhere that news comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRule {
    /// Its name, unique among the sources.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// How long to wait between two looks.
    pub every: SignedDuration,
    /// Who publishes what it gives, where that does not say so itself.
    pub publisher: Option<String>,
}

/// Where a source is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A feed, by its address.
    Feed(String),
    /// One page, by its address.
    Page(String),
    /// A folder on this machine, from the folder of the dossier.
    Folder(String),
}

/// What sort of development an alert tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertKind {
    /// A promise that nothing told before.
    New,
    /// A promise that is stronger than it was, or of more.
    Stronger,
    /// A promise that is weaker than it was, or of less.
    Weaker,
    /// A promise that has a condition and had none, or another one.
    Conditional,
    /// A promise that had a condition and has none.
    Unconditional,
    /// A promise that is kept, or a condition that is fulfilled.
    Met,
    /// A promise that is taken back or refused.
    Withdrawn,
    /// A promise that is due at another time, or in another part.
    Changed,
    /// Two tellings that cannot both be right.
    Contradicted,
    /// An actor that no longer repeats a promise, while it is being listened to.
    Silent,
    /// A day on which something is due, which is near.
    Due,
    /// A day on which something was due, which has passed.
    Overdue,
    /// A goal whose verdict is another.
    Goal,
    /// A document that says something else than it did.
    Edited,
    /// A document that is no longer where it was.
    Gone,
}

impl AlertKind {
    /// Every kind, in the order in which alerts of one instant are told.
    pub const ALL: [Self; 15] = [
        Self::Goal,
        Self::Withdrawn,
        Self::Met,
        Self::New,
        Self::Stronger,
        Self::Weaker,
        Self::Conditional,
        Self::Unconditional,
        Self::Changed,
        Self::Contradicted,
        Self::Edited,
        Self::Gone,
        Self::Overdue,
        Self::Due,
        Self::Silent,
    ];

    /// Returns the word for it in the file and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Conditional => "conditional",
            Self::Unconditional => "unconditional",
            Self::Met => "met",
            Self::Withdrawn => "withdrawn",
            Self::Changed => "changed",
            Self::Contradicted => "contradicted",
            Self::Silent => "silent",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Goal => "goal",
            Self::Edited => "edited",
            Self::Gone => "gone",
        }
    }
}

/// What is worth telling, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRule {
    /// Which developments; empty for all.
    pub on: Vec<AlertKind>,
    /// Whom they concern, any of these; empty for anybody.
    pub actors: Vec<String>,
    /// To which fields they belong, any of these; empty for any.
    pub categories: Vec<Category>,
    /// Which goals, by their ids, where it is about goals; empty for any.
    pub goals: Vec<String>,
    /// The channels that hear of it; empty for every one.
    pub to: Vec<String>,
}

/// Where alerts go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRule {
    /// Its name, unique among the channels.
    pub name: String,
    /// What it is.
    pub outlet: Outlet,
}

/// What a channel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlet {
    /// A file with one alert a line as JSON, from the folder of the dossier.
    File(String),
    /// A feed in Atom, as a file from the folder of the dossier.
    Atom(String),
    /// An address that gets each alert as JSON.
    Webhook {
        /// The address.
        address: String,
        /// The environment variable that holds the secret by which what is sent is signed.
        secret_from: String,
    },
    /// Mail.
    Mail(MailRule),
    /// Standard output.
    Stdout,
}

/// How mail is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRule {
    /// The server.
    pub server: String,
    /// Its port; the usual one of the security when nothing is said.
    pub port: Option<u16>,
    /// How the connection is kept from others.
    pub security: MailSecurity,
    /// Who sends.
    pub from: String,
    /// Who gets it.
    pub to: Vec<String>,
    /// By which name to log in.
    pub user: Option<String>,
    /// The environment variable that holds the password.
    pub password_from: Option<String>,
}

/// How the connection to a mail server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// Encrypted after a first word in the open.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
    /// In the open.
    Open,
}

/// When a brief is written, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefRule {
    /// Its name, unique among the briefs.
    pub name: String,
    /// On which day of the week; every day when nothing is said.
    pub weekday: Option<Weekday>,
    /// At what time, UTC.
    pub at: Time,
    /// In which formats.
    pub formats: Vec<BriefFormat>,
    /// The folder it is written to, from the folder of the dossier.
    pub folder: String,
}

/// A format of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BriefFormat {
    /// Markdown.
    Md,
    /// One HTML file.
    Html,
    /// PDF.
    Pdf,
}

impl BriefFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Md, Self::Html, Self::Pdf];

    /// Returns the word for it, which is also the ending of its files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }
}
