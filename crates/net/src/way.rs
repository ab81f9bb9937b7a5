//! Where do redirects lead? Each is checked before it is followed, and they have an end.

use std::collections::BTreeSet;

use ureq::http::header;

use crate::address::Address;
use crate::error::{Failure, FetchError, Wandering};
use crate::exchange::Incoming;
use crate::settings::Settings;

/// How many redirects are followed.
const REDIRECTS_MAX: usize = 10;

/// The way of a call through its redirects.
pub struct Way {
    /// Where it stands.
    pub address: Address,
    been: BTreeSet<String>,
    /// Where the address that was asked has moved for good.
    pub moved: Option<String>,
    is_permanent: bool,
}

impl Way {
    /// Begins at an address.
    pub fn from(address: &Address) -> Self {
        let been = BTreeSet::from([address.as_str().to_owned()]);
        Self { address: address.clone(), been, moved: None, is_permanent: true }
    }

    /// Returns whether no redirect was followed yet.
    pub fn is_at_start(&self) -> bool {
        self.been.len() == 1
    }

    /// Goes where a redirect leads.
    pub fn go_on(&mut self, incoming: &Incoming, settings: &Settings) -> Result<(), FetchError> {
        let status = incoming.status();
        let location = incoming.header(header::LOCATION).filter(|_| matches!(status, 301..=303 | 307 | 308));
        let Some(location) = location else { return Err(self.address.fails(unasked(status))) };
        let next = self.address.redirect(&location, settings.downgrade)?;
        if self.been.len() > REDIRECTS_MAX {
            let limit = REDIRECTS_MAX;
            return Err(self.address.fails(Failure::Redirects(Wandering::TooMany { limit })));
        }
        if !self.been.insert(next.as_str().to_owned()) {
            return Err(self.address.fails(Failure::Redirects(Wandering::Circle)));
        }
        self.is_permanent &= matches!(status, 301 | 308);
        if self.is_permanent {
            self.moved = Some(next.as_str().to_owned());
        }
        self.address = next;
        Ok(())
    }
}

/// Returns what is wrong with a status that nothing asked for.
pub fn unasked(status: u16) -> Failure {
    Failure::Malformed(format!("its status is `{status}`, which was not asked for"))
}
