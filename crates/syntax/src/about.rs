//! What does a pipeline say about itself?

use crate::{Files, ModelError};

/// The file's name within a pipeline's folder.
const FILE: &str = "meta.json";

/// What a pipeline says about itself in its `meta.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct About {
    /// The code of its language, such as `en`.
    pub lang: String,
    /// Its name without the language, such as `core_web_sm`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The versions of spaCy that it was made for, such as `>=3.8.0,<3.9.0`.
    #[serde(default)]
    pub spacy_version: String,
    /// Its licence, in its makers' words.
    #[serde(default)]
    pub license: String,
    /// Who made it.
    #[serde(default)]
    pub author: String,
}

impl About {
    /// Reads what a pipeline says about itself.
    ///
    /// Fails when the pipeline was not made for spaCy 3.
    pub(crate) fn read(files: &dyn Files) -> Result<Self, ModelError> {
        let bytes = files.read(FILE).map_err(|error| ModelError::File { name: FILE.to_owned(), error })?;
        let about: Self = serde_json::from_slice(&bytes)
            .map_err(|error| ModelError::damaged(FILE, format!("it is not as expected ({error})")))?;
        let major = about.spacy_version.trim_start_matches(|c: char| !c.is_ascii_digit()).split('.').next();
        match major {
            Some("3") => Ok(about),
            _ => Err(ModelError::unsupported("a pipeline for the version of spaCy", about.spacy_version)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn check(spacy_version: &str, expect: Result<&str, &str>) {
        let json =
            format!(r#"{{"lang": "en", "name": "tiny", "version": "1.0.0", "spacy_version": "{spacy_version}"}}"#);
        let files = BTreeMap::from([(FILE.to_owned(), json.into_bytes())]);
        let about = About::read(&files);
        assert_eq!(
            about.as_ref().map(|about| &*about.name).map_err(ToString::to_string),
            expect.map_err(str::to_owned)
        );
    }

    #[test]
    fn a_pipeline_for_another_major_version_is_refused() {
        check(">=3.8.0,<3.9.0", Ok("tiny"));
        check("3.1", Ok("tiny"));
        check(">=2.3.0,<2.4.0", Err("a pipeline for the version of spaCy `>=2.3.0,<2.4.0` is not supported"));
        check("", Err("a pipeline for the version of spaCy `` is not supported"));
    }
}
