//! What does a watch find outside? The web, the folders and the clock of this machine.

use std::fs;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casus_claim::Reading;
use casus_engine::dossier::{BriefRule, ChannelRule};
use casus_engine::intake::{Document, Found, Given, Input, Label, document, items};
use casus_engine::ledger::thread::Change;
use casus_net::{Answer, Client, FetchError, Request};
use casus_text::{DateOrigin, Origin, Published, Source, StatedIn};
use casus_watch::{Alert, Outside, Parcel};
use jiff::Timestamp;

use crate::command::DossierFolder;
use crate::error::Error;
use crate::face;
use crate::folder::Folder;
use crate::input;
use crate::readers::Readers;
use crate::report;
use crate::web::{self, Pace};

use super::{brief, channel};

/// The world outside of a dossier.
pub(super) struct Outdoors<'p> {
    folder: PathBuf,
    asked: DossierFolder,
    title: String,
    registry: casus_claim::Registry,
    readers: Readers<'p>,
    client: Client,
    pace: Arc<Pace>,
}

impl<'p> Outdoors<'p> {
    pub(super) fn open(
        asked: &DossierFolder,
        folder: &Folder,
        readers: Readers<'p>,
        pace: Arc<Pace>,
    ) -> Result<Self, Error> {
        let client = web::client(&folder.dossier.watch.allowed_hosts, &pace)?;
        Ok(Self {
            folder: folder.path.clone(),
            asked: asked.clone(),
            title: super::title(folder),
            registry: folder.dossier.registry.clone(),
            readers,
            client,
            pace,
        })
    }

    /// Returns a path that a dossier names, from its folder.
    fn within(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

impl Outside for Outdoors<'_> {
    fn now(&self) -> Timestamp {
        self.pace.present()
    }

    fn fetch(&mut self, request: &Request) -> Result<Answer, FetchError> {
        self.client.fetch(request)
    }

    fn files(&mut self, folder: &str) -> Result<Vec<casus_watch::Found>, String> {
        let (place, mut files) = (self.within(folder), Vec::new());
        input::files_in(&place, &|_| true, &mut files).map_err(|error| match error {
            Error::Unreadable { cause, .. } => format!("cannot be read: {cause}"),
            error => error.to_string(),
        })?;
        Ok(files
            .iter()
            .filter_map(|file| stamped(file, &Path::new(folder).join(file.strip_prefix(&place).ok()?)))
            .collect())
    }

    fn bytes(&mut self, path: &str) -> Result<Vec<u8>, String> {
        input::whole_file(&self.within(path)).map_err(|error| error.to_string())
    }

    fn unpack(&mut self, parcel: Parcel) -> Result<Vec<(Vec<u8>, Source)>, String> {
        let mut documents = Vec::new();
        let mut refused = None;
        for found in found(&parcel) {
            let item = match found {
                Found::Item(item) => item,
                Found::Refused { cause, .. } => {
                    refused = Some(cause.to_string());
                    continue;
                }
                Found::PassedOver { .. } => continue,
            };
            match document(&item, Given::default()) {
                Ok(Document { source, .. }) => documents.push((item.bytes, known(source, &parcel))),
                Err(cause) => refused = Some(cause.to_string()),
            }
        }
        if documents.is_empty() {
            return Err(refused.unwrap_or_else(|| "holds no document".to_owned()));
        }
        Ok(documents)
    }

    fn read(&mut self, source: &Source) -> Reading {
        self.readers.read(source, &self.registry)
    }

    fn change(&self, change: &Change) -> String {
        face::change(change)
    }

    fn send(&mut self, channel: &ChannelRule, alerts: &[Alert]) -> Result<(), String> {
        channel::send(&self.client, &self.folder, &self.title, channel, alerts)
    }

    fn brief(&mut self, rule: &BriefRule, since: Option<Timestamp>, due: Timestamp) -> Result<(), String> {
        brief::write(&self.asked, &self.folder, rule, since, due)
    }

    fn note(&mut self, sentence: &str) {
        report::note(sentence);
    }
}

/// Lists what a parcel holds.
fn found(parcel: &Parcel) -> Vec<Found> {
    let Parcel { address, bytes, media_type, charset, .. } = parcel;
    let label = Label { path: address, media_type: media_type.as_deref(), charset: charset.as_deref() };
    let mut all = Vec::new();
    let _ = items(Input::File(&mut Cursor::new(bytes)), label, &mut |found| {
        all.push(found);
        ControlFlow::Continue(())
    });
    all
}

/// Adds to what is known of a document what its source says of it; what the document says itself counts first.
fn known(source: Source, parcel: &Parcel) -> Source {
    let origin = source.origin().clone();
    let fed = parcel.published.map(|day| Published { day, origin: DateOrigin::Stated(StatedIn::Feed) });
    let is_of_web = web::address(Path::new(&parcel.address)).is_some();
    let origin = Origin {
        title: origin.title.or_else(|| parcel.title.clone()),
        published: origin.published.or(fed),
        publisher: parcel.publisher.clone().or(origin.publisher),
        // Not what a page says of itself: it could name the page of somebody else, and take its place in the ledger.
        url: if is_of_web && origin.path == parcel.address { Some(origin.path.clone()) } else { origin.url },
        ..origin
    };
    source.with_origin(origin)
}

/// Returns a file under the name that the dossier has for it; nothing where it has gone or its name is no text.
fn stamped(file: &Path, name: &Path) -> Option<casus_watch::Found> {
    let metadata = fs::metadata(file).ok()?;
    let changed = metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
    let changed = changed.map(|instant| instant.to_string()).unwrap_or_default();
    Some(casus_watch::Found { path: name.to_str()?.to_owned(), stamp: format!("{} {changed}", metadata.len()) })
}
