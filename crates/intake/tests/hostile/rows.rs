//! Tables and lines of JSON.

use crate::Made;

pub(crate) const CASES: &[Made] = &[
    (
        "a table in one line of a hundred megabytes",
        "a.csv",
        || format!("text\n{}", "x,".repeat(50 << 20)).into_bytes(),
        "1 TooLarge",
    ),
    ("a quote that never ends", "a.csv", || format!("text\n\"{}", "x\n".repeat(40 << 20)).into_bytes(), "1 TooLarge"),
    ("a table without the column", "a.csv", || b"a,b\n1,2\n".to_vec(), "1 Malformed"),
    ("a table of nothing", "a.csv", || Vec::new(), "1 Empty"),
    ("a million columns", "a.csv", || format!("text{}\nDykes.\n", ",a".repeat(1_000_000)).into_bytes(), "1 TooMany"),
    ("rows of other lengths", "a.csv", || b"a,text\n\n1\n1,Dykes.,3,4\n".to_vec(), "1 Malformed, 1 read"),
    ("NUL in a table", "a.csv", || b"text\nDy\0kes.\nTolls.\n".to_vec(), "1 Malformed, 1 read"),
    ("a table of NUL", "a.csv", || vec![0; 1 << 20], "1 Malformed"),
    (
        "a table in UTF-16",
        "a.csv",
        || "\u{FEFF}text\nThe café.\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "1 read",
    ),
    ("a table in Windows text", "a.csv", || b"text\nIt\x92s the caf\xE9.\n".to_vec(), "1 read"),
    (
        "a day in the year 99999",
        "a.csv",
        || b"text,published\nDykes.,99999-01-01\nTolls.,2031-05-02\n".to_vec(),
        "1 Malformed, 1 read",
    ),
    ("columns that come twice", "a.csv", || b"text,text,TEXT\nDykes.,Tolls.,x\n".to_vec(), "1 read"),
    ("a formula", "a.csv", || b"text\n\"=cmd|' /C calc'!A0\"\n".to_vec(), "1 read"),
    (
        "a line of a hundred megabytes",
        "a.ndjson",
        || format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Dykes.\"}}\n", "x".repeat(100 << 20)).into_bytes(),
        "1 TooLarge, 1 read",
    ),
    (
        "a line nested a million deep",
        "a.ndjson",
        || format!("{{\"text\": {}\n{{\"text\": \"Dykes.\"}}", "[".repeat(1_000_000)).into_bytes(),
        "1 Malformed, 1 read",
    ),
    (
        "numbers larger than any",
        "a.ndjson",
        || format!("{{\"text\": 1e999999}}\n{{\"text\": {}}}\n", "9".repeat(100_000)).into_bytes(),
        "2 Malformed",
    ),
    ("keys that come twice", "a.ndjson", || b"{\"text\": \"Dykes.\", \"text\": \"Tolls.\"}".to_vec(), "1 read"),
    (
        "a million keys",
        "a.ndjson",
        || {
            format!("{{{}\"text\": \"Dykes.\"}}", (0..1_000_000).map(|n| format!("\"k{n}\":0,")).collect::<String>())
                .into_bytes()
        },
        "1 read",
    ),
    ("lines that are no objects", "a.ndjson", || b"7\n[]\nnull\n\"a\"\n{\n".to_vec(), "5 Malformed"),
    (
        "control characters by their numbers",
        "a.ndjson",
        || b"{\"text\": \"a\\u0000b\"}\n{\"text\": \"\\u001b[31m\"}\n".to_vec(),
        "1 Malformed, 1 NotText",
    ),
    ("half a pair", "a.ndjson", || b"{\"text\": \"a \\ud800 b\"}".to_vec(), "1 Malformed"),
    (
        "bytes that are no text",
        "a.ndjson",
        || b"{\"text\": \"\xFF\xFE\0\"}\n{\"text\": \"Dykes.\"}\n".to_vec(),
        "1 NotText, 1 read",
    ),
    (
        "a script for an address",
        "a.ndjson",
        || b"{\"text\": \"Dykes.\", \"url\": \"javascript:alert(1)\"}".to_vec(),
        "1 read",
    ),
    ("a million blank lines", "a.ndjson", || b"\n".repeat(1_000_000), "nothing"),
];
