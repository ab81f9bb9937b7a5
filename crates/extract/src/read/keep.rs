//! How does what was seen become a record? With its quote, with who is said to have said it, and with how sure it is.

use casus_claim::{Claim, EntityId, Record, RecordId, Statement, Time};
use casus_text::Span;

use super::Reader;
use crate::attribution::Attribution;
use crate::confidence::{Seen, TRUST};
use crate::judge::Likelihood;
use crate::passage::Passage;
use crate::statement::Report;
use crate::trace::{Row, Trace};

/// Where a record was seen, and what is known of it besides what it says.
pub(super) struct Shown {
    /// The words that show it.
    pub trigger: Span,
    pub time: Option<Time>,
    /// How likely the judge holds it, where it was judged.
    pub likelihood: Option<Likelihood>,
    /// By which rule it was read.
    pub trace: Trace,
}

impl Shown {
    /// Returns that words show a record by a rule, and nothing more.
    pub fn by(trigger: Span, trace: Trace) -> Self {
        Self { trigger, time: None, likelihood: None, trace }
    }
}

impl Reader<'_> {
    /// Records that somebody is reported to have said something.
    pub(super) fn statement(&mut self, passage: &Passage<'_>, report: &Report) {
        let statement = Statement {
            speaker: report.speaker.clone(),
            cue: report.cue.clone(),
            content: passage.quote(report.content),
            mode: report.mode,
            addressee: report.addressee.clone(),
        };
        let speaker = report.speaker.ids().to_vec();
        let cue = &passage.words[report.at];
        let row = Row::of("cue", "cues.tsv", if passage.is_verbal(report.at) { cue.lemma } else { &report.cue });
        let trace = row.trace(passage, cue.span, report.mode.word());
        self.keep(passage, speaker, Shown::by(cue.span, trace), Claim::Statement(statement));
    }

    /// Records something; who says it is whoever says the words that show it.
    pub(super) fn push(&mut self, passage: &Passage<'_>, reports: &[Report], shown: Shown, claim: Claim) {
        let inside = reports.iter().filter(|report| report.content.contains(shown.trigger));
        let innermost = inside.min_by_key(|report| report.content.len_bytes());
        let attributed_to = innermost.map(|report| report.speaker.ids().to_vec()).unwrap_or_default();
        self.keep(passage, attributed_to, shown, claim);
    }

    fn keep(&mut self, passage: &Passage<'_>, attributed_to: Vec<EntityId>, shown: Shown, claim: Claim) {
        let quote = passage.quote(passage.span);
        let here = self.records.iter().rev().take_while(|record| record.quote.span().overlaps(passage.span));
        let seen = Seen {
            passage,
            cast: &self.cast,
            trigger: shown.trigger,
            claim: &claim,
            is_reported: !attributed_to.is_empty(),
            is_attributed: self.is_attributed(passage, said(&claim).unwrap_or(shown.trigger)),
            has_time: shown.time.is_some(),
            before: here.filter(|record| record.claim.kind() == claim.kind()).count(),
            likelihood: shown.likelihood,
        };
        let signs = seen.signs();
        let confidence = TRUST.confidence(&signs);
        let likelihood = shown.likelihood.map(|likelihood| likelihood.share);
        self.traces.push(Trace { likelihood, signs: TRUST.strongest(&signs), ..shown.trace });
        #[cfg(feature = "learn")]
        self.signs.push(signs);
        let id = self.next_id();
        self.records.push(Record { id, quote, attributed_to, time: shown.time, confidence, claim });
    }

    /// Returns whether the learned layer, too, finds that words of a sentence are attributed to somebody.
    fn is_attributed(&self, passage: &Passage<'_>, content: Span) -> bool {
        let cue = |attribution: &Attribution| attribution.cue.first().map_or(0, |cue| cue.start_bytes());
        let first = self.attributions.partition_point(|it| cue(it) < passage.span.start_bytes());
        let here = self.attributions[first..].iter().take_while(|it| cue(it) < passage.span.end_bytes());
        here.flat_map(|it| &it.content)
            .any(|piece| 2 * piece.shared_bytes(content) >= piece.len_bytes().min(content.len_bytes()))
    }

    pub(super) fn next_id(&self) -> RecordId {
        RecordId(u32::try_from(self.records.len()).expect("a text has fewer records than bytes"))
    }
}

/// Returns the words for what is said, done or wanted, where a record has such.
fn said(claim: &Claim) -> Option<Span> {
    match claim {
        Claim::Statement(statement) => Some(statement.content.span()),
        Claim::Commitment(commitment) => Some(commitment.consequent.quote.span()),
        Claim::Position(position) => Some(position.content.span()),
        Claim::Authority(authority) => Some(authority.over.span()),
        Claim::Event(_) | Claim::Figure(_) => None,
    }
}
