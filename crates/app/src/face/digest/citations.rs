//! Which sentences does a digest rest on, each with one number?
//!
//! A sentence that is used twice has one citation; the entries that rest on it are named there together.

use std::collections::BTreeMap;

use casus_engine::Chronicle;
use casus_engine::ledger::thread::Step;
use casus_engine::page::{Evidence, Page};
use casus_text::{Quote, Source};
use url::Url;

use super::Citation;
use crate::face::{one_line, words};

/// A longer quote is cut.
const QUOTE_CHARS_MAX: usize = 600;
/// A longer name of a speaker, an outlet or a file is cut.
const NAME_CHARS_MAX: usize = 160;
/// A longer address is left out, since nobody could type it.
const ADDRESS_LEN_BYTES_MAX: usize = 2000;

/// The citations so far.
#[derive(Default)]
pub(super) struct Citations {
    pub(super) list: Vec<Citation>,
    /// The numbers, by text, span and speakers: the same text in two files has one number.
    numbers: BTreeMap<(Place, Vec<String>), usize>,
}

/// A text, by its content id, or how the document is called, and the bytes of a quote in it.
type Place = (String, usize, usize);

/// What is to be noted.
struct Cited<'a> {
    source: Option<&'a Source>,
    /// How the document is called where it is not at hand.
    place: String,
    quote: &'a Quote,
    speaker: String,
    entry: Option<String>,
}

impl Citations {
    /// Returns the number of the citation for evidence of the page.
    pub(super) fn evidence(&mut self, page: &Page, evidence: &Evidence) -> usize {
        let entry = words::entry(evidence);
        let entry = entry.trim_start_matches([' ', '·', ',']);
        let cited = Cited {
            source: page.documents.get(evidence.source).map(|document| &document.source),
            place: words::place(page, evidence),
            quote: &evidence.quote,
            speaker: words::speaker(evidence),
            entry: (!entry.is_empty()).then(|| entry.to_owned()),
        };
        self.number(&evidence.attributed_to, cited)
    }

    /// Returns the number of the citation for a step of a thread.
    pub(super) fn step(&mut self, chronicle: &Chronicle, step: &Step) -> usize {
        let speaker = match step.attributed_to.as_slice() {
            [] => String::new(),
            [one] => format!("says {one}"),
            several => format!("say {}", words::names(several)),
        };
        let source = Some(chronicle.source(step.document));
        let entry = Some(step.reference.to_string());
        let cited = Cited { source, place: String::new(), quote: &step.quote, speaker, entry };
        self.number(&step.attributed_to, cited)
    }

    /// Returns the number of the citation for words of which it is not known who says them: one that is there already,
    /// or a new one.
    pub(super) fn words(&mut self, source: &Source, quote: &Quote, entry: Option<String>) -> usize {
        let cited = Cited { source: Some(source), place: String::new(), quote, speaker: String::new(), entry };
        let place = cited.place();
        let mut known = self.numbers.range((place.clone(), vec![])..);
        let speakers = known.next().filter(|((at, _), _)| *at == place).map(|((_, speakers), _)| speakers.clone());
        self.number(&speakers.unwrap_or_default(), cited)
    }

    fn number(&mut self, speakers: &[String], cited: Cited) -> usize {
        let next = self.list.len() + 1;
        let number = *self.numbers.entry((cited.place(), speakers.to_vec())).or_insert(next);
        if number == next {
            self.list.push(cited.citation(number));
        }
        cited.entry.iter().for_each(|entry| add(&mut self.list[number - 1].entries, cut(entry)));
        number
    }
}

impl Cited<'_> {
    fn path(&self) -> &str {
        self.source.map_or(&self.place, |source| &source.origin().path)
    }

    fn place(&self) -> Place {
        let span = self.quote.span();
        let text = self.source.map_or_else(|| self.place.clone(), |source| source.id().to_string());
        (text, span.start_bytes(), span.end_bytes())
    }

    fn citation(&self, number: usize) -> Citation {
        Citation {
            number,
            quote: words::quoted(&words::clipped(&one_line(self.quote.text()), QUOTE_CHARS_MAX)),
            speaker: (!self.speaker.is_empty()).then(|| cut(&self.speaker)),
            outlet: cut(self.source.map_or(&self.place, outlet)),
            day: self.source.map_or_else(|| "no date".to_owned(), words::published_day),
            address: self.source.and_then(|source| source.origin().url.as_deref()).and_then(address),
            path: cut(self.path()),
            entries: Vec::new(),
        }
    }
}

/// Adds an entry, unless it is there; of two spellings the one that says more stays.
fn add(entries: &mut Vec<String>, entry: String) {
    match entries.iter_mut().find(|known| known.starts_with(&entry) || entry.starts_with(known.as_str())) {
        Some(known) if known.len() < entry.len() => *known = entry,
        Some(_) => {}
        None => entries.push(entry),
    }
}

fn cut(text: &str) -> String {
    words::clipped(&one_line(text), NAME_CHARS_MAX)
}

fn outlet(source: &Source) -> &str {
    source.origin().publisher.as_deref().unwrap_or_else(|| words::title(source))
}

/// Returns an address that may be followed: one of the web, written so that it holds nothing but plain characters.
fn address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty();
    let text = String::from(url);
    (is_web && text.is_ascii() && text.len() <= ADDRESS_LEN_BYTES_MAX).then_some(text)
}
