//! Whose words are these? Headlines, bylines, letters and labels tell who speaks, and quotations who is quoted.

use casus_claim::{EntityId, EntityKind};

use super::Reader;
use crate::cast::{Mention, Who};
use crate::confidence::WE;
use crate::lexicon::{Class, LEXICON};
use crate::mention::{Sighting, Target, sightings};
use crate::passage::{Passage, Place};
use crate::roll::Line;
use crate::sentence::Sentence;
use crate::statement::Report;
use crate::word::{Kind, Word, words};

/// Whose view a headline gives stands in so many words: `Callow Clearing on the frozen assets`.
const AUTHOR_WORDS_MAX: usize = 6;

/// How a text has been told so far.
#[derive(Default)]
pub(super) struct Telling {
    /// Who spoke in the sentence before, in the same paragraph.
    told_by: Vec<EntityId>,
    /// Who does all that the list under way tells.
    list_of: Vec<EntityId>,
    /// A name alone on a line before the text.
    byline: Option<EntityId>,
    /// Whether the text has begun behind its headlines.
    is_begun: bool,
    /// Whether it has spoken of itself as `we` or `I` outside of quotations.
    pub is_own: bool,
    /// Whether its headline says whose statement or conclusions it is.
    is_paper: bool,
}

impl Reader<'_> {
    /// Takes whose words follow from a headline such as `Joint statement of Callow and Dunmere on the dam`.
    pub(super) fn take_authors(&mut self, sentence: &Sentence) {
        let words = words(self.source, self.doc, sentence.tokens.clone());
        self.take_author(&words);
        let at = words.iter().position(|word| LEXICON.is(Class::Statement, &word.lower()));
        // `Callow Clearing on the frozen assets`
        let on = words.iter().take(AUTHOR_WORDS_MAX).position(|word| word.is("on"));
        let Some(at) = at.or(on.filter(|on| *on > 0)).filter(|_| self.authors.is_empty()) else { return };
        let is_all = on == Some(at);
        // `Ministerial statement: the talks between Callow and Norland`
        let is_topic = |word: &Word<'_>| word.text == ":" || LEXICON.is(Class::Topic, &word.lower());
        // `Speech by Ada Korn at the Water Forum` is hers.
        let by = words[at..].iter().position(|word| word.is("by")).map(|by| at + by);
        let is_event = |word: &Word<'_>| by.is_some() && word.is_any(&["at", "in", "before", "during"]);
        let from = by.unwrap_or(at);
        let topic = words[from..].iter().position(|word| is_topic(word) || is_event(word));
        let end = topic.map_or(words.len(), |topic| from + topic);
        let start = by.map_or(words[0].span, |by| words[by].span).start_bytes();
        let Some(last) = end.checked_sub(1).map(|last| words[last].span) else { return };
        // All words are looked at, as a tree has no parts of its own.
        let mut sightings = sightings(&words, &self.names, &|word| self.capitals.contains(word));
        sightings.retain(|seen| start <= seen.span.start_bytes() && seen.span.end_bytes() <= last.end_bytes());
        let is_whole = |sighting: &Sighting| sighting.span.overlaps(words[0].span) && sighting.span.overlaps(last);
        if is_all && !(sightings.len() == 1 && sightings.iter().all(is_whole)) {
            return;
        }
        let mentions = self.cast.sentence(sightings, &words, true);
        let named = mentions.iter().filter_map(entity_of);
        self.authors = named.filter(|id| self.cast.entity(*id).kind.is_actor()).collect();
        // `Conclusions of the Delta Council` are its words throughout.
        let next = words.get(at + 1);
        let is_by = next.is_none_or(|next| next.is_any(&["of", "by", "from", "on"]) || next.kind == Kind::Mark);
        self.telling.is_paper |= is_by && !is_all && !self.authors.is_empty();
        // `Statement by Ada Korn of Norland` is hers.
        let is_person = |id: &EntityId| {
            let kind = self.cast.entity(*id).kind;
            kind == EntityKind::Person || kind == EntityKind::Group && self.cast.body_of(*id).is_some()
        };
        let is_joint = words.iter().any(|word| word.is("joint"));
        if !is_joint && self.authors.iter().any(is_person) {
            self.authors.retain(is_person);
        }
    }

    /// Takes who says `I` from a line that is a name: `By Ada Korn`, `Ada Korn`.
    fn take_author(&mut self, words: &[Word<'_>]) {
        let start = usize::from(words.first().is_some_and(|word| word.is("by")));
        let sightings = sightings(words, &self.names, &|word| self.capitals.contains(word));
        let is_name = |sighting: &Sighting| {
            let is_person = matches!(sighting.points_at, Target::Person { .. });
            let is_first = words.get(start).is_some_and(|word| word.span.start_bytes() == sighting.span.start_bytes());
            let is_last = words.last().is_some_and(|word| word.span.end_bytes() == sighting.span.end_bytes());
            is_person && is_first && is_last
        };
        if self.author.is_some() || !(sightings.len() == 1 && sightings.iter().all(is_name)) {
            return;
        }
        if start == 0 && !self.cast.is_unsigned() {
            if self.telling.byline.is_none() && !self.telling.is_begun {
                self.telling.byline = self.cast.sentence(sightings, words, true).first().and_then(entity_of);
            }
            return;
        }
        self.author = self.cast.sentence(sightings, words, true).first().and_then(entity_of);
        if let Some(author) = self.author {
            self.cast.sign(author);
        }
    }

    /// Takes who signs with a name and an office on a line of their own.
    pub(super) fn take_signature(&mut self, line: &Line<'_>) {
        let signs = |sighting: &&Sighting| {
            let has_office = matches!(&sighting.points_at, Target::Person { offices, .. } if !offices.is_empty());
            has_office && line.words_of(sighting).len() + 1 >= line.words.len()
        };
        let signature: Vec<Sighting> = line.sightings.iter().filter(signs).cloned().collect();
        if !signature.is_empty() {
            self.cast.sentence(signature, &line.words, true);
        }
    }

    /// Takes whom a headline says that an interview is with: `Interview: Ada Korn, leader of the city council`.
    pub(super) fn take_interviewee(&mut self, line: &Line<'_>) {
        let is_interview = line.words.iter().any(|word| word.is_any(&["interview", "conversation", "q&a"]));
        let is_person = |sighting: &&Sighting| matches!(sighting.points_at, Target::Person { .. });
        let Some(person) = line.sightings.iter().find(is_person).filter(|_| is_interview) else { return };
        let mentions = self.cast.sentence(vec![person.clone()], &line.words, true);
        self.interviewee = mentions.first().and_then(entity_of);
    }

    /// Takes to whom a letter is written, and for whom it is.
    pub(super) fn take_letter(&mut self, words: &[Word<'_>], mentions: &[Mention]) {
        if words.first().is_some_and(|word| word.is("dear")) {
            self.recipient = mentions.first().and_then(entity_of);
        }
        // `By Ada Korn, director of the Northern Grid`.
        let is_by = words.first().is_some_and(|word| word.text == "By");
        let words = if is_by { &words[1..] } else { words };
        // A short name alone on its line is no heading.
        let is_alone = |mention: &&Mention| {
            let (first, last) = (words.first(), words.last());
            first.is_some_and(|word| mention.span.overlaps(word.span))
                && last.is_some_and(|word| mention.span.overlaps(word.span))
        };
        let signed = mentions.first().filter(|_| mentions.len() == 1).filter(is_alone).and_then(entity_of);
        let signed = signed.filter(|id| self.cast.entity(*id).kind == EntityKind::Person);
        if !self.telling.is_begun && self.telling.byline.is_none() {
            self.telling.byline = signed;
        }
        let signed = signed.filter(|_| is_by || self.cast.is_unsigned());
        if let Some(author) = signed.filter(|_| self.author.is_none()) {
            self.author = Some(author);
            self.cast.sign(author);
        }
        let behalf = words.iter().position(|word| word.is("behalf"));
        let is_own = self.cast.has_first_person() && self.floor.is_none() && !words.iter().any(is_quote_mark);
        if let Some(behalf) = behalf.filter(|_| is_own) {
            let start = words[behalf].span.end_bytes();
            let body = mentions.iter().find(|mention| mention.span.start_bytes() >= start).and_then(entity_of);
            self.authors = body.into_iter().collect();
        }
    }

    /// Takes the speaker from a label such as `Ada Korn:` at the head of a paragraph.
    pub(super) fn take_label(&mut self, sentence: &Sentence, words: &[Word<'_>], mentions: &[Mention]) {
        if !sentence.starts_paragraph {
            return;
        }
        let Some(colon) = words.iter().take(12).position(|word| word.text.ends_with(':')) else { return };
        // `The Minister for Trade (Mr Holm):`
        let mut label = words[..colon].iter().filter(|word| word.kind == Kind::Word);
        let is_set_so = |word: &Word<'_>| word.is_capitalised() || LEXICON.is_function_word(&word.lower());
        if !label.clone().all(is_set_so) || !label.next().is_some_and(Word::is_capitalised) {
            return;
        }
        // `A:` is whoever is interviewed.
        if colon == 1 && words[0].is_any(&["a", "answer", "q", "question"]) {
            let is_answer = words[0].is_any(&["a", "answer"]);
            self.interviewee = self.interviewee.or_else(|| self.cast.last_person(None));
            self.floor = self.interviewee.filter(|_| is_answer);
            self.listener = self.interviewee.filter(|_| !is_answer);
            self.cast.floor = self.floor;
            return;
        }
        let end = words[colon].span.start_bytes();
        let mut named = mentions.iter().filter(|mention| mention.span.end_bytes() <= end).filter_map(entity_of);
        let floor = named.next();
        if let (Some(floor), Some(body)) = (floor, named.next()) {
            self.cast.stands_for(floor, body);
        }
        if floor != self.floor {
            self.listener = self.floor.or_else(|| self.cast.last_person(floor));
            self.floor = floor;
            self.cast.floor = floor;
        }
    }

    /// Returns whether a sentence holds quoted words or first persons, so that its speaker is who `we` is.
    pub(super) fn is_speech(&self, passage: &Passage<'_>) -> bool {
        passage.words.iter().any(|word| matches!(word.text, "“" | "\"" | "”"))
            || passage.mentions.iter().any(|mention| mention.who == Who::Speaker)
    }

    /// Tells the cast who speaks to whom in a sentence.
    pub(super) fn hear(&mut self, passage: &Passage<'_>, reports: &[Report]) {
        let nobody = self.cast.find(WE);
        // Several say `we`, and one of them says `I`.
        let is_one = passage.voice.len() == 1 && passage.voice.first().copied() != nobody;
        let is_author = |id: &EntityId| self.authors.contains(id) && self.cast.entity(*id).kind != EntityKind::Person;
        let is_person = is_one && !passage.voice.iter().any(is_author);
        let singular: &[EntityId] = if is_person { &passage.voice } else { &[] };
        let told = reports.iter().map(|report| &report.addressee).find(|addressee| !addressee.is_empty());
        let addressed = match told {
            Some(told) => told.clone(),
            None if self.floor.is_some() => self.listener.into_iter().collect(),
            None => self.recipient.into_iter().collect(),
        };
        self.cast.hear(singular, &passage.speaker, &addressed);
    }

    /// Returns whether all first persons stand in what is reported.
    pub(super) fn speaks_within(&self, passage: &Passage<'_>, report: &Report) -> bool {
        let mut first = passage.mentions.iter().filter(|mention| mention.who == Who::Speaker);
        first.all(|mention| report.content.contains(mention.span))
    }

    /// Returns whoever says `we` and `I` in a sentence before its own cue is known.
    pub(super) fn first_person(&mut self, passage: &Passage<'_>, starts_paragraph: bool) -> Vec<EntityId> {
        if !self.cast.has_first_person() {
            return Vec::new();
        }
        if self.is_in_quote
            && let Some(quoted) = self.quoted
        {
            return vec![quoted];
        }
        if let Some(floor) = self.floor {
            return vec![floor];
        }
        // “We will pay,” she said. “We always have.”
        if passage.words.first().is_some_and(is_quote_mark)
            && !starts_paragraph
            && let Some(quoted) = self.quoted
        {
            return vec![quoted];
        }
        let has_quote = passage.words.iter().any(is_quote_mark);
        if let (true, Some(person)) = (has_quote, self.cast.last_person(None)) {
            return vec![person];
        }
        if let Some(author) = self.author {
            return vec![author];
        }
        if let Some(byline) = self.telling.byline {
            return vec![byline];
        }
        if !self.authors.is_empty() {
            return self.authors.clone();
        }
        match self.source.origin().publisher.clone() {
            Some(publisher) => vec![self.cast.named(&publisher, EntityKind::Organisation)],
            None => vec![self.cast.named(WE, EntityKind::Group)],
        }
    }

    /// Takes where in its paragraph or list a sentence stands: who spoke before, and who does all that the list tells.
    pub(super) fn take_place(&mut self, words: &[Word<'_>], starts_paragraph: bool) -> Place {
        let is_finite = |word: &Word<'_>| matches!(word.tag, "VBD" | "VBZ" | "VBP" | "MD");
        self.telling.is_begun |= words.iter().any(is_finite);
        if starts_paragraph {
            self.telling.told_by.clear();
            let is_item = |word: &Word<'_>| word.kind != Kind::Word || word.text.starts_with(char::is_lowercase);
            let is_verb = |word: &Word<'_>| matches!(word.tag, "VB" | "VBZ" | "VBP" | "VBG" | "VBD");
            let goes_on = words.first().is_some_and(|word| is_item(word) || is_verb(word) || word.tag == "RB");
            if !goes_on {
                self.telling.list_of.clear();
            }
        }
        let Telling { told_by, list_of, .. } = &self.telling;
        Place { mouth: Vec::new(), told_by: told_by.clone(), list_of: list_of.clone() }
    }

    /// Leaves for the next sentence who speaks and who does all in a list that begins: `The ministers:`.
    pub(super) fn leave_place(&mut self, passage: &Passage<'_>, reports: &[Report]) {
        self.telling.told_by = reports.last().map(|report| report.speaker.ids().to_vec()).unwrap_or_default();
        let last = passage.words.iter().rev().find(|word| word.kind == Kind::Mark);
        let is_lead = passage.words.last().is_some_and(|word| word.text == ":")
            || passage.words.len() < 8
                && last.is_some_and(|word| word.text == ",")
                && passage.words.last().is_some_and(|word| word.text == ",");
        // What is to be done under `will:` is a promise, and no stance.
        let is_promise = passage.words.iter().any(|word| matches!(word.tag, "MD" | "TO"));
        if is_lead && !is_promise {
            let first = passage.mentions.iter().map(|mention| passage.bearers(mention));
            let mut actors =
                first.filter(|ids| ids.iter().all(|id| self.cast.entity(*id).kind.is_actor()) && !ids.is_empty());
            self.telling.list_of = actors.next().unwrap_or_default();
        }
    }

    /// Returns whose words a sentence is by its place: nobody, where the document speaks of others.
    pub(super) fn mouth(&self, passage: &Passage<'_>) -> Vec<EntityId> {
        let goes_on = passage.words.first().is_some_and(is_quote_mark);
        let quoted = self.quoted.filter(|_| self.is_in_quote || goes_on);
        let byline = self.telling.byline.filter(|_| self.telling.is_own);
        // A label at the head of a line of a list gives nobody the word.
        let is_person = |id: &EntityId| self.cast.entity(*id).kind == EntityKind::Person;
        let floor = self.floor.filter(|id| self.telling.is_own || is_person(id));
        match quoted.or(floor).or(self.author).or(byline) {
            Some(one) => vec![one],
            None if !passage.voice.is_empty() => passage.voice.clone(),
            None if self.telling.is_own || self.telling.is_paper => self.authors.clone(),
            None => Vec::new(),
        }
    }

    /// Returns for whom somebody speaks in the first person plural: an official for the state or body.
    pub(super) fn spoken_for(&self, speakers: &[EntityId]) -> Vec<EntityId> {
        if self.author.is_some_and(|author| speakers == [author]) && !self.authors.is_empty() {
            return self.authors.clone();
        }
        speakers.iter().map(|id| self.cast.body_of(*id).unwrap_or(*id)).collect()
    }
}

pub(super) fn is_quote_mark(word: &Word<'_>) -> bool {
    matches!(word.text, "“" | "\"")
}

/// Returns the one entity that a mention means.
pub(super) fn entity_of(mention: &Mention) -> Option<EntityId> {
    match mention.who {
        Who::Entity(id) => Some(id),
        _ => None,
    }
}
