//! Letters and mailboxes.

use crate::Made;

fn parts(levels: usize) -> String {
    let mut mail = "From: a@heron.example\r\nMIME-Version: 1.0\r\n".to_owned();
    for level in 0..levels {
        mail += &format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n");
    }
    mail + "Content-Type: text/plain\r\n\r\nDykes.\r\n"
}

fn wrapped(levels: usize) -> String {
    "From: a@heron.example\r\nContent-Type: message/rfc822\r\n\r\n".repeat(levels) + "Subject: x\r\n\r\nDykes.\r\n"
}

/// A letter to which another is attached, to which another is attached.
fn attached(levels: usize) -> String {
    let mut mail = "From: a@heron.example\r\nSubject: x\r\n\r\nDykes.\r\n".to_owned();
    for level in 0..levels {
        mail = format!(
            "From: a@heron.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b{level}\r\n\r\n\
             --b{level}\r\nContent-Type: text/plain\r\n\r\nLevel.\r\n--b{level}\r\n\
             Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n{mail}\r\n--b{level}--\r\n"
        );
    }
    mail
}

fn with(header: &str, body: &str) -> Vec<u8> {
    format!("From: a@heron.example\r\n{header}\r\n\r\n{body}\r\n").into_bytes()
}

const LINE: &str = "From a@heron.example Fri May  2 10:00:00 2031\n";

pub(crate) const CASES: &[Made] = &[
    ("a letter without a header", "a.eml", || b"\r\n\r\nDykes.".to_vec(), "1 Malformed"),
    ("a letter of nothing", "a.eml", || b" \r\n ".to_vec(), "1 Empty"),
    ("a letter without words", "a.eml", || with("Subject: x", ""), "1 Empty"),
    ("parts a thousand deep", "a.eml", || parts(1000).into_bytes(), "1 read"),
    ("letters in letters a hundred thousand deep", "a.eml", || wrapped(100_000).into_bytes(), "1 TooDeep"),
    ("letters attached to letters", "a.eml", || attached(12).into_bytes(), "1 TooDeep, 5 read"),
    (
        "a hundred thousand parts",
        "a.eml",
        || with("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b", &"--b\r\n\r\nx\r\n".repeat(100_000)),
        "1 TooMany",
    ),
    (
        "a part within itself",
        "a.eml",
        || {
            with(
                "Content-Type: multipart/mixed; boundary=b",
                "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nDykes.\r\n--b--\r\n--b--",
            )
        },
        "1 read",
    ),
    ("an empty boundary", "a.eml", || with("Content-Type: multipart/mixed; boundary=\"\"", "1 read"), "1 read"),
    ("a header of ten megabytes", "a.eml", || with(&format!("Subject: {}", "x".repeat(10 << 20)), "Dykes."), "1 read"),
    ("a million headers", "a.eml", || with(&"X: y\r\n".repeat(1_000_000), "Dykes."), "1 read"),
    (
        "a header that goes on and on",
        "a.eml",
        || with(&format!("Subject: a{}", "\r\n b".repeat(500_000)), "Dykes."),
        "1 read",
    ),
    (
        "a subject in no encoding",
        "a.eml",
        || b"From: a@heron.example\r\nSubject: \xFF\xFE\x80 dykes\r\n\r\nDykes.\r\n".to_vec(),
        "1 read",
    ),
    ("a subject in an unknown encoding", "a.eml", || with("Subject: =?martian?Q?=00=1B[31m?=", "Dykes."), "1 read"),
    ("a subject that turns around", "a.eml", || with("Subject: =?utf-8?B?4oCuZXZpbA==?=", "Dykes."), "1 read"),
    (
        "a body in an unknown encoding",
        "a.eml",
        || with("Content-Type: text/plain; charset=martian", "Dykes."),
        "1 read",
    ),
    (
        "base64 that is none",
        "a.eml",
        || with("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "1 read"),
        "1 read",
    ),
    ("a day in the year 99999", "a.eml", || with("Date: Mon, 99 Foo 99999 99:99:99 +9999", "Dykes."), "1 read"),
    ("a day before all days", "a.eml", || with("Date: Mon, 1 Jan 0000 00:00:00 +0000", "Dykes."), "1 read"),
    (
        "an attachment that climbs out",
        "a.eml",
        || {
            with(
                "Content-Type: multipart/mixed; boundary=b",
                "--b\r\nContent-Type: text/plain; name=\"../../etc/passwd\"\r\nContent-Disposition: attachment\r\n\r\nDykes.\r\n--b--",
            )
        },
        "1 read",
    ),
    (
        "an attachment that is a bomb",
        "a.eml",
        || {
            let bomb = crate::packed::folder(&[("a.txt", &vec![b'a'; 70 << 20])]);
            let hex: String = bomb
                .iter()
                .map(|byte| format!("={byte:02X}"))
                .collect::<Vec<_>>()
                .chunks(24)
                .map(|line| line.concat() + "=\r\n")
                .collect();
            with(
                "Content-Type: multipart/mixed; boundary=b",
                &format!(
                    "--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{hex}\r\n--b--"
                ),
            )
        },
        "1 TooLarge",
    ),
    (
        "lines like the start of a letter in a letter",
        "a.mbox",
        || {
            format!("{LINE}Subject: x\n\n{}", "From here to there\n\nFrom 10:00 on in 2031\n\n".repeat(1000))
                .into_bytes()
        },
        "1 read",
    ),
    ("a mailbox of nothing but starts", "a.mbox", || LINE.repeat(100_000).into_bytes(), "1 Empty"),
    ("a mailbox in one line", "a.mbox", || format!("{LINE}A: b\n\n{}", "x".repeat(70 << 20)).into_bytes(), "1 read"),
    (
        "a letter of seventy megabytes in a mailbox",
        "a.mbox",
        || format!("{LINE}A: b\n\n{}\n{LINE}A: b\n\nTolls.\n", "dykes\n".repeat(12 << 20)).into_bytes(),
        "1 TooLarge, 1 read",
    ),
    (
        "a hundred thousand letters",
        "a.mbox",
        || format!("{LINE}A: b\n\nDykes.\n\n").repeat(100_000).into_bytes(),
        "100000 read",
    ),
    ("a mailbox of rubbish", "a.mbox", || b"From \xFF\xFE 10:00 2031\nX: y\n\n\0\0\0".to_vec(), "1 NotText"),
];
