//! Whole files of every format, damaged in any way, are documents or errors.

#[path = "hostile/packed.rs"]
#[allow(dead_code)]
mod packed;

use std::io::Cursor;
use std::ops::ControlFlow;

use casus_intake::{Found, Given, Input, document, feed, items, outlines};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Describes an input of the hostile corpus, whose folders are packed here as well.
type Made = (&'static str, &'static str, fn() -> Vec<u8>, &'static str);

const WARC: &str = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://heron.example/1\r\n\
    WARC-Date: 2031-05-02T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: 120\r\n\r\n\
    HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n\
    1a\r\n<p>The dykes hold, so far.\r\n0\r\n\r\n\r\n\r\n";

const MAIL: &str = "From: Ada Korn <ada@heron.example>\r\nSubject: =?utf-8?Q?Caf=C3=A9s?=\r\nDate: Fri, 2 May 2031 10:00:00 +0000\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
    --y\r\nContent-Type: text/plain\r\n\r\nThey hold.\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>They hold.</p>\r\n--y--\r\n\
    --x\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n\
    VGhlIHRvbGxzIHJpc2Uu\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: b\r\n\r\nTolls.\r\n--x--\r\n";

const PDF: [&str; 5] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    "<< /Length 46 >>\nstream\nBT /F1 12 Tf 72 700 Td (The dykes hold) Tj ET \nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
];

/// Puts the objects together, with the list of their places.
fn pdf() -> Vec<u8> {
    let (mut text, mut places) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (at, object) in PDF.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = text.len();
    (text + &format!("xref\n0 6\n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")).into_bytes()
}

const DOCX: &str = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
    <w:p><w:r><w:t>Dykes</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>toll</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:ins><w:r><w:t>will</w:t></w:r></w:ins></w:p></w:body></w:document>";

const FEED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
    <channel><title>The Heron</title><link>https://heron.example/</link><item><title>Dykes &amp; tolls</title><link>/1</link>\
    <guid isPermaLink=\"false\">1</guid><pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate>\
    <content:encoded><![CDATA[<p>They <b>hold</b>.</p>]]></content:encoded></item></channel></rss>";

/// Whole files, one of each format.
fn whole() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let mailbox = format!("From a@heron.example Fri May  2 10:00:00 2031\n{MAIL}\n").repeat(2);
    let inner = packed::folder(&[("b.txt", b"Tolls."), ("b.meta.json", b"{\"title\": \"Tolls\"}")]);
    let crawl = packed::gzip(WARC.repeat(2).as_bytes());
    vec![
        ("a.txt", "The café on the dyke.\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        (
            "a.md",
            text(
                "---\ntitle: Dykes\ndate: 2031-05-02\n---\n# Dykes\n\n- *hold*\n- [tolls](x)\n\n| a | b |\n|---|---|\n| c | d |\n",
            ),
        ),
        (
            "a.html",
            text(
                "<html><head><title>Dykes</title><meta charset=utf-8></head><body><article><p>The dykes hold, so far, and the tolls rise.</p></article></body></html>",
            ),
        ),
        ("a.pdf", pdf()),
        ("a.docx", packed::folder(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", DOCX.as_bytes())])),
        ("a.eml", text(MAIL)),
        ("a.mbox", text(&mailbox)),
        ("a.rss", text(FEED)),
        (
            "a.json",
            text(
                "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"H\", \"items\": [{\"id\": \"1\", \"content_html\": \"<p>Dykes.</p>\", \"url\": \"https://h.example/1\"}]}",
            ),
        ),
        ("a.opml", text("<opml><body><outline text='H' xmlUrl='https://h.example/f'/></body></opml>")),
        ("a.warc", text(&WARC.repeat(3))),
        ("a.warc.gz", crawl.clone()),
        ("a.wacz", packed::folder(&[("archive/a.warc.gz", &crawl), ("pages/pages.jsonl", b"{}")])),
        (
            "a.ndjson",
            text(
                "{\"text\": \"Dykes.\", \"url\": \"https://h.example/1\", \"published\": \"2031-05-02\"}\n{\"text\": \"Tolls.\"}\n",
            ),
        ),
        ("a.csv", text("title,text,published\nDykes,\"They hold,\nso far.\",2031-05-02\n")),
        ("a.zip", packed::folder(&[("a.txt", b"Dykes."), ("inner.zip", &inner)])),
        ("a.txt.gz", packed::gzip(b"The dykes hold.")),
    ]
}

/// Changes some bytes, and takes out, repeats or puts in a stretch.
fn damaged(bytes: &[u8], at: f64, kind: u8, noise: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let start = (bytes.len() as f64 * at) as usize;
    let end = (start + noise.len() * 3).min(bytes.len());
    match kind {
        0 => bytes.truncate(start),
        1 => drop(bytes.drain(start..end)),
        2 => {
            let copy = bytes[start..end].to_vec();
            (0..50).for_each(|_| drop(bytes.splice(start..start, copy.clone())));
        }
        3 => drop(bytes.splice(start..start, noise.iter().copied())),
        4 => drop(bytes.splice(start..end, *b"99999999999999999999")),
        _ => noise.iter().zip(start..end).for_each(|(byte, at)| bytes[at] ^= byte),
    }
    bytes
}

fn check(name: &str, bytes: &[u8]) {
    for from in [true, false] {
        let mut tell = |found: Found| {
            match found {
                Found::Item(item) => {
                    if let Ok(document) = document(&item, Given::default()) {
                        assert!(!document.source.text().trim().is_empty(), "{name}");
                    }
                }
                Found::Refused { cause, .. } => assert!(!cause.to_string().is_empty() && !cause.hint().is_empty()),
                Found::PassedOver { .. } => {}
            }
            ControlFlow::Continue(())
        };
        let _ = match from {
            true => items(Input::File(&mut Cursor::new(bytes)), name, &mut tell),
            false => items(Input::Pipe(&mut Cursor::new(bytes)), name, &mut tell),
        };
    }
    let _ = feed(bytes, None);
    let _ = outlines(bytes);
}

#[test]
fn whole_files_hold_documents() {
    for (name, bytes) in whole() {
        let mut read = 0;
        let mut tell = |found: Found| {
            if let Found::Item(item) = found {
                read += usize::from(document(&item, Given::default()).is_ok());
            }
            ControlFlow::Continue(())
        };
        let _ = items(Input::File(&mut Cursor::new(&bytes)), name, &mut tell);
        assert!(read > 0 || name == "a.opml", "{name}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 2000, ..Config::default() })]

    #[test]
    fn damaged_files_are_documents_or_errors(
        which in 0..17_usize,
        at in 0.0..1.0_f64,
        kind in 0..6_u8,
        noise in prop::collection::vec(any::<u8>(), 1..12),
        again in 0.0..1.0_f64,
    ) {
        let (name, bytes) = whole().swap_remove(which);
        let once = damaged(&bytes, at, kind, &noise);
        check(name, &once);
        check(name, &damaged(&once, again, 5, &noise));
    }
}
