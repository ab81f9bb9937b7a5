//! What does a watch ask of the world?

use casus_claim::Reading;
use casus_engine::dossier::{BriefRule, ChannelRule};
use casus_engine::ledger::thread::Change;
use casus_net::{Answer, FetchError, Request};
use casus_text::Source;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::Alert;

/// The world outside.
pub trait Outside {
    /// Returns the present instant.
    fn now(&self) -> Timestamp;

    /// Asks an address.
    fn fetch(&mut self, request: &Request) -> Result<Answer, FetchError>;

    /// Lists the documents in a folder, as a path from the folder of the dossier each.
    fn files(&mut self, folder: &str) -> Result<Vec<Found>, String>;

    /// Returns the bytes of a file.
    fn bytes(&mut self, path: &str) -> Result<Vec<u8>, String>;

    /// Turns what arrived into documents, each with its own bytes.
    fn unpack(&mut self, parcel: Parcel) -> Result<Vec<(Vec<u8>, Source)>, String>;

    /// Reads a document.
    fn read(&mut self, source: &Source) -> Reading;

    /// Says in words what changed.
    fn change(&self, change: &Change) -> String;

    /// Hands alerts to a channel: those that are for it and have not gone, or, for a channel that is a file, all that
    /// were ever for it.
    fn send(&mut self, channel: &ChannelRule, alerts: &[Alert]) -> Result<(), String>;

    /// Writes the brief that is due at an instant, of what changed since the one before.
    fn brief(&mut self, rule: &BriefRule, since: Option<Timestamp>, due: Timestamp) -> Result<(), String>;

    /// Says something to whoever looks on.
    fn note(&mut self, sentence: &str);
}

/// A file in a folder that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path from the folder of the dossier.
    pub path: String,
    /// What changes when the file does: its length and the instant of its last change.
    pub stamp: String,
}

/// Something that arrived, with what is known of it besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// The address or path that gave it.
    pub address: String,
    /// What arrived.
    pub bytes: Vec<u8>,
    /// The media type that it came with.
    pub media_type: Option<String>,
    /// The encoding that it came with.
    pub charset: Option<String>,
    /// The title that its source gives.
    pub title: Option<String>,
    /// The day that its source gives.
    pub published: Option<Date>,
    /// Who publishes what its source gives.
    pub publisher: Option<String>,
}
