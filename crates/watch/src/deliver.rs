//! How do alerts get to people?
//!
//! A channel that is a file holds all alerts that were ever for it, and is written anew in one step, so nothing is in it
//! twice or torn. Any other channel gets one alert after the other; each carries its id, by which whoever gets it can tell
//! when a killed process has sent it a second time.

use casus_engine::dossier::{ChannelRule, Outlet};
use jiff::{SignedDuration, Timestamp};

use crate::alert::{Alert, Cite};
use crate::book::Delivery;
use crate::round::Watch;
use crate::{Error, Outside};

/// The first wait for a channel that fails; each is twice as long as the one before.
const WAIT_FIRST: SignedDuration = SignedDuration::from_mins(1);
/// The longest wait for a channel that fails.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(6);
/// So many paragraphs of an edit are shown in plain text.
const PARAGRAPHS_MAX: usize = 5;

impl<O: Outside> Watch<'_, O> {
    /// Hands what waits to the channels; a channel that fails keeps its place and is tried again later.
    pub(crate) fn deliver(&mut self) -> Result<usize, Error> {
        let mut count = 0;
        for channel in &self.dossier.watch.channels {
            let waiting = self.book.waiting(&channel.name, self.outside.now())?;
            if waiting.is_empty() {
                continue;
            }
            count += match channel.outlet {
                Outlet::File(_) | Outlet::Atom(_) => self.write(channel, &waiting)?,
                Outlet::Webhook { .. } | Outlet::Mail(_) | Outlet::Stdout => self.send(channel, &waiting)?,
            };
        }
        Ok(count)
    }

    fn write(&mut self, channel: &ChannelRule, waiting: &[Delivery]) -> Result<usize, Error> {
        let all: Vec<Alert> = self.book.all_for(&channel.name)?.into_iter().map(|delivery| delivery.alert).collect();
        let sent = self.outside.send(channel, &all);
        for delivery in waiting {
            self.note(channel, delivery, sent.as_ref().err())?;
        }
        Ok(if sent.is_ok() { waiting.len() } else { 0 })
    }

    fn send(&mut self, channel: &ChannelRule, waiting: &[Delivery]) -> Result<usize, Error> {
        for (count, delivery) in waiting.iter().enumerate() {
            let sent = self.outside.send(channel, std::slice::from_ref(&delivery.alert));
            self.note(channel, delivery, sent.as_ref().err())?;
            if sent.is_err() {
                // What comes after it waits, so that alerts arrive in their order.
                return Ok(count);
            }
        }
        Ok(waiting.len())
    }

    fn note(&mut self, channel: &ChannelRule, delivery: &Delivery, error: Option<&String>) -> Result<(), Error> {
        let now = self.outside.now();
        let Some(error) = error else { return self.book.note_sent(&channel.name, delivery.seq, now) };
        self.outside.note(&format!("the channel `{}` {error}", channel.name));
        let wait = WAIT_FIRST.saturating_mul(1 << delivery.tries.clamp(0, 10) as u32).min(WAIT_MAX);
        let next = now.checked_add(wait).unwrap_or(Timestamp::MAX);
        self.book.note_unsent(&channel.name, delivery.seq, error, next)
    }
}

/// Returns an alert as one line of JSON.
pub fn line(alert: &Alert) -> String {
    serde_json::to_string(alert).expect("an alert is plain data") + "\n"
}

/// Returns an alert as plain text, as it stands in a mail.
pub fn plain(alert: &Alert) -> String {
    let sorts: Vec<&str> = std::iter::once(&alert.kind).chain(&alert.also).map(String::as_str).collect();
    let mut text = format!("{}\n[{}] {}\n", alert.headline, sorts.join(", "), alert.raised_at);
    alert.changes.iter().for_each(|change| text += &format!("- {change}\n"));
    for cite in &alert.cites {
        text += &format!("\n{}: “{}”\n  {}\n", role(&cite.role), cite.quote, place(cite));
    }
    if let Some(edit) = &alert.edit {
        for [was, is] in edit.paragraphs.iter().take(PARAGRAPHS_MAX) {
            text += &format!("\nwas: {}\nis:  {}\n", or_nothing(was), or_nothing(is));
        }
    }
    text
}

fn role(role: &str) -> &str {
    match role {
        "spoke" => "spoke since of",
        other => other,
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}

/// Says where a quote stands.
fn place(cite: &Cite) -> String {
    let published = cite.published.map(|day| day.to_string());
    let address = cite.url.clone().unwrap_or_else(|| cite.path.clone());
    let reference = cite.reference.as_ref().map(|reference| format!("entry {reference}"));
    let parts = [cite.publisher.clone(), published, Some(address), reference];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns alerts as a feed in Atom, the last one first.
pub fn atom(title: &str, alerts: &[Alert]) -> String {
    let updated = alerts.last().map_or(Timestamp::UNIX_EPOCH, |alert| alert.raised_at);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <id>urn:casus:{}</id>\n  \
         <title>{}</title>\n  <updated>{updated}</updated>\n  <generator>casus</generator>\n",
        blake3::hash(title.as_bytes()).to_hex(),
        escaped(title)
    );
    for alert in alerts.iter().rev() {
        let link = alert.cites.iter().find_map(|cite| cite.url.clone());
        let link = link.map(|url| format!("    <link href=\"{}\"/>\n", escaped(&url))).unwrap_or_default();
        text += &format!(
            "  <entry>\n    <id>urn:casus:alert:{}</id>\n    <title>{}</title>\n    <updated>{}</updated>\n    \
             <author><name>casus</name></author>\n    <category term=\"{}\"/>\n{link}    <content type=\"text\">{}</content>\n  </entry>\n",
            alert.id,
            escaped(&alert.headline),
            alert.raised_at,
            escaped(&alert.kind),
            escaped(&plain(alert))
        );
    }
    text + "</feed>\n"
}

/// Escapes what XML reads as markup, and leaves out what it cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\t' | '\n' => escaped.push(character),
            control if control.is_control() || matches!(control, '\u{FFFE}' | '\u{FFFF}') => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn alert() -> Alert {
        let cite = Cite {
            role: "now".to_owned(),
            quote: "Norland will pay <all> & more.".to_owned(),
            span: [3, 9],
            path: "a.txt".to_owned(),
            url: Some("https://post.example/a?b&c".to_owned()),
            title: None,
            publisher: Some("River Post".to_owned()),
            published: Some(date(2031, 5, 4)),
            reference: Some("7km2w9q4".to_owned()),
        };
        Alert {
            id: "0a1b".to_owned(),
            raised_at: "2031-05-05T06:00:00Z".parse().expect("an instant"),
            kind: "stronger".to_owned(),
            also: vec!["due".to_owned()],
            changes: vec!["offered → pledged".to_owned()],
            cites: vec![cite],
            ..Alert::of("Norland: “ferries”\u{0}".to_owned())
        }
    }

    #[test]
    fn an_alert_in_plain_text_names_its_sentence_and_its_source() {
        let expected = "Norland: “ferries”\u{0}\n[stronger, due] 2031-05-05T06:00:00Z\n- offered → pledged\n\n\
                        now: “Norland will pay <all> & more.”\n  River Post, 2031-05-04, https://post.example/a?b&c, entry 7km2w9q4\n";
        assert_eq!(plain(&alert()), expected);
    }

    #[test]
    fn a_feed_holds_words_and_no_markup_of_theirs() {
        let feed = atom("Ferries & co", &[alert()]);
        assert!(
            feed.contains("<title>Ferries &amp; co</title>") && feed.contains("pay &lt;all&gt; &amp; more"),
            "{feed}"
        );
        assert!(feed.contains("<link href=\"https://post.example/a?b&amp;c\"/>") && !feed.contains('\u{0}'), "{feed}");
    }

    #[test]
    fn a_line_comes_back_as_the_alert_that_it_was() {
        assert_eq!(serde_json::from_str::<Alert>(line(&alert()).trim_end()).expect("it is JSON"), alert());
    }
}
