//! What did a server answer, and what was its text before it was packed for the way?

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use crate::{Format, IntakeError, SIZE_BYTES_MAX};

/// How many headers an answer may have.
const HEADERS_MAX: usize = 1000;

/// An answer of a server, as a crawl keeps it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// Parts the head of an answer from its body.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let first = next_line(&mut rest)?;
        let first = String::from_utf8_lossy(first);
        let status = first.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let mut headers: Vec<(String, String)> = Vec::new();
        while let Some(line) = next_line(&mut rest) {
            if line.is_empty() {
                return Some(Self { status, headers, body: rest });
            }
            if headers.len() == HEADERS_MAX {
                return None;
            }
            let line = String::from_utf8_lossy(line);
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        None
    }

    /// Returns what a header says.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body as it was before it was cut in chunks and packed.
    ///
    /// Some crawlers keep the headers as they came and the body unpacked, so a body that is not packed is taken as it is.
    pub(super) fn unpacked(&self) -> Result<Vec<u8>, IntakeError> {
        let is_chunked =
            self.header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
        let joined = if is_chunked { joined(self.body) } else { None };
        let body = joined.as_deref().unwrap_or(self.body);
        match self.header("content-encoding").map(str::to_ascii_lowercase).as_deref() {
            Some("gzip" | "x-gzip") if body.starts_with(b"\x1F\x8B") => decoded(MultiGzDecoder::new(body)),
            Some("deflate") if body.first().is_some_and(|byte| byte & 0x0F == 8) => decoded(ZlibDecoder::new(body)),
            Some("br") if std::str::from_utf8(body).is_err() => Err(IntakeError::Unread { kind: "packed with Brotli" }),
            Some("zstd") if body.starts_with(b"\x28\xB5\x2F\xFD") => {
                Err(IntakeError::Unread { kind: "packed with Zstandard" })
            }
            _ => Ok(joined.unwrap_or_else(|| self.body.to_vec())),
        }
    }
}

/// Takes a line, without its end.
fn next_line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let line = &rest[..end];
    *rest = &rest[end + 1..];
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

/// Joins chunks; `None` when the body is not in chunks after all. A last chunk that is cut short is taken as far as it goes.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut rest = body;
    loop {
        let Some(line) = next_line(&mut rest) else { return (!whole.is_empty()).then_some(whole) };
        let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
        let digits =
            std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let length = usize::from_str_radix(digits, 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        let chunk = &rest[..length.min(rest.len())];
        whole.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

fn decoded(decoder: impl Read) -> Result<Vec<u8>, IntakeError> {
    let mut bytes = Vec::new();
    match decoder.take(SIZE_BYTES_MAX + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > SIZE_BYTES_MAX => {
            Err(IntakeError::Inflates { format: Format::Gzip, limit_bytes: SIZE_BYTES_MAX })
        }
        // What is there of an answer that was cut short is still what the server said.
        Ok(_) => Ok(bytes),
        Err(_) if !bytes.is_empty() => Ok(bytes),
        Err(error) => Err(IntakeError::Broken { reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &[u8], body: &str) {
        let answer = Answer::parse(answer).expect("this is an answer");
        let unpacked = answer.unpacked().expect("this can be unpacked");
        assert_eq!(String::from_utf8_lossy(&unpacked), body);
    }

    #[test]
    fn chunks_are_joined() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        check(format!("{head}4\r\ndyke\r\n2;x=y\r\ns \r\n0\r\n\r\n").as_bytes(), "dykes ");
        check(format!("{head}no chunks at all").as_bytes(), "no chunks at all");
        check(format!("{head}ffffffffffffffff\r\ncut").as_bytes(), "cut");
        check(format!("{head}-1\r\nodd").as_bytes(), "-1\r\nodd");
    }

    #[test]
    fn a_body_that_is_not_packed_is_taken_as_it_is() {
        check(b"HTTP/1.0 200\nContent-Encoding: gzip\n\nplain", "plain");
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for bytes in [&b""[..], b"HTTP/1.1", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b", b"\xFF\n\n"] {
            assert_eq!(Answer::parse(bytes), None);
        }
    }
}
