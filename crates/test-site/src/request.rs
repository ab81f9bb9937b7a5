//! What did somebody ask? Reads the request and keeps it for the log.

use std::io::{self, BufRead, Read};

use jiff::Timestamp;

/// A request may be so long, head and body.
const LEN_BYTES_MAX: u64 = 1 << 20;

/// A request that a site saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When, by the fake clock.
    pub at: Timestamp,
    /// The method, such as `GET`.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The headers in their order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Seen {
    /// Returns the value of a header, whose name is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Returns the request in a line: the instant, the method and the path.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.at, self.method, self.path)
    }
}

/// Reads a request; there is none where the connection ends first.
pub(crate) fn read(from: impl BufRead, at: Timestamp) -> io::Result<Option<Seen>> {
    let mut from = from.take(LEN_BYTES_MAX);
    let first = line(&mut from)?;
    let mut words = first.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
    let mut seen = Seen { at, method: method.to_owned(), path: path.to_owned(), headers: Vec::new(), body: Vec::new() };
    loop {
        let line = line(&mut from)?;
        let Some((name, value)) = line.split_once(':') else { break };
        seen.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let len = seen.header("content-length").and_then(|len| len.parse().ok()).unwrap_or(0);
    from.take(len).read_to_end(&mut seen.body)?;
    Ok(Some(seen))
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}
