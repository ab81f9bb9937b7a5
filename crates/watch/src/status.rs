//! How does the watch stand?

use casus_engine::dossier::WatchRules;
use jiff::Timestamp;

use crate::{Book, Error};

/// How a watch stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The sources, as the dossier lists them.
    pub sources: Vec<SourceStatus>,
    /// The channels, each with how many alerts wait for it and why the last one could not be sent.
    pub channels: Vec<(String, i64, Option<String>)>,
    /// How many alerts of each kind were told.
    pub alerts: Vec<(String, i64)>,
    /// When the last one was.
    pub last_alert: Option<Timestamp>,
}

/// How a source stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceStatus {
    /// Its name.
    pub name: String,
    /// When it was read last.
    pub last_read: Option<Timestamp>,
    /// When it is to be read next.
    pub next: Option<Timestamp>,
    /// Since when it cannot be read, and why.
    pub failing: Option<(Timestamp, String)>,
    /// How often it was asked.
    pub polls: i64,
    /// How often it could not be read.
    pub failures: i64,
    /// How many addresses it named.
    pub addresses: i64,
    /// How many of them gave a document.
    pub read: i64,
    /// How many of them are gone.
    pub gone: i64,
}

impl Status {
    /// Reads how a watch stands from its book.
    pub fn of(rules: &WatchRules, book: &Book) -> Result<Self, Error> {
        let source = |rule: &casus_engine::dossier::SourceRule| {
            let known = book.source(&rule.place)?;
            let [addresses, read, gone] = book.counts(&rule.place)?;
            let failing = known.failing_since.map(|since| (since, known.last_error.clone().unwrap_or_default()));
            Ok(SourceStatus {
                name: rule.name.clone(),
                last_read: known.last_read,
                next: known.next,
                failing,
                polls: known.polls,
                failures: known.failures,
                addresses,
                read,
                gone,
            })
        };
        let channel = |rule: &casus_engine::dossier::ChannelRule| {
            let (waiting, error) = book.backlog(&rule.name)?;
            Ok((rule.name.clone(), waiting, error))
        };
        Ok(Self {
            sources: rules.sources.iter().map(source).collect::<Result<_, Error>>()?,
            channels: rules.channels.iter().map(channel).collect::<Result<_, Error>>()?,
            alerts: book.alert_counts()?,
            last_alert: book.last_raised()?,
        })
    }

    /// Returns the status as metrics in the text format of Prometheus.
    pub fn metrics(&self) -> String {
        let mut text = String::new();
        let seconds = |instant: Timestamp| instant.as_second();
        let mut family = |name: &str, kind: &str, help: &str, rows: Vec<(String, i64)>| {
            text += &format!("# HELP {name} {help}\n# TYPE {name} {kind}\n");
            rows.into_iter().for_each(|(labels, value)| text += &format!("{name}{labels} {value}\n"));
        };
        let of_source = |value: fn(&SourceStatus) -> Option<i64>| -> Vec<(String, i64)> {
            let row = |source: &SourceStatus| Some((label("source", &source.name), value(source)?));
            self.sources.iter().filter_map(row).collect()
        };
        family("casus_source_polls_total", "counter", "How often a source was asked.", of_source(|it| Some(it.polls)));
        family(
            "casus_source_failures_total",
            "counter",
            "How often a source could not be read.",
            of_source(|it| Some(it.failures)),
        );
        family(
            "casus_source_up",
            "gauge",
            "Whether the last look at a source read it.",
            of_source(|it| (it.polls > 0).then_some(i64::from(it.failing.is_none()))),
        );
        family(
            "casus_source_last_read_timestamp_seconds",
            "gauge",
            "When a source was read last.",
            of_source(|it| it.last_read.map(Timestamp::as_second)),
        );
        family(
            "casus_source_addresses",
            "gauge",
            "How many addresses a source named.",
            of_source(|it| Some(it.addresses)),
        );
        family("casus_source_documents", "gauge", "How many of them gave a document.", of_source(|it| Some(it.read)));
        family("casus_source_gone", "gauge", "How many of them are gone.", of_source(|it| Some(it.gone)));
        let alerts = self.alerts.iter().map(|(kind, count)| (label("kind", kind), *count)).collect();
        family("casus_alerts_total", "counter", "How many developments were told.", alerts);
        let waiting = self.channels.iter().map(|(name, waiting, _)| (label("channel", name), *waiting)).collect();
        family("casus_deliveries_waiting", "gauge", "How many alerts wait for a channel.", waiting);
        let last = self.last_alert.map(|instant| (String::new(), seconds(instant)));
        family(
            "casus_last_alert_timestamp_seconds",
            "gauge",
            "When the last alert was raised.",
            last.into_iter().collect(),
        );
        text
    }
}

fn label(name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("{{{name}=\"{value}\"}}")
}
