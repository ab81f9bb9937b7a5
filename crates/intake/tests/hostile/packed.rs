//! Folders and files that are packed.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Made;

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Sixteen megabytes of one character, packed, as many times as asked for.
fn bomb(times: usize) -> Vec<u8> {
    gzip(&vec![b'a'; 16 << 20]).repeat(times)
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// Nests a folder in others.
fn nested(levels: usize) -> Vec<u8> {
    (0..levels).fold(folder(&[("a.txt", b"Dykes.")]), |inner, _| folder(&[("a.zip", &inner)]))
}

/// A folder whose files all point at the same bytes.
fn overlapping() -> Vec<u8> {
    let whole = folder(&[("aaaa.txt", &vec![b'a'; 1 << 20]), ("bbbb.txt", b"Dykes.")]);
    let mut bytes = whole.clone();
    let second = find(&bytes, b"PK\x01\x02", 1);
    // The second file of the list is said to lie where the first lies.
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    bytes
}

fn find(bytes: &[u8], mark: &[u8], nth: usize) -> usize {
    let mut places = bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark);
    places.nth(nth).expect("the mark is there").0
}

/// Writes a number over a field of the list at the end.
fn listed(mut bytes: Vec<u8>, at: usize, number: &[u8]) -> Vec<u8> {
    let start = find(&bytes, b"PK\x01\x02", 0) + at;
    bytes[start..start + number.len()].copy_from_slice(number);
    bytes
}

fn end(mut bytes: Vec<u8>, at: usize, number: &[u8]) -> Vec<u8> {
    let start = find(&bytes, b"PK\x05\x06", 0) + at;
    bytes[start..start + number.len()].copy_from_slice(number);
    bytes
}

fn half(bytes: Vec<u8>) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn dykes() -> Vec<u8> {
    folder(&[("a.txt", b"The dykes hold.")])
}

pub(crate) const CASES: &[Made] = &[
    ("a text packed to a thousandth", "a.txt.gz", || bomb(64), "1 TooLarge"),
    ("ten gigabytes of lines in ten megabytes", "a.ndjson.gz", || bomb(640), "1 Inflates"),
    ("packed in packed", "a.txt.gz.gz", || gzip(&bomb(64)), "1 TooLarge"),
    ("packed six times over", "a.txt.gz", || (0..6).fold(b"Dykes.".to_vec(), |inner, _| gzip(&inner)), "1 TooDeep"),
    ("a packed file cut short", "a.txt.gz", || half(gzip(b"The dykes hold, and the ferries sail.")), "1 Broken"),
    (
        "a packed file with a wrong sum",
        "a.txt.gz",
        || {
            let mut bytes = gzip(b"Dykes.");
            let at = bytes.len() - 8;
            bytes[at] ^= 1;
            bytes
        },
        "1 Broken",
    ),
    ("a head and nothing packed", "a.gz", || b"\x1F\x8B\x08\0\0\0\0\0\0\x03".to_vec(), "1 Broken"),
    ("rubbish after a packed file", "a.txt.gz", || [gzip(b"Dykes."), b"rubbish".to_vec()].concat(), "1 Broken"),
    ("a packed mailbox of one letter", "a.mbox.gz", || bomb(20), "1 Inflates"),
    ("a packed table in one field", "a.csv.gz", || bomb(20), "1 TooLarge"),
    (
        "a folder that unpacks to gigabytes",
        "a.zip",
        || folder(&[("a.txt", &vec![b'a'; 70 << 20]), ("b.txt", b"Dykes.")]),
        "1 TooLarge, 1 read",
    ),
    (
        "many files that unpack to much",
        "a.zip",
        || {
            let big = vec![b'a'; 32 << 20];
            let files: Vec<String> = (0..12).map(|n| format!("{n}.txt")).collect();
            folder(&files.iter().map(|name| (name.as_str(), big.as_slice())).collect::<Vec<_>>())
        },
        "2 Inflates, 3 read",
    ),
    ("a folder in a folder in a folder", "a.zip", || nested(2), "1 TooDeep"),
    ("a folder a hundred deep", "a.zip", || nested(100), "1 TooDeep"),
    ("files that lie over one another", "a.zip", overlapping, "1 Malformed"),
    (
        "a name that climbs out",
        "a.zip",
        || folder(&[("../../../etc/passwd", b"Dykes."), ("/etc/shadow", b"Tolls.")]),
        "2 read",
    ),
    ("a name with commands for the terminal", "a.zip", || folder(&[("\u{1B}[31m\u{202E}.txt", b"Dykes.")]), "1 read"),
    ("a name as long as names can be", "a.zip", || folder(&[(&"a".repeat(65_000), b"Dykes.")]), "1 read"),
    (
        "two files of one name",
        "a.zip",
        || {
            let mut bytes = folder(&[("a.txt", b"Dykes."), ("b.txt", b"Tolls.")]);
            for nth in [1, 0] {
                let at = find(&bytes, b"b.txt", nth);
                bytes[at] = b'a';
            }
            bytes
        },
        "1 Malformed, 1 read",
    ),
    ("a folder cut short", "a.zip", || half(dykes()), "1 Malformed"),
    ("a folder without its list", "a.zip", || b"PK\x03\x04".repeat(1000), "1 Malformed"),
    ("an empty folder", "a.zip", || folder(&[]), "nothing"),
    ("a list at a place that is not there", "a.zip", || end(dykes(), 16, &[0xFF; 4]), "1 Malformed"),
    (
        "a list of more files than there are",
        "a.zip",
        || end(end(dykes(), 8, &[0xFF, 0x7F]), 10, &[0xFF, 0x7F]),
        "1 Malformed",
    ),
    ("a list of four gigabytes", "a.zip", || end(dykes(), 12, &[0xFE, 0xFF, 0xFF, 0xFF]), "1 TooMany"),
    (
        "a file that is said to be of four gigabytes",
        "a.zip",
        || listed(dykes(), 24, &[0xFE, 0xFF, 0xFF, 0xFF]),
        "1 read",
    ),
    ("a file at a place that is not there", "a.zip", || listed(dykes(), 42, &[0xF0, 0xFF, 0xFF, 0x7F]), "1 Malformed"),
    ("an unknown packing", "a.zip", || listed(dykes(), 10, &[99, 0]), "1 Broken"),
    ("a locked file", "a.zip", || listed(dykes(), 8, &[1, 0]), "1 Locked"),
    ("a wrong sum", "a.zip", || listed(stored("a.txt", b"Dykes."), 16, &[1, 2, 3, 4]), "1 Broken"),
    (
        "a folder in front of which something stands",
        "a.zip",
        || [b"PK\x03\x04rubbish".to_vec(), dykes()].concat(),
        "1 read",
    ),
    ("a crawl of folders", "a.wacz", || folder(&[("archive/a.warc.gz", &bomb(8))]), "2 Inflates"),
    ("a crawl without a crawl", "a.wacz", || folder(&[("datapackage.json", b"{}")]), "1 passed over"),
];
