//! How do figures get into a document? Between two marks that only the source of the document shows.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// Puts a text between the marks `<!-- NAME -->` and `<!-- NAME: end -->` of a document, in the place of what is there.
pub fn put(document: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let whole = fs::read_to_string(document).map_err(Failure::disk(document))?;
    let error = || format!("it has no `<!-- {name} -->` with `<!-- {name}: end -->` behind it");
    let new = with(&whole, name, text).ok_or_else(|| Failure::Format { path: document.to_owned(), error: error() })?;
    fs::write(document, new).map_err(Failure::disk(document))
}

fn with(whole: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- {name}: end -->"));
    let (before, rest) = whole.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_the_place_of_what_is_there() {
        let page = "# A\n<!-- a -->\nold\n<!-- a: end -->\n<!-- b -->\n<!-- b: end -->\n";
        let expect = "# A\n<!-- a -->\n\nnew\n\n<!-- a: end -->\n<!-- b -->\n<!-- b: end -->\n";
        assert_eq!(with(page, "a", "new\n").as_deref(), Some(expect));
        assert_eq!(with(expect, "a", "new").as_deref(), Some(expect));
        assert_eq!(with(page, "c", "new"), None);
    }
}
