//! Why a file is refused, and what its owner can do about it.

use crate::Format;

/// A file or its sidecar cannot be taken in.
///
/// Each message continues a sentence that begins with the name of the file: "`a.txt` is empty".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It holds more bytes than a document may.
    #[error("is too large: {}, and a document may have `{limit_bytes}` bytes", size(*.size_bytes, *.limit_bytes))]
    TooLarge {
        /// Its length; `None` when it was not read to its end.
        size_bytes: Option<u64>,
        /// The length a document may have.
        limit_bytes: u64,
    },
    /// It holds nothing, or nothing but white space.
    #[error("is empty")]
    Empty,
    /// Its bytes are not valid in UTF-8.
    #[error("is not UTF-8: the byte `0x{byte:02X}` at offset `{offset_bytes}` does not belong there")]
    NotUtf8 {
        /// Where the first odd byte stands.
        offset_bytes: usize,
        /// The odd byte.
        byte: u8,
    },
    /// It begins like UTF-16 and is not valid in it.
    #[error("is not the UTF-16 that its mark announces: the bytes at offset `{offset_bytes}` are half a character")]
    NotUtf16 {
        /// Where the first odd bytes stand.
        offset_bytes: usize,
    },
    /// It holds a character that no text has.
    #[error("is not text: it holds the control character `U+{:04X}` at offset `{offset_bytes}`", u32::from(*.character))]
    NotText {
        /// Where the character stands in the file.
        offset_bytes: usize,
        /// The character.
        character: char,
        /// What kind of file this may be.
        guess: Guess,
    },
    /// It is a page on which nothing can be read.
    #[error("holds no article: nothing on the page can be read")]
    NoArticle,
    /// Its sidecar cannot be understood.
    #[error("has a sidecar that cannot be used: line `{line}`: {reason}")]
    Sidecar {
        /// The line of the sidecar, counted from 1.
        line: usize,
        /// What is wrong there, with the key if it is in one.
        reason: String,
    },
    /// It is not whole, or not what it says it is.
    #[error("cannot be read as {format}: {reason}")]
    Malformed {
        /// What it was taken for.
        format: Format,
        /// What is wrong.
        reason: String,
    },
    /// It is of a kind that has words, and there are none in it.
    #[error("is {format} and has no text: it may be scanned pictures")]
    NoText {
        /// Its format.
        format: Format,
    },
    /// It can only be read with a password.
    #[error("is locked: the {format} asks for a password")]
    Locked {
        /// Its format.
        format: Format,
    },
    /// It declares entities of its own, by which a few bytes can stand for many, or for files of this machine.
    #[error("is {format} that declares entities of its own")]
    Entities {
        /// Its format.
        format: Format,
    },
    /// What is in it is nested deeper than any document needs.
    #[error("is {format} in which more than `{levels}` levels stand in one another")]
    TooDeep {
        /// Its format.
        format: Format,
        /// How many may.
        levels: usize,
    },
    /// It unpacks to much more than it holds.
    #[error("is {format} that unpacks to more than `{limit_bytes}` bytes")]
    Inflates {
        /// Its format.
        format: Format,
        /// What it may unpack to.
        limit_bytes: u64,
    },
    /// It holds more of something than is taken.
    #[error("holds more than `{limit}` {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are taken.
        limit: usize,
    },
    /// It cannot be read to its end, since the system or the packing fails.
    #[error("cannot be read: {reason}")]
    Broken {
        /// What the system says.
        reason: String,
    },
    /// It is in a format that is known and not read.
    #[error("is {kind}, which is not read")]
    Unread {
        /// What it is.
        kind: &'static str,
    },
    /// It names feeds, and has no words of its own.
    #[error("is a list of feeds, and holds no document")]
    ListOfFeeds,
    /// It was given up.
    #[error("is {format} that was given up after `{seconds}` seconds")]
    TooSlow {
        /// Its format.
        format: Format,
        /// After how long.
        seconds: u64,
    },
}

/// What a file that is not text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// UTF-16 without a byte order mark, with the low byte first.
    Utf16Le,
    /// UTF-16 without a byte order mark, with the high byte first.
    Utf16Be,
    /// Text of a Windows code page that was taken for Latin-1.
    Misdecoded,
    /// Anything that is not text.
    Binary,
}

impl IntakeError {
    /// Returns advice in one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "split it into one file a document, for instance with `csplit` or `split -C 32M`",
            Self::Empty => "check that the download or the conversion that made it has worked",
            Self::NotUtf8 { .. } => "convert it first, for instance with `iconv -f WINDOWS-1252 -t UTF-8 IN > OUT`",
            Self::NotUtf16 { .. } => "it may be cut short; fetch it again or save it as UTF-8",
            Self::NotText { guess, .. } => guess.hint(),
            Self::NoArticle => "a script may write its words; open it in a browser and save what is shown",
            Self::Sidecar { .. } => {
                r#"a sidecar is one JSON object, every key optional: {"published": "2031-05-02", "publisher": "...", "title": "...", "url": "..."}"#
            }
            Self::Malformed { .. } => "it may be cut short or called by a wrong name; fetch it again",
            Self::NoText { .. } => "have its words recognised first, for instance with `ocrmypdf IN OUT`",
            Self::Locked { .. } => "save it without a password",
            Self::Entities { .. } | Self::TooDeep { .. } | Self::Inflates { .. } => {
                "it looks made to do harm; if you trust it, save it in another way or unpack it first"
            }
            Self::TooMany { .. } => "split it into several files",
            Self::Broken { .. } => "it may be cut short; fetch it again",
            Self::Unread { .. } => "convert it first, to text, HTML, PDF or docx",
            Self::ListOfFeeds => {
                "`casus items` lists the addresses of the feeds; documents are what the feeds announce"
            }
            Self::TooSlow { .. } => "convert it to plain text first, for instance a PDF with `pdftotext IN OUT`",
        }
    }
}

impl Guess {
    fn hint(self) -> &'static str {
        match self {
            Self::Utf16Le => "it looks like UTF-16 without a mark; try `iconv -f UTF-16LE -t UTF-8 IN > OUT`",
            Self::Utf16Be => "it looks like UTF-16 without a mark; try `iconv -f UTF-16BE -t UTF-8 IN > OUT`",
            Self::Misdecoded => {
                "it looks like Windows text taken for Latin-1; try `iconv -f UTF-8 -t LATIN1 IN | iconv -f WINDOWS-1252 -t UTF-8 > OUT`"
            }
            Self::Binary => {
                "it may be damaged or in a format that is not read; convert it to text, HTML, PDF or docx first"
            }
        }
    }
}

fn size(size_bytes: Option<u64>, limit_bytes: u64) -> String {
    match size_bytes {
        Some(bytes) => format!("it has `{bytes}` bytes"),
        None => format!("it goes on after `{limit_bytes}` bytes"),
    }
}
