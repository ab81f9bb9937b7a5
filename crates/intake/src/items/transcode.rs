//! How does a table in another encoding become UTF-8 while it streams through?

use std::io::{self, Cursor, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8};

/// How much of a table is looked at, in bytes.
const HEAD_BYTES: u64 = 256 << 10;

/// A stream in UTF-8, with the encoding that was guessed for it.
pub(super) struct Transcoded<'a> {
    pub(super) from: Box<dyn Read + 'a>,
    pub(super) guessed: Option<&'static str>,
}

/// Takes a stream in any encoding; what is in UTF-8 is passed on byte by byte.
pub(super) fn transcoded<'a>(from: &'a mut dyn Read) -> io::Result<Transcoded<'a>> {
    let mut head = Vec::new();
    from.take(HEAD_BYTES).read_to_end(&mut head)?;
    let (encoding, guessed) = match Encoding::for_bom(&head) {
        Some((encoding, mark_bytes)) => {
            head.drain(..mark_bytes);
            (encoding, None)
        }
        None if is_utf8(&head) => (UTF_8, None),
        None => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&head, (head.len() as u64) < HEAD_BYTES);
            let encoding = detector.guess(None, Utf8Detection::Deny);
            (encoding, Some(encoding.name()))
        }
    };
    let whole = Cursor::new(head).chain(from);
    if encoding == UTF_8 {
        return Ok(Transcoded { from: Box::new(whole), guessed });
    }
    let decoder = encoding.new_decoder_without_bom_handling();
    Ok(Transcoded {
        from: Box::new(Decoded { from: whole, decoder, raw: Vec::new(), ready: Vec::new(), at: 0, is_done: false }),
        guessed,
    })
}

/// Returns whether bytes are UTF-8, but for a character that is cut at their end.
fn is_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() as u64 == HEAD_BYTES,
    }
}

struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    is_done: bool,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.is_done {
            self.raw.clear();
            self.from.by_ref().take(32 << 10).read_to_end(&mut self.raw)?;
            self.is_done = self.raw.is_empty();
            let room = self.decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(1 << 20);
            self.ready.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw, &mut self.ready, self.is_done);
            self.ready.truncate(written);
            self.at = 0;
        }
        let count = buffer.len().min(self.ready.len() - self.at);
        buffer[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
