//! `casus who`: who is who in a dossier, why, and who held which office on a day?

mod json;
mod text;
mod words;

use casus_engine::Who as Found;
use casus_engine::ledger::identity::Actor;

use crate::brief::Desk;
use crate::command::{AnswerFormat, Asked, Who};
use crate::error::Error;
use crate::face::visible;
use crate::output;

/// Prints the actors of a dossier with what is left open, or who held an office.
pub(crate) fn who(options: &Who) -> Result<(), Error> {
    // Whoever held an office on a day may well be named the day after.
    let as_of = options.as_of.filter(|_| options.office.is_none());
    let found = Desk::open(&Asked::of(options.dossier.clone(), as_of, options.known_at))?.who()?;
    let format = AnswerFormat::or_default(options.format);
    let answer = match (options.office.as_deref().zip(options.of.as_deref()).zip(options.as_of), format) {
        (Some(((title, of), day)), AnswerFormat::Json) => json::holders(&found, title, of, day) + "\n",
        (Some(((title, of), day)), AnswerFormat::Text) => text::holders(&found, title, of, day),
        (None, AnswerFormat::Json) => json::actors(&found, &meant(&found, options.name.as_deref())) + "\n",
        (None, AnswerFormat::Text) => text::actors(&found, &meant(&found, options.name.as_deref()), output::width()),
    };
    match format {
        AnswerFormat::Json => output::print(answer.as_bytes()),
        AnswerFormat::Text => output::print(visible(&answer).as_bytes()),
    }
}

/// Returns whom a name means, or, without one, all who can act; not the groups that one document describes.
fn meant(found: &Found, name: Option<&str>) -> Vec<usize> {
    if let Some(name) = name {
        return found.who.called(name);
    }
    let actors = found.who.actors.iter().enumerate();
    actors.filter(|(_, actor)| actor.kind.is_actor() && !is_mere_description(actor)).map(|(at, _)| at).collect()
}

fn is_mere_description(actor: &Actor) -> bool {
    let is_group = actor.kind == casus_claim::EntityKind::Group;
    is_group && !actor.is_known && actor.members.is_empty() && actor.parts.len() < 2
}
