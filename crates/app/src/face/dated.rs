//! In which words is it said when a document was published, and how that is known?

use casus_text::{DateOrigin, Source, StatedIn};

use super::words::day;

/// Returns the day of publication and how it is known.
pub fn published(source: &Source) -> String {
    let Some(published) = source.origin().published else { return "no date".to_owned() };
    let how = match published.origin {
        DateOrigin::Dateline(_) => "from its dateline",
        DateOrigin::Sidecar => "from the file beside it",
        DateOrigin::Given => "as given by you",
        DateOrigin::Stated(part) => stated_in(part),
    };
    format!("{}, {how}", day(published.day))
}

/// Says which part of what came with a document gives its day.
pub fn stated_in(part: StatedIn) -> &'static str {
    match part {
        StatedIn::Metadata => "from its metadata",
        StatedIn::StructuredData => "from the structured data of its page",
        StatedIn::Page => "as its page says",
        StatedIn::Address => "from its address",
        StatedIn::Feed => "from the feed that announced it",
        StatedIn::Header => "from the header it came with",
        StatedIn::Row => "from its row",
    }
}

/// Returns the day of publication alone.
pub fn published_day(source: &Source) -> String {
    source.published().map_or_else(|| "no date".to_owned(), day)
}
