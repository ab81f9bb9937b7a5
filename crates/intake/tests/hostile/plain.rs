//! Plain texts and Markdown.

use crate::Made;

pub(crate) const CASES: &[Made] = &[
    ("nothing at all", "a.txt", || Vec::new(), "1 Empty"),
    ("white space alone", "a.txt", || b" \r\n\t".repeat(1000), "1 Empty"),
    ("a mark and no text", "a.txt", || b"\xEF\xBB\xBF".to_vec(), "1 Empty"),
    ("NUL bytes", "a.txt", || vec![0; 1 << 20], "1 NotText"),
    ("a text with one NUL", "a.txt", || b"The dykes\0 hold.".to_vec(), "1 NotText"),
    ("a program", "a.txt", || b"\x7FELF\x02\x01\x01\0\0\0\xFF\xFE".to_vec(), "1 NotText"),
    ("terminal commands", "a.txt", || b"\x1B[31m\x1B]0;x\x07".to_vec(), "1 NotText"),
    ("UTF-16 cut in half", "a.txt", || b"\xFF\xFEa\0b".to_vec(), "1 NotUtf16"),
    ("half a pair of UTF-16", "a.txt", || b"\xFF\xFE\0\xD8b\0".to_vec(), "1 NotUtf16"),
    (
        "UTF-16 without a mark",
        "a.txt",
        || "The dykes hold.".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "1 read",
    ),
    ("Windows text", "a.txt", || b"It\x92s the caf\xE9.".to_vec(), "1 read"),
    ("overlong UTF-8", "a.txt", || b"The \xC0\xAF dykes".to_vec(), "1 read"),
    ("surrogates in UTF-8", "a.txt", || b"The \xED\xA0\x80 dykes".to_vec(), "1 read"),
    ("more than a document may have", "a.txt", || vec![b'a'; (64 << 20) + 1], "1 TooLarge"),
    ("sixty megabytes in one line", "a.txt", || b"dykes ".repeat(10_000_000), "1 read"),
    ("ten million lines", "a.txt", || b"a\n".repeat(10_000_000), "1 read"),
    (
        "a title that turns around",
        "a.txt",
        || "\u{202E}Dykes\u{202C} first\n\nThe delegates met.".as_bytes().to_vec(),
        "1 read",
    ),
    ("a picture", "a.png", || b"\x89PNG\r\n\x1A\n\0\0".to_vec(), "1 Unread"),
    ("a picture called a text", "a.txt", || b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "1 Unread"),
    ("an old document", "a.doc", || b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(), "1 Unread"),
    ("rich text", "a.rtf", || b"{\\rtf1 The dykes hold.}".to_vec(), "1 Unread"),
    ("Markdown nested in quotes", "a.md", || format!("{}deep", "> ".repeat(100_000)).into_bytes(), "1 read"),
    (
        "Markdown nested in lists",
        "a.md",
        || (0..2000).map(|n| format!("{}- a\n", " ".repeat(n))).collect::<String>().into_bytes(),
        "1 read",
    ),
    ("a million brackets", "a.md", || b"[".repeat(1_000_000), "1 read"),
    ("a million stars", "a.md", || b"*a_ ".repeat(250_000), "1 read"),
    ("links that never end", "a.md", || b"[a](".repeat(200_000), "1 read"),
    ("front matter that never ends", "a.md", || format!("---\n{}", "a: b\n".repeat(500_000)).into_bytes(), "1 read"),
    ("front matter of the year 99999", "a.md", || b"---\ndate: 99999-01-01\n---\nDykes.".to_vec(), "1 read"),
];
