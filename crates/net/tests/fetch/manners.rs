//! Does the client behave? It asks a host in turn, reads its robots.txt, waits, and tries again.

use std::time::Duration;

use casus_net::{Failure, Settings};
use casus_test_site::Page;

use crate::stage::Stage;

fn robots(text: &str) -> Stage {
    let stage = Stage::new();
    stage.site.set("/robots.txt", Page::text(text));
    stage.site.set("/a", Page::text("closed"));
    stage
}

#[test]
fn a_host_is_asked_every_two_seconds() {
    let stage = robots("");
    stage.fetch("/a").unwrap();
    stage.fetch("/a").unwrap();
    assert_eq!(stage.asked(), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:00:04Z GET /a"]);
}

#[test]
fn a_longer_delay_of_the_site_is_kept_and_a_shorter_one_is_not() {
    let asked = |delay: &str| {
        let stage = robots(&format!("User-agent: *\nCrawl-delay: {delay}"));
        stage.fetch("/a").unwrap();
        stage.fetch("/a").unwrap();
        stage.asked()
    };
    assert_eq!(asked("30"), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:00:32Z GET /a"]);
    assert_eq!(asked("0.5"), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:00:04Z GET /a"]);
    assert_eq!(asked("3600"), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:01:02Z GET /a"]);
}

#[test]
fn what_robots_asks_not_to_ask_is_not_asked() {
    let stage = robots("User-agent: *\nDisallow: /\n\nUser-agent: casus\nDisallow: /drafts\n");
    let refused = "`http://SITE/drafts/1` was not asked: the robots.txt of its site asks programs not to";
    assert_eq!(stage.outcome("/drafts/1"), refused);
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    stage.site.set("/b", Page::redirect(302, "/drafts/1"));
    assert_eq!(stage.outcome("/b"), refused);
    assert_eq!(stage.asked(), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:00:04Z GET /b"]);
}

#[test]
fn robots_is_asked_once_a_day() {
    let stage = robots("User-agent: *\nDisallow: /a");
    stage.site.set_at("2031-05-03T10:00:01Z", "/robots.txt", Page::text(""));
    let refused = "`http://SITE/a` was not asked: the robots.txt of its site asks programs not to";
    assert_eq!(stage.outcome("/a"), refused);
    stage.time.sleep(Duration::from_secs(24 * 3600 - 1));
    assert_eq!(stage.outcome("/a"), refused);
    stage.time.sleep(Duration::from_secs(1));
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    assert_eq!(
        stage.site.lines(),
        ["2031-05-03T10:00:00Z GET /robots.txt", "2031-05-04T10:00:00Z GET /robots.txt", "2031-05-04T10:00:02Z GET /a"]
    );
}

#[test]
fn a_robots_that_is_not_there_allows_and_one_that_fails_does_not() {
    let check_on = |stage: Stage, page: Page, expected: &str| {
        stage.site.set("/a", Page::text("closed"));
        stage.site.set("/robots.txt", page);
        assert_eq!(stage.outcome("/a"), expected);
    };
    let check = |page: Page, expected: &str| check_on(Stage::new(), page, expected);
    let closed = "6 bytes from http://SITE/a: closed";
    check(Page::status(404), closed);
    check(Page::status(403), closed);
    check(Page::redirect(301, "/robots.txt"), closed);
    check(
        Page::redirect(301, "http://10.0.0.1/robots.txt"),
        "`http://10.0.0.1/robots.txt` was not asked: `10.0.0.1` leads to `10.0.0.1`, which is in a private network",
    );
    check(Page::status(500), "`http://SITE/robots.txt` failed with the status `500`");
    check(Page::busy(503, "60"), "`http://SITE/robots.txt` is busy for another `60` seconds");
    check_on(
        Stage::hasty(),
        Page::silence(),
        "`http://SITE/robots.txt` takes too long: the head of the answer was not there in time",
    );
    check(Page::raw(""), "`http://SITE/a` cannot be reached: the connection ended before the answer did");
}

#[test]
fn of_a_robots_without_end_the_beginning_counts() {
    let stage = robots("");
    stage.site.set("/robots.txt", Page::endless("User-agent: *\nDisallow: /a*b*c$\nDisallow: /drafts\n"));
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    assert_eq!(
        stage.outcome("/drafts"),
        "`http://SITE/drafts` was not asked: the robots.txt of its site asks programs not to"
    );
}

fn retrying(retries: u32) -> Stage {
    Stage::with(|settings: &mut Settings| settings.retries = retries)
}

#[test]
fn what_fails_for_a_while_is_tried_again() {
    let stage = retrying(3);
    let failing =
        [Page::status(500), Page::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nclo"), Page::text("closed")];
    stage.site.set("/a", Page::in_turn(failing.clone()));
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    let first = stage.site.lines();
    assert_eq!(first.len(), 4);
    let again = retrying(3);
    again.site.set("/a", Page::in_turn(failing));
    again.outcome("/a");
    let without_jitter = |line: &String| line.split_once(' ').unwrap().1.to_owned();
    assert_eq!(
        again.site.lines().iter().map(without_jitter).collect::<Vec<_>>(),
        first.iter().map(without_jitter).collect::<Vec<_>>()
    );
}

#[test]
fn what_goes_on_failing_is_given_up() {
    let stage = retrying(2);
    stage.site.set("/a", Page::status(502));
    assert_eq!(stage.outcome("/a"), "`http://SITE/a` failed with the status `502`");
    assert_eq!(stage.site.lines().len(), 4);
    stage.site.forget();
    stage.site.set("/a", Page::status(403));
    stage.outcome("/a");
    assert_eq!(stage.site.lines().len(), 1);
}

#[test]
fn the_seed_settles_the_jitter() {
    let waits = |seed| {
        let stage = Stage::with(|settings: &mut Settings| {
            settings.names.insert("ferry.example".to_owned(), vec!["127.0.0.1:1".parse().unwrap()]);
            settings.allowed_hosts.insert("ferry.example".to_owned());
            (settings.retries, settings.seed, settings.delay) = (4, seed, Duration::ZERO);
        });
        crate::stage::fetch(&stage.client, "http://ferry.example/a").unwrap_err();
        stage.time.now().to_string()
    };
    assert_eq!(waits(1), waits(1));
    assert_ne!(waits(1), waits(2));
    assert_eq!(waits(1), "2031-05-03T10:00:09.848699674Z");
}

#[test]
fn retry_after_is_honoured_in_seconds_and_as_an_instant() {
    let stage = retrying(3);
    let busy = [Page::busy(429, "90"), Page::busy(503, "Sat, 03 May 2031 10:03:00 GMT"), Page::text("closed")];
    stage.site.set("/a", Page::in_turn(busy));
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    assert_eq!(
        stage.asked(),
        ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:01:32Z GET /a", "10:03:00Z GET /a"]
    );
}

#[test]
fn a_host_that_wants_to_be_left_alone_for_long_is() {
    let stage = retrying(3);
    stage.site.set("/a", Page::in_turn([Page::busy(503, "3600"), Page::text("closed")]));
    let busy = |seconds| Failure::Busy { retry_after: Some(Duration::from_secs(seconds)) };
    let failure = |path| stage.fetch(path).unwrap_err().failure;
    assert_eq!(failure("/a"), busy(3600));
    stage.time.sleep(Duration::from_secs(600));
    assert_eq!(failure("/b"), busy(3000));
    stage.time.sleep(Duration::from_secs(2900));
    assert_eq!(stage.outcome("/a"), "6 bytes from http://SITE/a: closed");
    assert_eq!(stage.asked(), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "11:00:02Z GET /a"]);
}

#[test]
fn a_call_waits_no_longer_than_it_may() {
    let stage = Stage::with(|settings: &mut Settings| settings.wait_max = Duration::from_secs(100));
    stage.site.set("/robots.txt", Page::text("User-agent: *\nCrawl-delay: 60"));
    for at in 0..5 {
        stage.site.set(&format!("/{at}"), Page::redirect(302, &format!("/{}", at + 1)));
    }
    assert_eq!(stage.outcome("/0"), "`http://SITE/2` is busy for another `60` seconds");
    assert_eq!(stage.asked(), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /0", "10:01:02Z GET /1"]);
}

#[test]
fn several_threads_ask_a_host_one_at_a_time() {
    let stage = robots("");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| stage.fetch("/a").unwrap());
        }
    });
    let expected = ["10:00:00Z GET /robots.txt", "10:00:02Z GET /a", "10:00:04Z GET /a", "10:00:06Z GET /a"];
    assert_eq!(stage.asked()[..4], expected);
    assert_eq!(stage.asked()[4..], ["10:00:08Z GET /a"]);
}
