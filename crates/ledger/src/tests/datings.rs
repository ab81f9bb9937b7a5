//! Does the dating of documents take any reading there is, and find the same in it again?

use casus_claim::Reading;
use casus_text::{Origin, Source};
use fastrand::Rng;

use super::sample;
use crate::datings;

fn documents(seed: u64) -> Vec<(Source, Reading)> {
    let mut rng = Rng::with_seed(seed);
    let document = |n: usize| {
        let source = Source::new(sample::text(&mut rng), Origin::default());
        let origin = sample::origin(&mut rng, &source, &format!("{n}.txt"));
        let origin = Origin { published: origin.published.filter(|_| n.is_multiple_of(2)), ..origin };
        let source = source.with_origin(origin);
        let reading = sample::reading(&mut rng, &source);
        (source, reading)
    };
    (0..6).map(document).collect()
}

#[test]
fn any_readings_are_taken_and_each_undated_document_has_its_place() {
    for seed in 0..500 {
        let documents = documents(seed);
        let found = datings(&documents, &[]);
        let places: Vec<usize> = found.iter().map(|dating| dating.document).collect();
        let undated = documents.iter().enumerate().filter(|(_, (source, _))| source.published().is_none());
        assert_eq!(places, undated.map(|(place, _)| place).collect::<Vec<_>>(), "seed {seed}");
        assert_eq!(datings(&documents, &[]), found, "seed {seed}");
    }
}
