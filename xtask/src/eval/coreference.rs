//! Does casus know who is who? Its entities beside those of annotated documents, scored by a program of others.
//!
//! Key and response are written as CoNLL-2012 wants them, a file of each for each half of the documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde::Deserialize;

use super::annotated::{Annotated, Marked, aligned, parse, words};
use crate::failure::Failure;
use crate::oracle::{Distribution, Python, Room};
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;

/// The scorer, whose measures are those that papers on coreference compare by.
const SCORER: (&str, &str) = ("coreference-eval", "0.0.2");

/// What it counts with.
const NUMPY: (&str, &str) = ("numpy", "2.2.6");

/// Who is looked at, and who is only counted.
const HALVES: [&str; 3] = ["tune", "measure", "all"];

/// What is scored, and where the scorer lies.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the Python environment; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    python: Option<PathBuf>,
}

/// A document with what casus makes of it.
struct Read {
    name: String,
    document: Annotated,
    response: Vec<Marked>,
}

/// What casus prints of a document.
#[derive(Deserialize)]
struct Line {
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    mentions: Vec<[usize; 2]>,
}

/// What the scorer says: precision, recall and F1 by each measure.
#[derive(Deserialize)]
struct Scores {
    conll: f64,
    muc: [f64; 3],
    b_cubed: [f64; 3],
    ceafe: [f64; 3],
    lea: [f64; 3],
}

/// Reads the annotated documents, and prints how well the entities agree.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let room = Room { folder: wanted.python.as_deref(), name: "coreference", scripts: "xtask/eval" };
    let distributions = [Distribution::new(NUMPY.0, NUMPY.1), Distribution::new(SCORER.0, SCORER.1).by_itself()];
    let python = Python::with(workspace, &room, &distributions)?;
    release::build(workspace)?;
    let folder = workspace.target().join("coreference");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let read = read(workspace, &folder)?;
    let mut files = Vec::new();
    for half in HALVES {
        let mut documents = read.iter().filter(|it| half == "all" || it.document.half == half).collect::<Vec<_>>();
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        let key = |it: &&Read| conll(&it.name, &it.document, &it.document.mentions);
        files.push(write(&folder, &format!("{half}.key"), &documents.iter().map(key).collect::<String>())?);
        let response = |it: &&Read| conll(&it.name, &it.document, &aligned(&it.document, &it.response));
        files.push(write(&folder, &format!("{half}.response"), &documents.iter().map(response).collect::<String>())?);
    }
    let answer = heard(&mut python.script("coreference.py", &files))?;
    print!("{}", table(&answer)?);
    println!("the files are in `{}`", folder.display());
    Ok(())
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("{name}.conll"));
    fs::write(&path, text).map_err(Failure::disk(&path))?;
    Ok(path)
}

/// Lets casus read all documents, each with its day of publication beside it.
fn read(workspace: &Workspace, folder: &Path) -> Result<Vec<Read>, Failure> {
    let annotated = annotated(&workspace.root().join("suite/coreference"))?;
    let mut command = Command::new(workspace.casus());
    command.arg("extract").current_dir(folder);
    for (name, document) in &annotated {
        let (text, sidecar) = (folder.join(format!("{name}.txt")), folder.join(format!("{name}.meta.json")));
        fs::write(&text, &document.text).map_err(Failure::disk(&text))?;
        let day = format!("{{\"published\": \"{}\"}}\n", document.published);
        fs::write(&sidecar, day).map_err(Failure::disk(&sidecar))?;
        command.arg(text);
    }
    let lines = heard(&mut command)?;
    let read = annotated.into_iter().zip(lines.lines()).map(|((name, document), line)| {
        let wrong = |error: serde_json::Error| Failure::Format { path: folder.join(&name), error: error.to_string() };
        let line: Line = serde_json::from_str(line).map_err(wrong)?;
        let response = response(&document.text, line);
        Ok(Read { name, document, response })
    });
    read.collect()
}

/// Returns the annotated documents of a folder with their names.
fn annotated(folder: &Path) -> Result<Vec<(String, Annotated)>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let document = |path: PathBuf| {
        let file = fs::read_to_string(&path).map_err(Failure::disk(&path))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let document = parse(&file).map_err(|error| Failure::Format { path, error })?;
        Ok((name, document))
    };
    paths.into_iter().map(document).collect()
}

/// Turns the mentions that casus prints, which count characters, into places in bytes.
fn response(text: &str, line: Line) -> Vec<Marked> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let of_entity = |entity: Entity| {
        let id = entity.id;
        let marked = |[start, end]: [usize; 2]| Marked { start: bytes[start], end: bytes[end], entity: id.clone() };
        entity.mentions.into_iter().map(marked).collect::<Vec<_>>()
    };
    line.entities.into_iter().flat_map(of_entity).collect()
}

/// Writes a document with some mentions, a word a line and an empty line behind each paragraph.
fn conll(name: &str, document: &Annotated, mentions: &[Marked]) -> String {
    let words = words(&document.text);
    let (mut begin, mut end): (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) = Default::default();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions {
        let next = numbers.len() + 1;
        let number = *numbers.entry(&mention.entity).or_insert(next);
        let first = words.partition_point(|word| word.1 <= mention.start);
        let last = words.partition_point(|word| word.0 < mention.end).saturating_sub(1);
        begin.entry(first).or_default().push(number);
        end.entry(last.max(first)).or_default().push(number);
    }
    let mut lines = format!("#begin document ({name}); part 000\n");
    for (at, word) in words.iter().enumerate() {
        let mut marks: Vec<String> = Vec::new();
        let mut closing = end.remove(&at).unwrap_or_default();
        for number in begin.remove(&at).unwrap_or_default() {
            // A mention of one word begins and ends in one mark.
            let same = closing.iter().position(|it| *it == number);
            let is_open_before = same.is_none();
            closing = closing.into_iter().enumerate().filter(|(n, _)| Some(*n) != same).map(|(_, it)| it).collect();
            marks.push(if is_open_before { format!("({number}") } else { format!("({number})") });
        }
        marks.extend(closing.iter().map(|number| format!("{number})")));
        let marks = if marks.is_empty() { "-".to_owned() } else { marks.join("|") };
        let text = &document.text[word.0..word.1];
        let _ = writeln!(lines, "{name} 0 {at} {text} - - - - - - - {marks}");
        let next = words.get(at + 1).map_or(document.text.len(), |next| next.0);
        if document.text[word.1..next].contains('\n') {
            lines.push('\n');
        }
    }
    lines.push_str("\n#end document\n");
    lines
}

/// Lays out what the scorer says.
fn table(answer: &str) -> Result<String, Failure> {
    let wrong = |error: serde_json::Error| Failure::Format {
        path: "xtask/eval/coreference.py".into(),
        error: error.to_string(),
    };
    let mut table = "half       MUC    B³  CEAFe  CoNLL    LEA  (LEA precision, recall)\n".to_owned();
    for (half, line) in HALVES.iter().zip(answer.lines()) {
        let it: Scores = serde_json::from_str(line).map_err(wrong)?;
        let [muc, b, ceafe, conll] = [it.muc[2], it.b_cubed[2], it.ceafe[2], it.conll].map(|share| 100.0 * share);
        let [precision, recall, lea] = it.lea.map(|share| 100.0 * share);
        let _ = writeln!(
            table,
            "{half:8} {muc:5.1} {b:5.1}  {ceafe:5.1}  {conll:5.1}  {lea:5.1}  ({precision:.1}, {recall:.1})"
        );
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_stand_in_the_last_column() {
        let file = "tune 2031-05-02 a note\n\n[[Her|korn] office|office] met [Ada Korn|korn].\n\n[It|office] hums.";
        let document = parse(file).expect("it is a document");
        let lines = conll("note", &document, &document.mentions);
        let column: Vec<&str> = lines.lines().map(|line| line.split(' ').next_back().unwrap_or_default()).collect();
        let expected = ["000", "(1)|(2", "2)", "-", "(1", "1)", "", "(2)", "-", "", "document"];
        assert_eq!(column, expected);
    }

    #[test]
    fn places_in_characters_become_places_in_bytes() {
        let line = r#"{"entities":[{"id":"e1","mentions":[[3,7]]}]}"#;
        let line = serde_json::from_str(line).expect("casus prints such lines");
        assert_eq!(response("„é Korn", line), [Marked { start: 6, end: 10, entity: "e1".to_owned() }]);
    }
}
