//! What goes out by mail? A letter in plain text, to the server that the settings name.
//!
//! The server is the choice of whoever runs Casus and nothing that a page could name, so it may lie in a private network,
//! as most do.

use std::error::Error as _;
use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lettre::Transport;
use lettre::address::{Address, Envelope};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport};

use crate::error::{Failure, FetchError, Refusal, Stage, Trouble};
pub use crate::letter::Letter;
use crate::letter::written;
use crate::secret::Secret;
use crate::settings::Roots;

/// By which server letters go, from whom and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    /// The name of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub security: Security,
    /// Who signs in there, if somebody does.
    pub account: Option<Account>,
    /// The address that letters are from.
    pub from: String,
    /// The addresses that letters are for.
    pub to: Vec<String>,
    /// Whose word for the server's name counts.
    pub roots: Roots,
    /// How long it may take to send a letter.
    pub limit: Duration,
}

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Encrypted after a greeting, and not at all where the server does not offer it.
    StartTls,
    /// Encrypted from the start.
    Tls,
    /// Unencrypted, without a password.
    None,
}

/// Who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// Sends a letter.
///
/// It is tried once: a letter that was taken and not confirmed would come twice, and its `Message-ID` says so.
pub fn send(smtp: &Smtp, letter: &Letter) -> Result<(), FetchError> {
    let address = format!("smtp://{}:{}", smtp.server, smtp.port);
    posted(smtp, letter).map_err(|failure| FetchError { address, failure })
}

fn posted(smtp: &Smtp, letter: &Letter) -> Result<(), Failure> {
    if smtp.account.is_some() && smtp.security == Security::None {
        return Err(Failure::Refused(Refusal::Password));
    }
    let envelope = envelope(smtp)?;
    let transport = transport(smtp).map_err(|error| failure(&error))?;
    let text = written(letter, &smtp.from, &smtp.to);
    // The library's limit is on each read, so a server that sends a letter a minute would hold us for hours; the thread
    // that waits for it is left to itself.
    let (told, heard) = mpsc::sync_channel(1);
    thread::spawn(move || told.send(transport.send_raw(&envelope, text.as_bytes()).map_err(|error| failure(&error))));
    match heard.recv_timeout(smtp.limit) {
        Ok(sent) => sent.map(|_| ()),
        Err(_) => Err(Failure::TooSlow(Stage::Whole)),
    }
}

fn envelope(smtp: &Smtp) -> Result<Envelope, Failure> {
    let read = |text: &String| {
        let odd = |_| Failure::Refused(Refusal::NoMailAddress(text.clone()));
        text.parse::<Address>().map_err(odd)
    };
    let to = smtp.to.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let nobody = |_| Failure::Refused(Refusal::NoMailAddress(String::new()));
    Envelope::new(Some(read(&smtp.from)?), to).map_err(nobody)
}

fn transport(smtp: &Smtp) -> Result<SmtpTransport, Error> {
    let tls = match smtp.security {
        Security::StartTls => Tls::Required(parameters(smtp)?),
        Security::Tls => Tls::Wrapper(parameters(smtp)?),
        Security::None => Tls::None,
    };
    let builder = SmtpTransport::builder_dangerous(&smtp.server).port(smtp.port).tls(tls).timeout(Some(smtp.limit));
    Ok(match &smtp.account {
        Some(account) => builder.credentials(Credentials::new(account.user.clone(), account.password.0.clone())),
        None => builder,
    }
    .build())
}

fn parameters(smtp: &Smtp) -> Result<TlsParameters, Error> {
    let mut builder = TlsParameters::builder(smtp.server.clone());
    if let Roots::Given(given) = &smtp.roots {
        builder = builder.certificate_store(CertificateStore::None);
        for der in given {
            builder = builder.add_root_certificate(Certificate::from_der(der.clone())?);
        }
    }
    builder.build_rustls()
}

fn failure(error: &Error) -> Failure {
    if let Some(code) = error.status() {
        let status = u16::from(code);
        return if error.is_permanent() { Failure::NotTaken { status } } else { Failure::Busy { retry_after: None } };
    }
    let reason = error.source().map_or_else(|| error.to_string(), |source| source.to_string());
    if error.is_tls() {
        return Failure::Unreachable(Trouble::Encryption(reason));
    }
    if error.is_client() {
        return Failure::Unreachable(Trouble::Unable(reason));
    }
    if error.is_response() {
        return Failure::Malformed(reason);
    }
    let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    match cause.map(crate::exchange::of_io) {
        Some(Failure::TooSlow(_)) => Failure::TooSlow(Stage::Whole),
        Some(failure) => failure,
        None => Failure::Unreachable(Trouble::Other(reason)),
    }
}
