//! What is read? Documents put together from the sentences of the demo and of the suite, the same from the same seed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use fastrand::Rng;
use unicode_segmentation::UnicodeSegmentation;

use crate::documents::passages;
use crate::failure::Failure;
use crate::tree;
use crate::workspace::Workspace;

/// The seed of every choice.
const SEED: u64 = 20_260_101;

/// How much there is of the many documents together.
const MANY_BYTES: u64 = 4_000_000;

/// How much there is of each of the long ones.
const LONG_BYTES: u64 = 10_000_000;

/// The files, and how much is in them.
pub struct Corpus {
    /// Documents of the length of an article.
    pub documents: Vec<PathBuf>,
    /// How much they hold together.
    pub bytes: u64,
    /// The hash of what they hold, in order.
    pub blake3: String,
    /// One document with many paragraphs.
    pub long: PathBuf,
    /// How much it holds.
    pub long_bytes: u64,
    /// One document that is one line.
    pub line: PathBuf,
    /// How much it holds.
    pub line_bytes: u64,
}

impl Corpus {
    /// Writes the corpus into a folder that holds nothing else.
    pub fn make(workspace: &Workspace) -> Result<Self, Failure> {
        let folder = workspace.target().join("bench");
        if folder.try_exists().map_err(Failure::disk(&folder))? {
            fs::remove_dir_all(&folder).map_err(Failure::disk(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
        let sentences = sentences(workspace.root())?;
        let mut rng = Rng::with_seed(SEED);
        let (documents, bytes, blake3) = many(&folder, &sentences, &mut rng)?;
        let (long, line) = (folder.join("long.txt"), folder.join("line.txt"));
        let long_bytes = one(&long, &sentences, "\n\n", &mut rng)?;
        let line_bytes = one(&line, &sentences, " ", &mut rng)?;
        Ok(Self { documents, bytes, blake3, long, long_bytes, line, line_bytes })
    }
}

/// Returns the sentences of the demo and of the suite's passages, in the order of their files.
fn sentences(root: &Path) -> Result<Vec<String>, Failure> {
    let demo = tree::texts(root, "txt")?.into_iter().filter(|it| it.path.starts_with("demo/")).map(|it| it.text);
    let suite = tree::texts(root, "md")?.into_iter().filter(|it| it.path.starts_with("suite/"));
    let texts: Vec<_> = demo.chain(suite.flat_map(|it| passages(it.path, it.text))).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let sentences = lines.flat_map(UnicodeSegmentation::unicode_sentences).map(|it| it.trim().to_owned());
    Ok(sentences.filter(|sentence| sentence.ends_with(['.', '”', '"', '?', '!'])).collect())
}

fn many(folder: &Path, sentences: &[String], rng: &mut Rng) -> Result<(Vec<PathBuf>, u64, String), Failure> {
    let (mut paths, mut bytes, mut hash) = (Vec::new(), 0, blake3::Hasher::new());
    while bytes < MANY_BYTES {
        let path = folder.join(format!("{:05}.txt", paths.len()));
        let text = article(sentences, rng);
        fs::write(&path, &text).map_err(Failure::disk(&path))?;
        bytes += text.len() as u64;
        hash.update(text.as_bytes());
        paths.push(path);
    }
    Ok((paths, bytes, hash.finalize().to_hex().to_string()))
}

/// Puts an article of 2 to 4 kB together; every second one has a day.
fn article(sentences: &[String], rng: &mut Rng) -> String {
    let mut text = String::new();
    if rng.bool() {
        text.push_str(&format!("{} October 2026\n\n", rng.u8(1..=31)));
    }
    let length = rng.usize(2_000..4_000);
    while text.len() < length {
        text.push_str(&paragraph(sentences, rng));
        text.push_str("\n\n");
    }
    text
}

fn paragraph(sentences: &[String], rng: &mut Rng) -> String {
    let count = rng.usize(2..=4);
    let chosen: Vec<_> = (0..count).map(|_| sentences[rng.usize(..sentences.len())].as_str()).collect();
    chosen.join(" ")
}

/// Writes one long document piece by piece: what this process holds in memory is counted against its children's peak.
fn one(path: &Path, sentences: &[String], between: &str, rng: &mut Rng) -> Result<u64, Failure> {
    let mut file = BufWriter::new(File::create(path).map_err(Failure::disk(path))?);
    let mut bytes = 0;
    while bytes < LONG_BYTES {
        let piece = paragraph(sentences, rng) + between;
        file.write_all(piece.as_bytes()).map_err(Failure::disk(path))?;
        bytes += piece.len() as u64;
    }
    file.flush().map_err(Failure::disk(path))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_articles() {
        let sentences = sentences(Workspace::open().expect("the tests run inside the workspace").root());
        let sentences = sentences.expect("the sentences can be read");
        assert!(sentences.len() > 20, "only {} sentences were found", sentences.len());
        let make = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..20).map(|_| article(&sentences, &mut rng)).collect::<Vec<_>>()
        };
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
        assert!(make(1).iter().all(|text| (2_000..6_000).contains(&text.len())));
    }
}
