//! What was known at an instant?

use std::collections::BTreeMap;

use casus_claim::Reading;
use casus_text::Source;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::database::Fault;
use crate::stored::instant;
use crate::view::View;
use crate::{DocumentId, Error, Known, Ledger, Reader};

impl Ledger {
    /// Returns the documents that had been recorded by an instant, as they were known then; `None` asks for all.
    ///
    /// They come in the order of their days of publication, the undated last, then of their paths and their ids. No
    /// later entry shows in the answer, so it stays the same for good once the instant has passed.
    pub fn known_at(&self, instant: Option<Timestamp>) -> Result<Vec<Known>, Error> {
        self.read(|db| {
            let view = View::until(db, instant);
            let mut known = all(&view)?;
            known.sort_by_cached_key(|known| order(&known.source, &known.document));
            Ok(known)
        })
    }
}

/// Returns the key by which documents are listed, which hangs on none but themselves.
pub(crate) fn order(source: &Source, document: &DocumentId) -> (bool, Option<Date>, String, DocumentId) {
    let published = source.published();
    (published.is_none(), published, source.origin().path.clone(), document.clone())
}

fn all(view: &View<'_>) -> Result<Vec<Known>, Fault> {
    let histories = histories(view)?;
    let known = |(document, history): (DocumentId, History)| {
        let Some((_, source)) = view.source(&document)? else { return Ok(None) };
        Ok(Some(Known {
            readings: readings(view, &document, &source)?,
            recorded_at: history.recorded_at,
            version_of: history.version_of,
            replaced_by: history.replaced_by,
            document,
            source,
        }))
    };
    histories.into_iter().filter_map(|it| known(it).transpose()).collect()
}

fn readings(view: &View<'_>, document: &DocumentId, source: &Source) -> Result<Vec<(Reader, Reading)>, Fault> {
    let rows = view.readings(document)?;
    rows.into_iter().map(|row| Ok((row.reader, view.reading(source, row.act)?))).collect()
}

/// What the sightings tell of a document.
struct History {
    recorded_at: Timestamp,
    version_of: Option<DocumentId>,
    replaced_by: Option<DocumentId>,
}

/// Follows the sightings in the order in which they were recorded.
fn histories(view: &View<'_>) -> Result<BTreeMap<DocumentId, History>, Fault> {
    let select = "SELECT document, replaces, recorded_at FROM sighting JOIN act ON act.seq = sighting.act \
                  WHERE recorded_at <= ?1 ORDER BY act.seq";
    let sightings = view.db.rows(select, &[(&view.until).into()], |row| {
        let replaces = row.get::<Option<String>>(1)?.map(DocumentId::stored);
        Ok((DocumentId::stored(row.get(0)?), replaces, instant::parsed(&row.get::<String>(2)?)?))
    })?;
    let mut histories: BTreeMap<DocumentId, History> = BTreeMap::new();
    for (document, replaces, recorded_at) in sightings {
        if let Some(earlier) = replaces.as_ref().and_then(|replaces| histories.get_mut(replaces)) {
            earlier.replaced_by = Some(document.clone());
        }
        // Bytes that come back are the present version again, and keep the history of their first sighting.
        let first = History { recorded_at, version_of: replaces, replaced_by: None };
        histories.entry(document).or_insert(first).replaced_by = None;
    }
    Ok(histories)
}
