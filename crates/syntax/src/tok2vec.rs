//! Which vector does a token have in its context?
//!
//! spaCy's `Tok2Vec`: each token has a vector by itself ([`embed`]), and a few convolution layers let each see its neighbours
//! ([`Tok2Vec`] holds the weights, an [`Encoder`] works with them).

mod attribute;
mod cache;
mod embed;
mod encoder;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;

use embed::{Embed, Unknown};
pub(crate) use encoder::Encoder;

use crate::ModelError;
use crate::config::{Config, Section};
use crate::maxout::{Finish, Maxout, Weights};
use crate::multiply::Product;
use crate::static_vectors::StaticVectors;
use crate::thinc::{Layer, Network};

/// The weights that give tokens their vectors.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    embed: Embed,
    /// How far to either side a layer sees.
    window: usize,
    /// The first layer's product. As what it multiplies depends on one word alone, it is formed once for each word.
    first: Product,
    /// What the first layer makes of the sums over a window.
    finish: Finish,
    /// The layers above.
    layers: Vec<Maxout>,
}

/// Where a component's vectors come from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// From the pipeline's component of this name, which is `*` for any.
    Upstream(String),
    /// From weights of its own.
    Own(Arc<Tok2Vec>),
}

impl Origin {
    /// Reads where the vectors of a component come from. `path` names the settings of its `tok2vec`, such as
    /// `components.ner.model.tok2vec`; `network` is the component's.
    pub fn read(
        config: &Config,
        path: &str,
        network: &Network,
        vectors: &mut dyn FnMut() -> Result<Arc<StaticVectors>, ModelError>,
    ) -> Result<Self, ModelError> {
        let architecture = config.text(&format!("{path}.@architectures"))?;
        if architecture != "spacy.Tok2VecListener.v1" {
            return Ok(Self::Own(Arc::new(Tok2Vec::read(config, path, network, vectors)?)));
        }
        let upstream = config.get(&format!("{path}.upstream")).and_then(Value::as_str).unwrap_or("*");
        Ok(Self::Upstream(upstream.to_owned()))
    }
}

/// What a model's settings say about its layers.
struct Architecture<'c> {
    embed: &'c Section,
    encode: &'c Section,
    /// The key under which `embed` says whether static vectors are used.
    fixed_key: &'static str,
    unknown: Unknown,
}

impl<'c> Architecture<'c> {
    fn of(config: &'c Config, path: &str) -> Result<Self, ModelError> {
        let name = |path: &str| config.text(&format!("{path}.@architectures"));
        let unsupported = |name: &str| Err(ModelError::unsupported("the architecture", name));
        match name(path)? {
            version @ ("spacy.HashEmbedCNN.v1" | "spacy.HashEmbedCNN.v2") => {
                let section = config.section(path)?;
                let unknown = if version.ends_with("v1") { Unknown::Last } else { Unknown::Zeros };
                return Ok(Self { embed: section, encode: section, fixed_key: "pretrained_vectors", unknown });
            }
            "spacy.Tok2Vec.v1" | "spacy.Tok2Vec.v2" => {}
            other => return unsupported(other),
        }
        let (embed, encode) = (format!("{path}.embed"), format!("{path}.encode"));
        let unknown = match name(&embed)? {
            "spacy.MultiHashEmbed.v1" => Unknown::Last,
            "spacy.MultiHashEmbed.v2" => Unknown::Zeros,
            other => return unsupported(other),
        };
        match name(&encode)? {
            "spacy.MaxoutWindowEncoder.v1" | "spacy.MaxoutWindowEncoder.v2" => {}
            other => return unsupported(other),
        }
        let (embed, encode) = (config.section(&embed)?, config.section(&encode)?);
        Ok(Self { embed, encode, fixed_key: "include_static_vectors", unknown })
    }
}

impl Tok2Vec {
    /// Reads the layers of a component. `path` names the settings of the model; `vectors` gives the pipeline's static vectors and
    /// is asked only when the model uses them.
    pub fn read(
        config: &Config,
        path: &str,
        network: &Network,
        vectors: &mut dyn FnMut() -> Result<Arc<StaticVectors>, ModelError>,
    ) -> Result<Self, ModelError> {
        let architecture = Architecture::of(config, path)?;
        let damaged = |what: &str| ModelError::damaged(network.file(), what);
        let norms: Vec<&Layer> = network.named("layernorm").collect();
        let weights = network.named("maxout").zip(norms).map(|(layer, norm)| Weights::read(network, layer, norm));
        let weights = weights.collect::<Result<Vec<_>, _>>()?;
        let [mix, first, rest @ ..] = &weights[..] else {
            return Err(damaged("it has fewer than two layers `maxout`"));
        };
        if architecture.encode.get("depth").and_then(Value::as_u64) != Some(rest.len() as u64 + 1) {
            return Err(damaged("it has not as many layers as the settings say"));
        }
        let window = window(network)?;
        let inputs = window.checked_mul(2).and_then(|both| (both + 1).checked_mul(mix.width));
        if weights[1..].iter().any(|layer| Some(layer.inputs) != inputs || layer.width != mix.width) {
            return Err(damaged("its layers have not the widths of one another"));
        }
        let fixed = match architecture.embed.get(architecture.fixed_key).and_then(Value::as_bool) {
            Some(true) => Some((vectors()?, architecture.unknown)),
            _ => None,
        };
        let tok2vec = Self {
            embed: Embed::read(network, mix, fixed)?,
            window,
            first: first.window(2 * window + 1),
            finish: first.finish(),
            layers: rest.iter().map(Weights::layer).collect(),
        };
        tok2vec.check_padding(network)?;
        Ok(tok2vec)
    }

    /// Fails when there is too little padding between the documents of a batch, so that one would see the next.
    fn check_padding(&self, network: &Network) -> Result<(), ModelError> {
        let pads = network.layers().iter().filter_map(|layer| layer.attrs.get("pad")?.as_u64());
        match pads.max() {
            Some(pad) if pad >= self.reach() as u64 => Ok(()),
            pad => Err(ModelError::unsupported("the padding between documents", format!("{}", pad.unwrap_or(0)))),
        }
    }

    /// Returns the numbers in a vector.
    pub fn width(&self) -> usize {
        self.finish.width()
    }

    /// Returns how far to either side a token's vector depends on other tokens.
    pub fn reach(&self) -> usize {
        self.window * (self.layers.len() + 1)
    }
}

/// Returns how far the layers of a network see, which must be the same for all.
fn window(network: &Network) -> Result<usize, ModelError> {
    let mut windows = network.named("expand_window").map(|layer| layer.attrs.get("window_size")?.as_u64());
    let first = windows.next().flatten().and_then(|window| usize::try_from(window).ok());
    match first {
        Some(window) if windows.all(|other| other == Some(window as u64)) => Ok(window),
        _ => Err(ModelError::damaged(network.file(), "its layers do not say how far they see, or differ in it")),
    }
}
