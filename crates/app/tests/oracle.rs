//! Does `casus syntax` say of the texts of the suite what spaCy says? Every token, every column.
//!
//! `suite/syntax/*.json` holds what spaCy says of the text beside it; `cargo xtask oracle --record` writes it. The test
//! needs the model, which `cargo xtask test` fetches, and no Python.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

/// The columns of a token, in their order.
const COLUMNS: [&str; 10] = ["start", "end", "tag", "pos", "lemma", "head", "dep", "sent_start", "ent_type", "ent_iob"];

/// What is said of a text.
#[derive(Deserialize)]
struct Said {
    tokens: Vec<Vec<Value>>,
}

fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/syntax");
    let entries = fs::read_dir(&folder).expect("the suite lies at the root of the project");
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    let mut texts: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    texts.sort();
    texts
}

/// Runs casus on texts, and returns what it says of each.
fn casus(texts: &[PathBuf]) -> Vec<Said> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casus"));
    let output = command.args(["syntax", "--format", "json"]).args(texts).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("each line is a document")).collect()
}

/// Shows each token that differs, in the words of the text.
fn differences(text: &str, spacy: &Said, casus: &Said) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let form = |token: &[Value]| {
        let at = |column: usize| token[column].as_u64().map_or(0, |at| at as usize).min(letters.len());
        letters[at(0).min(at(1))..at(1)].iter().collect::<String>()
    };
    let pairs = spacy.tokens.iter().zip(&casus.tokens).enumerate().filter(|(_, (spacy, casus))| spacy != casus);
    let tokens = pairs.map(|(index, (spacy, casus))| {
        let columns = COLUMNS.iter().zip(spacy.iter().zip(casus)).filter(|(_, (spacy, casus))| spacy != casus);
        let columns = columns.map(|(column, (spacy, casus))| format!("{column}: spaCy {spacy}, casus {casus}"));
        format!("token {index}, {:?}: {}", form(spacy), columns.collect::<Vec<_>>().join("; "))
    });
    let mut found: Vec<_> = tokens.collect();
    if spacy.tokens.len() != casus.tokens.len() {
        found.push(format!("tokens: spaCy {}, casus {}", spacy.tokens.len(), casus.tokens.len()));
    }
    found
}

#[test]
fn every_token_is_as_spacy_has_it() {
    let texts = texts();
    assert!(texts.len() > 5, "the suite has few texts");
    let mut wrong = Vec::new();
    let said = casus(&texts);
    assert_eq!(said.len(), texts.len(), "there is a line for each text");
    for (path, casus) in texts.iter().zip(&said) {
        let record = fs::read_to_string(path.with_extension("json")).expect("each text has its record");
        let spacy: Said = serde_json::from_str(&record).expect("the record is what was recorded");
        let text = fs::read_to_string(path).expect("the text can be read");
        let name = path.file_name().expect("a text has a name").to_string_lossy().into_owned();
        wrong.extend(differences(&text, &spacy, casus).into_iter().map(|it| format!("suite/syntax/{name}: {it}")));
    }
    let advice = "hint: `cargo xtask oracle --margins` tells how close spaCy's decisions were";
    assert!(wrong.is_empty(), "{}\n{advice}", wrong.join("\n"));
}

#[test]
fn a_token_that_differs_is_shown_in_its_words() {
    let said = |text: &str| serde_json::from_str::<Said>(text).expect("this is a record");
    let spacy = said(r#"{"tokens": [[0,4,"NN","NOUN","salt",0,"ROOT",1,"","O"]]}"#);
    let casus = said(r#"{"tokens": [[0,4,"NNP","NOUN","salt",0,"ROOT",1,"","O"],[4,5,"","","",0,"",0,"",""]]}"#);
    let expected = ["token 0, \"Salz\": tag: spaCy \"NN\", casus \"NNP\"", "tokens: spaCy 1, casus 2"];
    assert_eq!(differences("Salz!", &spacy, &casus), expected);
    assert!(differences("Salz!", &spacy, &spacy).is_empty());
}
