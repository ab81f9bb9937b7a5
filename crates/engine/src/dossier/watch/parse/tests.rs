//! Is what the file says of watching read, and what makes no sense refused?

use jiff::civil::time;

use crate::Dossier;

use super::*;

const TEXT: &str = r#"
    [watch]
    allow = ["127.0.0.1:8080"]
    recheck_days = 14

    [[source]]
    name = "River Post"
    feed = "https://post.example/feed.xml"
    every = "15m"

    [[source]]
    folder = "inbox"

    [[channel]]
    name = "desk"
    webhook = "https://desk.example/hook"
    secret_from = "DESK_SECRET"

    [[channel]]
    name = "post"
    mail = { server = "mail.example", from = "casus@mail.example", to = ["ida@mail.example"], security = "tls" }

    [[goal]]
    id = "dam"
    needs = { category = "finance", at_least = 1 }

    [[alert]]
    on = ["goal", "withdrawn"]
    goals = ["dam"]
    to = ["desk"]

    [[schedule]]
    every = "monday"
    at = "07:30"
    formats = ["md", "pdf"]
"#;

fn check_refused(text: &str, message: &str, hint: &str) {
    let fault = Dossier::parse(text).expect_err("it is refused");
    assert_eq!((fault.to_string().as_str(), fault.hint().unwrap_or_default()), (message, hint), "{text}");
}

#[test]
fn what_is_watched_and_who_hears_of_it_is_read() {
    let minutes = SignedDuration::from_mins;
    let source = |name: &str, place, every| SourceRule { name: name.to_owned(), place, every, publisher: None };
    let text = str::to_owned;
    let expected = WatchRules {
        sources: vec![
            source("River Post", Place::Feed(text("https://post.example/feed.xml")), minutes(15)),
            source("inbox", Place::Folder(text("inbox")), minutes(0)),
        ],
        alerts: vec![AlertRule {
            on: vec![AlertKind::Goal, AlertKind::Withdrawn],
            actors: vec![],
            categories: vec![],
            goals: vec![text("dam")],
            to: vec![text("desk")],
        }],
        channels: vec![
            ChannelRule {
                name: text("desk"),
                outlet: Outlet::Webhook {
                    address: text("https://desk.example/hook"),
                    secret_from: text("DESK_SECRET"),
                },
            },
            ChannelRule {
                name: text("post"),
                outlet: Outlet::Mail(MailRule {
                    server: text("mail.example"),
                    port: None,
                    security: MailSecurity::Tls,
                    from: text("casus@mail.example"),
                    to: vec![text("ida@mail.example")],
                    user: None,
                    password_from: None,
                }),
            },
        ],
        briefs: vec![BriefRule {
            name: text("monday"),
            weekday: Some(Weekday::Monday),
            at: time(7, 30, 0, 0),
            formats: vec![BriefFormat::Md, BriefFormat::Pdf],
            folder: text("briefs"),
        }],
        allowed_hosts: vec![text("127.0.0.1:8080")],
        recheck_days: Some(14),
    };
    assert_eq!(Dossier::parse(TEXT).expect("it is a dossier").watch, expected);
}

#[test]
fn what_makes_no_sense_is_refused_with_a_word_on_what_to_do() {
    check_refused(
        "[[source]]\nname = \"a\"",
        "it is not said what this is",
        "a source is a `feed`, a `page` or a `folder`",
    );
    check_refused(
        "[[source]]\nfeed = \"post.example\"",
        "`post.example` is no address of the web",
        "write it with `https://` before it",
    );
    check_refused(
        "[[source]]\nfeed = \"https://a.example\"\nevery = \"10s\"",
        "`10s` is too often: a minute is the least",
        "write it as in `15m`, `2h` or `1d`",
    );
    check_refused("[[alert]]\nto = [\"desk\"]", "there is no channel `desk`", "declare it with `[[channel]]`");
    check_refused("[[schedule]]\nevery = \"day\"\nat = \"7\"", "`7` is no time of day", "write it as in `06:30`");
}
