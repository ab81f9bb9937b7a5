//! What does a whole pipeline say about a text?
//!
//! A [`Pipeline`] is what the files say, loaded once and shared; a [`Reader`] works with it on one thread and keeps what
//! it can use again. What a reader says about a text does not depend on what it has read before.

use std::mem;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::about::About;
use crate::component::{Component, Work};
use crate::config::Config;
use crate::doc::Doc;
use crate::draft::{Draft, Matrix};
use crate::label::Labels;
use crate::lexicon::{Lexicon, Norms};
use crate::tok2vec::Encoder;
use crate::tokenizer::{ChunkCache, Tokenizer};
use crate::{Files, Folder, ModelError, lemma, pattern, transition};

/// A reader that has met so many words forgets them before the next text.
const WORDS_MAX: usize = 100_000;

/// The tokens of a text up to which a reader keeps the memory that it used.
const TOKENS_KEPT: usize = 20_000;

/// A pipeline, ready to read with.
#[derive(Debug)]
pub struct Pipeline {
    about: About,
    tokenizer: Tokenizer,
    norms: Arc<Norms>,
    components: Vec<Component>,
    labels: Arc<Labels>,
}

impl Pipeline {
    /// Loads a pipeline from its folder, the one with `config.cfg` and `meta.json`.
    ///
    /// Fails when a file is missing or damaged, or when the pipeline needs something that this crate does not have.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        Self::load(&Folder::new(folder))
    }

    /// Loads a pipeline from its files. Fails as [`open`](Self::open) does.
    pub fn load(files: &dyn Files) -> Result<Self, ModelError> {
        let about = About::read(files)?;
        let config = Config::read(files)?;
        match config.text("nlp.tokenizer.@tokenizers")? {
            "spacy.Tokenizer.v1" => {}
            other => return Err(ModelError::unsupported("the tokenizer", other)),
        }
        let tokenizer = Tokenizer::from_bytes("tokenizer", &read(files, "tokenizer")?)?;
        let norms = Norms::from_bytes(&about.lang, "vocab/lookups.bin", &read(files, "vocab/lookups.bin")?)?;
        let mut labels = Labels::default();
        let components = Component::all(files, &config, &about.lang, &mut labels)?;
        Ok(Self { about, tokenizer, norms: Arc::new(norms), components, labels: Arc::new(labels) })
    }

    /// Returns what the pipeline says about itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the names of its components in the order in which they work.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map(|component| component.name.as_str())
    }

    /// Returns the labels that its tokens can carry.
    pub fn labels(&self) -> &Arc<Labels> {
        &self.labels
    }

    /// Makes a reader for one thread.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            pipeline: self,
            lexicon: Lexicon::new(Arc::clone(&self.norms)),
            chunks: ChunkCache::default(),
            encoders: self.components.iter().map(|component| component.tok2vec().map(Encoder::new)).collect(),
            vectors: self.components.iter().map(|_| Matrix::default()).collect(),
            idle: Matrix::default(),
            transitions: transition::Scratch::default(),
            rules: pattern::Scratch::default(),
            lemmas: lemma::Cache::default(),
        }
    }

    /// Returns whether a component looks at vectors that nobody looks at after it.
    fn is_last_to_look(&self, index: usize) -> bool {
        let input = self.components[index].input;
        let is_other = |later: &Component| later.input != input;
        self.components[input].has_vectors() && self.components[index + 1..].iter().all(is_other)
    }

    /// Reads texts on as many threads as the pool at hand has. The result does not depend on their number.
    pub fn read_all(&self, texts: &[&str]) -> Vec<Doc> {
        texts.par_iter().map_init(|| self.reader(), |reader, text| reader.read(text)).collect()
    }
}

/// Reads texts with a pipeline on one thread.
#[derive(Debug)]
pub struct Reader<'p> {
    pipeline: &'p Pipeline,
    lexicon: Lexicon,
    chunks: ChunkCache,
    /// For each component that has one, what works out its vectors.
    encoders: Vec<Option<Encoder>>,
    /// For each component that has an encoder, the vectors of the text at hand, as long as somebody is to look at them.
    vectors: Vec<Matrix>,
    /// The memory of vectors that nobody looks at any more.
    idle: Matrix,
    transitions: transition::Scratch,
    rules: pattern::Scratch,
    lemmas: lemma::Cache,
}

impl Reader<'_> {
    /// Reads a text.
    pub fn read(&mut self, text: &str) -> Doc {
        if self.lexicon.len() > WORDS_MAX {
            self.lexicon.clear();
        }
        let mut draft = self.pipeline.tokenizer.tokenize(text, &mut self.lexicon, &mut self.chunks);
        for index in 0..self.pipeline.components.len() {
            self.apply(index, &mut draft);
        }
        self.forget_long_texts();
        Doc::new(draft.tokens, Arc::clone(&self.pipeline.labels))
    }

    /// Reads parts of a text, each as a text by itself, into one document whose offsets are those of the whole text.
    ///
    /// # Panics
    ///
    /// When a part does not lie within the text, or not between characters.
    pub fn read_parts(&mut self, text: &str, parts: &[Range<usize>]) -> Doc {
        let mut whole = Doc::new(Vec::new(), Arc::clone(&self.pipeline.labels));
        for part in parts {
            whole.append(self.read(&text[part.clone()]), part.start);
        }
        whole
    }

    fn apply(&mut self, index: usize, draft: &mut Draft) {
        let Component { work, input, .. } = &self.pipeline.components[index];
        if let Some(encoder) = &mut self.encoders[index] {
            self.vectors[index] = mem::take(&mut self.idle);
            encoder.vectors(draft, &self.lexicon, 0..draft.tokens.len(), &mut self.vectors[index]);
        }
        let vectors = &self.vectors[*input];
        match work {
            Work::Vectors => {}
            Work::Tagger(tagger) => tagger.apply(vectors, &mut draft.tokens),
            Work::Parser(parser) => parser.apply(vectors, draft, &self.lexicon, &mut self.transitions),
            Work::Entities(recogniser) => recogniser.apply(vectors, draft, &self.lexicon, &mut self.transitions),
            Work::Ruler(ruler) => ruler.apply(draft, &self.lexicon, &self.pipeline.labels, &mut self.rules),
            Work::Lemmatizer(lemmatizer) => {
                lemmatizer.apply(draft, &self.lexicon, &self.pipeline.labels, &mut self.lemmas);
            }
        }
        if self.pipeline.is_last_to_look(index) {
            self.idle = mem::take(&mut self.vectors[*input]);
        }
    }

    /// Gives back the memory that a long text took.
    fn forget_long_texts(&mut self) {
        self.idle.values.clear();
        self.idle.values.shrink_to(TOKENS_KEPT * self.idle.width);
    }
}

/// Reads a file of a pipeline.
pub(crate) fn read(files: &dyn Files, name: &str) -> Result<Vec<u8>, ModelError> {
    files.read(name).map_err(|error| ModelError::File { name: name.to_owned(), error })
}
