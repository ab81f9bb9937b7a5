//! In which words is it said that documents report the same happening?

use casus_engine::intake::{Because, Place, Stories};
use casus_text::Source;

use super::terminal::paper::{Paper, plain};
use super::voices::{copy_of, naming};
use super::words;

/// Draws the stories of these numbers, as text of a width in columns.
pub fn stories(sources: &[Source], stories: &Stories, asked: &[usize], width: usize) -> String {
    let mut paper = Paper::new(width);
    for &number in asked {
        let group = &stories.groups[number];
        let voices = group.iter().filter(|&&place| stories.copies.relays[place].is_none()).count();
        let documents = words::count_of(group.len(), "document");
        let voices =
            if voices < group.len() { format!(", {}", words::count_of(voices, "voice")) } else { String::new() };
        paper.heading(&format!("Story {}: {documents}{voices}", number + 1));
        for &place in group {
            paper.line(0, "", &naming(&sources[place]));
            let why = match &stories.places[place] {
                Place::Opened => continue,
                Place::Joined(because) => led_by(sources, because),
                Place::Copy(relay) => copy_of(sources, &stories.copies, place, relay),
            };
            paper.line(2, "└ ", &[plain(&why)]);
        }
    }
    let found = words::count_of(stories.groups.len(), "story");
    let told =
        if asked.len() < stories.groups.len() { format!(", {} of them shown", asked.len()) } else { String::new() };
    paper.quiet(&format!("{}, {found}{told}.", words::count_of(sources.len(), "document")));
    paper.text()
}

/// Says why a document is in its story: because of another, with what both have.
fn led_by(sources: &[Source], because: &Because) -> String {
    let Because { of, shared, days, .. } = because;
    let apart = match days {
        None => String::new(),
        Some(0) => ", of the same day".to_owned(),
        Some(days) => format!(", {} apart", words::count_of(*days as usize, "day")),
    };
    let shared: Vec<String> = shared.iter().map(|word| words::clipped(word, 40)).collect();
    format!("because of {}{apart}: {}", sources[*of].origin().path, shared.join(", "))
}
