//! How does anything stand in a header? As hexadecimal digits, or as it is where it is plain.

use ring::digest::{SHA256, digest};

/// A longer id is not sent as it is.
const PLAIN_BYTES_MAX: usize = 100;

/// Returns bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns an id as it is where it is short and plain, and else its SHA-256.
pub fn token(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !id.is_empty() && id.len() <= PLAIN_BYTES_MAX && id.bytes().all(is_plain) {
        return id.to_owned();
    }
    hex(digest(&SHA256, id.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_steer_a_header_is_hashed() {
        assert_eq!(token("alert-12_a"), "alert-12_a");
        assert_eq!(token("a\r\nBcc: x"), "6391743000e95d407e4cdbda7d1e7699f700106b3ce35abef8e3852826b53a27");
        assert_eq!(token(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
