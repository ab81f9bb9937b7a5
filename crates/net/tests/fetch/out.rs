//! What goes out, and who takes it?

use std::sync::Arc;
use std::time::Duration;

use casus_net::mail::{self, Account, Letter, Security, Smtp};
use casus_net::webhook::{self, Hook};
use casus_net::{Failure, FetchError, Roots, Secret, Settings};
use casus_test_site::{Certificate, Mail, MailServer, Manner, Page, Time};

use crate::stage::Stage;

const BODY: &str = "{\"alert\": \"a pledge is due\"}";

fn hook(stage: &Stage) -> Hook {
    Hook { address: stage.site.url("/hook"), secret: Secret("ferry".to_owned()) }
}

fn sent(stage: &Stage) -> String {
    let outcome = webhook::send(&stage.client, &hook(stage), "alert-1", BODY);
    outcome.map_or_else(|error| error.to_string(), |()| "sent".to_owned()).replace(&stage.site.host(), "SITE")
}

#[test]
fn a_webhook_is_posted_with_signature_and_id() {
    let stage = Stage::new();
    stage.site.set("/hook", Page::status(204));
    assert_eq!(sent(&stage), "sent");
    let log = stage.site.log();
    let [seen] = &log[..] else { panic!("{log:?}") };
    assert_eq!(seen.line(), "2031-05-03T10:00:00Z POST /hook");
    assert_eq!(String::from_utf8_lossy(&seen.body), BODY);
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("idempotency-key"), Some("alert-1"));
    let expected = webhook::signature(&Secret("ferry".to_owned()), 1_935_568_800, BODY);
    assert_eq!(seen.header("casus-signature"), Some(expected.as_str()));
}

#[test]
fn a_webhook_that_fails_for_a_while_is_sent_again_with_the_same_id() {
    let stage = Stage::with(|settings: &mut Settings| settings.retries = 3);
    stage.site.set("/hook", Page::in_turn([Page::status(500), Page::busy(503, "60"), Page::status(200)]));
    assert_eq!(sent(&stage), "sent");
    let log = stage.site.log();
    let ids: Vec<_> = log.iter().map(|seen| seen.header("idempotency-key")).collect();
    assert_eq!(ids, [Some("alert-1"); 3]);
    for seen in &log {
        let expected = webhook::signature(&Secret("ferry".to_owned()), seen.at.as_second(), BODY);
        assert_eq!(seen.header("casus-signature"), Some(expected.as_str()));
    }
}

#[test]
fn what_a_webhook_does_not_take_is_told() {
    let stage = Stage::new();
    let check = |page: Page, expected: &str| {
        stage.site.set("/hook", page);
        assert_eq!(sent(&stage), expected);
    };
    check(Page::status(401), "`http://SITE/hook` does not take what is sent to it: its status is `401`");
    check(Page::status(500), "`http://SITE/hook` failed with the status `500`");
    check(
        Page::redirect(307, "/elsewhere"),
        "`http://SITE/hook` redirects without end: what goes out is sent to no other address than the one that was given",
    );
    let inner = Hook { address: "http://10.0.0.1/hook".to_owned(), secret: Secret(String::new()) };
    assert_eq!(
        webhook::send(&stage.client, &inner, "1", BODY).unwrap_err().to_string(),
        "`http://10.0.0.1/hook` was not asked: `10.0.0.1` leads to `10.0.0.1`, which is in a private network"
    );
}

#[test]
fn a_secret_shows_itself_to_nobody() {
    let hook = Hook { address: "https://quay.example/".to_owned(), secret: Secret("ferry".to_owned()) };
    assert_eq!(format!("{hook:?}"), "Hook { address: \"https://quay.example/\", secret: Secret(…) }");
}

fn smtp(server: &MailServer, security: Security) -> Smtp {
    Smtp {
        server: "localhost".to_owned(),
        port: server.address().port(),
        security,
        account: None,
        from: "casus@ferry.example".to_owned(),
        to: vec!["ada@quay.example".to_owned(), "ben@quay.example".to_owned()],
        roots: Roots::Given(Vec::new()),
        limit: Duration::from_secs(20),
    }
}

fn letter() -> Letter {
    let date = "2031-05-03T10:00:00Z".parse().expect("this is an instant");
    Letter {
        id: "alert-1".to_owned(),
        date,
        subject: "A pledge is due".to_owned(),
        text: "Dunmere\nowes it.".to_owned(),
    }
}

const LETTER: &str = "From: casus@ferry.example
To: ada@quay.example, ben@quay.example
Subject: A pledge is due
Date: Sat, 03 May 2031 10:00:00 +0000
Message-ID: <alert-1@ferry.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
Auto-Submitted: auto-generated

RHVubWVyZQ0Kb3dlcyBpdC4=
";

fn server(manner: Manner) -> MailServer {
    MailServer::start(Arc::new(Time::at("2031-05-03T10:00:00Z")), manner)
}

fn arrived(is_encrypted: bool, signed_in: &[&str]) -> Vec<Mail> {
    let envelope = ["MAIL FROM:<casus@ferry.example>", "RCPT TO:<ada@quay.example>", "RCPT TO:<ben@quay.example>"];
    let envelope = signed_in.iter().copied().chain(envelope).map(|line| line.replace(" BODY=8BITMIME", ""));
    let at = "2031-05-03T10:00:00Z".parse().expect("this is an instant");
    vec![Mail { at, is_encrypted, envelope: envelope.collect(), text: LETTER.to_owned() }]
}

#[test]
fn a_letter_arrives() {
    let server = server(Manner::Plain);
    assert_eq!(mail::send(&smtp(&server, Security::None), &letter()), Ok(()));
    assert_eq!(server.letters(), arrived(false, &[]));
}

#[test]
fn a_letter_arrives_encrypted_by_whoever_signs_in() {
    let certificate = Certificate::of(&["localhost"]);
    for (manner, security) in [
        (Manner::Offering(certificate.clone()), Security::StartTls),
        (Manner::Encrypted(certificate.clone()), Security::Tls),
    ] {
        let server = server(manner);
        let account = Account { user: "casus".to_owned(), password: Secret("secret".to_owned()) };
        let roots = Roots::Given(vec![certificate.der()]);
        let smtp = Smtp { account: Some(account), roots, ..smtp(&server, security) };
        assert_eq!(mail::send(&smtp, &letter()), Ok(()));
        assert_eq!(server.letters(), arrived(true, &["AUTH PLAIN AGNhc3VzAHNlY3JldA=="]));
    }
}

#[test]
fn what_a_mail_server_does_not_take_is_told() {
    let check = |manner: Manner, security: Security, expected: &str| {
        let server = server(manner);
        let found = mail::send(&smtp(&server, security), &letter()).map_err(|error| error.to_string());
        let port = server.address().port().to_string();
        assert_eq!(found.map_err(|error| error.replace(&port, "PORT")), Err(expected.to_owned()));
        assert_eq!(server.letters(), []);
    };
    let certificate = Certificate::of(&["localhost"]);
    check(
        Manner::Refusing,
        Security::None,
        "`smtp://localhost:PORT` does not take what is sent to it: its status is `550`",
    );
    check(Manner::Busy, Security::None, "`smtp://localhost:PORT` is busy");
    let unable = "it cannot do what the settings ask of it (STARTTLS is not supported on this server)";
    check(Manner::Plain, Security::StartTls, &format!("`smtp://localhost:PORT` cannot be reached: {unable}"));
    let unknown = "no encrypted connection stands (invalid peer certificate: UnknownIssuer)";
    check(
        Manner::Offering(certificate),
        Security::StartTls,
        &format!("`smtp://localhost:PORT` cannot be reached: {unknown}"),
    );
}

#[test]
fn a_mail_server_that_says_nothing_is_let_go() {
    let server = server(Manner::Silent);
    let smtp = Smtp { limit: Duration::from_millis(200), ..smtp(&server, Security::None) };
    let FetchError { failure, .. } = mail::send(&smtp, &letter()).unwrap_err();
    assert_eq!(failure.to_string(), "takes too long: the whole answer was not there in time");
}

#[test]
fn a_password_is_not_sent_unencrypted() {
    let server = server(Manner::Plain);
    let account = Account { user: "casus".to_owned(), password: Secret("secret".to_owned()) };
    let smtp = Smtp { account: Some(account), ..smtp(&server, Security::None) };
    let FetchError { failure, .. } = mail::send(&smtp, &letter()).unwrap_err();
    assert_eq!(failure.to_string(), "was not asked: a password is not sent unencrypted");
}

#[test]
fn an_address_that_could_steer_the_server_is_refused() {
    let server = server(Manner::Plain);
    for to in ["ada@quay.example>\r\nDATA\r\n", "ada", "Ada <ada@quay.example>", ""] {
        let smtp = Smtp { to: vec![to.to_owned()], ..smtp(&server, Security::None) };
        let FetchError { failure, .. } = mail::send(&smtp, &letter()).unwrap_err();
        assert!(matches!(failure, Failure::Refused(_)), "{to:?}: {failure}");
    }
}
