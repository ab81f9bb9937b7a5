//! What goes through a proxy, and what is checked then?

use std::sync::Arc;

use casus_net::{Client, Proxy, Settings, SettingsError};
use casus_test_site::{Page, ProxyServer};

use crate::stage::{FakeClock, Stage, client, fetch, settings};

fn through(proxy: &ProxyServer, exceptions: &[&str]) -> Settings {
    let exceptions = exceptions.iter().map(|host| host.to_string()).collect();
    Settings { proxy: Some(Proxy { address: proxy.url(), exceptions }), ..settings() }
}

fn proxy(stage: &Stage) -> ProxyServer {
    stage.site.set("/ferry", Page::text("closed"));
    ProxyServer::start(Arc::clone(&stage.time), stage.site.address())
}

#[test]
fn a_name_that_only_the_proxy_knows_is_asked_through_it() {
    let stage = Stage::new();
    let proxy = proxy(&stage);
    let client = client(through(&proxy, &[]), &stage.time);
    let shown = stage.shown(fetch(&client, "http://ferry.invalid/ferry"));
    assert_eq!(shown, "6 bytes from http://ferry.invalid/ferry: closed");
    assert_eq!(
        proxy.lines(),
        ["2031-05-03T10:00:00Z CONNECT ferry.invalid:80", "2031-05-03T10:00:02Z CONNECT ferry.invalid:80"]
    );
    assert_eq!(stage.asked(), ["10:00:00Z GET /robots.txt", "10:00:02Z GET /ferry"]);
}

#[test]
fn what_is_known_to_be_private_is_refused_before_the_proxy_is_asked() {
    let stage = Stage::new();
    let proxy = proxy(&stage);
    let mut given = through(&proxy, &[]);
    given.names.insert("inner.example".to_owned(), vec!["10.0.0.7:80".parse().unwrap()]);
    let client = client(given, &stage.time);
    let check = |address: &str, expected: &str| assert_eq!(stage.shown(fetch(&client, address)), expected);
    check(
        "http://10.0.0.1/",
        "`http://10.0.0.1/` was not asked: `10.0.0.1` leads to `10.0.0.1`, which is in a private network",
    );
    check(
        "http://inner.example/",
        "`http://inner.example/` was not asked: `inner.example` leads to `10.0.0.7`, which is in a private network",
    );
    assert_eq!(proxy.lines(), [] as [&str; 0]);
}

#[test]
fn an_exception_is_asked_without_the_proxy_and_checked() {
    let stage = Stage::new();
    let proxy = proxy(&stage);
    let mut given = through(&proxy, &["ferry.example", ".quay.example"]);
    for host in ["ferry.example", "a.quay.example"] {
        given.names.insert(host.to_owned(), vec![stage.site.address()]);
    }
    given.allowed_hosts.insert("ferry.example".to_owned());
    let client = client(given, &stage.time);
    let check = |address: &str, expected: &str| assert_eq!(stage.shown(fetch(&client, address)), expected);
    check("http://ferry.example/ferry", "6 bytes from http://ferry.example/ferry: closed");
    check(
        "http://a.quay.example/",
        "`http://a.quay.example/` was not asked: `a.quay.example` leads to `127.0.0.1`, which is this machine itself",
    );
    assert_eq!(proxy.lines(), [] as [&str; 0]);
}

#[test]
fn a_proxy_is_told_who_asks() {
    let stage = Stage::new();
    let proxy = proxy(&stage);
    let mut given = through(&proxy, &[]);
    let address = proxy.url().replace("http://", "http://ada:s%3Acret@");
    given.proxy = Some(Proxy { address, exceptions: Vec::new() });
    let client = client(given, &stage.time);
    fetch(&client, "http://ferry.invalid/ferry").unwrap();
    let told: Vec<_> = proxy.log().iter().map(|seen| seen.header("proxy-authorization").map(str::to_owned)).collect();
    assert_eq!(told, vec![Some("Basic YWRhOnM6Y3JldA==".to_owned()); 2]);
    assert!(stage.site.log().iter().all(|seen| seen.header("proxy-authorization").is_none()));
}

#[test]
fn a_proxy_that_is_not_there_is_told() {
    let stage = Stage::new();
    let gone = Proxy { address: proxy(&stage).url(), exceptions: Vec::new() };
    let client = client(Settings { proxy: Some(gone), ..settings() }, &stage.time);
    let shown = stage.shown(fetch(&client, "http://ferry.invalid/"));
    assert_eq!(shown, "`http://ferry.invalid/` cannot be reached: nobody listens at its port");
}

#[test]
fn settings_that_cannot_be_used_are_told() {
    let stage = Stage::new();
    let made = |settings: Settings| {
        let clock = Arc::new(FakeClock(Arc::clone(&stage.time)));
        Client::new(settings, clock).err()
    };
    let proxied = |address: &str| {
        let proxy = Some(Proxy { address: address.to_owned(), exceptions: Vec::new() });
        made(Settings { proxy, ..settings() })
    };
    let named = |name: &str| made(Settings { user_agent: name.to_owned(), ..settings() });
    assert_eq!(proxied("socks5://127.0.0.1:1"), Some(SettingsError::Proxy));
    assert_eq!(proxied(""), Some(SettingsError::Proxy));
    assert_eq!(named("Casus\r\nHost: x"), Some(SettingsError::UserAgent("Casus\r\nHost: x".to_owned())));
    assert_eq!(named(" "), Some(SettingsError::UserAgent(" ".to_owned())));
    assert_eq!(named("Casus/1"), None);
}
