//! Are any readings taken, in any order?

use std::collections::BTreeSet;

use casus_text::ContentId;
use fastrand::Rng;
use proptest::prelude::*;

use super::super::{KnownReports, difference, doubles};
use super::*;
use crate::tests::sample;

/// Papers in which few debtors promise few things, so that many are alike.
fn papers(rng: &mut Rng) -> Vec<Paper> {
    const DEBTORS: [&str; 3] = ["Norland", "Sudland", "Norland and Sudland"];
    const THINGS: [&str; 6] = [
        "send engineers to the dam",
        "send 200 engineers to the dam",
        "repair the dam",
        "send engineers",
        "guard the harbour of Callow",
        "guard the harbour",
    ];
    const ENDS: [&str; 4] = ["", " if the truce holds", ", it said again", " this year"];
    let count = rng.usize(1..14);
    let paper = |n: usize| {
        let [debtor, thing, end] =
            [rng.choice(DEBTORS), rng.choice(THINGS), rng.choice(ENDS)].map(|it| it.expect("some"));
        let text = format!("Report {n}: {debtor} will {thing}{end}.");
        let paper = paper(rng.i8(1..40), &text).troops(debtor, *rng.choice(Status::ALL).expect("some"), thing);
        let paper = if end.contains("truce") { paper.given("the truce holds") } else { paper };
        let mut paper = if thing.contains("200") { paper.count(rng.i64(1..4) * 100, "engineer") } else { paper };
        paper.id_of(EntityKind::Place, "Callow");
        paper.voice(rng.usize(0..3), rng.choice(["Courier", "Gazette"]).expect("some"))
    };
    (0..count).map(paper).collect()
}

/// A thread by its words and its steps.
type Shown = (String, Vec<(ContentId, Reference, Vec<ChangeKind>)>);

/// The threads with their documents by their ids, which stay when the documents come in another order.
fn told(papers: &[Paper], settled: &Settled<'_>) -> Vec<Shown> {
    let ready = Papers::of(papers);
    let found = threads(&ready.reports(), settled);
    let step = |step: &super::super::Step| {
        let kinds = step.changes.iter().map(|change| change.kind).collect();
        (papers[step.document].source.id(), step.reference, kinds)
    };
    found.iter().map(|thread| (thread.about.clone(), thread.steps.iter().map(step).collect())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_in_which_documents_come_in_is_of_no_account(seed: u64) {
        let mut rng = Rng::with_seed(seed);
        let mut papers = papers(&mut rng);
        let (ready, count) = (Papers::of(&papers), papers.len());
        let pair = (ready.reference(rng.usize(0..count), 0), ready.reference(rng.usize(0..count), 0));
        let settled = Settled { joined: &[pair], parted: &[(pair.1, ready.reference(0, 0))], confidence_min: 0.5, ..Settled::default() };
        let before = told(&papers, &settled);
        rng.shuffle(&mut papers);
        prop_assert_eq!(told(&papers, &settled), before);
    }

    #[test]
    fn each_record_is_in_one_thread_and_what_was_decided_holds(seed: u64) {
        let mut rng = Rng::with_seed(seed);
        let papers = papers(&mut rng);
        let ready = Papers::of(&papers);
        let mut pick = || ready.reference(rng.usize(0..papers.len()), 0);
        let (joined, parted) = ((pick(), pick()), (pick(), pick()));
        let settled = Settled { joined: &[joined], parted: &[parted], ..Settled::default() };
        let found = threads(&ready.reports(), &settled);
        let place = |reference: Reference| {
            found.iter().position(|thread| thread.steps.iter().any(|step| step.reference == reference))
        };
        let all: Vec<Reference> = found.iter().flat_map(|thread| thread.steps.iter().map(|step| step.reference)).collect();
        let once: BTreeSet<&Reference> = all.iter().collect();
        prop_assert_eq!((once.len(), all.len()), (papers.len(), papers.len()));
        let is_same_pair = joined == parted || joined == (parted.1, parted.0);
        prop_assert!(is_same_pair || place(joined.0) == place(joined.1), "{joined:?}");
        prop_assert!(parted.0 == parted.1 || place(parted.0) != place(parted.1) , "{parted:?}");
    }
}

#[test]
fn any_readings_are_taken_and_give_the_same_again() {
    for seed in 0..300 {
        let mut rng = Rng::with_seed(seed);
        let document = |n: usize| {
            let source = Source::new(sample::text(&mut rng), Origin::default());
            let origin = sample::origin(&mut rng, &source, &format!("{n}.txt"));
            let source = source.with_origin(origin);
            let reading = sample::reading(&mut rng, &source);
            let references = references(&reading);
            let names = reading.entities().iter().map(|entity| entity.name.clone()).collect();
            (source, reading, names, references, n % 3)
        };
        let papers = Papers((0..6).map(document).collect());
        let reports = papers.reports();
        let found = threads(&reports, &Settled::default());
        assert_eq!(found, threads(&reports, &Settled::default()), "seed {seed}");
        let known = |reports| KnownReports { reports, contradictions: &[] };
        let all = difference(&known(&reports[..3]), &known(&reports), &Settled::default());
        assert_eq!(all.threads, found, "seed {seed}");
        assert_eq!(doubles(&found, &reports), doubles(&found, &reports), "seed {seed}");
    }
}
