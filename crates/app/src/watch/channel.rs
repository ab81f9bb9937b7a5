//! How does an alert go out? Into a file, to an address, by mail or to standard output.

use std::env;
use std::path::Path;
use std::time::Duration;

use casus_engine::dossier::{ChannelRule, MailRule, MailSecurity, Outlet};
use casus_net::mail::{self, Account, Letter, Security, Smtp};
use casus_net::webhook::{self, Hook};
use casus_net::{Client, Roots, Secret};
use casus_watch::{Alert, atom, line, plain};

use crate::output;

/// How long it may take to send a letter.
const MAIL_LIMIT: Duration = Duration::from_secs(60);

/// Hands alerts to a channel; the error continues a sentence that begins with the name of the channel.
pub(super) fn send(
    client: &Client,
    folder: &Path,
    title: &str,
    channel: &ChannelRule,
    alerts: &[Alert],
) -> Result<(), String> {
    let write =
        |path: &str, text: &str| output::write_file(&folder.join(path), text).map_err(|error| error.to_string());
    match &channel.outlet {
        Outlet::File(path) => write(path, &alerts.iter().map(line).collect::<String>()),
        Outlet::Atom(path) => write(path, &atom(title, alerts)),
        Outlet::Stdout => {
            let text: String = alerts.iter().map(|alert| plain(alert) + "\n").collect();
            output::print(crate::face::visible(&text).as_bytes()).map_err(|error| error.to_string())
        }
        Outlet::Webhook { address, secret_from } => {
            alerts.iter().try_for_each(|alert| webhook(client, address, secret_from, alert))
        }
        Outlet::Mail(rule) => alerts.iter().try_for_each(|alert| mail(rule, alert)),
    }
}

fn secret(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("needs a secret, and the variable `{name}` is not set"))
}

fn webhook(client: &Client, address: &str, secret_from: &str, alert: &Alert) -> Result<(), String> {
    let hook = Hook { address: address.to_owned(), secret: Secret(secret(secret_from)?) };
    webhook::send(client, &hook, &alert.id, line(alert).trim_end()).map_err(|error| error.failure.to_string())
}

fn mail(rule: &MailRule, alert: &Alert) -> Result<(), String> {
    let (security, port) = match rule.security {
        MailSecurity::StartTls => (Security::StartTls, 587),
        MailSecurity::Tls => (Security::Tls, 465),
        MailSecurity::Open => (Security::None, 25),
    };
    let account = rule.user.as_ref().map(|user| {
        let password = rule.password_from.as_deref().map(secret).transpose()?.unwrap_or_default();
        Ok::<_, String>(Account { user: user.clone(), password: Secret(password) })
    });
    let smtp = Smtp {
        server: rule.server.clone(),
        port: rule.port.unwrap_or(port),
        security,
        account: account.transpose()?,
        from: rule.from.clone(),
        to: rule.to.clone(),
        roots: Roots::System,
        limit: MAIL_LIMIT,
    };
    let letter = Letter {
        id: alert.id.clone(),
        date: alert.raised_at,
        subject: format!("[casus] {}", alert.headline),
        text: plain(alert),
    };
    mail::send(&smtp, &letter).map_err(|error| error.failure.to_string())
}
