//! How is a stream read in lines and pieces of bounded length?

use std::io::{self, BufRead, Read};

use crate::SIZE_BYTES_MAX;

/// The next line of a stream.
pub(super) enum Line {
    /// A line is there, with its line feed.
    Whole,
    /// It is longer than it may be; what goes beyond was passed over, to its end.
    Long,
    /// The stream is at its end.
    End,
}

/// Reads a line into a buffer that is emptied first.
pub(super) fn line(from: &mut dyn BufRead, into: &mut Vec<u8>, limit_bytes: u64) -> io::Result<Line> {
    into.clear();
    let count = from.take(limit_bytes).read_until(b'\n', into)?;
    match into.last() {
        None => Ok(Line::End),
        Some(b'\n') => Ok(Line::Whole),
        Some(_) if (count as u64) < limit_bytes => Ok(Line::Whole),
        Some(_) => {
            skip_line(from)?;
            Ok(Line::Long)
        }
    }
}

/// Passes over the rest of a line.
fn skip_line(from: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let (length, is_done) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        from.consume(length);
        if is_done {
            return Ok(());
        }
    }
}

/// Passes over so many bytes, and returns how many there were.
pub(super) fn skip(from: &mut dyn BufRead, bytes: u64) -> io::Result<u64> {
    let mut left = bytes;
    while left > 0 {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        from.consume(length);
        left -= length as u64;
    }
    Ok(bytes - left)
}

/// Reads a document to its end; `None` when it is longer than a document may be.
pub(super) fn whole(from: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(SIZE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= SIZE_BYTES_MAX).then_some(bytes))
}
