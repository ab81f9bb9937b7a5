//! What is opened in turn, and how deep does it go?

use std::io::{self, BufReader, Cursor, Read, SeekFrom};
use std::ops::ControlFlow;

use flate2::bufread::MultiGzDecoder;

use super::budget::{Budget, refusal};
use super::{Found, Input, Item, Label, Tell, entry, lines, mail, mbox, rows, stream, warc, zipped};
use crate::format::{self, recognise};
use crate::{Format, IntakeError, SIZE_BYTES_MAX, Told, check_size};

/// How many archives and mails may stand in one another.
const LEVELS_MAX: usize = 4;

/// How many zip folders may stand in one another.
const FOLDERS_MAX: usize = 2;

/// How many items one file may have.
const ITEMS_MAX: usize = 20_000_000;

/// How much of a file is looked at to recognise it, in bytes.
const HEAD_BYTES: usize = 4096;

/// How much is read at once, in bytes.
const BUFFER_BYTES: usize = 128 << 10;

/// Tells each document of a file in its order, and what is no document or cannot be taken.
pub fn items<'a>(input: Input<'_>, label: impl Into<Label<'a>>, tell: &mut Tell<'_>) -> ControlFlow<()> {
    let Label { path, media_type, charset } = label.into();
    let budget = Budget::default();
    let mut walk = Walk { budget: &budget, tell, count: 0 };
    let place = Place {
        path: path.to_owned(),
        name: path.to_owned(),
        media_type: media_type.map(str::to_owned),
        charset: charset.map(str::to_owned),
        ..Place::default()
    };
    match input {
        Input::File(file) => walk.file(file, place),
        Input::Pipe(pipe) => walk.pipe(&mut budget.packed(pipe), place),
    }
}

/// Where something stands, and what is known of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) path: String,
    /// What it is called, by which its format may be known.
    pub(super) name: String,
    pub(super) media_type: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) sidecar: Option<Vec<u8>>,
    pub(super) told: Told,
    is_inside: bool,
    /// How many containers it stands in, and how many of them are zip folders.
    pub(super) levels: usize,
    pub(super) folders: usize,
}

impl Place {
    /// Returns the place of what stands in this one.
    pub(super) fn inside(&self, name: &str) -> Self {
        let shown: String =
            name.chars().map(|character| if character.is_control() { '\u{FFFD}' } else { character }).collect();
        Self {
            path: format!("{}#{shown}", self.path),
            name: shown,
            is_inside: true,
            levels: self.levels + 1,
            folders: self.folders,
            ..Self::default()
        }
    }

    /// Returns the item that stands here.
    pub(super) fn item(self, bytes: Vec<u8>, format: Format) -> Item {
        let Self { path, charset, sidecar, told, is_inside, .. } = self;
        Item { path, is_inside, bytes, format, words: None, charset, sidecar, told }
    }
}

/// A search through a file.
pub(super) struct Walk<'a> {
    pub(super) budget: &'a Budget,
    tell: &'a mut Tell<'a>,
    count: usize,
}

impl Walk<'_> {
    /// Tells a document.
    pub(super) fn item(&mut self, item: Item) -> ControlFlow<()> {
        self.count += 1;
        if self.count > ITEMS_MAX {
            self.refuse(item.path, IntakeError::TooMany { what: "documents", limit: ITEMS_MAX })?;
            return ControlFlow::Break(());
        }
        (self.tell)(Found::Item(item))
    }

    /// Tells what cannot be taken.
    pub(super) fn refuse(&mut self, path: String, cause: IntakeError) -> ControlFlow<()> {
        (self.tell)(Found::Refused { path, cause })
    }

    /// Tells what is no document.
    pub(super) fn pass_over(&mut self, path: String) -> ControlFlow<()> {
        (self.tell)(Found::PassedOver { path })
    }

    /// Tells that a stream broke off.
    pub(super) fn broken(&mut self, path: String, error: &io::Error, format: Format) -> ControlFlow<()> {
        let cause = refusal(error, self.budget, format);
        self.refuse(path, cause)
    }

    /// Goes through a file that can be read from any place.
    fn file(&mut self, mut file: &mut dyn super::Seekable, place: Place) -> ControlFlow<()> {
        let (head, broken) = head_of(&mut file);
        if let Some(error) = broken.or_else(|| file.seek(SeekFrom::Start(0)).err()) {
            return self.broken(place.path, &error, Format::Text);
        }
        let format = recognise(&head, &place.name, place.media_type.as_deref());
        if matches!(format, Format::Zip | Format::Wacz) {
            return match file.seek(SeekFrom::End(0)) {
                Ok(length) => {
                    self.budget.add_packed(length);
                    zipped::entries(self, file, length, place)
                }
                Err(error) => self.broken(place.path, &error, format),
            };
        }
        if !format.is_streamed() {
            let length =
                match file.seek(SeekFrom::End(0)).and_then(|length| file.seek(SeekFrom::Start(0)).map(|_| length)) {
                    Ok(length) => length,
                    Err(error) => return self.broken(place.path, &error, format),
                };
            if let Some(cause) = too_large(length) {
                return self.refuse(place.path, cause);
            }
        }
        let budget = self.budget;
        self.recognised(&mut budget.packed(file), format, place)
    }

    /// Goes through a pipe.
    pub(super) fn pipe(&mut self, mut pipe: &mut dyn Read, place: Place) -> ControlFlow<()> {
        let (head, broken) = head_of(&mut pipe);
        if let Some(error) = broken.as_ref().filter(|_| head.is_empty()) {
            return self.broken(place.path, error, Format::Text);
        }
        let format = recognise(&head, &place.name, place.media_type.as_deref());
        // A feed says what it is, whatever it is called.
        let is_feed = matches!(format, Format::Feed | Format::JsonFeed);
        if place.levels > 0 && !is_feed && !format::is_readable(&head, &place.name, place.media_type.as_deref()) {
            return self.pass_over(place.path);
        }
        match broken {
            None => self.recognised(&mut Cursor::new(head).chain(pipe), format, place),
            Some(error) => self.recognised(&mut Cursor::new(head).chain(Broken(Some(error))), format, place),
        }
    }

    /// Goes through what is known to be in a format.
    pub(super) fn recognised(&mut self, from: &mut dyn Read, format: Format, place: Place) -> ControlFlow<()> {
        if format.is_container() && place.levels > LEVELS_MAX {
            return self.refuse(place.path, IntakeError::TooDeep { format, levels: LEVELS_MAX });
        }
        match format {
            Format::Gzip => self.gzip(from, place),
            Format::Warc => warc::records(self, &mut BufReader::with_capacity(BUFFER_BYTES, from), &place),
            Format::Mbox => mbox::mails(self, &mut BufReader::with_capacity(BUFFER_BYTES, from), &place),
            Format::Rows => rows::rows(self, from, &place),
            Format::Lines => lines::lines(self, from, &place),
            Format::Zip | Format::Wacz if place.folders >= FOLDERS_MAX => {
                self.refuse(place.path, IntakeError::TooDeep { format, levels: FOLDERS_MAX })
            }
            _ => self.whole(from, format, place),
        }
    }

    /// Reads what must be in memory as a whole.
    fn whole(&mut self, from: &mut dyn Read, format: Format, place: Place) -> ControlFlow<()> {
        let bytes = match stream::whole(from) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let cause = IntakeError::TooLarge { size_bytes: None, limit_bytes: SIZE_BYTES_MAX };
                return self.refuse(place.path, cause);
            }
            Err(error) => return self.broken(place.path, &error, format),
        };
        match format {
            Format::Zip | Format::Wacz => {
                let length = bytes.len() as u64;
                if place.levels == 0 {
                    self.budget.add_packed(length);
                }
                zipped::entries(self, &mut Cursor::new(bytes), length, place)
            }
            Format::Mail => mail::parts(self, bytes, place),
            Format::Feed | Format::JsonFeed => entry::entries(self, bytes, format, place),
            _ => self.item(place.item(bytes, format)),
        }
    }

    fn gzip(&mut self, from: &mut dyn Read, mut place: Place) -> ControlFlow<()> {
        if place.levels >= LEVELS_MAX {
            return self.refuse(place.path, IntakeError::TooDeep { format: Format::Gzip, levels: LEVELS_MAX });
        }
        place.levels += 1;
        // Without its ending, the name says what is packed in it.
        place.name = place.name.strip_suffix(".gz").unwrap_or(&place.name).to_owned();
        place.media_type = None;
        let budget = self.budget;
        let mut decoder = MultiGzDecoder::new(BufReader::with_capacity(BUFFER_BYTES, from));
        self.pipe(&mut budget.unpacked(&mut decoder), place)
    }
}

/// Reads the head of a stream, as far as it goes, and the error that it breaks off with.
fn head_of(from: &mut dyn Read) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let read = from.take(HEAD_BYTES as u64).read_to_end(&mut head);
    (head, read.err())
}

/// The end of a stream that breaks off.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Refuses a length before it is read.
pub(super) fn too_large(length: u64) -> Option<IntakeError> {
    check_size(length).err()
}
