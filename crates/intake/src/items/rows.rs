//! Which documents does a table with named columns hold?

use std::cell::RefCell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use super::row::{COLUMNS, Row};
use super::transcode::transcoded;
use super::walk::{Place, Walk};
use crate::{Format, IntakeError, SIZE_BYTES_MAX};

/// How many columns a table may have.
const COLUMNS_MAX: usize = 10_000;

/// Tells the document of each row.
pub(super) fn rows(walk: &mut Walk<'_>, from: &mut dyn Read, place: &Place) -> ControlFlow<()> {
    let table = transcoded(from);
    let table = match table {
        Ok(table) => table,
        Err(error) => return walk.broken(place.path.clone(), &error, Format::Rows),
    };
    let kept = Rc::new(RefCell::new(Kept::default()));
    let mut from = Kept::keep(table.from, Rc::clone(&kept));
    let delimiter = match from.delimiter() {
        Ok(delimiter) => delimiter,
        Err(error) => return walk.broken(place.path.clone(), &error, Format::Rows),
    };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(from);
    let mut record = ByteRecord::new();
    let columns = match reader.read_byte_record(&mut record).map(|_| columns(&record)) {
        Ok(Ok(columns)) => columns,
        Ok(Err(cause)) => return walk.refuse(place.path.clone(), cause),
        Err(error) => return broken(walk, place, error),
    };
    kept.borrow_mut().take(reader.position().byte());
    for number in 1_u64.. {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return broken(walk, place, error),
        }
        let bytes = kept.borrow_mut().take(reader.position().byte());
        let mut row = Row { bytes, guessed_encoding: table.guessed, ..Row::default() };
        for (value, column) in row.values.iter_mut().zip(&columns) {
            let field = column.and_then(|column| record.get(column));
            *value = field.map(|field| String::from_utf8_lossy(field).into_owned());
        }
        row.tell(walk, place.inside(&format!("row-{number}")), Format::Rows)?;
    }
    ControlFlow::Continue(())
}

/// Finds the columns that are read by the names in the first row.
fn columns(header: &ByteRecord) -> Result<[Option<usize>; COLUMNS.len()], IntakeError> {
    if header.is_empty() {
        return Err(IntakeError::Empty);
    }
    if header.len() > COLUMNS_MAX {
        return Err(IntakeError::TooMany { what: "columns", limit: COLUMNS_MAX });
    }
    let names: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase()).collect();
    let columns = COLUMNS.map(|column| names.iter().position(|name| name == column));
    match columns[0] {
        Some(_) => Ok(columns),
        None => Err(Format::Rows.malformed("no column in its first row is called `text`")),
    }
}

fn broken(walk: &mut Walk<'_>, place: &Place, error: csv::Error) -> ControlFlow<()> {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let cause = IntakeError::TooLarge { size_bytes: None, limit_bytes: SIZE_BYTES_MAX };
            walk.refuse(place.path.clone(), cause)
        }
        csv::ErrorKind::Io(error) => walk.broken(place.path.clone(), &error, Format::Rows),
        kind => walk.refuse(place.path.clone(), Format::Rows.malformed(format!("{kind:?}"))),
    }
}

/// The bytes that were read and not yet given to a row.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    /// Where in the stream they begin.
    start: u64,
}

impl Kept {
    fn keep(from: Box<dyn Read + '_>, kept: Rc<RefCell<Self>>) -> Keeping<'_> {
        Keeping { from, kept, ahead: Vec::new() }
    }

    /// Takes the bytes up to a place in the stream.
    fn take(&mut self, end: u64) -> Vec<u8> {
        let count = usize::try_from(end.saturating_sub(self.start)).unwrap_or(usize::MAX).min(self.bytes.len());
        let mut taken: Vec<u8> = self.bytes.drain(..count).collect();
        self.start = end;
        while taken.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            taken.pop();
        }
        taken
    }
}

/// Keeps what is read, and ends the stream when a row is longer than a document may be.
struct Keeping<'a> {
    from: Box<dyn Read + 'a>,
    kept: Rc<RefCell<Kept>>,
    /// What was looked at before the table is read.
    ahead: Vec<u8>,
}

impl Keeping<'_> {
    /// Looks which character parts the names in the first line.
    fn delimiter(&mut self) -> io::Result<u8> {
        self.from.by_ref().take(64 << 10).read_to_end(&mut self.ahead)?;
        let line = self.ahead.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |delimiter: &u8| line.iter().filter(|&byte| byte == delimiter).count();
        Ok([b';', b'\t', b'|', b','].into_iter().max_by_key(count).filter(|one| count(one) > 0).unwrap_or(b','))
    }
}

impl Read for Keeping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = if self.ahead.is_empty() {
            self.from.read(buffer)?
        } else {
            let count = buffer.len().min(self.ahead.len());
            buffer[..count].copy_from_slice(&self.ahead[..count]);
            self.ahead.drain(..count);
            count
        };
        let mut kept = self.kept.borrow_mut();
        if (kept.bytes.len() + count) as u64 > SIZE_BYTES_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        kept.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}
