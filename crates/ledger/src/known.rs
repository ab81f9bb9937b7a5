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

/// Days of publication. Undated documents belong to every period, for nobody knows better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Period {
    /// Returns the first and the last day as they are stored.
    fn bounds(&self) -> [String; 2] {
        let day = |day: Option<Date>, else_day: Date| day.unwrap_or(else_day).to_string();
        // Years before the first would not sort as text.
        [day(self.from, jiff::civil::date(0, 1, 1)), day(self.to, Date::MAX)]
    }

    fn is_whole(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Returns whether a document of this day is in the period.
    pub fn has(&self, published: Option<Date>) -> bool {
        published.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to))
    }
}

impl Ledger {
    /// Returns the documents that had been recorded by an instant, as they were known then; `None` asks for all.
    ///
    /// They come in the order of their days of publication, the undated last, then of their paths and their ids. No
    /// later entry shows in the answer, so it stays the same for good once the instant has passed.
    pub fn known_at(&self, instant: Option<Timestamp>) -> Result<Vec<Known>, Error> {
        self.known_in(&Period::default(), instant)
    }

    /// Returns the documents of a period as [`Ledger::known_at`] does, without going through the others.
    pub fn known_in(&self, period: &Period, instant: Option<Timestamp>) -> Result<Vec<Known>, Error> {
        self.read(|db| {
            let view = View::until(db, instant);
            let mut known = all(&view, period)?;
            known.sort_by_cached_key(|known| order(&known.source, &known.document));
            Ok(known)
        })
    }

    /// Counts the dated documents of a period, each in its version of an instant, without reading them.
    pub fn count_in(&self, period: &Period, instant: Option<Timestamp>) -> Result<usize, Error> {
        self.read(|db| {
            let until = View::until(db, instant).until;
            let [from, to] = period.bounds();
            db.only(&counting(), &[(&until).into(), (&from).into(), (&to).into()], |row| row.count(0))
        })
    }
}

/// Returns the query that counts the documents of a period.
///
/// Nearly every document has one version and one origin, and is counted by the index of the days alone, however many
/// there are; which of the few others count is looked at one by one.
fn counting() -> String {
    const LAST: &str = "(SELECT seq FROM act WHERE recorded_at <= ?1 ORDER BY recorded_at DESC LIMIT 1)";
    const MOVED: &str = "SELECT document FROM origin GROUP BY document HAVING count(*) > 1 \
        UNION SELECT document FROM sighting WHERE replaces > '' \
        UNION SELECT replaces FROM sighting WHERE replaces > '' UNION SELECT document FROM redaction";
    let dated = format!("FROM origin WHERE published >= ?2 AND published <= ?3 AND origin.act <= {LAST}");
    let present = format!(
        "AND document NOT IN (SELECT document FROM redaction) \
         AND act = (SELECT max(last.act) FROM origin AS last WHERE last.document = origin.document AND last.act <= {LAST}) \
         AND document = (SELECT its.id FROM document AS its JOIN sighting ON sighting.document = its.id \
            WHERE its.address = (SELECT address FROM document WHERE id = origin.document) AND sighting.act <= {LAST} \
            ORDER BY sighting.act DESC LIMIT 1)"
    );
    format!(
        "WITH moved (document) AS MATERIALIZED ({MOVED}) \
         SELECT (SELECT count(*) {dated}) - (SELECT count(*) {dated} AND document IN (SELECT document FROM moved)) \
         + (SELECT count(*) {dated} AND document IN (SELECT document FROM moved) {present})"
    )
}

/// Returns the key by which documents are listed, which hangs on none but themselves.
pub(crate) fn order(source: &Source, document: &DocumentId) -> (bool, Option<Date>, String, DocumentId) {
    let published = source.published();
    (published.is_none(), published, source.origin().path.clone(), document.clone())
}

fn all(view: &View<'_>, period: &Period) -> Result<Vec<Known>, Fault> {
    let histories = histories(view, period)?;
    let known = |(document, history): (DocumentId, History)| {
        let source = view.source(&document)?.map(|(_, source)| source);
        let Some(source) = source.filter(|source| period.has(source.published())) else { return Ok(None) };
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

/// Follows the sightings of a period's documents, and of those that replaced them, in the order in which they were
/// recorded.
fn histories(view: &View<'_>, period: &Period) -> Result<BTreeMap<DocumentId, History>, Fault> {
    const SIGHTINGS: &str = "SELECT sighting.document, replaces, recorded_at FROM sighting JOIN act \
                             ON act.seq = sighting.act WHERE recorded_at <= ?1";
    // Some origin of theirs has a day of the period; whether the last one has is looked at when it is there.
    const INSIDE: &str = "(SELECT document FROM origin WHERE published >= ?2 AND published <= ?3 OR published IS NULL)";
    let [from, to] = period.bounds();
    let until = (&view.until).into();
    let (select, values) = match period.is_whole() {
        true => (format!("{SIGHTINGS} ORDER BY sighting.act"), vec![until]),
        false => {
            let inside = format!("(sighting.document IN {INSIDE} OR sighting.replaces IN {INSIDE})");
            (format!("{SIGHTINGS} AND {inside} ORDER BY sighting.act"), vec![until, (&from).into(), (&to).into()])
        }
    };
    let sightings = view.db.rows(&select, &values, |row| {
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
