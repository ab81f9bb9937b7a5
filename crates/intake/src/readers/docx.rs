//! Which words does a document of a word processor hold?
//!
//! Paragraphs with a blank line between them, tables row by row, notes at the end. What was deleted while changes were
//! tracked is left out, and what was inserted stays.

use std::io::{Cursor, Read};

use casus_text::StatedIn;
use zip::ZipArchive;

use crate::encoding::decode_xml;
use crate::items::zipped::{open, refusal};
use crate::told::{one_line, stated};
use crate::xml::{Element, Part, Xml};
use crate::{Format, IntakeError, SIZE_BYTES_MAX, Told};

/// Elements whose words are not part of the text.
const UNSEEN: [&str; 8] =
    ["w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:pPr", "w:rPr", "w:sectPr"];

/// Returns the words of a document, and what it tells of itself.
pub(crate) fn docx(bytes: &[u8]) -> Result<(String, Told), IntakeError> {
    let mut archive = open(Cursor::new(bytes), bytes.len() as u64).map_err(|cause| match cause {
        IntakeError::Malformed { reason, .. } => Format::Docx.malformed(reason),
        other => other,
    })?;
    let body = part(&mut archive, "word/document.xml")?.ok_or_else(|| Format::Docx.malformed("it has no text part"))?;
    let mut text = words(&body)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = part(&mut archive, notes)? {
            let notes = words(&xml)?;
            if !notes.is_empty() {
                text.push_str("\n\n");
                text.push_str(&notes);
            }
        }
    }
    let told = match part(&mut archive, "docProps/core.xml")? {
        Some(xml) => told(&xml)?,
        None => Told::default(),
    };
    let text = text.trim().to_owned();
    if text.is_empty() { Err(IntakeError::NoText { format: Format::Docx }) } else { Ok((text, told)) }
}

/// Reads one part of the document.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, IntakeError> {
    let Some(at) = archive.index_for_name(name) else { return Ok(None) };
    let entry = archive.by_index(at).map_err(|error| refusal(&error))?;
    let mut bytes = Vec::new();
    let read = entry.take(SIZE_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| Format::Docx.malformed(error.to_string()))?;
    if bytes.len() as u64 > SIZE_BYTES_MAX {
        return Err(IntakeError::Inflates { format: Format::Docx, limit_bytes: SIZE_BYTES_MAX });
    }
    Ok(Some(decode_xml(&bytes, Format::Docx)?.text))
}

fn told(xml: &str) -> Result<Told, IntakeError> {
    let mut parts = Xml::new(xml, Format::Docx);
    let mut told = Told::default();
    while let Some(part) = parts.next()? {
        let Part::Open(element) = part else { continue };
        if parts.depth() < 2 {
            continue;
        }
        let element: Element = parts.whole(element)?;
        let text = element.text();
        match element.name.as_str() {
            "dc:title" => told.title = one_line(&text),
            "dc:creator" => told.byline = one_line(&text),
            "dc:language" => told.language = one_line(&text),
            // When it was begun says little, so the text goes before it.
            "dcterms:created" => told.handled = stated(&text, StatedIn::Metadata),
            _ => {}
        }
    }
    Ok(told)
}

/// Returns the words of a part.
fn words(xml: &str) -> Result<String, IntakeError> {
    let mut parts = Xml::new(xml, Format::Docx);
    let mut words = Words::default();
    // The depth of the element whose words are passed over.
    let mut unseen: Option<usize> = None;
    while let Some(part) = parts.next()? {
        match part {
            Part::Open(element) => {
                if unseen.is_none() && is_unseen(&element) {
                    unseen = Some(parts.depth());
                }
                if unseen.is_none() {
                    words.begin(&element.name);
                }
                words.open.push(element.name);
            }
            Part::Close => {
                let name = words.open.pop().unwrap_or_default();
                match unseen {
                    Some(depth) if parts.depth() < depth => unseen = None,
                    Some(_) => {}
                    None => words.end(&name),
                }
            }
            Part::Text(text) => {
                if unseen.is_none() && words.open.last().is_some_and(|name| name == "w:t") {
                    words.text.push_str(&text);
                }
            }
        }
    }
    Ok(words.text.trim().to_owned())
}

fn is_unseen(element: &Element) -> bool {
    // The first two notes are the lines that part notes from the text.
    let is_line = matches!(element.name.as_str(), "w:footnote" | "w:endnote")
        && element.attribute("w:type").is_some_and(|kind| kind != "normal");
    UNSEEN.contains(&element.name.as_str()) || is_line
}

/// The words so far.
#[derive(Default)]
struct Words {
    text: String,
    open: Vec<String>,
    /// How many tables the words stand in.
    tables: usize,
}

impl Words {
    fn begin(&mut self, name: &str) {
        match name {
            "w:tab" => self.text.push('\t'),
            "w:br" | "w:cr" => self.text.push('\n'),
            "w:noBreakHyphen" => self.text.push('-'),
            "w:tbl" => {
                self.feeds(2);
                self.tables += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            // In a table, a row is a line, and its cells stand beside one another.
            "w:p" if self.tables > 0 => self.space(),
            "w:p" => self.feeds(2),
            "w:tc" => self.space(),
            "w:tr" => self.feeds(1),
            "w:tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.feeds(if self.tables == 0 { 2 } else { 1 });
            }
            _ => {}
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn feeds(&mut self, count: usize) {
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
        if self.text.is_empty() {
            return;
        }
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        self.text.extend(std::iter::repeat_n('\n', count.saturating_sub(there)));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use jiff::civil::date;
    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::told::published;

    fn folder(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn document(body: &str) -> Vec<u8> {
        let head = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
        folder(&[("word/document.xml", &format!("{head}{body}</w:body></w:document>"))])
    }

    fn check(body: &str, expected: &str) {
        assert_eq!(docx(&document(body)).map(|(text, _)| text), Ok(expected.to_owned()));
    }

    #[test]
    fn paragraphs_and_tables_are_read_in_order() {
        check(
            "<w:p><w:r><w:t>Dykes</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">The delegates </w:t></w:r>\
             <w:r><w:t>met.</w:t><w:br/><w:t>They talked.</w:t></w:r></w:p>",
            "Dykes\n\nThe delegates met.\nThey talked.",
        );
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |one: &str, two: &str| format!("<w:tr>{}{}</w:tr>", cell(one), cell(two));
        check(
            &format!("<w:tbl>{}{}</w:tbl><w:p><w:r><w:t>After.</w:t></w:r></w:p>", row("toll", "5"), row("dyke", "7")),
            "toll 5\ndyke 7\n\nAfter.",
        );
    }

    #[test]
    fn what_was_deleted_is_left_out_and_what_was_inserted_stays() {
        check(
            "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:r><w:t> hold.</w:t></w:r></w:p>",
            "It will hold.",
        );
    }

    #[test]
    fn notes_and_what_it_tells_of_itself_come_with_it() {
        let space = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
        let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let bytes = folder(&[
            (
                "word/document.xml",
                &format!("<w:document {space}><w:body>{}</w:body></w:document>", words("The dykes hold.")),
            ),
            (
                "word/footnotes.xml",
                &format!(
                    "<w:footnotes {space}><w:footnote w:type=\"separator\">{}</w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
                    words("—"),
                    words("So far.")
                ),
            ),
            (
                "docProps/core.xml",
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\
                 <dc:title>Dykes</dc:title><dc:creator>Ada Korn</dc:creator>\
                 <dcterms:created>2031-05-02T10:00:00Z</dcterms:created></cp:coreProperties>",
            ),
        ]);
        let told = Told {
            title: Some("Dykes".to_owned()),
            byline: Some("Ada Korn".to_owned()),
            handled: Some(published(date(2031, 5, 2), StatedIn::Metadata)),
            ..Told::default()
        };
        assert_eq!(docx(&bytes), Ok(("The dykes hold.\n\nSo far.".to_owned(), told)));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        assert!(matches!(docx(b"PK\x03\x04"), Err(IntakeError::Malformed { .. })));
        assert!(matches!(docx(&folder(&[("a.txt", "a")])), Err(IntakeError::Malformed { .. })));
        assert_eq!(docx(&document("<w:p/>")), Err(IntakeError::NoText { format: Format::Docx }));
    }

    proptest! {
        #[test]
        fn any_part_is_read_or_refused(body in r"(<w:p>|</w:p>|<w:t>|</w:t>|<w:tbl>|</w:tbl>|<w:del>|<w:tr/>|&amp;|é|\PC){0,40}") {
            let _ = docx(&document(&body));
        }
    }
}
