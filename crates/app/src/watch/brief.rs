//! What does a brief by schedule say? What changed since the last one, and how things stand.

use std::fs;
use std::path::Path;

use casus_engine::dossier::{BriefFormat, BriefRule};
use casus_engine::{Scenario, compare};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::brief::Desk;
use crate::command::{Asked, DigestFormat, DossierFolder};
use crate::digest::digest_bytes;
use crate::error::{Error, shown};
use crate::output;

/// Writes a brief in each of its formats; the error continues a sentence that begins with the name of the brief.
pub(super) fn write(
    asked: &DossierFolder,
    folder: &Path,
    rule: &BriefRule,
    since: Option<Timestamp>,
    due: Timestamp,
) -> Result<(), String> {
    written(asked, &folder.join(&rule.folder), rule, since, due)
        .map_err(|error| format!("could not be written: {error}"))
}

fn written(
    asked: &DossierFolder,
    place: &Path,
    rule: &BriefRule,
    since: Option<Timestamp>,
    due: Timestamp,
) -> Result<(), Error> {
    fs::create_dir_all(place).map_err(|cause| Error::NotWritten { path: shown(place), cause })?;
    let day = due.to_zoned(TimeZone::UTC).date();
    let asked = Asked::of(asked.clone(), Some(day), Some(due));
    let desk = Desk::open(&asked)?;
    let since = since.unwrap_or(Timestamp::MIN);
    let before = desk.chronicle(Some(since.to_zoned(TimeZone::UTC).date()), Some(since))?;
    let compared = compare(before, desk.chronicle(Some(day), Some(due))?);
    let between = [since, due].map(|instant| instant.strftime("%-d %B %Y, %H:%M UTC").to_string());
    let page = desk.page(&Scenario::new())?;
    for format in &rule.formats {
        let name = format!("{}-{}.{}", due.strftime("%Y-%m-%dT%H%M"), rule.name, format.word());
        let bytes = digest_bytes(&page, &compared, [&between[0], &between[1]], digest_format(*format))?;
        output::write_file(&place.join(name), &bytes)?;
    }
    Ok(())
}

fn digest_format(format: BriefFormat) -> DigestFormat {
    match format {
        BriefFormat::Md => DigestFormat::Md,
        BriefFormat::Html => DigestFormat::Html,
        BriefFormat::Pdf => DigestFormat::Pdf,
    }
}
