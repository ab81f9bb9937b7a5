//! PDF and documents of word processors.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::Made;
use crate::packed::folder;

/// Puts objects together as a PDF, the first of them its catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let objects: Vec<&[u8]> = objects.iter().map(String::as_bytes).collect();
    of_bytes(&objects)
}

fn of_bytes(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).into_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let tail = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(tail.into_bytes());
    bytes
}

const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

fn stream(head: &str, content: &str) -> String {
    format!("<< {head} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn with_content(content: &str) -> Vec<u8> {
    with_form(content, &stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q"))
}

fn with_form(content: &str, form: &str) -> Vec<u8> {
    pdf(&[CATALOGUE, PAGES, PAGE, &stream("", content), FONT, form].map(str::to_owned))
}

fn text(words: &str) -> String {
    format!("BT /F1 12 Tf 72 700 Td ({words}) Tj ET")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF whose only content is packed as given.
fn packed(filter: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< /Filter {filter} /Length {} >>\nstream\n", data.len());
    let content = [head.as_bytes(), data, b"\nendstream"].concat();
    of_bytes(&[CATALOGUE.as_bytes(), PAGES.as_bytes(), PAGE.as_bytes(), &content, FONT.as_bytes(), FONT.as_bytes()])
}

fn docx(body: &str) -> Vec<u8> {
    let head = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let body = format!("{head}{body}</w:body></w:document>");
    folder(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())])
}

pub(crate) const CASES: &[Made] = &[
    ("a PDF of one line", "a.pdf", || with_content(&text("The dykes hold.")), "1 read"),
    ("a PDF of pictures", "a.pdf", || with_content("q Q"), "1 NoText"),
    ("a PDF of nothing but its head", "a.pdf", || b"%PDF-1.7\n".to_vec(), "1 Malformed"),
    (
        "a PDF of rubbish",
        "a.pdf",
        || [b"%PDF-1.7\n".to_vec(), b"\xFF\0stream\nx<<[(".repeat(10_000)].concat(),
        "1 Malformed",
    ),
    (
        "a PDF cut short",
        "a.pdf",
        || {
            let whole = with_content(&text("The dykes hold."));
            whole[..whole.len() / 2].to_vec()
        },
        "1 Malformed",
    ),
    (
        "a page that is its own parent",
        "a.pdf",
        || {
            pdf(&[
                CATALOGUE,
                PAGES,
                "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>",
                &stream("", &text("Dykes.")),
                FONT,
            ]
            .map(str::to_owned))
        },
        "1 TooDeep",
    ),
    (
        "pages in circles",
        "a.pdf",
        || {
            pdf(&[
                CATALOGUE,
                "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1 >>",
                PAGE,
                &stream("", &text("Dykes.")),
                FONT,
                FONT,
            ]
            .map(str::to_owned))
        },
        "1 NoText",
    ),
    (
        "a drawing that draws itself",
        "a.pdf",
        || {
            with_form(
                "/X Do",
                &stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
                    "/X Do",
                ),
            )
        },
        "1 TooDeep",
    ),
    (
        "a drawing that draws what the page names",
        "a.pdf",
        || with_form("/X Do", &stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "/X Do")),
        "1 Malformed",
    ),
    (
        "drawings that draw ten others each",
        "a.pdf",
        || {
            let mut objects: Vec<String> =
                [CATALOGUE, PAGES, PAGE, &stream("", "/X Do"), FONT].map(str::to_owned).to_vec();
            for level in 0..20 {
                let next = 7 + level;
                objects.push(stream(
                    &format!(
                        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>"
                    ),
                    &"/X Do ".repeat(10),
                ));
            }
            objects.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q"));
            pdf(&objects)
        },
        "1 TooMany",
    ),
    (
        "a reference to itself",
        "a.pdf",
        || pdf(&[CATALOGUE, PAGES, PAGE, "4 0 R", FONT, FONT].map(str::to_owned)),
        "1 NoText",
    ),
    (
        "a length that is a reference to itself",
        "a.pdf",
        || {
            pdf(&[CATALOGUE, PAGES, PAGE, "<< /Length 4 0 R >>\nstream\nBT ET\nendstream", FONT, FONT]
                .map(str::to_owned))
        },
        "1 NoText",
    ),
    (
        "a length beyond the end",
        "a.pdf",
        || {
            pdf(&[CATALOGUE, PAGES, PAGE, "<< /Length 999999999 >>\nstream\nBT ET\nendstream", FONT, FONT]
                .map(str::to_owned))
        },
        "1 NoText",
    ),
    (
        "a negative length",
        "a.pdf",
        || pdf(&[CATALOGUE, PAGES, PAGE, "<< /Length -5 >>\nstream\nBT ET\nendstream", FONT, FONT].map(str::to_owned)),
        "1 NoText",
    ),
    (
        "lists in lists",
        "a.pdf",
        || pdf(&[CATALOGUE, PAGES, PAGE, &"[".repeat(1_000_000), FONT, FONT].map(str::to_owned)),
        "1 NoText",
    ),
    ("brackets in a text", "a.pdf", || with_content(&text(&"(".repeat(500_000))), "1 NoText"),
    ("a content that is a bomb", "a.pdf", || packed("/FlateDecode", &zlib(&vec![b' '; 300 << 20])), "1 Inflates"),
    (
        "a content packed twice",
        "a.pdf",
        || packed("[/FlateDecode /FlateDecode]", &zlib(&zlib(&vec![b' '; 64 << 20]))),
        "1 Inflates",
    ),
    ("a content packed and broken", "a.pdf", || packed("/FlateDecode", b"\x78\x9C\xFF\xFF\xFF"), "1 NoText"),
    ("an unknown packing", "a.pdf", || packed("/MartianDecode", b"Dykes."), "1 NoText"),
    (
        "a page without a size",
        "a.pdf",
        || {
            pdf(&[
                CATALOGUE,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                &stream("", &text("Dykes.")),
                FONT,
            ]
            .map(str::to_owned))
        },
        "1 Malformed",
    ),
    (
        "a font that is none",
        "a.pdf",
        || pdf(&[CATALOGUE, PAGES, PAGE, &stream("", &text("Dykes.")), "<< /Type /Font >>", FONT].map(str::to_owned)),
        "1 Malformed",
    ),
    (
        "a font that descends from itself",
        "a.pdf",
        || {
            pdf(&[
                CATALOGUE,
                PAGES,
                PAGE,
                &stream("", &text("Dykes.")),
                "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>",
                FONT,
            ]
            .map(str::to_owned))
        },
        "1 Malformed",
    ),
    (
        "numbers larger than any",
        "a.pdf",
        || with_content("BT /F1 1e999 Tf 99999999999999999999999 0 Td (Dykes.) Tj ET"),
        "1 Malformed",
    ),
    (
        "operators without operands",
        "a.pdf",
        || with_content(&"Tj TJ Td Tf cm Do re gs cs ".repeat(1000)),
        "1 Malformed",
    ),
    ("half a million states saved", "a.pdf", || with_content(&"q ".repeat(500_000)), "1 NoText"),
    (
        "ten million letters",
        "a.pdf",
        || with_content(&format!("BT /F1 12 Tf 72 700 Td {} ET", "(dykes dykes ) Tj ".repeat(200_000))),
        "1 read",
    ),
    (
        "twenty thousand pages that are one",
        "a.pdf",
        || {
            pdf(&[
                CATALOGUE,
                &format!("<< /Type /Pages /Kids [{}] /Count 20000 >>", "3 0 R ".repeat(20_000)),
                PAGE,
                &stream("", &text("Dykes.")),
                FONT,
                FONT,
            ]
            .map(str::to_owned))
        },
        "1 read",
    ),
    (
        "a locked PDF",
        "a.pdf",
        || {
            String::from_utf8(with_content(&text("Dykes.")))
                .unwrap()
                .replace("/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P 0 >>")
                .into_bytes()
        },
        "1 Locked",
    ),
    (
        "a document that laughs",
        "a.docx",
        || folder(&[("word/document.xml", b"<!DOCTYPE w [<!ENTITY a \"ha\">]><w:document>&a;</w:document>")]),
        "1 Entities",
    ),
    ("a document nested a million deep", "a.docx", || docx(&"<w:p>".repeat(1_000_000)), "1 TooDeep"),
    ("a document that is a bomb", "a.docx", || docx(&format!("<w:p><w:r><w:t>{}", " ".repeat(70 << 20))), "1 Inflates"),
    ("a document without words", "a.docx", || docx("<w:p/>"), "1 NoText"),
    ("a document without its text", "a.docx", || folder(&[("docProps/core.xml", b"<a/>")]), "1 Malformed"),
    (
        "a document cut short",
        "a.docx",
        || {
            let whole = docx("<w:p><w:r><w:t>Dykes.</w:t></w:r></w:p>");
            whole[..whole.len() / 2].to_vec()
        },
        "1 Malformed",
    ),
    ("a document of rubbish", "a.docx", || b"PK\x03\x04\xFF\xFF\xFF".repeat(1000), "1 Malformed"),
    ("a document in a table in a table", "a.docx", || docx(&"<w:tbl><w:tr><w:tc>".repeat(80)), "1 NoText"),
    (
        "a document with control characters",
        "a.docx",
        || docx("<w:p><w:r><w:t>a&#27;[31m&#0;</w:t></w:r></w:p>"),
        "1 NotText",
    ),
];
