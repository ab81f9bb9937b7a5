//! How is a digest written for programs?

use serde_json::{Value, json};

use crate::face::digest::{Citation, Detail, Digest, Group, Line, Section};

/// Writes a digest as one JSON object.
pub(crate) fn digest(digest: &Digest) -> String {
    let Digest { title, subtitle, between: [from, to], sections, citations } = digest;
    json!({
        "title": title,
        "subtitle": subtitle,
        "from": from,
        "to": to,
        "sections": sections.iter().map(section).collect::<Vec<_>>(),
        "citations": citations.iter().map(citation).collect::<Vec<_>>(),
    })
    .to_string()
}

fn section(section: &Section) -> Value {
    let Section { id, title, sentences, groups } = section;
    json!({
        "id": id,
        "title": title,
        "sentences": sentences.iter().map(line).collect::<Vec<_>>(),
        "groups": groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn group(group: &Group) -> Value {
    let Group { title, lines, rest } = group;
    json!({ "title": title, "lines": lines.iter().map(line).collect::<Vec<_>>(), "left_out": rest })
}

fn line(line: &Line) -> Value {
    let Line { who, text, state, citations, under } = line;
    let under: Vec<Value> = under.iter().map(detail).collect();
    json!({ "who": who, "text": text, "state": state, "citations": citations, "under": under })
}

fn detail(detail: &Detail) -> Value {
    let Detail { label, text, citations } = detail;
    json!({ "label": label, "text": text, "citations": citations })
}

fn citation(citation: &Citation) -> Value {
    let Citation { number, quote, speaker, outlet, day, address, path, entries } = citation;
    json!({
        "number": number,
        "quote": quote,
        "speaker": speaker,
        "outlet": outlet,
        "day": day,
        "url": address,
        "path": path,
        "refs": entries,
    })
}
