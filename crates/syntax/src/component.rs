//! Which components does a pipeline have?

use std::sync::Arc;

use serde_json::Value;

use crate::config::Config;
use crate::label::Labels;
use crate::lemma::{self, Lemmatizer};
use crate::pipeline::read;
use crate::ruler::Ruler;
use crate::static_vectors::StaticVectors;
use crate::tagger::Tagger;
use crate::thinc::Network;
use crate::tok2vec::{Origin, Tok2Vec};
use crate::transition::{EntityRecogniser, Parser};
use crate::{Files, ModelError};

/// A component of a pipeline.
#[derive(Debug)]
pub(crate) struct Component {
    /// Its name in the settings.
    pub name: String,
    /// What it does.
    pub work: Work,
    /// The component whose vectors it looks at, by its place in the pipeline: its own place when they are its own, or
    /// when it looks at none.
    pub input: usize,
    /// The weights of the vectors that it works out.
    tok2vec: Option<Arc<Tok2Vec>>,
}

/// What a component does.
#[derive(Debug)]
pub(crate) enum Work {
    /// Works out vectors for others.
    Vectors,
    Tagger(Tagger),
    Parser(Box<Parser>),
    Entities(Box<EntityRecogniser>),
    Ruler(Ruler),
    Lemmatizer(Lemmatizer),
}

/// What is at hand while components are loaded.
struct Loader<'l> {
    files: &'l dyn Files,
    config: &'l Config,
    lang: &'l str,
    labels: &'l mut Labels,
    /// The pipeline's static vectors, once a component has asked for them.
    static_vectors: Option<Arc<StaticVectors>>,
}

impl Component {
    /// Loads the components of a pipeline that are not disabled, in their order. Their labels join `labels`.
    pub fn all(files: &dyn Files, config: &Config, lang: &str, labels: &mut Labels) -> Result<Vec<Self>, ModelError> {
        let mut loader = Loader { files, config, lang, labels, static_vectors: None };
        let disabled = config.names("nlp.disabled")?;
        let mut components = Vec::new();
        for name in config.names("nlp.pipeline")? {
            if !disabled.contains(&name) {
                let (work, origin, width) = loader.work(name)?;
                components.push(Self::joined(name, work, origin, width, &components)?);
            }
        }
        Ok(components)
    }

    /// Returns the weights of the vectors that it works out, if it does.
    pub fn tok2vec(&self) -> Option<Arc<Tok2Vec>> {
        self.tok2vec.clone()
    }

    /// Returns whether it works out vectors.
    pub fn has_vectors(&self) -> bool {
        self.tok2vec.is_some()
    }

    /// Joins a component to those before it. `width` is that of the vectors it looks at.
    fn joined(
        name: &str,
        work: Work,
        origin: Option<Origin>,
        width: Option<usize>,
        before: &[Self],
    ) -> Result<Self, ModelError> {
        let place = before.len();
        let (input, tok2vec) = match origin {
            None => (place, None),
            Some(Origin::Own(tok2vec)) => (place, Some(tok2vec)),
            Some(Origin::Upstream(upstream)) => {
                let is_meant =
                    |one: &Self| matches!(one.work, Work::Vectors) && (upstream == "*" || one.name == upstream);
                let missing = || {
                    ModelError::damaged(
                        "config.cfg",
                        format!("`{name}` listens to `{upstream}`, which does not stand before it"),
                    )
                };
                (before.iter().position(is_meant).ok_or_else(missing)?, None)
            }
        };
        let source = if input == place { tok2vec.as_ref() } else { before[input].tok2vec.as_ref() };
        match (width, source) {
            (Some(width), Some(source)) if source.width() != width => {
                let what = format!("it looks at vectors of {width} numbers and is given {}", source.width());
                Err(ModelError::damaged(&format!("{name}/model"), what))
            }
            _ => Ok(Self { name: name.to_owned(), work, input, tok2vec }),
        }
    }
}

impl Loader<'_> {
    /// Loads what a component does, where its vectors come from, and how wide they must be.
    fn work(&mut self, name: &str) -> Result<(Work, Option<Origin>, Option<usize>), ModelError> {
        let factory = self.config.text(&format!("components.{name}.factory"))?;
        let without_vectors = |work| Ok((work, None, None));
        match factory {
            "tok2vec" => {
                let file = format!("{name}/model");
                let bytes = read(self.files, &file)?;
                let network = Network::from_bytes(&file, &bytes)?;
                let origin = self.origin(&format!("components.{name}.model"), &network)?;
                Ok((Work::Vectors, Some(origin), None))
            }
            "tagger" | "morphologizer" | "senter" => {
                let Self { files, config, labels, static_vectors, .. } = self;
                let mut vectors = || kept(*files, static_vectors);
                let (tagger, origin) = Tagger::read(*files, config, name, labels, &mut vectors)?;
                let width = tagger.width();
                Ok((Work::Tagger(tagger), Some(origin), Some(width)))
            }
            "parser" | "ner" => self.transitions(name, factory == "parser"),
            "attribute_ruler" => {
                let file = format!("{name}/patterns");
                without_vectors(Work::Ruler(Ruler::load(&file, &read(self.files, &file)?, self.labels)?))
            }
            "lemmatizer" => without_vectors(Work::Lemmatizer(self.lemmatizer(name)?)),
            other => Err(ModelError::unsupported("the component", other)),
        }
    }

    fn transitions(
        &mut self,
        name: &str,
        is_parser: bool,
    ) -> Result<(Work, Option<Origin>, Option<usize>), ModelError> {
        let file = format!("{name}/model");
        let bytes = read(self.files, &file)?;
        let network = Network::from_bytes(&file, &bytes)?;
        let beside = |file: &str| read(self.files, &format!("{name}/{file}"));
        let (cfg, moves) = (beside("cfg")?, beside("moves")?);
        let (work, width) = if is_parser {
            let parser = Parser::load(&network, &cfg, &moves, self.labels)?;
            let width = parser.width();
            (Work::Parser(Box::new(parser)), width)
        } else {
            let recogniser = EntityRecogniser::load(&network, &cfg, &moves, self.labels)?;
            let width = recogniser.width();
            (Work::Entities(Box::new(recogniser)), width)
        };
        let origin = self.origin(&format!("components.{name}.model.tok2vec"), &network)?;
        Ok((work, Some(origin), Some(width)))
    }

    fn lemmatizer(&self, name: &str) -> Result<Lemmatizer, ModelError> {
        let file = format!("{name}/lookups/lookups.bin");
        let overwrite = self.config.get(&format!("components.{name}.overwrite")).and_then(Value::as_bool);
        let settings = lemma::Settings {
            lang: self.lang,
            mode: self.config.text(&format!("components.{name}.mode"))?,
            overwrite: overwrite.unwrap_or(false),
        };
        Lemmatizer::load(&file, settings, read(self.files, &file)?)
    }

    fn origin(&mut self, path: &str, network: &Network) -> Result<Origin, ModelError> {
        let Self { files, config, static_vectors, .. } = self;
        Origin::read(config, path, network, &mut || kept(*files, static_vectors))
    }
}

/// Returns the pipeline's static vectors, which are read when the first component asks for them.
fn kept(files: &dyn Files, kept: &mut Option<Arc<StaticVectors>>) -> Result<Arc<StaticVectors>, ModelError> {
    if let Some(vectors) = kept {
        return Ok(Arc::clone(vectors));
    }
    let vectors = Arc::new(StaticVectors::read(files)?);
    *kept = Some(Arc::clone(&vectors));
    Ok(vectors)
}
