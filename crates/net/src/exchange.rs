//! What does one address answer to one request, without going anywhere else?

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use ureq::config::Config;
use ureq::http::{HeaderMap, HeaderName, Request, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::NextTimeout;
use ureq::unversioned::transport::{ConnectProxyConnector, Connector, RustlsConnector, TcpConnector, time};
use ureq::{Agent, Body, Error, Proxy, ProxyProtocol, Timeout, http};

use crate::address::Address;
use crate::body::{self, Measure};
use crate::error::{Bound, Failure, Refusal, Stage, Trouble};
use crate::names::Names;
use crate::settings::{Limits, Roots, Settings, SettingsError};

/// The head of an answer may be so long.
const HEAD_BYTES_MAX: usize = 64 << 10;

/// The packings that we unpack.
const ENCODINGS: &str = "gzip, deflate, br";

/// What is preferred: documents and feeds, and then anything.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, \
                        application/feed+json, application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.8";

/// What makes connections.
pub struct Wire {
    agent: Agent,
    names: Names,
    proxy: Option<Proxy>,
    user_agent: String,
    limits: Limits,
}

/// What goes out to an address.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// The address.
    pub address: &'a Address,
    /// Headers besides those that every request has.
    pub headers: &'a [(HeaderName, String)],
    /// What is posted; without it, the address is asked for what it has.
    pub posted: Option<&'a [u8]>,
    /// How long it may take until the end of the body.
    pub budget: Duration,
}

/// What came back: the status, the headers, and a body that was not read.
pub struct Incoming {
    response: Response<Body>,
}

impl Wire {
    /// Makes ready for connections by the settings.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let is_plain = settings.user_agent.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        if !is_plain || settings.user_agent.trim().is_empty() {
            return Err(SettingsError::UserAgent(settings.user_agent.clone()));
        }
        let proxy = settings.proxy.as_ref().map(proxy).transpose()?;
        let connector =
            ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default()).chain(RustlsConnector::default());
        let config = config(settings, proxy.clone());
        let agent = Agent::with_parts(config, connector, Names::new(settings));
        let names = Names::new(settings);
        Ok(Self { agent, names, proxy, user_agent: settings.user_agent.clone(), limits: settings.limits })
    }

    /// Sends a request and returns what comes back.
    pub fn send(&self, outgoing: Outgoing<'_>) -> Result<Incoming, Failure> {
        self.check_behind_proxy(outgoing.address)?;
        let request = self.request(&outgoing).map_err(|error| failure(Error::Http(error)))?;
        let budget = Some(outgoing.budget);
        let response = match outgoing.posted {
            Some(bytes) => {
                let request = self.agent.configure_request(request.map(|()| bytes));
                self.agent.run(request.timeout_global(budget).build())
            }
            None => self.agent.run(self.agent.configure_request(request).timeout_global(budget).build()),
        };
        response.map(|response| Incoming { response }).map_err(failure)
    }

    fn request(&self, outgoing: &Outgoing<'_>) -> Result<Request<()>, http::Error> {
        let method = if outgoing.posted.is_some() { "POST" } else { "GET" };
        let mut request = Request::builder().method(method).uri(outgoing.address.as_str());
        request = request.header(http::header::USER_AGENT, &self.user_agent);
        request = request.header(http::header::ACCEPT, ACCEPTED).header(http::header::ACCEPT_ENCODING, ENCODINGS);
        if let Some(authorization) = outgoing.address.authorization() {
            request = request.header(http::header::AUTHORIZATION, authorization);
        }
        for (name, value) in outgoing.headers {
            request = request.header(name, value);
        }
        request.body(())
    }

    /// Checks where a name leads that only the proxy will look up, as far as it can be told from here.
    fn check_behind_proxy(&self, address: &Address) -> Result<(), Failure> {
        let Some(proxy) = &self.proxy else { return Ok(()) };
        let Ok(uri) = address.as_str().parse() else { return Ok(()) };
        if proxy.is_no_proxy(&uri) {
            return Ok(());
        }
        let after = time::Duration::from(self.limits.connect);
        let timeout = NextTimeout { after, reason: Timeout::Resolve, ..NextTimeout::default() };
        match self.names.resolve(&uri, self.agent.config(), timeout).map_err(failure) {
            Err(refused @ Failure::Refused(_)) => Err(refused),
            // That a name is not known here says nothing: the proxy may know it.
            _ => Ok(()),
        }
    }
}

impl Incoming {
    /// Returns the status.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Returns a header as text, if it is there.
    pub fn header(&self, name: HeaderName) -> Option<String> {
        let value = self.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Reads the body.
    pub fn read(self, measure: Measure) -> Result<Vec<u8>, Failure> {
        let layers = self.headers().get_all(http::header::CONTENT_ENCODING).into_iter();
        let layers: Vec<_> = layers.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
        let body = self.response.into_body();
        let is_long = body.content_length().is_some_and(|length| length > measure.limit_bytes);
        if is_long && measure.beyond == body::Beyond::Refused {
            return Err(Failure::TooLarge(Bound::Body { limit_bytes: measure.limit_bytes }));
        }
        body::read(body.into_reader(), &layers.join(", "), measure, |error| failure(Error::from(error)))
    }
}

fn config(settings: &Settings, proxy: Option<Proxy>) -> Config {
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .root_certs(roots(&settings.roots))
        .build();
    // A connection is used once: the next request to a host comes seconds later, and a connection that was kept may have
    // been closed by then, which would look like a failure of the site.
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_response_header_size(HEAD_BYTES_MAX)
        .max_idle_connections(0)
        .max_idle_connections_per_host(0)
        .user_agent(settings.user_agent.as_str())
        .timeout_resolve(Some(settings.limits.connect))
        .timeout_connect(Some(settings.limits.connect))
        .timeout_send_request(Some(settings.limits.first_byte))
        .timeout_send_body(Some(settings.limits.first_byte))
        .timeout_recv_response(Some(settings.limits.first_byte))
        .tls_config(tls)
        .proxy(proxy)
        .build()
}

fn roots(roots: &Roots) -> RootCerts {
    let given = match roots {
        // What of them cannot be read is not there, and an address that needs it says that its certificate is unknown.
        Roots::System => rustls_native_certs::load_native_certs().certs.iter().map(|it| it.to_vec()).collect(),
        Roots::Given(given) => given.clone(),
    };
    RootCerts::Specific(Arc::new(given.iter().map(|der| Certificate::from_der(der).to_owned()).collect()))
}

fn proxy(proxy: &crate::settings::Proxy) -> Result<Proxy, SettingsError> {
    let plain = Proxy::new(&proxy.address).map_err(|_| SettingsError::Proxy)?;
    if !matches!(plain.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return Err(SettingsError::Proxy);
    }
    let mut built = Proxy::builder(plain.protocol()).host(plain.host()).port(plain.port());
    if let Some(user) = plain.username() {
        built = built.username(user).password(plain.password().unwrap_or_default());
    }
    for exception in &proxy.exceptions {
        built = built.no_proxy(exception);
    }
    built.build().map_err(|_| SettingsError::Proxy)
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Timeout(stage) => Failure::TooSlow(match stage {
            Timeout::Resolve | Timeout::Connect => Stage::Connect,
            Timeout::SendRequest | Timeout::SendBody | Timeout::RecvResponse => Stage::FirstByte,
            _ => Stage::Whole,
        }),
        Error::HostNotFound => Failure::Unreachable(Trouble::NoHost),
        Error::ConnectProxyFailed(reason) => Failure::Unreachable(Trouble::Proxy(reason)),
        Error::Tls(reason) => Failure::Unreachable(Trouble::Encryption(reason.to_owned())),
        Error::Rustls(reason) => Failure::Unreachable(Trouble::Encryption(reason.to_string())),
        Error::TlsRequired => Failure::Unreachable(Trouble::Encryption("nothing encrypts it".to_owned())),
        Error::LargeResponseHeader(..) => Failure::TooLarge(Bound::Head),
        // The library does not hand on the type of this error.
        Error::Protocol(reason) if format!("{reason:?}") == "HttpParseTooManyHeaders" => Failure::TooLarge(Bound::Head),
        Error::Protocol(reason) => Failure::Malformed(reason.to_string()),
        Error::Http(reason) => Failure::Malformed(reason.to_string()),
        Error::BadUri(reason) => Failure::Refused(Refusal::NoAddress(reason)),
        Error::Io(error) => of_io(&error),
        Error::Other(error) => match error.downcast::<Refusal>() {
            Ok(refusal) => Failure::Refused(*refusal),
            Err(error) => Failure::Unreachable(Trouble::Other(error.to_string())),
        },
        other => Failure::Malformed(other.to_string()),
    }
}

/// Returns what an error of a connection means.
pub fn of_io(error: &io::Error) -> Failure {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return Failure::Unreachable(Trouble::Encryption(error.to_string()));
    }
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Failure::TooSlow(Stage::Connect),
        io::ErrorKind::ConnectionRefused => Failure::Unreachable(Trouble::NobodyListens),
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => Failure::Unreachable(Trouble::CutShort),
        _ => Failure::Unreachable(Trouble::Other(error.to_string())),
    }
}
