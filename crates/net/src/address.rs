//! Is this the address of something on the web, and where does a redirect lead from it?

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use url::Url;

use crate::error::{Failure, FetchError, Refusal};
use crate::settings::Downgrade;

/// A longer address is no address.
const LEN_BYTES_MAX: usize = 8_192;

/// An address on the web.
///
/// Invariant: its scheme is http or https, it has a host, and neither a user nor a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: Url,
    credentials: Option<String>,
}

impl Address {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let refuse = |refusal| FetchError { address: shown(text), failure: Failure::Refused(refusal) };
        if text.len() > LEN_BYTES_MAX {
            return Err(refuse(Refusal::NoAddress("it is too long".to_owned())));
        }
        let url = Url::parse(text).map_err(|error| refuse(Refusal::NoAddress(error.to_string())))?;
        Self::of(url).map_err(refuse)
    }

    fn of(mut url: Url) -> Result<Self, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme { scheme: url.scheme().to_owned() });
        }
        let credentials = credentials(&url);
        let without_user = url.set_username("").and_then(|()| url.set_password(None));
        without_user.map_err(|()| Refusal::NoAddress("it has no host".to_owned()))?;
        url.set_fragment(None);
        Ok(Self { url, credentials })
    }

    /// Returns where a redirect from here leads.
    ///
    /// Credentials go on to the same origin only, and those in the redirect are dropped: a site does not say with whose
    /// name another one is asked.
    pub fn redirect(&self, location: &str, downgrade: Downgrade) -> Result<Self, FetchError> {
        let to = |failure| FetchError { address: shown(location), failure };
        if location.len() > LEN_BYTES_MAX {
            return Err(to(Failure::Refused(Refusal::NoAddress("it is too long".to_owned()))));
        }
        let url = self.url.join(location);
        let url = url.map_err(|error| to(Failure::Refused(Refusal::NoAddress(error.to_string()))))?;
        let mut next = Self::of(url).map_err(|refusal| to(Failure::Refused(refusal)))?;
        if self.is_encrypted() && !next.is_encrypted() && downgrade == Downgrade::Refused {
            return Err(next.fails(Failure::Refused(Refusal::Downgrade)));
        }
        next.credentials = self.credentials.clone().filter(|_| next.origin() == self.origin());
        Ok(next)
    }

    /// Returns the address of the site's robots.txt.
    pub fn robots(&self) -> Self {
        let mut url = self.url.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self { url, credentials: self.credentials.clone() }
    }

    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Returns the path with the query, for robots.txt.
    pub fn path(&self) -> &str {
        &self.url[url::Position::BeforePath..]
    }

    /// Returns the host in lower case; IPv6 stands in brackets.
    pub fn host(&self) -> &str {
        self.url.host_str().expect("an address on the web has a host")
    }

    /// Returns scheme, host and port, which is what a robots.txt speaks for.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Returns what the server is told of who asks.
    pub fn authorization(&self) -> Option<&str> {
        self.credentials.as_deref()
    }

    /// Returns the error that says what went wrong here.
    pub fn fails(&self, failure: Failure) -> FetchError {
        FetchError { address: self.as_str().to_owned(), failure }
    }

    fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }
}

fn credentials(url: &Url) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut pair = decoded(url.username());
    pair.push(b':');
    pair.extend(decoded(url.password().unwrap_or_default()));
    Some(format!("Basic {}", BASE64_STANDARD.encode(pair)))
}

fn decoded(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(text).collect()
}

/// Returns an address that cannot be used in a form in which it can be shown: short, and without a password.
fn shown(text: &str) -> String {
    let start: String = text.chars().take(200).collect();
    let Some((scheme, rest)) = start.split_once("://") else { return start };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_redirect(from: &str, location: &str, expected: Result<&str, &str>) {
        let from = Address::parse(from).unwrap();
        let to = from.redirect(location, Downgrade::Refused);
        let to = to.map(|to| format!("{} {}", to.as_str(), to.authorization().unwrap_or("nobody")));
        let found = to.map_err(|error| error.to_string());
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_redirect_is_read_from_where_it_stands() {
        check_redirect("https://ferry.example/a/b?c", "../d#e", Ok("https://ferry.example/d nobody"));
        check_redirect("https://ferry.example/a", "//quay.example/b", Ok("https://quay.example/b nobody"));
        check_redirect("http://ferry.example/a", "https://ferry.example/", Ok("https://ferry.example/ nobody"));
    }

    #[test]
    fn credentials_go_to_their_own_origin_only() {
        let from = "https://ada:s%3Acret@ferry.example/a";
        check_redirect(from, "/b", Ok("https://ferry.example/b Basic YWRhOnM6Y3JldA=="));
        check_redirect(from, "https://quay.example/b", Ok("https://quay.example/b nobody"));
        check_redirect(from, "https://ferry.example:8443/b", Ok("https://ferry.example:8443/b nobody"));
        check_redirect("https://ferry.example/a", "https://x:y@ferry.example/b", Ok("https://ferry.example/b nobody"));
    }

    #[test]
    fn a_redirect_stays_on_the_web_and_encrypted() {
        let from = "https://ferry.example/a";
        check_redirect(
            from,
            "file:///etc/passwd",
            Err("`file:///etc/passwd` was not asked: `file` is neither `http` nor `https`"),
        );
        check_redirect(
            from,
            "ftp://quay.example/",
            Err("`ftp://quay.example/` was not asked: `ftp` is neither `http` nor `https`"),
        );
        check_redirect(
            from,
            "data:text/plain,hello",
            Err("`data:text/plain,hello` was not asked: `data` is neither `http` nor `https`"),
        );
        check_redirect(
            from,
            "http://ferry.example/a",
            Err("`http://ferry.example/a` was not asked: a redirect leads to it from `https`, and it is not encrypted"),
        );
        check_redirect(
            from,
            "https://[::1",
            Err("`https://[::1` was not asked: it is no web address (invalid IPv6 address)"),
        );
    }

    #[test]
    fn an_error_shows_no_password() {
        let found = Address::parse("ftp://ada:secret@quay.example/a").map_err(|error| error.to_string());
        assert_eq!(found, Err("`ftp://quay.example/a` was not asked: `ftp` is neither `http` nor `https`".to_owned()));
    }
}
