//! Which texts are read? Those of files and folders, each laid in a file of its own that both sides read.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::failure::Failure;

/// How a text is laid down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As casus reads a document: without a byte order mark, and with LF at the end of every line. Texts that casus
    /// refuses, because they are blank or hold many control characters, are left out.
    AsRead,
    /// As it is.
    AsIs,
}

/// Texts in one folder, `000000.txt` and on, with the names of where they came from.
pub struct Texts {
    folder: PathBuf,
    names: Vec<String>,
    bytes: u64,
    refused: usize,
    kept: Kept,
}

/// A line of a file of texts; whatever else it holds is left alone.
#[derive(Deserialize)]
struct Line {
    text: String,
}

impl Texts {
    /// Lays the texts of files and folders in a folder that holds nothing else.
    pub fn gather(paths: &[PathBuf], folder: PathBuf, kept: Kept) -> Result<Self, Failure> {
        if folder.try_exists().map_err(Failure::disk(&folder))? {
            fs::remove_dir_all(&folder).map_err(Failure::disk(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
        let mut texts = Self { folder, names: Vec::new(), bytes: 0, refused: 0, kept };
        paths.iter().try_for_each(|path| texts.take(path))?;
        Ok(texts)
    }

    fn take(&mut self, path: &Path) -> Result<(), Failure> {
        if path.is_dir() {
            return files(path)?.iter().filter(|path| is_text(path)).try_for_each(|path| self.take(path));
        }
        let file = File::open(path).map_err(Failure::disk(path))?;
        let name = path.display().to_string();
        if name.ends_with(".jsonl.gz") {
            self.take_lines(path, MultiGzDecoder::new(file))
        } else if name.ends_with(".jsonl") {
            self.take_lines(path, file)
        } else {
            let text = fs::read(path).map_err(Failure::disk(path))?;
            let text = String::from_utf8(text);
            let text = text.map_err(|error| Failure::Format { path: path.to_owned(), error: error.to_string() })?;
            self.lay(name, &text)
        }
    }

    fn take_lines(&mut self, path: &Path, bytes: impl Read) -> Result<(), Failure> {
        for (at, line) in BufReader::new(bytes).lines().enumerate() {
            let line = line.map_err(Failure::disk(path))?;
            let place = format!("{}:{}", path.display(), at + 1);
            let read = serde_json::from_str::<Line>(&line);
            let read =
                read.map_err(|error| Failure::Format { path: PathBuf::from(&place), error: error.to_string() })?;
            self.lay(place, &read.text)?;
        }
        Ok(())
    }

    fn lay(&mut self, name: String, text: &str) -> Result<(), Failure> {
        let Some(text) = self.kept.text(text) else {
            println!("left out, as casus refuses it: {name}");
            self.refused += 1;
            return Ok(());
        };
        let path = self.folder.join(file_name(self.names.len()));
        fs::write(&path, text.as_bytes()).map_err(Failure::disk(&path))?;
        self.names.push(name);
        self.bytes += text.len() as u64;
        Ok(())
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns how many texts were left out.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Returns how much they hold together.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Returns the folder in which they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the names of their files within the folder, in order.
    pub fn files(&self) -> impl Iterator<Item = String> {
        (0..self.names.len()).map(file_name)
    }

    /// Returns where a text came from.
    pub fn name(&self, index: usize) -> &str {
        &self.names[index]
    }

    /// Returns the code points of a text.
    pub fn chars(&self, index: usize) -> Result<Vec<char>, Failure> {
        let path = self.folder.join(file_name(index));
        Ok(fs::read_to_string(&path).map_err(Failure::disk(&path))?.chars().collect())
    }
}

impl Kept {
    /// Returns a text as it is laid down, or nothing if it is left out.
    fn text(self, text: &str) -> Option<Cow<'_, str>> {
        if self == Self::AsIs {
            return Some(Cow::Borrowed(text));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_control = |letter: &char| letter.is_control() && !"\t\n\u{b}\u{c}\r\u{85}".contains(*letter);
        let controls = text.chars().filter(is_control).count();
        if text.trim().is_empty() || text.contains('\0') || controls * 200 > text.chars().count() {
            return None;
        }
        Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() })
    }
}

fn file_name(index: usize) -> String {
    format!("{index:06}.txt")
}

/// Lists what lies in a folder and below it, in the order of the names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths =
        entries.map(|it| it.map(|it| it.path())).collect::<Result<Vec<_>, _>>().map_err(Failure::disk(folder))?;
    paths.sort();
    let nested = paths.into_iter().map(|path| if path.is_dir() { files(&path) } else { Ok(vec![path]) });
    Ok(nested.collect::<Result<Vec<_>, _>>()?.concat())
}

fn is_text(path: &Path) -> bool {
    let name = path.to_string_lossy();
    [".txt", ".jsonl", ".jsonl.gz"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn every_text_is_laid_down_as_it_is() {
        let room = tempfile::tempdir().expect("a folder can be made");
        let put = |name: &str, bytes: &[u8]| fs::write(room.path().join(name), bytes).expect("a file can be written");
        fs::create_dir(room.path().join("b")).expect("a folder can be made");
        put("b/one.txt", "Ferries\r\nrun.\u{0}\u{feff}".as_bytes());
        put("a.jsonl", b"{\"id\": 7, \"text\": \"Dykes\\r\\n\"}\n{\"text\": \"\"}\n");
        put("readme.md", b"not a text");
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(b"{\"text\": \"Salt\"}\n").expect("memory can be written");
        put("c.jsonl.gz", &gz.finish().expect("memory can be written"));
        let laid = tempfile::tempdir().expect("a folder can be made");
        let gather = |kept| Texts::gather(&[room.path().to_owned()], laid.path().join("texts"), kept);
        let all = |texts: &Texts| {
            let read = |at: usize| texts.chars(at).expect("it was laid").into_iter().collect::<String>();
            (0..texts.len()).map(read).collect::<Vec<_>>()
        };
        let texts = gather(Kept::AsIs).expect("they are texts");
        assert_eq!(all(&texts), ["Dykes\r\n", "", "Ferries\r\nrun.\u{0}\u{feff}", "Salt"]);
        assert!(texts.name(0).ends_with("a.jsonl:1") && texts.name(2).ends_with("one.txt"), "{}", texts.name(2));
        assert_eq!(texts.bytes(), 7 + 17 + 4);
        let texts = gather(Kept::AsRead).expect("they are texts");
        assert_eq!((all(&texts), texts.refused()), (vec!["Dykes\n".to_owned(), "Salt".to_owned()], 2));
    }

    #[test]
    fn a_line_that_is_no_text_is_named() {
        let room = tempfile::tempdir().expect("a folder can be made");
        let path = room.path().join("a.jsonl");
        fs::write(&path, "{\"text\": \"Dykes\"}\n{\"body\": 1}\n").expect("a file can be written");
        let Err(failure) = Texts::gather(std::slice::from_ref(&path), room.path().join("texts"), Kept::AsIs) else {
            panic!("the second line has no text");
        };
        assert!(failure.to_string().contains("a.jsonl:2"), "{failure}");
    }
}
