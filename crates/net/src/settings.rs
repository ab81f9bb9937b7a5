//! How does a client behave? Who it says it is, what it may reach, how long it waits and how much it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use jiff::Timestamp;

/// How a client behaves; the app fills it, since this room asks no environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the client calls itself; its words up to the first `/` are its name in robots.txt.
    pub user_agent: String,
    /// Hosts, as `host` or `host:port`, that may be asked although they lie in a private network.
    pub allowed_hosts: BTreeSet<String>,
    /// Where names lead that are not to be looked up, as in a hosts file; what is found so is checked like the rest.
    pub names: BTreeMap<String, Vec<SocketAddr>>,
    /// How long and how much.
    pub limits: Limits,
    /// Through whom everything goes.
    pub proxy: Option<Proxy>,
    /// Whose word for a server's name counts.
    pub roots: Roots,
    /// Whether a redirect may lead from https to http.
    pub downgrade: Downgrade,
    /// The least time from the end of one request to a host to the next.
    pub delay: Duration,
    /// How often what failed is tried again.
    pub retries: u32,
    /// The wait before the first retry, which doubles with each.
    pub backoff: Duration,
    /// How long one call may wait in all, for turns and for retries; what needs more is told with the error.
    pub wait_max: Duration,
    /// What the jitter of retries is made from.
    pub seed: u64,
}

/// How long and how much one request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until the name is found and the connection stands.
    pub connect: Duration,
    /// From the request to the end of the head of the answer.
    pub first_byte: Duration,
    /// For a call with its redirects; time that passes in waiting for a host's turn does not count.
    pub whole: Duration,
    /// The bytes of a body, both as it comes and unpacked.
    pub size_bytes: u64,
}

/// A proxy, through which requests go as tunnels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its address, as `http://user:password@host:port`; the user may be left out.
    pub address: String,
    /// Hosts that are asked without it: `host`, `.domain` or `*`.
    pub exceptions: Vec<String>,
}

/// Whose word for a server's name counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// The certificates of this machine.
    System,
    /// These, in DER.
    Given(Vec<Vec<u8>>),
}

/// Whether a redirect may lead from https to http.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downgrade {
    /// It is refused.
    Refused,
    /// It is followed.
    Allowed,
}

/// What tells the time and lets it pass.
pub trait Clock: Send + Sync {
    /// Returns the present instant.
    fn now(&self) -> Timestamp;
    /// Returns after a wait.
    fn sleep(&self, wait: Duration);
}

/// Settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The name of the client cannot stand in a header.
    #[error("`{0}` cannot be the name of a client: it has to be in plain ASCII letters, and not empty")]
    UserAgent(String),
    /// The proxy has no address that can be used.
    #[error("the proxy has no address of the form `http://host:port`")]
    Proxy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!("Casus/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")")
                .to_owned(),
            allowed_hosts: BTreeSet::new(),
            names: BTreeMap::new(),
            limits: Limits::default(),
            proxy: None,
            roots: Roots::System,
            downgrade: Downgrade::Refused,
            delay: Duration::from_secs(2),
            retries: 3,
            backoff: Duration::from_secs(1),
            wait_max: Duration::from_secs(300),
            seed: 0,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            whole: Duration::from_secs(60),
            size_bytes: 32 << 20,
        }
    }
}
