//! Pages, feeds and lists of feeds.

use crate::Made;

fn laughs(root: &str) -> Vec<u8> {
    let mut text = format!("<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY a0 \"ha\">");
    for level in 1..30 {
        let before = format!("&a{};", level - 1).repeat(10);
        text += &format!("<!ENTITY a{level} \"{before}\">");
    }
    (text + &format!("]><{root}><channel><item><title>&a29;</title></item></channel></{root}>")).into_bytes()
}

fn feed(items: &str) -> Vec<u8> {
    format!("<rss version=\"2.0\"><channel><title>The Heron</title>{items}</channel></rss>").into_bytes()
}

pub(crate) const CASES: &[Made] = &[
    ("a feed that laughs", "a.xml", || laughs("rss"), "1 Entities"),
    ("a list that laughs", "a.opml", || laughs("opml"), "1 ListOfFeeds"),
    (
        "a feed that asks for a file",
        "a.xml",
        || {
            b"<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>&x;</description></item></channel></rss>".to_vec()
        },
        "1 Entities",
    ),
    (
        "a feed with parameters",
        "a.xml",
        || b"<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://127.0.0.1/\"> %x;]><rss><channel/></rss>".to_vec(),
        "1 Entities",
    ),
    (
        "a feed with unknown entities",
        "a.xml",
        || feed("<item><description>&nobody; &amp;</description></item>"),
        "1 read",
    ),
    ("a feed nested a million deep", "a.xml", || feed(&"<a>".repeat(1_000_000)), "1 TooDeep"),
    ("an entry nested a million deep", "a.xml", || feed(&format!("<item>{}", "<a>".repeat(1_000_000))), "1 TooDeep"),
    ("entries without end", "a.xml", || feed(&"<item/>".repeat(1_000_000)), "1 TooMany"),
    (
        "an entry with a million parts",
        "a.xml",
        || feed(&format!("<item>{}</item>", "<a/>".repeat(1_000_000))),
        "1 TooMany",
    ),
    (
        "a million attributes",
        "a.xml",
        || feed(&format!("<item {}><description>x</description></item>", "a='b' ".repeat(1_000_000))),
        "1 read",
    ),
    (
        "a million namespaces",
        "a.xml",
        || feed(&format!("<item {}/>", (0..100_000).map(|n| format!("xmlns:n{n}='u{n}' ")).collect::<String>())),
        "1 Malformed",
    ),
    ("a comment that never ends", "a.xml", || feed(&format!("<!--{}", "x".repeat(1 << 20))), "1 Malformed"),
    (
        "words that never end",
        "a.xml",
        || feed(&format!("<item><description><![CDATA[{}", "x".repeat(1 << 20))),
        "1 Malformed",
    ),
    ("a tag that never ends", "a.xml", || feed(&format!("<item a=\"{}", "x".repeat(1 << 20))), "1 Malformed"),
    (
        "ids that are all the same",
        "a.xml",
        || feed(&"<item><guid>1</guid><description>x</description></item>".repeat(1000)),
        "1000 read",
    ),
    (
        "a title that turns around",
        "a.xml",
        || feed("<item><title>\u{202E}evil</title><description>Dykes.</description></item>"),
        "1 read",
    ),
    (
        "a stray control character",
        "a.xml",
        || feed("<item><title>evil\u{7}</title><description>Dykes.</description></item>"),
        "1 Malformed",
    ),
    (
        "a day in the year 99999",
        "a.xml",
        || feed("<item><pubDate>Mon, 01 Jan 99999 00:00:00 GMT</pubDate><description>Dykes.</description></item>"),
        "1 read",
    ),
    (
        "a link that is a script",
        "a.xml",
        || feed("<item><link>javascript:alert(1)</link><description>Dykes.</description></item>"),
        "1 read",
    ),
    (
        "NUL in a feed",
        "a.xml",
        || b"<rss><channel><item><title>a\0b</title></item></channel></rss>".to_vec(),
        "1 NotText",
    ),
    ("NUL by its number", "a.xml", || feed("<item><description>a&#0;b&#x0;</description></item>"), "1 read"),
    (
        "control characters by their numbers",
        "a.xml",
        || feed("<item><description>&#1;&#2;&#27;[31m</description></item>"),
        "1 NotText",
    ),
    (
        "a feed in an unknown encoding",
        "a.xml",
        || {
            b"<?xml version='1.0' encoding='martian'?><rss><channel><item><description>Dykes.</description></item></channel></rss>".to_vec()
        },
        "1 read",
    ),
    (
        "a feed that lies about its encoding",
        "a.xml",
        || {
            "<?xml version='1.0' encoding='UTF-16'?><rss><channel><item><description>Dykes.</description></item></channel></rss>".as_bytes().to_vec()
        },
        "1 read",
    ),
    (
        "a feed cut short",
        "a.xml",
        || feed("<item><description>Dykes.</description></item>")[..70].to_vec(),
        "1 Malformed",
    ),
    (
        "a feed in pieces",
        "a.xml",
        || b"<rss></channel></item><item></rss><item><description>x".to_vec(),
        "1 passed over, 1 read",
    ),
    (
        "JSON nested a million deep",
        "a.json",
        || {
            format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": {}", "[".repeat(1_000_000))
                .into_bytes()
        },
        "1 Malformed",
    ),
    (
        "a JSON Feed of other things",
        "a.json",
        || {
            b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [1, null, \"a\", [[]], {\"content_text\": 7}]}".to_vec()
        },
        "5 passed over",
    ),
    (
        "a JSON Feed with half a pair",
        "a.json",
        || br#"{"version": "https://jsonfeed.org/version/1", "items": [{"content_text": "a \ud800 b"}]}"#.to_vec(),
        "1 passed over",
    ),
    (
        "a list of feeds as a document",
        "a.opml",
        || b"<opml><body><outline xmlUrl='https://heron.example/'/></body></opml>".to_vec(),
        "1 ListOfFeeds",
    ),
    (
        "a page nested very deep",
        "a.html",
        || format!("<html><body>{}The dykes hold.", "<div>".repeat(200_000)).into_bytes(),
        "1 read",
    ),
    (
        "a page of unclosed tables",
        "a.html",
        || format!("<html><body>{}", "<table><tr><td>dyke ".repeat(100_000)).into_bytes(),
        "1 read",
    ),
    (
        "a page of a million attributes",
        "a.html",
        || format!("<html><body><p {}>The dykes hold.</p>", "a=b ".repeat(1_000_000)).into_bytes(),
        "1 read",
    ),
    (
        "a page with a script that never ends",
        "a.html",
        || format!("<html><body><p>The dykes hold, so far.</p><script>{}", "x<".repeat(500_000)).into_bytes(),
        "1 read",
    ),
    (
        "a page of bold in bold",
        "a.html",
        || format!("<html><body><p>{}The dykes hold.", "<b><i>".repeat(100_000)).into_bytes(),
        "1 read",
    ),
    ("a page without words", "a.html", || b"<html><body><img src=a.png></body></html>".to_vec(), "1 NoArticle"),
    (
        "a page of seventeen megabytes",
        "a.html",
        || format!("<html><body>{}", "<p>The dykes hold.</p>".repeat(900_000)).into_bytes(),
        "1 TooLarge",
    ),
    (
        "a page with NUL bytes",
        "a.html",
        || b"<html><body><p>The \0dykes\0 hold, and so do the ferries of the river.</p>".to_vec(),
        "1 read",
    ),
    (
        "a page that declares a wrong encoding",
        "a.html",
        || {
            "<html><head><meta charset=koi8-r></head><body><p>The café on the dyke holds its doors open.</p>"
                .as_bytes()
                .to_vec()
        },
        "1 read",
    ),
];
