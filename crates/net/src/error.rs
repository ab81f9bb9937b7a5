//! Why does an address give nothing, or why did something not go out, and what can be done?

use std::fmt::{self, Display, Formatter};
use std::net::IpAddr;
use std::time::Duration;

use crate::network::Network;

/// An address gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{address}` {failure}")]
pub struct FetchError {
    /// The address that failed: the one that was asked, one that it redirects to, or the robots.txt of either.
    pub address: String,
    /// What went wrong there.
    pub failure: Failure,
}

/// What went wrong with an address; each message continues a sentence that begins with the address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It was not asked.
    #[error("was not asked: {0}")]
    Refused(Refusal),
    /// It gives more than it may.
    #[error("gives too much: {0}")]
    TooLarge(Bound),
    /// It takes longer than it may.
    #[error("takes too long: {0}")]
    TooSlow(Stage),
    /// It asks to be left alone for now, with 429 or 503.
    #[error("is busy{}", after(.retry_after))]
    Busy {
        /// How long it wants to be left alone, if it says so.
        retry_after: Option<Duration>,
    },
    /// It failed by its own account, with another status from 500 on or 408.
    #[error("failed with the status `{status}`")]
    Server {
        /// The status.
        status: u16,
    },
    /// It has no such document.
    #[error("gives no document: its status is `{status}`")]
    NotFound {
        /// The status, 404.
        status: u16,
    },
    /// It does not give the document to us, with another status from 400 on.
    #[error("gives us nothing: its status is `{status}`")]
    Denied {
        /// The status.
        status: u16,
    },
    /// It does not take what goes out to it.
    #[error("does not take what is sent to it: its status is `{status}`")]
    NotTaken {
        /// The status, of HTTP or of mail.
        status: u16,
    },
    /// Its redirects lead nowhere.
    #[error("redirects without end: {0}")]
    Redirects(Wandering),
    /// Its answer cannot be understood.
    #[error("gives an answer that cannot be understood: {0}")]
    Malformed(String),
    /// No connection to it stood until the end.
    #[error("cannot be reached: {0}")]
    Unreachable(Trouble),
}

/// Why an address was not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no address.
    #[error("it is no web address ({0})")]
    NoAddress(String),
    /// It is not on the web.
    #[error("`{scheme}` is neither `http` nor `https`")]
    Scheme {
        /// Its scheme.
        scheme: String,
    },
    /// It leads away from the open network.
    #[error("`{host}` leads to `{ip}`, which is {network}")]
    Private {
        /// The host.
        host: String,
        /// Where it leads.
        ip: IpAddr,
        /// What that is.
        network: Network,
    },
    /// A redirect leads to it from an encrypted address, and it is not encrypted.
    #[error("a redirect leads to it from `https`, and it is not encrypted")]
    Downgrade,
    /// A password would go there unencrypted.
    #[error("a password is not sent unencrypted")]
    Password,
    /// What a letter is from or for is no address of mail.
    #[error("`{0}` is no address of mail")]
    NoMailAddress(String),
    /// The site asks programs not to.
    #[error("the robots.txt of its site asks programs not to")]
    Robots,
}

/// What was too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bound {
    /// The head of the answer.
    #[error("the head of the answer has more than `65536` bytes or `128` lines")]
    Head,
    /// The body, as it comes or unpacked.
    #[error("the body has more than `{limit_bytes}` bytes")]
    Body {
        /// The bytes that it may have.
        limit_bytes: u64,
    },
}

/// What was too slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stage {
    /// No connection stood in time.
    #[error("no connection stood in time")]
    Connect,
    /// The head of the answer was not there in time.
    #[error("the head of the answer was not there in time")]
    FirstByte,
    /// The whole answer was not there in time.
    #[error("the whole answer was not there in time")]
    Whole,
}

/// How redirects lead nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wandering {
    /// They lead back.
    #[error("they lead back to where they were")]
    Circle,
    /// There are too many.
    #[error("there are more than `{limit}`")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// What goes out is not sent on.
    #[error("what goes out is sent to no other address than the one that was given")]
    Sent,
}

/// Why no connection stood until the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing is known of the host.
    #[error("no host of this name was found")]
    NoHost,
    /// Nobody listens.
    #[error("nobody listens at its port")]
    NobodyListens,
    /// The connection ended before the answer did.
    #[error("the connection ended before the answer did")]
    CutShort,
    /// The encryption failed.
    #[error("no encrypted connection stands ({0})")]
    Encryption(String),
    /// The proxy does not let us through.
    #[error("the proxy does not let us through ({0})")]
    Proxy(String),
    /// It cannot do what the settings ask of it.
    #[error("it cannot do what the settings ask of it ({0})")]
    Unable(String),
    /// What the system says.
    #[error("{0}")]
    Other(String),
}

impl FetchError {
    /// Returns whether the same request may succeed some time later without anybody's doing.
    pub fn is_worth_retrying(&self) -> bool {
        match &self.failure {
            Failure::Busy { .. } | Failure::Server { .. } | Failure::TooSlow(_) => true,
            Failure::Unreachable(trouble) => !matches!(trouble, Trouble::Encryption(_) | Trouble::Unable(_)),
            _ => false,
        }
    }

    /// Returns advice in one sentence.
    pub fn hint(&self) -> &'static str {
        match &self.failure {
            Failure::Refused(refusal) => refusal.hint(),
            Failure::TooLarge(_) => "look at it in a browser; if it is what you want, raise the limit",
            Failure::TooSlow(_) | Failure::Busy { .. } | Failure::Server { .. } => "try again later",
            Failure::NotFound { .. } => "look at the address in a browser; the document may have moved",
            Failure::Denied { .. } => "look at the address in a browser; it may ask for an account",
            Failure::NotTaken { .. } => "look at the settings of what goes out, and at the log of whoever receives it",
            Failure::Redirects(_) => "look at the address in a browser, and give the one that it ends at",
            Failure::Malformed(_) => "tell the owner of the site",
            Failure::Unreachable(trouble) => trouble.hint(),
        }
    }
}

impl Refusal {
    fn hint(&self) -> &'static str {
        match self {
            Self::NoAddress(_) | Self::Scheme { .. } => "give an address that begins with `https://` or `http://`",
            Self::Private { .. } => "if the host is yours, allow it by its name",
            Self::Downgrade => "give the address that begins with `http://`, if you trust what comes from there",
            Self::Password => "choose `starttls` or `tls`, or leave out the password",
            Self::NoMailAddress(_) => "give addresses of the form `name@host`",
            Self::Robots => "ask the owner of the site",
        }
    }
}

impl Trouble {
    fn hint(&self) -> &'static str {
        match self {
            Self::NoHost => "look whether the name is written rightly and the network is up",
            Self::NobodyListens | Self::CutShort | Self::Other(_) => "try again later",
            Self::Encryption(_) => "look at the certificate in a browser",
            Self::Unable(_) => "look at the settings of what goes out",
            Self::Proxy(_) => "look at the settings of the proxy",
        }
    }
}

fn after(retry_after: &Option<Duration>) -> impl Display + '_ {
    struct After<'a>(&'a Option<Duration>);
    impl Display for After<'_> {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            match self.0 {
                Some(wait) => write!(f, " for another `{}` seconds", wait.as_secs()),
                None => Ok(()),
            }
        }
    }
    After(retry_after)
}
