//! What do the structured data of a page (JSON-LD) say of its article?

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What structured data say of one article or page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    /// How likely it speaks of the article of the page, the likeliest first.
    pub(super) rank: u8,
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    pub(super) body: Option<String>,
}

/// So many things are looked at in one script.
const THINGS_MAX: usize = 1000;

/// Reads a script of structured data; what cannot be read says nothing.
pub(super) fn linked(script: &str) -> Vec<Linked> {
    let Some(value) = parsed(script) else { return Vec::new() };
    let mut things = Vec::new();
    collect(&value, &mut things);
    let by_id = things.iter().filter_map(|thing| Some((text(thing.get("@id")?)?, *thing))).collect();
    things.iter().filter_map(|thing| article(thing, &by_id)).collect()
}

/// Reads JSON as browsers meet it: in a comment, or with bare line breaks in its strings.
fn parsed(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&flat).ok()
    })
}

fn collect<'a>(value: &'a Value, things: &mut Vec<&'a Map<String, Value>>) {
    match value {
        _ if things.len() >= THINGS_MAX => {}
        Value::Array(values) => values.iter().for_each(|value| collect(value, things)),
        Value::Object(thing) => {
            things.push(thing);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"] {
                thing.get(key).into_iter().for_each(|value| collect(value, things));
            }
        }
        _ => {}
    }
}

type ById<'a> = BTreeMap<String, &'a Map<String, Value>>;

fn article(thing: &Map<String, Value>, by_id: &ById<'_>) -> Option<Linked> {
    let get = |key: &str| thing.get(key).and_then(text);
    Some(Linked {
        rank: rank(thing.get("@type")?)?,
        headline: get("headline").or_else(|| get("name")),
        published: get("datePublished").or_else(|| get("dateCreated")),
        modified: get("dateModified"),
        authors: thing
            .get("author")
            .or_else(|| thing.get("creator"))
            .map_or_else(Vec::new, |author| names(author, by_id)),
        publisher: thing.get("publisher").and_then(|publisher| names(publisher, by_id).into_iter().next()),
        language: get("inLanguage"),
        address: get("url").or_else(|| get("mainEntityOfPage")),
        body: get("articleBody"),
    })
}

/// Returns how likely a thing of a type is the article of the page, or `None` for what is none.
fn rank(kind: &Value) -> Option<u8> {
    let of_name = |name: &str| match name.rsplit(['/', ':']).next().unwrap_or_default() {
        name if name.ends_with("Article") || name.ends_with("Posting") => Some(0),
        "Report"
        | "Review"
        | "ClaimReview"
        | "Statement"
        | "LegalDocument"
        | "SpecialAnnouncement"
        | "CreativeWork" => Some(1),
        "WebPage" | "AboutPage" | "ItemPage" | "MedicalWebPage" | "Recipe" => Some(2),
        _ => None,
    };
    match kind {
        Value::String(name) => of_name(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).filter_map(of_name).min(),
        _ => None,
    }
}

/// Returns the names of people or houses, which may stand elsewhere in the data under their id.
fn names(value: &Value, by_id: &ById<'_>) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().take(20).flat_map(|value| names(value, by_id)).collect(),
        Value::Object(thing) => {
            let named = |thing: &Map<String, Value>| thing.get("name").and_then(text);
            let elsewhere = || by_id.get(&thing.get("@id").and_then(text)?).and_then(|thing| named(thing));
            named(thing).or_else(elsewhere).into_iter().collect()
        }
        _ => text(value).into_iter().collect(),
    }
}

/// Returns the words of a value, or of the first where there are several.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.first().and_then(text),
        Value::Object(thing) => {
            thing.get("@value").or_else(|| thing.get("name")).or_else(|| thing.get("@id")).and_then(text)
        }
        _ => None,
    }
}
