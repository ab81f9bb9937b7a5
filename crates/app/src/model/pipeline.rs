//! Is there a pipeline in a folder that can be used, and what does it say of itself?

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::fault::Unfit;

/// What a pipeline says of itself in `meta.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meta {
    /// The code of its language.
    pub(super) language: String,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) author: Option<String>,
}

/// Opens the pipeline in a folder, so that nothing is installed that cannot be used afterwards.
pub(super) fn check(folder: &Path) -> Result<Meta, Unfit> {
    let unusable = |what: String| Unfit::Unusable { what };
    let read = |name: &str| {
        fs::read_to_string(folder.join(name)).map_err(|error| unusable(format!("`{name}` cannot be read: {error}")))
    };
    let config = read("config.cfg")?;
    if !config.lines().any(|line| line.trim() == "[nlp]") {
        return Err(unusable("`config.cfg` has no section `[nlp]`".to_owned()));
    }
    meta(&read("meta.json")?)
}

fn meta(text: &str) -> Result<Meta, Unfit> {
    let unusable = |what: String| Unfit::Unusable { what };
    let meta: Value =
        serde_json::from_str(text).map_err(|error| unusable(format!("`meta.json` is no JSON: {error}")))?;
    let said = |key: &str| meta.get(key).and_then(Value::as_str).map(one_line).filter(|text| !text.is_empty());
    let language = said("lang").ok_or_else(|| unusable("`meta.json` names no language under `lang`".to_owned()))?;
    Ok(Meta {
        language,
        name: said("name"),
        version: said("version"),
        licence: said("license"),
        author: said("author"),
    })
}

/// Writes what somebody else wrote so that it can stand in a line of ours.
fn one_line(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    crate::face::visible(&line.join(" ")).chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipeline_says_what_it_is() {
        let text = r#"{"lang": "en", "name": "core", "version": "3.8.0", "license": " MIT\n", "author": ""}"#;
        let said = |text: &str| Some(text.to_owned());
        let meta = meta(text).expect("it has a language");
        let expect = Meta {
            language: "en".to_owned(),
            name: said("core"),
            version: said("3.8.0"),
            licence: said("MIT"),
            author: None,
        };
        assert_eq!(meta, expect);
    }

    #[test]
    fn what_is_no_pipeline_is_refused() {
        let refused = |config: &str, meta: &str, expect: &str| {
            let folder = tempfile::tempdir().expect("a folder can be made");
            fs::write(folder.path().join("config.cfg"), config).expect("the folder can be written");
            fs::write(folder.path().join("meta.json"), meta).expect("the folder can be written");
            let unfit = check(folder.path()).expect_err("this is no pipeline");
            assert!(unfit.to_string().contains(expect), "{unfit}");
        };
        refused("", "{}", "`config.cfg` has no section `[nlp]`");
        refused("[nlp]", "{", "`meta.json` is no JSON: ");
        refused("[nlp]", "[]", "`meta.json` names no language under `lang`");
        refused("[nlp]", r#"{"lang": 7}"#, "`meta.json` names no language under `lang`");
    }
}
