//! What does a site give that means well?

use std::sync::Arc;

use casus_net::{Answer, Fetched, Request, Roots};
use casus_test_site::{Certificate, Packing, Page, Site};

use crate::stage::{Stage, client, fetch, fetched, settings};

#[test]
fn a_page_comes_with_all_that_is_known_of_it() {
    let stage = Stage::new();
    let page = Page::latin_1("<p>Das F\u{e4}hramt schlie\u{df}t</p>").with_etag("\"one\"");
    stage.site.set("/ferry", page.with_last_modified("2031-05-02T08:00:00Z"));
    let expected = Fetched {
        address: stage.site.url("/ferry"),
        moved_permanently_to: None,
        media_type: Some("text/html".to_owned()),
        charset: Some("iso-8859-1".to_owned()),
        etag: Some("\"one\"".to_owned()),
        last_modified: Some("Fri, 02 May 2031 08:00:00 GMT".to_owned()),
        bytes: b"<p>Das F\xe4hramt schlie\xdft</p>".to_vec(),
    };
    assert_eq!(stage.fetch("/ferry"), Ok(Answer::Fetched(expected)));
}

#[test]
fn the_client_says_who_it_is_and_what_it_takes() {
    let stage = Stage::new();
    stage.site.set("/ferry", Page::text("closed"));
    stage.fetch("/ferry").unwrap();
    let host = stage.site.host();
    let agent = concat!("Casus/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");
    let accepted = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, \
                    application/pdf;q=0.9, text/plain;q=0.9, */*;q=0.8";
    for seen in stage.site.log() {
        let mut headers: Vec<_> = seen.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        headers.sort_unstable();
        assert_eq!(
            headers,
            [("accept", accepted), ("accept-encoding", "gzip, deflate, br"), ("host", &host), ("user-agent", agent)]
        );
    }
}

#[test]
fn who_has_a_page_is_told_that_nothing_changed() {
    let stage = Stage::new();
    let page = |tag: &str| Page::text(tag).with_etag(tag).with_last_modified("2031-05-02T08:00:00Z");
    stage.site.set("/tag", page("\"one\""));
    stage.site.set_at("2031-05-03T12:00:00Z", "/tag", page("\"two\""));
    let known = fetched(stage.fetch("/tag"));
    let again = Request {
        address: stage.site.url("/tag"),
        etag: known.etag,
        last_modified: known.last_modified.clone(),
        given_by: None,
    };
    assert_eq!(stage.client.fetch(&again), Ok(Answer::NotModified));
    let by_day = Request { etag: None, ..again.clone() };
    assert_eq!(stage.client.fetch(&by_day), Ok(Answer::NotModified));
    stage.time.sleep(std::time::Duration::from_secs(2 * 3600));
    assert_eq!(fetched(stage.client.fetch(&again)).bytes, b"\"two\"");
}

#[test]
fn a_tag_is_sent_only_to_the_address_that_gave_it() {
    let stage = Stage::new();
    stage.site.set("/old", Page::redirect(302, "/a"));
    stage.site.set_at("2031-05-03T12:00:00Z", "/old", Page::redirect(302, "/b"));
    stage.site.set("/a", Page::text("first").with_etag("\"1\""));
    stage.site.set("/b", Page::text("second").with_etag("\"1\""));
    let known = fetched(stage.fetch("/old"));
    let again = Request {
        address: stage.site.url("/old"),
        etag: known.etag,
        last_modified: None,
        given_by: Some(known.address),
    };
    assert_eq!(stage.client.fetch(&again), Ok(Answer::NotModified));
    stage.time.sleep(std::time::Duration::from_secs(2 * 3600));
    assert_eq!(stage.shown(stage.client.fetch(&again)), "6 bytes from http://SITE/b: second");
}

#[test]
fn redirects_are_followed_and_a_move_for_good_is_told() {
    let stage = Stage::new();
    for (from, status, to) in [
        ("/301", 301, "/308"),
        ("/308", 308, "/there"),
        ("/302", 302, "/there"),
        ("/303", 303, "there"),
        ("/307", 307, "/301"),
        ("/mixed", 301, "/302"),
    ] {
        stage.site.set(from, Page::redirect(status, to));
    }
    stage.site.set("/there", Page::text("here"));
    let check = |path, expected: &str| assert_eq!(stage.outcome(path), expected);
    check("/301", "4 bytes from http://SITE/there, moved to http://SITE/there: here");
    check("/308", "4 bytes from http://SITE/there, moved to http://SITE/there: here");
    check("/302", "4 bytes from http://SITE/there: here");
    check("/303", "4 bytes from http://SITE/there: here");
    check("/307", "4 bytes from http://SITE/there: here");
    check("/mixed", "4 bytes from http://SITE/there, moved to http://SITE/302: here");
}

#[test]
fn each_way_of_packing_is_unpacked() {
    let stage = Stage::new();
    let text = "The ferry is closed. ".repeat(200);
    for (path, packing) in [("/gzip", Packing::Gzip), ("/zlib", Packing::Zlib), ("/deflate", Packing::Deflate)] {
        stage.site.set(path, Page::text(text.clone()).packed(packing));
        assert_eq!(fetched(stage.fetch(path)).bytes, text.as_bytes(), "{path}");
    }
    stage.site.set("/twice", Page::text(text.clone()).packed(Packing::Zlib).packed(Packing::Gzip));
    assert_eq!(fetched(stage.fetch("/twice")).bytes, text.as_bytes());
    // One stored block of brotli, put together by hand.
    let brotli = b"\x8b\x09\x80The ferry is closed.\x03".to_vec();
    stage.site.set("/br", Page::text(brotli).with_header("Content-Encoding", "br"));
    assert_eq!(stage.outcome("/br"), "20 bytes from http://SITE/br: The ferry is closed.");
}

#[test]
fn each_status_has_its_meaning() {
    let stage = Stage::new();
    let check = |status: u16, expected: &str| {
        stage.site.set("/status", Page::status(status));
        assert_eq!(stage.outcome("/status"), expected);
    };
    check(404, "`http://SITE/status` gives no document: its status is `404`");
    check(410, "Gone { status: 410 }");
    check(401, "`http://SITE/status` gives us nothing: its status is `401`");
    check(451, "`http://SITE/status` gives us nothing: its status is `451`");
    check(408, "`http://SITE/status` failed with the status `408`");
    check(500, "`http://SITE/status` failed with the status `500`");
    check(429, "`http://SITE/status` is busy");
    check(503, "`http://SITE/status` is busy");
    let odd = |status: u16| {
        format!(
            "`http://SITE/status` gives an answer that cannot be understood: its status is `{status}`, which was not \
             asked for"
        )
    };
    for status in [204, 206, 300, 304, 305, 600] {
        check(status, &odd(status));
    }
}

#[test]
fn a_site_is_asked_encrypted_by_those_who_trust_its_certificate() {
    let stage = Stage::new();
    let certificate = Certificate::of(&["localhost"]);
    let site = Site::encrypted(Arc::clone(&stage.time), &certificate);
    site.set("/ferry", Page::text("closed"));
    let host = format!("localhost:{}", site.address().port());
    let mut trusting = settings();
    trusting.allowed_hosts.extend([host.clone(), site.host()]);
    let doubting = client(trusting.clone(), &stage.time);
    trusting.roots = Roots::Given(vec![certificate.der()]);
    let trusting = client(trusting, &stage.time);
    let shown = |outcome| stage.shown(outcome).replace(&host, "HOST").replace(&site.host(), "IP");
    assert_eq!(shown(fetch(&trusting, &site.url_on("localhost", "/ferry"))), "6 bytes from https://HOST/ferry: closed");
    assert_eq!(
        shown(fetch(&doubting, &site.url_on("localhost", "/ferry"))),
        "`https://HOST/ferry` cannot be reached: no encrypted connection stands (invalid peer certificate: UnknownIssuer)"
    );
    let other = shown(fetch(&trusting, &site.url("/ferry")));
    assert!(other.starts_with("`https://IP/ferry` cannot be reached: no encrypted connection stands"), "{other}");
}
