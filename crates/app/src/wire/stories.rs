//! What do stories look like on the wire? As `docs/stories.md` describes them.

use casus_engine::intake::{Place, Stories};
use casus_text::Source;
use serde::Serialize;

use super::number::Number;
use super::voices::{DocumentLine, RelayLine};

#[derive(Serialize)]
struct StoriesLine<'a> {
    documents: usize,
    stories: Vec<StoryLine<'a>>,
}

#[derive(Serialize)]
struct StoryLine<'a> {
    story: usize,
    from: Option<String>,
    until: Option<String>,
    documents: Vec<PlacedLine<'a>>,
}

#[derive(Serialize)]
struct PlacedLine<'a> {
    #[serde(flatten)]
    document: DocumentLine<'a>,
    #[serde(flatten)]
    place: PlaceLine<'a>,
}

#[derive(Serialize)]
#[serde(tag = "place", rename_all = "snake_case")]
enum PlaceLine<'a> {
    Opened,
    Joined { because: BecauseLine<'a> },
    Copy { relays: RelayLine<'a> },
}

#[derive(Serialize)]
struct BecauseLine<'a> {
    path: &'a str,
    shared: &'a [String],
    days: Option<u32>,
    alike: Number,
}

/// Writes the stories of these numbers as one JSON object.
pub(crate) fn stories(sources: &[Source], stories: &Stories, asked: &[usize]) -> String {
    let path = |place: usize| sources[place].origin().path.as_str();
    let place = |place: usize| match &stories.places[place] {
        Place::Opened => PlaceLine::Opened,
        Place::Joined(because) => PlaceLine::Joined {
            because: BecauseLine {
                path: path(because.of),
                shared: &because.shared,
                days: because.days,
                alike: Number::share(because.alike),
            },
        },
        Place::Copy(relay) => PlaceLine::Copy { relays: RelayLine::of(relay, path(relay.of)) },
    };
    let placed =
        |&of: &usize| PlacedLine { document: DocumentLine::of(sources, &stories.copies, of), place: place(of) };
    let story = |&number: &usize| {
        let group = &stories.groups[number];
        let days = || group.iter().filter_map(|&place| sources[place].published());
        StoryLine {
            story: number + 1,
            from: days().min().map(|day| day.to_string()),
            until: days().max().map(|day| day.to_string()),
            documents: group.iter().map(placed).collect(),
        }
    };
    let line = StoriesLine { documents: sources.len(), stories: asked.iter().map(story).collect() };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}
