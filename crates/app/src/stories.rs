//! `casus stories`: which documents report the same happening, and why?

use casus_engine::intake;
use casus_text::Source;

use crate::command::{AnswerFormat, Stories};
use crate::copies::of_words;
use crate::error::Error;
use crate::{face, output, wire};

/// Prints the stories, each with its documents and why they are in it.
pub(crate) fn stories(options: &Stories) -> Result<(), Error> {
    let format = AnswerFormat::or_default(options.format);
    of_words("stories", &options.asked, |sources| {
        let found = intake::stories(sources);
        let is_asked = |source: &Source| {
            options.since.is_none_or(|since| source.published().is_some_and(|published| published >= since))
        };
        let is_asked = |number: &usize| found.groups[*number].iter().any(|&place| is_asked(&sources[place]));
        let asked: Vec<usize> = (0..found.groups.len()).filter(is_asked).collect();
        match format {
            AnswerFormat::Json => output::print((wire::stories(sources, &found, &asked) + "\n").as_bytes()),
            AnswerFormat::Text => output::print_styled(&face::stories(sources, &found, &asked, output::width())),
        }
    })
}
