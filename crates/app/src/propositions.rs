//! `casus propositions`: which phrases mean which proposition, how was that told, and what may the rest mean?

use std::fmt::Write;
use std::path::Path;

use casus_engine::{Candidate, How, Left, Mapped, Mappings, Sighted, mappings};
use casus_text::{Quote, Source};
use serde_json::{Value, json};

use crate::brief::Desk;
use crate::command::{AnswerFormat, Asked, AskedPropositions};
use crate::error::{Error, shown};
use crate::face::{one_line, visible, words};
use crate::output::{self, in_shell};

/// A longer phrase is cut.
const PHRASE_CHARS_MAX: usize = 120;

/// Prints what the phrases of a dossier's documents mean.
pub(crate) fn propositions(options: &AskedPropositions) -> Result<(), Error> {
    let folder = &options.dossier.folder;
    let asked = Asked::of(options.dossier.clone(), options.as_of, options.known_at);
    let desk = Desk::open(&asked)?;
    let found = mappings(desk.dossier(), desk.remembered()?, options.as_of).map_err(Error::Question)?;
    match AnswerFormat::or_default(options.format) {
        AnswerFormat::Json => output::print((json(&found, folder) + "\n").as_bytes()),
        AnswerFormat::Text => output::print(visible(&text(&found, folder)).as_bytes()),
    }
}

fn text(found: &Mappings, folder: &Path) -> String {
    let mut text = String::new();
    let mut say = |indent: usize, line: &str| {
        writeln!(text, "{:indent$}{line}", "").expect("a string can be written to");
    };
    say(0, "Declared");
    for Mapped { id, label, phrases } in &found.declared {
        say(2, &format!("{id}: {label}"));
        if phrases.is_empty() {
            say(5, "No phrase of a document means it.");
        }
        for Sighted { source, quote, is_contrary, how } in phrases {
            let contrary = if *is_contrary { "the contrary, " } else { "" };
            say(5, &format!("{} {} · {contrary}{}", quoted(quote), path(&found.documents[*source]), told(how)));
        }
    }
    say(0, "");
    say(0, "Left");
    if found.left.is_empty() {
        say(2, "Every phrase means a declared proposition.");
    }
    for Left { id, label, phrases, candidates } in &found.left {
        say(2, &format!("{id}: {label}"));
        for (source, quote) in phrases {
            say(5, &format!("{} {}", quoted(quote), path(&found.documents[*source])));
        }
        for candidate in candidates {
            say(5, &format!("may mean {}, {} of 100: {}", candidate.proposition, candidate.score, why(candidate)));
        }
        if let (Some(candidate), Some((_, quote))) = (candidates.first(), phrases.first()) {
            say(5, &format!("accept: {}", accept(quote, candidate, folder)));
        }
    }
    text
}

fn told(how: &How) -> String {
    match how {
        How::Phrase(phrase) => format!("phrase {}", words::quoted(phrase)),
        How::Accepted(accepted) => format!("accepted by {} on {}", accepted.by, words::day(accepted.day)),
        How::SameThing => "the same thing as another".to_owned(),
        How::HeadAndActors => "head and actors".to_owned(),
    }
}

fn why(candidate: &Candidate) -> String {
    let mut why = vec![format!("it shares {}", words::quoted(&candidate.theme.join(" ")))];
    if !candidate.actors.is_empty() {
        why.push(format!("names {}", words::names(&candidate.actors)));
    }
    if candidate.has_head {
        why.push("has the head".to_owned());
    }
    if candidate.is_denied {
        why.push("but denies".to_owned());
    }
    why.join(", ")
}

/// Returns the command with which a person says that a phrase means a proposition.
fn accept(quote: &Quote, candidate: &Candidate, folder: &Path) -> String {
    let phrase = in_shell(&one_line(quote.text()));
    format!("casus review map {phrase} {} --by NAME --dossier {}", candidate.proposition, in_shell(&shown(folder)))
}

fn quoted(quote: &Quote) -> String {
    words::quoted(&words::clipped(&one_line(quote.text()), PHRASE_CHARS_MAX))
}

fn path(source: &Source) -> &str {
    &source.origin().path
}

fn json(found: &Mappings, folder: &Path) -> String {
    let phrase = |source: usize, quote: &Quote| {
        let source = &found.documents[source];
        json!({ "path": path(source), "span": source.span_chars(quote.span()), "quote": quote.text() })
    };
    let sighted = |sighted: &Sighted| {
        let mut line = phrase(sighted.source, &sighted.quote);
        line["contrary"] = json!(sighted.is_contrary);
        line["how"] = match &sighted.how {
            How::Phrase(phrase) => json!({ "by": "phrase", "phrase": phrase }),
            How::Accepted(accepted) => json!({
                "by": "accepted",
                "phrase": accepted.phrase,
                "person": accepted.by,
                "day": accepted.day.to_string(),
            }),
            How::SameThing => json!({ "by": "same_thing" }),
            How::HeadAndActors => json!({ "by": "head_and_actors" }),
        };
        line
    };
    let mapped = |mapped: &Mapped| {
        let phrases: Vec<Value> = mapped.phrases.iter().map(sighted).collect();
        json!({ "id": mapped.id.to_string(), "label": mapped.label, "phrases": phrases })
    };
    let left = |left: &Left| {
        let may_mean = |candidate: &Candidate| {
            json!({
                "proposition": candidate.proposition.to_string(),
                "score": candidate.score,
                "theme": candidate.theme,
                "actors": candidate.actors,
                "head": candidate.has_head,
                "denied": candidate.is_denied,
                "accept": left.phrases.first().map(|(_, quote)| accept(quote, candidate, folder)),
            })
        };
        json!({
            "id": left.id.to_string(),
            "label": left.label,
            "phrases": left.phrases.iter().map(|(source, quote)| phrase(*source, quote)).collect::<Vec<_>>(),
            "may_mean": left.candidates.iter().map(may_mean).collect::<Vec<_>>(),
        })
    };
    let declared: Vec<Value> = found.declared.iter().map(mapped).collect();
    let left: Vec<Value> = found.left.iter().map(left).collect();
    json!({ "declared": declared, "left": left }).to_string()
}
