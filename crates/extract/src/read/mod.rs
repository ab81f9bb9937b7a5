//! The story of a reading: sentences → names → who says it → what is promised, wanted, held and counted.

mod keep;
mod line;
mod voice;

use std::collections::BTreeSet;

use casus_claim::{Claim, EntityId, EntityKind, Figure, Note, NoteKind, Reading, Record, Registry};
use casus_syntax::{Doc, Pos};
use casus_text::{Source, Span};
use jiff::civil::Date;

use crate::attribution::{Attribution, attributions};
use crate::authority::authorities;
use crate::cast::Cast;
use crate::commitment::{Company, Lead, Surroundings, bind, commitments, lead};
use crate::condition::{SeenCondition, conditions};
#[cfg(feature = "learn")]
use crate::confidence::Signs;
use crate::event::{Heard, SeenEvent, Tellings, events};
use crate::figure::{LastUnits, amounts};
#[cfg(feature = "learn")]
use crate::judge::Judge;
use crate::judge::{JUDGE, Tribunal};
use crate::label;
use crate::lexicon::{Class, LEXICON};
use crate::mention::{Target, sightings};
use crate::names::Names;
use crate::passage::Passage;
use crate::position::positions;
use crate::role::roles;
use crate::roll::{Line, settle};
use crate::sentence::{LEN_BYTES_MAX, Sentence, sentences};
use crate::statement::{Report, reports};
use crate::time::{SeenTime, Told, times};
use crate::trace::{Row, Trace};
use crate::unread::{foreign, overlong};
use crate::word::{Kind, Word, lower, phrase, words};
use keep::Shown;
use line::{after_dateline, is_item, is_loud, is_place_and_day, reads_like_a_heading};
use voice::{Telling, entity_of, is_quote_mark};

/// Reads a document with the actors that a dossier names beforehand; `doc` is what syntax found out about its text.
pub fn read(source: &Source, registry: &Registry, doc: &Doc) -> Reading {
    explained(source, registry, doc).0
}

/// Reads a document and returns besides by which rule each record was read, in the order of their ids.
pub fn explained(source: &Source, registry: &Registry, doc: &Doc) -> (Reading, Vec<Trace>) {
    read_with(source, registry, doc, &mut Tribunal::new(&JUDGE))
}

/// Reads a document and returns besides what a tribunal heard and saw of it.
#[cfg(feature = "learn")]
pub(crate) fn read_heard<'b>(
    source: &Source,
    registry: &Registry,
    doc: &Doc,
    judge: &'b Judge,
) -> (Reading, Tribunal<'b>) {
    let mut tribunal = Tribunal::new(judge);
    let (reading, _) = read_with(source, registry, doc, &mut tribunal);
    (reading, tribunal)
}

/// Reads a document before a tribunal.
pub(crate) fn read_with(
    source: &Source,
    registry: &Registry,
    doc: &Doc,
    tribunal: &mut Tribunal<'_>,
) -> (Reading, Vec<Trace>) {
    let sentences = sentences(source, doc);
    let mut reader = Reader::new(source, doc, registry);
    if let Some(note) = foreign(source) {
        reader.notes.push(note);
    } else {
        reader.attributions = attributions(source, doc);
        let lines = reader.lines(&sentences);
        reader.company = Company::of(&lines);
        for (sentence, line) in sentences.iter().zip(lines) {
            reader.sentence(sentence, line, tribunal);
        }
    }
    #[cfg(feature = "learn")]
    {
        tribunal.shown = std::mem::take(&mut reader.signs);
    }
    reader.finish(&sentences)
}

/// A reading under way.
struct Reader<'a> {
    source: &'a Source,
    doc: &'a Doc,
    published: Option<Date>,
    /// Which times the text has spoken of.
    told: Told,
    cast: Cast,
    records: Vec<Record>,
    /// By which rule each of them was read.
    traces: Vec<Trace>,
    /// What was seen of each record, for who learns from it.
    #[cfg(feature = "learn")]
    signs: Vec<Signs>,
    notes: Vec<Note>,
    names: Names,
    /// Who says what, as the learned layer finds it, in the order of the cues.
    attributions: Vec<Attribution>,
    /// Capitalised words that stand inside a sentence somewhere, and so are names.
    capitals: BTreeSet<&'a str>,
    /// Whom a label at the head of a paragraph last gave the word to.
    floor: Option<EntityId>,
    /// Who had it before.
    listener: Option<EntityId>,
    /// Who answers where labels tell no more than that there is an answer: `A:`.
    interviewee: Option<EntityId>,
    /// Whose words the text is, where its headline or its "we" says so.
    authors: Vec<EntityId>,
    /// Who says `I` in it, where a line tells so: `By Ada Korn`, or a letter's last.
    author: Option<EntityId>,
    /// To whom a letter is written.
    recipient: Option<EntityId>,
    /// How the text has been told so far.
    telling: Telling,
    /// The speaker of the last attributed quotation.
    quoted: Option<EntityId>,
    /// Whether a quotation is still open at the end of the sentence before.
    is_in_quote: bool,
    /// Whether the lines of a list would be promises here.
    is_listed: bool,
    /// Which events it has told of.
    tellings: Tellings,
    /// Who owes what was promised last.
    before: Vec<EntityId>,
    /// Whom the text has named so far.
    company: Company,
    /// What a line that ended in a colon says of the lines under it.
    lead: Option<Lead>,
    /// On which conditions it says so.
    lead_conditions: Vec<SeenCondition>,
    /// The conditions of the last sentence.
    terms: Vec<SeenCondition>,
    /// The units in which the last amounts were given.
    units: LastUnits,
    /// The place of the last commitment of the sentence before in `records`.
    last_commitment: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, doc: &'a Doc, registry: &Registry) -> Self {
        Self {
            names: Names::of(registry, source.published(), source.origin().publisher.clone()),
            source,
            doc,
            published: source.published(),
            told: Told::on(source.published()),
            cast: Cast::default(),
            records: Vec::new(),
            traces: Vec::new(),
            #[cfg(feature = "learn")]
            signs: Vec::new(),
            notes: Vec::new(),
            attributions: Vec::new(),
            capitals: BTreeSet::new(),
            floor: None,
            listener: None,
            interviewee: None,
            authors: Vec::new(),
            author: None,
            recipient: None,
            is_listed: false,
            telling: Telling::default(),
            quoted: None,
            is_in_quote: false,
            tellings: Tellings::default(),
            before: Vec::new(),
            company: Company::default(),
            lead: None,
            lead_conditions: Vec::new(),
            terms: Vec::new(),
            units: LastUnits::default(),
            last_commitment: None,
        }
    }

    fn note(&mut self, kind: NoteKind, span: Option<Span>, sentence: String) {
        self.notes.push(Note { kind, span, sentence });
    }

    /// Returns the sentences with whom they name, once all of them have been seen.
    fn lines(&mut self, sentences: &[Sentence]) -> Vec<Line<'a>> {
        let words = sentences.iter().map(|sentence| self.words_of(sentence)).collect::<Vec<_>>();
        self.capitals = capitals(&words);
        let mut lines = Vec::with_capacity(sentences.len());
        for (sentence, words) in sentences.iter().zip(words) {
            let mut sightings = sightings(&words, &self.names, &|word| self.capitals.contains(word));
            if sentence.starts_paragraph {
                label::take(&words, &mut sightings);
            }
            let (is_heading, starts_paragraph) = (self.is_heading(sentence), sentence.starts_paragraph);
            lines.push(Line { words, sightings, is_heading, starts_paragraph, asker: None });
        }
        settle(&mut lines, &self.names);
        label::mark_askers(&mut lines);
        lines
    }

    /// Returns the words of a sentence behind its dateline; none where it is no sentence of a person.
    fn words_of(&self, sentence: &Sentence) -> Vec<Word<'a>> {
        if sentence.span.len_bytes() > LEN_BYTES_MAX {
            return Vec::new();
        }
        let start = after_dateline(self.source, sentence).start_bytes();
        let tokens = &self.doc.tokens()[sentence.tokens.clone()];
        let skipped = tokens.partition_point(|token| token.start < start);
        words(self.source, self.doc, sentence.tokens.start + skipped..sentence.tokens.end)
    }

    fn sentence(&mut self, sentence: &Sentence, line: Line<'a>, tribunal: &mut Tribunal<'_>) {
        if let Some(note) = overlong(sentence) {
            self.notes.push(note);
            return;
        }
        if line.is_heading {
            let before = self.author;
            self.take_authors(sentence);
            if self.author == before {
                self.take_signature(&line);
            }
            self.take_interviewee(&line);
            return;
        }
        let span = after_dateline(self.source, sentence);
        let Line { words, sightings, asker, .. } = line;
        let place_of_us =
            sightings.iter().find(|sighting| is_ourselves(&sighting.points_at)).map(|sighting| sighting.span);
        let mut mentions = self.cast.sentence(sightings, &words, sentence.starts_paragraph);
        let ourselves = mentions.iter().find(|mention| Some(mention.span) == place_of_us).and_then(entity_of);
        self.take_label(sentence, &words, &mentions);
        mentions.retain(|mention| !asker.is_some_and(|asker| asker.contains(mention.span)));
        self.take_letter(&words, &mentions);
        // A quotation that goes on in a further paragraph is opened there again.
        let is_in_quote = self.is_in_quote && !sentence.starts_paragraph;
        let (speaker, voice) = (Vec::new(), Vec::new());
        let place = self.take_place(&words, sentence.starts_paragraph);
        let mut passage = Passage { source: self.source, span, words, is_in_quote, mentions, speaker, voice, place };
        if let Some(group) = ourselves.filter(|_| !passage.words.iter().any(|word| matches!(word.text, "“" | "\""))) {
            self.authors = vec![group];
        }
        let has_mark = is_in_quote || passage.words.iter().any(is_quote_mark);
        self.telling.is_own |= !has_mark && self.cast.has_first_person();
        passage.voice = self.first_person(&passage, sentence.starts_paragraph);
        passage.speaker = self.spoken_for(&passage.voice);
        passage.place.mouth = self.mouth(&passage);
        let reports = reports(&passage, &self.cast);
        let is_quoted = self.is_in_quote || passage.words.iter().any(is_quote_mark);
        let is_heard = |report: &&Report| is_quoted || self.speaks_within(&passage, report);
        if let Some(report) = reports.first().filter(|_| self.is_speech(&passage)).filter(is_heard) {
            self.quoted = report.speaker.ids().first().copied();
            passage.voice = report.speaker.ids().to_vec();
            passage.speaker = match ourselves {
                Some(group) => vec![group],
                None => self.spoken_for(&passage.voice),
            };
        }
        self.cast.take_roles(roles(&passage, &self.cast));
        self.hear(&passage, &reports);
        if sentence.starts_paragraph && !is_item(passage.text()) {
            self.lead = None;
            self.lead_conditions.clear();
        }
        self.records_of(&passage, &reports, tribunal);
        if let Some(lead) = lead(&passage, &self.cast) {
            self.lead = Some(lead);
        }
        self.leave_place(&passage, &reports);
        self.is_in_quote = passage.is_quoted(passage.words.len());
    }

    /// Returns whether a sentence is the document's headline or its dateline, which are not mined.
    fn is_heading(&self, sentence: &Sentence) -> bool {
        let text = self.source.slice(sentence.span);
        let origin = self.source.origin();
        let is_title = origin.title.as_deref().is_some_and(|title| title.trim() == text.trim());
        let is_dateline = match origin.published.map(|published| published.origin) {
            Some(casus_text::DateOrigin::Dateline(span)) => span.contains(sentence.span),
            _ => false,
        };
        let is_alone = || {
            let after = &self.source.text()[sentence.span.end_bytes()..];
            after.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        };
        let is_set_so = sentence.starts_paragraph
            && (reads_like_a_heading(text) || is_place_and_day(text) || is_loud(text) && is_alone());
        is_title || is_dateline || is_set_so || self.is_headline(sentence)
    }

    /// Returns whether a sentence is the first line of a text with more to come, and does not end as sentences do.
    fn is_headline(&self, sentence: &Sentence) -> bool {
        const LEN_BYTES_MAX: usize = 160;
        let text = self.source.text();
        let (before, after) = (&text[..sentence.span.start_bytes()], &text[sentence.span.end_bytes()..]);
        let line = self.source.slice(sentence.span).trim_end();
        let is_open = !line.ends_with(['.', '!', '?', ';', ',', ':', '”', '"', ')']);
        let is_line =
            after.trim_start_matches([' ', '\t', '\r']).starts_with('\n') && after.chars().any(char::is_alphanumeric);
        before.trim().is_empty() && is_open && is_line && line.len() <= LEN_BYTES_MAX
    }

    fn records_of(&mut self, passage: &Passage<'_>, reports: &[Report], tribunal: &mut Tribunal<'_>) {
        let times = times(passage, &mut self.told);
        let taken: Vec<Span> = times.iter().map(|time| time.span).collect();
        let amounts = amounts(passage, &taken, &mut self.units);
        let conditions = conditions(passage, &self.cast, &times);
        self.unresolved(&times);
        for report in reports.iter().filter(|report| report.is_uttered) {
            self.statement(passage, report);
        }
        for condition in conditions.iter().filter(|condition| condition.is_about_before) {
            self.extend_last(condition);
        }
        let around = Surroundings {
            reports,
            conditions: &conditions,
            amounts: &amounts,
            times: &times,
            published: self.published,
            is_listed: self.is_listed,
            authors: &self.authors,
            before: &self.before,
            company: &self.company,
            lead: self.lead.as_ref(),
        };
        let (commitments, orphans) = commitments(passage, &self.cast, &around, tribunal);
        self.last_commitment = None;
        let announces = passage.words.iter().any(|word| LEXICON.is(Class::Announcing, &word.lower()));
        let is_line = passage.words.iter().take(6).any(|word| word.text == ":");
        self.is_listed = announces || is_line && self.is_listed;
        let terms = self.terms_of(passage, &conditions);
        for mut seen in commitments {
            self.lead_conditions.iter().chain(&terms).for_each(|condition| bind(&mut seen.commitment, condition));
            self.last_commitment = Some(self.records.len());
            self.before = seen.commitment.debtor.ids().to_vec();
            self.company.owe(passage, &seen.commitment);
            let shown =
                Shown { time: seen.time, likelihood: Some(seen.likelihood), ..Shown::by(seen.trigger, seen.trace) };
            self.push(passage, reports, shown, Claim::Commitment(seen.commitment));
        }
        for orphan in orphans {
            let sentence = format!("nobody is named for “{}”", self.source.slice(orphan).trim());
            self.note(NoteKind::NoActor, Some(orphan), sentence);
        }
        if passage.text().trim_end().ends_with(':') {
            self.lead_conditions = conditions.into_iter().chain(terms).collect();
            self.lead_conditions.retain(|condition| !condition.is_about_before);
        }
        self.company.tell(passage);
        let named: Vec<EntityId> = passage.mentions.iter().flat_map(|mention| passage.bearers(mention)).collect();
        for id in named {
            let kind = self.cast.entity(id).kind;
            if kind.is_actor() {
                self.company.name(id, kind);
            }
        }
        for seen in positions(passage, &self.cast, reports) {
            let trace = seen.row.trace(passage, seen.trigger, seen.position.stance.word());
            // What somebody's own words ask for stands in them: `stressed the need to wait`.
            let content = seen.position.content.span();
            let is_own = |report: &Report| {
                report.is_uttered && report.speaker == seen.position.holder && report.content.contains(content)
            };
            let trigger = if reports.iter().any(is_own) { content } else { seen.trigger };
            self.push(passage, reports, Shown::by(trigger, trace), Claim::Position(seen.position));
        }
        for seen in events(passage, &self.cast, &times, self.published) {
            self.event(passage, reports, seen);
        }
        for seen in amounts {
            let figure = Figure { of: seen.of, amount: seen.amount };
            let trace = Row::bare("number").trace(passage, seen.span, figure.amount.unit.kind());
            self.push(passage, reports, Shown::by(seen.span, trace), Claim::Figure(figure));
        }
        for seen in authorities(passage) {
            let trace = seen.row.trace(passage, seen.trigger, seen.authority.claim.word());
            self.push(passage, reports, Shown::by(seen.trigger, trace), Claim::Authority(seen.authority));
        }
    }

    /// Returns the conditions that a sentence takes over from the one before: `To this end, …`, `In that case …`.
    fn terms_of(&mut self, passage: &Passage<'_>, conditions: &[SeenCondition]) -> Vec<SeenCondition> {
        let opening = |count: usize| lower(&phrase(&passage.words[..count.min(passage.words.len())])).into_owned();
        let carries_on = conditions.is_empty() && (2..=4).any(|count| LEXICON.is(Class::CarryingOn, &opening(count)));
        if !carries_on {
            self.terms = conditions.iter().filter(|condition| !condition.is_about_before).cloned().collect();
        }
        if carries_on { self.terms.clone() } else { Vec::new() }
    }

    /// Notes the times that hang on a day of publication that is not known.
    fn unresolved(&mut self, times: &[SeenTime]) {
        if self.published.is_some() {
            return;
        }
        for time in times.iter().filter(|time| time.is_relative) {
            let sentence = format!("“{}” cannot be told in days, as the document carries no date", time.time.text());
            self.note(NoteKind::UnresolvedTime, Some(time.span), sentence);
        }
    }

    /// Gives the last commitment of the sentence before a condition that this sentence states.
    fn extend_last(&mut self, condition: &SeenCondition) {
        let Some(record) = self.last_commitment.and_then(|at| self.records.get_mut(at)) else { return };
        if let Claim::Commitment(commitment) = &mut record.claim {
            bind(commitment, condition);
            record.quote = self.source.quote(record.quote.span().cover(condition.span));
        }
    }

    /// Records an event, or adds what is new to the record of its first telling.
    fn event(&mut self, passage: &Passage<'_>, reports: &[Report], mut seen: SeenEvent) {
        self.introduce(&mut seen);
        match self.tellings.hear(seen, self.records.len()) {
            Heard::First(seen) => {
                let trace = seen.row().trace(passage, seen.trigger, seen.event.kind.word());
                let shown = Shown { time: seen.time, ..Shown::by(seen.trigger, trace) };
                self.push(passage, reports, shown, Claim::Event(seen.event));
            }
            Heard::Again(record, seen) => {
                self.records[record].time = seen.time;
                self.records[record].claim = Claim::Event(seen.event);
            }
            Heard::Nothing => {}
        }
    }

    /// Makes entities of those who take part in an event without a name.
    fn introduce(&mut self, seen: &mut SeenEvent) {
        let words = |span: Span| self.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let lands = seen.lands.drain(..).map(|land| self.cast.named(land, EntityKind::State)).collect::<Vec<_>>();
        let groups = seen.described.drain(..).map(|span| self.cast.party(&words(span), span));
        let groups = groups.collect::<Vec<_>>();
        for party in lands.into_iter().chain(groups) {
            if self.cast.entity(party).kind.is_actor() && !seen.event.participants.contains(&party) {
                seen.event.participants.push(party);
            }
        }
    }

    fn finish(mut self, sentences: &[Sentence]) -> (Reading, Vec<Trace>) {
        assert_eq!(self.records.len(), self.traces.len(), "each record is read by a rule");
        if self.published.is_none() {
            self.note(NoteKind::Undated, None, "nothing tells when the document was published".to_owned());
        }
        let spans = sentences.iter().map(|sentence| sentence.span).collect();
        let reading = Reading::new(self.source.id(), self.cast.into_entities(), self.records, self.notes, spans);
        (reading, self.traces)
    }
}

/// Returns whether a sighting is a group that the speaker counts himself in: `we Europeans`.
fn is_ourselves(target: &Target) -> bool {
    matches!(target, Target::Ourselves { .. })
}

/// Collects the capitalised words that stand inside a sentence.
fn capitals<'a>(sentences: &[Vec<Word<'a>>]) -> BTreeSet<&'a str> {
    let is_inside = |words: &[Word<'_>], at: usize| at > 0 && !matches!(words[at - 1].text, ":" | "“" | "\"" | "‘");
    let inside = sentences.iter().flat_map(|words| {
        let first = words.iter().position(|word| word.kind == Kind::Word).unwrap_or_default();
        (first + 1..words.len()).filter(move |at| is_inside(words, *at)).map(move |at| &words[at])
    });
    let capitals = inside.filter(|word| word.is_capitalised()).map(|word| word.text);
    let mut capitals: BTreeSet<&str> = capitals.filter(|text| !LEXICON.is_function_word(&lower(text))).collect();
    // Of a list that names one who gives the other lines do so too: `– Callow: €3 million`.
    let labels: Vec<&Word<'_>> = sentences.iter().filter_map(|words| label_of(words)).collect();
    if labels.iter().any(|label| capitals.contains(label.text) || LEXICON.name(label.text).is_some()) {
        capitals.extend(labels.iter().map(|label| label.text));
    }
    capitals
}

/// Returns the one capitalised word between the mark and the colon of a line that tells how much: `– Callow: €3 million`.
fn label_of<'a, 'b>(words: &'b [Word<'a>]) -> Option<&'b Word<'a>> {
    let [mark, label, colon, told, ..] = words else { return None };
    let is_label = label.is_capitalised() && label.tag == "NNP" && colon.text == ":";
    let is_amount = matches!(told.kind, Kind::Number)
        || told.pos == Pos::Sym
        || told.is_any(&["up", "about", "around", "no", "none", "nothing", "undecided"]);
    (mark.kind == Kind::Mark && is_label && is_amount).then_some(label)
}
