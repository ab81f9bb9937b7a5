//! How did each promise of a page develop?
//!
//! In go the facts of a page and its promises; the ledger's threads of the records come out beside those promises that
//! have more than one telling. Where several promises of the page are tellings of one thread, the one that tells it last
//! has the tellings, and the others name it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casus_claim::{Reference, Term};
use casus_ledger::thread::{Report, Settled, Step, Thread, ThreadKind, threads};

use crate::facts::Facts;
use crate::page::{Development, Telling};
use crate::promises::Concluded;
use crate::threads::Ties;

/// Says of each promise how it developed; records less sure than the share are left out.
pub(crate) fn add(concluded: &mut [Concluded], facts: &Facts, (ties, terms): (&Ties, &[Term]), confidence_min: f64) {
    let references: Vec<Vec<Reference>> = (0..facts.documents.len())
        .map(|document| facts.lines_of(document).map(|line| line.whole()).collect())
        .collect();
    let reports = facts.documents.iter().enumerate().map(|(document, (source, reading))| {
        let (names, references) = (facts.names_of(document), references[document].as_slice());
        Report { source, reading, names, references, voice: facts.copies.voices[document] }
    });
    let reports: Vec<Report<'_>> = reports.collect();
    let settled = Settled { joined: &ties.joined, parted: &ties.parted, terms, confidence_min };
    let is_told_on = |thread: &Thread| thread.kind == ThreadKind::Commitment && thread.steps.len() > 1;
    let mut lines: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (n, concluded) in concluded.iter().enumerate() {
        concluded.places.iter().for_each(|place| lines.entry(*place).or_default().push(n));
    }
    for thread in threads(&reports, &settled).iter().filter(|thread| is_told_on(thread)) {
        add_thread(concluded, &lines, facts, thread);
    }
}

fn place(step: &Step) -> (usize, usize) {
    (step.document, step.record)
}

/// Says how the promises of a thread developed; `lines` has the promises that are told at each place.
fn add_thread(
    concluded: &mut [Concluded],
    lines: &BTreeMap<(usize, usize), Vec<usize>>,
    facts: &Facts,
    thread: &Thread,
) {
    let lines_of = |step: &Step| lines.get(&place(step)).map(Vec::as_slice).unwrap_or_default();
    let of_thread: BTreeSet<usize> = thread.steps.iter().flat_map(lines_of).copied().collect();
    let last = thread.steps.iter().position(|step| place(step) == place(thread.last()));
    let last = last.expect("the last telling is one of them");
    let Some(&home) = lines_of(thread.last()).iter().min().or(of_thread.first()) else { return };
    let telling = |step: &Step| {
        let evidence = facts.line(step.document, step.record).evidence();
        Telling { step: step.clone(), evidence }
    };
    let tellings: Arc<[Telling]> = thread.steps.iter().map(telling).collect();
    let trend = thread.trend().map(|(step, change)| (change.kind, step.day));
    let home_reference = concluded[home].promise.reference.clone();
    for n in of_thread {
        concluded[n].promise.development = Some(Development {
            voices: thread.voices(),
            tellings: Arc::clone(&tellings),
            last,
            trend,
            told_at: (n != home).then(|| home_reference.clone()),
        });
    }
}
