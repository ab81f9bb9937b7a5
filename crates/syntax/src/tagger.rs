//! Which tag, which features, or which start of a sentence does a token have?
//!
//! spaCy's `tagger`, `morphologizer` and `senter` are one model: a linear layer over the tokens' vectors, whose largest number names
//! the label. They differ in what a label says.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::config::Config;
use crate::doc::{Pos, Token};
use crate::draft::Matrix;
use crate::label::{Label, Labels};
use crate::multiply::Product;
use crate::static_vectors::StaticVectors;
use crate::thinc::Network;
use crate::tok2vec::Origin;
use crate::{Files, ModelError};

/// The rows that are multiplied at once.
const BLOCK: usize = 128;

/// The number that spaCy gives the first part of speech of `PARTS_OF_SPEECH`; the others follow.
const FIRST_PART_OF_SPEECH: usize = 84;

/// The parts of speech in the order of spaCy's numbers.
const PARTS_OF_SPEECH: [Pos; 20] = [
    Pos::Adj,
    Pos::Adp,
    Pos::Adv,
    Pos::Aux,
    Pos::Conj,
    Pos::Cconj,
    Pos::Det,
    Pos::Intj,
    Pos::Noun,
    Pos::Num,
    Pos::Part,
    Pos::Pron,
    Pos::Propn,
    Pos::Punct,
    Pos::Sconj,
    Pos::Sym,
    Pos::Verb,
    Pos::X,
    Pos::Eol,
    Pos::Space,
];

/// Gives each token one of its labels.
#[derive(Debug)]
pub(crate) struct Tagger {
    product: Product,
    says: Says,
    /// Whether it has a say about tokens of which another component has said something.
    is_overwriting: bool,
}

/// What the labels say, each at the place of its number.
#[derive(Debug)]
enum Says {
    Tag(Vec<Label>),
    Morphology(Vec<(Pos, Label)>),
    /// The second of two labels says that a sentence starts.
    SentenceStart,
}

/// The file `cfg` of a component.
#[derive(Debug, serde::Deserialize)]
struct Settings {
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    labels_morph: InOrder,
    #[serde(default)]
    labels_pos: BTreeMap<String, usize>,
    overwrite: Option<bool>,
    #[serde(default)]
    extend: bool,
}

/// The entries of a JSON object in the order of the file, which numbers them.
#[derive(Debug, Default)]
struct InOrder(Vec<(String, String)>);

impl Tagger {
    /// Reads a component, and where the vectors that it looks at come from. Its labels join the pipeline's.
    pub fn read(
        files: &dyn Files,
        config: &Config,
        name: &str,
        labels: &mut Labels,
        vectors: &mut dyn FnMut() -> Result<Arc<StaticVectors>, ModelError>,
    ) -> Result<(Self, Origin), ModelError> {
        let architecture = config.text(&format!("components.{name}.model.@architectures"))?;
        if !matches!(architecture, "spacy.Tagger.v1" | "spacy.Tagger.v2") {
            return Err(ModelError::unsupported("the architecture", architecture));
        }
        let read = |file: &str| files.read(file).map_err(|error| ModelError::File { name: file.to_owned(), error });
        let file = format!("{name}/cfg");
        let settings: Settings = serde_json::from_slice(&read(&file)?)
            .map_err(|error| ModelError::damaged(&file, format!("it is not as expected ({error})")))?;
        let factory = config.text(&format!("components.{name}.factory"))?;
        let set = config.get(&format!("components.{name}.overwrite")).and_then(serde_json::Value::as_bool);
        let is_overwriting = settings.overwrite.or(set).unwrap_or(factory == "morphologizer");
        let says = Says::read(factory, &file, &settings, labels)?;
        let file = format!("{name}/model");
        let bytes = read(&file)?;
        let network = Network::from_bytes(&file, &bytes)?;
        let origin = Origin::read(config, &format!("components.{name}.model.tok2vec"), &network, vectors)?;
        Ok((Self { product: product(&network, says.len())?, says, is_overwriting }, origin))
    }

    /// Returns the numbers in a vector that it looks at.
    pub fn width(&self) -> usize {
        self.product.inputs()
    }

    /// Says about each of some tokens what its vector, the row of `vectors` at the same place, tells.
    ///
    /// # Panics
    ///
    /// When there are fewer rows than tokens, or the rows have another [`width`](Self::width).
    pub fn apply(&self, vectors: &Matrix, tokens: &mut [Token]) {
        let (width, count) = (self.product.inputs(), self.product.outputs());
        let mut scores = vec![0.0; tokens.len().min(BLOCK) * count];
        let rows = vectors.values.chunks(BLOCK * width);
        assert!(vectors.width == width && vectors.rows() >= tokens.len(), "each token has a vector");
        for (tokens, rows) in tokens.chunks_mut(BLOCK).zip(rows) {
            let scores = &mut scores[..tokens.len() * count];
            self.product.multiply(rows, width, scores);
            for (token, scores) in tokens.iter_mut().zip(scores.chunks_exact(count)) {
                self.says.say(largest(scores), token, self.is_overwriting);
            }
        }
    }
}

/// Reads the linear layer, which must have a row of weights for each label.
fn product(network: &Network, labels: usize) -> Result<Product, ModelError> {
    let damaged = |what: &str| ModelError::damaged(network.file(), what);
    let layer = network.named("softmax").next().ok_or_else(|| damaged("it has no layer `softmax`"))?;
    let inputs =
        layer.dim("nI").filter(|inputs| *inputs > 0).ok_or_else(|| damaged("its layer `softmax` has no `nI`"))?;
    let weights = network.param(layer, "W", &[labels, inputs])?;
    Ok(Product::new(inputs, &weights, &network.param(layer, "b", &[labels])?))
}

/// Returns the place of the largest number, the first of equals.
fn largest(numbers: &[f32]) -> usize {
    let mut best = 0;
    for (index, number) in numbers.iter().enumerate() {
        if *number > numbers[best] {
            best = index;
        }
    }
    best
}

impl Says {
    fn read(factory: &str, file: &str, settings: &Settings, labels: &mut Labels) -> Result<Self, ModelError> {
        let says = match factory {
            "tagger" => Self::Tag(settings.labels.iter().map(|label| labels.add(label)).collect::<Result<_, _>>()?),
            "morphologizer" if settings.extend => {
                return Err(ModelError::unsupported("the setting of a morphologizer", "extend"));
            }
            "morphologizer" => {
                let label = |(label, features): &(String, String)| {
                    let pos = part_of_speech(settings.labels_pos.get(label).copied().unwrap_or(0));
                    let pos = pos.ok_or_else(|| ModelError::damaged(file, format!("`{label}` has no part of speech")));
                    Ok((pos?, labels.add(if features == "_" { "" } else { features })?))
                };
                Self::Morphology(settings.labels_morph.0.iter().map(label).collect::<Result<_, ModelError>>()?)
            }
            "senter" => Self::SentenceStart,
            other => return Err(ModelError::unsupported("the component", other)),
        };
        if says.len() == 0 {
            return Err(ModelError::damaged(file, "it has no labels"));
        }
        Ok(says)
    }

    fn len(&self) -> usize {
        match self {
            Self::Tag(labels) => labels.len(),
            Self::Morphology(labels) => labels.len(),
            Self::SentenceStart => 2,
        }
    }

    /// Says what a label says about a token.
    fn say(&self, label: usize, token: &mut Token, is_overwriting: bool) {
        match self {
            Self::Tag(labels) => {
                if is_overwriting || token.tag == Label::EMPTY {
                    token.tag = labels[label];
                }
            }
            Self::Morphology(labels) => {
                let (pos, morph) = labels[label];
                if is_overwriting || token.morph == Label::EMPTY {
                    token.morph = morph;
                }
                if is_overwriting || token.pos == Pos::Unknown {
                    token.pos = pos;
                }
            }
            Self::SentenceStart => {
                if is_overwriting || token.sent_start.is_none() {
                    token.sent_start = Some(label == 1);
                }
            }
        }
    }
}

/// Returns the part of speech with a number of spaCy's.
fn part_of_speech(number: usize) -> Option<Pos> {
    match number.checked_sub(FIRST_PART_OF_SPEECH) {
        None => (number == 0).then_some(Pos::Unknown),
        Some(index) => PARTS_OF_SPEECH.get(index).copied(),
    }
}

impl<'de> Deserialize<'de> for InOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = InOrder;

    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("an object whose values are strings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<InOrder, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(InOrder(entries))
    }
}
