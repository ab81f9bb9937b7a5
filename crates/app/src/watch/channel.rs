//! How does an alert go out? Into a file, to an address, by mail or to standard output.

use std::env;
use std::path::Path;

use casus_engine::dossier::{ChannelRule, MailRule, MailSecurity, Outlet};
use casus_net::Client;
use casus_watch::{Alert, atom, line, plain};

use crate::output;

/// Hands alerts to a channel; the error continues a sentence that begins with the name of the channel.
pub(super) fn send(
    client: &Client,
    folder: &Path,
    title: &str,
    channel: &ChannelRule,
    alerts: &[Alert],
) -> Result<(), String> {
    let write = |path: &str, text: &str| output::write_file(&folder.join(path), text).map_err(|error| error.to_string());
    match &channel.outlet {
        Outlet::File(path) => write(path, &alerts.iter().map(line).collect::<String>()),
        Outlet::Atom(path) => write(path, &atom(title, alerts)),
        Outlet::Stdout => {
            let text: String = alerts.iter().map(|alert| plain(alert) + "\n").collect();
            output::print(crate::face::visible(&text).as_bytes()).map_err(|error| error.to_string())
        }
        Outlet::Webhook { address, secret_from } => {
            let secret = secret_from.as_deref().map(secret).transpose()?;
            alerts.iter().try_for_each(|alert| webhook(client, address, secret.as_deref(), alert))
        }
        Outlet::Mail(rule) => alerts.iter().try_for_each(|alert| mail(client, rule, alert)),
    }
}

fn secret(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("needs a secret, and the variable `{name}` is not set"))
}
