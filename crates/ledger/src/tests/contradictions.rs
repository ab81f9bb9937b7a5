//! Does the finder of contradictions take any reading there is, and find the same in it again?

use casus_claim::Reading;
use casus_text::Source;
use fastrand::Rng;

use super::sample;
use crate::contradictions;

fn documents(seed: u64) -> Vec<(Source, Reading)> {
    let mut rng = Rng::with_seed(seed);
    let document = |n: usize| {
        let source = Source::new(sample::text(&mut rng), casus_text::Origin::default());
        let origin = sample::origin(&mut rng, &source, &format!("{n}.txt"));
        let source = source.with_origin(origin);
        let reading = sample::reading(&mut rng, &source);
        (source, reading)
    };
    (0..6).map(document).collect()
}

#[test]
fn any_readings_are_taken_and_give_the_same_again() {
    for seed in 0..500 {
        let documents = documents(seed);
        assert_eq!(contradictions(&documents, &[]), contradictions(&documents, &[]), "seed {seed}");
    }
}

#[test]
fn each_has_its_sides_in_the_order_of_the_documents() {
    for seed in 0..500 {
        for found in contradictions(&documents(seed), &[]) {
            assert!(!found.sides.is_empty() && !found.why.is_empty(), "seed {seed}: {found:?}");
            assert!(found.sides.is_sorted_by_key(|side| side.document), "seed {seed}: {found:?}");
        }
    }
}
