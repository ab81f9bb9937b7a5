//! Does anything that a server can send stop the client? Whatever comes, it is an answer or an error, within the limits.

use std::sync::Arc;
use std::time::Duration;

use casus_net::{Answer, Client, Clock, Limits, Request, Roots, Settings};
use casus_test_site::{Page, Site, Time};
use jiff::Timestamp;
use proptest::prelude::*;

const LIMIT_BYTES: u64 = 10_000;

struct FakeClock(Arc<Time>);

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep(&self, wait: Duration) {
        self.0.sleep(wait);
    }
}

/// Pieces of answers, put together in any order.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 302 Told\r\n",
        "HTTP/1.0 200\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 429 Told\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 18446744073709551615\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Content-Encoding: gzip\r\n",
        "Content-Encoding: deflate\r\n",
        "Content-Encoding: br\r\n",
        "Content-Type: text/html; charset=\"\r\n",
        "Location: /x\r\n",
        "Location: //[\r\n",
        "Retry-After: 99999999999\r\n",
        "ETag: \u{e9}\r\n",
        " folded\r\n",
        "\r\n",
        "5\r\nferry\r\n",
        "0\r\n\r\n",
        "ffffffffffffffff\r\n",
        "\u{1f}\u{8b}\u{8}\0\0\0\0\0\0\u{3}",
        "\n",
    ];
    let known = proptest::sample::select(known.to_vec()).prop_map(|piece| piece.as_bytes().to_vec());
    prop_oneof![6 => known, 1 => proptest::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_is_an_answer_or_an_error(
        is_begun in any::<bool>(),
        pieces in proptest::collection::vec(piece(), 0..12),
    ) {
        let start = if is_begun { b"HTTP/1.1 200 OK\r\n".to_vec() } else { Vec::new() };
        let bytes = [start, pieces.concat()].concat();
        let time = Arc::new(Time::at("2031-05-03T10:00:00Z"));
        let site = Site::start(Arc::clone(&time));
        site.set("/x", Page::raw(bytes.clone()));
        site.set("/robots.txt", Page::in_turn([Page::status(404), Page::raw(bytes)]));
        let limits = Limits { size_bytes: LIMIT_BYTES, ..Limits::default() };
        let allowed_hosts = [site.host()].into();
        let settings = Settings { limits, allowed_hosts, roots: Roots::Given(Vec::new()), retries: 1, ..Settings::default() };
        let client = Client::new(settings, Arc::new(FakeClock(Arc::clone(&time)))).unwrap();
        for _ in 0..2 {
            if let Ok(Answer::Fetched(fetched)) = client.fetch(&Request { address: site.url("/x"), ..Request::default() }) {
                prop_assert!(fetched.bytes.len() as u64 <= LIMIT_BYTES);
            }
            // The robots.txt is asked for again, and is then as odd as the page.
            time.sleep(Duration::from_secs(25 * 3600));
        }
    }
}
