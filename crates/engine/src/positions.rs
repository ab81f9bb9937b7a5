//! Who stands where, and who must say yes?

use casus_claim::Claim;

use crate::facts::{Facts, Line};
use crate::page::{AuthorityLine, PositionLine};
use crate::phrase::{gist, one_line};

/// Lists the positions by actor, then by subject, then in the order of the documents.
pub(crate) fn positions(facts: &Facts) -> Vec<PositionLine> {
    let mut lines: Vec<PositionLine> = Vec::new();
    for line in facts.lines() {
        let Claim::Position(position) = &line.record.claim else { continue };
        lines.push(PositionLine {
            holder: line.names(position.holder.ids()),
            stance: position.stance,
            content: one_line(position.content.text()),
            because: position.because.as_ref().map(|quote| one_line(quote.text())),
            evidence: line.evidence(),
            is_sure: facts.is_sure(line.record.confidence.share()),
        });
    }
    // The subject without its filler, so that "the loan" and "a loan" stand together.
    lines.sort_by_cached_key(|line| (line.holder.clone(), gist(&line.content)));
    lines.dedup_by(|next, first| {
        (&next.holder, next.stance, &next.content, &next.evidence)
            == (&first.holder, first.stance, &first.content, &first.evidence)
    });
    lines
}

/// Lists whose say it is, in the order of the documents.
pub(crate) fn authorities(facts: &Facts) -> Vec<AuthorityLine> {
    facts.lines().filter_map(|line| authority(facts, line)).collect()
}

/// Returns whose say a record says that it is; none where it says something else.
pub(crate) fn authority(facts: &Facts, line: Line<'_>) -> Option<AuthorityLine> {
    let Claim::Authority(authority) = &line.record.claim else { return None };
    Some(AuthorityLine {
        holder: line.names(authority.holder.ids()),
        claim: authority.claim,
        over: one_line(authority.over.text()),
        procedure: authority.procedure.clone(),
        evidence: line.evidence(),
        is_sure: facts.is_sure(line.record.confidence.share()),
    })
}
