//! What does a body hold, unpacked, as far as it may go?
//!
//! Two limits stand in the way of what has no end: one on the bytes as they come, since a packed stream can go on for
//! ever without giving anything, and one on the bytes unpacked.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::error::{Bound, Failure};

const BUFFER_BYTES: usize = 16 << 10;

/// A body may be packed so often.
const LAYERS_MAX: usize = 2;

/// What to do with a body that goes on beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Refuse it.
    Refused,
    /// Take what stands within the limit.
    Left,
}

/// How much of a body is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The bytes that it may have.
    pub limit_bytes: u64,
    /// What to do with more.
    pub beyond: Beyond,
}

/// Reads a body to its end or to its limit.
///
/// `encoding` is the header `Content-Encoding`, and `failure` tells what an error of the connection means.
pub fn read<'a>(
    body: impl Read + 'a,
    encoding: &str,
    measure: Measure,
    failure: impl Fn(io::Error) -> Failure,
) -> Result<Vec<u8>, Failure> {
    let end = Rc::new(RefCell::new(End::default()));
    let wire = Wire { inner: body, left_bytes: measure.limit_bytes, end: Rc::clone(&end) };
    let mut unpacked = Vec::new();
    let done = unpack(wire, encoding)?.take(measure.limit_bytes.saturating_add(1)).read_to_end(&mut unpacked);
    let is_beyond = unpacked.len() as u64 > measure.limit_bytes;
    unpacked.truncate(usize::try_from(measure.limit_bytes).unwrap_or(usize::MAX));
    let too_large = Failure::TooLarge(Bound::Body { limit_bytes: measure.limit_bytes });
    let End { broken, is_empty, is_over } = end.take();
    match (done, broken) {
        _ if is_beyond && measure.beyond == Beyond::Left => Ok(unpacked),
        _ if is_beyond => Err(too_large),
        (_, Some(Broken::Limit)) if measure.beyond == Beyond::Left => Ok(unpacked),
        (_, Some(Broken::Limit)) => Err(too_large),
        (_, Some(Broken::Connection(error))) => Err(failure(error)),
        // Some servers say that nothing is packed.
        (Err(_), None) if is_empty => Ok(unpacked),
        // A decoder that asked for more than there was.
        (Err(_), None) if is_over => Err(failure(io::ErrorKind::UnexpectedEof.into())),
        (Err(_), None) => Err(Failure::Malformed(format!("the body is not packed as `{encoding}`"))),
        (Ok(_), None) => Ok(unpacked),
    }
}

fn unpack<'a>(wire: impl Read + 'a, encoding: &str) -> Result<Box<dyn Read + 'a>, Failure> {
    let layers: Vec<String> = encoding.split(',').map(|layer| layer.trim().to_ascii_lowercase()).collect();
    let layers: Vec<_> = layers.iter().map(String::as_str).filter(|layer| !matches!(*layer, "" | "identity")).collect();
    if layers.len() > LAYERS_MAX {
        return Err(Failure::Malformed(format!("the body is packed more than `{LAYERS_MAX}` times")));
    }
    let mut reader: Box<dyn Read + 'a> = Box::new(wire);
    for layer in layers.into_iter().rev() {
        reader = match layer {
            "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(reader)),
            "deflate" => inflate(reader),
            "br" => Box::new(Decompressor::new(reader, BUFFER_BYTES)),
            other => {
                let name: String = other.chars().take(40).collect();
                return Err(Failure::Malformed(format!("the body is packed as `{name}`, which was not asked for")));
            }
        };
    }
    Ok(reader)
}

/// Unpacks `deflate`, which is zlib by the standard and bare in many servers.
fn inflate<'a>(reader: Box<dyn Read + 'a>) -> Box<dyn Read + 'a> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, reader);
    // An error comes again when the decoder reads.
    let is_zlib = match reader.fill_buf().unwrap_or_default() {
        [first, second, ..] => first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0,
        _ => true,
    };
    if is_zlib { Box::new(ZlibDecoder::new(reader)) } else { Box::new(DeflateDecoder::new(reader)) }
}

/// How the bytes of a connection end.
struct End {
    broken: Option<Broken>,
    is_empty: bool,
    is_over: bool,
}

impl Default for End {
    fn default() -> Self {
        Self { broken: None, is_empty: true, is_over: false }
    }
}

/// Why the bytes of a connection end before the body does.
enum Broken {
    Limit,
    Connection(io::Error),
}

/// The bytes as they come; it keeps why they end, since a decoder in between may tell it in words of its own.
struct Wire<R> {
    inner: R,
    left_bytes: u64,
    end: Rc<RefCell<End>>,
}

impl<R: Read> Wire<R> {
    fn breaks(&self, why: Broken) -> io::Error {
        self.end.borrow_mut().broken = Some(why);
        io::Error::other("the bytes end here")
    }
}

impl<R: Read> Read for Wire<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.end.borrow().broken.is_some() {
            return Err(io::Error::other("the bytes end here"));
        }
        match self.inner.read(buffer) {
            Ok(read) if read as u64 > self.left_bytes => {
                // What is within the limit is handed on, and the end comes with the next call.
                let within = usize::try_from(self.left_bytes).unwrap_or(read);
                let error = self.breaks(Broken::Limit);
                if within > 0 { Ok(within) } else { Err(error) }
            }
            Ok(read) => {
                self.left_bytes -= read as u64;
                let mut end = self.end.borrow_mut();
                end.is_empty &= read == 0;
                end.is_over |= read == 0 && !buffer.is_empty();
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => Err(self.breaks(Broken::Connection(error))),
        }
    }
}
