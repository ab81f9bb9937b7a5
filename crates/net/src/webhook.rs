//! What goes out to a webhook? JSON, with a signature by which the receiver knows that it is ours, and an id by which it
//! knows that it has it already.
//!
//! The address is checked like every other one. What is sent is sent to that address only: a redirect is an error.

use jiff::Timestamp;
use ring::hmac;
use ureq::http::{HeaderName, header};

use crate::address::Address;
use crate::client::{Ask, Client};
use crate::error::{Failure, FetchError, Wandering};
use crate::exchange::Incoming;
use crate::hex::{hex, token};
use crate::secret::Secret;

/// Where something goes out to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The address.
    pub address: String,
    /// What the signature is made with.
    pub secret: Secret,
}

/// Posts a body of JSON, and tries again what is worth it.
///
/// `id` stays the same however often the same thing is sent; the receiver takes it once.
pub fn send(client: &Client, hook: &Hook, id: &str, body: &str) -> Result<(), FetchError> {
    let address = Address::parse(&hook.address)?;
    client.patiently(address.as_str(), |budget| {
        let headers = |now: Timestamp| headers(hook, id, body, now);
        let ask = Ask { address: &address, headers: &headers, posted: Some(body.as_bytes()), delay: None };
        client.ask(&ask, budget, taken)
    })
}

/// Returns the value of `Casus-Signature` for a body that is sent at a second of Unix time.
pub fn signature(secret: &Secret, second: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.0.as_bytes());
    let tag = hmac::sign(&key, format!("{second}.{body}").as_bytes());
    format!("t={second},v1={}", hex(tag.as_ref()))
}

fn headers(hook: &Hook, id: &str, body: &str, now: Timestamp) -> Vec<(HeaderName, String)> {
    vec![
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (HeaderName::from_static("casus-signature"), signature(&hook.secret, now.as_second(), body)),
        (HeaderName::from_static("idempotency-key"), token(id)),
    ]
}

fn taken(incoming: Incoming) -> Result<(), Failure> {
    match incoming.status() {
        200..=299 => Ok(()),
        300..=399 => Err(Failure::Redirects(Wandering::Sent)),
        status => Err(Failure::NotTaken { status }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_over_the_second_and_the_body() {
        let expected = "t=1935309600,v1=ea5391c6f413b4b97114d601e76889a298be36bf788255296bcda5da8124c3d8";
        // Worked out with `printf '1935309600.{}' | openssl dgst -sha256 -hmac ferry`.
        assert_eq!(signature(&Secret("ferry".to_owned()), 1_935_309_600, "{}"), expected);
    }
}
