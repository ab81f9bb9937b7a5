//! Is it read what feeds announce, in each of their forms, and are those refused that were made to do harm?

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn entries(text: &str) -> Vec<FeedEntry> {
    let mut found = feed(text.as_bytes(), Some("https://heron.example/feeds/all.xml")).expect("this is a feed").entries;
    found.iter_mut().for_each(|entry| entry.place = 0..0);
    found
}

fn text(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn refused(bytes: &[u8]) -> IntakeError {
    feed(bytes, None).expect_err("this is no feed")
}

#[test]
fn rss_is_read_with_all_that_it_says() {
    let rss = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Heron</title><link>https://heron.example/</link><language>en</language>
<item><title>Dykes &amp;amp; ferries</title><link>/2031/dykes</link><guid isPermaLink="false">heron-1</guid>
<pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate><dc:creator>Ada Korn</dc:creator>
<description>The delegates &lt;b&gt;met&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>The delegates met.</p><p>They talked.</p>]]></content:encoded></item>
</channel></rss>"#;
    let expected = FeedEntry {
        id: text("heron-1"),
        title: text("Dykes & ferries"),
        address: text("https://heron.example/2031/dykes"),
        published: Some(date(2031, 5, 2)),
        byline: text("Ada Korn"),
        summary: Some(Markup::Html("The delegates <b>met</b>.".to_owned())),
        content: Some(Markup::Html("<p>The delegates met.</p><p>They talked.</p>".to_owned())),
        ..FeedEntry::default()
    };
    assert_eq!(entries(rss), vec![expected.clone()]);
    assert_eq!(expected.text(), text("The delegates met.\n\nThey talked."));
    let whole = feed(rss.as_bytes(), None).expect("this is a feed");
    assert_eq!((whole.title, whole.language), (text("The Heron"), text("en")));
    assert!(rss[whole.entries[0].place.clone()].starts_with("<item>"));
    assert!(rss[whole.entries[0].place.clone()].ends_with("</item>"));
}

#[test]
fn atom_is_read_with_all_that_it_says() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gauge.example/">
<title type="html">Gauge &lt;i&gt;and&lt;/i&gt; Lock</title><link rel="self" href="/atom"/><link href="/"/>
<entry xml:lang="en-GB"><id>tag:gauge.example,2031:7</id><title>Locks close</title>
<link rel="enclosure" href="talk.mp3" type="audio/mpeg"/><link rel="alternate" href="news/7"/>
<published>2031-05-02T23:30:00-05:00</published><updated>2031-05-04T00:00:00Z</updated>
<author><name>Ben Oort</name></author><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The locks close.</p></div></content></entry></feed>"#;
    let expected = FeedEntry {
        id: text("tag:gauge.example,2031:7"),
        title: text("Locks close"),
        address: text("https://gauge.example/news/7"),
        published: Some(date(2031, 5, 2)),
        updated: Some(date(2031, 5, 4)),
        byline: text("Ben Oort"),
        language: text("en-GB"),
        summary: Some(Markup::Plain("Short.".to_owned())),
        content: Some(Markup::Html(
            r#"<div xmlns="http://www.w3.org/1999/xhtml"><p>The locks close.</p></div>"#.to_owned(),
        )),
        ..FeedEntry::default()
    };
    assert_eq!(entries(atom), vec![expected]);
    assert_eq!(feed(atom.as_bytes(), None).expect("this is a feed").title, text("Gauge and Lock"));
}

#[test]
fn the_oldest_feeds_are_read() {
    let rss_091 = r#"<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Tolls</title><item><title>Caf&eacute;s &nbsp;open</title>
<link>https://heron.example/1</link></item></channel></rss>"#;
    let expected =
        FeedEntry { title: text("Cafés open"), address: text("https://heron.example/1"), ..FeedEntry::default() };
    assert_eq!(entries(rss_091), vec![expected]);
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://heron.example/"><title>Tolls</title></channel>
<item rdf:about="https://heron.example/2"><title>Ferries</title><dc:date>2031-05-02</dc:date></item></rdf:RDF>"#;
    let expected = FeedEntry {
        id: text("https://heron.example/2"),
        title: text("Ferries"),
        address: text("https://heron.example/2"),
        published: Some(date(2031, 5, 2)),
        ..FeedEntry::default()
    };
    assert_eq!(entries(rdf), vec![expected]);
}

#[test]
fn json_is_read_with_all_that_it_says() {
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Heron", "items": [
        {"id": "9", "url": "/9", "title": "Tolls", "content_html": "<p>Tolls rise.</p>", "date_published": "2031-05-02T10:00:00Z",
         "authors": [{"name": "Ada Korn"}], "language": "en"}, {"id": 10, "content_text": "Tolls fall."}, 7]}"#;
    let first = FeedEntry {
        id: text("9"),
        title: text("Tolls"),
        address: text("https://heron.example/9"),
        published: Some(date(2031, 5, 2)),
        byline: text("Ada Korn"),
        language: text("en"),
        content: Some(Markup::Html("<p>Tolls rise.</p>".to_owned())),
        ..FeedEntry::default()
    };
    let second =
        FeedEntry { id: text("10"), content: Some(Markup::Plain("Tolls fall.".to_owned())), ..FeedEntry::default() };
    assert_eq!(entries(json), vec![first, second, FeedEntry::default()]);
}

#[test]
fn what_an_entry_does_not_say_stays_open() {
    let entries = entries("<rss><channel><item/><item><description>Words.</description></item></channel></rss>");
    let second = FeedEntry { summary: Some(Markup::Plain("Words.".to_owned())), ..FeedEntry::default() };
    assert_eq!(entries, vec![FeedEntry::default(), second]);
}

#[test]
fn a_feed_that_is_cut_short_gives_what_it_holds() {
    let found = entries("<rss><channel><item><title>One</title></item><item><title>Two");
    assert_eq!(found.iter().map(|entry| entry.title.as_deref()).collect::<Vec<_>>(), [Some("One"), Some("Two")]);
    let crossed = entries("<rss><channel><item><title><b>One</title></item><item><title>Two</b></title></item>");
    assert_eq!(crossed.len(), 2);
}

#[test]
fn entities_of_its_own_are_refused() {
    let laughs =
        r#"<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>"#;
    assert_eq!(refused(laughs.as_bytes()), IntakeError::Entities { format: Format::Feed });
    let outside =
        r#"<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>"#;
    assert_eq!(refused(outside.as_bytes()), IntakeError::Entities { format: Format::Feed });
}

#[test]
fn what_is_deep_or_endless_is_refused() {
    let deep = format!("<rss><channel>{}", "<a>".repeat(1_000_000));
    assert!(matches!(refused(deep.as_bytes()), IntakeError::TooDeep { .. }));
    let endless = format!("<rss><channel>{}", "<item/>".repeat(ENTRIES_MAX + 1));
    assert_eq!(refused(endless.as_bytes()), IntakeError::TooMany { what: "entries", limit: ENTRIES_MAX });
    let wide = format!("<rss><channel><item>{}", "<a/>".repeat(1_000_000));
    assert!(matches!(refused(wide.as_bytes()), IntakeError::TooMany { .. }));
}

#[test]
fn what_is_no_feed_is_refused() {
    for bytes in [&b"<html><body>no</body></html>"[..], b"{\"items\": 7}", b"no feed", b"<"] {
        assert!(matches!(refused(bytes), IntakeError::Malformed { .. }), "{bytes:?}");
    }
    assert_eq!(refused(b""), IntakeError::Empty);
}

#[test]
fn the_declared_encoding_counts() {
    let feed =
        feed(b"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Caf\xE9</title></channel></rss>", None);
    assert_eq!(feed.expect("this is a feed").title, text("Café"));
}

proptest! {
    #[test]
    fn any_bytes_are_a_feed_or_refused(bytes: Vec<u8>) {
        let _ = feed(&bytes, None);
        let _ = outlines(&bytes);
    }

    #[test]
    fn any_tags_are_a_feed_or_refused(text in r"(<rss>|<feed>|</feed>|<item>|</item>|<entry/>|<link>|<content type='xhtml'>|&amp;|&x|<!\[CDATA\[|\]\]>|<!--|é|\PC){0,40}") {
        let _ = feed(text.as_bytes(), Some("https://heron.example/"));
        let _ = outlines(text.as_bytes());
    }
}
