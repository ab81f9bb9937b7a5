//! Where does a name lead, and may one go there?
//!
//! A connection goes to the addresses that were checked here and to no others, so a name that leads elsewhere when it is
//! looked up a second time gains nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::ptr;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::error::Refusal;
use crate::network::network;
use crate::settings::Settings;

/// How many addresses of a name are tried, which is what the library has room for.
const ADDRESSES_MAX: usize = 16;

/// Looks names up and checks where they lead.
#[derive(Debug)]
pub struct Names {
    given: BTreeMap<String, Vec<SocketAddr>>,
    allowed: BTreeSet<String>,
    system: DefaultResolver,
}

impl Names {
    /// Takes what the settings say of hosts.
    pub fn new(settings: &Settings) -> Self {
        let lower = |host: &String| host.to_ascii_lowercase();
        Self {
            given: settings.names.iter().map(|(host, addresses)| (lower(host), addresses.clone())).collect(),
            allowed: settings.allowed_hosts.iter().map(lower).collect(),
            system: DefaultResolver::default(),
        }
    }

    /// Returns whether a host may be asked wherever it lies.
    pub fn is_allowed(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        self.allowed.contains(&format!("{host}:{port}")) || self.allowed.contains(&host)
    }

    fn look_up(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let Some(given) = uri.host().and_then(|host| self.given.get(&host.to_ascii_lowercase())) else {
            // What the system says of a name that it does not find differs from system to system.
            return self.system.resolve(uri, config, timeout).map_err(|error| match error {
                ureq::Error::Io(_) => ureq::Error::HostNotFound,
                other => other,
            });
        };
        let mut found = self.empty();
        given.iter().take(ADDRESSES_MAX).for_each(|address| found.push(*address));
        if found.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(found) }
    }
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.look_up(uri, config, timeout)?;
        // The library hands in the very address of the settings when it connects to the proxy itself, and whoever named
        // the proxy meant it. The same address from elsewhere is checked like every other.
        let is_the_proxy = config.proxy().is_some_and(|proxy| ptr::eq(proxy.uri(), uri));
        let host = uri.host().unwrap_or_default();
        let port = found.first().map_or(0, |address| uri.port_u16().unwrap_or(default_port(uri, address)));
        if is_the_proxy || self.is_allowed(host, port) {
            return Ok(found);
        }
        // One private address among open ones is no accident, so the whole name is refused.
        for address in &found {
            if let Some(network) = network(address.ip()) {
                let refusal = Refusal::Private { host: host.to_owned(), ip: address.ip(), network };
                return Err(ureq::Error::Other(Box::new(refusal)));
            }
        }
        Ok(found)
    }
}

fn default_port(uri: &Uri, address: &SocketAddr) -> u16 {
    match uri.scheme_str() {
        Some("http") => 80,
        Some("https") => 443,
        _ => address.port(),
    }
}
