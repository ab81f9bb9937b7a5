//! One file, its sidecar and the user's word for it become one source.

use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::Date;

use crate::{IntakeError, Sidecar, dateline, decode, read_sidecar, title};

/// How many bytes a document may have.
///
/// A book has one or two million; what is larger is an archive or a mistake, and is better said so than read for minutes.
pub const SIZE_BYTES_MAX: u64 = 64 << 20;

/// The bytes of one file as they arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The path or address, as the user gave it.
    pub path: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// The file beside it, where there is one.
    pub sidecar: Option<&'a [u8]>,
}

/// What the user says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The day it was published.
    pub published: Option<Date>,
}

/// Turns what arrived into a source; the user's word goes before the sidecar's, and the sidecar's before the text's.
pub fn receive(arrival: Arrival<'_>, given: Given) -> Result<Source, IntakeError> {
    check_size(arrival.bytes.len() as u64)?;
    let sidecar = arrival.sidecar.map(read_sidecar).transpose()?.unwrap_or_default();
    let source = Source::new(decode(arrival.bytes)?, Origin::default());
    let origin = origin(&source, arrival.path, sidecar, given);
    Ok(source.with_origin(origin))
}

/// Refuses a length that no document has, so that a caller can ask before it reads.
pub fn check_size(size_bytes: u64) -> Result<(), IntakeError> {
    if size_bytes <= SIZE_BYTES_MAX {
        return Ok(());
    }
    Err(IntakeError::TooLarge { size_bytes: Some(size_bytes), limit_bytes: SIZE_BYTES_MAX })
}

fn origin(source: &Source, path: &str, sidecar: Sidecar, given: Given) -> Origin {
    let given = given.published.map(|day| Published { day, origin: DateOrigin::Given });
    let beside = sidecar.published.map(|day| Published { day, origin: DateOrigin::Sidecar });
    let inside =
        || dateline(source).map(|found| Published { day: found.day, origin: DateOrigin::Dateline(found.span) });
    Origin {
        path: path.to_owned(),
        title: sidecar.title.or_else(|| title(source).map(|span| source.slice(span).to_owned())),
        published: given.or(beside).or_else(inside),
        publisher: sidecar.publisher,
        url: sidecar.url,
        byline: sidecar.byline,
        language: sidecar.language,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Dykes before ferries\n\nEastport, 2 May 2031\n\nThe delegates met.";

    fn published(sidecar: Option<&str>, given: Option<Date>) -> Option<Published> {
        let arrival = Arrival { path: "a.txt", bytes: TEXT.as_bytes(), sidecar: sidecar.map(str::as_bytes) };
        let source = receive(arrival, Given { published: given }).expect("this is a document");
        source.origin().published
    }

    #[test]
    fn the_user_goes_before_the_sidecar_and_the_sidecar_before_the_text() {
        let sidecar = Some(r#"{"published": "2031-05-03"}"#);
        let given = Some(date(2031, 5, 4));
        let origin = |published: Option<Published>| published.map(|published| (published.day.day(), published.origin));
        assert_eq!(origin(published(sidecar, given)), Some((4, DateOrigin::Given)));
        assert_eq!(origin(published(sidecar, None)), Some((3, DateOrigin::Sidecar)));
        assert!(matches!(origin(published(Some("{}"), None)), Some((2, DateOrigin::Dateline(_)))));
    }

    #[test]
    fn the_title_comes_from_the_sidecar_or_the_text() {
        let arrival = Arrival { path: "a.txt", bytes: TEXT.as_bytes(), sidecar: Some(br#"{"title": "Dykes first"}"#) };
        let title = |arrival| receive(arrival, Given::default()).expect("this is a document").origin().title.clone();
        assert_eq!(title(arrival).as_deref(), Some("Dykes first"));
        assert_eq!(title(Arrival { sidecar: None, ..arrival }).as_deref(), Some("Dykes before ferries"));
    }

    #[test]
    fn a_size_beyond_the_limit_is_control_with_both() {
        let error = check_size(SIZE_BYTES_MAX + 1).expect_err("this is one byte too many");
        let expect = "is too large: it has `67108865` bytes, and a document may have `67108864` bytes";
        assert_eq!(error.to_string(), expect);
        assert_eq!(check_size(SIZE_BYTES_MAX), Ok(()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_or_refused(bytes: Vec<u8>, sidecar: Option<Vec<u8>>) {
            let arrival = Arrival { path: "a", bytes: &bytes, sidecar: sidecar.as_deref() };
            let _ = receive(arrival, Given::default());
        }

        #[test]
        fn any_head_gives_spans_of_its_text(text in r"(\PC|[ \n\r,.0-9–]|May|2031|Published: ){0,60}") {
            if let Ok(source) = receive(Arrival { path: "a", bytes: text.as_bytes(), sidecar: None }, Given::default())
                && let Some(Published { origin: DateOrigin::Dateline(span), .. }) = source.origin().published {
                    prop_assert!(source.slice(span).contains(char::is_numeric));
                }
        }
    }
}
