//! What does a site give that means no good? One clear error each, in bounded time and space.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use casus_net::{Client, Clock, Limits, Settings};
use casus_test_site::{Packing, Page};
use jiff::Timestamp;

use crate::stage::{FakeClock, Stage, fetch, settings};

fn check(page: Page, expected: &str) {
    check_on(&Stage::new(), page, expected);
}

fn check_on(stage: &Stage, page: Page, expected: &str) {
    stage.site.set("/x", page);
    assert_eq!(stage.outcome("/x"), expected);
}

const TOO_LARGE: &str = "`http://SITE/x` gives too much: the body has more than `100000` bytes";
const HEAD: &str = "`http://SITE/x` gives too much: the head of the answer has more than `65536` bytes or `128` lines";
const SHORT: &str = "`http://SITE/x` cannot be reached: the connection ended before the answer did";

/// Fifty million zeros in 80 bytes of brotli.
const BROTLI_BOMB: &[u8] =
    b"\xcb\xff\xff\x3f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x8f\xff\xff\x7f\xf0\x4f\x00\xc4\x61\x11\
    \x80\xee\xfd\x1f\xff\xff\xff\xe0\x9f\x00\x88\xc3\x02\x00\xdd\xfb\x3f\xfe\xff\xff\xc1\x3f\x01\x10\x87\x05\x00\
    \xba\xf7\x7f\xfc\xff\xff\x83\x7f\x02\x20\x0e\x0b\x00\x74\xef\xff\xf2\x0f\x5e\x0f\xff\x04\x40\x1c\x16\x00\xe8\
    \xa0\xeb\x01";

fn odd(reason: &str) -> String {
    format!("`http://SITE/x` gives an answer that cannot be understood: {reason}")
}

#[test]
fn a_body_has_a_limit_to_the_byte() {
    check(Page::text("a".repeat(100_000)), &format!("100000 bytes from http://SITE/x: {}", "a".repeat(40)));
    check(Page::text("a".repeat(100_001)), TOO_LARGE);
}

#[test]
fn a_body_without_end_is_too_large() {
    check(Page::endless("water "), TOO_LARGE);
    check(Page::endless("water ").with_header("Content-Length", "9999999999999999999"), TOO_LARGE);
    let no_number = odd("content-length header not a number");
    check(Page::endless("water ").with_header("Content-Length", "99999999999999999999"), &no_number);
    check(Page::endless("5\r\nwater\r\n").with_header("Transfer-Encoding", "chunked"), TOO_LARGE);
}

#[test]
fn a_bomb_is_too_large() {
    for packing in [Packing::Gzip, Packing::Zlib, Packing::Deflate] {
        check(Page::bomb(packing, 5_000_000), TOO_LARGE);
    }
    check(Page::bomb(Packing::Gzip, 5_000_000).packed(Packing::Gzip), TOO_LARGE);
    check(Page::text(BROTLI_BOMB).with_header("Content-Encoding", "br"), TOO_LARGE);
}

#[test]
fn a_packed_body_without_end_that_holds_nothing_is_too_large() {
    check(Page::endless_nothing(), TOO_LARGE);
}

#[test]
fn a_body_that_is_not_packed_as_it_says_is_not_understood() {
    let packed = |encoding: &str| Page::text("The ferry is closed.").with_header("Content-Encoding", encoding);
    check(packed("gzip"), &odd("the body is not packed as `gzip`"));
    check(packed("deflate"), &odd("the body is not packed as `deflate`"));
    check(packed("br"), &odd("the body is not packed as `br`"));
    check(packed("zstd"), &odd("the body is packed as `zstd`, which was not asked for"));
    check(packed("gzip, gzip, gzip"), &odd("the body is packed more than `2` times"));
    check(Page::text("").with_header("Content-Encoding", "gzip"), "0 bytes from http://SITE/x: ");
    let whole = Page::text("The ferry is closed.");
    check(whole.with_header("Content-Encoding", "identity"), "20 bytes from http://SITE/x: The ferry is closed.");
}

#[test]
fn a_packed_body_that_breaks_off_is_found() {
    for packing in [Packing::Gzip, Packing::Zlib, Packing::Deflate] {
        check(Page::text("The ferry is closed.").packed(packing).cut(12), SHORT);
    }
    // A stored block of brotli that says `20` bytes and has `9`.
    let brotli = b"\x8b\x09\x80The ferry".to_vec();
    check(Page::text(brotli).with_header("Content-Encoding", "br"), SHORT);
}

#[test]
fn a_head_without_end_is_too_large() {
    check(Page::raw_endless("HTTP/1.1 200 OK\r\n", "X-Flood: water water water\r\n"), HEAD);
    let mut many = Page::text("closed");
    for at in 0..200 {
        many = many.with_header(&format!("X-{at}"), "1");
    }
    check(many, HEAD);
    check(Page::text("closed").with_header("X-Long", &"a".repeat(70_000)), HEAD);
}

#[test]
fn every_part_of_an_answer_has_an_end() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let check = |first: &str, again: &str, expected: &str| {
        check_on(&Stage::hasty(), Page::raw_endless(first, again), expected);
    };
    check("", "HTTP/1.1 100 Continue\r\n\r\n", HEAD);
    check("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", HEAD);
    check("HTTP/1.1 ", "2", &odd("http parse fail: invalid response status"));
    check("", "\r\n", HEAD);
    check(chunked, "0", &odd("body data reading stalled"));
    check(&format!("{chunked}5;"), "water", &odd("body data reading stalled"));
    check(
        &format!("{chunked}5\r\nwater\r\n0\r\n"),
        "X-Flood: water\r\n",
        "`http://SITE/x` takes too long: the whole answer was not there in time",
    );
    check(&format!("{chunked}5\r\n"), "water", &odd("body data reading stalled"));
}

#[test]
fn a_length_that_is_not_true_is_found() {
    let long = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nThe ferry is closed.";
    check(Page::raw(long), SHORT);
    let longest = "HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\nThe ferry is closed.";
    check(Page::raw(longest), TOO_LARGE);
    let short = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nThe ferry is closed.";
    check(Page::raw(short), "9 bytes from http://SITE/x: The ferry");
    let two = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 20\r\n\r\nThe ferry is closed.";
    check(Page::raw(two), &odd("conflicting content-length headers"));
    let none = "HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\nThe ferry is closed.";
    check(Page::raw(none), &odd("content-length header not a number"));
}

#[test]
fn a_body_in_pieces_that_breaks_off_is_found() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    check(Page::raw(format!("{head}9\r\nThe ferry\r\n0\r\n\r\n")), "9 bytes from http://SITE/x: The ferry");
    check(Page::raw(format!("{head}9\r\nThe ferry\r\n")), SHORT);
    check(Page::raw(format!("{head}9\r\nThe f")), SHORT);
    let no_length = odd("chunk length cannot be read as a number");
    check(Page::raw(format!("{head}ferry\r\nThe ferry\r\n")), &no_length);
    check(Page::raw(format!("{head}ffffffffffffffffffff\r\nThe ferry\r\n")), &no_length);
}

#[test]
fn what_is_no_http_is_not_understood() {
    check(Page::raw(""), SHORT);
    check(Page::raw("SSH-2.0-Quay\r\n"), &odd("http parse fail: invalid HTTP version"));
    check(Page::raw("HTTP/1.1 200 OK\r\nbroken head\r\n\r\n"), &odd("http parse fail: invalid header name"));
    check(Page::raw("HTTP/1.1 abc OK\r\n\r\n"), &odd("http parse fail: invalid response status"));
    check(Page::raw("HTTP/1.1 200 OK\r\nContent-Le"), SHORT);
    check(
        Page::raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nclosed"),
        "6 bytes from http://SITE/x: closed",
    );
}

#[test]
fn what_is_slow_is_let_go() {
    let stage = Stage::hasty();
    let silence = "`http://SITE/x` takes too long: the head of the answer was not there in time";
    check_on(&stage, Page::silence(), silence);
    let drip = Page::drip("The ferry is closed.", Duration::from_millis(100));
    check_on(&stage, drip, "`http://SITE/x` takes too long: the whole answer was not there in time");
    check(Page::drip("closed", Duration::from_millis(1)), "6 bytes from http://SITE/x: closed");
}

#[test]
fn a_server_that_never_begins_to_encrypt_is_let_go() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let stage = Stage::with(|settings| {
        settings.limits.connect = Duration::from_millis(200);
        settings.allowed_hosts.insert(host.clone());
    });
    let shown = stage.shown(fetch(&stage.client, &format!("https://{host}/"))).replace(&host, "HOST");
    assert_eq!(shown, "`https://HOST/` takes too long: no connection stood in time");
}

/// A clock by which six seconds pass whenever somebody looks.
struct Hurried(FakeClock);

impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        self.0.sleep(Duration::from_secs(6));
        self.0.now()
    }

    fn sleep(&self, _: Duration) {}
}

#[test]
fn all_redirects_of_a_try_have_one_limit() {
    let stage = Stage::new();
    for at in 0..9 {
        stage.site.set(&format!("/{at}"), Page::redirect(302, &format!("/{}", at + 1)));
    }
    let whole = Duration::from_secs(15);
    let given = Settings { limits: Limits { whole, ..settings().limits }, ..settings() };
    let given = Settings { allowed_hosts: [stage.site.host()].into(), ..given };
    let client = Client::new(given, Arc::new(Hurried(FakeClock(Arc::clone(&stage.time))))).unwrap();
    let shown = stage.shown(fetch(&client, &stage.site.url("/0")));
    assert_eq!(shown, "`http://SITE/2` takes too long: the whole answer was not there in time");
}

#[test]
fn redirects_that_lead_nowhere_are_left() {
    let circle = "`http://SITE/x` redirects without end: they lead back to where they were";
    check(Page::redirect(301, "/x"), circle);
    check(Page::redirect(302, "/x#again"), circle);
    let stage = Stage::new();
    for at in 0..20 {
        stage.site.set(&format!("/{at}"), Page::redirect(302, &format!("/{}", at + 1)));
    }
    stage.site.set("/20", Page::text("there"));
    stage.site.set("/a", Page::redirect(302, "/b"));
    stage.site.set("/b", Page::redirect(302, "/a"));
    assert_eq!(stage.outcome("/10"), "5 bytes from http://SITE/20: there");
    assert_eq!(stage.outcome("/9"), "`http://SITE/19` redirects without end: there are more than `10`");
    assert_eq!(stage.outcome("/a"), "`http://SITE/b` redirects without end: they lead back to where they were");
    check(Page::status(302), &odd("its status is `302`, which was not asked for"));
}
