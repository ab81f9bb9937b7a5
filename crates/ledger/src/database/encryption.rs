//! Is a connection to a server encrypted, and how is the server known?
//!
//! To another machine always, unless the URL says `sslmode=disable`: neither the password nor the ledger travels in the
//! open because somebody forgot a word. To this machine only where the URL says `sslmode=require`. A server is known by a
//! certificate that the system trusts, or one of the file that `SSL_CERT_FILE` names.

use std::net::IpAddr;
use std::sync::Arc;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Fault;
use super::server::told;

/// Connects to a server, in the open only where that is allowed.
pub(super) fn connect(mut config: Config) -> Result<Client, Fault> {
    if !is_encrypted(&config) {
        return config.connect(NoTls).map_err(|error| Fault::Unreachable(told(&error)));
    }
    config.ssl_mode(SslMode::Require);
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        let reasons: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
        return Err(Fault::Unreachable(format!("this system trusts no certificate{reasons}; {HOW_TO_TRUST}")));
    }
    encrypted(&config, found.certs)
}

const HOW_TO_TRUST: &str = "set SSL_CERT_FILE to a file with the certificate of whoever vouches for the server, \
                            or say `?sslmode=disable` where the network is safe";

/// Connects to a server that one of these certificates vouches for.
fn encrypted(config: &Config, trusted: Vec<CertificateDer<'static>>) -> Result<Client, Fault> {
    let mut roots = RootCertStore::empty();
    // Systems keep some that are too old to be understood.
    roots.add_parsable_certificates(trusted);
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("the provider knows the versions of TLS");
    let tls = builder.with_root_certificates(roots).with_no_client_auth();
    config.connect(MakeRustlsConnect::new(tls)).map_err(|error| {
        let reason = told(&error);
        let is_unknown = reason.contains("certificate");
        Fault::Unreachable(if is_unknown { format!("{reason}; {HOW_TO_TRUST}") } else { reason })
    })
}

fn is_encrypted(config: &Config) -> bool {
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => !is_on_this_machine(config),
        _ => true,
    }
}

fn is_on_this_machine(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    // An address, where there is one, is what is connected to, whatever the name.
    match config.get_hostaddrs() {
        [] => config.get_hosts().iter().all(is_here),
        addresses => addresses.iter().all(IpAddr::is_loopback),
    }
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::pem::PemObject;

    use super::*;
    use crate::tests::store::{CERTIFICATE, SERVER, note_server};

    fn config(url: &str) -> Config {
        url.parse().expect("a URL")
    }

    #[test]
    fn only_this_machine_is_talked_to_in_the_open() {
        for (url, expect) in [
            ("postgres://ada@db.example/straits", true),
            ("postgres://ada@db.example/straits?sslmode=prefer", true),
            ("postgres://ada@db.example/straits?sslmode=disable", false),
            ("postgres://ada@localhost/straits", false),
            ("postgres://ada@127.0.0.1:5433/straits", false),
            ("postgres://ada@[::1]/straits", false),
            ("postgres://ada@localhost/straits?sslmode=require", true),
            ("postgres://ada@localhost,db.example/straits", true),
            ("postgres://ada@localhost/straits?hostaddr=192.0.2.7", true),
            ("postgres:///straits?host=/run/postgresql", false),
        ] {
            assert_eq!(is_encrypted(&config(url)), expect, "{url}");
        }
    }

    #[test]
    fn a_server_is_known_by_its_certificate() {
        let (Ok(url), Ok(path)) = (std::env::var(SERVER), std::env::var(CERTIFICATE)) else { return };
        note_server();
        let mut config = config(&url);
        config.ssl_mode(SslMode::Require);
        let own = CertificateDer::from_pem_file(path).expect("the file holds a certificate");
        let mut client = encrypted(&config, vec![own]).expect("the server is known");
        let select = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        assert!(client.query_one(select, &[]).expect("the server answers").get::<_, bool>(0));
        let Err(Fault::Unreachable(reason)) = encrypted(&config, Vec::new()) else { panic!("nobody vouches for it") };
        assert!(reason.contains("certificate") && reason.contains("SSL_CERT_FILE"), "{reason}");
    }
}
