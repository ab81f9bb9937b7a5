//! How is it stored what is known of a document besides its text?

use casus_text::{DateOrigin, Origin, Published, Source};

use super::span;
use crate::DocumentId;
use crate::database::{Database, Fault, Row};

/// The columns that [`StoredOrigin::of_row`] reads, in its order.
pub(crate) const COLUMNS: &str =
    "origin.path, title, publisher, url, published, published_by, dateline_start, dateline_end";

/// An origin as it lies in its row.
pub(crate) struct StoredOrigin {
    pub path: String,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<String>,
    published_by: Option<String>,
    dateline: Option<(usize, usize)>,
}

impl StoredOrigin {
    /// Takes a row that begins with [`COLUMNS`].
    pub(crate) fn of_row(row: &Row<'_>) -> Result<Self, Fault> {
        let dateline = Option::zip(row.count_if_any(6)?, row.count_if_any(7)?);
        Ok(Self {
            path: row.get(0)?,
            title: row.get(1)?,
            publisher: row.get(2)?,
            url: row.get(3)?,
            published: row.get(4)?,
            published_by: row.get(5)?,
            dateline,
        })
    }

    /// Gives a text its origin back.
    pub(crate) fn applied(self, source: Source) -> Result<Source, Fault> {
        let published = match (&self.published, &self.published_by) {
            (Some(day), Some(word)) => Some(self.published(&source, day, word)?),
            _ => None,
        };
        let Self { path, title, publisher, url, .. } = self;
        Ok(source.with_origin(Origin { path, title, published, publisher, url }))
    }

    fn published(&self, source: &Source, day: &str, word: &str) -> Result<Published, Fault> {
        let day = day.parse().map_err(|_| Fault::Corrupt(format!("`{day}` is no day")))?;
        let origin = match (word, self.dateline) {
            ("dateline", Some((start, end))) => DateOrigin::Dateline(span(source, [start, end])?),
            ("sidecar", None) => DateOrigin::Sidecar,
            ("given", None) => DateOrigin::Given,
            _ => return Err(Fault::Corrupt(format!("`{word}` says not how the day is known"))),
        };
        Ok(Published { day, origin })
    }
}

/// Adds an origin to a document under an act.
pub(crate) fn insert(db: &Database, act: i64, document: &DocumentId, origin: &Origin) -> Result<(), Fault> {
    let (word, dateline) = match origin.published.map(|published| published.origin) {
        None => (None, None),
        Some(DateOrigin::Sidecar) => (Some("sidecar"), None),
        Some(DateOrigin::Given) => (Some("given"), None),
        Some(DateOrigin::Dateline(span)) => (Some("dateline"), Some(span)),
    };
    let day = origin.published.map(|published| published.day.to_string());
    let values = [
        act.into(),
        document.as_str().into(),
        (&origin.path).into(),
        origin.title.as_ref().into(),
        origin.publisher.as_ref().into(),
        origin.url.as_ref().into(),
        day.as_ref().into(),
        word.into(),
        dateline.map(|span| span.start_bytes()).into(),
        dateline.map(|span| span.end_bytes()).into(),
    ];
    db.execute("INSERT INTO origin VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", &values)?;
    Ok(())
}
