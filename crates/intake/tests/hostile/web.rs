//! Records of crawls.

use crate::Made;
use crate::packed::gzip;

fn record(length: &str, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://heron.example/\r\nWARC-Date: 2031-05-02T00:00:00Z\r\n\
         Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{headers}\r\n");
    let length = (head.len() + body.len()).to_string();
    let whole = String::from_utf8(record(&length, "")).unwrap();
    let start = whole.trim_end_matches("\r\n").to_owned() + "\r\n\r\n" + &head;
    [start.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn good() -> Vec<u8> {
    answer("", b"The dykes hold.")
}

fn then_good(bytes: Vec<u8>) -> Vec<u8> {
    [bytes, good()].concat()
}

const BODY: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe dykes hold.";

pub(crate) const CASES: &[Made] = &[
    ("a length that is too long", "a.warc", || then_good(record("400", BODY)), "1 Broken, 1 read"),
    ("a length that is too short", "a.warc", || then_good(record("60", BODY)), "2 read"),
    ("a length beyond the end", "a.warc", || record("99999", BODY), "1 Broken, 1 read"),
    ("a length of many gigabytes", "a.warc", || record("99999999999", BODY), "1 TooLarge"),
    ("a negative length", "a.warc", || then_good(record("-1", BODY)), "1 Malformed, 1 read"),
    ("a length that is no number", "a.warc", || then_good(record("twelve", BODY)), "1 Malformed, 1 read"),
    (
        "a length larger than any number",
        "a.warc",
        || then_good(record("99999999999999999999999999", BODY)),
        "1 Malformed, 1 read",
    ),
    ("no length", "a.warc", || then_good(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec()), "1 Malformed, 1 read"),
    (
        "a head that never ends",
        "a.warc",
        || format!("WARC/1.0\r\n{}", "X: y\r\n".repeat(1_000_000)).into_bytes(),
        "1 Malformed",
    ),
    (
        "a line that never ends",
        "a.warc",
        || format!("WARC/1.0\r\nX: {}", "y".repeat(10 << 20)).into_bytes(),
        "1 Malformed",
    ),
    ("rubbish before the first record", "a.warc", || [b"rubbish\r\n\0\xFF\r\n".to_vec(), good()].concat(), "1 NotText"),
    (
        "rubbish between two records",
        "a.warc",
        || [good(), b"rubbish\r\n".repeat(100_000), good()].concat(),
        "1 Malformed, 2 read",
    ),
    (
        "an address that is none",
        "a.warc",
        || String::from_utf8(good()).unwrap().replace("https://heron.example/", "\u{1B}[31m\u{202E}").into_bytes(),
        "1 read",
    ),
    (
        "a day in the year 99999",
        "a.warc",
        || String::from_utf8(good()).unwrap().replace("2031-", "99999-").into_bytes(),
        "1 read",
    ),
    ("an answer without a head", "a.warc", || record("5", "Dykes"), "1 Malformed"),
    ("an answer with ten thousand headers", "a.warc", || answer(&"X: y\r\n".repeat(10_000), b"Dykes."), "1 Malformed"),
    ("headers in no encoding", "a.warc", || answer("X: \u{FF}\u{80}\r\n", b"Dykes."), "1 read"),
    (
        "an answer that is a bomb",
        "a.warc",
        || answer("Content-Encoding: gzip\r\n", &gzip(&vec![b'a'; 70 << 20])),
        "1 Inflates",
    ),
    (
        "an answer packed and cut short",
        "a.warc",
        || {
            let packed = gzip(b"The dykes hold, and the ferries sail, and the tolls rise.");
            answer("Content-Encoding: gzip\r\n", &packed[..packed.len() - 12])
        },
        "1 read",
    ),
    ("an answer that is not packed as it says", "a.warc", || answer("Content-Encoding: gzip\r\n", b"Dykes."), "1 read"),
    (
        "an answer packed in an unknown way",
        "a.warc",
        || answer("Content-Encoding: br\r\n", b"\xFF\x80\x01"),
        "1 Unread",
    ),
    (
        "a chunk longer than all",
        "a.warc",
        || answer("Transfer-Encoding: chunked\r\n", b"ffffffffffffffff\r\nDykes."),
        "1 read",
    ),
    ("a chunk of negative length", "a.warc", || answer("Transfer-Encoding: chunked\r\n", b"-5\r\nDykes."), "1 read"),
    (
        "a million chunks",
        "a.warc",
        || answer("Transfer-Encoding: chunked\r\n", &b"1\r\na\r\n".repeat(1_000_000)),
        "1 read",
    ),
    ("ten thousand records of one address", "a.warc", || good().repeat(10_000), "10000 read"),
    (
        "records packed one by one, the second of them broken",
        "a.warc.gz",
        || {
            let mut second = gzip(&good());
            second.truncate(30);
            [gzip(&good()), second, gzip(&good())].concat()
        },
        "1 Broken, 1 read",
    ),
    (
        "a packed record that is a bomb",
        "a.warc.gz",
        || {
            let mut bytes = gzip(&record("9999999999", ""));
            bytes.extend(gzip(&vec![0; 16 << 20]).repeat(40));
            bytes
        },
        "1 Inflates",
    ),
];
