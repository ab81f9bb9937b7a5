//! Which entries have these words?
//!
//! Each record is indexed under the words of its quote, and under its kind, its strength and the names of whoever it is
//! about, each as one word of its own such as `kind_commitment` or `actor_ada_korn`. So a question is a list of words
//! that must all be there, and both databases answer it from the same index: a full-text table of SQLite, and a vector
//! of lexemes of PostgreSQL. Neither takes words apart by rules of its own.

use std::collections::BTreeSet;

use casus_claim::{Claim, Entity, EntityId, Reading, Record, Reference, Status};
use jiff::civil::Date;

use crate::database::{Database, Fault, Row, Value};
use crate::view::View;
use crate::{DocumentId, Error, Ledger};

/// What is looked for: everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of the sentence; one that ends in `*` stands for all that begin so.
    pub words: String,
    /// A name of somebody whom the entry is about.
    pub actor: Option<String>,
    /// The kind of record.
    pub kind: Option<String>,
    /// The strength of a commitment.
    pub status: Option<Status>,
    /// The first day of publication.
    pub from: Option<Date>,
    /// The last day of publication.
    pub to: Option<Date>,
    /// A part of the publisher's name, the path or the url, in any case.
    pub source: Option<String>,
    /// How many entries are wanted at most.
    pub limit: usize,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its reference.
    pub reference: Reference,
    /// The kind of record.
    pub kind: String,
    /// Its words.
    pub quote: String,
    /// The document.
    pub document: DocumentId,
    /// Where that was read from.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

impl Ledger {
    /// Returns the entries that a search finds at an instant, the latest published first; `None` asks all that is
    /// recorded.
    ///
    /// Entries of replaced versions and readings are left out, and so are those of redacted documents. Fails when
    /// nothing is looked for.
    pub fn search(&self, search: &Search, instant: Option<jiff::Timestamp>) -> Result<Vec<Hit>, Error> {
        self.read(|db| found(&View::until(db, instant), search))
    }
}

/// The words that an index is asked for.
struct Sought {
    whole: Vec<String>,
    beginnings: Vec<String>,
}

fn found(view: &View<'_>, search: &Search) -> Result<Vec<Hit>, Fault> {
    let sought = sought(search);
    if sought.whole.is_empty() && sought.beginnings.is_empty() {
        return Err(Fault::Refused("nothing is looked for: give a word, an actor, a kind or a status".to_owned()));
    }
    let select = format!(
        "SELECT record.reference, record.kind, record.quote, reading.document, origin.path, origin.title, \
         origin.publisher, origin.published \
         FROM {} JOIN reading ON reading.act = record.reading JOIN act ON act.seq = reading.act \
         JOIN document ON document.id = reading.document JOIN origin ON origin.act = ({LAST_ORIGIN}) \
         WHERE {} AND act.recorded_at <= ?2 \
         AND (reading.reader_kind <> 'rules' OR NOT EXISTS ({LATER_READING})) AND document.id = ({PRESENT}) \
         AND (?3 = '' OR origin.published >= ?3) AND (?4 = '' OR origin.published <= ?4) \
         AND (?5 = '' OR lower(coalesce(origin.publisher, '') || ' ' || origin.path || ' ' || coalesce(origin.url, '')) \
              LIKE ?5 ESCAPE '!') \
         ORDER BY origin.published DESC NULLS LAST, origin.path, record.reference LIMIT ?6",
        view.db.indexed_records(),
        view.db.index_matches(),
    );
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (day(search.from), day(search.to));
    let source = search.source.as_deref().map(pattern).unwrap_or_default();
    let wanted = view.db.match_of(&sought.whole, &sought.beginnings);
    let values: [Value<'_>; 6] = [
        (&wanted).into(),
        (&view.until).into(),
        (&from).into(),
        (&to).into(),
        (&source).into(),
        // Several rules may have read a document; what they read alike is one entry.
        search.limit.saturating_mul(2).min(i64::MAX as usize).into(),
    ];
    let mut hits = view.db.rows(&select, &values, hit)?;
    let mut seen = BTreeSet::new();
    hits.retain(|hit| seen.insert((hit.reference, hit.document.clone())));
    hits.truncate(search.limit);
    Ok(hits)
}

const LAST_ORIGIN: &str = "SELECT max(last.act) FROM origin AS last JOIN act AS at ON at.seq = last.act \
                           WHERE last.document = reading.document AND at.recorded_at <= ?2";
const LATER_READING: &str = "SELECT 1 FROM reading AS later JOIN act AS at ON at.seq = later.act \
                             WHERE later.document = reading.document AND later.reader_kind = reading.reader_kind \
                             AND later.reader_name = reading.reader_name AND later.act > reading.act \
                             AND at.recorded_at <= ?2";
const PRESENT: &str = "SELECT its.id FROM sighting JOIN document AS its ON its.id = sighting.document \
                       JOIN act AS at ON at.seq = sighting.act \
                       WHERE its.address = document.address AND at.recorded_at <= ?2 ORDER BY at.seq DESC LIMIT 1";

fn hit(row: &Row<'_>) -> Result<Hit, Fault> {
    let digits: String = row.get(0)?;
    let day = |text: String| text.parse().map_err(|_| Fault::Corrupt(format!("`{text}` is no day")));
    Ok(Hit {
        reference: Reference::from_whole(&digits)
            .ok_or_else(|| Fault::Corrupt(format!("`{digits}` is no reference")))?,
        kind: row.get(1)?,
        quote: row.get(2)?,
        document: DocumentId::stored(row.get(3)?),
        path: row.get(4)?,
        title: row.get(5)?,
        publisher: row.get(6)?,
        published: row.get::<Option<String>>(7)?.map(day).transpose()?,
    })
}

/// Returns a pattern that finds a part of a text, whatever stands around it.
fn pattern(part: &str) -> String {
    let escaped = part.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

fn sought(search: &Search) -> Sought {
    let (mut whole, mut beginnings) = (Vec::new(), Vec::new());
    for word in search.words.split_whitespace() {
        let mut parts: Vec<String> = words(word).collect();
        if word.ends_with('*') {
            beginnings.extend(parts.pop());
        }
        whole.append(&mut parts);
    }
    whole.extend(search.kind.iter().map(|kind| facet("kind", kind)));
    whole.extend(search.status.iter().map(|status| facet("status", status.word())));
    whole.extend(search.actor.iter().map(|name| facet("actor", name)).filter(|facet| facet != "actor_"));
    Sought { whole, beginnings }
}

/// Returns the words of a text in small letters.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Returns the word under which something else than a word of the quote is indexed.
fn facet(of: &str, value: &str) -> String {
    format!("{of}_{}", words(value).collect::<Vec<_>>().join("_"))
}

/// Puts the records of a reading into the index.
pub(crate) fn index(db: &Database, act: i64, reading: &Reading) -> Result<(), Fault> {
    let each = (0..).zip(reading.records());
    each.into_iter().try_for_each(|(place, record)| db.index(act, place, &indexed(reading, record)))
}

/// Puts everything that is there into an empty index.
pub(crate) fn index_all(db: &Database) -> Result<(), Fault> {
    let view = View::until(db, None);
    let all = "SELECT act, origin FROM reading WHERE document NOT IN (SELECT document FROM redaction) ORDER BY act";
    let all: Vec<(i64, i64)> = db.rows(all, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (act, origin) in all {
        let source = view.source_under(origin)?;
        index(db, act, &view.reading(&source, act)?)?;
    }
    Ok(())
}

/// Takes the records of a document out of the index.
pub(crate) fn unindex(db: &Database, document: &DocumentId) -> Result<(), Fault> {
    let readings = "SELECT act FROM reading WHERE document = ?1 ORDER BY act";
    let readings: Vec<i64> = db.rows(readings, &[document.as_str().into()], |row| row.get(0))?;
    readings.into_iter().try_for_each(|act| db.unindex(act))?;
    db.condense_index()
}

/// Lists the words under which a record is found.
pub(crate) fn indexed(reading: &Reading, record: &Record) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = words(record.quote.text()).collect();
    all.insert(facet("kind", record.claim.kind()));
    if let Claim::Commitment(commitment) = &record.claim {
        all.insert(facet("status", commitment.status.word()));
    }
    let about = about(record);
    all.extend(about.iter().flat_map(|&id| names(reading.entity(id))));
    all
}

fn about(record: &Record) -> BTreeSet<EntityId> {
    let mut about: BTreeSet<EntityId> = record.attributed_to.iter().copied().collect();
    match &record.claim {
        Claim::Statement(it) => about.extend(it.speaker.ids().iter().chain(&it.addressee)),
        Claim::Commitment(it) => about.extend(it.debtor.ids().iter().chain(&it.creditor)),
        Claim::Position(it) => about.extend(it.holder.ids()),
        Claim::Event(it) => about.extend(it.participants.iter().chain(&it.place)),
        Claim::Authority(it) => about.extend(it.holder.ids()),
        Claim::Figure(_) => {}
    }
    about
}

/// Lists how somebody may be asked for: by each of their names, whole, and by the last word of each.
fn names(entity: &Entity) -> Vec<String> {
    let all = || [&entity.name].into_iter().chain(&entity.aliases);
    let last = all().filter_map(|name| name.split_whitespace().next_back());
    let facets = all().map(String::as_str).chain(last).map(|name| facet("actor", name));
    facets.filter(|facet| facet != "actor_").collect()
}
