//! Who and what is spoken of? The mentions of a reading, with their entities in a list.

use casus_claim::{Entity, NoteKind, Reading};
use casus_text::Source;

use super::{Ink, Mark, Marked, Thing};
use crate::face::words;

/// Marks the mentions of every entity.
pub fn entities(source: Source, reading: &Reading) -> Marked {
    let mentions = |(thing, entity): (usize, &Entity)| {
        let ink = Ink::Mention(entity.kind);
        entity.mentions.iter().map(|&span| Mark { span, thing, ink }).collect::<Vec<_>>()
    };
    let notes = reading.notes().iter().filter(|note| matches!(note.kind, NoteKind::Language | NoteKind::Overlong));
    Marked {
        marks: reading.entities().iter().enumerate().flat_map(mentions).collect(),
        things: reading.entities().iter().map(thing).collect(),
        summary: Vec::new(),
        notes: notes.map(|note| note.sentence.clone()).collect(),
        source,
    }
}

fn thing(entity: &Entity) -> Thing {
    let mut details = Vec::new();
    if !entity.aliases.is_empty() {
        details.push(format!("also {}", entity.aliases.join(", ")));
    }
    details.extend(entity.offices.iter().map(|office| {
        let title = office.title.as_deref().unwrap_or("an office");
        office.of.as_ref().map_or(title.to_owned(), |of| format!("{title} of {of}"))
    }));
    details.extend(entity.roles.iter().map(|role| format!("{} of {}", role.role, role.of)));
    details.push(words::count_of(entity.mentions.len(), "mention"));
    Thing { ink: Ink::Mention(entity.kind), name: entity.name.clone(), details }
}
