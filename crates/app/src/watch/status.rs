//! How does a watch stand, for other programs?

use casus_watch::{SourceStatus, Status};
use serde_json::json;

/// Writes how a watch stands as JSON.
pub(super) fn json(status: &Status) -> String {
    let source = |source: &SourceStatus| {
        json!({
            "name": source.name,
            "last_read": source.last_read.map(|instant| instant.to_string()),
            "next": source.next.map(|instant| instant.to_string()),
            "failing_since": source.failing.as_ref().map(|(since, _)| since.to_string()),
            "error": source.failing.as_ref().map(|(_, why)| why),
            "polls": source.polls,
            "failures": source.failures,
            "addresses": source.addresses,
            "read": source.read,
            "gone": source.gone,
        })
    };
    let channel = |(name, waiting, error): &(String, i64, Option<String>)| json!({ "name": name, "waiting": waiting, "error": error });
    let alerts: serde_json::Map<String, serde_json::Value> =
        status.alerts.iter().map(|(kind, count)| (kind.clone(), json!(count))).collect();
    let all = json!({
        "sources": status.sources.iter().map(source).collect::<Vec<_>>(),
        "channels": status.channels.iter().map(channel).collect::<Vec<_>>(),
        "alerts": alerts,
        "last_alert": status.last_alert.map(|instant| instant.to_string()),
    });
    all.to_string()
}
