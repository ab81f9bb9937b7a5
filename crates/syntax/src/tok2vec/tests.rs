//! The pipeline in `tests/pipelines/random` has random weights; `expected.json` beside it holds what spaCy says with them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::doc::Token;
use crate::draft::Matrix;
use crate::label::Labels;
use crate::lexicon::Hashes;
use crate::static_vectors::StaticVectors;
use crate::tagger::Tagger;
use crate::thinc::Network;
use crate::tok2vec::attribute::Features;
use crate::tok2vec::{Encoder, Origin, Tok2Vec};
use crate::{Files, Folder, ModelError};

#[derive(serde::Deserialize)]
struct Case {
    attributes: Vec<[u64; 8]>,
    /// The last vectors of the text by the component that gives them.
    vectors: BTreeMap<String, Vec<Vec<f32>>>,
    tags: Vec<String>,
    pos: Vec<String>,
    morphs: Vec<String>,
    starts: Vec<bool>,
}

impl Case {
    fn features(&self) -> Vec<Features> {
        let features = |[orth, lower, norm, prefix, suffix, shape, is_space, has_space]: &[u64; 8]| Features {
            hashes: Hashes { orth: *orth, lower: *lower, norm: *norm, prefix: *prefix, suffix: *suffix, shape: *shape },
            is_space: *is_space == 1,
            has_space: *has_space == 1,
        };
        self.attributes.iter().map(features).collect()
    }
}

fn folder() -> Folder {
    Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines/random"))
}

fn cases() -> Vec<Case> {
    serde_json::from_slice(&folder().read("expected.json").unwrap()).unwrap()
}

fn config() -> Config {
    Config::parse(&String::from_utf8(folder().read("config.cfg").unwrap()).unwrap()).unwrap()
}

/// Reads the tok2vec of a component.
fn read(name: &str, config: &Config, model: &[u8]) -> Result<Arc<Tok2Vec>, ModelError> {
    let path = if name == "tok2vec" { "components.tok2vec.model" } else { &format!("components.{name}.model.tok2vec") };
    let network = Network::from_bytes("model", model)?;
    Tok2Vec::read(config, path, &network, &mut || StaticVectors::read(&folder()).map(Arc::new)).map(Arc::new)
}

fn component(name: &str) -> Arc<Tok2Vec> {
    read(name, &config(), &folder().read(&format!("{name}/model")).unwrap()).unwrap()
}

/// The bits of the vectors of a range of tokens.
fn bits(encoder: &mut Encoder, features: &[Features], range: std::ops::Range<usize>) -> Vec<u32> {
    let mut matrix = Matrix::default();
    encoder.vectors_of(features.len(), |index| features[index], range, &mut matrix);
    matrix.values.iter().map(|number| number.to_bits()).collect()
}

#[test]
fn the_vectors_are_those_of_spacy() {
    for name in ["tok2vec", "morphologizer", "senter"] {
        let mut encoder = Encoder::new(component(name));
        for case in cases() {
            let (features, expected) = (case.features(), &case.vectors[name]);
            let mut matrix = Matrix::default();
            encoder.vectors_of(features.len(), |index| features[index], 0..features.len(), &mut matrix);
            assert_eq!(matrix.rows(), features.len());
            for (row, expected) in (matrix.rows() - expected.len()..).zip(expected) {
                let near = |(a, b): (&f32, &f32)| (a - b).abs() < 1e-4 * b.abs().max(1.0);
                let found = matrix.row(row);
                assert!(found.iter().zip(expected).all(near), "{name}: {found:?} {expected:?}");
                assert_eq!(found.len(), expected.len());
            }
        }
    }
}

#[test]
fn the_labels_are_those_of_spacy() {
    let (mut labels, shared) = (Labels::default(), component("tok2vec"));
    let taggers = ["tagger", "morphologizer", "senter"].map(|name| {
        let mut vectors = || StaticVectors::read(&folder()).map(Arc::new);
        let (tagger, origin) = Tagger::read(&folder(), &config(), name, &mut labels, &mut vectors).unwrap();
        let tok2vec = match origin {
            Origin::Upstream(name) if name == "tok2vec" => shared.clone(),
            Origin::Own(tok2vec) => tok2vec,
            Origin::Upstream(name) => panic!("{name}"),
        };
        assert_eq!(tagger.width(), tok2vec.width());
        (tagger, Encoder::new(tok2vec))
    });
    let mut taggers = taggers;
    for case in cases() {
        let features = case.features();
        let mut tokens: Vec<Token> = (0..).take(features.len()).map(|index| Token::new(index, 0..0, false)).collect();
        for (tagger, encoder) in &mut taggers {
            let mut matrix = Matrix::default();
            encoder.vectors_of(features.len(), |index| features[index], 0..features.len(), &mut matrix);
            tagger.apply(&matrix, &mut tokens);
        }
        assert_eq!(tokens.iter().map(|token| labels.text(token.tag)).collect::<Vec<_>>(), case.tags);
        assert_eq!(tokens.iter().map(|token| token.pos.as_str()).collect::<Vec<_>>(), case.pos);
        assert_eq!(tokens.iter().map(|token| labels.text(token.morph)).collect::<Vec<_>>(), case.morphs);
        assert_eq!(tokens.iter().map(|token| token.sent_start == Some(true)).collect::<Vec<_>>(), case.starts);
    }
}

#[test]
fn a_vector_depends_on_the_text_alone() {
    let tok2vec = component("tok2vec");
    let long = cases()[4].features();
    let all = 0..long.len();
    let width = tok2vec.width();
    let alone = bits(&mut Encoder::new(tok2vec.clone()), &long, all.clone());
    let mut encoder = Encoder::new(tok2vec);
    // More words than are kept push out those of the text.
    let strange = |index: u64| {
        let hashes = Hashes { norm: index, orth: index, lower: index, prefix: index, suffix: index, shape: index };
        Features { hashes, is_space: false, has_space: true }
    };
    let others: Vec<Features> = (1..20_000).map(strange).collect();
    for round in 0..3 {
        assert_eq!(bits(&mut encoder, &long, all.clone()), alone, "round {round}");
        for case in cases() {
            bits(&mut encoder, &case.features(), 0..case.attributes.len());
        }
        for start in [0, 1, 7, 100, 255, 256, 300] {
            for end in [start, start + 1, start + 9, long.len()] {
                assert_eq!(bits(&mut encoder, &long, start..end), alone[start * width..end * width], "{start}..{end}");
            }
        }
        if round == 1 {
            bits(&mut encoder, &others, 0..others.len());
        }
    }
}

#[test]
fn what_is_not_supported_is_named() {
    let text = String::from_utf8(folder().read("config.cfg").unwrap()).unwrap();
    let model = folder().read("tok2vec/model").unwrap();
    let error = |[part, other]: [&str; 2]| {
        assert!(text.contains(part));
        let config = Config::parse(&text.replace(part, other)).unwrap();
        read("tok2vec", &config, &model).unwrap_err().to_string()
    };
    let message = |name: &str| format!("the architecture `{name}` is not supported");
    assert_eq!(error(["spacy.Tok2Vec.v2", "curated.Camembert.v1"]), message("curated.Camembert.v1"));
    assert_eq!(error(["spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2"]), message("spacy.CharacterEmbed.v2"));
    let mish = message("spacy.MishWindowEncoder.v2");
    assert_eq!(error(["spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2"]), mish);
    let damaged = |what: &str| format!("`model` of the pipeline is damaged: {what}");
    let layers = damaged("it has not as many layers as the settings say");
    assert_eq!(error(["depth = 3", "depth = 4"]), layers);
    let mixes = damaged("it mixes 72 numbers of 8 tables of 8 for 8 attributes");
    assert_eq!(error(["include_static_vectors = true", "include_static_vectors = false"]), mixes);
}

#[test]
fn no_damaged_model_panics() {
    let features = cases()[0].features();
    let good = folder().read("senter/model").unwrap();
    let (config, mut read_count) = (config(), 0);
    for index in (0..good.len()).step_by(11) {
        for byte in [0x00, 0x7f, 0xc0, 0xff] {
            let mut bad = good.clone();
            bad[index] = byte;
            if let Ok(tok2vec) = read("senter", &config, &bad) {
                // What is read can be worked with. Only now and then, as it takes its time.
                read_count += 1;
                if read_count % 100 == 0 {
                    bits(&mut Encoder::new(tok2vec), &features, 0..features.len());
                }
            }
        }
        assert!(read("senter", &config, &good[..index]).is_err());
    }
    assert!(read_count > 100, "a changed number is no damage that can be seen");
}
