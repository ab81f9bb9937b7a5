//! `casus article`: which words of a page are its article, and what does the page say of it?

use std::fmt::Write;
use std::sync::Arc;

use casus_engine::intake::{self, Article as Found, PageHints};
use casus_net::Fetched;
use casus_text::DateOrigin;
use serde::Serialize;

use crate::clock::Clock;
use crate::command::{Article, ArticleFormat};
use crate::error::{Error, shown};
use crate::input::{Input, inputs, whole_file};
use crate::many;
use crate::output::Stdout;
use crate::web::{self, Pace};

/// Prints the article of each page, in the order in which the pages are named.
pub(crate) fn article(options: &Article, clock: &Clock) -> Result<(), Error> {
    let inputs = inputs("article", &options.files)?;
    let is_one = inputs.len() == 1;
    let mut stdout = Stdout::open();
    let client = web::client(&options.allow, &Arc::new(Pace::of(*clock)))?;
    let work = |input: &Input| {
        let path = shown(input.path());
        let found = match web::address(input.path()) {
            Some(address) => {
                let Fetched { bytes, address, charset, .. } = web::fetched(&client, address)?;
                intake::article(&bytes, PageHints { address: Some(&address), charset: charset.as_deref() })
            }
            None => intake::article(&whole_file(input.path())?, PageHints::default()),
        };
        let found = found.map_err(|cause| Error::Refused { path: path.clone(), cause })?;
        let path = (!is_one).then_some(path);
        Ok(match options.format {
            ArticleFormat::Json => line(path.as_deref(), &found),
            ArticleFormat::Text => text(path.as_deref(), &found),
        })
    };
    let done = many::each_input(&inputs, work, |printed: String| stdout.write(&printed));
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
    }
    done
}

/// An article as it stands on the wire; the path is told where there are several.
#[derive(Serialize)]
struct ArticleLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    title: Option<&'a str>,
    published: Option<String>,
    byline: Option<&'a str>,
    publisher: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    canonical: Option<&'a str>,
    published_at: Option<String>,
    published_in: Option<&'static str>,
}

fn line(path: Option<&str>, found: &Found) -> String {
    let line = ArticleLine {
        path,
        title: found.title.as_deref(),
        published: found.published.map(|date| date.day.to_string()),
        byline: found.byline.as_deref(),
        publisher: found.publisher.as_deref(),
        language: found.language.as_deref(),
        text: &found.text,
        canonical: found.canonical.as_deref(),
        published_at: found.published.and_then(|date| date.instant).map(|instant| instant.to_string()),
        published_in: published_in(found),
    };
    serde_json::to_string(&line).expect("every key is a string and no value can fail") + "\n"
}

fn published_in(found: &Found) -> Option<&'static str> {
    match found.published?.origin {
        DateOrigin::Stated(part) => Some(part.word()),
        DateOrigin::Dateline(_) | DateOrigin::Sidecar | DateOrigin::Given => None,
    }
}

/// Writes an article to be read, its fields above it.
fn text(path: Option<&str>, found: &Found) -> String {
    let mut text = path.map_or(String::new(), |path| format!("=== {path} ===\n\n"));
    let published = found.published.map(|date| match published_in(found) {
        Some(part) => format!("{} ({part})", date.day),
        None => date.day.to_string(),
    });
    let fields = [
        ("title", found.title.as_deref()),
        ("by", found.byline.as_deref()),
        ("publisher", found.publisher.as_deref()),
        ("published", published.as_deref()),
        ("language", found.language.as_deref()),
        ("address", found.canonical.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(text, "{:<11}{value}", format!("{name}:")).expect("a string takes all that is written to it");
        }
    }
    text + "\n" + &found.text + "\n\n"
}
