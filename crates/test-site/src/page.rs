//! What is at a path? Something kind, or something that a careless program dies of.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
}

/// How a page goes on after its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// With these bytes, and a header that says how many.
    Whole(Vec<u8>),
    /// With these bytes one by one, with a real pause before each.
    Drip { bytes: Vec<u8>, pause: Duration },
    /// With these bytes again and again, after the first ones.
    Endless { first: Vec<u8>, again: Vec<u8> },
    /// There is no head: these bytes are sent as they are.
    Raw(Vec<u8>),
    /// There is no head: these bytes are sent, and then the others again and again.
    RawEndless { first: Vec<u8>, again: Vec<u8> },
    /// Nothing is sent, and the connection stands open.
    Silence,
    /// Each request gets the next one, and all after the last get the last.
    InTurn(Vec<Page>),
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `gzip`.
    Gzip,
    /// `deflate`, as the standard has it.
    Zlib,
    /// `deflate`, as many servers have it.
    Deflate,
}

impl Page {
    /// Returns a page with a status and no body.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Body::Whole(Vec::new()) }
    }

    /// Returns a page with a media type and a body.
    pub fn of(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: Body::Whole(body.into()), ..Self::status(200) }.with_header("Content-Type", media_type)
    }

    /// Returns a page of HTML in UTF-8.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    /// Returns a page of plain text in UTF-8.
    pub fn text(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/plain; charset=utf-8", body)
    }

    /// Returns a page of HTML in Latin-1, which has no character beyond `ÿ`.
    pub fn latin_1(body: &str) -> Self {
        let byte = |character| u8::try_from(character).expect("a test keeps to Latin-1");
        Self::of("text/html; charset=ISO-8859-1", body.chars().map(byte).collect::<Vec<_>>())
    }

    /// Returns a redirect.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).with_header("Location", location)
    }

    /// Returns a page that wants to be left alone for the time that `Retry-After` gives.
    pub fn busy(status: u16, retry_after: &str) -> Self {
        Self::status(status).with_header("Retry-After", retry_after)
    }

    /// Returns a page whose body comes byte by byte, with a real pause before each.
    pub fn drip(body: impl Into<Vec<u8>>, pause: Duration) -> Self {
        Self { body: Body::Drip { bytes: body.into(), pause }, ..Self::status(200) }
    }

    /// Returns a page whose body has no end.
    pub fn endless(again: impl Into<Vec<u8>>) -> Self {
        Self { body: Body::Endless { first: Vec::new(), again: again.into() }, ..Self::status(200) }
    }

    /// Returns a page that sends nothing and keeps the connection.
    pub fn silence() -> Self {
        Self { body: Body::Silence, ..Self::status(200) }
    }

    /// Returns these bytes in place of an answer.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { body: Body::Raw(bytes.into()), ..Self::status(200) }
    }

    /// Returns these bytes in place of an answer, and then others again and again.
    pub fn raw_endless(first: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>) -> Self {
        Self { body: Body::RawEndless { first: first.into(), again: again.into() }, ..Self::status(200) }
    }

    /// Returns a small body that unpacks to so many zeros.
    pub fn bomb(packing: Packing, unpacked_bytes: usize) -> Self {
        Self::of("text/html", vec![0; unpacked_bytes]).packed(packing)
    }

    /// Returns a packed body without end that unpacks to nothing: one empty part after the other.
    pub fn endless_nothing() -> Self {
        Self::endless(pack(Packing::Gzip, b"")).with_header("Content-Encoding", "gzip")
    }

    /// Returns pages of which each request gets the next; all after the last get the last.
    pub fn in_turn(pages: impl IntoIterator<Item = Page>) -> Self {
        Self { body: Body::InTurn(pages.into_iter().collect()), ..Self::status(200) }
    }

    /// Returns the page with a header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the page with a tag, by which it answers 304 to whoever has it.
    pub fn with_etag(self, tag: &str) -> Self {
        self.with_header("ETag", tag)
    }

    /// Returns the page with the instant of its last change, by which it answers 304 to whoever has it.
    pub fn with_last_modified(self, instant: &str) -> Self {
        let instant: Timestamp = instant.parse().expect("a test gives an instant");
        self.with_header("Last-Modified", &http_instant(instant))
    }

    /// Returns the page with its body packed.
    pub fn packed(mut self, packing: Packing) -> Self {
        if let Body::Whole(bytes) = &mut self.body {
            *bytes = pack(packing, bytes);
        }
        self.with_header("Content-Encoding", if packing == Packing::Gzip { "gzip" } else { "deflate" })
    }

    /// Returns the page with no more than the first bytes of its body.
    pub fn cut(mut self, len_bytes: usize) -> Self {
        if let Body::Whole(bytes) = &mut self.body {
            bytes.truncate(len_bytes);
        }
        self
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Returns an instant as headers have it.
pub(crate) fn http_instant(instant: Timestamp) -> String {
    instant.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn pack(packing: Packing, bytes: &[u8]) -> Vec<u8> {
    let level = Compression::best();
    let packed = match packing {
        Packing::Gzip => finish(GzEncoder::new(Vec::new(), level), bytes, GzEncoder::finish),
        Packing::Zlib => finish(ZlibEncoder::new(Vec::new(), level), bytes, ZlibEncoder::finish),
        Packing::Deflate => finish(DeflateEncoder::new(Vec::new(), level), bytes, DeflateEncoder::finish),
    };
    packed.expect("a vector takes whatever is written")
}

fn finish<W: Write>(
    mut encoder: W,
    bytes: &[u8],
    finish: impl Fn(W) -> std::io::Result<Vec<u8>>,
) -> std::io::Result<Vec<u8>> {
    encoder.write_all(bytes)?;
    finish(encoder)
}
