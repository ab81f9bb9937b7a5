//! Why a file is refused, and what its owner can do about it.

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
            Self::Binary => "convert it to plain text first, for instance a PDF with `pdftotext IN OUT`",
        }
    }
}

fn size(size_bytes: Option<u64>, limit_bytes: u64) -> String {
    match size_bytes {
        Some(bytes) => format!("it has `{bytes}` bytes"),
        None => format!("it goes on after `{limit_bytes}` bytes"),
    }
}
