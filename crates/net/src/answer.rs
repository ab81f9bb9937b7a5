//! What is asked, and what does an address give?

/// What is asked of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The address; a user and a password in it are sent to its own host only.
    pub address: String,
    /// The `ETag` of the last time.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last time.
    pub last_modified: Option<String>,
    /// The address that gave these two, which is [`Fetched::address`]; without it, `address` did.
    ///
    /// They are sent to that address only: another one may use the same tag for something else.
    pub given_by: Option<String>,
}

/// What an address gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A document.
    Fetched(Fetched),
    /// The document is what it was.
    NotModified,
    /// The document was taken away for good.
    Gone {
        /// The status, 410.
        status: u16,
    },
}

/// A document as it came, unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address that gave it, after all redirects, without user and password.
    pub address: String,
    /// The address to ask from now on, if the one that was asked has moved for good.
    pub moved_permanently_to: Option<String>,
    /// The media type in lower case, such as `text/html`.
    pub media_type: Option<String>,
    /// The name of the encoding in lower case, as the server gives it.
    pub charset: Option<String>,
    /// What to give as [`Request::etag`] the next time.
    pub etag: Option<String>,
    /// What to give as [`Request::last_modified`] the next time.
    pub last_modified: Option<String>,
    /// The document.
    pub bytes: Vec<u8>,
}
