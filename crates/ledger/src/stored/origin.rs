//! How is it stored what is known of a document besides its text?

use casus_text::{DateOrigin, Origin, Published, Source, StatedIn};

use super::span;
use crate::DocumentId;
use crate::database::{Database, Fault, Row};

/// The columns that [`StoredOrigin::of_row`] reads, in its order.
pub(crate) const COLUMNS: &str = "origin.path, title, publisher, url, published, published_by, dateline_start, dateline_end, \
     byline, language, stated_in";

/// How many columns those are, and so the place of the first one after them.
pub(crate) const COLUMN_COUNT: usize = 11;

/// An origin as it lies in its row.
pub(crate) struct StoredOrigin {
    pub path: String,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<String>,
    published_by: Option<String>,
    dateline: Option<(usize, usize)>,
    byline: Option<String>,
    language: Option<String>,
    stated_in: Option<String>,
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
            byline: row.get(8)?,
            language: row.get(9)?,
            stated_in: row.get(10)?,
        })
    }

    /// Gives a text its origin back.
    pub(crate) fn applied(self, source: Source) -> Result<Source, Fault> {
        let published = match (&self.published, &self.published_by) {
            (Some(day), Some(word)) => Some(self.published(&source, day, word)?),
            _ => None,
        };
        let Self { path, title, publisher, url, byline, language, .. } = self;
        Ok(source.with_origin(Origin { path, title, published, publisher, url, byline, language }))
    }

    fn published(&self, source: &Source, day: &str, word: &str) -> Result<Published, Fault> {
        let day = day.parse().map_err(|_| Fault::Corrupt(format!("`{day}` is no day")))?;
        let unknown = |word: &str| Fault::Corrupt(format!("`{word}` says not how the day is known"));
        let origin = match (word, self.dateline, &self.stated_in) {
            ("dateline", Some((start, end)), None) => DateOrigin::Dateline(span(source, [start, end])?),
            ("sidecar", None, None) => DateOrigin::Sidecar,
            ("sidecar", None, Some(part)) => DateOrigin::Stated(StatedIn::of_word(part).ok_or_else(|| unknown(part))?),
            ("given", None, None) => DateOrigin::Given,
            _ => return Err(unknown(word)),
        };
        Ok(Published { day, origin })
    }
}

/// Adds an origin to a document under an act.
pub(crate) fn insert(db: &Database, act: i64, document: &DocumentId, origin: &Origin) -> Result<(), Fault> {
    let (word, dateline) = match origin.published.map(|published| published.origin) {
        None => (None, None),
        Some(DateOrigin::Sidecar | DateOrigin::Stated(_)) => (Some("sidecar"), None),
        Some(DateOrigin::Given) => (Some("given"), None),
        Some(DateOrigin::Dateline(span)) => (Some("dateline"), Some(span)),
    };
    let stated_in = match origin.published.map(|published| published.origin) {
        Some(DateOrigin::Stated(part)) => Some(part.word()),
        _ => None,
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
        origin.byline.as_ref().into(),
        origin.language.as_ref().into(),
        stated_in.into(),
    ];
    db.execute("INSERT INTO origin VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", &values)?;
    Ok(())
}
