//! Is there a pipeline in a folder that can be used, and what does it say of itself?

use std::path::Path;

use casus_engine::syntax::{About, Pipeline};

use super::fault::Unfit;

/// What a pipeline says of itself, fit to stand in a line of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meta {
    /// The code of its language.
    pub(super) language: String,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) author: Option<String>,
}

/// Loads the pipeline in a folder, so that nothing is installed that cannot be used afterwards.
pub(super) fn check(folder: &Path) -> Result<Meta, Unfit> {
    let unusable = |what: String| Unfit::Unusable { what };
    let pipeline = Pipeline::open(folder).map_err(|error| unusable(error.to_string()))?;
    meta(pipeline.about()).ok_or_else(|| unusable("`meta.json` names no language under `lang`".to_owned()))
}

/// Returns what a pipeline says of itself, if it names its language.
fn meta(about: &About) -> Option<Meta> {
    let said = |text: &str| Some(one_line(text)).filter(|line| !line.is_empty());
    Some(Meta {
        language: said(&about.lang)?,
        name: said(&about.name),
        version: said(&about.version),
        licence: said(&about.license),
        author: said(&about.author),
    })
}

/// Writes what somebody else wrote so that it can stand in a line of ours.
fn one_line(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    crate::face::visible(&line.join(" ")).chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const META: &str = r#"{"lang": "en", "name": "heron", "version": "2", "license": " MIT\n", "author": "",
        "spacy_version": ">=3.8.0,<3.9.0"}"#;

    /// An empty map in MessagePack.
    const EMPTY: &[u8] = &[0x80];

    /// The files of a pipeline without components.
    const FILES: [(&str, &[u8]); 4] = [
        ("config.cfg", b"[nlp]\npipeline = []\ndisabled = []\ntokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}\n"),
        ("meta.json", META.as_bytes()),
        ("tokenizer", EMPTY),
        ("vocab/lookups.bin", EMPTY),
    ];

    /// Checks the pipeline, one file of which holds something else, or is missing.
    fn checked(name: &str, bytes: Option<&[u8]>) -> Result<Meta, Unfit> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::create_dir(folder.path().join("vocab")).expect("a folder can be made");
        for (file, whole) in FILES {
            let bytes = if file == name { bytes } else { Some(whole) };
            if let Some(bytes) = bytes {
                fs::write(folder.path().join(file), bytes).expect("the folder can be written")
            }
        }
        check(folder.path())
    }

    #[test]
    fn a_pipeline_says_what_it_is() {
        let said = |text: &str| Some(text.to_owned());
        let expect = Meta {
            language: "en".to_owned(),
            name: said("heron"),
            version: said("2"),
            licence: said("MIT"),
            author: None,
        };
        assert_eq!(checked("", None), Ok(expect));
    }

    #[test]
    fn what_cannot_be_loaded_is_refused_with_the_file_and_the_reason() {
        let refused = |name: &str, bytes: Option<&[u8]>, expect: &str| {
            let unfit = checked(name, bytes).expect_err("this cannot be loaded");
            let expect = format!("holds a pipeline that cannot be used: {expect}");
            assert!(unfit.to_string().starts_with(&expect), "{unfit}");
        };
        for (name, _) in FILES {
            refused(name, None, &format!("`{name}` of the pipeline cannot be read: "));
            refused(name, Some(b"\xc1"), &format!("`{name}` of the pipeline is damaged: "));
        }
        refused("meta.json", Some(b"{"), "`meta.json` of the pipeline is damaged: it is not as expected (EOF");
        refused("meta.json", Some(META.replace("\"en\"", "7").as_bytes()), "`meta.json` of the pipeline is damaged: ");
        refused(
            "meta.json",
            Some(META.replace("\"en\"", "\" \"").as_bytes()),
            "`meta.json` names no language under `lang`",
        );
        let older = META.replace(">=3.8.0,<3.9.0", ">=2.3.0,<2.4.0");
        refused("meta.json", Some(older.as_bytes()), "a pipeline for the version of spaCy `>=2.3.0,<2.4.0` is not");
        let config = String::from_utf8_lossy(FILES[0].1).replace("pipeline = []", "pipeline = [\"textcat\"]")
            + "[components.textcat]\nfactory = \"textcat\"\n";
        refused("config.cfg", Some(config.as_bytes()), "the component `textcat` is not supported");
    }
}
