//! What does a document say, sentence by sentence, as far as two of them can be held side by side?
//!
//! In go a source and its reading; out comes a [`Text`]: the words of each sentence, who is named in it, and what tells
//! what it is about. A name counts under the fullest form that the document has for it, so `EU` and `European Union` are
//! one word.

use std::collections::BTreeSet;

use casus_claim::{Entity, EntityId, EntityKind, Reading, Record};
use casus_text::{Source, Span};
use jiff::civil::Date;

use super::words::{Word, is_of, telling, telling_of, words};

/// What a document tells first happens where it is written, unless it says otherwise.
const LEAD_SENTENCES: usize = 3;
/// A dateline is no longer than this.
const DATELINE_CHARS_MAX: usize = 60;

/// A document made ready.
pub(crate) struct Text<'a> {
    /// Its place among the documents.
    pub(crate) number: usize,
    pub(crate) source: &'a Source,
    pub(crate) reading: &'a Reading,
    pub(crate) sentences: Vec<Sentence<'a>>,
    /// The records that rest on each sentence, by their place in the reading.
    records: Vec<Vec<usize>>,
    /// The named actors and instruments.
    pub(crate) names: BTreeSet<&'a str>,
    /// The telling words of the whole.
    pub(crate) all_telling: BTreeSet<String>,
    /// The town from which it is written, where it begins with one in capitals.
    pub(crate) dateline: Option<String>,
}

/// A sentence with its words.
pub(crate) struct Sentence<'a> {
    pub(crate) span: Span,
    pub(crate) words: Vec<Word<'a>>,
    /// Who is named in it, and where.
    pub(crate) named: Vec<(Span, &'a Entity)>,
}

impl<'a> Text<'a> {
    /// Makes a document ready.
    pub(crate) fn of(number: usize, source: &'a Source, reading: &'a Reading) -> Self {
        // A pronoun at the head of a sentence has a capital too, and names nobody.
        let is_named = |span: Span, entity: &Entity| {
            let text = source.slice(span);
            let is_pronoun =
                text.chars().filter(|c| c.is_uppercase()).count() == 1 && is_of("stop", &text.to_lowercase());
            let is_whole = entity.kind == EntityKind::Organisation && text.to_lowercase() == entity.name.to_lowercase();
            text.chars().any(char::is_uppercase) && !is_pronoun || is_whole
        };
        let of_entity = |entity: &'a Entity| entity.mentions.iter().map(move |&span| (span, entity));
        let mut mentions: Vec<(Span, &Entity)> =
            reading.entities().iter().flat_map(of_entity).filter(|(span, entity)| is_named(*span, entity)).collect();
        mentions.sort_by_key(|(span, entity)| (span.start_bytes(), std::cmp::Reverse(span.end_bytes()), entity.id));
        let sentence = |&span: &Span| {
            let first = mentions.partition_point(|(mention, _)| mention.start_bytes() < span.start_bytes());
            let inside = mentions[first..].iter().take_while(|(mention, _)| mention.end_bytes() <= span.end_bytes());
            Sentence { span, words: words(source, span), named: inside.copied().collect() }
        };
        let sentences: Vec<Sentence<'_>> = reading.sentences().iter().map(sentence).collect();
        let mut records = vec![Vec::new(); sentences.len()];
        for (at, record) in reading.records().iter().enumerate() {
            range(&sentences, record.quote.span()).for_each(|sentence| records[sentence].push(at));
        }
        let is_name = |entity: &&Entity| !matches!(entity.kind, EntityKind::Group | EntityKind::Place);
        let names = reading.entities().iter().filter(is_name).map(|entity| entity.name.as_str()).collect();
        let mut text = Self {
            number,
            source,
            reading,
            sentences,
            records,
            names,
            all_telling: BTreeSet::new(),
            dateline: dateline(source),
        };
        text.all_telling = text.sentences.iter().flat_map(|sentence| text.telling(sentence.span)).collect();
        text
    }

    /// Returns the day of publication.
    pub(crate) fn published(&self) -> Option<Date> {
        self.source.published()
    }

    /// Returns whether a record rests on one of the first sentences.
    pub(crate) fn is_of_lead(&self, record: &Record) -> bool {
        range(&self.sentences, record.quote.span()).start < LEAD_SENTENCES
    }

    /// Returns the sentence in which a place lies.
    pub(crate) fn sentence_at(&self, at_bytes: usize) -> Option<&Sentence<'a>> {
        let behind = self.sentences.partition_point(|sentence| sentence.span.start_bytes() <= at_bytes);
        let sentence = self.sentences.get(behind.checked_sub(1)?)?;
        (at_bytes < sentence.span.end_bytes()).then_some(sentence)
    }

    /// Returns the sentence before another one.
    pub(crate) fn sentence_before(&self, sentence: &Sentence<'a>) -> Option<&Sentence<'a>> {
        let at = range(&self.sentences, sentence.span).start;
        self.sentences.get(at.checked_sub(1)?)
    }

    /// Returns the sentences that a record rests on.
    pub(crate) fn sentences_of(&self, record: &Record) -> impl Iterator<Item = &Sentence<'a>> {
        self.sentences[range(&self.sentences, record.quote.span())].iter()
    }

    /// Returns the records that rest on the sentences of a stretch, in the order of their places.
    pub(crate) fn records_in(&self, span: Span) -> impl Iterator<Item = &'a Record> + use<'a> {
        let places: BTreeSet<usize> = self.records[range(&self.sentences, span)].iter().flatten().copied().collect();
        let reading = self.reading;
        places.into_iter().map(|at| &reading.records()[at]).filter(move |record| record.quote.span().overlaps(span))
    }

    /// Returns an entity.
    pub(crate) fn entity(&self, id: EntityId) -> &'a Entity {
        self.reading.entity(id)
    }

    /// Returns the names of entities.
    pub(crate) fn names_of(&self, ids: &[EntityId]) -> BTreeSet<&'a str> {
        ids.iter().map(|&id| self.entity(id).name.as_str()).collect()
    }

    /// Returns the telling words of a stretch, each name under its fullest form.
    pub(crate) fn telling(&self, span: Span) -> BTreeSet<String> {
        let mut told = BTreeSet::new();
        for sentence in &self.sentences[range(&self.sentences, span)] {
            let named: Vec<&(Span, &Entity)> =
                sentence.named.iter().filter(|(mention, _)| span.contains(*mention)).collect();
            let is_bare = |word: &&Word<'_>| {
                let is_inside = span.start_bytes() <= word.start_bytes && word.end_bytes <= span.end_bytes();
                let is_name = |(mention, entity): &&(Span, &Entity)| {
                    entity.kind != EntityKind::Group
                        && mention.start_bytes() <= word.start_bytes
                        && word.end_bytes <= mention.end_bytes()
                };
                is_inside && !named.iter().any(is_name)
            };
            told.extend(telling(sentence.words.iter().filter(is_bare)));
            for (_, entity) in named.iter().filter(|(_, entity)| entity.kind != EntityKind::Group) {
                told.extend(telling_of(&entity.name));
            }
        }
        told
    }
}

/// Returns the town with which a document begins: `PORT SABEL, 3 May — …`.
fn dateline(source: &Source) -> Option<String> {
    let head: String = source.text().chars().take(DATELINE_CHARS_MAX).collect();
    let (before, _) = head.split_once([',', '—', '–', '(']).or_else(|| head.split_once(" - "))?;
    let town = before.split(" - ").next()?.trim();
    let is_town = town.chars().count() > 2
        && town.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '.' | '\''))
        && head[before.len()..].contains(['—', '–', '-']);
    let title = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
    };
    is_town.then(|| town.split(' ').map(title).collect::<Vec<_>>().join(" "))
}

/// Returns which of the sentences, which are in the order of the text, a stretch touches.
fn range(sentences: &[Sentence<'_>], span: Span) -> std::ops::Range<usize> {
    let first = sentences.partition_point(|sentence| sentence.span.end_bytes() <= span.start_bytes());
    let last = sentences.partition_point(|sentence| sentence.span.start_bytes() < span.end_bytes());
    first..last.max(first)
}

/// Returns how many days lie between the days of publication of two documents; none where one is undated.
pub(crate) fn days_between(one: &Text<'_>, other: &Text<'_>) -> Option<i32> {
    Some((one.published()? - other.published()?).get_days().abs())
}

/// Returns whether two are each reported to say their own: both sides name speakers, and have none in common.
pub(crate) fn each_says(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// Returns whether two records are two people's or bodies' own numbers or views.
///
/// Sources that have no name and are nobody's (`officials`, `a copy`) are the reporter's, and a minister and the ministry
/// speak for one another; what one of the sentences gives both sources for is no quarrel between them.
pub(crate) fn each_speaks(one: (&Text<'_>, &Record), other: (&Text<'_>, &Record)) -> bool {
    let speakers = |(text, record): (&Text<'_>, &Record)| -> Vec<Speaker> {
        let named = record.attributed_to.iter().map(|&id| text.entity(id));
        named.filter(|entity| entity.name.contains(char::is_uppercase)).map(speaker).collect()
    };
    let (ours, theirs) = (speakers(one), speakers(other));
    // `The gap, as calculated by the bank` names the bank as the source.
    let is_named = |speaker: &Speaker, (text, record): (&Text<'_>, &Record)| {
        text.sentences_of(record).any(|sentence| {
            sentence.named.iter().any(|(span, entity)| {
                let at = sentence.words.partition_point(|word| word.start_bytes < span.start_bytes());
                let before = &sentence.words[at.saturating_sub(2)..at];
                entity.name == speaker.name
                    && before.iter().any(|word| matches!(word.lower.as_str(), "by" | "according"))
            })
        })
    };
    let is_one_side = ours.iter().any(|ours| {
        is_named(ours, other) || theirs.iter().any(|theirs| ours.speaks_for(theirs) || is_named(theirs, one))
    });
    // A president without a name may be whoever is named elsewhere without an office.
    let may_be_one = |one: &[Speaker], other: &[Speaker]| {
        one.iter().any(|one| one.name.starts_with(char::is_lowercase) && !one.name.contains('\''))
            && other.iter().any(|other| other.is_person && other.bodies.is_empty())
    };
    let may_be_one = may_be_one(&ours, &theirs) || may_be_one(&theirs, &ours);
    !ours.is_empty() && !theirs.is_empty() && !is_one_side && !may_be_one
}

/// Returns whether the first thing that somebody is reported to say in each of two sentences is their own number or view,
/// as [`each_speaks`] has it.
pub(crate) fn each_has_spoken(one: (&Text<'_>, &Sentence<'_>), other: (&Text<'_>, &Sentence<'_>)) -> bool {
    match (attributed(one), attributed(other)) {
        (Some(ours), Some(theirs)) => each_speaks((one.0, ours), (other.0, theirs)),
        _ => false,
    }
}

fn attributed<'t>((text, sentence): (&Text<'t>, &Sentence<'_>)) -> Option<&'t Record> {
    text.records_in(sentence.span).find(|record| !record.attributed_to.is_empty())
}

/// Somebody who speaks, with whom they speak for.
struct Speaker {
    name: String,
    is_person: bool,
    /// Their ministries, cabinets and states, in lower case.
    bodies: BTreeSet<String>,
}

fn speaker(entity: &Entity) -> Speaker {
    let of_office = entity.offices.iter().flat_map(|office| {
        let ministry = office.title.as_deref().map(|title| title.to_lowercase().replace("minister", "ministry"));
        [ministry.filter(|ministry| ministry.ends_with(" ministry")), office.of.as_deref().map(str::to_lowercase)]
    });
    let is_person = entity.kind == EntityKind::Person;
    Speaker { name: entity.name.clone(), is_person, bodies: of_office.flatten().collect() }
}

impl Speaker {
    fn speaks_for(&self, other: &Self) -> bool {
        let is_of = |one: &Self, other: &Self| {
            let name = other.name.to_lowercase();
            one.bodies.iter().any(|body| name.contains(body))
        };
        self.name == other.name
            || telling_of(&self.name) == telling_of(&other.name)
            || is_of(self, other)
            || is_of(other, self)
            || !self.bodies.is_disjoint(&other.bodies)
    }
}

/// Returns whether two documents speak of one affair: of these many named actors both.
pub(crate) fn share_names(one: &Text<'_>, other: &Text<'_>, names_min: usize) -> bool {
    one.number == other.number || one.names.intersection(&other.names).take(names_min).count() == names_min
}
