//! What is never asked? What is not on the web, not in the open network, and not wanted by its owner.

use std::net::SocketAddr;
use std::sync::Arc;

use casus_net::{Failure, FetchError, Network, Refusal, Settings};
use casus_test_site::{Page, Site};

use crate::stage::{Stage, client, fetch, settings};

fn check(address: &str, expected: &str) {
    let stage = Stage::new();
    assert_eq!(fetch(&stage.client, address).map_err(|error| error.to_string()), Err(expected.to_owned()));
}

#[test]
fn what_is_not_on_the_web_is_refused() {
    check("file:///etc/passwd", "`file:///etc/passwd` was not asked: `file` is neither `http` nor `https`");
    check("quay.example", "`quay.example` was not asked: it is no web address (relative URL without a base)");
    check("http://", "`http://` was not asked: it is no web address (empty host)");
}

#[test]
fn what_lies_in_a_private_network_is_refused() {
    check(
        "http://127.0.0.1:1/",
        "`http://127.0.0.1:1/` was not asked: `127.0.0.1` leads to `127.0.0.1`, which is this machine itself",
    );
    check(
        "http://169.254.169.254/latest",
        "`http://169.254.169.254/latest` was not asked: `169.254.169.254` leads to `169.254.169.254`, which is on a local \
         link",
    );
    check(
        "http://[fd00::1]/",
        "`http://[fd00::1]/` was not asked: `[fd00::1]` leads to `fd00::1`, which is in a private network",
    );
}

#[test]
fn this_machine_is_refused_however_it_is_written() {
    let stage = Stage::new();
    for host in [
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "\u{2460}\u{2461}\u{2466}.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ] {
        let FetchError { failure, .. } = fetch(&stage.client, &format!("http://{host}:1/")).unwrap_err();
        let Failure::Refused(Refusal::Private { network, .. }) = failure else { panic!("{host}: {failure}") };
        assert_eq!(network, Network::Loopback, "{host}");
    }
}

#[test]
fn a_name_that_leads_to_a_private_network_is_refused() {
    let found = fetch(&Stage::new().client, "http://localhost:1/").unwrap_err().to_string();
    let expected =
        |ip| format!("`http://localhost:1/` was not asked: `localhost` leads to `{ip}`, which is this machine itself");
    assert!(found == expected("127.0.0.1") || found == expected("::1"), "{found}");
}

#[test]
fn one_private_address_among_open_ones_is_enough() {
    let named = |settings: &mut Settings| {
        let addresses = ["93.184.215.14:80", "10.0.0.7:80"].map(|address| address.parse::<SocketAddr>().unwrap());
        settings.names.insert("ferry.example".to_owned(), addresses.to_vec());
    };
    let found = fetch(&Stage::with(named).client, "http://Ferry.example/").unwrap_err().to_string();
    let expected = "`http://ferry.example/` was not asked: `ferry.example` leads to `10.0.0.7`, which is in a private \
                    network";
    assert_eq!(found, expected);
}

#[test]
fn a_host_is_allowed_by_its_name_and_not_by_where_it_leads() {
    let named = |settings: &mut Settings, at: SocketAddr| {
        settings.names.insert("ferry.example".to_owned(), vec![at]);
    };
    let stage = Stage::new();
    stage.site.set("/", Page::text("closed"));
    let mut given = settings();
    named(&mut given, stage.site.address());
    let shown = |given: Settings, address: &str| stage.shown(fetch(&client(given, &stage.time), address));
    assert_eq!(
        shown(given.clone(), "http://ferry.example/"),
        "`http://ferry.example/` was not asked: `ferry.example` leads to `127.0.0.1`, which is this machine itself"
    );
    given.allowed_hosts.insert("ferry.example:80".to_owned());
    assert_eq!(shown(given.clone(), "http://ferry.example/"), "6 bytes from http://ferry.example/: closed");
    assert_eq!(
        shown(given.clone(), "http://ferry.example:81/"),
        "`http://ferry.example:81/` was not asked: `ferry.example` leads to `127.0.0.1`, which is this machine itself"
    );
    given.allowed_hosts.insert("Ferry.Example".to_owned());
    assert_eq!(shown(given, "http://ferry.example:81/"), "6 bytes from http://ferry.example:81/: closed");
}

#[test]
fn each_redirect_is_checked_anew() {
    let stage = Stage::new();
    let inner = Site::start(Arc::clone(&stage.time));
    let check = |location: &str, expected: &str| {
        stage.site.set("/x", Page::redirect(302, location));
        assert_eq!(stage.outcome("/x").replace(&inner.host(), "INNER"), expected);
    };
    check(
        &inner.url("/secret"),
        "`http://INNER/secret` was not asked: `127.0.0.1` leads to `127.0.0.1`, which is this machine itself",
    );
    check(
        "http://10.0.0.1/",
        "`http://10.0.0.1/` was not asked: `10.0.0.1` leads to `10.0.0.1`, which is in a private network",
    );
    check("file:///etc/passwd", "`file:///etc/passwd` was not asked: `file` is neither `http` nor `https`");
    check("ftp://quay.example/a", "`ftp://quay.example/a` was not asked: `ftp` is neither `http` nor `https`");
    check("javascript:alert(1)", "`javascript:alert(1)` was not asked: `javascript` is neither `http` nor `https`");
    assert_eq!(inner.lines(), [] as [&str; 0]);
}

#[test]
fn credentials_reach_their_own_host_only() {
    let stage = Stage::new();
    let other = Site::start(Arc::clone(&stage.time));
    let mut given = settings();
    given.allowed_hosts.extend([stage.site.host(), other.host()]);
    stage.site.set("/a", Page::redirect(302, "/b"));
    stage.site.set("/b", Page::redirect(302, &other.url("/c")));
    other.set("/c", Page::text("closed"));
    let address = stage.site.url("/a").replace("http://", "http://ada:secret@");
    let shown = stage.shown(fetch(&client(given, &stage.time), &address)).replace(&other.host(), "OTHER");
    assert_eq!(shown, "6 bytes from http://OTHER/c: closed");
    let sent = |site: &Site| -> Vec<_> {
        site.log().iter().map(|seen| (seen.path.clone(), seen.header("authorization").map(str::to_owned))).collect()
    };
    let ada = Some("Basic YWRhOnNlY3JldA==".to_owned());
    assert_eq!(
        sent(&stage.site),
        [("/robots.txt".to_owned(), ada.clone()), ("/a".to_owned(), ada.clone()), ("/b".to_owned(), ada)]
    );
    assert_eq!(sent(&other), [("/robots.txt".to_owned(), None), ("/c".to_owned(), None)]);
}

#[test]
fn what_no_one_answers_is_unreachable() {
    let stage = Stage::new();
    let port = Site::start(Arc::clone(&stage.time)).address().port();
    let mut given = settings();
    given.allowed_hosts.insert("127.0.0.1".to_owned());
    let client = client(given, &stage.time);
    let shown = |address: &str| fetch(&client, address).as_ref().map_err(FetchError::to_string).unwrap_err().clone();
    assert_eq!(
        shown(&format!("http://127.0.0.1:{port}/")),
        format!("`http://127.0.0.1:{port}/` cannot be reached: nobody listens at its port")
    );
    assert_eq!(
        shown("http://nobody.invalid/"),
        "`http://nobody.invalid/` cannot be reached: no host of this name was found"
    );
}
