//! Which documents do the records of a crawl hold?
//!
//! What a server answered, and what was kept or converted as it is, when it is text, HTML or PDF. Requests, indexes and
//! pictures are passed over without a word: a crawl is full of them.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use casus_text::StatedIn;

use super::http::Answer;
use super::stream::{Line, line, skip};
use super::walk::{Place, Walk, too_large};
use crate::format::recognise;
use crate::told::{address, stated};
use crate::{Format, IntakeError, Told};

/// How long a line of a head may be, in bytes, and how many there may be.
const LINE_BYTES_MAX: u64 = 64 << 10;
const LINES_MAX: usize = 1000;

/// Tells the documents in the records of a crawl.
pub(super) fn records(walk: &mut Walk<'_>, from: &mut dyn BufRead, place: &Place) -> ControlFlow<()> {
    let mut number = 0_u64;
    let mut is_lost = false;
    loop {
        let head = match head(from) {
            Ok(Some(Head::Record(head))) => head,
            Ok(Some(Head::Odd)) => {
                // One refusal tells of all that stands between two records.
                if !is_lost {
                    let inner = place.inside(&format!("record-{}", number + 1));
                    walk.refuse(inner.path, Format::Warc.malformed("no record begins where the one before it ends"))?;
                }
                is_lost = true;
                continue;
            }
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return walk.broken(place.path.clone(), &error, Format::Warc),
        };
        number += 1;
        // Without a length, what comes next is looked for, and that was told with the record.
        is_lost = length(&head).is_none();
        match record(walk, from, place, &head, number) {
            Ok(flow) => flow?,
            Err(error) => return walk.broken(place.path.clone(), &error, Format::Warc),
        }
    }
}

/// What stands where a record may begin.
enum Head {
    Record(Vec<(String, String)>),
    /// Something else.
    Odd,
}

/// Reads the head of the next record.
fn head(from: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let mut read = Vec::new();
    loop {
        match line(from, &mut read, LINE_BYTES_MAX)? {
            Line::End => return Ok(None),
            Line::Whole if read.trim_ascii().is_empty() => {}
            Line::Whole if read.starts_with(b"WARC/") => break,
            Line::Whole | Line::Long => return Ok(Some(Head::Odd)),
        }
    }
    let mut headers: Vec<(String, String)> = Vec::new();
    loop {
        match line(from, &mut read, LINE_BYTES_MAX)? {
            Line::End => return Ok(Some(Head::Odd)),
            Line::Whole if read.trim_ascii().is_empty() => return Ok(Some(Head::Record(headers))),
            Line::Whole | Line::Long => {}
        }
        let text = String::from_utf8_lossy(&read);
        if let Some((name, value)) = text.split_once(':')
            && headers.len() < LINES_MAX
        {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

fn record(
    walk: &mut Walk<'_>,
    from: &mut dyn BufRead,
    place: &Place,
    head: &[(String, String)],
    number: u64,
) -> io::Result<ControlFlow<()>> {
    let header = |name: &str| head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let url = header("warc-target-uri").map(|uri| uri.trim_matches(['<', '>'])).and_then(address);
    let inner = place.inside(&url.clone().unwrap_or_else(|| format!("record-{number}")));
    // Without a length that is a number, nobody knows where the next record begins: it is looked for.
    let Some(length) = length(head) else {
        return Ok(walk.refuse(inner.path, Format::Warc.malformed("its `Content-Length` is missing or no length")));
    };
    let kind = header("warc-type").unwrap_or_default().to_ascii_lowercase();
    let is_answer = kind == "response";
    let is_wanted = is_answer || kind == "resource" || kind == "conversion";
    let is_http = |scheme: &str| header("content-type").is_some_and(|kind| kind.contains(scheme));
    if !is_wanted || (is_answer && !is_http("http")) {
        skip(from, length)?;
        return Ok(ControlFlow::Continue(()));
    }
    if let Some(cause) = too_large(length) {
        skip(from, length)?;
        return Ok(walk.refuse(inner.path, cause));
    }
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(&mut *from, length), &mut bytes)?;
    let is_short = (bytes.len() as u64) < length;
    let told =
        Told { handled: header("warc-date").and_then(|date| stated(date, StatedIn::Header)), url, ..Told::default() };
    let record = Record { inner, told, media_type: header("content-type").map(str::to_owned) };
    let flow = if is_answer { record.answer(walk, &bytes) } else { record.kept(walk, bytes) };
    if is_short && flow.is_continue() {
        let cause = IntakeError::Broken { reason: "the last record ends before its length".to_owned() };
        return Ok(walk.refuse(place.path.clone(), cause));
    }
    Ok(flow)
}

/// Returns how long the block of a record is.
fn length(head: &[(String, String)]) -> Option<u64> {
    let (_, length) = head.iter().find(|(known, _)| known == "content-length")?;
    length.parse().ok()
}

/// A record that may hold a document.
struct Record {
    inner: Place,
    told: Told,
    media_type: Option<String>,
}

impl Record {
    /// Tells what a server answered.
    fn answer(mut self, walk: &mut Walk<'_>, bytes: &[u8]) -> ControlFlow<()> {
        let Some(answer) = Answer::parse(bytes) else {
            return walk.refuse(self.inner.path, Format::Warc.malformed("its answer has no whole head"));
        };
        if !(200..300).contains(&answer.status) {
            return ControlFlow::Continue(());
        }
        self.media_type = answer.header("content-type").map(str::to_owned);
        if !self.may_be_document() {
            return ControlFlow::Continue(());
        }
        match answer.unpacked() {
            Ok(body) => {
                self.told.language = answer.header("content-language").and_then(crate::told::one_line);
                self.kept(walk, body)
            }
            Err(cause) => walk.refuse(self.inner.path, cause),
        }
    }

    /// Tells what was kept as it is.
    fn kept(self, walk: &mut Walk<'_>, bytes: Vec<u8>) -> ControlFlow<()> {
        if !self.may_be_document() || bytes.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        let media_type = self.media_type.as_deref();
        let head = &bytes[..bytes.len().min(4096)];
        let name = self.told.url.as_deref().unwrap_or_default();
        let by_type = media_type.map(|kind| recognise(head, "", Some(kind)));
        let format =
            by_type.filter(|format| *format != Format::Text).unwrap_or_else(|| recognise(head, name, media_type));
        if !matches!(format, Format::Text | Format::Markdown | Format::Html | Format::Pdf | Format::Docx) {
            return ControlFlow::Continue(());
        }
        let charset = media_type.and_then(charset);
        let mut item = self.inner.item(bytes, format);
        item.charset = charset;
        item.told = self.told;
        walk.item(item)
    }

    /// Returns whether a server calls this something that has words for people.
    fn may_be_document(&self) -> bool {
        let Some(kind) = self.media_type.as_deref() else { return true };
        let kind = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
        let is_robots = self.told.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt"));
        let is_textual = matches!(
            kind.as_str(),
            "text/html" | "text/plain" | "text/markdown" | "application/xhtml+xml" | "application/pdf"
        ) || kind.contains("wordprocessingml");
        is_textual && !is_robots
    }
}

/// Returns the encoding that a media type declares.
fn charset(media_type: &str) -> Option<String> {
    let mut parameters = media_type.split(';').skip(1);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Some(value.trim().trim_matches(['"', '\'']).to_owned()).filter(|charset| !charset.is_empty())
}
