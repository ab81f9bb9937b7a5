//! Is each document of an archive found, with its own bytes and name?

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::{Given, document};

/// Tells each thing found on one line: its path, format, what is known of it, and its words.
fn found(bytes: &[u8], name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut tell = |found| {
        lines.push(shown(&found));
        ControlFlow::Continue(())
    };
    let _ = items(Input::File(&mut Cursor::new(bytes)), name, &mut tell);
    let mut piped = Vec::new();
    let mut tell = |found| {
        piped.push(shown(&found));
        ControlFlow::Continue(())
    };
    let _ = items(Input::Pipe(&mut Cursor::new(bytes)), name, &mut tell);
    assert_eq!(lines, piped, "a pipe holds what a file holds");
    lines
}

fn shown(found: &Found) -> String {
    match found {
        Found::PassedOver { path } => format!("{path} passed over"),
        Found::Refused { path, cause } => format!("{path} {cause}"),
        Found::Item(item) => match document(item, Given::default()) {
            Err(cause) => format!("{} {cause}", item.path),
            Ok(document) => {
                let origin = document.source.origin();
                let day = origin.published.map(|published| published.day.to_string());
                let known = [&origin.title, &day, &origin.publisher, &origin.byline, &origin.url, &origin.language];
                let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
                let remarks = document.remarks.join("; ");
                let text = document.source.text().replace('\n', "/");
                format!("{} ({}) [{}] {text}{remarks}", origin.path, item.format.word(), known.join(", "))
            }
        },
    }
}

fn check(bytes: impl AsRef<[u8]>, name: &str, expected: &[&str]) {
    assert_eq!(found(bytes.as_ref(), name), expected);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn record(kind: &str, url: &str, content_type: &str, block: &str) -> Vec<u8> {
    let length = block.len();
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn answer(url: &str, media_type: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n{body}");
    record("response", url, "application/http; msgtype=response", &block)
}

#[test]
fn a_plain_document_is_one_item() {
    check("The dykes hold.", "a.txt", &["a.txt (text) [] The dykes hold."]);
    check("# Dykes\n\nThey *hold*.", "a.md", &["a.md (markdown) [Dykes] Dykes//They hold."]);
    check("", "a.txt", &["a.txt is empty"]);
}

#[test]
fn an_encoding_is_guessed_and_told() {
    check(
        b"the caf\xE9 talks",
        "a.txt",
        &["a.txt (text) [] the café talksnames no encoding and was read as windows-1252, a guess"],
    );
}

#[test]
fn each_line_of_json_is_a_document() {
    let lines = r#"{"text": "The dykes hold.", "title": "Dykes", "published": "2031-05-02T10:00:00Z", "publisher": "The Heron", "url": "https://heron.example/1"}

{"title": "no text"}
{"text": 7}
{"text": "Tolls.", "published": "soon"}
{"text": "Ferries."}"#;
    check(
        lines,
        "a.ndjson",
        &[
            "a.ndjson#line-1 (ndjson) [Dykes, 2031-05-02, The Heron, https://heron.example/1] The dykes hold.",
            "a.ndjson#line-3 cannot be read as NDJSON: its `text` is missing or empty",
            "a.ndjson#line-4 cannot be read as NDJSON: its `text` is not a text",
            "a.ndjson#line-5 cannot be read as NDJSON: its `published` is `soon`, which is not a day like `2031-05-02`",
            "a.ndjson#line-6 (ndjson) [] Ferries.",
        ],
    );
}

#[test]
fn each_row_is_a_document_with_its_own_bytes() {
    let table = "Title,Published,text\nDykes,2031-05-02,\"They hold,\nso far.\"\nTolls,,They rise.\n";
    check(
        table,
        "a.csv",
        &["a.csv#row-1 (csv) [Dykes, 2031-05-02] They hold,/so far.", "a.csv#row-2 (csv) [Tolls] They rise."],
    );
    let mut bytes = Vec::new();
    let mut tell = |found| {
        if let Found::Item(item) = found {
            bytes.push(String::from_utf8(item.bytes).unwrap());
        }
        ControlFlow::Continue(())
    };
    let _ = items(Input::Pipe(&mut table.as_bytes()), "a.csv", &mut tell);
    assert_eq!(bytes, ["Dykes,2031-05-02,\"They hold,\nso far.\"", "Tolls,,They rise."]);
    check("text;url\nDykes;https://heron.example/1\n", "a.csv", &["a.csv#row-1 (csv) [https://heron.example/1] Dykes"]);
    check(
        b"text\ttitle\nIt\x92s open \x96 the caf\xE9 in Eastport\tCaf\xE9s\n",
        "a.tsv",
        &[
            "a.tsv#row-1 (csv) [Cafés] It’s open – the café in Eastportnames no encoding and was read as windows-1252, a guess",
        ],
    );
    check("a,b\n1,2\n", "a.csv", &["a.csv cannot be read as CSV: no column in its first row is called `text`"]);
}

#[test]
fn a_feed_gives_its_entries_that_have_words() {
    let feed = "<rss><channel><title>The Heron</title><item><guid>1</guid><title>Dykes</title>\
                <description>They hold.</description><pubDate>02 May 2031</pubDate></item>\
                <item><title>Only a title</title></item><item><guid>1</guid><description>Again.</description></item>";
    check(
        feed,
        "a.xml",
        &[
            "a.xml#1 (feed) [Dykes, 2031-05-02, The Heron] They hold.",
            "a.xml#Only a title passed over",
            "a.xml#1~2 (feed) [The Heron] Again.",
        ],
    );
}

const MAIL: &str = "From: Ada Korn <ada@heron.example>\r\nSubject: Dykes\r\nDate: Fri, 2 May 2031 10:00:00 +0000\r\n\
                    \r\nThey hold.\r\n> Do they?\r\n";

#[test]
fn a_mail_is_read_with_what_is_attached() {
    check(MAIL, "a.eml", &["a.eml (mail) [Dykes, 2031-05-02, Ada Korn] They hold./> Do they?"]);
    let mail = "From: ada@heron.example\r\nSubject: =?iso-8859-1?Q?Caf=E9s?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>They</p><p>hold.</p>\r\n\
        --x\r\nContent-Type: text/plain; name=\"note.txt\"\r\nContent-Disposition: attachment\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nVGhlIHRvbGxzIHJpc2Uu\r\n\
        --x\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-Disposition: attachment\r\n\r\nx\r\n--x--\r\n";
    check(
        mail,
        "a.eml",
        &[
            "a.eml (mail) [Cafés, ada@heron.example] They//hold.",
            "a.eml#note.txt (text) [] The tolls rise.",
            "a.eml#a.png passed over",
        ],
    );
}

#[test]
fn a_mailbox_is_parted_where_mails_begin() {
    let mailbox = format!(
        "From ada@heron.example Fri May  2 10:00:00 2031\n{MAIL}\nFrom here on 10:00 in 2031\nthe road is closed.\n\
         >From there it is open.\n\nFrom ben@heron.example Sat May  3 10:00:00 2031\nSubject: Tolls\n\nThey rise.\n"
    );
    check(
        mailbox,
        "box.mbox",
        &[
            "box.mbox#1 (mail) [Dykes, 2031-05-02, Ada Korn] They hold./> Do they?//From here on 10:00 in 2031/the road is closed./From there it is open.",
            "box.mbox#2 (mail) [Tolls] They rise.",
        ],
    );
}

#[test]
fn a_crawl_gives_what_servers_answered_in_words() {
    let mut crawl = record("warcinfo", "", "application/warc-fields", "software: x\r\n");
    crawl.extend(answer("https://heron.example/1", "text/plain; charset=iso-8859-1", "The dykes hold."));
    crawl.extend(answer("https://heron.example/a.png", "image/png", "x"));
    crawl.extend(answer("https://heron.example/2", "text/html", "<html><body><p>The tolls rise.</p></body></html>"));
    crawl.extend(record("request", "https://heron.example/1", "application/http", "GET / HTTP/1.1\r\n\r\n"));
    crawl.extend(record("resource", "https://heron.example/3", "text/plain", "The ferries sail."));
    let expected = [
        "a.warc#https://heron.example/1 (text) [2031-05-02, https://heron.example/1] The dykes hold.",
        "a.warc#https://heron.example/2 (html) [2031-05-02, https://heron.example/2] The tolls rise.",
        "a.warc#https://heron.example/3 (text) [2031-05-02, https://heron.example/3] The ferries sail.",
    ];
    check(&crawl, "a.warc", &expected);
    let packed: Vec<String> = expected.iter().map(|line| line.replace("a.warc", "a.warc.gz")).collect();
    let packed: Vec<&str> = packed.iter().map(String::as_str).collect();
    check(gzip(&crawl), "a.warc.gz", &packed);
    let inside: Vec<String> = expected.iter().map(|line| line.replace("a.warc", "a.wacz")).collect();
    let inside: Vec<&str> = inside.iter().map(String::as_str).collect();
    let packed = gzip(&crawl);
    check(folder(&[("archive/data.warc.gz", &packed), ("pages/pages.jsonl", b"{}")]), "a.wacz", &inside);
}

#[test]
fn a_record_whose_length_lies_does_not_keep_the_others_back() {
    let mut crawl = answer("https://heron.example/1", "text/plain", "The dykes hold.");
    let at = crawl.windows(16).position(|window| window == b"Content-Length: ").unwrap() + 16;
    crawl[at] = b'1';
    crawl[at + 1] = b'0';
    crawl.extend(answer("https://heron.example/2", "text/plain", "The tolls rise."));
    assert_eq!(
        found(&crawl, "a.warc").last().unwrap(),
        "a.warc#https://heron.example/2 (text) [2031-05-02, https://heron.example/2] The tolls rise."
    );
}

#[test]
fn a_folder_gives_its_documents_with_what_lies_beside_them() {
    let inner = folder(&[("deep.txt", b"Deep.")]);
    let bytes = folder(&[
        ("in/a.txt", b"The dykes hold."),
        ("in/a.meta.json", b"{\"published\": \"2031-05-02\", \"title\": \"Dykes\"}"),
        ("b.png", b"\x89PNG"),
        ("__MACOSX/._a.txt", b"x"),
        ("bad.txt", b"\x00\x01"),
        ("inner.zip", &inner),
        ("../../up.txt", b"Up."),
    ]);
    check(
        bytes,
        "a.zip",
        &[
            "a.zip#in/a.txt (text) [Dykes, 2031-05-02] The dykes hold.",
            "a.zip#b.png passed over",
            "a.zip#bad.txt is not text: it holds the control character `U+0000` at offset `0`",
            "a.zip#inner.zip#deep.txt (text) [] Deep.",
            "a.zip#../../up.txt (text) [] Up.",
        ],
    );
}

#[test]
fn folders_in_folders_end_at_the_second() {
    let third = folder(&[("c.txt", b"c")]);
    let second = folder(&[("third.zip", &third), ("b.txt", b"b")]);
    let first = folder(&[("second.zip", &second), ("a.txt", b"a")]);
    check(
        first,
        "first.zip",
        &[
            "first.zip#second.zip#third.zip is zip in which more than `2` levels stand in one another",
            "first.zip#second.zip#b.txt (text) [] b",
            "first.zip#a.txt (text) [] a",
        ],
    );
}

#[test]
fn whoever_has_enough_is_told_no_more() {
    let mut count = 0;
    let mut tell = |_| {
        count += 1;
        ControlFlow::Break(())
    };
    let _ = items(Input::Pipe(&mut &b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n"[..]), "a.ndjson", &mut tell);
    assert_eq!(count, 1);
}

proptest! {
    #[test]
    fn any_bytes_under_any_name_are_items_or_errors(
        bytes: Vec<u8>,
        magic in prop::sample::select(vec![&b""[..], b"%PDF-1.4\n", b"PK\x03\x04", b"PK\x05\x06", b"\x1F\x8B\x08\0", b"WARC/1.0\r\n", b"From a@b Fri May  2 10:00:00 2031\nA: b\n", b"<rss>", b"{\"text\": \"", b"text,url\n"]),
        ending in prop::sample::select(vec!["txt", "md", "html", "pdf", "docx", "eml", "mbox", "rss", "opml", "warc", "wacz", "csv", "ndjson", "zip", "gz"]),
    ) {
        let whole = [magic, &bytes].concat();
        let found = found(&whole, &format!("a.{ending}"));
        prop_assert!(found.len() <= whole.len() + 1);
    }
}
