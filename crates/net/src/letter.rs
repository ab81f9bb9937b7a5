//! How is a letter written, so that every mail program reads it and nothing in it steers one?

use std::fmt::Write;

use email_encoding::body::base64;
use email_encoding::headers::{rfc2047, writer::EmailWriter};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::hex::token;

/// A longer subject is cut.
const SUBJECT_CHARS_MAX: usize = 200;

/// A letter in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What the `Message-ID` is made from; the same letter sent twice has the same.
    pub id: String,
    /// When it is written.
    pub date: Timestamp,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Returns a letter as it goes over the wire.
pub fn written(letter: &Letter, from: &str, to: &[String]) -> String {
    let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&letter.date).unwrap_or_default();
    let mut written = String::new();
    head(&mut written, "From", from);
    head(&mut written, "To", &to.join(", "));
    head(&mut written, "Subject", &one_line(&letter.subject));
    head(&mut written, "Date", &date.replace("GMT", "+0000"));
    head(&mut written, "Message-ID", &format!("<{}@{domain}>", token(&letter.id)));
    head(&mut written, "MIME-Version", "1.0");
    head(&mut written, "Content-Type", "text/plain; charset=utf-8");
    head(&mut written, "Content-Transfer-Encoding", "base64");
    head(&mut written, "Auto-Submitted", "auto-generated");
    written.push_str("\r\n");
    let text = letter.text.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n");
    // Whoever sends it ends the last line.
    base64::encode(text.as_bytes(), &mut written).expect("a string takes whatever is written");
    written
}

fn head(written: &mut String, name: &str, value: &str) {
    written.push_str(name);
    written.push(':');
    // Words that look encoded would be decoded by whoever reads them.
    let is_plain = value.is_ascii() && !value.contains("=?");
    let mut writer = EmailWriter::new(written, name.len() + 1, 0, false);
    writer.space();
    let done = if is_plain { writer.folding().write_str(value) } else { rfc2047::encode(value, &mut writer) };
    done.expect("a string takes whatever is written");
    drop(writer);
    written.push_str("\r\n");
}

fn one_line(subject: &str) -> String {
    let line: String = subject.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let words: Vec<_> = line.split_whitespace().collect();
    words.join(" ").chars().take(SUBJECT_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(subject: &str, text: &str, expected: &[&str]) {
        let date = "2031-05-03T10:00:00Z".parse().unwrap();
        let letter = Letter { id: "alert-1".to_owned(), date, subject: subject.to_owned(), text: text.to_owned() };
        let to = ["ada@quay.example".to_owned(), "ben@quay.example".to_owned()];
        let written = written(&letter, "casus@ferry.example", &to);
        let mut head = vec!["From: casus@ferry.example", "To: ada@quay.example, ben@quay.example"];
        let (subject, body) = expected.split_at(expected.len() - 1);
        head.extend(subject);
        head.extend([
            "Date: Sat, 03 May 2031 10:00:00 +0000",
            "Message-ID: <alert-1@ferry.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
            "",
        ]);
        head.extend(body);
        assert_eq!(written.split("\r\n").collect::<Vec<_>>(), head);
    }

    #[test]
    fn a_letter_is_written_with_its_head_and_its_text() {
        check("A pledge is due", "Dunmere\nowes it.", &["Subject: A pledge is due", "RHVubWVyZQ0Kb3dlcyBpdC4="]);
    }

    #[test]
    fn a_subject_in_other_letters_is_encoded() {
        check("Zusage f\u{e4}llig", "", &["Subject: =?utf-8?b?WnVzYWdlIGbDpGxsaWc=?=", ""]);
        check("=?utf-8?q?x?=", "", &["Subject: =?utf-8?b?PT91dGYtOD9xP3g/PQ==?=", ""]);
    }

    #[test]
    fn a_subject_cannot_add_a_line_to_the_head() {
        check("Due\r\nBcc: eve@quay.example\r\n\r\nx", "", &["Subject: Due Bcc: eve@quay.example x", ""]);
    }
}
