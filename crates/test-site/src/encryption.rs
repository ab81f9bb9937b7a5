//! Who is this server, to those who ask it encrypted? A certificate that was made for the test.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate that nobody but the test trusts.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub(crate) config: Arc<ServerConfig>,
    der: Vec<u8>,
}

impl Certificate {
    /// Makes a certificate for these names.
    pub fn of(names: &[&str]) -> Self {
        let names: Vec<_> = names.iter().map(|name| name.to_string()).collect();
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(names).expect("a test gives names that can stand in a certificate");
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("the key was made just now");
        let chain = vec![CertificateDer::from(cert.der().to_vec())];
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().expect("ring knows the versions");
        let config = builder.with_no_client_auth().with_single_cert(chain, key);
        Self { config: Arc::new(config.expect("key and certificate belong together")), der: cert.der().to_vec() }
    }

    /// Returns the certificate in DER, for whoever shall trust it.
    pub fn der(&self) -> Vec<u8> {
        self.der.clone()
    }
}
