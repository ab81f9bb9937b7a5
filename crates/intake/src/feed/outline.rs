//! Which feeds does a list in OPML name?

use super::link;
use crate::encoding::decode_xml;
use crate::told::one_line;
use crate::xml::{Part, Xml};
use crate::{Format, IntakeError, check_size};

/// How many feeds a list may name.
const OUTLINES_MAX: usize = 100_000;

/// A feed that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What the list calls it.
    pub title: Option<String>,
    /// Where it is.
    pub address: String,
}

/// Lists the feeds that a list in OPML names, each address once, in the order of the list.
pub fn outlines(bytes: &[u8]) -> Result<Vec<Outline>, IntakeError> {
    check_size(bytes.len() as u64)?;
    let decoded = decode_xml(bytes, Format::Outlines)?;
    let mut xml = Xml::new(&decoded.text, Format::Outlines);
    let mut seen = std::collections::BTreeSet::new();
    let mut outlines = Vec::new();
    let mut is_list = false;
    while let Some(part) = xml.next()? {
        let Part::Open(element) = part else { continue };
        is_list |= element.name.eq_ignore_ascii_case("opml");
        let address = ["xmlUrl", "xmlurl", "xmlURL"].iter().find_map(|key| element.attribute(key));
        let Some(address) = address.and_then(|address| link(address, None)) else { continue };
        if !element.name.eq_ignore_ascii_case("outline") || !seen.insert(address.clone()) {
            continue;
        }
        if outlines.len() == OUTLINES_MAX {
            return Err(IntakeError::TooMany { what: "feeds", limit: OUTLINES_MAX });
        }
        let title = element.attribute("title").or_else(|| element.attribute("text")).and_then(one_line);
        outlines.push(Outline { title, address });
    }
    if is_list { Ok(outlines) } else { Err(Format::Outlines.malformed("no list stands in it")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_each_feed_once() {
        let list = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Rivers</title></head><body>
            <outline text="News"><outline type="rss" text="The Heron" xmlUrl="https://heron.example/feed"/>
            <outline title="Again" xmlUrl="https://heron.example/feed"/></outline>
            <outline text="Gauge &amp; Lock" xmlUrl="https://gauge.example/atom.xml" htmlUrl="https://gauge.example"/>
            <outline text="Odd" xmlUrl="javascript:alert(1)"/></body></opml>"#;
        let outline =
            |title: &str, address: &str| Outline { title: Some(title.to_owned()), address: address.to_owned() };
        let expected = vec![
            outline("The Heron", "https://heron.example/feed"),
            outline("Gauge & Lock", "https://gauge.example/atom.xml"),
        ];
        assert_eq!(outlines(list.as_bytes()), Ok(expected));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert!(matches!(outlines(b"<rss><channel/></rss>"), Err(IntakeError::Malformed { .. })));
        assert_eq!(outlines(b" "), Err(IntakeError::Empty));
    }
}
