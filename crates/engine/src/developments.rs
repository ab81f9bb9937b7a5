//! How did each promise of a page develop?
//!
//! In go the facts of a page and its promises; the ledger's threads of the records come out beside those promises that
//! have more than one telling. Where several promises of the page are tellings of one thread, the one that tells it last
//! has the tellings, and the others name it.

use std::collections::BTreeMap;

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
    for thread in threads(&reports, &settled).iter().filter(|thread| is_told_on(thread)) {
        add_thread(concluded, facts, thread);
    }
}

fn place(step: &Step) -> (usize, usize) {
    (step.document, step.record)
}

fn add_thread(concluded: &mut [Concluded], facts: &Facts, thread: &Thread) {
    let places: BTreeMap<(usize, usize), usize> =
        thread.steps.iter().enumerate().map(|(n, step)| (place(step), n)).collect();
    let last = places[&place(thread.last())];
    let tells = |concluded: &Concluded| concluded.places.iter().any(|place| places.contains_key(place));
    let of_thread: Vec<usize> = (0..concluded.len()).filter(|&n| tells(&concluded[n])).collect();
    let tells_last = |&&n: &&usize| concluded[n].places.contains(&place(thread.last()));
    let Some(&home) = of_thread.iter().find(tells_last).or(of_thread.first()) else { return };
    let telling = |step: &Step| {
        let evidence = facts.line(step.document, step.record).evidence();
        Telling { step: step.clone(), evidence }
    };
    let tellings: Vec<Telling> = thread.steps.iter().map(telling).collect();
    let trend = thread.trend().map(|(step, change)| (change.kind, step.day));
    let home_reference = concluded[home].promise.reference.clone();
    for n in of_thread {
        concluded[n].promise.development = Some(Development {
            voices: thread.voices(),
            tellings: tellings.clone(),
            last,
            trend,
            told_at: (n != home).then(|| home_reference.clone()),
        });
    }
}
