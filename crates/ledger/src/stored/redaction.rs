//! How is it stored which entries a redaction took out? As JSON, a list of their references.

use casus_claim::Reference;

use crate::database::Fault;

/// Writes the references of entries down.
pub(crate) fn written(entries: &[Reference]) -> String {
    let digits: Vec<&str> = entries.iter().map(Reference::whole).collect();
    serde_json::to_string(&digits).expect("no string can fail")
}

/// Takes references that were written down.
pub(crate) fn entries(text: &str) -> Result<Vec<Reference>, Fault> {
    let not_understood = || Fault::Corrupt(format!("`{text}` is no list of references"));
    let digits: Vec<String> = serde_json::from_str(text).map_err(|_| not_understood())?;
    digits.iter().map(|digits| Reference::from_whole(digits).ok_or_else(not_understood)).collect()
}
