//! Does casus know who says what? Its attributions beside those of a public corpus, PolNeAR.
//!
//! The corpus lies outside the project, in a folder that has to be named; no text of it comes in.

mod errors;
mod score;
mod words;

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::eval::page;
use crate::failure::Failure;
use crate::release;
use crate::tools::heard;
use crate::workspace::Workspace;
use errors::{Kind, Place, errors};
use score::{Attribution, Count, Document, ROLES, Span};
use words::{Line, Word};

/// What other systems reach on the part of PolNeAR that is kept back for tests, as their authors measured it: the F1 of
/// exact spans of source, cue and content. CofeNet, COLING 2022, table 6.
const PUBLISHED: [(&str, [f64; 3]); 4] = [
    ("rules", [10.7, 22.8, 5.6]),
    ("CRF", [50.6, 53.4, 28.6]),
    ("BiLSTM-CRF", [69.6, 66.7, 59.0]),
    ("BERT and CofeNet", [83.2, 75.3, 72.9]),
];

/// Invented sentences that show what a kind of error is.
const EXAMPLES: &str = include_str!("../../../eval/error_examples.tsv");

/// A passage on the screen has no more characters than this.
const PASSAGE_CHARS_MAX: usize = 160;

/// What is scored.
#[derive(Args)]
pub struct Wanted {
    /// The folder of the corpora, which has attribution/polnear-dev.jsonl.gz in it.
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Which part of the corpus.
    #[arg(long, value_enum, default_value_t = Split::Dev)]
    split: Split,
    /// Tells so many kinds of error, the most frequent first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Shows so many passages of each kind of error.
    #[arg(long, value_name = "N", default_value_t = 0)]
    passages: usize,
    /// Puts the tables into a document as well, between the marks `attribution` and `attribution errors`.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Split {
    /// For measuring.
    Dev,
    /// For learning and for looking at errors.
    Train,
}

/// A line of the corpus.
#[derive(Deserialize)]
struct Row {
    text: String,
    attributions: Vec<Attribution>,
}

/// A line of `casus attributions`.
#[derive(Deserialize)]
struct Attributed {
    path: PathBuf,
    attributions: Vec<Attribution>,
}

/// Reads the texts of the corpus and prints how well the attributions agree.
pub fn print(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let name = match wanted.split {
        Split::Dev => "dev",
        Split::Train => "train",
    };
    let rows = rows(&corpus(&wanted.corpora, name)?)?;
    release::build(workspace)?;
    let folder = workspace.target().join("eval").join(format!("attribution-{name}"));
    let texts = write_texts(&folder, &rows)?;
    let seen: Vec<Attributed> = casus(workspace, &["attributions"], &texts, &folder.join("attributions.jsonl"))?;
    let documents = documents(rows, seen, &texts)?;
    tell(wanted, "attribution", &table(name, &documents))?;
    if wanted.errors > 0 {
        let arguments = ["syntax", "--format", "json"];
        let lines: Vec<Line> = casus(workspace, &arguments, &texts, &folder.join("syntax.jsonl"))?;
        let words: Vec<Vec<Word>> = lines.into_iter().map(Line::words).collect();
        let kinds = errors(&documents, &words);
        tell(wanted, "attribution errors", &error_table(&kinds, wanted.errors))?;
        if wanted.passages > 0 {
            print_passages(&documents, &kinds[..kinds.len().min(wanted.errors)], wanted.passages);
        }
    }
    Ok(())
}

fn tell(wanted: &Wanted, name: &str, table: &str) -> Result<(), Failure> {
    println!("\n{table}");
    wanted.page.as_deref().map_or(Ok(()), |document| page::put(document, name, table))
}

fn corpus(corpora: &Path, split: &str) -> Result<PathBuf, Failure> {
    let path = corpora.join("attribution").join(format!("polnear-{split}.jsonl.gz"));
    if path.is_file() {
        return Ok(path);
    }
    let hint = "name the folder of the corpora with `--corpora`; PolNeAR 1.0 stands in it as one JSON object a document, \
                with `text` and `attributions`, each with `source`, `cue` and `content` as lists of `[start, end]` in code \
                points";
    Err(Failure::Missing { tool: path.display().to_string(), hint: hint.to_owned() })
}

fn rows(path: &Path) -> Result<Vec<Row>, Failure> {
    let mut text = String::new();
    let file = File::open(path).map_err(Failure::disk(path))?;
    MultiGzDecoder::new(BufReader::new(file)).read_to_string(&mut text).map_err(Failure::disk(path))?;
    lines(path, &text)
}

/// Reads JSON lines.
fn lines<T: for<'de> Deserialize<'de>>(path: &Path, text: &str) -> Result<Vec<T>, Failure> {
    let wrong = |error: serde_json::Error| Failure::Format { path: path.to_owned(), error: error.to_string() };
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| serde_json::from_str(line).map_err(wrong)).collect()
}

/// Writes the texts under the names that `measure.py` gives them.
fn write_texts(folder: &Path, rows: &[Row]) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(Failure::disk(folder))?;
    let write = |(number, row): (usize, &Row)| {
        let path = folder.join(format!("{number:03}.txt"));
        fs::write(&path, &row.text).map_err(Failure::disk(&path))?;
        Ok(path)
    };
    rows.iter().enumerate().map(write).collect()
}

/// Runs casus on texts, keeps what it prints in a file, and reads that.
fn casus<T: for<'de> Deserialize<'de>>(
    workspace: &Workspace,
    arguments: &[&str],
    texts: &[PathBuf],
    output: &Path,
) -> Result<Vec<T>, Failure> {
    println!("$ casus {} … > {}", arguments.join(" "), output.display());
    let printed = heard(Command::new(workspace.casus()).args(arguments).args(texts))?;
    fs::write(output, &printed).map_err(Failure::disk(output))?;
    lines(output, &printed)
}

fn documents(rows: Vec<Row>, seen: Vec<Attributed>, texts: &[PathBuf]) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    let mut seen = seen.into_iter();
    for (row, path) in rows.into_iter().zip(texts) {
        let Some(line) = seen.next().filter(|line| line.path == *path) else {
            let error = "casus did not read it".to_owned();
            return Err(Failure::Format { path: path.clone(), error });
        };
        documents.push(Document { text: row.text.chars().collect(), gold: row.attributions, seen: line.attributions });
    }
    Ok(documents)
}

/// Writes the figures as Markdown, beside those that others published.
fn table(split: &str, documents: &[Document]) -> String {
    let counts = ROLES.map(|role| Count::of(documents, role));
    let mut lines = vec![
        format!("PolNeAR {split}, {} documents:", documents.len()),
        String::new(),
        "| | exact F1 | precision | recall | overlap F1 | in the gold | found |".to_owned(),
        "| --- | --- | --- | --- | --- | --- | --- |".to_owned(),
    ];
    for (role, count) in ROLES.into_iter().zip(counts) {
        let (precision, recall) = count.exact_shares();
        lines.push(format!(
            "| {} | {:.1} | {precision:.1} | {recall:.1} | {:.1} | {} | {} |",
            role.word(),
            count.exact_f1(),
            count.overlap_f1(),
            count.gold,
            count.seen
        ));
    }
    lines.extend([
        String::new(),
        "| exact F1 | source | cue | content |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
        row(&format!("casus, on {split}"), counts.map(Count::exact_f1)),
    ]);
    lines.extend(PUBLISHED.map(|(system, figures)| row(&format!("{system}, published, on test"), figures)));
    lines.join("\n") + "\n"
}

fn row(system: &str, [source, cue, content]: [f64; 3]) -> String {
    format!("| {system} | {source:.1} | {cue:.1} | {content:.1} |")
}

/// Writes the most frequent kinds of error as Markdown, each with its share of all errors.
fn error_table(kinds: &[(Kind, Vec<Place>)], most: usize) -> String {
    let all: usize = kinds.iter().map(|(_, places)| places.len()).sum();
    let mut lines = vec![
        format!("{all} errors of {} kinds:", kinds.len()),
        String::new(),
        "| | errors | share | part | what is wrong | as in |".to_owned(),
        "| --- | --- | --- | --- | --- | --- |".to_owned(),
    ];
    for (number, (kind, places)) in kinds.iter().take(most).enumerate() {
        let share = 100.0 * places.len() as f64 / all as f64;
        let (number, errors, example) = (number + 1, places.len(), example(kind));
        lines.push(format!("| {number} | {errors} | {share:.1} % | {} | {} | {example} |", kind.part, kind.what));
    }
    lines.join("\n") + "\n"
}

/// Returns a sentence in which such an error could be made, or nothing where none was written yet.
fn example(kind: &Kind) -> &'static str {
    let lines = EXAMPLES.lines().filter(|line| !line.starts_with('#'));
    let fields =
        lines.filter_map(|line| line.split_once('\t').and_then(|(part, rest)| Some((part, rest.split_once('\t')?))));
    let mut ours = fields.filter(|(part, (what, _))| *part == kind.part && *what == kind.what);
    ours.next().map_or("", |(_, (_, example))| example)
}

/// Shows the first passages of each kind, for whoever wants to see what is behind a figure.
fn print_passages(documents: &[Document], kinds: &[(Kind, Vec<Place>)], most: usize) {
    for (kind, places) in kinds {
        println!("{}: {}", kind.part, kind.what);
        for place in places.iter().take(most) {
            let text = &documents[place.document].text;
            let words =
                |pieces: &[Span]| pieces.iter().map(|&piece| passage(text, piece)).collect::<Vec<_>>().join(" … ");
            println!("  {:03}.txt  gold “{}”  casus “{}”", place.document, words(&place.gold), words(&place.seen));
        }
    }
}

fn passage(text: &[char], (start, end): Span) -> String {
    let words: String = text[start..end].iter().collect();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(PASSAGE_CHARS_MAX).collect();
    if cut.len() < line.len() { cut + "…" } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_corpus_is_told_with_what_to_do() {
        let failure = corpus(Path::new("no/such/folder"), "dev").expect_err("there is none");
        assert_eq!(failure.to_string(), "`no/such/folder/attribution/polnear-dev.jsonl.gz` is missing");
        assert!(failure.hint().is_some_and(|hint| hint.starts_with("name the folder of the corpora with `--corpora`")));
    }

    #[test]
    fn every_example_names_a_part_and_shows_what_is_wrong() {
        let lines = EXAMPLES.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let [part, _, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert!(part == "attribution" || ROLES.iter().any(|role| role.word() == part), "{line}");
            let has_bold = sentence.matches("**").count() >= 2;
            assert!((has_bold || sentence.contains('“')) && !sentence.contains('|'), "{line}");
        }
    }

    #[test]
    fn the_figures_stand_beside_the_published_ones() {
        let said = r#"[{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 12]]}]"#;
        let attributions: Vec<Attribution> = serde_json::from_str(said).expect("these are attributions");
        let text = "Berg said so.".chars().collect();
        let table = table("dev", &[Document { text, gold: attributions.clone(), seen: attributions }]);
        for line in [
            "| content | 100.0 | 100.0 | 100.0 | 100.0 | 1 | 1 |",
            "| casus, on dev | 100.0 | 100.0 | 100.0 |",
            "| BERT and CofeNet, published, on test | 83.2 | 75.3 | 72.9 |",
        ] {
            assert!(table.contains(line), "{line}\n{table}");
        }
    }
}
